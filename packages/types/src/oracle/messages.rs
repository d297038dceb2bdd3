//! What can be asked of the oracle.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::HexBinary;
use cw_ownable::cw_ownable_execute;

use crate::batch::SignedBatch;

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
