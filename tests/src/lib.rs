//! Tests across contracts: properties, attacks, events, schemas.
