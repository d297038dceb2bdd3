//! Tests across contracts: properties, attacks, events, schemas. What several of these programs need
//! stands here.

pub mod chain_state;
pub mod vault;
