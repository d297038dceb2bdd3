//! Server-sent events: what happens, as it is indexed.

use std::convert::Infallible;
use std::future::Future;
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
const AT_ONCE: usize = 500;

/// How many pieces of news a listener may be behind; it then reads the database.
const BEHIND: usize = 64;

/// Events as JSON, by id.
type Activities = Vec<(i64, String)>;

/// Whom events are said to.
type Listener = mpsc::Sender<Result<Event, Infallible>>;

/// What happened in one step of the index.
#[derive(Clone, Debug)]
pub struct News {
    tip: Tip,
    /// None where there are more than are read at once: listeners then read for themselves, page by page.
    activities: Option<Arc<Activities>>,
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
        match page(&app, EventId::first_of(last + 1), tip).await {
            Ok(activities) => {
                let whole = activities.len() < AT_ONCE;
                last = tip.height;
                // Whoever is gone hears nothing.
                let _ = app.feed.sender.send(News {
                    tip,
                    activities: whole.then(|| Arc::new(activities)),
                });
            }
            Err(error) => eprintln!("listeners are not told yet: {error}"),
        }
    }
}

/// The first events from an id on, up to how far the index is, as JSON.
async fn page(app: &App, from: i64, tip: Tip) -> Result<Activities, IndexError> {
    let below = EventId::first_of(tip.height + 1);
    let mut snapshot = app.store.snapshot().await?;
    let rows = events_between(snapshot.connection(), from, below, AT_ONCE as i64).await?;
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

async fn serve(app: App, last: Option<i64>, to: Listener) -> Result<(), Ended> {
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
            Ok(News {
                tip,
                activities: Some(activities),
            }) => {
                for (id, json) in activities.iter().filter(|(id, _)| *id >= next) {
                    say(&to, activity(*id, json)).await?;
                }
                next = next.max(EventId::first_of(tip.height + 1));
                say(&to, height(tip)).await?;
            }
            Ok(News {
                tip,
                activities: None,
            }) => next = catch_up(&app, next, tip, &to).await?,
            Err(broadcast::error::RecvError::Lagged(_)) => {
                let tip = *app.tip.borrow();
                next = catch_up(&app, next, tip, &to).await?;
            }
            Err(broadcast::error::RecvError::Closed) => return Ok(()),
        }
    }
}

/// Says what happened from an id on; gives the id from which on nothing was said.
async fn catch_up(app: &App, from: i64, tip: Tip, to: &Listener) -> Result<i64, Ended> {
    let next = say_pages(from, |from| page(app, from, tip), to).await?;
    say(to, height(tip)).await?;
    Ok(next.max(EventId::first_of(tip.height + 1)))
}

/// Says page after page, each read when the one before was taken: a listener may have missed all there is.
async fn say_pages<P>(mut from: i64, read: impl Fn(i64) -> P, to: &Listener) -> Result<i64, Ended>
where
    P: Future<Output = Result<Activities, IndexError>>,
{
    loop {
        let page = read(from).await?;
        let Some((last, _)) = page.last() else {
            return Ok(from);
        };
        from = last + 1;
        for (id, json) in page {
            say(to, activity(id, &json)).await?;
        }
    }
}

async fn say(to: &Listener, event: Event) -> Result<(), Ended> {
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::task::{Context, Poll, Waker};

    use super::*;

    /// Of all ids up to 40, four a page.
    fn four_from(from: i64) -> Activities {
        let ids = from..=(from + 3).min(40);
        ids.map(|id| (id, String::new())).collect()
    }

    #[test]
    fn a_page_is_read_when_the_one_before_was_taken() {
        let (to, mut taken) = mpsc::channel(1);
        let read = Cell::new(0);
        let page = |from| {
            read.set(read.get() + 1);
            async move { Ok(four_from(from)) }
        };
        let mut saying = Box::pin(say_pages(1, page, &to));
        let mut context = Context::from_waker(Waker::noop());
        for event in 0..39 {
            assert!(saying.as_mut().poll(&mut context).is_pending());
            // One event waits in the channel, and one beside it.
            assert!(read.get() <= (event + 1) / 4 + 1, "{read:?} at {event}");
            assert!(taken.try_recv().is_ok());
        }
        let ended = saying.as_mut().poll(&mut context);
        assert!(matches!(ended, Poll::Ready(Ok(41))));
        assert!(taken.try_recv().is_ok() && taken.try_recv().is_err());
    }
}
