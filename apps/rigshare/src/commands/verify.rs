//! `rigshare verify`: compares a deployed suite with what was built, and its contracts with each other.

use std::process::ExitCode;

use cosmwasm_std::Addr;
use rigshare_chain::Chain;
use rigshare_deploy::{verify, Contract, Finding};
use rigshare_types::{distributor, marketplace, nft, oracle};
use serde::Serialize;

use crate::args::Verify;
use crate::chain::{load_artifacts, Reader};
use crate::failure::{Failure, FAILED};
use crate::screen::{show_json, Screen, Tone};

/// What `--json` prints.
#[derive(Serialize)]
struct VerifyJson<'a> {
    chain_id: &'a str,
    instance: &'a str,
    same: bool,
    contracts: &'a [Finding],
}

/// Compares. A difference is exit code 1.
///
/// # Errors
/// The chain does not answer, the deployment is incomplete, or an artifact is missing.
pub fn run(args: &Verify) -> Result<ExitCode, Failure> {
    let artifacts = load_artifacts(&args.artifacts)?;
    let suite = Reader::open(&args.chain)?;
    let mut findings = verify(&suite.node, &suite.manifest, &artifacts)?;
    for finding in &mut findings {
        if finding.code_id.is_some() {
            let more = peers(&suite, finding.contract)?;
            finding.differences.extend(more);
        }
    }
    let same = findings
        .iter()
        .all(|finding| finding.differences.is_empty());
    if suite.json {
        show_json(&VerifyJson {
            chain_id: suite.node.id(),
            instance: &suite.manifest.instance,
            same,
            contracts: &findings,
        })?;
    } else {
        show(&suite, &findings)?;
    }
    Ok(if same {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    })
}

fn show(suite: &Reader, findings: &[Finding]) -> Result<(), Failure> {
    let mut screen = Screen::stdout();
    let nobody = || "nobody".to_owned();
    let row = |finding: &Finding| {
        vec![
            finding.contract.to_string(),
            finding.version.clone().unwrap_or_else(nobody),
            finding.code_id.map_or_else(nobody, |id| id.to_string()),
            finding.address.to_string(),
        ]
    };
    screen.line(format!(
        "suite {:?} on {}",
        suite.manifest.instance,
        suite.node.id()
    ));
    screen.table(
        &["contract", "version", ">code", "address"],
        findings.iter().map(row).collect(),
    );
    screen.line("");
    for finding in findings {
        for difference in &finding.differences {
            let words = format!("{}: {difference}", finding.contract);
            screen.line(screen.paint(Tone::Bad, &words));
        }
    }
    if findings
        .iter()
        .all(|finding| finding.differences.is_empty())
    {
        let words = "All code equals the artifacts; admins, versions and peers are as deployed.";
        screen.line(screen.paint(Tone::Good, words));
    }
    screen.show()
}

/// Where a contract's peers stand otherwise than in the manifest.
fn peers(suite: &Reader, contract: Contract) -> Result<Vec<String>, Failure> {
    let own = suite.plan.address(contract);
    let stored: Vec<(Contract, Addr)> = match contract {
        Contract::HashrateNft => {
            let question = nft::QueryMsg::Extension {
                msg: nft::RigQuery::Config {},
            };
            let config: nft::ConfigResponse = suite.ask(own, &question)?;
            vec![
                (Contract::Distributor, config.distributor),
                (Contract::Oracle, config.oracle),
            ]
        }
        Contract::Oracle => {
            let config: oracle::ConfigResponse = suite.ask(own, &oracle::QueryMsg::Config {})?;
            vec![(Contract::HashrateNft, config.hashrate_nft)]
        }
        Contract::Distributor => {
            let config: distributor::ConfigResponse =
                suite.ask(own, &distributor::QueryMsg::Config {})?;
            vec![
                (Contract::HashrateNft, config.hashrate_nft),
                (Contract::Oracle, config.oracle),
            ]
        }
        Contract::Marketplace => {
            let config: marketplace::ConfigResponse =
                suite.ask(own, &marketplace::QueryMsg::Config {})?;
            vec![(Contract::HashrateNft, config.hashrate_nft)]
        }
    };
    let others = stored
        .into_iter()
        .filter(|(peer, found)| found != suite.plan.address(*peer));
    Ok(others
        .map(|(peer, found)| format!("its {peer} is {found}, not {}", suite.plan.address(peer)))
        .collect())
}
