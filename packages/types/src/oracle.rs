//! oracle: what each rig earned, by a quorum of signed batches; prices and network figures.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, StdError, StdResult, Uint128};
use cw_ownable::{cw_ownable_execute, cw_ownable_query};
use cw_storage_plus::{Item, Map};

use crate::batch::SignedBatch;
use crate::packed::{Pack, PackedMap, Packer, Unpacker};
use crate::pause::PauseLog;
use crate::peer::Layout;

/// How much is known of a report. Each grade includes those before it.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// A quorum of reporters agrees within the spread.
    Attested,
    /// And the gross is no more than the registered hashrate can have earned in the network.
    Plausible,
}

impl Grade {
    /// As it is stored.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Attested => 0,
            Self::Plausible => 1,
        }
    }

    /// Reads [`Grade::number`].
    pub(crate) fn from_number(number: u8) -> StdResult<Self> {
        match number {
            0 => Ok(Self::Attested),
            1 => Ok(Self::Plausible),
            other => Err(StdError::parse_err("grade", format!("{other} is no grade"))),
        }
    }
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Attested => "attested",
            Self::Plausible => "plausible",
        })
    }
}

// ---------------------------------------------------------------- messages

/// How the contract is born.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Names reporters and the pauser. Handed over in two steps.
    pub owner: String,
    /// May stop new batches for a while.
    pub pauser: String,
    /// The registry of rigs, known before it exists.
    pub hashrate_nft: String,
    /// The currency of all prices, such as `USD`.
    pub quote_currency: String,
    /// The coins and other assets whose figures are reported; the list can only grow.
    pub assets: Vec<Asset>,
    /// The rules of time; they can never change.
    pub timing: Timing,
    /// The first reporters and their rules, from epoch 0 on.
    pub reporters: ReporterConfig,
}

/// A coin, or what a payout denom stands for (such as `USDC`).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// Its symbol, such as `BTC`: 1 to 16 bytes.
    pub symbol: String,
    /// How many decimals one whole coin has, at most 18.
    pub decimals: u8,
}

/// The rules of time.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub struct Timing {
    /// How long after an epoch's end batches are collected before anything is final. Above zero.
    pub window_seconds: u64,
    /// How long after an epoch's end a report may still become final; later the epoch counts as an
    /// outage. Longer than the window. It stops while the oracle is paused.
    pub outage_deadline_seconds: u64,
}

/// Reporters and their rules.
///
/// With `faulty` = f reporters tolerated, `quorum` >= 2 f + 1 and reporters >= `quorum` + f: 4 or 5
/// reporters tolerate one, 7 tolerate two.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ReporterConfig {
    /// Who reports, at most [`MAX_REPORTERS`].
    pub reporters: Vec<Reporter>,
    /// How many of them may be faulty.
    pub faulty: u16,
    /// How many must agree.
    pub quorum: u16,
    /// How far from the median an agreeing report may be, basis points.
    pub report_spread_bps: u16,
    /// The same for prices, network figures and pools.
    pub market_spread_bps: u16,
    /// How far above what the network pays on average a gross may be and still be plausible, basis
    /// points.
    pub plausible_tolerance_bps: u16,
}

/// The most reporters at once.
pub const MAX_REPORTERS: usize = 32;

/// The most rigs that one `finalize` takes.
pub const MAX_FINALIZE_RIGS: usize = 64;

/// A reporter.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Reporter {
    /// Its number; it is never used again for another key.
    pub id: u16,
    /// Its name, at most 64 bytes.
    pub name: String,
    /// Its compressed secp256k1 public key, 33 bytes.
    pub public_key: HexBinary,
}

/// What can be asked of the contract.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Anyone: hands in signed batches of ended epochs. A batch that is known already is passed over;
    /// if all are, the message is refused.
    Relay {
        /// The batches.
        batches: Vec<SignedBatch>,
    },
    /// Anyone, after the window: makes prices and network figures of an epoch final, as far as a
    /// quorum agrees, then the reports of the rigs that are named, each of which must become final.
    Finalize {
        /// The epoch.
        epoch: u32,
        /// The rigs, at most [`MAX_FINALIZE_RIGS`].
        rigs: Vec<u32>,
    },
    /// Anyone: shows two different batches that one reporter signed for one epoch and page. The
    /// reporter is suspended: what it signed counts no more for anything that is not final.
    ProveEquivocation {
        /// The one.
        first: Box<SignedBatch>,
        /// The other.
        second: Box<SignedBatch>,
    },
    /// Owner: changes reporters and rules from the next epoch on. Epochs that have begun keep theirs.
    ChangeReporters {
        /// The new configuration.
        reporters: ReporterConfig,
    },
    /// Owner: adds an asset.
    AddAsset {
        /// The asset.
        asset: Asset,
    },
    /// Pauser: stops relaying and finalizing for a while. Deadlines stop with it.
    Pause {
        /// For how long, at most [`crate::pause::MAX_PAUSE_SECONDS`].
        seconds: u64,
    },
    /// Pauser: ends the pause early.
    Unpause {},
    /// Owner: names the pauser.
    SetPauser {
        /// Who it is from now on.
        address: String,
    },
}

/// How the contract is migrated.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

// ---------------------------------------------------------------- queries

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
    #[returns(Option<FinalNetwork>)]
    Network {
        /// The coin.
        coin: String,
        /// The epoch.
        epoch: u32,
    },
    /// What is stored against a reporter that signed twice.
    #[returns(Option<StoredEvidence>)]
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

// ---------------------------------------------------------------- stored interface

/// The rules of time. Written at instantiation, never changed.
#[cw_serde]
#[derive(Copy)]
pub struct StoredTiming {
    /// Layout version.
    pub v: u8,
    /// The rules.
    pub timing: Timing,
}

/// An asset of the list.
#[cw_serde]
#[derive(Copy)]
pub struct StoredAsset {
    /// Layout version.
    pub v: u8,
    /// Decimals of one whole coin.
    pub decimals: u8,
}

/// A rig's earnings of an epoch, for ever.
#[cw_serde]
#[derive(Copy)]
pub struct FinalReport {
    /// Layout version.
    pub v: u8,
    /// What the rig's pool credited, base units of the mined coin.
    pub gross: Uint128,
    /// How much is known of it.
    pub grade: Grade,
    /// How many reporters stand behind it.
    pub signers: u16,
    /// When it became final.
    pub final_seconds: u64,
    /// In which block.
    pub final_height: u64,
}

/// The price of an asset in an epoch, for ever.
#[cw_serde]
#[derive(Copy)]
pub struct FinalPrice {
    /// Layout version.
    pub v: u8,
    /// Price of one whole coin in billionths of the quote currency; above zero.
    pub nano_per_coin: Uint128,
    /// When it became final.
    pub final_seconds: u64,
    /// In which block.
    pub final_height: u64,
}

/// The network of a coin in an epoch, for ever.
#[cw_serde]
#[derive(Copy)]
pub struct FinalNetwork {
    /// Layout version.
    pub v: u8,
    /// Expected hashes that find one block; above zero.
    pub hashes_per_block: Uint128,
    /// Subsidy and fees of one block, base units.
    pub reward_per_block: Uint128,
}

/// A pool's hashrate in an epoch, for ever.
#[cw_serde]
#[derive(Copy)]
pub struct FinalPool {
    /// Layout version.
    pub v: u8,
    /// The hashrate of all its miners, H/s; above zero.
    pub hashrate_hs: Uint128,
}

/// Two batches that one reporter signed for one epoch and page.
#[cw_serde]
pub struct StoredEvidence {
    /// Layout version.
    pub v: u8,
    /// The number of the configuration under which both were signed.
    pub config_version: u32,
    /// The one.
    pub first: SignedBatch,
    /// The other.
    pub second: SignedBatch,
}

crate::layout!(
    StoredTiming = 1,
    StoredAsset = 1,
    FinalPrice = 1,
    FinalNetwork = 1,
    FinalPool = 1,
    StoredEvidence = 1,
);
crate::packed_layout!(FinalReport = 1);

impl Pack for FinalReport {
    fn pack(&self, into: &mut Packer) {
        into.amount(self.gross);
        into.byte(self.grade.number());
        into.number(self.signers);
        into.number(self.final_seconds);
        into.number(self.final_height);
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        Ok(Self {
            v: Self::VERSION,
            gross: from.amount()?,
            grade: Grade::from_number(from.byte()?)?,
            signers: from.number()?,
            final_seconds: from.number()?,
            final_height: from.number()?,
        })
    }
}

/// The rules of time.
pub const TIMING: Item<StoredTiming> = Item::new("timing");

/// Assets by symbol.
pub const ASSETS: Map<&str, StoredAsset> = Map::new("assets");

/// Final reports by (rig, epoch). Absent: not final.
pub const REPORTS: PackedMap<(u32, u32), FinalReport> = PackedMap::new("reports");

/// Final prices by (asset, epoch). Absent: no quorum agreed.
pub const PRICES: Map<(&str, u32), FinalPrice> = Map::new("prices");

/// Final network figures by (coin, epoch). Absent: no quorum agreed.
pub const NETWORKS: Map<(&str, u32), FinalNetwork> = Map::new("networks");

/// Final pool hashrates by (pool, coin, epoch). Absent: no quorum agreed.
pub const POOLS: Map<(&str, &str, u32), FinalPool> = Map::new("pools");

/// What is stored against a reporter, by its number. Present: it is suspended.
pub const EVIDENCE: Map<u16, StoredEvidence> = Map::new("evidence");
