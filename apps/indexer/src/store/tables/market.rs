//! Asks, offers and trades.

use crate::store::value::Sorted;
use crate::table;

table! {
    /// An ask that was not removed.
    AskRow = "asks" {
        key /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who sells.
        seller: String,
        /// The whole price.
        price: u128,
        /// In what.
        denom: String,
        /// Price of a share, rounded down.
        price_per_share: Sorted,
        /// The first second at which it can't be bought any more.
        expires_seconds: u64,
        /// Why it can't be bought: `sold`, `gone`, or empty.
        stale: String,
        /// The event.
        id: i64,
        /// When it was asked.
        created_seconds: u64,
    }
}

table! {
    /// An offer that was not removed.
    OfferRow = "offers" {
        key /// Its number.
        offer: u64,
        /// Who buys.
        buyer: String,
        /// The rig.
        rig: u32,
        /// The token; empty: any of the rig.
        token_id: String,
        /// The least shares.
        least_shares: u64,
        /// Price of one share, or of the token.
        price: Sorted,
        /// In what.
        denom: String,
        /// What is held for it.
        escrow: u128,
        /// The first second at which it can't be accepted any more.
        expires_seconds: u64,
        /// The event.
        id: i64,
        /// When it was made.
        created_seconds: u64,
    }
}

table! {
    /// A sale of shares.
    TradeRow = "trades" {
        key /// The event.
        id: i64,
        /// When.
        time_seconds: u64,
        /// `primary`, `ask` or `offer`.
        kind: String,
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who sold.
        seller: String,
        /// Who paid.
        buyer: String,
        /// Who has it.
        recipient: String,
        /// The whole price.
        price: u128,
        /// In what.
        denom: String,
        /// What of it the royalty is.
        royalty: u128,
        /// What of it the protocol's fee is.
        fee: u128,
        /// What all trades in that denom have come to, this one included.
        volume: u128,
        /// How many they are.
        trades: u64,
    }
}

table! {
    /// What all trades in a denom have come to.
    MarketRow = "markets" {
        key /// The denom.
        denom: String,
        /// The sum of their prices.
        volume: u128,
        /// How many they are.
        trades: u64,
    }
}
