//! A node's JSON-RPC over HTTP: tendermint-rpc's own client, but that it says why nothing was heard.

use std::time::Duration;

use async_trait::async_trait;
use tendermint_rpc::client::Client;
use tendermint_rpc::response::Response;
use tendermint_rpc::{Error, HttpClientUrl, SimpleRequest};

/// A connection to a node. What goes wrong on the way is an [`Error::client_internal`] with all its causes.
#[derive(Clone, Debug)]
pub struct HttpRpc {
    client: reqwest::Client,
    url: reqwest::Url,
}

impl HttpRpc {
    /// A connection; nothing is sent yet.
    ///
    /// # Errors
    /// The address is none, or this machine's certificates can't be read.
    pub fn new(url: &str, request_timeout: Duration) -> Result<Self, Error> {
        url.parse::<HttpClientUrl>()?;
        let client = reqwest::Client::builder()
            .timeout(request_timeout)
            .user_agent(concat!("rigshare/", env!("CARGO_PKG_VERSION")));
        Ok(Self {
            client: client.build().map_err(|error| with_causes(&error))?,
            url: url.parse().map_err(|error| {
                Error::client_internal(format!("{url:?} is no address: {error}"))
            })?,
        })
    }
}

#[async_trait]
impl Client for HttpRpc {
    async fn perform<R: SimpleRequest>(&self, request: R) -> Result<R::Output, Error> {
        let heard = self
            .client
            .post(self.url.clone())
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body(request.into_json())
            .send()
            .await
            .map_err(|error| with_causes(&error))?;
        let status = heard.status();
        let body = heard.bytes().await.map_err(|error| with_causes(&error))?;
        // The protocol's errors come with 200 too: everything else is of somebody on the way.
        if status != reqwest::StatusCode::OK {
            return Err(Error::http_request_failed(status));
        }
        R::Response::from_string(&body).map(Into::into)
    }
}

/// The library says the outermost alone: that something did not work.
fn with_causes(error: &reqwest::Error) -> Error {
    let words: Vec<String> = anyhow::Chain::new(error).map(ToString::to_string).collect();
    Error::client_internal(words.join(": "))
}
