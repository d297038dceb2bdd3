//! Stored values in few bytes.
//!
//! Writing a byte costs 30 gas and reading one 3, so what is written or read at every settlement, claim
//! and transfer is stored as the bytes of its fields instead of as JSON with their names. The first byte
//! is the layout version; then each field in the order of [`Pack::pack`]. Decoding is strict: one value,
//! one encoding. No version is the first byte of a JSON text, so that neither is taken for the other.

mod map;

use cosmwasm_std::{Addr, StdError, StdResult, Uint128, Uint256};
use share_ledger::{Lane, Lanes};

pub use map::PackedMap;

use crate::peer::Layout;

/// A value that is stored packed.
pub trait Pack: Layout + Sized {
    /// Writes everything but the version.
    fn pack(&self, into: &mut Packer);

    /// Reads what [`Pack::pack`] wrote.
    ///
    /// # Errors
    /// The bytes are not what `pack` writes.
    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self>;

    /// The version and everything else.
    fn to_packed(&self) -> Vec<u8> {
        let mut packer = Packer(vec![Self::VERSION]);
        self.pack(&mut packer);
        packer.0
    }

    /// Reads what [`Pack::to_packed`] wrote.
    ///
    /// # Errors
    /// Another version, or the bytes are not what it writes.
    fn from_packed(bytes: &[u8]) -> StdResult<Self> {
        let mut unpacker = Unpacker(bytes);
        let found = unpacker.byte()?;
        if found != Self::VERSION {
            return Err(broken(format!(
                "it has layout {found}, not {}",
                Self::VERSION
            )));
        }
        let value = Self::unpack(&mut unpacker)?;
        if unpacker.0.is_empty() {
            Ok(value)
        } else {
            Err(broken(format!("{} bytes are left over", unpacker.0.len())))
        }
    }
}

/// The layout version of a packed value, whatever else it holds.
///
/// # Errors
/// It is empty.
pub fn packed_version(stored: &[u8]) -> StdResult<u8> {
    Unpacker(stored).byte()
}

/// The epoch that stands first in a packed value, whatever else it holds.
///
/// # Errors
/// It has no such epoch.
pub fn packed_epoch(stored: &[u8]) -> StdResult<u32> {
    let mut unpacker = Unpacker(stored);
    unpacker.byte()?;
    unpacker.epoch()
}

/// Writes fields.
pub struct Packer(Vec<u8>);

impl Packer {
    /// An epoch: four bytes, big-endian.
    pub fn epoch(&mut self, epoch: u32) {
        self.0.extend(epoch.to_be_bytes());
    }

    /// One byte.
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// A number: how many bytes it has, then those, big-endian without leading zeros.
    pub fn number(&mut self, number: impl Into<u128>) {
        self.significant(&number.into().to_be_bytes());
    }

    /// An amount, as a number.
    pub fn amount(&mut self, amount: Uint128) {
        self.number(amount.u128());
    }

    /// A flag: one byte, 0 or 1.
    pub fn flag(&mut self, flag: bool) {
        self.byte(u8::from(flag));
    }

    /// A text: how many bytes it has, as a number, then those.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// Bytes with an end of their own, or the last field.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend(bytes);
    }

    /// Numbers of which most are zero: a byte whose bits say which are not, the first the lowest; then
    /// each of those.
    pub fn sparse(&mut self, numbers: [u128; 8]) {
        self.above_zero(numbers.iter().map(|number| *number != 0));
        for number in numbers.into_iter().filter(|number| *number != 0) {
            self.number(number);
        }
    }

    /// Lanes, as [`Packer::sparse`] has numbers; these have up to 32 bytes.
    pub fn lanes(&mut self, lanes: &Lanes) {
        self.above_zero(lanes.iter().map(|(_, value)| !value.is_zero()));
        for (_, value) in lanes.iter().filter(|(_, value)| !value.is_zero()) {
            self.significant(&value.to_be_bytes());
        }
    }

    /// At most eight bits.
    fn above_zero(&mut self, bits: impl Iterator<Item = bool>) {
        let byte = bits
            .zip(0..u8::BITS)
            .fold(0, |byte, (bit, place)| byte | u8::from(bit) << place);
        self.byte(byte);
    }

    /// How many bytes a big-endian number has without leading zeros, then those.
    fn significant(&mut self, bytes: &[u8]) {
        let used = bytes.iter().skip_while(|byte| **byte == 0);
        // At most 32.
        self.0.push(used.clone().count() as u8);
        self.0.extend(used);
    }
}

/// Reads fields.
pub struct Unpacker<'a>(&'a [u8]);

impl<'a> Unpacker<'a> {
    fn take(&mut self, count: usize) -> StdResult<&'a [u8]> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or_else(|| broken(format!("{count} more bytes are missing")))?;
        self.0 = rest;
        Ok(taken)
    }

    /// One byte.
    ///
    /// # Errors
    /// None is left.
    pub fn byte(&mut self) -> StdResult<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    /// A flag: one byte, 0 or 1.
    ///
    /// # Errors
    /// None is left, or it is another.
    pub fn flag(&mut self) -> StdResult<bool> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(broken(format!("{other} is no flag"))),
        }
    }

    /// An epoch.
    ///
    /// # Errors
    /// Fewer than four bytes are left.
    pub fn epoch(&mut self) -> StdResult<u32> {
        let bytes = self.take(4)?.iter();
        Ok(bytes.fold(0, |value, byte| value << 8 | u32::from(*byte)))
    }

    /// A number.
    ///
    /// # Errors
    /// It is cut short, has leading zeros, or does not fit.
    pub fn number<N: TryFrom<u128>>(&mut self) -> StdResult<N> {
        let value = self
            .significant(16)?
            .iter()
            .fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
        N::try_from(value).map_err(|_| broken(format!("{value} is too large")))
    }

    /// An amount.
    ///
    /// # Errors
    /// As [`Unpacker::number`].
    pub fn amount(&mut self) -> StdResult<Uint128> {
        self.number::<u128>().map(Uint128::new)
    }

    /// A text.
    ///
    /// # Errors
    /// It is cut short or not UTF-8.
    pub fn text(&mut self) -> StdResult<String> {
        let count: u32 = self.number()?;
        let bytes = self.take(count as usize)?;
        String::from_utf8(bytes.to_vec()).map_err(|error| broken(error.to_string()))
    }

    /// An address, which was valid when it was written.
    ///
    /// # Errors
    /// As [`Unpacker::text`].
    pub fn address(&mut self) -> StdResult<Addr> {
        self.text().map(Addr::unchecked)
    }

    /// Numbers of which most are zero.
    ///
    /// # Errors
    /// One is as [`Unpacker::number`] refuses it, or zero in spite of its bit.
    pub fn sparse(&mut self) -> StdResult<[u128; 8]> {
        let bits = self.byte()?;
        let mut numbers = [0; 8];
        for (place, number) in numbers.iter_mut().enumerate() {
            if bits & 1 << place != 0 {
                *number = self.number()?;
                if *number == 0 {
                    return Err(broken("a zero that is written out".to_owned()));
                }
            }
        }
        Ok(numbers)
    }

    /// The bytes of a number that has at most so many.
    fn significant(&mut self, most: usize) -> StdResult<&'a [u8]> {
        let count = usize::from(self.byte()?);
        if count > most {
            return Err(broken(format!("a number of {count} bytes")));
        }
        let bytes = self.take(count)?;
        if bytes.first() == Some(&0) {
            return Err(broken("a leading zero".to_owned()));
        }
        Ok(bytes)
    }

    /// A number of 32 bytes, big-endian.
    ///
    /// # Errors
    /// It is cut short.
    pub fn wide(&mut self) -> StdResult<Uint256> {
        let mut whole = [0; 32];
        whole.copy_from_slice(self.take(32)?);
        Ok(Uint256::from_be_bytes(whole))
    }

    /// Whether everything is read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything that is left.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    /// Lanes.
    ///
    /// # Errors
    /// They are cut short, or not what [`Packer::lanes`] writes.
    pub fn lanes(&mut self) -> StdResult<Lanes> {
        let bits = self.byte()?;
        if bits >> Lane::ALL.len() != 0 {
            return Err(broken(format!("lanes {bits:#b}")));
        }
        let mut lanes = Lanes::new();
        for (place, lane) in Lane::ALL.into_iter().enumerate() {
            if bits & 1 << place != 0 {
                let value = self.significant(32)?;
                if value.is_empty() {
                    return Err(broken("a lane at zero that is written out".to_owned()));
                }
                let mut whole = [0; 32];
                for (slot, byte) in whole.iter_mut().rev().zip(value.iter().rev()) {
                    *slot = *byte;
                }
                lanes.set(lane, Uint256::from_be_bytes(whole));
            }
        }
        Ok(lanes)
    }
}

fn broken(why: String) -> StdError {
    StdError::parse_err("packed value", why)
}
