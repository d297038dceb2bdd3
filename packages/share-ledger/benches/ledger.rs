//! The ledger's figures: `cargo bench -p share-ledger`. Prints one line each, with its goal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use cosmwasm_std::{Uint128, Uint256};
use share_ledger::{
    integrate, settle_floor, take_whole_floor, EpochClock, Lane, Lanes, LedgerError, Schedule,
    INFLOW_CAP, SCALE,
};

const EPOCHS: u32 = 365;
const MILLION: usize = 1_000_000;

fn clock() -> EpochClock {
    EpochClock::new(1_700_006_400, 86_400).unwrap()
}

/// Settles one epoch: reads the minted weight, credits two lanes, writes the record's bytes.
fn settle(minted: &Schedule, stored: &[u8], carries: &mut [u64; 2], epoch: u32) -> Vec<u8> {
    let mut lanes = Lanes::from_bytes(stored).unwrap();
    let weight = minted.weight_at(epoch).unwrap();
    let amounts = [1_000_000_007 + u128::from(epoch), 86_400_000];
    for ((lane, carry), amount) in [Lane::Payout, Lane::Delivered]
        .into_iter()
        .zip(carries)
        .zip(amounts)
    {
        let settled = settle_floor(lanes.get(lane), *carry, Uint128::new(amount), weight).unwrap();
        lanes.set(lane, settled.cumulative);
        *carry = settled.carry;
    }
    lanes.to_bytes()
}

struct Rig {
    minted: Schedule,
    holders: Vec<Schedule>,
}

impl Rig {
    /// One holder of a million shares, or a million holders of one, since the first epoch.
    fn new(holders: usize) -> Self {
        let start = clock().start_of(0);
        let shares = (MILLION / holders) as u64;
        let mut minted = Schedule::new();
        let holders = (0..holders)
            .map(|_| {
                let mut schedule = Schedule::new();
                schedule.add(&clock(), shares, start, None).unwrap();
                minted.add(&clock(), shares, start, None).unwrap();
                schedule
            })
            .collect();
        Self { minted, holders }
    }

    /// All epochs in order.
    fn settle_year(&self) -> (Vec<Vec<u8>>, u64) {
        let mut records = vec![Lanes::new().to_bytes()];
        let mut carries = [0; 2];
        for epoch in 0..EPOCHS {
            let record = settle(
                black_box(&self.minted),
                &records[epoch as usize],
                &mut carries,
                epoch,
            );
            records.push(record);
        }
        (records, carries[0])
    }

    /// Seconds for one settlement: the best of many years, since noise only ever adds.
    fn time_year(&self) -> Duration {
        let start = Instant::now();
        black_box(self.settle_year());
        start.elapsed()
    }

    /// Everybody claims the year: returns the whole base units and the greatest number of reads.
    fn claim_all(&self, records: &[Vec<u8>], carry: u64) -> (u128, usize) {
        let (mut paid, mut rest, mut most_reads) = (0, u128::from(carry), 0);
        for schedule in &self.holders {
            let mut reads = 0;
            let earned = integrate(schedule, 0, EPOCHS, |epoch| {
                reads += 1;
                Lanes::from_bytes(&records[epoch as usize])
            });
            let taken = take_whole_floor(earned.unwrap().get(Lane::Payout), 0).unwrap();
            paid += taken.whole.u128();
            rest += u128::from(taken.remainder);
            most_reads = most_reads.max(reads);
        }
        assert_eq!(rest % SCALE, 0, "a scaled unit was lost");
        (paid + rest / SCALE, most_reads)
    }
}

/// A schedule of exactly `points` breakpoints, each in an epoch of its own.
fn with_points(points: usize) -> Schedule {
    let mut schedule = Schedule::new();
    let held = points as u64 * 10;
    schedule
        .add(&clock(), held, clock().start_of(0), None)
        .unwrap();
    for epoch in 1..points as u32 {
        let start = clock().start_of(epoch * 5);
        schedule.subtract(&clock(), 1, start, None).unwrap();
    }
    assert_eq!(schedule.len(), points);
    schedule
}

/// Operations per second of `operation`: the best of seven rounds.
fn per_second(count: u32, mut operation: impl FnMut(u32)) -> f64 {
    let mut best = Duration::MAX;
    for _ in 0..7 {
        let start = Instant::now();
        (0..count).for_each(&mut operation);
        best = best.min(start.elapsed());
    }
    f64::from(count) / best.as_secs_f64()
}

fn verdict(met: bool) -> &'static str {
    if met {
        "met"
    } else {
        "MISSED"
    }
}

/// Prints a rate; the goal is for schedules as they are in use, of up to 8 breakpoints.
fn rate(name: &str, points: usize, value: f64) {
    let value = value / 1e6;
    let goal = match points {
        0..=8 => format!(" (goal >= 2: {})", verdict(value >= 2.0)),
        _ => String::new(),
    };
    println!("{name} at {points} breakpoints: {value:.2} million/s{goal}");
}

fn settle_and_claim() {
    let one = Rig::new(1);
    let million = Rig::new(MILLION);
    let (mut at_one, mut at_million) = (Duration::MAX, Duration::MAX);
    // In turns, so that a change of the machine's pace meets both.
    for _ in 0..400 {
        at_one = at_one.min(one.time_year());
        at_million = at_million.min(million.time_year());
    }
    let each = |year: Duration| year.as_secs_f64() * 1e9 / f64::from(EPOCHS);
    println!("settle at 1 holder: {:.1} ns an epoch", each(at_one));
    println!(
        "settle at 1,000,000 holders: {:.1} ns an epoch",
        each(at_million)
    );
    let ratio = each(at_million) / each(at_one);
    let met = verdict((ratio - 1.0).abs() <= 0.02);
    println!("settle, 1,000,000 holders to 1: {ratio:.4} (goal 0.98..1.02: {met})");

    let (records, carry) = million.settle_year();
    let start = Instant::now();
    let (paid, reads) = million.claim_all(&records, carry);
    let seconds = start.elapsed().as_secs_f64();
    let settled: u128 = (0..EPOCHS).map(|e| 1_000_000_007 + u128::from(e)).sum();
    let met = verdict(reads <= 3);
    println!("reads of a claim over 365 epochs: {reads} (goal <= 3: {met})");
    println!("claims of 1,000,000 holders over 365 epochs: {seconds:.2} s");
    let met = verdict(paid == settled);
    println!("paid + remainders + carry, of {settled} settled: {paid} (goal equal: {met})");
}

fn operations() {
    let clock = clock();
    // An add and the subtract that undoes it, so that the number of breakpoints stays.
    for points in [2, 8, INFLOW_CAP - 2] {
        let mut schedule = with_points(points);
        let middle = clock.start_of(points as u32 * 5) + 1_000;
        let late = per_second(200_000, |index| {
            let from = middle + u64::from(index / 2);
            let schedule = black_box(&mut schedule);
            if index % 2 == 0 {
                schedule.add(&clock, 3, from, None).unwrap();
            } else {
                schedule.subtract(&clock, 3, from, None).unwrap();
            }
        });
        rate("range-adds behind all", points, late);
        let early = clock.start_of(0);
        let all = per_second(200_000, |index| {
            let schedule = black_box(&mut schedule);
            if index % 2 == 0 {
                schedule.add(&clock, 3, early, None).unwrap();
            } else {
                schedule.subtract(&clock, 3, early, None).unwrap();
            }
        });
        rate("range-adds under all", points, all);
    }
    let records: Vec<Lanes> = (0..1_000u64)
        .map(|epoch| {
            let mut lanes = Lanes::new();
            for (lane, step) in [
                (Lane::Payout, 214_000_000_000u128),
                (Lane::Delivered, SCALE),
            ] {
                lanes.set(lane, Uint256::from(step) * Uint256::from(epoch));
            }
            lanes
        })
        .collect();
    for points in [2, 8, INFLOW_CAP, 2 * INFLOW_CAP] {
        let schedule = with_points(points);
        let end = points as u32 * 5;
        let whole = per_second(50_000, |_| {
            let lanes = integrate(black_box(&schedule), 0, end, |epoch| {
                Ok::<_, LedgerError>(records[epoch as usize])
            });
            black_box(lanes.unwrap());
        });
        rate("integrals over all", points, whole);
        let day = per_second(200_000, |index| {
            let start = index % end;
            let lanes = integrate(black_box(&schedule), start, start + 1, |epoch| {
                Ok::<_, LedgerError>(records[epoch as usize])
            });
            black_box(lanes.unwrap());
        });
        rate("integrals of one epoch", points, day);
    }
}

fn main() {
    // Cargo passes --bench under `cargo bench` alone; an unoptimised build has no figures to show.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("skipped: run it as cargo bench -p share-ledger");
        return;
    }
    settle_and_claim();
    operations();
}
