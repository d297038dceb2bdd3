//! Lists in messages: not empty, capped, each entry once.

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
pub fn each_once<T: PartialEq + Display>(
    what: &'static str,
    list: &[T],
    most: usize,
) -> Result<(), ContractError> {
    capped(what, list, most)?;
    let twice = list
        .iter()
        .enumerate()
        .find(|(index, entry)| list.iter().take(*index).any(|before| before == *entry));
    match twice {
        Some((_, entry)) => Err(ContractError::Twice {
            what,
            entry: entry.to_string(),
        }),
        None => Ok(()),
    }
}
