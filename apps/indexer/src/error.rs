//! What can go wrong while indexing.

use rigshare_types::events::EventError;
use thiserror::Error;

/// What can go wrong while indexing.
#[derive(Debug, Error)]
pub enum IndexError {
    /// An address of a database of another kind.
    #[error("{scheme:?} is no database that the indexer knows: use sqlite:FILE or postgres://...")]
    UnknownDatabase {
        /// What stood before the colon.
        scheme: String,
    },
    /// The database refuses or does not answer.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables can't be brought to what this build knows.
    #[error("the database's tables: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Nothing is indexed yet.
    #[error("nothing is indexed yet")]
    Empty,
    /// The database is of another chain or suite.
    #[error("this database is of another suite: its {name} is {found:?}, not {expected:?}")]
    OtherSuite {
        /// What differs.
        name: String,
        /// What the database says.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// What was given is no address of the chain.
    #[error("{address:?} is no address that begins with {prefix}1")]
    NoAddress {
        /// What was given.
        address: String,
        /// The chain's prefix.
        prefix: String,
    },
    /// Somebody else writes to this database.
    #[error("somebody else writes to this database: block {expected} was to be the last one, and {found} is")]
    Overtaken {
        /// What this writer has written last.
        expected: u64,
        /// What stands there.
        found: u64,
    },
    /// The node does not answer, or not sensibly.
    #[error("the node at {rpc}: {why}")]
    Node {
        /// Where it is.
        rpc: String,
        /// What it did.
        why: String,
    },
    /// The node is of another chain.
    #[error("the node at {rpc} is of chain {found:?}, not {expected:?}")]
    OtherChain {
        /// Where it is.
        rpc: String,
        /// What it is of.
        found: String,
        /// What it should be of.
        expected: String,
    },
    /// A block does not follow the one before.
    #[error("block {height} follows {found}, but the index has {expected}: the chain was begun anew; use another database")]
    OtherHistory {
        /// The block.
        height: u64,
        /// Its parent.
        found: String,
        /// What the index has as the last block.
        expected: String,
    },
    /// The node has forgotten blocks that the index needs.
    #[error("the node at {rpc} begins at block {earliest}, and block {wanted} is needed: ask one that keeps all")]
    Pruned {
        /// Where it is.
        rpc: String,
        /// The first block that it has.
        earliest: u64,
        /// The block that is needed.
        wanted: u64,
    },
    /// An event can't be read.
    #[error("event {event} of block {height}: {source}")]
    Event {
        /// The block.
        height: u64,
        /// The event's place.
        event: String,
        /// Why.
        source: EventError,
    },
    /// An event does not fit what came before: the index began too late, or misses something.
    #[error("block {height}: {what}; was the index begun after the suite?")]
    Inconsistent {
        /// The block.
        height: u64,
        /// What does not fit.
        what: String,
    },
    /// A block has more transactions, or a transaction more events, than a number has room for.
    #[error(
        "block {height}: transaction {transaction}, event {event} is beyond what can be numbered"
    )]
    TooMany {
        /// The block.
        height: u64,
        /// The transaction.
        transaction: usize,
        /// The event.
        event: usize,
    },
    /// A contract's answer is not what it should be.
    #[error("the answer about {fact}: {why}")]
    Fact {
        /// What was asked.
        fact: String,
        /// What is wrong.
        why: String,
    },
    /// A file can't be read, or says something else.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// The operating system refuses.
    #[error("{what}: {why}")]
    System {
        /// What was tried.
        what: String,
        /// Why not.
        why: String,
    },
}
