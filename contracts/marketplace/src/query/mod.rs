//! What can be asked about the contract: one file a topic.

pub mod asks;
pub mod money;
pub mod offers;
