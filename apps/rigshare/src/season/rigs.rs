//! rigs.toml: the rigs and their primary sales.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::str::FromStr;

use pool_earnings::Pool;
use rigshare_types::nft::PayoutScheme;
use rigshare_types::oracle::Grade;
use serde::Deserialize;
use toml::Spanned;

use super::error::{SeasonError, Source};
use super::network::Market;
use super::season_file::{MoneyKind, Rules};
use super::values::{Amount, Name, Nano};

/// A rig and its primary sale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rig {
    /// Its id, also the name of the JSON files.
    pub id: Name,
    /// Who operates it.
    pub operator: Name,
    /// The machine.
    pub model: String,
    /// How many.
    pub machines: u32,
    /// Of one machine, H/s.
    pub machine_hashrate_hs: Amount,
    /// Of one machine.
    pub machine_watts: u64,
    /// What it mines.
    pub coin: String,
    /// How.
    pub algorithm: String,
    /// Of all machines, H/s.
    pub hashrate_hs: Amount,
    /// Of one share, H/s.
    pub unit_hashrate_hs: Amount,
    /// Of all machines.
    pub watts: u64,
    /// In the quote currency.
    pub electricity_per_kwh: Nano,
    /// Of what electricity leaves, basis points.
    pub service_fee_bps: u16,
    /// Where it stands.
    pub location: String,
    /// Share of renewable energy, basis points.
    pub renewable_bps: u16,
    /// Where it mines.
    pub pool: String,
    /// How the pool pays.
    pub scheme: PayoutScheme,
    /// At the pool.
    pub worker: String,
    /// At the pool.
    pub payout_address: String,
    /// First day of the term.
    pub start_day: u32,
    /// First day after the term.
    pub end_day: u32,
    /// Short name of what it pays in.
    pub payout_denom: Name,
    /// On later sales, basis points.
    pub royalty_bps: u16,
    /// At which an epoch settles.
    pub least_grade: Grade,
    /// Short name of what its primary sale is priced in.
    pub sale_denom: Name,
    /// Base units.
    pub sale_price_per_share: Amount,
    /// Of one purchase.
    pub sale_least_shares: u64,
    /// Of all purchases of a wallet.
    pub sale_most_per_wallet: u64,
    /// First day of the sale.
    pub sale_opens_day: u32,
    /// First day after it.
    pub sale_closes_day: u32,
    /// Days that the operator does not settle.
    pub withheld_days: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RigsFile {
    rigs: Vec<Spanned<Rig>>,
}

impl Rig {
    /// Reads rigs.toml of a folder.
    ///
    /// # Errors
    /// [`SeasonError`].
    pub fn load(folder: &Path, rules: &Rules, market: &Market) -> Result<Vec<Self>, SeasonError> {
        let source = Source::read(folder.join("rigs.toml"))?;
        let file: RigsFile = source.parse()?;
        if file.rigs.is_empty() {
            return Err(source.error(0, "rigs", "there is none"));
        }
        let mut unique: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (index, rig) in file.rigs.iter().enumerate() {
            let byte = rig.span().start;
            let rig = rig.get_ref();
            let error = |(field, why): (&str, String)| {
                source.error(byte, format!("rigs[{index}].{field}"), why)
            };
            for (field, value) in [
                ("id", &rig.id.0),
                ("worker", &rig.worker),
                ("payout_address", &rig.payout_address),
            ] {
                if !unique.entry(field).or_default().insert(value.clone()) {
                    return Err(error((field, format!("{value:?} stands twice"))));
                }
            }
            rig.check_machines().map_err(error)?;
            rig.check_term(rules.days).map_err(error)?;
            rig.check_money(rules).map_err(error)?;
            rig.check_mining(rules, market).map_err(error)?;
        }
        Ok(file.rigs.into_iter().map(Spanned::into_inner).collect())
    }

    /// Registered shares.
    #[must_use]
    pub fn shares(&self) -> u128 {
        self.hashrate_hs
            .0
            .checked_div(self.unit_hashrate_hs.0)
            .unwrap_or(0)
    }

    fn check_machines(&self) -> Result<(), (&'static str, String)> {
        let machines = u128::from(self.machines);
        let hashrate = self.machine_hashrate_hs.0.checked_mul(machines);
        if hashrate != Some(self.hashrate_hs.0) || self.hashrate_hs.0 == 0 {
            let (found, one) = (self.hashrate_hs.0, self.machine_hashrate_hs.0);
            return Err((
                "hashrate_hs",
                format!("{found} is not {machines} machines of {one} H/s"),
            ));
        }
        let watts = self.machine_watts.checked_mul(u64::from(self.machines));
        if watts != Some(self.watts) {
            let (found, one) = (self.watts, self.machine_watts);
            return Err((
                "watts",
                format!("{found} is not {machines} machines of {one} W"),
            ));
        }
        if self.hashrate_hs.0.checked_rem(self.unit_hashrate_hs.0) != Some(0) {
            let (unit, all) = (self.unit_hashrate_hs.0, self.hashrate_hs.0);
            return Err(("unit_hashrate_hs", format!("{unit} does not divide {all}")));
        }
        Ok(())
    }

    fn check_term(&self, days: u32) -> Result<(), (&'static str, String)> {
        let (start, end) = (self.start_day, self.end_day);
        if end > days || end <= start {
            let why = format!("{end} is not after start_day {start} and at most {days}");
            return Err(("end_day", why));
        }
        let (opens, closes) = (self.sale_opens_day, self.sale_closes_day);
        if closes <= opens || closes > end {
            let why =
                format!("{closes} is not after sale_opens_day {opens} and at most end_day {end}");
            return Err(("sale_closes_day", why));
        }
        let mut seen = BTreeSet::new();
        for day in &self.withheld_days {
            if !(start..end).contains(day) {
                return Err((
                    "withheld_days",
                    format!("day {day} is not in the term {start} to {end}"),
                ));
            }
            if !seen.insert(day) {
                return Err(("withheld_days", format!("day {day} stands twice")));
            }
        }
        Ok(())
    }

    fn check_money(&self, rules: &Rules) -> Result<(), (&'static str, String)> {
        match rules.money(&self.payout_denom) {
            Some(money) if money.payout => {}
            _ => {
                let why = format!("{:?} is not a denom with payout", self.payout_denom.0);
                return Err(("payout_denom", why));
            }
        }
        match rules.money(&self.sale_denom) {
            Some(money) if money.trade && money.kind == MoneyKind::Native => {}
            _ => {
                let why = format!("{:?} is not a native denom with trade", self.sale_denom.0);
                return Err(("sale_denom", why));
            }
        }
        if self.sale_price_per_share.0 == 0 {
            return Err(("sale_price_per_share", "\"0\" is not above 0".to_owned()));
        }
        for (field, bps) in [
            ("service_fee_bps", self.service_fee_bps),
            ("renewable_bps", self.renewable_bps),
        ] {
            if bps > 10_000 {
                return Err((field, format!("{bps} is above 10000, the whole")));
            }
        }
        Ok(())
    }

    fn check_mining(&self, rules: &Rules, market: &Market) -> Result<(), (&'static str, String)> {
        if rules.asset(&self.coin).is_none() {
            let why = format!("{:?} is not one of season.toml's assets", self.coin);
            return Err(("coin", why));
        }
        let pool = Pool::from_str(&self.pool).map_err(|error| ("pool", error.to_string()))?;
        if !pool.coins().contains(&self.coin.as_str()) {
            let why = format!("{:?} does not answer for {}", self.pool, self.coin);
            return Err(("pool", why));
        }
        let payout = rules
            .money(&self.payout_denom)
            .map(|money| money.asset.as_str());
        let missing = |field, what: String| Err((field, format!("{what} is not in network.toml")));
        if market.network(&self.coin).is_none() {
            return missing("coin", format!("the network of {:?}", self.coin));
        }
        if market.price(&self.coin).is_none() {
            return missing("coin", format!("the price of {:?}", self.coin));
        }
        if let Some(asset) = payout.filter(|asset| market.price(asset).is_none()) {
            return missing("payout_denom", format!("the price of {asset:?}"));
        }
        if market.pool(&self.pool, &self.coin).is_none() {
            return missing("pool", format!("the pool {:?} of {}", self.pool, self.coin));
        }
        Ok(())
    }
}
