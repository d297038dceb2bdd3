//! Everything that the contract refuses, with the values that made it.

use contract_kit::migration::MigrationError;
use contract_kit::money::FundsError;
use contract_kit::ownership::RoleError;
use contract_kit::pausing::PauseError;
use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use mining_math::MathError;
use rigshare_types::oracle::Grade;
use rigshare_types::peer::PeerError;
use rigshare_types::units::Denom;
use share_ledger::LedgerError;
use thiserror::Error;

/// Why a message or a query was refused. Nothing is changed then.
#[derive(Debug, Error, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation, or an invalid address.
    #[error(transparent)]
    Std(#[from] StdError),
    /// A fact of another contract is absent or unreadable.
    #[error(transparent)]
    Peer(#[from] PeerError),
    /// The coins attached are not what was asked for.
    #[error(transparent)]
    Funds(#[from] FundsError),
    /// The sender lacks the role.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// Paused, or the pause itself is refused.
    #[error(transparent)]
    Pause(#[from] PauseError),
    /// The migration is refused.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// The share ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A sum does not fit in its type.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A calculation has no result in range.
    #[error(transparent)]
    Math(#[from] MathError),

    /// A list without entries.
    #[error("the list of {what} is empty")]
    EmptyList {
        /// What it lists.
        what: &'static str,
    },
    /// A list with too many entries.
    #[error("{count} {what} are more than {most}")]
    TooMany {
        /// What it lists.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// The most.
        most: usize,
    },
    /// A list that names something twice.
    #[error("the list of {what} names {entry} twice")]
    Twice {
        /// What it lists.
        what: &'static str,
        /// What it names twice.
        entry: String,
    },
    /// The message would change nothing.
    #[error("{what} is {value} already")]
    NothingChanged {
        /// What was to be changed.
        what: &'static str,
        /// What it is.
        value: String,
    },

    /// A fee above its limit.
    #[error("a {fee} fee of {bps} bps is more than {most} bps")]
    FeeTooHigh {
        /// Which fee.
        fee: &'static str,
        /// What was asked for.
        bps: u16,
        /// The most.
        most: u16,
    },
    /// A fee that would not fall.
    #[error("a {fee} fee of {bps} bps is not below the {current} bps there are")]
    FeeNotLower {
        /// Which fee.
        fee: &'static str,
        /// What was asked for.
        bps: u16,
        /// What there is.
        current: u16,
    },
    /// The protocol's fee has fallen too often.
    #[error("the protocol's fee has {most} steps already")]
    TooManyFeeSteps {
        /// The most.
        most: usize,
    },
    /// No fee was named.
    #[error("no fee is named")]
    NoFee,
    /// A grace of no seconds.
    #[error("the grace has no seconds")]
    NoGrace,
    /// An asset's symbol of a wrong length.
    #[error("asset {asset:?} is not 1 to {most} bytes long")]
    BadAsset {
        /// How the symbol begins.
        asset: String,
        /// The longest.
        most: usize,
    },
    /// More decimals than a denom may have.
    #[error("{denom} with {decimals} decimals: at most {most}")]
    TooManyDecimals {
        /// The denom.
        denom: Denom,
        /// Its decimals.
        decimals: u8,
        /// The most.
        most: u8,
    },
    /// The denom is listed, and entries never change.
    #[error("{denom} is listed already")]
    DenomListed {
        /// The denom.
        denom: Denom,
    },
    /// The list has no room.
    #[error("there are {most} payout denoms; there is no room for another")]
    DenomsFull {
        /// The highest number that a denom can have.
        most: u16,
    },
    /// The denom is not listed.
    #[error("{denom} is not on the list of payout denoms")]
    DenomNotListed {
        /// The denom.
        denom: Denom,
    },

    /// No epoch of the rig from there on has shares.
    #[error("rig {rig} has no shares in any epoch from {from_epoch} on")]
    NothingMinted {
        /// The rig.
        rig: u32,
        /// The first epoch that is not closed.
        from_epoch: u32,
    },
    /// Another epoch comes first, or this one is closed already.
    #[error("epoch {epoch} of rig {rig} is not its next one: that is {next}")]
    NotNext {
        /// The rig.
        rig: u32,
        /// What was asked for.
        epoch: u32,
        /// What comes first.
        next: u32,
    },
    /// The epoch lasts.
    #[error("epoch {epoch} of rig {rig} ends at second {ends_seconds}")]
    NotEnded {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// Its end.
        ends_seconds: u64,
    },
    /// The epoch is not of the rig's term.
    #[error("epoch {epoch} is outside the term of rig {rig}: {start_epoch} to before {end_epoch}")]
    OutsideTerm {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// First epoch of the term.
        start_epoch: u32,
        /// First epoch after it.
        end_epoch: u32,
    },
    /// No terms are stored for the epoch.
    #[error("rig {rig} has no terms for epoch {epoch}")]
    NoTerms {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
    },
    /// The epoch has no final report.
    #[error("epoch {epoch} of rig {rig} has no final report")]
    NoReport {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
    },
    /// The report's grade does not suffice.
    #[error("epoch {epoch} of rig {rig} is {grade}; the rig settles from {least} on")]
    GradeTooLow {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// The report's grade.
        grade: Grade,
        /// The least that the rig's terms ask for.
        least: Grade,
    },
    /// A price that is needed is not final.
    #[error("{asset} has no final price in epoch {epoch}, which rig {rig} needs")]
    PriceMissing {
        /// The rig.
        rig: u32,
        /// The asset.
        asset: String,
        /// The epoch.
        epoch: u32,
    },
    /// What is due has no figure in range.
    #[error("what epoch {epoch} of rig {rig} costs can't be computed: {source}")]
    DueOutOfRange {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// Why.
        source: MathError,
    },
    /// Money of another denom than the rig pays in.
    #[error("rig {rig} pays in {payout}, not {brought}")]
    WrongDenom {
        /// The rig.
        rig: u32,
        /// What it pays in.
        payout: Denom,
        /// What was brought.
        brought: String,
    },
    /// Not exactly the sum, in a cw20.
    #[error("takes exactly {expected} of {denom}; {brought} brought")]
    NotExact {
        /// The cw20.
        denom: Denom,
        /// What was asked for.
        expected: Uint128,
        /// What was brought.
        brought: Uint128,
    },
    /// The operator still has time.
    #[error(
        "the grace of epoch {epoch} of rig {rig} lasts {seconds_left} s and {blocks_left} blocks more"
    )]
    GraceLasts {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// Seconds that are left, pauses apart.
        seconds_left: u64,
        /// Blocks that are left.
        blocks_left: u64,
    },
    /// The epoch can be settled: it is no outage.
    #[error("epoch {epoch} of rig {rig} is no outage: {holders} are due to its holders")]
    NotAnOutage {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// What holders are due.
        holders: Uint128,
    },
    /// The oracle still has time.
    #[error("the oracle has {seconds_left} s more for epoch {epoch} of rig {rig}")]
    OutageTooEarly {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// Seconds that are left, pauses apart.
        seconds_left: u64,
    },
    /// The rig has no shortfall.
    #[error("rig {rig} is short of nothing")]
    NothingShort {
        /// The rig.
        rig: u32,
    },

    /// There is nothing to pay.
    #[error("{holder} has nothing to claim of these rigs")]
    NothingToClaim {
        /// The holder.
        holder: Addr,
    },
    /// Everything is written down already.
    #[error("everything that {holder} earned of these rigs is written down")]
    NothingToCheckpoint {
        /// The holder.
        holder: Addr,
    },
    /// Every sale is booked.
    #[error("all proceeds of these rigs are booked")]
    NothingToBook,
    /// The accounts are empty.
    #[error("there is nothing to withdraw for {account}")]
    NothingToWithdraw {
        /// Whose account.
        account: String,
    },
    /// Only the holder chooses where its rewards go.
    #[error("{sender} can't claim for {holder}, who has set no payout address")]
    NotTheHolder {
        /// Who tried.
        sender: Addr,
        /// For whom.
        holder: Addr,
    },
    /// A stranger can send rewards only to the address that the holder chose.
    #[error("the rewards of {holder} go to {payout_address}, not {to}")]
    OtherRecipient {
        /// The holder.
        holder: Addr,
        /// Where its rewards go.
        payout_address: Addr,
        /// Where the stranger would have sent them.
        to: Addr,
    },
    /// Money sent to this contract itself would be nobody's.
    #[error("rewards can't go to the distributor itself")]
    OwnRecipient,
    /// An epoch can be settled and is not.
    #[error("epoch {epoch} of rig {rig} is reported and not settled")]
    DuesOutstanding {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
    },
    /// The nft says that less was sold than it said before.
    #[error("proceeds of rig {rig} fell from {booked} to {total}")]
    ProceedsFell {
        /// The rig.
        rig: u32,
        /// What is booked.
        booked: Uint128,
        /// What the nft says now.
        total: Uint128,
    },
    /// A cumulative record that must be there is not.
    #[error("the cumulative record of rig {rig} at epoch {epoch} is missing")]
    CumulativeMissing {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
    },
    /// A stored carry that is wider than 64 bits.
    #[error("the carry of rig {rig} is broken")]
    BrokenCarry {
        /// The rig.
        rig: u32,
    },
    /// A counter is full.
    #[error("{what} of rig {rig} can't rise above {most}")]
    CounterFull {
        /// Which one.
        what: &'static str,
        /// The rig.
        rig: u32,
        /// Its limit.
        most: u32,
    },
}
