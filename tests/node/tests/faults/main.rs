//! Faults on a real node, made on purpose: what is lost is nothing, and nothing happens twice.
//!
//! What took effect is counted in the blocks themselves, not in what a client or a node's index says of
//! them: each transaction carries a memo of its own, and must be found once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod blocks;
mod broken_rpc;
mod cli;
mod fees;
mod http;
mod killed_cli;
mod killed_node;
mod once;
mod payer;
mod proxy;
mod shared;
mod suite;
mod validators;
