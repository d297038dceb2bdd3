//! The expected reward of hashing: the FPPS value of work.
//!
//! A hash finds a block with probability `1 / hashes per block` = `(target + 1) / 2^256`, so that
//! `expected base units = hashes * (target + 1) * (subsidy + fees) / 2^256` (M. Rosenfeld, "Analysis of
//! Bitcoin Pooled Mining Reward Systems", 2011, section 2).

use cosmwasm_std::Uint256;

use crate::{
    error::MathError,
    hashes::HashesPerBlock,
    ratio::{to_uint256, Ratio},
};

/// A stretch of time with constant hashrate, difficulty and block reward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// The rig's hashrate in H/s.
    pub hashrate_hs: u128,
    /// Length in seconds.
    pub seconds: u64,
    /// Subsidy and fees of a block in base units.
    pub reward_per_block: u128,
    /// Expected hashes per block.
    pub hashes_per_block: HashesPerBlock,
}

/// Hashes of `hashrate_hs` over `seconds`; at most 192 bits.
pub fn hashes(hashrate_hs: u128, seconds: u64) -> Uint256 {
    Uint256::from(hashrate_hs).saturating_mul(Uint256::from(seconds))
}

/// Expected reward in base units, exact.
///
/// # Errors
/// [`MathError::Overflow`].
pub fn expected_reward(
    hashrate_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
) -> Result<Ratio, MathError> {
    let work = Ratio::integer(hashes(hashrate_hs, seconds));
    work.times(Ratio::integer(reward_per_block))?
        .over(hashes_per_block.ratio())
}

/// Expected reward in base units, rounded down.
///
/// # Errors
/// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn expected_reward_floor(
    hashrate_hs: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
) -> Result<u128, MathError> {
    expected_reward(hashrate_hs, seconds, reward_per_block, hashes_per_block)?.floor_u128()
}

/// Expected reward of consecutive segments (a span cut at retargets and halvings), exact.
///
/// Segments that come from targets share the denominator `2^256`, so that their sum grows by addition only;
/// others are brought to the least common one.
///
/// # Errors
/// [`MathError::Overflow`] where the segments' denominators have no common multiple below 512 bits.
pub fn expected_reward_span(segments: &[Segment]) -> Result<Ratio, MathError> {
    let mut total = Ratio::ZERO;
    for segment in segments {
        let reward = expected_reward(
            segment.hashrate_hs,
            segment.seconds,
            segment.reward_per_block,
            &segment.hashes_per_block,
        )?;
        total = total.plus(reward)?;
    }
    Ok(total)
}

/// [`expected_reward_span`], rounded down once at the end.
///
/// # Errors
/// [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn expected_reward_span_floor(segments: &[Segment]) -> Result<u128, MathError> {
    expected_reward_span(segments)?.floor_u128()
}

/// Whole hashes needed to expect at least `reward` base units.
///
/// # Errors
/// [`MathError::Zero`] for a zero block reward, [`MathError::Overflow`], [`MathError::ResultTooLarge`].
pub fn hashes_for_reward_ceil(
    reward: u128,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
) -> Result<Uint256, MathError> {
    let needed = hashes_per_block
        .hashes_per_base_unit(reward_per_block)?
        .times(Ratio::integer(reward))?;
    to_uint256(needed.ceil())
}

/// The hashrate that expects at least `reward` base units in `seconds`, in H/s.
///
/// # Errors
/// [`MathError::Zero`] for zero seconds or block reward, [`MathError::Overflow`],
/// [`MathError::ResultTooLarge`].
pub fn hashrate_for_reward_ceil(
    reward: u128,
    seconds: u64,
    reward_per_block: u128,
    hashes_per_block: &HashesPerBlock,
) -> Result<u128, MathError> {
    hashes_per_block
        .hashes_per_base_unit(reward_per_block)?
        .times(Ratio::integer(reward))?
        .over(Ratio::integer(seconds))?
        .ceil_u128()
}

/// Mean reward of `blocks` blocks from their summed subsidy and fees, rounded down.
///
/// # Errors
/// [`MathError::Zero`] for no blocks.
pub fn mean_reward_floor(total: u128, blocks: u64) -> Result<u128, MathError> {
    Ratio::new(total, blocks)?.floor_u128()
}
