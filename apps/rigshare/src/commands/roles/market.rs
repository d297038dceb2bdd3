//! `rigshare market ...`: asks and offers.

use anyhow::{ensure, Context};
use cosmwasm_std::{Addr, Coin, Uint128};
use rigshare_chain::Chain;
use rigshare_deploy::Plan;
use rigshare_types::marketplace::{
    AskResponse, ExecuteMsg, OfferResponse, OfferTarget, Purchase, QueryMsg, MAX_ITEMS,
};
use rigshare_types::nft;

use super::amounts::{sums, within};
use super::desk::Desk;
use super::order::{Execute, Order};
use super::{market_list, one, one_pure};
use crate::args::{
    CancelAsk, CancelOffer, MarketAccept, MarketAsk, MarketBuy, MarketCommand, MarketOffer,
};
use crate::failure::Failure;

/// Does what the flags ask for.
///
/// # Errors
/// [`Failure`].
pub fn run(command: &MarketCommand) -> Result<(), Failure> {
    match command {
        MarketCommand::Ask(args) => one(&args.tx, |desk, sender| ask(desk, sender, args)),
        MarketCommand::Buy(args) => one(&args.tx, |desk, _| buy(desk, args)),
        MarketCommand::Offer(args) => one(&args.tx, |desk, _| offer(desk, args)),
        MarketCommand::Accept(args) => one(&args.tx, |desk, sender| accept(desk, sender, args)),
        MarketCommand::CancelAsk(args) => one_pure(&args.tx, |at| cancel_ask(at, args)),
        MarketCommand::CancelOffer(args) => one(&args.tx, |desk, _| cancel_offer(desk, args)),
        MarketCommand::Clean(args) => one(&args.tx, |desk, _| clean(desk)),
        MarketCommand::List(args) => market_list::run(args),
    }
}

fn message(at: &Plan, msg: &ExecuteMsg) -> anyhow::Result<Execute> {
    Execute::new(&at.marketplace, msg)
}

/// What lets the marketplace move the sender's token; nothing where it may already.
fn approval<C: Chain>(
    desk: &Desk<'_, C>,
    sender: &Addr,
    token_id: &str,
) -> anyhow::Result<Option<Execute>> {
    let token = desk.stored_token(token_id)?;
    let token = token.with_context(|| format!("there is no token {token_id}"))?;
    ensure!(
        token.owner == *sender,
        "token {token_id} is {}'s, not {sender}'s",
        token.owner
    );
    if desk.market_is_approved(&token)? {
        return Ok(None);
    }
    let msg = nft::ExecuteMsg::Approve {
        spender: desk.at.marketplace.to_string(),
        token_id: token_id.to_owned(),
        expires: None,
    };
    Execute::new(&desk.at.hashrate_nft, &msg).map(Some)
}

/// Offers a token for sale, and lets the marketplace move it in the same transaction.
///
/// # Errors
/// The token is not the sender's, or the chain does not answer.
pub fn ask<C: Chain>(desk: &Desk<'_, C>, sender: &Addr, args: &MarketAsk) -> anyhow::Result<Order> {
    let expires_seconds = args.expires.seconds(desk.now_seconds()?);
    let msg = ExecuteMsg::Ask {
        token_id: args.token.clone(),
        price: args.price.clone(),
        expires_seconds,
    };
    let approval = approval(desk, sender, &args.token)?;
    let messages = approval.into_iter().chain([message(desk.at, &msg)?]);
    let what = format!("ask {} for token {}", args.price, args.token);
    Ok(Order::all(what, messages.collect()).saying("expires at second", expires_seconds))
}

/// Buys tokens for exactly what is asked for them now.
///
/// # Errors
/// One is not for sale or above the limit, or the chain does not answer.
pub fn buy<C: Chain>(desk: &Desk<'_, C>, args: &MarketBuy) -> anyhow::Result<Order> {
    let mut purchases = Vec::with_capacity(args.tokens.len());
    let mut prices = Vec::with_capacity(args.tokens.len());
    for token_id in &args.tokens {
        let ask = desk.market::<Option<AskResponse>>(&QueryMsg::Ask {
            token_id: token_id.clone(),
        })?;
        let ask = ask.with_context(|| format!("token {token_id} is not for sale"))?;
        if let Some(stale) = ask.stale {
            anyhow::bail!("token {token_id} can't be bought any more: {stale:?}");
        }
        let limit = args.limit.clone().unwrap_or_else(|| ask.price.clone());
        within(format!("token {token_id}"), &ask.price, &limit)?;
        purchases.push(Purchase {
            token_id: token_id.clone(),
            limit,
            least_shares: ask.shares,
            latest_lease_end_seconds: None,
        });
        prices.push(ask.price);
    }
    let price = sums(prices)?;
    let msg = ExecuteMsg::Buy {
        purchases,
        deadline_seconds: desk.now_seconds()?.saturating_add(args.within),
        recipient: args.to.clone(),
    };
    let what = format!("buy {}", tokens(&args.tokens));
    let said = price.iter().map(Coin::to_string).collect::<Vec<_>>();
    Ok(Order::one(what, message(desk.at, &msg)?.with(price)).saying("price", said.join(", ")))
}

fn tokens(ids: &[String]) -> String {
    match ids {
        [one] => format!("token {one}"),
        many => format!("tokens {}", many.join(", ")),
    }
}

/// Lays coins down for a token or for any token of a rig.
///
/// # Errors
/// There is no such token, the sum has no room, or the chain does not answer.
pub fn offer<C: Chain>(desk: &Desk<'_, C>, args: &MarketOffer) -> anyhow::Result<Order> {
    let expires_seconds = args.expires.seconds(desk.now_seconds()?);
    let MarketOffer {
        token,
        rig,
        price,
        price_per_share,
        shares,
        least,
        ..
    } = args;
    let (what, msg, escrow) = match (token, price, rig, price_per_share, shares) {
        (Some(token), Some(price), ..) => {
            let least_shares = match least {
                Some(least) => *least,
                None => desk.share(token)?.shares,
            };
            let msg = ExecuteMsg::OfferForToken {
                token_id: token.clone(),
                least_shares,
                latest_lease_end_seconds: None,
                expires_seconds,
            };
            (
                format!("offer {price} for token {token}"),
                msg,
                price.clone(),
            )
        }
        (_, _, Some(rig), Some(each), Some(shares)) => {
            let msg = ExecuteMsg::OfferForRig {
                rig: *rig,
                price_per_share: each.amount,
                least_shares: least.unwrap_or(1),
                latest_lease_end_seconds: None,
                expires_seconds,
            };
            let amount = each.amount.checked_mul(Uint128::from(*shares))?;
            let escrow = Coin {
                denom: each.denom.clone(),
                amount,
            };
            let what = format!("offer {each} a share for up to {shares} shares of rig {rig}");
            (what, msg, escrow)
        }
        // The flags' own rules leave no other way.
        _ => {
            anyhow::bail!("say --token with --price, or --rig with --price-per-share and --shares")
        }
    };
    let message = message(desk.at, &msg)?.with([escrow.clone()]);
    Ok(Order::one(what, message)
        .saying("laid down", escrow)
        .saying("expires at second", expires_seconds))
}

/// Sells a token to an offer, and lets the marketplace move it in the same transaction.
///
/// # Errors
/// There is no such offer, it is for something else, the token is not the sender's, or the chain does not
/// answer.
pub fn accept<C: Chain>(
    desk: &Desk<'_, C>,
    sender: &Addr,
    args: &MarketAccept,
) -> anyhow::Result<Order> {
    let offer = desk.market::<Option<OfferResponse>>(&QueryMsg::Offer { offer: args.offer })?;
    let offer = offer.with_context(|| format!("there is no offer {}", args.offer))?;
    let price = Coin {
        denom: offer.escrow.denom.clone(),
        amount: price_for(desk, &offer, &args.token)?,
    };
    let least_price = args.least.clone().unwrap_or_else(|| price.clone());
    let msg = ExecuteMsg::AcceptOffer {
        offer: args.offer,
        token_id: args.token.clone(),
        least_price,
        deadline_seconds: desk.now_seconds()?.saturating_add(args.within),
    };
    let approval = approval(desk, sender, &args.token)?;
    let messages = approval.into_iter().chain([message(desk.at, &msg)?]);
    let what = format!("sell token {} to offer {}", args.token, args.offer);
    Ok(Order::all(what, messages.collect()).saying("price", price))
}

/// What an offer pays for a token.
fn price_for<C: Chain>(
    desk: &Desk<'_, C>,
    offer: &OfferResponse,
    token_id: &str,
) -> anyhow::Result<Uint128> {
    let number = offer.offer;
    match &offer.target {
        OfferTarget::Token {
            token_id: wanted,
            price,
            ..
        } => {
            ensure!(
                wanted == token_id,
                "offer {number} is for token {wanted}, not {token_id}"
            );
            Ok(*price)
        }
        OfferTarget::Rig {
            rig,
            price_per_share,
        } => {
            let share = desk.share(token_id)?;
            ensure!(
                share.rig == *rig,
                "offer {number} is for rig {rig}; token {token_id} is of rig {}",
                share.rig
            );
            Ok(price_per_share.checked_mul(Uint128::from(share.shares))?)
        }
    }
}

/// Takes an ask back.
///
/// # Errors
/// None that is known.
pub fn cancel_ask(at: &Plan, args: &CancelAsk) -> anyhow::Result<Order> {
    let msg = ExecuteMsg::CancelAsk {
        token_id: args.token.clone(),
    };
    let what = format!("take the ask for token {} back", args.token);
    Ok(Order::one(what, message(at, &msg)?))
}

/// Takes an offer back, and its coins in the same transaction: with them everything of that denom that
/// the sender has on its account.
///
/// # Errors
/// There is no such offer, or the chain does not answer.
pub fn cancel_offer<C: Chain>(desk: &Desk<'_, C>, args: &CancelOffer) -> anyhow::Result<Order> {
    let offer = desk.market::<Option<OfferResponse>>(&QueryMsg::Offer { offer: args.offer })?;
    let offer = offer.with_context(|| format!("there is no offer {}", args.offer))?;
    let cancel = ExecuteMsg::CancelOffer { offer: args.offer };
    let withdraw = ExecuteMsg::Withdraw {
        denoms: vec![offer.escrow.denom.clone()],
    };
    let messages = vec![message(desk.at, &cancel)?, message(desk.at, &withdraw)?];
    let what = format!("take offer {} back", args.offer);
    Ok(Order::all(what, messages).saying("comes back", offer.escrow))
}

/// Removes asks and offers that can't be taken any more.
///
/// # Errors
/// There are none, or the chain does not answer.
pub fn clean<C: Chain>(desk: &Desk<'_, C>) -> anyhow::Result<Order> {
    let asks = desk.asks()?.into_iter().filter(|ask| ask.stale.is_some());
    let asks: Vec<String> = asks.map(|ask| ask.token_id).take(MAX_ITEMS).collect();
    let offers = desk.offers(None)?.into_iter().filter(|offer| offer.expired);
    let offers: Vec<u64> = offers.map(|offer| offer.offer).take(MAX_ITEMS).collect();
    ensure!(
        !asks.is_empty() || !offers.is_empty(),
        "every ask and every offer still stands"
    );
    let what = format!("remove {} asks and {} offers", asks.len(), offers.len());
    Ok(Order::one(
        what,
        message(desk.at, &ExecuteMsg::Clean { asks, offers })?,
    ))
}
