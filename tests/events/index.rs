//! An indexer in memory. It reads events, and where the suite stands; nothing else.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Event, Uint128};
use rigshare_suite::World;
use rigshare_types::events::*;
use rigshare_types::nft::RigStatus;
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

#[derive(Clone, Debug)]
pub struct Rig {
    pub registered: RigRegistered,
    pub status: RigStatus,
    pub operator: String,
    pub proposed: Option<String>,
    pub terms: Vec<TermsLowered>,
    pub end_epoch: u32,
    pub retired: bool,
    pub sale: Option<SaleOpened>,
    pub proceeds: Uint128,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub rig: u32,
    pub shares: u64,
    pub owner: String,
}

#[derive(Clone, Debug, Default)]
pub struct RigMoney {
    pub delivered: Uint128,
    pub short: Uint128,
    pub cured: Uint128,
    pub outstanding: Uint128,
}

/// Everything that events tell.
pub struct Index {
    clock: EpochClock,
    nft: String,
    distributor: String,
    pub marketplace: String,
    pub kinds: BTreeSet<String>,
    pub rigs: BTreeMap<u32, Rig>,
    pub tokens: BTreeMap<String, Token>,
    /// Changes of a holder's shares of a rig: at which second, by how much.
    pub changes: BTreeMap<(String, u32), Vec<(u64, i128)>>,
    pub asks: BTreeMap<String, Asked>,
    pub offers: BTreeMap<u64, Offered>,
    pub market_accounts: BTreeMap<(String, String), Uint128>,
    pub batches: BTreeMap<(u32, u16, u16), String>,
    pub reports: BTreeMap<(u32, u32), ReportFinal>,
    pub prices: BTreeMap<(String, u32), Uint128>,
    pub networks: BTreeMap<(String, u32), NetworkFinal>,
    pub pools: BTreeMap<(String, String, u32), Uint128>,
    pub suspended: BTreeSet<u16>,
    pub reporters: Option<ReportersChanged>,
    pub closings: BTreeMap<(u32, u32), (EpochClosed, u64)>,
    pub money: BTreeMap<u32, RigMoney>,
    pub rig_accounts: BTreeMap<(u32, Denom), Uint128>,
    pub protocol: BTreeMap<Denom, Uint128>,
    /// By (holder, rig): the first epoch that is not accounted for, and what is owed.
    pub cursors: BTreeMap<(String, u32), (u32, Uint128)>,
    pub claimed: BTreeMap<(String, u32), Uint128>,
    pub payout_addresses: BTreeMap<String, String>,
    /// What the distributor must hold, by what came and went.
    pub held: BTreeMap<Denom, i128>,
    pub roles: BTreeMap<(String, String), String>,
    pub paused_until: BTreeMap<String, u64>,
    pub lists: BTreeSet<(String, String, String)>,
    pub fees: BTreeMap<(String, String), (u16, u32)>,
}

fn read<'a, E: TryFrom<&'a Event, Error = EventError>>(event: &'a Event) -> E {
    E::try_from(event).unwrap()
}

impl Index {
    pub fn new(world: &World) -> Self {
        let at = &world.at;
        // Who holds a role from birth on is told at birth, before the first transaction.
        let protocol = "protocol_recipient".to_owned();
        let roles = [&at.distributor, &at.marketplace].map(|contract| {
            (
                (contract.to_string(), protocol.clone()),
                at.protocol.to_string(),
            )
        });
        Self {
            clock: world.clock(),
            nft: at.hashrate_nft.to_string(),
            distributor: at.distributor.to_string(),
            marketplace: at.marketplace.to_string(),
            kinds: BTreeSet::new(),
            rigs: BTreeMap::new(),
            tokens: BTreeMap::new(),
            changes: BTreeMap::new(),
            asks: BTreeMap::new(),
            offers: BTreeMap::new(),
            market_accounts: BTreeMap::new(),
            batches: BTreeMap::new(),
            reports: BTreeMap::new(),
            prices: BTreeMap::new(),
            networks: BTreeMap::new(),
            pools: BTreeMap::new(),
            suspended: BTreeSet::new(),
            reporters: None,
            closings: BTreeMap::new(),
            money: BTreeMap::new(),
            rig_accounts: BTreeMap::new(),
            protocol: BTreeMap::new(),
            cursors: BTreeMap::new(),
            claimed: BTreeMap::new(),
            payout_addresses: BTreeMap::new(),
            held: BTreeMap::new(),
            roles: BTreeMap::from(roles),
            paused_until: BTreeMap::new(),
            lists: BTreeSet::new(),
            fees: BTreeMap::new(),
        }
    }

    pub fn feed(&mut self, event: &Event, time_seconds: u64) {
        let kind = event.ty.strip_prefix("wasm-").unwrap();
        let by = event
            .attributes
            .iter()
            .find(|attribute| attribute.key == "_contract_address")
            .unwrap()
            .value
            .clone();
        self.kinds.insert(kind.to_owned());
        match kind {
            RigRegistered::KIND
            | RigDecided::KIND
            | TermsLowered::KIND
            | OperatorProposed::KIND
            | OperatorChanged::KIND
            | RigRetired::KIND
            | SaleOpened::KIND
            | SaleStopped::KIND => self.feed_rig(kind, event),
            BuyersChanged::KIND | Migrated::KIND => {}
            SharesSold::KIND | ShareMinted::KIND | ShareTransferred::KIND | ShareBurned::KIND => {
                assert_eq!(by, self.nft);
                self.feed_share(kind, event);
            }
            Asked::KIND | AskRemoved::KIND | Offered::KIND | OfferRemoved::KIND | Sold::KIND => {
                self.feed_trade(kind, event);
            }
            BatchRelayed::KIND
            | ReportFinal::KIND
            | PriceFinal::KIND
            | NetworkFinal::KIND
            | PoolFinal::KIND
            | ReporterSuspended::KIND
            | ReportersChanged::KIND => self.feed_truth(kind, event),
            EpochClosed::KIND
            | Cured::KIND
            | Checkpointed::KIND
            | Claimed::KIND
            | PayoutAddressSet::KIND
            | ProceedsBooked::KIND => {
                assert_eq!(by, self.distributor);
                self.feed_money(kind, event, time_seconds);
            }
            Withdrawn::KIND => self.withdrawn(&by, &read(event)),
            RoleChanged::KIND => {
                let RoleChanged { role, address } = read(event);
                self.roles.insert((by, role), address);
            }
            Paused::KIND => {
                let Paused { until_seconds } = read(event);
                self.paused_until.insert(by, until_seconds);
            }
            Unpaused::KIND => {
                let Unpaused { at_seconds } = read(event);
                self.paused_until.insert(by, at_seconds);
            }
            ListExtended::KIND => {
                let ListExtended { list, entry } = read(event);
                self.lists.insert((by, list, entry));
            }
            FeeLowered::KIND => {
                let FeeLowered {
                    fee,
                    bps,
                    from_epoch,
                } = read(event);
                self.fees.insert((by, fee), (bps, from_epoch));
            }
            other => panic!("the index does not know {other}"),
        }
    }

    fn rig(&mut self, rig: u32) -> &mut Rig {
        self.rigs.get_mut(&rig).unwrap()
    }

    fn feed_rig(&mut self, kind: &str, event: &Event) {
        match kind {
            RigRegistered::KIND => {
                let registered: RigRegistered = read(event);
                let rig = Rig {
                    status: RigStatus::Pending,
                    operator: registered.operator.clone(),
                    proposed: None,
                    terms: vec![],
                    end_epoch: registered.end_epoch,
                    retired: false,
                    sale: None,
                    proceeds: Uint128::zero(),
                    registered,
                };
                assert!(self.rigs.insert(rig.registered.rig, rig).is_none());
            }
            RigDecided::KIND => {
                let RigDecided { rig, approved } = read(event);
                self.rig(rig).status = if approved {
                    RigStatus::Approved
                } else {
                    RigStatus::Rejected
                };
            }
            TermsLowered::KIND => {
                let step: TermsLowered = read(event);
                let terms = &mut self.rig(step.rig).terms;
                terms.retain(|other| other.from_epoch != step.from_epoch);
                terms.push(step);
            }
            OperatorProposed::KIND => {
                let OperatorProposed { rig, operator } = read(event);
                self.rig(rig).proposed = Some(operator).filter(|operator| !operator.is_empty());
            }
            OperatorChanged::KIND => {
                let OperatorChanged { rig, operator } = read(event);
                let rig = self.rig(rig);
                (rig.operator, rig.proposed) = (operator, None);
            }
            RigRetired::KIND => {
                let retired: RigRetired = read(event);
                let outstanding: u64 = self
                    .tokens
                    .values()
                    .filter(|token| token.rig == retired.rig)
                    .map(|token| token.shares)
                    .sum();
                assert_eq!(retired.outstanding, outstanding);
                let rig = self.rig(retired.rig);
                (rig.end_epoch, rig.retired, rig.sale) = (retired.end_epoch, true, None);
            }
            SaleOpened::KIND => {
                let sale: SaleOpened = read(event);
                let rig = sale.rig;
                self.rig(rig).sale = Some(sale);
            }
            SaleStopped::KIND => {
                let SaleStopped { rig } = read(event);
                self.rig(rig).sale = None;
            }
            other => unreachable!("{other}"),
        }
    }

    fn change(&mut self, holder: &str, rig: u32, at_seconds: u64, delta: i128) {
        self.changes
            .entry((holder.to_owned(), rig))
            .or_default()
            .push((at_seconds, delta));
    }

    fn feed_share(&mut self, kind: &str, event: &Event) {
        match kind {
            SharesSold::KIND => {
                let sold: SharesSold = read(event);
                let rig = self.rig(sold.rig);
                rig.proceeds += sold.paid;
                assert_eq!(rig.proceeds, sold.proceeds);
                self.moved(&Denom::Native(sold.denom), sold.paid, true);
            }
            ShareMinted::KIND => {
                let new: ShareMinted = read(event);
                self.change(&new.owner, new.rig, new.at_seconds, i128::from(new.shares));
                let token = Token {
                    rig: new.rig,
                    shares: new.shares,
                    owner: new.owner,
                };
                assert!(self.tokens.insert(new.token_id, token).is_none());
            }
            ShareTransferred::KIND => {
                let moved: ShareTransferred = read(event);
                let token = self.tokens.get_mut(&moved.token_id).unwrap();
                let before = Token {
                    rig: moved.rig,
                    shares: moved.shares,
                    owner: moved.from.clone(),
                };
                assert_eq!(*token, before);
                token.owner.clone_from(&moved.to);
                let shares = i128::from(moved.shares);
                self.change(&moved.from, moved.rig, moved.at_seconds, -shares);
                self.change(&moved.to, moved.rig, moved.at_seconds, shares);
            }
            ShareBurned::KIND => {
                let gone: ShareBurned = read(event);
                let before = Token {
                    rig: gone.rig,
                    shares: gone.shares,
                    owner: gone.owner.clone(),
                };
                assert_eq!(self.tokens.remove(&gone.token_id), Some(before));
                let shares = i128::from(gone.shares);
                self.change(&gone.owner, gone.rig, gone.at_seconds, -shares);
            }
            other => unreachable!("{other}"),
        }
    }

    fn credit(&mut self, address: &str, denom: &str, amount: Uint128) {
        *self
            .market_accounts
            .entry((address.to_owned(), denom.to_owned()))
            .or_default() += amount;
    }

    fn feed_trade(&mut self, kind: &str, event: &Event) {
        match kind {
            Asked::KIND => {
                let ask: Asked = read(event);
                self.asks.insert(ask.token_id.clone(), ask);
            }
            AskRemoved::KIND => {
                let AskRemoved { token_id, .. } = read(event);
                self.asks.remove(&token_id).unwrap();
            }
            Offered::KIND => {
                let offer: Offered = read(event);
                assert!(self.offers.insert(offer.offer, offer).is_none());
            }
            OfferRemoved::KIND => {
                let OfferRemoved { offer, refund, .. } = read(event);
                let offer = self.offers.remove(&offer).unwrap();
                assert_eq!(offer.escrow, refund);
                self.credit(&offer.buyer, &offer.denom, refund);
            }
            Sold::KIND => {
                let sold: Sold = read(event);
                if sold.offer == 0 {
                    assert_eq!(self.asks.remove(&sold.token_id).unwrap().price, sold.price);
                } else {
                    let offer = self.offers.remove(&sold.offer).unwrap();
                    self.credit(&offer.buyer, &offer.denom, offer.escrow - sold.price);
                }
                let operator = self.rigs[&sold.rig].operator.clone();
                let protocol = (self.marketplace.clone(), "protocol_recipient".to_owned());
                let protocol = self.roles[&protocol].clone();
                self.credit(&operator, &sold.denom, sold.royalty);
                self.credit(&protocol, &sold.denom, sold.fee);
            }
            other => unreachable!("{other}"),
        }
    }

    fn feed_truth(&mut self, kind: &str, event: &Event) {
        match kind {
            BatchRelayed::KIND => {
                let new: BatchRelayed = read(event);
                let key = (new.epoch, new.page, new.reporter);
                assert!(self.batches.insert(key, new.digest).is_none());
            }
            ReportFinal::KIND => {
                let new: ReportFinal = read(event);
                assert!(self.reports.insert((new.rig, new.epoch), new).is_none());
            }
            PriceFinal::KIND => {
                let new: PriceFinal = read(event);
                let key = (new.asset, new.epoch);
                assert!(self.prices.insert(key, new.nano_per_coin).is_none());
            }
            NetworkFinal::KIND => {
                let new: NetworkFinal = read(event);
                let key = (new.coin.clone(), new.epoch);
                assert!(self.networks.insert(key, new).is_none());
            }
            PoolFinal::KIND => {
                let new: PoolFinal = read(event);
                let key = (new.pool, new.coin, new.epoch);
                assert!(self.pools.insert(key, new.hashrate_hs).is_none());
            }
            ReporterSuspended::KIND => {
                let ReporterSuspended { reporter, .. } = read(event);
                assert!(self.suspended.insert(reporter));
            }
            ReportersChanged::KIND => self.reporters = Some(read(event)),
            other => unreachable!("{other}"),
        }
    }

    fn moved(&mut self, denom: &Denom, amount: Uint128, comes: bool) {
        let amount = i128::try_from(amount.u128()).unwrap();
        let held = self.held.entry(denom.clone()).or_default();
        *held += if comes { amount } else { -amount };
    }

    fn feed_money(&mut self, kind: &str, event: &Event, time_seconds: u64) {
        match kind {
            EpochClosed::KIND => {
                let closed: EpochClosed = read(event);
                assert_eq!(closed.holders_due, closed.delivered + closed.short);
                let key = (closed.rig, closed.epoch);
                assert_eq!(
                    closed.minted_weight,
                    self.minted_weight(closed.rig, closed.epoch)
                );
                let money = self.money.entry(closed.rig).or_default();
                money.delivered += closed.delivered;
                money.short += closed.short;
                money.outstanding += closed.short;
                *self.protocol.entry(closed.denom.clone()).or_default() += closed.protocol_fee;
                let paid = closed.delivered + closed.protocol_fee - closed.from_account;
                let account = (closed.rig, closed.denom.clone());
                *self.rig_accounts.entry(account).or_default() -= closed.from_account;
                self.moved(&closed.denom, paid, true);
                assert!(self.closings.insert(key, (closed, time_seconds)).is_none());
            }
            Cured::KIND => {
                let cured: Cured = read(event);
                let money = self.money.get_mut(&cured.rig).unwrap();
                money.cured += cured.amount;
                money.outstanding -= cured.amount;
                assert_eq!(money.outstanding, cured.outstanding);
                self.moved(&cured.denom, cured.amount, true);
            }
            Checkpointed::KIND => {
                let new: Checkpointed = read(event);
                self.cursors
                    .insert((new.holder, new.rig), (new.next_epoch, new.owed));
            }
            Claimed::KIND => {
                let paid: Claimed = read(event);
                self.moved(&paid.denom, paid.amount, false);
                let key = (paid.holder, paid.rig);
                *self.claimed.entry(key.clone()).or_default() += paid.amount;
                self.cursors.insert(key, (paid.next_epoch, Uint128::zero()));
            }
            PayoutAddressSet::KIND => {
                let PayoutAddressSet { holder, to } = read(event);
                if to.is_empty() {
                    self.payout_addresses.remove(&holder);
                } else {
                    self.payout_addresses.insert(holder, to);
                }
            }
            ProceedsBooked::KIND => {
                let booked: ProceedsBooked = read(event);
                let account = (booked.rig, booked.denom.clone());
                *self.rig_accounts.entry(account).or_default() += booked.operator;
                *self.protocol.entry(booked.denom).or_default() += booked.protocol;
            }
            other => unreachable!("{other}"),
        }
    }

    fn withdrawn(&mut self, by: &str, paid: &Withdrawn) {
        if by == self.marketplace {
            let key = (paid.to.clone(), paid.denom.to_string());
            assert_eq!(self.market_accounts.remove(&key), Some(paid.amount));
            return;
        }
        self.moved(&paid.denom, paid.amount, false);
        let account = if paid.rig == 0 {
            self.protocol.remove(&paid.denom)
        } else {
            self.rig_accounts.remove(&(paid.rig, paid.denom.clone()))
        };
        assert_eq!(account, Some(paid.amount));
    }

    /// Share-seconds of a holder in an epoch.
    pub fn weight(&self, holder: &str, rig: u32, epoch: u32) -> u64 {
        let (start, end) = (self.clock.start_of(epoch), self.clock.end_of(epoch));
        let sum: i128 = self.changes[&(holder.to_owned(), rig)]
            .iter()
            .map(|(at, delta)| delta * i128::from(end.saturating_sub((*at).max(start))))
            .sum();
        u64::try_from(sum).unwrap()
    }

    fn minted_weight(&self, rig: u32, epoch: u32) -> u64 {
        self.changes
            .keys()
            .filter(|(_, of)| *of == rig)
            .map(|(holder, _)| self.weight(holder, rig, epoch))
            .sum()
    }

    pub fn shares(&self, holder: &str, rig: u32) -> u64 {
        self.tokens
            .values()
            .filter(|token| token.owner == holder && token.rig == rig)
            .map(|token| token.shares)
            .sum()
    }
}
