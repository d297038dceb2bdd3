//! The program, started as its hosts start it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rigshare_indexer::api::About;
use rigshare_indexer::chain::Block;
use rigshare_indexer::synthetic::{about, World, SMALL};
use serde_json::{json, Value};
use tempfile::TempDir;

use crate::fake_node::FakeNode;

/// The program's file.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_rigshare-indexer");

/// Writes a manifest of a made-up suite.
pub fn write_manifest(folder: &Path, about: &About, height: u64) -> std::path::PathBuf {
    let contract = |address: &str| {
        json!({
            "address": address, "code_id": 1, "sha256": "00".repeat(32), "version": "0.1.0",
            "uploaded": null,
            "instantiated": { "height": height, "tx_hash": null, "gas_used": null },
        })
    };
    let manifest = json!({
        "chain_id": about.chain_id, "instance": "test", "deployer": "wasm1deployer", "admin": null,
        "config_sha256": "00".repeat(32),
        "contracts": {
            "hashrate-nft": contract(&about.contracts.hashrate_nft),
            "oracle": contract(&about.contracts.oracle),
            "distributor": contract(&about.contracts.distributor),
            "marketplace": contract(&about.contracts.marketplace),
        },
    });
    let path = folder.join("manifest.json");
    std::fs::write(&path, manifest.to_string()).unwrap();
    path
}

/// The program while it runs; killed when dropped.
pub struct Running {
    child: Child,
    pub address: String,
}

impl Running {
    /// Starts it, and waits until it listens.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://");
        let address = address
            .unwrap_or_else(|| panic!("it says {line:?}"))
            .to_owned();
        Self { child, address }
    }

    /// Starts one that follows a node, with further arguments.
    pub fn follow(node: &FakeNode, manifest: &Path, db: &str, more: &[&str]) -> Self {
        let (manifest, rpc) = (manifest.to_str().unwrap(), node.url());
        let arguments = ["run", "--manifest", manifest, "--rpc", &rpc, "--db", db];
        Self::start(&[&arguments, more].concat())
    }

    /// Ends it by SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn get(&self, path: &str) -> Answer {
        get(&self.address, path, &[])
    }

    /// Waits until the index is that far.
    pub fn wait_for(&self, height: u64) {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            let health = self.get("/healthz").json();
            if health["indexed_height"].as_u64().unwrap() >= height {
                return;
            }
            assert!(
                Instant::now() < until,
                "it does not get to block {height}: {health}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A made-up suite whose blocks an indexer on SQLite has read.
pub struct Indexed {
    pub about: About,
    pub blocks: Vec<Block>,
    pub indexer: Running,
    /// The database.
    pub db: String,
    _node: FakeNode,
    _folder: TempDir,
}

impl Indexed {
    /// The suite of a seed, as far as so many blocks from block 1 on.
    pub async fn new(seed: u64, count: u64) -> Self {
        let about = about(SMALL);
        let mut world = World::new(seed, SMALL, 1);
        let blocks: Vec<Block> = (0..count).map(|_| world.block()).collect();
        let node = FakeNode::start(about.clone(), &blocks).await;
        let folder = tempfile::tempdir().unwrap();
        let manifest = write_manifest(folder.path(), &about, 1);
        let db = format!("sqlite:{}/index.db", folder.path().display());
        let indexer = Running::follow(&node, &manifest, &db, &["--rate-limit", "0"]);
        indexer.wait_for(count);
        Self {
            about,
            blocks,
            indexer,
            db,
            _node: node,
            _folder: folder,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Asks over plain HTTP/1.0: the answer ends with the connection.
pub fn get(address: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    let mut request = format!("GET {path} HTTP/1.0\r\nhost: {address}\r\n");
    for (key, value) in headers {
        request += &format!("{key}: {value}\r\n");
    }
    stream.write_all((request + "\r\n").as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.map(|line| {
        let (key, value) = line.split_once(": ").unwrap_or((line, ""));
        (key.to_lowercase(), value.to_owned())
    });
    Answer {
        status,
        headers: headers.collect(),
        body: body.to_owned(),
    }
}

/// Runs the program to its end, and gives what it prints.
pub fn run(arguments: &[&str]) -> String {
    let output = Command::new(PROGRAM).args(arguments).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}
