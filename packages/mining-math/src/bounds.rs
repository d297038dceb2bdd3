//! Plausibility: what a report of earnings cannot exceed.
//!
//! `tolerance_bps` raises the bound by so many ten-thousandths, for fees above their mean, a difficulty that
//! a pool took at another second, and a hashrate above the nameplate.

use crate::{
    error::MathError,
    hashes::HashesPerBlock,
    poisson::poisson_upper_blocks_ceil,
    ratio::Ratio,
    reward::{expected_reward, expected_reward_span, hashes, Segment},
};

/// Ten-thousandths in one.
pub const BPS: u32 = 10_000;

/// The most that FPPS pays: the expected reward and the tolerance, in base units.
///
/// # Errors
/// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn fpps_bound_floor(
    hashrate_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<u128, MathError> {
    fpps_bound(
        hashrate_hs,
        seconds,
        reward_per_block,
        hashes_per_block,
        tolerance_bps,
    )?
    .floor_u128()
}

/// Whether `gross` is at most the bound of [`fpps_bound_floor`], compared exactly.
///
/// # Errors
/// [`MathError::Overflow`].
pub fn within_fpps_bound(
    gross: u128,
    hashrate_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<bool, MathError> {
    let bound = fpps_bound(
        hashrate_hs,
        seconds,
        reward_per_block,
        hashes_per_block,
        tolerance_bps,
    )?;
    Ok(Ratio::integer(gross) <= bound)
}

/// [`within_fpps_bound`] over a span cut at retargets and halvings.
///
/// # Errors
/// [`MathError::Overflow`].
pub fn within_fpps_span_bound(
    gross: u128,
    segments: &[Segment],
    tolerance_bps: u32,
) -> Result<bool, MathError> {
    let bound = expected_reward_span(segments)?.times(with_tolerance(tolerance_bps)?)?;
    Ok(Ratio::integer(gross) <= bound)
}

/// The most that a solo miner plausibly finds, in base units:
/// [`poisson_upper_blocks_ceil`] blocks and the tolerance. An honest rig exceeds it with a probability
/// below `10^-9` a report.
///
/// # Errors
/// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn solo_bound_floor(
    hashrate_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<u128, MathError> {
    lucky_reward(
        hashrate_hs,
        seconds,
        reward_per_block,
        hashes_per_block,
        tolerance_bps,
    )?
    .floor_u128()
}

/// Whether `gross` is at most [`solo_bound_floor`].
///
/// # Errors
/// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn within_solo_bound(
    gross: u128,
    hashrate_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<bool, MathError> {
    let bound = lucky_reward(
        hashrate_hs,
        seconds,
        reward_per_block,
        hashes_per_block,
        tolerance_bps,
    )?;
    Ok(Ratio::integer(gross) <= bound)
}

/// The most that a PPLNS pool plausibly pays a rig, in base units: the rig's part of the pool's hashrate in
/// the blocks that the pool plausibly finds.
///
/// It is the FPPS bound times `upper blocks / mean blocks` of the pool, as the mean is
/// `pool hashes / hashes per block`. It holds for a rig whose part of the pool's share window is at most
/// `rig_hs / pool_hs`.
///
/// # Errors
/// [`MathError::Zero`] for a pool without hashrate, [`MathError::RigAbovePool`], [`MathError::Overflow`],
/// [`MathError::ResultTooLarge`].
pub fn pplns_bound_floor(
    rig_hs: u128,
    pool_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<u128, MathError> {
    pplns_bound(
        rig_hs,
        pool_hs,
        seconds,
        reward_per_block,
        hashes_per_block,
        tolerance_bps,
    )?
    .floor_u128()
}

/// Whether `gross` is at most [`pplns_bound_floor`].
///
/// # Errors
/// As [`pplns_bound_floor`].
pub fn within_pplns_bound(
    gross: u128,
    rig_hs: u128,
    pool_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<bool, MathError> {
    let bound = pplns_bound(
        rig_hs,
        pool_hs,
        seconds,
        reward_per_block,
        hashes_per_block,
        tolerance_bps,
    )?;
    Ok(Ratio::integer(gross) <= bound)
}

fn fpps_bound(
    hashrate_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<Ratio, MathError> {
    expected_reward(hashrate_hs, seconds, reward_per_block, hashes_per_block)?
        .times(with_tolerance(tolerance_bps)?)
}

fn pplns_bound(
    rig_hs: u128,
    pool_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<Ratio, MathError> {
    if pool_hs == 0 {
        return Err(MathError::Zero {
            quantity: "pool hashrate",
        });
    }
    if rig_hs > pool_hs {
        return Err(MathError::RigAbovePool { rig_hs, pool_hs });
    }
    lucky_reward(
        pool_hs,
        seconds,
        reward_per_block,
        hashes_per_block,
        tolerance_bps,
    )?
    .times(Ratio::new(rig_hs, pool_hs)?)
}

fn lucky_reward(
    hashrate_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
    tolerance_bps: u32,
) -> Result<Ratio, MathError> {
    let blocks = poisson_upper_blocks_ceil(hashes(hashrate_hs, seconds), hashes_per_block)?;
    Ratio::integer(blocks)
        .times(Ratio::integer(reward_per_block))?
        .times(with_tolerance(tolerance_bps)?)
}

fn with_tolerance(tolerance_bps: u32) -> Result<Ratio, MathError> {
    Ratio::new(u64::from(BPS) + u64::from(tolerance_bps), BPS)
}
