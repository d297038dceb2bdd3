//! Checks of what a message says, before anything is read.

use std::collections::BTreeSet;
use std::fmt::Display;

use rigshare_types::marketplace::{MAX_EXPIRY_SECONDS, MAX_ITEMS};
use rigshare_types::units::MAX_TEXT_BYTES;

use crate::error::ContractError;

/// How much of a text that nobody has checked an error repeats, in characters.
const SHOWN_CHARS: usize = 48;

/// The start of a text that nobody has checked, short enough for an error.
#[must_use]
pub fn shown(text: &str) -> String {
    text.chars().take(SHOWN_CHARS).collect()
}

/// Refuses what can't be the id of a token: nothing, or more than [`MAX_TEXT_BYTES`].
///
/// # Errors
/// [`ContractError::BadTokenId`].
pub fn token_id(text: &str) -> Result<(), ContractError> {
    if (1..=MAX_TEXT_BYTES).contains(&text.len()) {
        Ok(())
    } else {
        Err(ContractError::BadTokenId {
            start: shown(text),
            bytes: text.len(),
            most: MAX_TEXT_BYTES,
        })
    }
}

/// Refuses a list that is longer than [`MAX_ITEMS`] or names something twice.
///
/// # Errors
/// [`ContractError::TooMany`] and [`ContractError::Twice`], naming it.
pub fn each_once<T: Ord + Display>(
    what: &'static str,
    list: impl ExactSizeIterator<Item = T>,
) -> Result<(), ContractError> {
    let count = list.len();
    if count > MAX_ITEMS {
        return Err(ContractError::TooMany {
            what,
            count,
            most: MAX_ITEMS,
        });
    }
    let mut seen = BTreeSet::new();
    for entry in list {
        if let Some(twice) = seen.replace(entry) {
            return Err(ContractError::Twice {
                what,
                entry: shown(&twice.to_string()),
            });
        }
    }
    Ok(())
}

/// True from the first second at which something can't be taken any more.
#[must_use]
pub const fn is_expired(expires_seconds: u64, now_seconds: u64) -> bool {
    now_seconds >= expires_seconds
}

/// Refuses an expiry that is over already or further away than [`MAX_EXPIRY_SECONDS`].
///
/// # Errors
/// [`ContractError::BadExpiry`].
pub fn expiry(expires_seconds: u64, now_seconds: u64) -> Result<(), ContractError> {
    let latest_seconds = now_seconds.saturating_add(MAX_EXPIRY_SECONDS);
    if !is_expired(expires_seconds, now_seconds) && expires_seconds <= latest_seconds {
        Ok(())
    } else {
        Err(ContractError::BadExpiry {
            expires_seconds,
            earliest_seconds: now_seconds.saturating_add(1),
            latest_seconds,
        })
    }
}

/// Refuses what comes after its last second.
///
/// # Errors
/// [`ContractError::DeadlineOver`].
pub const fn deadline(deadline_seconds: u64, now_seconds: u64) -> Result<(), ContractError> {
    if now_seconds <= deadline_seconds {
        Ok(())
    } else {
        Err(ContractError::DeadlineOver {
            deadline_seconds,
            now_seconds,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_39_an_expiry_lies_after_now_and_within_a_year() {
        assert!(expiry(100, 100).is_err());
        expiry(101, 100).unwrap();
        expiry(100 + MAX_EXPIRY_SECONDS, 100).unwrap();
        assert_eq!(
            expiry(101 + MAX_EXPIRY_SECONDS, 100),
            Err(ContractError::BadExpiry {
                expires_seconds: 101 + MAX_EXPIRY_SECONDS,
                earliest_seconds: 101,
                latest_seconds: 100 + MAX_EXPIRY_SECONDS,
            })
        );
        // The first second of the year 3000.
        assert!(expiry(32_503_680_000, 1_750_000_000).is_err());
        assert!(expiry(u64::MAX, 1_750_000_000).is_err());
    }

    #[test]
    fn attack_39_the_deadline_is_the_last_second_and_the_expiry_the_first_without() {
        deadline(100, 100).unwrap();
        assert!(deadline(99, 100).is_err());
        assert!(is_expired(100, 100));
        assert!(!is_expired(101, 100));
    }

    #[test]
    fn attack_41_lists_and_ids_are_capped() {
        each_once("token", ["1", "2"].iter()).unwrap();
        assert_eq!(
            each_once("token", ["1", "2", "1"].iter()),
            Err(ContractError::Twice {
                what: "token",
                entry: "1".to_owned()
            })
        );
        each_once("offer", 0..MAX_ITEMS).unwrap();
        assert!(each_once("offer", 0..MAX_ITEMS + 1).is_err());
        assert!(token_id("").is_err());
        token_id(&"x".repeat(MAX_TEXT_BYTES)).unwrap();
        let error = token_id(&"é".repeat(5_000)).unwrap_err();
        assert!(error.to_string().len() < 300, "{error}");
    }
}
