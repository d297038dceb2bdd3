//! `rigshare settle`: epochs are paid, each rig's in order, with exactly what is due.

use std::collections::BTreeMap;

use anyhow::Context;
use cosmwasm_std::{Addr, Uint128};
use rigshare_chain::{Chain, QueryRefused};
use rigshare_deploy::Plan;
use rigshare_node::NodeError;
use rigshare_types::distributor::{
    Cw20Payload, DueResponse, EpochDue, ExecuteMsg, QueryMsg, RigEpoch, MAX_ITEMS,
};
use rigshare_types::units::Denom;
use serde_json::json;

use super::desk::Desk;
use super::order::Order;
use super::perform;
use super::rescue::paid_to_distributor;
use super::standing::{report, Present};
use super::units::amount;
use crate::args::Settle;
use crate::chain::Session;
use crate::failure::Failure;
use crate::screen::{show_json, Screen};

/// `rigshare settle`. Each transaction settles at most [`MAX_ITEMS`] epochs; there are as many as are
/// needed. Where nothing is sent, the first is shown.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &Settle) -> Result<(), Failure> {
    let mut session = Session::open(&args.tx)?;
    let json = args.tx.chain.json;
    let sends = !args.tx.dry_run && !args.tx.generate_only;
    let desk = Desk::new(&session.reader.node, &session.reader.plan);
    let mut left = wanted(&desk, &session.sender, args)?;
    let mut done = Vec::new();
    loop {
        let desk = Desk::new(&session.reader.node, &session.reader.plan);
        let found = due(&desk, &left)?;
        let Some(order) = orders(desk.at, &found)?.into_iter().next() else {
            break;
        };
        for of in &order.1 {
            if let Some(most) = left.get_mut(&of.rig) {
                *most = most.saturating_sub(1);
            }
        }
        let performed = perform(&mut session, order.0)?;
        if !sends {
            return performed.show(json);
        }
        if !json {
            performed.show(false)?;
        }
        done.push(performed.to_json()?);
    }
    if !sends {
        let why = "nothing can be settled now; `rigshare status` says what rigs wait for";
        return Err(Failure::because(why));
    }
    if json {
        return show_json(&json!({ "transactions": done }));
    }
    if done.is_empty() {
        let mut screen = Screen::stdout();
        screen.line("Nothing can be settled now; `rigshare status` says what rigs wait for.");
        return screen.show();
    }
    Ok(())
}

/// The rigs that are to be settled, and how many epochs of each at most.
fn wanted<C: Chain>(
    desk: &Desk<'_, C>,
    sender: &Addr,
    args: &Settle,
) -> anyhow::Result<BTreeMap<u32, u32>> {
    let most = args.epochs.unwrap_or(u32::MAX);
    let rigs: Vec<u32> = match &args.rigs {
        Some(rigs) => rigs.0.clone(),
        None => desk
            .rigs()?
            .into_iter()
            .filter(|rig| args.all || rig.facts.operator == *sender)
            .map(|rig| rig.rig)
            .collect(),
    };
    Ok(rigs.into_iter().map(|rig| (rig, most)).collect())
}

/// What is due now: of each rig the epochs that have ended and are reported, in order, as far as the
/// distributor says what they cost, at most [`MAX_ITEMS`].
///
/// # Errors
/// There is no such rig, or the chain does not answer.
pub fn due<C: Chain>(
    desk: &Desk<'_, C>,
    rigs: &BTreeMap<u32, u32>,
) -> anyhow::Result<Vec<EpochDue>> {
    let present = Present::of(desk)?;
    let mut found = Vec::new();
    for (rig, most) in rigs {
        let candidates = candidates(desk, *rig, *most, &present)?;
        found.extend(longest_due(desk, &candidates)?);
    }
    Ok(found)
}

/// The rig's epochs that have ended, had shares, are not closed, and have a final report, up to the
/// first that has none.
fn candidates<C: Chain>(
    desk: &Desk<'_, C>,
    rig: u32,
    most: u32,
    present: &Present,
) -> anyhow::Result<Vec<RigEpoch>> {
    let until = present.epoch.min(desk.rig(rig)?.facts.end_epoch);
    let minted = desk.minted(rig)?.schedule;
    let most = usize::try_from(most).unwrap_or(usize::MAX).min(MAX_ITEMS);
    let mut items = Vec::new();
    let mut from = desk.book(rig)?.book.next_epoch;
    while items.len() < most {
        let Some(epoch) = minted.next_weighted(from).filter(|epoch| *epoch < until) else {
            break;
        };
        if report(desk, rig, epoch)?.is_none() {
            break;
        }
        items.push(RigEpoch { rig, epoch });
        from = epoch.saturating_add(1);
    }
    Ok(items)
}

/// What the most of the first of these epochs cost for which the distributor says it: a price may be
/// missing for the others.
///
/// # Errors
/// The chain does not answer, or gives the question about one epoch too little gas.
fn longest_due<C: Chain>(desk: &Desk<'_, C>, items: &[RigEpoch]) -> anyhow::Result<Vec<EpochDue>> {
    let ask = |count: usize| -> anyhow::Result<Vec<EpochDue>> {
        let items = items.get(..count).unwrap_or(items).to_vec();
        Ok(desk
            .distributor::<DueResponse>(&QueryMsg::Due { items })?
            .items)
    };
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut why = match ask(items.len()) {
        Err(error) if may_be_too_many(&error) => error,
        answered => return answered,
    };
    // The distributor says what `known` of them cost, and not what `refused` of them do.
    let (mut known, mut refused, mut best) = (0, items.len(), Vec::new());
    while known + 1 < refused {
        let middle = known + (refused - known) / 2;
        match ask(middle) {
            Ok(found) => (known, best) = (middle, found),
            Err(error) if may_be_too_many(&error) => (refused, why) = (middle, error),
            Err(error) => return Err(error),
        }
    }
    if known == 0 && !why.is::<QueryRefused>() {
        return Err(why);
    }
    Ok(best)
}

/// Whether the distributor may say it of fewer epochs: it refuses, or the node gives its questions no
/// more gas. Any other error says nothing of what is due.
fn may_be_too_many(error: &anyhow::Error) -> bool {
    let out_of_gas = matches!(error.downcast_ref(), Some(NodeError::OutOfGas { .. }));
    out_of_gas || error.is::<QueryRefused>()
}

/// The transactions that settle epochs: by denom, because a cw20 settles through its own contract, and
/// of at most [`MAX_ITEMS`] epochs each.
///
/// # Errors
/// A sum does not fit in 128 bits.
pub fn orders(at: &Plan, due: &[EpochDue]) -> anyhow::Result<Vec<(Order, Vec<RigEpoch>)>> {
    // Native coins of several denoms go together; each cw20 goes alone.
    let mut kinds: BTreeMap<Option<&str>, Vec<&EpochDue>> = BTreeMap::new();
    for of in due {
        let kind = match &of.denom {
            Denom::Native(_) => None,
            Denom::Cw20(contract) => Some(contract.as_str()),
        };
        kinds.entry(kind).or_default().push(of);
    }
    let mut orders = Vec::new();
    for of_kind in kinds.values() {
        for some in of_kind.chunks(MAX_ITEMS) {
            orders.push(order(at, some)?);
        }
    }
    Ok(orders)
}

fn order(at: &Plan, due: &[&EpochDue]) -> anyhow::Result<(Order, Vec<RigEpoch>)> {
    let items: Vec<RigEpoch> = due
        .iter()
        .map(|of| RigEpoch {
            rig: of.rig,
            epoch: of.epoch,
        })
        .collect();
    let mut totals: BTreeMap<&Denom, Uint128> = BTreeMap::new();
    for of in due {
        let total = totals.entry(&of.denom).or_default();
        *total = total
            .checked_add(of.holders)?
            .checked_add(of.protocol_fee)?;
    }
    let (first, first_total) = totals.iter().next().context("nothing is due")?;
    let msg = ExecuteMsg::Settle {
        items: items.clone(),
    };
    let payload = Cw20Payload::Settle {
        items: items.clone(),
    };
    let message = match first {
        // The distributor takes a cw20's epochs of which nothing is due without the cw20.
        Denom::Cw20(_) if !first_total.is_zero() => {
            paid_to_distributor(at, first, *first_total, &msg, &payload)?
        }
        _ => {
            let mut coins = Vec::new();
            for (denom, amount) in &totals {
                if let Denom::Native(denom) = denom {
                    coins.push(cosmwasm_std::Coin {
                        denom: denom.clone(),
                        amount: *amount,
                    });
                }
            }
            super::order::Execute::new(&at.distributor, &msg)?.with(coins)
        }
    };
    let mut order = Order::one(format!("settle {}", words(&items)), message);
    for (denom, total) in totals {
        order = order.saying("paid", amount(total, denom));
    }
    Ok((order, items))
}

fn words(items: &[RigEpoch]) -> String {
    match items {
        [one] => format!("epoch {} of rig {}", one.epoch, one.rig),
        many => {
            let rigs: std::collections::BTreeSet<u32> = many.iter().map(|of| of.rig).collect();
            format!("{} epochs of rigs {rigs:?}", many.len())
        }
    }
}
