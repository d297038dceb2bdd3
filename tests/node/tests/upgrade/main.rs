//! Upgrades of a suite in use, on a real chain; and peers whose storage is not what a reader knows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod migrations;
/// The questions that the recorded storage is asked too.
#[path = "../../../fixtures/questions.rs"]
mod questions;
mod raw_reads;
mod refusal;
mod scenario;
mod snapshot;
