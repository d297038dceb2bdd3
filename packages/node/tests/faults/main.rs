//! Nodes that answer slowly, wrongly or not at all, and transactions that must not be paid twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod fake;

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::time::Duration;

use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg};
use fake::{FakeNode, Fault};
use rigshare_chain::{Chain, Included, QueryRefused};
use rigshare_node::{ChainConfig, Node, NodeError, Options, SecretKey};

/// What is to be included has this long.
const PATIENCE_SECONDS: u64 = 30;

/// What is never included is given up after this; it is sent again before.
const HASTE_SECONDS: u64 = 3;

fn config(rpc: &str) -> ChainConfig {
    ChainConfig::from_toml(&format!(
        "chain_id = 'fake-1'\nname = 'fake'\nrpc = '{rpc}'\nprefix = 'wasm'\nfee_denom = 'ustake'\n\
         gas_price = '0.025'\ninclusion_timeout_seconds = {PATIENCE_SECONDS}\nrequest_timeout_seconds = 1"
    ))
    .unwrap()
}

fn refused(rpc: &str) -> NodeError {
    Node::connect(config(rpc)).err().unwrap()
}

struct Scene {
    fake: FakeNode,
    node: Node,
    alice: Addr,
}

impl Scene {
    fn new() -> Self {
        Self::waiting(PATIENCE_SECONDS)
    }

    fn waiting(inclusion_timeout_seconds: u64) -> Self {
        let fake = FakeNode::start();
        let mut config = config(&fake.rpc);
        config.inclusion_timeout_seconds = inclusion_timeout_seconds;
        let mut node = Node::connect(config).unwrap();
        let alice = node.add_key(SecretKey::for_tests("alice")).unwrap();
        Self { fake, node, alice }
    }

    fn pay(&self) -> Result<Included, NodeError> {
        let message: CosmosMsg = BankMsg::Send {
            to_address: self.alice.to_string(),
            amount: vec![Coin::new(1_u128, "ustake")],
        }
        .into();
        self.node
            .submit_with(&self.alice, vec![message], &Options::default())
    }

    /// The sequences of the different transactions that the node saw, in the order of the first sight.
    fn sequences(&self) -> Vec<u64> {
        let mut known = BTreeSet::new();
        let state = self.fake.state();
        let new = state.seen.iter().filter(|(hash, _)| known.insert(hash));
        new.map(|(_, sequence)| *sequence).collect()
    }
}

#[test]
fn nobody_listens() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let rpc = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let error = refused(&rpc);
    assert!(matches!(error, NodeError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains(&rpc), "{error}");
    assert!(error.to_string().contains("refused"), "{error}");
}

#[test]
fn node_of_another_chain() {
    let fake = FakeNode::start();
    let mut other = config(&fake.rpc);
    other.chain_id = "fake-2".to_owned();
    let error = Node::connect(other).err().unwrap();
    let NodeError::OtherChain {
        expected, found, ..
    } = &error
    else {
        panic!("{error}");
    };
    assert_eq!((expected.as_str(), found.as_str()), ("fake-2", "fake-1"));
}

#[test]
fn node_answers_500() {
    let fake = FakeNode::start();
    fake.fault("status", &vec![Fault::Status(500); 3]);
    let error = refused(&fake.rpc);
    assert!(matches!(error, NodeError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains("500"), "{error}");
}

#[test]
fn node_answers_garbage() {
    let fake = FakeNode::start();
    fake.fault("status", &vec![Fault::Garbage; 3]);
    let error = refused(&fake.rpc);
    assert!(matches!(error, NodeError::BadAnswer { .. }), "{error}");
}

#[test]
fn node_does_not_answer_in_time() {
    let fake = FakeNode::start();
    fake.fault("status", &vec![Fault::Slow(Duration::from_secs(30)); 3]);
    let error = refused(&fake.rpc);
    assert!(matches!(error, NodeError::Unreachable { .. }), "{error}");
    // A slow node is not asked again and again.
    assert_eq!(fake.state().faults["status"].len(), 2);
}

#[test]
fn hiccups_are_asked_over() {
    let fake = FakeNode::start();
    fake.fault("status", &[Fault::Status(502), Fault::QuestionLost]);
    fake.fault("abci_info", &[Fault::Garbage, Fault::AnswerLost]);
    let node = Node::connect(config(&fake.rpc)).unwrap();
    let newest = node.newest().unwrap();
    assert_eq!((newest.height, newest.time_seconds), (100, 1_767_225_700));
}

#[test]
fn plain_payment() {
    let scene = Scene::new();
    let included = scene.pay().unwrap();
    assert_eq!(included.block.height, 101);
    assert_eq!(included.gas_used, Some(100_001));
    let state = scene.fake.state();
    assert_eq!(included.tx_hash.as_deref(), Some(state.seen[0].0.as_str()));
}

#[test]
fn sent_but_the_answer_is_lost() {
    for fault in [Fault::AnswerLost, Fault::Slow(Duration::from_millis(1500))] {
        let scene = Scene::new();
        scene.fake.fault("broadcast_tx_sync", &[fault]);
        scene.pay().unwrap();
        assert_eq!(scene.sequences(), [4]);
        assert_eq!(scene.fake.state().sequence, 5);
    }
}

#[test]
fn never_arrived_so_the_same_bytes_are_sent_again() {
    for fault in [Fault::QuestionLost, Fault::Status(500), Fault::Garbage] {
        let scene = Scene::new();
        scene.fake.fault("broadcast_tx_sync", &[fault]);
        scene.pay().unwrap();
        assert_eq!(scene.sequences(), [4]);
        assert_eq!(scene.fake.state().included.len(), 1);
    }
}

#[test]
fn hiccups_while_waiting() {
    let scene = Scene::new();
    scene.fake.fault(
        "tx",
        &[
            Fault::Status(500),
            Fault::Garbage,
            Fault::QuestionLost,
            Fault::Slow(Duration::from_millis(1100)),
        ],
    );
    scene.pay().unwrap();
    assert_eq!(scene.sequences(), [4]);
}

#[test]
fn what_the_node_says_instead_of_an_answer_proves_nothing() {
    let lagging = "height 101 must be less than or equal to the current blockchain height 100";
    for (method, words) in [
        ("tx", "transaction indexing is disabled"),
        ("tx", "rate limit exceeded"),
        ("header", lagging),
    ] {
        let scene = Scene::new();
        scene.fake.fault(method, &vec![Fault::RpcError(words); 5]);
        let included = scene.pay().unwrap();
        assert_eq!(included.block.height, 101);
        let hash = included.tx_hash.unwrap();
        assert_eq!(hash, scene.fake.state().seen[0].0);
        assert_eq!(scene.sequences(), [4]);
        // Whoever looks for it by its hash is told no more than what is known either.
        scene.fake.fault(method, &[Fault::RpcError(words)]);
        assert_eq!(scene.node.wait_for(&hash).unwrap().block.height, 101);
    }
}

#[test]
fn what_is_never_seen_is_unknown_and_not_refused() {
    let lagging = "height 101 must be less than or equal to the current blockchain height 100";
    for (method, words) in [
        ("tx", "transaction indexing is disabled"),
        ("header", lagging),
    ] {
        let scene = Scene::waiting(HASTE_SECONDS);
        let faults = vec![Fault::RpcError(words); 10_000];
        scene.fake.fault(method, &faults);
        let sent = scene.pay().unwrap_err();
        let hash = scene.fake.state().seen[0].0.clone();
        let waited = scene.node.wait_for(&hash).unwrap_err();
        for error in [sent, waited] {
            let NodeError::Timeout {
                tx_hash, last_look, ..
            } = &error
            else {
                panic!("{error}");
            };
            assert_eq!(*tx_hash, hash);
            assert_eq!(last_look.as_deref(), Some(words));
            assert!(error.to_string().contains(words), "{error}");
        }
        assert_eq!(scene.sequences(), [4]);
        // What a block includes is not sent again.
        let sent_once = method == "header";
        assert_eq!(scene.fake.state().seen.len() == 1, sent_once);
    }
}

#[test]
fn an_account_is_not_idle_because_the_node_refuses_to_say() {
    let scene = Scene::new();
    let words = "rate limit exceeded";
    scene
        .fake
        .fault("abci_query", &vec![Fault::RpcError(words); 10]);
    let error = scene.node.wait_until_idle(&scene.alice).unwrap_err();
    assert_eq!(error.to_string(), words);
}

#[test]
fn only_a_contract_refuses_a_question() {
    let scene = Scene::new();
    let said = "Generic error: rig 7: not found: query wasm contract failed: unknown request";
    let pruned = "failed to load state at height 7; version does not exist (latest height: 9)";
    scene.fake.fault(
        "abci_query",
        &[
            Fault::Refusal(6, "sdk", said),
            Fault::Refusal(18, "sdk", pruned),
            Fault::RpcError("rate limit exceeded"),
        ],
    );
    let mut refusals = Vec::new();
    for _ in 0..3 {
        let error = scene.node.smart(&scene.alice, b"{}".into()).unwrap_err();
        refusals.push(error.downcast::<QueryRefused>().ok());
    }
    let refused = QueryRefused {
        contract: scene.alice.clone(),
        words: "Generic error: rig 7: not found".to_owned(),
    };
    assert_eq!(refusals, [Some(refused), None, None]);
}

#[test]
fn the_node_has_it_already() {
    let cached = Fault::RpcError("tx already exists in cache");
    let pending = Fault::Refusal(19, "sdk", "tx already in mempool");
    for answer in [cached, pending] {
        let scene = Scene::waiting(HASTE_SECONDS);
        // It arrived by a sending whose answer was lost; the next says that it is there.
        scene.fake.state().includes = false;
        scene
            .fake
            .fault("broadcast_tx_sync", &[Fault::AnswerLost, answer]);
        let error = scene.pay().unwrap_err();
        assert!(matches!(error, NodeError::Timeout { .. }), "{error}");
        assert_eq!(scene.sequences(), [4]);
    }
}

#[test]
fn another_process_uses_the_key() {
    let scene = Scene::new();
    scene.pay().unwrap();
    // Another one pays with sequence 5 meanwhile.
    scene.fake.state().sequence = 6;
    let words = "account sequence mismatch, expected 6, got 5: incorrect account sequence";
    scene
        .fake
        .fault("broadcast_tx_sync", &[Fault::Refusal(32, "sdk", words)]);
    scene.pay().unwrap();
    assert_eq!(scene.sequences(), [4, 5, 6]);
}

#[test]
fn the_simulation_notices_the_race_already() {
    let scene = Scene::new();
    scene.pay().unwrap();
    scene.fake.state().sequence = 6;
    let words = "account sequence mismatch, expected 6, got 5: incorrect account sequence \
                 [cosmos/cosmos-sdk@v0.53.6/x/auth/ante/sigverify.go:400] with gas used: '32000'";
    scene
        .fake
        .fault("abci_query", &[Fault::Refusal(18, "sdk", words)]);
    scene.pay().unwrap();
    assert_eq!(scene.sequences(), [4, 6]);
}

#[test]
fn not_signed_anew_where_the_first_may_become_valid() {
    let scene = Scene::new();
    let words = "account sequence mismatch, expected 3, got 4: incorrect account sequence";
    scene
        .fake
        .fault("broadcast_tx_sync", &[Fault::Refusal(32, "sdk", words)]);
    let error = scene.pay().unwrap_err();
    let NodeError::Sequence { expected, used } = error else {
        panic!("{error}");
    };
    assert_eq!((expected, used), (3, 4));
    assert_eq!(scene.sequences(), [4]);
}

#[test]
fn a_race_that_never_ends_is_given_up() {
    let scene = Scene::new();
    let words = "account sequence mismatch, expected 5, got 4: incorrect account sequence";
    scene.fake.fault(
        "broadcast_tx_sync",
        &vec![Fault::Refusal(32, "sdk", words); 20],
    );
    let error = scene.pay().unwrap_err();
    assert!(matches!(error, NodeError::Sequence { .. }), "{error}");
    assert!(scene.sequences().len() <= 8);
}

#[test]
fn signed_anew_only_once_another_transaction_has_the_sequence() {
    let scene = Scene::new();
    scene.fake.fault(
        "broadcast_tx_sync",
        &[Fault::QuestionLost, Fault::Overtaken],
    );
    scene.pay().unwrap();
    assert_eq!(scene.sequences(), [4, 5]);
}

#[test]
fn not_signed_anew_while_its_fate_is_unknown() {
    let words = "account sequence mismatch, expected 5, got 4: incorrect account sequence";
    let scene = Scene::waiting(HASTE_SECONDS);
    scene.fake.state().includes = false;
    let mut faults = vec![Fault::AnswerLost];
    faults.extend(vec![Fault::Refusal(32, "sdk", words); 10]);
    scene.fake.fault("broadcast_tx_sync", &faults);
    let error = scene.pay().unwrap_err();
    let NodeError::Timeout {
        tx_hash,
        until_height,
        ..
    } = &error
    else {
        panic!("{error}");
    };
    assert_eq!(*tx_hash, scene.fake.state().seen[0].0);
    assert_eq!(*until_height, Some(100 + 2 * HASTE_SECONDS + 10));
    assert!(error.to_string().contains("may still"), "{error}");
    assert_eq!(scene.sequences(), [4]);
}

#[test]
fn never_included_by_the_last_block_that_may() {
    let scene = Scene::new();
    {
        let mut state = scene.fake.state();
        state.includes = false;
        state.blocks_a_question = 100;
    }
    let late = Fault::Refusal(
        30,
        "sdk",
        "block height: 300, timeout height: 270: tx timeout height",
    );
    scene
        .fake
        .fault("broadcast_tx_sync", &[Fault::AnswerLost, late]);
    let error = scene.pay().unwrap_err();
    assert!(matches!(error, NodeError::Expired { .. }), "{error}");
    assert_eq!(scene.sequences(), [4]);
}

#[test]
fn refused_at_once_is_not_sent_again() {
    let scene = Scene::new();
    let words = "insufficient fees; got: 1ustake required: 3251ustake: insufficient fee";
    scene
        .fake
        .fault("broadcast_tx_sync", &[Fault::Refusal(13, "sdk", words)]);
    let error = scene.pay().unwrap_err();
    let NodeError::FeeTooSmall { given, required } = &error else {
        panic!("{error}");
    };
    assert_eq!(
        (given.as_str(), required.as_str()),
        ("1ustake", "3251ustake")
    );
    assert_eq!(scene.sequences(), [4]);
}

#[test]
fn a_full_mempool_refuses() {
    let scene = Scene::new();
    let full = "mempool is full: number of txs 5000 (max: 5000)";
    scene
        .fake
        .fault("broadcast_tx_sync", &[Fault::RpcError(full)]);
    let error = scene.pay().unwrap_err();
    assert_eq!(error.to_string(), full);
    assert_eq!(scene.fake.state().seen.len(), 0);
    // The account goes on from where it was.
    scene.pay().unwrap();
    assert_eq!(scene.sequences(), [4]);
}
