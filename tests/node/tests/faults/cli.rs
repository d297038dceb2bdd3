//! The command line against a devnet of its own, whole or cut short.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rigshare_chain::{person_address, Chain};
use rigshare_deploy::{Manifest, SuiteConfig};
use rigshare_node_tests::{rigshare, run, DevnetFolder, Options, Ran};
use rigshare_suite::{Roles, Setup};
use rigshare_types::distributor::PayoutDenom;
use rigshare_types::oracle::Timing;
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;
use serde_json::Value;

use crate::proxy::{self, Fault};

/// How long the suite has existed, in epochs of ten seconds.
pub const ENDED_EPOCHS: u32 = 50;

/// A devnet, and a folder with a suite's configuration and manifest.
pub struct Cli {
    pub devnet: DevnetFolder,
    folder: tempfile::TempDir,
    /// The configuration's path.
    suite: String,
}

impl Cli {
    /// A devnet on which nothing is deployed.
    pub fn new() -> Self {
        let devnet = DevnetFolder::start(&Options {
            block_ms: 150,
            ..Options::default()
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("suite.toml");
        std::fs::write(&path, toml::to_string(&suite(&devnet)).unwrap()).unwrap();
        Self {
            devnet,
            folder,
            suite: argument(&path).to_owned(),
        }
    }

    /// A file of the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command as the operator runs it, through an RPC.
    fn command(&self, arguments: &[&str], rpc: &str) -> Command {
        let mut command = rigshare();
        command
            .args(arguments)
            .args(["--chain", "devnet", "--json", "--rpc", rpc, "--manifest"])
            .arg(self.file("manifest.json"))
            .env("RIGSHARE_MNEMONIC", self.devnet.mnemonic("operator"));
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        run(&mut self.command(arguments, &self.devnet.rpc(0)))
    }

    /// Deploys the suite, and says what that came to.
    pub fn deploy(&self) -> Value {
        self.run(&self.deploy_arguments()).json()
    }

    /// Kills a deployment as [`Self::kill`] does.
    pub fn kill_deploy(&self, method: &'static str) -> bool {
        self.kill(&self.deploy_arguments(), method)
    }

    fn deploy_arguments(&self) -> [&str; 3] {
        ["deploy", "--config", &self.suite]
    }

    /// Runs a command and kills it, with SIGKILL, once the node has answered its first question of
    /// a kind, and before it hears the answer. Says whether it came to that; a command that did
    /// not has done its work.
    pub fn kill(&self, arguments: &[&str], method: &'static str) -> bool {
        let is_asked = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&is_asked);
        let held = Fault::Late(Duration::from_secs(60));
        let proxy = proxy::start(
            &self.devnet.rpc(0),
            Box::new(move |of, _| (of == method).then_some(held)),
            Box::new(move |of| {
                asked.fetch_or(of == method, Ordering::SeqCst);
            }),
        );
        let mut command = self.command(arguments, &proxy);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                assert!(status.success(), "{arguments:?}: {status}");
                return false;
            }
            if is_asked.load(Ordering::SeqCst) || Instant::now() > deadline {
                child.kill().unwrap();
                child.wait().unwrap();
                assert!(Instant::now() < deadline, "{arguments:?} asks no {method}");
                return true;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// What is written down of the suite.
    pub fn manifest(&self) -> Manifest {
        let text = std::fs::read_to_string(self.file("manifest.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

/// The path of a file as an argument.
pub fn argument(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The setup's rules, of a suite whose epochs began long ago.
fn suite(devnet: &DevnetFolder) -> SuiteConfig {
    let now = devnet.open().latest().unwrap().time_seconds;
    let setup = Setup {
        clock: EpochClock {
            genesis_seconds: now - u64::from(ENDED_EPOCHS) * 10,
            epoch_seconds: 10,
        },
        timing: Timing {
            window_seconds: 5,
            outage_deadline_seconds: 86_400,
        },
        denoms: vec![PayoutDenom {
            denom: Denom::Native("wsat".to_owned()),
            asset: "BTC".to_owned(),
            decimals: 8,
        }],
        trade_denoms: vec!["uusdc".to_owned()],
        ..Setup::default()
    };
    let deployer = || "deployer".to_owned();
    let roles = Roles {
        owner: deployer(),
        registrar: deployer(),
        pauser: deployer(),
        protocol: person_address("wasm", "protocol").unwrap().to_string(),
        admin: Some(deployer()),
    };
    setup.config("killed", roles)
}
