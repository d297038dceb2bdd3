//! What a message that went through means for the model, the tokens and the accounts.

use cosmwasm_std::Addr;
use num_bigint::BigInt;
use rigshare_chain::Included;
use rigshare_types::events::{
    AskRemoved, Claimed, EpochClosed, Offered, RigRegistered, ShareMinted, Sold,
};

use super::{Attempt, History, Item, Meaning, SeenAsk, SeenOffer};
use crate::audit::{Broken, Scope, Token};

impl History {
    /// Follows a message that went through, and says what it may have changed of what is owed.
    pub(super) fn apply(
        &mut self,
        attempt: &Attempt,
        response: &Included,
    ) -> Result<Scope, Broken> {
        let now = self.now();
        let mut scope = Scope::default();
        match attempt.meaning.clone() {
            Meaning::Nothing | Meaning::Relay { .. } => {}
            Meaning::Register { rig } => {
                let number = found::<RigRegistered>(response)?.rig;
                self.rigs.insert(number, rig);
            }
            Meaning::Mint {
                rig,
                to,
                shares,
                paid,
            } => {
                let minted = all::<ShareMinted>(response);
                self.mint_tokens(rig, &to, &[shares], &minted)?;
                self.model.add(now, rig, to.as_str(), shares);
                *self.unbooked.entry(rig).or_default() += paid;
            }
            Meaning::Move { token, to } => self.hand_over(&token, &to)?,
            Meaning::Split { token, parts } => {
                let held = self.take_token(&token)?;
                let minted = all::<ShareMinted>(response);
                self.mint_tokens(held.rig, &held.owner, &parts, &minted)?;
            }
            Meaning::Merge { tokens } => {
                let held: Vec<Token> = tokens
                    .iter()
                    .map(|token| self.take_token(token))
                    .collect::<Result<_, _>>()?;
                let first = held.first().ok_or("a merge of nothing")?;
                let sum = held.iter().map(|token| token.shares).sum();
                let minted = all::<ShareMinted>(response);
                self.mint_tokens(first.rig, &first.owner, &[sum], &minted)?;
            }
            Meaning::Burn { token } => {
                let held = self.take_token(&token)?;
                self.model
                    .remove(now, held.rig, held.owner.as_str(), held.shares);
            }
            Meaning::Approve { token } => {
                self.approved.insert(token);
            }
            Meaning::Finalize { epoch } => {
                if let Some(observed) = self.observed.get_mut(&epoch) {
                    observed.finalized = true;
                }
            }
            Meaning::Settle { items } => {
                for item in items {
                    self.close(&item, item.holders, 0, item.fee);
                    scope.closed.insert(item.rig);
                }
            }
            Meaning::Default { item } => {
                self.book(item.rig);
                let key = (item.rig, item.denom.key());
                let account = self.accounts.get(&key).copied().unwrap_or_default();
                let delivered = account.min(item.holders);
                let short = item.holders - delivered;
                let fee = if short == 0 {
                    item.fee.min(account - delivered)
                } else {
                    0
                };
                self.set_account(key, account - delivered - fee);
                if short > 0 && delivered > 0 {
                    self.tally.place("defaults that delivered a part");
                }
                self.close(&item, delivered, short, fee);
                scope.closed.insert(item.rig);
            }
            Meaning::Outage { rig, epoch } => {
                // The estimate is the contract's: it is no claim on anybody.
                let short = found::<EpochClosed>(response)?.short.u128();
                let item = Item {
                    rig,
                    epoch,
                    denom: self.audit.facts[&rig].payout.clone(),
                    holders: short,
                    fee: 0,
                };
                self.close(&item, 0, short, 0);
                scope.closed.insert(rig);
            }
            Meaning::Cure { rig, amount } => {
                self.model.cure(rig, amount);
                *self.audit.cured.entry(rig).or_default() += amount;
                self.audit.note_rounding(rig);
                scope.cured.insert(rig);
            }
            Meaning::Claim { holder, rigs } => {
                for claimed in all::<Claimed>(response) {
                    let expected = self.audit.claimable(claimed.rig, &holder);
                    let fits = rigs.contains(&claimed.rig) && claimed.holder == holder.as_str();
                    if !fits || claimed.amount.u128() != expected {
                        return Err(format!("a claim paid {claimed:?}, expected {expected}"));
                    }
                    let key = (claimed.rig, holder.clone());
                    *self.audit.paid.entry(key).or_default() += expected;
                    self.audit
                        .owed
                        .entry((claimed.rig, holder.clone()))
                        .and_modify(|owed| *owed -= BigInt::from(expected) << 64);
                    self.audit
                        .compare_one_with_model(claimed.rig, &holder, &self.model)?;
                    self.tally.place("payouts compared with the rational model");
                }
            }
            Meaning::Checkpoint { .. } => {}
            Meaning::PayoutAddress { holder, address } => {
                match address {
                    Some(address) => self.payout_addresses.insert(holder, address),
                    None => self.payout_addresses.remove(&holder),
                };
            }
            Meaning::Book { rigs } => {
                for rig in rigs {
                    self.book(rig);
                }
            }
            Meaning::Withdraw { rigs } => {
                for rig in rigs {
                    self.book(rig);
                    self.accounts.retain(|(of, _), _| *of != rig);
                }
            }
            Meaning::WithdrawProtocol { denom } => {
                self.protocol.remove(&denom.key());
            }
            Meaning::LowerFees { protocol, sale } => {
                let from = self.epoch() + 1;
                if let Some(bps) = protocol {
                    self.protocol_fees.retain(|(epoch, _)| *epoch < from);
                    self.protocol_fees.push((from, bps));
                }
                self.sale_fee = sale.unwrap_or(self.sale_fee);
            }
            Meaning::Ask {
                token,
                price,
                expires,
            } => {
                let seller = attempt.sender.clone();
                let ask = SeenAsk {
                    seller,
                    price,
                    expires,
                };
                self.asks.insert(token, ask);
            }
            Meaning::AskGone { token } => {
                self.asks.remove(&token);
            }
            Meaning::Offer {
                wanted,
                least,
                expires,
                buyer,
            } => {
                let number = found::<Offered>(response)?.offer;
                let offer = SeenOffer {
                    buyer,
                    wanted,
                    least,
                    expires,
                };
                self.offers.insert(number, offer);
            }
            Meaning::OfferGone { offer } => {
                self.offers.remove(&offer);
            }
            Meaning::Sale { token, to, offer } => {
                found::<Sold>(response)?;
                self.asks.remove(&token);
                if let Some(offer) = offer {
                    self.offers.remove(&offer);
                }
                for removed in all::<AskRemoved>(response) {
                    self.asks.remove(&removed.token_id);
                }
                self.hand_over(&token, &to)?;
            }
        }
        Ok(scope)
    }

    fn mint_tokens(
        &mut self,
        rig: u32,
        owner: &Addr,
        parts: &[u64],
        minted: &[ShareMinted],
    ) -> Result<(), Broken> {
        let said: Vec<u64> = minted.iter().map(|event| event.shares).collect();
        if said != parts {
            return Err(format!("tokens of {said:?} shares came, not of {parts:?}"));
        }
        for (event, shares) in minted.iter().zip(parts) {
            let token = Token {
                rig,
                owner: owner.clone(),
                shares: *shares,
            };
            if self.tokens.insert(event.token_id.clone(), token).is_some() {
                return Err(format!("token {} came a second time", event.token_id));
            }
        }
        Ok(())
    }

    fn take_token(&mut self, token: &str) -> Result<Token, Broken> {
        self.approved.remove(token);
        let held = self.tokens.remove(token);
        held.ok_or_else(|| format!("there is no token {token}"))
    }

    fn hand_over(&mut self, token: &str, to: &Addr) -> Result<(), Broken> {
        let now = self.now();
        let mut held = self.take_token(token)?;
        let (rig, shares) = (held.rig, held.shares);
        self.model.remove(now, rig, held.owner.as_str(), shares);
        self.model.add(now, rig, to.as_str(), shares);
        held.owner = to.clone();
        self.tokens.insert(token.to_owned(), held);
        Ok(())
    }

    fn close(&mut self, item: &Item, delivered: u128, short: u128, fee: u128) {
        self.model.close(item.rig, item.epoch, delivered, short);
        *self.audit.delivered.entry(item.rig).or_default() += delivered;
        if short > 0 {
            self.audit.note_rounding(item.rig);
        }
        if fee > 0 {
            *self.protocol.entry(item.denom.key()).or_default() += fee;
        }
    }

    fn set_account(&mut self, key: (u32, String), amount: u128) {
        if amount == 0 {
            self.accounts.remove(&key);
        } else {
            self.accounts.insert(key, amount);
        }
    }

    fn book(&mut self, rig: u32) {
        let new = self.unbooked.remove(&rig).unwrap_or_default();
        let denom = self.rigs[&rig].sale_denom.clone();
        let protocol = new * u128::from(self.sale_fee) / 10_000;
        let key = (rig, denom.clone());
        let account = self.accounts.get(&key).copied().unwrap_or_default();
        self.set_account(key, account + new - protocol);
        if protocol > 0 {
            *self.protocol.entry(denom).or_default() += protocol;
        }
    }

    pub(super) fn check_accounts(&self) -> Result<(), Broken> {
        if self.audit.accounts != self.accounts || self.audit.protocol != self.protocol {
            return Err(format!(
                "accounts are {:?} and {:?}, not {:?} and {:?}",
                self.audit.accounts, self.audit.protocol, self.accounts, self.protocol
            ));
        }
        Ok(())
    }
}

fn all<'a, T: TryFrom<&'a cosmwasm_std::Event>>(response: &'a Included) -> Vec<T> {
    let events = response.events.iter();
    events.filter_map(|event| T::try_from(event).ok()).collect()
}

fn found<'a, T: TryFrom<&'a cosmwasm_std::Event>>(response: &'a Included) -> Result<T, Broken> {
    let missing = || "an event is missing".to_owned();
    all(response).pop().ok_or_else(missing)
}
