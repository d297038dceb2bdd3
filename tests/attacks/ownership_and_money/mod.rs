//! Attacks 1 to 20: who owns what, and what it earns.

mod administration;
mod ownership;
mod peers;
mod settling;
mod strangers;
