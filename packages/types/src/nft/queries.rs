//! What the ledger of shares answers.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Uint128};
use cw721::traits::Cw721CustomMsg;
use share_ledger::{EpochClock, Schedule};

use super::messages::Sale;
use super::stored::{Proceeds, RigFacts, RigProfile};
use crate::pause::PauseLog;

/// Rigshare's own queries, inside cw721's `extension: { msg }`.
#[cw_serde]
#[derive(QueryResponses)]
#[serde(deny_unknown_fields)]
pub enum RigQuery {
    /// A rig, whole.
    #[returns(RigResponse)]
    Rig {
        /// The rig.
        rig: u32,
    },
    /// Rigs by rising number, at most 30 at once.
    #[returns(RigsResponse)]
    Rigs {
        /// Go on after this rig.
        start_after: Option<u32>,
        /// How many.
        limit: Option<u32>,
    },
    /// What a token stands for.
    #[returns(ShareResponse)]
    Share {
        /// The token.
        token_id: String,
    },
    /// What a holder owns of a rig, over time.
    #[returns(PositionResponse)]
    Position {
        /// The holder.
        holder: String,
        /// The rig.
        rig: u32,
    },
    /// The rigs of which a holder has or had shares, by rising number, at most 30 at once.
    #[returns(PositionsResponse)]
    Positions {
        /// The holder.
        holder: String,
        /// Go on after this rig.
        start_after: Option<u32>,
        /// How many.
        limit: Option<u32>,
    },
    /// Whether an allow-list has a buyer, and how many shares it has got from the rig's sales.
    #[returns(BuyerResponse)]
    Buyer {
        /// The rig.
        rig: u32,
        /// The buyer.
        buyer: String,
    },
    /// The clock, the peers and the roles.
    #[returns(ConfigResponse)]
    Config {},
    /// cw2981: whom to pay how much of a sale, as other marketplaces ask for it.
    #[returns(RoyaltiesInfoResponse)]
    RoyaltyInfo {
        /// The token.
        token_id: String,
        /// The price of the sale, base units.
        sale_price: Uint128,
    },
    /// cw2981: whether tokens of this contract carry royalties.
    #[returns(CheckRoyaltiesResponse)]
    CheckRoyalties {},
}

impl Cw721CustomMsg for RigQuery {}

/// A rig, whole.
#[cw_serde]
pub struct RigResponse {
    /// The rig's number.
    pub rig: u32,
    /// What contracts need of it.
    pub facts: RigFacts,
    /// What people want to know of it.
    pub profile: RigProfile,
    /// Its primary sale, if there is one.
    pub sale: Option<Sale>,
    /// Shares that exist now.
    pub minted: u64,
    /// What its sales have brought.
    pub proceeds: Proceeds,
    /// Who may become the operator, if somebody was proposed.
    pub proposed_operator: Option<Addr>,
}

/// A page of rigs.
#[cw_serde]
pub struct RigsResponse {
    /// By rising number.
    pub rigs: Vec<RigResponse>,
}

/// What a token stands for.
#[cw_serde]
pub struct ShareResponse {
    /// The token.
    pub token_id: String,
    /// Its rig.
    pub rig: u32,
    /// Its shares.
    pub shares: u64,
    /// Its owner.
    pub owner: Addr,
}

/// What a holder owns of a rig.
#[cw_serde]
pub struct PositionResponse {
    /// The rig.
    pub rig: u32,
    /// Shares that it has now.
    pub shares: u64,
    /// Share-seconds by epoch, from the first epoch that is not folded.
    pub schedule: Schedule,
}

/// A page of a holder's positions.
#[cw_serde]
pub struct PositionsResponse {
    /// By rising number of the rig.
    pub positions: Vec<PositionResponse>,
}

/// A buyer in a rig's sales.
#[cw_serde]
pub struct BuyerResponse {
    /// Whether the allow-list has it.
    pub allowed: bool,
    /// Shares that it has got from the rig's sales.
    pub bought: u64,
}

/// The clock, the peers and the roles.
#[cw_serde]
pub struct ConfigResponse {
    /// The suite's clock.
    pub clock: EpochClock,
    /// The currency in which electricity is priced.
    pub quote_currency: String,
    /// Where proceeds go.
    pub distributor: Addr,
    /// The oracle.
    pub oracle: Addr,
    /// The registrar.
    pub registrar: Addr,
    /// The pauser.
    pub pauser: Addr,
    /// The pauses so far.
    pub pauses: PauseLog,
    /// How many rigs are registered.
    pub rigs: u32,
}

/// cw2981: a royalty.
#[cw_serde]
pub struct RoyaltiesInfoResponse {
    /// Whom to pay: the rig's operator.
    pub address: String,
    /// How much, in the denom of the sale, rounded down.
    pub royalty_amount: Uint128,
}

/// cw2981: whether there are royalties.
#[cw_serde]
pub struct CheckRoyaltiesResponse {
    /// Always true.
    pub royalty_payments: bool,
}
