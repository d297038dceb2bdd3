//! Targets, headers and retargets of the Bitcoin main chain.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use std::{collections::HashMap, path::PathBuf};

use common::{big, int, model, two_pow};
use cosmwasm_std::{Uint256, Uint512};
use mining_math::{difficulty::DIFFICULTY_1_TARGET, Target};
use num_rational::BigRational;

/// The rows of a file of chain facts that may stand beside the workspace.
fn rows(file: &str) -> Option<Vec<HashMap<String, String>>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/vectors")
        .join(file);
    if !path.exists() {
        println!("skipped: {} is absent", path.display());
        return None;
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    Some(reader.deserialize().map(Result::unwrap).collect())
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

fn uint256(text: &str) -> Uint256 {
    Uint256::from_be_bytes(hex(text).try_into().unwrap())
}

/// Time and nBits of a header.
fn time_and_nbits(header_hex: &str) -> (u32, u32) {
    let header = hex(header_hex);
    let word = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().unwrap());
    (word(68), word(72))
}

#[test]
fn retargets_of_two_periods() {
    // (nBits, times of the period's first and last block, next nBits)
    for (nbits, first, last, next) in [
        (0x1709_4b6a, 1_654_686_448, 1_655_925_220, 0x1709_84cc),
        (0x1804_55d2, 1_477_159_378, 1_478_364_220, 0x1804_5174),
    ] {
        let target = Target::from_compact(nbits).unwrap();
        assert_eq!(
            target
                .retarget_floor(last - first, DIFFICULTY_1_TARGET)
                .unwrap(),
            next
        );
    }
}

/// nBits of the headers that follow the periods at these heights.
const RETARGETS: [(&str, u32); 2] = [("739872", 0x1709_84cc), ("435456", 0x1804_5174)];

/// A row has the hash of the last block of the period at `first_height`, and the target that follows it: the
/// one of the period 2,016 blocks later.
#[test]
fn every_period_round_trips() {
    let Some(rows) = rows("bitcoin-mainnet-targets.csv") else {
        return;
    };
    assert!(rows.len() > 470);
    let mut in_force = DIFFICULTY_1_TARGET;
    for row in rows {
        let target = Target::new(uint256(&row["target_hex"])).unwrap();
        let nbits = target.to_compact_floor();
        assert_eq!(Target::from_compact(nbits).unwrap(), target);

        let (whole, decimals) = row["difficulty"].split_once('.').unwrap();
        assert_eq!(decimals.len(), 6);
        let published: u128 = format!("{whole}{decimals}").parse().unwrap();
        let exact = target.difficulty().unwrap().scaled_floor(6).unwrap();
        // Published from a double, so to 52 bits.
        assert!(
            exact.abs_diff(published) <= 1 + (published >> 52),
            "{row:?}"
        );

        let hashes = model(&target.hashes_per_block().unwrap().ratio());
        let expected = BigRational::new(two_pow(256), big(target.value().into()) + 1);
        assert_eq!(hashes, expected);
        let work = big(Uint512::from(target.work_floor().unwrap()));
        assert_eq!(int(work), expected.floor());
        assert!(uint256(&row["last_block_hash"]) <= in_force.value());
        in_force = target;
        if let Some((_, next)) = RETARGETS
            .iter()
            .find(|(height, _)| row["first_height"] == *height)
        {
            assert_eq!(nbits, *next);
        }
    }
}

#[test]
fn headers_meet_their_targets_and_retarget() {
    let Some(rows) = rows("bitcoin-mainnet-headers.csv") else {
        return;
    };
    let mut by_height = HashMap::new();
    for row in &rows {
        let (time, nbits) = time_and_nbits(&row["header_hex"]);
        let target = Target::from_compact(nbits).unwrap();
        assert_eq!(target.to_compact_floor(), nbits);
        assert!(uint256(&row["block_hash"]) <= target.value());
        by_height.insert(row["height"].parse::<u64>().unwrap(), (time, nbits));
    }
    let (first, last, next) = (
        by_height[&739_872],
        by_height[&741_887],
        by_height[&741_888],
    );
    let retarget = Target::from_compact(first.1)
        .unwrap()
        .retarget_floor(i64::from(last.0) - i64::from(first.0), DIFFICULTY_1_TARGET);
    assert_eq!(retarget.unwrap(), next.1);
}

#[test]
fn headers_around_a_fork_retarget() {
    let Some(rows) = rows("bitcoin-mainnet-reorg-437478.csv") else {
        return;
    };
    let main = |height: &str| {
        let row = rows
            .iter()
            .find(|row| row["height"] == height && row["role"] != "orphan")
            .unwrap();
        time_and_nbits(&row["header_hex"])
    };
    let (first, last, next) = (main("435456"), main("437471"), main("437472"));
    let retarget = Target::from_compact(first.1)
        .unwrap()
        .retarget_floor(i64::from(last.0) - i64::from(first.0), DIFFICULTY_1_TARGET);
    assert_eq!(retarget.unwrap(), next.1);
}
