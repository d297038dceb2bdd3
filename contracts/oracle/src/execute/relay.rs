//! Handing in signed batches.
//!
//! One record a batch is written, whatever the number of its rigs: relaying fifty rigs of three
//! reporters is three writes.

use std::collections::{BTreeMap, BTreeSet};

use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{DepsMut, Env, HexBinary, Response, Storage};
use rigshare_types::batch::{MarketObservation, SignedBatch};
use rigshare_types::events::BatchRelayed;
use rigshare_types::oracle::ASSETS;

use crate::error::ContractError;
use crate::execute::signed_digest;
use crate::form::{check_form, symbols};
use crate::record::{stored_digest, Record};
use crate::state::{is_suspended, load_times, reporters_of, StoredReporters, BATCHES, CONFIG};

/// The most batches of one message.
pub const MAX_RELAY_BATCHES: usize = 64;

/// Anyone: hands in signed batches of ended epochs. What is known already is passed over.
///
/// # Errors
/// A pause lasts; a batch is of an epoch that has not ended or is an outage, has not the form of one,
/// is not its reporter's, or contradicts one that is known; or all of them are known.
pub fn relay(deps: DepsMut, env: &Env, batches: &[SignedBatch]) -> Result<Response, ContractError> {
    if batches.is_empty() {
        return Err(ContractError::EmptyList { list: "batches" });
    }
    if batches.len() > MAX_RELAY_BATCHES {
        return Err(ContractError::ListTooLong {
            list: "batches",
            count: batches.len(),
            most: MAX_RELAY_BATCHES,
        });
    }
    refuse_while_paused(deps.storage, env.block.time.seconds())?;
    let config = CONFIG.load(deps.storage)?;
    let times = load_times(deps.as_ref(), env, &config)?;
    let mut epochs: BTreeMap<u32, StoredReporters> = BTreeMap::new();
    let mut reporters = BTreeSet::new();
    let mut assets = BTreeSet::new();
    let mut records: BTreeMap<(u32, u16, u16), Record> = BTreeMap::new();
    for signed in batches {
        let (epoch, page, reporter) = (signed.batch.epoch, signed.batch.page, signed.reporter);
        let of_epoch = match epochs.remove(&epoch) {
            Some(known) => known,
            None => {
                times.refuse_unless_reported(epoch)?;
                reporters_of(deps.storage, epoch)?
            }
        };
        let of_epoch = epochs.entry(epoch).or_insert(of_epoch);
        check_form(&signed.batch).map_err(|source| ContractError::Form {
            reporter,
            epoch,
            page,
            source,
        })?;
        let digest = signed_digest(deps.api, env, of_epoch, signed)?;
        if reporters.insert(reporter) && is_suspended(deps.storage, reporter) {
            return Err(ContractError::Suspended { reporter });
        }
        let key = (epoch, page, reporter);
        let known = match records.get(&key) {
            Some(record) => Some(record.digest),
            None => deps
                .storage
                .get(&BATCHES.key(key))
                .map(|bytes| stored_digest(&bytes))
                .transpose()?,
        };
        match known {
            Some(known) if known == digest => continue,
            Some(known) => {
                return Err(ContractError::Conflict {
                    reporter,
                    epoch,
                    page,
                    stored: HexBinary::from(&known),
                    given: HexBinary::from(&digest),
                })
            }
            None => {}
        }
        if let Some(market) = &signed.batch.market {
            check_assets(deps.storage, market, &mut assets)?;
        }
        let batch = signed.batch.clone();
        records.insert(key, Record { digest, batch });
    }
    store(deps.storage, &records)
}

/// Refuses unknown assets; `known` spares a second look.
fn check_assets<'a>(
    storage: &dyn Storage,
    market: &'a MarketObservation,
    known: &mut BTreeSet<&'a str>,
) -> Result<(), ContractError> {
    for symbol in symbols(market) {
        if !known.contains(symbol) {
            if !ASSETS.has(storage, symbol) {
                return Err(ContractError::UnknownAsset {
                    symbol: symbol.to_owned(),
                });
            }
            known.insert(symbol);
        }
    }
    Ok(())
}

fn store(
    storage: &mut dyn Storage,
    records: &BTreeMap<(u32, u16, u16), Record>,
) -> Result<Response, ContractError> {
    if records.is_empty() {
        return Err(ContractError::NothingNew {
            what: "every batch is known already",
        });
    }
    let mut response = Response::new();
    for (key, record) in records {
        storage.set(&BATCHES.key(*key), &record.encode()?);
        let (epoch, page, reporter) = *key;
        response = response.add_event(BatchRelayed {
            epoch,
            page,
            reporter,
            digest: HexBinary::from(&record.digest).to_hex(),
        });
    }
    Ok(response)
}
