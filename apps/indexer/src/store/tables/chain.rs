//! What the chain said, and how far the index is.

use crate::table;

table! {
    /// How far the index is. There is one row.
    ProgressRow = "progress" {
        key /// Always 1.
        one: i64,
        /// The last block whose events are stored.
        source_height: u64,
        /// That block's time.
        source_seconds: u64,
        /// That block's hash.
        source_hash: String,
        /// The last block whose events are folded into the other tables.
        height: u64,
        /// That block's time.
        time_seconds: u64,
        /// How many accounts have a number.
        accounts: i64,
    }
}

table! {
    /// What the index is of: set once.
    SuiteRow = "suite" {
        key /// What it is.
        name: String,
        /// What it says.
        value: String,
    }
}

table! {
    /// A fact that no event tells, asked of a contract once; it can never change.
    FactRow = "facts" {
        key /// What it is about.
        name: String,
        /// The event that needed it first.
        id: i64,
        /// The fact, as JSON.
        value: String,
    }
}

table! {
    /// An event of the suite.
    EventRow = "events" {
        key /// Height, transaction and event: see [`crate::event::EventId`].
        id: i64,
        /// The block's time.
        time_seconds: u64,
        /// The transaction; empty where a block itself emitted it.
        tx_hash: String,
        /// Which of the suite's contracts emitted it.
        contract: String,
        /// The type, without `wasm-rigshare_`.
        kind: String,
        /// The rig that it is about; 0 where it is about none.
        rig: u32,
        /// The token; empty where it is about none.
        token_id: String,
        /// The attributes, as JSON.
        data: String,
    }
}

table! {
    /// The number of an address.
    AccountRow = "accounts" {
        key /// The address.
        address: String,
        /// Its number, in the order of first appearance.
        account: i64,
    }
}

table! {
    /// That an event is about an account.
    EventAccountRow = "event_accounts" {
        key /// The account.
        account: i64,
        key /// The event.
        id: i64,
        /// The event's kind.
        kind: String,
        /// The event's rig.
        rig: u32,
    }
}
