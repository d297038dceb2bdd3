//! A node that is killed while transactions are on their way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cosmwasm_std::{Addr, Coin, CosmosMsg};
use rigshare_chain::{execute, Included};
use rigshare_node::{Devnet, Node, NodeError, Options, SecretKey};
use rigshare_node_tests::{DevnetFolder, Options as DevnetOptions};
use rigshare_types::distributor;
use rigshare_types::nft::{ExecuteMsg, RigMsg};

use crate::blocks::{height, wait_for, Blocks};
use crate::payer::Payer;
use crate::suite::{Suite, PRICE};

const HOLDERS: u32 = 8;
const SHARES_TO_BUY: u32 = 16;
const PAYMENTS: u32 = 24;

/// A transaction that must take effect once.
struct Task {
    sender: Addr,
    message: CosmosMsg,
    memo: String,
}

/// Sends a transaction as its client's answers allow it: again only where it is known that what was sent
/// never takes effect. Says what the client reported in the end; nothing where it could not tell.
fn send(node: &Node, task: &Task, rpc: &str, since: u64) -> Option<Included> {
    let options = Options {
        memo: task.memo.clone(),
        ..Options::default()
    };
    let deadline = Instant::now() + Duration::from_secs(240);
    loop {
        let sent = node.submit_with(&task.sender, vec![task.message.clone()], &options);
        let Err(error) = sent else { return sent.ok() };
        // A contract that has done it already refuses it for ever.
        assert!(Instant::now() < deadline, "{}: {error}", task.memo);
        match error {
            NodeError::Timeout { until_height, .. } => {
                wait_for(rpc, until_height.unwrap() + 1);
                let blocks = Blocks::after(rpc, since);
                if blocks.with_memo(&task.memo).next().is_some() {
                    return None;
                }
            }
            // A node that is about to be up does not know all questions yet.
            _ => std::thread::sleep(Duration::from_millis(200)),
        }
    }
}

fn payments(payer: &Payer) -> Vec<Task> {
    let task = |number| Task {
        sender: payer.from.clone(),
        message: payer.message(number),
        memo: payer.memo(number),
    };
    (0..PAYMENTS).map(task).collect()
}

fn claims(suite: &Suite) -> Vec<Task> {
    let message = distributor::ExecuteMsg::Claim {
        rigs: vec![suite.rig],
        holder: None,
        to: None,
    };
    let message = execute(&suite.world.at.distributor, &message, &[]).unwrap();
    let holders = suite.holders.iter();
    let task = |(name, holder, _): &(String, Addr, u128)| Task {
        sender: holder.clone(),
        message: message.clone(),
        memo: format!("<{name} claims>"),
    };
    holders.map(task).collect()
}

fn purchases(suite: &Suite, buyer: &Addr) -> Vec<Task> {
    let msg = RigMsg::Buy {
        rig: suite.rig,
        shares: 1,
        recipient: None,
    };
    let message = ExecuteMsg::UpdateExtension { msg };
    let price = [Coin::new(PRICE, "uusdc")];
    let message = execute(&suite.world.at.hashrate_nft, &message, &price).unwrap();
    let task = |number| Task {
        sender: buyer.clone(),
        message: message.clone(),
        memo: format!("<purchase {number}>"),
    };
    (0..SHARES_TO_BUY).map(task).collect()
}

/// A client that holds out while the node is away.
fn client(devnet: &DevnetFolder, people: &[&str]) -> Node {
    let mut config = Devnet::config(&devnet.home(), 0).unwrap();
    config.inclusion_timeout_seconds = 120;
    let mut node = Node::connect(config).unwrap();
    for name in people {
        node.add_key(SecretKey::for_tests(name)).unwrap();
    }
    node
}

#[test]
fn a_node_killed_under_load_loses_and_doubles_nothing() {
    let devnet = DevnetFolder::start(&DevnetOptions {
        block_ms: 150,
        ..DevnetOptions::default()
    });
    let mut suite = Suite::new(&devnet, HOLDERS);
    let buyer = suite.buyer("buyer", u64::from(SHARES_TO_BUY));
    let payers = ["first payer", "second payer"].map(|name| Payer::new(&devnet, name, |_| {}));
    let treasury = suite.treasury();
    let rpc = devnet.rpc(0);
    let since = height(&rpc);
    let names: Vec<&str> = suite
        .holders
        .iter()
        .map(|(name, _, _)| name.as_str())
        .collect();
    let loads = [
        (client(&devnet, &["first payer"]), payments(&payers[0])),
        (client(&devnet, &["second payer"]), payments(&payers[1])),
        (client(&devnet, &["buyer"]), purchases(&suite, &buyer)),
        (client(&devnet, &names), claims(&suite)),
    ];
    let all: usize = loads.iter().map(|(_, tasks)| tasks.len()).sum();
    let memos: Vec<String> = loads
        .iter()
        .flat_map(|(_, tasks)| tasks.iter().map(|task| task.memo.clone()))
        .collect();
    let done = AtomicUsize::new(0);
    let reported = std::thread::scope(|scope| {
        let workers = loads.map(|(node, tasks)| {
            let (rpc, done) = (&rpc, &done);
            scope.spawn(move || {
                let send = |task| {
                    let sent = send(&node, task, rpc, since);
                    done.fetch_add(1, Ordering::Relaxed);
                    sent
                };
                tasks.iter().filter_map(send).collect::<Vec<_>>()
            })
        });
        for least in [all / 6, all / 2] {
            while done.load(Ordering::Relaxed) < least {
                assert!(!workers.iter().all(|worker| worker.is_finished()));
                std::thread::sleep(Duration::from_millis(5));
            }
            devnet.kill(0);
            let in_flight = workers
                .iter()
                .filter(|worker| !worker.is_finished())
                .count();
            assert!(in_flight >= 2, "the load was over too early");
            std::thread::sleep(Duration::from_secs(1));
            devnet.start_node(0);
        }
        workers.map(|worker| worker.join().unwrap())
    });
    let reported: Vec<Included> = reported.into_iter().flatten().collect();
    let blocks = Blocks::after(&rpc, since);
    for included in &reported {
        blocks.assert_has(included);
    }
    let wrong = blocks.not_once(memos.iter().map(String::as_str));
    assert_eq!(wrong, Vec::<String>::new());
    // Clients are told of nearly everything, killed or not.
    assert!(reported.len() + 4 >= all, "{} of {all}", reported.len());
    for payer in &payers {
        payer.assert_paid(0..PAYMENTS);
    }
    suite.assert_whole(&buyer, u64::from(SHARES_TO_BUY), treasury);
}

#[test]
fn a_node_that_forgot_what_it_knew_refuses_the_same_bytes() {
    let devnet = DevnetFolder::start(&DevnetOptions::default());
    let payer = Payer::new(&devnet, "repeats itself", |_| {});
    let signed = payer.sign(1);
    payer.node.broadcast(&signed).unwrap();
    let included = payer.node.wait_for(&signed.hash).unwrap();
    devnet.kill(0);
    devnet.start_node(0);
    payer.blocks().assert_has(&included);
    // Its memory of transactions, which made it pass over them, is gone.
    let refused = payer.again().node.broadcast(&signed).unwrap_err();
    assert!(matches!(refused, NodeError::Sequence { .. }), "{refused}");
    payer.pay(2).unwrap();
    payer.assert_paid([1, 2]);
}
