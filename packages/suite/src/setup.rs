//! With what a world begins.

use cosmwasm_std::Uint128;
use rigshare_types::distributor::{Grace, PayoutDenom};
use rigshare_types::nft::{NewRig, PayoutScheme};
use rigshare_types::oracle::{Asset, Grade, Timing};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

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

impl Setup {
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
