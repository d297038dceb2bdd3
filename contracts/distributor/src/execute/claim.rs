//! Claims: a holder is paid for every second of every share it had, of many rigs at once.

use contract_kit::money::{refuse_coins, Purse};
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response, Uint128};
use rigshare_types::distributor::{CURSORS, MAX_ITEMS};
use rigshare_types::events::Claimed;

use crate::accrual::{accrue, Payouts};
use crate::error::ContractError;
use crate::lists::each_once;
use crate::peers::Peers;
use crate::state::{CONFIG, PAYOUT_ADDRESSES};

/// Pays what `holder` (the sender if left out) has earned of `rigs`: one bank send, and one transfer a
/// cw20. A coin that can't be sent stops only a claim that names its rig.
///
/// # Errors
/// The sender may not, or not to there; the holder never had a share of a rig; nothing is owed.
pub fn claim(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rigs: &[u32],
    holder: Option<String>,
    to: Option<String>,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    each_once("rigs", rigs, MAX_ITEMS)?;
    let holder = match holder {
        Some(holder) => deps.api.addr_validate(&holder)?,
        None => info.sender.clone(),
    };
    let to = recipient(&deps, info, &holder, to)?;
    if to == env.contract.address {
        return Err(ContractError::OwnRecipient);
    }
    let config = CONFIG.load(deps.storage)?;
    let peers = Peers::new(deps.querier, &config);
    let mut payouts = Payouts::default();
    let mut purse = Purse::new();
    let mut cursors = Vec::with_capacity(rigs.len());
    let mut events = Vec::with_capacity(rigs.len());
    for rig in rigs {
        let accrued = accrue(deps.storage, &peers, &mut payouts, &holder, *rig)?;
        let Some(mut cursor) = accrued.cursor else {
            continue;
        };
        let amount = std::mem::take(&mut cursor.owed);
        if accrued.stored.as_ref() == Some(&cursor) {
            continue;
        }
        purse.add(&accrued.payout, amount)?;
        events.push(Claimed {
            holder: holder.to_string(),
            to: to.to_string(),
            rig: *rig,
            denom: accrued.payout,
            amount,
            next_epoch: cursor.next_epoch,
        });
        cursors.push((*rig, cursor));
    }
    if events.iter().all(|event| event.amount == Uint128::zero()) {
        return Err(ContractError::NothingToClaim { holder });
    }
    for (rig, cursor) in &cursors {
        CURSORS.save(deps.storage, (&holder, *rig), cursor);
    }
    Ok(Response::new()
        .add_messages(purse.send(&to)?)
        .add_events(events))
}

/// Where the rewards go: anywhere that the holder says; for anyone else, only where the holder has
/// said before.
fn recipient(
    deps: &DepsMut,
    info: &MessageInfo,
    holder: &Addr,
    to: Option<String>,
) -> Result<Addr, ContractError> {
    let to = to.map(|to| deps.api.addr_validate(&to)).transpose()?;
    let by_holder = info.sender == *holder;
    match (by_holder, to) {
        (true, Some(to)) => Ok(to),
        (true, None) => {
            let stored = PAYOUT_ADDRESSES.may_load(deps.storage, holder)?;
            Ok(stored.unwrap_or_else(|| holder.clone()))
        }
        (false, to) => {
            let payout_address = PAYOUT_ADDRESSES
                .may_load(deps.storage, holder)?
                .ok_or_else(|| ContractError::NotTheHolder {
                    sender: info.sender.clone(),
                    holder: holder.clone(),
                })?;
            match to {
                Some(to) if to != payout_address => Err(ContractError::OtherRecipient {
                    holder: holder.clone(),
                    payout_address,
                    to,
                }),
                _ => Ok(payout_address),
            }
        }
    }
}
