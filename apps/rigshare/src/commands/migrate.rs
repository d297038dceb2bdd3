//! `rigshare migrate`: upgrades contracts of a deployed suite.

use anyhow::Context;
use cosmwasm_std::{to_json_binary, CosmosMsg, Empty, WasmMsg};
use rigshare_chain::Chain;
use rigshare_deploy::{migrate, stored_version, Artifacts, Contract, MigrateError, Migrated};
use serde::Serialize;
use serde_json::Map;

use crate::args::Migrate;
use crate::chain::{load_artifacts, save_manifest, Mode, Session};
use crate::failure::Failure;
use crate::interrupt;
use crate::screen::{show_json, Screen, Tone};

/// What became of one contract.
#[derive(Serialize)]
struct Migration {
    contract: Contract,
    /// Whether its code is another than before.
    changed: bool,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    migration: Option<Migrated>,
}

/// Upgrades what is not the artifact's code yet.
///
/// # Errors
/// No contract is called so, or what the chain or the contract refuses.
pub fn run(args: &Migrate) -> Result<(), Failure> {
    let contracts = named(&args.contract)?;
    let artifacts = load_artifacts(&args.artifacts)?;
    let mut session = Session::open(&args.tx)?;
    if Mode::of(&args.tx) != Mode::Send {
        return prepare(&mut session, &contracts, &artifacts);
    }
    interrupt::would_say("run the same command again: it goes on where it stopped");
    let mut results = Vec::new();
    for contract in contracts {
        let result = one(&mut session, contract, &artifacts);
        results.push(result.map_err(|error| error.context(format!("migrating {contract}")))?);
    }
    if session.reader.json {
        return show_json(&results);
    }
    let mut screen = Screen::stdout();
    for result in &results {
        let words = match &result.migration {
            Some(done) => format!(
                "{}: {} is now {}",
                result.contract, done.from_version, done.to_version
            ),
            None if result.changed => {
                format!(
                    "{}: was migrated to {} already; the manifest says so now",
                    result.contract, result.version
                )
            }
            None => format!(
                "{}: runs this code already, version {}",
                result.contract, result.version
            ),
        };
        screen.line(screen.paint(
            if result.changed {
                Tone::Good
            } else {
                Tone::Plain
            },
            &words,
        ));
    }
    screen.show()
}

fn named(name: &str) -> Result<Vec<Contract>, Failure> {
    if name == "all" {
        return Ok(Contract::ALL.to_vec());
    }
    Contract::named(name)
        .map(|contract| vec![contract])
        .ok_or_else(|| {
            let known = Contract::ALL.map(Contract::name).join(", ");
            Failure::usage(
                "--contract",
                format!("none is called {name:?}: {known} or all"),
            )
        })
}

/// Migrates a contract and keeps the manifest. One that runs the code already is left alone; if the
/// manifest does not know, because the last run was killed or somebody else signed, it is told.
fn one(
    session: &mut Session,
    contract: Contract,
    artifacts: &Artifacts,
) -> anyhow::Result<Migration> {
    let suite = &mut session.reader;
    let manifest = &mut suite.manifest;
    let done = match migrate(
        &mut suite.node,
        &session.sender,
        contract,
        artifacts,
        manifest,
    ) {
        Ok(migrated) => Migration {
            contract,
            changed: true,
            version: migrated.to_version.clone(),
            migration: Some(migrated),
        },
        Err(error) => match error.downcast::<MigrateError>()? {
            MigrateError::SameCode { version, .. } => {
                let sha256 = artifacts.find(contract)?.checksum();
                let address = suite.plan.address(contract);
                let standing = suite.node.contract_at(address)?;
                let deployed = manifest.contracts.get_mut(&contract);
                let (Some(standing), Some(deployed)) = (standing, deployed) else {
                    return Err(MigrateError::NotDeployed { contract }.into());
                };
                let changed =
                    deployed.sha256 != sha256 || deployed.version.as_ref() != Some(&version);
                deployed.sha256 = sha256;
                deployed.code_id = standing.code_id;
                deployed.version = Some(version.clone());
                Migration {
                    contract,
                    changed,
                    version,
                    migration: None,
                }
            }
            other => return Err(other.into()),
        },
    };
    if done.changed {
        interrupt::unbroken(|| save_manifest(&suite.manifest_path, &suite.manifest))?;
    }
    Ok(done)
}

/// One transaction with all migrations, to look at or for others to sign. The code must be on the
/// chain: its id is part of the message.
fn prepare(
    session: &mut Session,
    contracts: &[Contract],
    artifacts: &Artifacts,
) -> Result<(), Failure> {
    let mut messages: Vec<CosmosMsg> = Vec::new();
    let mut facts = Vec::new();
    for contract in contracts {
        let suite = &session.reader;
        let address = suite.plan.address(*contract);
        let sha256 = artifacts.find(*contract)?.checksum();
        let standing = suite.node.contract_at(address)?;
        let standing = standing.with_context(|| format!("nothing stands at {address}"))?;
        if suite.node.checksum_of(standing.code_id)? == sha256 {
            continue;
        }
        let Some(new_code_id) = suite.node.code_with(&sha256, &session.sender)? else {
            return Err(Failure::because(format!(
                "{} lacks the code of {contract} ({sha256}), and a migration names its id: upload it first, as \
                 anybody may, with the chain's own tool",
                suite.node.id()
            )));
        };
        facts.push((
            "contract",
            format!(
                "{contract} {}",
                stored_version(&suite.node, address)?.version
            ),
        ));
        messages.push(
            WasmMsg::Migrate {
                contract_addr: address.to_string(),
                new_code_id,
                msg: to_json_binary(&Empty {})?,
            }
            .into(),
        );
    }
    if messages.is_empty() {
        return Err(Failure::because("all of them run this code already"));
    }
    let outcome = session.perform(messages, "migrate")?;
    outcome.show(session.reader.json, &facts, Map::new())
}
