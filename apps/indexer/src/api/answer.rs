//! Answers: what is said is true as of one block, and stays so; it is kept until the next block.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{to_bytes, Body};
use axum::extract::{Request, State};
use axum::http::{header, HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::OnceCell;
use utoipa::ToSchema;

use super::App;
use crate::error::IndexError;
use crate::follow::Tip;
use crate::store::tables::ProgressRow;

/// The header that says as of which block an answer is.
pub const INDEXED_HEIGHT: HeaderName = HeaderName::from_static("x-indexed-height");

/// The most bytes of answers that are kept.
const MOST_BYTES: usize = 64 << 20;

/// A page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T: ToSchema> {
    /// The items.
    pub items: Vec<T>,
    /// What to give as `cursor` for the next page; null on the last.
    pub next: Option<String>,
}

impl<T: ToSchema> Page<T> {
    /// A page of at most `limit` items out of one more, if there is one more.
    pub fn cut(items: Vec<T>, limit: u32, cursor: impl Fn(&T) -> String) -> Self {
        let (items, next) = cut(items, limit, cursor);
        Self { items, next }
    }
}

/// At most `limit` rows out of one more, and where the next page begins, if there is one more.
pub fn cut<R>(
    mut rows: Vec<R>,
    limit: u32,
    cursor: impl Fn(&R) -> String,
) -> (Vec<R>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let next = if rows.len() > limit {
        rows.truncate(limit);
        rows.last().map(cursor)
    } else {
        None
    };
    (rows, next)
}

/// An answer, as of a block.
pub struct Answer {
    tip: Tip,
    body: String,
}

impl Answer {
    /// An answer, as of how far the index was when it was asked.
    ///
    /// # Errors
    /// It can't be written as JSON.
    pub fn new(progress: &ProgressRow, body: &impl Serialize) -> Result<Self, IndexError> {
        let body = serde_json::to_string(body).map_err(|error| IndexError::System {
            what: "writing an answer".to_owned(),
            why: error.to_string(),
        })?;
        Ok(Self {
            tip: Tip::from(progress),
            body,
        })
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let json = [(header::CONTENT_TYPE, "application/json")];
        let mut response = (json, self.body).into_response();
        mark(response.headers_mut(), self.tip);
        response
    }
}

/// What tells the states of indexes apart: the block, its hash, and the version of what is answered.
fn etag(tip: Tip) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("\"{}-{:08x}-{version}\"", tip.height, tip.mark)
}

fn mark(headers: &mut HeaderMap, tip: Tip) {
    headers.insert(INDEXED_HEIGHT, HeaderValue::from(tip.height));
    // Digits, hexadecimal and a version: always a header's text.
    if let Ok(etag) = HeaderValue::from_str(&etag(tip)) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
}

#[derive(Clone, Debug)]
struct Kept {
    headers: HeaderMap,
    body: axum::body::Bytes,
}

#[derive(Debug, Default)]
struct Shelf {
    tip: Tip,
    bytes: usize,
    answers: HashMap<String, Arc<OnceCell<Kept>>>,
}

/// Answers that are kept until the next block.
#[derive(Debug, Default)]
pub struct Cache {
    off: bool,
    shelf: Mutex<Shelf>,
}

impl Cache {
    /// Keeps nothing: for measuring.
    #[must_use]
    pub fn off() -> Self {
        Self {
            off: true,
            ..Self::default()
        }
    }

    fn place(&self, tip: Tip, question: &str) -> Option<Arc<OnceCell<Kept>>> {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.tip != tip {
            *shelf = Shelf {
                tip,
                ..Shelf::default()
            };
        }
        if self.off || shelf.bytes > MOST_BYTES {
            return None;
        }
        if let Some(place) = shelf.answers.get(question) {
            return Some(place.clone());
        }
        shelf.bytes += question.len();
        let place = Arc::<OnceCell<Kept>>::default();
        shelf.answers.insert(question.to_owned(), place.clone());
        Some(place)
    }

    fn count(&self, tip: Tip, bytes: usize) {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.tip == tip {
            shelf.bytes += bytes;
        }
    }
}

/// Answers from what is kept, where the index has not moved on; who asks the same at the same time waits
/// for one answer.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let tip = *app.tip.borrow();
    let known = request.headers().get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == etag(tip).as_bytes()) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        mark(response.headers_mut(), tip);
        return response;
    }
    let question = request.uri().path_and_query();
    let question = question.map_or("", |question| question.as_str()).to_owned();
    let Some(place) = app.cache.place(tip, &question) else {
        return next.run(request).await;
    };
    let answered = place
        .get_or_try_init(|| async {
            let response = next.run(request).await;
            if response.status() != StatusCode::OK {
                return Err(response);
            }
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
            app.cache.count(tip, body.len());
            Ok(Kept {
                headers: parts.headers,
                body,
            })
        })
        .await;
    match answered {
        Ok(kept) => (kept.headers.clone(), Body::from(kept.body.clone())).into_response(),
        Err(refused) => refused,
    }
}
