//! Lists in messages: not empty, capped, each entry once.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::error::ContractError;

/// Checks a list whose entries may repeat.
///
/// # Errors
/// [`ContractError::EmptyList`], [`ContractError::TooMany`].
pub fn capped<T>(what: &'static str, list: &[T], most: usize) -> Result<(), ContractError> {
    if list.is_empty() {
        return Err(ContractError::EmptyList { what });
    }
    if list.len() > most {
        return Err(ContractError::TooMany {
            what,
            count: list.len(),
            most,
        });
    }
    Ok(())
}

/// Checks a list in which each entry stands once.
///
/// # Errors
/// As [`capped`]; [`ContractError::Twice`].
pub fn each_once<T: Ord + Display>(
    what: &'static str,
    list: &[T],
    most: usize,
) -> Result<(), ContractError> {
    capped(what, list, most)?;
    let mut seen = BTreeSet::new();
    match list.iter().find(|entry| !seen.insert(*entry)) {
        Some(entry) => Err(ContractError::Twice {
            what,
            entry: entry.to_string(),
        }),
        None => Ok(()),
    }
}
