//! Entry points: they only dispatch.

use contract_kit::migration::{migrate_to, same_contract, same_layout};
use contract_kit::money::refuse_coins;
use contract_kit::ownership::role_events;
use contract_kit::pausing::start_log;
use cosmwasm_std::{
    entry_point, to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response,
};
use rigshare_types::marketplace::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, MAX_ITEMS};

use crate::error::ContractError;
use crate::execute::administer::{
    add_denom, extend, fee_within_cap, hand_over, lower_fee, pause, role_event, set_pauser,
    set_protocol_recipient, unpause,
};
use crate::execute::offer::{offer_for_rig, offer_for_token, Terms};
use crate::execute::{accept_offer, ask, buy, cancel, clean, withdraw};
use crate::query;
use crate::state::{Config, CONFIG, LAST_OFFER, LAYOUT};

/// What cw2 calls this contract.
pub const CONTRACT_NAME: &str = concat!("crates.io:rigshare-", "marketplace");

/// The version of this build.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts a marketplace without asks or offers.
///
/// # Errors
/// Coins attached, an invalid address, a fee above its cap, or a bad list of denoms.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    refuse_coins(&info)?;
    fee_within_cap(msg.fee_bps)?;
    if msg.denoms.is_empty() {
        return Err(ContractError::Empty { what: "denom" });
    }
    if msg.denoms.len() > MAX_ITEMS {
        return Err(ContractError::TooMany {
            what: "denoms",
            count: msg.denoms.len(),
            most: MAX_ITEMS,
        });
    }
    let mut denoms = Vec::with_capacity(msg.denoms.len());
    let mut listed = Vec::with_capacity(msg.denoms.len());
    for denom in msg.denoms {
        listed.push(extend(deps.api, &mut denoms, denom)?);
    }
    let config = Config {
        v: LAYOUT,
        hashrate_nft: deps.api.addr_validate(&msg.hashrate_nft)?,
        protocol_recipient: deps.api.addr_validate(&msg.protocol_recipient)?,
        fee_bps: msg.fee_bps,
        denoms,
        pauser: deps.api.addr_validate(&msg.pauser)?,
    };
    let owner = deps.api.addr_validate(&msg.owner)?;
    let ownership = cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.save(deps.storage, &config)?;
    LAST_OFFER.save(deps.storage, &0)?;
    start_log(deps.storage)?;
    Ok(Response::new()
        .add_events(role_events(&ownership))
        .add_event(role_event("pauser", &config.pauser))
        .add_event(role_event("protocol_recipient", &config.protocol_recipient))
        .add_events(listed))
}

/// Does what a message asks.
///
/// # Errors
/// [`ContractError`]; nothing is changed then.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    match msg {
        ExecuteMsg::Ask {
            token_id,
            price,
            expires_seconds,
        } => ask::ask(deps, &env, &info, &token_id, price, expires_seconds),
        ExecuteMsg::CancelAsk { token_id } => cancel::cancel_ask(deps, &info, &token_id),
        ExecuteMsg::Buy {
            purchases,
            deadline_seconds,
            recipient,
        } => buy::buy(
            deps,
            &env,
            &info,
            &purchases,
            deadline_seconds,
            recipient.as_deref(),
        ),
        ExecuteMsg::OfferForToken {
            token_id,
            least_shares,
            latest_lease_end_seconds,
            expires_seconds,
        } => {
            let terms = Terms {
                least_shares,
                latest_lease_end_seconds,
                expires_seconds,
            };
            offer_for_token(deps, &env, &info, token_id, terms)
        }
        ExecuteMsg::OfferForRig {
            rig,
            price_per_share,
            least_shares,
            latest_lease_end_seconds,
            expires_seconds,
        } => {
            let terms = Terms {
                least_shares,
                latest_lease_end_seconds,
                expires_seconds,
            };
            offer_for_rig(deps, &env, &info, rig, price_per_share, terms)
        }
        ExecuteMsg::CancelOffer { offer } => cancel::cancel_offer(deps, &info, offer),
        ExecuteMsg::AcceptOffer {
            offer,
            token_id,
            least_price,
            deadline_seconds,
        } => accept_offer::accept_offer(
            deps,
            &env,
            &info,
            offer,
            &token_id,
            &least_price,
            deadline_seconds,
        ),
        ExecuteMsg::Clean { asks, offers } => clean::clean(deps, &env, &info, &asks, &offers),
        ExecuteMsg::Withdraw { denoms } => withdraw::withdraw(deps, &info, denoms),
        ExecuteMsg::LowerFee { fee_bps } => lower_fee(deps, &info, fee_bps),
        ExecuteMsg::AddDenom { denom } => add_denom(deps, &info, denom),
        ExecuteMsg::SetProtocolRecipient { address } => {
            set_protocol_recipient(deps, &info, &address)
        }
        ExecuteMsg::Pause { seconds } => pause(deps, &env, &info, seconds),
        ExecuteMsg::Unpause {} => unpause(deps, &env, &info),
        ExecuteMsg::SetPauser { address } => set_pauser(deps, &info, &address),
        ExecuteMsg::UpdateOwnership(action) => hand_over(deps, &env, &info, action),
    }
}

/// Answers a query.
///
/// # Errors
/// An invalid address, or the tokens' contract can't be read.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&query::money::config(deps)?),
        QueryMsg::Ask { token_id } => to_json_binary(&query::asks::ask(deps, &env, &token_id)?),
        QueryMsg::AsksByPrice {
            rig,
            denom,
            start_after,
            limit,
        } => to_json_binary(&query::asks::asks_by_price(
            deps,
            &env,
            rig,
            &denom,
            start_after.as_ref(),
            limit,
        )?),
        QueryMsg::Asks { start_after, limit } => to_json_binary(&query::asks::asks(
            deps,
            &env,
            start_after.as_deref(),
            limit,
        )?),
        QueryMsg::Offer { offer } => to_json_binary(&query::offers::offer(deps, &env, offer)?),
        QueryMsg::Offers {
            rig,
            start_after,
            limit,
        } => to_json_binary(&query::offers::offers(deps, &env, rig, start_after, limit)?),
        QueryMsg::Account {
            address,
            start_after,
            limit,
        } => to_json_binary(&query::money::account(
            deps,
            &address,
            start_after.as_deref(),
            limit,
        )?),
        QueryMsg::SplitOf { token_id, price } => {
            to_json_binary(&query::money::split_of(deps, &token_id, price)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    };
    Ok(answer?)
}

/// Becomes a newer version.
///
/// # Errors
/// Another contract, a version that is not newer, or a stored layout that this build does not know.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    same_contract(deps.storage, CONTRACT_NAME)?;
    same_layout("config", CONFIG.load(deps.storage)?.v, LAYOUT)?;
    Ok(migrate_to(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?)
}
