//! Reports and the batches they come from.

use contract_kit::paging::epoch_page;
use cosmwasm_std::{Deps, Env, HexBinary, StdResult};
use rigshare_types::batch::PAGE_RIGS;
use rigshare_types::oracle::{
    BatchResponse, BatchesResponse, EpochReport, ReportResponse, ReporterObservation,
    ReportsResponse, REPORTS,
};

use crate::error::ContractError;
use crate::state::{find_batch, load_times, reporters_of, CONFIG};

/// A rig's report, final or forming. Suspended reporters' observations are among them.
pub fn report(
    deps: Deps,
    env: &Env,
    rig: u32,
    epoch: u32,
) -> Result<ReportResponse, ContractError> {
    let times = load_times(deps, env, &CONFIG.load(deps.storage)?)?;
    let batches = match u16::try_from(rig / PAGE_RIGS) {
        Ok(page) => batches(deps, epoch, page)?.batches,
        Err(_) => vec![],
    };
    let observations = batches
        .iter()
        .filter_map(|signed| {
            let seen = signed.batch.rigs.iter().find(|seen| seen.rig == rig)?;
            Some(ReporterObservation {
                reporter: signed.reporter,
                gross: seen.gross,
            })
        })
        .collect();
    Ok(ReportResponse {
        report: REPORTS.may_load(deps.storage, (rig, epoch))?,
        observations,
        window_ends_seconds: times.window_ends_seconds(epoch),
        deadline_seconds: times.deadline_seconds(epoch),
    })
}

/// A rig's final reports by rising epoch.
pub fn reports(
    deps: Deps,
    rig: u32,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<ReportsResponse, ContractError> {
    let reports = REPORTS
        .range_after(deps.storage, rig, start_after)
        .take(epoch_page(limit))
        .map(|entry| entry.map(|(epoch, report)| EpochReport { epoch, report }))
        .collect::<StdResult<_>>()?;
    Ok(ReportsResponse { reports })
}

/// The batches of an epoch and page by rising reporter: at most one of each in the configuration.
pub fn batches(deps: Deps, epoch: u32, page: u16) -> Result<BatchesResponse, ContractError> {
    let mut batches = vec![];
    for reporter in reporters_of(deps.storage, epoch)?.ids() {
        if let Some(record) = find_batch(deps.storage, epoch, page, reporter)? {
            batches.push(BatchResponse {
                reporter,
                digest: HexBinary::from(&record.digest),
                batch: record.batch,
            });
        }
    }
    Ok(BatchesResponse { batches })
}
