//! Outages: an epoch of which nothing is known for too long is closed without blame.

use contract_kit::money::refuse_coins;
use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use rigshare_types::distributor::Outcome;
use rigshare_types::pause::running_seconds;

use crate::error::ContractError;
use crate::judge::{listed, Judge, Judgement};
use crate::peers::Peers;
use crate::rig_book::{Closer, Payment};
use crate::state::CONFIG;

/// Anyone, after the oracle's deadline: closes a rig's next epoch with nothing paid and its estimate
/// as shortfall, where it has no report that the rig settles by, or a price that is needed is
/// missing.
///
/// # Errors
/// Paused; the epoch can't be closed; the oracle has time; the epoch can be settled.
pub fn close_outage(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rig: u32,
    epoch: u32,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    let now_seconds = env.block.time.seconds();
    refuse_while_paused(deps.storage, now_seconds)?;
    let config = CONFIG.load(deps.storage)?;
    let mut peers = Peers::new(deps.querier, &config);
    let clock = peers.clock()?;
    let mut closer = Closer::open(deps.storage, &peers, rig)?;
    let of = closer.closable(epoch, &clock, now_seconds)?;
    let judge = Judge {
        facts: &closer.open.facts,
        denom: listed(
            deps.storage,
            &env.contract.address,
            &closer.open.facts.payout,
        )?,
        clock,
        config: &config,
    };
    if let Judgement::Due { due, .. } = judge.judge(&mut peers, of)? {
        return Err(ContractError::NotAnOutage {
            rig,
            epoch,
            holders: due.holders,
        });
    }
    let deadline = peers.timing()?.outage_deadline_seconds;
    let log = peers.oracle_pauses()?;
    let ran = running_seconds(&[&log], clock.end_of(epoch), now_seconds);
    if ran <= deadline {
        return Err(ContractError::OutageTooEarly {
            rig,
            epoch,
            seconds_left: deadline.saturating_add(1).saturating_sub(ran),
        });
    }
    let short = judge.outage_estimate(&mut peers, of, &closer.open.book)?;
    let payment = Payment {
        outcome: Outcome::Outage,
        holders_due: short,
        delivered: Uint128::zero(),
        short,
        protocol_fee: Uint128::zero(),
        from_account: Uint128::zero(),
    };
    let closed = closer.close(of, &payment, &env.block)?;
    closer.save(deps.storage)?;
    Ok(Response::new().add_event(closed))
}
