//! Sent twice, raced, and still done once.

use rigshare_node::NodeError;

use crate::payer::Payer;
use crate::shared::devnet;

fn payer(name: &str) -> Payer {
    Payer::new(devnet(), name, |_| {})
}

#[test]
fn the_same_bytes_sent_twice_take_effect_once() {
    let payer = payer("sends the same bytes");
    let signed = payer.sign(1);
    // Twice while it waits for a block, from two clients.
    payer.node.broadcast(&signed).unwrap();
    payer.again().node.broadcast(&signed).unwrap();
    let included = payer.node.wait_for(&signed.hash).unwrap();
    payer.blocks().assert_has(&included);
    payer.assert_paid([1]);
    // And again after the block: the node knows it still, or says that its number is used up.
    match payer.node.broadcast(&signed) {
        Ok(()) | Err(NodeError::Sequence { .. }) => {}
        Err(error) => panic!("{error}"),
    }
    // It would be in the block of the next one.
    payer.pay(2).unwrap();
    payer.assert_paid([1, 2]);
    assert_eq!(payer.sequence(), 2);
}

#[test]
fn the_same_payment_signed_twice_for_one_sequence_takes_effect_once() {
    let payer = payer("signs twice");
    let (first, second) = (payer.sign(1), payer.sign(1));
    assert_ne!(first.hash, second.hash);
    assert_eq!(first.sequence, second.sequence);
    payer.node.broadcast(&first).unwrap();
    let refused = payer.node.broadcast(&second).unwrap_err();
    let NodeError::Sequence { expected, used } = refused else {
        panic!("{refused}");
    };
    assert_eq!((expected, used), (1, 0));
    payer.node.wait_for(&first.hash).unwrap();
    payer.assert_paid([1]);
}

#[test]
fn two_clients_with_one_key_race_and_all_get_through_once() {
    const EACH: u32 = 20;
    let payer = payer("races itself");
    let reported = std::thread::scope(|scope| {
        let racers = [0, EACH].map(|first| {
            let mine = payer.again();
            scope.spawn(move || {
                let paid = (first..first + EACH).map(|number| mine.pay(number));
                paid.collect::<Vec<_>>()
            })
        });
        racers.map(|racer| racer.join().unwrap())
    });
    let blocks = payer.blocks();
    for included in reported.into_iter().flatten() {
        blocks.assert_has(&included.unwrap());
    }
    payer.assert_paid(0..2 * EACH);
    assert_eq!(payer.sequence(), u64::from(2 * EACH));
}

#[test]
#[should_panic(expected = "<pays double 1> took effect 2 times")]
fn a_payment_made_twice_is_noticed() {
    let payer = payer("pays double");
    payer.pay(1).unwrap();
    payer.pay(1).unwrap();
    assert_eq!(payer.received(), 2 * 10_001);
    payer.assert_paid([1]);
}

#[test]
#[should_panic(expected = "<pays too little 2> took effect 0 times")]
fn a_payment_that_is_lost_is_noticed() {
    let payer = payer("pays too little");
    payer.pay(1).unwrap();
    assert_eq!(payer.received(), 10_001);
    payer.assert_paid([1, 2]);
}
