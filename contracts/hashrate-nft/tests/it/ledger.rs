//! How schedules fold, fill, and keep a way out.

use cosmwasm_std::Uint128;
use hashrate_nft::error::ContractError;
use proptest::prelude::*;
use rigshare_types::distributor::{Cursor, Record, RigBook, BOOKS, CURSORS};
use rigshare_types::nft::{ExecuteMsg, RigMsg, MINTED, POSITIONS};
use rigshare_types::packed::Pack;
use rigshare_types::peer::PeerError;
use share_ledger::{Lanes, RigShortfall, Schedule, INFLOW_CAP};

use crate::world::{addr, World, DAY, GENESIS};

fn position(world: &World, holder: &str) -> Schedule {
    let stored = POSITIONS.load(&world.deps.storage, (&addr(holder), 1));
    stored.unwrap().schedule
}

fn minted(world: &World) -> Schedule {
    MINTED.load(&world.deps.storage, 1).unwrap().schedule
}

fn close(world: &World, next_epoch: u32) {
    let book = RigBook {
        next_epoch,
        next_since_seconds: 0,
        next_since_height: 0,
        last_due: Uint128::zero(),
        last_due_weight: 0,
        lanes: Lanes::new(),
        carry: Lanes::new(),
        shortfall: RigShortfall::default(),
        record: Record {
            settled_epochs: 0,
            late_epochs: 0,
            defaulted_epochs: 0,
            outage_epochs: 0,
            delivered: Uint128::zero(),
            short: Uint128::zero(),
            cured: Uint128::zero(),
        },
        booked_proceeds: Uint128::zero(),
        payout_number: 0,
    };
    let key = BOOKS.key(1).to_vec();
    world.peers.store_packed(&addr("distributor"), &key, &book);
}

#[test]
fn attack_15_dust_every_day_fills_up_until_anybody_checkpoints() {
    let mut world = World::selling();
    world.buys("victim", 1, 10);
    // A stranger gives the victim a share a day.
    let mut epoch = 10;
    let full = loop {
        world.at(epoch, 1);
        let dust = world.buys("mallory", 1, 1);
        if let Err(error) = world.transfers("mallory", "victim", &dust) {
            break error;
        }
        // What is minted of the rig would fill as well.
        close(&world, epoch as u32);
        epoch += 1;
    };
    let ContractError::PositionFull { holder, cap, .. } = &full else {
        panic!("{full}");
    };
    assert_eq!((holder, *cap), (&addr("victim"), INFLOW_CAP));
    assert!(full.to_string().contains("checkpoint"), "{full}");
    // The victim is not locked in.
    world.transfers("victim", "friend", "1-1").unwrap();
    // Accounting for it, which is free to all, makes room again.
    world.checkpoint("victim", 1, epoch as u32);
    world.transfers("friend", "victim", "1-1").unwrap();
    assert!(position(&world, "victim").len() < 4);
}

#[test]
fn a_schedule_folds_to_the_cursor_and_keeps_what_is_not_accounted_for() {
    let mut world = World::selling();
    for epoch in 10..20 {
        world.at(epoch, 1);
        world.buys("alice", 1, 1);
    }
    let before = position(&world, "alice");
    assert_eq!(before.floor(), 0);
    assert_eq!(before.len(), 11);
    world.checkpoint("alice", 1, 17);
    close(&world, 16);
    world.at(20, 1);
    world.buys("alice", 1, 1);
    let after = position(&world, "alice");
    assert_eq!(after.floor(), 17);
    assert_eq!(minted(&world).floor(), 16);
    for epoch in 17..20 {
        assert_eq!(after.weight_at(epoch), before.weight_at(epoch));
        assert_eq!(minted(&world).weight_at(epoch), before.weight_at(epoch));
    }
    assert_eq!(after.len(), 5);
}

#[test]
fn attack_20_a_cursor_of_an_unknown_layout_stops_everything() {
    let mut world = World::selling();
    for epoch in 10..13 {
        world.at(epoch, 1);
        world.buys("alice", 1, 1);
    }
    let cursor = Cursor {
        next_epoch: 12,
        owed: Uint128::zero(),
        remainder: 0,
        shortfall: None,
    };
    let mut cursor = cursor.to_packed();
    cursor[0] = 9;
    let key = CURSORS.key((&addr("alice"), 1)).to_vec();
    world.peers.store_raw(&addr("distributor"), &key, cursor);
    let refused = ContractError::Peer(PeerError::UnknownLayout {
        peer: addr("distributor"),
        what: "cursor",
        found: 9,
        known: 1,
    });
    assert_eq!(world.transfers("alice", "bob", "1-1").unwrap_err(), refused);
    assert_eq!(
        world.tries_to_buy("alice", 1, 1, 1_000).unwrap_err(),
        refused
    );
}

#[test]
fn exits_keep_their_headroom() {
    let mut world = World::selling();
    let mut epoch = 10;
    loop {
        world.at(epoch, 1);
        if world.tries_to_buy("alice", 1, 1, 1_000).is_err() {
            break;
        }
        epoch += 1;
    }
    // Both schedules are full, nobody closes an epoch: what was bought can still leave, a share a
    // day, half of them burned.
    assert_eq!(position(&world, "alice").len(), INFLOW_CAP);
    assert_eq!(minted(&world).len(), INFLOW_CAP);
    let held = epoch - 10;
    for n in 1..=held {
        world.at(epoch + n, 1);
        let token_id = format!("1-{n}");
        if n % 2 == 0 {
            world.cw721("alice", ExecuteMsg::Burn { token_id }).unwrap();
        } else {
            world
                .transfers("alice", &format!("buyer{n}"), &token_id)
                .unwrap();
        }
    }
    assert_eq!(
        position(&world, "alice").weight_at((epoch + held + 1) as u32),
        Ok(0)
    );
}

/// What a token did: who owned how many shares, from which second to which.
struct Held {
    holder: usize,
    shares: u64,
    from: u64,
    until: u64,
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if std::env::var("RIGSHARE_FULL").is_ok() { 2_000 } else { 40 },
        ..ProptestConfig::default()
    })]

    /// Invariants 1 and 2 against a model that knows tokens and seconds alone.
    #[test]
    fn weights_are_what_the_tokens_say(
        steps in prop::collection::vec((0..7u8, 0..64usize, 0..4usize, 0..40_000u64), 1..60)
    ) {
        let names = ["alice", "bob", "carol", "dave"];
        let mut world = World::selling();
        let mut now = GENESIS + 9 * DAY;
        let mut live: Vec<(String, Held)> = Vec::new();
        let mut past: Vec<Held> = Vec::new();
        for (verb, pick, who, later) in steps {
            now += later;
            world.at((now - GENESIS) / DAY, (now - GENESIS) % DAY);
            let chosen = (!live.is_empty()).then(|| pick % live.len());
            match (verb, chosen) {
                (0..=2, _) => {
                    let shares = pick as u64 % 20 + 1;
                    let sold: u64 = live.iter().map(|(_, held)| held.shares).sum();
                    let price = u128::from(shares) * 1_000;
                    match world.tries_to_buy(names[who], 1, shares, price) {
                        Ok(response) => {
                            prop_assert!(sold + shares <= 100);
                            let minted: rigshare_types::events::ShareMinted =
                                crate::world::event(&response);
                            let held = Held { holder: who, shares, from: now, until: u64::MAX };
                            live.push((minted.token_id, held));
                        }
                        Err(error) => {
                            let sold_out = matches!(error, ContractError::SoldOut { .. });
                            prop_assert!(sold_out, "{error}");
                            prop_assert!(sold + shares > 100);
                        }
                    }
                }
                (3, Some(index)) => {
                    let (id, held) = live.remove(index);
                    world.cw721(names[held.holder], ExecuteMsg::Burn { token_id: id }).unwrap();
                    past.push(Held { until: now, ..held });
                }
                (4, Some(index)) if live[index].1.shares > 1 => {
                    let (token_id, held) = live.remove(index);
                    let one = 1 + pick as u64 % (held.shares - 1);
                    let parts = vec![one, held.shares - one];
                    let msg = RigMsg::Split { token_id, parts };
                    let response = world.does(names[held.holder], msg);
                    let minted: Vec<rigshare_types::events::ShareMinted> =
                        crate::world::events(&response);
                    for part in minted {
                        live.push((part.token_id, Held { shares: part.shares, from: now, ..held }));
                    }
                    past.push(Held { until: now, ..held });
                }
                (_, Some(index)) => {
                    let (id, held) = live.remove(index);
                    let moved = world.transfers(names[held.holder], names[who], &id);
                    prop_assert_eq!(moved.is_ok(), held.holder != who);
                    if held.holder == who {
                        live.push((id, held));
                    } else {
                        live.push((id, Held { holder: who, from: now, ..held }));
                        past.push(Held { until: now, ..held });
                    }
                }
                (_, None) => {}
            }
        }
        let all = || past.iter().chain(live.iter().map(|(_, held)| held));
        let last = ((now - GENESIS) / DAY) as u32 + 3;
        for epoch in 8..last {
            let start = GENESIS + u64::from(epoch) * DAY;
            let weigh = |held: &Held| {
                let seconds = held.until.min(start + DAY).saturating_sub(held.from.max(start));
                held.shares * seconds
            };
            let mut sum = 0;
            for (holder, name) in names.iter().enumerate() {
                let expected: u64 = all().filter(|held| held.holder == holder).map(weigh).sum();
                let key = (&addr(name), 1);
                let found = POSITIONS.may_load(&world.deps.storage, key).unwrap();
                let found = found.map_or(0, |stored| stored.schedule.weight_at(epoch).unwrap());
                prop_assert_eq!(found, expected, "{} in epoch {}", name, epoch);
                sum += found;
            }
            prop_assert_eq!(minted(&world).weight_at(epoch).unwrap(), sum);
        }
    }
}
