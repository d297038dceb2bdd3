//! Migration: a contract becomes a newer version of itself, and nothing else.

use cosmwasm_std::{Order, Response, StdError, StdResult, Storage};
use cw2::{get_contract_version, set_contract_version};
use rigshare_types::events::Migrated;
use rigshare_types::peer::Layout;
use semver::Version;
use thiserror::Error;

/// Why a migration was refused.
#[derive(Debug, Error, PartialEq)]
pub enum MigrationError {
    /// What cw2 stored can't be read.
    #[error(transparent)]
    Std(#[from] StdError),
    /// The stored contract is another one.
    #[error("this is {stored}; it can't become {new}")]
    OtherContract {
        /// The contract that is stored.
        stored: String,
        /// The contract whose code was given.
        new: String,
    },
    /// The version is not newer than the stored one.
    #[error("version {new} is not newer than the stored {stored}")]
    NotNewer {
        /// The version that is stored.
        stored: String,
        /// The version of the code that was given.
        new: String,
    },
    /// A version is not one.
    #[error("{version:?} is not a version: {reason}")]
    NotAVersion {
        /// What stood there.
        version: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The stored layout is not one that the new code can take over.
    #[error("{what} has layout {found}; this code takes over layout {known}")]
    UnknownLayout {
        /// What was looked at.
        what: &'static str,
        /// The layout that is stored.
        found: u8,
        /// The layout that the new code knows.
        known: u8,
    },
}

/// Refuses what another contract has stored. It comes first in a migration: another contract's records
/// mean nothing, or something else.
///
/// # Errors
/// [`MigrationError::OtherContract`].
pub fn same_contract(storage: &dyn Storage, name: &str) -> Result<(), MigrationError> {
    let stored = get_contract_version(storage)?;
    if stored.contract == name {
        Ok(())
    } else {
        Err(MigrationError::OtherContract {
            stored: stored.contract,
            new: name.to_owned(),
        })
    }
}

/// Checks that the code `name` at `version` may take over what is stored, and records it.
///
/// The caller checks the layout of what it stores before this, and changes it where it must.
///
/// # Errors
/// [`MigrationError`]; nothing is changed then.
pub fn migrate_to(
    storage: &mut dyn Storage,
    name: &str,
    version: &str,
) -> Result<Response, MigrationError> {
    same_contract(storage, name)?;
    let stored = get_contract_version(storage)?;
    if parse(version)? <= parse(&stored.version)? {
        return Err(MigrationError::NotNewer {
            stored: stored.version,
            new: version.to_owned(),
        });
    }
    set_contract_version(storage, name, version)?;
    let event = Migrated {
        from_version: stored.version,
        to_version: version.to_owned(),
    };
    Ok(Response::new().add_event(event))
}

/// Refuses unless the first record of the map `namespace` has the layout of `T` (or there is none).
///
/// # Errors
/// [`MigrationError::UnknownLayout`], or a record that is none.
pub fn check_layout<T: Layout>(
    storage: &dyn Storage,
    what: &'static str,
    namespace: &str,
) -> Result<(), MigrationError> {
    check_first(storage, what, namespace, T::VERSION, T::version_of)
}

fn check_first(
    storage: &dyn Storage,
    what: &'static str,
    namespace: &str,
    known: u8,
    version_of: fn(&[u8]) -> StdResult<u8>,
) -> Result<(), MigrationError> {
    // cw-storage-plus puts the length of a map's name before it, in two bytes.
    let mut from = u16::try_from(namespace.len())
        .unwrap_or(u16::MAX)
        .to_be_bytes()
        .to_vec();
    from.extend_from_slice(namespace.as_bytes());
    let mut until = from.clone();
    // Names are letters: the last one plus one is the first key that does not begin with the name.
    if let Some(last) = until.last_mut() {
        *last += 1;
    }
    let first = storage
        .range(Some(&from), Some(&until), Order::Ascending)
        .next();
    let Some((_, record)) = first else {
        return Ok(());
    };
    same_layout(what, version_of(&record)?, known)
}

/// Refuses unless the layout that was found in storage is the one that the new code knows.
///
/// # Errors
/// [`MigrationError::UnknownLayout`].
pub fn same_layout(what: &'static str, found: u8, known: u8) -> Result<(), MigrationError> {
    if found == known {
        Ok(())
    } else {
        Err(MigrationError::UnknownLayout { what, found, known })
    }
}

fn parse(version: &str) -> Result<Version, MigrationError> {
    Version::parse(version).map_err(|error| MigrationError::NotAVersion {
        version: version.to_owned(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::MockStorage;

    use super::*;

    #[test]
    fn only_a_newer_version_of_the_same_contract_takes_over() {
        let mut storage = MockStorage::new();
        set_contract_version(&mut storage, "oracle", "1.9.0").unwrap();
        assert_eq!(
            migrate_to(&mut storage, "distributor", "2.0.0"),
            Err(MigrationError::OtherContract {
                stored: "oracle".to_owned(),
                new: "distributor".to_owned()
            })
        );
        for version in ["1.9.0", "1.8.99", "1.9.0-rc.1"] {
            assert_eq!(
                migrate_to(&mut storage, "oracle", version),
                Err(MigrationError::NotNewer {
                    stored: "1.9.0".to_owned(),
                    new: version.to_owned()
                })
            );
        }
        // 1.10 is newer than 1.9, though not by the order of text.
        migrate_to(&mut storage, "oracle", "1.10.0").unwrap();
        assert_eq!(get_contract_version(&storage).unwrap().version, "1.10.0");
    }
}
