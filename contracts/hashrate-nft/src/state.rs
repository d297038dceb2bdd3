//! What the contract keeps for itself. What others read raw stands in `rigshare_types::nft`.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Empty};
use cw_storage_plus::{Item, Map};
use rigshare_types::nft::{RigProfile, Sale};

/// What never changes after instantiation.
#[cw_serde]
pub struct Peers {
    /// The currency in which electricity is priced.
    pub quote_currency: String,
    /// Where proceeds go, and whose cursors and books let schedules fold.
    pub distributor: Addr,
    /// Knows the coins.
    pub oracle: Addr,
}

/// Who may do what, beside the owner.
#[cw_serde]
pub struct Roles {
    /// Decides on rigs.
    pub registrar: Addr,
    /// Pauses.
    pub pauser: Addr,
}

/// The peers and the quote currency.
pub const PEERS: Item<Peers> = Item::new("peers");

/// The registrar and the pauser.
pub const ROLES: Item<Roles> = Item::new("roles");

/// How many rigs are registered: the number of the last one.
pub const RIG_COUNT: Item<u32> = Item::new("rig_count");

/// How many tokens are no more. With cw721's count of those that are, it numbers the next one: a mint
/// writes one counter, not two.
pub const TOKENS_ENDED: Item<u64> = Item::new("tokens_ended");

/// Profiles by rig.
pub const PROFILES: Map<u32, RigProfile> = Map::new("profiles");

/// Sales by rig. Absent: none.
pub const SALES: Map<u32, Sale> = Map::new("sales");

/// Allow-lists, by (rig, buyer).
pub const BUYERS: Map<(u32, &Addr), Empty> = Map::new("buyers");

/// Shares that a wallet has got from a rig's sales, by (rig, wallet).
pub const BOUGHT: Map<(u32, &Addr), u64> = Map::new("bought");

/// Proposed operators by rig.
pub const PROPOSED: Map<u32, Addr> = Map::new("proposed");

/// Rigs by (pool, worker), both in lower case, without rejected ones.
pub const WORKERS: Map<(&str, &str), u32> = Map::new("workers");

/// Rigs by payout address in lower case, without rejected ones.
///
/// Bech32 addresses mean the same in upper and lower case, and two addresses of another kind that
/// differ in case alone do not happen: one key for both closes the loophole and harms nobody.
pub const PAYOUT_ADDRESSES: Map<&str, u32> = Map::new("payout_addresses");
