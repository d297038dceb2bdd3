//! Nodes that answer slowly, wrongly or not at all, and transactions that must not be paid twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod fake;
mod questions;
mod scene;
mod unknown;

use std::time::Duration;

use fake::Fault;
use rigshare_node::NodeError;
use scene::Scene;

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
