//! Prices and figures of networks and pools that a quorum agrees on.

use std::collections::BTreeMap;

use cosmwasm_std::{Env, Event, StdResult, Storage, Uint128};
use rigshare_types::batch::{Batch, MarketObservation};
use rigshare_types::events::{NetworkFinal, PoolFinal, PriceFinal};
use rigshare_types::oracle::{
    FinalNetwork, FinalPool, FinalPrice, ReporterConfig, NETWORKS, POOLS, PRICES,
};

use crate::quorum::agree;

/// What becomes final of an epoch's market, not written yet.
#[derive(Default)]
pub struct NewMarket {
    prices: BTreeMap<String, FinalPrice>,
    networks: BTreeMap<String, FinalNetwork>,
    pools: BTreeMap<(String, String), FinalPool>,
}

/// Finds what a quorum of `batches` agrees on and what is not final yet.
///
/// What too few reporters signed, or not near each other, is left out: it may become final later.
#[must_use]
pub fn agree_on_market(
    storage: &dyn Storage,
    env: &Env,
    epoch: u32,
    batches: &[Batch],
    config: &ReporterConfig,
) -> NewMarket {
    let quorum = |values: &[Uint128]| agree(values, config.market_spread_bps, config.quorum).ok();
    let mut market = NewMarket::default();
    for (asset, values) in group(batches, |seen, prices| {
        for price in &seen.prices {
            prices.push((price.asset.as_str(), price.nano_per_coin));
        }
    }) {
        if let Some(price) = quorum(&values) {
            if !PRICES.has(storage, (asset, epoch)) {
                let price = FinalPrice {
                    v: 1,
                    nano_per_coin: price.value,
                    final_seconds: env.block.time.seconds(),
                    final_height: env.block.height,
                };
                market.prices.insert(asset.to_owned(), price);
            }
        }
    }
    for (coin, values) in group(batches, |seen, networks| {
        for network in &seen.networks {
            let figures = (network.hashes_per_block, network.reward_per_block);
            networks.push((network.coin.as_str(), figures));
        }
    }) {
        let (hashes, rewards): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        if let (Some(hashes), Some(reward)) = (quorum(&hashes), quorum(&rewards)) {
            if !NETWORKS.has(storage, (coin, epoch)) {
                let network = FinalNetwork {
                    v: 1,
                    hashes_per_block: hashes.value,
                    reward_per_block: reward.value,
                };
                market.networks.insert(coin.to_owned(), network);
            }
        }
    }
    for ((pool, coin), values) in group(batches, |seen, pools| {
        for pool in &seen.pools {
            let name = (pool.pool.as_str(), pool.coin.as_str());
            pools.push((name, pool.hashrate_hs));
        }
    }) {
        if let Some(hashrate) = quorum(&values) {
            if !POOLS.has(storage, (pool, coin, epoch)) {
                let figures = FinalPool {
                    v: 1,
                    hashrate_hs: hashrate.value,
                };
                let name = (pool.to_owned(), coin.to_owned());
                market.pools.insert(name, figures);
            }
        }
    }
    market
}

/// Values by key. A batch names a key once, as its lists rise strictly.
fn group<'a, K: Ord, V>(
    batches: &'a [Batch],
    figures: impl Fn(&'a MarketObservation, &mut Vec<(K, V)>),
) -> BTreeMap<K, Vec<V>> {
    let mut all = vec![];
    for market in batches.iter().filter_map(|batch| batch.market.as_ref()) {
        figures(market, &mut all);
    }
    let mut grouped: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in all {
        grouped.entry(key).or_default().push(value);
    }
    grouped
}

impl NewMarket {
    /// True where nothing becomes final.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.prices.is_empty() && self.networks.is_empty() && self.pools.is_empty()
    }

    /// The network of a coin, final before or now.
    ///
    /// # Errors
    /// What is stored does not parse.
    pub fn network(
        &self,
        storage: &dyn Storage,
        coin: &str,
        epoch: u32,
    ) -> StdResult<Option<FinalNetwork>> {
        match self.networks.get(coin) {
            Some(network) => Ok(Some(*network)),
            None => NETWORKS.may_load(storage, (coin, epoch)),
        }
    }

    /// The hashrate of a pool, final before or now.
    ///
    /// # Errors
    /// What is stored does not parse.
    pub fn pool(
        &self,
        storage: &dyn Storage,
        pool: &str,
        coin: &str,
        epoch: u32,
    ) -> StdResult<Option<FinalPool>> {
        match self.pools.get(&(pool.to_owned(), coin.to_owned())) {
            Some(figures) => Ok(Some(*figures)),
            None => POOLS.may_load(storage, (pool, coin, epoch)),
        }
    }

    /// Writes everything.
    ///
    /// # Errors
    /// Storage refuses.
    pub fn store(self, storage: &mut dyn Storage, epoch: u32) -> StdResult<Vec<Event>> {
        let mut events: Vec<Event> = vec![];
        for (asset, price) in self.prices {
            PRICES.save(storage, (&asset, epoch), &price)?;
            let event = PriceFinal {
                asset,
                epoch,
                nano_per_coin: price.nano_per_coin,
            };
            events.push(event.into());
        }
        for (coin, network) in self.networks {
            NETWORKS.save(storage, (&coin, epoch), &network)?;
            let event = NetworkFinal {
                coin,
                epoch,
                hashes_per_block: network.hashes_per_block,
                reward_per_block: network.reward_per_block,
            };
            events.push(event.into());
        }
        for ((pool, coin), figures) in self.pools {
            POOLS.save(storage, (&pool, &coin, epoch), &figures)?;
            let event = PoolFinal {
                pool,
                coin,
                epoch,
                hashrate_hs: figures.hashrate_hs,
            };
            events.push(event.into());
        }
        Ok(events)
    }
}
