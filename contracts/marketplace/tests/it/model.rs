//! A naive marketplace: plain lists and small numbers, written from the rules alone.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin};
use rigshare_types::marketplace::ExecuteMsg;

#[derive(Clone, Debug)]
pub struct Token {
    pub rig: u32,
    pub shares: u64,
    pub owner: Addr,
    pub approved: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    pub seller: Addr,
    pub price: u128,
    pub denom: String,
    pub expires: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub buyer: Addr,
    /// The token at a whole price, or the rig at a price a share.
    pub token: Option<String>,
    pub rig: u32,
    pub price: u128,
    pub least: u64,
    pub held: u128,
    pub denom: String,
    pub expires: u64,
}

#[derive(Clone, Debug)]
pub struct Model {
    pub now: u64,
    pub here: Addr,
    pub operator: Addr,
    pub protocol: Addr,
    pub royalties: BTreeMap<u32, u128>,
    pub fee: u128,
    pub paused_until: u64,
    pub tokens: BTreeMap<String, Token>,
    pub approved_all: Vec<Addr>,
    pub asks: BTreeMap<String, Ask>,
    pub offers: BTreeMap<u64, Offer>,
    pub last_offer: u64,
    pub accounts: BTreeMap<(Addr, String), u128>,
    pub wallets: BTreeMap<(Addr, String), i128>,
    /// How often something worth reaching happened.
    pub reached: BTreeMap<&'static str, u32>,
}

impl Model {
    /// Does it, or changes nothing and returns false.
    pub fn execute(&mut self, sender: &Addr, funds: &[Coin], msg: &ExecuteMsg) -> bool {
        let mut next = self.clone();
        let done = next.tries(sender, funds, msg).is_some();
        if done {
            *self = next;
        }
        done
    }

    pub fn may_take(&self, id: &str) -> bool {
        let token = &self.tokens[id];
        token.approved || self.approved_all.contains(&token.owner)
    }

    pub fn stands(&self, id: &str) -> bool {
        let ask = &self.asks[id];
        let same_owner = |token: &Token| token.owner == ask.seller;
        self.now < ask.expires && self.tokens.get(id).is_some_and(same_owner) && self.may_take(id)
    }

    fn reach(&mut self, what: &'static str) {
        *self.reached.entry(what).or_default() += 1;
    }

    fn wallet(&mut self, of: &Addr, denom: &str) -> &mut i128 {
        self.wallets
            .entry((of.clone(), denom.to_owned()))
            .or_default()
    }

    fn owe(&mut self, whom: &Addr, denom: &str, amount: u128) {
        if amount > 0 {
            *self
                .accounts
                .entry((whom.clone(), denom.to_owned()))
                .or_default() += amount;
        }
    }

    /// Token from seller to recipient, price from the marketplace's pocket to everybody.
    fn sell(&mut self, id: &str, to: &Addr, price: u128, denom: &str) {
        let token = self.tokens.get_mut(id).unwrap();
        let (seller, rig) = (token.owner.clone(), token.rig);
        token.owner = to.clone();
        token.approved = false;
        let royalty = price * self.royalties[&rig] / 10_000;
        let fee = price * self.fee / 10_000;
        let (operator, protocol) = (self.operator.clone(), self.protocol.clone());
        self.owe(&operator, denom, royalty);
        self.owe(&protocol, denom, fee);
        *self.wallet(&seller, denom) += (price - royalty - fee) as i128;
    }

    fn tries(&mut self, sender: &Addr, funds: &[Coin], msg: &ExecuteMsg) -> Option<()> {
        let paused = self.now < self.paused_until;
        for coin in funds {
            *self.wallet(sender, &coin.denom) -= coin.amount.u128() as i128;
        }
        match msg {
            ExecuteMsg::Ask {
                token_id,
                price,
                expires_seconds,
            } => {
                let token = self.tokens.get(token_id)?;
                let ask = Ask {
                    seller: sender.clone(),
                    price: price.amount.u128(),
                    denom: price.denom.clone(),
                    expires: *expires_seconds,
                };
                ok(!paused && token.owner == sender && self.may_take(token_id))?;
                ok(ask.price > 0 && ask.expires > self.now)?;
                ok(self.asks.get(token_id) != Some(&ask))?;
                if self.asks.insert(token_id.clone(), ask).is_some() {
                    self.reach("ask replaced");
                }
                self.reach("ask");
            }
            ExecuteMsg::CancelAsk { token_id } => {
                ok(self.asks.remove(token_id)?.seller == sender)?;
                self.reach("ask cancelled");
            }
            ExecuteMsg::Buy {
                purchases,
                deadline_seconds,
                recipient,
            } => {
                ok(!paused && self.now <= *deadline_seconds && !purchases.is_empty())?;
                let to = recipient.clone().map_or(sender.clone(), Addr::unchecked);
                let mut cost: BTreeMap<String, u128> = BTreeMap::new();
                for purchase in purchases {
                    // A token named twice has no ask the second time.
                    let ask = self.asks.get(&purchase.token_id)?.clone();
                    ok(self.stands(&purchase.token_id))?;
                    ok(ask.seller != sender && ask.seller != to)?;
                    ok(ask.denom == purchase.limit.denom)?;
                    ok(ask.price <= purchase.limit.amount.u128())?;
                    ok(self.tokens[&purchase.token_id].shares >= purchase.least_shares)?;
                    *cost.entry(ask.denom.clone()).or_default() += ask.price;
                    self.asks.remove(&purchase.token_id);
                    self.sell(&purchase.token_id, &to, ask.price, &ask.denom);
                }
                let paid: BTreeMap<String, u128> = funds
                    .iter()
                    .map(|coin| (coin.denom.clone(), coin.amount.u128()))
                    .collect();
                ok(paid == cost)?;
                self.reach("buy");
                if purchases.len() > 1 {
                    self.reach("buy of many");
                }
                if cost.len() > 1 {
                    self.reach("buy in two denoms");
                }
                if to != sender {
                    self.reach("buy for another");
                }
            }
            ExecuteMsg::OfferForToken {
                token_id,
                least_shares,
                expires_seconds,
                ..
            } => {
                let token = self.tokens.get(token_id)?;
                let rig = token.rig;
                ok(!paused && *expires_seconds > self.now && token.shares >= *least_shares)?;
                let [coin] = funds else { return None };
                self.lay_down(Offer {
                    buyer: sender.clone(),
                    token: Some(token_id.clone()),
                    rig,
                    price: coin.amount.u128(),
                    least: *least_shares,
                    held: coin.amount.u128(),
                    denom: coin.denom.clone(),
                    expires: *expires_seconds,
                });
                self.reach("offer for a token");
            }
            ExecuteMsg::OfferForRig {
                rig,
                price_per_share,
                least_shares,
                expires_seconds,
                ..
            } => {
                let price = price_per_share.u128();
                ok(!paused && *expires_seconds > self.now && self.royalties.contains_key(rig))?;
                let [coin] = funds else { return None };
                let held = coin.amount.u128();
                ok(price > 0 && *least_shares > 0 && price * u128::from(*least_shares) <= held)?;
                self.lay_down(Offer {
                    buyer: sender.clone(),
                    token: None,
                    rig: *rig,
                    price,
                    least: *least_shares,
                    held,
                    denom: coin.denom.clone(),
                    expires: *expires_seconds,
                });
                self.reach("offer for a rig");
            }
            ExecuteMsg::CancelOffer { offer } => {
                let gone = self.offers.remove(offer)?;
                ok(gone.buyer == sender)?;
                self.owe(sender, &gone.denom, gone.held);
                self.reach("offer cancelled");
            }
            ExecuteMsg::AcceptOffer {
                offer,
                token_id,
                least_price,
                deadline_seconds,
            } => {
                ok(!paused && self.now <= *deadline_seconds)?;
                let offer = self.offers.remove(offer)?;
                let token = self.tokens.get(token_id)?.clone();
                ok(self.now < offer.expires && token.owner == sender && self.may_take(token_id))?;
                ok(offer.buyer != sender && token.shares >= offer.least)?;
                let price = match &offer.token {
                    Some(wanted) => {
                        ok(wanted == token_id)?;
                        offer.price
                    }
                    None => {
                        ok(offer.rig == token.rig)?;
                        offer.price * u128::from(token.shares)
                    }
                };
                ok(price <= offer.held)?;
                ok(least_price.denom == offer.denom && least_price.amount.u128() <= price)?;
                if self.asks.remove(token_id).is_some() {
                    self.reach("accept ends an ask");
                }
                self.sell(token_id, &offer.buyer, price, &offer.denom);
                self.owe(&offer.buyer, &offer.denom, offer.held - price);
                if offer.held > price {
                    self.reach("accept with a surplus");
                }
                self.reach(if offer.token.is_some() {
                    "accept for a token"
                } else {
                    "accept for a rig"
                });
            }
            ExecuteMsg::Clean { asks, offers } => {
                ok(!asks.is_empty() || !offers.is_empty())?;
                for id in asks {
                    ok(self.asks.contains_key(id) && !self.stands(id))?;
                    self.asks.remove(id);
                    self.reach("ask cleaned");
                }
                for number in offers {
                    let gone = self.offers.remove(number)?;
                    ok(self.now >= gone.expires)?;
                    self.owe(&gone.buyer, &gone.denom, gone.held);
                    self.reach("offer cleaned");
                }
            }
            ExecuteMsg::Withdraw { denoms } => {
                ok(!denoms.is_empty())?;
                for denom in denoms {
                    let amount = self.accounts.remove(&(sender.clone(), denom.clone()))?;
                    *self.wallet(sender, denom) += amount as i128;
                }
                self.reach("withdraw");
                if paused {
                    self.reach("withdraw while paused");
                }
            }
            ExecuteMsg::LowerFee { fee_bps } => {
                ok(u128::from(*fee_bps) < self.fee)?;
                self.fee = u128::from(*fee_bps);
                self.reach("fee lowered");
            }
            other => panic!("the model knows no {other:?}"),
        }
        Some(())
    }

    fn lay_down(&mut self, offer: Offer) {
        self.last_offer += 1;
        self.offers.insert(self.last_offer, offer);
    }
}

fn ok(holds: bool) -> Option<()> {
    holds.then_some(())
}
