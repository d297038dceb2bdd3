use cosmwasm_std::Uint128;
use hashrate_nft::error::ContractError;
use rigshare_types::events::RigRegistered;
use rigshare_types::nft::{
    NewRig, RigMsg, RigQuery, RigResponse, RigStatus, MAX_ROYALTY_BPS, MAX_TERM_EPOCHS, MINTED,
    PROCEEDS,
};
use rigshare_types::oracle::{StoredAsset, ASSETS};
use rigshare_types::peer::PeerError;
use rigshare_types::units::Denom;
use share_ledger::{Schedule, MAX_SHARES};

use crate::world::{addr, antminer, event, World, TERA};

fn register(rig: NewRig) -> RigMsg {
    RigMsg::RegisterRig { rig: Box::new(rig) }
}

#[test]
fn a_rig_waits_with_all_its_keys_written() {
    let mut world = World::new();
    let response = world.does("miner", register(antminer("one")));
    assert_eq!(
        event::<RigRegistered>(&response),
        RigRegistered {
            rig: 1,
            operator: addr("miner").into_string(),
            coin: "BTC".to_owned(),
            hashrate_hs: Uint128::new(100 * TERA),
            shares: 100,
            start_epoch: 10,
            end_epoch: 375,
            payout: Denom::Native("ubtc".to_owned()),
        }
    );
    let rig: RigResponse = world.asks(RigQuery::Rig { rig: 1 }).unwrap();
    assert_eq!(rig.facts.status, RigStatus::Pending);
    assert_eq!(rig.facts.terms.len(), 1);
    assert_eq!(rig.facts.terms[0].from_epoch, 0);
    assert_eq!(rig.minted, 0);
    let storage = &world.deps.storage;
    assert_eq!(MINTED.load(storage, 1).unwrap().schedule, Schedule::new());
    let proceeds = PROCEEDS.load(storage, 1).unwrap();
    assert_eq!(
        (proceeds.denom.as_str(), proceeds.total.u128()),
        ("uusdc", 0)
    );
}

#[test]
fn attack_26_no_two_rigs_share_a_worker_or_a_payout_address() {
    let mut world = World::new();
    world.does("miner", register(antminer("one")));
    let mut other = antminer("two");
    other.worker = "ONE".to_owned();
    other.pool = "braiins pool".to_owned();
    assert_eq!(
        world.fails("rival", register(other.clone())),
        ContractError::WorkerTaken {
            pool: "braiins pool".to_owned(),
            worker: "ONE".to_owned(),
            rig: 1
        }
    );
    // The same account at another pool is another account; the payout address stays taken, in upper
    // case too, which bech32 allows.
    other.pool = "OCEAN".to_owned();
    other.payout_address = "BC1QONE".to_owned();
    assert_eq!(
        world.fails("rival", register(other.clone())),
        ContractError::PayoutAddressTaken {
            payout_address: "BC1QONE".to_owned(),
            rig: 1
        }
    );
    // A rejected rig gives both back.
    let decide = RigMsg::DecideRig {
        rig: 1,
        approve: false,
    };
    world.does("registrar", decide);
    world.does("rival", register(other));
    assert_eq!(
        world.fails("miner", register(antminer("one"))),
        ContractError::PayoutAddressTaken {
            payout_address: "bc1qone".to_owned(),
            rig: 2
        }
    );
}

#[test]
fn attack_26_shares_are_whole_and_bounded() {
    let mut world = World::new();
    for (hashrate, unit) in [
        (0, 0),
        (1, 0),
        (0, 0),
        (3, 2),
        (1, 2),
        (100 * TERA + 1, TERA),
    ] {
        let mut rig = antminer("one");
        rig.hashrate_hs = Uint128::new(hashrate);
        rig.unit_hashrate_hs = Uint128::new(unit);
        assert_eq!(
            world.fails("miner", register(rig)),
            ContractError::NotWholeShares {
                hashrate_hs: hashrate.into(),
                unit_hashrate_hs: unit.into()
            }
        );
    }
    for shares in [0, u128::from(MAX_SHARES) + 1, u128::MAX] {
        let mut rig = antminer("one");
        rig.hashrate_hs = Uint128::new(shares);
        rig.unit_hashrate_hs = Uint128::one();
        assert_eq!(
            world.fails("miner", register(rig)),
            ContractError::OutOfRange {
                field: "shares",
                value: shares.into(),
                least: 1u64.into(),
                most: MAX_SHARES.into()
            }
        );
    }
    let mut rig = antminer("one");
    rig.hashrate_hs = MAX_SHARES.into();
    rig.unit_hashrate_hs = Uint128::one();
    world.does("miner", register(rig));
}

#[test]
fn attack_41_every_field_of_a_rig() {
    type Spoil = fn(&mut NewRig);
    let texts: [(&str, Spoil); 9] = [
        ("model", |rig| rig.model.clear()),
        ("coin", |rig| rig.coin = "x".repeat(10_000)),
        ("algorithm", |rig| rig.algorithm = " SHA".to_owned()),
        ("location", |rig| rig.location = "a\u{202e}b".to_owned()),
        ("pool", |rig| rig.pool = "Br\u{430}iins".to_owned()),
        ("worker", |rig| rig.worker = "one ".to_owned()),
        ("payout_address", |rig| rig.payout_address = "\n".to_owned()),
        ("sale_denom", |rig| rig.sale_denom = "u usdc".to_owned()),
        ("sale_denom", |rig| rig.sale_denom.clear()),
    ];
    let mut world = World::new();
    for (field, spoil) in texts {
        let mut rig = antminer("one");
        spoil(&mut rig);
        let error = world.fails("miner", register(rig));
        let ContractError::BadText { field: named, .. } = error else {
            panic!("{field}: {error}");
        };
        assert_eq!(named, field);
    }
    let numbers: [(&str, Spoil); 8] = [
        ("watts", |rig| rig.watts = 0),
        ("service_fee_bps", |rig| rig.service_fee_bps = 10_001),
        ("renewable_bps", |rig| rig.renewable_bps = u16::MAX),
        ("royalty_bps", |rig| rig.royalty_bps = MAX_ROYALTY_BPS + 1),
        ("start_epoch", |rig| rig.start_epoch = 5),
        ("start_epoch", |rig| rig.start_epoch = u32::MAX),
        ("end_epoch", |rig| rig.end_epoch = 10),
        ("end_epoch", |rig| rig.end_epoch = 10 + MAX_TERM_EPOCHS + 1),
    ];
    for (field, spoil) in numbers {
        let mut rig = antminer("one");
        spoil(&mut rig);
        let error = world.fails("miner", register(rig));
        let ContractError::OutOfRange { field: named, .. } = error else {
            panic!("{field}: {error}");
        };
        assert_eq!(named, field);
    }
    let mut rig = antminer("one");
    rig.electricity_currency = "EUR".to_owned();
    assert_eq!(
        world.fails("miner", register(rig)),
        ContractError::WrongCurrency {
            given: "EUR".to_owned(),
            quote_currency: "USD".to_owned()
        }
    );
    let mut rig = antminer("one");
    rig.coin = "btc".to_owned();
    assert_eq!(
        world.fails("miner", register(rig)),
        ContractError::UnknownCoin {
            coin: "btc".to_owned()
        }
    );
    let mut rig = antminer("one");
    rig.payout = Denom::Native("uother".to_owned());
    assert_eq!(
        world.fails("miner", register(rig.clone())),
        ContractError::UnlistedDenom {
            denom: rig.payout.clone()
        }
    );
    for payout in [
        Denom::Native("cw20:abc".to_owned()),
        Denom::Native(String::new()),
        Denom::Cw20("nobody".to_owned()),
    ] {
        rig.payout = payout;
        let error = world.fails("miner", register(rig.clone()));
        assert!(matches!(error, ContractError::Std(_)), "{error}");
    }
    // The limits themselves are fine.
    let mut rig = antminer("one");
    rig.start_epoch = 6;
    rig.end_epoch = 6 + MAX_TERM_EPOCHS;
    rig.service_fee_bps = 10_000;
    rig.royalty_bps = MAX_ROYALTY_BPS;
    rig.electricity_nano_per_kwh = Uint128::MAX;
    rig.watts = u64::MAX;
    rig.model = "x".repeat(128);
    world.does("miner", register(rig));
}

#[test]
fn attack_20_a_coin_of_an_unknown_layout_is_refused() {
    let mut world = World::new();
    let asset = StoredAsset { v: 2, decimals: 8 };
    world
        .peers
        .store(&addr("oracle"), &ASSETS.key("BTC"), &asset);
    assert_eq!(
        world.fails("miner", register(antminer("one"))),
        ContractError::Peer(PeerError::UnknownLayout {
            peer: addr("oracle"),
            what: "asset",
            found: 2,
            known: 1
        })
    );
}
