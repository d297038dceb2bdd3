//! The messages, one file a verb.

pub mod book_proceeds;
pub mod checkpoint;
pub mod claim;
pub mod close_outage;
pub mod cure;
pub mod default_epoch;
pub mod denoms;
pub mod fees;
pub mod instantiate;
pub mod migrate;
pub mod payout_address;
pub mod receive;
pub mod roles;
pub mod settle;
pub mod withdraw;
