//! Bitcoin's target, its compact form (nBits), difficulty and retarget rule.
//!
//! Litecoin, Dogecoin and Zcash use the same compact form. Sources: Bitcoin Core `arith_uint256.cpp`
//! (`SetCompact`, `GetCompact`), `chain.cpp` (`GetBlockProof`), `rpc/blockchain.cpp` (`GetDifficulty`) and
//! `pow.cpp` (`CalculateNextWorkRequired`).

use cosmwasm_std::{Uint256, Uint512};

use crate::{
    error::MathError,
    hashes::HashesPerBlock,
    ratio::{mul, to_uint256, Ratio},
};

/// Blocks of one Bitcoin difficulty period.
pub const BITCOIN_RETARGET_BLOCKS: u64 = 2_016;
/// Seconds that one Bitcoin difficulty period should take: two weeks.
pub const BITCOIN_RETARGET_SECONDS: u64 = 1_209_600;

const SIGN_BIT: u32 = 0x0080_0000;
const MANTISSA: u32 = 0x007f_ffff;

/// The target of Bitcoin's difficulty 1 and the largest that its main chain accepts: `0xffff * 2^208`.
pub const DIFFICULTY_1_TARGET: Target = Target(Uint256::from_be_bytes({
    let mut bytes = [0; 32];
    bytes[4] = 0xff;
    bytes[5] = 0xff;
    bytes
}));

/// `2^256`, the number of values that a hash can take.
const HASH_VALUES: Uint512 = Uint512::from_be_bytes({
    let mut bytes = [0; 64];
    bytes[31] = 1;
    bytes
});

/// A block is valid when its hash, read as a little-endian 256-bit number, is at most the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target(Uint256);

impl Target {
    /// A target from its 256-bit value.
    ///
    /// # Errors
    /// [`MathError::Zero`]: a zero target is no target.
    pub fn new(value: Uint256) -> Result<Self, MathError> {
        if value.is_zero() {
            return Err(MathError::Zero { quantity: "target" });
        }
        Ok(Self(value))
    }

    /// Decodes nBits: one byte of length, then a signed 23-bit mantissa.
    ///
    /// The mantissa is shifted before its sign and zero are judged, as in Core: `0x01800000` is zero, not
    /// negative.
    ///
    /// # Errors
    /// [`MathError::CompactZero`], [`MathError::CompactNegative`], [`MathError::CompactOverflow`].
    pub fn from_compact(nbits: u32) -> Result<Self, MathError> {
        let size = nbits >> 24;
        let mantissa = nbits & MANTISSA;
        let word = match size {
            0..=2 => mantissa >> (8 * (3 - size)),
            _ => mantissa,
        };
        if word == 0 {
            return Err(MathError::CompactZero { nbits });
        }
        if nbits & SIGN_BIT != 0 {
            return Err(MathError::CompactNegative { nbits });
        }
        if size > 34 || (word > 0xff && size > 33) || (word > 0xffff && size > 32) {
            return Err(MathError::CompactOverflow { nbits });
        }
        Uint256::from(word)
            .checked_shl(8 * size.saturating_sub(3))
            .map(Self)
            .map_err(|_| MathError::CompactOverflow { nbits })
    }

    /// Encodes as nBits. Only the three leading bytes survive (two where the third would set the sign), so
    /// that decoding again gives the target rounded down.
    pub fn to_compact_floor(self) -> u32 {
        let bytes = self.0.to_be_bytes();
        let leading_zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let mut significant = bytes.iter().skip(leading_zeros);
        let mut mantissa = 0u32;
        for _ in 0..3 {
            mantissa = (mantissa << 8) | significant.next().map_or(0, |byte| u32::from(*byte));
        }
        // At most 32 bytes, so that the length fits a byte.
        let mut size = (bytes.len() - leading_zeros) as u32;
        if mantissa & SIGN_BIT != 0 {
            mantissa >>= 8;
            size += 1;
        }
        (size << 24) | mantissa
    }

    /// The 256-bit value.
    pub fn value(self) -> Uint256 {
        self.0
    }

    /// Bitcoin's difficulty, `0xffff * 2^208 / target`, exact.
    ///
    /// # Errors
    /// None for any target; the type carries those of [`Ratio`].
    pub fn difficulty(self) -> Result<Ratio, MathError> {
        Ratio::new(DIFFICULTY_1_TARGET.0, self.0)
    }

    /// Expected hashes until a block is found: `2^256 / (target + 1)`, exact.
    ///
    /// # Errors
    /// None for any target; the type carries those of [`HashesPerBlock::new`].
    pub fn hashes_per_block(self) -> Result<HashesPerBlock, MathError> {
        HashesPerBlock::new(Ratio::new(HASH_VALUES, self.successor())?)
    }

    /// What a block adds to its chain's work: `floor(2^256 / (target + 1))` (Core's `GetBlockProof`).
    ///
    /// # Errors
    /// None for any target; the type carries those of [`Ratio`].
    pub fn work_floor(self) -> Result<Uint256, MathError> {
        to_uint256(Ratio::new(HASH_VALUES, self.successor())?.floor())
    }

    /// nBits of the next Bitcoin period, from the time between the first and the last block of this one.
    ///
    /// `actual_seconds` is clamped to a quarter and four times of two weeks (it may be negative, as header
    /// times need not ascend), then `target * actual / two weeks` is cut off at `limit` and encoded.
    ///
    /// # Errors
    /// [`MathError::Zero`] where a target below 4 falls to zero.
    pub fn retarget_floor(self, actual_seconds: i64, limit: Self) -> Result<u32, MathError> {
        let actual = u64::try_from(actual_seconds)
            .unwrap_or(0)
            .clamp(BITCOIN_RETARGET_SECONDS / 4, BITCOIN_RETARGET_SECONDS * 4);
        let scaled = mul(self.0.into(), Uint512::from(actual))?;
        let next = Ratio::new(scaled, BITCOIN_RETARGET_SECONDS)?
            .floor()
            .min(limit.0.into());
        Ok(Self::new(to_uint256(next)?)?.to_compact_floor())
    }

    /// `target + 1`, in 512 bits because the target may be `2^256 - 1`.
    fn successor(self) -> Uint512 {
        Uint512::from(self.0).saturating_add(Uint512::one())
    }
}
