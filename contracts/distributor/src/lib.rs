#![doc = include_str!("../README.md")]

pub mod accrual;
pub mod bps;
pub mod contract;
pub mod due;
pub mod error;
pub mod execute;
pub mod grace;
pub mod judge;
pub mod lists;
pub mod peers;
pub mod proceeds;
pub mod query;
pub mod rig_book;
pub mod state;

pub use error::ContractError;
