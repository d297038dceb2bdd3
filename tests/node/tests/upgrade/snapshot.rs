//! Everything that a suite knows and holds at a moment.

use std::collections::BTreeMap;
use std::process::Command;

use cosmwasm_std::{Addr, Uint128};
use rigshare_chain::{Chain, Standing};
use rigshare_deploy::Contract;
use rigshare_node::Devnet;
use rigshare_node_tests::{run, DevnetFolder, WRAPPED_BITCOIN};
use rigshare_suite::World;
use rigshare_types::units::Denom;
use serde_json::Value;

use crate::questions;
use crate::scenario::Scene;

/// What cw2 stores under.
const VERSION_KEY: &[u8] = b"contract_info";

/// The raw storage of a contract: by key in hexadecimal, values in base64.
pub type Storage = BTreeMap<String, String>;

/// Everything that a suite knows and holds.
#[derive(Debug, PartialEq)]
pub struct Snapshot {
    /// What is answered, by contract and question.
    pub answers: BTreeMap<(Contract, String), Value>,
    /// All that is stored, but each contract's version.
    pub storage: BTreeMap<Contract, Storage>,
    /// By holder and denom.
    pub balances: BTreeMap<(Addr, Denom), Uint128>,
}

impl Snapshot {
    /// Of a suite after the scenario.
    pub fn of(folder: &DevnetFolder, scene: &Scene) -> Self {
        let world = &scene.world;
        let mut answers = BTreeMap::new();
        for contract in Contract::ALL {
            for question in questions::about(contract.name(), scene) {
                let mut answer = world.query(address(world, contract), &question).unwrap();
                without_time(&mut answer);
                answers.insert((contract, question.to_string()), answer);
            }
        }
        Self {
            answers,
            storage: storage(folder, world),
            balances: balances(world, &scene.people),
        }
    }
}

/// Where a contract stands.
pub fn address(world: &World<Devnet>, contract: Contract) -> &Addr {
    match contract {
        Contract::HashrateNft => &world.at.hashrate_nft,
        Contract::Oracle => &world.at.oracle,
        Contract::Distributor => &world.at.distributor,
        Contract::Marketplace => &world.at.marketplace,
    }
}

/// What stands at a contract's address.
pub fn standing(world: &World<Devnet>, contract: Contract) -> Standing {
    let found = world.chain.contract_at(address(world, contract)).unwrap();
    found.unwrap()
}

/// The raw storage of all four contracts, but their versions.
pub fn storage(folder: &DevnetFolder, world: &World<Devnet>) -> BTreeMap<Contract, Storage> {
    Contract::ALL
        .into_iter()
        .map(|contract| {
            let mut records = records(folder, address(world, contract));
            let version = records.remove(&hexadecimal(VERSION_KEY));
            assert!(version.is_some(), "{contract} does not store its version");
            (contract, records)
        })
        .collect()
}

/// What the contracts and people hold of what is paid and traded.
pub fn balances(world: &World<Devnet>, people: &[Addr]) -> BTreeMap<(Addr, Denom), Uint128> {
    let native = |denom: &str| Denom::Native(denom.to_owned());
    let denoms = [
        native(WRAPPED_BITCOIN),
        native("uusdc"),
        Denom::Cw20(world.at.cw20.to_string()),
    ];
    let contracts = Contract::ALL.map(|contract| address(world, contract));
    let mut balances = BTreeMap::new();
    for holder in people.iter().chain(contracts) {
        for denom in &denoms {
            let balance = world.balance(holder, denom).unwrap();
            balances.insert((holder.clone(), denom.clone()), balance);
        }
    }
    balances
}

/// The node's own listing of what a contract stores.
fn records(folder: &DevnetFolder, contract: &Addr) -> Storage {
    const MOST: usize = 5_000;
    let rest = folder.description()["nodes"][0]["rest"].clone();
    let rest = rest.as_str().unwrap();
    let url = format!("{rest}/cosmwasm/wasm/v1/contract/{contract}/state?pagination.limit={MOST}");
    let listed = run(Command::new("curl").args(["-sSf", &url])).json();
    let models = listed["models"].as_array().unwrap();
    assert!(models.len() < MOST, "{contract} stores too much to compare");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    models
        .iter()
        .map(|model| (text(&model["key"]), text(&model["value"])))
        .collect()
}

fn hexadecimal(key: &[u8]) -> String {
    key.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Leaves out what changes as epochs end, though nobody does anything.
fn without_time(answer: &mut Value) {
    const PASSING: [&str; 3] = ["unsettled_estimate", "unsettled_epochs", "age_epochs"];
    match answer {
        Value::Object(fields) => {
            // The staleness of a price; that of an ask has words.
            fields.retain(|name, value| {
                let of_a_price = name == "stale" && value.is_boolean();
                !of_a_price && !PASSING.contains(&name.as_str())
            });
            fields.values_mut().for_each(without_time);
        }
        Value::Array(items) => items.iter_mut().for_each(without_time),
        _ => {}
    }
}
