//! Asks, offers and sales.

use rigshare_types::events::{AskRemoved, Asked, Offered, SharesSold, Sold};

use super::{inconsistent, At, Fold};
use crate::error::IndexError;
use crate::store::tables::{AskRow, MarketRow, OfferRow, TradeRow};
use crate::store::value::Sorted;

impl Fold {
    pub(super) fn asked(&mut self, at: At, event: Asked) {
        let price = event.price.u128();
        self.asks.put(AskRow {
            token_id: event.token_id,
            rig: event.rig,
            shares: event.shares,
            seller: event.seller,
            price,
            denom: event.denom,
            price_per_share: Sorted(price.checked_div(event.shares.into()).unwrap_or_default()),
            expires_seconds: event.expires_seconds,
            stale: String::new(),
            id: at.id,
            created_seconds: at.time_seconds,
        });
    }

    pub(super) fn ask_removed(&mut self, at: At, event: &AskRemoved) -> Result<AskRow, IndexError> {
        let token_id = &event.token_id;
        self.asks
            .remove(&(token_id.clone(),))
            .ok_or_else(|| inconsistent(at, format!("there is no ask for {token_id}")))
    }

    pub(super) fn offered(&mut self, at: At, event: Offered) {
        self.offers.add(OfferRow {
            offer: event.offer,
            buyer: event.buyer,
            rig: event.rig,
            token_id: event.token_id,
            least_shares: event.least_shares,
            price: Sorted(event.price.u128()),
            denom: event.denom,
            escrow: event.escrow.u128(),
            expires_seconds: event.expires_seconds,
            id: at.id,
            created_seconds: at.time_seconds,
        });
    }

    pub(super) fn offer_removed(&mut self, at: At, offer: u64) -> Result<OfferRow, IndexError> {
        self.offers
            .remove(&(offer,))
            .ok_or_else(|| inconsistent(at, format!("there is no offer {offer}")))
    }

    pub(super) fn sold(&mut self, at: At, event: Sold) -> Result<(), IndexError> {
        let kind = if event.offer == 0 {
            // Who buys takes the ask; who accepts an offer has it removed by an event of its own.
            let removed = self.asks.remove(&(event.token_id.clone(),));
            let token_id = &event.token_id;
            removed.ok_or_else(|| inconsistent(at, format!("there is no ask for {token_id}")))?;
            "ask"
        } else {
            self.offer_removed(at, event.offer)?;
            "offer"
        };
        self.trade(TradeRow {
            id: at.id,
            time_seconds: at.time_seconds,
            kind: kind.to_owned(),
            token_id: event.token_id,
            rig: event.rig,
            shares: event.shares,
            seller: event.seller,
            buyer: event.buyer,
            recipient: event.recipient,
            price: event.price.u128(),
            denom: event.denom,
            royalty: event.royalty.u128(),
            fee: event.fee.u128(),
            volume: 0,
            trades: 0,
        });
        Ok(())
    }

    pub(super) fn shares_sold(&mut self, at: At, event: SharesSold) -> Result<(), IndexError> {
        let rig = self.rig(at, event.rig)?;
        rig.proceeds = event.proceeds.u128();
        let seller = rig.operator.clone();
        self.bought.insert(event.token_id.clone(), at.id);
        self.trade(TradeRow {
            id: at.id,
            time_seconds: at.time_seconds,
            kind: "primary".to_owned(),
            token_id: event.token_id,
            rig: event.rig,
            shares: event.shares,
            seller,
            recipient: event.buyer.clone(),
            buyer: event.buyer,
            price: event.paid.u128(),
            denom: event.denom,
            royalty: 0,
            fee: 0,
            volume: 0,
            trades: 0,
        });
        Ok(())
    }

    fn trade(&mut self, mut trade: TradeRow) {
        let key = (trade.denom.clone(),);
        let before = self.markets.get(&key).cloned();
        let mut market = before.unwrap_or_else(|| MarketRow {
            denom: trade.denom.clone(),
            volume: 0,
            trades: 0,
        });
        // All that ever was of a coin is below 2^128, and it may change hands more often than that only
        // where nothing is worth anything.
        market.volume = market.volume.saturating_add(trade.price);
        market.trades += 1;
        trade.volume = market.volume;
        trade.trades = market.trades;
        self.markets.put(market);
        self.trades.add(trade);
    }
}
