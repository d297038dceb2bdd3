//! marketplace: asks and offers for shares.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Coin, Uint128};
use cw_ownable::{cw_ownable_execute, cw_ownable_query};

use crate::pause::PauseLog;

/// How the contract is born.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Adds denoms, lowers the fee, names the pauser and the protocol's recipient. Handed over in two
    /// steps.
    pub owner: String,
    /// May stop new asks, offers and sales for a while; never cancelling or withdrawing.
    pub pauser: String,
    /// The tokens that are traded, known before they exist.
    pub hashrate_nft: String,
    /// Whose account the protocol's fee goes to.
    pub protocol_recipient: String,
    /// The protocol's fee, basis points of the price, at most [`MAX_FEE_BPS`]. It can only fall.
    pub fee_bps: u16,
    /// Native denoms in which tokens are traded; the list can only grow.
    pub denoms: Vec<String>,
}

/// The highest fee. With the highest royalty, nine tenths of the price are still the seller's.
pub const MAX_FEE_BPS: u16 = 500;

/// The most purchases, tokens or offers of one message.
pub const MAX_ITEMS: usize = 32;

/// How far in the future an ask or an offer may expire: a year.
pub const MAX_EXPIRY_SECONDS: u64 = 366 * 86_400;

/// What a buyer is sure of when it buys.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Purchase {
    /// The token.
    pub token_id: String,
    /// The most that it may cost, and in what. The ask's price is what it costs.
    pub limit: Coin,
    /// The least shares that it must have.
    pub least_shares: u64,
    /// The latest second at which a lease on it may end; none means it must not be leased.
    pub latest_lease_end_seconds: Option<u64>,
}

/// What can be asked of the contract.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// A token's owner: offers it at a price. The token stays with the owner, and earns. A new ask
    /// replaces the one before.
    Ask {
        /// The token; this contract must be approved for it.
        token_id: String,
        /// The whole price.
        price: Coin,
        /// The first second at which it can't be bought any more.
        expires_seconds: u64,
    },
    /// Who asked: takes the ask back.
    CancelAsk {
        /// The token.
        token_id: String,
    },
    /// Anyone: buys tokens with exactly the sum of their prices attached, all or none.
    Buy {
        /// What to buy, each token once, at most [`MAX_ITEMS`].
        purchases: Vec<Purchase>,
        /// The last second at which this may happen.
        deadline_seconds: u64,
        /// Who gets the tokens; the sender if left out.
        recipient: Option<String>,
    },
    /// Anyone: offers the coins attached for one token.
    OfferForToken {
        /// The token.
        token_id: String,
        /// The least shares that it must have when the offer is accepted.
        least_shares: u64,
        /// The latest second at which a lease on it may end; none means it must not be leased.
        latest_lease_end_seconds: Option<u64>,
        /// The first second at which it can't be accepted any more.
        expires_seconds: u64,
    },
    /// Anyone: offers for any token of a rig a price per share. The coins attached limit how much.
    OfferForRig {
        /// The rig.
        rig: u32,
        /// Price of one share, base units of the coin attached.
        price_per_share: Uint128,
        /// The least shares that a token must have.
        least_shares: u64,
        /// The latest second at which a lease on it may end; none means it must not be leased.
        latest_lease_end_seconds: Option<u64>,
        /// The first second at which it can't be accepted any more.
        expires_seconds: u64,
    },
    /// Who offered: takes the offer back. The coins are its to withdraw.
    CancelOffer {
        /// The offer.
        offer: u64,
    },
    /// A token's owner: sells it to an offer.
    AcceptOffer {
        /// The offer.
        offer: u64,
        /// The token; this contract must be approved for it.
        token_id: String,
        /// The least that the whole price must be, before royalty and fee.
        least_price: Coin,
        /// The last second at which this may happen.
        deadline_seconds: u64,
    },
    /// Anyone: removes asks that can't be bought (expired, token gone or sold, approval gone) and
    /// offers that have expired. Naming one that still stands is refused.
    Clean {
        /// Tokens whose asks to remove, each once, at most [`MAX_ITEMS`].
        asks: Vec<String>,
        /// Offers to remove, each once, at most [`MAX_ITEMS`].
        offers: Vec<u64>,
    },
    /// Anyone with an account: takes it (refunds, royalties, fees), to itself.
    Withdraw {
        /// The denoms, each once, at most [`MAX_ITEMS`].
        denoms: Vec<String>,
    },
    /// Owner: lowers the fee.
    LowerFee {
        /// The new fee, basis points.
        fee_bps: u16,
    },
    /// Owner: adds a native denom.
    AddDenom {
        /// It.
        denom: String,
    },
    /// Owner: names whose account the fee goes to.
    SetProtocolRecipient {
        /// Who it is from now on.
        address: String,
    },
    /// Pauser: stops new asks, offers and sales for a while.
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

/// What can be asked about the contract.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Everything that is configured.
    #[returns(ConfigResponse)]
    Config {},
    /// The ask for a token.
    #[returns(Option<AskResponse>)]
    Ask {
        /// The token.
        token_id: String,
    },
    /// A rig's asks in a denom, cheapest share first, at most 30 at once.
    #[returns(AsksResponse)]
    AsksByPrice {
        /// The rig.
        rig: u32,
        /// The denom.
        denom: String,
        /// Go on after this token.
        start_after: Option<AskPosition>,
        /// How many.
        limit: Option<u32>,
    },
    /// All asks by token, at most 30 at once.
    #[returns(AsksResponse)]
    Asks {
        /// Go on after this token.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// An offer.
    #[returns(Option<OfferResponse>)]
    Offer {
        /// Its number.
        offer: u64,
    },
    /// Offers by rising number, at most 30 at once.
    #[returns(OffersResponse)]
    Offers {
        /// Only those for this rig or its tokens.
        rig: Option<u32>,
        /// Go on after this offer.
        start_after: Option<u64>,
        /// How many.
        limit: Option<u32>,
    },
    /// An account, at most 30 denoms at once.
    #[returns(AccountResponse)]
    Account {
        /// Whose.
        address: String,
        /// Go on after this denom.
        start_after: Option<String>,
        /// How many.
        limit: Option<u32>,
    },
    /// How a price would be split.
    #[returns(SplitResponse)]
    SplitOf {
        /// The token.
        token_id: String,
        /// The whole price, base units.
        price: Uint128,
    },
}

/// Everything that is configured.
#[cw_serde]
pub struct ConfigResponse {
    /// The tokens that are traded.
    pub hashrate_nft: Addr,
    /// Whose account the fee goes to.
    pub protocol_recipient: Addr,
    /// The fee, basis points.
    pub fee_bps: u16,
    /// In what tokens are traded.
    pub denoms: Vec<String>,
    /// The pauser.
    pub pauser: Addr,
    /// The pauses so far.
    pub pauses: PauseLog,
}

/// Where a page of asks by price goes on.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct AskPosition {
    /// Price of one share of the last ask, rounded down.
    pub price_per_share_floor: Uint128,
    /// Its token.
    pub token_id: String,
}

/// An ask.
#[cw_serde]
pub struct AskResponse {
    /// The token.
    pub token_id: String,
    /// Its rig.
    pub rig: u32,
    /// Its shares when it was asked.
    pub shares: u64,
    /// Who sells.
    pub seller: Addr,
    /// The whole price.
    pub price: Coin,
    /// Price of one share, rounded down.
    pub price_per_share_floor: Uint128,
    /// The first second at which it can't be bought any more.
    pub expires_seconds: u64,
    /// Why it can't be bought now, if it can't.
    pub stale: Option<StaleReason>,
}

/// Why an ask can't be bought.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum StaleReason {
    /// Its time is over.
    Expired,
    /// The token is burned, split or merged.
    Gone,
    /// Somebody else owns the token.
    Sold,
    /// The marketplace is not approved for it any more.
    NotApproved,
}

/// A page of asks.
#[cw_serde]
pub struct AsksResponse {
    /// In the order that was asked for.
    pub asks: Vec<AskResponse>,
}

/// What an offer is for.
#[cw_serde]
pub enum OfferTarget {
    /// One token, at a whole price.
    Token {
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// The whole price, base units.
        price: Uint128,
    },
    /// Any token of a rig, at a price per share.
    Rig {
        /// The rig.
        rig: u32,
        /// Price of one share, base units.
        price_per_share: Uint128,
    },
}

/// An offer.
#[cw_serde]
pub struct OfferResponse {
    /// Its number.
    pub offer: u64,
    /// Who buys.
    pub buyer: Addr,
    /// What it is for.
    pub target: OfferTarget,
    /// The least shares.
    pub least_shares: u64,
    /// The latest second at which a lease may end.
    pub latest_lease_end_seconds: Option<u64>,
    /// What is held for it.
    pub escrow: Coin,
    /// The first second at which it can't be accepted any more.
    pub expires_seconds: u64,
    /// True where its time is over.
    pub expired: bool,
}

/// A page of offers.
#[cw_serde]
pub struct OffersResponse {
    /// By rising number.
    pub offers: Vec<OfferResponse>,
}

/// A page of an account.
#[cw_serde]
pub struct AccountResponse {
    /// By rising denom.
    pub amounts: Vec<Coin>,
}

/// How a price is split.
#[cw_serde]
pub struct SplitResponse {
    /// What the seller gets.
    pub seller: Uint128,
    /// What the rig's operator gets, rounded down.
    pub royalty: Uint128,
    /// Who that is.
    pub operator: Addr,
    /// What the protocol gets, rounded down.
    pub fee: Uint128,
}
