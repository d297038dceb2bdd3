//! What the distributor answers.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Uint128, Uint256};
use cw_ownable::cw_ownable_query;

use super::messages::{Grace, PayoutDenom, RigEpoch};
use super::stored::{Closing, RigBook};
use crate::pause::PauseLog;
use crate::units::Denom;

/// What can be asked about the contract.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
#[serde(deny_unknown_fields)]
pub enum QueryMsg {
    /// Everything that is configured.
    #[returns(ConfigResponse)]
    Config {},
    /// What a holder can claim now, and what is still unsettled.
    #[returns(ClaimableResponse)]
    Claimable {
        /// The holder.
        holder: String,
        /// The rigs, at most 30.
        rigs: Vec<u32>,
    },
    /// What settling epochs of rigs costs now: exactly what to attach, per denom.
    #[returns(DueResponse)]
    Due {
        /// The epochs, at most as many as one settlement takes.
        items: Vec<RigEpoch>,
    },
    /// The book of a rig: what is settled, on its account, delivered, short.
    #[returns(RigBookResponse)]
    RigBook {
        /// The rig.
        rig: u32,
    },
    /// The closed epochs of a rig by rising epoch, at most 100 at once.
    #[returns(HistoryResponse)]
    History {
        /// The rig.
        rig: u32,
        /// Go on after this epoch.
        start_after: Option<u32>,
        /// How many.
        limit: Option<u32>,
    },
    /// What a holder earned of a rig per closed epoch, where it is not folded yet; at most 100 at once.
    #[returns(EarningsResponse)]
    Earnings {
        /// The holder.
        holder: String,
        /// The rig.
        rig: u32,
        /// Go on after this epoch.
        start_after: Option<u32>,
        /// How many.
        limit: Option<u32>,
    },
    /// What stands written down of a holder in a rig.
    #[returns(Option<super::Cursor>)]
    Cursor {
        /// The holder.
        holder: String,
        /// The rig.
        rig: u32,
    },
    /// The protocol's account, at most 30 at once.
    #[returns(AccountsResponse)]
    ProtocolAccount {
        /// Go on after this denom.
        start_after: Option<Denom>,
        /// How many.
        limit: Option<u32>,
    },
    /// Where a holder's rewards go.
    #[returns(Option<Addr>)]
    PayoutAddress {
        /// The holder.
        holder: String,
    },
    /// What rigs may pay in, at most 30 at once.
    #[returns(DenomsResponse)]
    Denoms {
        /// Go on after this denom.
        start_after: Option<Denom>,
        /// How many.
        limit: Option<u32>,
    },
}

/// Everything that is configured.
#[cw_serde]
pub struct ConfigResponse {
    /// The ledger of ownership.
    pub hashrate_nft: Addr,
    /// The ledger of earnings.
    pub oracle: Addr,
    /// Who may withdraw the protocol's account.
    pub protocol_recipient: Addr,
    /// The protocol's fee on what holders are due, by the epoch from which it counts.
    pub protocol_fees: Vec<FeeStep>,
    /// The protocol's part of primary sales, basis points.
    pub sale_fee_bps: u16,
    /// The grace.
    pub grace: Grace,
    /// The pauser.
    pub pauser: Addr,
    /// The pauses so far.
    pub pauses: PauseLog,
}

/// A fee from an epoch on.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct FeeStep {
    /// The first epoch it counts for.
    pub from_epoch: u32,
    /// Basis points.
    pub bps: u16,
}

/// What a holder can claim.
#[cw_serde]
pub struct ClaimableResponse {
    /// In the order of the question.
    pub rigs: Vec<RigClaimable>,
}

/// What a holder can claim of a rig.
#[cw_serde]
pub struct RigClaimable {
    /// The rig.
    pub rig: u32,
    /// In what.
    pub denom: Denom,
    /// What a claim pays now, base units.
    pub claimable: Uint128,
    /// An estimate of what ended epochs that are not settled yet will pay, if they pay as their
    /// reports say (or, without a report, as the last settled epoch did). Not owed, not a promise.
    pub unsettled_estimate: Uint128,
    /// How many ended epochs are not settled.
    pub unsettled_epochs: u32,
    /// What is short and has not been recovered, base units, rounded down.
    pub short: Uint128,
}

/// What settling costs.
#[cw_serde]
pub struct DueResponse {
    /// Each epoch, in the order of the question.
    pub items: Vec<EpochDue>,
    /// The sums to attach, by rising denom.
    pub totals: Vec<DenomAmount>,
}

/// An amount of a denom.
#[cw_serde]
pub struct DenomAmount {
    /// The denom.
    pub denom: Denom,
    /// How much, base units.
    pub amount: Uint128,
}

/// What settling an epoch costs.
#[cw_serde]
pub struct EpochDue {
    /// The rig.
    pub rig: u32,
    /// The epoch.
    pub epoch: u32,
    /// In what.
    pub denom: Denom,
    /// For the holders, base units.
    pub holders: Uint128,
    /// For the protocol, base units.
    pub protocol_fee: Uint128,
    /// What the pool credited, base units of the mined coin.
    pub gross: Uint128,
    /// Electricity, base units of the mined coin.
    pub electricity: Uint128,
    /// Service fee, base units of the mined coin.
    pub service_fee: Uint128,
    /// Share-seconds that existed.
    pub minted_weight: u64,
    /// Share-seconds that are registered.
    pub registered_weight: u64,
}

/// The book of a rig.
#[cw_serde]
pub struct RigBookResponse {
    /// The rig.
    pub rig: u32,
    /// What is stored.
    pub book: RigBook,
    /// What is on the rig's account, by rising denom. The operator may withdraw it.
    pub account: Vec<DenomAmount>,
    /// Proceeds that are not booked yet, base units of the sale denom.
    pub unbooked_proceeds: Uint128,
}

/// A page of closed epochs.
#[cw_serde]
pub struct HistoryResponse {
    /// By rising epoch.
    pub epochs: Vec<ClosedEpoch>,
}

/// A closed epoch.
#[cw_serde]
pub struct ClosedEpoch {
    /// The epoch.
    pub epoch: u32,
    /// How it was closed, and with what.
    pub closing: Closing,
}

/// What a holder earned per epoch.
#[cw_serde]
pub struct EarningsResponse {
    /// By rising epoch.
    pub epochs: Vec<EpochEarning>,
}

/// What a holder earned in an epoch.
#[cw_serde]
pub struct EpochEarning {
    /// The epoch.
    pub epoch: u32,
    /// Share-seconds that it had.
    pub weight: u64,
    /// What they earned, in 2^-64 base units.
    pub earned_scaled: Uint256,
}

/// A page of an account.
#[cw_serde]
pub struct AccountsResponse {
    /// By rising denom.
    pub amounts: Vec<DenomAmount>,
}

/// A page of what rigs may pay in.
#[cw_serde]
pub struct DenomsResponse {
    /// By rising denom.
    pub denoms: Vec<PayoutDenom>,
}
