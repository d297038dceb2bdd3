//! Why the faucet gives nothing, as people and programs read it.

use axum::extract::rejection::JsonRejection;
use axum::http::{header, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::Json;
use rigshare_chain::AddressError;
use serde::Serialize;
use thiserror::Error;

/// Why the faucet gives nothing.
#[derive(Debug, Error)]
pub enum FaucetError {
    /// It was asked in another form.
    #[error("{}", .0.body_text())]
    Form(#[from] JsonRejection),
    /// There is no such address on the chain.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The address was given coins a moment ago.
    #[error("{address} was given coins less than a minute ago: ask again in {seconds} seconds")]
    AddressTooSoon {
        /// The address.
        address: String,
        /// When it may ask again.
        seconds: u64,
    },
    /// Many were given coins a moment ago.
    #[error("coins were given {most} times within a minute: ask again in {seconds} seconds")]
    AllTooSoon {
        /// How often.
        most: usize,
        /// When anybody may ask again.
        seconds: u64,
    },
    /// The chain refuses, or does not answer.
    #[error("the coins could not be sent: {0:#}")]
    Chain(anyhow::Error),
    /// The faucet itself failed.
    #[error("the faucet failed: {why}")]
    Inside {
        /// How.
        why: String,
    },
}

/// An error as JSON, as the indexer's.
#[derive(Serialize)]
struct ErrorJson {
    error: ErrorBody,
}

#[derive(Serialize)]
struct ErrorBody {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

impl FaucetError {
    fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Form(rejection) => (rejection.status(), "bad_request"),
            Self::Address(AddressError::OtherChain { .. }) => {
                (StatusCode::BAD_REQUEST, "other_chain")
            }
            Self::Address(_) => (StatusCode::BAD_REQUEST, "bad_address"),
            Self::AddressTooSoon { .. } => (StatusCode::TOO_MANY_REQUESTS, "address_too_soon"),
            Self::AllTooSoon { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many"),
            Self::Chain(_) => (StatusCode::BAD_GATEWAY, "chain"),
            Self::Inside { .. } => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// The address that is refused.
    fn address(&self) -> Option<String> {
        match self {
            Self::Address(
                AddressError::NoBech32 { address, .. }
                | AddressError::OtherChain { address, .. }
                | AddressError::Length { address, .. },
            )
            | Self::AddressTooSoon { address, .. } => Some(address.clone()),
            _ => None,
        }
    }

    const fn seconds(&self) -> Option<u64> {
        match self {
            Self::AddressTooSoon { seconds, .. } | Self::AllTooSoon { seconds, .. } => {
                Some(*seconds)
            }
            _ => None,
        }
    }
}

impl IntoResponse for FaucetError {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        let value = self.address();
        let body = ErrorJson {
            error: ErrorBody {
                code,
                message: self.to_string(),
                field: value.as_ref().map(|_| "address"),
                value,
            },
        };
        let mut response = (status, Json(body)).into_response();
        if let Some(seconds) = self.seconds() {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
