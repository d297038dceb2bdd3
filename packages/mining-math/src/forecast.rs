//! A future span, cut where the difficulty or the subsidy changes.

use crate::{error::MathError, hashes::HashesPerBlock, reward::Segment, units::Coin};

/// A difficulty that holds from a height on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retarget {
    /// The first height mined at this difficulty.
    pub height: u64,
    /// Expected hashes per block from there on.
    pub hashes_per_block: HashesPerBlock,
}

/// The chain as a forecast starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook<'a> {
    /// The coin, for its block time and subsidy.
    pub coin: &'a Coin,
    /// The height of the next block to be found.
    pub height: u64,
    /// Expected hashes per block at that height.
    pub hashes_per_block: HashesPerBlock,
    /// Difficulties assumed later, by ascending height.
    pub retargets: &'a [Retarget],
    /// Fees assumed in every block, in base units.
    pub fees_per_block: u128,
}

/// Cuts `seconds` from now into segments of constant difficulty and subsidy, blocks coming at the coin's
/// block time: the work for the block at height `h` starts `(h - height) * block_seconds` from now.
///
/// # Errors
/// [`MathError::RetargetOrder`]; [`MathError::SubsidyUndefined`] where the subsidy changes other than at a
/// halving (Zcash before Blossom, Dogecoin and Monero before their tails); [`MathError::Overflow`].
pub fn forecast_segments(
    outlook: &Outlook<'_>,
    hashrate_hs: u128,
    seconds: u64,
) -> Result<Vec<Segment>, MathError> {
    let mut segments = Vec::new();
    let mut retargets = outlook.retargets.iter();
    let mut upcoming = retargets.next();
    let mut hashes_per_block = outlook.hashes_per_block;
    let mut height = outlook.height;
    let mut left = seconds;
    while left > 0 {
        if let Some(retarget) = upcoming.filter(|retarget| retarget.height <= height) {
            if retarget.height < height {
                return Err(MathError::RetargetOrder {
                    previous: height,
                    height: retarget.height,
                });
            }
            hashes_per_block = retarget.hashes_per_block;
            upcoming = retargets.next();
            continue;
        }
        let halving = outlook
            .coin
            .halving_countdown(height)
            .map(|next| next.height);
        let boundary = [halving, upcoming.map(|retarget| retarget.height)]
            .into_iter()
            .flatten()
            .min();
        // A boundary too far for 64 bits of seconds is beyond the span.
        let span = boundary
            .and_then(|next| {
                next.checked_sub(height)?
                    .checked_mul(outlook.coin.block_seconds)
            })
            .map_or(left, |until| until.min(left));
        segments.push(Segment {
            hashrate_hs,
            seconds: span,
            reward_per_block: constant_reward(outlook, height, span)?,
            hashes_per_block,
        });
        left -= span;
        height = boundary.unwrap_or(height);
    }
    Ok(segments)
}

/// Subsidy and fees of the blocks worked on in `seconds` from `height` on.
fn constant_reward(outlook: &Outlook<'_>, height: u64, seconds: u64) -> Result<u128, MathError> {
    let coin = outlook.coin;
    let subsidy = coin.miner_subsidy(height)?;
    let blocks = seconds
        .saturating_sub(1)
        .checked_div(coin.block_seconds)
        .unwrap_or(0);
    let last = height.saturating_add(blocks);
    if coin.miner_subsidy(last)? != subsidy {
        return Err(MathError::SubsidyUndefined {
            coin: coin.symbol,
            height: last,
        });
    }
    subsidy
        .checked_add(outlook.fees_per_block)
        .ok_or_else(|| MathError::Overflow {
            operation: "addition",
            operands: Box::new((subsidy.into(), outlook.fees_per_block.into())),
        })
}
