//! Accounts written from the chain's events alone, as an indexer would.

use std::collections::BTreeMap;

use cosmwasm_std::{Event, Uint128};
use rigshare_suite::World;
use rigshare_types::events::{
    Claimed, Cured, EpochClosed, OfferRemoved, Offered, PriceFinal, ProceedsBooked, ReportFinal,
    ShareBurned, ShareMinted, ShareTransferred, SharesSold, Sold, Withdrawn,
};

/// What moved of a denom.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Credited to holders by settlements and defaults.
    pub delivered: u128,
    /// Brought by cures.
    pub cured: u128,
    /// Paid for shares in primary sales.
    pub sales: u128,
    /// Paid to holders.
    pub claimed: u128,
    /// Taken from the distributor's accounts by operators and the protocol.
    pub withdrawn: u128,
    /// The protocol's parts of dues, sales and trades.
    pub fees: u128,
    /// Paid for tokens on the market.
    pub traded: u128,
    /// What was short when epochs closed.
    pub short: u128,
}

/// A token that exists.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its owner.
    pub owner: String,
    /// Its rig.
    pub rig: u32,
    /// Its shares.
    pub shares: u64,
}

/// What the independent model needs to know, in the order in which it happened.
#[derive(Clone, Debug)]
pub enum Fact {
    /// A holder has more shares (`gained`) or fewer from a second on.
    Shares {
        at_seconds: u64,
        rig: u32,
        holder: String,
        shares: u64,
        gained: bool,
    },
    /// An epoch closed.
    Closed(EpochClosed),
    /// A shortfall was paid.
    Cured { rig: u32, amount: u128 },
}

/// Amounts by (whose, denom).
pub type Sums = BTreeMap<(String, String), u128>;

/// Accounts written from events.
#[derive(Debug, Default)]
pub struct Ledger {
    read: usize,
    /// How often a token changed hands.
    pub transfers: u64,
    /// By denom of the chain.
    pub flows: BTreeMap<String, Flow>,
    /// What was claimed, by holder and rig.
    pub claimed: BTreeMap<(String, u32), u128>,
    /// How many claims that were, by holder and rig.
    pub claims: BTreeMap<(String, u32), u32>,
    /// What holders spent on shares.
    pub spent: Sums,
    /// What holders got for shares.
    pub received: Sums,
    /// What is held for offers that stand, by offer: buyer, denom, amount.
    pub escrows: BTreeMap<u64, (String, String, u128)>,
    /// Tokens that exist, by id.
    pub tokens: BTreeMap<String, Token>,
    /// By rig and epoch.
    pub closed: BTreeMap<(u32, u32), EpochClosed>,
    /// By rig and epoch.
    pub reports: BTreeMap<(u32, u32), ReportFinal>,
    /// Billionths for a whole coin, by asset and epoch.
    pub prices: BTreeMap<(String, u32), u128>,
    /// What operators got of primary sales, by rig and denom.
    pub booked: BTreeMap<(u32, String), u128>,
    /// Royalties, by rig and denom.
    pub royalties: BTreeMap<(u32, String), u128>,
    /// Cures, by rig.
    pub cured: BTreeMap<u32, u128>,
    /// For the model.
    pub facts: Vec<Fact>,
}

impl Ledger {
    /// Reads the transactions that were not read yet.
    ///
    /// # Errors
    /// An event does not say what its kind says.
    pub fn read<C>(&mut self, world: &World<C>) -> anyhow::Result<()> {
        let unread = world.transactions.get(self.read..).unwrap_or_default();
        for event in unread.iter().flat_map(|transaction| &transaction.events) {
            self.enter(event, world.at.distributor.as_str())?;
        }
        self.read = world.transactions.len();
        Ok(())
    }

    fn enter(&mut self, event: &Event, distributor: &str) -> anyhow::Result<()> {
        match event.ty.strip_prefix("wasm-").unwrap_or(&event.ty) {
            ShareMinted::KIND => {
                let minted = ShareMinted::try_from(event)?;
                let token = Token {
                    owner: minted.owner.clone(),
                    rig: minted.rig,
                    shares: minted.shares,
                };
                self.tokens.insert(minted.token_id, token);
                self.shares(
                    minted.at_seconds,
                    minted.rig,
                    &minted.owner,
                    minted.shares,
                    true,
                );
            }
            ShareTransferred::KIND => {
                let moved = ShareTransferred::try_from(event)?;
                self.transfers += 1;
                self.shares(
                    moved.at_seconds,
                    moved.rig,
                    &moved.from,
                    moved.shares,
                    false,
                );
                self.shares(moved.at_seconds, moved.rig, &moved.to, moved.shares, true);
                if let Some(token) = self.tokens.get_mut(&moved.token_id) {
                    token.owner = moved.to;
                }
            }
            ShareBurned::KIND => {
                let burned = ShareBurned::try_from(event)?;
                self.shares(
                    burned.at_seconds,
                    burned.rig,
                    &burned.owner,
                    burned.shares,
                    false,
                );
                self.tokens.remove(&burned.token_id);
            }
            ReportFinal::KIND => {
                let report = ReportFinal::try_from(event)?;
                self.reports.insert((report.rig, report.epoch), report);
            }
            PriceFinal::KIND => {
                let price = PriceFinal::try_from(event)?;
                self.prices
                    .insert((price.asset, price.epoch), price.nano_per_coin.u128());
            }
            SharesSold::KIND | Sold::KIND | Offered::KIND | OfferRemoved::KIND => {
                self.enter_trade(event)?;
            }
            _ => self.enter_money(event, distributor)?,
        }
        Ok(())
    }

    fn enter_trade(&mut self, event: &Event) -> anyhow::Result<()> {
        if let Ok(sold) = SharesSold::try_from(event) {
            self.flow(&sold.denom).sales += sold.paid.u128();
            *self.spent.entry((sold.buyer, sold.denom)).or_default() += sold.paid.u128();
        } else if let Ok(sold) = Sold::try_from(event) {
            let (price, fee, royalty) = (sold.price.u128(), sold.fee.u128(), sold.royalty.u128());
            let flow = self.flow(&sold.denom);
            flow.traded += price;
            flow.fees += fee;
            let royalties = self
                .royalties
                .entry((sold.rig, sold.denom.clone()))
                .or_default();
            *royalties += royalty;
            let received = self
                .received
                .entry((sold.seller, sold.denom.clone()))
                .or_default();
            *received += price.saturating_sub(fee).saturating_sub(royalty);
            *self.spent.entry((sold.buyer, sold.denom)).or_default() += price;
            self.escrows.remove(&sold.offer);
        } else if let Ok(offered) = Offered::try_from(event) {
            let escrow = (offered.buyer, offered.denom, offered.escrow.u128());
            self.escrows.insert(offered.offer, escrow);
        } else {
            self.escrows.remove(&OfferRemoved::try_from(event)?.offer);
        }
        Ok(())
    }

    fn enter_money(&mut self, event: &Event, distributor: &str) -> anyhow::Result<()> {
        match event.ty.strip_prefix("wasm-").unwrap_or(&event.ty) {
            EpochClosed::KIND => {
                let closed = EpochClosed::try_from(event)?;
                let flow = self.flow(&closed.denom.to_string());
                flow.delivered += closed.delivered.u128();
                flow.short += closed.short.u128();
                flow.fees += closed.protocol_fee.u128();
                self.facts.push(Fact::Closed(closed.clone()));
                self.closed.insert((closed.rig, closed.epoch), closed);
            }
            Cured::KIND => {
                let cured = Cured::try_from(event)?;
                let amount = cured.amount.u128();
                self.flow(&cured.denom.to_string()).cured += amount;
                *self.cured.entry(cured.rig).or_default() += amount;
                self.facts.push(Fact::Cured {
                    rig: cured.rig,
                    amount,
                });
            }
            Claimed::KIND => {
                let claimed = Claimed::try_from(event)?;
                self.flow(&claimed.denom.to_string()).claimed += claimed.amount.u128();
                let key = (claimed.holder, claimed.rig);
                *self.claims.entry(key.clone()).or_default() += 1;
                *self.claimed.entry(key).or_default() += claimed.amount.u128();
            }
            ProceedsBooked::KIND => {
                let booked = ProceedsBooked::try_from(event)?;
                let denom = booked.denom.to_string();
                self.flow(&denom).fees += booked.protocol.u128();
                *self.booked.entry((booked.rig, denom)).or_default() += booked.operator.u128();
            }
            // The marketplace has accounts of its own.
            Withdrawn::KIND if contract_of(event) == distributor => {
                let withdrawn = Withdrawn::try_from(event)?;
                self.flow(&withdrawn.denom.to_string()).withdrawn += withdrawn.amount.u128();
            }
            _ => {}
        }
        Ok(())
    }

    fn flow(&mut self, denom: &str) -> &mut Flow {
        self.flows.entry(denom.to_owned()).or_default()
    }

    fn shares(&mut self, at_seconds: u64, rig: u32, holder: &str, shares: u64, gained: bool) {
        self.facts.push(Fact::Shares {
            at_seconds,
            rig,
            holder: holder.to_owned(),
            shares,
            gained,
        });
    }

    /// What a holder was paid for a rig.
    pub fn claimed_by(&self, holder: &str, rig: u32) -> Uint128 {
        let key = (holder.to_owned(), rig);
        Uint128::new(self.claimed.get(&key).copied().unwrap_or_default())
    }

    /// Every holder who ever had shares of a rig, and the rig.
    pub fn positions(&self) -> Vec<(String, u32)> {
        let pairs: std::collections::BTreeSet<(String, u32)> = self
            .facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::Shares { holder, rig, .. } => Some((holder.clone(), *rig)),
                _ => None,
            })
            .collect();
        pairs.into_iter().collect()
    }
}

/// The contract that emitted an event.
fn contract_of(event: &Event) -> &str {
    let attributes = event.attributes.iter();
    let mut address = attributes.filter(|attribute| attribute.key == "_contract_address");
    address
        .next()
        .map_or("", |attribute| attribute.value.as_str())
}
