//! A rig as answers show it.

use serde::Serialize;
use utoipa::ToSchema;

use super::view::{Earned, Place};
use crate::store::tables::*;

/// A primary sale.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Sale {
    /// Price of a share, base units.
    pub price_per_share: String,
    /// In what.
    pub denom: String,
    /// The first second.
    pub opens_seconds: u64,
    /// The first second after it.
    pub closes_seconds: u64,
    /// Registered shares that nobody has.
    pub shares_left: u64,
}

/// The cheapest ask that stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Floor {
    /// Price of a share, rounded down, base units.
    pub price_per_share: String,
    /// In what.
    pub denom: String,
    /// The token.
    pub token_id: String,
    /// Its shares.
    pub shares: u64,
}

/// The newest final report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LastReport {
    /// The epoch.
    pub epoch: u32,
    /// What the pool credited, base units of the mined coin.
    pub gross: String,
    /// `attested` or `plausible`.
    pub grade: String,
    /// How many reporters stand behind it.
    pub signers: u16,
}

/// The newest closed epoch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LastClosed {
    /// The epoch.
    pub epoch: u32,
    /// `settled`, `late`, `defaulted` or `outage`.
    pub outcome: String,
    /// What it pays in.
    pub denom: String,
    /// What holders were due, base units.
    pub holders_due: String,
    /// What of it arrived, base units.
    pub delivered: String,
    /// What is missing, base units.
    pub short: String,
    /// Share-seconds among which it was split.
    pub minted_weight: String,
    /// What the rig earned.
    #[serde(flatten)]
    pub earned: Earned,
}

/// What a rig has delivered.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Record {
    /// Closed epochs.
    pub closed: u32,
    /// Paid in full within the grace.
    pub settled: u32,
    /// Paid in full after it.
    pub late: u32,
    /// Not paid in full.
    pub defaulted: u32,
    /// Without a report.
    pub outage: u32,
    /// What holders were due in all, base units of what the rig pays in.
    pub due: String,
    /// What they got, cures apart.
    pub delivered: String,
    /// What was short.
    pub short: String,
    /// What of it was cured.
    pub cured: String,
    /// What is still missing.
    pub outstanding: String,
}

impl From<&RigRow> for Record {
    fn from(rig: &RigRow) -> Self {
        Self {
            closed: rig.settled_epochs + rig.late_epochs + rig.defaulted_epochs + rig.outage_epochs,
            settled: rig.settled_epochs,
            late: rig.late_epochs,
            defaulted: rig.defaulted_epochs,
            outage: rig.outage_epochs,
            due: rig.due.to_string(),
            delivered: rig.delivered.to_string(),
            short: rig.short.to_string(),
            cured: rig.cured.to_string(),
            outstanding: rig.outstanding.to_string(),
        }
    }
}

/// A rig as it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RigSummary {
    /// Its number.
    pub rig: u32,
    /// Who operates it.
    pub operator: String,
    /// The machine's model.
    pub name: String,
    /// The mined coin.
    pub coin: String,
    /// Its decimals.
    pub coin_decimals: u16,
    /// The algorithm.
    pub algorithm: String,
    /// `waiting`, `approved`, `rejected` or `retired`.
    pub status: String,
    /// Registered hashrate, H/s.
    pub hashrate_hs: String,
    /// Hashrate of a share, H/s.
    pub unit_hashrate_hs: String,
    /// Registered shares.
    pub shares_registered: u64,
    /// Shares that exist.
    pub shares_minted: u64,
    /// The first epoch of the term.
    pub start_epoch: u32,
    /// The first epoch after it.
    pub end_epoch: u32,
    /// What holders are paid in.
    pub payout: String,
    /// The asset that it stands for.
    pub payout_asset: String,
    /// Its decimals.
    pub payout_decimals: u16,
    /// What its primary sales are paid in.
    pub sale_denom: String,
    /// How the pool pays.
    pub scheme: String,
    /// The operator's royalty on later sales.
    pub royalty_bps: u16,
    /// The least grade at which an epoch settles.
    pub least_grade: String,
    /// Watts, by the newest terms.
    pub watts: u64,
    /// Price of a kilowatt-hour, nano quote, by the newest terms.
    pub electricity_nano_per_kwh: String,
    /// Service fee, by the newest terms.
    pub service_fee_bps: u16,
    /// Its primary sale.
    pub sale: Option<Sale>,
    /// The cheapest ask that stands in the sale's denom.
    pub floor: Option<Floor>,
    /// Its newest final report.
    pub last_report: Option<LastReport>,
    /// Its newest closed epoch.
    pub last_closed: Option<LastClosed>,
    /// What it has delivered.
    pub record: Record,
}

/// Terms from an epoch on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Terms {
    /// The first epoch that is billed so.
    pub from_epoch: u32,
    /// Watts of the whole rig.
    pub watts: u64,
    /// Price of a kilowatt-hour, nano quote.
    pub electricity_nano_per_kwh: String,
    /// Service fee.
    pub service_fee_bps: u16,
}

impl From<&TermsRow> for Terms {
    fn from(row: &TermsRow) -> Self {
        Self {
            from_epoch: row.from_epoch,
            watts: u64::try_from(row.watts).unwrap_or(u64::MAX),
            electricity_nano_per_kwh: row.electricity_nano_per_kwh.to_string(),
            service_fee_bps: row.service_fee_bps,
        }
    }
}

/// What people want to know of a rig.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Profile {
    /// The machine's model.
    pub model: String,
    /// The algorithm.
    pub algorithm: String,
    /// Where it stands.
    pub location: String,
    /// Share of renewable energy.
    pub renewable_bps: u16,
    /// The pool.
    pub pool: String,
    /// How the pool pays.
    pub scheme: String,
    /// The account at the pool.
    pub worker: String,
    /// The mined coin's address that the pool pays to.
    pub payout_address: String,
}

/// A rig with everything about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RigDetail {
    /// As in the list.
    #[serde(flatten)]
    pub summary: RigSummary,
    /// All its terms, by rising epoch.
    pub terms: Vec<Terms>,
    /// What people want to know of it.
    pub profile: Profile,
    /// Who may become the operator.
    pub proposed_operator: Option<String>,
    /// What its primary sales have brought, base units of the sale's denom.
    pub proceeds: String,
    /// Where it was registered.
    pub registered: Place,
}
