//! Exact non-negative rationals over 512 bits.

use core::cmp::Ordering;

use cosmwasm_std::{Uint256, Uint512};

use crate::error::MathError;

/// The largest number of decimals: `10^38` is the last power of ten below `2^128`.
pub const MAX_DECIMALS: u8 = 38;

/// `10^decimals`.
///
/// # Errors
/// [`MathError::TooManyDecimals`] above [`MAX_DECIMALS`].
pub fn pow10(decimals: u8) -> Result<u128, MathError> {
    10u128
        .checked_pow(u32::from(decimals))
        .ok_or(MathError::TooManyDecimals {
            decimals,
            maximum: MAX_DECIMALS,
        })
}

/// A non-negative fraction `numerator / denominator`, never rounded.
///
/// Operations multiply out; only where that leaves 512 bits do they cancel common factors, and only where
/// the cancelled form does not fit either do they fail. Two fractions are equal when their values are.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    numerator: Uint512,
    denominator: Uint512,
}

impl Ratio {
    /// Nought.
    pub const ZERO: Self = Self {
        numerator: Uint512::zero(),
        denominator: Uint512::one(),
    };

    /// `numerator / denominator`.
    ///
    /// # Errors
    /// [`MathError::Zero`] for a zero denominator.
    pub fn new(
        numerator: impl Into<Uint512>,
        denominator: impl Into<Uint512>,
    ) -> Result<Self, MathError> {
        let denominator = denominator.into();
        if denominator.is_zero() {
            return Err(MathError::Zero {
                quantity: "denominator",
            });
        }
        Ok(Self {
            numerator: numerator.into(),
            denominator,
        })
    }

    /// A whole number.
    pub fn integer(value: impl Into<Uint512>) -> Self {
        Self {
            numerator: value.into(),
            denominator: Uint512::one(),
        }
    }

    /// `digits / 10^decimals`: `Ratio::decimal(625, 2)` is 6.25.
    ///
    /// # Errors
    /// [`MathError::TooManyDecimals`].
    pub fn decimal(digits: u128, decimals: u8) -> Result<Self, MathError> {
        Self::new(digits, pow10(decimals)?)
    }

    /// The numerator as it stands, perhaps with factors common to the denominator.
    pub fn numerator(&self) -> Uint512 {
        self.numerator
    }

    /// The denominator as it stands, never zero.
    pub fn denominator(&self) -> Uint512 {
        self.denominator
    }

    /// Whether the value is nought.
    pub fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    /// `1 / self`.
    ///
    /// # Errors
    /// [`MathError::Zero`] for nought.
    pub fn inverse(self) -> Result<Self, MathError> {
        if self.is_zero() {
            return Err(MathError::Zero {
                quantity: "divisor",
            });
        }
        Ok(Self {
            numerator: self.denominator,
            denominator: self.numerator,
        })
    }

    /// `self * other`.
    ///
    /// # Errors
    /// [`MathError::Overflow`] where the cancelled product leaves 512 bits.
    pub fn times(self, other: Self) -> Result<Self, MathError> {
        if let (Ok(numerator), Ok(denominator)) = (
            self.numerator.checked_mul(other.numerator),
            self.denominator.checked_mul(other.denominator),
        ) {
            return Ok(Self {
                numerator,
                denominator,
            });
        }
        let (a, b) = cancel(self.reduced(), other.reduced());
        Ok(Self {
            numerator: mul(a.numerator, b.numerator)?,
            denominator: mul(a.denominator, b.denominator)?,
        })
    }

    /// `self / other`.
    ///
    /// # Errors
    /// [`MathError::Zero`] for a zero divisor, [`MathError::Overflow`].
    pub fn over(self, other: Self) -> Result<Self, MathError> {
        self.times(other.inverse()?)
    }

    /// `self + other`.
    ///
    /// # Errors
    /// [`MathError::Overflow`] where the sum over the least common denominator leaves 512 bits.
    pub fn plus(self, other: Self) -> Result<Self, MathError> {
        self.combine(other, add)
    }

    /// `self - other`.
    ///
    /// # Errors
    /// [`MathError::Negative`] where `other` is the larger, [`MathError::Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, MathError> {
        if self < other {
            return Err(MathError::Negative);
        }
        self.combine(other, |a, b| {
            a.checked_sub(b).map_err(|_| MathError::Negative)
        })
    }

    /// The largest integer not above the value.
    pub fn floor(&self) -> Uint512 {
        div_rem(self.numerator, self.denominator).0
    }

    /// The smallest integer not below the value.
    pub fn ceil(&self) -> Uint512 {
        let (quotient, remainder) = div_rem(self.numerator, self.denominator);
        // A remainder means denominator >= 2, so that the quotient is below 2^511.
        if remainder.is_zero() {
            quotient
        } else {
            quotient.saturating_add(Uint512::one())
        }
    }

    /// [`Ratio::floor`] as a u128.
    ///
    /// # Errors
    /// [`MathError::ResultTooLarge`].
    pub fn floor_u128(&self) -> Result<u128, MathError> {
        to_u128(self.floor())
    }

    /// [`Ratio::ceil`] as a u128.
    ///
    /// # Errors
    /// [`MathError::ResultTooLarge`].
    pub fn ceil_u128(&self) -> Result<u128, MathError> {
        to_u128(self.ceil())
    }

    /// `floor(self * 10^decimals)`, for showing a value with so many decimals.
    ///
    /// # Errors
    /// [`MathError::TooManyDecimals`], [`MathError::Overflow`], [`MathError::ResultTooLarge`].
    pub fn scaled_floor(&self, decimals: u8) -> Result<u128, MathError> {
        self.times(Self::integer(pow10(decimals)?))?.floor_u128()
    }

    /// The same value in lowest terms.
    pub fn reduced(self) -> Self {
        let divisor = gcd(self.numerator, self.denominator);
        Self {
            numerator: div_rem(self.numerator, divisor).0,
            denominator: div_rem(self.denominator, divisor).0,
        }
    }

    fn combine(
        self,
        other: Self,
        operation: impl Fn(Uint512, Uint512) -> Result<Uint512, MathError>,
    ) -> Result<Self, MathError> {
        let direct = |a: Self, b: Self, a_scale: Uint512, b_scale: Uint512| {
            Ok(Self {
                numerator: operation(mul(a.numerator, a_scale)?, mul(b.numerator, b_scale)?)?,
                denominator: mul(a.denominator, a_scale)?,
            })
        };
        if self.denominator == other.denominator {
            return direct(self, other, Uint512::one(), Uint512::one());
        }
        direct(self, other, other.denominator, self.denominator).or_else(|_: MathError| {
            let (a, b) = (self.reduced(), other.reduced());
            let common = gcd(a.denominator, b.denominator);
            let a_scale = div_rem(b.denominator, common).0;
            let b_scale = div_rem(a.denominator, common).0;
            direct(a, b, a_scale, b_scale)
        })
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    /// Compares the continued fractions term by term, which cannot overflow: equal whole parts leave the
    /// fractional parts `r/d` and `s/e`, and `r/d < s/e` exactly when `e/s < d/r`.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut flipped = false;
        loop {
            let (a_whole, a_rest) = div_rem(a.numerator, a.denominator);
            let (b_whole, b_rest) = div_rem(b.numerator, b.denominator);
            let order = match a_whole.cmp(&b_whole) {
                Ordering::Equal => match (a_rest.is_zero(), b_rest.is_zero()) {
                    (true, true) => return Ordering::Equal,
                    (true, false) => Ordering::Less,
                    (false, true) => Ordering::Greater,
                    (false, false) => {
                        (a.numerator, a.denominator) = (a.denominator, a_rest);
                        (b.numerator, b.denominator) = (b.denominator, b_rest);
                        flipped = !flipped;
                        continue;
                    }
                },
                unequal => unequal,
            };
            return if flipped { order.reverse() } else { order };
        }
    }
}

/// Cancels across a product of two fractions in lowest terms; the result multiplies to lowest terms.
fn cancel(mut a: Ratio, mut b: Ratio) -> (Ratio, Ratio) {
    let first = gcd(a.numerator, b.denominator);
    a.numerator = div_rem(a.numerator, first).0;
    b.denominator = div_rem(b.denominator, first).0;
    let second = gcd(b.numerator, a.denominator);
    b.numerator = div_rem(b.numerator, second).0;
    a.denominator = div_rem(a.denominator, second).0;
    (a, b)
}

/// Euclid's algorithm; at least 1 where either argument is nonzero.
fn gcd(mut a: Uint512, mut b: Uint512) -> Uint512 {
    while !b.is_zero() {
        (a, b) = (b, div_rem(a, b).1);
    }
    a
}

/// Quotient and remainder. Every divisor in this file is nonzero: a denominator, or a gcd with one.
fn div_rem(a: Uint512, b: Uint512) -> (Uint512, Uint512) {
    let quotient = a.checked_div(b).unwrap_or_default();
    (quotient, a.wrapping_sub(quotient.wrapping_mul(b)))
}

pub(crate) fn add(a: Uint512, b: Uint512) -> Result<Uint512, MathError> {
    a.checked_add(b).map_err(|_| overflow("addition", a, b))
}

pub(crate) fn mul(a: Uint512, b: Uint512) -> Result<Uint512, MathError> {
    a.checked_mul(b)
        .map_err(|_| overflow("multiplication", a, b))
}

pub(crate) fn to_u128(value: Uint512) -> Result<u128, MathError> {
    cosmwasm_std::Uint128::try_from(value)
        .map(|narrow| narrow.u128())
        .map_err(|_| MathError::ResultTooLarge {
            value: Box::new(value),
            bits: 128,
        })
}

pub(crate) fn to_uint256(value: Uint512) -> Result<Uint256, MathError> {
    Uint256::try_from(value).map_err(|_| MathError::ResultTooLarge {
        value: Box::new(value),
        bits: 256,
    })
}

fn overflow(operation: &'static str, a: Uint512, b: Uint512) -> MathError {
    MathError::Overflow {
        operation,
        operands: Box::new((a, b)),
    }
}
