//! Shortfalls and their recovery, against exact rationals.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::cell::Cell;

use cosmwasm_std::{Uint128, Uint256};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use share_ledger::{
    integrate_split, EpochClock, HolderShortfall, Lane, Lanes, LedgerError, RigShortfall, Schedule,
    MAX_WEIGHT, SCALE,
};

const HOLDERS: usize = 4;

fn rational(value: impl Into<BigInt>) -> BigRational {
    BigRational::from_integer(value.into())
}

#[derive(Debug, Clone)]
enum Step {
    /// An epoch closes short, with these shares held for the whole of it.
    Short {
        amount: u128,
        shares: Vec<u64>,
    },
    /// That many 1/1000 of what is outstanding are cured.
    Cure {
        thousandths: u128,
    },
    Accrue {
        holder: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let amount = prop_oneof![1u128..5_000, 1u128..3, 1u128..=1 << 80];
    let shares = prop_oneof![Just(0u64), 1u64..100, 1u64..=1 << 38];
    prop_oneof![
        3 => (amount, prop::collection::vec(shares, HOLDERS))
            .prop_map(|(amount, shares)| Step::Short { amount, shares }),
        3 => (1u128..1001).prop_map(|thousandths| Step::Cure { thousandths }),
        1 => Just(Step::Cure { thousandths: 1000 }),
        // Soon below the least unit value.
        1 => Just(Step::Cure { thousandths: 999 }),
        4 => (0..HOLDERS).prop_map(|holder| Step::Accrue { holder }),
    ]
}

#[derive(Clone, Default)]
struct Holder {
    schedule: Schedule,
    cursor: u32,
    record: HolderShortfall,
    owed: Uint256,
}

struct World {
    rig: RigShortfall,
    cumulative: Vec<Lanes>,
    holders: Vec<Holder>,
    cured: u128,
    // The exact model: what each holder misses, and what it got back.
    missing: Vec<BigRational>,
    recovered: Vec<BigRational>,
}

impl World {
    fn new() -> Self {
        Self {
            rig: RigShortfall::new(),
            cumulative: vec![Lanes::new()],
            holders: vec![Holder::default(); HOLDERS],
            cured: 0,
            missing: vec![rational(0); HOLDERS],
            recovered: vec![rational(0); HOLDERS],
        }
    }

    fn next_epoch(&self) -> u32 {
        self.cumulative.len() as u32 - 1
    }

    fn short(&mut self, amount: u128, shares: &[u64]) {
        let clock = EpochClock::new(0, 1).unwrap();
        let minted: u64 = shares.iter().sum();
        let start = u64::from(self.next_epoch());
        let mut lanes = *self.cumulative.last().unwrap();
        let recorded = self
            .rig
            .record_shortfall(&mut lanes, Uint128::new(amount), minted);
        if minted == 0 {
            assert!(matches!(recorded, Err(LedgerError::NothingMinted { .. })));
            return;
        }
        recorded.unwrap();
        self.cumulative.push(lanes);
        for (index, held) in shares.iter().enumerate() {
            let holder = &mut self.holders[index];
            let end = Some(start + 1);
            holder.schedule.add(&clock, *held, start, end).unwrap();
            self.missing[index] += rational(amount) * rational(*held) / rational(minted);
        }
    }

    fn cure(&mut self, amount: u128) -> Result<(), LedgerError> {
        let outstanding = self.rig.outstanding.u128();
        self.rig.cure(Uint128::new(amount), self.next_epoch())?;
        self.cured += amount;
        let part = rational(amount) / rational(outstanding);
        for (missing, recovered) in self.missing.iter_mut().zip(&mut self.recovered) {
            let got = missing.clone() * &part;
            *recovered += &got;
            *missing -= got;
        }
        Ok(())
    }

    fn accrue(&mut self, index: usize) {
        let end = self.next_epoch();
        let holder = &mut self.holders[index];
        let middle = self.rig.generation_start;
        let (before, since) =
            integrate_split(&holder.schedule, holder.cursor, middle, end, |epoch| {
                Ok::<_, LedgerError>(self.cumulative[epoch as usize])
            })
            .unwrap();
        holder.owed += holder.record.accrue(&self.rig, &before, &since).unwrap();
        holder.cursor = end;
        holder.schedule.fold(end);
    }

    /// What everybody would have if all accrued now.
    fn owed(&self) -> Vec<Uint256> {
        let mut trial = Self {
            rig: self.rig.clone(),
            cumulative: self.cumulative.clone(),
            holders: self.holders.clone(),
            ..Self::new()
        };
        (0..HOLDERS).for_each(|index| trial.accrue(index));
        trial.holders.iter().map(|holder| holder.owed).collect()
    }

    fn assert_fair(&self) {
        let owed = self.owed();
        let cured = Uint256::from(self.cured) * Uint256::from(SCALE);
        let sum: Uint256 = owed.iter().copied().sum();
        assert!(sum <= cured, "recovered {sum} of {cured}");
        if self.rig.outstanding.is_zero() {
            assert_eq!(sum + Uint256::from(self.rig.carry), cured);
        }
        for (owed, exact) in owed.iter().zip(&self.recovered) {
            let owed = BigInt::from_bytes_be(num_bigint::Sign::Plus, &owed.to_be_bytes());
            let difference = rational(owed) / rational(SCALE) - exact;
            assert!(difference < rational(1) && difference > rational(-1));
        }
    }
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

#[test]
fn attack_19_late_money_reaches_those_who_were_shorted() {
    let (partial, full, crumbs) = (Cell::new(0u32), Cell::new(0u32), Cell::new(0u32));
    let bump = |counter: &Cell<u32>| counter.set(counter.get() + 1);
    let strategy = prop::collection::vec(step(), 1..28);
    let result = runner(400, 20_000).run(&strategy, |steps| {
        let mut world = World::new();
        let mut silent = World::new();
        for step in &steps {
            match step {
                Step::Short { amount, shares } => {
                    world.short(*amount, shares);
                    silent.short(*amount, shares);
                }
                Step::Cure { thousandths } => {
                    let outstanding = world.rig.outstanding.u128();
                    let amount = (outstanding * thousandths).div_ceil(1000);
                    match world.cure(amount) {
                        Ok(()) => {
                            bump(if amount == outstanding {
                                &full
                            } else {
                                &partial
                            });
                            silent.cure(amount).unwrap();
                        }
                        Err(LedgerError::ZeroCure { .. }) => prop_assert_eq!(outstanding, 0),
                        Err(LedgerError::Crumb { most_partial, .. }) => {
                            bump(&crumbs);
                            prop_assert!(most_partial.u128() < amount);
                            if !most_partial.is_zero() {
                                world.cure(most_partial.u128()).unwrap();
                                silent.cure(most_partial.u128()).unwrap();
                            }
                        }
                        Err(error) => panic!("{error}"),
                    }
                }
                Step::Accrue { holder } => world.accrue(*holder),
            }
            world.assert_fair();
        }
        // Whoever accrued whenever: at a full cure both worlds give everybody the same.
        let left = world.rig.outstanding.u128();
        if left > 0 {
            world.cure(left).unwrap();
            silent.cure(left).unwrap();
        }
        world.assert_fair();
        prop_assert_eq!(world.owed(), silent.owed());
        Ok(())
    });
    println!(
        "cures: partial {}, full {}, refused as crumbs {}",
        partial.get(),
        full.get(),
        crumbs.get()
    );
    result.unwrap();
    assert!(partial.get() >= 500 && full.get() >= 200 && crumbs.get() >= 50);
}

/// A greater share of the minted weight in one epoch may not turn another epoch's carry into
/// recovery that nobody paid: weights that alternate between the bound and one.
#[test]
fn attack_07_carry_is_never_recovered_before_a_cure() {
    let mut rig = RigShortfall::new();
    let mut lanes = Lanes::new();
    let (mut great, mut small) = (HolderShortfall::default(), HolderShortfall::default());
    let mut owed = Uint256::zero();
    for _ in 0..200 {
        for (holder, weight) in [(&mut great, MAX_WEIGHT - 1), (&mut small, 1)] {
            let before = lanes;
            rig.record_shortfall(&mut lanes, Uint128::one(), weight)
                .unwrap();
            let mut earned = Lanes::new();
            for lane in [Lane::Short, Lane::ShortUnits] {
                let gained = lanes.get(lane) - before.get(lane);
                earned.set(lane, gained * Uint256::from(weight));
            }
            owed += holder.accrue(&rig, &Lanes::new(), &earned).unwrap();
        }
    }
    assert_eq!(owed, Uint256::zero());
    rig.cure(Uint128::new(100), 400).unwrap();
    for holder in [&mut great, &mut small] {
        owed += holder.accrue(&rig, &Lanes::new(), &Lanes::new()).unwrap();
    }
    assert!(owed <= Uint256::from(100 * SCALE));
    assert!(owed > Uint256::from(99 * SCALE));
    rig.cure(Uint128::new(300), 400).unwrap();
    for holder in [&mut great, &mut small] {
        owed += holder.accrue(&rig, &Lanes::new(), &Lanes::new()).unwrap();
    }
    let all = Uint256::from(400 * SCALE);
    assert_eq!(owed + Uint256::from(rig.carry), all);
}

#[test]
fn the_greatest_shortfall_over_one_share_second_at_the_least_unit_value() {
    let mut rig = RigShortfall::new();
    let mut lanes = Lanes::new();
    rig.record_shortfall(&mut lanes, Uint128::new(1 << 17), 1)
        .unwrap();
    rig.cure(rig.most_partial_cure(), 1).unwrap();
    assert_eq!(rig.outstanding.u128(), 2);
    let left = Uint128::MAX - rig.outstanding;
    rig.record_shortfall(&mut lanes, left, 1).unwrap();
    assert_eq!(rig.outstanding, Uint128::MAX);
    let before = (rig.clone(), lanes);
    let error = rig.record_shortfall(&mut lanes, Uint128::one(), 1);
    assert!(matches!(error, Err(LedgerError::AmountOverflow { .. })));
    assert_eq!((rig.clone(), lanes), before);
    let mut holder = HolderShortfall::default();
    let recovered = holder.accrue(&rig, &Lanes::new(), &lanes).unwrap();
    assert!(recovered <= Uint256::from(((1u128 << 17) - 2) * SCALE));
    rig.cure(Uint128::MAX, 2).unwrap();
    let rest = holder.accrue(&rig, &Lanes::new(), &Lanes::new()).unwrap();
    assert_eq!(recovered + rest, lanes.get(Lane::Short));
    assert_eq!(holder.missing_scaled(), Uint256::zero());
}

#[test]
fn what_a_cure_refuses_changes_nothing() {
    let mut rig = RigShortfall::new();
    let mut lanes = Lanes::new();
    let amount = Uint128::new(1 << 20);
    rig.record_shortfall(&mut lanes, amount, 7).unwrap();
    rig.generation_start = 5;
    let before = rig.clone();
    let outstanding = amount;
    let one_more = amount + Uint128::one();
    assert_eq!(
        rig.cure(Uint128::zero(), 9),
        Err(LedgerError::ZeroCure { outstanding })
    );
    assert_eq!(
        rig.cure(one_more, 9),
        Err(LedgerError::CureTooLarge {
            amount: one_more,
            outstanding
        })
    );
    assert_eq!(
        rig.cure(amount, 4),
        Err(LedgerError::GenerationOrder {
            next_epoch: 4,
            generation_start: 5
        })
    );
    let most_partial = rig.most_partial_cure();
    let crumb = most_partial + Uint128::one();
    assert_eq!(
        rig.cure(crumb, 9),
        Err(LedgerError::Crumb {
            amount: crumb,
            most_partial,
            outstanding
        })
    );
    assert_eq!(rig, before);
    rig.cure(most_partial, 9).unwrap();
    let mut ahead = HolderShortfall {
        generation: 1,
        ..HolderShortfall::default()
    };
    assert_eq!(
        ahead.accrue(&rig, &Lanes::new(), &Lanes::new()),
        Err(LedgerError::GenerationAhead { holder: 1, rig: 0 })
    );
}

#[test]
fn a_rig_never_shorted_has_nothing_to_cure() {
    let rig = RigShortfall::default();
    assert_eq!(rig.most_partial_cure(), Uint128::zero());
    let mut holder = HolderShortfall::default();
    let owed = holder.accrue(&rig, &Lanes::new(), &Lanes::new()).unwrap();
    assert_eq!(owed, Uint256::zero());
    assert_eq!(holder, HolderShortfall::default());
}
