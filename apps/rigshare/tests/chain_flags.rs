//! What commands say without a chain: bad flags, bad files, no node.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code
)]

mod common;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{stderr, stdout};

/// An account of the devnet.
fn alice() -> String {
    let key = rigshare_node::SecretKey::devnet("alice").unwrap();
    key.address("wasm").unwrap().to_string()
}

/// An address at which nothing answers.
fn nowhere() -> String {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", free.local_addr().unwrap())
}

/// A folder with files that look like contracts.
fn artifacts() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["hashrate-nft", "oracle", "distributor", "marketplace"] {
        std::fs::write(
            folder.path().join(format!("{name}.wasm")),
            b"\0asm\x01\0\0\0",
        )
        .unwrap();
    }
    folder
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/suite.toml")
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rigshare"))
        .args(args)
        .env_clear()
        .env(
            "RIGSHARE_MNEMONIC",
            rigshare_node::devnet_mnemonic("alice").unwrap().as_str(),
        )
        .output()
        .unwrap()
}

fn refused(args: &[&str], code: i32, said: &str) {
    let output = run(args);
    let error = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {error}");
    assert_eq!(stdout(&output), "", "{args:?}");
    assert!(error.contains(said), "{args:?}: {said:?} is not in {error}");
}

#[test]
fn a_chain_must_be_named_and_known() {
    refused(&["verify"], 1, "artifacts");
    let artifacts = artifacts();
    let artifacts = artifacts.path().to_str().unwrap();
    refused(&["verify", "--artifacts", artifacts], 2, "which chain?");
    refused(&["doctor"], 2, "which chain?");
    refused(&["doctor", "--chain", "atlantis-1"], 2, "osmo-test-5");
    refused(
        &["doctor", "--chain", "devnet", "--rpc", "ftp://somewhere"],
        2,
        "rpc",
    );
    refused(&["doctor", "--chain", "nowhere.toml"], 1, "nowhere.toml");
}

#[test]
fn a_wrong_chain_file_is_refused_with_the_field() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chain.toml");
    let good =
        "chain_id = \"x-1\"\nname = \"X\"\nrpc = \"http://127.0.0.1:1\"\nprefix = \"wasm\"\n\
                fee_denom = \"ux\"\ngas_price = \"0.1\"\n";
    for (from, to, said) in [
        ("gas_price = \"0.1\"", "gas_price = \"cheap\"", "cheap"),
        ("prefix", "prefixx", "prefixx"),
        ("http:", "gopher:", "rpc"),
        ("chain_id = \"x-1\"\n", "", "chain_id"),
    ] {
        std::fs::write(&path, good.replace(from, to)).unwrap();
        refused(&["doctor", "--chain", path.to_str().unwrap()], 1, said);
    }
}

#[test]
fn a_node_that_does_not_answer_is_named_with_what_to_do() {
    let rpc = nowhere();
    let artifacts = artifacts();
    let artifacts = artifacts.path().to_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let manifest = folder.path().join("manifest.json");
    let suite = example();
    let args = [
        "deploy",
        "--chain",
        "devnet",
        "--rpc",
        &rpc,
        "--config",
        suite.to_str().unwrap(),
    ];
    let more = [
        "--artifacts",
        artifacts,
        "--manifest",
        manifest.to_str().unwrap(),
    ];
    refused(&[&args[..], &more].concat(), 1, "scripts/devnet.sh");
    assert!(!manifest.exists());

    let output = run(&["doctor", "--chain", "devnet", "--rpc", &rpc, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(found["healthy"], false);
    assert_eq!(found["checks"][0]["verdict"], "problem");
}

#[test]
fn who_sends_must_be_clear() {
    let alice = alice();
    let migrate = |more: &[&str], said: &str| {
        let artifacts = artifacts();
        let args = [
            "migrate",
            "--chain",
            "devnet",
            "--contract",
            "all",
            "--artifacts",
        ];
        let artifacts = [artifacts.path().to_str().unwrap()];
        refused(&[&args[..], &artifacts, more].concat(), 2, said);
    };
    migrate(&["--from", &alice], "an address can't sign");
    migrate(
        &[
            "--from",
            "cosmos1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqnrql8a",
            "--dry-run",
        ],
        "another chain",
    );
    migrate(
        &["--from", &alice[..alice.len() - 1], "--dry-run"],
        "no address",
    );
    migrate(&["--dry-run", "--generate-only"], "cannot be used with");
    migrate(&["--gas-adjustment", "0.9"], "never suffices");
    migrate(&["--gas-adjustment", "many"], "decimal");
    let nobody = Command::new(env!("CARGO_BIN_EXE_rigshare"))
        .args([
            "migrate",
            "--chain",
            "devnet",
            "--contract",
            "all",
            "--generate-only",
        ])
        .args(["--artifacts", artifacts().path().to_str().unwrap()])
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(nobody.status.code(), Some(2));
    assert!(
        stderr(&nobody).contains("whose transaction?"),
        "{}",
        stderr(&nobody)
    );
}

#[test]
fn what_can_not_be_deployed_is_refused_before_the_chain_is_asked() {
    let artifacts = artifacts();
    let artifacts = artifacts.path().to_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("suite.toml");
    let text = std::fs::read_to_string(example()).unwrap();
    let rpc = nowhere();
    let file = path.to_str().unwrap();
    let base = [
        "deploy",
        "--chain",
        "devnet",
        "--rpc",
        &rpc,
        "--config",
        file,
        "--artifacts",
    ];
    for (from, to, said) in [
        ("instance = ", "instants = ", "instants"),
        (
            "owner = \"deployer\"",
            "owner = \"cosmos1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqnrql8a\"",
            "another chain",
        ),
        ("owner = \"deployer\"", "owner = \"somebody\"", "owner"),
        ("epoch_seconds = ", "epoch_seconds = -", "suite.toml"),
    ] {
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        refused(&[&base[..], &[artifacts]].concat(), 1, said);
    }
    std::fs::write(&path, &text).unwrap();
    refused(
        &[&base[..], &[artifacts, "--generate-only"]].concat(),
        2,
        "--generate-only",
    );
    refused(
        &[&base[..], &["/nowhere"]].concat(),
        1,
        "scripts/build-wasm.sh",
    );
    refused(
        &["migrate", "--chain", "devnet", "--contract", "treasury"],
        2,
        "treasury",
    );
    // A manifest that is none, and one of another chain.
    let manifest = folder.path().join("manifest.json");
    for (text, said) in [
        ("{}", "is no manifest"),
        (OTHER, "of the chain osmo-test-5"),
    ] {
        std::fs::write(&manifest, text).unwrap();
        let more = [artifacts, "--manifest", manifest.to_str().unwrap()];
        refused(&[&base[..], &more].concat(), 1, said);
        assert_eq!(std::fs::read_to_string(&manifest).unwrap(), text);
    }
}

const OTHER: &str = r#"{
  "chain_id": "osmo-test-5", "instance": "rigshare", "deployer": "osmo1x", "admin": null,
  "config_sha256": "0000000000000000000000000000000000000000000000000000000000000000",
  "contracts": {}
}"#;
