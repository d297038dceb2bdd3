//! Answers over HTTP: REST, server-sent events, metrics, and the web app's files.

pub mod activity;
pub mod answer;
pub mod earnings;
pub mod epochs;
pub mod error;
pub mod figures;
pub mod history;
pub mod history_lines;
pub mod holders;
pub mod limit;
pub mod market;
pub mod metrics;
pub mod openapi;
pub mod operators;
pub mod params;
pub mod reporters;
pub mod reports;
pub mod rig_page;
pub mod rig_summaries;
pub mod rig_view;
pub mod rigs;
pub mod status;
pub mod stream;
pub mod trades;
pub mod view;
pub mod web_app;

use std::path::PathBuf;
use std::sync::Arc;

use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any_service, get};
use axum::Router;
use rigshare_types::EpochClock;
use tokio::sync::watch;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use tower_http::services::{ServeDir, ServeFile};

use self::answer::{keep, Cache};
use self::error::ApiError;
use self::limit::Limit;
use self::metrics::Metrics;
use self::stream::Feed;
use self::web_app::AppConfigFile;
use crate::event::Contracts;
use crate::follow::Tip;
use crate::health::Health;
use crate::store::Store;

/// What the index is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The chain.
    pub chain_id: String,
    /// What its addresses begin with.
    pub prefix: String,
    /// Where the suite stands.
    pub contracts: Contracts,
    /// The suite's clock.
    pub clock: EpochClock,
    /// The currency of prices.
    pub quote_currency: String,
}

/// What answering takes.
#[derive(Clone)]
pub struct App {
    /// Where the index is kept.
    pub store: Store,
    /// How far it is.
    pub tip: watch::Receiver<Tip>,
    /// How following goes.
    pub health: Arc<Health>,
    /// What the index is of.
    pub about: Arc<About>,
    /// Answers that are kept.
    pub cache: Arc<Cache>,
    /// Who is told what happens.
    pub feed: Arc<Feed>,
    /// Figures for Prometheus.
    pub metrics: Arc<Metrics>,
    /// How much one may ask.
    pub limit: Arc<Limit>,
    /// What the web app is told.
    pub app_config: Option<Arc<AppConfigFile>>,
}

/// All that is answered. With a folder, its files too, and its index.html for every other path: the web app
/// finds its pages by itself.
pub fn router(app: App, files: Option<PathBuf>) -> Router {
    let kept = Router::new()
        .route("/v1/status", get(status::status))
        .route("/v1/rigs", get(rigs::list))
        .route("/v1/rigs/{rig}", get(rigs::one))
        .route("/v1/rigs/{rig}/epochs", get(epochs::of_rig))
        .route("/v1/rigs/{rig}/reports", get(reports::of_rig))
        .route("/v1/rigs/{rig}/depth", get(market::depth))
        .route("/v1/rigs/{rig}/holders", get(rigs::holders))
        .route("/v1/reports", get(reports::list))
        .route("/v1/asks", get(market::asks))
        .route("/v1/offers", get(market::offers))
        .route("/v1/trades", get(trades::list))
        .route("/v1/market/stats", get(trades::stats))
        .route("/v1/holders/{address}", get(holders::one))
        .route("/v1/holders/{address}/tokens", get(holders::tokens))
        .route("/v1/holders/{address}/payouts", get(holders::payouts))
        .route("/v1/holders/{address}/earnings", get(earnings::list))
        .route("/v1/operators/{address}", get(operators::one))
        .route("/v1/prices", get(figures::prices))
        .route("/v1/networks", get(figures::networks))
        .route("/v1/hashprice", get(figures::hashprices))
        .route("/v1/reporters", get(reporters::all))
        .route("/v1/activity", get(activity::list))
        .route_layer(from_fn_with_state(app.clone(), keep));
    let limited = kept
        .route("/v1/holders/{address}/history.csv", get(history::history))
        .route("/v1/stream", get(stream::stream))
        .route_layer(from_fn_with_state(app.clone(), limit::limited));
    let anybody = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([axum::http::Method::GET])
        .allow_headers(Any)
        .expose_headers([answer::INDEXED_HEIGHT, axum::http::header::ETAG]);
    let answers = limited
        .route("/healthz", get(status::healthz))
        .route("/metrics", get(status::metrics))
        .route("/openapi.json", get(openapi::document))
        .route("/config.json", get(web_app::config))
        .route("/v1/{*path}", get(no_such_question))
        .layer(anybody);
    let all = match files {
        Some(folder) => {
            let index = ServeFile::new(folder.join("index.html"));
            let page = any_service(index).layer(from_fn(web_app::page_alone));
            answers.fallback_service(ServeDir::new(folder).fallback(page))
        }
        None => answers.fallback(no_such_question),
    };
    all.layer(from_fn_with_state(app.clone(), web_app::guarded))
        .layer(from_fn_with_state(app.clone(), metrics::counted))
        .layer(CompressionLayer::new())
        .with_state(app)
}

async fn no_such_question(uri: axum::http::Uri) -> ApiError {
    ApiError::not_found("question", uri.path())
}
