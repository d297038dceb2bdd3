//! What the oracle stores and others read raw.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{StdResult, Uint128};
use cw_storage_plus::{Item, Map};

use super::grade::Grade;
use super::messages::Timing;
use crate::batch::SignedBatch;
use crate::packed::{Pack, PackedMap, Packer, Unpacker};
use crate::peer::Layout;

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
