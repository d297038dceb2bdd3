//! How it goes: /healthz, /metrics, /v1/status.

use axum::extract::{RawQuery, State};
use axum::http::{header, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Answer;
use super::error::ApiError;
use super::params::Params;
use super::App;
use crate::health::Pace;

/// How following goes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Healthz {
    /// `ok`, `lagging` (more than two blocks behind) or `stalled` (the node is silent, or something fails).
    pub status: &'static str,
    /// The chain.
    pub chain_id: String,
    /// The last block that is indexed.
    pub indexed_height: u64,
    /// The last block that the node had; 0 where it is not known.
    pub chain_height: u64,
    /// How many blocks the index is behind.
    pub lag_blocks: u64,
    /// The time of the last block that is indexed.
    pub indexed_time_seconds: u64,
    /// What fails.
    pub error: Option<String>,
}

/// How following goes: 200, or 503 where it stalls.
#[utoipa::path(get, path = "/healthz", tag = "status", responses((status = 200, body = Healthz),
    (status = 503, body = Healthz)))]
pub async fn healthz(State(app): State<App>) -> Response {
    let tip = *app.tip.borrow();
    let pace = app.health.pace(tip.height);
    let chain_height = app.health.chain_height();
    let body = Healthz {
        status: pace.word(),
        chain_id: app.about.chain_id.clone(),
        indexed_height: tip.height,
        chain_height,
        lag_blocks: chain_height.saturating_sub(tip.height),
        indexed_time_seconds: tip.time_seconds,
        error: app.health.failure(),
    };
    let status = match pace {
        Pace::Ok | Pace::Lagging => StatusCode::OK,
        Pace::Stalled => StatusCode::SERVICE_UNAVAILABLE,
    };
    let headers = [(header::CACHE_CONTROL, "no-store")];
    (status, headers, Json(body)).into_response()
}

/// Figures for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "status",
    responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn metrics(State(app): State<App>) -> Response {
    let text = app.metrics.text(&app);
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// The suite's clock.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Clock {
    /// When epoch 0 began.
    pub genesis_seconds: u64,
    /// How long an epoch is.
    pub epoch_seconds: u32,
}

/// Where the suite stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Contracts {
    /// The ledger of ownership.
    pub hashrate_nft: String,
    /// The ledger of earnings.
    pub oracle: String,
    /// The one that pays.
    pub distributor: String,
    /// The one where shares are traded.
    pub marketplace: String,
}

/// What answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Versions {
    /// The indexer's version.
    pub indexer: &'static str,
    /// `sqlite` or `postgresql`.
    pub database: &'static str,
}

/// What the index is of, and how far.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Status {
    /// The chain.
    pub chain_id: String,
    /// The last block that is indexed.
    pub height: u64,
    /// Its time.
    pub time_seconds: u64,
    /// The suite's clock.
    pub clock: Clock,
    /// The currency of prices.
    pub quote_currency: String,
    /// Where the suite stands.
    pub contracts: Contracts,
    /// What answers.
    pub versions: Versions,
}

/// What the index is of, and how far.
#[utoipa::path(get, path = "/v1/status", tag = "status", responses((status = 200, body = Status),
    (status = 400, body = super::error::Refusal), (status = 503, body = super::error::Refusal)))]
pub async fn status(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Answer, ApiError> {
    Params::read(query.as_deref(), &[])?;
    let snapshot = app.store.snapshot().await?;
    let about = &app.about;
    let status = Status {
        chain_id: about.chain_id.clone(),
        height: snapshot.progress.height,
        time_seconds: snapshot.progress.time_seconds,
        clock: Clock {
            genesis_seconds: about.clock.genesis_seconds,
            epoch_seconds: about.clock.epoch_seconds,
        },
        quote_currency: about.quote_currency.clone(),
        contracts: Contracts {
            hashrate_nft: about.contracts.hashrate_nft.clone(),
            oracle: about.contracts.oracle.clone(),
            distributor: about.contracts.distributor.clone(),
            marketplace: about.contracts.marketplace.clone(),
        },
        versions: Versions {
            indexer: env!("CARGO_PKG_VERSION"),
            database: app.store.dialect.name(),
        },
    };
    Ok(Answer::new(&snapshot.progress, &status)?)
}
