//! What can be asked of the distributor.

use cosmwasm_schema::cw_serde;
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use crate::units::Denom;

/// How the contract is born.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Adds denoms, lowers fees, names the pauser and the protocol's recipient. Handed over in two
    /// steps.
    pub owner: String,
    /// May stop defaults and outage closings for a while; never settling, claiming or withdrawing.
    pub pauser: String,
    /// The ledger of ownership, known before it exists.
    pub hashrate_nft: String,
    /// The ledger of earnings, known before it exists.
    pub oracle: String,
    /// Who may withdraw the protocol's account.
    pub protocol_recipient: String,
    /// The protocol's fee on what holders are due, paid by the operator on top, basis points, at most
    /// [`MAX_PROTOCOL_FEE_BPS`]. It can only fall.
    pub protocol_fee_bps: u16,
    /// The protocol's part of primary sales, basis points, at most [`MAX_SALE_FEE_BPS`]. It can only
    /// fall.
    pub sale_fee_bps: u16,
    /// Grace after an epoch can be settled before it can be called a default.
    pub grace: Grace,
    /// What rigs may pay in; the list can only grow.
    pub denoms: Vec<PayoutDenom>,
}

/// The highest protocol fee on what holders are due.
pub const MAX_PROTOCOL_FEE_BPS: u16 = 1_000;

/// The highest protocol fee on primary sales.
pub const MAX_SALE_FEE_BPS: u16 = 1_000;

/// The most (rig, epoch) pairs of one settlement and the most rigs of one claim.
pub const MAX_ITEMS: usize = 64;

/// How long an operator has; both must have passed. It can never change.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct Grace {
    /// Seconds, which stop while the oracle or the distributor is paused. Above zero.
    pub seconds: u64,
    /// Blocks, so that a chain that stood still does not make a default.
    pub blocks: u64,
}

/// Something that rigs may pay in.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PayoutDenom {
    /// The denom.
    pub denom: Denom,
    /// The asset it stands for, as the oracle prices it: the mined coin itself where it is wrapped
    /// 1:1, or such as `USDC`.
    pub asset: String,
    /// Decimals of one whole coin of it, at most 18.
    pub decimals: u8,
}

/// One epoch of one rig.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct RigEpoch {
    /// The rig.
    pub rig: u32,
    /// The epoch.
    pub epoch: u32,
}

/// What can be asked of the contract.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Anyone: settles epochs, each rig's in order, with exactly the sum due attached. Rigs that pay
    /// in a cw20 are settled through it, by [`Cw20Payload::Settle`].
    Settle {
        /// The epochs, at most [`MAX_ITEMS`].
        items: Vec<RigEpoch>,
    },
    /// A cw20 contract: brings money with a [`Cw20Payload`].
    Receive(Cw20ReceiveMsg),
    /// Anyone, after the grace: takes what the rig's account has for the holders, and credits the rest
    /// as shortfall.
    DefaultEpoch {
        /// The rig.
        rig: u32,
        /// Its next epoch.
        epoch: u32,
    },
    /// Anyone, after the oracle's deadline: closes an epoch that has no report (or no price) with
    /// nothing paid and its estimate as shortfall. Nobody is to blame.
    CloseOutage {
        /// The rig.
        rig: u32,
        /// Its next epoch.
        epoch: u32,
    },
    /// Anyone: pays a rig's shortfall, in part or in full, with exactly that attached.
    Cure {
        /// The rig.
        rig: u32,
    },
    /// Pays what a holder has earned of rigs.
    ///
    /// The holder may send it anywhere. Anyone else may call it only for a holder that has set a
    /// payout address, and only to there.
    Claim {
        /// The rigs, each once, at most [`MAX_ITEMS`].
        rigs: Vec<u32>,
        /// The holder; the sender if left out.
        holder: Option<String>,
        /// Where to; the holder's payout address if left out, else the holder.
        to: Option<String>,
    },
    /// Anyone: writes down what a holder has earned of rigs, without sending a coin.
    Checkpoint {
        /// The holder.
        holder: String,
        /// The rigs, each once, at most [`MAX_ITEMS`].
        rigs: Vec<u32>,
    },
    /// Holder: names where rewards go from now on, or takes that back.
    SetPayoutAddress {
        /// Where to.
        address: Option<String>,
    },
    /// Anyone: books what rigs' primary sales have brought.
    BookProceeds {
        /// The rigs, each once, at most [`MAX_ITEMS`].
        rigs: Vec<u32>,
    },
    /// Operator: takes what is on a rig's account, to itself. Refused while an epoch of the rig can be
    /// settled and is not.
    Withdraw {
        /// The rigs, each once, at most [`MAX_ITEMS`].
        rigs: Vec<u32>,
    },
    /// Protocol's recipient: takes what is on the protocol's account, to itself.
    WithdrawProtocol {
        /// The denoms, each once, at most [`MAX_ITEMS`].
        denoms: Vec<Denom>,
    },
    /// Owner: lowers fees. The fee on what holders are due falls from the next epoch on.
    LowerFees {
        /// The protocol's fee on what holders are due.
        protocol_fee_bps: Option<u16>,
        /// The protocol's part of primary sales.
        sale_fee_bps: Option<u16>,
    },
    /// Owner: adds something that rigs may pay in.
    AddDenom {
        /// It.
        denom: PayoutDenom,
    },
    /// Owner: names who may withdraw the protocol's account.
    SetProtocolRecipient {
        /// Who it is from now on.
        address: String,
    },
    /// Pauser: stops defaults and outage closings for a while. Grace stops with it.
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

/// What a cw20 contract is told to do with the money it brings.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Cw20Payload {
    /// [`ExecuteMsg::Settle`]; every rig pays in this cw20.
    Settle {
        /// The epochs.
        items: Vec<RigEpoch>,
    },
    /// [`ExecuteMsg::Cure`].
    Cure {
        /// The rig.
        rig: u32,
    },
}

/// How the contract is migrated.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
