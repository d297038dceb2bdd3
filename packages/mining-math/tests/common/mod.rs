//! A naive model: every formula once more in arbitrary-precision rationals.

#![allow(dead_code)]

use cosmwasm_std::Uint512;
use mining_math::Ratio;
use num_bigint::{BigInt, BigUint, Sign};
use num_rational::BigRational;

pub fn int(value: impl Into<BigInt>) -> BigRational {
    BigRational::from_integer(value.into())
}

pub fn frac(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

pub fn big(value: Uint512) -> BigInt {
    BigInt::from_bytes_be(Sign::Plus, &value.to_be_bytes())
}

pub fn model(ratio: &Ratio) -> BigRational {
    BigRational::new(big(ratio.numerator()), big(ratio.denominator()))
}

pub fn two_pow(bits: u32) -> BigInt {
    BigInt::from(1) << bits
}

pub fn floor_u128(value: &BigRational) -> Option<u128> {
    u128::try_from(value.floor().to_integer()).ok()
}

pub fn ceil_u128(value: &BigRational) -> Option<u128> {
    u128::try_from(value.ceil().to_integer()).ok()
}

/// `value` in 32 bytes, big-endian.
pub fn bytes32(value: &BigUint) -> [u8; 32] {
    let raw = value.to_bytes_be();
    let mut out = [0; 32];
    out[32 - raw.len()..].copy_from_slice(&raw);
    out
}
