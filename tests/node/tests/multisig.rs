//! What `--generate-only` writes is signed and sent by the chain's own tool: by a multisig, before and after
//! the chain knows its keys, and by one key.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::path::PathBuf;
use std::process::Command;

use cosmwasm_std::{Addr, Coin};
use rigshare_chain::Playground;
use rigshare_node::{devnet_mnemonic, SecretKey};
use rigshare_node_tests::{rigshare, run, workspace, DevnetFolder, Options};
use serde_json::{json, Value};

/// The multisig's name among wasmd's keys: any two of three sign for it.
const BOARD: &str = "board";
const MEMBERS: &str = "alice,bob,owner";

/// Where rigs are paid: that of examples/rig.toml, and others from Bitcoin's own specifications.
const PAYOUT_ADDRESSES: [&str; 3] = [
    "bc1qnetg6heg2va0tlylzcvesk90qxg9ewr94l53px",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
];

/// A deployed suite, and the chain's own tool with the devnet's keys in its test keyring.
struct Office {
    devnet: DevnetFolder,
    files: tempfile::TempDir,
}

impl Office {
    fn open() -> Self {
        let office = Self {
            devnet: DevnetFolder::start(&Options {
                block_ms: 100,
                ..Options::default()
            }),
            files: tempfile::tempdir().unwrap(),
        };
        office.says(&["deploy", "--config", "examples/suite.toml"]);
        office
    }

    fn file(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    /// What `rigshare` prints. Only the owner's key is there, and used where `--from` names nobody else.
    fn says(&self, arguments: &[&str]) -> Value {
        let mut command = rigshare();
        command
            .env(
                "RIGSHARE_MNEMONIC",
                devnet_mnemonic("owner").unwrap().as_str(),
            )
            .args(arguments)
            .args(["--chain", "devnet", "--rpc", &self.devnet.rpc(0), "--json"])
            .arg("--manifest")
            .arg(self.file("manifest.json"));
        run(&mut command).json()
    }

    /// What `wasmd` prints.
    fn wasmd(&self, arguments: &[&str]) -> Value {
        let wasmd = self.devnet.description()["wasmd"]
            .as_str()
            .unwrap()
            .to_owned();
        let mut command = Command::new(wasmd);
        command.env("HOME", self.devnet.home()).args(arguments);
        run(command.args(["--output", "json"])).json()
    }

    fn make_board(&self) -> Addr {
        let made = self.wasmd(&[
            "keys",
            "add",
            BOARD,
            "--multisig",
            MEMBERS,
            "--multisig-threshold",
            "2",
        ]);
        Addr::unchecked(made["address"].as_str().unwrap())
    }

    /// The registration of a rig of that number, as an address alone has it written; and the gas that it is
    /// said to use.
    fn generate(&self, from: &Addr, number: &str) -> (String, u64) {
        let rig = std::fs::read_to_string(workspace().join("examples/rig.toml")).unwrap();
        let rig_file = self.file("rig.toml");
        // No two rigs earn at one account of a pool, or for one address.
        let at: usize = number.parse().unwrap();
        let rig = rig.replace("odda-1", &format!("odda-{number}"));
        let rig = rig.replace(PAYOUT_ADDRESSES[0], PAYOUT_ADDRESSES[at - 1]);
        std::fs::write(&rig_file, rig).unwrap();
        let register = [
            "rig",
            "register",
            rig_file.to_str().unwrap(),
            "--from",
            from.as_str(),
        ];
        let with = |flag| self.says(&[&register[..], &[flag]].concat());
        let estimate = with("--dry-run")["gas_used"].as_u64().unwrap();
        let unsigned = with("--generate-only");
        assert_eq!(unsigned["signatures"], json!([]));
        (self.keep("unsigned.json", &unsigned), estimate)
    }

    fn keep(&self, name: &str, value: &Value) -> String {
        let path = self.file(name);
        std::fs::write(&path, value.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Two members sign for the board.
    fn signed_by(&self, members: [&str; 2], unsigned: &str) -> Value {
        let signatures = members.map(|member| {
            let sign = [
                "tx",
                "sign",
                unsigned,
                "--from",
                member,
                "--multisig",
                BOARD,
            ];
            self.keep(&format!("{member}.json"), &self.wasmd(&sign))
        });
        let [first, second] = &signatures;
        self.wasmd(&["tx", "multisign", unsigned, BOARD, first, second])
    }

    /// Sends what is signed and waits for it: the number of the rig, and the gas that was used.
    fn send(&self, signed: &Value) -> (String, u64) {
        let signed = self.keep("signed.json", signed);
        let sent = self.wasmd(&["tx", "broadcast", &signed]);
        assert_eq!(sent["code"], 0, "{sent}");
        let hash = sent["txhash"].as_str().unwrap();
        let included = self.wasmd(&["query", "wait-tx", hash, "--timeout", "60s"]);
        assert_eq!(included["code"], 0, "{included}");
        let events = included["events"].as_array().unwrap();
        let attributes = events
            .iter()
            .flat_map(|event| event["attributes"].as_array().unwrap());
        let rig = attributes
            .clone()
            .find(|attribute| attribute["key"] == "rig");
        let rig = rig.unwrap_or_else(|| panic!("{included}"))["value"].as_str();
        let used = included["gas_used"].as_str().unwrap().parse().unwrap();
        (rig.unwrap().to_owned(), used)
    }

    fn operator_of(&self, rig: &str) -> Value {
        self.says(&["rig", "show", rig])["rig"]["facts"]["operator"].clone()
    }
}

#[test]
fn a_multisig_and_a_key_elsewhere_sign_what_is_generated() {
    let office = Office::open();
    let board = office.make_board();
    let coins = vec![Coin::new(1_000_000_u128, "ustake")];
    office.devnet.open().fund(&board, coins).unwrap();

    // The chain learns the board's keys by its first transaction. From then on it refuses to simulate one
    // that is not said to have as many signatures as the board needs.
    for (members, number) in [(["alice", "bob"], "1"), (["alice", "owner"], "2")] {
        let (unsigned, estimate) = office.generate(&board, number);
        let (rig, used) = office.send(&office.signed_by(members, &unsigned));
        assert_eq!(
            (rig.as_str(), office.operator_of(&rig)),
            (number, json!(board))
        );
        if number == "2" {
            // A node that is left to guess reckons with seven signatures.
            let off = estimate.abs_diff(used);
            assert!(off < used / 20, "{used} gas was used, {estimate} foreseen");
        }
    }

    let bob = SecretKey::devnet("bob").unwrap().address("wasm").unwrap();
    let (unsigned, _) = office.generate(&bob, "3");
    let signed = office.wasmd(&["tx", "sign", &unsigned, "--from", "bob"]);
    let (rig, _) = office.send(&signed);
    assert_eq!((rig.as_str(), office.operator_of(&rig)), ("3", json!(bob)));
}
