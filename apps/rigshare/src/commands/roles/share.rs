//! `rigshare share ...`: what holders do with shares.

use anyhow::{ensure, Context};
use rigshare_chain::{canonical, Chain};
use rigshare_deploy::Plan;
use rigshare_types::nft::{price_of, ExecuteMsg, RigMsg};

use super::amounts::within;
use super::desk::Desk;
use super::order::{Execute, Order};
use super::{one, one_pure};
use crate::args::{BuyShares, MergeShares, OneShare, ShareCommand, SplitShare, TransferShare};
use crate::failure::Failure;

/// Does what the flags ask for.
///
/// # Errors
/// [`Failure`].
pub fn run(command: &ShareCommand) -> Result<(), Failure> {
    match command {
        ShareCommand::Buy(args) => one(&args.tx, |desk, _| buy(desk, args)),
        ShareCommand::Transfer(args) => one(&args.tx, |desk, _| transfer(desk, args)),
        ShareCommand::Split(args) => one(&args.tx, |desk, _| split(desk, args)),
        ShareCommand::Merge(args) => one_pure(&args.tx, |at| merge(at, args)),
        ShareCommand::Burn(args) => one(&args.tx, |desk, _| burn(desk, args)),
        ShareCommand::List(args) => super::share_show::list(args),
        ShareCommand::Show(args) => super::share_show::show(args),
    }
}

/// Buys shares with exactly the price of the rig's sale: the contract refuses it where the price has
/// become another until the block.
///
/// # Errors
/// The rig has no sale, the price is above the limit ([`AboveLimit`](super::amounts::AboveLimit)), or the chain does not answer.
pub fn buy<C: Chain>(desk: &Desk<'_, C>, args: &BuyShares) -> anyhow::Result<Order> {
    let found = desk.rig(args.rig)?;
    let sale = found
        .sale
        .with_context(|| format!("rig {} has no sale", args.rig))?;
    let price = price_of(&sale, &found.proceeds.denom, args.shares)?;
    if let Some(limit) = &args.limit {
        let what = format!("buying {} shares of rig {}", args.shares, args.rig);
        within(what, &price, limit)?;
    }
    let msg = RigMsg::Buy {
        rig: args.rig,
        shares: args.shares,
        recipient: args.to.clone(),
    };
    let what = format!("buy {} shares of rig {}", args.shares, args.rig);
    let message = Execute::rig(&desk.at.hashrate_nft, msg)?.with([price.clone()]);
    Ok(Order::one(what, message).saying("price", price))
}

/// Gives a token to somebody. The address is checked here, because a token that goes to a mistyped one
/// is gone.
///
/// # Errors
/// There is no such token, the address is none of the chain, or the chain does not answer.
pub fn transfer<C: Chain>(desk: &Desk<'_, C>, args: &TransferShare) -> anyhow::Result<Order> {
    canonical(desk.chain.prefix(), &args.to)?;
    let share = desk.share(&args.token)?;
    let msg = ExecuteMsg::TransferNft {
        recipient: args.to.clone(),
        token_id: args.token.clone(),
    };
    let what = format!("give token {} to {}", args.token, args.to);
    Ok(order(desk.at, what, &msg)?
        .saying("rig", share.rig)
        .saying("shares", share.shares))
}

/// Splits a token.
///
/// # Errors
/// The parts are not the token's shares, there is no such token, or the chain does not answer.
pub fn split<C: Chain>(desk: &Desk<'_, C>, args: &SplitShare) -> anyhow::Result<Order> {
    let share = desk.share(&args.token)?;
    let sum = args
        .parts
        .iter()
        .try_fold(0_u64, |sum, part| sum.checked_add(*part));
    ensure!(
        sum == Some(share.shares),
        "token {} has {} shares, the parts {:?} are {} in all",
        args.token,
        share.shares,
        args.parts,
        sum.map_or_else(|| "too many".to_owned(), |sum| sum.to_string())
    );
    let msg = RigMsg::Split {
        token_id: args.token.clone(),
        parts: args.parts.clone(),
    };
    let what = format!("split token {}", args.token);
    Ok(Order::one(what, Execute::rig(&desk.at.hashrate_nft, msg)?))
}

/// Merges tokens.
///
/// # Errors
/// None that is known.
pub fn merge(at: &Plan, args: &MergeShares) -> anyhow::Result<Order> {
    let msg = RigMsg::Merge {
        token_ids: args.tokens.clone(),
    };
    let what = format!("merge tokens {}", args.tokens.join(", "));
    Ok(Order::one(what, Execute::rig(&at.hashrate_nft, msg)?))
}

/// Burns a token.
///
/// # Errors
/// There is no such token, or the chain does not answer.
pub fn burn<C: Chain>(desk: &Desk<'_, C>, args: &OneShare) -> anyhow::Result<Order> {
    let share = desk.share(&args.token)?;
    let msg = ExecuteMsg::Burn {
        token_id: args.token.clone(),
    };
    Ok(order(desk.at, format!("burn token {}", args.token), &msg)?
        .saying("rig", share.rig)
        .saying("shares", share.shares))
}

fn order(at: &Plan, what: String, msg: &ExecuteMsg) -> anyhow::Result<Order> {
    Ok(Order::one(what, Execute::new(&at.hashrate_nft, msg)?))
}
