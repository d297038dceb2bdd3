//! The book of a rig while a message works on it: epochs close in order, and nothing is written
//! before everything is known to be right.

use contract_kit::money::Purse;
use cosmwasm_std::{BlockInfo, Event, Storage, Uint128, Uint256};
use rigshare_types::distributor::{
    Closing, Outcome, Record, RigBook, StoredCumulative, BOOKS, CUMULATIVES, DENOMS,
};
use rigshare_types::events::EpochClosed;
use rigshare_types::nft::RigFacts;
use rigshare_types::units::Denom;
use share_ledger::{settle_floor, EpochClock, Lane, Lanes, RigShortfall, Schedule};

use crate::error::ContractError;
use crate::judge::Epoch;
use crate::peers::Peers;
use crate::state::credit_protocol;

/// The stored record of a rig at the start of an epoch.
///
/// # Errors
/// [`ContractError::CumulativeMissing`].
pub fn cumulative(
    storage: &dyn Storage,
    rig: u32,
    epoch: u32,
) -> Result<StoredCumulative, ContractError> {
    CUMULATIVES
        .may_load(storage, (rig, epoch))?
        .ok_or(ContractError::CumulativeMissing { rig, epoch })
}

/// The number of what a rig pays in.
///
/// # Errors
/// [`ContractError::DenomNotListed`].
fn payout_number(storage: &dyn Storage, denom: &Denom) -> Result<u16, ContractError> {
    let listed = DENOMS.may_load(storage, &denom.key())?;
    match listed {
        Some(listed) => Ok(listed.number),
        None => Err(ContractError::DenomNotListed {
            denom: denom.clone(),
        }),
    }
}

/// A rig's facts and its book.
pub struct OpenBook {
    /// The rig.
    pub rig: u32,
    /// What contracts need of it.
    pub facts: RigFacts,
    /// Its book, as it will be saved.
    pub book: RigBook,
    /// True where nothing is stored of the rig yet.
    fresh: bool,
}

impl OpenBook {
    /// Opens the book of a rig. A rig without one starts with the first epoch of its term.
    ///
    /// # Errors
    /// The rig is unknown.
    pub fn open(storage: &dyn Storage, peers: &Peers<'_>, rig: u32) -> Result<Self, ContractError> {
        let facts = peers.rig(rig)?;
        let stored = BOOKS.may_load(storage, rig)?;
        let fresh = stored.is_none();
        let book = match stored {
            Some(book) => book,
            None => RigBook {
                next_epoch: facts.start_epoch,
                // The first epoch of the term was never not the next one.
                next_since_seconds: 0,
                next_since_height: 0,
                last_due: Uint128::zero(),
                last_due_weight: 0,
                lanes: Lanes::new(),
                carry: Lanes::new(),
                shortfall: RigShortfall::new(),
                record: Record::default(),
                booked_proceeds: Uint128::zero(),
                payout_number: payout_number(storage, &facts.payout)?,
            },
        };
        Ok(Self {
            rig,
            facts,
            book,
            fresh,
        })
    }

    /// Saves the book, and the record from which its lanes start.
    pub fn save(&self, storage: &mut dyn Storage) {
        if self.fresh {
            let start = StoredCumulative {
                lanes: Lanes::new(),
                closing: None,
            };
            CUMULATIVES.save(storage, (self.rig, self.facts.start_epoch), &start);
        }
        BOOKS.save(storage, self.rig, &self.book);
    }
}

/// How an epoch is closed.
#[derive(Clone, Copy, Debug)]
pub struct Payment {
    /// How.
    pub outcome: Outcome,
    /// What holders were due, base units.
    pub holders_due: Uint128,
    /// What of it is there, base units.
    pub delivered: Uint128,
    /// What is missing, base units.
    pub short: Uint128,
    /// What the protocol gets, base units.
    pub protocol_fee: Uint128,
    /// What of both is taken from the rig's account, base units.
    pub from_account: Uint128,
}

/// A book in which epochs are being closed.
pub struct Closer {
    /// The book.
    pub open: OpenBook,
    minted: Schedule,
    records: Vec<(u32, StoredCumulative)>,
    /// What the protocol gets.
    pub fees: Purse,
}

impl Closer {
    /// Opens a rig's book for closing.
    ///
    /// # Errors
    /// The rig is unknown; its minted total does not reach back to the first epoch that is open.
    pub fn open(storage: &dyn Storage, peers: &Peers<'_>, rig: u32) -> Result<Self, ContractError> {
        let open = OpenBook::open(storage, peers, rig)?;
        let minted = peers.minted(rig)?;
        // Refuses a total that was folded too far: epochs would be skipped unseen.
        minted.weight_at(open.book.next_epoch)?;
        Ok(Self {
            open,
            minted,
            records: Vec::new(),
            fees: Purse::new(),
        })
    }

    /// All that is minted of the rig.
    #[must_use]
    pub fn minted(&self) -> &Schedule {
        &self.minted
    }

    /// The rig's next epoch: the first with shares that is not closed. In the others nothing is due,
    /// and they are passed over.
    #[must_use]
    pub fn next_epoch(&self) -> Option<u32> {
        self.minted.next_weighted(self.open.book.next_epoch)
    }

    /// Checks that `epoch` can be closed now: it is of the term, the next one, and over.
    ///
    /// # Errors
    /// [`ContractError::OutsideTerm`], [`ContractError::NothingMinted`], [`ContractError::NotNext`],
    /// [`ContractError::NotEnded`].
    pub fn closable(
        &self,
        epoch: u32,
        clock: &EpochClock,
        now_seconds: u64,
    ) -> Result<Epoch, ContractError> {
        let rig = self.open.rig;
        let (start_epoch, end_epoch) = (self.open.facts.start_epoch, self.open.facts.end_epoch);
        if epoch < start_epoch || epoch >= end_epoch {
            return Err(ContractError::OutsideTerm {
                rig,
                epoch,
                start_epoch,
                end_epoch,
            });
        }
        let next = self.next_epoch().ok_or(ContractError::NothingMinted {
            rig,
            from_epoch: self.open.book.next_epoch,
        })?;
        if epoch != next {
            return Err(ContractError::NotNext { rig, epoch, next });
        }
        let ends_seconds = clock.end_of(epoch);
        if now_seconds < ends_seconds {
            return Err(ContractError::NotEnded {
                rig,
                epoch,
                ends_seconds,
            });
        }
        Ok(Epoch {
            rig,
            epoch,
            minted_weight: self.minted.weight_at(epoch)?,
        })
    }

    /// Closes an epoch that [`Closer::closable`] let pass: credits what is there and what is missing
    /// to whoever had shares in it. Returns its event.
    ///
    /// # Errors
    /// A sum has no room.
    pub fn close(
        &mut self,
        of: Epoch,
        payment: &Payment,
        block: &BlockInfo,
    ) -> Result<Event, ContractError> {
        let rig = self.open.rig;
        let book = &mut self.open.book;
        if of.epoch > book.next_epoch {
            let gap = StoredCumulative {
                lanes: book.lanes,
                closing: None,
            };
            self.records.push((of.epoch, gap));
        }
        let carry = Uint128::try_from(book.carry.get(Lane::Payout))
            .ok()
            .and_then(|carry| u64::try_from(carry.u128()).ok())
            .ok_or(ContractError::BrokenCarry { rig })?;
        let settled = settle_floor(
            book.lanes.get(Lane::Payout),
            carry,
            payment.delivered,
            of.minted_weight,
        )?;
        book.lanes.set(Lane::Payout, settled.cumulative);
        book.carry.set(Lane::Payout, Uint256::from(settled.carry));
        if !payment.short.is_zero() {
            let shortfall = &mut book.shortfall;
            shortfall.record_shortfall(&mut book.lanes, payment.short, of.minted_weight)?;
        }
        if payment.outcome != Outcome::Outage {
            book.last_due = payment.holders_due;
            book.last_due_weight = of.minted_weight;
        }
        enter(&mut book.record, rig, payment)?;
        let at_seconds = block.time.seconds();
        // The term's end is above every epoch of it.
        let next = of.epoch.saturating_add(1);
        book.next_epoch = next;
        book.next_since_seconds = at_seconds;
        book.next_since_height = block.height;
        let closed = StoredCumulative {
            lanes: book.lanes,
            closing: Some(Closing {
                outcome: payment.outcome,
                delivered: payment.delivered,
                short: payment.short,
                at_seconds,
            }),
        };
        self.records.push((next, closed));
        let denom = self.open.facts.payout.clone();
        self.fees.add(&denom, payment.protocol_fee)?;
        Ok(EpochClosed {
            rig,
            epoch: of.epoch,
            outcome: payment.outcome.to_string(),
            denom,
            holders_due: payment.holders_due,
            delivered: payment.delivered,
            short: payment.short,
            protocol_fee: payment.protocol_fee,
            from_account: payment.from_account,
            minted_weight: of.minted_weight,
        }
        .into())
    }

    /// Writes everything that was closed.
    ///
    /// # Errors
    /// The protocol's account has no room.
    pub fn save(self, storage: &mut dyn Storage) -> Result<(), ContractError> {
        for (denom, fee) in self.fees.iter() {
            credit_protocol(storage, denom, fee)?;
        }
        self.save_book(storage);
        Ok(())
    }

    /// Writes everything that was closed, but for the protocol's fees, which the caller credits.
    pub fn save_book(&self, storage: &mut dyn Storage) {
        self.open.save(storage);
        for (epoch, record) in &self.records {
            CUMULATIVES.save(storage, (self.open.rig, *epoch), record);
        }
    }
}

fn enter(record: &mut Record, rig: u32, payment: &Payment) -> Result<(), ContractError> {
    let (what, counter) = match payment.outcome {
        Outcome::Settled => ("settled epochs", &mut record.settled_epochs),
        Outcome::Late => ("late epochs", &mut record.late_epochs),
        Outcome::Defaulted => ("defaulted epochs", &mut record.defaulted_epochs),
        Outcome::Outage => ("outage epochs", &mut record.outage_epochs),
    };
    *counter = counter.checked_add(1).ok_or(ContractError::CounterFull {
        what,
        rig,
        most: u32::MAX,
    })?;
    record.delivered = record.delivered.checked_add(payment.delivered)?;
    record.short = record.short.checked_add(payment.short)?;
    Ok(())
}
