//! What the ledger refuses, and with which values.

use cosmwasm_std::{Uint128, Uint256};
use thiserror::Error;

use crate::Lane;

/// Everything that the ledger refuses. A refused call leaves its operands as they were.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum LedgerError {
    /// An epoch length outside `1..=MAX_EPOCH_SECONDS`.
    #[error("epoch length of {epoch_seconds} s is not within 1..={max} s")]
    EpochSeconds {
        /// The length that was asked for.
        epoch_seconds: u32,
        /// The longest length allowed.
        max: u32,
    },
    /// A genesis so late that the last epoch's end has no u64 time.
    #[error("genesis {genesis_seconds} leaves no room for 2^32 epochs")]
    GenesisTooLate {
        /// The genesis that was asked for, in seconds since 1970.
        genesis_seconds: u64,
    },
    /// A time before the first epoch.
    #[error("time {time_seconds} is before genesis {genesis_seconds}")]
    BeforeGenesis {
        /// The time asked about.
        time_seconds: u64,
        /// The clock's genesis.
        genesis_seconds: u64,
    },
    /// A time past the last epoch that has a successor.
    #[error("time {time_seconds} is past the last epoch")]
    PastLastEpoch {
        /// The time asked about.
        time_seconds: u64,
    },
    /// An epoch that was already forgotten.
    #[error("epoch {epoch} was folded away: known from {floor} on")]
    Folded {
        /// The epoch asked about.
        epoch: u32,
        /// The first epoch still known.
        floor: u32,
    },
    /// A span that ends at or before its start.
    #[error("span from {from_seconds} to {until_seconds} holds no second")]
    EmptySpan {
        /// First second of the span.
        from_seconds: u64,
        /// Its end, exclusive.
        until_seconds: u64,
    },
    /// More shares than `MAX_SHARES` in one operation.
    #[error("{shares} shares are more than {max}")]
    TooManyShares {
        /// The shares asked for.
        shares: u64,
        /// `MAX_SHARES`.
        max: u64,
    },
    /// An epoch's weight would exceed `MAX_SHARES` for the whole epoch.
    #[error("epoch {epoch} would weigh {weight}, more than {max} share-seconds")]
    TooHeavy {
        /// The first epoch that would.
        epoch: u32,
        /// The weight it would have, in share-seconds.
        weight: u64,
        /// The most an epoch can weigh.
        max: u64,
    },
    /// More would be taken from an epoch than it holds.
    #[error("epoch {epoch} weighs {weight} share-seconds, {subtract} cannot be taken")]
    Negative {
        /// The first epoch short of weight.
        epoch: u32,
        /// What it weighs.
        weight: u64,
        /// What was to be taken.
        subtract: u64,
    },
    /// More breakpoints than the cap for this operation.
    #[error("the schedule would hold {points} breakpoints, more than {cap}: checkpoint and fold")]
    Full {
        /// Breakpoints it would hold.
        points: usize,
        /// The cap: `INFLOW_CAP` or `HARD_CAP`.
        cap: usize,
    },
    /// Bytes that are not a schedule.
    #[error("not a schedule: {reason} (at byte {offset} of {length})")]
    ScheduleBytes {
        /// Which rule they break.
        reason: &'static str,
        /// Where.
        offset: usize,
        /// How many bytes there were.
        length: usize,
    },
    /// Bytes that are not a record of lanes.
    #[error("not a record of lanes: {reason} (at byte {offset} of {length})")]
    LaneBytes {
        /// Which rule they break.
        reason: &'static str,
        /// Where.
        offset: usize,
        /// How many bytes there were.
        length: usize,
    },
    /// Nobody held a share in the epoch, so nothing can be due for it.
    #[error("minted weight is zero: {amount} base units have no holder")]
    NothingMinted {
        /// The amount that was to be credited.
        amount: Uint128,
    },
    /// A cumulative lane that falls: the stored record is broken.
    #[error("lane {lane:?} falls from {from} at epoch {from_epoch} to {to} at epoch {to_epoch}")]
    NotMonotone {
        /// The lane.
        lane: Lane,
        /// The earlier boundary.
        from_epoch: u32,
        /// The later boundary.
        to_epoch: u32,
        /// Its value at the earlier boundary.
        from: Uint256,
        /// Its value at the later boundary.
        to: Uint256,
    },
    /// A lane or an integral over it would exceed 256 bits. Honest input cannot: see `SCALE`.
    #[error("lane {lane:?} would exceed 256 bits")]
    LaneOverflow {
        /// The lane.
        lane: Lane,
    },
    /// A sum of money or scaled money exceeds its type.
    #[error("{quantity} of {value} exceeds its type")]
    AmountOverflow {
        /// Which quantity.
        quantity: &'static str,
        /// The operand that no longer fits.
        value: Uint256,
    },
    /// A cure of nothing.
    #[error("a cure of zero cures nothing: {outstanding} are outstanding")]
    ZeroCure {
        /// What is outstanding, in base units.
        outstanding: Uint128,
    },
    /// A cure of more than what is missing.
    #[error("a cure of {amount} exceeds the {outstanding} outstanding")]
    CureTooLarge {
        /// The cure.
        amount: Uint128,
        /// What is outstanding.
        outstanding: Uint128,
    },
    /// A cure that leaves so small a part open that it could no longer be shared exactly.
    #[error("a cure of {amount} leaves a crumb: at most {most_partial}, or all {outstanding}")]
    Crumb {
        /// The cure.
        amount: Uint128,
        /// The greatest partial cure that is accepted now.
        most_partial: Uint128,
        /// What is outstanding: always accepted.
        outstanding: Uint128,
    },
    /// An epoch that lies before the one where the present generation began.
    #[error("next epoch {next_epoch} is before generation start {generation_start}")]
    GenerationOrder {
        /// The next epoch to settle, as the caller said.
        next_epoch: u32,
        /// Start of the present generation.
        generation_start: u32,
    },
    /// A holder's record that is ahead of the rig's.
    #[error("holder's generation {holder} is ahead of the rig's {rig}")]
    GenerationAhead {
        /// The holder's.
        holder: u32,
        /// The rig's.
        rig: u32,
    },
}
