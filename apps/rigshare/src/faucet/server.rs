//! The faucet's HTTP: `POST /` gives, `GET /` says what.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::request::Parts;
use axum::http::{header, HeaderValue, Method, Uri};
use axum::routing::get;
use axum::{Json, Router};
use cosmwasm_std::Coin;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::error::FaucetError;
use super::Payer;
use crate::failure::Failure;
use crate::interrupt;

/// More than any question has.
const MOST_BODY_BYTES: usize = 1_024;

/// How often Ctrl-C is looked for.
const LOOK: Duration = Duration::from_millis(100);

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    address: String,
}

/// What was given.
#[derive(Serialize)]
struct Given {
    address: String,
    coins: Vec<Coin>,
    height: u64,
    tx_hash: Option<String>,
}

/// What is given to whom.
#[derive(Serialize)]
struct About {
    chain_id: String,
    coins: Vec<Coin>,
}

/// From where pages may ask.
#[derive(Clone, Debug)]
pub struct Origins(Vec<HeaderValue>);

impl Origins {
    /// These origins; none means every page of this machine.
    ///
    /// # Errors
    /// One is no origin, in words.
    pub fn new(given: &[String]) -> Result<Self, String> {
        let origin = |text: &String| {
            let is_origin = text.parse::<Uri>().is_ok_and(|uri| {
                let whole = uri.scheme_str().zip(uri.authority());
                whole.is_some_and(|(scheme, host)| *text == format!("{scheme}://{host}"))
            });
            let value = HeaderValue::from_str(text).ok().filter(|_| is_origin);
            value.ok_or_else(|| format!("{text:?} is no origin, such as http://127.0.0.1:8080"))
        };
        Ok(Self(given.iter().map(origin).collect::<Result<_, _>>()?))
    }

    fn layer(&self) -> CorsLayer {
        let allowed = self.clone();
        CorsLayer::new()
            .allow_origin(AllowOrigin::predicate(
                move |origin: &HeaderValue, _: &Parts| allowed.allow(origin),
            ))
            .allow_methods([Method::GET, Method::POST])
            .allow_headers([header::CONTENT_TYPE])
    }

    fn allow(&self, origin: &HeaderValue) -> bool {
        if !self.0.is_empty() {
            return self.0.contains(origin);
        }
        let uri = origin
            .to_str()
            .ok()
            .and_then(|text| text.parse::<Uri>().ok());
        uri.is_some_and(|uri| matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]")))
    }
}

/// Serves until Ctrl-C; `ready` is told where as soon as it does.
///
/// # Errors
/// The address is taken, or what `ready` fails with.
pub fn serve(
    listen: SocketAddr,
    origins: &Origins,
    payer: Payer,
    ready: impl FnOnce(SocketAddr) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // Its connection can't be dropped where others are served: this is dropped last, and elsewhere.
    let payer = Arc::new(payer);
    let router = Router::new()
        .route("/", get(about).post(give))
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(origins.layer())
        .with_state(Arc::clone(&payer));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("listening on {listen}"))?;
        ready(listener.local_addr()?)?;
        let asked = async {
            while !interrupt::was_asked() {
                tokio::time::sleep(LOOK).await;
            }
        };
        let serving = axum::serve(listener, router).with_graceful_shutdown(asked);
        Ok(serving.await?)
    })
}

async fn about(State(payer): State<Arc<Payer>>) -> Json<About> {
    Json(About {
        chain_id: payer.chain_id().to_owned(),
        coins: payer.gift().to_vec(),
    })
}

async fn give(
    State(payer): State<Arc<Payer>>,
    question: Result<Json<Question>, JsonRejection>,
) -> Result<Json<Given>, FaucetError> {
    let Json(Question { address }) = question?;
    let coins = payer.gift().to_vec();
    // A block is waited for.
    let given = spawn_blocking(move || payer.give(&address)).await;
    let (address, included) = given.map_err(|error| FaucetError::Inside {
        why: error.to_string(),
    })??;
    Ok(Json(Given {
        address: address.into_string(),
        coins,
        height: included.block.height,
        tx_hash: included.tx_hash,
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn allows(given: &[&str], origin: &str) -> bool {
        let given: Vec<String> = given.iter().map(|text| (*text).to_owned()).collect();
        let origin = HeaderValue::from_str(origin).unwrap();
        Origins::new(&given).unwrap().allow(&origin)
    }

    #[test]
    fn any_page_of_this_machine_may_ask_where_none_is_named() {
        assert!(allows(&[], "http://127.0.0.1:8080"));
        assert!(allows(&[], "http://localhost:5173"));
        assert!(allows(&[], "http://[::1]:80"));
        for stranger in [
            "https://example.org",
            "http://127.0.0.1.example.org",
            "http://localhost.example.org:80",
            "null",
        ] {
            assert!(!allows(&[], stranger), "{stranger}");
        }
    }

    #[test]
    fn only_the_named_pages_may_ask_where_one_is() {
        let named = ["http://127.0.0.1:8080"];
        assert!(allows(&named, "http://127.0.0.1:8080"));
        assert!(!allows(&named, "http://127.0.0.1:8081"));
        assert!(!allows(&named, "http://localhost:8080"));
    }

    #[test]
    fn what_is_no_origin_is_refused_with_its_value() {
        for text in ["*", "127.0.0.1:8080", "http://127.0.0.1:80/", "http://", ""] {
            let refused = Origins::new(&[text.to_owned()]).unwrap_err();
            assert!(refused.contains(text), "{refused}");
        }
    }
}
