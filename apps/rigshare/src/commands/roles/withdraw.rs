//! `rigshare withdraw`: what operators, the protocol and traders have on accounts.

use anyhow::ensure;
use cosmwasm_std::Addr;
use rigshare_chain::Chain;
use rigshare_types::distributor::{self, AccountsResponse, DenomAmount, MAX_ITEMS};
use rigshare_types::marketplace;
use rigshare_types::units::Denom;

use super::desk::{all, Desk};
use super::one;
use super::order::{Execute, Order};
use super::standing::{Present, Standing};
use super::units::amount;
use crate::args::Withdraw;
use crate::failure::Failure;

/// `rigshare withdraw`.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &Withdraw) -> Result<(), Failure> {
    one(&args.tx, |desk, sender| withdraw(desk, sender, args))
}

/// Takes what is on accounts, in one transaction.
///
/// # Errors
/// There is nothing, or the chain does not answer.
pub fn withdraw<C: Chain>(
    desk: &Desk<'_, C>,
    sender: &Addr,
    args: &Withdraw,
) -> anyhow::Result<Order> {
    let everything = args.rigs.is_none() && !args.protocol && !args.marketplace;
    let mut order = Order::all("withdraw", Vec::new());
    match &args.rigs {
        Some(rigs) => order = of_rigs(desk, order, &rigs.0)?,
        None if everything => {
            let rigs = withdrawable(desk, sender)?;
            order = of_rigs(desk, order, &rigs)?;
        }
        None => {}
    }
    let is_recipient = || -> anyhow::Result<bool> {
        let question = distributor::QueryMsg::Config {};
        let config: distributor::ConfigResponse = desk.distributor(&question)?;
        Ok(config.protocol_recipient == *sender)
    };
    if args.protocol || (everything && is_recipient()?) {
        order = of_protocol(desk, order, &args.denoms)?;
    }
    if args.marketplace || everything {
        order = of_market(desk, order, sender, &args.denoms)?;
    }
    ensure!(
        !order.messages.is_empty(),
        "{sender} has nothing on these accounts that can be withdrawn now"
    );
    Ok(order)
}

/// The rigs of an operator that have something on their accounts and no epoch that must be settled first.
fn withdrawable<C: Chain>(desk: &Desk<'_, C>, operator: &Addr) -> anyhow::Result<Vec<u32>> {
    let present = Present::of(desk)?;
    let mut rigs = Vec::new();
    for rig in desk.rigs()? {
        if rig.facts.operator != *operator {
            continue;
        }
        let book = desk.book(rig.rig)?;
        if book.account.is_empty() && book.unbooked_proceeds.is_zero() {
            continue;
        }
        let standing = Standing::of(desk, &rig, &book, &present)?;
        if standing.next_report.is_none() {
            rigs.push(rig.rig);
        }
    }
    Ok(rigs)
}

fn of_rigs<C: Chain>(desk: &Desk<'_, C>, order: Order, rigs: &[u32]) -> anyhow::Result<Order> {
    let mut order = order;
    for rigs in rigs.chunks(MAX_ITEMS) {
        let msg = distributor::ExecuteMsg::Withdraw {
            rigs: rigs.to_vec(),
        };
        order
            .messages
            .push(Execute::new(&desk.at.distributor, &msg)?);
        order = order.saying("accounts of rigs", format!("{rigs:?}"));
    }
    Ok(order)
}

fn of_protocol<C: Chain>(
    desk: &Desk<'_, C>,
    order: Order,
    only: &[Denom],
) -> anyhow::Result<Order> {
    let found = all(|after: Option<&DenomAmount>| {
        let question = distributor::QueryMsg::ProtocolAccount {
            start_after: after.map(|of| of.denom.clone()),
            limit: Some(30),
        };
        Ok(desk.distributor::<AccountsResponse>(&question)?.amounts)
    })?;
    let found: Vec<DenomAmount> = found
        .into_iter()
        .filter(|of| only.is_empty() || only.contains(&of.denom))
        .collect();
    let mut order = order;
    for some in found.chunks(MAX_ITEMS) {
        let msg = distributor::ExecuteMsg::WithdrawProtocol {
            denoms: some.iter().map(|of| of.denom.clone()).collect(),
        };
        order
            .messages
            .push(Execute::new(&desk.at.distributor, &msg)?);
    }
    for of in found {
        order = order.saying("account of the protocol", amount(of.amount, &of.denom));
    }
    Ok(order)
}

fn of_market<C: Chain>(
    desk: &Desk<'_, C>,
    order: Order,
    sender: &Addr,
    only: &[Denom],
) -> anyhow::Result<Order> {
    let found: Vec<cosmwasm_std::Coin> = desk
        .market_account(sender)?
        .into_iter()
        .filter(|coin| only.is_empty() || only.contains(&Denom::Native(coin.denom.clone())))
        .collect();
    let mut order = order;
    for some in found.chunks(marketplace::MAX_ITEMS) {
        let msg = marketplace::ExecuteMsg::Withdraw {
            denoms: some.iter().map(|coin| coin.denom.clone()).collect(),
        };
        order
            .messages
            .push(Execute::new(&desk.at.marketplace, &msg)?);
    }
    for coin in found {
        order = order.saying("account in the marketplace", coin);
    }
    Ok(order)
}
