//! Why a question is not answered.

use axum::http::{header, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::IndexError;

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refusal {
    /// What is wrong.
    pub error: Reason,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reason {
    /// `bad_parameter`, `unknown_parameter`, `bad_path`, `not_found`, `rate_limited`, `not_ready` or
    /// `internal`.
    pub code: &'static str,
    /// In words.
    pub message: String,
    /// The parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Why a question is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    status: StatusCode,
    reason: Reason,
}

/// The longest part of a wrong value that is repeated.
const SHOWN_CHARACTERS: usize = 100;

impl ApiError {
    fn new(status: StatusCode, code: &'static str, message: String) -> Self {
        Self {
            status,
            reason: Reason {
                code,
                message,
                field: None,
                value: None,
            },
        }
    }

    fn about(mut self, field: &str, value: &str) -> Self {
        self.reason.field = Some(field.to_owned());
        self.reason.value = Some(value.chars().take(SHOWN_CHARACTERS).collect());
        self
    }

    /// A parameter is not what it should be.
    #[must_use]
    pub fn bad_parameter(field: &str, value: &str, expected: &str) -> Self {
        let message = format!("{field} is not {expected}");
        Self::new(StatusCode::BAD_REQUEST, "bad_parameter", message).about(field, value)
    }

    /// A parameter that the question does not have.
    #[must_use]
    pub fn unknown_parameter(field: &str, value: &str, known: &[&str]) -> Self {
        let message = if known.is_empty() {
            "this question takes no parameters".to_owned()
        } else {
            format!("the parameters are: {}", known.join(", "))
        };
        Self::new(StatusCode::BAD_REQUEST, "unknown_parameter", message).about(field, value)
    }

    /// A part of the path is not what it should be.
    #[must_use]
    pub fn bad_path(field: &str, value: &str, expected: &str) -> Self {
        let message = format!("{field} is not {expected}");
        Self::new(StatusCode::BAD_REQUEST, "bad_path", message).about(field, value)
    }

    /// What was asked for is not there.
    #[must_use]
    pub fn not_found(field: &str, value: &str) -> Self {
        let message = format!("there is no such {field}");
        Self::new(StatusCode::NOT_FOUND, "not_found", message).about(field, value)
    }

    /// Too many questions.
    #[must_use]
    pub fn rate_limited(per_second: u32) -> Self {
        let message = format!("more than {per_second} questions a second");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", message)
    }

    /// Nothing is indexed yet, or the database does not answer.
    #[must_use]
    pub fn not_ready(message: &str) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_ready",
            message.to_owned(),
        )
    }
}

impl From<IndexError> for ApiError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Empty => Self::not_ready("nothing is indexed yet"),
            IndexError::Database(error) => error.into(),
            other => {
                eprintln!("a question fails: {other}");
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                Self::new(
                    status,
                    "internal",
                    "the index is not what it should be".to_owned(),
                )
            }
        }
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        // The database's words are for those who host it.
        eprintln!("a question fails: the database: {error}");
        Self::not_ready("the database does not answer")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let refusal = Refusal { error: self.reason };
        // Strings and nothing else: it is always written.
        let body = serde_json::to_string(&refusal).unwrap_or_default();
        let json = [(header::CONTENT_TYPE, "application/json")];
        let mut response = (self.status, json, body).into_response();
        let retry = match self.status {
            StatusCode::TOO_MANY_REQUESTS => "1",
            StatusCode::SERVICE_UNAVAILABLE => "2",
            _ => return response,
        };
        let retry = axum::http::HeaderValue::from_static(retry);
        response.headers_mut().insert(header::RETRY_AFTER, retry);
        response
    }
}
