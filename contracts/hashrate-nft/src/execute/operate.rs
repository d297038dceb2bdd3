//! What an operator does with its rig, beside selling: lowering terms, handing it over, retiring it.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use rigshare_types::events::{OperatorChanged, OperatorProposed, RigRetired, TermsLowered};
use rigshare_types::nft::{RigStatus, TermsStep, MAX_TERMS_STEPS, MINTED, RIGS};

use crate::error::ContractError;
use crate::holdings::Present;
use crate::rigs::{check_not_over, check_status, load, load_operated};
use crate::state::{PROPOSED, SALES};
use crate::text::check_range;

/// The terms that are to fall; `None` leaves one as it is.
pub struct LowerTerms {
    /// Watts of the whole rig.
    pub watts: Option<u64>,
    /// Price of a kilowatt-hour in billionths of the quote currency.
    pub electricity_nano_per_kwh: Option<Uint128>,
    /// Service fee in basis points.
    pub service_fee_bps: Option<u16>,
}

/// Lowers terms from the next epoch on. Lowering again within an epoch replaces the step, so the
/// steps of an operator who does it daily count once a day.
///
/// # Errors
/// The sender is not the operator; the rig was rejected or is over by the next epoch; a term would
/// rise, none would fall, or they fell too often.
pub fn lower_terms(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rig: u32,
    lower: &LowerTerms,
) -> Result<Response, ContractError> {
    let mut facts = load_operated(deps.storage, rig, &info.sender)?;
    if facts.status == RigStatus::Rejected {
        check_status(rig, &facts, RigStatus::Approved)?;
    }
    // The clock's epochs end below u32::MAX.
    let from_epoch = Present::of(deps.storage, env)?.epoch()? + 1;
    check_not_over(rig, &facts, from_epoch)?;
    // Registration writes the first step.
    let last = facts
        .terms
        .last()
        .copied()
        .ok_or(ContractError::UnknownRig { rig })?;
    let step = TermsStep {
        from_epoch,
        watts: lower.watts.unwrap_or(last.watts),
        electricity_nano_per_kwh: lower
            .electricity_nano_per_kwh
            .unwrap_or(last.electricity_nano_per_kwh),
        service_fee_bps: lower.service_fee_bps.unwrap_or(last.service_fee_bps),
    };
    check_falls(rig, &last, &step)?;
    check_range("watts", step.watts, 1u64, u64::MAX)?;
    if last.from_epoch == from_epoch {
        facts.terms.pop();
    } else if facts.terms.len() >= MAX_TERMS_STEPS {
        return Err(ContractError::TermsUsedUp {
            rig,
            most: MAX_TERMS_STEPS,
        });
    }
    facts.terms.push(step);
    RIGS.save(deps.storage, rig, &facts);
    Ok(Response::new().add_event(TermsLowered {
        rig,
        from_epoch,
        watts: step.watts,
        electricity_nano_per_kwh: step.electricity_nano_per_kwh,
        service_fee_bps: step.service_fee_bps,
    }))
}

fn check_falls(rig: u32, last: &TermsStep, step: &TermsStep) -> Result<(), ContractError> {
    let mut falls = false;
    for (field, from, to) in [
        ("watts", last.watts.into(), step.watts.into()),
        (
            "electricity_nano_per_kwh",
            last.electricity_nano_per_kwh,
            step.electricity_nano_per_kwh,
        ),
        (
            "service_fee_bps",
            last.service_fee_bps.into(),
            step.service_fee_bps.into(),
        ),
    ] {
        if to > from {
            return Err(ContractError::TermRises {
                rig,
                field,
                from,
                to,
            });
        }
        falls |= to < from;
    }
    if falls {
        Ok(())
    } else {
        Err(ContractError::NothingToChange { what: "the terms" })
    }
}

/// Names who may become the operator, or nobody.
///
/// # Errors
/// The sender is not the operator; the address is invalid; nothing would change.
pub fn propose(
    deps: DepsMut,
    info: &MessageInfo,
    rig: u32,
    operator: Option<String>,
) -> Result<Response, ContractError> {
    let facts = load_operated(deps.storage, rig, &info.sender)?;
    let successor = operator
        .map(|address| deps.api.addr_validate(&address))
        .transpose()?;
    let before = PROPOSED.may_load(deps.storage, rig)?;
    if successor == before || successor.as_ref() == Some(&facts.operator) {
        return Err(ContractError::NothingToChange {
            what: "the proposed operator",
        });
    }
    match &successor {
        Some(successor) => PROPOSED.save(deps.storage, rig, successor)?,
        None => PROPOSED.remove(deps.storage, rig),
    }
    Ok(Response::new().add_event(OperatorProposed {
        rig,
        operator: successor
            .map(|address| address.into_string())
            .unwrap_or_default(),
    }))
}

/// The proposed operator takes the rig over.
///
/// # Errors
/// [`ContractError::UnknownRig`] and [`ContractError::NotProposed`].
pub fn accept(deps: DepsMut, info: &MessageInfo, rig: u32) -> Result<Response, ContractError> {
    let mut facts = load(deps.storage, rig)?;
    if PROPOSED.may_load(deps.storage, rig)?.as_ref() != Some(&info.sender) {
        return Err(ContractError::NotProposed {
            sender: info.sender.clone(),
            rig,
        });
    }
    PROPOSED.remove(deps.storage, rig);
    facts.operator = info.sender.clone();
    RIGS.save(deps.storage, rig, &facts);
    Ok(Response::new().add_event(OperatorChanged {
        rig,
        operator: info.sender.to_string(),
    }))
}

/// Ends a rig with the present epoch, and its sale at once. Before its start the term becomes empty.
///
/// # Errors
/// The sender is not the operator; the rig is not approved, or ends by then anyway.
pub fn retire(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    rig: u32,
) -> Result<Response, ContractError> {
    let mut facts = load_operated(deps.storage, rig, &info.sender)?;
    check_status(rig, &facts, RigStatus::Approved)?;
    let present = Present::of(deps.storage, env)?;
    // The clock's epochs end below u32::MAX.
    let end_epoch = facts.start_epoch.max(present.epoch()? + 1);
    check_not_over(rig, &facts, end_epoch)?;
    facts.end_epoch = end_epoch;
    facts.retired = true;
    RIGS.save(deps.storage, rig, &facts);
    SALES.remove(deps.storage, rig);
    let outstanding = present.shares_in(&MINTED.load(deps.storage, rig)?.schedule)?;
    Ok(Response::new().add_event(RigRetired {
        rig,
        end_epoch,
        outstanding,
    }))
}
