//! Measures: how fast events are written, and how fast questions are answered beside many readers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};

use crate::api::answer::Cache;
use crate::api::limit::Limit;
use crate::api::metrics::Metrics;
use crate::api::stream::Feed;
use crate::api::{router, App};
use crate::args::DatabaseArgs;
use crate::chain::Block;
use crate::error::IndexError;
use crate::follow::{batches, Tip};
use crate::health::Health;
use crate::run::claim;
use crate::store::Store;
use crate::synthetic::{about, address, Answers, World, LARGE, MONEY};
use crate::writer::Writer;

/// What is measured.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Writes made-up events into an empty database, and says how many a second.
    Write(WriteArgs),
    /// Asks a database that `write` has filled, from many readers at once, and says how long answers take.
    Read(ReadArgs),
}

/// Options of `bench write`.
#[derive(Debug, Args)]
pub struct WriteArgs {
    /// Where the index is kept.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// How many events, at least.
    #[arg(long, default_value_t = 1_000_000)]
    pub events: u64,
}

/// Options of `bench read`.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Where the index is kept.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// How many ask at once.
    #[arg(long, default_value_t = 50)]
    pub readers: usize,
    /// For how long, seconds.
    #[arg(long, default_value_t = 20)]
    pub seconds: u64,
    /// The longest pause between an answer and the next question of one reader, milliseconds.
    #[arg(long, default_value_t = 400)]
    pub pause_ms: u64,
    /// How often all that is kept is forgotten, as a new block does, milliseconds; 0: nothing is kept.
    #[arg(long, default_value_t = 0)]
    pub block_ms: u64,
    /// The longest that 99 of 100 answers to any question may take, milliseconds: above, the exit code is 1.
    #[arg(long, default_value_t = 50)]
    pub limit_ms: u64,
}

/// Measures.
///
/// # Errors
/// The database does not answer, or a goal is missed.
pub async fn bench(what: Bench) -> Result<(), IndexError> {
    match what {
        Bench::Write(args) => write(args).await,
        Bench::Read(args) => read(args).await,
    }
}

fn failed(what: &str, why: impl std::fmt::Display) -> IndexError {
    IndexError::System {
        what: what.to_owned(),
        why: why.to_string(),
    }
}

async fn write(args: WriteArgs) -> Result<(), IndexError> {
    let store = Store::open(&args.database.db).await?;
    store.migrate().await?;
    let about = about(LARGE);
    claim(&store, &about).await?;
    let mut writer = Writer::open(&store, about.clock, 1)
        .await?
        .ok_or_else(|| failed("writing", "somebody else writes"))?;
    // Made ahead, so that making them is not measured.
    let mut world = World::new(1, LARGE, 1);
    let mut blocks: Vec<Block> = Vec::new();
    let mut made = 0;
    while made < args.events {
        let block = world.block();
        made += block.events.len() as u64;
        blocks.push(block);
    }
    let count = blocks.len();
    let began = Instant::now();
    for batch in batches(blocks) {
        writer.write(batch, &Answers).await?;
    }
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{}: {made} events of {count} blocks in {seconds:.1} s: {:.0} events a second",
        store.dialect.name(),
        made as f64 / seconds
    );
    writer.analyze().await
}

/// The questions, with parameters by chance.
fn question(rng: &mut StdRng) -> (&'static str, String) {
    let rig = rng.gen_range(1..=LARGE.rigs);
    let holder = address(1_000 + rng.gen_range(0..LARGE.holders));
    let operator = address(rng.gen_range(0..50));
    match rng.gen_range(0..27) {
        0 => ("/v1/rigs", format!("/v1/rigs?cursor=0~{rig}")),
        1 => (
            "/v1/rigs sort=hashrate",
            "/v1/rigs?sort=hashrate".to_owned(),
        ),
        2 => (
            "/v1/rigs sort=price coin=",
            "/v1/rigs?sort=price&coin=BTC&limit=200".to_owned(),
        ),
        3 => ("/v1/rigs/{rig}", format!("/v1/rigs/{rig}")),
        4 => (
            "/v1/rigs/{rig}/epochs",
            format!("/v1/rigs/{rig}/epochs?limit=200"),
        ),
        5 => ("/v1/rigs/{rig}/reports", format!("/v1/rigs/{rig}/reports")),
        6 => ("/v1/rigs/{rig}/depth", format!("/v1/rigs/{rig}/depth")),
        7 => ("/v1/rigs/{rig}/holders", format!("/v1/rigs/{rig}/holders")),
        8 => ("/v1/reports", "/v1/reports".to_owned()),
        9 => (
            "/v1/asks",
            format!("/v1/asks?standing=true&limit={}", rng.gen_range(50..=200)),
        ),
        10 => (
            "/v1/asks sort=price",
            format!("/v1/asks?rig={rig}&denom={MONEY}&sort=price&standing=true"),
        ),
        11 => ("/v1/offers", format!("/v1/offers?rig={rig}")),
        12 => ("/v1/trades", "/v1/trades".to_owned()),
        13 => (
            "/v1/trades address=",
            format!("/v1/trades?address={holder}"),
        ),
        14 => ("/v1/market/stats", "/v1/market/stats".to_owned()),
        15 => ("/v1/holders/{address}", format!("/v1/holders/{holder}")),
        16 => (
            "/v1/holders/{address}/payouts",
            format!("/v1/holders/{holder}/payouts"),
        ),
        17 => (
            "/v1/holders/{address}/earnings",
            format!("/v1/holders/{holder}/earnings"),
        ),
        18 => (
            "/v1/operators/{address}",
            format!("/v1/operators/{operator}"),
        ),
        19 => ("/v1/prices", "/v1/prices?asset=BTC".to_owned()),
        20 => ("/v1/networks", "/v1/networks".to_owned()),
        21 => ("/v1/hashprice", "/v1/hashprice?coin=BTC".to_owned()),
        22 => ("/v1/reporters", "/v1/reporters".to_owned()),
        23 => ("/v1/activity", "/v1/activity".to_owned()),
        24 => (
            "/v1/activity rig= kind=",
            format!("/v1/activity?rig={rig}&kind=sold"),
        ),
        25 => (
            "/v1/activity address=",
            format!("/v1/activity?address={holder}"),
        ),
        _ => ("/v1/status", "/v1/status".to_owned()),
    }
}

type Times = BTreeMap<&'static str, Vec<Duration>>;

async fn read(args: ReadArgs) -> Result<(), IndexError> {
    let store = Store::open(&args.database.db).await?;
    let progress = store.progress().await?.ok_or(IndexError::Empty)?;
    let (sender, receiver) = watch::channel(Tip::from(&progress));
    let app = App {
        store,
        tip: receiver,
        health: Arc::<Health>::default(),
        about: Arc::new(about(LARGE)),
        cache: Arc::new(if args.block_ms == 0 {
            Cache::off()
        } else {
            Cache::default()
        }),
        feed: Arc::<Feed>::default(),
        metrics: Arc::<Metrics>::default(),
        limit: Arc::new(Limit::new(0, false)),
        app_config: None,
    };
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .map_err(|error| failed("listening", error))?;
    let to = listener
        .local_addr()
        .map_err(|error| failed("listening", error))?;
    tokio::spawn(async move { axum::serve(listener, router(app, None)).await });
    let until = Instant::now() + Duration::from_secs(args.seconds);
    let (results, mut received) = mpsc::unbounded_channel();
    for seed in 0..args.readers {
        let results = results.clone();
        let pause_ms = args.pause_ms;
        tokio::spawn(async move {
            let read = reader(to, seed as u64, until, pause_ms).await;
            let _ = results.send(read);
        });
    }
    drop(results);
    let ticking = tokio::spawn(async move {
        let mut tip = Tip::from(&progress);
        if args.block_ms == 0 {
            // Nobody is told anything, but somebody must be there to tell it.
            std::future::pending::<()>().await;
        }
        loop {
            tokio::time::sleep(Duration::from_millis(args.block_ms)).await;
            tip.mark = tip.mark.wrapping_add(1);
            sender.send_replace(tip);
        }
    });
    let mut all = Times::new();
    while let Some(times) = received.recv().await {
        for (route, mut more) in times? {
            all.entry(route).or_default().append(&mut more);
        }
    }
    ticking.abort();
    report(&args, all)
}

fn report(args: &ReadArgs, all: Times) -> Result<(), IndexError> {
    println!(
        "{:<34} {:>8} {:>9} {:>9} {:>9}",
        "question", "answers", "p50 ms", "p99 ms", "most ms"
    );
    let (mut slow, mut answers) = (Vec::new(), 0);
    for (route, mut times) in all {
        times.sort_unstable();
        let at = |hundredths: usize| {
            let place = (times.len() * hundredths / 100).min(times.len().saturating_sub(1));
            times
                .get(place)
                .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
        };
        let (median, most_of_them, most) = (at(50), at(99), at(100));
        println!(
            "{route:<34} {:>8} {median:>9.1} {most_of_them:>9.1} {most:>9.1}",
            times.len()
        );
        answers += times.len();
        if most_of_them > args.limit_ms as f64 {
            slow.push(route);
        }
    }
    let per_second = answers as u64 / args.seconds.max(1);
    println!(
        "{} readers, {answers} answers, {per_second} a second",
        args.readers
    );
    if slow.is_empty() {
        return Ok(());
    }
    Err(failed(
        "the goal is missed",
        format!("p99 above {} ms: {}", args.limit_ms, slow.join(", ")),
    ))
}

async fn reader(
    to: std::net::SocketAddr,
    seed: u64,
    until: Instant,
    pause_ms: u64,
) -> Result<Times, IndexError> {
    let broken = |error: std::io::Error| failed("asking", error);
    let mut rng = StdRng::seed_from_u64(seed);
    let mut stream = BufReader::new(TcpStream::connect(to).await.map_err(broken)?);
    stream.get_ref().set_nodelay(true).map_err(broken)?;
    let mut times = Times::new();
    while Instant::now() < until {
        let pause = rng.gen_range(0..=pause_ms);
        tokio::time::sleep(Duration::from_millis(pause)).await;
        let (route, path) = question(&mut rng);
        let began = Instant::now();
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n");
        stream
            .get_mut()
            .write_all(request.as_bytes())
            .await
            .map_err(broken)?;
        let (mut line, mut length, mut first) = (String::new(), 0, String::new());
        while stream.read_line(&mut line).await.map_err(broken)? > 2 {
            if first.is_empty() {
                first.clone_from(&line);
            }
            if let Some((name, value)) = line.split_once(": ") {
                if name.eq_ignore_ascii_case("content-length") {
                    length = value.trim().parse().unwrap_or_default();
                }
            }
            line.clear();
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.map_err(broken)?;
        times.entry(route).or_default().push(began.elapsed());
        if !first.contains(" 200 ") && !first.contains(" 404 ") {
            return Err(failed(&path, first));
        }
    }
    Ok(times)
}
