//! Upgrades a contract to the code of an artifact.

use anyhow::{Context, Result};
use cosmwasm_std::{to_json_binary, Addr, Empty, WasmMsg};
use rigshare_chain::Chain;
use thiserror::Error;

use crate::deploy::code_or_upload;
use crate::{stored_version, Artifacts, Contract, Manifest, Migrated, TxFact};

/// Why there is nothing to migrate.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MigrateError {
    /// The contract runs this code already.
    #[error("{contract} runs this code already, version {version}")]
    SameCode {
        /// The contract.
        contract: Contract,
        /// Its version.
        version: String,
    },
    /// The contract was never deployed.
    #[error("the manifest has no {contract}")]
    NotDeployed {
        /// The contract.
        contract: Contract,
    },
}

/// Uploads the artifact where the chain lacks it, migrates the contract to it, and writes that down.
/// The contract itself refuses code of another contract and of a version that is not newer.
///
/// # Errors
/// [`MigrateError`], or what the chain or the contract refuses it with.
pub fn migrate<C: Chain>(
    chain: &mut C,
    sender: &Addr,
    contract: Contract,
    artifacts: &Artifacts,
    manifest: &mut Manifest,
) -> Result<Migrated> {
    let artifact = artifacts.find(contract)?;
    let sha256 = artifact.checksum();
    let deployed = manifest
        .contracts
        .get_mut(&contract)
        .ok_or(MigrateError::NotDeployed { contract })?;
    let address = deployed.address.clone();
    let before = stored_version(chain, &address)?;
    let standing = chain.contract_at(&address)?;
    let standing = standing.with_context(|| format!("nothing stands at {address}"))?;
    if chain.checksum_of(standing.code_id)? == sha256 {
        let version = before.version;
        return Err(MigrateError::SameCode { contract, version }.into());
    }
    let (code_id, uploaded) = code_or_upload(chain, sender, artifact)?;
    let message = WasmMsg::Migrate {
        contract_addr: address.to_string(),
        new_code_id: code_id,
        msg: to_json_binary(&Empty {})?,
    };
    let included = chain.submit(sender, vec![message.into()])?;
    let after = stored_version(chain, &address)?;
    let migrated = Migrated {
        from_version: before.version,
        to_version: after.version.clone(),
        transaction: TxFact::from(&included),
    };
    deployed.code_id = code_id;
    deployed.sha256 = sha256;
    deployed.version = Some(after.version);
    deployed.uploaded = uploaded;
    deployed.migrations.push(migrated.clone());
    Ok(migrated)
}
