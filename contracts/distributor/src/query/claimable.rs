//! What a holder can claim, and an estimate of what is still unsettled.

use contract_kit::paging::MAX_PAGE;
use cosmwasm_std::{Addr, Deps, Env, Uint128};
use rigshare_types::distributor::{ClaimableResponse, RigClaimable};
use share_ledger::{take_whole_floor, LedgerError};

use crate::accrual::{accrue, Accrued, Payouts};
use crate::error::ContractError;
use crate::judge::{like_last_floor, listed, Epoch, Judge, Judgement};
use crate::lists::each_once;
use crate::peers::Peers;
use crate::rig_book::OpenBook;
use crate::state::{Config, CONFIG};

/// The most unsettled epochs of a rig that an estimate looks at; later ones are left out of it.
const MOST_ESTIMATED: usize = 100;

/// What a holder can claim of rigs.
pub fn claimable(
    deps: Deps,
    env: &Env,
    holder: &str,
    rigs: &[u32],
) -> Result<ClaimableResponse, ContractError> {
    each_once("rigs", rigs, MAX_PAGE as usize)?;
    let holder = deps.api.addr_validate(holder)?;
    let config = CONFIG.load(deps.storage)?;
    let mut peers = Peers::new(deps.querier, &config);
    let rigs = rigs
        .iter()
        .map(|rig| of_rig(deps, env, &mut peers, &config, &holder, *rig))
        .collect::<Result<_, _>>()?;
    Ok(ClaimableResponse { rigs })
}

fn of_rig(
    deps: Deps,
    env: &Env,
    peers: &mut Peers<'_>,
    config: &Config,
    holder: &Addr,
    rig: u32,
) -> Result<RigClaimable, ContractError> {
    let accrued = accrue(deps.storage, peers, &mut Payouts::default(), holder, rig)?;
    let missing = accrued
        .cursor
        .as_ref()
        .and_then(|cursor| cursor.shortfall.as_ref())
        .map(|shortfall| shortfall.missing_scaled())
        .unwrap_or_default();
    let (unsettled_epochs, unsettled_estimate) =
        unsettled(deps, env, peers, config, &accrued, rig)?;
    Ok(RigClaimable {
        rig,
        claimable: accrued.owed(),
        unsettled_estimate,
        unsettled_epochs,
        short: take_whole_floor(missing, 0)?.whole,
        denom: accrued.payout,
    })
}

/// How many epochs of the rig are over, had shares, and are not closed; and the holder's part of
/// them, each rounded down.
fn unsettled(
    deps: Deps,
    env: &Env,
    peers: &mut Peers<'_>,
    config: &Config,
    accrued: &Accrued,
    rig: u32,
) -> Result<(u32, Uint128), ContractError> {
    let clock = peers.clock()?;
    let current = match clock.epoch_at(env.block.time.seconds()) {
        Ok(epoch) => epoch,
        Err(LedgerError::BeforeGenesis { .. }) => return Ok((0, Uint128::zero())),
        Err(error) => return Err(error.into()),
    };
    let open = OpenBook::open(deps.storage, peers, rig)?;
    let (from, until) = (open.book.next_epoch, current.min(open.facts.end_epoch));
    let minted = peers.minted(rig)?;
    let epochs = minted
        .segments(from, until)?
        .fold(0u32, |sum, run| sum.saturating_add(run.end - run.start));
    let judge = Judge {
        facts: &open.facts,
        denom: listed(deps.storage, &env.contract.address, &open.facts.payout)?,
        clock,
        config,
    };
    let held = accrued
        .schedule
        .segments(from.max(accrued.schedule.floor()), until)?
        .flat_map(|run| (run.start..run.end).map(move |epoch| (epoch, run.weight)));
    let mut estimate = Uint128::zero();
    for (epoch, weight) in held.take(MOST_ESTIMATED) {
        let minted_weight = minted.weight_at(epoch)?;
        let of = Epoch {
            rig,
            epoch,
            minted_weight,
        };
        let part = match judge.judge(peers, of)? {
            Judgement::Due { due, .. } => due
                .holders
                .checked_multiply_ratio(weight, minted_weight)
                .unwrap_or_default(),
            Judgement::Waits(_) => like_last_floor(&open.book, weight),
        };
        estimate = estimate.saturating_add(part);
    }
    Ok((epochs, estimate))
}
