//! A pause that expires, and the log from which clocks are stopped while it lasts.

use cosmwasm_schema::cw_serde;
use cw_storage_plus::Item;

/// The longest pause, in seconds: three days.
pub const MAX_PAUSE_SECONDS: u64 = 3 * 86_400;

/// How long after the end of a pause no other one may begin, in seconds: a week. A pauser that has
/// turned hostile can stop sales and reports for three days in ten, never for good.
pub const PAUSE_COOLDOWN_SECONDS: u64 = 7 * 86_400;

/// The most pauses that a contract remembers: at one in ten days, seven years.
pub const MAX_PAUSES: usize = 256;

/// One pause, from the second it began to the second it ends (or was ended).
#[cw_serde]
#[derive(Copy, Eq)]
pub struct PauseSpan {
    /// The first second of the pause.
    pub from_seconds: u64,
    /// The first second after it.
    pub until_seconds: u64,
}

/// Every pause of a contract, oldest first.
#[cw_serde]
pub struct PauseLog {
    /// Layout version.
    pub v: u8,
    /// Disjoint, in the order of time.
    pub spans: Vec<PauseSpan>,
}

/// The pauses of a contract. Written at instantiation, read raw by peers whose clocks stop with it.
pub const PAUSES: Item<PauseLog> = Item::new("pauses");

crate::layout!(PauseLog = 1);

impl PauseLog {
    /// No pause yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            v: 1,
            spans: Vec::new(),
        }
    }

    /// The end of the pause that lasts at `now_seconds`, if one does.
    #[must_use]
    pub fn paused_until(&self, now_seconds: u64) -> Option<u64> {
        let last = self.spans.last()?;
        (last.from_seconds <= now_seconds && now_seconds < last.until_seconds)
            .then_some(last.until_seconds)
    }
}

/// How many seconds of `[from_seconds, now_seconds)` a clock has run that stops while any of `logs`
/// has a pause.
#[must_use]
pub fn running_seconds(logs: &[&PauseLog], from_seconds: u64, now_seconds: u64) -> u64 {
    let mut spans: Vec<PauseSpan> = logs
        .iter()
        .flat_map(|log| log.spans.iter().copied())
        .collect();
    spans.sort_unstable_by_key(|span| span.from_seconds);
    // `at` is the second up to which everything is counted; it only moves forward, so that a second
    // of two pauses is taken off once.
    let mut at = from_seconds;
    let mut running = 0;
    for span in spans {
        let from = span.from_seconds.clamp(at, now_seconds.max(at));
        running += from - at;
        at = span.until_seconds.clamp(from, now_seconds.max(from));
    }
    running + now_seconds.saturating_sub(at)
}

impl Default for PauseLog {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_stops_while_paused() {
        let span = |from_seconds, until_seconds| PauseSpan {
            from_seconds,
            until_seconds,
        };
        let log = PauseLog {
            v: 1,
            spans: vec![span(10, 20), span(50, 60)],
        };
        assert_eq!(running_seconds(&[&log], 0, 100), 80);
        assert_eq!(running_seconds(&[&log], 15, 55), 30);
        assert_eq!(running_seconds(&[&log], 12, 18), 0);
        assert_eq!(running_seconds(&[&log], 90, 80), 0);
        let other = PauseLog {
            v: 1,
            spans: vec![span(15, 30), span(52, 55)],
        };
        assert_eq!(running_seconds(&[&log, &other], 0, 100), 70);
        assert_eq!(running_seconds(&[], 3, 10), 7);
        assert_eq!(log.paused_until(19), None);
        assert_eq!(log.paused_until(50), Some(60));
        assert_eq!(log.paused_until(60), None);
    }
}
