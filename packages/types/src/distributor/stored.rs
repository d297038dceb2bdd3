//! What the distributor stores and others read raw.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, StdError, StdResult, Uint128};
use cw_storage_plus::Map;
use share_ledger::{HolderShortfall, Lanes, RigShortfall};

use crate::packed::{Pack, PackedMap, Packer, Unpacker};
use crate::units::Denom;

/// How an epoch was closed.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Outcome {
    /// Paid in full.
    Settled,
    /// Paid in full after the grace.
    Late,
    /// Not paid in full: the rest is short.
    Defaulted,
    /// Nothing was reported.
    Outage,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Settled => "settled",
            Self::Late => "late",
            Self::Defaulted => "defaulted",
            Self::Outage => "outage",
        })
    }
}

/// What an epoch was closed with.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Closing {
    /// How.
    pub outcome: Outcome,
    /// What holders got, base units.
    pub delivered: Uint128,
    /// What is missing, base units.
    pub short: Uint128,
    /// When it was closed.
    pub at_seconds: u64,
}

/// What a share-second has earned from the start of a rig to the start of an epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredCumulative {
    /// Scaled by 2^64.
    pub lanes: Lanes,
    /// How the epoch before was closed; none at the start of a run of epochs with shares.
    pub closing: Option<Closing>,
}

/// What a rig has delivered.
#[cw_serde]
#[derive(Default)]
pub struct Record {
    /// Epochs paid in full within the grace.
    pub settled_epochs: u32,
    /// Epochs paid in full after it.
    pub late_epochs: u32,
    /// Epochs not paid in full.
    pub defaulted_epochs: u32,
    /// Epochs without a report.
    pub outage_epochs: u32,
    /// What holders got in all, base units, cures apart.
    pub delivered: Uint128,
    /// What was short in all, base units.
    pub short: Uint128,
    /// What of it was cured, base units.
    pub cured: Uint128,
}

/// The book of a rig. Written at its first settlement (or first booking).
#[cw_serde]
pub struct RigBook {
    /// The first epoch that is not closed. The nft folds what was minted before it.
    pub next_epoch: u32,
    /// When `next_epoch` became the next one: grace does not begin before.
    pub next_since_seconds: u64,
    /// In which block.
    pub next_since_height: u64,
    /// What holders were due in the last epoch that was not an outage, base units: from it an outage
    /// is estimated where nothing better is known.
    pub last_due: Uint128,
    /// Share-seconds of that epoch.
    pub last_due_weight: u64,
    /// What a share-second has earned from the start of the rig to the start of `next_epoch`, scaled by
    /// 2^64: the newest of the [`CUMULATIVES`], so that settling and claiming read one record less.
    pub lanes: Lanes,
    /// What the accumulator of each lane carries over, scaled by 2^64 (never a whole share-second's
    /// worth).
    pub carry: Lanes,
    /// Shortfalls and their recovery.
    pub shortfall: RigShortfall,
    /// What the rig has delivered.
    pub record: Record,
    /// Proceeds that are booked, base units of the sale denom.
    pub booked_proceeds: Uint128,
    /// The number of what the rig pays in: see [`PAYOUTS`].
    pub payout_number: u16,
}

/// What stands written down of a holder in a rig. Absent: it never claimed and was never checkpointed.
#[cw_serde]
pub struct Cursor {
    /// The first epoch that is not accounted for. The nft folds the holder's schedule before it.
    pub next_epoch: u32,
    /// Whole base units that are written down and not paid.
    pub owed: Uint128,
    /// What is below a base unit, scaled by 2^64.
    pub remainder: u64,
    /// The holder's part of the rig's shortfalls, if it ever had one.
    pub shortfall: Option<HolderShortfall>,
}

/// An entry of the allow-list.
#[cw_serde]
pub struct StoredDenom {
    /// Layout version.
    pub v: u8,
    /// The asset it stands for.
    pub asset: String,
    /// Decimals of one whole coin of it.
    pub decimals: u8,
    /// Its number on the list, from 0.
    pub number: u16,
}

crate::layout!(StoredDenom = 1);
crate::packed_layout!(StoredCumulative = 1, RigBook = 1, Cursor = 1);

impl Pack for StoredCumulative {
    fn pack(&self, into: &mut Packer) {
        into.lanes(&self.lanes);
        let Some(closing) = &self.closing else {
            return into.byte(0);
        };
        into.byte(match closing.outcome {
            Outcome::Settled => 1,
            Outcome::Late => 2,
            Outcome::Defaulted => 3,
            Outcome::Outage => 4,
        });
        into.amount(closing.delivered);
        into.number(closing.at_seconds);
        // Most epochs are not short: nothing says it then.
        if !closing.short.is_zero() {
            into.amount(closing.short);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        let lanes = from.lanes()?;
        let outcome = match from.byte()? {
            0 => {
                return Ok(Self {
                    lanes,
                    closing: None,
                })
            }
            1 => Outcome::Settled,
            2 => Outcome::Late,
            3 => Outcome::Defaulted,
            4 => Outcome::Outage,
            other => return Err(broken_record(format!("{other} is no outcome"))),
        };
        let mut closing = Closing {
            outcome,
            delivered: from.amount()?,
            short: Uint128::zero(),
            at_seconds: from.number()?,
        };
        if !from.is_empty() {
            closing.short = from.amount()?;
            if closing.short.is_zero() {
                return Err(broken_record("it says that nothing is short".to_owned()));
            }
        }
        Ok(Self {
            lanes,
            closing: Some(closing),
        })
    }
}

impl Pack for RigBook {
    fn pack(&self, into: &mut Packer) {
        into.epoch(self.next_epoch);
        into.number(self.next_since_seconds);
        into.number(self.next_since_height);
        into.amount(self.last_due);
        into.number(self.last_due_weight);
        into.lanes(&self.lanes);
        into.lanes(&self.carry);
        let record = &self.record;
        into.sparse([
            record.settled_epochs.into(),
            record.late_epochs.into(),
            record.defaulted_epochs.into(),
            record.outage_epochs.into(),
            record.delivered.u128(),
            record.short.u128(),
            record.cured.u128(),
            self.booked_proceeds.u128(),
        ]);
        into.number(self.payout_number);
        // Most rigs are never short: nothing says it then.
        let shortfall = &self.shortfall;
        if *shortfall != RigShortfall::new() {
            into.number(shortfall.generation);
            into.epoch(shortfall.generation_start);
            into.amount(shortfall.outstanding);
            into.number(shortfall.carry);
            into.bytes(&shortfall.unit_value.to_be_bytes());
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        let (next_epoch, next_since_seconds, next_since_height) =
            (from.epoch()?, from.number()?, from.number()?);
        let (last_due, last_due_weight) = (from.amount()?, from.number()?);
        let (lanes, carry) = (from.lanes()?, from.lanes()?);
        let [settled, late, defaulted, outage, delivered, short, cured, booked] = from.sparse()?;
        let count = |of: u128| {
            u32::try_from(of).map_err(|_| broken_record(format!("{of} epochs are too many")))
        };
        Ok(Self {
            next_epoch,
            next_since_seconds,
            next_since_height,
            last_due,
            last_due_weight,
            lanes,
            carry,
            record: Record {
                settled_epochs: count(settled)?,
                late_epochs: count(late)?,
                defaulted_epochs: count(defaulted)?,
                outage_epochs: count(outage)?,
                delivered: delivered.into(),
                short: short.into(),
                cured: cured.into(),
            },
            booked_proceeds: booked.into(),
            payout_number: from.number()?,
            shortfall: if from.is_empty() {
                RigShortfall::new()
            } else {
                let shortfall = RigShortfall {
                    generation: from.number()?,
                    generation_start: from.epoch()?,
                    outstanding: from.amount()?,
                    carry: from.number()?,
                    unit_value: from.wide()?,
                };
                if shortfall == RigShortfall::new() {
                    return Err(broken_record("it says that nothing is short".to_owned()));
                }
                shortfall
            },
        })
    }
}

fn broken_record(why: String) -> StdError {
    StdError::parse_err("record of a rig", why)
}

impl Pack for Cursor {
    fn pack(&self, into: &mut Packer) {
        into.epoch(self.next_epoch);
        into.amount(self.owed);
        into.number(self.remainder);
        if let Some(shortfall) = &self.shortfall {
            into.number(shortfall.generation);
            into.bytes(&shortfall.face_scaled.to_be_bytes());
            into.bytes(&shortfall.units_scaled.to_be_bytes());
            into.bytes(&shortfall.recovered_scaled.to_be_bytes());
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        Ok(Self {
            next_epoch: from.epoch()?,
            owed: from.amount()?,
            remainder: from.number()?,
            shortfall: if from.is_empty() {
                None
            } else {
                Some(HolderShortfall {
                    generation: from.number()?,
                    face_scaled: from.wide()?,
                    units_scaled: from.wide()?,
                    recovered_scaled: from.wide()?,
                })
            },
        })
    }
}

/// Books by rig. Each byte of a key costs 30 gas where a settlement writes it, so these two maps have
/// the shortest names.
pub const BOOKS: PackedMap<u32, RigBook> = PackedMap::new("b");

/// Cursors by (holder, rig).
pub const CURSORS: PackedMap<(&Addr, u32), Cursor> = PackedMap::new("paid");

/// Cumulatives by (rig, epoch): up to the start of the epoch.
pub const CUMULATIVES: PackedMap<(u32, u32), StoredCumulative> = PackedMap::new("s");

/// The allow-list, by [`Denom::key`]. Entries are never changed or removed.
pub const DENOMS: Map<&str, StoredDenom> = Map::new("denoms");

/// The same list by number, so that a book can name a denom in a byte or two.
pub const PAYOUTS: Map<u16, Denom> = Map::new("payouts");
