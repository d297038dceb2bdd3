//! What happened, in a sentence each.

use crate::outcome::StoryLine;
use crate::season::values::{TimeOfDay, DAY_SECONDS};

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Shares: sales, transfers, splits.
    Trade,
    /// What reporters say.
    Report,
    /// Settlements, claims, withdrawals.
    Money,
    /// What did not go as it should.
    Trouble,
}

/// The sentences, oldest first.
#[derive(Debug)]
pub struct Story {
    first_second: u64,
    /// The sentences.
    pub lines: Vec<StoryLine>,
}

impl Story {
    /// A story whose day 0 is `first_day`, in days since 1970.
    pub fn new(first_day: u32) -> Self {
        Self {
            first_second: u64::from(first_day) * DAY_SECONDS,
            lines: Vec::new(),
        }
    }

    /// Tells something. What was before day 0 is told at its first second.
    pub fn tell(&mut self, at_seconds: u64, kind: Kind, text: String) {
        let since = at_seconds.saturating_sub(self.first_second);
        self.lines.push(StoryLine {
            day: u32::try_from(since / DAY_SECONDS).unwrap_or(u32::MAX),
            time: TimeOfDay(since % DAY_SECONDS).to_string(),
            text,
            kind: match kind {
                Kind::Trade => "trade",
                Kind::Report => "report",
                Kind::Money => "money",
                Kind::Trouble => "trouble",
            }
            .to_owned(),
        });
    }
}

/// What a contract said, without the message that it was said to.
pub fn reason(error: &anyhow::Error) -> String {
    error.root_cause().to_string()
}
