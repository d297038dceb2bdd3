//! Operators and the protocol take what is on their accounts.

use contract_kit::money::{refuse_coins, Purse};
use contract_kit::ownership::only;
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Order, Response, StdResult, Uint128};
use rigshare_types::distributor::MAX_ITEMS;
use rigshare_types::events::Withdrawn;
use rigshare_types::units::Denom;
use share_ledger::EpochClock;

use crate::error::ContractError;
use crate::lists::each_once;
use crate::peers::Peers;
use crate::proceeds;
use crate::rig_book::Closer;
use crate::state::{ACCOUNTS, CONFIG, PROTOCOL};

/// Operator: takes what is on the accounts of its rigs, proceeds that are not booked yet included.
///
/// # Errors
/// The sender does not operate a rig; an epoch of one is reported and not settled; the accounts are
/// empty.
pub fn withdraw(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rigs: &[u32],
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    each_once("rigs", rigs, MAX_ITEMS)?;
    let config = CONFIG.load(deps.storage)?;
    let mut peers = Peers::new(deps.querier, &config);
    let clock = peers.clock()?;
    let mut found = Vec::with_capacity(rigs.len());
    for rig in rigs {
        let closer = Closer::open(deps.storage, &peers, *rig)?;
        only("operator", &closer.open.facts.operator, &info.sender)?;
        refuse_dues(&peers, &closer, &clock, env.block.time.seconds())?;
        let unbooked = proceeds::unbooked(&peers, &closer.open, &config)?;
        found.push((closer.open, unbooked));
    }
    let mut purse = Purse::new();
    let mut events: Vec<Event> = Vec::new();
    for (mut open, unbooked) in found {
        if let Some(event) = proceeds::book(deps.storage, &mut open, unbooked)? {
            open.save(deps.storage);
            events.push(event);
        }
        let accounts: Vec<(String, Uint128)> = ACCOUNTS
            .prefix(open.rig)
            .range(deps.storage, None, None, Order::Ascending)
            .collect::<StdResult<_>>()?;
        for (key, amount) in accounts {
            ACCOUNTS.remove(deps.storage, (open.rig, &key));
            let denom: Denom = key.parse()?;
            purse.add(&denom, amount)?;
            events.push(
                Withdrawn {
                    to: info.sender.to_string(),
                    rig: open.rig,
                    denom,
                    amount,
                }
                .into(),
            );
        }
    }
    if purse.is_empty() {
        return Err(ContractError::NothingToWithdraw {
            account: format!("rigs {rigs:?}"),
        });
    }
    Ok(Response::new()
        .add_messages(purse.send(&info.sender)?)
        .add_events(events))
}

/// Refuses where the rig's next epoch is over and reported: it must be settled (or defaulted, or
/// closed) first.
fn refuse_dues(
    peers: &Peers<'_>,
    closer: &Closer,
    clock: &EpochClock,
    now_seconds: u64,
) -> Result<(), ContractError> {
    let rig = closer.open.rig;
    let Some(epoch) = closer.next_epoch() else {
        return Ok(());
    };
    if epoch >= closer.open.facts.end_epoch || now_seconds < clock.end_of(epoch) {
        return Ok(());
    }
    match peers.report(rig, epoch)? {
        Some(_) => Err(ContractError::DuesOutstanding { rig, epoch }),
        None => Ok(()),
    }
}

/// Protocol's recipient: takes what is on the protocol's account.
///
/// # Errors
/// The sender is not the recipient; a denom is not one; there is nothing of it.
pub fn withdraw_protocol(
    deps: DepsMut,
    info: &MessageInfo,
    denoms: &[Denom],
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    for denom in denoms {
        denom.validate(deps.api)?;
    }
    let keys: Vec<String> = denoms.iter().map(Denom::key).collect();
    each_once("denoms", &keys, MAX_ITEMS)?;
    let config = CONFIG.load(deps.storage)?;
    only(
        "protocol_recipient",
        &config.protocol_recipient,
        &info.sender,
    )?;
    let mut purse = Purse::new();
    let mut events = Vec::with_capacity(denoms.len());
    for (denom, key) in denoms.iter().zip(&keys) {
        let amount = PROTOCOL.may_load(deps.storage, key)?.ok_or_else(|| {
            ContractError::NothingToWithdraw {
                account: format!("the protocol in {denom}"),
            }
        })?;
        purse.add(denom, amount)?;
        events.push(Withdrawn {
            to: info.sender.to_string(),
            rig: 0,
            denom: denom.clone(),
            amount,
        });
    }
    for key in &keys {
        PROTOCOL.remove(deps.storage, key);
    }
    Ok(Response::new()
        .add_messages(purse.send(&info.sender)?)
        .add_events(events))
}
