//! An RPC that answers late, with 500, with garbage or not at all, before the real node.

use std::time::Duration;

use rigshare_node::NodeError;

use crate::payer::Payer;
use crate::proxy::{self, Fault};
use crate::shared::devnet;

/// How long the client waits for an answer: longer than a busy machine takes for one.
const PATIENCE_SECONDS: u64 = 4;

/// After the client has stopped waiting.
const LATE: Fault = Fault::Late(Duration::from_secs(PATIENCE_SECONDS + 1));

/// A payer who reaches the node through faults.
fn payer(name: &str, plan: impl Fn(&str, usize) -> Option<Fault> + Send + Sync + 'static) -> Payer {
    let proxy = proxy::start(&devnet().rpc(0), Box::new(plan), Box::new(|_| {}));
    Payer::new(devnet(), name, |config| {
        config.rpc = proxy;
        config.request_timeout_seconds = PATIENCE_SECONDS;
        config.inclusion_timeout_seconds = 60;
    })
}

/// All payments get through, and each takes effect once.
fn gets_through(payer: &Payer, payments: u32) {
    let reported: Vec<_> = (0..payments)
        .map(|number| payer.pay(number).unwrap())
        .collect();
    let blocks = payer.blocks();
    for included in &reported {
        blocks.assert_has(included);
    }
    payer.assert_paid(0..payments);
}

#[test]
fn sent_and_the_answer_is_lost_or_late_or_garbage() {
    let faults = [Fault::AnswerLost, LATE, Fault::Garbage];
    let payer = payer("gets no receipt", move |method, before| {
        (method == "broadcast_tx_sync").then(|| faults[before % 3])
    });
    gets_through(&payer, 6);
}

#[test]
fn never_arrived_and_sent_again() {
    let payer = payer("is not heard", |method, before| {
        let is_heard = method != "broadcast_tx_sync" || before % 3 == 2;
        let fault = [Fault::QuestionLost, Fault::Broken][before % 2];
        (!is_heard).then_some(fault)
    });
    gets_through(&payer, 3);
}

#[test]
fn every_other_look_for_the_transaction_fails() {
    let faults = [Fault::Broken, Fault::Garbage, Fault::AnswerLost, LATE];
    let payer = payer("hardly finds it", move |method, before| {
        (method == "tx" && before % 2 == 0).then(|| faults[before / 2 % 4])
    });
    gets_through(&payer, 6);
}

#[test]
fn hiccups_of_every_question_are_asked_over() {
    let faults = [Fault::Broken, Fault::Garbage, Fault::AnswerLost];
    let payer = payer("has hiccups", move |_, before| {
        (before % 3 == 1).then(|| faults[before / 3 % 3])
    });
    gets_through(&payer, 6);
}

#[test]
fn nothing_is_sent_where_nothing_can_be_asked() {
    for (name, fault) in [
        ("asks and gets 500", Fault::Broken),
        ("asks and gets garbage", Fault::Garbage),
        ("asks and waits", LATE),
    ] {
        let payer = payer(name, move |method, _| {
            (method == "abci_query").then_some(fault)
        });
        let error = payer.pay(1).unwrap_err();
        match (fault, &error) {
            (Fault::Garbage, NodeError::BadAnswer { question, .. }) => {
                assert!(question.contains("AccountInfo"), "{question}");
            }
            (_, NodeError::Unreachable { rpc, .. }) => assert!(rpc.contains("127.0.0.1")),
            _ => panic!("{name}: {error}"),
        }
        payer.assert_paid([]);
    }
}

#[test]
fn found_in_a_block_that_cannot_be_read_at_once() {
    // The block's time is asked for after the transaction was found: it took effect, and whoever is told
    // of a node that can't be reached would pay again.
    let payer = payer("cannot read the block", |method, before| {
        (method == "header" && before < 4).then_some(Fault::Broken)
    });
    gets_through(&payer, 2);
}

#[test]
fn a_node_that_hides_the_transaction_leads_to_a_typed_error_and_not_to_another_payment() {
    // It was sent and took effect, but no look finds it.
    let payer = payer("never finds it", |method, _| {
        matches!(method, "tx" | "tx_search").then_some(Fault::Broken)
    });
    let mut hasty = payer.again();
    let mut config = hasty.node.config().clone();
    config.inclusion_timeout_seconds = 3;
    hasty.connect(config);
    let error = hasty.pay(1).unwrap_err();
    let NodeError::Timeout { tx_hash, .. } = &error else {
        panic!("{error}");
    };
    assert!(error.to_string().contains("may still"), "{error}");
    // Whoever looks for it, as the error says, past the proxy, finds that it need not be sent again.
    assert!(payer
        .blocks()
        .0
        .iter()
        .any(|tx| tx.hash == *tx_hash && tx.code == 0));
    payer.assert_paid([1]);
}

#[test]
fn faults_at_random_never_pay_twice() {
    let all = [
        Fault::Broken,
        Fault::Garbage,
        Fault::AnswerLost,
        Fault::QuestionLost,
        Fault::Late(Duration::from_millis(300)),
    ];
    // Two of five answers are broken, in an order that is the same in every run.
    let payer = payer("meets every fault", move |method, before| {
        let mut mixed = method.len() as u64 * 7_919 + before as u64;
        mixed = (mixed ^ (mixed >> 3)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        let is_broken = method != "status" && mixed % 5 < 2;
        is_broken.then(|| all[mixed as usize / 5 % all.len()])
    });
    for number in 0..12 {
        let mut attempts = 0;
        while let Err(error) = payer.pay(number) {
            // Of these it is known that they never take effect, so they are sent again.
            assert!(!matches!(error, NodeError::Timeout { .. }), "{error}");
            attempts += 1;
            assert!(attempts < 30, "{number}: {error}");
        }
    }
    payer.assert_paid(0..12);
}
