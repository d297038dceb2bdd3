//! The protocol's account, and what rigs may pay in.

use contract_kit::paging::page;
use cosmwasm_std::{Deps, Order, StdResult};
use cw_storage_plus::Bound;
use rigshare_types::distributor::{
    AccountsResponse, DenomAmount, DenomsResponse, PayoutDenom, DENOMS,
};
use rigshare_types::units::Denom;

use crate::error::ContractError;
use crate::state::PROTOCOL;

/// A page of the protocol's account.
pub fn protocol(
    deps: Deps,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<AccountsResponse, ContractError> {
    let key = start_after.map(|denom| denom.key());
    let amounts = PROTOCOL
        .range(
            deps.storage,
            key.as_deref().map(Bound::exclusive),
            None,
            Order::Ascending,
        )
        .take(page(limit))
        .map(|entry| {
            let (key, amount) = entry?;
            Ok(DenomAmount {
                denom: key.parse()?,
                amount,
            })
        })
        .collect::<StdResult<_>>()?;
    Ok(AccountsResponse { amounts })
}

/// A page of the allow-list.
pub fn denoms(
    deps: Deps,
    start_after: Option<Denom>,
    limit: Option<u32>,
) -> Result<DenomsResponse, ContractError> {
    let key = start_after.map(|denom| denom.key());
    let denoms = DENOMS
        .range(
            deps.storage,
            key.as_deref().map(Bound::exclusive),
            None,
            Order::Ascending,
        )
        .take(page(limit))
        .map(|entry| {
            let (key, stored) = entry?;
            Ok(PayoutDenom {
                denom: key.parse()?,
                asset: stored.asset,
                decimals: stored.decimals,
            })
        })
        .collect::<StdResult<_>>()?;
    Ok(DenomsResponse { denoms })
}
