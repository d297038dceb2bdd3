//! A node that answers from made-up blocks, on loopback.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use cosmrs::proto::cosmwasm::wasm::v1::{
    QuerySmartContractStateRequest, QuerySmartContractStateResponse,
};
use cosmrs::proto::traits::Message;
use cosmwasm_std::{Addr, Binary, Uint128};
use rigshare_indexer::api::About;
use rigshare_indexer::chain::Block;
use rigshare_indexer::event::KIND_PREFIX;
use rigshare_indexer::synthetic::{address, Answers};
use rigshare_types::nft::{self, PayoutScheme, RigFacts, RigProfile, RigStatus, TermsStep};
use rigshare_types::oracle::Grade;
use rigshare_types::pause::PauseLog;
use rigshare_types::units::Denom;
use serde_json::{json, Value};
use tokio::net::TcpListener;

/// What a node answers from.
pub struct Node {
    about: About,
    /// `block` and `block_results`, by height.
    blocks: BTreeMap<u64, (Value, Value)>,
    newest: AtomicU64,
    earliest: u64,
    /// Whether it refuses everything.
    down: AtomicBool,
    asked: AtomicU64,
}

/// A node that runs.
pub struct FakeNode {
    pub address: SocketAddr,
    node: Arc<Node>,
}

impl FakeNode {
    /// Starts one that has all the blocks.
    pub async fn start(about: About, blocks: &[Block]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let newest = blocks.last().map_or(0, |block| block.height);
        let node = Arc::new(Node {
            blocks: blocks
                .iter()
                .map(|block| (block.height, written(&about, block)))
                .collect(),
            newest: AtomicU64::new(newest),
            earliest: blocks.first().map_or(1, |block| block.height),
            down: AtomicBool::new(false),
            asked: AtomicU64::new(0),
            about,
        });
        let service = Router::new()
            .route("/", post(answer))
            .with_state(node.clone());
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { address, node }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Says that the chain is only so far.
    pub fn set_newest(&self, height: u64) {
        self.node.newest.store(height, Ordering::SeqCst);
    }

    /// Stops or begins answering.
    pub fn set_down(&self, down: bool) {
        self.node.down.store(down, Ordering::SeqCst);
    }

    /// How many facts it was asked for.
    pub fn asked(&self) -> u64 {
        self.node.asked.load(Ordering::SeqCst)
    }
}

async fn answer(State(node): State<Arc<Node>>, Json(question): Json<Value>) -> Response {
    if node.down.load(Ordering::SeqCst) {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let method = question["method"].as_str().unwrap();
    let params = &question["params"];
    let height = || -> u64 { params["height"].as_str().unwrap().parse().unwrap() };
    let newest = node.newest.load(Ordering::SeqCst);
    let known = || node.blocks.get(&height()).filter(|_| height() <= newest);
    let result = match method {
        "status" => Some(status(&node, newest)),
        "abci_info" => Some(json!({ "response": {
            "data": "wasmd", "version": "1", "app_version": "0",
            "last_block_height": newest.to_string(), "last_block_app_hash": "",
        }})),
        "block" => known().map(|(block, _)| block.clone()),
        "block_results" => known().map(|(_, results)| results.clone()),
        "abci_query" => {
            node.asked.fetch_add(1, Ordering::SeqCst);
            Some(query(&node, params["data"].as_str().unwrap()))
        }
        other => panic!("{other}"),
    };
    let id = &question["id"];
    Json(match result {
        Some(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        None => json!({ "jsonrpc": "2.0", "id": id, "error": {
            "code": -32603, "message": "Internal error", "data": "height is not available",
        }}),
    })
    .into_response()
}

fn status(node: &Node, newest: u64) -> Value {
    let time = "2027-01-15T08:00:00Z";
    let hash = "00".repeat(32);
    json!({
        "node_info": {
            "protocol_version": { "p2p": "8", "block": "11", "app": "0" },
            "id": "00".repeat(20), "listen_addr": "tcp://0.0.0.0:26656",
            "network": node.about.chain_id, "version": "0.38.0", "channels": "40",
            "moniker": "fake", "other": { "tx_index": "on", "rpc_address": "tcp://0.0.0.0:26657" },
        },
        "sync_info": {
            "latest_block_hash": hash, "latest_app_hash": hash,
            "latest_block_height": newest.to_string(), "latest_block_time": time,
            "earliest_block_hash": hash, "earliest_app_hash": hash,
            "earliest_block_height": node.earliest.to_string(), "earliest_block_time": time,
            "catching_up": false,
        },
        "validator_info": {
            "address": "00".repeat(20),
            "pub_key": { "type": "tendermint/PubKeyEd25519", "value": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
            "voting_power": "1",
        },
    })
}

fn written(about: &About, block: &Block) -> (Value, Value) {
    let part =
        |hash: &str| json!({ "hash": hash, "parts": { "total": 1, "hash": "11".repeat(32) } });
    // The first block of a chain follows none.
    let parent = match block.height {
        1 => json!({ "hash": "", "parts": { "total": 0, "hash": "" } }),
        _ => part(&block.parent_hash),
    };
    let last_transaction = block.events.iter().map(|event| event.transaction).max();
    // Transaction n is n, and its hash is that of its bytes: the index must make it itself.
    let transactions: Vec<Vec<u8>> = (1..=last_transaction.unwrap_or(0))
        .map(|number| format!("{}/{number}", block.height).into_bytes())
        .collect();
    let results: Vec<Value> = (1..=transactions.len())
        .map(|number| {
            json!({
                "code": 0, "data": null, "log": "", "info": "", "gas_wanted": "1", "gas_used": "1",
                "codespace": "", "events": events(about, block, number),
            })
        })
        .collect();
    let time = utc(block.time_seconds);
    let hash = "22".repeat(32);
    let header = json!({
        "version": { "block": "11", "app": "0" },
        "chain_id": about.chain_id, "height": block.height.to_string(), "time": time,
        "last_block_id": parent,
        "last_commit_hash": hash, "data_hash": hash, "validators_hash": hash,
        "next_validators_hash": hash, "consensus_hash": hash, "app_hash": hash,
        "last_results_hash": hash, "evidence_hash": hash, "proposer_address": "00".repeat(20),
    });
    let encoded: Vec<Binary> = transactions.into_iter().map(Binary::from).collect();
    let answer = json!({
        "block_id": part(&block.hash),
        "block": {
            "header": header, "data": { "txs": encoded }, "evidence": { "evidence": [] },
            "last_commit": {
                "height": (block.height - 1).to_string(), "round": 0,
                "block_id": parent, "signatures": [],
            },
        },
    });
    let results = json!({
        "height": block.height.to_string(), "txs_results": results,
        "finalize_block_events": [], "validator_updates": null,
        "consensus_param_updates": null, "app_hash": "",
    });
    (answer, results)
}

fn events(about: &About, block: &Block, transaction: usize) -> Vec<Value> {
    let mut all = Vec::new();
    for event in block
        .events
        .iter()
        .filter(|event| event.transaction == transaction)
    {
        // What stands between the suite's events.
        while all.len() < event.event {
            all.push(json!({ "type": "coin_spent", "attributes": [
                { "key": "amount", "value": "1ustake", "index": true },
            ]}));
        }
        let contract = match event.contract {
            "hashrate_nft" => &about.contracts.hashrate_nft,
            "oracle" => &about.contracts.oracle,
            "distributor" => &about.contracts.distributor,
            _ => &about.contracts.marketplace,
        };
        let mut attributes =
            vec![json!({ "key": "_contract_address", "value": contract, "index": true })];
        for (key, value) in &event.attributes {
            attributes.push(json!({ "key": key, "value": value, "index": true }));
        }
        attributes.push(json!({ "key": "msg_index", "value": "0", "index": true }));
        let kind = format!("wasm-{KIND_PREFIX}{}", event.kind);
        all.push(json!({ "type": kind, "attributes": attributes }));
    }
    all
}

fn utc(seconds: u64) -> String {
    let time = cosmrs::tendermint::Time::from_unix_timestamp(seconds as i64, 0).unwrap();
    time.to_rfc3339()
}

fn query(node: &Node, data: &str) -> Value {
    let bytes: Vec<u8> = (0..data.len() / 2)
        .map(|place| u8::from_str_radix(&data[2 * place..2 * place + 2], 16).unwrap())
        .collect();
    let request = QuerySmartContractStateRequest::decode(bytes.as_slice()).unwrap();
    let question: Value = serde_json::from_slice(&request.query_data).unwrap();
    let data = serde_json::to_vec(&contract(node, &question)).unwrap();
    let value = Binary::from(QuerySmartContractStateResponse { data }.encode_to_vec());
    json!({ "response": {
        "code": 0, "log": "", "info": "", "index": "0", "key": null, "value": value,
        "proof_ops": null, "height": "1", "codespace": "",
    }})
}

/// What the made-up contracts answer, in their own types.
fn contract(node: &Node, question: &Value) -> Value {
    if let Some(rig) = question["extension"]["msg"]["rig"]["rig"].as_u64() {
        return serde_json::to_value(rig_response(rig as u32)).unwrap();
    }
    if question["extension"]["msg"].get("config").is_some() {
        let contracts = &node.about.contracts;
        let config = nft::ConfigResponse {
            clock: node.about.clock,
            quote_currency: node.about.quote_currency.clone(),
            distributor: Addr::unchecked(&contracts.distributor),
            oracle: Addr::unchecked(&contracts.oracle),
            registrar: Addr::unchecked(address(1)),
            pauser: Addr::unchecked(address(1)),
            pauses: PauseLog::default(),
            rigs: 1,
        };
        return serde_json::to_value(config).unwrap();
    }
    if question.get("assets").is_some() {
        // Two pages.
        return match question["assets"]["start_after"].as_str() {
            None => json!({ "assets": [
                { "symbol": "BTC", "decimals": 8 }, { "symbol": "LTC", "decimals": 8 },
            ]}),
            Some("LTC") => json!({ "assets": [
                { "symbol": "USDC", "decimals": 6 }, { "symbol": "XMR", "decimals": 12 },
                { "symbol": "ZEC", "decimals": 8 },
            ]}),
            Some(other) => panic!("{other}"),
        };
    }
    if question.get("denoms").is_some() {
        return json!({ "denoms": [
            { "denom": { "native": "uusdc" }, "asset": "USDC", "decimals": 6 },
        ]});
    }
    if let Some(epoch) = question["reporters"]["epoch"].as_u64() {
        let fact = Answers::reporters(epoch as u32);
        return json!({
            "version": fact.version, "from_epoch": fact.from_epoch, "config": fact.config,
            "suspended": [],
        });
    }
    panic!("{question}")
}

fn rig_response(rig: u32) -> nft::RigResponse {
    let fact = Answers::rig(rig);
    nft::RigResponse {
        rig,
        facts: RigFacts {
            v: 1,
            // What may change is not what the index keeps.
            status: RigStatus::Rejected,
            operator: Addr::unchecked("changed since"),
            coin: ["BTC", "LTC", "ZEC", "XMR"][rig as usize % 4].to_owned(),
            hashrate_hs: Uint128::one(),
            shares: 1,
            terms: vec![
                TermsStep {
                    from_epoch: 0,
                    watts: fact.watts,
                    electricity_nano_per_kwh: fact.electricity_nano_per_kwh,
                    service_fee_bps: fact.service_fee_bps,
                },
                TermsStep {
                    from_epoch: 77,
                    watts: 1,
                    electricity_nano_per_kwh: Uint128::one(),
                    service_fee_bps: 0,
                },
            ],
            pool: fact.pool,
            scheme: match fact.scheme.as_str() {
                "fpps" => PayoutScheme::Fpps,
                "pplns" => PayoutScheme::Pplns,
                _ => PayoutScheme::Solo,
            },
            start_epoch: 1,
            end_epoch: 2,
            retired: true,
            payout: Denom::Native("uusdc".to_owned()),
            least_grade: Grade::Attested,
            royalty_bps: fact.royalty_bps,
        },
        profile: RigProfile {
            model: fact.model,
            algorithm: fact.algorithm,
            unit_hashrate_hs: fact.unit_hashrate_hs,
            location: fact.location,
            renewable_bps: fact.renewable_bps,
            worker: fact.worker,
            payout_address: fact.payout_address,
        },
        sale: None,
        minted: 0,
        proceeds: nft::Proceeds {
            v: 1,
            denom: fact.sale_denom,
            total: Uint128::zero(),
        },
        proposed_operator: None,
    }
}
