//! What the contract does, a file a verb.

use cosmwasm_std::{Api, Env};
use rigshare_types::batch::{BatchDomain, SignedBatch};

use crate::error::ContractError;
use crate::signature::check_signature;
use crate::state::StoredReporters;

pub mod agreement;
pub mod assets;
pub mod equivocation;
pub mod finalize;
pub mod instantiate;
pub mod market;
pub mod relay;
pub mod reporters;
pub mod roles;

/// The digest of a batch, if its reporter signed it under `reporters`.
///
/// # Errors
/// [`ContractError::UnknownReporter`], [`ContractError::Signature`].
fn signed_digest(
    api: &dyn Api,
    env: &Env,
    reporters: &StoredReporters,
    signed: &SignedBatch,
) -> Result<[u8; 32], ContractError> {
    let reporter = reporters.reporter(signed.reporter, signed.batch.epoch)?;
    let domain = BatchDomain {
        chain_id: &env.block.chain_id,
        oracle: env.contract.address.as_str(),
        config_version: reporters.version,
    };
    let digest = domain.digest(&signed.batch);
    check_signature(api, &digest, &signed.signature, &reporter.public_key).map_err(|source| {
        ContractError::Signature {
            reporter: signed.reporter,
            epoch: signed.batch.epoch,
            page: signed.batch.page,
            source,
        }
    })?;
    Ok(digest)
}
