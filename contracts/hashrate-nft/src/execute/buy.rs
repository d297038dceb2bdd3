//! Buying shares from a rig's operator: the one way in which shares come into being.

use contract_kit::money::take_exactly;
use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{Addr, BankMsg, DepsMut, Env, MessageInfo, Response, Storage};
use rigshare_types::events::SharesSold;
use rigshare_types::nft::{price_of, RigStatus, Sale, PROCEEDS};

use crate::error::ContractError;
use crate::holdings::{give, mint, Present};
use crate::rigs::{check_not_over, check_status, load};
use crate::state::{BOUGHT, BUYERS, PEERS, SALES};
use crate::text::check_range;
use crate::tokens::reissue;

/// Mints one token of `shares` to the recipient, and sends the price on to the distributor.
///
/// # Errors
/// A pause; no open sale; too few or too many shares; a buyer who is not on the list; not exactly
/// the price attached; a schedule that is full.
pub fn buy(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rig: u32,
    shares: u64,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    let present = Present::of(deps.storage, env)?;
    refuse_while_paused(deps.storage, present.seconds)?;
    let recipient = match recipient {
        Some(address) => deps.api.addr_validate(&address)?,
        None => info.sender.clone(),
    };
    let facts = load(deps.storage, rig)?;
    check_status(rig, &facts, RigStatus::Approved)?;
    check_not_over(rig, &facts, present.epoch()?)?;
    let sale = SALES
        .may_load(deps.storage, rig)?
        .ok_or(ContractError::NoSale { rig })?;
    if present.seconds < sale.opens_seconds || sale.closes_seconds <= present.seconds {
        return Err(ContractError::SaleNotOpen {
            rig,
            opens_seconds: sale.opens_seconds,
            closes_seconds: sale.closes_seconds,
            now_seconds: present.seconds,
        });
    }
    if sale.allow_list_only && !BUYERS.has(deps.storage, (rig, &info.sender)) {
        return Err(ContractError::NotOnAllowList {
            rig,
            buyer: info.sender.clone(),
        });
    }
    check_range("shares", shares, sale.least_shares, facts.shares)?;
    let bought = count_bought(deps.storage, &sale, rig, &recipient, shares)?;
    let mut proceeds = PROCEEDS.load(deps.storage, rig)?;
    let price = price_of(&sale, &proceeds.denom, shares)?;
    take_exactly(info, std::slice::from_ref(&price))?;

    proceeds.total = proceeds.total.checked_add(price.amount)?;
    let minted = mint(deps.as_ref(), &present, rig, facts.shares, shares)?;
    let given = give(deps.as_ref(), &present, &recipient, rig, shares)?;

    minted.save(deps.storage);
    given.save(deps.storage);
    BOUGHT.save(deps.storage, (rig, &recipient), &bought)?;
    PROCEEDS.save(deps.storage, rig, &proceeds)?;
    let reissued = reissue(
        deps.storage,
        present.seconds,
        &[],
        &recipient,
        rig,
        &[shares],
    )?;
    let token_id = reissued.token_ids.concat();
    let distributor = PEERS.load(deps.storage)?.distributor;
    let pay = BankMsg::Send {
        to_address: distributor.into_string(),
        amount: vec![price.clone()],
    };
    Ok(Response::new()
        .add_message(pay)
        .add_attribute("action", "mint")
        .add_attribute("minter", env.contract.address.to_string())
        .add_attribute("owner", recipient)
        .add_attribute("token_id", token_id.clone())
        .add_event(SharesSold {
            rig,
            buyer: info.sender.to_string(),
            token_id,
            shares,
            paid: price.amount,
            denom: price.denom,
            proceeds: proceeds.total,
        })
        .add_events(reissued.events))
}

/// What the wallet has got from the rig's sales after this one.
fn count_bought(
    storage: &dyn Storage,
    sale: &Sale,
    rig: u32,
    wallet: &Addr,
    shares: u64,
) -> Result<u64, ContractError> {
    let bought = BOUGHT.may_load(storage, (rig, wallet))?.unwrap_or_default();
    match bought.checked_add(shares) {
        Some(after) if after <= sale.most_per_wallet => Ok(after),
        _ => Err(ContractError::WalletFull {
            rig,
            wallet: wallet.clone(),
            bought,
            shares,
            most: sale.most_per_wallet,
        }),
    }
}
