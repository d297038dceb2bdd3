//! Compares the index with what the contracts answer.

mod administration;
mod money;
mod shares;
mod trade;
mod truth;

use rigshare_suite::World;

use crate::index::Index;

/// Compares everything.
///
/// # Panics
/// The index and the contracts differ.
pub fn all(world: &World, index: &Index, after: &str) {
    shares::rigs(world, index, after);
    shares::shares(world, index, after);
    trade::compare(world, index, after);
    truth::compare(world, index, after);
    money::compare(world, index, after);
    administration::compare(world, index, after);
}
