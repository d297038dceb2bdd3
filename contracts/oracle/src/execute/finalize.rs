//! Making figures of an epoch final.

use std::collections::BTreeSet;

use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{Deps, DepsMut, Env, Response, Uint128};
use rigshare_types::batch::{Batch, PAGE_RIGS};
use rigshare_types::events::ReportFinal;
use rigshare_types::nft::{PayoutScheme, RigFacts, RIGS};
use rigshare_types::oracle::{FinalReport, Grade, MAX_FINALIZE_RIGS, REPORTS};
use rigshare_types::peer::find_entry;

use crate::error::ContractError;
use crate::execute::agreement::Signed;
use crate::execute::market::{agree_on_market, NewMarket};
use crate::grade::{grade_of, Measure};
use crate::quorum::agree;
use crate::state::{load_times, Config, CONFIG};

/// Anyone, after the window: makes prices and network figures of `epoch` final as far as a quorum
/// agrees, then the reports of `rigs`, each of which must become final.
///
/// # Errors
/// It is not the time, or a rig's report can't become final; nothing does then.
pub fn finalize(
    deps: DepsMut,
    env: &Env,
    epoch: u32,
    rigs: &[u32],
) -> Result<Response, ContractError> {
    check_rigs(rigs)?;
    refuse_while_paused(deps.storage, env.block.time.seconds())?;
    let config = CONFIG.load(deps.storage)?;
    let times = load_times(deps.as_ref(), env, &config)?;
    times.refuse_unless_final(epoch)?;
    let mut signed = Signed::of_epoch(deps.storage, epoch)?;
    let rules = signed.reporters.config.clone();
    let market = agree_on_market(
        deps.storage,
        env,
        epoch,
        signed.page(deps.storage, 0)?,
        &rules,
    );
    if rigs.is_empty() && market.is_empty() {
        return Err(ContractError::NothingNew {
            what: "no quorum agrees on a price or a network figure that is not final",
        });
    }
    let mut reports = Vec::with_capacity(rigs.len());
    for rig in rigs {
        let report = agree_on_report(
            deps.as_ref(),
            env,
            &config,
            &mut signed,
            &market,
            times.clock.epoch_seconds,
            *rig,
        )?;
        reports.push((*rig, report));
    }
    let mut response = Response::new().add_events(market.store(deps.storage, epoch)?);
    for (rig, report) in reports {
        REPORTS.save(deps.storage, (rig, epoch), &report);
        response = response.add_event(ReportFinal {
            rig,
            epoch,
            gross: report.gross,
            grade: report.grade.to_string(),
            signers: report.signers,
        });
    }
    Ok(response)
}

fn check_rigs(rigs: &[u32]) -> Result<(), ContractError> {
    if rigs.len() > MAX_FINALIZE_RIGS {
        return Err(ContractError::ListTooLong {
            list: "rigs",
            count: rigs.len(),
            most: MAX_FINALIZE_RIGS,
        });
    }
    let mut seen = BTreeSet::new();
    match rigs.iter().find(|rig| !seen.insert(**rig)) {
        Some(rig) => Err(ContractError::DuplicateRig { rig: *rig }),
        None => Ok(()),
    }
}

/// The report of a rig, if it can become final now.
fn agree_on_report(
    deps: Deps,
    env: &Env,
    config: &Config,
    signed: &mut Signed,
    market: &NewMarket,
    epoch_seconds: u32,
    rig: u32,
) -> Result<FinalReport, ContractError> {
    let epoch = signed.epoch;
    if REPORTS.has(deps.storage, (rig, epoch)) {
        return Err(ContractError::AlreadyFinal { rig, epoch });
    }
    let facts = find_entry(&deps.querier, &config.hashrate_nft, "rig", &RIGS, rig, rig)?
        .ok_or(ContractError::UnknownRig { rig })?;
    if epoch < facts.start_epoch || epoch >= facts.end_epoch {
        return Err(ContractError::OutsideTerm {
            rig,
            epoch,
            start_epoch: facts.start_epoch,
            end_epoch: facts.end_epoch,
        });
    }
    let values = match u16::try_from(rig / PAGE_RIGS) {
        Ok(page) => values_of(rig, signed.page(deps.storage, page)?),
        // Rigs beyond the last page can't be reported.
        Err(_) => vec![],
    };
    let rules = &signed.reporters.config;
    let agreement = agree(&values, rules.report_spread_bps, rules.quorum)
        .map_err(|source| ContractError::NoQuorum { rig, epoch, source })?;
    let tolerance_bps = rules.plausible_tolerance_bps;
    let gross = agreement.value;
    let grade = grade(
        deps,
        market,
        &facts,
        gross,
        epoch,
        epoch_seconds,
        tolerance_bps,
    )?;
    if grade < facts.least_grade {
        return Err(ContractError::GradeTooLow {
            rig,
            epoch,
            gross,
            grade,
            least: facts.least_grade,
        });
    }
    Ok(FinalReport {
        v: 1,
        gross,
        grade,
        signers: agreement.near,
        final_seconds: env.block.time.seconds(),
        final_height: env.block.height,
    })
}

/// What each batch of the rig's page says of it.
fn values_of(rig: u32, batches: &[Batch]) -> Vec<Uint128> {
    let seen_by = |batch: &Batch| {
        let at = batch
            .rigs
            .binary_search_by_key(&rig, |seen| seen.rig)
            .ok()?;
        batch.rigs.get(at).map(|seen| seen.gross)
    };
    batches.iter().filter_map(seen_by).collect()
}

/// The grade by the final figures of the epoch: those of earlier messages and of this one.
fn grade(
    deps: Deps,
    market: &NewMarket,
    facts: &RigFacts,
    gross: Uint128,
    epoch: u32,
    epoch_seconds: u32,
    tolerance_bps: u16,
) -> Result<Grade, ContractError> {
    let network = market.network(deps.storage, &facts.coin, epoch)?;
    let pool = match facts.scheme {
        PayoutScheme::Pplns => market.pool(deps.storage, &facts.pool, &facts.coin, epoch)?,
        PayoutScheme::Fpps | PayoutScheme::Solo => None,
    };
    let measure = Measure {
        epoch_seconds,
        network: network.as_ref(),
        pool: pool.as_ref(),
        tolerance_bps,
    };
    Ok(grade_of(gross, facts, &measure))
}
