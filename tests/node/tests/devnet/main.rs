//! What scripts/devnet.sh promises of the chain that it starts, resets and stops.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod sockets;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use cosmwasm_std::{Coin, Uint128};
use rigshare_chain::{person_address, Chain, Playground};
use rigshare_node_tests::{free_ports, run, DevnetFolder, Options};
use serde_json::Value;

use crate::sockets::{listening, processes_with};

/// Blocks that a chain has before it is begun anew. The new one makes so slow ones that it has fewer.
const OLD_BLOCKS: u64 = 20;
const SLOW_BLOCK_MS: u32 = 1_000;

fn start() -> DevnetFolder {
    DevnetFolder::start(&Options {
        block_ms: 100,
        ..Options::default()
    })
}

/// What a node answers to a page of another site: the answer's headers in lower case, and its body.
fn ask(url: &str, method: &str) -> (String, Value) {
    let asked = run(Command::new("curl")
        .args(["-sS", "-m", "30", "-i", "-X", method])
        .args(["-H", "origin: https://example.org"])
        .args(["-H", "access-control-request-method: GET", url]));
    assert_eq!(asked.code, Some(0), "{url}: {}", asked.err);
    let (head, body) = asked.out.split_once("\r\n\r\n").unwrap();
    let body = serde_json::from_str(body).unwrap_or(Value::Null);
    (head.to_lowercase(), body)
}

fn endpoint(devnet: &DevnetFolder, service: &str) -> String {
    let nodes = &devnet.description()["nodes"];
    nodes[0][service].as_str().unwrap().to_owned()
}

fn pid(devnet: &DevnetFolder) -> u64 {
    devnet.description()["nodes"][0]["pid"].as_u64().unwrap()
}

fn height(devnet: &DevnetFolder) -> u64 {
    devnet.open().latest().unwrap().height
}

/// The hash of the chain's first block: chains have it in common only with themselves.
fn first_block(devnet: &DevnetFolder) -> String {
    let (_, answer) = ask(&format!("{}/block?height=1", devnet.rpc(0)), "GET");
    let hash = answer["result"]["block_id"]["hash"].as_str();
    hash.unwrap_or_else(|| panic!("{answer}")).to_owned()
}

fn wait_for_blocks(devnet: &DevnetFolder, wanted: u64) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while height(devnet) < wanted {
        assert!(Instant::now() < deadline, "no block {wanted}");
        sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_taken_port_is_named_and_nothing_is_started() {
    let devnet = DevnetFolder::empty();
    let base = free_ports(1);
    for (port, service) in (base..).zip(["rpc", "p2p", "grpc", "rest"]) {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        let ran = devnet.try_script(&["start", "--port", &base.to_string()]);
        drop(taken);
        assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
        let words = format!(
            "error: port {port} ({service} of node 0) is taken: stop what listens there, or choose others with \
             --port BASE\n"
        );
        assert_eq!((ran.out.as_str(), ran.err), ("", words));
        assert!(!devnet.home().exists(), "it left a folder");
        assert_eq!(processes_with(&devnet.home()), Vec::<String>::new());
    }
}

#[test]
fn it_listens_on_loopback_alone_and_serves_pages_of_every_site() {
    let devnet = start();
    let sockets = listening(pid(&devnet));
    let abroad: Vec<_> = sockets.iter().filter(|at| !at.ip().is_loopback()).collect();
    assert!(abroad.is_empty(), "it listens at {abroad:?}");
    let rpc = devnet.rpc(0);
    let base: u16 = rpc.rsplit(':').next().unwrap().parse().unwrap();
    for port in base..base + 4 {
        let promised = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        assert!(
            sockets.contains(&promised),
            "{promised} is not in {sockets:?}"
        );
    }

    let rest = endpoint(&devnet, "rest");
    let bank = format!("{rest}/cosmos/bank/v1beta1/denoms_metadata");
    for url in [&format!("{rpc}/status"), &bank] {
        for method in ["GET", "OPTIONS"] {
            let (head, _) = ask(url, method);
            let allowed = head
                .lines()
                .find_map(|line| line.strip_prefix("access-control-allow-origin: "));
            assert!(
                matches!(allowed, Some("*" | "https://example.org")),
                "{method} {url}: {head}"
            );
        }
    }

    for (base, display, exponent) in [
        ("wsat", "wbtc", 8),
        ("uusdc", "usdc", 6),
        ("ustake", "stake", 6),
    ] {
        let (_, answer) = ask(&format!("{bank}/{base}"), "GET");
        let metadata = &answer["metadata"];
        assert_eq!(metadata["display"], display, "{answer}");
        let units = metadata["denom_units"].as_array().unwrap();
        let exponents: Vec<_> = units
            .iter()
            .map(|unit| (&unit["denom"], &unit["exponent"]))
            .collect();
        let expected = [
            (&base.into(), &0.into()),
            (&display.into(), &exponent.into()),
        ];
        assert_eq!(exponents, expected);
    }
}

#[test]
fn it_stops_goes_on_and_begins_anew_only_when_told() {
    let devnet = start();
    let visitor = person_address("wasm", "visitor").unwrap();
    let coins = vec![Coin::new(5_u128, "uusdc")];
    devnet.open().fund(&visitor, coins).unwrap();
    let balance = || devnet.open().balance(&visitor, "uusdc").unwrap();
    let (first, running) = (first_block(&devnet), pid(&devnet));

    // Other settings are refused, and what runs goes on.
    for (option, value, words) in [
        ("--block-ms", "200", "has block_ms '100', not '200'"),
        ("--validators", "4", "has validators '1', not '4'"),
        ("--denom", "wother", "not 'ustake uusdc wsat wother'"),
    ] {
        let ran = devnet.try_script(&["start", option, value]);
        assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
        assert!(
            ran.err.contains(words) && ran.err.contains("add --reset"),
            "{}",
            ran.err
        );
        assert_eq!(
            (pid(&devnet), first_block(&devnet)),
            (running, first.clone())
        );
    }

    wait_for_blocks(&devnet, OLD_BLOCKS);
    let stopped = devnet.try_script(&["stop"]);
    assert_eq!(stopped.code, Some(0), "{}", stopped.err);
    assert!(
        stopped.out.starts_with("stopped the devnet in "),
        "{}",
        stopped.out
    );
    for _ in 0..2 {
        assert_eq!(processes_with(&devnet.home()), Vec::<String>::new());
        assert!(!devnet.home().join("devnet.json").exists());
        assert_eq!(devnet.try_script(&["status"]).code, Some(1));
        let again = devnet.try_script(&["stop"]);
        assert_eq!(again.code, Some(0), "{}", again.err);
        assert!(again.out.starts_with("nothing ran in "), "{}", again.out);
    }

    devnet.script(&["start"]);
    assert_eq!(
        (first_block(&devnet), balance()),
        (first.clone(), Uint128::new(5))
    );
    let (old_height, running) = (height(&devnet), pid(&devnet));
    assert!(old_height >= OLD_BLOCKS, "{old_height}");

    let rpc = devnet.rpc(0);
    let port = rpc.rsplit(':').next().unwrap();
    let slow = SLOW_BLOCK_MS.to_string();
    devnet.script(&["start", "--reset", "--port", port, "--block-ms", &slow]);
    assert!(height(&devnet) < old_height);
    assert_ne!((first_block(&devnet), pid(&devnet)), (first, running));
    assert_eq!(balance(), Uint128::zero());
    assert_eq!(devnet.description()["block_ms"], SLOW_BLOCK_MS);
    assert_eq!(
        processes_with(&devnet.home()).len(),
        1,
        "the old one is gone"
    );
}

#[test]
fn where_none_was_ever_started_there_is_nothing_to_stop() {
    let devnet = DevnetFolder::empty();
    let ran = devnet.try_script(&["stop"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.starts_with("no devnet in "), "{}", ran.out);
    assert!(!devnet.home().exists());
}
