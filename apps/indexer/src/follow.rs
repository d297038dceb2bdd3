//! Following the chain: blocks are fetched ahead, several at a time, and written strictly in order.

use std::sync::Arc;
use std::time::Duration;

use futures::{stream, StreamExt};
use rigshare_types::EpochClock;
use tokio::sync::{mpsc, watch};
use tokio::time::sleep;

use crate::chain::node::Node;
use crate::chain::Block;
use crate::error::IndexError;
use crate::health::Health;
use crate::store::tables::ProgressRow;
use crate::store::Store;
use crate::writer::Writer;

/// How many blocks are asked for at once.
const AHEAD: usize = 16;

/// The most blocks of one transaction.
const MOST_BLOCKS: usize = 1_000;

/// The most events of one transaction, but for one block's.
const MOST_EVENTS: usize = 5_000;

/// How long to wait after a failure, at first and at most.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(10));

/// How many looks there are between two tries to become the one who writes.
const STANDBY_LOOKS: usize = 10;

/// How far the index is, as those who answer questions hear it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tip {
    /// The last block that is indexed.
    pub height: u64,
    /// Its time.
    pub time_seconds: u64,
    /// The beginning of the hash of the last block that is stored: tells chains apart.
    pub mark: u32,
}

impl From<&ProgressRow> for Tip {
    fn from(progress: &ProgressRow) -> Self {
        let mark = progress.source_hash.get(..8).unwrap_or_default();
        Self {
            height: progress.height,
            time_seconds: progress.time_seconds,
            mark: u32::from_str_radix(mark, 16).unwrap_or_default(),
        }
    }
}

/// How often a database that somebody else writes is looked at.
pub const LOOK: Duration = Duration::from_millis(200);

/// Looks how far a database is that somebody else writes, and tells those who answer questions.
///
/// # Errors
/// The database does not answer.
pub async fn look(store: &Store, tip: &watch::Sender<Tip>) -> Result<Option<Tip>, IndexError> {
    let found = store.progress().await?.as_ref().map(Tip::from);
    if let Some(now) = found {
        tip.send_if_modified(|tip| std::mem::replace(tip, now) != now);
    }
    Ok(found)
}

/// What following needs.
pub struct Follow {
    /// The node.
    pub node: Node,
    /// Where the index is kept.
    pub store: Store,
    /// The suite's clock.
    pub clock: EpochClock,
    /// The first block of a new index.
    pub start_height: u64,
    /// How often the node is asked for a new block.
    pub poll: Duration,
    /// Who is told how it goes.
    pub health: Arc<Health>,
    /// Who is told of new blocks.
    pub tip: watch::Sender<Tip>,
}

impl Follow {
    /// Follows the chain for ever: whatever fails is said, and tried again.
    pub async fn run(self) {
        let mut pause = BACKOFF.0;
        loop {
            let before = self.health.blocks();
            match self.once().await {
                Ok(()) => {
                    self.health.standby();
                    self.stand_by().await;
                    continue;
                }
                Err(error) => self.health.failed(&error),
            }
            // Progress since the last failure: begin with short pauses again.
            if self.health.blocks() > before {
                pause = BACKOFF.0;
            }
            sleep(pause).await;
            pause = (pause * 2).min(BACKOFF.1);
        }
    }

    /// Answers go on while somebody else writes: for a while, until the next try to be the one who does.
    async fn stand_by(&self) {
        for _ in 0..STANDBY_LOOKS {
            if let Err(error) = look(&self.store, &self.tip).await {
                self.health.failed(&error);
            }
            sleep(LOOK).await;
        }
    }

    /// Follows until something fails; returns where somebody else writes.
    async fn once(&self) -> Result<(), IndexError> {
        let opened = Writer::open(&self.store, self.clock, self.start_height).await?;
        let Some(mut writer) = opened else {
            return Ok(());
        };
        while writer.replay(&self.node).await? {
            self.tell(&writer);
        }
        self.tell(&writer);
        let from = writer.progress().source_height + 1;
        let (sender, mut blocks) = mpsc::channel(MOST_BLOCKS);
        let fetching = fetch(&self.node, from, self.poll, &self.health, sender);
        let writing = async {
            let mut waiting = Vec::new();
            while blocks.recv_many(&mut waiting, MOST_BLOCKS).await > 0 {
                while !waiting.is_empty() {
                    let batch = take_batch(&mut waiting);
                    let count = batch.len() as u64;
                    let events = writer.write(batch, &self.node).await?;
                    self.health.wrote(count, events);
                    self.tell(&writer);
                }
            }
            Ok(())
        };
        // Whichever ends first ends by an error: fetching goes on for ever, and writing as long as it.
        tokio::select! {
            failed = fetching => failed,
            failed = writing => failed,
        }
    }

    fn tell(&self, writer: &Writer) {
        self.tip.send_replace(Tip::from(writer.progress()));
    }
}

/// Blocks as they are written, so many in one transaction.
pub fn batches(mut blocks: Vec<Block>) -> impl Iterator<Item = Vec<Block>> {
    blocks.reverse();
    std::iter::from_fn(move || {
        let at = blocks.len().saturating_sub(MOST_BLOCKS);
        let mut next = blocks.split_off(at);
        next.reverse();
        let batch = take_batch(&mut next);
        next.reverse();
        blocks.append(&mut next);
        (!batch.is_empty()).then_some(batch)
    })
}

/// Takes as many blocks as one transaction should have.
fn take_batch(waiting: &mut Vec<Block>) -> Vec<Block> {
    let mut events = 0;
    let most = waiting
        .iter()
        .take_while(|block| {
            events += block.events.len();
            events <= MOST_EVENTS
        })
        .count();
    let most = most.clamp(1, waiting.len().max(1));
    waiting.drain(..most.min(waiting.len())).collect()
}

/// Sends blocks in order, for ever.
async fn fetch(
    node: &Node,
    from: u64,
    poll: Duration,
    health: &Health,
    sender: mpsc::Sender<Block>,
) -> Result<(), IndexError> {
    let earliest = node.status().await?.earliest_height;
    if from < earliest {
        return Err(IndexError::Pruned {
            rpc: node.url().to_owned(),
            earliest,
            wanted: from,
        });
    }
    let mut next = from;
    loop {
        let newest = node.newest_height().await?;
        health.chain_is_at(newest);
        if next > newest {
            health.caught_up();
        }
        let mut blocks = stream::iter(next..=newest)
            .map(|height| node.block(height))
            .buffered(AHEAD);
        while let Some(block) = blocks.next().await {
            if sender.send(block?).await.is_err() {
                return Ok(());
            }
        }
        next = next.max(newest + 1);
        sleep(poll).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Emitted;

    fn block(events: usize) -> Block {
        let event = Emitted {
            transaction: 1,
            event: 0,
            tx_hash: String::new(),
            contract: "oracle",
            kind: String::new(),
            attributes: Vec::new(),
        };
        Block {
            height: 1,
            time_seconds: 1,
            hash: String::new(),
            parent_hash: String::new(),
            events: vec![event; events],
        }
    }

    #[test]
    fn a_batch_ends_before_too_many_events_and_is_never_empty() {
        let sizes = [6_000, 1, 2_000, 2_999, 1, 0, 5_000];
        let mut waiting: Vec<Block> = sizes.into_iter().map(block).collect();
        let mut batches = Vec::new();
        while !waiting.is_empty() {
            let batch = take_batch(&mut waiting);
            batches.push(
                batch
                    .iter()
                    .map(|block| block.events.len())
                    .collect::<Vec<_>>(),
            );
        }
        let expected = [vec![6_000], vec![1, 2_000, 2_999], vec![1, 0], vec![5_000]];
        assert_eq!(batches, expected);
    }
}
