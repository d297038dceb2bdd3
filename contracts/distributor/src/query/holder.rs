//! What a holder earned per epoch, and what stands written down of it.

use contract_kit::paging::epoch_page;
use cosmwasm_std::{Addr, Deps};
use rigshare_types::distributor::{Cursor, EarningsResponse, EpochEarning, BOOKS, CURSORS};
use share_ledger::{integrate, Lane};

use crate::error::ContractError;
use crate::peers::Peers;
use crate::rig_book::cumulative;
use crate::state::{CONFIG, PAYOUT_ADDRESSES};

/// A page of what a holder earned of a rig, by epochs that are closed and not folded, in which it had
/// shares. Shortfalls and their recovery apart.
pub fn earnings(
    deps: Deps,
    holder: &str,
    rig: u32,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<EarningsResponse, ContractError> {
    let holder = deps.api.addr_validate(holder)?;
    let config = CONFIG.load(deps.storage)?;
    let peers = Peers::new(deps.querier, &config);
    let facts = peers.rig(rig)?;
    let schedule = peers.position(&holder, rig)?;
    let Some(book) = BOOKS.may_load(deps.storage, rig)? else {
        return Ok(EarningsResponse { epochs: Vec::new() });
    };
    let after = start_after.map_or(0, |epoch| epoch.saturating_add(1));
    let start = schedule.floor().max(facts.start_epoch).max(after);
    let mut epochs = Vec::new();
    let held = schedule
        .segments(start, book.next_epoch)?
        .flat_map(|segment| (segment.start..segment.end).map(move |epoch| (epoch, segment.weight)));
    for (epoch, weight) in held.take(epoch_page(limit)) {
        let earned = integrate(&schedule, epoch, epoch.saturating_add(1), |at| {
            cumulative(deps.storage, rig, at).map(|record| record.lanes)
        })?;
        epochs.push(EpochEarning {
            epoch,
            weight,
            earned_scaled: earned.get(Lane::Payout),
        });
    }
    Ok(EarningsResponse { epochs })
}

/// What stands written down of a holder in a rig.
pub fn cursor(deps: Deps, holder: &str, rig: u32) -> Result<Option<Cursor>, ContractError> {
    let holder = deps.api.addr_validate(holder)?;
    Ok(CURSORS.may_load(deps.storage, (&holder, rig))?)
}

/// Where a holder's rewards go.
pub fn payout_address(deps: Deps, holder: &str) -> Result<Option<Addr>, ContractError> {
    let holder = deps.api.addr_validate(holder)?;
    Ok(PAYOUT_ADDRESSES.may_load(deps.storage, &holder)?)
}
