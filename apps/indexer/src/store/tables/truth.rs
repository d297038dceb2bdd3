//! Signed batches, final reports and figures, and reporters.

use crate::table;

table! {
    /// A reporter's batch.
    BatchRow = "batches" {
        key /// The epoch.
        epoch: u32,
        key /// The page of rigs.
        page: u16,
        key /// The reporter.
        reporter: u16,
        /// SHA-256 of what it signed.
        digest: String,
        /// The event.
        id: i64,
    }
}

table! {
    /// A final report.
    ReportRow = "reports" {
        key /// The rig.
        rig: u32,
        key /// The epoch.
        epoch: u32,
        /// What the pool credited.
        gross: u128,
        /// How much is known of it.
        grade: String,
        /// How many stand behind it.
        signers: u16,
        /// The event.
        id: i64,
        /// When it became final.
        time_seconds: u64,
    }
}

table! {
    /// A final price.
    PriceRow = "prices" {
        key /// The asset.
        asset: String,
        key /// The epoch.
        epoch: u32,
        /// Nano quote for a whole coin.
        nano_per_coin: u128,
        /// The event.
        id: i64,
        /// When it became final.
        time_seconds: u64,
    }
}

table! {
    /// Final network figures.
    NetworkRow = "networks" {
        key /// The coin.
        coin: String,
        key /// The epoch.
        epoch: u32,
        /// Expected hashes that find one block.
        hashes_per_block: u128,
        /// Subsidy and fees of one block.
        reward_per_block: u128,
        /// The event.
        id: i64,
        /// When they became final.
        time_seconds: u64,
    }
}

table! {
    /// A pool's final hashrate.
    PoolRow = "pools" {
        key /// The pool.
        pool: String,
        key /// The coin.
        coin: String,
        key /// The epoch.
        epoch: u32,
        /// The pool's hashrate.
        hashrate_hs: u128,
        /// The event.
        id: i64,
    }
}

table! {
    /// A reporter that signed twice.
    SuspendedRow = "suspended" {
        key /// The reporter.
        reporter: u16,
        /// The epoch of the two batches.
        epoch: u32,
        /// The event.
        id: i64,
    }
}

table! {
    /// From which epoch on a configuration of reporters counts.
    ReportersRow = "reporters" {
        key /// The first epoch it counts for.
        from_epoch: u32,
        /// Its number.
        version: u32,
        /// The event; 0 for the first configuration.
        id: i64,
        /// Whether it is known in full: it is, once that epoch has begun and nothing can replace it.
        known: bool,
    }
}
