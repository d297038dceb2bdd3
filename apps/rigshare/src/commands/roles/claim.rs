//! `rigshare claim`, `checkpoint` and `payout-address`: what holders have earned.

use anyhow::ensure;
use cosmwasm_std::{Addr, Uint128};
use rigshare_chain::{canonical, Chain};
use rigshare_deploy::Plan;
use rigshare_types::distributor::{ExecuteMsg, RigClaimable, MAX_ITEMS};

use super::desk::Desk;
use super::one;
use super::order::{Execute, Order};
use super::units::amount;
use crate::args::{Checkpoint, Claim, PayoutAddress};
use crate::failure::Failure;

/// `rigshare claim`.
///
/// # Errors
/// [`Failure`].
pub fn run_claim(args: &Claim) -> Result<(), Failure> {
    one(&args.tx, |desk, sender| claim(desk, sender, args))
}

/// `rigshare checkpoint`.
///
/// # Errors
/// [`Failure`].
pub fn run_checkpoint(args: &Checkpoint) -> Result<(), Failure> {
    one(&args.tx, |desk, sender| checkpoint(desk, sender, args))
}

/// `rigshare payout-address`.
///
/// # Errors
/// [`Failure`].
pub fn run_payout_address(args: &PayoutAddress) -> Result<(), Failure> {
    one(&args.tx, |desk, _| payout_address(desk, args))
}

/// Claims of many rigs in one transaction.
///
/// # Errors
/// There is nothing to claim, an address is none of the chain, or the chain does not answer.
pub fn claim<C: Chain>(desk: &Desk<'_, C>, sender: &Addr, args: &Claim) -> anyhow::Result<Order> {
    let holder = holder(desk, sender, args.holder.as_ref())?;
    if let Some(to) = &args.to {
        canonical(desk.chain.prefix(), to)?;
    }
    let asked = match &args.rigs {
        Some(rigs) => rigs.0.clone(),
        None => rigs_of(desk, &holder)?,
    };
    let found = desk.claimable(&holder, &asked)?;
    let due: Vec<&RigClaimable> = found.iter().filter(|of| !of.claimable.is_zero()).collect();
    ensure!(
        !due.is_empty(),
        "{holder} has nothing to claim now{}",
        unsettled(&found)
    );
    let rigs: Vec<u32> = due.iter().map(|of| of.rig).collect();
    let messages = claims(desk.at, &rigs, args.holder.as_ref(), args.to.as_ref())?;
    let mut order = Order::all(format!("claim of rigs {rigs:?}"), messages);
    for of in due {
        order = order.saying("claimable", amount(of.claimable, &of.denom));
    }
    Ok(order)
}

/// The messages that claim of rigs.
///
/// # Errors
/// None that is known.
pub fn claims(
    at: &Plan,
    rigs: &[u32],
    holder: Option<&String>,
    to: Option<&String>,
) -> anyhow::Result<Vec<Execute>> {
    rigs.chunks(MAX_ITEMS)
        .map(|rigs| {
            let msg = ExecuteMsg::Claim {
                rigs: rigs.to_vec(),
                holder: holder.cloned(),
                to: to.cloned(),
            };
            Execute::new(&at.distributor, &msg)
        })
        .collect()
}

fn unsettled(rigs: &[RigClaimable]) -> String {
    let epochs: Uint128 = rigs
        .iter()
        .map(|of| Uint128::from(of.unsettled_epochs))
        .sum();
    if epochs.is_zero() {
        return String::new();
    }
    format!("; {epochs} ended epochs are not settled yet")
}

/// Writes down what a holder has earned.
///
/// # Errors
/// The holder never had a share, its address is none of the chain, or the chain does not answer.
pub fn checkpoint<C: Chain>(
    desk: &Desk<'_, C>,
    sender: &Addr,
    args: &Checkpoint,
) -> anyhow::Result<Order> {
    let holder = holder(desk, sender, args.holder.as_ref())?;
    let rigs = match &args.rigs {
        Some(rigs) => rigs.0.clone(),
        None => rigs_of(desk, &holder)?,
    };
    ensure!(!rigs.is_empty(), "{holder} never had a share of any rig");
    let messages: anyhow::Result<Vec<Execute>> = rigs
        .chunks(MAX_ITEMS)
        .map(|rigs| {
            let msg = ExecuteMsg::Checkpoint {
                holder: holder.to_string(),
                rigs: rigs.to_vec(),
            };
            Execute::new(&desk.at.distributor, &msg)
        })
        .collect();
    let what = format!("write down what {holder} has earned of rigs {rigs:?}");
    Ok(Order::all(what, messages?))
}

/// Names where rewards go. The address is checked here, because money that goes to a mistyped one is
/// gone.
///
/// # Errors
/// The address is none of the chain.
pub fn payout_address<C: Chain>(desk: &Desk<'_, C>, args: &PayoutAddress) -> anyhow::Result<Order> {
    let what = match &args.address {
        Some(address) => {
            canonical(desk.chain.prefix(), address)?;
            format!("have rewards paid to {address}")
        }
        None => "have rewards paid to the holder itself".to_owned(),
    };
    let msg = ExecuteMsg::SetPayoutAddress {
        address: args.address.clone(),
    };
    Ok(Order::one(what, Execute::new(&desk.at.distributor, &msg)?))
}

fn holder<C: Chain>(
    desk: &Desk<'_, C>,
    sender: &Addr,
    given: Option<&String>,
) -> anyhow::Result<Addr> {
    match given {
        Some(address) => {
            canonical(desk.chain.prefix(), address)?;
            Ok(Addr::unchecked(address))
        }
        None => Ok(sender.clone()),
    }
}

/// The rigs of which a holder has or had shares.
fn rigs_of<C: Chain>(desk: &Desk<'_, C>, holder: &Addr) -> anyhow::Result<Vec<u32>> {
    let positions = desk.positions(holder)?;
    Ok(positions.iter().map(|position| position.rig).collect())
}
