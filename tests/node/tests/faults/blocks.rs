//! What really took effect: every transaction of a stretch of blocks.

use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

use cosmwasm_std::{Binary, HexBinary};
use rigshare_chain::Included;
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::http::{ask, try_to_ask};

/// A transaction in a block.
pub struct BlockTx {
    pub height: u64,
    /// Its hash, upper-case hexadecimal.
    pub hash: String,
    /// Zero where it took effect.
    pub code: u64,
    bytes: Vec<u8>,
}

/// The transactions of a stretch of blocks, in their order.
pub struct Blocks(pub Vec<BlockTx>);

/// The newest block that is executed.
pub fn height(rpc: &str) -> u64 {
    height_in(&ask(rpc, "abci_info", &json!({})))
}

fn height_in(info: &Value) -> u64 {
    let height = info["response"]["last_block_height"].as_str().unwrap();
    height.parse().unwrap()
}

/// Waits until a block is executed, by a node that may be down for a while.
pub fn wait_for(rpc: &str, least: u64) {
    until(&format!("no block {least} at {rpc}"), || {
        try_to_ask(rpc, "abci_info", &json!({})).is_ok_and(|info| height_in(&info) >= least)
    });
}

/// Waits until something is so; after two minutes it says what is `missing`.
pub fn until(missing: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(120);
    while !is_so() {
        assert!(Instant::now() < deadline, "{missing}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Waits until a chain has made no block for three seconds, and says where it stands.
pub fn halted(rpc: &str) -> u64 {
    let deadline = Instant::now() + Duration::from_secs(60);
    let (mut at, mut since) = (height(rpc), Instant::now());
    while since.elapsed() < Duration::from_secs(3) {
        assert!(Instant::now() < deadline, "it makes blocks still");
        std::thread::sleep(Duration::from_millis(100));
        let now = height(rpc);
        if now != at {
            (at, since) = (now, Instant::now());
        }
    }
    at
}

impl Blocks {
    /// Reads the blocks after a height, up to the newest.
    pub fn after(rpc: &str, height: u64) -> Self {
        Self::of(rpc, height + 1..=self::height(rpc))
    }

    fn of(rpc: &str, heights: RangeInclusive<u64>) -> Self {
        let mut all = Vec::new();
        for height in heights {
            let at = json!({ "height": height.to_string() });
            let block = ask(rpc, "block", &at);
            let txs = block["block"]["data"]["txs"].as_array().unwrap().clone();
            if txs.is_empty() {
                continue;
            }
            let results = ask(rpc, "block_results", &at);
            let results = results["txs_results"].as_array().unwrap();
            assert_eq!(results.len(), txs.len(), "block {height}");
            all.extend(txs.iter().zip(results).map(|(tx, result)| {
                let bytes = Binary::from_base64(tx.as_str().unwrap()).unwrap();
                BlockTx {
                    height,
                    hash: hash(&bytes),
                    code: result["code"].as_u64().unwrap(),
                    bytes: bytes.to_vec(),
                }
            }));
        }
        Self(all)
    }

    /// The transactions that took effect and carry a memo.
    pub fn with_memo<'a>(&'a self, memo: &'a str) -> impl Iterator<Item = &'a BlockTx> {
        let all = self.0.iter().filter(|tx| tx.code == 0);
        all.filter(move |tx| {
            tx.bytes
                .windows(memo.len())
                .any(|part| part == memo.as_bytes())
        })
    }

    /// What did not take effect exactly once, in words.
    pub fn not_once<'a>(&self, memos: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let count = |memo: &'a str| (memo, self.with_memo(memo).count());
        let counted = memos.into_iter().map(count);
        counted
            .filter(|(_, times)| *times != 1)
            .map(|(memo, times)| format!("{memo} took effect {times} times"))
            .collect()
    }

    /// Everything that a client reported as included is in the block that it named, and nowhere else.
    pub fn assert_has(&self, reported: &Included) {
        let hash = reported.tx_hash.as_deref().unwrap();
        let found: Vec<_> = self.0.iter().filter(|tx| tx.hash == hash).collect();
        assert_eq!(found.len(), 1, "{hash} is in {} blocks", found.len());
        assert_eq!(found[0].height, reported.block.height, "{hash}");
        assert_eq!(found[0].code, 0, "{hash}");
    }
}

/// All events of a kind that took effect after a height: their attributes as one JSON value each.
pub fn events_after(rpc: &str, height: u64, kind: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for height in height + 1..=self::height(rpc) {
        let at = json!({ "height": height.to_string() });
        let results = ask(rpc, "block_results", &at);
        for result in results["txs_results"].as_array().into_iter().flatten() {
            let events = result["events"].as_array().into_iter().flatten();
            let events = events.filter(|event| result["code"] == 0 && event["type"] == kind);
            found.extend(events.map(|event| {
                let attributes = event["attributes"].as_array().into_iter().flatten();
                let pair =
                    |of: &Value| (of["key"].as_str().unwrap().to_owned(), of["value"].clone());
                attributes
                    .map(pair)
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            }));
        }
    }
    found
}

fn hash(bytes: &[u8]) -> String {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    HexBinary::from(&digest).to_hex().to_uppercase()
}
