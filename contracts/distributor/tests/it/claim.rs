//! Claims, checkpoints and payout addresses.

use distributor::ContractError;
use rigshare_types::distributor::{Cursor, ExecuteMsg, QueryMsg};
use rigshare_types::peer::PeerError;

use crate::world::{at, claim_msg, paid, ubtc, uusdc, World, BTC_NANO, TERM_START, USDC_NANO};

fn settled() -> World {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 1_000);
    world.settle(&[at(1, TERM_START)]);
    world
}

fn checkpoint(world: &World, holder: &str) -> ExecuteMsg {
    ExecuteMsg::Checkpoint {
        holder: world.addr(holder).to_string(),
        rigs: vec![1],
    }
}

#[test]
fn attack_01_claim_then_sell_in_one_block() {
    let mut world = settled();
    paid(world.claim("alice", &[1], &ubtc()), 100);
    world.transfer(1, "alice", "bob", 10);
    assert_eq!(
        world.try_claim("bob", &[1]).unwrap_err(),
        ContractError::NothingToClaim {
            holder: world.addr("bob")
        }
    );
    world.go_to(TERM_START + 2);
    world.report(1, TERM_START + 1, 1_000);
    world.settle(&[at(1, TERM_START + 1)]);
    assert!(world.try_claim("alice", &[1]).is_err());
    paid(world.claim("bob", &[1], &ubtc()), 100);
}

#[test]
fn attack_02_buying_just_before_settlement_gets_only_its_seconds() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.pass(99);
    world.transfer(1, "alice", "bob", 10);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 10_000);
    world.settle(&[at(1, TERM_START)]);
    paid(world.claim("alice", &[1], &ubtc()), 990);
    paid(world.claim("bob", &[1], &ubtc()), 10);
}

#[test]
fn attack_03_a_late_mint_earns_nothing_of_what_came_before() {
    let mut world = settled();
    world.mint(1, "bob", 10);
    assert!(world.try_claim("bob", &[1]).is_err());
    world.go_to(TERM_START + 2);
    world.report(1, TERM_START + 1, 1_000);
    world.settle(&[at(1, TERM_START + 1)]);
    paid(world.claim("bob", &[1], &ubtc()), 100);
    paid(world.claim("alice", &[1], &ubtc()), 200);
}

#[test]
fn attack_07_dust_over_many_and_the_greatest_sum_over_one() {
    // One base unit over a million shares of a thousand holders: nobody is paid too early, and
    // nothing is lost.
    let mut world = World::new();
    let mut facts = world.facts(ubtc());
    facts.shares = 1_000_000;
    world.rig(1, facts);
    world.go_to(TERM_START);
    for holder in ["a", "b", "c", "d"] {
        world.mint(1, holder, 250_000);
    }
    let mut claims = 0;
    for epoch in TERM_START..TERM_START + 12 {
        world.go_to(epoch + 1);
        world.report(1, epoch, 1);
        world.settle(&[at(1, epoch)]);
        for holder in ["a", "b", "c", "d"] {
            if world.try_claim(holder, &[1]).is_ok() {
                claims += 1;
            }
        }
    }
    // 12 units in 4 equal parts: each holder may have one unit waiting in its remainder.
    let sum: u128 = world.sent.values().sum();
    assert_eq!(sum, claims);
    assert!((8..=12).contains(&sum), "{sum}");

    let mut world = World::new();
    let mut facts = world.facts(ubtc());
    facts.shares = 1;
    world.rig(1, facts);
    world.go_to(TERM_START);
    world.mint(1, "alice", 1);
    world.go_to(TERM_START + 1);
    let gross = 100_000_000_000_000_000_000_000_000_000_000_000_000;
    world.report(1, TERM_START, gross);
    world.settle(&[at(1, TERM_START)]);
    paid(world.claim("alice", &[1], &ubtc()), gross);
}

#[test]
fn only_the_holder_chooses_where_its_rewards_go() {
    let mut world = settled();
    let (alice, cold) = (world.addr("alice"), world.addr("cold"));
    let for_alice = |to: Option<String>| ExecuteMsg::Claim {
        rigs: vec![1],
        holder: Some(alice.to_string()),
        to,
    };
    let stranger = world.addr("stranger");
    let not_the_holder = ContractError::NotTheHolder {
        sender: stranger.clone(),
        holder: alice.clone(),
    };
    for to in [None, Some(stranger.to_string()), Some(alice.to_string())] {
        assert_eq!(
            world.refused("stranger", &[], for_alice(to)),
            not_the_holder
        );
    }
    let set = |address: Option<String>| ExecuteMsg::SetPayoutAddress { address };
    let own = world.env.contract.address.to_string();
    assert_eq!(
        world.refused("alice", &[], set(Some(own.clone()))),
        ContractError::OwnRecipient
    );
    assert_eq!(
        world.refused("alice", &[], for_alice(Some(own))),
        ContractError::OwnRecipient
    );
    assert!(matches!(
        world.refused("alice", &[], set(None)),
        ContractError::NothingChanged { .. }
    ));
    world.execute("alice", &[], set(Some(cold.to_string())));
    assert_eq!(
        world.refused("stranger", &[], for_alice(Some(stranger.to_string()))),
        ContractError::OtherRecipient {
            holder: alice.clone(),
            payout_address: cold.clone(),
            to: stranger
        }
    );
    world.execute("stranger", &[], for_alice(None));
    paid(world.sent[&(cold.to_string(), "ubtc".to_owned())], 100);
    world.go_to(TERM_START + 2);
    world.report(1, TERM_START + 1, 1_000);
    world.settle(&[at(1, TERM_START + 1)]);
    world.execute("alice", &[], set(None));
    let refused = world.refused("stranger", &[], for_alice(None));
    assert!(matches!(refused, ContractError::NotTheHolder { .. }));
    let bob = world.addr("bob").to_string();
    world.execute("alice", &[], for_alice(Some(bob.clone())));
    paid(world.sent[&(bob, "ubtc".to_owned())], 100);
}

#[test]
fn a_checkpoint_writes_down_and_lets_the_schedule_fold() {
    let mut world = settled();
    let msg = checkpoint(&world, "alice");
    world.execute("stranger", &[], msg.clone());
    let cursor: Option<Cursor> = world.ask(QueryMsg::Cursor {
        holder: world.addr("alice").to_string(),
        rig: 1,
    });
    let cursor = cursor.unwrap();
    paid(cursor.owed.u128(), 100);
    assert_eq!(cursor.next_epoch, TERM_START + 1);
    assert!(world.sent.is_empty());
    assert!(matches!(
        world.refused("stranger", &[], msg),
        ContractError::NothingToCheckpoint { .. }
    ));
    world.fold();
    world.go_to(TERM_START + 2);
    world.report(1, TERM_START + 1, 500);
    world.settle(&[at(1, TERM_START + 1)]);
    paid(world.claimable("alice", &[1]).rigs[0].claimable.u128(), 150);
    paid(world.claim("alice", &[1], &ubtc()), 150);
}

#[test]
fn attack_15_dust_every_day_never_locks_a_holder() {
    let mut world = settled();
    world.mint(1, "stranger", 50);
    for epoch in TERM_START + 1..TERM_START + 55 {
        world.go_to(epoch);
        world.pass(7);
        world.transfer(1, "stranger", "alice", 1);
        world.go_to(epoch + 1);
        world.report(1, epoch, 1_000);
        world.settle(&[at(1, epoch)]);
        let msg = checkpoint(&world, "alice");
        world.execute("stranger", &[], msg);
        world.fold();
        let points = world.positions[&(world.addr("alice"), 1)].len();
        assert!(points <= 3, "{points}");
        if epoch >= TERM_START + 45 {
            break;
        }
    }
    assert!(world.claim("alice", &[1], &ubtc()) > 100);
}

#[test]
fn one_claim_pays_many_rigs_in_one_send() {
    let mut world = settled();
    world.rig(2, world.facts(uusdc()));
    world.plain_rig(3);
    world.plain_rig(4);
    for rig in [2, 3, 4] {
        world.mint(rig, "alice", 10);
    }
    world.go_to(TERM_START + 2);
    for rig in [2, 3] {
        world.report(rig, TERM_START + 1, 1_000);
    }
    world.price("BTC", TERM_START + 1, BTC_NANO);
    world.price("USDC", TERM_START + 1, USDC_NANO);
    world.settle(&[at(2, TERM_START + 1), at(3, TERM_START + 1)]);
    // Of rig 4 nothing is booked yet: it does not stop the others.
    let response = world.try_claim("alice", &[1, 2, 3, 4]).unwrap();
    assert_eq!(response.messages.len(), 1);
    assert_eq!(response.events.len(), 3);
    let alice = world.addr("alice").to_string();
    assert!((198..=200).contains(&world.sent[&(alice.clone(), "ubtc".to_owned())]));
    paid(world.sent[&(alice, "uusdc".to_owned())], 50_000);
}

#[test]
fn lists_of_rigs_are_checked() {
    let mut world = settled();
    let repeated = ContractError::Twice {
        what: "rigs",
        entry: "1".to_owned(),
    };
    assert_eq!(world.try_claim("alice", &[1, 2, 1]).unwrap_err(), repeated);
    assert!(matches!(
        world.try_claim("alice", &[]).unwrap_err(),
        ContractError::EmptyList { .. }
    ));
    let many: Vec<u32> = (0..65).collect();
    assert!(matches!(
        world.try_claim("alice", &many).unwrap_err(),
        ContractError::TooMany { count: 65, .. }
    ));
    for refused in [
        world.try_claim("alice", &[9]).unwrap_err(),
        world.try_claim("nobody", &[1]).unwrap_err(),
    ] {
        assert!(matches!(
            refused,
            ContractError::Peer(PeerError::Absent { .. })
        ));
    }
    let with_coins = [cosmwasm_std::coin(1, "ubtc")];
    assert!(matches!(
        world.refused("alice", &with_coins, claim_msg(&[1])),
        ContractError::Funds(_)
    ));
}
