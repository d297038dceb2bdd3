//! Books what a rig's primary sales have brought: the nft sends the coins here and writes the sum
//! down, and the difference to what is booked is divided.

use cosmwasm_std::{Event, Storage, Uint128};
use rigshare_types::events::ProceedsBooked;
use rigshare_types::units::Denom;

use crate::bps::part_floor;
use crate::error::ContractError;
use crate::peers::Peers;
use crate::rig_book::OpenBook;
use crate::state::{account, credit_protocol, set_account, Config};

/// What is to be divided.
pub struct Unbooked {
    /// In what.
    pub denom: Denom,
    /// What the operator's account gains.
    pub operator: Uint128,
    /// What the protocol's account gains: rounded down.
    pub protocol: Uint128,
    total: Uint128,
}

/// What a rig's sales have brought that is not booked yet.
///
/// # Errors
/// [`ContractError::ProceedsFell`]; the nft's facts are absent.
pub fn unbooked(
    peers: &Peers<'_>,
    open: &OpenBook,
    config: &Config,
) -> Result<Unbooked, ContractError> {
    let proceeds = peers.proceeds(open.rig)?;
    let booked = open.book.booked_proceeds;
    let new = proceeds
        .total
        .checked_sub(booked)
        .map_err(|_| ContractError::ProceedsFell {
            rig: open.rig,
            booked,
            total: proceeds.total,
        })?;
    let protocol = part_floor(new, config.sale_fee_bps);
    Ok(Unbooked {
        denom: Denom::Native(proceeds.denom),
        operator: new.saturating_sub(protocol),
        protocol,
        total: proceeds.total,
    })
}

/// Books it, where there is something; the caller saves the book.
///
/// # Errors
/// An account has no room.
pub fn book(
    storage: &mut dyn Storage,
    open: &mut OpenBook,
    unbooked: Unbooked,
) -> Result<Option<Event>, ContractError> {
    if open.book.booked_proceeds == unbooked.total {
        return Ok(None);
    }
    let denom = unbooked.denom;
    let sum = account(storage, open.rig, &denom)?.checked_add(unbooked.operator)?;
    set_account(storage, open.rig, &denom, sum)?;
    credit_protocol(storage, &denom, unbooked.protocol)?;
    open.book.booked_proceeds = unbooked.total;
    Ok(Some(
        ProceedsBooked {
            rig: open.rig,
            denom,
            operator: unbooked.operator,
            protocol: unbooked.protocol,
        }
        .into(),
    ))
}
