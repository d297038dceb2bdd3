//! The OpenAPI document.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;

use super::{
    activity, earnings, epochs, figures, history, holders, market, operators, reporters, reports,
    rigs, status, stream, trades, web_app,
};

/// What can be asked.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rigshare indexer",
        description = "What the suite's events tell. Amounts are decimal text of base units, times are unix \
                       seconds, hashrates decimal text in H/s. Every answer is as of one block: its height is \
                       in the header x-indexed-height, and in the ETag."
    ),
    paths(
        status::status,
        rigs::list,
        rigs::one,
        epochs::of_rig,
        reports::of_rig,
        market::depth,
        rigs::holders,
        reports::list,
        market::asks,
        market::offers,
        trades::list,
        trades::stats,
        holders::one,
        holders::tokens,
        holders::payouts,
        earnings::list,
        operators::one,
        figures::prices,
        figures::networks,
        figures::hashprices,
        reporters::all,
        activity::list,
        history::history,
        stream::stream,
        status::healthz,
        status::metrics,
        web_app::config
    )
)]
struct Document;

/// The document as JSON, with a new line at the end.
#[must_use]
pub fn json() -> String {
    let document = Document::openapi().to_pretty_json();
    document.unwrap_or_default() + "\n"
}

/// The document.
pub async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json()).into_response()
}
