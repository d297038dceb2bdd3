//! With what the chain begins: the suite's rules, and the rigs with their sales.

use std::collections::BTreeSet;

use cosmwasm_std::Uint128;
use rigshare_suite::Setup;
use rigshare_types::distributor::{Grace, PayoutDenom};
use rigshare_types::nft::{NewRig, RigMsg, Sale};
use rigshare_types::oracle::{Asset, Timing};
use rigshare_types::units::Denom;

use super::stage::{Stage, StageRig};
use super::story::Kind;
use crate::season::values::{Name, DAY_SECONDS};
use crate::season::{Money, MoneyKind, Rig, Season};

/// How long before the season the suite is deployed: the day before day 0, at noon.
const DEPLOYED_SECONDS_BEFORE: u64 = DAY_SECONDS / 2;

impl<'a> Stage<'a> {
    /// Registers a rig, which the registrar approves, and opens its sale.
    pub(super) fn register(&mut self, rig: &'a Rig) -> anyhow::Result<StageRig<'a>> {
        let operator = self.operator(&rig.operator);
        let new = self.new_rig(rig)?;
        let payout = new.payout.clone();
        let number = self.world.approved_rig(&operator, new)?;
        let sale = Sale {
            price_per_share: Uint128::new(rig.sale_price_per_share.0),
            opens_seconds: self.day_start(rig.sale_opens_day),
            closes_seconds: self.day_start(rig.sale_closes_day),
            least_shares: rig.sale_least_shares,
            most_per_wallet: rig.sale_most_per_wallet,
            allow_list_only: false,
        };
        let open = RigMsg::OpenSale { rig: number, sale };
        self.world.rig_msg(&operator, open, &[])?;
        let text = format!(
            "{} registers {}: {} x {} in {}, {} shares at {}",
            rig.operator,
            rig.id,
            rig.machines,
            rig.model,
            rig.location,
            rig.shares(),
            self.money(&rig.sale_denom, rig.sale_price_per_share.0)
        );
        self.tell(Kind::Trade, text);
        Ok(StageRig {
            rig,
            number,
            operator,
            payout,
        })
    }

    fn new_rig(&self, rig: &Rig) -> anyhow::Result<NewRig> {
        let first_day = self.season.rules.first_day.0;
        let native = |name: &Name| match self.denom(name) {
            Ok(Denom::Native(denom)) => Ok(denom),
            _ => Err(anyhow::anyhow!("{name} is not a native denom")),
        };
        Ok(NewRig {
            model: rig.model.clone(),
            coin: rig.coin.clone(),
            algorithm: rig.algorithm.clone(),
            hashrate_hs: Uint128::new(rig.hashrate_hs.0),
            unit_hashrate_hs: Uint128::new(rig.unit_hashrate_hs.0),
            watts: rig.watts,
            electricity_nano_per_kwh: Uint128::new(rig.electricity_per_kwh.0),
            electricity_currency: self.season.rules.quote_currency.clone(),
            service_fee_bps: rig.service_fee_bps,
            location: rig.location.clone(),
            renewable_bps: rig.renewable_bps,
            pool: rig.pool.clone(),
            scheme: rig.scheme,
            worker: rig.worker.clone(),
            payout_address: rig.payout_address.clone(),
            start_epoch: first_day + rig.start_day,
            end_epoch: first_day + rig.end_day,
            payout: self.denom(&rig.payout_denom)?,
            sale_denom: native(&rig.sale_denom)?,
            royalty_bps: rig.royalty_bps,
            least_grade: rig.least_grade,
        })
    }
}

/// The suite's rules as the season has them.
pub(super) fn setup(season: &Season) -> Setup {
    let rules = &season.rules;
    let payout = |money: &Money| PayoutDenom {
        denom: Denom::Native(money.denom.clone()),
        asset: money.asset.clone(),
        decimals: money.decimals,
    };
    let cw20 = rules.moneys().find(|money| money.kind == MoneyKind::Cw20);
    let defaults = Setup::default();
    let assets: BTreeSet<&str> = rules
        .assets
        .iter()
        .map(|a| a.get_ref().symbol.as_str())
        .collect();
    Setup {
        quote_currency: season.rules.quote_currency.clone(),
        start_seconds: u64::from(rules.first_day.0) * DAY_SECONDS - DEPLOYED_SECONDS_BEFORE,
        reporters: rules
            .reporters()
            .map(|reporter| reporter.name.0.clone())
            .collect(),
        faulty: rules.faulty,
        quorum: rules.quorum,
        report_spread_bps: rules.report_spread_bps,
        market_spread_bps: rules.market_spread_bps,
        plausible_tolerance_bps: rules.plausible_tolerance_bps,
        timing: Timing {
            window_seconds: rules.window_seconds,
            outage_deadline_seconds: rules.outage_deadline_seconds,
        },
        grace: Grace {
            seconds: rules.grace_seconds,
            blocks: rules.grace_blocks,
        },
        protocol_fee_bps: rules.protocol_fee_bps,
        sale_fee_bps: rules.sale_fee_bps,
        market_fee_bps: rules.market_fee_bps,
        denoms: rules
            .moneys()
            .filter(|money| money.payout && money.kind == MoneyKind::Native)
            .map(payout)
            .collect(),
        // The world has a cw20 token in any case; where the season has none, it stands unused.
        cw20: cw20.map_or_else(
            || {
                let asset = assets.first().map_or("BTC", |asset| *asset);
                (asset.to_owned(), defaults.cw20.1)
            },
            |money| (money.asset.clone(), money.decimals),
        ),
        trade_denoms: rules
            .moneys()
            .filter(|money| money.trade)
            .map(|money| money.denom.clone())
            .collect(),
        assets: rules
            .assets
            .iter()
            .map(|asset| Asset {
                symbol: asset.get_ref().symbol.clone(),
                decimals: asset.get_ref().decimals,
            })
            .collect(),
        ..defaults
    }
}
