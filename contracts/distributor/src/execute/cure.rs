//! Cures: money that comes late, for those who were shorted.

use contract_kit::money::take_one_coin;
use cosmwasm_std::{DepsMut, MessageInfo, Response, Uint128};
use rigshare_types::distributor::BOOKS;
use rigshare_types::events::Cured;
use rigshare_types::units::Denom;

use crate::error::ContractError;
use crate::peers::Peers;
use crate::state::CONFIG;

/// Anyone: pays a rig's shortfall with exactly one native coin attached.
///
/// # Errors
/// As [`cure_with`]; not exactly one coin.
pub fn cure(deps: DepsMut, info: &MessageInfo, rig: u32) -> Result<Response, ContractError> {
    let coin = take_one_coin(info)?;
    cure_with(deps, rig, &Denom::Native(coin.denom), coin.amount)
}

/// Spreads `amount` over everybody whom the rig shorted, in proportion to what each still misses.
///
/// # Errors
/// The rig is unknown, pays in another denom, or is short of nothing or of less than that.
pub fn cure_with(
    deps: DepsMut,
    rig: u32,
    brought: &Denom,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let facts = Peers::new(deps.querier, &config).rig(rig)?;
    if facts.payout != *brought {
        return Err(ContractError::WrongDenom {
            rig,
            payout: facts.payout,
            brought: brought.to_string(),
        });
    }
    let mut book = BOOKS
        .may_load(deps.storage, rig)?
        .filter(|book| !book.shortfall.outstanding.is_zero())
        .ok_or(ContractError::NothingShort { rig })?;
    book.shortfall.cure(amount, book.next_epoch)?;
    book.record.cured = book.record.cured.checked_add(amount)?;
    let outstanding = book.shortfall.outstanding;
    BOOKS.save(deps.storage, rig, &book);
    Ok(Response::new().add_event(Cured {
        rig,
        denom: facts.payout,
        amount,
        outstanding,
    }))
}
