//! Which block a scenario saw whenever it looked.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Block;

/// How a scenario saw a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// It asked for the newest block, or asked a contract something that it answered as of this one.
    Asked,
    /// The block includes what it submitted.
    Included,
    /// What it submitted was refused as of this block.
    Refused,
}

/// The blocks that a scenario saw, in the order in which it looked or submitted. Played back, they make
/// another chain show the same scenario the same times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tape {
    seen: VecDeque<(Look, Block)>,
}

/// The scenario does something else than when the tape was recorded.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OffTape {
    /// It looked more often.
    #[error("the tape has ended: the scenario does not do what it did when it was recorded")]
    Ended,
    /// It asked where it submitted then, or the other way round.
    #[error("the scenario {does} where it {did} when the tape was recorded")]
    OtherStep {
        /// What it does now.
        does: &'static str,
        /// What it did then.
        did: &'static str,
    },
    /// A submission has another end.
    #[error("block {height} {then} when the tape was recorded; now it has another end: {now}")]
    OtherEnd {
        /// The block.
        height: u64,
        /// What the block did with the submission then.
        then: &'static str,
        /// What became of it now, in words.
        now: String,
    },
}

impl Tape {
    /// Records that the scenario saw a block.
    pub fn record(&mut self, look: Look, block: Block) {
        self.seen.push_back((look, block));
    }

    /// The block that the scenario saw when it asked here.
    ///
    /// # Errors
    /// It did something else then.
    pub fn asked(&mut self) -> Result<Block, OffTape> {
        match self.next()? {
            (Look::Asked, block) => Ok(block),
            (Look::Included | Look::Refused, _) => Err(OffTape::OtherStep {
                does: "asks",
                did: "submitted",
            }),
        }
    }

    /// The block that decided on what the scenario submitted here, and whether it included it.
    ///
    /// # Errors
    /// It did something else then.
    pub fn submitted(&mut self) -> Result<(Block, bool), OffTape> {
        match self.next()? {
            (Look::Asked, _) => Err(OffTape::OtherStep {
                does: "submits",
                did: "asked",
            }),
            (look, block) => Ok((block, look == Look::Included)),
        }
    }

    fn next(&mut self) -> Result<(Look, Block), OffTape> {
        self.seen.pop_front().ok_or(OffTape::Ended)
    }

    /// How many blocks are left.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether none is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(height: u64) -> Block {
        Block {
            height,
            time_seconds: height * 10,
        }
    }

    #[test]
    fn a_tape_plays_what_it_recorded_and_nothing_else() {
        let mut tape = Tape::default();
        tape.record(Look::Asked, block(1));
        tape.record(Look::Included, block(2));
        tape.record(Look::Refused, block(3));
        let mut other = tape.clone();
        assert_eq!(tape.asked(), Ok(block(1)));
        assert_eq!(tape.submitted(), Ok((block(2), true)));
        assert_eq!(tape.submitted(), Ok((block(3), false)));
        assert!(tape.is_empty());
        assert_eq!(tape.asked(), Err(OffTape::Ended));

        let refusal = other.submitted().unwrap_err().to_string();
        assert!(refusal.contains("submits where it asked"), "{refusal}");
        let refusal = other.asked().unwrap_err().to_string();
        assert!(refusal.contains("asks where it submitted"), "{refusal}");
    }
}
