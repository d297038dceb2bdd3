//! The book of a rig and its closed epochs.

use contract_kit::paging::epoch_page;
use cosmwasm_std::{Deps, Order, StdResult};
use rigshare_types::distributor::{
    ClosedEpoch, DenomAmount, HistoryResponse, RigBookResponse, CUMULATIVES,
};

use crate::error::ContractError;
use crate::peers::Peers;
use crate::proceeds::unbooked;
use crate::rig_book::OpenBook;
use crate::state::{ACCOUNTS, CONFIG};

/// The book of a rig: as it would begin, where nothing is stored of a rig that the nft knows.
pub fn rig_book(deps: Deps, rig: u32) -> Result<RigBookResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let peers = Peers::new(deps.querier, &config);
    let open = OpenBook::open(deps.storage, &peers, rig)?;
    let unbooked = unbooked(&peers, &open, &config)?;
    let account = ACCOUNTS
        .prefix(rig)
        .range(deps.storage, None, None, Order::Ascending)
        .map(|entry| {
            let (key, amount) = entry?;
            Ok(DenomAmount {
                denom: key.parse()?,
                amount,
            })
        })
        .collect::<StdResult<_>>()?;
    Ok(RigBookResponse {
        rig,
        book: open.book,
        account,
        unbooked_proceeds: unbooked.operator.checked_add(unbooked.protocol)?,
    })
}

/// A page of closed epochs.
pub fn history(
    deps: Deps,
    rig: u32,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<HistoryResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Peers::new(deps.querier, &config).rig(rig)?;
    // An epoch's closing stands in the record at the start of the one after it.
    let after = match start_after {
        None => 0,
        Some(epoch) => epoch.saturating_add(1),
    };
    let epochs = CUMULATIVES
        .range_after(deps.storage, rig, Some(after))
        .filter_map(|entry| match entry {
            Ok((at, record)) => record.closing.map(|closing| {
                Ok(ClosedEpoch {
                    epoch: at.saturating_sub(1),
                    closing,
                })
            }),
            Err(error) => Some(Err(error)),
        })
        .take(epoch_page(limit))
        .collect::<StdResult<_>>()?;
    Ok(HistoryResponse { epochs })
}
