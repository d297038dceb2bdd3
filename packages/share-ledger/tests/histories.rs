//! Random histories of one rig, against a model that walks every second.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod naive;

use std::cell::Cell;

use cosmwasm_std::{Uint128, Uint256};
use naive::{rational, Naive, NaiveToken};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use share_ledger::{
    integrate, settle_floor, take_whole_floor, EpochClock, Lane, Lanes, LedgerError, Schedule,
    SCALE,
};

const HOLDERS: usize = 5;

#[derive(Debug, Clone)]
enum Step {
    Wait(u64),
    Mint {
        to: usize,
        shares: u64,
    },
    Transfer {
        token: usize,
        to: usize,
    },
    Lease {
        token: usize,
        user: usize,
        seconds: u64,
    },
    Burn {
        token: usize,
    },
    Settle {
        amount: u128,
    },
    Claim {
        holder: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let amount = prop_oneof![
        4 => 0u128..10_000,
        2 => Just(1u128),
        2 => any::<u64>().prop_map(u128::from),
        // Totals must still fit the u128 that a holder is paid in.
        1 => Just(u128::MAX >> 10),
    ];
    let shares = prop_oneof![4 => 1u64..20, 1 => 1u64..=1 << 30];
    prop_oneof![
        6 => (1u64..12).prop_map(Step::Wait),
        2 => (0..HOLDERS, shares).prop_map(|(to, shares)| Step::Mint { to, shares }),
        5 => (0usize..64, 0..HOLDERS).prop_map(|(token, to)| Step::Transfer { token, to }),
        2 => (0usize..64, 0..HOLDERS, 1u64..60)
            .prop_map(|(token, user, seconds)| Step::Lease { token, user, seconds }),
        1 => (0usize..64).prop_map(|token| Step::Burn { token }),
        1 => amount.prop_map(|amount| Step::Settle { amount }),
        2 => (0..HOLDERS).prop_map(|holder| Step::Claim { holder }),
    ]
}

#[derive(Clone, Default)]
struct Holder {
    schedule: Schedule,
    cursor: u32,
    paid: u128,
    remainder: u64,
}

struct Ledger {
    clock: EpochClock,
    minted: Schedule,
    holders: Vec<Holder>,
    cumulative: Vec<Lanes>,
    carry: u64,
    settled: u128,
}

impl Ledger {
    fn new(clock: EpochClock) -> Self {
        Self {
            clock,
            minted: Schedule::new(),
            holders: vec![Holder::default(); HOLDERS],
            cumulative: vec![Lanes::new()],
            carry: 0,
            settled: 0,
        }
    }

    fn next_epoch(&self) -> u32 {
        self.cumulative.len() as u32 - 1
    }

    fn at(&self, second: u64) -> u64 {
        self.clock.genesis_seconds + second
    }

    /// From one holder to another, both or neither.
    fn shift(
        &mut self,
        shares: u64,
        from: usize,
        to: usize,
        start: u64,
        end: Option<u64>,
    ) -> Result<(), LedgerError> {
        let (start, end) = (self.at(start), end.map(|end| self.at(end)));
        let before = self.holders[from].schedule.clone();
        let schedule = &mut self.holders[from].schedule;
        schedule.subtract(&self.clock, shares, start, end)?;
        let added = self.holders[to]
            .schedule
            .add(&self.clock, shares, start, end);
        if added.is_err() {
            self.holders[from].schedule = before;
        }
        added
    }

    fn settle(&mut self, amount: u128) {
        let epoch = self.next_epoch();
        let mut lanes = *self.cumulative.last().unwrap();
        let weight = self.minted.weight_at(epoch).unwrap();
        let before = lanes.get(Lane::Payout);
        match settle_floor(before, self.carry, Uint128::new(amount), weight) {
            Ok(settled) => {
                lanes.set(Lane::Payout, settled.cumulative);
                self.carry = settled.carry;
                self.settled += amount;
            }
            Err(LedgerError::NothingMinted { .. }) => assert_eq!(weight, 0),
            Err(error) => panic!("{error}"),
        }
        self.cumulative.push(lanes);
        self.minted.fold(epoch + 1);
    }

    fn unclaimed(&self, holder: usize) -> Uint256 {
        let Holder {
            schedule, cursor, ..
        } = &self.holders[holder];
        let mut reads = Vec::new();
        let lanes = integrate(schedule, *cursor, self.next_epoch(), |epoch| {
            reads.push(epoch);
            Ok::<_, LedgerError>(self.cumulative[epoch as usize])
        });
        assert!(reads.windows(2).all(|pair| pair[0] < pair[1]));
        lanes.unwrap().get(Lane::Payout)
    }

    fn claim(&mut self, index: usize) {
        let scaled = self.unclaimed(index);
        let next = self.next_epoch();
        let holder = &mut self.holders[index];
        let taken = take_whole_floor(scaled, holder.remainder).unwrap();
        holder.paid += taken.whole.u128();
        holder.remainder = taken.remainder;
        holder.cursor = next;
        holder.schedule.fold(next);
    }

    /// Paid + owed + carry = settled, to the scaled unit.
    fn assert_conserved(&self) {
        let mut sum = Uint256::from(self.carry);
        for (index, holder) in self.holders.iter().enumerate() {
            sum += Uint256::from(holder.paid) * Uint256::from(SCALE);
            sum += Uint256::from(holder.remainder) + self.unclaimed(index);
        }
        assert_eq!(sum, Uint256::from(self.settled) * Uint256::from(SCALE));
    }

    fn assert_weights(&self, naive: &Naive) {
        let open = (naive.now / u64::from(self.clock.epoch_seconds)) as u32;
        for epoch in self.next_epoch()..open {
            let held = naive.held(epoch as usize);
            let weights = self.holders.iter().map(|holder| &holder.schedule);
            for (seconds, schedule) in held.iter().zip(weights) {
                assert_eq!(schedule.weight_at(epoch).unwrap(), *seconds);
            }
            let minted: u64 = held.iter().sum();
            assert_eq!(self.minted.weight_at(epoch).unwrap(), minted);
        }
        // Later epochs, which only the ledger knows yet: the holders make up the minted weight.
        for epoch in open..open + 70 {
            let weights = self.holders.iter().map(|holder| &holder.schedule);
            let sum: u64 = weights
                .map(|schedule| schedule.weight_at(epoch).unwrap())
                .sum();
            assert_eq!(sum, self.minted.weight_at(epoch).unwrap());
        }
    }
}

/// How often the random histories came to the places where mistakes hide.
#[derive(Default)]
struct Reached {
    steps: Cell<u32>,
    thirty_unsettled: Cell<u32>,
    live_lease: Cell<u32>,
    leased_transfer: Cell<u32>,
    full: Cell<u32>,
}

fn bump(counter: &Cell<u32>) {
    counter.set(counter.get() + 1);
}

fn refused_full(result: &Result<(), LedgerError>, reached: &Reached) -> bool {
    match result {
        Ok(()) => false,
        Err(LedgerError::Full { .. }) => {
            bump(&reached.full);
            true
        }
        Err(error) => panic!("{error}"),
    }
}

/// Plays a history; with `claims` false all claims but the last are left out.
fn play(epoch_seconds: u32, steps: &[Step], claims: bool, reached: &Reached) -> (Ledger, Naive) {
    let clock = EpochClock::new(1_000_000, epoch_seconds).unwrap();
    let mut ledger = Ledger::new(clock);
    let mut naive = Naive::new(epoch_seconds.into(), HOLDERS);
    for (index, step) in steps.iter().enumerate() {
        bump(&reached.steps);
        let now = naive.now;
        let pick = |token: usize, naive: &Naive| {
            let count = naive.tokens.len();
            let index = (count > 0).then(|| token % count)?;
            (!naive.tokens[index].burnt).then_some(index)
        };
        match step.clone() {
            Step::Wait(seconds) => naive.wait(seconds),
            Step::Mint { to, shares } => {
                let (at, before) = (ledger.at(now), ledger.minted.clone());
                let minted = ledger.minted.add(&clock, shares, at, None);
                if refused_full(&minted, reached) {
                    continue;
                }
                let schedule = &mut ledger.holders[to].schedule;
                if refused_full(&schedule.add(&clock, shares, at, None), reached) {
                    ledger.minted = before;
                    continue;
                }
                naive.tokens.push(NaiveToken {
                    shares,
                    owner: to,
                    lease: None,
                    burnt: false,
                });
            }
            Step::Transfer { token, to } => {
                let Some(index) = pick(token, &naive) else {
                    continue;
                };
                let held = naive.tokens[index];
                let end = held.lease.map_or(0, |(_, until)| until);
                let shifted = ledger.shift(held.shares, held.owner, to, now.max(end), None);
                if refused_full(&shifted, reached) {
                    continue;
                }
                if naive.leased(index) {
                    bump(&reached.leased_transfer);
                }
                naive.tokens[index].owner = to;
            }
            Step::Lease {
                token,
                user,
                seconds,
            } => {
                let Some(index) = pick(token, &naive).filter(|index| !naive.leased(*index)) else {
                    continue;
                };
                let NaiveToken { shares, owner, .. } = naive.tokens[index];
                let until = now + seconds;
                let shifted = ledger.shift(shares, owner, user, now, Some(until));
                if !refused_full(&shifted, reached) {
                    naive.tokens[index].lease = Some((user, until));
                }
            }
            Step::Burn { token } => {
                let Some(index) = pick(token, &naive).filter(|index| !naive.leased(*index)) else {
                    continue;
                };
                let NaiveToken { shares, owner, .. } = naive.tokens[index];
                let (at, before) = (ledger.at(now), ledger.minted.clone());
                let minted = ledger.minted.subtract(&clock, shares, at, None);
                if refused_full(&minted, reached) {
                    continue;
                }
                let schedule = &mut ledger.holders[owner].schedule;
                if refused_full(&schedule.subtract(&clock, shares, at, None), reached) {
                    ledger.minted = before;
                    continue;
                }
                naive.tokens[index].burnt = true;
            }
            Step::Settle { amount } => {
                let epoch = ledger.next_epoch();
                if u64::from(epoch) < now / u64::from(epoch_seconds) {
                    ledger.settle(amount);
                    naive.settle(epoch as usize, amount);
                }
            }
            Step::Claim { holder } if claims => ledger.claim(holder),
            Step::Claim { .. } => {}
        }
        if claims {
            ledger.assert_conserved();
        }
        if claims && index % 16 == 0 {
            ledger.assert_weights(&naive);
        }
        let open = naive.now / u64::from(epoch_seconds);
        if open.saturating_sub(ledger.next_epoch().into()) >= 30 {
            bump(&reached.thirty_unsettled);
        }
        if (0..naive.tokens.len()).any(|token| naive.leased(token)) {
            bump(&reached.live_lease);
        }
    }
    // Everything ends late: the open epoch ends, all that is unsettled settles, everybody claims.
    naive.wait(epoch_seconds.into());
    while u64::from(ledger.next_epoch()) < naive.now / u64::from(epoch_seconds) {
        let epoch = ledger.next_epoch();
        let amount = u128::from(epoch) * 997 + 13;
        ledger.settle(amount);
        naive.settle(epoch as usize, amount);
    }
    for holder in 0..HOLDERS {
        ledger.claim(holder);
    }
    ledger.assert_conserved();
    (ledger, naive)
}

fn runner(cases: u32, full_cases: u32) -> TestRunner {
    let full = std::env::var("RIGSHARE_FULL").is_ok_and(|value| value == "1");
    let config = Config {
        cases: if full { full_cases } else { cases },
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    TestRunner::new_with_rng(config, rng)
}

/// How far what a holder was paid, with the remainder that is kept for it, is from the exact
/// rational.
fn distance(holder: &Holder, exact: &BigRational) -> BigRational {
    let kept = rational(BigInt::from(holder.remainder)) / rational(SCALE);
    let difference = rational(BigInt::from(holder.paid)) + kept - exact;
    difference.clone().max(-difference)
}

#[test]
fn random_histories_pay_the_exact_rational() {
    let reached = Reached::default();
    // Some rigs are settled as their days end, others not once before the history is over.
    let late = prop::bool::weighted(0.5);
    let strategy = (1u32..=13, late, prop::collection::vec(step(), 1..400));
    let result = runner(300, 15_000).run(&strategy, |(epoch_seconds, late, mut steps)| {
        if late {
            steps.retain(|step| !matches!(step, Step::Settle { .. }));
            // Only two trade then, so that their schedules fill up.
            for step in &mut steps {
                if let Step::Transfer { to, .. } | Step::Lease { user: to, .. } = step {
                    *to %= 2;
                }
            }
        }
        let (ledger, naive) = play(epoch_seconds, &steps, true, &reached);
        // What one settlement leaves is below a scaled unit a share-second minted.
        let epochs = 0..ledger.next_epoch() as usize;
        let weights = epochs.map(|epoch| naive.held(epoch).iter().sum::<u64>());
        let greatest = weights.max().unwrap_or_default();
        let bound = rational(greatest) * rational(ledger.next_epoch()) / rational(SCALE);
        prop_assert!(bound < rational(1));
        for (holder, exact) in ledger.holders.iter().zip(&naive.due) {
            prop_assert!(
                distance(holder, exact) <= bound,
                "paid {} for {exact}",
                holder.paid
            );
        }
        Ok(())
    });
    println!(
        "steps {}, with 30 or more unsettled epochs {}, with a live lease {}, transfers of leased \
         tokens {}, refused as full {}",
        reached.steps.get(),
        reached.thirty_unsettled.get(),
        reached.live_lease.get(),
        reached.leased_transfer.get(),
        reached.full.get(),
    );
    result.unwrap();
    assert!(reached.thirty_unsettled.get() >= 1_000);
    assert!(reached.live_lease.get() >= 5_000);
    assert!(reached.leased_transfer.get() >= 500);
    assert!(reached.full.get() >= 40);
}

/// No order of claims changes what anybody gets, nor the dust that is left with it. Claims let
/// schedules fold, so histories in which a full schedule refused something are left out.
#[test]
fn attack_09_claims_in_any_order_pay_the_same() {
    let strategy = (1u32..=13, prop::collection::vec(step(), 1..100));
    let compared = Cell::new(0u32);
    let result = runner(200, 10_000).run(&strategy, |(epoch_seconds, steps)| {
        let reached = Reached::default();
        let (often, _) = play(epoch_seconds, &steps, true, &reached);
        let (once, _) = play(epoch_seconds, &steps, false, &reached);
        if reached.full.get() > 0 {
            return Ok(());
        }
        bump(&compared);
        for (one, other) in often.holders.iter().zip(&once.holders) {
            prop_assert_eq!((one.paid, one.remainder), (other.paid, other.remainder));
        }
        Ok(())
    });
    result.unwrap();
    assert!(compared.get() >= 150, "compared only {}", compared.get());
}
