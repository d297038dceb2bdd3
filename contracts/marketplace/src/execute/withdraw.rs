//! Anyone takes its own account, paused or not.

use contract_kit::money::{refuse_coins, Purse};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use rigshare_types::events::Withdrawn;
use rigshare_types::units::Denom;

use crate::checks;
use crate::error::ContractError;
use crate::sales::payment;
use crate::state::ACCOUNTS;

/// Sends the sender all that its account has of the denoms named.
///
/// # Errors
/// Coins attached, a bad list, or a denom of which the account has nothing.
pub fn withdraw(
    deps: DepsMut,
    info: &MessageInfo,
    denoms: Vec<String>,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    if denoms.is_empty() {
        return Err(ContractError::Empty { what: "denom" });
    }
    checks::each_once("denom", denoms.iter())?;
    let mut purse = Purse::new();
    for denom in denoms {
        let amount = ACCOUNTS
            .may_load(deps.storage, (&info.sender, &denom))?
            .ok_or_else(|| ContractError::NothingToWithdraw {
                address: info.sender.clone(),
                denom: checks::shown(&denom),
            })?;
        purse.add(&Denom::Native(denom), amount)?;
    }
    let mut response = Response::new().add_messages(payment(&info.sender, &purse));
    for coin in purse.native() {
        ACCOUNTS.remove(deps.storage, (&info.sender, &coin.denom));
        response = response.add_event(Withdrawn {
            to: info.sender.to_string(),
            rig: 0,
            denom: Denom::Native(coin.denom),
            amount: coin.amount,
        });
    }
    Ok(response)
}
