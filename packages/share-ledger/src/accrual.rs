//! Crediting an epoch to whoever held shares in it, and reading back what a schedule earned.

use cosmwasm_std::{Uint128, Uint256};

use crate::lanes::Fault;
use crate::{Lanes, LedgerError, Schedule};

/// Scaled units in one base unit: 2^64.
///
/// Bounds, for amounts up to 2^128 - 1 in each of up to 2^32 epochs and weights of 1 to 2^60:
/// - one epoch: `n = amount * SCALE + carry < 2^192` (a carry is below 2^64), so `n / weight`
///   is too, even at weight 1;
/// - a cumulative lane: at most 2^32 such terms, below 2^224;
/// - an integral: a holder's weight `w[e]` is at most the minted `m[e]`, so
///   `sum of w[e] * (n[e] / m[e])` is at most the sum of all `n[e]`, below 2^224 again.
///
/// So nothing honest comes near 2^256. Each step is checked all the same, because a broken record
/// (a weight above the minted one) could: it gets a typed error.
///
/// Exactness: what one settlement leaves over is below one scaled unit a share-second and is
/// carried into the next. So in each epoch a holder's accrual is within `W / 2^64` base units of the
/// exact rational, `W` being the greater minted weight of this settlement and the last: 2^-27 for a
/// million shares over a day of 86,400 seconds. What is paid of it is floored: where the exact sum
/// is a whole number, the last base unit may wait in the remainder for the next claim.
pub const SCALE: u128 = 1 << 64;

/// What [`settle_floor`] leaves to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The lane after the epoch.
    pub cumulative: Uint256,
    /// Scaled units not yet credited: to be passed to the lane's next settlement.
    pub carry: u64,
}

/// Credits `amount` base units to an epoch of `minted_weight` share-seconds:
/// `n = amount * SCALE + carry`, the lane rises by `n / minted_weight` (floored), and
/// `n % minted_weight` is carried, so nothing is lost.
///
/// Errors: `NothingMinted` at weight zero (nothing is due then, and nothing must be taken);
/// `AmountOverflow` if the cumulative lane were to pass 256 bits.
pub fn settle_floor(
    cumulative: Uint256,
    carry: u64,
    amount: Uint128,
    minted_weight: u64,
) -> Result<Settled, LedgerError> {
    if minted_weight == 0 {
        return Err(LedgerError::NothingMinted { amount });
    }
    let weight = Uint256::from(minted_weight);
    // Below 2^192, see SCALE.
    let n = amount.full_mul(SCALE) + Uint256::from(carry);
    let each = n / weight;
    // Below the weight, so within u64.
    let carry = low_u64(n - each * weight);
    let cumulative = cumulative
        .checked_add(each)
        .map_err(|_| LedgerError::AmountOverflow {
            quantity: "cumulative lane",
            value: cumulative,
        })?;
    Ok(Settled { cumulative, carry })
}

/// The integral of `schedule` over the change of `cumulative` from epoch `start` to `end`, in every
/// lane: the sum over its segments of `weight * (cumulative[segment end] - cumulative[segment
/// start])`, in scaled units. Exact: nothing is rounded.
///
/// `read(e)` returns the cumulative record at the start of epoch `e`. It is called in ascending
/// order, at most once for each boundary of a segment: twice for a schedule that is constant over
/// the range, whatever its length, and never where nothing was held.
///
/// Errors: whatever `read` returns; `Folded` if `start` is below the schedule's floor;
/// `NotMonotone`; `LaneOverflow`.
pub fn integrate<E>(
    schedule: &Schedule,
    start: u32,
    end: u32,
    read: impl FnMut(u32) -> Result<Lanes, E>,
) -> Result<Lanes, E>
where
    E: From<LedgerError>,
{
    Boundaries::new(read).integrate(schedule, start, end)
}

/// [`integrate`] over `[start, middle)` and `[middle, end)`, reading a boundary that both share
/// once: three reads for a constant schedule. A `middle` outside the range leaves one part zero.
pub fn integrate_split<E>(
    schedule: &Schedule,
    start: u32,
    middle: u32,
    end: u32,
    read: impl FnMut(u32) -> Result<Lanes, E>,
) -> Result<(Lanes, Lanes), E>
where
    E: From<LedgerError>,
{
    let middle = middle.min(end).max(start);
    let mut boundaries = Boundaries::new(read);
    let before = boundaries.integrate(schedule, start, middle)?;
    let since = boundaries.integrate(schedule, middle, end)?;
    Ok((before, since))
}

/// Reads boundaries in ascending order and keeps the last, which the next segment often shares.
struct Boundaries<R> {
    read: R,
    last: Option<(u32, Lanes)>,
}

impl<R> Boundaries<R> {
    fn new(read: R) -> Self {
        Self { read, last: None }
    }

    fn at<E>(&mut self, epoch: u32) -> Result<Lanes, E>
    where
        R: FnMut(u32) -> Result<Lanes, E>,
    {
        match self.last {
            Some((last, lanes)) if last == epoch => Ok(lanes),
            _ => {
                let lanes = (self.read)(epoch)?;
                self.last = Some((epoch, lanes));
                Ok(lanes)
            }
        }
    }

    fn integrate<E>(&mut self, schedule: &Schedule, start: u32, end: u32) -> Result<Lanes, E>
    where
        R: FnMut(u32) -> Result<Lanes, E>,
        E: From<LedgerError>,
    {
        let mut total = Lanes::new();
        for segment in schedule.segments(start, end)? {
            let from = self.at(segment.start)?;
            let to = self.at(segment.end)?;
            let accrued = total.accrue(&from, &to, segment.weight);
            accrued.map_err(|fault| match fault {
                Fault::Overflows(lane) => LedgerError::LaneOverflow { lane },
                Fault::Falls(lane) => LedgerError::NotMonotone {
                    lane,
                    from_epoch: segment.start,
                    to_epoch: segment.end,
                    from: from.get(lane),
                    to: to.get(lane),
                },
            })?;
        }
        Ok(total)
    }
}

/// What [`take_whole_floor`] splits a scaled sum into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// Whole base units, to be paid.
    pub whole: Uint128,
    /// The rest, in scaled units below [`SCALE`]: to be kept with the holder and passed in again.
    pub remainder: u64,
}

/// Splits `scaled + remainder` into whole base units and what is left, so that dust is never lost:
/// any number of small claims pays what one great claim would.
///
/// Error: `AmountOverflow` if the whole exceeds u128.
pub fn take_whole_floor(scaled: Uint256, remainder: u64) -> Result<Whole, LedgerError> {
    let overflow = || LedgerError::AmountOverflow {
        quantity: "sum owed",
        value: scaled,
    };
    let sum = scaled.checked_add(Uint256::from(remainder));
    let sum = sum.map_err(|_| overflow())?;
    let whole = Uint128::try_from(sum >> 64).map_err(|_| overflow())?;
    Ok(Whole {
        whole,
        remainder: low_u64(sum),
    })
}

/// The value modulo 2^64.
fn low_u64(value: Uint256) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = value.to_le_bytes();
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}
