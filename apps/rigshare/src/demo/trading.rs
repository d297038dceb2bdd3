//! Asks and offers, as messages to the marketplace.

use anyhow::Context;
use cosmwasm_std::Coin;
use rigshare_chain::Playground;
use rigshare_types::events::Sold;
use rigshare_types::marketplace::{self, AskResponse, OfferResponse, Purchase, QueryMsg};
use rigshare_types::nft::ExecuteMsg as NftMsg;

use super::actions::describe;
use super::stage::Stage;
use super::story::Kind;
use crate::season::trades::{Deed, Offer};
use crate::season::values::{Amount, Name};

impl<C: Playground> Stage<'_, C> {
    /// Does what an action on the market says.
    pub(super) fn trade(&mut self, deed: &Deed) -> anyhow::Result<(Kind, String)> {
        let text = match deed {
            Deed::Ask {
                seller,
                token,
                price,
                denom,
                expires_day,
            } => {
                let account = self.holder(seller);
                let id = self.token(token)?;
                let asked = self.coin(denom, price.0)?;
                let expires = self.day_start(expires_day + 1);
                self.world.ask(&account, &id, asked, expires)?;
                format!("{seller} asks {} for {token}", self.money(denom, price.0))
            }
            Deed::CancelAsk { seller, token } => {
                let account = self.holder(seller);
                let token_id = self.token(token)?;
                let msg = marketplace::ExecuteMsg::CancelAsk { token_id };
                self.world.market_msg(&account, msg, &[])?;
                format!("{seller} takes {token} off the market")
            }
            Deed::MarketBuy {
                buyer,
                token,
                limit,
                denom,
            } => self.market_buy(buyer, token, *limit, denom)?,
            Deed::Offer(offer) => self.offer(offer)?,
            Deed::Accept {
                seller,
                offer,
                token,
                least_price,
            } => self.accept(seller, offer, token, *least_price)?,
            Deed::CancelOffer { buyer, offer } => {
                let account = self.holder(buyer);
                let number = self.offer_number(offer)?;
                let msg = marketplace::ExecuteMsg::CancelOffer { offer: number };
                self.world.market_msg(&account, msg, &[])?;
                format!("{buyer} takes the offer {offer} back")
            }
            other => anyhow::bail!("{} is no trade", describe(other)),
        };
        Ok((Kind::Trade, text))
    }

    fn market_buy(
        &mut self,
        buyer: &Name,
        token: &Name,
        limit: Amount,
        denom: &Name,
    ) -> anyhow::Result<String> {
        let account = self.holder(buyer);
        let token_id = self.token(token)?;
        let query = QueryMsg::Ask {
            token_id: token_id.clone(),
        };
        let ask: Option<AskResponse> = self.world.query(&self.world.at.marketplace, &query)?;
        let ask = ask.with_context(|| format!("nobody asks for {token}"))?;
        let purchase = Purchase {
            token_id,
            limit: self.coin(denom, limit.0)?,
            least_shares: ask.shares,
            latest_lease_end_seconds: None,
        };
        let msg = marketplace::ExecuteMsg::Buy {
            purchases: vec![purchase],
            deadline_seconds: self.world.deadline()?,
            recipient: None,
        };
        let price = ask.price.amount.u128();
        self.world.market_msg(&account, msg, &[ask.price])?;
        let (price, seller) = (self.money(denom, price), self.name_of(ask.seller.as_str()));
        Ok(format!(
            "{buyer} buys {token}, {} shares, from {seller} for {price}",
            ask.shares
        ))
    }

    fn offer(&mut self, offer: &Offer) -> anyhow::Result<String> {
        let account = self.holder(&offer.buyer);
        let rig = self.rig(&offer.rig)?.number;
        let escrow = self.coin(&offer.denom, offer.amount.0)?;
        let expires = self.day_start(offer.expires_day + 1);
        let (price, least) = (offer.price_per_share.0, offer.least_shares);
        let number = self
            .world
            .offer_for_rig(&account, rig, price, least, escrow, expires)?;
        self.offers.insert(offer.offer.clone(), number);
        Ok(format!(
            "{} offers {} a share for any {} shares or more of {}",
            offer.buyer,
            self.money(&offer.denom, offer.price_per_share.0),
            offer.least_shares,
            offer.rig
        ))
    }

    fn accept(
        &mut self,
        seller: &Name,
        offer: &Name,
        token: &Name,
        least_price: Amount,
    ) -> anyhow::Result<String> {
        let account = self.holder(seller);
        let number = self.offer_number(offer)?;
        let query = QueryMsg::Offer { offer: number };
        let found: Option<OfferResponse> = self.world.query(&self.world.at.marketplace, &query)?;
        let found = found.with_context(|| format!("offer {offer} is gone"))?;
        let token_id = self.token(token)?;
        let approve = NftMsg::Approve {
            spender: self.world.at.marketplace.to_string(),
            token_id: token_id.clone(),
            expires: None,
        };
        self.world.nft_msg(&account, approve, &[])?;
        let msg = marketplace::ExecuteMsg::AcceptOffer {
            offer: number,
            token_id,
            least_price: Coin::new(least_price.0, found.escrow.denom.clone()),
            deadline_seconds: self.world.deadline()?,
        };
        let response = self.world.market_msg(&account, msg, &[])?;
        let sold = response
            .events
            .iter()
            .find_map(|event| Sold::try_from(event).ok());
        let price = sold.context("nothing was sold")?.price.u128();
        let price = self.money(&self.short(&found.escrow.denom), price);
        let buyer = self.name_of(found.buyer.as_str());
        Ok(format!(
            "{seller} sells {token} to {buyer}'s offer for {price}"
        ))
    }
}
