//! It follows a node, whatever the node does, and can begin anew from any block.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rigshare_indexer::chain::Block;
use rigshare_indexer::synthetic::{about, World, SMALL};
use serde_json::Value;
use tempfile::TempDir;

use crate::fake_node::FakeNode;
use crate::postgres::Postgres;
use crate::program::{run, write_manifest, Running};

fn blocks(seed: u64, count: usize) -> Vec<Block> {
    let mut world = World::new(seed, SMALL, 1);
    (0..count).map(|_| world.block()).collect()
}

struct Place {
    folder: TempDir,
    manifest: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let manifest = write_manifest(folder.path(), &about(SMALL), 1);
        Self { folder, manifest }
    }

    fn db(&self, name: &str) -> String {
        format!("sqlite:{}/{name}.db", self.folder.path().display())
    }

    fn start(&self, node: &FakeNode, db: &str) -> Running {
        Running::follow(node, &self.manifest, db, &[])
    }
}

fn wait_until(indexer: &Running, is: impl Fn(&Value) -> bool) -> Value {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let health = indexer.get("/healthz").json();
        if is(&health) {
            return health;
        }
        assert!(Instant::now() < until, "{health}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reindexing_from_any_block_gives_the_same_database() {
    let blocks = blocks(2, 700);
    let node = FakeNode::start(about(SMALL), &blocks).await;
    let place = Place::new();
    let db = place.db("a");
    place.start(&node, &db).wait_for(700);
    let expected = run(&["hash", "--db", &db]);
    reindex_from_everywhere(&node, &place, &db, &expected);
    let before = node.asked();
    run(&["reindex", "--db", &db, "--from", "700"]);
    place.start(&node, &db).wait_for(700);
    assert_eq!(node.asked(), before);
    let output = std::process::Command::new(crate::program::PROGRAM)
        .args(["reindex", "--db", &db, "--from", "702"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("ends at block 700"));
    assert_eq!(run(&["hash", "--db", &db]), expected);
    if let Some(postgres) = Postgres::start() {
        let db = postgres.database("reindexed");
        place.start(&node, &db).wait_for(700);
        reindex_from_everywhere(&node, &place, &db, &expected);
    }
}

/// Forgets blocks from several on, and indexes them again.
fn reindex_from_everywhere(node: &FakeNode, place: &Place, db: &str, expected: &str) {
    let asked = node.asked();
    for from in [1, 2, 350, 699, 700, 701] {
        run(&["reindex", "--db", db, "--from", &from.to_string()]);
        let emptied = run(&["hash", "--db", db]);
        assert_ne!(emptied, expected);
        let indexer = place.start(node, db);
        indexer.wait_for(700);
        drop(indexer);
        assert_eq!(
            run(&["hash", "--db", db]),
            expected,
            "{db} from block {from}"
        );
    }
    // Facts of blocks that were forgotten are asked again, and no others.
    assert!(node.asked() > asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_may_go_and_come_back() {
    let blocks = blocks(3, 300);
    let node = FakeNode::start(about(SMALL), &blocks).await;
    node.set_newest(100);
    let place = Place::new();
    let db = place.db("a");
    let indexer = place.start(&node, &db);
    indexer.wait_for(100);
    wait_until(&indexer, |health| health["status"] == "ok");
    node.set_down(true);
    let health = wait_until(&indexer, |health| health["status"] == "stalled");
    assert!(health["error"].is_string(), "{health}");
    assert_eq!(indexer.get("/healthz").status, 503);
    // What is known is answered all the same.
    assert_eq!(indexer.get("/v1/rigs").status, 200);
    node.set_newest(300);
    node.set_down(false);
    let health = wait_until(&indexer, |health| health["status"] == "ok");
    assert_eq!(
        (
            health["indexed_height"].as_u64(),
            health["lag_blocks"].as_u64()
        ),
        (Some(300), Some(0))
    );
    assert_eq!(health["error"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_was_begun_anew_is_not_mixed_in() {
    let mut first = blocks(4, 50);
    let node = FakeNode::start(about(SMALL), &first).await;
    let place = Place::new();
    let db = place.db("a");
    place.start(&node, &db).wait_for(50);
    let hash = run(&["hash", "--db", &db]);
    // Another chain of the same name.
    first.extend({
        let mut world = World::new(5, SMALL, 1);
        (0..60).map(move |_| world.block()).skip(50)
    });
    for block in &mut first {
        block.parent_hash = block.parent_hash.replace('0', "F");
    }
    let other = FakeNode::start(about(SMALL), &first).await;
    let indexer = place.start(&other, &db);
    let health = wait_until(&indexer, |health| health["error"].is_string());
    assert!(
        health["error"]
            .as_str()
            .unwrap()
            .contains("the chain was begun anew"),
        "{health}"
    );
    drop(indexer);
    assert_eq!(run(&["hash", "--db", &db]), hash);
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_that_the_node_forgot_are_said() {
    let blocks = blocks(6, 50);
    let node = FakeNode::start(about(SMALL), &blocks[20..]).await;
    let place = Place::new();
    let indexer = place.start(&node, &place.db("a"));
    let health = wait_until(&indexer, |health| health["error"].is_string());
    let error = health["error"].as_str().unwrap();
    assert!(
        error.contains("begins at block 21, and block 1 is needed"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_begun_too_late_says_so() {
    let blocks = blocks(6, 50);
    let node = FakeNode::start(about(SMALL), &blocks).await;
    let place = Place::new();
    let later = ["--start-height", "30"];
    let indexer = Running::follow(&node, &place.manifest, &place.db("a"), &later);
    let health = wait_until(&indexer, |health| health["error"].is_string());
    let error = health["error"].as_str().unwrap();
    assert!(
        error.contains("was the index begun after the suite?"),
        "{error}"
    );
    assert_eq!(health["indexed_height"], 29);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_is_of_one_suite() {
    let node = FakeNode::start(about(SMALL), &blocks(6, 5)).await;
    let place = Place::new();
    let db = place.db("a");
    place.start(&node, &db).wait_for(5);
    let mut other = about(SMALL);
    other.contracts.oracle = other.contracts.marketplace.clone();
    let folder = tempfile::tempdir().unwrap();
    let manifest = write_manifest(folder.path(), &other, 1);
    let output = std::process::Command::new(crate::program::PROGRAM)
        .args([
            "run",
            "--manifest",
            manifest.to_str().unwrap(),
            "--rpc",
            &node.url(),
            "--db",
            &db,
        ])
        .args(["--listen", "127.0.0.1:0"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        error.contains("this database is of another suite"),
        "{error}"
    );
}
