//! Recovery of shortfalls: money that comes late goes to those who were shorted, each in
//! proportion to what it still misses, whoever holds the shares by then, in O(1).
//!
//! # Model
//!
//! A rig keeps `P`, the part of a unit that is still missing, starting at `ONE`. In an epoch `e`
//! with shortfall `S` and minted weight `W` a share-second gains
//!
//! ```text
//! face   q[e] = floor((S * SCALE + carry) / W)        lane Short, the rest is carried
//! units  u[e] = ceil(q[e] * PRECISION / P[e])         lane ShortUnits
//! ```
//!
//! and `outstanding` rises by `S`. A cure of `A` makes it `O' = O - A` and `P' = ceil(P * O' / O)`.
//! A holder whose weights were `w[e]` has `face = sum w[e] * q[e]`, `units = sum w[e] * u[e]`, still
//! misses `ceil(units * P / PRECISION)`, and has recovered the rest of its face. A cure of all that
//! is outstanding ends the *generation*: all face of it is recovered and `P` is `ONE` again.
//!
//! # Never more than was cured
//!
//! All in scaled units. Let `a[e] = 1 - P / P[e]`, and count epochs of one generation.
//!
//! 1. What a holder misses is at least `sum w[e] * q[e] * P / P[e]`, since `u[e]` and the product
//!    are rounded up; so what it recovered is at most `sum w[e] * q[e] * a[e]`, each term of which
//!    is >= 0 and only rises, for `P` only falls. So is the greatest value it ever had, which is
//!    what [`HolderShortfall`] keeps.
//! 2. Over all holders `sum w[e] = W[e]`, and `W[e] * q[e] = S[e] * SCALE + c[e-1] - c[e]` with
//!    the carry `c`. So all holders' recovery is at most
//!    `SCALE * sum S[e] * a[e] + sum (c[e-1] - c[e]) * a[e]`.
//! 3. `sum S[e] * P / P[e] >= O`: a shortfall adds `S` to both sides, and a cure multiplies the
//!    left by `P' / P >= O' / O`. So the first sum is at most `SCALE * (sum S[e] - O)`, what was
//!    cured. This needs `P` rounded up.
//! 4. `a[e]` never rises with `e` (a later epoch began at a lower `P`), so by partial summation the
//!    second sum is at most `c[first] * a[first]`, and at most the carry that came into the
//!    generation. That carry is scaled units of the generation before, which was cured in full.
//!
//! At a full cure `P` no longer matters: holders recover `sum W[e] * q[e]`, that is
//! `SCALE * sum S[e]` plus the carry that came in, less the carry that goes on into the next
//! generation. Over all generations recovery is at most `SCALE` times what was cured, and after a
//! full cure it equals the sum of face exactly.
//!
//! # Fairness
//!
//! Against exact rationals a holder's recovery differs by: `q` floored, `w[e] / 2^64` base units in
//! an epoch; `u` rounded up, `w[e] / 2^76`; `P` rounded up, at most `2^-112` of its face a cure; and
//! two scaled units for the products. For faces below 2^100 base units and a million shares this
//! stays below one base unit over thousands of epochs. All of it vanishes at a full cure.
//!
//! # Bounds
//!
//! `q < 2^192` (see `SCALE`), `PRECISION = 2^140`, `2^112 <= P <= 2^128`: `u < 2^220`, and the lane
//! over 2^32 epochs, as a holder's integral, is below `2^252` plus `2^92` for rounding. Products
//! `q * PRECISION` and `units * P` pass 256 bits and are taken in 512.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Uint128, Uint256, Uint512};

use crate::{settle_floor, Lane, Lanes, LedgerError};

/// `P` at the start of a generation: 2^128.
const ONE: Uint256 = Uint256::from_be_bytes(power_of_two(128));

/// The least `P` a partial cure may leave: 2^112, 1/65,536 of the start.
const LEAST: Uint256 = Uint256::from_be_bytes(power_of_two(112));

/// Binary digits of units below those of face at `P = 1`: 12 more than `ONE` has.
const PRECISION_BITS: u32 = 140;

const fn power_of_two(exponent: usize) -> [u8; 32] {
    let mut bytes = [0; 32];
    let mut index = 0;
    while index < 32 {
        if index == 31 - exponent / 8 {
            // A loop by hand: iterators are not const. The index is below the array's length.
            #[allow(clippy::indexing_slicing)]
            {
                bytes[index] = 1 << (exponent % 8);
            }
        }
        index += 1;
    }
    bytes
}

/// What a rig owes to those it shorted: the model stands at the head of its file.
#[cw_serde]
#[derive(Eq)]
pub struct RigShortfall {
    /// How often everything outstanding was cured.
    pub generation: u32,
    /// First epoch whose shortfall belongs to this generation: every earlier one is recovered.
    pub generation_start: u32,
    /// Base units still missing.
    pub outstanding: Uint128,
    /// `P`: the part of a unit still missing, in 2^-128.
    pub unit_value: Uint256,
    /// Scaled units not yet credited as face.
    pub carry: u64,
}

impl Default for RigShortfall {
    fn default() -> Self {
        Self::new()
    }
}

impl RigShortfall {
    /// Nothing missing.
    pub fn new() -> Self {
        Self {
            generation: 0,
            generation_start: 0,
            outstanding: Uint128::zero(),
            unit_value: ONE,
            carry: 0,
        }
    }

    /// Credits a shortfall of `amount` base units to an epoch of `minted_weight` share-seconds, in
    /// the cumulative record that the epoch is about to close with.
    ///
    /// Errors: `NothingMinted`, `LaneOverflow`, `AmountOverflow`; then neither operand changes.
    pub fn record_shortfall(
        &mut self,
        cumulative: &mut Lanes,
        amount: Uint128,
        minted_weight: u64,
    ) -> Result<(), LedgerError> {
        let short = cumulative.get(Lane::Short);
        let settled = settle_floor(short, self.carry, amount, minted_weight)?;
        let each = settled.cumulative - short;
        let outstanding =
            self.outstanding
                .checked_add(amount)
                .map_err(|_| LedgerError::AmountOverflow {
                    quantity: "outstanding shortfall",
                    value: amount.into(),
                })?;
        let units = div_ceil(
            Uint512::from(each) << PRECISION_BITS,
            self.unit_value.into(),
        )
        .ok_or(LedgerError::LaneOverflow {
            lane: Lane::ShortUnits,
        })?;
        cumulative.raise(Lane::ShortUnits, units)?;
        cumulative.set(Lane::Short, settled.cumulative);
        self.carry = settled.carry;
        self.outstanding = outstanding;
        Ok(())
    }

    /// The greatest cure that is accepted without paying everything: what comes between it and
    /// `outstanding` must wait until it suffices for all. Zero if only all of it is.
    pub fn most_partial_cure(&self) -> Uint128 {
        // ceil(P * left / O) >= LEAST exactly if P * left > (LEAST - 1) * O.
        let product = (LEAST - Uint256::one()).full_mul(self.outstanding);
        let least_left = product
            .checked_div(self.unit_value.into())
            .ok()
            .and_then(|floor| Uint128::try_from(Uint256::try_from(floor).ok()?).ok())
            .and_then(|floor| floor.checked_add(Uint128::one()).ok());
        let most = least_left.map(|left| self.outstanding.saturating_sub(left));
        most.unwrap_or_default()
    }

    /// Spreads `amount` base units over all that is outstanding, in proportion to what each holder
    /// still misses. `next_epoch` is the next epoch to settle: where the next generation begins if
    /// this cure pays everything.
    ///
    /// Errors: `ZeroCure`; `CureTooLarge`; `Crumb` if a partial cure would leave `P` below 2^112;
    /// `GenerationOrder`; `AmountOverflow` past generation 2^32 - 1.
    pub fn cure(&mut self, amount: Uint128, next_epoch: u32) -> Result<(), LedgerError> {
        let outstanding = self.outstanding;
        if amount.is_zero() {
            return Err(LedgerError::ZeroCure { outstanding });
        }
        if next_epoch < self.generation_start {
            return Err(LedgerError::GenerationOrder {
                next_epoch,
                generation_start: self.generation_start,
            });
        }
        let left = outstanding
            .checked_sub(amount)
            .map_err(|_| LedgerError::CureTooLarge {
                amount,
                outstanding,
            })?;
        if left.is_zero() {
            let generation = self
                .generation
                .checked_add(1)
                .ok_or(LedgerError::AmountOverflow {
                    quantity: "generation",
                    value: self.generation.into(),
                })?;
            *self = Self {
                generation,
                generation_start: next_epoch,
                outstanding: left,
                unit_value: ONE,
                carry: self.carry,
            };
            return Ok(());
        }
        let crumb = || LedgerError::Crumb {
            amount,
            most_partial: self.most_partial_cure(),
            outstanding,
        };
        let unit_value = div_ceil(self.unit_value.full_mul(left), outstanding.into())
            .filter(|unit_value| *unit_value >= LEAST)
            .ok_or_else(crumb)?;
        self.unit_value = unit_value;
        self.outstanding = left;
        Ok(())
    }
}

/// What one holder was shorted by one rig, and got back of it, in the rig's present generation or
/// an older one. All sums in scaled units.
#[cw_serde]
#[derive(Default, Eq)]
pub struct HolderShortfall {
    /// The generation that the other fields belong to.
    pub generation: u32,
    /// What the holder was shorted.
    pub face_scaled: Uint256,
    /// Its units of recovery.
    pub units_scaled: Uint256,
    /// What [`HolderShortfall::accrue`] has returned of its face so far.
    pub recovered_scaled: Uint256,
}

impl HolderShortfall {
    /// Books what the holder's schedule integrates to since its last accrual, and returns what it is
    /// newly owed, in scaled units of the payout denom. `before` is the integral over the epochs
    /// before the rig's `generation_start`, `since` over those from it on: see
    /// [`crate::integrate_split`].
    ///
    /// Face before the generation's start, and what is left of face kept from an older generation,
    /// is owed at once and in full.
    ///
    /// Errors: `GenerationAhead`, `LaneOverflow`, `AmountOverflow`; then the record does not change.
    pub fn accrue(
        &mut self,
        rig: &RigShortfall,
        before: &Lanes,
        since: &Lanes,
    ) -> Result<Uint256, LedgerError> {
        if self.generation > rig.generation {
            return Err(LedgerError::GenerationAhead {
                holder: self.generation,
                rig: rig.generation,
            });
        }
        let mut owed = before.get(Lane::Short);
        let mut next = self.clone();
        if self.generation < rig.generation {
            owed = add(owed, self.face_scaled, Lane::Short)?;
            // Never more than the face and what was just added to it.
            owed = owed.saturating_sub(self.recovered_scaled);
            next = Self {
                generation: rig.generation,
                ..Self::default()
            };
        }
        next.face_scaled = add(next.face_scaled, since.get(Lane::Short), Lane::Short)?;
        next.units_scaled = add(
            next.units_scaled,
            since.get(Lane::ShortUnits),
            Lane::ShortUnits,
        )?;
        // Rounding of new units may put it a few scaled units below what was returned already: then
        // nothing is owed until it catches up.
        let recovered = next.recovered(rig)?.max(next.recovered_scaled);
        let newly = recovered.saturating_sub(next.recovered_scaled);
        owed = add(owed, newly, Lane::Short)?;
        next.recovered_scaled = recovered;
        *self = next;
        Ok(owed)
    }

    /// What the holder still misses, in scaled units: its face less what was recovered. For display.
    pub fn missing_scaled(&self) -> Uint256 {
        self.face_scaled.saturating_sub(self.recovered_scaled)
    }

    fn recovered(&self, rig: &RigShortfall) -> Result<Uint256, LedgerError> {
        let precision = Uint512::one() << PRECISION_BITS;
        let missing = div_ceil(self.units_scaled.full_mul(rig.unit_value), precision).ok_or(
            LedgerError::AmountOverflow {
                quantity: "units of recovery",
                value: self.units_scaled,
            },
        )?;
        Ok(self.face_scaled.saturating_sub(missing))
    }
}

fn add(left: Uint256, right: Uint256, lane: Lane) -> Result<Uint256, LedgerError> {
    left.checked_add(right)
        .map_err(|_| LedgerError::LaneOverflow { lane })
}

/// Rounded up; none for a divisor of zero or a quotient past 256 bits.
fn div_ceil(dividend: Uint512, divisor: Uint512) -> Option<Uint256> {
    let floor = dividend.checked_div(divisor).ok()?;
    let exact = floor * divisor == dividend;
    let up = if exact {
        floor
    } else {
        floor.checked_add(Uint512::one()).ok()?
    };
    Uint256::try_from(up).ok()
}
