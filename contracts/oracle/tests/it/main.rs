//! The oracle alone, message by message. Its peer is a table of raw bytes; a smart query is an error.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod assets;
mod bad_input;
mod change_reporters;
mod equivocation;
mod finalize;
mod instantiate;
mod lab;
mod market;
mod migrate;
mod pause;
mod peers;
mod queries;
mod relay;
