//! What each rig earned, and what coins and networks were worth, by a quorum of signed reports.
//!
//! Reporters sign off chain: one signature over one [`Batch`](rigshare_types::batch::Batch) for an
//! epoch and a page of rigs. Anyone relays batches. After a collection window anyone makes figures
//! final: the median of all that signed, dropping outliers, where a quorum is near it. What is final
//! never changes.
//!
//! | who | may |
//! |---|---|
//! | anyone | relay signed batches, finalize, prove that a reporter signed twice |
//! | owner | change reporters and rules from the next epoch on, add assets, name the pauser |
//! | pauser | stop relaying and finalizing for a while; deadlines stop with it |
//! | nobody | change a final figure, the rules of an epoch that has begun, a reporter's key |
//!
//! **Money depends on what is final here.** With at most `faulty` reporters lying, every figure lies
//! between the least and the greatest that an honest reporter signed. An owner that names only its own
//! reporters can make any figure of later epochs final, within what rigs' least grade allows: reporters
//! must be independent of each other and of the operators.
//!
//! | module | what it holds |
//! |---|---|
//! | [`quorum`] | when values of several reporters agree, and on what |
//! | [`grade`] | how much is known of a report |
//! | [`form`] | what a batch must look like |
//! | [`record`] | how a batch is stored, in few bytes |
//! | [`rules`] | what a configuration of reporters must be |
//! | [`signature`] | whose signature stands under a batch |
//! | [`symbol`] | symbols of assets |
//! | [`times`] | the window and the deadline of an epoch |

pub mod contract;
pub mod error;
pub mod execute;
pub mod form;
pub mod grade;
pub mod query;
pub mod quorum;
pub mod record;
pub mod rules;
pub mod signature;
pub mod state;
pub mod symbol;
pub mod times;
