//! Flags to exact messages, on an embedded suite.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod admin;
mod files;
mod limit;
mod messages;
mod silence;
mod stage;
mod trade;
mod units;
