//! What is asked of the chain: blocks with their events, and the few facts that no event tells.

pub mod facts;
pub mod node;

use crate::event::Emitted;

/// A block, as far as the index needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its height.
    pub height: u64,
    /// Its time.
    pub time_seconds: u64,
    /// Its hash.
    pub hash: String,
    /// The hash of the one before.
    pub parent_hash: String,
    /// The suite's events, in the chain's order.
    pub events: Vec<Emitted>,
}
