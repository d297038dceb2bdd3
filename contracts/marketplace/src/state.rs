//! What the marketplace stores. No other contract reads it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Coin, Empty, Uint128};
use cw_storage_plus::{Item, Map};
use rigshare_types::marketplace::OfferTarget;

/// The layout that this build stores and takes over.
pub const LAYOUT: u8 = 1;

/// What is configured.
#[cw_serde]
pub struct Config {
    /// Layout of everything that this contract stores.
    pub v: u8,
    /// The tokens that are traded.
    pub hashrate_nft: Addr,
    /// Whose account the fee goes to.
    pub protocol_recipient: Addr,
    /// The fee, basis points.
    pub fee_bps: u16,
    /// In what tokens are traded.
    pub denoms: Vec<String>,
    /// May pause.
    pub pauser: Addr,
}

/// A token asked for sale.
#[cw_serde]
pub struct Ask {
    /// Who sells.
    pub seller: Addr,
    /// The token's rig.
    pub rig: u32,
    /// The token's shares when it was asked.
    pub shares: u64,
    /// The whole price.
    pub price: Coin,
    /// The first second at which it can't be bought any more.
    pub expires_seconds: u64,
}

/// Coins laid down for a token.
#[cw_serde]
pub struct Offer {
    /// Who buys.
    pub buyer: Addr,
    /// What for.
    pub target: OfferTarget,
    /// The least shares.
    pub least_shares: u64,
    /// The latest second at which a lease may end.
    pub latest_lease_end_seconds: Option<u64>,
    /// What is held.
    pub escrow: Coin,
    /// The first second at which it can't be accepted any more.
    pub expires_seconds: u64,
}

/// What is configured.
pub const CONFIG: Item<Config> = Item::new("config");

/// Asks by token. Only [`crate::asks`] writes them, together with [`ASKS_BY_PRICE`].
pub const ASKS: Map<&str, Ask> = Map::new("asks");

/// Where an ask stands in its rig's list: ((rig, denom), price of one share rounded down, token).
pub type AskPlace<'a> = ((u32, &'a str), u128, &'a str);

/// The asks of a rig in a denom, cheapest share first.
pub const ASKS_BY_PRICE: Map<AskPlace, Empty> = Map::new("asks_by_price");

/// Offers by number. Only [`crate::offers`] writes them, together with [`OFFERS_BY_RIG`].
pub const OFFERS: Map<u64, Offer> = Map::new("offers");

/// The offers for a rig or one of its tokens: (rig, offer).
pub const OFFERS_BY_RIG: Map<(u32, u64), Empty> = Map::new("offers_by_rig");

/// The number of the latest offer; 0 before the first.
pub const LAST_OFFER: Item<u64> = Item::new("last_offer");

/// What an address may withdraw, by denom; above zero. Only [`crate::accounts`] writes them.
pub const ACCOUNTS: Map<(&Addr, &str), Uint128> = Map::new("accounts");
