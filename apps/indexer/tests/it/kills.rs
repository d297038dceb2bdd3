//! Killed at any moment, it goes on as if nothing had been.

use std::path::Path;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rigshare_indexer::synthetic::{about, World, SMALL};

use crate::fake_node::FakeNode;
use crate::postgres::Postgres;
use crate::program::{run, write_manifest, Running};

/// How often it is killed.
const KILLS: usize = 50;

/// Blocks of the chain: more than are indexed between two kills.
const BLOCKS: u64 = 6_000;

/// What the kills hit.
#[derive(Debug, Default)]
struct Hits {
    /// The index had grown since the kill before.
    grown: usize,
    /// There were blocks that it had yet to write.
    amid: usize,
}

/// Indexes with so many kills; gives the hash at the end, and what the kills hit.
async fn hash_after_kills(
    node: &FakeNode,
    manifest: &Path,
    db: &str,
    kills: usize,
) -> (String, Hits) {
    let mut rng = StdRng::seed_from_u64(50);
    let (mut hits, mut last) = (Hits::default(), 0);
    for kill in 0..kills {
        // The chain grows, so that there is always something to be killed at.
        let newest = BLOCKS * (kill as u64 + 1) / (kills as u64 + 1);
        node.set_newest(newest);
        let indexer = Running::follow(node, manifest, db, &[]);
        let height = || {
            indexer.get("/healthz").json()["indexed_height"]
                .as_u64()
                .unwrap()
        };
        // Every third at its start, the others when it has begun to write.
        let until = Instant::now() + Duration::from_secs(10);
        while kill % 3 > 0 && height() == last && Instant::now() < until {}
        std::thread::sleep(Duration::from_millis(rng.gen_range(0..60)));
        let reached = height();
        indexer.kill();
        assert!(reached >= last, "{reached} after {last}");
        hits.grown += usize::from(reached > last);
        hits.amid += usize::from(reached < newest);
        last = reached;
    }
    node.set_newest(BLOCKS);
    let indexer = Running::follow(node, manifest, db, &[]);
    indexer.wait_for(BLOCKS);
    indexer.kill();
    (run(&["hash", "--db", db]), hits)
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_leave_no_trace() {
    let about = about(SMALL);
    let mut world = World::new(50, SMALL, 1);
    let blocks: Vec<_> = (0..BLOCKS).map(|_| world.block()).collect();
    let node = FakeNode::start(about.clone(), &blocks).await;
    let folder = tempfile::tempdir().unwrap();
    let manifest = write_manifest(folder.path(), &about, 1);
    let db = |name: &str| format!("sqlite:{}/{name}.db", folder.path().display());
    let began = Instant::now();
    let (undisturbed, _) = hash_after_kills(&node, &manifest, &db("undisturbed"), 0).await;
    let (killed, hits) = hash_after_kills(&node, &manifest, &db("killed"), KILLS).await;
    assert_eq!(killed, undisturbed);
    // Kills that always come too early or too late would prove nothing.
    assert!(
        hits.grown >= KILLS / 3 && hits.amid >= KILLS / 3,
        "{hits:?}"
    );
    eprintln!("{KILLS} kills: {hits:?}; {:?}", began.elapsed());
    if let Some(postgres) = Postgres::start() {
        let began = Instant::now();
        let db = postgres.database("killed");
        let (killed, hits) = hash_after_kills(&node, &manifest, &db, KILLS).await;
        assert_eq!(killed, undisturbed);
        eprintln!(
            "{KILLS} kills on PostgreSQL: {hits:?}; {:?}",
            began.elapsed()
        );
    }
}
