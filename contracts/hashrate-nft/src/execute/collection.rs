//! The collection's own name, description and pictures.
//!
//! cw721's own functions parse links with a URL library that would be a tenth of this contract; what
//! is stored, under which keys, and what cw721's queries answer is the same.

use contract_kit::ownership::owner_only;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Storage};
use cw721::msg::CollectionInfoMsg;
use cw721::query::query_collection_info_and_extension;
use cw721::state::{CollectionExtension, CollectionInfo};
use cw721::traits::ToAttributesState;
use cw721::{
    DefaultOptionalCollectionExtension, DefaultOptionalCollectionExtensionMsg, RoyaltyInfo,
};

use crate::error::ContractError;
use crate::text::{check_link, check_text, check_text_of};
use crate::tokens::cw721;

/// The longest description, in bytes: cw721's own limit.
pub const MAX_DESCRIPTION_BYTES: usize = 512;

/// Stores how the collection presents itself.
///
/// # Errors
/// Storage only.
pub fn save(
    storage: &mut dyn Storage,
    info: &CollectionInfo,
    extension: &CollectionExtension<RoyaltyInfo>,
) -> Result<(), ContractError> {
    let config = cw721();
    config.collection_info.save(storage, info)?;
    for attribute in extension.to_attributes_state()? {
        config
            .collection_extension
            .save(storage, attribute.key.clone(), &attribute)?;
    }
    Ok(())
}

/// Owner: changes how the collection presents itself.
///
/// A royalty or a trading time of the whole collection would speak against the rigs' own: they are
/// refused.
///
/// # Errors
/// The sender is not the owner; nothing would change; a text or link is wrong.
pub fn update(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: CollectionInfoMsg<DefaultOptionalCollectionExtensionMsg>,
) -> Result<Response, ContractError> {
    owner_only(&deps, &info.sender)?;
    let before =
        query_collection_info_and_extension::<DefaultOptionalCollectionExtension>(deps.as_ref())?;
    let (Some(old), name, symbol) = (before.extension, before.name, before.symbol) else {
        // Instantiation writes it.
        return Err(ContractError::NothingToChange {
            what: "the collection",
        });
    };
    let mut new = old.clone();
    let mut presented = CollectionInfo {
        name: name.clone(),
        symbol: symbol.clone(),
        updated_at: env.block.time,
    };
    if let Some(name) = msg.name {
        check_text("name", &name)?;
        presented.name = name;
    }
    if let Some(symbol) = msg.symbol {
        check_text("symbol", &symbol)?;
        presented.symbol = symbol;
    }
    if let Some(extension) = msg.extension {
        if extension.royalty_info.is_some() || extension.start_trading_time.is_some() {
            return Err(ContractError::NotSupported {
                message: "royalty_info and start_trading_time: they are each rig's own",
            });
        }
        if let Some(description) = extension.description {
            check_text_of("description", &description, MAX_DESCRIPTION_BYTES)?;
            new.description = description;
        }
        if let Some(image) = extension.image {
            check_link("image", &image)?;
            new.image = image;
        }
        if let Some(external_link) = extension.external_link {
            check_link("external_link", &external_link)?;
            new.external_link = Some(external_link);
        }
        if let Some(banner_url) = extension.banner_url {
            check_link("banner_url", &banner_url)?;
            new.banner_url = Some(banner_url);
        }
        new.explicit_content = extension.explicit_content.or(new.explicit_content);
    }
    if new == old && presented.name == name && presented.symbol == symbol {
        return Err(ContractError::NothingToChange {
            what: "the collection",
        });
    }
    save(deps.storage, &presented, &new)?;
    Ok(Response::new()
        .add_attribute("action", "update_collection_info")
        .add_attribute("sender", info.sender.to_string()))
}
