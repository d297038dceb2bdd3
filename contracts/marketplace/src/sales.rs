//! Sales: who gets what, gathered and checked before anything is written.

use std::collections::BTreeMap;

use contract_kit::money::Purse;
use cosmwasm_std::{
    to_json_binary, Addr, BankMsg, Coin, CosmosMsg, Deps, Empty, Event, Response, Storage, WasmMsg,
};
use cw721::msg::Cw721ExecuteMsg;
use rigshare_types::events::Sold;
use rigshare_types::units::Denom;

use crate::accounts::Credits;
use crate::error::ContractError;
use crate::split::split_floor;
use crate::state::Config;
use crate::tokens::{royalty_of, Royalty};

/// cw721's message without any contract's extensions, whose parts a transfer does not have: the same
/// JSON from less code.
type Transfer = Cw721ExecuteMsg<Empty, Empty, Empty>;

/// One token that changes hands.
#[derive(Clone, Debug)]
pub struct Sale<'a> {
    /// The token.
    pub token_id: &'a str,
    /// Its rig.
    pub rig: u32,
    /// Its shares.
    pub shares: u64,
    /// Who sells.
    pub seller: &'a Addr,
    /// Who pays.
    pub buyer: &'a Addr,
    /// Who gets the token.
    pub recipient: &'a Addr,
    /// The whole price.
    pub price: &'a Coin,
    /// The offer that was accepted; 0 where an ask was bought.
    pub offer: u64,
}

/// The sales of one message: each rig is read once, each account written once, each seller paid once.
#[derive(Debug, Default)]
pub struct Sales {
    royalties: BTreeMap<u32, Royalty>,
    paid: Purse,
    sellers: BTreeMap<Addr, Purse>,
    /// What goes to accounts; the caller may add to it.
    pub credits: Credits,
    transfers: Vec<CosmosMsg>,
    events: Vec<Event>,
}

impl Sales {
    /// Adds a sale: splits its price, and notes transfer, payment and event.
    ///
    /// # Errors
    /// Seller and recipient are the same, the rig can't be read or has too high a royalty, or a sum
    /// does not fit.
    pub fn add(&mut self, deps: Deps, config: &Config, sale: &Sale) -> Result<(), ContractError> {
        // The nft refuses transfers to oneself, and a sale to oneself would only feign a price.
        if sale.seller == sale.recipient || sale.seller == sale.buyer {
            return Err(ContractError::SoldToSelf {
                token_id: sale.token_id.to_owned(),
                seller: sale.seller.clone(),
            });
        }
        let royalty = match self.royalties.get(&sale.rig) {
            Some(royalty) => royalty.clone(),
            None => {
                let royalty = royalty_of(deps, &config.hashrate_nft, sale.rig)?;
                self.royalties.insert(sale.rig, royalty.clone());
                royalty
            }
        };
        let Coin { denom, amount } = sale.price;
        let split = split_floor(*amount, royalty.bps, config.fee_bps)?;
        let native = Denom::Native(denom.clone());
        self.paid.add(&native, *amount)?;
        self.sellers
            .entry(sale.seller.clone())
            .or_default()
            .add(&native, split.seller)?;
        self.credits.add(&royalty.operator, denom, split.royalty)?;
        self.credits
            .add(&config.protocol_recipient, denom, split.fee)?;
        let transfer = Transfer::TransferNft {
            recipient: sale.recipient.to_string(),
            token_id: sale.token_id.to_owned(),
        };
        self.transfers.push(
            WasmMsg::Execute {
                contract_addr: config.hashrate_nft.to_string(),
                msg: to_json_binary(&transfer)?,
                funds: vec![],
            }
            .into(),
        );
        self.events.push(
            Sold {
                token_id: sale.token_id.to_owned(),
                rig: sale.rig,
                shares: sale.shares,
                seller: sale.seller.to_string(),
                buyer: sale.buyer.to_string(),
                recipient: sale.recipient.to_string(),
                price: *amount,
                denom: denom.clone(),
                royalty: split.royalty,
                fee: split.fee,
                offer: sale.offer,
            }
            .into(),
        );
        Ok(())
    }

    /// Puts an event before those of the sales that are added after it.
    pub fn note(&mut self, event: impl Into<Event>) {
        self.events.push(event.into());
    }

    /// What all sales cost, by rising denom.
    #[must_use]
    pub fn cost(&self) -> Vec<Coin> {
        self.paid.native()
    }

    /// Books the accounts, and answers with the transfers, then the payments to the sellers.
    ///
    /// # Errors
    /// An account overflows, or a message can't be serialised.
    pub fn close(self, storage: &mut dyn Storage) -> Result<Response, ContractError> {
        let mut response = Response::new()
            .add_messages(self.transfers)
            .add_events(self.events);
        for (seller, purse) in &self.sellers {
            response = response.add_messages(payment(seller, purse));
        }
        self.credits.book(storage)?;
        Ok(response)
    }
}

/// The message that pays `purse`, which has native coins only; none where it is empty.
#[must_use]
pub fn payment(to: &Addr, purse: &Purse) -> Option<BankMsg> {
    let amount = purse.native();
    (!amount.is_empty()).then(|| BankMsg::Send {
        to_address: to.to_string(),
        amount,
    })
}
