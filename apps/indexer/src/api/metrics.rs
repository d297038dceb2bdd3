//! Figures for Prometheus.

use std::sync::atomic::AtomicU64;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::App;

/// Upper bounds of answer times, seconds.
const BOUNDS: [f64; 10] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 10.0,
];

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Outcome {
    route: String,
    status: u16,
}

/// Figures for Prometheus.
pub struct Metrics {
    registry: Registry,
    answers: Family<Outcome, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    indexed_height: Gauge<u64, AtomicU64>,
    chain_height: Gauge<u64, AtomicU64>,
    blocks: Gauge<u64, AtomicU64>,
    events: Gauge<u64, AtomicU64>,
    failures: Gauge<u64, AtomicU64>,
    listeners: Gauge<u64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("rigshare_indexer");
        let histogram: fn() -> Histogram = || Histogram::new(BOUNDS);
        let metrics = Self {
            answers: Family::default(),
            seconds: Family::new_with_constructor(histogram),
            indexed_height: Gauge::default(),
            chain_height: Gauge::default(),
            blocks: Gauge::default(),
            events: Gauge::default(),
            failures: Gauge::default(),
            listeners: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register(
            "answers",
            "Answers by route and status",
            metrics.answers.clone(),
        );
        registry.register("answer_seconds", "Time to answer", metrics.seconds.clone());
        for (name, help, gauge) in [
            (
                "indexed_height",
                "The last block that is indexed",
                &metrics.indexed_height,
            ),
            (
                "chain_height",
                "The last block that the node has",
                &metrics.chain_height,
            ),
            ("blocks", "Blocks written since the start", &metrics.blocks),
            ("events", "Events written since the start", &metrics.events),
            ("failures", "Failures since the start", &metrics.failures),
            ("listeners", "Who listens to the stream", &metrics.listeners),
        ] {
            registry.register(name, help, gauge.clone());
        }
        Self {
            registry,
            ..metrics
        }
    }
}

impl Metrics {
    /// The figures as they are now.
    #[must_use]
    pub fn text(&self, app: &App) -> String {
        self.indexed_height.set(app.tip.borrow().height);
        self.chain_height.set(app.health.chain_height());
        self.blocks.set(app.health.blocks());
        self.events.set(app.health.events());
        self.failures.set(app.health.failures());
        self.listeners.set(app.feed.listeners() as u64);
        let mut text = String::new();
        // Writing to a string never fails.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Counts an answer and how long it took.
pub async fn counted(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("files", MatchedPath::as_str).to_owned();
    let began = Instant::now();
    let response = next.run(request).await;
    let outcome = Outcome {
        route: route.clone(),
        status: response.status().as_u16(),
    };
    app.metrics.answers.get_or_create(&outcome).inc();
    let seconds = app.metrics.seconds.get_or_create(&Route { route });
    seconds.observe(began.elapsed().as_secs_f64());
    response
}
