//! The block subsidy by height, coin by coin, in base units.

use crate::{error::MathError, units::BASE_UNITS_8};

/// A subsidy that halves every fixed number of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalvingSchedule {
    /// Base units of the first block.
    pub initial_subsidy: u128,
    /// Blocks between halvings.
    pub interval_blocks: u64,
    /// Mean seconds between blocks.
    pub block_seconds: u64,
}

/// Bitcoin: 50 BTC, halved every 210,000 blocks (Bitcoin Core `validation.cpp`, `GetBlockSubsidy`).
pub const BITCOIN_HALVINGS: HalvingSchedule = HalvingSchedule {
    initial_subsidy: 50 * BASE_UNITS_8,
    interval_blocks: 210_000,
    block_seconds: 600,
};

/// Litecoin: 50 LTC, halved every 840,000 blocks (Litecoin Core `validation.cpp`, `GetBlockSubsidy`).
pub const LITECOIN_HALVINGS: HalvingSchedule = HalvingSchedule {
    initial_subsidy: 50 * BASE_UNITS_8,
    interval_blocks: 840_000,
    block_seconds: 150,
};

/// How far the next halving is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalvingCountdown {
    /// The first height with the halved subsidy.
    pub height: u64,
    /// Blocks from the height asked about to that height.
    pub blocks: u64,
    /// Expected seconds at the coin's block time.
    pub expected_seconds: u64,
    /// The subsidy from then on, in base units.
    pub next_subsidy: u128,
}

impl HalvingSchedule {
    /// Halvings that happened up to and with `height`.
    pub fn halvings(&self, height: u64) -> u64 {
        height.checked_div(self.interval_blocks).unwrap_or(0)
    }

    /// Base units that the block at `height` creates; zero once the halvings have used up every bit.
    pub fn subsidy(&self, height: u64) -> u128 {
        halve(self.initial_subsidy, self.halvings(height))
    }

    /// The next halving as seen from the block at `height`; none once the subsidy is zero.
    pub fn countdown(&self, height: u64) -> Option<HalvingCountdown> {
        if self.subsidy(height) == 0 {
            return None;
        }
        let next = self
            .halvings(height)
            .checked_add(1)?
            .checked_mul(self.interval_blocks)?;
        countdown_to(next, height, self.block_seconds, self.subsidy(next))
    }
}

fn halve(subsidy: u128, halvings: u64) -> u128 {
    u32::try_from(halvings)
        .ok()
        .and_then(|shift| subsidy.checked_shr(shift))
        .unwrap_or(0)
}

fn countdown_to(
    next: u64,
    height: u64,
    block_seconds: u64,
    next_subsidy: u128,
) -> Option<HalvingCountdown> {
    let blocks = next.checked_sub(height)?;
    Some(HalvingCountdown {
        height: next,
        blocks,
        expected_seconds: blocks.checked_mul(block_seconds)?,
        next_subsidy,
    })
}

const DOGECOIN_FIXED_FROM: u64 = 145_000;
const DOGECOIN_HALVING_BLOCKS: u64 = 100_000;
const DOGECOIN_TAIL_FROM: u64 = 600_000;

/// Dogecoin's subsidy (Dogecoin Core `dogecoin.cpp`, `GetDogecoinBlockSubsidy`): 10,000 DOGE for ever from
/// height 600,000, before it 500,000 DOGE halved every 100,000 blocks.
///
/// # Errors
/// [`MathError::SubsidyUndefined`] below 145,000, where it was drawn at random from the previous hash.
pub fn dogecoin_subsidy(height: u64) -> Result<u128, MathError> {
    if height < DOGECOIN_FIXED_FROM {
        return Err(MathError::SubsidyUndefined {
            coin: "DOGE",
            height,
        });
    }
    if height >= DOGECOIN_TAIL_FROM {
        return Ok(10_000 * BASE_UNITS_8);
    }
    Ok(halve(
        500_000 * BASE_UNITS_8,
        height / DOGECOIN_HALVING_BLOCKS,
    ))
}

const ZCASH_MAX_SUBSIDY: u128 = 1_250_000_000;
const ZCASH_SLOW_START_BLOCKS: u64 = 20_000;
const ZCASH_SLOW_START_SHIFT: u64 = ZCASH_SLOW_START_BLOCKS / 2;
const ZCASH_BLOSSOM_HEIGHT: u64 = 653_600;
const ZCASH_HALVING_BLOCKS: u64 = 1_680_000;
const ZCASH_FIRST_HALVING: u64 = 1_046_400;
const ZCASH_BLOCK_SECONDS: u64 = 75;
/// The third halving: the end of the funding streams decided so far.
const ZCASH_STREAMS_END: u64 = ZCASH_FIRST_HALVING + 2 * ZCASH_HALVING_BLOCKS;

/// Zcash's whole subsidy (Zcash protocol specification, section 7.8, and ZIP 208): slow start to height
/// 20,000, 12.5 ZEC to Blossom at 653,600, half of it each half as long block since, halved at 1,046,400
/// and every 1,680,000 blocks from there.
pub fn zcash_subsidy(height: u64) -> u128 {
    let slow_rate = ZCASH_MAX_SUBSIDY / u128::from(ZCASH_SLOW_START_BLOCKS);
    if height < ZCASH_SLOW_START_SHIFT {
        slow_rate * u128::from(height)
    } else if height < ZCASH_SLOW_START_BLOCKS {
        slow_rate * (u128::from(height) + 1)
    } else if height < ZCASH_BLOSSOM_HEIGHT {
        ZCASH_MAX_SUBSIDY
    } else {
        halve(ZCASH_MAX_SUBSIDY / 2, zcash_halvings(height))
    }
}

/// What the miner gets of [`zcash_subsidy`]: all but a fifth, which goes to the founders' reward to the
/// first halving and to funding streams and the lockbox to the third, at 4,406,400 (ZIP 214, ZIP 1016).
pub fn zcash_miner_subsidy(height: u64) -> u128 {
    let subsidy = zcash_subsidy(height);
    if height < ZCASH_STREAMS_END {
        subsidy - subsidy / 5
    } else {
        subsidy
    }
}

/// The next Zcash halving after Blossom; `next_subsidy` is the whole subsidy. None before Blossom, where
/// the block time still changes, and once the subsidy is zero.
pub fn zcash_countdown(height: u64) -> Option<HalvingCountdown> {
    if height < ZCASH_BLOSSOM_HEIGHT || zcash_subsidy(height) == 0 {
        return None;
    }
    let next = zcash_halvings(height)
        .checked_mul(ZCASH_HALVING_BLOCKS)?
        .checked_add(ZCASH_FIRST_HALVING)?;
    countdown_to(next, height, ZCASH_BLOCK_SECONDS, zcash_subsidy(next))
}

fn zcash_halvings(height: u64) -> u64 {
    height
        .checked_sub(ZCASH_FIRST_HALVING)
        .map_or(0, |since| since / ZCASH_HALVING_BLOCKS + 1)
}

const MONERO_TAIL_PICO: u128 = 600_000_000_000;
/// First height of Monero's tail emission.
const MONERO_TAIL_FROM: u64 = 2_641_623;

/// Monero's base reward from the coins generated so far, `max(0.6 XMR, (2^64 - 1 - generated) >> 19)`, in
/// piconero (Monero `cryptonote_basic_impl.cpp`, `get_block_reward`, for blocks of two minutes and no
/// penalty for size).
pub fn monero_base_reward(already_generated: u64) -> u128 {
    u128::from((u64::MAX - already_generated) >> 19).max(MONERO_TAIL_PICO)
}

/// Monero's base reward by height: 0.6 XMR from 2,641,623, the tail emission.
///
/// # Errors
/// [`MathError::SubsidyUndefined`] below, where it depends on the coins generated
/// ([`monero_base_reward`]).
pub fn monero_subsidy(height: u64) -> Result<u128, MathError> {
    if height < MONERO_TAIL_FROM {
        return Err(MathError::SubsidyUndefined {
            coin: "XMR",
            height,
        });
    }
    Ok(MONERO_TAIL_PICO)
}
