//! Asks and offers for hashrate shares.
//!
//! A token's owner asks a price; anyone buys at it. Or a buyer lays coins down for one token, or for
//! any token of a rig at a price per share; an owner accepts. Every sale pays the rig's operator its
//! royalty and the protocol its fee.
//!
//! | who | may |
//! |---|---|
//! | a token's owner | ask, accept an offer |
//! | who asked | cancel the ask |
//! | anyone | buy, offer, remove asks and offers that can't be taken any more, withdraw its own account |
//! | who offered | cancel the offer |
//! | pauser | stop asks, offers and sales for at most three days in ten |
//! | owner | lower the fee, add a denom, name the pauser and the protocol's recipient |
//!
//! Nobody can raise the fee, take a denom off the list, touch an offer's coins or another's account,
//! or stop cancelling and withdrawing.
//!
//! # Where money is
//! - **An ask is not escrowed.** The token stays with its owner, and earns. Owner, approval and shares
//!   are read again at the sale.
//! - **An ask outlives a transfer.** If its token leaves and comes back to the same seller, and the
//!   seller has approved the marketplace for all its tokens, the ask stands again until it expires.
//!   Cancel an ask that is not meant any more; anyone may remove it while the token is elsewhere.
//! - **A buyer is pinned to what it saw**: limit price, least shares, deadline. What the ask costs is
//!   what is paid, exactly.
//! - **An offer's coins are held here** until it is accepted, cancelled or cleaned away; then what is
//!   left is in the buyer's account, to withdraw.
//! - **Only the seller is paid by push.** Royalties, fees, refunds and surpluses are accounts, so that a
//!   recipient that rejects coins blocks nobody else.
//! - For each denom the contract's balance is at least the sum of all offers' coins and all accounts.
//!
//! # Rounding
//! Royalty and fee are rounded down, each by itself; the seller gets the rest. At a price of one base
//! unit both are zero.
//!
//! # Leases
//! A buyer names the latest end of a lease that it would take over. No token of the suite can be leased
//! yet, and a token without a lease satisfies every such pin.

pub mod accounts;
pub mod asks;
pub mod checks;
pub mod contract;
pub mod error;
pub mod execute;
pub mod offers;
pub mod query;
pub mod sales;
pub mod split;
pub mod standing;
pub mod state;
pub mod tokens;
