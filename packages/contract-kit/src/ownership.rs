//! The owner's role: handed over in two steps, never given up.

use cosmwasm_std::{Addr, BlockInfo, DepsMut, Event, Response};
use cw_ownable::{Action, Ownership, OwnershipError};
use rigshare_types::events::RoleChanged;
use thiserror::Error;

/// Why the owner's role did not change hands.
#[derive(Debug, Error, PartialEq)]
pub enum RoleError {
    /// cw-ownable's own rules.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// Without an owner nobody could replace a lost registrar, pauser or reporter.
    #[error("the owner's role can be handed over, not renounced")]
    Renounce,
    /// Only the holder of a role may do this.
    #[error("{sender} is not the {role}")]
    NotAllowed {
        /// Who tried.
        sender: Addr,
        /// Who may.
        role: &'static str,
    },
}

/// Refuses everybody but the owner.
///
/// # Errors
/// [`RoleError::NotAllowed`] and cw-ownable's.
pub fn owner_only(deps: &DepsMut, sender: &Addr) -> Result<(), RoleError> {
    match cw_ownable::assert_owner(deps.storage, sender) {
        Ok(()) => Ok(()),
        Err(OwnershipError::NotOwner) => Err(RoleError::NotAllowed {
            sender: sender.clone(),
            role: "owner",
        }),
        Err(error) => Err(error.into()),
    }
}

/// Refuses everybody but the holder of a role.
///
/// # Errors
/// [`RoleError::NotAllowed`].
pub fn only(role: &'static str, holder: &Addr, sender: &Addr) -> Result<(), RoleError> {
    if holder == sender {
        Ok(())
    } else {
        Err(RoleError::NotAllowed {
            sender: sender.clone(),
            role,
        })
    }
}

/// Proposes or accepts the owner's role.
///
/// # Errors
/// [`RoleError::Renounce`], and cw-ownable's rules.
pub fn update_ownership(
    deps: DepsMut,
    block: &BlockInfo,
    sender: &Addr,
    action: Action,
) -> Result<Response, RoleError> {
    if action == Action::RenounceOwnership {
        return Err(RoleError::Renounce);
    }
    let ownership = cw_ownable::update_ownership(deps, block, sender, action)?;
    Ok(Response::new().add_events(role_events(&ownership)))
}

/// The events that tell who owns and who may accept.
#[must_use]
pub fn role_events(ownership: &Ownership<Addr>) -> [Event; 2] {
    let address = |of: &Option<Addr>| of.as_ref().map(Addr::to_string).unwrap_or_default();
    [
        RoleChanged {
            role: "owner".to_owned(),
            address: address(&ownership.owner),
        }
        .into(),
        RoleChanged {
            role: "pending_owner".to_owned(),
            address: address(&ownership.pending_owner),
        }
        .into(),
    ]
}
