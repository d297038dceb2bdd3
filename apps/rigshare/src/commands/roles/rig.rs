//! `rigshare rig ...`: what operators and the registrar do with a rig.

use anyhow::ensure;
use rigshare_chain::Chain;
use rigshare_deploy::Plan;
use rigshare_types::nft::{NewRig, RigMsg, Sale};

use super::desk::Desk;
use super::order::{Execute, Order};
use super::rig_file::{shares_of, Defaults, RigFile};
use super::units::percent;
use super::{one, one_pure};
use crate::args::{ChangeBuyers, LowerTerms, OneRig, OpenSale, ProposeOperator, RigCommand};
use crate::commands::{rig_quote, roles};
use crate::failure::Failure;

/// Does what the flags ask for.
///
/// # Errors
/// [`Failure`].
pub fn run(command: &RigCommand) -> Result<(), Failure> {
    match command {
        RigCommand::Quote(args) => rig_quote::run(args),
        RigCommand::Register(args) => {
            let file = RigFile::load(&args.file)?;
            one(&args.tx, |desk, _| register(desk, file))
        }
        RigCommand::Approve(args) => one_pure(&args.tx, |at| decide(at, args, true)),
        RigCommand::Reject(args) => one_pure(&args.tx, |at| decide(at, args, false)),
        RigCommand::List(args) => roles::rig_list::run(args),
        RigCommand::Show(args) => roles::rig_show::run(args),
        RigCommand::OpenSale(args) => one(&args.tx, |desk, _| open_sale(desk, args)),
        RigCommand::CloseSale(args) => one_pure(&args.tx, |at| close_sale(at, args.rig)),
        RigCommand::ChangeBuyers(args) => one_pure(&args.tx, |at| change_buyers(at, args)),
        RigCommand::LowerTerms(args) => one_pure(&args.tx, |at| lower_terms(at, args)),
        RigCommand::ProposeOperator(args) => one_pure(&args.tx, |at| propose(at, args)),
        RigCommand::AcceptOperator(args) => one_pure(&args.tx, |at| accept(at, args.rig)),
        RigCommand::Retire(args) => one(&args.tx, |desk, _| retire(desk, args.rig)),
    }
}

fn order(at: &Plan, what: impl Into<String>, msg: RigMsg) -> anyhow::Result<Order> {
    Ok(Order::one(what, Execute::rig(&at.hashrate_nft, msg)?))
}

/// Registers a rig.
///
/// # Errors
/// The file is wrong, or the chain does not answer.
pub fn register<C: Chain>(desk: &Desk<'_, C>, file: RigFile) -> anyhow::Result<Order> {
    let config = desk.config()?;
    let rig = file.rig(&Defaults {
        current_epoch: config.clock.epoch_at(desk.now_seconds()?)?,
        quote_currency: config.quote_currency,
    })?;
    let starts_seconds = config.clock.start_of(rig.start_epoch);
    Ok(registration(desk.at, rig)?.saying("begins at second", starts_seconds))
}

/// The registration of a rig.
///
/// # Errors
/// Its hashrate is not a whole number of shares.
pub fn registration(at: &Plan, rig: NewRig) -> anyhow::Result<Order> {
    let Some(shares) = shares_of(&rig) else {
        anyhow::bail!(
            "a hashrate of {} H/s is no whole number of shares of {} H/s",
            rig.hashrate_hs,
            rig.unit_hashrate_hs
        );
    };
    let term = format!(
        "epochs {} to {}",
        rig.start_epoch,
        rig.end_epoch.saturating_sub(1)
    );
    let what = format!("register the rig {:?}", rig.worker);
    let fee = percent(rig.service_fee_bps);
    Ok(order(at, what, RigMsg::RegisterRig { rig: Box::new(rig) })?
        .saying("shares", shares)
        .saying("term", term)
        .saying("service fee", fee))
}

/// The registrar's decision.
///
/// # Errors
/// None that is known.
pub fn decide(at: &Plan, args: &OneRig, approve: bool) -> anyhow::Result<Order> {
    let rig = args.rig;
    let what = if approve { "approve" } else { "reject" };
    order(
        at,
        format!("{what} rig {rig}"),
        RigMsg::DecideRig { rig, approve },
    )
}

/// Opens a sale.
///
/// # Errors
/// The price is in another denom than the rig sells for, or the chain does not answer.
pub fn open_sale<C: Chain>(desk: &Desk<'_, C>, args: &OpenSale) -> anyhow::Result<Order> {
    let found = desk.rig(args.rig)?;
    let denom = &found.proceeds.denom;
    ensure!(
        args.price.denom == *denom,
        "rig {} sells for {denom}, not for {}",
        args.rig,
        args.price.denom
    );
    let now_seconds = desk.now_seconds()?;
    let closes_seconds = match args.closes {
        Some(closes) => closes.seconds(now_seconds),
        None => desk.config()?.clock.start_of(found.facts.end_epoch),
    };
    let sale = Sale {
        price_per_share: args.price.amount,
        opens_seconds: args.opens.seconds(now_seconds),
        closes_seconds,
        least_shares: args.least,
        most_per_wallet: args.most_per_wallet.unwrap_or(found.facts.shares),
        allow_list_only: args.allow_list_only,
    };
    let what = format!("sell shares of rig {}", args.rig);
    let open = found.facts.shares.saturating_sub(found.minted);
    Ok(order(
        desk.at,
        what,
        RigMsg::OpenSale {
            rig: args.rig,
            sale,
        },
    )?
    .saying("price of a share", &args.price)
    .saying(
        "not sold yet",
        format!("{open} of {} shares", found.facts.shares),
    )
    .saying("closes at second", closes_seconds))
}

/// Ends a sale.
///
/// # Errors
/// None that is known.
pub fn close_sale(at: &Plan, rig: u32) -> anyhow::Result<Order> {
    order(
        at,
        format!("end the sale of rig {rig}"),
        RigMsg::StopSale { rig },
    )
}

/// Takes a rig over.
///
/// # Errors
/// None that is known.
pub fn accept(at: &Plan, rig: u32) -> anyhow::Result<Order> {
    order(
        at,
        format!("take rig {rig} over"),
        RigMsg::AcceptOperator { rig },
    )
}

/// Changes an allow-list.
///
/// # Errors
/// None that is known.
pub fn change_buyers(at: &Plan, args: &ChangeBuyers) -> anyhow::Result<Order> {
    let msg = RigMsg::ChangeBuyers {
        rig: args.rig,
        add: args.add.clone(),
        remove: args.remove.clone(),
    };
    order(at, format!("change who may buy of rig {}", args.rig), msg)
}

/// Lowers terms.
///
/// # Errors
/// None that is known.
pub fn lower_terms(at: &Plan, args: &LowerTerms) -> anyhow::Result<Order> {
    let msg = RigMsg::LowerTerms {
        rig: args.rig,
        watts: args.watts,
        electricity_nano_per_kwh: args.electricity,
        service_fee_bps: args.service_fee,
    };
    order(at, format!("lower the terms of rig {}", args.rig), msg)
}

/// Names a successor, or nobody.
///
/// # Errors
/// None that is known.
pub fn propose(at: &Plan, args: &ProposeOperator) -> anyhow::Result<Order> {
    let msg = RigMsg::ProposeOperator {
        rig: args.rig,
        operator: args.operator.clone(),
    };
    let who = args.operator.as_deref().unwrap_or("nobody");
    order(
        at,
        format!("propose {who} as operator of rig {}", args.rig),
        msg,
    )
}

/// Ends a rig.
///
/// # Errors
/// There is no such rig, or the chain does not answer.
pub fn retire<C: Chain>(desk: &Desk<'_, C>, rig: u32) -> anyhow::Result<Order> {
    let found = desk.rig(rig)?;
    let what = format!("retire rig {rig}");
    Ok(order(desk.at, what, RigMsg::RetireRig { rig })?.saying("shares outstanding", found.minted))
}
