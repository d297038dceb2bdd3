//! The web app's files and its configuration, from the same origin as the answers.

use std::path::Path;

use axum::extract::{Request, State};
use axum::http::{header, HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::ApiError;
use super::status::Contracts;
use super::App;
use crate::error::IndexError;

/// What gas costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GasPrice {
    /// In what.
    pub denom: String,
    /// How much for a unit of gas, decimal.
    pub amount: String,
}

/// How a denom is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShownDenom {
    /// The denom.
    pub denom: String,
    /// What people call it.
    pub symbol: String,
    /// Decimals of one whole coin.
    pub decimals: u8,
}

/// What the file given by `--app-config` says: what a browser needs to know of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppConfigFile {
    /// The node's RPC, as the browser reaches it.
    pub rpc: String,
    /// The node's REST, as the browser reaches it.
    pub rest: String,
    /// What gas costs.
    pub gas_price: GasPrice,
    /// How denoms are shown.
    pub denoms: Vec<ShownDenom>,
    /// Where test money is had.
    #[serde(default)]
    pub faucet: Option<String>,
    /// Whether it is a chain for trying things out.
    #[serde(default)]
    pub devnet: bool,
}

/// What the web app loads when it starts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AppConfig {
    /// The chain.
    pub chain_id: String,
    /// What its addresses begin with.
    pub bech32_prefix: String,
    /// The node's RPC.
    pub rpc: String,
    /// The node's REST.
    pub rest: String,
    /// What gas costs.
    pub gas_price: GasPrice,
    /// Where the suite stands.
    pub contracts: Contracts,
    /// How denoms are shown.
    pub denoms: Vec<ShownDenom>,
    /// Where test money is had.
    pub faucet: Option<String>,
    /// Whether it is a chain for trying things out.
    pub devnet: bool,
}

impl AppConfigFile {
    /// Reads the file.
    ///
    /// # Errors
    /// It can't be read, or says something else; an address is none.
    pub fn read(path: &Path) -> Result<Self, IndexError> {
        let failed = |why: String| IndexError::File {
            path: path.display().to_string(),
            why,
        };
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        let config: Self = toml::from_str(&text).map_err(|error| failed(error.to_string()))?;
        for address in config.addresses() {
            origin(address).ok_or_else(|| failed(format!("{address:?} is no http address")))?;
        }
        Ok(config)
    }

    fn addresses(&self) -> impl Iterator<Item = &String> {
        [&self.rpc, &self.rest].into_iter().chain(&self.faucet)
    }

    /// The Content-Security-Policy: the browser loads and runs nothing but this origin's own files, and
    /// talks to this origin, the node, and the faucet.
    #[must_use]
    pub fn policy(&self) -> String {
        let mut to: Vec<String> = self
            .addresses()
            .filter_map(|address| origin(address))
            .collect();
        to.sort_unstable();
        to.dedup();
        policy(&to)
    }
}

/// The scheme, host and port of an http address.
fn origin(address: &str) -> Option<String> {
    let uri: axum::http::Uri = address.parse().ok()?;
    let scheme = uri
        .scheme_str()
        .filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let authority = uri.authority()?;
    // No user and no password, and nothing that would end the directive.
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte))
    };
    plain(authority.as_str()).then(|| format!("{scheme}://{authority}"))
}

/// A policy that lets scripts talk to some origins beside their own.
fn policy(connect_to: &[String]) -> String {
    let others: String = connect_to
        .iter()
        .map(|origin| format!(" {origin}"))
        .collect();
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'{others}; manifest-src 'self'; worker-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    )
}

/// What the web app loads when it starts.
#[utoipa::path(get, path = "/config.json", tag = "status", responses((status = 200, body = AppConfig),
    (status = 404, body = super::error::Refusal)))]
pub async fn config(State(app): State<App>) -> Result<Response, ApiError> {
    let file = app
        .app_config
        .as_deref()
        .ok_or_else(|| ApiError::not_found("config.json", "start with --app-config"))?;
    let about = &app.about;
    let config = AppConfig {
        chain_id: about.chain_id.clone(),
        bech32_prefix: about.prefix.clone(),
        rpc: file.rpc.clone(),
        rest: file.rest.clone(),
        gas_price: file.gas_price.clone(),
        contracts: Contracts {
            hashrate_nft: about.contracts.hashrate_nft.clone(),
            oracle: about.contracts.oracle.clone(),
            distributor: about.contracts.distributor.clone(),
            marketplace: about.contracts.marketplace.clone(),
        },
        denoms: file.denoms.clone(),
        faucet: file.faucet.clone(),
        devnet: file.devnet,
    };
    let headers = [(header::CACHE_CONTROL, "no-cache")];
    Ok((headers, Json(config)).into_response())
}

/// Lets pages' paths through, and no missing file's: whoever asks for one must not keep a page under its name.
pub async fn page_alone(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let last = path.rsplit('/').next().unwrap_or_default();
    if path.starts_with("/assets/") || last.contains('.') {
        return ApiError::not_found("file", path).into_response();
    }
    next.run(request).await
}

/// Says on every answer what a browser may do with it.
pub async fn guarded(State(app): State<App>, request: Request, next: Next) -> Response {
    let immutable = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let status = response.status();
    let found = status.is_success() || status == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    let policy = app
        .app_config
        .as_deref()
        .map_or_else(|| policy(&[]), AppConfigFile::policy);
    // Origins are plain text: see `origin`.
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    if immutable && found {
        // Their names hold the hash of what is in them.
        set(
            headers,
            header::CACHE_CONTROL,
            "public, max-age=31536000, immutable",
        );
    } else if !headers.contains_key(header::CACHE_CONTROL) {
        set(headers, header::CACHE_CONTROL, "no-cache");
    }
    response
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_can_not_add_to_the_policy() {
        let good = [
            ("http://127.0.0.1:26650", "http://127.0.0.1:26650"),
            (
                "https://rpc.example.org/path?x=1",
                "https://rpc.example.org",
            ),
            ("http://[::1]:80/", "http://[::1]:80"),
        ];
        for (address, expected) in good {
            assert_eq!(origin(address).as_deref(), Some(expected));
        }
        for wrong in [
            "ftp://a",
            "javascript:1",
            "http://a;script-src *",
            "http://u:p@a/",
            "",
            "a.b",
        ] {
            assert_eq!(origin(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn scripts_come_from_here_alone() {
        let policy = policy(&["https://rpc.example.org".to_owned()]);
        assert!(policy.contains("connect-src 'self' https://rpc.example.org;"));
        assert!(policy.contains("script-src 'self';"));
        assert!(!policy.contains("unsafe"));
    }
}
