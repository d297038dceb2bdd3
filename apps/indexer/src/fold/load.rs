//! What a batch of events looks at: rows, read in few statements, and facts, asked where they are not
//! known yet.

use rigshare_types::events::RigRegistered;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Fold, Needed};
use crate::chain::facts::{read, Fact, Facts};
use crate::error::IndexError;
use crate::event::{addresses, attributes, Known};
use crate::store::table::{read_by_keys, Row};
use crate::store::tables::{EventRow, FactRow, ReportersRow};

impl Fold {
    pub(super) async fn load(
        &mut self,
        connection: &mut AnyConnection,
        facts: &dyn Facts,
        events: &[EventRow],
        known: &[Option<Known>],
    ) -> Result<(), IndexError> {
        let needed = self.needed(connection, events, known).await?;
        self.load_facts(connection, facts, needed).await?;
        for event in known.iter().flatten() {
            self.want(event);
        }
        self.rigs.load(connection).await?;
        self.tokens.load(connection).await?;
        self.positions.load(connection).await?;
        self.asks.load(connection).await?;
        self.offers.load(connection).await?;
        self.markets.load(connection).await?;
        for row in events {
            for address in addresses(&row.kind, &attributes(&row.data)) {
                self.accounts.want((address,));
            }
        }
        for event in known.iter().flatten() {
            self.want_account(event);
        }
        Ok(self.accounts.load(connection).await?)
    }

    /// Which facts the events need, and which event needs each first.
    async fn needed(
        &mut self,
        connection: &mut AnyConnection,
        events: &[EventRow],
        known: &[Option<Known>],
    ) -> Result<Needed, IndexError> {
        let mut needed = Needed::new();
        let sql = format!(
            "SELECT {} FROM reporters WHERE known = 0 OR from_epoch = 0",
            ReportersRow::COLUMNS.join(", ")
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .fetch_all(&mut *connection)
            .await?;
        let mut first_is_known = false;
        let mut waiting = Vec::new();
        for row in rows {
            let row = ReportersRow::read(&row)?;
            first_is_known |= row.from_epoch == 0;
            if !row.known {
                waiting.push(row.from_epoch);
            }
            self.reporters.want((row.from_epoch,));
        }
        self.reporters.load(connection).await?;
        for (row, event) in events.iter().zip(known) {
            if !std::mem::replace(&mut first_is_known, true) {
                needed.insert(Fact::Reporters(0), row.id);
            }
            waiting.retain(|epoch| {
                let begun = self.clock.start_of(*epoch) <= row.time_seconds;
                if begun {
                    needed.entry(Fact::Reporters(*epoch)).or_insert(row.id);
                }
                !begun
            });
            match event {
                Some(Known::RigRegistered(RigRegistered { rig, .. })) => {
                    needed.entry(Fact::Rig(*rig)).or_insert(row.id);
                }
                Some(Known::ReportersChanged(changed)) => waiting.push(changed.from_epoch),
                _ => {}
            }
        }
        Ok(needed)
    }

    async fn load_facts(
        &mut self,
        connection: &mut AnyConnection,
        facts: &dyn Facts,
        needed: Needed,
    ) -> Result<(), IndexError> {
        let names: Vec<(String,)> = needed.keys().map(|fact| (fact.name(),)).collect();
        let stored = read_by_keys::<FactRow>(connection, &names).await?;
        for (fact, id) in needed {
            let name = fact.name();
            let value = match stored.iter().find(|row| row.name == name) {
                Some(row) => row.value.clone(),
                None => {
                    let value = facts.ask(fact).await?;
                    self.facts.add(FactRow {
                        name,
                        id,
                        value: value.clone(),
                    });
                    value
                }
            };
            match fact {
                Fact::Rig(rig) => {
                    self.rig_facts.insert(rig, read(fact, &value)?);
                }
                Fact::Reporters(epoch) => {
                    self.reporters_facts.insert(epoch, read(fact, &value)?);
                }
            }
        }
        Ok(())
    }

    fn want_position(&mut self, holder: &str, rig: u32) {
        self.positions.want((holder.to_owned(), rig));
    }

    fn want(&mut self, event: &Known) {
        match event {
            Known::RigRegistered(event) => self.rigs.want((event.rig,)),
            Known::RigDecided(event) => self.rigs.want((event.rig,)),
            Known::OperatorProposed(event) => self.rigs.want((event.rig,)),
            Known::OperatorChanged(event) => self.rigs.want((event.rig,)),
            Known::RigRetired(event) => self.rigs.want((event.rig,)),
            Known::SaleOpened(event) => self.rigs.want((event.rig,)),
            Known::SaleStopped(event) => self.rigs.want((event.rig,)),
            Known::ReportFinal(event) => self.rigs.want((event.rig,)),
            Known::EpochClosed(event) => self.rigs.want((event.rig,)),
            Known::Cured(event) => self.rigs.want((event.rig,)),
            Known::SharesSold(event) => {
                self.rigs.want((event.rig,));
                self.markets.want((event.denom.clone(),));
            }
            Known::ShareMinted(event) => {
                self.rigs.want((event.rig,));
                self.tokens.want((event.token_id.clone(),));
                self.want_position(&event.owner, event.rig);
                self.want_position("", event.rig);
            }
            Known::ShareTransferred(event) => {
                self.tokens.want((event.token_id.clone(),));
                self.asks.want((event.token_id.clone(),));
                self.want_position(&event.from, event.rig);
                self.want_position(&event.to, event.rig);
            }
            Known::ShareBurned(event) => {
                self.rigs.want((event.rig,));
                self.tokens.want((event.token_id.clone(),));
                self.asks.want((event.token_id.clone(),));
                self.want_position(&event.owner, event.rig);
                self.want_position("", event.rig);
            }
            Known::Checkpointed(event) => self.want_position(&event.holder, event.rig),
            Known::Claimed(event) => self.want_position(&event.holder, event.rig),
            Known::Asked(event) => self.asks.want((event.token_id.clone(),)),
            Known::AskRemoved(event) => self.asks.want((event.token_id.clone(),)),
            Known::OfferRemoved(event) => self.offers.want((event.offer,)),
            Known::Sold(event) => {
                self.asks.want((event.token_id.clone(),));
                self.offers.want((event.offer,));
                self.markets.want((event.denom.clone(),));
            }
            _ => {}
        }
    }

    /// Wants the accounts of those whose asks and offers end: the events don't name them.
    fn want_account(&mut self, event: &Known) {
        let address = match event {
            Known::AskRemoved(event) => {
                let ask = self.asks.get(&(event.token_id.clone(),));
                ask.map(|ask| ask.seller.clone())
            }
            Known::OfferRemoved(event) => {
                let offer = self.offers.get(&(event.offer,));
                offer.map(|offer| offer.buyer.clone())
            }
            _ => None,
        };
        if let Some(address) = address {
            self.accounts.want((address,));
        }
    }
}
