//! What the oracle answers.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, Uint128};
use cw_ownable::cw_ownable_query;

use super::messages::{Asset, ReporterConfig, Timing};
use super::stored::{FinalPrice, FinalReport};
use crate::pause::PauseLog;

/// What can be asked about the contract.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Everything that is configured.
    #[returns(ConfigResponse)]
    Config {},
    /// The reporters and rules that count for an epoch.
    #[returns(ReportersResponse)]
    Reporters {
        /// The epoch.
        epoch: u32,
    },
    /// A rig's report, final or forming.
    #[returns(ReportResponse)]
    Report {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
    },
    /// A rig's final reports by rising epoch, at most 100 at once.
    #[returns(ReportsResponse)]
    Reports {
        /// The rig.
        rig: u32,
        /// Go on after this epoch.
        start_after: Option<u32>,
        /// How many.
        limit: Option<u32>,
    },
    /// The batches of an epoch and page.
    #[returns(BatchesResponse)]
    Batches {
        /// The epoch.
        epoch: u32,
        /// The page.
        page: u16,
    },
    /// The final price of an asset in an epoch.
    #[returns(Option<FinalPrice>)]
    Price {
        /// The asset.
        asset: String,
        /// The epoch.
        epoch: u32,
    },
    /// The latest final price of an asset and how old it is.
    #[returns(Option<LatestPriceResponse>)]
    LatestPrice {
        /// The asset.
        asset: String,
    },
    /// The final network figures of a coin in an epoch.
    #[returns(Option<super::FinalNetwork>)]
    Network {
        /// The coin.
        coin: String,
        /// The epoch.
        epoch: u32,
    },
    /// What is stored against a reporter that signed twice.
    #[returns(Option<super::StoredEvidence>)]
    Evidence {
        /// The reporter.
        reporter: u16,
    },
    /// The assets, by rising symbol, at most 100 at once.
    #[returns(AssetsResponse)]
    Assets {
        /// Go on after this symbol.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
}

/// Everything that is configured.
#[cw_serde]
pub struct ConfigResponse {
    /// The registry of rigs.
    pub hashrate_nft: Addr,
    /// The currency of all prices.
    pub quote_currency: String,
    /// The rules of time.
    pub timing: Timing,
    /// The pauser.
    pub pauser: Addr,
    /// The pauses so far.
    pub pauses: PauseLog,
    /// The newest configuration of reporters, which may count only from the next epoch on.
    pub newest_config: u32,
}

/// The reporters and rules that count for an epoch.
#[cw_serde]
pub struct ReportersResponse {
    /// The number of the configuration: part of what reporters sign.
    pub version: u32,
    /// The first epoch it counts for.
    pub from_epoch: u32,
    /// The configuration.
    pub config: ReporterConfig,
    /// Reporters of it that are suspended.
    pub suspended: Vec<u16>,
}

/// A rig's report of an epoch.
#[cw_serde]
pub struct ReportResponse {
    /// The final report, if it is final.
    pub report: Option<FinalReport>,
    /// What each reporter signed, by rising number.
    pub observations: Vec<ReporterObservation>,
    /// The first second at which it can become final.
    pub window_ends_seconds: u64,
    /// The first second at which it can't any more, if the oracle is not paused meanwhile.
    pub deadline_seconds: u64,
}

/// What one reporter signed for a rig.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct ReporterObservation {
    /// The reporter.
    pub reporter: u16,
    /// The gross, base units of the mined coin.
    pub gross: Uint128,
}

/// A page of final reports.
#[cw_serde]
pub struct ReportsResponse {
    /// By rising epoch.
    pub reports: Vec<EpochReport>,
}

/// A final report and its epoch.
#[cw_serde]
pub struct EpochReport {
    /// The epoch.
    pub epoch: u32,
    /// The report.
    pub report: FinalReport,
}

/// The batches of an epoch and page.
#[cw_serde]
pub struct BatchesResponse {
    /// By rising reporter.
    pub batches: Vec<BatchResponse>,
}

/// A stored batch.
#[cw_serde]
pub struct BatchResponse {
    /// The reporter.
    pub reporter: u16,
    /// SHA-256 of what it signed.
    pub digest: HexBinary,
    /// What it signed.
    pub batch: crate::batch::Batch,
}

/// The latest price of an asset.
#[cw_serde]
pub struct LatestPriceResponse {
    /// The epoch it is of.
    pub epoch: u32,
    /// The price.
    pub price: FinalPrice,
    /// How many epochs have begun since that one: above 2, the price is stale.
    pub age_epochs: u32,
    /// True where the age is above 2.
    pub stale: bool,
}

/// A page of assets.
#[cw_serde]
pub struct AssetsResponse {
    /// By rising symbol.
    pub assets: Vec<Asset>,
}
