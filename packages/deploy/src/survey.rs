//! What there is of a suite already, before anything is done.

use anyhow::Result;
use cosmwasm_std::Addr;
use rigshare_chain::{Chain, Checksum, Standing};

use crate::{Artifacts, Contract, DeployError, Manifest, Plan, SuiteConfig};

/// How many hexadecimal digits of a birth's fingerprint a label has.
const FINGERPRINT_DIGITS: usize = 16;

/// What there is of a contract: the rest of it is left to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The contract.
    pub contract: Contract,
    /// Where it stands or will stand.
    pub address: Addr,
    /// The code that it runs or will run; none where it must be uploaded.
    pub code_id: Option<u64>,
    /// The SHA-256 of that code.
    pub sha256: Checksum,
    /// Whether it stands already.
    pub stands: bool,
}

/// Looks what there is of each contract of a suite, in the order in which they are instantiated, and
/// changes nothing. What stands is taken for the suite's own where the manifest says that it stands, or
/// where it was born with the same configuration and beside the same peers.
///
/// # Errors
/// [`DeployError`], or the chain does not answer.
pub fn survey<C: Chain>(
    chain: &C,
    deployer: &Addr,
    config: &SuiteConfig,
    artifacts: &Artifacts,
    before: Option<&Manifest>,
) -> Result<Vec<Found>> {
    let at = Plan::new(chain.prefix(), deployer, &config.instance, artifacts)?;
    if let Some(manifest) = before {
        same_suite(chain, deployer, config, manifest)?;
    }
    let mut found = Vec::with_capacity(Contract::ALL.len());
    for contract in Contract::ALL {
        let mut of = Found {
            contract,
            address: at.address(contract).clone(),
            code_id: None,
            sha256: artifacts.find(contract)?.checksum(),
            stands: false,
        };
        let known = before.and_then(|manifest| manifest.contracts.get(&contract));
        if let Some(deployed) = known {
            // A contract that was migrated stays where its first code put it.
            of.address = deployed.address.clone();
            of.code_id = Some(deployed.code_id);
            if deployed.sha256 != of.sha256 {
                let refused = DeployError::OtherCode {
                    contract,
                    address: of.address,
                    found: deployed.sha256,
                    wanted: of.sha256,
                };
                return Err(refused.into());
            }
        }
        if let Some(standing) = chain.contract_at(&of.address)? {
            of.stands = true;
            owned(contract, &of.address, &standing, deployer)?;
            if known.is_none_or(|deployed| deployed.version.is_none()) {
                born_with(config, &at, contract, &standing)?;
            }
            if known.is_none() {
                // It may have been migrated since.
                of.code_id = Some(standing.code_id);
                of.sha256 = chain.checksum_of(standing.code_id)?;
            }
        } else if known.is_none() {
            of.code_id = chain.code_with(&of.sha256, deployer)?;
        }
        found.push(of);
    }
    Ok(found)
}

fn same_suite<C: Chain>(
    chain: &C,
    deployer: &Addr,
    config: &SuiteConfig,
    manifest: &Manifest,
) -> Result<()> {
    let same = manifest.chain_id == chain.id()
        && manifest.instance == config.instance
        && manifest.deployer == *deployer;
    if !same {
        let refused = DeployError::OtherSuite {
            found_chain: manifest.chain_id.clone(),
            found: manifest.instance.clone(),
            found_deployer: manifest.deployer.clone(),
            wanted_chain: chain.id().to_owned(),
            wanted: config.instance.clone(),
            wanted_deployer: deployer.clone(),
        };
        return Err(refused.into());
    }
    let config_sha256 = config.fingerprint()?;
    if manifest.config_sha256 != config_sha256 {
        let refused = DeployError::OtherConfig {
            chain_id: manifest.chain_id.clone(),
            instance: manifest.instance.clone(),
            deployer: manifest.deployer.clone(),
            found: manifest.config_sha256,
            wanted: config_sha256,
        };
        return Err(refused.into());
    }
    Ok(())
}

/// What a contract is called when it is instantiated. Roles, rules and code may change afterwards: this
/// says with which configuration it was born and where its peers were to be. Its address does not depend
/// on it.
pub fn label(config: &SuiteConfig, at: &Plan, contract: Contract) -> Result<String> {
    let fingerprint = Checksum::of(&serde_json::to_vec(&(config, at))?).to_string();
    let digits = fingerprint
        .get(..FINGERPRINT_DIGITS)
        .unwrap_or(&fingerprint);
    Ok(format!("{} {contract} {digits}", config.instance))
}

/// Sees that the contract that stands where it was planned was born with a configuration, beside its peers.
pub fn born_with(
    config: &SuiteConfig,
    at: &Plan,
    contract: Contract,
    standing: &Standing,
) -> Result<()> {
    let wanted = label(config, at, contract)?;
    if standing.label == wanted {
        return Ok(());
    }
    let refused = DeployError::OtherBirth {
        contract,
        address: at.address(contract).clone(),
        found: standing.label.clone(),
        wanted,
    };
    Err(refused.into())
}

/// Sees that a contract is its deployer's.
pub fn owned(
    contract: Contract,
    address: &Addr,
    standing: &Standing,
    deployer: &Addr,
) -> Result<()> {
    // An address follows from the creator, the code and the salt: anybody else's contract there would
    // be a broken hash. It is checked all the same, because money is sent there.
    if standing.creator == *deployer {
        return Ok(());
    }
    let refused = DeployError::Occupied {
        contract,
        address: address.clone(),
        creator: standing.creator.clone(),
    };
    Err(refused.into())
}
