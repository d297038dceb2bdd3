//! With what the chain begins: the suite's rules, and the rigs with their sales.

use std::collections::BTreeSet;

use anyhow::Context;
use cosmwasm_std::Uint128;
use rigshare_chain::{Chain, Playground};
use rigshare_suite::Setup;
use rigshare_types::distributor::{Grace, PayoutDenom};
use rigshare_types::nft::{NewRig, RigMsg, RigResponse, RigStatus, Sale};
use rigshare_types::oracle::{Asset, Timing};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

use super::pace::{Pace, Speed};
use super::stage::{Stage, StageRig};
use super::story::Kind;
use crate::season::values::{Name, DAY_SECONDS};
use crate::season::{Money, MoneyKind, Rig, Season};

/// How long before the season the suite is deployed: the day before day 0, at noon.
const DEPLOYED_SECONDS_BEFORE: u64 = DAY_SECONDS / 2;

impl<'a, C: Playground> Stage<'a, C> {
    /// Registers a rig, which the registrar approves, and opens its sale: what of that was not done
    /// before.
    pub(super) fn place(
        &mut self,
        rig: &'a Rig,
        found: Option<&RigResponse>,
    ) -> anyhow::Result<()> {
        let placed = self.placed(rig, found);
        let placed = placed.with_context(|| format!("rigs.toml: rig {}", rig.id))?;
        self.rigs.push(placed);
        Ok(())
    }

    fn placed(
        &mut self,
        rig: &'a Rig,
        found: Option<&RigResponse>,
    ) -> anyhow::Result<StageRig<'a>> {
        let operator = self.operator(&rig.operator);
        let payout = self.denom(&rig.payout_denom)?;
        let number = match found {
            Some(found) => found.rig,
            None => {
                let new = self.new_rig(rig)?;
                self.world.register_rig(&operator, new)?
            }
        };
        if found.is_none_or(|found| found.facts.status == RigStatus::Pending) {
            self.world.approve_rig(number)?;
        }
        if found.is_none_or(|found| found.sale.is_none()) {
            let sale = self.sale(rig);
            let open = RigMsg::OpenSale { rig: number, sale };
            self.world.rig_msg(&operator, open, &[])?;
            self.tell_registered(rig);
        }
        Ok(StageRig {
            rig,
            number,
            operator,
            payout,
            is_left: false,
        })
    }

    fn sale(&self, rig: &Rig) -> Sale {
        // In a season without end nobody waits for its first day.
        let opens_seconds = if self.calendar.is_looped() {
            0
        } else {
            self.day_start(rig.sale_opens_day)
        };
        Sale {
            price_per_share: Uint128::new(rig.sale_price_per_share.0),
            opens_seconds,
            closes_seconds: self.day_start(rig.sale_closes_day),
            least_shares: rig.sale_least_shares,
            most_per_wallet: rig.sale_most_per_wallet,
            allow_list_only: false,
        }
    }

    fn tell_registered(&mut self, rig: &Rig) {
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
    }

    fn new_rig(&self, rig: &Rig) -> anyhow::Result<NewRig> {
        let first_epoch = self.pace.first_epoch;
        let hurry = u128::from(self.pace.hurry());
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
            electricity_nano_per_kwh: Uint128::new(rig.electricity_per_kwh.0.saturating_mul(hurry)),
            electricity_currency: self.season.rules.quote_currency.clone(),
            service_fee_bps: rig.service_fee_bps,
            location: rig.location.clone(),
            renewable_bps: rig.renewable_bps,
            pool: rig.pool.clone(),
            scheme: rig.scheme,
            worker: rig.worker.clone(),
            payout_address: rig.payout_address.clone(),
            start_epoch: first_epoch + rig.start_day,
            end_epoch: first_epoch + rig.end_day,
            payout: self.denom(&rig.payout_denom)?,
            sale_denom: native(&rig.sale_denom)?,
            royalty_bps: rig.royalty_bps,
            least_grade: rig.least_grade,
        })
    }
}

/// The second at which an embedded chain begins.
pub(super) fn start_seconds(season: &Season) -> u64 {
    u64::from(season.rules.first_day.0) * DAY_SECONDS - DEPLOYED_SECONDS_BEFORE
}

/// The suite's clock: the world's days, or short ones that begin now.
pub(super) fn clock<C: Chain>(
    season: &Season,
    speed: Speed,
    chain: &C,
) -> anyhow::Result<EpochClock> {
    Ok(match speed {
        Speed::AsReported => EpochClock {
            genesis_seconds: 0,
            epoch_seconds: u32::try_from(season.rules.epoch_seconds)?,
        },
        Speed::SecondsPerDay(epoch_seconds) => EpochClock {
            genesis_seconds: chain.latest()?.time_seconds,
            epoch_seconds,
        },
    })
}

/// The suite's rules as the season has them.
pub(super) fn setup(season: &Season, chain_id: &str, clock: EpochClock) -> Setup {
    let rules = &season.rules;
    let pace = Pace {
        clock,
        first_epoch: 0,
    };
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
        chain_id: chain_id.to_owned(),
        clock,
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
            window_seconds: pace.scaled_ceil(rules.window_seconds),
            outage_deadline_seconds: pace.scaled_ceil(rules.outage_deadline_seconds),
        },
        grace: Grace {
            seconds: pace.scaled_ceil(rules.grace_seconds),
            blocks: pace.scaled_ceil(rules.grace_blocks),
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
