//! distributor: the join of ownership and earnings. It alone holds what holders are owed.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, StdError, StdResult, Uint128, Uint256};
use cw20::Cw20ReceiveMsg;
use cw_ownable::{cw_ownable_execute, cw_ownable_query};
use cw_storage_plus::Map;
use share_ledger::{HolderShortfall, Lanes, RigShortfall};

use crate::packed::{Pack, PackedMap, Packer, Unpacker};
use crate::pause::PauseLog;
use crate::units::Denom;

// ---------------------------------------------------------------- messages

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

// ---------------------------------------------------------------- queries

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
        /// The epochs, at most [`MAX_ITEMS`].
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
    #[returns(Option<Cursor>)]
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

// ---------------------------------------------------------------- stored interface

/// How an epoch was closed.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Outcome {
    /// Paid in full.
    Settled,
    /// Paid in full after the grace.
    Late,
    /// Not paid in full: the rest is short.
    Defaulted,
    /// Nothing was reported.
    Outage,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Settled => "settled",
            Self::Late => "late",
            Self::Defaulted => "defaulted",
            Self::Outage => "outage",
        })
    }
}

/// What an epoch was closed with.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Closing {
    /// How.
    pub outcome: Outcome,
    /// What holders got, base units.
    pub delivered: Uint128,
    /// What is missing, base units.
    pub short: Uint128,
    /// When it was closed.
    pub at_seconds: u64,
}

/// What a share-second has earned from the start of a rig to the start of an epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredCumulative {
    /// Scaled by 2^64.
    pub lanes: Lanes,
    /// How the epoch before was closed; none at the start of a run of epochs with shares.
    pub closing: Option<Closing>,
}

/// What a rig has delivered.
#[cw_serde]
#[derive(Default)]
pub struct Record {
    /// Epochs paid in full within the grace.
    pub settled_epochs: u32,
    /// Epochs paid in full after it.
    pub late_epochs: u32,
    /// Epochs not paid in full.
    pub defaulted_epochs: u32,
    /// Epochs without a report.
    pub outage_epochs: u32,
    /// What holders got in all, base units, cures apart.
    pub delivered: Uint128,
    /// What was short in all, base units.
    pub short: Uint128,
    /// What of it was cured, base units.
    pub cured: Uint128,
}

/// The book of a rig. Written at its first settlement (or first booking).
#[cw_serde]
pub struct RigBook {
    /// The first epoch that is not closed. The nft folds what was minted before it.
    pub next_epoch: u32,
    /// When `next_epoch` became the next one: grace does not begin before.
    pub next_since_seconds: u64,
    /// In which block.
    pub next_since_height: u64,
    /// What holders were due in the last epoch that was not an outage, base units: from it an outage
    /// is estimated where nothing better is known.
    pub last_due: Uint128,
    /// Share-seconds of that epoch.
    pub last_due_weight: u64,
    /// What a share-second has earned from the start of the rig to the start of `next_epoch`, scaled by
    /// 2^64: the newest of the [`CUMULATIVES`], so that settling and claiming read one record less.
    pub lanes: Lanes,
    /// What the accumulator of each lane carries over, scaled by 2^64 (never a whole share-second's
    /// worth).
    pub carry: Lanes,
    /// Shortfalls and their recovery.
    pub shortfall: RigShortfall,
    /// What the rig has delivered.
    pub record: Record,
    /// Proceeds that are booked, base units of the sale denom.
    pub booked_proceeds: Uint128,
    /// The number of what the rig pays in: see [`PAYOUTS`].
    pub payout_number: u16,
}

/// What stands written down of a holder in a rig. Absent: it never claimed and was never checkpointed.
#[cw_serde]
pub struct Cursor {
    /// The first epoch that is not accounted for. The nft folds the holder's schedule before it.
    pub next_epoch: u32,
    /// Whole base units that are written down and not paid.
    pub owed: Uint128,
    /// What is below a base unit, scaled by 2^64.
    pub remainder: u64,
    /// The holder's part of the rig's shortfalls, if it ever had one.
    pub shortfall: Option<HolderShortfall>,
}

/// An entry of the allow-list.
#[cw_serde]
pub struct StoredDenom {
    /// Layout version.
    pub v: u8,
    /// The asset it stands for.
    pub asset: String,
    /// Decimals of one whole coin of it.
    pub decimals: u8,
    /// Its number on the list, from 0.
    pub number: u16,
}

crate::layout!(StoredDenom = 1);
crate::packed_layout!(StoredCumulative = 1, RigBook = 1, Cursor = 1);

impl Pack for StoredCumulative {
    fn pack(&self, into: &mut Packer) {
        into.lanes(&self.lanes);
        let Some(closing) = &self.closing else {
            return into.byte(0);
        };
        into.byte(match closing.outcome {
            Outcome::Settled => 1,
            Outcome::Late => 2,
            Outcome::Defaulted => 3,
            Outcome::Outage => 4,
        });
        into.amount(closing.delivered);
        into.number(closing.at_seconds);
        // Most epochs are not short: nothing says it then.
        if !closing.short.is_zero() {
            into.amount(closing.short);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        let lanes = from.lanes()?;
        let outcome = match from.byte()? {
            0 => {
                return Ok(Self {
                    lanes,
                    closing: None,
                })
            }
            1 => Outcome::Settled,
            2 => Outcome::Late,
            3 => Outcome::Defaulted,
            4 => Outcome::Outage,
            other => return Err(broken_record(format!("{other} is no outcome"))),
        };
        let mut closing = Closing {
            outcome,
            delivered: from.amount()?,
            short: Uint128::zero(),
            at_seconds: from.number()?,
        };
        if !from.is_empty() {
            closing.short = from.amount()?;
            if closing.short.is_zero() {
                return Err(broken_record("it says that nothing is short".to_owned()));
            }
        }
        Ok(Self {
            lanes,
            closing: Some(closing),
        })
    }
}

impl Pack for RigBook {
    fn pack(&self, into: &mut Packer) {
        into.epoch(self.next_epoch);
        into.number(self.next_since_seconds);
        into.number(self.next_since_height);
        into.amount(self.last_due);
        into.number(self.last_due_weight);
        into.lanes(&self.lanes);
        into.lanes(&self.carry);
        let record = &self.record;
        into.sparse([
            record.settled_epochs.into(),
            record.late_epochs.into(),
            record.defaulted_epochs.into(),
            record.outage_epochs.into(),
            record.delivered.u128(),
            record.short.u128(),
            record.cured.u128(),
            self.booked_proceeds.u128(),
        ]);
        into.number(self.payout_number);
        // Most rigs are never short: nothing says it then.
        let shortfall = &self.shortfall;
        if *shortfall != RigShortfall::new() {
            into.number(shortfall.generation);
            into.epoch(shortfall.generation_start);
            into.amount(shortfall.outstanding);
            into.number(shortfall.carry);
            into.bytes(&shortfall.unit_value.to_be_bytes());
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        let (next_epoch, next_since_seconds, next_since_height) =
            (from.epoch()?, from.number()?, from.number()?);
        let (last_due, last_due_weight) = (from.amount()?, from.number()?);
        let (lanes, carry) = (from.lanes()?, from.lanes()?);
        let [settled, late, defaulted, outage, delivered, short, cured, booked] = from.sparse()?;
        let count = |of: u128| {
            u32::try_from(of).map_err(|_| broken_record(format!("{of} epochs are too many")))
        };
        Ok(Self {
            next_epoch,
            next_since_seconds,
            next_since_height,
            last_due,
            last_due_weight,
            lanes,
            carry,
            record: Record {
                settled_epochs: count(settled)?,
                late_epochs: count(late)?,
                defaulted_epochs: count(defaulted)?,
                outage_epochs: count(outage)?,
                delivered: delivered.into(),
                short: short.into(),
                cured: cured.into(),
            },
            booked_proceeds: booked.into(),
            payout_number: from.number()?,
            shortfall: if from.is_empty() {
                RigShortfall::new()
            } else {
                let shortfall = RigShortfall {
                    generation: from.number()?,
                    generation_start: from.epoch()?,
                    outstanding: from.amount()?,
                    carry: from.number()?,
                    unit_value: from.wide()?,
                };
                if shortfall == RigShortfall::new() {
                    return Err(broken_record("it says that nothing is short".to_owned()));
                }
                shortfall
            },
        })
    }
}

fn broken_record(why: String) -> StdError {
    StdError::parse_err("record of a rig", why)
}

impl Pack for Cursor {
    fn pack(&self, into: &mut Packer) {
        into.epoch(self.next_epoch);
        into.amount(self.owed);
        into.number(self.remainder);
        if let Some(shortfall) = &self.shortfall {
            into.number(shortfall.generation);
            into.bytes(&shortfall.face_scaled.to_be_bytes());
            into.bytes(&shortfall.units_scaled.to_be_bytes());
            into.bytes(&shortfall.recovered_scaled.to_be_bytes());
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        Ok(Self {
            next_epoch: from.epoch()?,
            owed: from.amount()?,
            remainder: from.number()?,
            shortfall: if from.is_empty() {
                None
            } else {
                Some(HolderShortfall {
                    generation: from.number()?,
                    face_scaled: from.wide()?,
                    units_scaled: from.wide()?,
                    recovered_scaled: from.wide()?,
                })
            },
        })
    }
}

/// Books by rig. Each byte of a key costs 30 gas where a settlement writes it, so these two maps have
/// the shortest names.
pub const BOOKS: PackedMap<u32, RigBook> = PackedMap::new("b");

/// Cursors by (holder, rig).
pub const CURSORS: PackedMap<(&Addr, u32), Cursor> = PackedMap::new("paid");

/// Cumulatives by (rig, epoch): up to the start of the epoch.
pub const CUMULATIVES: PackedMap<(u32, u32), StoredCumulative> = PackedMap::new("s");

/// The allow-list, by [`Denom::key`]. Entries are never changed or removed.
pub const DENOMS: Map<&str, StoredDenom> = Map::new("denoms");

/// The same list by number, so that a book can name a denom in a byte or two.
pub const PAYOUTS: Map<u16, Denom> = Map::new("payouts");
