//! The marketplace on a mocked chain: one file a message, and the whole against a naive model.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod accept_offer;
mod administer;
mod ask;
mod bad_input;
mod buy;
mod clean;
mod model;
mod offer;
mod peers;
mod queries;
mod solvency;
mod withdraw;
mod world;
