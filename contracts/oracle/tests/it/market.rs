use cosmwasm_std::Uint128;
use oracle::error::ContractError;
use rigshare_types::batch::{Batch, MarketObservation};
use rigshare_types::events::{NetworkFinal, PoolFinal, PriceFinal};
use rigshare_types::oracle::{
    FinalNetwork, FinalPrice, LatestPriceResponse, QueryMsg, NETWORKS, POOLS, PRICES,
};

use crate::lab::*;

fn seen(epoch: u32, market: MarketObservation) -> Batch {
    Batch {
        market: Some(market),
        ..batch(epoch, 0, &[])
    }
}

fn relay_each(lab: &mut Lab, epoch: u32, markets: Vec<MarketObservation>) {
    let batches = markets
        .into_iter()
        .zip(1..)
        .map(|(market, id)| lab.sign(id, seen(epoch, market)))
        .collect();
    lab.relay(batches).unwrap();
}

#[test]
fn figures_become_final_once() {
    let mut lab = Lab::new();
    lab.end(0);
    lab.report(&[1, 2, 3], &seen(0, market()));
    lab.window(0);
    let events = lab.finalize(0, &[]).unwrap().events;
    assert_eq!(events.len(), 4);
    let price = PriceFinal::try_from(&events[0]).unwrap();
    assert_eq!((price.asset.as_str(), price.epoch), ("BTC", 0));
    let network = NetworkFinal::try_from(&events[2]).unwrap();
    assert_eq!(network.reward_per_block, Uint128::new(500));
    let pool = PoolFinal::try_from(&events[3]).unwrap();
    assert_eq!(pool.hashrate_hs, Uint128::new(1_000_000));
    let stored = PRICES.load(&lab.deps.storage, ("USDC", 0)).unwrap();
    let expected = FinalPrice {
        v: 1,
        nano_per_coin: Uint128::new(1_000_000_000),
        final_seconds: lab.env.block.time.seconds(),
        final_height: lab.env.block.height,
    };
    assert_eq!(stored, expected);
    assert!(POOLS.has(&lab.deps.storage, ("pool", "BTC", 0)));
    assert!(matches!(
        lab.finalize_refused(0, &[]),
        ContractError::NothingNew { .. }
    ));
}

#[test]
fn what_is_final_does_not_change_and_the_rest_may_still_become_so() {
    let mut lab = Lab::new();
    lab.end(0);
    let with_xmr = |nano, hashes| MarketObservation {
        prices: vec![price("BTC", nano), price("XMR", nano)],
        networks: vec![network("XMR", hashes, 7)],
        pools: vec![],
    };
    let only_btc = MarketObservation {
        prices: vec![price("BTC", 100)],
        networks: vec![],
        pools: vec![],
    };
    relay_each(
        &mut lab,
        0,
        vec![with_xmr(100, 5), with_xmr(100, 5), only_btc],
    );
    lab.window(0);
    assert_eq!(lab.finalize(0, &[]).unwrap().events.len(), 1);
    assert!(!PRICES.has(&lab.deps.storage, ("XMR", 0)));
    // The fourth is late: BTC stays, XMR gets its quorum.
    let late = lab.sign(4, seen(0, with_xmr(101, 5)));
    lab.relay(vec![late]).unwrap();
    assert_eq!(lab.finalize(0, &[]).unwrap().events.len(), 2);
    let nano = |asset| {
        PRICES
            .load(&lab.deps.storage, (asset, 0))
            .unwrap()
            .nano_per_coin
            .u128()
    };
    assert_eq!((nano("BTC"), nano("XMR")), (100, 100));
    let found: Option<FinalNetwork> = lab.ask(QueryMsg::Network {
        coin: "XMR".to_owned(),
        epoch: 0,
    });
    assert_eq!(found.unwrap().hashes_per_block, Uint128::new(5));
}

#[test]
fn attack_21_both_figures_of_a_network_need_a_quorum() {
    let mut lab = Lab::new();
    lab.end(0);
    let of = |hashes, reward| MarketObservation {
        prices: vec![],
        networks: vec![network("BTC", hashes, reward)],
        pools: vec![],
    };
    // Three agree on the hashes, three on the reward, two on both.
    relay_each(
        &mut lab,
        0,
        vec![of(1_000, 50), of(1_000, 50), of(1_000, 90)],
    );
    lab.window(0);
    assert!(matches!(
        lab.finalize_refused(0, &[]),
        ContractError::NothingNew { .. }
    ));
    let fourth = lab.sign(4, seen(0, of(9, 50)));
    lab.relay(vec![fourth]).unwrap();
    lab.finalize(0, &[]).unwrap();
    let stored = NETWORKS.load(&lab.deps.storage, ("BTC", 0)).unwrap();
    assert_eq!(stored.hashes_per_block, Uint128::new(1_000));
    assert_eq!(stored.reward_per_block, Uint128::new(50));
}

#[test]
fn attack_21_a_wild_price_is_dropped() {
    let mut lab = Lab::new();
    lab.end(0);
    let of = |nano| MarketObservation {
        prices: vec![price("BTC", nano)],
        networks: vec![],
        pools: vec![],
    };
    relay_each(
        &mut lab,
        0,
        vec![of(u128::MAX), of(1_000), of(1_010), of(1_015)],
    );
    lab.window(0);
    lab.finalize(0, &[]).unwrap();
    let stored = PRICES.load(&lab.deps.storage, ("BTC", 0)).unwrap();
    assert_eq!(stored.nano_per_coin, Uint128::new(1_010));
}

#[test]
fn attack_32_a_price_says_how_old_it_is() {
    let mut lab = Lab::new();
    let latest = |lab: &Lab| -> Option<LatestPriceResponse> {
        lab.ask(QueryMsg::LatestPrice {
            asset: "BTC".to_owned(),
        })
    };
    assert_eq!(latest(&lab), None);
    for epoch in [0, 1] {
        lab.end(epoch);
        lab.report(&[1, 2, 3], &seen(epoch, market()));
        lab.window(epoch);
        lab.finalize(epoch, &[]).unwrap();
    }
    for (epoch, age_epochs, stale) in [(2, 1, false), (3, 2, false), (4, 3, true), (300, 299, true)]
    {
        lab.at(CLOCK_OF_SUITE.start_of(epoch));
        let found = latest(&lab).unwrap();
        assert_eq!(
            (found.epoch, found.age_epochs, found.stale),
            (1, age_epochs, stale)
        );
    }
}
