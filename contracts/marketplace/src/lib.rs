//! Asks and offers for hashrate shares.
