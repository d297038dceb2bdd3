//! What can go wrong, with the values that caused it.

use cosmwasm_std::Uint512;
use thiserror::Error;

/// A calculation that has no exact answer in range.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MathError {
    /// An intermediate value does not fit 512 bits, or a result its type.
    #[error("{operation} overflows with {} and {}", operands.0, operands.1)]
    Overflow {
        /// The operation that overflowed.
        operation: &'static str,
        /// Its two operands (boxed to keep the error small).
        operands: Box<(Uint512, Uint512)>,
    },
    /// A final result is wider than the type that carries it.
    #[error("the result {value} does not fit {bits} bits")]
    ResultTooLarge {
        /// The exact result.
        value: Box<Uint512>,
        /// The width of the result's type.
        bits: u32,
    },
    /// A quantity that divides is zero.
    #[error("{quantity} must not be zero")]
    Zero {
        /// The name of the quantity.
        quantity: &'static str,
    },
    /// A subtraction would go below zero.
    #[error("a difference of exact ratios would be negative")]
    Negative,
    /// nBits with the sign bit set on a nonzero mantissa.
    #[error("compact target {nbits:#010x} is negative")]
    CompactNegative {
        /// The compact form.
        nbits: u32,
    },
    /// nBits that encodes more than 256 bits.
    #[error("compact target {nbits:#010x} exceeds 256 bits")]
    CompactOverflow {
        /// The compact form.
        nbits: u32,
    },
    /// nBits that encodes zero.
    #[error("compact target {nbits:#010x} is zero")]
    CompactZero {
        /// The compact form.
        nbits: u32,
    },
    /// More decimals than a power of ten in 128 bits.
    #[error("{decimals} decimals exceed the maximum of {maximum}")]
    TooManyDecimals {
        /// The decimals asked for.
        decimals: u8,
        /// The largest number accepted.
        maximum: u8,
    },
    /// A rig cannot have more hashrate than the pool that it is a part of.
    #[error("the rig's {rig_hs} H/s exceed the pool's {pool_hs} H/s")]
    RigAbovePool {
        /// The rig's hashrate.
        rig_hs: u128,
        /// The pool's hashrate.
        pool_hs: u128,
    },
    /// The coin's subsidy at this height is not a function of the height.
    #[error("the {coin} subsidy at height {height} is not a closed formula")]
    SubsidyUndefined {
        /// The coin's symbol.
        coin: &'static str,
        /// The height asked for.
        height: u64,
    },
    /// Retargets of a forecast must be in ascending order of height.
    #[error("retarget height {height} does not follow {previous}")]
    RetargetOrder {
        /// The height before it.
        previous: u64,
        /// The height out of order.
        height: u64,
    },
}
