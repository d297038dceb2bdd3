//! Putting it together: the one who follows, and those who answer.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rigshare_deploy::Manifest;
use rigshare_types::EpochClock;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::api::answer::Cache;
use crate::api::limit::Limit;
use crate::api::metrics::Metrics;
use crate::api::stream::{tell, Feed};
use crate::api::web_app::AppConfigFile;
use crate::api::{router, About, App};
use crate::args::{AnswerArgs, RunArgs, ServeArgs};
use crate::chain::node::Node;
use crate::error::IndexError;
use crate::event::Contracts;
use crate::follow::{look, Follow, Tip, LOOK};
use crate::health::Health;
use crate::store::Store;

/// How long to wait before the node is asked again when it does not answer at the start.
const PATIENCE: Duration = Duration::from_secs(2);

/// The suite as its manifest tells.
struct Deployed {
    chain_id: String,
    contracts: Contracts,
    first_height: u64,
}

fn deployed(path: &Path) -> Result<Deployed, IndexError> {
    let failed = |why: String| IndexError::File {
        path: path.display().to_string(),
        why,
    };
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
    let plan = manifest.plan().map_err(|error| failed(error.to_string()))?;
    let heights = manifest.contracts.values().map(|contract| {
        let born = contract.instantiated.as_ref();
        // One that stood already when the manifest was written was born nobody knows when.
        born.map_or(1, |fact| fact.height)
    });
    Ok(Deployed {
        first_height: heights.min().unwrap_or(1),
        contracts: Contracts {
            hashrate_nft: plan.hashrate_nft.into_string(),
            oracle: plan.oracle.into_string(),
            distributor: plan.distributor.into_string(),
            marketplace: plan.marketplace.into_string(),
        },
        chain_id: manifest.chain_id,
    })
}

impl About {
    fn to_rows(&self) -> BTreeMap<String, String> {
        [
            ("chain_id", self.chain_id.clone()),
            ("prefix", self.prefix.clone()),
            ("hashrate_nft", self.contracts.hashrate_nft.clone()),
            ("oracle", self.contracts.oracle.clone()),
            ("distributor", self.contracts.distributor.clone()),
            ("marketplace", self.contracts.marketplace.clone()),
            ("genesis_seconds", self.clock.genesis_seconds.to_string()),
            ("epoch_seconds", self.clock.epoch_seconds.to_string()),
            ("quote_currency", self.quote_currency.clone()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    /// What a database says that it is of; none where it says nothing yet.
    ///
    /// # Errors
    /// What it says is not whole.
    pub fn from_rows(rows: &BTreeMap<String, String>) -> Result<Option<Self>, IndexError> {
        if rows.is_empty() {
            return Ok(None);
        }
        let text = |name: &str| {
            let wrong = || IndexError::Fact {
                fact: name.to_owned(),
                why: "the database does not say it".to_owned(),
            };
            rows.get(name).cloned().ok_or_else(wrong)
        };
        let broken = |name: &str| IndexError::Fact {
            fact: name.to_owned(),
            why: "it is no number".to_owned(),
        };
        Ok(Some(Self {
            chain_id: text("chain_id")?,
            prefix: text("prefix")?,
            contracts: Contracts {
                hashrate_nft: text("hashrate_nft")?,
                oracle: text("oracle")?,
                distributor: text("distributor")?,
                marketplace: text("marketplace")?,
            },
            clock: EpochClock {
                genesis_seconds: text("genesis_seconds")?
                    .parse()
                    .map_err(|_| broken("genesis_seconds"))?,
                epoch_seconds: text("epoch_seconds")?
                    .parse()
                    .map_err(|_| broken("epoch_seconds"))?,
            },
            quote_currency: text("quote_currency")?,
        }))
    }
}

/// What the index is of: as the database says, else as manifest and node say.
async fn about(store: &Store, node: &Node, deployed: &Deployed) -> Result<About, IndexError> {
    if let Some(known) = About::from_rows(&store.suite().await?)? {
        if known.chain_id != deployed.chain_id || known.contracts != deployed.contracts {
            return Err(IndexError::OtherSuite {
                name: "suite".to_owned(),
                found: format!("{} on {}", known.contracts.hashrate_nft, known.chain_id),
                expected: format!(
                    "{} on {}",
                    deployed.contracts.hashrate_nft, deployed.chain_id
                ),
            });
        }
        return Ok(known);
    }
    loop {
        match ask_about(node, deployed).await {
            Ok(about) => {
                claim(store, &about).await?;
                return Ok(about);
            }
            Err(error @ IndexError::OtherChain { .. }) => return Err(error),
            Err(error) => eprintln!("waiting for the node: {error}"),
        }
        sleep(PATIENCE).await;
    }
}

/// Says what a database is of.
///
/// # Errors
/// It is of something else.
pub async fn claim(store: &Store, about: &About) -> Result<(), IndexError> {
    store.claim_suite(&about.to_rows()).await
}

async fn ask_about(node: &Node, deployed: &Deployed) -> Result<About, IndexError> {
    let found = node.status().await?.chain_id;
    if found != deployed.chain_id {
        return Err(IndexError::OtherChain {
            rpc: node.url().to_owned(),
            found,
            expected: deployed.chain_id.clone(),
        });
    }
    let suite = node.suite().await?;
    let nft = &deployed.contracts.hashrate_nft;
    let prefix = nft
        .rsplit_once('1')
        .map_or(nft.as_str(), |(prefix, _)| prefix);
    Ok(About {
        chain_id: found,
        prefix: prefix.to_owned(),
        contracts: deployed.contracts.clone(),
        clock: suite.clock,
        quote_currency: suite.quote_currency,
    })
}

/// Follows the chain and answers questions, until it is told to stop.
///
/// # Errors
/// The manifest, the database or the address to listen on is no good; the node is of another chain.
pub async fn run(args: RunArgs) -> Result<(), IndexError> {
    let deployed = deployed(&args.manifest)?;
    let store = Store::open(&args.database.db).await?;
    store.migrate().await?;
    let node = Node::new(&args.rpc, deployed.contracts.clone())?;
    let about = about(&store, &node, &deployed).await?;
    let clock = about.clock;
    let (app, tip) = app(&store, about, &args.answers).await?;
    let follow = Follow {
        node,
        store,
        clock,
        start_height: args.start_height.unwrap_or(deployed.first_height),
        poll: Duration::from_millis(args.poll_ms.max(1)),
        health: app.health.clone(),
        tip,
    };
    let following = tokio::spawn(follow.run());
    let answered = answer(app, &args.answers).await;
    following.abort();
    answered
}

/// Answers questions alone, until it is told to stop.
///
/// # Errors
/// As [`run`].
pub async fn serve(args: ServeArgs) -> Result<(), IndexError> {
    let store = Store::open(&args.database.db).await?;
    let rows = store.suite().await?;
    let about = About::from_rows(&rows)?.ok_or(IndexError::Empty)?;
    let node = match &args.rpc {
        Some(rpc) => Some(Node::new(rpc, about.contracts.clone())?),
        None => None,
    };
    let (app, tip) = app(&store, about, &args.answers).await?;
    let looking = tokio::spawn(keep_looking(store, node, app.health.clone(), tip));
    let answered = answer(app, &args.answers).await;
    looking.abort();
    answered
}

/// Looks how far a database that somebody else writes is, for ever.
async fn keep_looking(
    store: Store,
    node: Option<Node>,
    health: Arc<Health>,
    tip: watch::Sender<Tip>,
) {
    loop {
        match look(&store, &tip).await {
            Ok(Some(now)) => {
                // Without a node to compare with, what the database says is all that is known.
                let chain = match &node {
                    Some(node) => node.newest_height().await,
                    None => Ok(now.height),
                };
                match chain {
                    Ok(height) => {
                        health.chain_is_at(height);
                        health.caught_up();
                    }
                    Err(error) => health.failed(&error),
                }
            }
            Ok(None) => {}
            Err(error) => health.failed(&error),
        }
        sleep(LOOK).await;
    }
}

/// What answers questions, and whom to tell how far the database is.
async fn app(
    store: &Store,
    about: About,
    args: &AnswerArgs,
) -> Result<(App, watch::Sender<Tip>), IndexError> {
    let progress = store.progress().await?;
    let (sender, tip) = watch::channel(progress.as_ref().map(Tip::from).unwrap_or_default());
    let app_config = match &args.app_config {
        Some(path) => Some(Arc::new(AppConfigFile::read(path)?)),
        None => None,
    };
    let app = App {
        store: store.clone(),
        tip,
        health: Arc::<Health>::default(),
        about: Arc::new(about),
        cache: Arc::<Cache>::default(),
        feed: Arc::<Feed>::default(),
        metrics: Arc::<Metrics>::default(),
        limit: Arc::new(Limit::new(args.rate_limit, args.behind_proxy)),
        app_config,
    };
    Ok((app, sender))
}

async fn answer(app: App, args: &AnswerArgs) -> Result<(), IndexError> {
    let failed = |error: std::io::Error| IndexError::System {
        what: format!("listening on {}", args.listen),
        why: error.to_string(),
    };
    let listener = TcpListener::bind(args.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    // One line for programs that start this with port 0.
    println!("listening on http://{address}");
    let telling = tokio::spawn(tell(app.clone()));
    let service =
        router(app, args.app.clone()).into_make_service_with_connect_info::<std::net::SocketAddr>();
    // Who listens to the stream would never let a graceful end come: whatever is open is cut.
    let answered = tokio::select! {
        ended = async { axum::serve(listener, service).await } => ended.map_err(failed),
        () = told_to_stop() => Ok(()),
    };
    telling.abort();
    answered
}

/// Waits for the signal to stop.
async fn told_to_stop() {
    use tokio::signal::unix::{signal, SignalKind};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
