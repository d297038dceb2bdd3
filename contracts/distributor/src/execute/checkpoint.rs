//! Checkpoints: what a holder has earned is written down, and its schedule may fold.

use contract_kit::money::refuse_coins;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use rigshare_types::distributor::{CURSORS, MAX_ITEMS};
use rigshare_types::events::Checkpointed;

use crate::accrual::{accrue, Payouts};
use crate::error::ContractError;
use crate::lists::each_once;
use crate::peers::Peers;
use crate::state::CONFIG;

/// Anyone: moves what `holder` has earned of `rigs` into what it is owed. No coin moves.
///
/// # Errors
/// The holder never had a share of a rig; everything is written down already.
pub fn checkpoint(
    deps: DepsMut,
    info: &MessageInfo,
    holder: &str,
    rigs: &[u32],
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    each_once("rigs", rigs, MAX_ITEMS)?;
    let holder = deps.api.addr_validate(holder)?;
    let config = CONFIG.load(deps.storage)?;
    let peers = Peers::new(deps.querier, &config);
    let mut payouts = Payouts::default();
    let mut changed = Vec::with_capacity(rigs.len());
    for rig in rigs {
        let accrued = accrue(deps.storage, &peers, &mut payouts, &holder, *rig)?;
        if accrued.cursor != accrued.stored {
            changed.extend(accrued.cursor.map(|cursor| (*rig, cursor)));
        }
    }
    if changed.is_empty() {
        return Err(ContractError::NothingToCheckpoint { holder });
    }
    let mut response = Response::new();
    for (rig, cursor) in &changed {
        CURSORS.save(deps.storage, (&holder, *rig), cursor);
        response = response.add_event(Checkpointed {
            holder: holder.to_string(),
            rig: *rig,
            next_epoch: cursor.next_epoch,
            owed: cursor.owed,
        });
    }
    Ok(response)
}
