//! The contract is born.

use contract_kit::ownership::role_events;
use contract_kit::pausing::start_log;
use cosmwasm_std::{DepsMut, Response};
use cw2::set_contract_version;
use rigshare_types::events::RoleChanged;
use rigshare_types::oracle::{InstantiateMsg, StoredTiming, Timing, TIMING};

use crate::contract::{CONTRACT_NAME, CONTRACT_VERSION};
use crate::error::ContractError;
use crate::execute::assets::insert_asset;
use crate::execute::reporters::store_reporters;
use crate::state::{Config, StoredReporters, CONFIG, LAYOUT};
use crate::symbol::check_symbol;

/// The longest outage deadline: beyond a year an epoch without reports would hold up its rig for good.
pub const MAX_DEADLINE_SECONDS: u64 = 366 * 86_400;

/// The most assets that the contract is born with; more can be added one by one.
pub const MAX_FIRST_ASSETS: usize = 64;

/// Checks and stores everything that is configured.
///
/// # Errors
/// [`ContractError`], naming what is wrong.
pub fn instantiate(deps: DepsMut, msg: InstantiateMsg) -> Result<Response, ContractError> {
    let hashrate_nft = deps.api.addr_validate(&msg.hashrate_nft)?;
    let pauser = deps.api.addr_validate(&msg.pauser)?;
    check_symbol(&msg.quote_currency)?;
    check_timing(&msg.timing)?;
    if msg.assets.len() > MAX_FIRST_ASSETS {
        return Err(ContractError::ListTooLong {
            list: "assets",
            count: msg.assets.len(),
            most: MAX_FIRST_ASSETS,
        });
    }
    let ownership = cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    start_log(deps.storage)?;
    TIMING.save(
        deps.storage,
        &StoredTiming {
            v: 1,
            timing: msg.timing,
        },
    )?;
    let role = RoleChanged {
        role: "pauser".to_owned(),
        address: pauser.to_string(),
    };
    CONFIG.save(
        deps.storage,
        &Config {
            v: LAYOUT,
            hashrate_nft,
            quote_currency: msg.quote_currency,
            pauser,
        },
    )?;
    let mut response = Response::new()
        .add_events(role_events(&ownership))
        .add_event(role);
    for asset in &msg.assets {
        response = response.add_event(insert_asset(deps.storage, asset)?);
    }
    let first = StoredReporters {
        v: LAYOUT,
        version: 1,
        from_epoch: 0,
        config: msg.reporters,
    };
    Ok(response.add_event(store_reporters(deps.storage, deps.api, &first)?))
}

fn check_timing(timing: &Timing) -> Result<(), ContractError> {
    let Timing {
        window_seconds,
        outage_deadline_seconds,
    } = *timing;
    if window_seconds == 0
        || outage_deadline_seconds <= window_seconds
        || outage_deadline_seconds > MAX_DEADLINE_SECONDS
    {
        return Err(ContractError::BadTiming {
            window_seconds,
            outage_deadline_seconds,
            most: MAX_DEADLINE_SECONDS,
        });
    }
    Ok(())
}
