//! How many transactions a second one node includes.
//!
//! Everything is signed before the clock starts. Then several threads hand it to the node as fast as it
//! takes it, without letting too much wait: a node looks at all that waits again after every block.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use cosmwasm_std::{BankMsg, Coin, CosmosMsg};
use rigshare_node::{ChainConfig, Devnet, Node, Options, SecretKey, SignedTx};
use rigshare_types::distributor;
use rigshare_types::nft::ExecuteMsg;
use serde_json::{json, Value};

use crate::blocks::{count, height, waiting};
use crate::senders::Senders;
use crate::stage::{Stage, FEE_DENOM};

/// Threads that hand transactions over.
const THREADS: usize = 2;
/// How long is measured, at most: less where there is nothing left to send.
const WINDOW: Duration = Duration::from_secs(60);
/// How many transactions may wait in the node.
const MOST_WAITING: u64 = 1_000;
/// How often a thread looks how many wait.
const LOOK_EVERY: usize = 50;
/// Gas that a transaction may use: more than any of them needs.
const GAS_LIMIT: u64 = 400_000;

/// What was included of a kind of transaction.
pub struct Throughput {
    /// The kind.
    pub kind: &'static str,
    /// How many were included.
    pub included: u64,
    /// From the first block to the last, by the blocks' own times.
    pub milliseconds: u64,
}

impl Throughput {
    /// For programs.
    pub fn json(&self) -> Value {
        json!({
            "included": self.included,
            "milliseconds": self.milliseconds,
            "a_second": self.included * 1_000 / self.milliseconds.max(1),
        })
    }
}

/// Measures bank sends, claims and transfers.
///
/// # Errors
/// The node refuses one.
pub fn measure(stage: &Stage, home: &Path, senders: &Senders) -> Result<Vec<Throughput>> {
    let next = |nth: usize| senders.accounts.get((nth + 1) % senders.accounts.len());
    let claim = |rig: u32| distributor::ExecuteMsg::Claim {
        rigs: vec![rig],
        holder: None,
        to: None,
    };
    let mut sends = Vec::new();
    let mut claims = Vec::new();
    let mut transfers = Vec::new();
    for (nth, tokens) in senders.tokens.iter().enumerate() {
        let to = next(nth).context("nobody sends")?;
        let send = BankMsg::Send {
            to_address: to.to_string(),
            amount: vec![Coin::new(1_u128, FEE_DENOM)],
        };
        sends.push(vec![CosmosMsg::from(send); 2 * senders.rigs.len()]);
        let of_rigs = senders
            .rigs
            .iter()
            .map(|rig| stage.distributor(&claim(*rig), &[]));
        claims.push(of_rigs.collect::<Result<Vec<_>>>()?);
        let of_tokens = tokens.iter().map(|token_id| {
            stage.nft(&ExecuteMsg::TransferNft {
                recipient: to.to_string(),
                token_id: token_id.clone(),
            })
        });
        transfers.push(of_tokens.collect::<Result<Vec<_>>>()?);
    }
    Ok(vec![
        run(home, "bank_send", senders, sends)?,
        run(home, "claim", senders, claims)?,
        run(home, "transfer", senders, transfers)?,
    ])
}

/// Sends what everybody has to send, and counts what blocks include.
fn run(
    home: &Path,
    kind: &'static str,
    senders: &Senders,
    work: Vec<Vec<CosmosMsg>>,
) -> Result<Throughput> {
    let mut config = Devnet::config(home, 0)?;
    // Signed transactions stay good for as long as twice that many blocks.
    config.inclusion_timeout_seconds = 3_600;
    let mut shares: Vec<Vec<SignedTx>> = Vec::new();
    let everybody: Vec<(&String, Vec<CosmosMsg>)> = senders.names.iter().zip(work).collect();
    thread::scope(|scope| -> Result<()> {
        let signing: Vec<_> = everybody
            .chunks(everybody.len().div_ceil(THREADS))
            .map(|mine| scope.spawn(|| sign(&config, mine)))
            .collect();
        for thread in signing {
            shares.push(
                thread
                    .join()
                    .map_err(|_| anyhow::anyhow!("a signing thread ended"))??,
            );
        }
        Ok(())
    })?;
    let rpc = config.rpc.trim_start_matches("http://").to_owned();
    let first = height(&rpc)? + 1;
    let began = Instant::now();
    let refused = AtomicBool::new(false);
    thread::scope(|scope| -> Result<()> {
        let sending: Vec<_> = shares
            .iter()
            .map(|mine| scope.spawn(|| hand_over(&config, &rpc, mine, began, &refused)))
            .collect();
        for thread in sending {
            thread
                .join()
                .map_err(|_| anyhow::anyhow!("a sending thread ended"))??;
        }
        Ok(())
    })?;
    // What still waits is included after the window, and not counted.
    let last = height(&rpc)?;
    let counted = count(&rpc, first, last, kind)?;
    while waiting(&rpc)? > 0 {
        thread::sleep(Duration::from_millis(200));
    }
    Ok(counted)
}

fn sign(config: &ChainConfig, people: &[(&String, Vec<CosmosMsg>)]) -> Result<Vec<SignedTx>> {
    let mut node = Node::connect(config.clone())?;
    let mut of_each = Vec::new();
    for (name, messages) in people {
        let address = node.add_key(SecretKey::for_tests(&format!("gas {name}")))?;
        // Every further one has the next sequence; the node tells the first.
        let options = Options {
            gas_limit: Some(GAS_LIMIT),
            ..Options::default()
        };
        let mut mine: Vec<SignedTx> = Vec::with_capacity(messages.len());
        for message in messages {
            let sequence = mine.last().map(|signed| signed.sequence + 1);
            let options = Options {
                sequence,
                ..options.clone()
            };
            mine.push(node.sign(&address, vec![message.clone()], &options)?);
        }
        of_each.push(mine.into_iter());
    }
    // One of everybody, then the next of everybody.
    let mut all = Vec::new();
    loop {
        let before = all.len();
        all.extend(of_each.iter_mut().filter_map(Iterator::next));
        if all.len() == before {
            return Ok(all);
        }
    }
}

fn hand_over(
    config: &ChainConfig,
    rpc: &str,
    transactions: &[SignedTx],
    began: Instant,
    refused: &AtomicBool,
) -> Result<()> {
    let node = Node::connect(config.clone())?;
    for (nth, signed) in transactions.iter().enumerate() {
        if began.elapsed() >= WINDOW || refused.load(Ordering::Relaxed) {
            break;
        }
        if nth % LOOK_EVERY == 0 {
            while waiting(rpc)? > MOST_WAITING && began.elapsed() < WINDOW {
                thread::sleep(Duration::from_millis(20));
            }
        }
        if let Err(error) = node.broadcast(signed) {
            refused.store(true, Ordering::Relaxed);
            return Err(error.into());
        }
    }
    Ok(())
}
