//! Settling: epochs are paid, each rig's in order, with exactly the sum due.

use contract_kit::money::{take_exactly, Purse};
use cosmwasm_std::{BlockInfo, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};
use rigshare_types::distributor::{EpochDue, Outcome, RigEpoch, MAX_ITEMS};
use rigshare_types::pause::PAUSES;
use rigshare_types::units::Denom;

use crate::error::ContractError;
use crate::grace::{left, Moment};
use crate::judge::{Judge, Judgement, KnownDenoms};
use crate::lists::capped;
use crate::peers::Peers;
use crate::rig_book::{Closer, OpenBook, Payment};
use crate::state::{credit_protocol, Config, CONFIG};

/// What a settlement will do.
pub struct Plan {
    /// What each epoch costs, in the order of the message.
    pub items: Vec<EpochDue>,
    /// What must be brought.
    pub purse: Purse,
    closers: Vec<Closer>,
    events: Vec<Event>,
}

impl Plan {
    fn carry_out(self, storage: &mut dyn Storage) -> Result<Response, ContractError> {
        // Once a denom, however many rigs pay in it.
        let mut fees = Purse::new();
        for closer in self.closers {
            closer.save_book(storage);
            for (denom, fee) in closer.fees.iter() {
                fees.add(denom, fee)?;
            }
        }
        for (denom, fee) in fees.iter() {
            credit_protocol(storage, denom, fee)?;
        }
        Ok(Response::new().add_events(self.events))
    }
}

/// Works out what settling `items` does and costs. Changes nothing.
///
/// # Errors
/// An epoch is not the next one of its rig, lasts, or is not known well enough to be due.
pub fn plan(
    storage: &dyn Storage,
    peers: &mut Peers<'_>,
    config: &Config,
    env: &Env,
    items: &[RigEpoch],
) -> Result<Plan, ContractError> {
    capped("epochs", items, MAX_ITEMS)?;
    let clock = peers.clock()?;
    let mut plan = Plan {
        items: Vec::with_capacity(items.len()),
        purse: Purse::new(),
        closers: Vec::new(),
        events: Vec::with_capacity(items.len()),
    };
    let mut known_denoms = KnownDenoms::default();
    for item in items {
        let known = plan
            .closers
            .iter()
            .position(|closer| closer.open.rig == item.rig);
        let mut closer = match known {
            Some(place) => plan.closers.swap_remove(place),
            None => Closer::open(storage, peers, item.rig)?,
        };
        let of = closer.closable(item.epoch, &clock, env.block.time.seconds())?;
        let judge = Judge {
            facts: &closer.open.facts,
            denom: known_denoms.find(storage, &env.contract.address, &closer.open.facts.payout)?,
            clock,
            config,
        };
        let (due, known_since) = match judge.judge(peers, of)? {
            Judgement::Due { due, known_since } => (due, known_since),
            Judgement::Waits(waits) => return Err(waits.error(of.rig, of.epoch)),
        };
        let since = grace_start(&closer.open, known_since);
        let late = grace_over(storage, peers, config, since, &env.block)?;
        let payment = Payment {
            outcome: if late {
                Outcome::Late
            } else {
                Outcome::Settled
            },
            holders_due: due.holders,
            delivered: due.holders,
            short: Uint128::zero(),
            protocol_fee: due.protocol_fee,
            from_account: Uint128::zero(),
        };
        let registered_weight = closer
            .open
            .facts
            .shares
            .saturating_mul(u64::from(clock.epoch_seconds));
        plan.events.push(closer.close(of, &payment, &env.block)?);
        let denom = closer.open.facts.payout.clone();
        plan.purse.add(&denom, due.holders)?;
        plan.purse.add(&denom, due.protocol_fee)?;
        plan.items.push(EpochDue {
            rig: of.rig,
            epoch: of.epoch,
            denom,
            holders: due.holders,
            protocol_fee: due.protocol_fee,
            gross: due.gross,
            electricity: due.electricity,
            service_fee: due.service_fee,
            minted_weight: of.minted_weight,
            registered_weight,
        });
        plan.closers.push(closer);
    }
    Ok(plan)
}

/// When the grace of a rig's next epoch began: when everything that it is due by was final, and it
/// was the next one.
#[must_use]
pub fn grace_start(open: &OpenBook, known_since: Moment) -> Moment {
    known_since.later(Moment {
        seconds: open.book.next_since_seconds,
        height: open.book.next_since_height,
    })
}

/// True once the grace that began at `since` is over.
fn grace_over(
    storage: &dyn Storage,
    peers: &mut Peers<'_>,
    config: &Config,
    since: Moment,
    block: &BlockInfo,
) -> Result<bool, ContractError> {
    let now = Moment {
        seconds: block.time.seconds(),
        height: block.height,
    };
    // Pauses only lengthen it: within the plain span nobody has to look for them.
    if left(&config.grace, since, now, &[]).is_some() {
        return Ok(false);
    }
    let logs = (PAUSES.load(storage)?, peers.oracle_pauses()?);
    Ok(left(&config.grace, since, now, &[&logs.0, &logs.1]).is_none())
}

/// Anyone: settles epochs with exactly the sum due attached, in native coins. An epoch of a rig that
/// pays in a cw20 can be among them only if nothing is due for it.
///
/// # Errors
/// As [`plan`]; the coins are not exactly the sum.
pub fn settle(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    items: &[RigEpoch],
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut peers = Peers::new(deps.querier, &config);
    let plan = plan(deps.storage, &mut peers, &config, env, items)?;
    for item in &plan.items {
        let owes = !plan.purse.amount(&item.denom).is_zero();
        if owes && matches!(item.denom, Denom::Cw20(_)) {
            return Err(ContractError::WrongDenom {
                rig: item.rig,
                payout: item.denom.clone(),
                brought: "native coins".to_owned(),
            });
        }
    }
    take_exactly(info, &plan.purse.native())?;
    plan.carry_out(deps.storage)
}

/// A cw20 contract: settles epochs with exactly the sum due brought.
///
/// # Errors
/// As [`plan`]; a rig pays in something else; the amount is not exactly the sum.
pub fn settle_cw20(
    deps: DepsMut,
    env: &Env,
    brought: &Denom,
    amount: Uint128,
    items: &[RigEpoch],
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut peers = Peers::new(deps.querier, &config);
    let plan = plan(deps.storage, &mut peers, &config, env, items)?;
    if let Some(other) = plan.items.iter().find(|item| item.denom != *brought) {
        return Err(ContractError::WrongDenom {
            rig: other.rig,
            payout: other.denom.clone(),
            brought: brought.to_string(),
        });
    }
    let expected = plan.purse.amount(brought);
    if expected != amount {
        return Err(ContractError::NotExact {
            denom: brought.clone(),
            expected,
            brought: amount,
        });
    }
    plan.carry_out(deps.storage)
}
