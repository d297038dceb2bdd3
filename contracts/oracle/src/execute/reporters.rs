//! Changing reporters and their rules: never for an epoch that has begun.

use contract_kit::ownership::owner_only;
use cosmwasm_std::StdError;
use cosmwasm_std::{
    Api, DepsMut, Env, MessageInfo, OverflowError, OverflowOperation, Response, Storage,
};
use rigshare_types::events::ReportersChanged;
use rigshare_types::oracle::ReporterConfig;

use crate::error::ContractError;
use crate::rules::check_rules;
use crate::state::{
    is_suspended, load_times, newest_reporters, StoredReporters, CONFIG, KEYS, LAYOUT, NUMBERS,
    REPORTERS,
};

/// Owner: changes reporters and rules from the next epoch on. A second change within an epoch replaces
/// the first, under a new number.
///
/// # Errors
/// The sender is not the owner, nothing would change, or as [`store_reporters`].
pub fn change_reporters(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    config: ReporterConfig,
) -> Result<Response, ContractError> {
    owner_only(&deps, &info.sender)?;
    let newest = newest_reporters(deps.storage)?;
    if newest.config == config {
        return Err(ContractError::NothingNew {
            what: "these reporters and rules are the newest ones",
        });
    }
    let stored = CONFIG.load(deps.storage)?;
    let times = load_times(deps.as_ref(), env, &stored)?;
    let from_epoch = if times.now_seconds < times.clock.genesis_seconds {
        0
    } else {
        // Every epoch that `epoch_at` returns has a successor.
        times.clock.epoch_at(times.now_seconds)?.saturating_add(1)
    };
    let version = newest
        .version
        .checked_add(1)
        .ok_or_else(|| StdError::from(OverflowError::new(OverflowOperation::Add)))?;
    let next = StoredReporters {
        v: LAYOUT,
        version,
        from_epoch,
        config,
    };
    let event = store_reporters(deps.storage, deps.api, &next)?;
    Ok(Response::new().add_event(event))
}

/// Checks and stores a configuration, and binds its numbers and keys to each other for ever.
///
/// # Errors
/// [`ContractError::Rules`], [`ContractError::Suspended`], [`ContractError::NumberOfOtherKey`],
/// [`ContractError::KeyOfOtherNumber`].
pub fn store_reporters(
    storage: &mut dyn Storage,
    api: &dyn Api,
    next: &StoredReporters,
) -> Result<ReportersChanged, ContractError> {
    check_rules(api, &next.config)?;
    let mut unbound = vec![];
    for reporter in &next.config.reporters {
        let (id, key) = (reporter.id, &reporter.public_key);
        if is_suspended(storage, id) {
            return Err(ContractError::Suspended { reporter: id });
        }
        match KEYS.may_load(storage, id)? {
            Some(stored) if stored == *key => {}
            Some(stored) => {
                return Err(ContractError::NumberOfOtherKey {
                    reporter: id,
                    stored,
                    given: key.clone(),
                })
            }
            None => unbound.push(reporter),
        }
        // Else whoever was suspended could come back with the same key under another number.
        if let Some(stored) = NUMBERS
            .may_load(storage, key)?
            .filter(|stored| *stored != id)
        {
            return Err(ContractError::KeyOfOtherNumber {
                key: key.clone(),
                stored,
                given: id,
            });
        }
    }
    for reporter in unbound {
        KEYS.save(storage, reporter.id, &reporter.public_key)?;
        NUMBERS.save(storage, &reporter.public_key, &reporter.id)?;
    }
    REPORTERS.save(storage, next.from_epoch, next)?;
    Ok(ReportersChanged {
        version: next.version,
        from_epoch: next.from_epoch,
    })
}
