//! A devnet of a test's own.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU16, Ordering};

use rigshare_node::Devnet;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{run, Ran};
use crate::workspace;

/// How a devnet is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many validators.
    pub validators: u32,
    /// The version of wasmd.
    pub wasmd: &'static str,
    /// The pause between two blocks, milliseconds.
    pub block_ms: u32,
    /// Denoms beside the devnet's own.
    pub denoms: Vec<String>,
    /// What nodes want for a unit of gas; the devnet's default where it is none.
    pub gas_prices: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            validators: 1,
            wasmd: "v0.61.14",
            block_ms: 200,
            denoms: Vec::new(),
            gas_prices: None,
        }
    }
}

/// A running devnet in a folder of its own. It is stopped, and its folder removed, when this is dropped.
pub struct DevnetFolder {
    folder: TempDir,
}

impl DevnetFolder {
    /// A folder in which none was started yet.
    ///
    /// # Panics
    /// There is no place for it.
    #[must_use]
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("rigshare-devnet-")
            .tempdir()
            .unwrap();
        Self { folder }
    }

    /// Starts one.
    ///
    /// # Panics
    /// It can't be started: wasmd is not built, or something is wrong with it.
    #[must_use]
    pub fn start(options: &Options) -> Self {
        let this = Self::empty();
        let mut arguments: Vec<String> = ["start", "--validators"].map(str::to_owned).to_vec();
        arguments.push(options.validators.to_string());
        let mut option = |name: &str, value: String| {
            arguments.extend([name.to_owned(), value]);
        };
        option("--wasmd", options.wasmd.to_owned());
        option("--block-ms", options.block_ms.to_string());
        option("--port", free_ports(options.validators).to_string());
        for denom in &options.denoms {
            option("--denom", denom.clone());
        }
        if let Some(list) = &options.gas_prices {
            option("--gas-prices", list.clone());
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        this.script(&arguments);
        this
    }

    /// The folder: `--home` of scripts/devnet.sh.
    #[must_use]
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A client on it that anybody can be anybody with.
    ///
    /// # Panics
    /// It does not answer.
    #[must_use]
    pub fn open(&self) -> Devnet {
        Devnet::open(&self.home()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What scripts/devnet.sh says of it: endpoints, process ids, the wasmd program.
    ///
    /// # Panics
    /// It does not run.
    #[must_use]
    pub fn description(&self) -> Value {
        let text = std::fs::read_to_string(self.home().join("devnet.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// The RPC of one of its nodes.
    ///
    /// # Panics
    /// It has no such node.
    #[must_use]
    pub fn rpc(&self, node: usize) -> String {
        let description = self.description();
        description["nodes"][node]["rpc"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Kills one of its nodes with SIGKILL.
    ///
    /// # Panics
    /// It does not run.
    pub fn kill(&self, node: usize) {
        let pid = self.description()["nodes"][node]["pid"].as_u64().unwrap();
        let killed = Command::new("kill").args(["-9", &pid.to_string()]).status();
        assert!(killed.unwrap().success(), "node {node} can't be killed");
    }

    /// Starts one of its nodes again.
    ///
    /// # Panics
    /// It can't be started.
    pub fn start_node(&self, node: usize) {
        self.script(&["node", &node.to_string(), "start"]);
    }

    /// The words of one of its named accounts.
    ///
    /// # Panics
    /// There is no such account.
    #[must_use]
    pub fn mnemonic(&self, name: &str) -> String {
        let text = std::fs::read_to_string(self.home().join("accounts.json")).unwrap();
        let accounts: Value = serde_json::from_str(&text).unwrap();
        let mut all = accounts["accounts"].as_array().unwrap().iter();
        let found = all.find(|account| account["name"] == name);
        let found = found.unwrap_or_else(|| panic!("the devnet has no account {name}"));
        found["mnemonic"].as_str().unwrap().to_owned()
    }

    /// Runs scripts/devnet.sh on it.
    ///
    /// # Panics
    /// The script fails.
    pub fn script(&self, arguments: &[&str]) {
        let ran = self.try_script(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}{}", ran.out, ran.err);
    }

    /// Runs scripts/devnet.sh on it, whatever comes of that.
    ///
    /// # Panics
    /// There is no such script.
    #[must_use]
    pub fn try_script(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(workspace().join("scripts/devnet.sh"));
        run(command.args(arguments).arg("--home").arg(self.home()))
    }
}

impl Drop for DevnetFolder {
    fn drop(&mut self) {
        let ran = self.try_script(&["stop"]);
        if ran.code != Some(0) {
            let home = self.home();
            eprintln!(
                "the devnet in {} may still run: {}{}",
                home.display(),
                ran.out,
                ran.err
            );
        }
    }
}

/// The first of ten free ports in a row for each node.
///
/// # Panics
/// There are none.
#[must_use]
pub fn free_ports(nodes: u32) -> u16 {
    /// Devnets that this process starts at once look in different places.
    static STARTED: AtomicU16 = AtomicU16::new(0);
    let count = u16::try_from(nodes * 10).unwrap();
    // Below the range that systems give to outgoing connections.
    let seed = u16::try_from(std::process::id() % 400).unwrap();
    let seed = seed + STARTED.fetch_add(20, Ordering::Relaxed) % 400;
    (0..400)
        .map(|step| 12_000 + (seed + step) % 400 * 40)
        .find(|base| (*base..base + count).all(is_free))
        .expect("there are free ports")
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}
