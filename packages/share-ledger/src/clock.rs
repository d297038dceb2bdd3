//! Time cut into epochs of equal length.

use cosmwasm_schema::cw_serde;

use crate::LedgerError;

/// The longest epoch, in seconds (about 12 days). A power of two keeps the bound on weights plain.
pub const MAX_EPOCH_SECONDS: u32 = 1 << 20;

/// Where epochs begin: epoch `e` spans `[genesis + e * length, genesis + (e + 1) * length)`.
///
/// One source for a whole deployment, never changed. Build it with [`EpochClock::new`], and call
/// [`EpochClock::validate`] on one that came from a message.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct EpochClock {
    /// Start of epoch 0, in seconds since 1970 UTC.
    pub genesis_seconds: u64,
    /// Length of every epoch, in seconds: `1..=MAX_EPOCH_SECONDS`.
    pub epoch_seconds: u32,
}

impl EpochClock {
    /// A validated clock. Errors: as [`EpochClock::validate`].
    pub fn new(genesis_seconds: u64, epoch_seconds: u32) -> Result<Self, LedgerError> {
        let clock = Self {
            genesis_seconds,
            epoch_seconds,
        };
        clock.validate()?;
        Ok(clock)
    }

    /// Refuses a length outside `1..=MAX_EPOCH_SECONDS`, and a genesis for which the end of epoch
    /// 2^32 - 1 (at most 2^52 seconds later) would not fit u64.
    pub fn validate(&self) -> Result<(), LedgerError> {
        if !(1..=MAX_EPOCH_SECONDS).contains(&self.epoch_seconds) {
            return Err(LedgerError::EpochSeconds {
                epoch_seconds: self.epoch_seconds,
                max: MAX_EPOCH_SECONDS,
            });
        }
        let whole_range = u64::from(self.epoch_seconds) << 32;
        if self.genesis_seconds.checked_add(whole_range).is_none() {
            return Err(LedgerError::GenesisTooLate {
                genesis_seconds: self.genesis_seconds,
            });
        }
        Ok(())
    }

    /// The epoch that second `time_seconds` belongs to.
    ///
    /// Errors: before genesis; past epoch `u32::MAX - 1` (every epoch returned has a successor); an
    /// unvalidated length of zero.
    pub fn epoch_at(&self, time_seconds: u64) -> Result<u32, LedgerError> {
        let since =
            time_seconds
                .checked_sub(self.genesis_seconds)
                .ok_or(LedgerError::BeforeGenesis {
                    time_seconds,
                    genesis_seconds: self.genesis_seconds,
                })?;
        let epoch =
            since
                .checked_div(u64::from(self.epoch_seconds))
                .ok_or(LedgerError::EpochSeconds {
                    epoch_seconds: self.epoch_seconds,
                    max: MAX_EPOCH_SECONDS,
                })?;
        match u32::try_from(epoch) {
            Ok(epoch) if epoch < u32::MAX => Ok(epoch),
            _ => Err(LedgerError::PastLastEpoch { time_seconds }),
        }
    }

    /// First second of `epoch`, in seconds since 1970. Exact for a validated clock; saturates at
    /// `u64::MAX` for another.
    pub fn start_of(&self, epoch: u32) -> u64 {
        // Below 2^32 * 2^32: cannot overflow.
        let offset = u64::from(epoch) * u64::from(self.epoch_seconds);
        self.genesis_seconds.saturating_add(offset)
    }

    /// First second after `epoch`, in seconds since 1970. Saturates as [`EpochClock::start_of`].
    pub fn end_of(&self, epoch: u32) -> u64 {
        self.start_of(epoch)
            .saturating_add(u64::from(self.epoch_seconds))
    }
}
