//! SQLite and PostgreSQL say the same.

use rigshare_indexer::store::Store;
use rigshare_indexer::synthetic::{about, World, SMALL};

use crate::fake_node::FakeNode;
use crate::postgres::Postgres;
use crate::program::{run, write_manifest, Running};
use crate::questions::{questions, whole};

/// The heights cross from one partition into the next.
const FIRST: u64 = (1 << 20) - 300;

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_give_the_same_answers() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let about = about(SMALL);
    let mut world = World::new(7, SMALL, FIRST);
    let blocks: Vec<_> = (0..900).map(|_| world.block()).collect();
    let node = FakeNode::start(about.clone(), &blocks).await;
    let folder = tempfile::tempdir().unwrap();
    let manifest = write_manifest(folder.path(), &about, FIRST);
    let start = |db: &str| {
        let indexer = Running::follow(&node, &manifest, db, &["--rate-limit", "0"]);
        indexer.wait_for(FIRST + 899);
        indexer
    };
    let sqlite_db = format!("sqlite:{}/a.db", folder.path().display());
    let postgres_db = postgres.database("rigshare");
    let (sqlite, other) = (start(&sqlite_db), start(&postgres_db));
    let (mut pages, mut long) = (0, 0);
    for question in questions() {
        let mut ours = whole(&sqlite, &question);
        let mut theirs = whole(&other, &question);
        for answer in ours.iter_mut().chain(&mut theirs) {
            answer.headers.retain(|(key, _)| key != "date");
            answer.body = answer.body.replace("\"postgresql\"", "\"sqlite\"");
        }
        assert_eq!(ours.len(), theirs.len(), "{question}");
        for (one, another) in ours.iter().zip(&theirs) {
            assert_eq!(one.body, another.body, "{question}");
            assert_eq!(one.header("etag"), another.header("etag"), "{question}");
        }
        pages += ours.len();
        long += usize::from(ours.len() > 3);
    }
    // Nothing was compared where nothing was answered.
    assert!(pages > 400 && long > 20, "{pages} pages, {long} long lists");
    let hashes = [&sqlite_db, &postgres_db].map(|db| run(&["hash", "--db", db]));
    assert_eq!(hashes[0], hashes[1]);
    let partitions = postgres.sql("rigshare", "SELECT count(*) FROM pg_inherits WHERE inhparent IN ('events'::regclass, 'event_accounts'::regclass)");
    assert_eq!(partitions.stdout, b"4\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_writes_to_postgresql_and_others_answer() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let about = about(SMALL);
    let mut world = World::new(8, SMALL, 1);
    let blocks: Vec<_> = (0..60).map(|_| world.block()).collect();
    let node = FakeNode::start(about.clone(), &blocks).await;
    node.set_newest(40);
    let folder = tempfile::tempdir().unwrap();
    let manifest = write_manifest(folder.path(), &about, 1);
    let db = postgres.database("rigshare");
    let follow = || Running::follow(&node, &manifest, &db, &[]);
    let first = follow();
    first.wait_for(40);
    let standby = follow();
    let reader = Running::start(&["serve", "--db", &db]);
    let health = loop {
        let health = standby.get("/healthz").json();
        if health["error"].is_string() {
            break health;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    assert!(
        health["error"]
            .as_str()
            .unwrap()
            .contains("somebody else writes"),
        "{health}"
    );
    let same = || {
        let [first, standby] = [&first, &standby].map(|indexer| indexer.get("/v1/activity"));
        assert_eq!(first.body, standby.body);
        assert_eq!(first.header("etag"), standby.header("etag"));
    };
    same();
    node.set_newest(60);
    first.wait_for(60);
    reader.wait_for(60);
    standby.wait_for(60);
    assert_eq!(first.get("/v1/rigs").body, reader.get("/v1/rigs").body);
    // The one that waits answers by what the other one has written since.
    same();
    // The one that waits takes over.
    first.kill();
    standby.wait_for(60);
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while standby.get("/healthz").json()["status"] != "ok" {
        assert!(
            std::time::Instant::now() < until,
            "{:?}",
            standby.get("/healthz")
        );
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_have_a_time_limit_on_postgresql_and_long_tasks_have_none() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let about = about(SMALL);
    let mut world = World::new(12, SMALL, 1);
    let blocks: Vec<_> = (0..3).map(|_| world.block()).collect();
    let node = FakeNode::start(about.clone(), &blocks).await;
    let folder = tempfile::tempdir().unwrap();
    let manifest = write_manifest(folder.path(), &about, 1);
    let db = postgres.database("rigshare");
    Running::follow(&node, &manifest, &db, &[]).wait_for(3);
    let store = Store::open(&db).await.unwrap();
    let mut limits = Vec::new();
    for mut snapshot in [
        store.snapshot().await.unwrap(),
        store.long_snapshot().await.unwrap(),
    ] {
        let limit: (String,) = sqlx::query_as("SHOW statement_timeout")
            .fetch_one(snapshot.connection())
            .await
            .unwrap();
        limits.push(limit.0);
    }
    assert_eq!(limits, ["10s", "0"]);
}
