//! Rigs, their sales, royalties, and the contract itself.

use contract_kit::paging::page;
use cosmwasm_std::{Addr, Deps, Env, Uint128};
use rigshare_types::nft::{
    BuyerResponse, ConfigResponse, RigFacts, RigResponse, RigsResponse, RoyaltiesInfoResponse,
    CLOCK, MINTED, PROCEEDS, RIGS,
};
use rigshare_types::pause::PAUSES;
use rigshare_types::units::BPS_WHOLE;

use crate::error::ContractError;
use crate::holdings::Present;
use crate::rigs::load;
use crate::state::{BOUGHT, BUYERS, PEERS, PROFILES, PROPOSED, RIG_COUNT, ROLES, SALES};
use crate::tokens;

/// A rig, whole.
///
/// # Errors
/// [`ContractError::UnknownRig`].
pub fn rig(deps: Deps, env: &Env, rig: u32) -> Result<RigResponse, ContractError> {
    let present = Present::of(deps.storage, env)?;
    whole(deps, &present, rig, load(deps.storage, rig)?)
}

/// A page of rigs.
///
/// # Errors
/// Storage only.
pub fn list(
    deps: Deps,
    env: &Env,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<RigsResponse, ContractError> {
    let present = Present::of(deps.storage, env)?;
    let rigs = RIGS
        .range_after(deps.storage, (), start_after)
        .take(page(limit))
        .map(|entry| {
            let (rig, facts) = entry?;
            whole(deps, &present, rig, facts)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(RigsResponse { rigs })
}

fn whole(
    deps: Deps,
    present: &Present,
    rig: u32,
    facts: RigFacts,
) -> Result<RigResponse, ContractError> {
    let minted = MINTED.load(deps.storage, rig)?.schedule;
    Ok(RigResponse {
        rig,
        facts,
        profile: PROFILES.load(deps.storage, rig)?,
        sale: SALES.may_load(deps.storage, rig)?,
        minted: present.shares_in(&minted)?,
        proceeds: PROCEEDS.load(deps.storage, rig)?,
        proposed_operator: PROPOSED.may_load(deps.storage, rig)?,
    })
}

/// A buyer in a rig's sales.
///
/// # Errors
/// [`ContractError::UnknownRig`].
pub fn buyer(deps: Deps, rig: u32, buyer: &Addr) -> Result<BuyerResponse, ContractError> {
    load(deps.storage, rig)?;
    Ok(BuyerResponse {
        allowed: BUYERS.has(deps.storage, (rig, buyer)),
        bought: BOUGHT
            .may_load(deps.storage, (rig, buyer))?
            .unwrap_or_default(),
    })
}

/// The clock, the peers and the roles.
///
/// # Errors
/// Storage only.
pub fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let peers = PEERS.load(deps.storage)?;
    let roles = ROLES.load(deps.storage)?;
    Ok(ConfigResponse {
        clock: CLOCK.load(deps.storage)?.clock,
        quote_currency: peers.quote_currency,
        distributor: peers.distributor,
        oracle: peers.oracle,
        registrar: roles.registrar,
        pauser: roles.pauser,
        pauses: PAUSES.load(deps.storage)?,
        rigs: RIG_COUNT.load(deps.storage)?,
    })
}

/// cw2981: whom to pay how much of a sale.
///
/// # Errors
/// [`ContractError::UnknownToken`].
pub fn royalty(
    deps: Deps,
    token_id: &str,
    sale_price: Uint128,
) -> Result<RoyaltiesInfoResponse, ContractError> {
    let share = tokens::load(deps.storage, token_id)?.extension;
    let facts = load(deps.storage, share.rig)?;
    Ok(RoyaltiesInfoResponse {
        address: facts.operator.into_string(),
        royalty_amount: sale_price.checked_multiply_ratio(facts.royalty_bps, BPS_WHOLE)?,
    })
}
