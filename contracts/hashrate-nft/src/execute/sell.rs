//! The conditions of a rig's primary sale.

use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{Addr, DepsMut, Empty, Env, MessageInfo, Response, StdResult};
use rigshare_types::events::{BuyersChanged, SaleOpened, SaleStopped};
use rigshare_types::nft::{RigStatus, Sale, MAX_BUYERS, PROCEEDS};

use crate::error::ContractError;
use crate::holdings::Present;
use crate::rigs::{check_not_over, check_sale, check_status, load_operated};
use crate::state::{BUYERS, SALES};
use crate::text::{check_each_once, check_range};

/// Opens a sale, or replaces the conditions of the present one.
///
/// # Errors
/// A pause; the sender is not the operator; the rig is not approved, or over; a condition is wrong,
/// or all are as they were.
pub fn open(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rig: u32,
    sale: &Sale,
) -> Result<Response, ContractError> {
    let present = Present::of(deps.storage, env)?;
    refuse_while_paused(deps.storage, present.seconds)?;
    let facts = load_operated(deps.storage, rig, &info.sender)?;
    check_status(rig, &facts, RigStatus::Approved)?;
    check_not_over(rig, &facts, present.epoch()?)?;
    check_sale(sale, facts.shares, present.seconds)?;
    if SALES.may_load(deps.storage, rig)?.as_ref() == Some(sale) {
        return Err(ContractError::NothingToChange { what: "the sale" });
    }
    SALES.save(deps.storage, rig, sale)?;
    Ok(Response::new().add_event(SaleOpened {
        rig,
        price_per_share: sale.price_per_share,
        denom: PROCEEDS.load(deps.storage, rig)?.denom,
        opens_seconds: sale.opens_seconds,
        closes_seconds: sale.closes_seconds,
    }))
}

/// Ends a sale.
///
/// # Errors
/// The sender is not the operator, or there is no sale.
pub fn stop(deps: DepsMut, info: &MessageInfo, rig: u32) -> Result<Response, ContractError> {
    load_operated(deps.storage, rig, &info.sender)?;
    if !SALES.has(deps.storage, rig) {
        return Err(ContractError::NoSale { rig });
    }
    SALES.remove(deps.storage, rig);
    Ok(Response::new().add_event(SaleStopped { rig }))
}

/// Changes the allow-list.
///
/// # Errors
/// The sender is not the operator; the lists are empty, too long, or name somebody twice, somebody
/// who is there already, or somebody who is not there.
pub fn change_buyers(
    deps: DepsMut,
    info: &MessageInfo,
    rig: u32,
    add: &[String],
    remove: &[String],
) -> Result<Response, ContractError> {
    load_operated(deps.storage, rig, &info.sender)?;
    let buyers = add.len() as u64 + remove.len() as u64;
    check_range("buyers", buyers, 1u64, MAX_BUYERS as u64)?;
    let both = add
        .iter()
        .chain(remove)
        .map(|address| deps.api.addr_validate(address))
        .collect::<StdResult<Vec<Addr>>>()?;
    check_each_once(&both)?;
    let (added, removed) = both.split_at(add.len());
    for buyer in added {
        if BUYERS.has(deps.storage, (rig, buyer)) {
            return Err(ContractError::Duplicate {
                entry: buyer.to_string(),
            });
        }
    }
    for buyer in removed {
        if !BUYERS.has(deps.storage, (rig, buyer)) {
            return Err(ContractError::NotListed {
                rig,
                buyer: buyer.clone(),
            });
        }
    }
    for buyer in added {
        BUYERS.save(deps.storage, (rig, buyer), &Empty {})?;
    }
    for buyer in removed {
        BUYERS.remove(deps.storage, (rig, buyer));
    }
    Ok(Response::new().add_event(BuyersChanged {
        rig,
        // At most MAX_BUYERS each.
        added: added.len() as u32,
        removed: removed.len() as u32,
    }))
}
