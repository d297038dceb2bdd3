//! One accumulator record: what a share-second has earned so far, in fixed lanes.

use std::fmt;

use cosmwasm_std::Uint256;

use crate::LedgerError;

/// What a lane of a [`Lanes`] record counts, per share-second and scaled by [`crate::SCALE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Base units of the rig's payout denom.
    Payout,
    /// Base units of the rig's second denom.
    Second,
    /// Base units of the rig's third denom.
    Third,
    /// Base units of the payout denom that were due and did not come.
    Short,
    /// Units of recovery of what is short: see [`crate::RigShortfall`].
    ShortUnits,
    /// What was delivered of what was sold.
    Delivered,
}

impl Lane {
    /// Every lane, in the order of the record.
    pub const ALL: [Lane; 6] = [
        Lane::Payout,
        Lane::Second,
        Lane::Third,
        Lane::Short,
        Lane::ShortUnits,
        Lane::Delivered,
    ];
}

/// One value a lane. As a cumulative record each lane only ever rises from epoch to epoch.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Lanes([Limbs; 6]);

/// 256 bits in four digits of 64, the least first: Uint256 multiplies several times more slowly, and
/// an integral does little else.
type Limbs = [u64; 4];

/// Why [`Lanes::accrue`] stopped.
pub(crate) enum Fault {
    Falls(Lane),
    Overflows(Lane),
}

impl Lanes {
    /// Zero in every lane.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of `lane`.
    pub fn get(&self, lane: Lane) -> Uint256 {
        let [payout, second, third, short, short_units, delivered] = self.0;
        let limbs = match lane {
            Lane::Payout => payout,
            Lane::Second => second,
            Lane::Third => third,
            Lane::Short => short,
            Lane::ShortUnits => short_units,
            Lane::Delivered => delivered,
        };
        from_limbs(&limbs)
    }

    /// Replaces the value of `lane`.
    pub fn set(&mut self, lane: Lane, value: Uint256) {
        let [payout, second, third, short, short_units, delivered] = &mut self.0;
        *match lane {
            Lane::Payout => payout,
            Lane::Second => second,
            Lane::Third => third,
            Lane::Short => short,
            Lane::ShortUnits => short_units,
            Lane::Delivered => delivered,
        } = to_limbs(value);
    }

    /// Raises `lane` by `value`. Error: `LaneOverflow`.
    pub fn raise(&mut self, lane: Lane, value: Uint256) -> Result<(), LedgerError> {
        let sum = self.get(lane).checked_add(value);
        self.set(lane, sum.map_err(|_| LedgerError::LaneOverflow { lane })?);
        Ok(())
    }

    /// Whether every lane is zero.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    /// Every lane with its value, in the order of the record.
    pub fn iter(&self) -> impl Iterator<Item = (Lane, Uint256)> + '_ {
        Lane::ALL.into_iter().zip(self.0.iter().map(from_limbs))
    }

    /// Raises every lane by `weight * (to - from)`. On a fault the sum is spoilt.
    pub(crate) fn accrue(&mut self, from: &Self, to: &Self, weight: u64) -> Result<(), Fault> {
        let ends = from.0.iter().zip(&to.0);
        for ((lane, sum), (from, to)) in Lane::ALL.into_iter().zip(&mut self.0).zip(ends) {
            if from != to {
                let rise = subtract(to, from).ok_or(Fault::Falls(lane))?;
                add_product(sum, &rise, weight).ok_or(Fault::Overflows(lane))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Lanes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

fn to_limbs(value: Uint256) -> Limbs {
    let mut limbs = Limbs::default();
    for (limb, bytes) in limbs.iter_mut().zip(value.to_le_bytes().chunks_exact(8)) {
        *limb = bytes
            .iter()
            .rev()
            .fold(0, |limb, byte| limb << 8 | u64::from(*byte));
    }
    limbs
}

fn from_limbs(limbs: &Limbs) -> Uint256 {
    let mut value = [0; 32];
    for (bytes, limb) in value.chunks_exact_mut(8).zip(limbs) {
        bytes.copy_from_slice(&limb.to_le_bytes());
    }
    Uint256::from_le_bytes(value)
}

/// None below zero.
fn subtract(left: &Limbs, right: &Limbs) -> Option<Limbs> {
    let mut difference = *left;
    let mut borrow = false;
    for (digit, right) in difference.iter_mut().zip(right) {
        let (without, first) = digit.overflowing_sub(*right);
        let (without, second) = without.overflowing_sub(u64::from(borrow));
        *digit = without;
        borrow = first || second;
    }
    (!borrow).then_some(difference)
}

/// `sum += factor * weight`; none past 256 bits.
fn add_product(sum: &mut Limbs, factor: &Limbs, weight: u64) -> Option<()> {
    let mut carry = 0;
    for (digit, factor) in sum.iter_mut().zip(factor) {
        // With m = 2^64 - 1 at most m * m + m + m = 2^128 - 1.
        let wide = u128::from(*factor) * u128::from(weight) + u128::from(*digit) + carry;
        // The low digit, on purpose.
        *digit = wide as u64;
        carry = wide >> 64;
    }
    (carry == 0).then_some(())
}
