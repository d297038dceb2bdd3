//! Too little gas, too small a fee: a typed error, and nothing else than the fee is gone.

use cosmwasm_std::Coin;
use rigshare_node::{NodeError, Options};

use crate::payer::{Payer, FEES, MONEY};
use crate::shared::devnet;

#[test]
fn out_of_gas_takes_the_fee_and_nothing_else() {
    let payer = Payer::new(devnet(), "runs out of gas", |_| {});
    // The second of two payments is what the gas does not suffice for: the first is undone.
    let both = || vec![payer.message(1), payer.message(2)];
    let needed = payer.node.simulate(&payer.from, both()).unwrap().gas_used;
    let (fees, money) = (payer.has(FEES), payer.has(MONEY));
    let options = Options {
        gas_limit: Some(needed - 5_000),
        memo: payer.memo(1),
        ..Options::default()
    };
    let refused = payer.node.submit_with(&payer.from, both(), &options);
    let refused = refused.unwrap_err();
    let NodeError::OutOfGas {
        wanted,
        used,
        tx_hash,
        block,
    } = &refused
    else {
        panic!("{refused}");
    };
    assert_eq!(*wanted, needed - 5_000);
    assert!(used > wanted, "{used} of {wanted}");
    let blocks = payer.blocks();
    let found = blocks
        .0
        .iter()
        .find(|tx| Some(&tx.hash) == tx_hash.as_ref());
    let found = found.unwrap();
    assert_eq!(Some(found.height), block.map(|block| block.height));
    assert_ne!(found.code, 0);
    let fee = payer.node.fee_for(needed - 5_000);
    assert_eq!(payer.has(FEES), fees - fee.amount.u128());
    assert_eq!(payer.has(MONEY), money);
    assert_eq!(payer.received(), 0);
    assert_eq!(payer.sequence(), 1);
    // The account goes on.
    payer.pay(3).unwrap();
    payer.assert_paid([3]);
}

#[test]
fn gas_for_not_even_the_signature_takes_nothing() {
    let payer = Payer::new(devnet(), "pays for hardly any gas", |_| {});
    let fees = payer.has(FEES);
    let options = Options {
        gas_limit: Some(1_000),
        ..Options::default()
    };
    let refused = payer.pay_with(1, &options).unwrap_err();
    let NodeError::OutOfGas { wanted, block, .. } = &refused else {
        panic!("{refused}");
    };
    assert_eq!((*wanted, *block), (1_000, None));
    assert_eq!(payer.has(FEES), fees);
    assert_eq!(payer.sequence(), 0);
    payer.pay(2).unwrap();
    payer.assert_paid([2]);
}

#[test]
fn too_small_a_fee_takes_nothing() {
    let payer = Payer::new(devnet(), "pays too small a fee", |_| {});
    let fees = payer.has(FEES);
    let wanted = payer.node.fee_for(200_000);
    let options = Options {
        gas_limit: Some(200_000),
        fee: Some(Coin::new(wanted.amount.u128() - 1, FEES)),
        ..Options::default()
    };
    let refused = payer.pay_with(1, &options).unwrap_err();
    let NodeError::FeeTooSmall { given, required } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(*given, options.fee.unwrap().to_string());
    assert_eq!(*required, wanted.to_string());
    assert_eq!(payer.has(FEES), fees);
    assert_eq!(payer.sequence(), 0);
    payer.pay(2).unwrap();
    payer.assert_paid([2]);
}
