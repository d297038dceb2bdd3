//! What only this contract reads. What others read stands in [`rigshare_types::oracle`].

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Deps, Env, HexBinary, Order, StdError, StdResult, Storage};
use cw_storage_plus::{Bound, Item, Map};
use rigshare_types::nft::CLOCK;
use rigshare_types::oracle::{Reporter, ReporterConfig, EVIDENCE, TIMING};
use rigshare_types::pause::PAUSES;
use rigshare_types::peer::read_item;

use crate::error::ContractError;
use crate::record::Record;
use crate::times::Times;

/// The layout of [`Config`] and [`StoredReporters`].
pub const LAYOUT: u8 = 1;

/// Peers and roles.
#[cw_serde]
pub struct Config {
    /// Layout version.
    pub v: u8,
    /// The registry of rigs.
    pub hashrate_nft: Addr,
    /// The currency of all prices.
    pub quote_currency: String,
    /// May stop new batches for a while.
    pub pauser: Addr,
}

/// A configuration of reporters.
#[cw_serde]
pub struct StoredReporters {
    /// Layout version.
    pub v: u8,
    /// Its number, from 1.
    pub version: u32,
    /// The first epoch it counts for.
    pub from_epoch: u32,
    /// The configuration.
    pub config: ReporterConfig,
}

/// Peers and roles.
pub const CONFIG: Item<Config> = Item::new("config");

/// Configurations by the first epoch they count for: an entry is replaced until that epoch begins, and
/// never after.
pub const REPORTERS: Map<u32, StoredReporters> = Map::new("reporters");

/// The key of every number that a reporter ever had. Never changed.
pub const KEYS: Map<u16, HexBinary> = Map::new("keys");

/// The number of every key that a reporter ever had. Never changed.
pub const NUMBERS: Map<&[u8], u16> = Map::new("numbers");

/// Where batches lie, by (epoch, page, reporter): written once. The values are [`Record`]s in their own
/// encoding, not JSON; read and write them with [`find_batch`] and [`Storage::set`].
pub const BATCHES: Map<(u32, u16, u16), ()> = Map::new("batches");

impl StoredReporters {
    /// The reporter with a number.
    ///
    /// # Errors
    /// [`ContractError::UnknownReporter`].
    pub fn reporter(&self, id: u16, epoch: u32) -> Result<&Reporter, ContractError> {
        self.config
            .reporters
            .iter()
            .find(|reporter| reporter.id == id)
            .ok_or(ContractError::UnknownReporter {
                reporter: id,
                epoch,
                version: self.version,
            })
    }

    /// The numbers of its reporters, rising.
    #[must_use]
    pub fn ids(&self) -> Vec<u16> {
        let mut ids: Vec<u16> = self.config.reporters.iter().map(|r| r.id).collect();
        ids.sort_unstable();
        ids
    }
}

/// The reporters and rules that count for `epoch`.
///
/// # Errors
/// None are stored, which instantiation rules out.
pub fn reporters_of(storage: &dyn Storage, epoch: u32) -> StdResult<StoredReporters> {
    latest_reporters(storage, Some(Bound::inclusive(epoch)))
}

/// The newest reporters and rules, which may count only from the next epoch on.
///
/// # Errors
/// None are stored, which instantiation rules out.
pub fn newest_reporters(storage: &dyn Storage) -> StdResult<StoredReporters> {
    latest_reporters(storage, None)
}

fn latest_reporters(storage: &dyn Storage, upto: Option<Bound<u32>>) -> StdResult<StoredReporters> {
    REPORTERS
        .range(storage, None, upto, Order::Descending)
        .next()
        .transpose()?
        .map(|(_, stored)| stored)
        .ok_or_else(|| StdError::not_found("reporters"))
}

/// Whether a reporter was shown to have signed twice.
#[must_use]
pub fn is_suspended(storage: &dyn Storage, reporter: u16) -> bool {
    EVIDENCE.has(storage, reporter)
}

/// The batch of a reporter for an epoch and page, if it is known.
///
/// # Errors
/// What is stored is not a record.
pub fn find_batch(
    storage: &dyn Storage,
    epoch: u32,
    page: u16,
    reporter: u16,
) -> Result<Option<Record>, ContractError> {
    storage
        .get(&BATCHES.key((epoch, page, reporter)))
        .map(|bytes| Record::decode(epoch, page, &bytes))
        .transpose()
        .map_err(ContractError::from)
}

/// What the time of anything follows from: one raw read of the suite's clock.
///
/// # Errors
/// The clock can't be read.
pub fn load_times(deps: Deps, env: &Env, config: &Config) -> Result<Times, ContractError> {
    let stored = read_item(&deps.querier, &config.hashrate_nft, "clock", &CLOCK)?;
    Ok(Times {
        clock: stored.clock,
        timing: TIMING.load(deps.storage)?.timing,
        pauses: PAUSES.load(deps.storage)?,
        now_seconds: env.block.time.seconds(),
    })
}
