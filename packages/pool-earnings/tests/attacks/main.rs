//! Attacks 30 and 31 on the answers of every pool, and bad input of every kind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod answers;
mod broken;
mod changes;
mod reading;
mod units;
