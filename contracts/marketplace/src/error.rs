//! Why the marketplace refuses.

use contract_kit::migration::MigrationError;
use contract_kit::money::FundsError;
use contract_kit::ownership::RoleError;
use contract_kit::pausing::PauseError;
use cosmwasm_std::{
    Addr, CheckedMultiplyRatioError, Coin, DivideByZeroError, OverflowError, StdError, Uint128,
};
use rigshare_types::marketplace::StaleReason;
use rigshare_types::peer::PeerError;
use thiserror::Error;

/// Why a message or query was refused. Nothing is changed then.
#[derive(Debug, Error, PartialEq)]
pub enum ContractError {
    /// The chain's own errors, an invalid address among them.
    #[error(transparent)]
    Std(#[from] StdError),
    /// A sum does not fit.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A part of a price does not fit.
    #[error(transparent)]
    Ratio(#[from] CheckedMultiplyRatioError),
    /// A token without shares, which the nft never mints.
    #[error(transparent)]
    DivideByZero(#[from] DivideByZeroError),
    /// The coins attached are not what was asked for.
    #[error(transparent)]
    Funds(#[from] FundsError),
    /// A role's holder alone may do this.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// Paused, or a pause was refused.
    #[error(transparent)]
    Pause(#[from] PauseError),
    /// The migration was refused.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// The tokens' contract can't be read.
    #[error(transparent)]
    Peer(#[from] PeerError),

    /// A list that must name something is empty.
    #[error("no {what} named")]
    Empty {
        /// What the list is of.
        what: &'static str,
    },
    /// A list is too long.
    #[error("{count} {what} are more than {most}")]
    TooMany {
        /// What the list is of.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// The most.
        most: usize,
    },
    /// A list names something twice.
    #[error("{what} {entry} is named twice")]
    Twice {
        /// What the list is of.
        what: &'static str,
        /// What is named twice.
        entry: String,
    },
    /// No token can have this id.
    #[error("{start:?}... of {bytes} bytes is no token id: 1 to {most} bytes")]
    BadTokenId {
        /// How it begins.
        start: String,
        /// How long it is.
        bytes: usize,
        /// The longest.
        most: usize,
    },

    /// The token does not exist (any more).
    #[error("there is no token {token_id}")]
    NoToken {
        /// The token.
        token_id: String,
    },
    /// The sender does not own the token.
    #[error("token {token_id} is not {sender}'s")]
    NotTokenOwner {
        /// The token.
        token_id: String,
        /// Who tried.
        sender: Addr,
    },
    /// The marketplace may not transfer the token.
    #[error("the marketplace is not approved for token {token_id}")]
    NotApproved {
        /// The token.
        token_id: String,
    },
    /// There is no such rig.
    #[error("there is no rig {rig}")]
    NoRig {
        /// The rig.
        rig: u32,
    },
    /// The stored royalty is above what registration allows; nothing is sold then.
    #[error("rig {rig} has a royalty of {royalty_bps} bps, above {most_bps}")]
    RoyaltyTooHigh {
        /// The rig.
        rig: u32,
        /// Its royalty, basis points.
        royalty_bps: u16,
        /// The most, basis points.
        most_bps: u16,
    },

    /// Tokens are not traded in this denom.
    #[error("{denom:?} is not on the list of denoms")]
    DenomNotListed {
        /// The denom, or how it begins.
        denom: String,
    },
    /// The denom is on the list already.
    #[error("{denom:?} is on the list of denoms already")]
    DenomListed {
        /// The denom.
        denom: String,
    },
    /// A price of nothing.
    #[error("{what} is zero")]
    Zero {
        /// What is zero.
        what: &'static str,
    },
    /// Already expired, or too far in the future.
    #[error("expiry {expires_seconds} is not between {earliest_seconds} and {latest_seconds}")]
    BadExpiry {
        /// What was asked for.
        expires_seconds: u64,
        /// The earliest.
        earliest_seconds: u64,
        /// The latest.
        latest_seconds: u64,
    },
    /// The deadline is over.
    #[error("the deadline {deadline_seconds} is over: it is {now_seconds}")]
    DeadlineOver {
        /// The last second.
        deadline_seconds: u64,
        /// The second of this block.
        now_seconds: u64,
    },

    /// The token is not asked for sale.
    #[error("there is no ask for token {token_id:?}")]
    NoAsk {
        /// The token.
        token_id: String,
    },
    /// The same ask stands already.
    #[error("the same ask for token {token_id} stands already")]
    SameAsk {
        /// The token.
        token_id: String,
    },
    /// Somebody else asked.
    #[error("the ask for token {token_id} is not {sender}'s")]
    NotAsker {
        /// The token.
        token_id: String,
        /// Who tried.
        sender: Addr,
    },
    /// The ask can't be bought.
    #[error("the ask for token {token_id} can't be bought: {reason:?}")]
    StaleAsk {
        /// The token.
        token_id: String,
        /// Why.
        reason: StaleReason,
    },
    /// Seller and buyer, or seller and recipient, are the same.
    #[error("{seller} can't sell token {token_id} to itself")]
    SoldToSelf {
        /// The token.
        token_id: String,
        /// Who sells.
        seller: Addr,
    },
    /// A token that the marketplace owned could never leave it.
    #[error("the marketplace itself can't be the recipient")]
    RecipientIsMarketplace,
    /// The limit or the least price is in another denom than the price.
    #[error("the price of token {token_id} is in {price_denom}, not in {denom:?}")]
    OtherDenom {
        /// The token.
        token_id: String,
        /// The price's denom.
        price_denom: String,
        /// The denom that was named, or how it begins.
        denom: String,
    },
    /// The ask costs more than the buyer's limit.
    #[error("token {token_id} costs {price} {denom}, above the limit of {limit}")]
    AboveLimit {
        /// The token.
        token_id: String,
        /// What it costs, base units.
        price: Uint128,
        /// The most that it may cost, base units.
        limit: Uint128,
        /// In what.
        denom: String,
    },
    /// The offer pays less than the seller's least price.
    #[error("the offer pays {price} {denom} for token {token_id}, below {least}")]
    BelowLeast {
        /// The token.
        token_id: String,
        /// What the offer pays, base units.
        price: Uint128,
        /// The least that it must pay, base units.
        least: Uint128,
        /// In what.
        denom: String,
    },
    /// The token has fewer shares than asked for.
    #[error("token {token_id} has {shares} shares, fewer than {least_shares}")]
    TooFewShares {
        /// The token.
        token_id: String,
        /// Its shares.
        shares: u64,
        /// The least.
        least_shares: u64,
    },

    /// There is no such offer.
    #[error("there is no offer {offer}")]
    NoOffer {
        /// The offer.
        offer: u64,
    },
    /// Somebody else offered.
    #[error("offer {offer} is not {sender}'s")]
    NotBuyer {
        /// The offer.
        offer: u64,
        /// Who tried.
        sender: Addr,
    },
    /// The offer's time is over.
    #[error("offer {offer} expired at {expires_seconds}: it is {now_seconds}")]
    OfferExpired {
        /// The offer.
        offer: u64,
        /// The first second at which it could not be accepted.
        expires_seconds: u64,
        /// The second of this block.
        now_seconds: u64,
    },
    /// The offer is for another token or another rig.
    #[error("offer {offer} is not for token {token_id} of rig {rig}")]
    NotWanted {
        /// The offer.
        offer: u64,
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
    },
    /// The coins attached do not pay for the least shares.
    #[error("{escrow} do not pay {price_per_share} for each of {least_shares} shares")]
    EscrowTooSmall {
        /// What is attached.
        escrow: Coin,
        /// Price of one share, base units.
        price_per_share: Uint128,
        /// The least shares.
        least_shares: u64,
    },
    /// What is held for the offer does not pay for the token.
    #[error("offer {offer} holds {escrow}; token {token_id} would cost {price}")]
    EscrowExceeded {
        /// The offer.
        offer: u64,
        /// The token.
        token_id: String,
        /// What it would cost.
        price: Uint128,
        /// What is held.
        escrow: Coin,
    },

    /// Clean named an ask that can still be bought.
    #[error("the ask for token {token_id} still stands")]
    AskStillStands {
        /// The token.
        token_id: String,
    },
    /// Clean named an offer that can still be accepted.
    #[error("offer {offer} still stands until {expires_seconds}")]
    OfferStillStands {
        /// The offer.
        offer: u64,
        /// The first second at which it can be cleaned away.
        expires_seconds: u64,
    },
    /// The sender's account has nothing in this denom.
    #[error("{address} has no {denom:?} to withdraw")]
    NothingToWithdraw {
        /// Who tried.
        address: Addr,
        /// The denom, or how it begins.
        denom: String,
    },

    /// The fee is above its cap.
    #[error("a fee of {fee_bps} bps is above {most_bps}")]
    FeeTooHigh {
        /// What was asked for, basis points.
        fee_bps: u16,
        /// The most, basis points.
        most_bps: u16,
    },
    /// The fee would not fall.
    #[error("a fee of {fee_bps} bps is not lower than {now_bps}")]
    FeeNotLower {
        /// What was asked for, basis points.
        fee_bps: u16,
        /// The fee now, basis points.
        now_bps: u16,
    },
    /// The role is held by this address already.
    #[error("{address} is the {role} already")]
    SameHolder {
        /// The role.
        role: &'static str,
        /// Who holds it.
        address: Addr,
    },
}
