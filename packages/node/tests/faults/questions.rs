//! Questions: what is asked again, and what an answer means.

use std::net::TcpListener;
use std::time::Duration;

use cosmrs::proto::cosmwasm::wasm::v1::{AccessConfig, AccessType, CodeInfoResponse};
use rigshare_chain::{Chain, Checksum, QueryRefused};
use rigshare_node::{Node, NodeError};

use crate::fake::{FakeNode, Fault};
use crate::scene::{config, Scene};

fn refused(rpc: &str) -> NodeError {
    Node::connect(config(rpc)).err().unwrap()
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
fn code_that_somebody_keeps_for_himself_is_no_code() {
    let scene = Scene::new();
    let code = Checksum::of(b"code");
    let upload = |code_id, permission: AccessType, addresses: &[&str]| CodeInfoResponse {
        code_id,
        creator: "stranger".to_owned(),
        data_hash: code.as_bytes().to_vec(),
        instantiate_permission: Some(AccessConfig {
            permission: permission.into(),
            addresses: addresses.iter().map(|&of| of.to_owned()).collect(),
        }),
    };
    let found = || scene.node.code_with(&code, &scene.alice).unwrap();
    for (newest, expected) in [
        (upload(1, AccessType::Nobody, &[]), None),
        (upload(2, AccessType::Everybody, &[]), Some(2)),
        (
            upload(3, AccessType::AnyOfAddresses, &["stranger"]),
            Some(2),
        ),
        (
            upload(
                4,
                AccessType::AnyOfAddresses,
                &["stranger", scene.alice.as_str()],
            ),
            Some(4),
        ),
        (upload(5, AccessType::Nobody, &[]), Some(4)),
    ] {
        scene.fake.state().codes.push(newest);
        assert_eq!(found(), expected);
    }
}
