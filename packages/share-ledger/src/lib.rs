//! Who owned how much, when, and what each second of it earned: pure accounting, no storage.
//!
//! Time is cut into epochs ([`EpochClock`]). Who held how much is a [`Schedule`]: a step function
//! from epochs to share-seconds, one for each holder and one for all that was minted. Minting,
//! transferring, leasing and burning are all one operation on it: add or subtract shares from a
//! second on, for ever or until another second. What a rig earned is a cumulative record of
//! [`Lanes`] at the start of each epoch: base units per share-second, scaled by [`SCALE`], summed
//! over every epoch before. [`settle_floor`] credits an epoch's money whenever it comes, and
//! [`integrate`] reads what a schedule earned over a range of epochs in a few reads, however long
//! the range and however many the holders. What was due and did not come is spread, and recovered
//! later, by [`RigShortfall`] and [`HolderShortfall`].
//!
//! A seller is paid for the seller's seconds and a buyer for the buyer's, even if the epoch is
//! settled days after the sale, and no unit is lost or made: what was paid, the remainders that
//! holders keep and the carry that the rig keeps add up to what was settled.
//!
//! ```
//! use cosmwasm_std::{Uint128, Uint256};
//! use share_ledger::{
//!     integrate, settle_floor, take_whole_floor, EpochClock, Lane, Lanes, LedgerError, Schedule,
//! };
//!
//! let clock = EpochClock::new(1_700_006_400, 86_400)?;
//! let (mut minted, mut seller, mut buyer) = (Schedule::new(), Schedule::new(), Schedule::new());
//!
//! // Ten shares minted when epoch 0 starts; four of them sold six hours later.
//! let start = clock.start_of(0);
//! minted.add(&clock, 10, start, None)?;
//! seller.add(&clock, 10, start, None)?;
//! seller.subtract(&clock, 4, start + 21_600, None)?;
//! buyer.add(&clock, 4, start + 21_600, None)?;
//!
//! // Epoch 0 earned 1,000 base units.
//! let settled = settle_floor(Uint256::zero(), 0, Uint128::new(1_000), minted.weight_at(0)?)?;
//! let read = |epoch: u32| -> Result<Lanes, LedgerError> {
//!     let mut lanes = Lanes::new();
//!     if epoch == 1 {
//!         lanes.set(Lane::Payout, settled.cumulative);
//!     }
//!     Ok(lanes)
//! };
//!
//! // The seller held 10 for a quarter of the day and 6 for the rest, the buyer 4 for the rest.
//! let earned = integrate(&seller, 0, 1, read)?.get(Lane::Payout);
//! let paid = take_whole_floor(earned, 0)?;
//! assert_eq!(paid.whole, Uint128::new(699)); // and nearly one more in paid.remainder
//! let earned = integrate(&buyer, 0, 1, read)?.get(Lane::Payout);
//! assert_eq!(take_whole_floor(earned, 0)?.whole, Uint128::new(299));
//! # Ok::<(), LedgerError>(())
//! ```

mod accrual;
mod clock;
mod encoding;
mod error;
mod lanes;
mod schedule;
mod shortfall;
mod steps;

pub use accrual::{
    integrate, integrate_split, settle_floor, take_whole_floor, Settled, Whole, SCALE,
};
pub use clock::{EpochClock, MAX_EPOCH_SECONDS};
pub use error::LedgerError;
pub use lanes::{Lane, Lanes};
pub use schedule::{
    Point, Schedule, Segment, Segments, HARD_CAP, INFLOW_CAP, MAX_SHARES, MAX_WEIGHT,
};
pub use shortfall::{HolderShortfall, RigShortfall};
