//! Attacks 33 to 40: asks, offers, prices and lists.

mod lists;
mod market;
