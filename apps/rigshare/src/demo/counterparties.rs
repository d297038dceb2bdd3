//! What operators, pools and reporters did, and what networks were.

use std::collections::BTreeMap;

use mining_math::hashprice::hashprice;
use mining_math::{Coin, HashesPerBlock};

use rigshare_chain::Playground;

use super::stage::Stage;
use crate::outcome::{
    Amounts, Digits, NetworkOutcome, OperatorOutcome, PoolOutcome, ReporterOutcome,
};
use crate::season::network::Network;

impl<C: Playground> Stage<'_, C> {
    /// By name.
    pub(super) fn operator_outcomes(&self) -> Vec<OperatorOutcome> {
        let mut operators: BTreeMap<&str, OperatorOutcome> = BTreeMap::new();
        for placed in &self.rigs {
            let name = &placed.rig.operator;
            let of = operators.entry(name).or_insert_with(|| OperatorOutcome {
                name: name.0.clone(),
                gross: Amounts::new(),
                paid_in: Amounts::new(),
                sales: Amounts::new(),
                royalties: Amounts::new(),
                settled_epochs: 0,
                late_epochs: 0,
                defaulted_epochs: 0,
                outage_epochs: 0,
            });
            let rig = placed.number;
            let all = (rig, 0)..=(rig, u32::MAX);
            let gross = self
                .ledger
                .reports
                .range(all.clone())
                .map(|(_, r)| r.gross.u128());
            add(&mut of.gross, &placed.rig.coin, gross.sum());
            let mut paid_in = self.ledger.cured.get(&rig).copied().unwrap_or_default();
            for (_, closed) in self.ledger.closed.range(all) {
                paid_in += closed.delivered.u128();
                let count = match closed.outcome.as_str() {
                    "settled" => &mut of.settled_epochs,
                    "late" => &mut of.late_epochs,
                    "defaulted" => &mut of.defaulted_epochs,
                    _ => &mut of.outage_epochs,
                };
                *count += 1;
            }
            add(&mut of.paid_in, &placed.rig.payout_denom, paid_in);
            for (sums, amounts) in [
                (&self.ledger.booked, &mut of.sales),
                (&self.ledger.royalties, &mut of.royalties),
            ] {
                for ((_, denom), amount) in sums.iter().filter(|((of, _), _)| *of == rig) {
                    add(amounts, &self.short(denom), *amount);
                }
            }
        }
        operators.into_values().collect()
    }

    /// By name.
    pub(super) fn pool_outcomes(&self) -> Vec<PoolOutcome> {
        let mut pools: BTreeMap<&str, PoolOutcome> = BTreeMap::new();
        for placed in &self.rigs {
            let of = pools
                .entry(&placed.rig.pool)
                .or_insert_with(|| PoolOutcome {
                    name: placed.rig.pool.clone(),
                    rigs: 0,
                    credited: Amounts::new(),
                });
            of.rigs += 1;
            let all = (placed.number, 0)..=(placed.number, u32::MAX);
            let gross = self
                .ledger
                .reports
                .range(all)
                .map(|(_, report)| report.gross.u128());
            add(&mut of.credited, &placed.rig.coin, gross.sum());
        }
        pools.into_values().collect()
    }

    /// In the order of season.toml.
    pub(super) fn reporter_outcomes(&self) -> Vec<ReporterOutcome> {
        let reporters = self.season.rules.reporters().zip(&self.reporters);
        reporters
            .map(|(reporter, tally)| ReporterOutcome {
                name: reporter.name.0.clone(),
                batches: tally.batches,
                late: tally.late,
                absent: tally.absent,
                outliers: tally.outliers,
            })
            .collect()
    }

    /// In the order of network.toml.
    pub(super) fn network_outcomes(&self) -> anyhow::Result<Vec<NetworkOutcome>> {
        let networks = self.season.market.networks.iter().map(|row| row.get_ref());
        networks
            .map(|network| self.network_outcome(network))
            .collect()
    }

    fn network_outcome(&self, network: &Network) -> anyhow::Result<NetworkOutcome> {
        let coin = Coin::by_symbol(&network.coin);
        // A coin that the formulas do not know is quoted by the megahash.
        let (unit, unit_hs) = coin.map_or(("MH/s", 1_000_000), |coin| {
            (coin.algorithm.hashrate_unit(), coin.algorithm.unit_hs())
        });
        let rates = network
            .reward_per_block
            .iter()
            .zip(&network.hashes_per_block);
        let rates = rates.map(|(reward, hashes)| {
            let hashes = HashesPerBlock::from_count(hashes.0)?;
            Ok(Digits(
                hashprice(unit_hs, reward.0, &hashes)?.scaled_floor(6)?,
            ))
        });
        let price = self.season.market.price(&network.coin);
        Ok(NetworkOutcome {
            coin: network.coin.clone(),
            decimals: self
                .season
                .rules
                .asset(&network.coin)
                .map_or(0, |asset| asset.decimals),
            unit: unit.to_owned(),
            unit_hs,
            hashes_per_block: network
                .hashes_per_block
                .iter()
                .map(|a| Digits(a.0))
                .collect(),
            difficulty: network
                .difficulty
                .iter()
                .map(|text| text.0.clone())
                .collect(),
            nano_per_coin: price
                .map(|price| price.nano_per_coin.iter().map(|a| Digits(a.0)).collect())
                .unwrap_or_default(),
            micro_base_units_per_unit_day: rates.collect::<anyhow::Result<_>>()?,
        })
    }
}

fn add(amounts: &mut Amounts, name: &str, amount: u128) {
    if amount > 0 {
        amounts.entry(name.to_owned()).or_default().0 += amount;
    }
}
