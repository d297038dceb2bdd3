//! Compares what stands on a chain with what was built and written down.

use anyhow::{Context, Result};
use cosmwasm_std::Addr;
use rigshare_chain::{Chain, Checksum};
use serde::{Deserialize, Serialize};

use crate::{Artifacts, Contract, Manifest};

/// What a contract stores of itself (cw2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredVersion {
    /// The contract.
    pub contract: String,
    /// Its version.
    pub version: String,
}

/// Reads what a contract stores of itself.
///
/// # Errors
/// It stores nothing of the kind, or the chain does not answer.
pub fn stored_version<C: Chain>(chain: &C, address: &Addr) -> Result<StoredVersion> {
    let stored = chain.raw(address, b"contract_info")?;
    let stored = stored.with_context(|| format!("{address} does not say its version"))?;
    serde_json::from_slice(&stored).with_context(|| format!("what {address} says of its version"))
}

/// A contract as it is found on the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The contract.
    pub contract: Contract,
    /// Where it stands.
    pub address: Addr,
    /// The code it runs; none where nothing stands.
    pub code_id: Option<u64>,
    /// The SHA-256 of the code that it runs.
    pub on_chain: Option<Checksum>,
    /// The SHA-256 of the artifact.
    pub artifact: Checksum,
    /// Who may migrate it.
    pub admin: Option<Addr>,
    /// The version that it stores of itself.
    pub version: Option<String>,
    /// What is not as it should be, in words; empty where all is well.
    pub differences: Vec<String>,
}

/// Compares every contract of a manifest with the chain and with the artifacts.
///
/// # Errors
/// The chain does not answer, or the manifest is incomplete. A difference is no error: see
/// [`Finding::differences`].
pub fn verify<C: Chain>(
    chain: &C,
    manifest: &Manifest,
    artifacts: &Artifacts,
) -> Result<Vec<Finding>> {
    Contract::ALL
        .into_iter()
        .map(|contract| find(chain, manifest, artifacts, contract))
        .collect()
}

fn find<C: Chain>(
    chain: &C,
    manifest: &Manifest,
    artifacts: &Artifacts,
    contract: Contract,
) -> Result<Finding> {
    let deployed = manifest
        .contracts
        .get(&contract)
        .with_context(|| format!("the manifest has no {contract}: the deployment is incomplete"))?;
    let mut finding = Finding {
        contract,
        address: deployed.address.clone(),
        code_id: None,
        on_chain: None,
        artifact: artifacts.find(contract)?.checksum(),
        admin: None,
        version: None,
        differences: Vec::new(),
    };
    let Some(standing) = chain.contract_at(&deployed.address)? else {
        finding.differences.push("nothing stands there".to_owned());
        return Ok(finding);
    };
    let on_chain = chain.checksum_of(standing.code_id)?;
    let stored = stored_version(chain, &deployed.address)?;
    let expected_name = format!("crates.io:rigshare-{contract}");
    let mut differ = |what: &str, found: &dyn std::fmt::Display, wanted: &dyn std::fmt::Display| {
        let (found, wanted) = (found.to_string(), wanted.to_string());
        if found != wanted {
            finding
                .differences
                .push(format!("{what} is {found}, not {wanted}"));
        }
    };
    let nobody = || "nobody".to_owned();
    let admin = standing.admin.as_ref().map_or_else(nobody, Addr::to_string);
    let wanted_admin = manifest.admin.clone().unwrap_or_else(nobody);
    differ("its code", &on_chain, &finding.artifact);
    differ("its code", &on_chain, &deployed.sha256);
    differ("its creator", &standing.creator, &manifest.deployer);
    differ("its admin", &admin, &wanted_admin);
    differ("its name", &stored.contract, &expected_name);
    let wanted_version = deployed.version.clone().unwrap_or_default();
    differ("its version", &stored.version, &wanted_version);
    finding.differences.dedup();
    finding.code_id = Some(standing.code_id);
    finding.on_chain = Some(on_chain);
    finding.admin = standing.admin;
    finding.version = Some(stored.version);
    Ok(finding)
}
