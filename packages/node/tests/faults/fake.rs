//! A fake node on a free port of this machine: one chain with one account, and faults on demand.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountInfoResponse};
use cosmrs::proto::cosmos::base::abci::v1beta1::GasInfo;
use cosmrs::proto::cosmos::tx::v1beta1::{AuthInfo, SimulateResponse, TxRaw};
use cosmrs::proto::cosmwasm::wasm::v1::{CodeInfoResponse, QueryCodesResponse};
use cosmrs::proto::traits::Message;
use cosmwasm_std::{Binary, HexBinary};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

/// What happens to an answer.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The node does what it was asked, and the connection breaks before it can say so.
    AnswerLost,
    /// The connection breaks before the node sees the question.
    QuestionLost,
    /// Something before the node answers with this status.
    Status(u16),
    /// Something answers that is no JSON.
    Garbage,
    /// Nothing answers for this long.
    Slow(Duration),
    /// The node answers the question with a code, a codespace and words.
    Refusal(u32, &'static str, &'static str),
    /// The node answers with an error of its RPC.
    RpcError(&'static str),
    /// Just before the transaction arrives another one takes its sequence, which the index knows.
    Overtaken,
}

/// The chain behind the node.
pub struct State {
    /// The newest block.
    pub height: u64,
    /// How many blocks are made with each question for the newest one.
    pub blocks_a_question: u64,
    /// The account's next sequence in the newest block.
    pub sequence: u64,
    /// Whether transactions that are taken get into blocks.
    pub includes: bool,
    /// Transactions in blocks, by hash.
    pub included: BTreeMap<String, u64>,
    /// Who used which sequence, as the index says.
    pub users: BTreeMap<u64, String>,
    /// The codes, by rising id.
    pub codes: Vec<CodeInfoResponse>,
    /// Every transaction that was taken or refused: hash and sequence, in order.
    pub seen: Vec<(String, u64)>,
    /// The faults to come, by method.
    pub faults: BTreeMap<&'static str, VecDeque<Fault>>,
}

/// The node.
#[derive(Clone)]
pub struct FakeNode {
    /// Where it listens.
    pub rpc: String,
    state: Arc<Mutex<State>>,
}

impl FakeNode {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let rpc = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State {
            height: 100,
            blocks_a_question: 0,
            sequence: 4,
            includes: true,
            included: BTreeMap::new(),
            users: BTreeMap::new(),
            codes: Vec::new(),
            seen: Vec::new(),
            faults: BTreeMap::new(),
        }));
        let shared = Arc::clone(&state);
        // It lives as long as the test's process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(stream.unwrap(), &shared));
            }
        });
        Self { rpc, state }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub fn fault(&self, method: &'static str, faults: &[Fault]) {
        let mut state = self.state();
        state
            .faults
            .entry(method)
            .or_default()
            .extend(faults.iter().cloned());
    }
}

/// One question, one answer, one connection.
fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let question: Value = serde_json::from_slice(&body).unwrap();
    let method = question["method"].as_str().unwrap().to_owned();
    let fault = {
        let mut state = state.lock().unwrap();
        let faults = state.faults.get_mut(method.as_str());
        faults.and_then(VecDeque::pop_front)
    };
    let answer = || answer(&mut state.lock().unwrap(), &method, &question["params"]);
    let result = match fault {
        None => answer(),
        Some(Fault::QuestionLost) => return,
        Some(Fault::AnswerLost) => {
            answer().unwrap();
            return;
        }
        Some(Fault::Slow(time)) => {
            thread::sleep(time);
            answer()
        }
        Some(Fault::Status(status)) => return respond(&mut stream, status, "busy"),
        Some(Fault::Garbage) => return respond(&mut stream, 200, "<html>welcome</html>"),
        Some(Fault::RpcError(words)) => Err(words.to_owned()),
        Some(Fault::Refusal(code, codespace, log)) => {
            if method == "broadcast_tx_sync" {
                note(&mut state.lock().unwrap(), &question["params"]);
            }
            Ok(refusal(&method, code, codespace, log))
        }
        Some(Fault::Overtaken) => {
            let mut state = state.lock().unwrap();
            note(&mut state, &question["params"]);
            let used = state.sequence;
            state.users.insert(used, "EE".repeat(32));
            state.sequence += 1;
            let expected = state.sequence;
            let log = format!(
                "account sequence mismatch, expected {expected}, got {used}: incorrect account sequence"
            );
            Ok(refusal(&method, 32, "sdk", &log))
        }
    };
    let text = match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": question["id"], "result": result }),
        Err(words) => json!({ "jsonrpc": "2.0", "id": question["id"],
            "error": { "code": -32603, "message": "Internal error", "data": words } }),
    };
    respond(&mut stream, 200, &text.to_string());
}

fn respond(stream: &mut TcpStream, status: u16, body: &str) {
    // Whoever asked may be gone: that is a fault being tested.
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
}

fn refusal(method: &str, code: u32, codespace: &str, log: &str) -> Value {
    match method {
        "abci_query" => json!({ "response": { "code": code, "log": log, "codespace": codespace,
            "info": "", "index": "0", "key": null, "value": null, "proofOps": null, "height": "1" } }),
        _ => json!({ "code": code, "data": "", "log": log, "codespace": codespace,
            "hash": "00".repeat(32).to_uppercase() }),
    }
}

fn note(state: &mut State, params: &Value) -> (String, u64) {
    let bytes = Binary::from_base64(params["tx"].as_str().unwrap()).unwrap();
    let digest: [u8; 32] = Sha256::digest(&bytes).into();
    let hash = HexBinary::from(&digest).to_hex().to_uppercase();
    let raw = TxRaw::decode(bytes.as_slice()).unwrap();
    let info = AuthInfo::decode(raw.auth_info_bytes.as_slice()).unwrap();
    let seen = (hash, info.signer_infos[0].sequence);
    state.seen.push(seen.clone());
    seen
}

fn answer(state: &mut State, method: &str, params: &Value) -> Result<Value, String> {
    Ok(match method {
        "status" => json!({
            "node_info": { "protocol_version": { "p2p": "8", "block": "11", "app": "0" },
                "id": "2c5facf2505d72a6bc31d32b383f1eda959aba44", "listen_addr": "tcp://127.0.0.1:1",
                "network": "fake-1", "version": "0.38.19", "channels": "40", "moniker": "fake",
                "other": { "tx_index": "on", "rpc_address": "tcp://127.0.0.1:1" } },
            "sync_info": { "latest_block_hash": "AB".repeat(32), "latest_app_hash": "CD".repeat(32),
                "latest_block_height": state.height.to_string(), "latest_block_time": time(state.height),
                "earliest_block_hash": "AB".repeat(32), "earliest_app_hash": "CD".repeat(32),
                "earliest_block_height": "1", "earliest_block_time": time(1), "catching_up": false },
            "validator_info": { "address": "83".repeat(20), "voting_power": "1",
                "pub_key": { "type": "tendermint/PubKeyEd25519",
                    "value": "K1bs1hfphJ7q9P5PqR45C3XKhFGRWNHzIVrWRRcgwpM=" } },
        }),
        "abci_info" => {
            state.height += state.blocks_a_question;
            json!({ "response": { "data": "Fake", "version": "1",
                "last_block_height": state.height.to_string(),
                "last_block_app_hash": Binary::from(&[1; 32]) } })
        }
        "header" => {
            let height: u64 = params["height"].as_str().unwrap().parse().unwrap();
            let hash = "AB".repeat(32);
            json!({ "header": { "version": { "block": "11" }, "chain_id": "fake-1",
                "height": height.to_string(), "time": time(height), "last_commit_hash": hash,
                "last_block_id": { "hash": hash, "parts": { "total": 1, "hash": hash } },
                "data_hash": hash, "validators_hash": hash, "next_validators_hash": hash,
                "consensus_hash": hash, "app_hash": hash, "last_results_hash": hash,
                "evidence_hash": hash, "proposer_address": "83".repeat(20) } })
        }
        "abci_query" => {
            let value = match params["path"].as_str().unwrap() {
                "/cosmos.auth.v1beta1.Query/AccountInfo" => QueryAccountInfoResponse {
                    info: Some(BaseAccount {
                        sequence: state.sequence,
                        ..BaseAccount::default()
                    }),
                }
                .encode_to_vec(),
                "/cosmos.tx.v1beta1.Service/Simulate" => SimulateResponse {
                    gas_info: Some(GasInfo {
                        gas_wanted: 0,
                        gas_used: 100_001,
                    }),
                    result: None,
                }
                .encode_to_vec(),
                "/cosmwasm.wasm.v1.Query/Codes" => QueryCodesResponse {
                    code_infos: state.codes.iter().rev().cloned().collect(),
                    pagination: None,
                }
                .encode_to_vec(),
                path => return Err(format!("unexpected {path}")),
            };
            json!({ "response": { "code": 0, "log": "", "info": "", "index": "0", "key": null,
                "value": Binary::from(value), "proofOps": null, "height": "1", "codespace": "" } })
        }
        "broadcast_tx_sync" => {
            let (hash, sequence) = note(state, params);
            if state.includes && sequence == state.sequence {
                state.sequence += 1;
                state.height += 1;
                state.included.insert(hash.clone(), state.height);
                state.users.insert(sequence, hash.clone());
            }
            json!({ "code": 0, "data": "", "log": "", "codespace": "", "hash": hash })
        }
        "tx" => {
            let hash = Binary::from_base64(params["hash"].as_str().unwrap()).unwrap();
            let hash = HexBinary::from(hash.as_slice()).to_hex().to_uppercase();
            let height = state.included.get(&hash);
            let height = height.ok_or_else(|| format!("tx ({hash}) not found"))?;
            found(&hash, *height)
        }
        "tx_search" => {
            let query = params["query"].as_str().unwrap();
            let sequence = query.rsplit('/').next().unwrap().trim_end_matches('\'');
            let user = state.users.get(&sequence.parse().unwrap());
            let txs: Vec<Value> = user.iter().map(|hash| found(hash, 1)).collect();
            json!({ "total_count": txs.len().to_string(), "txs": txs })
        }
        other => return Err(format!("unexpected {other}")),
    })
}

fn found(hash: &str, height: u64) -> Value {
    json!({ "hash": hash, "height": height.to_string(), "index": 0, "tx": "",
        "tx_result": { "code": 0, "data": "", "log": "", "info": "", "gas_wanted": "130002",
            "gas_used": "100001", "events": [], "codespace": "" } })
}

fn time(height: u64) -> String {
    format!(
        "2026-01-01T00:{:02}:{:02}.5Z",
        height / 60 % 60,
        height % 60
    )
}
