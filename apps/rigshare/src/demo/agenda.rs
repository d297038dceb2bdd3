//! What is still to happen, in the order of time.

use std::collections::{BTreeMap, BTreeSet};

use super::live::Turn;

/// Something that happens at a second of the season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// A day is over: what everybody has earned by now is written down.
    DayEnd { day: u32 },
    /// An action of trades.toml, by its place in the season.
    Act { index: usize },
    /// A reporter's batch of a day is relayed.
    Relay {
        day: u32,
        reporter: usize,
        late: bool,
    },
    /// The window of a day is over: what a quorum agrees on becomes final.
    Finalize { day: u32 },
    /// Operators pay what can be paid.
    Settle,
    /// An operator pays an epoch after its grace.
    SettleLate { rig: usize, epoch: u32 },
    /// The grace of a withheld epoch is over.
    Default { rig: usize, epoch: u32 },
    /// The deadline of an epoch without a report is over.
    CloseOutage { rig: usize, epoch: u32 },
    /// People of a living season trade as they like.
    Trade { day: u32, turn: Turn },
}

/// What is still to happen. Of one second, what was planned first happens first.
#[derive(Debug, Default)]
pub struct Agenda {
    tasks: BTreeMap<(u64, u64), Task>,
    planned: u64,
    once: BTreeSet<Task>,
}

impl Agenda {
    /// Plans a task.
    pub fn plan(&mut self, at_seconds: u64, task: Task) {
        self.tasks.insert((at_seconds, self.planned), task);
        self.planned += 1;
    }

    /// Plans a task that is planned at most once in a season.
    pub fn plan_once(&mut self, at_seconds: u64, task: Task) {
        if self.once.insert(task) {
            self.plan(at_seconds, task);
        }
    }

    /// The second of the next task.
    pub fn next_seconds(&self) -> Option<u64> {
        self.tasks.keys().next().map(|(at_seconds, _)| *at_seconds)
    }

    /// The next task and its second.
    pub fn next(&mut self) -> Option<(u64, Task)> {
        let ((at_seconds, _), task) = self.tasks.pop_first()?;
        Some((at_seconds, task))
    }
}
