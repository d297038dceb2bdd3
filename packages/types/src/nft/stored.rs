//! What the ledger of shares stores and others read raw.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{from_json, Addr, StdError, StdResult, Uint128};
use cw721::state::NftInfo;
use cw721::traits::Cw721State;
use cw_storage_plus::Map;
use cw_utils::Expiration;
use serde::Deserialize;
use share_ledger::{EpochClock, Schedule};

use super::messages::PayoutScheme;
use crate::oracle::Grade;
use crate::packed::{Pack, PackedMap, Packer, Unpacker};
use crate::peer::Layout;
use crate::units::Denom;

/// The suite's clock.
#[cw_serde]
#[derive(Copy)]
pub struct StoredClock {
    /// Layout version.
    pub v: u8,
    /// The clock.
    pub clock: EpochClock,
}

/// Where a rig stands with the registrar.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum RigStatus {
    /// Waits for the registrar.
    Pending,
    /// May sell shares.
    Approved,
    /// Never will.
    Rejected,
}

/// The terms of a rig from an epoch on.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct TermsStep {
    /// The first epoch that is billed so.
    pub from_epoch: u32,
    /// Watts of the whole rig.
    pub watts: u64,
    /// Price of a kilowatt-hour in billionths of the quote currency.
    pub electricity_nano_per_kwh: Uint128,
    /// Service fee, basis points of what electricity leaves of the gross.
    pub service_fee_bps: u16,
}

/// What other contracts need to know of a rig. Written at registration, never deleted.
#[cw_serde]
pub struct RigFacts {
    /// Layout version.
    pub v: u8,
    /// Where it stands with the registrar.
    pub status: RigStatus,
    /// Who operates it.
    pub operator: Addr,
    /// The mined coin.
    pub coin: String,
    /// Registered hashrate, H/s.
    pub hashrate_hs: Uint128,
    /// Registered shares: hashrate over unit. Never changes.
    pub shares: u64,
    /// By rising epoch, the first from the start of time; each no higher than the one before.
    pub terms: Vec<TermsStep>,
    /// The pool.
    pub pool: String,
    /// How the pool pays.
    pub scheme: PayoutScheme,
    /// First epoch of the term.
    pub start_epoch: u32,
    /// First epoch after the term (or after retirement).
    pub end_epoch: u32,
    /// True where the operator ended it before its term.
    pub retired: bool,
    /// What holders are paid in.
    pub payout: Denom,
    /// The least grade at which an epoch settles.
    pub least_grade: Grade,
    /// The operator's royalty on later sales, basis points.
    pub royalty_bps: u16,
}

impl RigFacts {
    /// The terms at which `epoch` is billed: a fact that no later change touches.
    ///
    /// `None` only where no terms are stored for it, which registration rules out.
    #[must_use]
    pub fn terms_at(&self, epoch: u32) -> Option<&TermsStep> {
        self.terms
            .iter()
            .rev()
            .find(|step| step.from_epoch <= epoch)
    }
}

/// What people want to know of a rig; no other contract reads it.
#[cw_serde]
pub struct RigProfile {
    /// The machine's model.
    pub model: String,
    /// The algorithm.
    pub algorithm: String,
    /// Hashrate of one share, H/s.
    pub unit_hashrate_hs: Uint128,
    /// Where it stands.
    pub location: String,
    /// Share of renewable energy, basis points.
    pub renewable_bps: u16,
    /// The account or worker at the pool.
    pub worker: String,
    /// The mined coin's address that the pool pays to.
    pub payout_address: String,
}

/// Share-seconds by epoch, of a holder in a rig or of all that is minted of a rig.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSchedule {
    /// The schedule.
    pub schedule: Schedule,
}

/// What the primary sales of a rig have brought. Written at registration.
#[cw_serde]
pub struct Proceeds {
    /// Layout version.
    pub v: u8,
    /// The sale denom of the rig.
    pub denom: String,
    /// All that was paid so far, base units; it only rises.
    pub total: Uint128,
}

/// What is stored of a token beside its owner and approvals. Everything that a wallet shows is built
/// from it in the query.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Share {
    /// Layout version.
    pub v: u8,
    /// The rig.
    pub rig: u32,
    /// How many shares.
    pub shares: u64,
}

impl Cw721State for Share {}

/// A token as cw721 0.22 stores it.
pub type StoredToken = NftInfo<Share>;

impl crate::peer::Layout for StoredToken {
    const VERSION: u8 = 1;

    fn version(&self) -> u8 {
        self.extension.v
    }

    fn version_of(stored: &[u8]) -> StdResult<u8> {
        #[derive(Deserialize)]
        struct Token {
            extension: Extension,
        }
        #[derive(Deserialize)]
        struct Extension {
            v: u8,
        }
        Ok(from_json::<Token>(stored)?.extension.v)
    }

    fn from_stored(stored: &[u8]) -> StdResult<Self> {
        from_json(stored)
    }
}

crate::layout!(StoredClock = 1, Proceeds = 1, Share = 1);
crate::packed_layout!(RigFacts = 1, StoredSchedule = 1);

impl Pack for RigFacts {
    fn pack(&self, into: &mut Packer) {
        into.byte(match self.status {
            RigStatus::Pending => 0,
            RigStatus::Approved => 1,
            RigStatus::Rejected => 2,
        });
        into.text(self.operator.as_str());
        into.text(&self.coin);
        into.amount(self.hashrate_hs);
        into.number(self.shares);
        into.number(self.terms.len() as u64);
        for step in &self.terms {
            into.epoch(step.from_epoch);
            into.number(step.watts);
            into.amount(step.electricity_nano_per_kwh);
            into.number(step.service_fee_bps);
        }
        into.text(&self.pool);
        into.byte(match self.scheme {
            PayoutScheme::Fpps => 0,
            PayoutScheme::Pplns => 1,
            PayoutScheme::Solo => 2,
        });
        into.epoch(self.start_epoch);
        into.epoch(self.end_epoch);
        into.flag(self.retired);
        into.text(&self.payout.key());
        into.byte(self.least_grade.number());
        into.number(self.royalty_bps);
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        Ok(Self {
            v: Self::VERSION,
            status: match from.byte()? {
                0 => RigStatus::Pending,
                1 => RigStatus::Approved,
                2 => RigStatus::Rejected,
                other => return Err(unknown("status", other)),
            },
            operator: from.address()?,
            coin: from.text()?,
            hashrate_hs: from.amount()?,
            shares: from.number()?,
            terms: (0..from.number::<u32>()?)
                .map(|_| {
                    Ok(TermsStep {
                        from_epoch: from.epoch()?,
                        watts: from.number()?,
                        electricity_nano_per_kwh: from.amount()?,
                        service_fee_bps: from.number()?,
                    })
                })
                .collect::<StdResult<_>>()?,
            pool: from.text()?,
            scheme: match from.byte()? {
                0 => PayoutScheme::Fpps,
                1 => PayoutScheme::Pplns,
                2 => PayoutScheme::Solo,
                other => return Err(unknown("payout scheme", other)),
            },
            start_epoch: from.epoch()?,
            end_epoch: from.epoch()?,
            retired: from.flag()?,
            payout: from.text()?.parse()?,
            least_grade: Grade::from_number(from.byte()?)?,
            royalty_bps: from.number()?,
        })
    }
}

fn unknown(what: &str, number: u8) -> StdError {
    StdError::parse_err("rig", format!("{number} is no {what}"))
}

impl Pack for StoredSchedule {
    fn pack(&self, into: &mut Packer) {
        into.bytes(&self.schedule.to_bytes());
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        let schedule = Schedule::from_bytes(from.rest());
        Ok(Self {
            schedule: schedule.map_err(|error| StdError::parse_err("schedule", error))?,
        })
    }
}

/// The suite's clock: written at instantiation, never changed.
pub const CLOCK: cw_storage_plus::Item<StoredClock> = cw_storage_plus::Item::new("clock");

/// Rigs by number, from 1: written at registration, never deleted.
pub const RIGS: PackedMap<u32, RigFacts> = PackedMap::new("rigs");

/// All that is minted of a rig: written at registration, never deleted.
pub const MINTED: PackedMap<u32, StoredSchedule> = PackedMap::new("minted");

/// What a holder has of a rig: written at its first share, never deleted.
pub const POSITIONS: PackedMap<(&Addr, u32), StoredSchedule> = PackedMap::new("positions");

/// What a rig's primary sales have brought: written at registration, never deleted.
pub const PROCEEDS: Map<u32, Proceeds> = Map::new("proceeds");

/// cw721's tokens by id, for raw reads. The contract itself writes them through cw721's own map, which
/// keeps an index of owners, unless the owner stays.
pub const TOKENS: Map<&str, StoredToken> = Map::new("tokens");

/// cw721's operators, (owner, operator) to when the approval ends, for raw reads.
pub const OPERATORS: Map<(&Addr, &Addr), Expiration> = Map::new("operators");
