//! Does what is left to do until the whole suite stands.

use anyhow::{Context, Result};
use cosmwasm_std::{Addr, Binary, WasmMsg};
use rigshare_chain::{Artifact, Chain, Checksum, Standing};
use thiserror::Error;

use crate::plan::salt;
use crate::{
    stored_version, Artifacts, Contract, Deployed, Manifest, Messages, Plan, SuiteConfig, TxFact,
};

/// Why a deployment can't go on.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DeployError {
    /// Half of another suite stands there.
    #[error(
        "{chain_id} has a suite {instance:?} of {deployer} with another configuration ({found}, not \
         {wanted}): finish it with that one, or choose another instance"
    )]
    OtherConfig {
        /// The chain.
        chain_id: String,
        /// The instance.
        instance: String,
        /// The deployer.
        deployer: Addr,
        /// The fingerprint of the configuration in the manifest.
        found: Checksum,
        /// The fingerprint of the configuration that was given.
        wanted: Checksum,
    },
    /// The manifest is of another suite.
    #[error(
        "the manifest is of suite {found:?} of {found_deployer} on {found_chain}, not of {wanted:?} of \
         {wanted_deployer} on {wanted_chain}"
    )]
    OtherSuite {
        /// The chain in the manifest.
        found_chain: String,
        /// The instance in it.
        found: String,
        /// The deployer in it.
        found_deployer: Addr,
        /// The chain that was asked for.
        wanted_chain: String,
        /// The instance.
        wanted: String,
        /// The deployer.
        wanted_deployer: Addr,
    },
    /// The manifest's contract runs other code than is deployed now: that is a migration.
    #[error(
        "{contract} stands at {address} with code {found}, the artifact is {wanted}: migrate it, or \
         choose another instance"
    )]
    OtherCode {
        /// The contract.
        contract: Contract,
        /// Where it stands.
        address: Addr,
        /// The code's checksum.
        found: Checksum,
        /// The artifact's checksum.
        wanted: Checksum,
    },
    /// Somebody else's contract is where this one belongs.
    #[error("{address}, where {contract} belongs, was instantiated by {creator}")]
    Occupied {
        /// The contract.
        contract: Contract,
        /// Its address.
        address: Addr,
        /// Who instantiated what stands there.
        creator: Addr,
    },
}

/// What a deployment has just done or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The chain has the code already.
    CodeKnown(Contract, u64),
    /// The code was uploaded.
    Uploaded(Contract, u64),
    /// The contract stands already.
    Standing(Contract),
    /// The contract was instantiated.
    Instantiated(Contract),
}

/// Does what is left to do until the suite stands: uploads the code that the chain lacks, then
/// instantiates the contracts that do not stand yet. After each step `written` gets the manifest so
/// far, to keep it: whoever is interrupted runs this again with the last one.
///
/// # Errors
/// [`DeployError`], what the chain refuses, or what `written` fails with. What was done until then stays
/// done.
pub fn deploy<C: Chain>(
    chain: &mut C,
    deployer: &Addr,
    config: &SuiteConfig,
    artifacts: &Artifacts,
    before: Option<Manifest>,
    mut written: impl FnMut(&Manifest, Step) -> Result<()>,
) -> Result<Manifest> {
    let at = Plan::new(chain.prefix(), deployer, &config.instance, artifacts)?;
    let mut manifest = begin(chain, deployer, config, before)?;
    for contract in Contract::ALL {
        let step = upload(chain, deployer, artifacts, &at, contract, &mut manifest)?;
        written(&manifest, step)?;
    }
    let messages = Messages { config, at: &at };
    for contract in Contract::ALL {
        let message = messages.of(contract)?;
        let step = instantiate(chain, config, contract, message, &mut manifest)
            .with_context(|| format!("instantiating {contract}"))?;
        written(&manifest, step)?;
    }
    Ok(manifest)
}

fn begin<C: Chain>(
    chain: &C,
    deployer: &Addr,
    config: &SuiteConfig,
    before: Option<Manifest>,
) -> Result<Manifest> {
    let config_sha256 = config.fingerprint()?;
    let Some(manifest) = before else {
        return Ok(Manifest {
            chain_id: chain.id().to_owned(),
            instance: config.instance.clone(),
            deployer: deployer.clone(),
            admin: config.admin.clone(),
            config_sha256,
            contracts: Default::default(),
        });
    };
    let same = manifest.chain_id == chain.id()
        && manifest.instance == config.instance
        && manifest.deployer == *deployer;
    if !same {
        let refused = DeployError::OtherSuite {
            found_chain: manifest.chain_id,
            found: manifest.instance,
            found_deployer: manifest.deployer,
            wanted_chain: chain.id().to_owned(),
            wanted: config.instance.clone(),
            wanted_deployer: deployer.clone(),
        };
        return Err(refused.into());
    }
    if manifest.config_sha256 != config_sha256 {
        let refused = DeployError::OtherConfig {
            chain_id: manifest.chain_id,
            instance: manifest.instance,
            deployer: manifest.deployer,
            found: manifest.config_sha256,
            wanted: config_sha256,
        };
        return Err(refused.into());
    }
    Ok(manifest)
}

fn upload<C: Chain>(
    chain: &mut C,
    deployer: &Addr,
    artifacts: &Artifacts,
    at: &Plan,
    contract: Contract,
    manifest: &mut Manifest,
) -> Result<Step> {
    let artifact = artifacts.find(contract)?;
    let sha256 = artifact.checksum();
    if let Some(deployed) = manifest.contracts.get(&contract) {
        if deployed.sha256 != sha256 {
            let refused = DeployError::OtherCode {
                contract,
                address: deployed.address.clone(),
                found: deployed.sha256,
                wanted: sha256,
            };
            return Err(refused.into());
        }
        return Ok(Step::CodeKnown(contract, deployed.code_id));
    }
    let stored = code_or_upload(chain, deployer, artifact);
    let (code_id, uploaded) = stored.with_context(|| format!("uploading {contract}"))?;
    let step = match uploaded {
        Some(_) => Step::Uploaded(contract, code_id),
        None => Step::CodeKnown(contract, code_id),
    };
    let deployed = Deployed {
        address: at.address(contract).clone(),
        code_id,
        sha256,
        version: None,
        uploaded,
        instantiated: None,
        migrations: Vec::new(),
    };
    manifest.contracts.insert(contract, deployed);
    Ok(step)
}

/// The id of the code that an artifact is on the chain, and the upload where the chain lacked it.
///
/// # Errors
/// The chain does not answer, or refuses the code.
pub(crate) fn code_or_upload<C: Chain>(
    chain: &mut C,
    sender: &Addr,
    artifact: &Artifact,
) -> Result<(u64, Option<TxFact>)> {
    if let Some(code_id) = chain.code_with(&artifact.checksum(), sender)? {
        return Ok((code_id, None));
    }
    let (code_id, included) = chain.store(sender, artifact)?;
    Ok((code_id, Some(TxFact::from(&included))))
}

fn instantiate<C: Chain>(
    chain: &mut C,
    config: &SuiteConfig,
    contract: Contract,
    msg: Binary,
    manifest: &mut Manifest,
) -> Result<Step> {
    let deployer = manifest.deployer.clone();
    let deployed = manifest
        .contracts
        .get_mut(&contract)
        .with_context(|| format!("{contract} has no code"))?;
    let address = deployed.address.clone();
    let step = match chain.contract_at(&address)? {
        Some(standing) => {
            owned(contract, &address, &standing, &deployer)?;
            Step::Standing(contract)
        }
        None => {
            let message = WasmMsg::Instantiate2 {
                admin: config.admin.clone(),
                code_id: deployed.code_id,
                label: format!("{} {contract}", config.instance),
                msg,
                funds: vec![],
                salt: Binary::from(salt(&config.instance, contract).as_bytes()),
            };
            let submitted = chain.submit(&deployer, vec![message.into()]);
            let standing = chain.contract_at(&address)?;
            match (submitted, standing) {
                (Ok(included), Some(_)) => {
                    deployed.instantiated = Some(TxFact::from(&included));
                    Step::Instantiated(contract)
                }
                // The transaction of a deployment that was killed came in between.
                (Err(_), Some(standing)) => {
                    owned(contract, &address, &standing, &deployer)?;
                    Step::Standing(contract)
                }
                (Ok(_), None) => anyhow::bail!("{contract} is not at {address}"),
                (Err(error), None) => return Err(error),
            }
        }
    };
    deployed.version = Some(stored_version(chain, &address)?.version);
    Ok(step)
}

fn owned(contract: Contract, address: &Addr, standing: &Standing, deployer: &Addr) -> Result<()> {
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
