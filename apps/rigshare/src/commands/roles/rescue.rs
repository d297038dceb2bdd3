//! `rigshare default`, `close-outage` and `cure`: epochs that were not paid as they should be.

use anyhow::{ensure, Context};
use cosmwasm_std::{to_json_binary, Addr, Coin, Uint128};
use cw20::Cw20ExecuteMsg;
use rigshare_chain::Chain;
use rigshare_deploy::Plan;
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg};
use rigshare_types::units::Denom;

use super::desk::Desk;
use super::one;
use super::order::{Execute, Order};
use super::units::amount;
use crate::args::{CloseEpoch, Cure};
use crate::failure::Failure;

/// `rigshare default`.
///
/// # Errors
/// [`Failure`].
pub fn run_default(args: &CloseEpoch) -> Result<(), Failure> {
    one(&args.tx, |desk, _| default_epoch(desk, args))
}

/// `rigshare close-outage`.
///
/// # Errors
/// [`Failure`].
pub fn run_close_outage(args: &CloseEpoch) -> Result<(), Failure> {
    one(&args.tx, |desk, _| close_outage(desk, args))
}

/// `rigshare cure`.
///
/// # Errors
/// [`Failure`].
pub fn run_cure(args: &Cure) -> Result<(), Failure> {
    one(&args.tx, |desk, _| cure(desk, args))
}

/// Takes what the rig's account has for an epoch that was not paid in time.
///
/// # Errors
/// No epoch of the rig is open, or the chain does not answer.
pub fn default_epoch<C: Chain>(desk: &Desk<'_, C>, args: &CloseEpoch) -> anyhow::Result<Order> {
    let (rig, epoch) = (args.rig, epoch(desk, args)?);
    let msg = ExecuteMsg::DefaultEpoch { rig, epoch };
    let what = format!("call epoch {epoch} of rig {rig} a default");
    Ok(Order::one(what, Execute::new(&desk.at.distributor, &msg)?))
}

/// Closes an epoch of which nothing was reported in time.
///
/// # Errors
/// As [`default_epoch`].
pub fn close_outage<C: Chain>(desk: &Desk<'_, C>, args: &CloseEpoch) -> anyhow::Result<Order> {
    let (rig, epoch) = (args.rig, epoch(desk, args)?);
    let msg = ExecuteMsg::CloseOutage { rig, epoch };
    let what = format!("close epoch {epoch} of rig {rig} as an outage");
    Ok(Order::one(what, Execute::new(&desk.at.distributor, &msg)?))
}

fn epoch<C: Chain>(desk: &Desk<'_, C>, args: &CloseEpoch) -> anyhow::Result<u32> {
    match args.epoch {
        Some(epoch) => Ok(epoch),
        None => {
            let from = desk.book(args.rig)?.book.next_epoch;
            let minted = desk.minted(args.rig)?.schedule;
            let next = minted.next_weighted(from);
            next.with_context(|| format!("rig {} has no shares since epoch {from}", args.rig))
        }
    }
}

/// Pays a shortfall.
///
/// # Errors
/// Nothing is missing, or the chain does not answer.
pub fn cure<C: Chain>(desk: &Desk<'_, C>, args: &Cure) -> anyhow::Result<Order> {
    let rig = args.rig;
    let denom = desk.rig(rig)?.facts.payout;
    let missing = desk.book(rig)?.book.shortfall.outstanding;
    ensure!(!missing.is_zero(), "nothing is missing of rig {rig}");
    let paid = args.amount.unwrap_or(missing);
    let msg = ExecuteMsg::Cure { rig };
    let payload = Cw20Payload::Cure { rig };
    let what = format!("pay {} of the shortfall of rig {rig}", amount(paid, &denom));
    let message = paid_to_distributor(desk.at, &denom, paid, &msg, &payload)?;
    Ok(Order::one(what, message).saying("missing", amount(missing, &denom)))
}

/// A message to the distributor with money: coins that are attached, or a cw20 that brings the payload.
///
/// # Errors
/// None that is known.
pub fn paid_to_distributor(
    at: &Plan,
    denom: &Denom,
    amount: Uint128,
    msg: &ExecuteMsg,
    payload: &Cw20Payload,
) -> anyhow::Result<Execute> {
    match denom {
        Denom::Native(denom) => {
            let coin = Coin {
                denom: denom.clone(),
                amount,
            };
            Ok(Execute::new(&at.distributor, msg)?.with([coin]))
        }
        Denom::Cw20(contract) => {
            let send = Cw20ExecuteMsg::Send {
                contract: at.distributor.to_string(),
                amount,
                msg: to_json_binary(payload)?,
            };
            Execute::new(&Addr::unchecked(contract), &send)
        }
    }
}
