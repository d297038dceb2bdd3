//! Four validators, some of them killed.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use cosmwasm_std::{Binary, HexBinary};
use rigshare_node_tests::{DevnetFolder, Options};
use serde_json::json;

use crate::blocks::{halted, height, until, wait_for};
use crate::http::ask;
use crate::payer::Payer;
use crate::shared::end_with_this_process;

const NODES: usize = 4;

/// The devnet of four, for one test at a time, with all its nodes running.
fn four() -> MutexGuard<'static, DevnetFolder> {
    static FOUR: OnceLock<Mutex<DevnetFolder>> = OnceLock::new();
    let devnet = FOUR.get_or_init(|| {
        let devnet = DevnetFolder::start(&Options {
            validators: NODES as u32,
            block_ms: 100,
            ..Options::default()
        });
        end_with_this_process(&devnet);
        Mutex::new(devnet)
    });
    let devnet = devnet.lock().unwrap_or_else(PoisonError::into_inner);
    devnet.script(&["start"]);
    devnet
}

/// Waits until every node has come to where the first one is, and compares the states that they have
/// computed themselves with what the chain agreed upon.
fn assert_all_equal(devnet: &DevnetFolder) {
    let rpcs: Vec<String> = (0..NODES).map(|node| devnet.rpc(node)).collect();
    let common = height(&rpcs[0]);
    for rpc in &rpcs {
        wait_for(rpc, common);
        until(&format!("{rpc} is still catching up"), || {
            ask(rpc, "status", &json!({}))["sync_info"]["catching_up"] == false
        });
        let info = ask(rpc, "abci_info", &json!({}))["response"].clone();
        let own_height: u64 = info["last_block_height"].as_str().unwrap().parse().unwrap();
        let own_hash = Binary::from_base64(info["last_block_app_hash"].as_str().unwrap());
        let own_hash = HexBinary::from(own_hash.unwrap()).to_hex().to_uppercase();
        // A header states the hash of what the block before it left.
        for other in &rpcs {
            wait_for(other, own_height + 1);
            assert_eq!(app_hash(other, own_height + 1), own_hash, "{rpc} {other}");
        }
    }
    for height in [2, common / 2, common] {
        let hashes: Vec<String> = rpcs.iter().map(|rpc| app_hash(rpc, height)).collect();
        assert!(hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:?}");
    }
}

fn app_hash(rpc: &str, height: u64) -> String {
    let header = ask(rpc, "header", &json!({ "height": height.to_string() }));
    header["header"]["app_hash"].as_str().unwrap().to_owned()
}

#[test]
fn one_of_four_is_killed_and_catches_up_from_far_behind() {
    let devnet = four();
    let payer = Payer::new(&devnet, "pays three of four", |_| {});
    payer.pay(0).unwrap();
    let behind = height(&devnet.rpc(3));
    devnet.kill(3);
    for number in 1..6 {
        payer.pay(number).unwrap();
    }
    wait_for(&devnet.rpc(0), behind + 40);
    devnet.start_node(3);
    assert_all_equal(&devnet);
    // What was paid without it is there for it too.
    let mut late = payer.again();
    late.look_at(devnet.rpc(3));
    late.assert_paid(0..6);
}

#[test]
fn two_of_four_are_killed_and_the_chain_halts_until_one_returns() {
    let devnet = four();
    let first = devnet.rpc(0);
    let payer = Payer::new(&devnet, "pays two of four", |config| {
        config.inclusion_timeout_seconds = 180;
    });
    payer.pay(0).unwrap();
    devnet.kill(2);
    devnet.kill(3);
    // A block that has its votes already may still come.
    let halted_at = halted(&first);
    let again = payer.again();
    let waiting = std::thread::scope(|scope| {
        let waiting = scope.spawn(move || again.pay(1));
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            assert_eq!(height(&first), halted_at, "two of four made a block");
            std::thread::sleep(Duration::from_millis(100));
        }
        assert!(!waiting.is_finished());
        devnet.start_node(2);
        wait_for(&first, halted_at + 5);
        waiting.join().unwrap()
    });
    payer.blocks().assert_has(&waiting.unwrap());
    payer.pay(2).unwrap();
    devnet.start_node(3);
    assert_all_equal(&devnet);
    payer.assert_paid(0..3);
}
