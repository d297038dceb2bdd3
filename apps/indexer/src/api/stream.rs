//! Server-sent events: what happens, as it is indexed.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tokio::sync::{broadcast, mpsc};
use tokio_stream::wrappers::ReceiverStream;

use super::error::ApiError;
use super::params::Params;
use super::view::Activity;
use super::App;
use crate::error::IndexError;
use crate::event::EventId;
use crate::follow::Tip;
use crate::writer::events_between;

/// The most events that are read at once.
const AT_ONCE: i64 = 500;

/// How many pieces of news a listener may be behind; it then reads the database.
const BEHIND: usize = 256;

/// What happened in one step of the index.
#[derive(Clone, Debug)]
pub struct News {
    tip: Tip,
    /// By id.
    activities: Arc<Vec<(i64, String)>>,
}

/// Who tells all listeners what happens: events are read once, however many listen.
pub struct Feed {
    sender: broadcast::Sender<News>,
}

impl Default for Feed {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(BEHIND).0,
        }
    }
}

impl Feed {
    /// How many listen.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.sender.receiver_count()
    }

    /// Listens.
    pub fn listen(&self) -> broadcast::Receiver<News> {
        self.sender.subscribe()
    }
}

/// Tells listeners what happens, for ever.
pub async fn tell(app: App) {
    let mut tips = app.tip.clone();
    let mut last = tips.borrow_and_update().height;
    while tips.changed().await.is_ok() {
        let tip = *tips.borrow_and_update();
        // Nobody listens, or the index was begun anew: listeners read for themselves.
        if app.feed.sender.receiver_count() == 0 || tip.height <= last {
            last = tip.height;
            continue;
        }
        match since(&app, EventId::first_of(last + 1), tip).await {
            Ok(activities) => {
                last = tip.height;
                // Whoever is gone hears nothing.
                let _ = app.feed.sender.send(News {
                    tip,
                    activities: Arc::new(activities),
                });
            }
            Err(error) => eprintln!("listeners are not told yet: {error}"),
        }
    }
}

/// Events of one step of the index, as JSON.
async fn since(app: &App, mut from: i64, tip: Tip) -> Result<Vec<(i64, String)>, IndexError> {
    let mut found = Vec::new();
    loop {
        let page = page(app, from, tip).await?;
        let Some((last, _)) = page.last() else {
            return Ok(found);
        };
        from = last + 1;
        found.extend(page);
    }
}

/// The first events from an id on, up to how far the index is, as JSON.
async fn page(app: &App, from: i64, tip: Tip) -> Result<Vec<(i64, String)>, IndexError> {
    let below = EventId::first_of(tip.height + 1);
    let mut snapshot = app.store.snapshot().await?;
    let rows = events_between(snapshot.connection(), from, below, AT_ONCE).await?;
    let rows = rows.into_iter().map(|row| {
        let id = row.id;
        let json = serde_json::to_string(&Activity::from(row));
        (id, json.unwrap_or_default())
    });
    Ok(rows.collect())
}

/// What happens from now on, or from after an id on: `activity` for each event, `height` for each step of
/// the index.
#[utoipa::path(get, path = "/v1/stream", tag = "activity", params(
    ("Last-Event-ID" = Option<String>, Header, description = "go on after this activity"),
), responses((status = 200, content_type = "text/event-stream", body = String),
    (status = 400, body = super::error::Refusal)))]
pub async fn stream(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    Params::read(query.as_deref(), &[])?;
    let last = match headers.get("last-event-id") {
        None => None,
        Some(value) => {
            let text = value.to_str().unwrap_or("(no text)");
            let id = text.parse::<i64>().ok().filter(|id| *id >= 0);
            let wrong = || ApiError::bad_parameter("Last-Event-ID", text, "the id of an activity");
            Some(id.ok_or_else(wrong)?)
        }
    };
    let (sender, receiver) = mpsc::channel(16);
    tokio::spawn(async move {
        // Ends when the listener is gone, or the database does not answer: the browser then comes back.
        let _ = serve(app, last, sender).await;
    });
    let events = Sse::new(ReceiverStream::new(receiver));
    let events = events.keep_alive(KeepAlive::new().interval(Duration::from_secs(15)));
    Ok(events.into_response())
}

/// Why a listener is not served any more.
enum Ended {
    Gone,
    Failed,
}

impl From<IndexError> for Ended {
    fn from(_: IndexError) -> Self {
        Self::Failed
    }
}

async fn serve(
    app: App,
    last: Option<i64>,
    to: mpsc::Sender<Result<Event, Infallible>>,
) -> Result<(), Ended> {
    // Listening begins before reading, so that nothing falls between.
    let mut news = app.feed.listen();
    let tip = *app.tip.borrow();
    let mut next = match last {
        Some(id) => id.saturating_add(1),
        None => EventId::first_of(tip.height + 1),
    };
    next = catch_up(&app, next, tip, &to).await?;
    loop {
        match news.recv().await {
            Ok(news) => {
                for (id, json) in news.activities.iter().filter(|(id, _)| *id >= next) {
                    say(&to, activity(*id, json)).await?;
                }
                next = next.max(EventId::first_of(news.tip.height + 1));
                say(&to, height(news.tip)).await?;
            }
            Err(broadcast::error::RecvError::Lagged(_)) => {
                let tip = *app.tip.borrow();
                next = catch_up(&app, next, tip, &to).await?;
            }
            Err(broadcast::error::RecvError::Closed) => return Ok(()),
        }
    }
}

/// Says what happened from an id on, page by page: a listener may have missed all there is.
async fn catch_up(
    app: &App,
    mut from: i64,
    tip: Tip,
    to: &mpsc::Sender<Result<Event, Infallible>>,
) -> Result<i64, Ended> {
    loop {
        let page = page(app, from, tip).await?;
        let Some((last, _)) = page.last() else {
            break;
        };
        from = last + 1;
        for (id, json) in page {
            say(to, activity(id, &json)).await?;
        }
    }
    say(to, height(tip)).await?;
    Ok(from.max(EventId::first_of(tip.height + 1)))
}

async fn say(to: &mpsc::Sender<Result<Event, Infallible>>, event: Event) -> Result<(), Ended> {
    to.send(Ok(event)).await.map_err(|_| Ended::Gone)
}

fn activity(id: i64, json: &str) -> Event {
    Event::default()
        .event("activity")
        .id(id.to_string())
        .data(json)
}

fn height(tip: Tip) -> Event {
    let data = json!({ "height": tip.height, "time_seconds": tip.time_seconds });
    Event::default().event("height").data(data.to_string())
}
