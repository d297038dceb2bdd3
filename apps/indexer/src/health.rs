//! How it goes: what /healthz and /metrics tell of following the chain.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::IndexError;

/// How many blocks behind is still in time: the newest is fetched while the next one is made.
const LAG_BLOCKS: u64 = 2;

/// How long the node may be silent.
const SILENCE: Duration = Duration::from_secs(10);

/// How following goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// As far as the chain is.
    Ok,
    /// Behind the chain, and catching up.
    Lagging,
    /// The node is silent, or something fails.
    Stalled,
}

impl Pace {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Lagging => "lagging",
            Self::Stalled => "stalled",
        }
    }
}

#[derive(Debug, Default)]
struct Contact {
    heard: Option<Instant>,
    failure: Option<String>,
}

/// How it goes.
#[derive(Debug, Default)]
pub struct Health {
    chain_height: AtomicU64,
    blocks: AtomicU64,
    events: AtomicU64,
    failures: AtomicU64,
    contact: Mutex<Contact>,
}

impl Health {
    fn contact(&self) -> std::sync::MutexGuard<'_, Contact> {
        self.contact.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The node has answered, and the chain is that far.
    pub fn chain_is_at(&self, height: u64) {
        self.chain_height.fetch_max(height, Ordering::Relaxed);
        self.contact().heard = Some(Instant::now());
    }

    /// Everything that the chain has is written.
    pub fn caught_up(&self) {
        self.contact().failure = None;
    }

    /// Blocks were written.
    pub fn wrote(&self, blocks: u64, events: u64) {
        self.blocks.fetch_add(blocks, Ordering::Relaxed);
        self.events.fetch_add(events, Ordering::Relaxed);
        self.contact().failure = None;
    }

    /// Something failed; it will be tried again.
    pub fn failed(&self, error: &IndexError) {
        self.failures.fetch_add(1, Ordering::Relaxed);
        let text = error.to_string();
        let mut contact = self.contact();
        if contact.failure.as_ref() != Some(&text) {
            eprintln!("indexing stops, and is tried again: {text}");
        }
        contact.failure = Some(text);
    }

    /// Somebody else writes.
    pub fn standby(&self) {
        let text = "somebody else writes to this database; waiting in case it stops".to_owned();
        let mut contact = self.contact();
        if contact.failure.as_ref() != Some(&text) {
            eprintln!("{text}");
        }
        contact.failure = Some(text);
    }

    /// How far the chain is, as far as is known; 0: not yet.
    #[must_use]
    pub fn chain_height(&self) -> u64 {
        self.chain_height.load(Ordering::Relaxed)
    }

    /// How many blocks were written since the start.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.blocks.load(Ordering::Relaxed)
    }

    /// How many events were written since the start.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events.load(Ordering::Relaxed)
    }

    /// How often something failed since the start.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// What fails now.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        self.contact().failure.clone()
    }

    /// How it goes, with the index at `height`.
    #[must_use]
    pub fn pace(&self, height: u64) -> Pace {
        let contact = self.contact();
        let silent = contact.heard.is_none_or(|heard| heard.elapsed() > SILENCE);
        let behind = self.chain_height().saturating_sub(height);
        if silent || contact.failure.is_some() {
            Pace::Stalled
        } else if behind > LAG_BLOCKS {
            Pace::Lagging
        } else {
            Pace::Ok
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_follows_node_and_index() {
        let health = Health::default();
        assert_eq!(health.pace(0), Pace::Stalled);
        health.chain_is_at(10);
        assert_eq!(health.pace(10), Pace::Ok);
        assert_eq!(health.pace(8), Pace::Ok);
        assert_eq!(health.pace(7), Pace::Lagging);
        health.failed(&IndexError::Empty);
        assert_eq!(health.pace(10), Pace::Stalled);
        assert_eq!(health.failure(), Some("nothing is indexed yet".to_owned()));
        health.chain_is_at(11);
        assert_eq!(health.pace(11), Pace::Stalled);
        health.wrote(1, 0);
        assert_eq!((health.pace(11), health.failures()), (Pace::Ok, 1));
    }
}
