//! The contract alone, message by message. What it does together with the others stands in the
//! workspace's tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod approve;
mod bad_input;
mod buy;
mod decide;
mod ledger;
mod metadata;
mod migrate;
mod operate;
mod peers;
mod policy;
mod queries;
mod register;
mod reshape;
mod roles;
mod sell;
mod transfer;
mod world;
