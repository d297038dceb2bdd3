//! What people do, as messages to the contracts.

use anyhow::Context;
use cosmwasm_std::{Addr, Uint128};
use rigshare_chain::Playground;
use rigshare_types::nft::ExecuteMsg as NftMsg;
use rigshare_types::units::Denom;

use super::stage::Stage;
use super::story::{reason, Kind};
use crate::season::trades::Deed;
use crate::season::values::Name;

impl<C: Playground> Stage<'_, C> {
    /// Does what an action says. What a contract refuses is told and changes nothing: the season is an
    /// input, and the contracts decide what comes of it.
    pub fn act(&mut self, deed: &Deed) {
        match self.attempt(deed) {
            Ok((kind, text)) => self.tell(kind, text),
            Err(error) => {
                let text = format!("refused: {}: {}", describe(deed), reason(&error));
                self.tell(Kind::Trouble, text);
            }
        }
    }

    fn attempt(&mut self, deed: &Deed) -> anyhow::Result<(Kind, String)> {
        match deed {
            Deed::Buy {
                buyer,
                rig,
                shares,
                token,
            } => {
                let account = self.holder(buyer);
                let number = self.rig(rig)?.number;
                let id = self.world.buy(&account, number, *shares)?;
                self.tokens.insert(token.clone(), id);
                Ok((
                    Kind::Trade,
                    format!("{buyer} buys {shares} shares of {rig}"),
                ))
            }
            Deed::Transfer { from, token, to } => {
                let (sender, recipient) = (self.holder(from), self.holder(to));
                let msg = NftMsg::TransferNft {
                    recipient: recipient.to_string(),
                    token_id: self.token(token)?,
                };
                self.world.nft_msg(&sender, msg, &[])?;
                Ok((Kind::Trade, format!("{from} gives {token} to {to}")))
            }
            Deed::Split {
                owner,
                token,
                shares,
                into,
            } => {
                let account = self.holder(owner);
                let id = self.token(token)?;
                let ids = self.world.split(&account, &id, shares)?;
                self.tokens.remove(token);
                self.tokens.extend(into.iter().cloned().zip(ids));
                Ok((
                    Kind::Trade,
                    format!("{owner} splits {token} into {}", list(into)),
                ))
            }
            Deed::Merge {
                owner,
                tokens,
                into,
            } => {
                let account = self.holder(owner);
                let ids: Vec<String> = tokens
                    .iter()
                    .map(|token| self.token(token))
                    .collect::<anyhow::Result<_>>()?;
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                let id = self.world.merge(&account, &ids)?;
                for token in tokens {
                    self.tokens.remove(token);
                }
                self.tokens.insert(into.clone(), id);
                Ok((
                    Kind::Trade,
                    format!("{owner} merges {} into {into}", list(tokens)),
                ))
            }
            Deed::Burn { owner, token } => {
                let account = self.holder(owner);
                let token_id = self.token(token)?;
                self.world
                    .nft_msg(&account, NftMsg::Burn { token_id }, &[])?;
                self.tokens.remove(token);
                Ok((Kind::Trade, format!("{owner} burns {token}")))
            }
            Deed::Claim { holder, rigs } => self.claim(holder, rigs),
            Deed::Withdraw { operator, rigs } => self.withdraw(operator, rigs),
            Deed::Cure { operator, rig } => self.cure(operator, rig),
            trade => self.trade(trade),
        }
    }

    /// An amount of a denom of the chain in words.
    pub fn amount(&self, denom: &Denom, amount: Uint128) -> String {
        self.money(&self.short(&denom.to_string()), amount.u128())
    }

    /// The numbers of rigs.
    pub(super) fn numbers(&self, rigs: &[Name]) -> anyhow::Result<Vec<u32>> {
        rigs.iter().map(|id| Ok(self.rig(id)?.number)).collect()
    }

    /// The id of a token.
    pub(super) fn token(&self, alias: &Name) -> anyhow::Result<String> {
        let id = self.tokens.get(alias).cloned();
        id.with_context(|| format!("token {alias} does not exist"))
    }

    /// The number of an offer.
    pub(super) fn offer_number(&self, alias: &Name) -> anyhow::Result<u64> {
        let number = self.offers.get(alias).copied();
        number.with_context(|| format!("offer {alias} does not exist"))
    }

    /// Everybody who holds or held shares, by account.
    pub fn holders(&mut self) -> Vec<(String, Addr)> {
        let names: Vec<String> = self
            .season
            .rules
            .holders()
            .map(|h| h.name.0.clone())
            .collect();
        names
            .into_iter()
            .map(|name| (name.clone(), self.holder(&name)))
            .collect()
    }
}

fn list(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    names.join(", ")
}

/// What was tried, where it failed.
pub(super) fn describe(deed: &Deed) -> String {
    match deed {
        Deed::Buy {
            buyer, rig, shares, ..
        } => format!("{buyer} buys {shares} shares of {rig}"),
        Deed::Transfer { from, token, to } => format!("{from} gives {token} to {to}"),
        Deed::Split { owner, token, .. } => format!("{owner} splits {token}"),
        Deed::Merge { owner, tokens, .. } => format!("{owner} merges {}", list(tokens)),
        Deed::Burn { owner, token } => format!("{owner} burns {token}"),
        Deed::Ask { seller, token, .. } => format!("{seller} asks for {token}"),
        Deed::CancelAsk { seller, token } => format!("{seller} takes {token} off the market"),
        Deed::MarketBuy { buyer, token, .. } => format!("{buyer} buys {token}"),
        Deed::Offer(offer) => format!("{} offers for {}", offer.buyer, offer.rig),
        Deed::Accept {
            seller,
            offer,
            token,
            ..
        } => format!("{seller} sells {token} to {offer}"),
        Deed::CancelOffer { buyer, offer } => format!("{buyer} takes {offer} back"),
        Deed::Claim { holder, .. } => format!("{holder} claims"),
        Deed::Withdraw { operator, .. } => format!("{operator} withdraws"),
        Deed::Cure { operator, rig } => format!("{operator} cures {rig}"),
    }
}
