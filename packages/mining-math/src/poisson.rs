//! How many blocks an honest miner can be lucky enough to find.

use cosmwasm_std::{Isqrt, Uint256, Uint512};

use crate::{
    error::MathError,
    hashes::HashesPerBlock,
    ratio::{add, mul, to_u128, Ratio},
};

/// `10^15`, the scale of the mean in the factorial bound.
const MEAN_SCALE: u128 = 1_000_000_000_000_000;
/// `10^18`, the scale of a probability there.
const PROBABILITY_SCALE: u128 = 1_000_000_000_000_000_000;
/// `10^-9` in that scale.
const PROBABILITY_LIMIT: u128 = 1_000_000_000;
/// Up to this mean the factorial bound is the better one, and its terms stay below `10^21`.
const FACTORIAL_MEAN: u128 = 8;

/// A number of blocks that `hashes` exceed with a probability below `10^-9`.
///
/// The blocks found are Poisson distributed with mean `m = hashes / hashes per block`. The result is the
/// lesser of two upper bounds:
///
/// - Chernoff: `P[X >= m + x] <= exp(-x^2 / (2 (m + x / 3)))` (Bernstein's form; Boucheron, Lugosi, Massart,
///   "Concentration Inequalities", 2013, sections 2.2 and 2.7). With `x = 7 + sqrt(49 + 42 m)`, the root of
///   `x^2 = 42 (m + x / 3)`, this is `exp(-21) < 7.6 * 10^-10`. Rounding `m` and the root up only raises
///   the bound.
/// - For small means, `P[X >= n] = exp(-m) (m^n / n!) (1 + m / (n + 1) + ...) <= m^n / n!`, as
///   `(n + j)! >= n! j!`. The least `n` that brings it below `10^-9` is already too many.
///
/// A mean below `10^-9` gives nought: such a rig does not find a block.
///
/// # Errors
/// [`MathError::Overflow`], [`MathError::ResultTooLarge`] beyond `2^128` blocks.
pub fn poisson_upper_blocks_ceil(
    hashes: Uint256,
    hashes_per_block: &HashesPerBlock,
) -> Result<u128, MathError> {
    let mean = Ratio::integer(hashes).over(hashes_per_block.ratio())?;
    let chernoff = chernoff_upper_ceil(mean.ceil())?;
    if mean > Ratio::integer(FACTORIAL_MEAN) {
        return Ok(chernoff);
    }
    let scaled = mean.times(Ratio::integer(MEAN_SCALE))?.ceil_u128()?;
    Ok(chernoff.min(factorial_upper_ceil(scaled)?))
}

fn chernoff_upper_ceil(mean_ceil: Uint512) -> Result<u128, MathError> {
    let radicand = add(mul(mean_ceil, 42u64.into())?, 49u64.into())?;
    let root = radicand.isqrt();
    let root_ceil = if mul(root, root)? == radicand {
        root
    } else {
        add(root, Uint512::one())?
    };
    to_u128(add(add(mean_ceil, 7u64.into())?, root_ceil)?)
}

/// The last `n` before `mean^n / n!` falls below the limit; each term is rounded up.
fn factorial_upper_ceil(mean_scaled: u128) -> Result<u128, MathError> {
    let mut term = PROBABILITY_SCALE;
    let mut blocks = 0u128;
    loop {
        let next = blocks + 1;
        term = Ratio::new(
            mul(term.into(), mean_scaled.into())?,
            mul(next.into(), MEAN_SCALE.into())?,
        )?
        .ceil_u128()?;
        // Terms shrink from the mean on and reach the limit: 8^36 / 36! < 10^-9.
        if term < PROBABILITY_LIMIT {
            return Ok(blocks);
        }
        blocks = next;
    }
}
