//! The contract comes into being, with its peers' addresses known before they exist.

use contract_kit::money::refuse_coins;
use contract_kit::ownership::role_events;
use contract_kit::pausing::start_log;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw2::set_contract_version;
use rigshare_types::distributor::{
    FeeStep, InstantiateMsg, MAX_ITEMS, MAX_PROTOCOL_FEE_BPS, MAX_SALE_FEE_BPS,
};
use rigshare_types::events::RoleChanged;

use crate::contract::{CONTRACT_NAME, CONTRACT_VERSION};
use crate::error::ContractError;
use crate::execute::denoms::{list_denom, well_formed};
use crate::lists::each_once;
use crate::state::{Config, CONFIG};

/// Brings the contract into being. The oracle need not exist yet, so that the assets of `denoms` are
/// checked for their form only; a rig that pays in one that the oracle does not know never settles.
///
/// # Errors
/// A fee above its limit, a grace of nothing, a bad or repeated denom, an invalid address.
pub fn instantiate(
    deps: DepsMut,
    _env: &Env,
    info: &MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    for (fee, bps, most) in [
        ("protocol", msg.protocol_fee_bps, MAX_PROTOCOL_FEE_BPS),
        ("sale", msg.sale_fee_bps, MAX_SALE_FEE_BPS),
    ] {
        if bps > most {
            return Err(ContractError::FeeTooHigh { fee, bps, most });
        }
    }
    if msg.grace.seconds == 0 {
        return Err(ContractError::NoGrace);
    }
    // Without any denom no rig could ever settle; more can be added later.
    let keys: Vec<String> = msg.denoms.iter().map(|entry| entry.denom.key()).collect();
    each_once("denoms", &keys, MAX_ITEMS)?;
    for entry in &msg.denoms {
        well_formed(deps.api, entry)?;
    }
    let address = |text: &str| deps.api.addr_validate(text);
    let config = Config {
        hashrate_nft: address(&msg.hashrate_nft)?,
        oracle: address(&msg.oracle)?,
        pauser: address(&msg.pauser)?,
        protocol_recipient: address(&msg.protocol_recipient)?,
        protocol_fees: vec![FeeStep {
            from_epoch: 0,
            bps: msg.protocol_fee_bps,
        }],
        sale_fee_bps: msg.sale_fee_bps,
        grace: msg.grace,
    };
    let ownership = cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    start_log(deps.storage)?;
    CONFIG.save(deps.storage, &config)?;
    let mut response = Response::new().add_events(role_events(&ownership));
    for (role, address) in [
        ("pauser", &config.pauser),
        ("protocol_recipient", &config.protocol_recipient),
    ] {
        response = response.add_event(RoleChanged {
            role: role.to_owned(),
            address: address.to_string(),
        });
    }
    for entry in &msg.denoms {
        response = response.add_event(list_denom(deps.storage, entry)?);
    }
    Ok(response)
}
