//! What a reporter signs: one batch for one epoch and one page of rigs.
//!
//! The bytes that are signed are fixed-width and self-delimiting, so that two different batches can't
//! have the same bytes, and they begin with the domain: a signature counts on one chain, in one
//! contract, under one configuration of reporters, for one epoch and page.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};
use sha2::{Digest, Sha256};

/// What the signed bytes of a batch begin with.
pub const BATCH_DOMAIN: &str = "rigshare/batch/1";

/// How many rigs one page holds: page `p` is for rigs `p * PAGE_RIGS` to `p * PAGE_RIGS + PAGE_RIGS - 1`.
pub const PAGE_RIGS: u32 = 64;

/// The most prices, the most networks and the most pools that a batch may carry.
pub const MAX_MARKET_ENTRIES: usize = 32;

/// What a reporter saw in one epoch.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// The epoch that it saw.
    pub epoch: u32,
    /// The page of rigs.
    pub page: u16,
    /// Rigs of that page, by rising number. A rig whose pool did not answer is left out, never
    /// guessed.
    pub rigs: Vec<RigObservation>,
    /// Prices and network figures; in page 0 only.
    pub market: Option<MarketObservation>,
}

/// What a rig's pool credited in an epoch.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub struct RigObservation {
    /// The rig.
    pub rig: u32,
    /// What the pool credited, base units of the mined coin. Zero is a statement: the rig earned
    /// nothing.
    pub gross: Uint128,
}

/// What the markets and networks were in an epoch.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MarketObservation {
    /// Prices, by rising asset.
    pub prices: Vec<PriceObservation>,
    /// Networks, by rising coin.
    pub networks: Vec<NetworkObservation>,
    /// Pools, by rising name, then coin.
    pub pools: Vec<PoolObservation>,
}

/// The price of an asset in an epoch.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PriceObservation {
    /// The asset: a coin's symbol, or what a payout denom stands for.
    pub asset: String,
    /// Price of one whole coin in billionths of the quote currency.
    pub nano_per_coin: Uint128,
}

/// The network of a coin in an epoch.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct NetworkObservation {
    /// The coin's symbol.
    pub coin: String,
    /// Expected hashes that find one block: for Bitcoin 2^256 / (target + 1), which is about
    /// difficulty * 2^32; for Monero the difficulty itself.
    pub hashes_per_block: Uint128,
    /// Subsidy and fees of one block, base units.
    pub reward_per_block: Uint128,
}

/// A pool's hashrate in an epoch.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PoolObservation {
    /// The pool, as rigs name it.
    pub pool: String,
    /// The coin's symbol.
    pub coin: String,
    /// The hashrate of all its miners, H/s.
    pub hashrate_hs: Uint128,
}

/// A batch and the signature under it.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SignedBatch {
    /// The reporter's number.
    pub reporter: u16,
    /// What it saw.
    pub batch: Batch,
    /// secp256k1 over [`BatchDomain::digest`]: 64 bytes, r then s, s in the lower half.
    pub signature: Binary,
}

/// Where a signature counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchDomain<'a> {
    /// The chain's id.
    pub chain_id: &'a str,
    /// The oracle's address.
    pub oracle: &'a str,
    /// The number of the reporters' configuration that counts for the batch's epoch.
    pub config_version: u32,
}

impl BatchDomain<'_> {
    /// SHA-256 of the domain and the batch: what a reporter signs.
    #[must_use]
    pub fn digest(&self, batch: &Batch) -> [u8; 32] {
        let mut bytes = Bytes(Vec::with_capacity(128 + batch.rigs.len() * 20));
        bytes.text(BATCH_DOMAIN);
        bytes.text(self.chain_id);
        bytes.text(self.oracle);
        bytes.raw(&self.config_version.to_be_bytes());
        bytes.batch(batch);
        Sha256::digest(&bytes.0).into()
    }
}

/// Writes fixed-width numbers and length-prefixed text.
struct Bytes(Vec<u8>);

impl Bytes {
    fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn count(&mut self, length: usize) {
        self.raw(&(length as u64).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.raw(text.as_bytes());
    }

    fn amount(&mut self, amount: Uint128) {
        self.raw(&amount.to_be_bytes());
    }

    fn batch(&mut self, batch: &Batch) {
        self.raw(&batch.epoch.to_be_bytes());
        self.raw(&batch.page.to_be_bytes());
        self.count(batch.rigs.len());
        for rig in &batch.rigs {
            self.raw(&rig.rig.to_be_bytes());
            self.amount(rig.gross);
        }
        let Some(market) = &batch.market else {
            self.raw(&[0]);
            return;
        };
        self.raw(&[1]);
        self.count(market.prices.len());
        for price in &market.prices {
            self.text(&price.asset);
            self.amount(price.nano_per_coin);
        }
        self.count(market.networks.len());
        for network in &market.networks {
            self.text(&network.coin);
            self.amount(network.hashes_per_block);
            self.amount(network.reward_per_block);
        }
        self.count(market.pools.len());
        for pool in &market.pools {
            self.text(&pool.pool);
            self.text(&pool.coin);
            self.amount(pool.hashrate_hs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch() -> Batch {
        Batch {
            epoch: 7,
            page: 0,
            rigs: vec![RigObservation {
                rig: 1,
                gross: Uint128::new(5),
            }],
            market: None,
        }
    }

    fn domain() -> BatchDomain<'static> {
        BatchDomain {
            chain_id: "chain-1",
            oracle: "oracle",
            config_version: 1,
        }
    }

    #[test]
    fn attack_23_every_part_of_the_domain_and_the_batch_changes_the_digest() {
        let digest = domain().digest(&batch());
        let others = [
            BatchDomain {
                chain_id: "chain-2",
                ..domain()
            }
            .digest(&batch()),
            BatchDomain {
                oracle: "other",
                ..domain()
            }
            .digest(&batch()),
            // The border between two texts counts.
            BatchDomain {
                chain_id: "chain-1o",
                oracle: "racle",
                ..domain()
            }
            .digest(&batch()),
            BatchDomain {
                config_version: 2,
                ..domain()
            }
            .digest(&batch()),
            domain().digest(&Batch {
                epoch: 8,
                ..batch()
            }),
            domain().digest(&Batch { page: 1, ..batch() }),
            domain().digest(&Batch {
                rigs: vec![RigObservation {
                    rig: 2,
                    gross: Uint128::new(5),
                }],
                ..batch()
            }),
            domain().digest(&Batch {
                rigs: vec![RigObservation {
                    rig: 1,
                    gross: Uint128::new(6),
                }],
                ..batch()
            }),
            domain().digest(&Batch {
                market: Some(MarketObservation {
                    prices: vec![],
                    networks: vec![],
                    pools: vec![],
                }),
                ..batch()
            }),
        ];
        for other in others {
            assert_ne!(digest, other);
        }
    }
}
