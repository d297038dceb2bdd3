//! Who has how much of a rig, and since when: the facts of ownership that the distributor reads.

use cosmwasm_std::{Addr, Deps, Env, StdResult, Storage};
use rigshare_types::nft::{StoredSchedule, CLOCK, MINTED, POSITIONS};
use share_ledger::{EpochClock, LedgerError, Schedule};

use crate::error::ContractError;
use crate::peers::{holder_reached, rig_reached};
use crate::state::PEERS;

/// Breakpoints from which a schedule is worth a raw read that lets it fold. A holder that was
/// touched in one epoch has two.
const FOLD_FROM: usize = 4;

/// The present second, on the suite's clock.
#[derive(Clone, Copy)]
pub struct Present {
    /// The suite's clock.
    pub clock: EpochClock,
    /// The block's second.
    pub seconds: u64,
}

impl Present {
    /// Reads the clock.
    ///
    /// # Errors
    /// The clock is not stored.
    pub fn of(storage: &dyn Storage, env: &Env) -> StdResult<Self> {
        Ok(Self {
            clock: CLOCK.load(storage)?.clock,
            seconds: env.block.time.seconds(),
        })
    }

    /// The present epoch.
    ///
    /// # Errors
    /// [`LedgerError::BeforeGenesis`] and [`LedgerError::PastLastEpoch`].
    pub fn epoch(&self) -> Result<u32, LedgerError> {
        self.clock.epoch_at(self.seconds)
    }

    /// The shares that a schedule holds now. All that was changed so far has no end and began by
    /// now: the whole next epoch weighs what is held.
    ///
    /// # Errors
    /// [`LedgerError`], as [`Present::epoch`].
    pub fn shares_in(&self, schedule: &Schedule) -> Result<u64, LedgerError> {
        // An epoch that the clock returns has a successor, and an epoch is not empty.
        let weight = schedule.weight_at(self.epoch()? + 1)?;
        Ok(weight / u64::from(self.clock.epoch_seconds))
    }
}

/// A schedule as it will be, not saved yet: a message that changes two of them checks both before
/// it writes one.
#[must_use = "a change that is not saved is none"]
pub struct Change<'a> {
    /// Whose position; nobody's is what is minted of the rig.
    holder: Option<&'a Addr>,
    rig: u32,
    schedule: Schedule,
}

impl Change<'_> {
    /// Writes it.
    pub fn save(self, storage: &mut dyn Storage) {
        let stored = stored(self.schedule);
        match self.holder {
            Some(holder) => POSITIONS.save(storage, (holder, self.rig), &stored),
            None => MINTED.save(storage, self.rig, &stored),
        }
    }
}

/// Gives a holder shares from now on.
///
/// # Errors
/// [`ContractError::PositionFull`], and what the ledger refuses.
pub fn give<'a>(
    deps: Deps,
    present: &Present,
    holder: &'a Addr,
    rig: u32,
    shares: u64,
) -> Result<Change<'a>, ContractError> {
    // The first share writes the position; from then on it is there for ever.
    let mut schedule = POSITIONS
        .may_load(deps.storage, (holder, rig))?
        .map(|stored| stored.schedule)
        .unwrap_or_default();
    fold_position(deps, &mut schedule, holder, rig)?;
    schedule
        .add(&present.clock, shares, present.seconds, None)
        .map_err(position_error(holder, rig))?;
    Ok(Change {
        holder: Some(holder),
        rig,
        schedule,
    })
}

/// Takes shares from a holder from now on.
///
/// # Errors
/// [`ContractError::PositionFull`] above the headroom for exits, and what the ledger refuses.
pub fn take<'a>(
    deps: Deps,
    present: &Present,
    holder: &'a Addr,
    rig: u32,
    shares: u64,
) -> Result<Change<'a>, ContractError> {
    let mut schedule = POSITIONS.load(deps.storage, (holder, rig))?.schedule;
    fold_position(deps, &mut schedule, holder, rig)?;
    schedule
        .subtract(&present.clock, shares, present.seconds, None)
        .map_err(position_error(holder, rig))?;
    Ok(Change {
        holder: Some(holder),
        rig,
        schedule,
    })
}

/// Mints shares of a rig from now on, at most what is `registered` in all.
///
/// # Errors
/// [`ContractError::SoldOut`], [`ContractError::MintedFull`], and what the ledger refuses.
pub fn mint(
    deps: Deps,
    present: &Present,
    rig: u32,
    registered: u64,
    shares: u64,
) -> Result<Change<'static>, ContractError> {
    let mut schedule = load_minted(deps, rig)?;
    let left = registered.saturating_sub(present.shares_in(&schedule)?);
    if shares > left {
        return Err(ContractError::SoldOut { rig, left, shares });
    }
    schedule
        .add(&present.clock, shares, present.seconds, None)
        .map_err(minted_error(rig))?;
    Ok(Change {
        holder: None,
        rig,
        schedule,
    })
}

/// Burns shares of a rig from now on.
///
/// # Errors
/// [`ContractError::MintedFull`] above the headroom for exits, and what the ledger refuses.
pub fn burn(
    deps: Deps,
    present: &Present,
    rig: u32,
    shares: u64,
) -> Result<Change<'static>, ContractError> {
    let mut schedule = load_minted(deps, rig)?;
    schedule
        .subtract(&present.clock, shares, present.seconds, None)
        .map_err(minted_error(rig))?;
    Ok(Change {
        holder: None,
        rig,
        schedule,
    })
}

/// A schedule as it is stored.
#[must_use]
pub fn stored(schedule: Schedule) -> StoredSchedule {
    StoredSchedule { schedule }
}

/// Forgets what the holder was credited for. Without a cursor nothing was, and all is kept.
fn fold_position(
    deps: Deps,
    schedule: &mut Schedule,
    holder: &Addr,
    rig: u32,
) -> Result<(), ContractError> {
    if schedule.len() < FOLD_FROM {
        return Ok(());
    }
    let distributor = PEERS.load(deps.storage)?.distributor;
    if let Some(next_epoch) = holder_reached(deps.querier, &distributor, holder, rig)? {
        schedule.fold(next_epoch);
    }
    Ok(())
}

/// What is minted of a rig, without the epochs that are closed.
fn load_minted(deps: Deps, rig: u32) -> Result<Schedule, ContractError> {
    let mut schedule = MINTED.load(deps.storage, rig)?.schedule;
    if schedule.len() >= FOLD_FROM {
        let distributor = PEERS.load(deps.storage)?.distributor;
        if let Some(next_epoch) = rig_reached(deps.querier, &distributor, rig)? {
            schedule.fold(next_epoch);
        }
    }
    Ok(schedule)
}

fn position_error(holder: &Addr, rig: u32) -> impl FnOnce(LedgerError) -> ContractError + '_ {
    move |error| match error {
        LedgerError::Full { points, cap } => ContractError::PositionFull {
            holder: holder.clone(),
            rig,
            points,
            cap,
        },
        error => error.into(),
    }
}

fn minted_error(rig: u32) -> impl FnOnce(LedgerError) -> ContractError {
    move |error| match error {
        LedgerError::Full { points, cap } => ContractError::MintedFull { rig, points, cap },
        error => error.into(),
    }
}
