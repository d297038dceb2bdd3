//! With what a world begins.

use cosmwasm_std::Uint128;
use rigshare_deploy::{DistributorRules, MarketplaceRules, OracleRules, SuiteConfig};
use rigshare_types::batch::{
    MarketObservation, NetworkObservation, PoolObservation, PriceObservation,
};
use rigshare_types::distributor::{Grace, PayoutDenom};
use rigshare_types::nft::{NewRig, PayoutScheme};
use rigshare_types::oracle::{Asset, Grade, ReporterConfig, Timing};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

use crate::reports::ReporterKey;

/// With what a world begins. Every default is one that a live chain could have.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The chain's id.
    pub chain_id: String,
    /// The first second of the world.
    pub start_seconds: u64,
    /// The suite's clock.
    pub clock: EpochClock,
    /// The currency of prices and of electricity.
    pub quote_currency: String,
    /// Names of the reporters; their keys are derived from the names, for tests only.
    pub reporters: Vec<String>,
    /// How many reporters may be faulty.
    pub faulty: u16,
    /// How many must agree.
    pub quorum: u16,
    /// How far from the median an agreeing report may be, basis points.
    pub report_spread_bps: u16,
    /// The same for market figures.
    pub market_spread_bps: u16,
    /// How far above the network's average a plausible gross may be, basis points.
    pub plausible_tolerance_bps: u16,
    /// The oracle's rules of time.
    pub timing: Timing,
    /// The distributor's grace.
    pub grace: Grace,
    /// The protocol's fee on what holders are due, basis points.
    pub protocol_fee_bps: u16,
    /// The protocol's part of primary sales, basis points.
    pub sale_fee_bps: u16,
    /// The marketplace's fee, basis points.
    pub market_fee_bps: u16,
    /// Coins and other assets that are reported.
    pub assets: Vec<Asset>,
    /// What rigs may pay in, beside the world's own cw20 token.
    pub denoms: Vec<PayoutDenom>,
    /// The asset and decimals of the world's own cw20 token.
    pub cw20: (String, u8),
    /// In what tokens are traded.
    pub trade_denoms: Vec<String>,
}

/// Who has which role in a suite, by address, or by the name of an account where a file allows it.
#[derive(Clone, Debug)]
pub struct Roles {
    /// Owns the contracts.
    pub owner: String,
    /// Approves rigs.
    pub registrar: String,
    /// Pauses what may be paused.
    pub pauser: String,
    /// Gets the protocol's fees.
    pub protocol: String,
    /// May migrate the contracts.
    pub admin: Option<String>,
}

impl Setup {
    /// The keys of the reporters, from number 1 on.
    #[must_use]
    pub fn reporter_keys(&self) -> Vec<ReporterKey> {
        let names = self.reporters.iter();
        names.map(|name| ReporterKey::derive(name)).collect()
    }

    /// Who reports, numbered from 1 on, and how many must agree how closely.
    #[must_use]
    pub fn reporter_config(&self) -> ReporterConfig {
        let keys = self.reporter_keys().into_iter().zip(1..);
        ReporterConfig {
            reporters: keys.map(|(key, id)| key.reporter(id)).collect(),
            faulty: self.faulty,
            quorum: self.quorum,
            report_spread_bps: self.report_spread_bps,
            market_spread_bps: self.market_spread_bps,
            plausible_tolerance_bps: self.plausible_tolerance_bps,
        }
    }

    /// The configuration that a suite is deployed with; it does not list the world's own cw20 token.
    #[must_use]
    pub fn config(&self, instance: &str, roles: Roles) -> SuiteConfig {
        SuiteConfig {
            instance: instance.to_owned(),
            name: "Rigshare".to_owned(),
            symbol: "RIG".to_owned(),
            description: "Fractional hashrate of registered mining rigs".to_owned(),
            clock: self.clock,
            quote_currency: self.quote_currency.clone(),
            owner: roles.owner,
            registrar: roles.registrar,
            pauser: roles.pauser,
            protocol: roles.protocol,
            admin: roles.admin,
            oracle: OracleRules {
                assets: self.assets.clone(),
                timing: self.timing,
                reporters: self.reporter_config(),
            },
            distributor: DistributorRules {
                protocol_fee_bps: self.protocol_fee_bps,
                sale_fee_bps: self.sale_fee_bps,
                grace: self.grace,
                denoms: self.denoms.clone(),
            },
            marketplace: MarketplaceRules {
                fee_bps: self.market_fee_bps,
                denoms: self.trade_denoms.clone(),
            },
        }
    }

    /// What the markets said of a day: bitcoin at 100,000 USD, a network of 10^15 times 6 * 10^8 hashes a
    /// block, 3.175 bitcoin a block with its fees, and a pool of 15 EH/s.
    #[must_use]
    pub fn sample_market() -> MarketObservation {
        let price = |asset: &str, usd: u128| PriceObservation {
            asset: asset.to_owned(),
            nano_per_coin: Uint128::new(usd * 1_000_000_000),
        };
        MarketObservation {
            prices: vec![price("BTC", 100_000), price("USDC", 1)],
            networks: vec![NetworkObservation {
                coin: "BTC".to_owned(),
                hashes_per_block: Uint128::new(600_000_000_000_000_000_000_000),
                reward_per_block: Uint128::new(317_500_000),
            }],
            pools: vec![PoolObservation {
                pool: "Braiins".to_owned(),
                coin: "BTC".to_owned(),
                hashrate_hs: Uint128::new(15_000_000_000_000_000_000),
            }],
        }
    }

    /// A Bitcoin rig of 100 shares of 1 TH/s for 365 epochs, that costs no electricity, takes no fee and
    /// pays wrapped bitcoin 1:1. The number tells its worker and payout address from other rigs'.
    #[must_use]
    pub fn sample_rig(&self, start_epoch: u32, number: usize) -> NewRig {
        NewRig {
            model: "Antminer S21 Pro".to_owned(),
            coin: "BTC".to_owned(),
            algorithm: "SHA-256d".to_owned(),
            hashrate_hs: Uint128::new(100_000_000_000_000),
            unit_hashrate_hs: Uint128::new(1_000_000_000_000),
            watts: 1_500,
            electricity_nano_per_kwh: Uint128::zero(),
            electricity_currency: self.quote_currency.clone(),
            service_fee_bps: 0,
            location: "Norway".to_owned(),
            renewable_bps: 9_800,
            pool: "Braiins".to_owned(),
            scheme: PayoutScheme::Fpps,
            worker: format!("worker-{}", number),
            payout_address: format!("bc1q-payout-{}", number),
            start_epoch,
            end_epoch: start_epoch + 365,
            payout: Denom::Native("factory/wrapper/ubtc".to_owned()),
            sale_denom: "uusdc".to_owned(),
            royalty_bps: 250,
            least_grade: Grade::Attested,
        }
    }
}

impl Default for Setup {
    fn default() -> Self {
        let asset = |symbol: &str, decimals| Asset {
            symbol: symbol.to_owned(),
            decimals,
        };
        let denom = |denom: &str, asset: &str, decimals| PayoutDenom {
            denom: Denom::Native(denom.to_owned()),
            asset: asset.to_owned(),
            decimals,
        };
        Self {
            chain_id: "rigshare-embedded-1".to_owned(),
            // 2026-01-01 06:00 UTC.
            start_seconds: 1_767_247_200,
            clock: EpochClock {
                genesis_seconds: 0,
                epoch_seconds: 86_400,
            },
            quote_currency: "USD".to_owned(),
            reporters: ["ada", "ben", "cleo", "dan"].map(str::to_owned).to_vec(),
            faulty: 1,
            quorum: 3,
            report_spread_bps: 100,
            market_spread_bps: 200,
            plausible_tolerance_bps: 300,
            timing: Timing {
                window_seconds: 6 * 3_600,
                outage_deadline_seconds: 14 * 86_400,
            },
            grace: Grace {
                seconds: 3 * 86_400,
                blocks: 100,
            },
            protocol_fee_bps: 100,
            sale_fee_bps: 200,
            market_fee_bps: 100,
            assets: vec![
                asset("BTC", 8),
                asset("LTC", 8),
                asset("XMR", 12),
                asset("ZEC", 8),
                asset("USDC", 6),
            ],
            denoms: vec![
                denom("factory/wrapper/ubtc", "BTC", 8),
                denom("factory/wrapper/ultc", "LTC", 8),
                denom("factory/wrapper/uxmr", "XMR", 12),
                denom("ibc/zec", "ZEC", 8),
                denom("uusdc", "USDC", 6),
            ],
            cw20: ("BTC".to_owned(), 8),
            trade_denoms: vec!["uusdc".to_owned(), "uatom".to_owned()],
        }
    }
}
