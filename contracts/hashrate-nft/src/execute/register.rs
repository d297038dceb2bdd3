//! Registering a rig. Anyone may; it sells nothing before the registrar approves it.

use contract_kit::pausing::refuse_while_paused;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use rigshare_types::events::RigRegistered;
use rigshare_types::nft::{
    NewRig, Proceeds, RigFacts, RigProfile, RigStatus, TermsStep, MINTED, PROCEEDS, RIGS,
};
use rigshare_types::peer::Layout;
use rigshare_types::units::Denom;
use share_ledger::Schedule;

use crate::error::ContractError;
use crate::holdings::{stored, Present};
use crate::peers::{knows_coin, pays_in};
use crate::rigs::check_new;
use crate::state::{PAYOUT_ADDRESSES, PEERS, PROFILES, RIG_COUNT, WORKERS};

/// Registers the sender's rig.
///
/// # Errors
/// A pause, a field that is wrong, a coin or denom that is not known, a worker or payout address
/// that another rig has.
pub fn register(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    new: NewRig,
) -> Result<Response, ContractError> {
    let present = Present::of(deps.storage, env)?;
    refuse_while_paused(deps.storage, present.seconds)?;
    let peers = PEERS.load(deps.storage)?;
    let shares = check_new(&new, &peers.quote_currency, present.epoch()?)?;
    new.payout.validate(deps.api)?;
    Denom::Native(new.sale_denom.clone()).validate(deps.api)?;
    let (oracle, distributor) = (&peers.oracle, &peers.distributor);
    if !knows_coin(deps.querier, oracle, &new.coin)? {
        return Err(ContractError::UnknownCoin { coin: new.coin });
    }
    if !pays_in(deps.querier, distributor, &new.payout.key())? {
        return Err(ContractError::UnlistedDenom { denom: new.payout });
    }
    let account = Account::of(&new.pool, &new.worker, &new.payout_address);
    if let Some(rig) = WORKERS.may_load(deps.storage, account.worker())? {
        return Err(ContractError::WorkerTaken {
            pool: new.pool,
            worker: new.worker,
            rig,
        });
    }
    if let Some(rig) = PAYOUT_ADDRESSES.may_load(deps.storage, &account.payout_address)? {
        return Err(ContractError::PayoutAddressTaken {
            payout_address: new.payout_address,
            rig,
        });
    }

    let count = RIG_COUNT.load(deps.storage)?;
    let rig = count
        .checked_add(1)
        .ok_or(ContractError::UnknownRig { rig: count })?;
    RIG_COUNT.save(deps.storage, &rig)?;
    WORKERS.save(deps.storage, account.worker(), &rig)?;
    PAYOUT_ADDRESSES.save(deps.storage, &account.payout_address, &rig)?;
    MINTED.save(deps.storage, rig, &stored(Schedule::new()));
    let proceeds = Proceeds {
        v: Proceeds::VERSION,
        denom: new.sale_denom,
        total: Uint128::zero(),
    };
    PROCEEDS.save(deps.storage, rig, &proceeds)?;
    let profile = RigProfile {
        model: new.model,
        algorithm: new.algorithm,
        unit_hashrate_hs: new.unit_hashrate_hs,
        location: new.location,
        renewable_bps: new.renewable_bps,
        worker: new.worker,
        payout_address: new.payout_address,
    };
    PROFILES.save(deps.storage, rig, &profile)?;
    let facts = RigFacts {
        v: RigFacts::VERSION,
        status: RigStatus::Pending,
        operator: info.sender.clone(),
        coin: new.coin,
        hashrate_hs: new.hashrate_hs,
        shares,
        terms: vec![TermsStep {
            from_epoch: 0,
            watts: new.watts,
            electricity_nano_per_kwh: new.electricity_nano_per_kwh,
            service_fee_bps: new.service_fee_bps,
        }],
        pool: new.pool,
        scheme: new.scheme,
        start_epoch: new.start_epoch,
        end_epoch: new.end_epoch,
        retired: false,
        payout: new.payout,
        least_grade: new.least_grade,
        royalty_bps: new.royalty_bps,
    };
    RIGS.save(deps.storage, rig, &facts);
    Ok(Response::new().add_event(RigRegistered {
        rig,
        operator: facts.operator.into_string(),
        coin: facts.coin,
        hashrate_hs: facts.hashrate_hs,
        shares,
        start_epoch: facts.start_epoch,
        end_epoch: facts.end_epoch,
        payout: facts.payout,
    }))
}

/// Where a rig mines and is paid, in the form in which no two rigs may share it.
pub struct Account {
    pool: String,
    worker: String,
    /// The payout address.
    pub payout_address: String,
}

impl Account {
    /// Folds the case, so that nothing is registered twice by writing it otherwise.
    #[must_use]
    pub fn of(pool: &str, worker: &str, payout_address: &str) -> Self {
        Self {
            pool: pool.to_ascii_lowercase(),
            worker: worker.to_ascii_lowercase(),
            payout_address: payout_address.to_ascii_lowercase(),
        }
    }

    /// The key of [`WORKERS`].
    #[must_use]
    pub fn worker(&self) -> (&str, &str) {
        (&self.pool, &self.worker)
    }
}
