//! Folding events into tables: what stands after a batch of events follows from what stood before, the
//! events, and facts that can't change. How events are cut into batches makes no difference.

mod load;
mod money;
mod rigs;
mod shares;

pub use shares::EVERYBODY;
mod trade;
mod truth;

use std::collections::BTreeMap;

use rigshare_types::EpochClock;
use sqlx::AnyConnection;

use crate::chain::facts::{Fact, Facts, ReportersFact, RigFact};
use crate::error::IndexError;
use crate::event::{addresses, attributes, EventId, Known};
use crate::store::overlay::Overlay;
use crate::store::tables::*;

/// Where an event stands.
#[derive(Clone, Copy, Debug)]
struct At {
    id: i64,
    time_seconds: u64,
}

/// What a batch of events works on.
struct Fold {
    clock: EpochClock,
    accounts_so_far: i64,
    rig_facts: BTreeMap<u32, RigFact>,
    reporters_facts: BTreeMap<u32, ReportersFact>,
    /// Primary sales whose token is yet to be minted, by token.
    bought: BTreeMap<String, i64>,
    facts: Overlay<FactRow>,
    accounts: Overlay<AccountRow>,
    event_accounts: Overlay<EventAccountRow>,
    rigs: Overlay<RigRow>,
    terms: Overlay<TermsRow>,
    batches: Overlay<BatchRow>,
    reports: Overlay<ReportRow>,
    prices: Overlay<PriceRow>,
    networks: Overlay<NetworkRow>,
    pools: Overlay<PoolRow>,
    suspended: Overlay<SuspendedRow>,
    reporters: Overlay<ReportersRow>,
    epochs: Overlay<EpochRow>,
    tokens: Overlay<TokenRow>,
    positions: Overlay<PositionRow>,
    steps: Overlay<StepRow>,
    asks: Overlay<AskRow>,
    offers: Overlay<OfferRow>,
    trades: Overlay<TradeRow>,
    markets: Overlay<MarketRow>,
    claims: Overlay<ClaimRow>,
}

/// Folds events into the tables, in order, and completes what the events' own rows say. Changes
/// `accounts`, the number of accounts so far.
///
/// # Errors
/// The database or a node does not answer; an event does not fit what came before.
pub async fn fold(
    connection: &mut AnyConnection,
    clock: EpochClock,
    accounts: &mut i64,
    facts: &dyn Facts,
    events: &mut [EventRow],
) -> Result<(), IndexError> {
    let known = events
        .iter()
        .map(Known::read)
        .collect::<Result<Vec<_>, _>>()?;
    let mut fold = Fold::new(clock, *accounts);
    fold.load(connection, facts, events, &known).await?;
    for (row, event) in events.iter_mut().zip(known) {
        let mut named = addresses(&row.kind, &attributes(&row.data));
        if let Some(event) = event {
            fold.apply(row, event, &mut named)?;
        }
        for address in named {
            fold.name(row, address);
        }
    }
    *accounts = fold.accounts_so_far;
    fold.flush(connection).await
}

impl Fold {
    fn new(clock: EpochClock, accounts_so_far: i64) -> Self {
        Self {
            clock,
            accounts_so_far,
            rig_facts: BTreeMap::new(),
            reporters_facts: BTreeMap::new(),
            bought: BTreeMap::new(),
            facts: Overlay::default(),
            accounts: Overlay::default(),
            event_accounts: Overlay::default(),
            rigs: Overlay::default(),
            terms: Overlay::default(),
            batches: Overlay::default(),
            reports: Overlay::default(),
            prices: Overlay::default(),
            networks: Overlay::default(),
            pools: Overlay::default(),
            suspended: Overlay::default(),
            reporters: Overlay::default(),
            epochs: Overlay::default(),
            tokens: Overlay::default(),
            positions: Overlay::default(),
            steps: Overlay::default(),
            asks: Overlay::default(),
            offers: Overlay::default(),
            trades: Overlay::default(),
            markets: Overlay::default(),
            claims: Overlay::default(),
        }
    }

    /// Notes that an event is about an account, and gives the account a number where it has none.
    fn name(&mut self, row: &EventRow, address: String) {
        let key = (address.clone(),);
        let account = if let Some(known) = self.accounts.get(&key) {
            known.account
        } else {
            self.accounts_so_far += 1;
            let account = self.accounts_so_far;
            self.accounts.add(AccountRow { address, account });
            account
        };
        self.event_accounts.add(EventAccountRow {
            account,
            id: row.id,
            kind: row.kind.clone(),
            rig: row.rig,
        });
    }

    fn apply(
        &mut self,
        row: &mut EventRow,
        event: Known,
        named: &mut Vec<String>,
    ) -> Result<(), IndexError> {
        let at = At {
            id: row.id,
            time_seconds: row.time_seconds,
        };
        self.reporters_begin(at)?;
        match event {
            Known::RigRegistered(event) => self.rig_registered(at, event)?,
            Known::RigDecided(event) => self.rig_decided(at, &event)?,
            Known::TermsLowered(event) => self.terms_lowered(&event),
            Known::OperatorProposed(event) => self.operator_proposed(at, event)?,
            Known::OperatorChanged(event) => self.operator_changed(at, event)?,
            Known::RigRetired(event) => self.rig_retired(at, &event)?,
            Known::SaleOpened(event) => self.sale_opened(at, &event)?,
            Known::SaleStopped(event) => self.sale_stopped(at, &event)?,
            Known::SharesSold(event) => self.shares_sold(at, event)?,
            Known::ShareMinted(event) => self.share_minted(at, event)?,
            Known::ShareTransferred(event) => self.share_transferred(at, event)?,
            Known::ShareBurned(event) => self.share_burned(at, event)?,
            Known::BatchRelayed(event) => self.batch_relayed(at, event),
            Known::ReportFinal(event) => self.report_final(at, event)?,
            Known::PriceFinal(event) => self.price_final(at, event),
            Known::NetworkFinal(event) => self.network_final(at, event),
            Known::PoolFinal(event) => self.pool_final(at, event),
            Known::ReporterSuspended(event) => self.reporter_suspended(at, &event),
            Known::ReportersChanged(event) => self.reporters_changed(at, &event),
            Known::EpochClosed(event) => self.epoch_closed(at, event)?,
            Known::Cured(event) => self.cured(at, &event)?,
            Known::Checkpointed(event) => self.checkpointed(at, event)?,
            Known::Claimed(event) => self.claimed(at, event)?,
            Known::Asked(event) => self.asked(at, event),
            Known::Offered(event) => self.offered(at, event),
            Known::Sold(event) => self.sold(at, event)?,
            Known::AskRemoved(event) => {
                let ask = self.ask_removed(at, &event)?;
                row.rig = ask.rig;
                named.push(ask.seller);
            }
            Known::OfferRemoved(event) => {
                let offer = self.offer_removed(at, event.offer)?;
                row.rig = offer.rig;
                row.token_id = offer.token_id;
                named.push(offer.buyer);
            }
            // Part of the activity alone.
            Known::BuyersChanged(_)
            | Known::RoleChanged(_)
            | Known::Paused(_)
            | Known::Unpaused(_)
            | Known::ListExtended(_)
            | Known::FeeLowered(_)
            | Known::Migrated(_)
            | Known::PayoutAddressSet(_)
            | Known::ProceedsBooked(_)
            | Known::Withdrawn(_) => {}
        }
        Ok(())
    }

    async fn flush(self, connection: &mut AnyConnection) -> Result<(), IndexError> {
        let all = [
            self.facts.into_changes(),
            self.accounts.into_changes(),
            self.event_accounts.into_changes(),
            self.rigs.into_changes(),
            self.terms.into_changes(),
            self.batches.into_changes(),
            self.reports.into_changes(),
            self.prices.into_changes(),
            self.networks.into_changes(),
            self.pools.into_changes(),
            self.suspended.into_changes(),
            self.reporters.into_changes(),
            self.epochs.into_changes(),
            self.tokens.into_changes(),
            self.positions.into_changes(),
            self.steps.into_changes(),
            self.asks.into_changes(),
            self.offers.into_changes(),
            self.trades.into_changes(),
            self.markets.into_changes(),
            self.claims.into_changes(),
        ];
        for changes in all {
            changes.write(connection).await?;
        }
        Ok(())
    }
}

/// That an event does not fit what came before.
fn inconsistent(at: At, what: impl Into<String>) -> IndexError {
    IndexError::Inconsistent {
        height: EventId(at.id).height(),
        what: what.into(),
    }
}

/// The fact that a batch needed, with the event that needed it first.
type Needed = BTreeMap<Fact, i64>;
