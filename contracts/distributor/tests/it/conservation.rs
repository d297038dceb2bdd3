//! Random histories: whatever happens in whatever order, every base unit is accounted for, and every
//! holder gets what it would by a walk over every second.

use std::collections::BTreeMap;

use cosmwasm_std::{coin, Uint128, Uint256};
use distributor::state::{ACCOUNTS, PROTOCOL};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use rigshare_types::distributor::{Cursor, ExecuteMsg, BOOKS, CURSORS};
use share_ledger::{Lane, SCALE};

use crate::world::{at, World, EPOCH, GENESIS, TERM_END, TERM_START};

const HOLDERS: [&str; 4] = ["alice", "bob", "carol", "dave"];
const RIGS: [u32; 2] = [1, 2];

#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    Mint {
        rig: u32,
        to: usize,
        shares: u64,
    },
    Move {
        rig: u32,
        from: usize,
        to: usize,
        part: u64,
    },
    Burn {
        rig: u32,
        from: usize,
        part: u64,
    },
    Report {
        rig: u32,
        gross: u128,
    },
    Sell {
        rig: u32,
        amount: u128,
    },
    Settle {
        rig: u32,
    },
    Default {
        rig: u32,
    },
    Outage {
        rig: u32,
    },
    Cure {
        rig: u32,
        part: u128,
    },
    Claim {
        holder: usize,
    },
    Checkpoint {
        holder: usize,
        rig: u32,
    },
    Fold,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let rig = || prop_oneof![Just(1u32), Just(2u32)];
    let who = || 0..HOLDERS.len();
    let step = prop_oneof![
        4 => (1..180u64).prop_map(Step::Pass),
        1 => (501..700u64).prop_map(Step::Pass),
        1 => (1_000..1_200u64).prop_map(Step::Pass),
        4 => (rig(), who(), 1..20u64).prop_map(|(rig, to, shares)| Step::Mint { rig, to, shares }),
        3 => (rig(), who(), who(), 1..5u64)
            .prop_map(|(rig, from, to, part)| Step::Move { rig, from, to, part }),
        1 => (rig(), who(), 1..5u64).prop_map(|(rig, from, part)| Step::Burn { rig, from, part }),
        6 => (rig(), prop_oneof![Just(0), 1..100u128, 1..1_000_000_000u128])
            .prop_map(|(rig, gross)| Step::Report { rig, gross }),
        1 => (rig(), 1..100_000_000u128).prop_map(|(rig, amount)| Step::Sell { rig, amount }),
        6 => rig().prop_map(|rig| Step::Settle { rig }),
        3 => rig().prop_map(|rig| Step::Default { rig }),
        1 => rig().prop_map(|rig| Step::Outage { rig }),
        4 => (rig(), 1..=100u128).prop_map(|(rig, part)| Step::Cure { rig, part }),
        5 => who().prop_map(|holder| Step::Claim { holder }),
        2 => (who(), rig()).prop_map(|(holder, rig)| Step::Checkpoint { holder, rig }),
        1 => Just(Step::Fold),
    ];
    proptest::collection::vec(step, 60..160)
}

/// What the model remembers: every change of what a holder has, and what each epoch paid.
#[derive(Default)]
struct Model {
    shares: BTreeMap<(u32, usize), u64>,
    changes: Vec<(u64, u32, usize, i64)>,
    credited: BTreeMap<(u32, u32), u128>,
    sold: BTreeMap<u32, u128>,
    reported: BTreeMap<u32, u32>,
    reached: BTreeMap<&'static str, u32>,
}

impl Model {
    fn change(&mut self, at: u64, rig: u32, holder: usize, by: i64) {
        let shares = self.shares.entry((rig, holder)).or_default();
        *shares = shares.checked_add_signed(by).unwrap();
        self.changes.push((at, rig, holder, by));
    }

    /// Share-seconds in an epoch, second by second.
    fn weight(&self, rig: u32, holder: usize, epoch: u32) -> u64 {
        let start = GENESIS + u64::from(epoch) * EPOCH;
        (start..start + EPOCH)
            .map(|second| {
                self.changes
                    .iter()
                    .filter(|change| change.0 <= second && change.1 == rig && change.2 == holder)
                    .map(|change| change.3)
                    .sum::<i64>() as u64
            })
            .sum()
    }

    /// What a holder is due of everything that was ever credited, exactly.
    fn exact(&self, rig: u32, holder: usize) -> BigRational {
        let mut sum = BigRational::from_integer(0.into());
        for ((of, epoch), amount) in &self.credited {
            if *of != rig {
                continue;
            }
            let own = self.weight(rig, holder, *epoch);
            let all: u64 = (0..HOLDERS.len())
                .map(|other| self.weight(rig, other, *epoch))
                .sum();
            sum += BigRational::new(BigInt::from(*amount) * own, all.into());
        }
        sum
    }
}

fn run(world: &mut World, model: &mut Model, step: &Step) {
    let now = world.now();
    let ok = match step.clone() {
        Step::Pass(seconds) => {
            world.pass(seconds);
            true
        }
        Step::Mint { rig, to, shares } => {
            let minted: u64 = (0..HOLDERS.len())
                .filter_map(|holder| model.shares.get(&(rig, holder)))
                .sum();
            let fits = minted + shares <= 100;
            if fits {
                world.mint(rig, HOLDERS[to], shares);
                model.change(now, rig, to, shares as i64);
            }
            fits
        }
        Step::Move {
            rig,
            from,
            to,
            part,
        } => {
            let has = model.shares.get(&(rig, from)).copied().unwrap_or_default();
            let shares = has.div_ceil(part);
            if shares > 0 {
                world.transfer(rig, HOLDERS[from], HOLDERS[to], shares);
                model.change(now, rig, from, -(shares as i64));
                model.change(now, rig, to, shares as i64);
            }
            shares > 0
        }
        Step::Burn { rig, from, part } => {
            let has = model.shares.get(&(rig, from)).copied().unwrap_or_default();
            let shares = has / part;
            if shares > 0 {
                world.burn(rig, HOLDERS[from], shares);
                model.change(now, rig, from, -(shares as i64));
            }
            shares > 0
        }
        Step::Report { rig, gross } => {
            let next = model.reported.entry(rig).or_insert(TERM_START);
            let ended = world.clock.end_of(*next) <= now;
            if ended {
                world.report(rig, *next, gross);
                *next += 1;
            }
            ended
        }
        Step::Sell { rig, amount } => {
            let before = model.sold.entry(rig).or_default();
            world.sell(rig, *before, amount);
            *before += amount;
            true
        }
        Step::Settle { rig } => close(world, model, rig, |world, epoch| {
            world.try_settle(&[at(rig, epoch)]).is_ok()
        }),
        Step::Default { rig } => close(world, model, rig, |world, epoch| {
            let msg = ExecuteMsg::DefaultEpoch { rig, epoch };
            world.try_execute("anyone", &[], msg).is_ok()
        }),
        Step::Outage { rig } => close(world, model, rig, |world, epoch| {
            let msg = ExecuteMsg::CloseOutage { rig, epoch };
            world.try_execute("anyone", &[], msg).is_ok()
        }),
        Step::Cure { rig, part } => {
            let book = world.book(rig).book.shortfall;
            let amount = book.outstanding.u128() * part / 100;
            let amount = amount.min(book.most_partial_cure().u128());
            let all = part == 100;
            cure(
                world,
                rig,
                if all { book.outstanding.u128() } else { amount },
            )
        }
        Step::Claim { holder } => {
            let rigs: Vec<u32> = RIGS
                .into_iter()
                .filter(|rig| model.shares.contains_key(&(*rig, holder)))
                .collect();
            !rigs.is_empty() && world.try_claim(HOLDERS[holder], &rigs).is_ok()
        }
        Step::Checkpoint { holder, rig } => checkpoint(world, holder, rig),
        Step::Fold => {
            world.fold();
            true
        }
    };
    if ok {
        let name = match step {
            Step::Default { .. } => "default",
            Step::Outage { .. } => "outage",
            Step::Cure { .. } => "cure",
            Step::Settle { .. } => "settle",
            Step::Claim { .. } => "claim",
            _ => "other",
        };
        *model.reached.entry(name).or_default() += 1;
    }
}

fn close(
    world: &mut World,
    model: &mut Model,
    rig: u32,
    try_close: impl FnOnce(&mut World, u32) -> bool,
) -> bool {
    let from = world.book(rig).book.next_epoch;
    let Some(epoch) = world.minted[&rig].next_weighted(from) else {
        return false;
    };
    let before = world.book(rig).book.record;
    let closed = epoch < TERM_END && try_close(world, epoch);
    if closed {
        let after = world.book(rig).book.record;
        let credited = after.delivered + after.short - before.delivered - before.short;
        model.credited.insert((rig, epoch), credited.u128());
    }
    closed
}

fn cure(world: &mut World, rig: u32, amount: u128) -> bool {
    let msg = ExecuteMsg::Cure { rig };
    amount > 0
        && world
            .try_execute("anyone", &[coin(amount, "ubtc")], msg)
            .is_ok()
}

fn checkpoint(world: &mut World, holder: usize, rig: u32) -> bool {
    let msg = ExecuteMsg::Checkpoint {
        holder: world.addr(HOLDERS[holder]).to_string(),
        rigs: vec![rig],
    };
    world.try_execute("stranger", &[], msg).is_ok()
}

/// The contract holds at least what everybody could take now.
fn solvent(world: &World, model: &Model) {
    let mut wanted: u128 = 0;
    for (rig, holder) in model.shares.keys() {
        let claimable = world.claimable(HOLDERS[*holder], &[*rig]);
        wanted += claimable.rigs[0].claimable.u128();
    }
    for rig in RIGS {
        wanted += world.book(rig).unbooked_proceeds.u128();
        wanted += ACCOUNTS
            .may_load(&world.deps.storage, (rig, "ubtc"))
            .unwrap()
            .unwrap_or_default()
            .u128();
    }
    let protocol = PROTOCOL.may_load(&world.deps.storage, "ubtc").unwrap();
    wanted += protocol.unwrap_or_default().u128();
    let holds = world.balances.get("ubtc").copied().unwrap_or_default();
    assert!(holds >= wanted, "{holds} held, {wanted} wanted");
}

fn finish(world: &mut World, model: &Model) {
    for rig in RIGS {
        let outstanding = world.book(rig).book.shortfall.outstanding.u128();
        cure(world, rig, outstanding);
    }
    for (rig, holder) in model.shares.keys() {
        checkpoint(world, *holder, *rig);
    }
    solvent(world, model);
}

/// What was ever paid to holders of a rig, plus what is owed and remains, in scaled units.
fn exactly_conserved(world: &World, model: &Model, paid: &BTreeMap<(u32, usize), u128>) {
    for rig in RIGS {
        let Some(book) = BOOKS.may_load(&world.deps.storage, rig).unwrap() else {
            continue;
        };
        let mut sum = Uint256::zero();
        for ((_, holder), _) in model.shares.iter().filter(|of| of.0 .0 == rig) {
            let address = world.addr(HOLDERS[*holder]);
            let cursor = CURSORS
                .may_load(&world.deps.storage, (&address, rig))
                .unwrap();
            let Some(Cursor {
                owed, remainder, ..
            }) = cursor
            else {
                continue;
            };
            let got = owed + Uint128::new(paid.get(&(rig, *holder)).copied().unwrap_or_default());
            sum += got.full_mul(SCALE) + Uint256::from(remainder);
            let exact = model.exact(rig, *holder);
            let difference = exact - BigRational::from_integer(got.u128().into());
            // Rounded down to a base unit, and by what a carry may hold back in between.
            let most = BigRational::new(BigInt::from(1_000_001), BigInt::from(1_000_000));
            let least = BigRational::new(BigInt::from(-1), BigInt::from(1_000_000));
            assert!(difference < most && difference > least, "{difference}");
        }
        let record = &book.record;
        let came = record.delivered + record.cured;
        let carry = book.carry.get(Lane::Payout) + Uint256::from(book.shortfall.carry);
        assert_eq!(sum + carry, came.full_mul(SCALE), "rig {rig}");
    }
}

fn cases() -> u32 {
    if std::env::var_os("RIGSHARE_FULL").is_some() {
        3_000
    } else {
        150
    }
}

/// Lives through a history, and returns how often it reached what.
fn history(steps: &[Step]) -> BTreeMap<&'static str, u32> {
    let mut world = World::new();
    let mut model = Model::default();
    for rig in RIGS {
        world.plain_rig(rig);
    }
    for step in steps {
        run(&mut world, &mut model, step);
        solvent(&world, &model);
    }
    finish(&mut world, &model);
    let mut paid: BTreeMap<(u32, usize), u128> = BTreeMap::new();
    for (rig, holder, amount) in world.claims.clone() {
        let holder = HOLDERS
            .iter()
            .position(|name| world.addr(name).to_string() == holder)
            .unwrap();
        *paid.entry((rig, holder)).or_default() += amount;
    }
    exactly_conserved(&world, &model, &paid);
    model.reached
}

#[test]
fn every_unit_is_accounted_for_in_any_history() {
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        ProptestConfig {
            cases: cases(),
            failure_persistence: None,
            ..ProptestConfig::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let reached = std::cell::RefCell::new(BTreeMap::<&str, u32>::new());
    runner
        .run(&steps(), |steps| {
            for (name, count) in history(&steps) {
                *reached.borrow_mut().entry(name).or_default() += count;
            }
            Ok(())
        })
        .unwrap();
    let reached = reached.into_inner();
    for name in ["settle", "default", "outage", "cure", "claim"] {
        let count = reached.get(name).copied().unwrap_or_default();
        assert!(count >= 30, "{name} was reached {count} times: {reached:?}");
    }
}
