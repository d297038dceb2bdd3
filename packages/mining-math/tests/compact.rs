//! The compact form's edges, and the retarget clamp.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::{big, bytes32, two_pow};
use cosmwasm_std::{Uint256, Uint512};
use mining_math::{
    difficulty::{BITCOIN_RETARGET_SECONDS, DIFFICULTY_1_TARGET},
    MathError, Ratio, Target,
};
use num_bigint::{BigInt, BigUint};
use proptest::prelude::*;

fn target(value: u128) -> Target {
    Target::new(Uint256::from(value)).unwrap()
}

#[test]
fn small_sizes_shift_the_mantissa_right() {
    for (nbits, value) in [
        (0x0112_3456, 0x12),
        (0x0200_8000, 0x80),
        (0x0212_3456, 0x1234),
        (0x0312_3456, 0x12_3456),
        (0x0412_3456, 0x1234_5600),
        (0x0500_9234, 0x9234_0000),
    ] {
        assert_eq!(
            Target::from_compact(nbits).unwrap(),
            target(value),
            "{nbits:#x}"
        );
    }
}

#[test]
fn zero_is_refused_before_sign() {
    for nbits in [
        0,
        0x0012_3456,
        0x0100_3456,
        0x0200_0056,
        0x0300_0000,
        0x0400_0000,
        0xff00_0000,
        // The sign bit on a mantissa that is zero, or shifted to zero, makes it zero.
        0x0092_3456,
        0x0180_3456,
        0x0280_0056,
        0x0380_0000,
        0xff80_0000,
    ] {
        assert_eq!(
            Target::from_compact(nbits),
            Err(MathError::CompactZero { nbits })
        );
    }
    assert!(matches!(
        Target::new(Uint256::zero()),
        Err(MathError::Zero { .. })
    ));
}

#[test]
fn negative_is_refused() {
    for nbits in [0x01fe_dcba, 0x0492_3456, 0x1d80_ffff, 0x0380_0001] {
        assert_eq!(
            Target::from_compact(nbits),
            Err(MathError::CompactNegative { nbits })
        );
    }
}

#[test]
fn overflow_begins_at_the_257th_bit() {
    for nbits in [0x2300_0001, 0x2200_0100, 0x2101_0000, 0xff12_3456] {
        assert_eq!(
            Target::from_compact(nbits),
            Err(MathError::CompactOverflow { nbits })
        );
    }
    for (nbits, bits) in [
        (0x2200_00ffu32, 248),
        (0x2100_ffff, 240),
        (0x207f_ffff, 232),
    ] {
        let value = BigInt::from(nbits & 0xff_ffff) * two_pow(bits);
        let decoded = Target::from_compact(nbits).unwrap();
        assert_eq!(big(decoded.value().into()), value, "{nbits:#x}");
    }
}

#[test]
fn encoding_keeps_the_sign_bit_clear() {
    assert_eq!(target(0x80).to_compact_floor(), 0x0200_8000);
    assert_eq!(target(0x7f).to_compact_floor(), 0x017f_0000);
    assert_eq!(target(1).to_compact_floor(), 0x0101_0000);
    assert_eq!(target(0x80_0000).to_compact_floor(), 0x0400_8000);
    assert_eq!(DIFFICULTY_1_TARGET.to_compact_floor(), 0x1d00_ffff);
    let largest = Target::new(Uint256::MAX).unwrap();
    assert_eq!(largest.to_compact_floor(), 0x2100_ffff);
}

#[test]
fn difficulty_one_and_the_extremes() {
    assert_eq!(
        DIFFICULTY_1_TARGET.difficulty().unwrap(),
        Ratio::integer(1u64)
    );
    // Work of Bitcoin's first block.
    assert_eq!(
        DIFFICULTY_1_TARGET.work_floor().unwrap(),
        Uint256::from(0x1_0001_0001u64)
    );
    let largest = Target::new(Uint256::MAX).unwrap();
    assert_eq!(
        largest.hashes_per_block().unwrap().ratio(),
        Ratio::integer(1u64)
    );
    let half = Ratio::integer(Uint512::from(target(1).work_floor().unwrap()));
    assert_eq!(target(1).hashes_per_block().unwrap().ratio(), half);
}

#[test]
fn retarget_is_clamped_to_four_and_a_quarter() {
    let two_weeks = BITCOIN_RETARGET_SECONDS as i64;
    let start = Target::from_compact(0x1704_0000).unwrap();
    let next = |seconds| start.retarget_floor(seconds, DIFFICULTY_1_TARGET).unwrap();
    assert_eq!(next(two_weeks), 0x1704_0000);
    assert_eq!(next(two_weeks * 4), 0x1710_0000);
    assert_eq!(next(i64::MAX), 0x1710_0000);
    assert_eq!(next(two_weeks / 4), 0x1701_0000);
    assert_eq!(next(i64::MIN), 0x1701_0000);
    let eased = DIFFICULTY_1_TARGET.retarget_floor(two_weeks * 4, DIFFICULTY_1_TARGET);
    assert_eq!(eased.unwrap(), 0x1d00_ffff);
    assert!(target(3).retarget_floor(0, DIFFICULTY_1_TARGET).is_err());
}

proptest! {
    /// Against the definition: `mantissa * 256^(size - 3)` with a sign.
    #[test]
    fn decoding_follows_the_definition(size in prop_oneof![0u32..40, 0u32..256], mantissa in 0u32..1 << 24) {
        let nbits = size << 24 | mantissa;
        let magnitude = BigInt::from(mantissa & 0x7f_ffff) * two_pow(8 * size) / two_pow(24);
        let expected = if magnitude == BigInt::from(0) {
            Err(MathError::CompactZero { nbits })
        } else if mantissa >= 0x80_0000 {
            Err(MathError::CompactNegative { nbits })
        } else if magnitude >= two_pow(256) {
            Err(MathError::CompactOverflow { nbits })
        } else {
            Ok(magnitude)
        };
        prop_assert_eq!(Target::from_compact(nbits).map(|target| big(target.value().into())), expected);
    }

    /// Encoding loses less than one part in 2^15 and never gains; encoding again changes nothing.
    #[test]
    fn encoding_rounds_down(raw in any::<[u8; 32]>(), shift in 0u32..256) {
        let value = BigUint::from_bytes_be(&raw) >> shift;
        prop_assume!(value > BigUint::from(0u32));
        let exact = Target::new(Uint256::from_be_bytes(bytes32(&value))).unwrap();
        let nbits = exact.to_compact_floor();
        let decoded = Target::from_compact(nbits).unwrap();
        prop_assert!(decoded <= exact);
        let lost = big(exact.value().into()) - big(decoded.value().into());
        prop_assert!(lost * two_pow(15) <= big(exact.value().into()));
        prop_assert_eq!(decoded.to_compact_floor(), nbits);
    }
}
