//! Settling.

use contract_kit::money::FundsError;
use cosmwasm_std::{coin, Storage};
use distributor::ContractError;
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg, Outcome, QueryMsg, CUMULATIVES};
use rigshare_types::distributor::{HistoryResponse, MAX_ITEMS};
use rigshare_types::events::EpochClosed;
use rigshare_types::nft::{TermsStep, CLOCK, MINTED, RIGS};
use rigshare_types::oracle::{Grade, ASSETS, REPORTS};
use rigshare_types::peer::PeerError;
use rigshare_types::units::Denom;

use crate::world::{
    at, paid, settle_msg, ubtc, uusdc, World, BTC_NANO, TERM_END, TERM_START, USDC_NANO,
};

/// Rig 1 with ten shares of alice from the start of its term, now at the end of its first epoch.
fn after_first_epoch() -> World {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.go_to(TERM_START + 1);
    world
}

#[test]
fn attack_04_one_share_gets_its_part_of_the_whole_rig() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 1);
    world.mint(1, "bob", 99);
    world.burn(1, "bob", 99);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 1_000_000);
    let due = world.due(&[at(1, TERM_START)]).unwrap();
    let item = &due.items[0];
    // A hundredth of the gross for one of a hundred shares, and the protocol's 1 % on top.
    assert_eq!(
        (item.holders.u128(), item.protocol_fee.u128()),
        (10_000, 100)
    );
    assert_eq!((item.minted_weight, item.registered_weight), (100, 10_000));
    world.settle(&[at(1, TERM_START)]);
    paid(world.claim("alice", &[1], &ubtc()), 10_000);
}

#[test]
fn settles_several_epochs_and_rigs_at_once() {
    let mut world = World::new();
    world.plain_rig(1);
    world.rig(2, world.facts(uusdc()));
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.mint(2, "alice", 20);
    world.go_to(TERM_START + 2);
    for epoch in [TERM_START, TERM_START + 1] {
        world.report(1, epoch, 1_000);
        world.report(2, epoch, 1_000);
        world.price("BTC", epoch, BTC_NANO);
        world.price("USDC", epoch, USDC_NANO);
    }
    let items = [at(1, 2), at(2, 2), at(2, 3), at(1, 3)];
    // 1,000 sat at 50,000 USD are 0.5 USD: a fifth of it is 100,000 of a millionth.
    assert_eq!(
        world.coins_due(&items).unwrap(),
        [coin(2 * 101, "ubtc"), coin(2 * 101_000, "uusdc")]
    );
    let response = world.settle(&items);
    let closed: Vec<EpochClosed> = response
        .events
        .iter()
        .filter_map(|event| EpochClosed::try_from(event).ok())
        .collect();
    assert_eq!(closed.len(), 4);
    assert_eq!(closed[1].holders_due.u128(), 100_000);
    assert_eq!(closed[1].outcome, "settled");
    paid(world.claim("alice", &[1, 2], &uusdc()), 200_000);
}

#[test]
fn attack_06_order_denom_and_amount_are_exact() {
    let mut world = after_first_epoch();
    world.go_to(TERM_START + 2);
    for epoch in [TERM_START, TERM_START + 1] {
        world.report(1, epoch, 1_000);
    }
    let (first, second) = (at(1, TERM_START), at(1, TERM_START + 1));
    let exact = [coin(101, "ubtc")];
    for funds in [
        vec![],
        vec![coin(100, "ubtc")],
        vec![coin(102, "ubtc")],
        vec![coin(101, "uusdc")],
        vec![coin(101, "ubtc"), coin(1, "uusdc")],
    ] {
        let refused = world.refused("anyone", &funds, settle_msg(&[first]));
        assert!(
            matches!(refused, ContractError::Funds(FundsError::NotExact { .. })),
            "{refused:?}"
        );
    }
    let not_next = |epoch, next| ContractError::NotNext {
        rig: 1,
        epoch,
        next,
    };
    let refused = world.refused("anyone", &exact, settle_msg(&[second]));
    assert_eq!(refused, not_next(3, 2));
    let refused = world.refused("anyone", &exact, settle_msg(&[second, first]));
    assert_eq!(refused, not_next(3, 2));
    let refused = world.refused("anyone", &exact, settle_msg(&[first, first]));
    assert_eq!(refused, not_next(2, 3));
    let refused = world.refused("anyone", &exact, settle_msg(&[at(9, TERM_START)]));
    assert!(matches!(
        refused,
        ContractError::Peer(PeerError::Absent { .. })
    ));
    world.settle(&[first]);
    let refused = world.refused("anyone", &exact, settle_msg(&[first]));
    assert_eq!(refused, not_next(2, 3));
    let refused = world.refused("anyone", &exact, settle_msg(&[at(1, 4)]));
    assert_eq!(refused, not_next(4, 3));
    world.settle(&[second]);
    let refused = world.refused("anyone", &[], settle_msg(&[at(1, 4)]));
    let ends_seconds = world.clock.end_of(4);
    assert_eq!(
        refused,
        ContractError::NotEnded {
            rig: 1,
            epoch: 4,
            ends_seconds
        }
    );
    for epoch in [0, TERM_START - 1, TERM_END, u32::MAX] {
        let refused = world.refused("anyone", &[], settle_msg(&[at(1, epoch)]));
        assert!(matches!(refused, ContractError::OutsideTerm { .. }));
    }
    assert_eq!(
        world.refused("anyone", &[], settle_msg(&[])),
        ContractError::EmptyList { what: "epochs" }
    );
    let many = vec![first; MAX_ITEMS + 1];
    assert!(matches!(
        world.refused("anyone", &[], settle_msg(&many)),
        ContractError::TooMany { .. }
    ));
}

#[test]
fn an_epoch_waits_for_its_report_its_grade_and_its_prices() {
    let mut world = World::new();
    let mut facts = world.facts(uusdc());
    facts.least_grade = Grade::Plausible;
    world.rig(1, facts);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.go_to(TERM_START + 1);
    let items = [at(1, TERM_START)];
    let (rig, epoch) = (1, TERM_START);
    assert_eq!(
        world.due(&items).unwrap_err(),
        ContractError::NoReport { rig, epoch }
    );
    world.graded(1, TERM_START, 1_000, Grade::Attested);
    assert_eq!(
        world.due(&items).unwrap_err(),
        ContractError::GradeTooLow {
            rig,
            epoch,
            grade: Grade::Attested,
            least: Grade::Plausible
        }
    );
    world.report(1, TERM_START, 1_000);
    for asset in ["BTC", "USDC"] {
        assert_eq!(
            world.due(&items).unwrap_err(),
            ContractError::PriceMissing {
                rig,
                asset: asset.to_owned(),
                epoch
            }
        );
        let nano = if asset == "BTC" { BTC_NANO } else { USDC_NANO };
        world.price(asset, TERM_START, nano);
    }
    world.settle(&items);
}

#[test]
fn electricity_and_service_fee_come_off_the_gross() {
    let mut world = World::new();
    let mut facts = world.facts(ubtc());
    // 36 kW for 100 s are 1 kWh: at 0.05 USD, and 50,000 USD a coin, that is 100 sat.
    facts.terms = vec![TermsStep {
        from_epoch: 0,
        watts: 36_000,
        electricity_nano_per_kwh: 50_000_000u128.into(),
        service_fee_bps: 1_000,
    }];
    world.rig(1, facts);
    world.go_to(TERM_START);
    world.mint(1, "alice", 100);
    world.go_to(TERM_START + 2);
    world.report(1, TERM_START, 1_109);
    world.report(1, TERM_START + 1, 99);
    world.price("BTC", TERM_START, BTC_NANO);
    world.price("BTC", TERM_START + 1, BTC_NANO);
    let due = world.due(&[at(1, 2), at(1, 3)]).unwrap();
    let figures = |index: usize| {
        let item = &due.items[index];
        (
            item.electricity.u128(),
            item.service_fee.u128(),
            item.holders.u128(),
        )
    };
    assert_eq!(figures(0), (100, 100, 909));
    // Under water: nothing is due, and nothing is billed beyond the gross.
    assert_eq!(figures(1), (99, 0, 0));
}

#[test]
fn epochs_without_shares_are_passed_over_and_never_block() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START + 3);
    world.mint(1, "alice", 10);
    world.go_to(TERM_START + 4);
    world.burn(1, "alice", 10);
    world.go_to(TERM_START + 9);
    world.mint(1, "bob", 10);
    world.go_to(TERM_START + 10);
    for epoch in TERM_START..TERM_START + 10 {
        world.report(1, epoch, 1_000);
    }
    let refused = world.try_settle(&[at(1, TERM_START)]).unwrap_err();
    let (rig, epoch, next) = (1, TERM_START, TERM_START + 3);
    assert_eq!(refused, ContractError::NotNext { rig, epoch, next });
    world.settle(&[at(1, TERM_START + 3)]);
    world.fold();
    world.settle(&[at(1, TERM_START + 9)]);
    paid(world.claim("alice", &[1], &ubtc()), 100);
    paid(world.claim("bob", &[1], &ubtc()), 100);
    let history: HistoryResponse = world.ask(QueryMsg::History {
        rig: 1,
        start_after: None,
        limit: None,
    });
    let epochs: Vec<u32> = history.epochs.iter().map(|closed| closed.epoch).collect();
    assert_eq!(epochs, [TERM_START + 3, TERM_START + 9]);
}

#[test]
fn attack_08_nobody_holds_when_money_arrives() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 1_000);
    let nothing = ContractError::NothingMinted {
        rig: 1,
        from_epoch: TERM_START,
    };
    assert_eq!(world.try_settle(&[at(1, TERM_START)]).unwrap_err(), nothing);
    world.mint(1, "alice", 10);
    world.pass(50);
    world.burn(1, "alice", 10);
    world.go_to(TERM_START + 5);
    world.report(1, TERM_START + 1, 1_000);
    // All burned long before: the half epoch is still alice's.
    world.settle(&[at(1, TERM_START + 1)]);
    paid(world.claim("alice", &[1], &ubtc()), 50);
    let nothing = ContractError::NothingMinted {
        rig: 1,
        from_epoch: TERM_START + 2,
    };
    assert_eq!(
        world.try_settle(&[at(1, TERM_START + 2)]).unwrap_err(),
        nothing
    );
}

#[test]
fn attack_14_the_term_ends_also_by_retirement() {
    let mut world = after_first_epoch();
    let mut facts = world.facts(ubtc());
    facts.end_epoch = TERM_START + 2;
    facts.retired = true;
    world.peers.put_packed(&world.nft, &RIGS.key(1), &facts);
    world.go_to(TERM_START + 3);
    for epoch in TERM_START..TERM_START + 3 {
        world.report(1, epoch, 1_000);
    }
    let refused = world
        .try_settle(&[at(1, 2), at(1, 3), at(1, 4)])
        .unwrap_err();
    assert!(matches!(
        refused,
        ContractError::OutsideTerm { epoch: 4, .. }
    ));
    world.settle(&[at(1, 2), at(1, 3)]);
    paid(world.claim("alice", &[1], &ubtc()), 200);
}

#[test]
fn shares_held_before_the_term_earn_nothing_then() {
    let mut world = World::new();
    world.plain_rig(1);
    world.mint(1, "alice", 10);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START - 1, 7_000);
    world.report(1, TERM_START, 1_000);
    let refused = world.try_settle(&[at(1, TERM_START - 1)]).unwrap_err();
    assert!(matches!(refused, ContractError::OutsideTerm { .. }));
    world.settle(&[at(1, TERM_START)]);
    paid(world.claim("alice", &[1], &ubtc()), 100);
}

#[test]
fn a_cw20_rig_is_settled_through_its_cw20_alone() {
    let mut world = World::new();
    let token = Denom::Cw20(world.cw20.to_string());
    world.rig(1, world.facts(token.clone()));
    world.plain_rig(2);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.mint(2, "alice", 10);
    world.go_to(TERM_START + 2);
    for rig in [1, 2] {
        world.report(rig, TERM_START, 1_000);
        world.report(rig, TERM_START + 1, 0);
    }
    let items = |rig| Cw20Payload::Settle {
        items: vec![at(rig, TERM_START)],
    };
    let refused = world.refused("anyone", &[], settle_msg(&[at(1, TERM_START)]));
    assert!(matches!(refused, ContractError::WrongDenom { rig: 1, .. }));
    let refused = world.receive(101, &items(2)).unwrap_err();
    assert!(matches!(refused, ContractError::WrongDenom { rig: 2, .. }));
    for amount in [0, 100, 102] {
        let refused = world.receive(amount, &items(1)).unwrap_err();
        assert_eq!(
            refused,
            ContractError::NotExact {
                denom: token.clone(),
                expected: 101u128.into(),
                brought: amount.into()
            }
        );
    }
    // Another contract can say what it likes: the money it brings is its own.
    let msg = cw20::Cw20ReceiveMsg {
        sender: world.addr("payer").to_string(),
        amount: 101u128.into(),
        msg: cosmwasm_std::to_json_binary(&items(1)).unwrap(),
    };
    let refused = world.refused("stranger", &[], ExecuteMsg::Receive(msg));
    assert!(matches!(refused, ContractError::WrongDenom { rig: 1, .. }));
    world.receive(101, &items(1)).unwrap();
    paid(world.claim("alice", &[1], &token), 100);
    // A cw20 sends no zeros: where nothing is due, nothing has to come through it.
    world.settle(&[at(1, TERM_START + 1)]);
}

#[test]
fn settling_after_the_grace_is_late() {
    let mut world = after_first_epoch();
    world.report(1, TERM_START, 1_000);
    world.pass(500);
    world.report(1, TERM_START + 1, 1_000);
    world.settle(&[at(1, TERM_START)]);
    // The next one became the next just now: its grace begins now.
    world.pass(500);
    world.settle(&[at(1, TERM_START + 1)]);
    world.report(1, TERM_START + 2, 1_000);
    world.pass(501);
    world.settle(&[at(1, TERM_START + 2)]);
    let history: HistoryResponse = world.ask(QueryMsg::History {
        rig: 1,
        start_after: None,
        limit: None,
    });
    let outcomes: Vec<Outcome> = history.epochs.iter().map(|at| at.closing.outcome).collect();
    assert_eq!(
        outcomes,
        [Outcome::Settled, Outcome::Settled, Outcome::Late]
    );
    let record = world.book(1).book.record;
    assert_eq!((record.settled_epochs, record.late_epochs), (2, 1));
    assert_eq!(record.delivered.u128(), 300);
}

#[test]
fn attack_20_absent_or_unknown_facts_refuse() {
    let mut world = after_first_epoch();
    world.report(1, TERM_START, 1_000);
    let key = REPORTS.key((1, TERM_START)).to_vec();
    let known = world.peers.get(&world.oracle, &key);
    let mut newer = known.clone();
    newer[0] = 2;
    world.peers.put_raw(&world.oracle, &key, &newer);
    let refused = world.refused("anyone", &[], settle_msg(&[at(1, TERM_START)]));
    assert!(matches!(
        refused,
        ContractError::Peer(PeerError::UnknownLayout {
            found: 2,
            known: 1,
            ..
        })
    ));
    let cut = &known[..known.len() - 1];
    world.peers.put_raw(&world.oracle, &key, cut);
    let refused = world.refused("anyone", &[], settle_msg(&[at(1, TERM_START)]));
    assert!(matches!(
        refused,
        ContractError::Peer(PeerError::Unreadable { .. })
    ));
    world.report(1, TERM_START, 1_000);
    for (contract, key) in [
        (world.nft.clone(), CLOCK.as_slice().to_vec()),
        (world.nft.clone(), MINTED.key(1).to_vec()),
        (world.nft.clone(), RIGS.key(1).to_vec()),
        (world.oracle.clone(), ASSETS.key("BTC").to_vec()),
    ] {
        let kept = world.peers.get(&contract, &key);
        world.peers.remove(&contract, &key);
        let refused = world.refused("anyone", &[coin(101, "ubtc")], settle_msg(&[at(1, 2)]));
        assert!(
            matches!(
                refused,
                ContractError::Peer(PeerError::Absent { .. } | PeerError::Unreadable { .. })
            ),
            "{refused:?}"
        );
        world.peers.put_raw(&contract, &key, &kept);
    }
    world.settle(&[at(1, TERM_START)]);
    // Its own broken record refuses as well.
    let key = CUMULATIVES.key((1, TERM_START));
    world.deps.storage.remove(&key);
    let refused = world.try_claim("alice", &[1]).unwrap_err();
    assert_eq!(
        refused,
        ContractError::CumulativeMissing {
            rig: 1,
            epoch: TERM_START
        }
    );
}
