//! How a batch is stored: one record a reporter, epoch and page.
//!
//! ```text
//! record  = layout (1 byte, 1)  digest (32)  count (1) { rig }  market
//! rig     = rig mod 64 (1)  amount
//! market  = 0  |  1  count (1) { text amount }  count (1) { text amount amount }
//!                    count (1) { text text amount }
//! text    = length (1)  UTF-8
//! amount  = length (1)  big-endian, without leading zeros
//! ```
//!
//! A rig takes some 7 bytes where JSON would take 40. Reading is strict: a batch has exactly one record.

use cosmwasm_std::Uint128;
use rigshare_types::batch::{
    Batch, MarketObservation, NetworkObservation, PoolObservation, PriceObservation,
    RigObservation, PAGE_RIGS,
};
use thiserror::Error;

/// The layout that this build writes and understands.
const LAYOUT: u8 = 1;

/// Why a record can't be written or read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RecordError {
    /// A list or a text is longer than its length byte can tell.
    #[error("{what} of {length} does not fit a record")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// How long it is.
        length: usize,
    },
    /// A rig is not of the batch's page.
    #[error("rig {rig} is not of page {page}")]
    OtherPage {
        /// The rig.
        rig: u32,
        /// The page.
        page: u16,
    },
    /// The stored layout is unknown.
    #[error("a stored batch has layout {found}; this contract knows layout {LAYOUT}")]
    UnknownLayout {
        /// The layout of the record.
        found: u8,
    },
    /// The stored bytes are not a record.
    #[error("a stored batch can't be read: {what} at byte {at} of {length}")]
    Broken {
        /// What is wrong.
        what: &'static str,
        /// Where reading stopped.
        at: usize,
        /// How long the record is.
        length: usize,
    },
}

/// A batch as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// SHA-256 of what was signed.
    pub digest: [u8; 32],
    /// What was signed.
    pub batch: Batch,
}

/// Where the digest lies in a record.
const DIGEST: std::ops::Range<usize> = 1..33;

/// The digest alone, without reading the rest.
///
/// # Errors
/// [`RecordError::UnknownLayout`], [`RecordError::Broken`].
pub fn stored_digest(record: &[u8]) -> Result<[u8; 32], RecordError> {
    check_layout(record)?;
    record
        .get(DIGEST)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(RecordError::Broken {
            what: "end within the digest",
            at: DIGEST.start,
            length: record.len(),
        })
}

fn check_layout(record: &[u8]) -> Result<(), RecordError> {
    match record.first() {
        Some(&LAYOUT) => Ok(()),
        Some(&found) => Err(RecordError::UnknownLayout { found }),
        None => Err(RecordError::Broken {
            what: "nothing",
            at: 0,
            length: 0,
        }),
    }
}

impl Record {
    /// The bytes that are stored.
    ///
    /// # Errors
    /// [`RecordError::TooLong`], [`RecordError::OtherPage`]: the batch has not the form of one.
    pub fn encode(&self) -> Result<Vec<u8>, RecordError> {
        let mut out = Writer(Vec::with_capacity(40 + self.batch.rigs.len() * 10));
        out.0.push(LAYOUT);
        out.0.extend_from_slice(&self.digest);
        out.length("rigs", self.batch.rigs.len())?;
        for seen in &self.batch.rigs {
            if seen.rig / PAGE_RIGS != u32::from(self.batch.page) {
                return Err(RecordError::OtherPage {
                    rig: seen.rig,
                    page: self.batch.page,
                });
            }
            // Below 64.
            out.0.push((seen.rig % PAGE_RIGS) as u8);
            out.amount(seen.gross);
        }
        let Some(market) = &self.batch.market else {
            out.0.push(0);
            return Ok(out.0);
        };
        out.0.push(1);
        out.length("prices", market.prices.len())?;
        for price in &market.prices {
            out.text(&price.asset)?;
            out.amount(price.nano_per_coin);
        }
        out.length("networks", market.networks.len())?;
        for network in &market.networks {
            out.text(&network.coin)?;
            out.amount(network.hashes_per_block);
            out.amount(network.reward_per_block);
        }
        out.length("pools", market.pools.len())?;
        for pool in &market.pools {
            out.text(&pool.pool)?;
            out.text(&pool.coin)?;
            out.amount(pool.hashrate_hs);
        }
        Ok(out.0)
    }

    /// Reads a record that is stored for `epoch` and `page`.
    ///
    /// # Errors
    /// [`RecordError::UnknownLayout`], [`RecordError::Broken`].
    pub fn decode(epoch: u32, page: u16, record: &[u8]) -> Result<Self, RecordError> {
        let digest = stored_digest(record)?;
        let mut reader = Reader {
            bytes: record,
            at: DIGEST.end,
        };
        let rigs = reader.list(|reader| {
            let offset = u32::from(reader.byte()?);
            if offset >= PAGE_RIGS {
                return Err(reader.broken("a rig outside the page"));
            }
            Ok(RigObservation {
                rig: u32::from(page) * PAGE_RIGS + offset,
                gross: reader.amount()?,
            })
        })?;
        let market = match reader.byte()? {
            0 => None,
            1 => Some(reader.market()?),
            _ => return Err(reader.broken("a flag that is not 0 or 1")),
        };
        if reader.at != record.len() {
            return Err(reader.broken("bytes after the end"));
        }
        Ok(Self {
            digest,
            batch: Batch {
                epoch,
                page,
                rigs,
                market,
            },
        })
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn length(&mut self, what: &'static str, length: usize) -> Result<(), RecordError> {
        let byte = u8::try_from(length).map_err(|_| RecordError::TooLong { what, length })?;
        self.0.push(byte);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), RecordError> {
        self.length("text", text.len())?;
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn amount(&mut self, amount: Uint128) {
        let bytes = amount.to_be_bytes();
        // At most 16 leading zeros.
        let zeros = amount.u128().leading_zeros() as usize / 8;
        self.0.push((bytes.len() - zeros) as u8);
        self.0.extend(bytes.iter().skip(zeros));
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn broken(&self, what: &'static str) -> RecordError {
        RecordError::Broken {
            what,
            at: self.at,
            length: self.bytes.len(),
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], RecordError> {
        let end = self.at.saturating_add(length);
        let taken = self
            .bytes
            .get(self.at..end)
            .ok_or_else(|| self.broken("an early end"))?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, RecordError> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    fn list<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, RecordError>,
    ) -> Result<Vec<T>, RecordError> {
        (0..self.byte()?).map(|_| read(self)).collect()
    }

    fn text(&mut self) -> Result<String, RecordError> {
        let length = usize::from(self.byte()?);
        let bytes = self.take(length)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| self.broken("text that is not UTF-8"))
    }

    fn amount(&mut self) -> Result<Uint128, RecordError> {
        let length = usize::from(self.byte()?);
        let digits = self.take(length)?;
        if length > 16 || digits.first() == Some(&0) {
            return Err(self.broken("an amount that is not in its shortest form"));
        }
        let value = digits
            .iter()
            .fold(0, |value: u128, digit| value << 8 | u128::from(*digit));
        Ok(Uint128::new(value))
    }

    fn market(&mut self) -> Result<MarketObservation, RecordError> {
        Ok(MarketObservation {
            prices: self.list(|reader| {
                Ok(PriceObservation {
                    asset: reader.text()?,
                    nano_per_coin: reader.amount()?,
                })
            })?,
            networks: self.list(|reader| {
                Ok(NetworkObservation {
                    coin: reader.text()?,
                    hashes_per_block: reader.amount()?,
                    reward_per_block: reader.amount()?,
                })
            })?,
            pools: self.list(|reader| {
                Ok(PoolObservation {
                    pool: reader.text()?,
                    coin: reader.text()?,
                    hashrate_hs: reader.amount()?,
                })
            })?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount() -> impl Strategy<Value = Uint128> {
        (any::<u128>(), 0_u32..128).prop_map(|(value, shift)| Uint128::new(value >> shift))
    }

    fn market() -> impl Strategy<Value = MarketObservation> {
        (
            prop::collection::vec(("[A-Z]{1,16}", amount()), 0..4),
            prop::collection::vec(("[A-Z]{1,16}", amount(), amount()), 0..4),
            prop::collection::vec(("\\PC{0,30}", "[A-Z]{1,16}", amount()), 0..4),
        )
            .prop_map(|(prices, networks, pools)| MarketObservation {
                prices: prices
                    .into_iter()
                    .map(|(asset, nano_per_coin)| PriceObservation {
                        asset,
                        nano_per_coin,
                    })
                    .collect(),
                networks: networks
                    .into_iter()
                    .map(
                        |(coin, hashes_per_block, reward_per_block)| NetworkObservation {
                            coin,
                            hashes_per_block,
                            reward_per_block,
                        },
                    )
                    .collect(),
                pools: pools
                    .into_iter()
                    .map(|(pool, coin, hashrate_hs)| PoolObservation {
                        pool,
                        coin,
                        hashrate_hs,
                    })
                    .collect(),
            })
    }

    fn record() -> impl Strategy<Value = Record> {
        (
            any::<[u8; 32]>(),
            any::<u32>(),
            any::<u16>(),
            prop::collection::vec((0..PAGE_RIGS, amount()), 0..65),
            prop::option::of(market()),
        )
            .prop_map(|(digest, epoch, page, rigs, market)| Record {
                digest,
                batch: Batch {
                    epoch,
                    page,
                    rigs: rigs
                        .into_iter()
                        .map(|(offset, gross)| RigObservation {
                            rig: u32::from(page) * PAGE_RIGS + offset,
                            gross,
                        })
                        .collect(),
                    market,
                },
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(record in record()) {
            let bytes = record.encode().unwrap();
            prop_assert_eq!(stored_digest(&bytes).unwrap(), record.digest);
            let read = Record::decode(record.batch.epoch, record.batch.page, &bytes).unwrap();
            prop_assert_eq!(read, record);
        }

        #[test]
        fn a_batch_has_exactly_one_record(
            record in record(),
            at in any::<prop::sample::Index>(),
            flip in 1_u8..=255,
        ) {
            // Whatever can be read is written back as it was: no two records read the same.
            let mut bytes = record.encode().unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            if let Ok(read) = Record::decode(1, record.batch.page, &bytes) {
                prop_assert_eq!(read.encode().unwrap(), bytes);
            }
        }

        #[test]
        fn a_cut_or_padded_record_is_broken(record in record(), cut in any::<prop::sample::Index>()) {
            let mut bytes = record.encode().unwrap();
            let cut = cut.index(bytes.len());
            prop_assert!(Record::decode(1, record.batch.page, &bytes[..cut]).is_err());
            bytes.push(0);
            prop_assert!(Record::decode(1, record.batch.page, &bytes).is_err());
        }
    }

    #[test]
    fn attack_20_an_unknown_layout_is_refused() {
        let found = Record::decode(1, 0, &[2; 40]);
        assert_eq!(found, Err(RecordError::UnknownLayout { found: 2 }));
        assert!(Record::decode(1, 0, &[]).is_err());
    }
}
