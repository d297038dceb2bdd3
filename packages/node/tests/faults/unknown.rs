//! Transactions whose fate is unknown for a while, or for good.

use std::time::Duration;

use rigshare_node::NodeError;

use crate::fake::Fault;
use crate::scene::{Scene, HASTE_SECONDS};

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
