//! How the contract is born: with its peers, and with nobody who could mint.

use contract_kit::pausing::start_log;
use cosmwasm_std::{DepsMut, Env, Response};
use cw2::set_contract_version;
use cw721::execute::{initialize_creator, initialize_minter};
use cw721::state::{CollectionExtension, CollectionInfo};
use rigshare_types::events::RoleChanged;
use rigshare_types::nft::{InstantiateMsg, StoredClock, CLOCK};
use rigshare_types::peer::Layout;

use crate::contract::{CONTRACT_NAME, CONTRACT_VERSION};
use crate::error::ContractError;
use crate::execute::collection::{self, MAX_DESCRIPTION_BYTES};
use crate::state::{Peers, Roles, PEERS, RIG_COUNT, ROLES, TOKENS_ENDED};
use crate::text::{check_identifier, check_text, check_text_of};

/// Stores what never changes, and fills the roles. cw721's minter is the contract itself: as it
/// never calls itself, nobody mints through cw721.
///
/// # Errors
/// An address, text or the clock is not valid.
pub fn instantiate(
    deps: DepsMut,
    env: &Env,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    msg.clock.validate()?;
    check_text("name", &msg.name)?;
    check_text("symbol", &msg.symbol)?;
    check_text_of("description", &msg.description, MAX_DESCRIPTION_BYTES)?;
    check_identifier("quote_currency", &msg.quote_currency)?;
    let owner = deps.api.addr_validate(&msg.owner)?;
    let roles = Roles {
        registrar: deps.api.addr_validate(&msg.registrar)?,
        pauser: deps.api.addr_validate(&msg.pauser)?,
    };
    let peers = Peers {
        quote_currency: msg.quote_currency,
        distributor: deps.api.addr_validate(&msg.distributor)?,
        oracle: deps.api.addr_validate(&msg.oracle)?,
    };

    let presented = CollectionInfo {
        name: msg.name,
        symbol: msg.symbol,
        updated_at: env.block.time,
    };
    let extension = CollectionExtension {
        description: msg.description,
        image: String::new(),
        external_link: None,
        banner_url: None,
        explicit_content: Some(false),
        start_trading_time: None,
        royalty_info: None,
    };
    collection::save(deps.storage, &presented, &extension)?;
    let minter = env.contract.address.as_str();
    initialize_minter(deps.storage, deps.api, Some(minter))?;
    initialize_creator(deps.storage, deps.api, Some(owner.as_str()))?;
    set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    start_log(deps.storage)?;
    let clock = StoredClock {
        v: StoredClock::VERSION,
        clock: msg.clock,
    };
    CLOCK.save(deps.storage, &clock)?;
    PEERS.save(deps.storage, &peers)?;
    ROLES.save(deps.storage, &roles)?;
    RIG_COUNT.save(deps.storage, &0)?;
    TOKENS_ENDED.save(deps.storage, &0)?;
    let named = [
        ("owner", owner),
        ("registrar", roles.registrar),
        ("pauser", roles.pauser),
    ];
    Ok(
        Response::new().add_events(named.map(|(role, address)| RoleChanged {
            role: role.to_owned(),
            address: address.into_string(),
        })),
    )
}
