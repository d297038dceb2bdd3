//! Books what rigs' primary sales have brought.

use contract_kit::money::refuse_coins;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use rigshare_types::distributor::MAX_ITEMS;

use crate::error::ContractError;
use crate::lists::each_once;
use crate::peers::Peers;
use crate::proceeds;
use crate::rig_book::OpenBook;
use crate::state::CONFIG;

/// Anyone: divides what rigs have sold since the last booking between operator and protocol.
///
/// # Errors
/// A rig is unknown; there is nothing to book for any of them.
pub fn book_proceeds(
    deps: DepsMut,
    info: &MessageInfo,
    rigs: &[u32],
) -> Result<Response, ContractError> {
    refuse_coins(info)?;
    each_once("rigs", rigs, MAX_ITEMS)?;
    let config = CONFIG.load(deps.storage)?;
    let peers = Peers::new(deps.querier, &config);
    let mut found = Vec::with_capacity(rigs.len());
    for rig in rigs {
        let open = OpenBook::open(deps.storage, &peers, *rig)?;
        let unbooked = proceeds::unbooked(&peers, &open, &config)?;
        found.push((open, unbooked));
    }
    let mut response = Response::new();
    for (mut open, unbooked) in found {
        if let Some(event) = proceeds::book(deps.storage, &mut open, unbooked)? {
            open.save(deps.storage);
            response = response.add_event(event);
        }
    }
    if response.events.is_empty() {
        return Err(ContractError::NothingToBook);
    }
    Ok(response)
}
