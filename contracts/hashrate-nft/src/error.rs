//! What the contract refuses, and with which values.

use contract_kit::migration::MigrationError;
use contract_kit::money::FundsError;
use contract_kit::ownership::RoleError;
use contract_kit::pausing::PauseError;
use cosmwasm_std::{Addr, CheckedMultiplyRatioError, OverflowError, StdError, Uint128};
use cw721::error::Cw721ContractError;
use rigshare_types::nft::RigStatus;
use rigshare_types::peer::PeerError;
use rigshare_types::units::Denom;
use share_ledger::LedgerError;
use thiserror::Error;

/// Everything that the contract refuses. A refused message leaves the state as it was.
#[derive(Debug, Error, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation or an invalid address.
    #[error(transparent)]
    Std(#[from] StdError),
    /// cw721's own rules.
    #[error(transparent)]
    Cw721(#[from] Cw721ContractError),
    /// The sender does not hold the role.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// A pause lasts, or can't begin.
    #[error(transparent)]
    Pause(#[from] PauseError),
    /// The wrong coins are attached.
    #[error(transparent)]
    Funds(#[from] FundsError),
    /// The code can't take over what is stored.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// A fact of the oracle or the distributor can't be read.
    #[error(transparent)]
    Peer(#[from] PeerError),
    /// The share ledger's own rules.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A sum does not fit.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A product does not fit.
    #[error(transparent)]
    Ratio(#[from] CheckedMultiplyRatioError),
    /// A message of cw721 that this contract does not offer.
    #[error("not supported: {message}")]
    NotSupported {
        /// Which one, and why.
        message: &'static str,
    },
    /// No rig has this number.
    #[error("there is no rig {rig}")]
    UnknownRig {
        /// The number.
        rig: u32,
    },
    /// No token has this id.
    #[error("there is no token {token_id:.40}")]
    UnknownToken {
        /// The id.
        token_id: String,
    },
    /// The holder never had a share of the rig.
    #[error("{holder} never had a share of rig {rig}")]
    UnknownPosition {
        /// The holder.
        holder: Addr,
        /// The rig.
        rig: u32,
    },
    /// The sender neither owns the token nor is approved for it.
    #[error("{sender} may not move token {token_id}")]
    NotApproved {
        /// Who tried.
        sender: Addr,
        /// The token.
        token_id: String,
    },
    /// The recipient owns the token already; cw721 alone would clear its approvals.
    #[error("{owner} owns token {token_id} already")]
    SelfTransfer {
        /// The owner.
        owner: Addr,
        /// The token.
        token_id: String,
    },
    /// Too many unsettled changes of a holder's shares for another inflow.
    #[error(
        "the position of {holder} in rig {rig} would hold {points} breakpoints, more than {cap}: \
         `checkpoint` it at the distributor, which is free to all, and try again"
    )]
    PositionFull {
        /// The holder.
        holder: Addr,
        /// The rig.
        rig: u32,
        /// Breakpoints it would hold.
        points: usize,
        /// The most it may hold.
        cap: usize,
    },
    /// Too many unsettled changes of what is minted of a rig.
    #[error(
        "what is minted of rig {rig} would hold {points} breakpoints, more than {cap}: close its \
         ended epochs at the distributor and try again"
    )]
    MintedFull {
        /// The rig.
        rig: u32,
        /// Breakpoints it would hold.
        points: usize,
        /// The most it may hold.
        cap: usize,
    },
    /// A text that is empty, too long or can't be shown safely.
    #[error("{field} {value:?} {problem}")]
    BadText {
        /// The field.
        field: &'static str,
        /// How it begins.
        value: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A number that is too low or too high.
    #[error("{field} {value} is not between {least} and {most}")]
    OutOfRange {
        /// The field.
        field: &'static str,
        /// What was given.
        value: Uint128,
        /// The least that is taken.
        least: Uint128,
        /// The most that is taken.
        most: Uint128,
    },
    /// A hashrate that is no whole number of shares.
    #[error("{hashrate_hs} H/s are no whole number of shares of {unit_hashrate_hs} H/s")]
    NotWholeShares {
        /// The rig's hashrate.
        hashrate_hs: Uint128,
        /// One share's.
        unit_hashrate_hs: Uint128,
    },
    /// Electricity is priced in another currency.
    #[error("electricity is priced in {quote_currency} here, not in {given:.40}")]
    WrongCurrency {
        /// What was given.
        given: String,
        /// The suite's quote currency.
        quote_currency: String,
    },
    /// The oracle does not know the coin.
    #[error("the oracle does not know the coin {coin}")]
    UnknownCoin {
        /// The coin.
        coin: String,
    },
    /// The distributor does not pay in the denom.
    #[error("{denom} is not on the distributor's list")]
    UnlistedDenom {
        /// The denom.
        denom: Denom,
    },
    /// Another rig mines with this account.
    #[error("{worker} at {pool} is the account of rig {rig}")]
    WorkerTaken {
        /// The pool.
        pool: String,
        /// The account or worker.
        worker: String,
        /// Whose it is.
        rig: u32,
    },
    /// Another rig is paid to this address.
    #[error("{payout_address} is the payout address of rig {rig}")]
    PayoutAddressTaken {
        /// The address.
        payout_address: String,
        /// Whose it is.
        rig: u32,
    },
    /// The rig does not stand where the message needs it.
    #[error("rig {rig} is {status:?}, not {needed:?}")]
    WrongStatus {
        /// The rig.
        rig: u32,
        /// Where it stands.
        status: RigStatus,
        /// Where it would have to stand.
        needed: RigStatus,
    },
    /// The rig's term is over, or is ending with this epoch.
    #[error("rig {rig} ends with epoch {end_epoch}; it is {epoch}")]
    RigOver {
        /// The rig.
        rig: u32,
        /// The first epoch after its term.
        end_epoch: u32,
        /// The epoch that the message counts for.
        epoch: u32,
    },
    /// A term that would rise.
    #[error("{field} of rig {rig} can only fall: from {from}, not to {to}")]
    TermRises {
        /// The rig.
        rig: u32,
        /// Which term.
        field: &'static str,
        /// What it is.
        from: Uint128,
        /// What was asked for.
        to: Uint128,
    },
    /// The terms of the rig fell as often as they may.
    #[error("the terms of rig {rig} fell {most} times; there is room for no more")]
    TermsUsedUp {
        /// The rig.
        rig: u32,
        /// The most steps.
        most: usize,
    },
    /// The message would change nothing.
    #[error("this changes nothing: {what}")]
    NothingToChange {
        /// Of what.
        what: &'static str,
    },
    /// Nobody, or somebody else, was proposed as operator.
    #[error("{sender} was not proposed as the operator of rig {rig}")]
    NotProposed {
        /// Who tried.
        sender: Addr,
        /// The rig.
        rig: u32,
    },
    /// The rig has no sale.
    #[error("rig {rig} has no sale")]
    NoSale {
        /// The rig.
        rig: u32,
    },
    /// The sale is not open at this second.
    #[error("the sale of rig {rig} is open from second {opens_seconds} to {closes_seconds}; it is {now_seconds}")]
    SaleNotOpen {
        /// The rig.
        rig: u32,
        /// The first second of the sale.
        opens_seconds: u64,
        /// The first second after it.
        closes_seconds: u64,
        /// The present.
        now_seconds: u64,
    },
    /// The buyer is not on the allow-list.
    #[error("{buyer} is not on the allow-list of rig {rig}")]
    NotOnAllowList {
        /// The rig.
        rig: u32,
        /// Who tried.
        buyer: Addr,
    },
    /// The wallet would get more than the sale gives one.
    #[error("{wallet} has {bought} shares from the sales of rig {rig}: {shares} more are above the {most} a wallet")]
    WalletFull {
        /// The rig.
        rig: u32,
        /// The wallet.
        wallet: Addr,
        /// What it got so far.
        bought: u64,
        /// What it asked for.
        shares: u64,
        /// The most a wallet.
        most: u64,
    },
    /// The rig has fewer shares left.
    #[error("rig {rig} has {left} shares left, not {shares}")]
    SoldOut {
        /// The rig.
        rig: u32,
        /// Registered shares that are not minted.
        left: u64,
        /// What was asked for.
        shares: u64,
    },
    /// An entry of a list appears twice in the message, or is on the list already.
    #[error("{entry} is there twice")]
    Duplicate {
        /// The entry.
        entry: String,
    },
    /// An entry that is to be removed is not there.
    #[error("{buyer} is not on the allow-list of rig {rig}: nothing to remove")]
    NotListed {
        /// The rig.
        rig: u32,
        /// The buyer.
        buyer: Addr,
    },
    /// Parts that are not the whole.
    #[error("the parts of token {token_id} make {parts} shares; it has {shares}")]
    WrongSum {
        /// The token.
        token_id: String,
        /// What the parts make.
        parts: u128,
        /// What the token has.
        shares: u64,
    },
    /// Tokens of several rigs or owners don't merge.
    #[error("tokens {first} and {other} are not of one rig and owner")]
    NotAlike {
        /// The one.
        first: String,
        /// The other.
        other: String,
    },
}
