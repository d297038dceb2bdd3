//! Why a message or a query was refused.

use contract_kit::migration::MigrationError;
use contract_kit::money::FundsError;
use contract_kit::ownership::RoleError;
use contract_kit::pausing::PauseError;
use cosmwasm_std::{HexBinary, StdError};
use rigshare_types::oracle::Grade;
use rigshare_types::peer::PeerError;
use share_ledger::LedgerError;
use thiserror::Error;

use crate::form::FormError;
use crate::quorum::NoQuorum;
use crate::record::RecordError;
use crate::rules::RulesError;
use crate::signature::SignatureError;
use crate::symbol::BadSymbol;
use crate::times::TimeError;

/// Why a message or a query was refused.
#[derive(Debug, Error, PartialEq)]
pub enum ContractError {
    /// Storage or an address is wrong.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Coins are attached.
    #[error(transparent)]
    Funds(#[from] FundsError),
    /// The sender has not the role.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// A pause lasts, or can't begin or end.
    #[error(transparent)]
    Pause(#[from] PauseError),
    /// The migration is not one to a newer version.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// The registry of rigs can't be read.
    #[error(transparent)]
    Peer(#[from] PeerError),
    /// The block's time is outside the clock.
    #[error(transparent)]
    Clock(#[from] LedgerError),
    /// It is not the time.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// A stored batch can't be read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A text is not a symbol.
    #[error(transparent)]
    BadSymbol(#[from] BadSymbol),
    /// The configuration of reporters is not sound.
    #[error(transparent)]
    Rules(#[from] RulesError),

    /// The message would change nothing.
    #[error("nothing new: {what}")]
    NothingNew {
        /// What is as it was.
        what: &'static str,
    },
    /// A list in the message is empty.
    #[error("no {list}")]
    EmptyList {
        /// The list.
        list: &'static str,
    },
    /// A list in the message is too long.
    #[error("{count} {list}; {most} are the most at once")]
    ListTooLong {
        /// The list.
        list: &'static str,
        /// How many entries it has.
        count: usize,
        /// The most.
        most: usize,
    },

    /// The window is empty, or the deadline is not after it or too far.
    #[error(
        "a window of {window_seconds} s and a deadline of {outage_deadline_seconds} s are not \
         0 < window < deadline <= {most} s"
    )]
    BadTiming {
        /// The window.
        window_seconds: u64,
        /// The deadline.
        outage_deadline_seconds: u64,
        /// The longest deadline.
        most: u64,
    },
    /// An asset has too many decimals.
    #[error("asset {symbol} has {decimals} decimals; {most} are the most")]
    TooManyDecimals {
        /// The asset.
        symbol: String,
        /// Its decimals.
        decimals: u8,
        /// The most.
        most: u8,
    },
    /// The asset is known: it never changes.
    #[error("asset {symbol} is known already")]
    AssetExists {
        /// The asset.
        symbol: String,
    },
    /// A number was once used with another key.
    #[error("reporter {reporter} had the key {stored}; it can't get {given}")]
    NumberOfOtherKey {
        /// The number.
        reporter: u16,
        /// The key that it had.
        stored: HexBinary,
        /// The key that it should get.
        given: HexBinary,
    },
    /// A key was once used with another number.
    #[error("the key {key} is reporter {stored}'s; it can't be {given}'s")]
    KeyOfOtherNumber {
        /// The key.
        key: HexBinary,
        /// Whose it is.
        stored: u16,
        /// Whose it should be.
        given: u16,
    },
    /// The reporter was shown to have signed twice.
    #[error("reporter {reporter} is suspended: it signed twice")]
    Suspended {
        /// The reporter.
        reporter: u16,
    },

    /// The reporter does not report that epoch.
    #[error(
        "reporter {reporter} is not in configuration {version}, which counts for epoch {epoch}"
    )]
    UnknownReporter {
        /// The reporter.
        reporter: u16,
        /// The epoch.
        epoch: u32,
        /// The configuration that counts for it.
        version: u32,
    },
    /// A batch has not the form of one.
    #[error("reporter {reporter}'s batch for epoch {epoch}, page {page}: {source}")]
    Form {
        /// The reporter.
        reporter: u16,
        /// The batch's epoch.
        epoch: u32,
        /// The batch's page.
        page: u16,
        /// What is wrong.
        source: FormError,
    },
    /// A batch is not signed by its reporter.
    #[error("reporter {reporter}'s batch for epoch {epoch}, page {page}: {source}")]
    Signature {
        /// The reporter.
        reporter: u16,
        /// The batch's epoch.
        epoch: u32,
        /// The batch's page.
        page: u16,
        /// What is wrong.
        source: SignatureError,
    },
    /// A batch names an asset that is not on the list.
    #[error("asset {symbol} is unknown")]
    UnknownAsset {
        /// The asset.
        symbol: String,
    },
    /// The reporter signed two batches for one epoch and page.
    #[error(
        "reporter {reporter} signed {given} for epoch {epoch}, page {page}, where {stored} is known: \
         hand both in with prove_equivocation"
    )]
    Conflict {
        /// The reporter.
        reporter: u16,
        /// The epoch.
        epoch: u32,
        /// The page.
        page: u16,
        /// SHA-256 of the batch that is known.
        stored: HexBinary,
        /// SHA-256 of the one that was handed in.
        given: HexBinary,
    },

    /// A rig stands in the message twice.
    #[error("rig {rig} stands there twice")]
    DuplicateRig {
        /// The rig.
        rig: u32,
    },
    /// The registry has no such rig.
    #[error("rig {rig} is unknown")]
    UnknownRig {
        /// The rig.
        rig: u32,
    },
    /// The rig does not mine in that epoch.
    #[error("rig {rig} has no epoch {epoch}: its term is {start_epoch} to before {end_epoch}")]
    OutsideTerm {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// The first epoch of its term.
        start_epoch: u32,
        /// The first epoch after its term.
        end_epoch: u32,
    },
    /// The report is final already; it never changes.
    #[error("rig {rig}'s report of epoch {epoch} is final already")]
    AlreadyFinal {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
    },
    /// Too few reporters agree on a report.
    #[error("rig {rig}, epoch {epoch}: {source}")]
    NoQuorum {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// How many agree.
        source: NoQuorum,
    },
    /// The report's grade is below what the rig's terms ask for: it waits, at most until the deadline.
    #[error(
        "rig {rig}, epoch {epoch}: {gross} base units are {grade}; the rig's terms ask for {least}"
    )]
    GradeTooLow {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// What the quorum agrees on, base units.
        gross: cosmwasm_std::Uint128,
        /// Its grade.
        grade: Grade,
        /// The least grade.
        least: Grade,
    },

    /// Two batches of two reporters prove nothing.
    #[error("the batches are of reporters {first} and {second}")]
    DifferentReporters {
        /// The one.
        first: u16,
        /// The other.
        second: u16,
    },
    /// A reporter signs one batch for every epoch and page.
    #[error(
        "the batches are for epoch {first_epoch}, page {first_page} and \
         epoch {second_epoch}, page {second_page}"
    )]
    DifferentPages {
        /// Epoch of the one.
        first_epoch: u32,
        /// Page of the one.
        first_page: u16,
        /// Epoch of the other.
        second_epoch: u32,
        /// Page of the other.
        second_page: u16,
    },
    /// A batch that is signed twice is one batch.
    #[error("both batches are {digest}")]
    SameBatch {
        /// SHA-256 of both.
        digest: HexBinary,
    },
}
