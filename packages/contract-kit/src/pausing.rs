//! Pauses: they expire, and between two of them lies a while.

use cosmwasm_std::{Response, StdError, Storage};
use rigshare_types::events::{Paused, Unpaused};
use rigshare_types::pause::{
    PauseLog, PauseSpan, MAX_PAUSES, MAX_PAUSE_SECONDS, PAUSES, PAUSE_COOLDOWN_SECONDS,
};
use thiserror::Error;

/// Why a pause was refused, or something while one lasts.
#[derive(Debug, Error, PartialEq)]
pub enum PauseError {
    /// The log can't be read.
    #[error(transparent)]
    Std(#[from] StdError),
    /// A pause lasts.
    #[error("paused until second {until_seconds}")]
    Paused {
        /// The first second after it.
        until_seconds: u64,
    },
    /// No pause lasts.
    #[error("not paused")]
    NotPaused,
    /// The pause would be empty or too long.
    #[error("a pause of {seconds} s is not between 1 and {most} s")]
    BadLength {
        /// What was asked for.
        seconds: u64,
        /// The most.
        most: u64,
    },
    /// The last pause is too recent.
    #[error("the next pause can't begin before second {from_seconds}")]
    TooSoon {
        /// The first second at which one can begin.
        from_seconds: u64,
    },
    /// The log is full.
    #[error("all {most} pauses of this contract are used up")]
    UsedUp {
        /// How many there were.
        most: usize,
    },
}

/// Starts the log: nothing was paused yet.
///
/// # Errors
/// The log can't be written.
pub fn start_log(storage: &mut dyn Storage) -> Result<(), PauseError> {
    Ok(PAUSES.save(storage, &PauseLog::new())?)
}

/// Refuses what a pause stops.
///
/// # Errors
/// [`PauseError::Paused`].
pub fn refuse_while_paused(storage: &dyn Storage, now_seconds: u64) -> Result<(), PauseError> {
    match PAUSES.load(storage)?.paused_until(now_seconds) {
        Some(until_seconds) => Err(PauseError::Paused { until_seconds }),
        None => Ok(()),
    }
}

/// Begins a pause. The caller checks that the sender is the pauser.
///
/// # Errors
/// [`PauseError`]; nothing is changed then.
pub fn pause(
    storage: &mut dyn Storage,
    now_seconds: u64,
    seconds: u64,
) -> Result<Response, PauseError> {
    if seconds == 0 || seconds > MAX_PAUSE_SECONDS {
        return Err(PauseError::BadLength {
            seconds,
            most: MAX_PAUSE_SECONDS,
        });
    }
    let mut log = PAUSES.load(storage)?;
    if let Some(until_seconds) = log.paused_until(now_seconds) {
        return Err(PauseError::Paused { until_seconds });
    }
    if let Some(last) = log.spans.last() {
        let from_seconds = last.until_seconds.saturating_add(PAUSE_COOLDOWN_SECONDS);
        if now_seconds < from_seconds {
            return Err(PauseError::TooSoon { from_seconds });
        }
    }
    if log.spans.len() >= MAX_PAUSES {
        return Err(PauseError::UsedUp { most: MAX_PAUSES });
    }
    let until_seconds = now_seconds.saturating_add(seconds);
    log.spans.push(PauseSpan {
        from_seconds: now_seconds,
        until_seconds,
    });
    PAUSES.save(storage, &log)?;
    Ok(Response::new().add_event(Paused { until_seconds }))
}

/// Ends a pause early. The caller checks that the sender is the pauser.
///
/// # Errors
/// [`PauseError::NotPaused`].
pub fn unpause(storage: &mut dyn Storage, now_seconds: u64) -> Result<Response, PauseError> {
    let mut log = PAUSES.load(storage)?;
    match log.spans.last_mut() {
        Some(last) if last.from_seconds <= now_seconds && now_seconds < last.until_seconds => {
            last.until_seconds = now_seconds;
        }
        _ => return Err(PauseError::NotPaused),
    }
    PAUSES.save(storage, &log)?;
    Ok(Response::new().add_event(Unpaused {
        at_seconds: now_seconds,
    }))
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::MockStorage;

    use super::*;

    #[test]
    fn attack_10_a_pause_expires_and_the_next_one_has_to_wait() {
        let mut storage = MockStorage::new();
        start_log(&mut storage).unwrap();
        assert_eq!(
            pause(&mut storage, 1_000, MAX_PAUSE_SECONDS + 1),
            Err(PauseError::BadLength {
                seconds: MAX_PAUSE_SECONDS + 1,
                most: MAX_PAUSE_SECONDS
            })
        );
        pause(&mut storage, 1_000, 60).unwrap();
        assert_eq!(
            refuse_while_paused(&storage, 1_059),
            Err(PauseError::Paused {
                until_seconds: 1_060
            })
        );
        refuse_while_paused(&storage, 1_060).unwrap();
        assert_eq!(unpause(&mut storage, 1_060), Err(PauseError::NotPaused));
        let next = 1_060 + PAUSE_COOLDOWN_SECONDS;
        assert_eq!(
            pause(&mut storage, next - 1, 60),
            Err(PauseError::TooSoon { from_seconds: next })
        );
        pause(&mut storage, next, 60).unwrap();
        unpause(&mut storage, next + 10).unwrap();
        refuse_while_paused(&storage, next + 10).unwrap();
    }
}
