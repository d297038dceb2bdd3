//! Follows a chain block by block, keeps what the suite's events tell, and answers questions about it over
//! HTTP.
//!
//! | module | what it does |
//! |---|---|
//! | [`chain`] | asks the node for blocks, and contracts for the few facts that no event tells |
//! | [`event`] | an event as the chain emits it, as it is stored, and as its type |
//! | [`fold`] | what stands after a batch of events, from what stood before |
//! | [`store`] | the tables, in SQLite or PostgreSQL, and all in which the two differ |
//! | [`writer`] | writes a batch of blocks together with how far it is |
//! | [`follow`] | fetches blocks ahead and writes them in order |
//! | [`api`] | REST, server-sent events, metrics, and the web app's files |

pub mod api;
pub mod args;
pub mod bench;
pub mod chain;
pub mod error;
pub mod event;
pub mod fold;
pub mod follow;
pub mod health;
pub mod run;
pub mod store;
pub mod synthetic;
pub mod writer;
