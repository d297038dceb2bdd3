//! Fees, which only fall.

use contract_kit::money::refuse_coins;
use contract_kit::ownership::owner_only;
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};
use rigshare_types::distributor::FeeStep;
use rigshare_types::events::FeeLowered;

use crate::error::ContractError;
use crate::peers::Peers;
use crate::state::{Config, CONFIG, MAX_FEE_STEPS};

/// Owner: lowers fees. The fee on what holders are due falls from the next epoch on, so that no due
/// of an epoch that has begun changes; the part of primary sales falls with the next booking.
///
/// # Errors
/// The sender is not the owner; no fee is named; a fee would not fall; it fell too often.
pub fn lower_fees(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    protocol_fee_bps: Option<u16>,
    sale_fee_bps: Option<u16>,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    owner_only(&deps, &info.sender)?;
    let mut config = CONFIG.load(deps.storage)?;
    let mut events: Vec<Event> = Vec::new();
    if let Some(bps) = protocol_fee_bps {
        let clock = Peers::new(deps.querier, &config).clock()?;
        // An epoch that the clock knows has a successor.
        let from_epoch = clock.epoch_at(env.block.time.seconds())?.saturating_add(1);
        lower_protocol_fee(&mut config, FeeStep { from_epoch, bps })?;
        events.push(
            FeeLowered {
                fee: "protocol".to_owned(),
                bps,
                from_epoch,
            }
            .into(),
        );
    }
    if let Some(bps) = sale_fee_bps {
        falls("sale", bps, config.sale_fee_bps)?;
        config.sale_fee_bps = bps;
        events.push(
            FeeLowered {
                fee: "sale".to_owned(),
                bps,
                from_epoch: 0,
            }
            .into(),
        );
    }
    if events.is_empty() {
        return Err(ContractError::NoFee);
    }
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new().add_events(events))
}

fn lower_protocol_fee(config: &mut Config, step: FeeStep) -> Result<(), ContractError> {
    let steps = &mut config.protocol_fees;
    falls(
        "protocol",
        step.bps,
        steps.last().map_or(0, |last| last.bps),
    )?;
    let full = steps.len() >= MAX_FEE_STEPS;
    match steps.last_mut() {
        Some(last) if last.from_epoch >= step.from_epoch => last.bps = step.bps,
        _ if full => {
            return Err(ContractError::TooManyFeeSteps {
                most: MAX_FEE_STEPS,
            })
        }
        _ => steps.push(step),
    }
    Ok(())
}

fn falls(fee: &'static str, bps: u16, current: u16) -> Result<(), ContractError> {
    if bps < current {
        Ok(())
    } else {
        Err(ContractError::FeeNotLower { fee, bps, current })
    }
}
