//! Rigs as answers show them, read with few questions however many they are.

use sqlx::AnyConnection;

use super::rig_view::{Floor, LastClosed, LastReport, Record, RigSummary, Sale};
use super::view::Ledger;
use super::App;
use crate::store::sql::Sql;
use crate::store::table::read_by_keys;
use crate::store::tables::*;
use crate::store::value::Column;
use crate::store::Snapshot;

/// The summaries of rigs, in the order of the rows.
///
/// # Errors
/// The database does not answer.
pub async fn summaries(
    app: &App,
    snapshot: &mut Snapshot,
    rigs: &[RigRow],
) -> Result<(Vec<RigSummary>, Ledger), sqlx::Error> {
    let now_seconds = snapshot.progress.time_seconds;
    let connection = snapshot.connection();
    let closed: Vec<(u32, u32)> = pairs(rigs, |rig| rig.last_closed_epoch);
    let mut known = pairs(rigs, |rig| rig.last_report_epoch);
    known.extend(&closed);
    known.sort_unstable();
    known.dedup();
    let ledger = Ledger::load(connection, rigs, &known).await?;
    let epochs = read_by_keys::<EpochRow>(connection, &closed).await?;
    let floors = floors(connection, rigs, now_seconds).await?;
    let summaries = rigs.iter().map(|rig| {
        let epoch = epochs.iter().find(|epoch| epoch.rig == rig.rig);
        let floor = floors.iter().find(|ask| ask.rig == rig.rig);
        summary(app, &ledger, rig, epoch, floor)
    });
    Ok((summaries.collect(), ledger))
}

fn pairs(rigs: &[RigRow], epoch: impl Fn(&RigRow) -> Option<u32>) -> Vec<(u32, u32)> {
    rigs.iter()
        .filter_map(|rig| Some((rig.rig, epoch(rig)?)))
        .collect()
}

async fn floors(
    connection: &mut AnyConnection,
    rigs: &[RigRow],
    now_seconds: u64,
) -> Result<Vec<AskRow>, sqlx::Error> {
    if rigs.is_empty() {
        return Ok(Vec::new());
    }
    let tokens = Sql::new(
        "SELECT COALESCE((SELECT token_id FROM asks WHERE asks.rig = rigs.rig \
         AND asks.denom = rigs.sale_denom AND asks.stale = '' AND asks.expires_seconds > ",
    )
    .bind(now_seconds)
    .push(" ORDER BY price_per_share, token_id LIMIT 1), '') FROM rigs WHERE rig IN ")
    .bind_all(rigs.iter().map(|rig| rig.rig))
    .all(connection, |row| String::read(row, 0))
    .await?;
    let tokens: Vec<(String,)> = tokens
        .into_iter()
        .filter(|token| !token.is_empty())
        .map(|token| (token,))
        .collect();
    read_by_keys::<AskRow>(connection, &tokens).await
}

fn summary(
    app: &App,
    ledger: &Ledger,
    rig: &RigRow,
    epoch: Option<&EpochRow>,
    floor: Option<&AskRow>,
) -> RigSummary {
    let newest = ledger.terms(rig.rig).last();
    let report = rig
        .last_report_epoch
        .and_then(|epoch| ledger.report(rig.rig, epoch));
    RigSummary {
        rig: rig.rig,
        operator: rig.operator.clone(),
        name: rig.model.clone(),
        coin: rig.coin.clone(),
        coin_decimals: rig.coin_decimals,
        algorithm: rig.algorithm.clone(),
        status: rig.status.clone(),
        hashrate_hs: rig.hashrate_hs.0.to_string(),
        unit_hashrate_hs: rig.unit_hashrate_hs.to_string(),
        shares_registered: rig.shares,
        shares_minted: rig.minted,
        start_epoch: rig.start_epoch,
        end_epoch: rig.end_epoch,
        payout: rig.payout.clone(),
        payout_asset: rig.payout_asset.clone(),
        payout_decimals: rig.payout_decimals,
        sale_denom: rig.sale_denom.clone(),
        scheme: rig.scheme.clone(),
        royalty_bps: rig.royalty_bps,
        least_grade: rig.least_grade.clone(),
        watts: newest.map_or(0, |terms| u64::try_from(terms.watts).unwrap_or(u64::MAX)),
        electricity_nano_per_kwh: newest
            .map_or(0, |terms| terms.electricity_nano_per_kwh)
            .to_string(),
        service_fee_bps: newest.map_or(0, |terms| terms.service_fee_bps),
        sale: rig.sale.then(|| Sale {
            price_per_share: rig.sale_price.0.to_string(),
            denom: rig.sale_denom.clone(),
            opens_seconds: rig.sale_opens_seconds,
            closes_seconds: rig.sale_closes_seconds,
            shares_left: rig.shares.saturating_sub(rig.minted),
        }),
        floor: floor.map(|ask| Floor {
            price_per_share: ask.price_per_share.0.to_string(),
            denom: ask.denom.clone(),
            token_id: ask.token_id.clone(),
            shares: ask.shares,
        }),
        last_report: report.map(|report| LastReport {
            epoch: report.epoch,
            gross: report.gross.to_string(),
            grade: report.grade.clone(),
            signers: report.signers,
        }),
        last_closed: epoch.map(|epoch| LastClosed {
            epoch: epoch.epoch,
            outcome: epoch.outcome.clone(),
            denom: epoch.denom.clone(),
            holders_due: epoch.holders_due.to_string(),
            delivered: epoch.delivered.to_string(),
            short: epoch.short.to_string(),
            minted_weight: epoch.minted_weight.to_string(),
            earned: ledger.earned(&app.about.clock, rig, epoch.epoch),
        }),
        record: Record::from(rig),
    }
}
