//! Does what is left to do until the whole suite stands.

use anyhow::{Context, Result};
use cosmwasm_std::{Addr, Binary, WasmMsg};
use rigshare_chain::{Artifact, Chain};

use crate::plan::salt;
use crate::survey::{born_with, label, owned};
use crate::{
    stored_version, survey, Artifacts, Contract, Deployed, Found, Manifest, Messages, Plan,
    SuiteConfig, TxFact,
};

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

/// Does what is left to do until the suite stands, as [`survey`] says: uploads the code that the chain
/// lacks, then instantiates the contracts that do not stand yet. After each step `written` gets the
/// manifest so far, to keep it: whoever is interrupted runs this again with the last one.
///
/// # Errors
/// As [`survey`], and nothing is changed or written then; what the chain refuses, or what `written` fails
/// with: what was done until then stays done.
pub fn deploy<C: Chain>(
    chain: &mut C,
    deployer: &Addr,
    config: &SuiteConfig,
    artifacts: &Artifacts,
    before: Option<Manifest>,
    mut written: impl FnMut(&Manifest, Step) -> Result<()>,
) -> Result<Manifest> {
    let at = Plan::new(chain.prefix(), deployer, &config.instance, artifacts)?;
    let found = survey(chain, deployer, config, artifacts, before.as_ref())?;
    let config_sha256 = config.fingerprint()?;
    let mut manifest = before.unwrap_or_else(|| Manifest {
        chain_id: chain.id().to_owned(),
        instance: config.instance.clone(),
        deployer: deployer.clone(),
        admin: config.admin.clone(),
        config_sha256,
        contracts: Default::default(),
    });
    for found in &found {
        let step = upload(chain, artifacts, found, &mut manifest)?;
        written(&manifest, step)?;
    }
    let messages = Messages { config, at: &at };
    for found in &found {
        let contract = found.contract;
        let step = instantiate(chain, &messages, found, &mut manifest)
            .with_context(|| format!("instantiating {contract}"))?;
        written(&manifest, step)?;
    }
    Ok(manifest)
}

fn upload<C: Chain>(
    chain: &mut C,
    artifacts: &Artifacts,
    found: &Found,
    manifest: &mut Manifest,
) -> Result<Step> {
    let contract = found.contract;
    if let Some(deployed) = manifest.contracts.get(&contract) {
        return Ok(Step::CodeKnown(contract, deployed.code_id));
    }
    let (code_id, uploaded) = match found.code_id {
        Some(code_id) => (code_id, None),
        None => {
            let stored = chain.store(&manifest.deployer, artifacts.find(contract)?);
            let (code_id, included) = stored.with_context(|| format!("uploading {contract}"))?;
            (code_id, Some(TxFact::from(&included)))
        }
    };
    let step = match uploaded {
        Some(_) => Step::Uploaded(contract, code_id),
        None => Step::CodeKnown(contract, code_id),
    };
    let deployed = Deployed {
        address: found.address.clone(),
        code_id,
        sha256: found.sha256,
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
    messages: &Messages<'_>,
    found: &Found,
    manifest: &mut Manifest,
) -> Result<Step> {
    let Found {
        contract, address, ..
    } = found;
    let contract = *contract;
    let config = messages.config;
    let deployer = manifest.deployer.clone();
    let deployed = manifest
        .contracts
        .get_mut(&contract)
        .with_context(|| format!("{contract} has no code"))?;
    let step = if found.stands {
        Step::Standing(contract)
    } else {
        let message = WasmMsg::Instantiate2 {
            admin: config.admin.clone(),
            code_id: deployed.code_id,
            label: label(config, messages.at, contract)?,
            msg: messages.of(contract)?,
            funds: vec![],
            salt: Binary::from(salt(&config.instance, contract).as_bytes()),
        };
        let submitted = chain.submit(&deployer, vec![message.into()]);
        let standing = chain.contract_at(address)?;
        match (submitted, standing) {
            (Ok(included), Some(_)) => {
                deployed.instantiated = Some(TxFact::from(&included));
                Step::Instantiated(contract)
            }
            // The transaction of a deployment that was killed came in between.
            (Err(_), Some(standing)) => {
                owned(contract, address, &standing, &deployer)?;
                born_with(config, messages.at, contract, &standing)?;
                Step::Standing(contract)
            }
            (Ok(_), None) => anyhow::bail!("{contract} is not at {address}"),
            (Err(error), None) => return Err(error),
        }
    };
    deployed.version = Some(stored_version(chain, address)?.version);
    Ok(step)
}
