//! What a browser sees: caching, events as they happen, the app's files, limits.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use rigshare_indexer::synthetic::{about, World, SMALL};
use serde_json::Value;

use crate::fake_node::FakeNode;
use crate::program::{get, write_manifest, Running};

struct Scene {
    node: FakeNode,
    indexer: Running,
    _folder: tempfile::TempDir,
}

async fn scene(newest: u64, arguments: &[&str]) -> Scene {
    let about = about(SMALL);
    let mut world = World::new(11, SMALL, 1);
    let blocks: Vec<_> = (0..200).map(|_| world.block()).collect();
    let node = FakeNode::start(about.clone(), &blocks).await;
    node.set_newest(newest);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("assets")).unwrap();
    std::fs::write(
        folder.path().join("index.html"),
        "<!doctype html><title>app</title>",
    )
    .unwrap();
    std::fs::write(
        folder.path().join("assets/app-1a2b.js"),
        "export {};".repeat(200),
    )
    .unwrap();
    let config = r#"
        rpc = "http://127.0.0.1:26650"
        rest = "http://127.0.0.1:26653"
        gas_price = { denom = "ustake", amount = "0.025" }
        denoms = [{ denom = "uusdc", symbol = "USDC", decimals = 6 }]
        faucet = "http://127.0.0.1:9000/faucet"
        devnet = true
    "#;
    let config_path = folder.path().join("app.toml");
    std::fs::write(&config_path, config).unwrap();
    let manifest = write_manifest(folder.path(), &about, 1);
    let db = format!("sqlite:{}/a.db", folder.path().display());
    let (files, config) = (folder.path().to_str(), config_path.to_str());
    let app = ["--app", files.unwrap(), "--app-config", config.unwrap()];
    let more = [&app, arguments].concat();
    let indexer = Running::follow(&node, &manifest, &db, &more);
    indexer.wait_for(newest);
    Scene {
        node,
        indexer,
        _folder: folder,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_as_of_a_block_and_kept_until_the_next() {
    let scene = scene(50, &[]).await;
    let first = scene.indexer.get("/v1/rigs");
    assert_eq!(first.header("x-indexed-height"), Some("50"));
    let etag = first.header("etag").unwrap().to_owned();
    let ask = |etag: &str| {
        get(
            &scene.indexer.address,
            "/v1/rigs",
            &[("if-none-match", etag)],
        )
    };
    let same = ask(&etag);
    assert_eq!((same.status, same.body.as_str()), (304, ""));
    assert_eq!(same.header("x-indexed-height"), Some("50"));
    scene.node.set_newest(60);
    scene.indexer.wait_for(60);
    let newer = ask(&etag);
    assert_eq!(
        (newer.status, newer.header("x-indexed-height")),
        (200, Some("60"))
    );
    assert_ne!(newer.header("etag"), Some(etag.as_str()));
    // Anybody's page may ask.
    let cross = get(
        &scene.indexer.address,
        "/v1/rigs",
        &[("origin", "https://example.org")],
    );
    assert_eq!(cross.header("access-control-allow-origin"), Some("*"));
    assert!(cross
        .header("access-control-expose-headers")
        .unwrap()
        .contains("x-indexed-height"));
}

/// Listens to the stream until `done`.
fn listen(
    address: &str,
    last: Option<&str>,
    done: impl Fn(&[(String, String, Value)]) -> bool,
) -> Vec<(String, String, Value)> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let resume = last
        .map(|id| format!("last-event-id: {id}\r\n"))
        .unwrap_or_default();
    write!(stream, "GET /v1/stream HTTP/1.0\r\nhost: x\r\n{resume}\r\n").unwrap();
    let (mut kind, mut id, mut events) = (String::new(), String::new(), Vec::new());
    for line in BufReader::new(stream).lines() {
        let line = line.unwrap();
        match line.split_once(": ") {
            Some(("event", value)) => kind = value.to_owned(),
            Some(("id", value)) => id = value.to_owned(),
            Some(("data", value)) => {
                let data = serde_json::from_str(value).unwrap();
                events.push((std::mem::take(&mut kind), std::mem::take(&mut id), data));
                if done(&events) {
                    return events;
                }
            }
            _ => {}
        }
    }
    panic!("the stream ends: {events:?}")
}

#[tokio::test(flavor = "multi_thread")]
async fn listeners_hear_everything_once_and_in_order() {
    let scene = scene(50, &[]).await;
    let at = |height: u64| {
        move |events: &[(String, String, Value)]| {
            events.last().is_some_and(|(kind, _, data)| {
                kind == "height" && data["height"].as_u64() >= Some(height)
            })
        }
    };
    let address = scene.indexer.address.clone();
    let (hears, is_heard) = std::sync::mpsc::channel();
    let listening = std::thread::spawn(move || {
        listen(&address, None, |events| {
            hears.send(()).unwrap();
            at(80)(events)
        })
    });
    // The first thing that a listener is told is how far the index is.
    is_heard.recv().unwrap();
    for newest in [51, 60, 80] {
        scene.node.set_newest(newest);
        scene.indexer.wait_for(newest);
    }
    let heard = listening.join().unwrap();
    let ids = |events: &[(String, String, Value)]| -> Vec<String> {
        let activities = events.iter().filter(|(kind, ..)| kind == "activity");
        activities
            .map(|(_, id, data)| {
                assert_eq!(data["id"].as_str(), Some(id.as_str()));
                id.clone()
            })
            .collect()
    };
    let heard = ids(&heard);
    let mut all: Vec<(u64, String)> =
        crate::questions::items(&scene.indexer, "/v1/activity?limit=200")
            .into_iter()
            .map(|item| {
                (
                    item["height"].as_u64().unwrap(),
                    item["id"].as_str().unwrap().to_owned(),
                )
            })
            .collect();
    all.reverse();
    let after = |height: u64| -> Vec<String> {
        let later = all.iter().filter(|(at, _)| *at > height);
        later.map(|(_, id)| id.clone()).collect()
    };
    let expected = after(50);
    assert!(expected.len() > 100);
    assert_eq!(heard, expected);
    // Whoever has heard nothing hears everything, page by page.
    let from_the_start = listen(&scene.indexer.address, Some("0"), at(80));
    assert!(all.len() > 500, "{} events are one page", all.len());
    assert_eq!(ids(&from_the_start), after(0));
    // Whoever comes back hears what it missed.
    let resumed = listen(&scene.indexer.address, Some(&expected[20]), at(80));
    assert_eq!(ids(&resumed), expected[21..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_and_its_configuration_come_from_here() {
    let scene = scene(20, &[]).await;
    for page in ["/", "/rigs/3", "/market?sort=price"] {
        let answer = scene.indexer.get(page);
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("<title>app</title>"), "{page}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; "),
            "{policy}"
        );
        assert!(policy.contains("connect-src 'self' http://127.0.0.1:26650 http://127.0.0.1:26653 http://127.0.0.1:9000;"), "{policy}");
        assert!(!policy.contains("unsafe"));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
    }
    let script = get(
        &scene.indexer.address,
        "/assets/app-1a2b.js",
        &[("accept-encoding", "gzip")],
    );
    assert_eq!(script.header("content-encoding"), Some("gzip"));
    assert!(script
        .header("cache-control")
        .unwrap()
        .contains("immutable"));
    assert_eq!(script.header("x-content-type-options"), Some("nosniff"));
    let same = get(
        &scene.indexer.address,
        "/assets/app-1a2b.js",
        &[("if-modified-since", script.header("last-modified").unwrap())],
    );
    assert_eq!(
        (same.status, same.header("cache-control")),
        (304, script.header("cache-control"))
    );
    for missing in ["/assets/app-gone.js", "/assets/gone", "/robots.txt"] {
        let answer = scene.indexer.get(missing);
        assert_eq!(answer.status, 404, "{missing}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
    }
    let escape = scene.indexer.get("/../manifest.json");
    assert!(!escape.body.contains("chain_id"), "{escape:?}");
    let config = scene.indexer.get("/config.json").json();
    let contracts = about(SMALL).contracts;
    assert_eq!(config["chain_id"], "synthetic-1");
    assert_eq!(config["bech32_prefix"], "wasm");
    assert_eq!(config["contracts"]["distributor"], contracts.distributor);
    assert_eq!(config["gas_price"]["amount"], "0.025");
    assert_eq!(config["denoms"][0]["decimals"], 6);
    assert_eq!(config["faucet"], "http://127.0.0.1:9000/faucet");
    assert_eq!(config["devnet"], true);
    let metrics = scene.indexer.get("/metrics").body;
    assert!(
        metrics.contains("rigshare_indexer_indexed_height 20"),
        "{metrics}"
    );
    assert!(
        metrics.contains("route=\"/config.json\",status=\"200\""),
        "{metrics}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_much_waits() {
    let scene = scene(20, &["--rate-limit", "1"]).await;
    // More than a second's share, at once.
    let answers = std::thread::scope(|scope| {
        let askers: Vec<_> = (0..40)
            .map(|_| scope.spawn(|| scene.indexer.get("/v1/rigs")))
            .collect();
        let answers = askers.into_iter().map(|asker| asker.join().unwrap());
        answers.collect::<Vec<_>>()
    });
    let refused = answers.iter().find(|answer| answer.status == 429).unwrap();
    assert_eq!(refused.json()["error"]["code"], "rate_limited");
    assert!(refused.header("retry-after").is_some());
    // Whoever watches over it is never refused.
    assert!((0..40).all(|_| scene.indexer.get("/healthz").status == 200));
}
