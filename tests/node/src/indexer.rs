//! The `rigshare-indexer` program, as its hosts run it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::built;

/// An indexer that runs; it is stopped when this is dropped.
pub struct Indexer {
    child: Child,
    address: String,
}

impl Indexer {
    /// Starts one that follows a node, and waits until it listens.
    ///
    /// # Panics
    /// It is not built, or does not start.
    #[must_use]
    pub fn start(rpc: &str, manifest: &Path, database: &Path) -> Self {
        let mut child = Command::new(built("rigshare-indexer"))
            .args(["run", "--rpc", rpc, "--listen", "127.0.0.1:0", "--manifest"])
            .arg(manifest)
            .arg("--db")
            .arg(format!("sqlite:{}", database.display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://");
        let address = address.unwrap_or_else(|| panic!("it says {line:?}"));
        Self {
            address: address.to_owned(),
            child,
        }
    }

    /// The answer to a question, as JSON.
    ///
    /// # Panics
    /// It is refused.
    #[must_use]
    pub fn get(&self, path: &str) -> Value {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let question = format!("GET {path} HTTP/1.0\r\nhost: {}\r\n\r\n", self.address);
        stream.write_all(question.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let is_health = path == "/healthz";
        assert!(
            is_health || head.starts_with("HTTP/1.0 200"),
            "{path}: {text}"
        );
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// The items of a list's first page.
    ///
    /// # Panics
    /// It is no list.
    #[must_use]
    pub fn items(&self, path: &str) -> Vec<Value> {
        self.get(path)["items"].as_array().unwrap().clone()
    }

    /// Waits until a block is indexed; gives the indexer's health then.
    ///
    /// # Panics
    /// It never is.
    #[must_use]
    pub fn wait_for(&self, height: u64) -> Value {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            let health = self.get("/healthz");
            if health["indexed_height"].as_u64() >= Some(height) {
                return health;
            }
            assert!(Instant::now() < until, "block {height}: {health}");
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Indexer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
