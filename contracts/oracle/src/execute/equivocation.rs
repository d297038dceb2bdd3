//! Proving that a reporter signed twice.

use cosmwasm_std::{DepsMut, Env, HexBinary, Response};
use rigshare_types::batch::SignedBatch;
use rigshare_types::events::ReporterSuspended;
use rigshare_types::oracle::{StoredEvidence, EVIDENCE};

use crate::error::ContractError;
use crate::execute::signed_digest;
use crate::form::check_size;
use crate::state::{is_suspended, load_times, reporters_of, CONFIG};

/// Anyone, also while paused: shows two batches that one reporter signed for one epoch and page. The
/// reporter is suspended at once; what it signed counts no more for anything that is not final.
///
/// The epoch must have begun, as before it the configuration under which both were signed may still
/// change. Neither batch has to be one that could be relayed: whoever signs twice is not honest.
///
/// # Errors
/// The batches are not of one reporter, epoch and page, are the same, or are not signed by it; or the
/// reporter is suspended already.
pub fn prove_equivocation(
    deps: DepsMut,
    env: &Env,
    first: SignedBatch,
    second: SignedBatch,
) -> Result<Response, ContractError> {
    if first.reporter != second.reporter {
        return Err(ContractError::DifferentReporters {
            first: first.reporter,
            second: second.reporter,
        });
    }
    let reporter = first.reporter;
    let (epoch, page) = (first.batch.epoch, first.batch.page);
    if (epoch, page) != (second.batch.epoch, second.batch.page) {
        return Err(ContractError::DifferentPages {
            first_epoch: epoch,
            first_page: page,
            second_epoch: second.batch.epoch,
            second_page: second.batch.page,
        });
    }
    if is_suspended(deps.storage, reporter) {
        return Err(ContractError::Suspended { reporter });
    }
    load_times(deps.as_ref(), env, &CONFIG.load(deps.storage)?)?.refuse_before_start(epoch)?;
    for signed in [&first, &second] {
        check_size(&signed.batch).map_err(|source| ContractError::Form {
            reporter,
            epoch,
            page,
            source,
        })?;
    }
    let reporters = reporters_of(deps.storage, epoch)?;
    let first_digest = signed_digest(deps.api, env, &reporters, &first)?;
    let second_digest = signed_digest(deps.api, env, &reporters, &second)?;
    if first_digest == second_digest {
        return Err(ContractError::SameBatch {
            digest: HexBinary::from(&first_digest),
        });
    }
    let evidence = StoredEvidence {
        v: 1,
        config_version: reporters.version,
        first,
        second,
    };
    EVIDENCE.save(deps.storage, reporter, &evidence)?;
    Ok(Response::new().add_event(ReporterSuspended {
        reporter,
        epoch,
        first_digest: HexBinary::from(&first_digest).to_hex(),
        second_digest: HexBinary::from(&second_digest).to_hex(),
    }))
}
