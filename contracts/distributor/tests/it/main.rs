#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

//! The distributor alone, with the other contracts' storage laid out by hand: whatever it asks of
//! them but a raw read is an error.

mod accounts;
mod admin;
mod bad_input;
mod claim;
mod close_outage;
mod conservation;
mod cure;
mod default_epoch;
mod due_model;
mod peers;
mod queries;
mod settle;
mod world;
