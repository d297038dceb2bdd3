//! What a holder has earned of a rig since it was last written down: its schedule integrated over
//! the rig's cumulative record, and what of its shortfalls came back since.

use cosmwasm_std::{Addr, StdResult, Storage, Uint128};
use rigshare_types::distributor::{Cursor, RigBook, BOOKS, CURSORS, PAYOUTS};
use rigshare_types::units::Denom;
use share_ledger::{integrate_split, take_whole_floor, Lane, Lanes, LedgerError, Schedule};

use crate::error::ContractError;
use crate::peers::Peers;
use crate::rig_book::cumulative;

/// Payout denoms that a message has looked up by their numbers.
#[derive(Default)]
pub struct Payouts(Vec<(u16, Denom)>);

impl Payouts {
    /// The denom of a number, read once.
    ///
    /// # Errors
    /// There is no such number: the book is broken.
    pub fn find(&mut self, storage: &dyn Storage, number: u16) -> StdResult<Denom> {
        if let Some((_, denom)) = self.0.iter().find(|(of, _)| *of == number) {
            return Ok(denom.clone());
        }
        let denom = PAYOUTS.load(storage, number)?;
        self.0.push((number, denom.clone()));
        Ok(denom)
    }
}

/// A holder's standing in a rig.
pub struct Accrued {
    /// What the rig pays in.
    pub payout: Denom,
    /// The holder's share-seconds.
    pub schedule: Schedule,
    /// The rig's book; none if nothing of it was ever settled or booked.
    pub book: Option<RigBook>,
    /// What is stored.
    pub stored: Option<Cursor>,
    /// What would be stored with everything earned written down; none without a book.
    pub cursor: Option<Cursor>,
}

impl Accrued {
    /// What the holder is owed, whole base units.
    #[must_use]
    pub fn owed(&self) -> Uint128 {
        self.cursor
            .as_ref()
            .map(|cursor| cursor.owed)
            .unwrap_or_default()
    }
}

/// What `holder` has earned of `rig`. Changes nothing.
///
/// # Errors
/// The holder never had a share of the rig; a fact or record is absent or broken.
pub fn accrue(
    storage: &dyn Storage,
    peers: &Peers<'_>,
    payouts: &mut Payouts,
    holder: &Addr,
    rig: u32,
) -> Result<Accrued, ContractError> {
    let schedule = peers.position(holder, rig)?;
    let book = BOOKS.may_load(storage, rig)?;
    let stored = CURSORS.may_load(storage, (holder, rig))?;
    let (payout, cursor) = match (&book, &stored) {
        (None, _) => (peers.rig(rig)?.payout, None),
        (Some(book), stored) => {
            let before = match stored {
                Some(stored) => stored.clone(),
                None => Cursor {
                    // Shares may be held before the term; nothing is earned then.
                    next_epoch: schedule.floor().max(peers.rig(rig)?.start_epoch),
                    owed: Uint128::zero(),
                    remainder: 0,
                    shortfall: None,
                },
            };
            let read = |epoch| {
                if epoch == book.next_epoch {
                    Ok(book.lanes)
                } else {
                    Ok(cumulative(storage, rig, epoch)?.lanes)
                }
            };
            let cursor = advance(before, &schedule, book, read)?;
            (payouts.find(storage, book.payout_number)?, Some(cursor))
        }
    };
    Ok(Accrued {
        payout,
        schedule,
        book,
        stored,
        cursor,
    })
}

fn advance(
    mut cursor: Cursor,
    schedule: &Schedule,
    book: &RigBook,
    read: impl FnMut(u32) -> Result<Lanes, ContractError>,
) -> Result<Cursor, ContractError> {
    // The nft folds no further than the cursor: a floor above it is refused, not passed over.
    let start = cursor.next_epoch;
    let rig = &book.shortfall;
    let (before, since) =
        integrate_split(schedule, start, rig.generation_start, book.next_epoch, read)?;
    let mut shortfall = cursor.shortfall.take().unwrap_or_default();
    let recovered = shortfall.accrue(rig, &before, &since)?;
    let overflow = |_| LedgerError::LaneOverflow { lane: Lane::Payout };
    let scaled = before
        .get(Lane::Payout)
        .checked_add(since.get(Lane::Payout))
        .and_then(|sum| sum.checked_add(recovered))
        .map_err(overflow)?;
    let earned = take_whole_floor(scaled, cursor.remainder)?;
    cursor.owed = cursor.owed.checked_add(earned.whole)?;
    cursor.remainder = earned.remainder;
    cursor.next_epoch = cursor.next_epoch.max(book.next_epoch);
    // A record without face says nothing: it is the same as none.
    let empty = shortfall.face_scaled.is_zero() && shortfall.units_scaled.is_zero();
    cursor.shortfall = (!empty).then_some(shortfall);
    Ok(cursor)
}
