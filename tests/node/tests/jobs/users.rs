//! The users of a suite that was deployed by the command line.

use std::path::PathBuf;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use cosmwasm_std::Addr;
use rigshare_chain::Chain;
use rigshare_node::{devnet_mnemonic, SecretKey};
use rigshare_node_tests::{rigshare, run, workspace, DevnetFolder, Options, Ran};
use serde_json::Value;

/// A suite that was deployed by the command line, and its users.
pub struct Users {
    pub devnet: DevnetFolder,
    files: tempfile::TempDir,
}

impl Users {
    pub fn new() -> Self {
        let users = Self {
            devnet: DevnetFolder::start(&Options::default()),
            files: tempfile::tempdir().unwrap(),
        };
        let suite = std::fs::read_to_string(workspace().join("examples/suite.toml")).unwrap();
        let suite = suite.replace("epoch_seconds = 20", "epoch_seconds = 12");
        let config = users.file("suite.toml");
        std::fs::write(&config, suite).unwrap();
        users.says("owner", &["deploy", "--config", config.to_str().unwrap()]);
        users
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    pub fn tries(&self, who: &str, arguments: &[&str]) -> Ran {
        run(self.command(who, arguments).arg("--json"))
    }

    /// What a person reads.
    pub fn shows(&self, who: &str, arguments: &[&str]) -> String {
        let ran = run(&mut self.command(who, arguments));
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        ran.out
    }

    fn command(&self, who: &str, arguments: &[&str]) -> Command {
        let mut command = rigshare();
        command
            .env("RIGSHARE_MNEMONIC", devnet_mnemonic(who).unwrap().as_str())
            .env(
                "RIGSHARE_REPORTER_MNEMONIC",
                devnet_mnemonic(who).unwrap().as_str(),
            )
            .args(arguments)
            .args(["--chain", "devnet", "--rpc", &self.devnet.rpc(0)])
            .arg("--manifest")
            .arg(self.file("manifest.json"));
        command
    }

    pub fn says(&self, who: &str, arguments: &[&str]) -> Value {
        self.tries(who, arguments).json()
    }

    /// What the suite's own events say of a transaction: the first of a kind.
    pub fn result(&self, who: &str, arguments: &[&str], event: &str) -> Value {
        let said = self.says(who, arguments);
        let results = said["results"].as_array().unwrap();
        let found = results.iter().find(|result| result["event"] == event);
        found.unwrap_or_else(|| panic!("{event}: {said}")).clone()
    }

    pub fn refused(&self, who: &str, arguments: &[&str]) -> String {
        let ran = self.tries(who, arguments);
        assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
        ran.err
    }

    pub fn balance(&self, who: &str, denom: &str) -> u128 {
        let chain = self.devnet.open();
        chain.balance(&address(who), denom).unwrap().u128()
    }

    pub fn rig(&self) -> Value {
        self.says("alice", &["rig", "show", "1"])
    }

    pub fn wait_for_epoch(&self, epoch: u64) {
        while self.says("alice", &["status"])["epoch"].as_u64().unwrap() < epoch {
            sleep(Duration::from_millis(500));
        }
    }
}

pub fn address(who: &str) -> Addr {
    let key = SecretKey::devnet(who).unwrap();
    key.address("wasm").unwrap()
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}

pub fn number(value: &Value) -> u128 {
    text(value).parse().unwrap()
}
