//! Attacks on the whole suite, by number: who tries what, and what it is refused with or paid.
//!
//! Every amount is written out by hand. A share of the sample rig that is held for a whole day of
//! 67,500,000 satoshi earns 675,000 of them, which is 7.8125 a second: a number that has no rounding
//! in 2^-64ths, so that what is paid is exact.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod bad_input;
mod ownership_and_money;
mod scene;
mod trade;
mod truth;
