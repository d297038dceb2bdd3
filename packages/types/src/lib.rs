//! What Rigshare's contracts say to the world and to each other.
//!
//! | module | what it holds |
//! |---|---|
//! | [`nft`] | the rig registry, sales and shares: messages, queries, stored facts of ownership |
//! | [`oracle`] | signed batches, reporters, final reports, prices and network figures |
//! | [`distributor`] | settling, claiming, defaults, accounts |
//! | [`marketplace`] | asks and offers |
//! | [`events`] | every event that a contract emits, as a type that reads itself back |
//! | [`peer`] | raw reads of another contract's storage, refusing what is absent or unknown |
//! | [`packed`] | what is stored in the fewest bytes, and maps of it |
//! | [`units`] | denoms, basis points and the limits of text |
//!
//! A stored type that another contract reads raw is a public interface: it carries its layout
//! version in the field `v`, or in its first byte where it is [`packed`], and its key stands beside it
//! as a `const`. **An absent key is an error, never zero.** Amounts are `Uint128` or `Uint256`: never a bare `u128` in JSON.

pub mod batch;
pub mod distributor;
pub mod events;
pub mod marketplace;
pub mod nft;
pub mod oracle;
pub mod packed;
pub mod pause;
pub mod peer;
pub mod units;

pub use share_ledger::EpochClock;
