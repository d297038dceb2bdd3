//! What happened, in a sentence each.

use crate::outcome::StoryLine;
use crate::season::values::TimeOfDay;

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
#[derive(Debug, Default)]
pub struct Story {
    /// The sentences.
    pub lines: Vec<StoryLine>,
}

impl Story {
    /// Tells something that happened on a day at a second of it.
    pub fn tell(&mut self, day: u32, time_seconds: u64, kind: Kind, text: String) {
        self.lines.push(StoryLine {
            day,
            time: TimeOfDay(time_seconds).to_string(),
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
