//! Defaults: what the operator did not bring in time is taken from its account, as far as it reaches.

use contract_kit::money::refuse_coins;
use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use rigshare_types::distributor::Outcome;
use rigshare_types::pause::PAUSES;

use crate::error::ContractError;
use crate::execute::settle::grace_start;
use crate::grace::{left, Moment};
use crate::judge::{listed, Judge, Judgement};
use crate::peers::Peers;
use crate::proceeds;
use crate::rig_book::{Closer, Payment};
use crate::state::{account, set_account, CONFIG};

/// Anyone, after the grace: closes a rig's next epoch with what is on the rig's account. What is
/// missing becomes a shortfall, and then the protocol gets no fee; where nothing is missing, it gets
/// its fee as far as the account reaches.
///
/// # Errors
/// Paused; the epoch can't be closed or is not known well enough to be due; the grace lasts.
pub fn default_epoch(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rig: u32,
    epoch: u32,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    let now = Moment {
        seconds: env.block.time.seconds(),
        height: env.block.height,
    };
    refuse_while_paused(deps.storage, now.seconds)?;
    let config = CONFIG.load(deps.storage)?;
    let mut peers = Peers::new(deps.querier, &config);
    let clock = peers.clock()?;
    let mut closer = Closer::open(deps.storage, &peers, rig)?;
    let of = closer.closable(epoch, &clock, now.seconds)?;
    let payout = closer.open.facts.payout.clone();
    let judge = Judge {
        facts: &closer.open.facts,
        denom: listed(deps.storage, &env.contract.address, &payout)?,
        clock,
        config: &config,
    };
    let (due, known_since) = match judge.judge(&mut peers, of)? {
        Judgement::Due { due, known_since } => (due, known_since),
        Judgement::Waits(waits) => return Err(waits.error(rig, epoch)),
    };
    let logs = (PAUSES.load(deps.storage)?, peers.oracle_pauses()?);
    let since = grace_start(&closer.open, known_since);
    if let Some(left) = left(&config.grace, since, now, &[&logs.0, &logs.1]) {
        return Err(ContractError::GraceLasts {
            rig,
            epoch,
            seconds_left: left.seconds,
            blocks_left: left.blocks,
        });
    }

    let unbooked = proceeds::unbooked(&peers, &closer.open, &config)?;
    let booked = proceeds::book(deps.storage, &mut closer.open, unbooked)?;
    let available = account(deps.storage, rig, &payout)?;
    let delivered = available.min(due.holders);
    let short = due.holders.saturating_sub(delivered);
    let (outcome, protocol_fee) = if short.is_zero() {
        let rest = available.saturating_sub(delivered);
        (Outcome::Late, due.protocol_fee.min(rest))
    } else {
        (Outcome::Defaulted, Uint128::zero())
    };
    // Both parts are of what is available.
    let rest = available
        .saturating_sub(delivered)
        .saturating_sub(protocol_fee);
    if rest != available {
        set_account(deps.storage, rig, &payout, rest)?;
    }
    let payment = Payment {
        outcome,
        holders_due: due.holders,
        delivered,
        short,
        protocol_fee,
        from_account: available.saturating_sub(rest),
    };
    let closed = closer.close(of, &payment, &env.block)?;
    closer.save(deps.storage)?;
    Ok(Response::new().add_events(booked).add_event(closed))
}
