//! The registrar's decision on a rig.

use contract_kit::ownership::only;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use rigshare_types::events::RigDecided;
use rigshare_types::nft::{RigStatus, RIGS};

use crate::error::ContractError;
use crate::execute::register::Account;
use crate::holdings::Present;
use crate::rigs::{check_not_over, check_status, load};
use crate::state::{PAYOUT_ADDRESSES, PROFILES, ROLES, WORKERS};

/// Approves or rejects a waiting rig, once. A rejected rig's worker and payout address are free
/// again; so that nobody can squat on them, rejecting is possible after the term too.
///
/// # Errors
/// The sender is not the registrar; the rig is unknown, decided, or over and to be approved.
pub fn decide(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rig: u32,
    approve: bool,
) -> Result<Response, ContractError> {
    only(
        "registrar",
        &ROLES.load(deps.storage)?.registrar,
        &info.sender,
    )?;
    let mut facts = load(deps.storage, rig)?;
    check_status(rig, &facts, RigStatus::Pending)?;
    if approve {
        let epoch = Present::of(deps.storage, env)?.epoch()?;
        check_not_over(rig, &facts, epoch)?;
        facts.status = RigStatus::Approved;
    } else {
        let profile = PROFILES.load(deps.storage, rig)?;
        let account = Account::of(&facts.pool, &profile.worker, &profile.payout_address);
        WORKERS.remove(deps.storage, account.worker());
        PAYOUT_ADDRESSES.remove(deps.storage, &account.payout_address);
        facts.status = RigStatus::Rejected;
    }
    RIGS.save(deps.storage, rig, &facts);
    Ok(Response::new().add_event(RigDecided {
        rig,
        approved: approve,
    }))
}
