//! What season.toml must be beyond its form.

use std::collections::BTreeSet;

use super::error::{SeasonError, Source};
use super::season_file::{MoneyKind, Rules};
use super::values::{Name, DAY_SECONDS};

/// The longest season, in days.
const MOST_DAYS: u32 = 3_660;

impl Rules {
    /// Lengths and times.
    pub(super) fn check_lengths(&self, source: &Source) -> Result<(), SeasonError> {
        if !(1..=MOST_DAYS).contains(&self.days) {
            let why = format!("{} is not 1 to {MOST_DAYS}", self.days);
            return Err(source.error(0, "days", why));
        }
        if self.epoch_seconds != DAY_SECONDS {
            let why = format!(
                "{} is not {DAY_SECONDS}: pools report days",
                self.epoch_seconds
            );
            return Err(source.error(0, "epoch_seconds", why));
        }
        let longest = 366 * DAY_SECONDS;
        for (path, seconds) in [
            ("window_seconds", self.window_seconds),
            ("outage_deadline_seconds", self.outage_deadline_seconds),
            ("grace_seconds", self.grace_seconds),
        ] {
            if !(1..=longest).contains(&seconds) {
                return Err(source.error(0, path, format!("{seconds} is not 1 to {longest}")));
            }
        }
        if self.outage_deadline_seconds <= self.window_seconds {
            let why = format!(
                "{} is not longer than window_seconds, {}",
                self.outage_deadline_seconds, self.window_seconds
            );
            return Err(source.error(0, "outage_deadline_seconds", why));
        }
        Ok(())
    }

    /// Assets and denoms.
    pub(super) fn check_moneys(&self, source: &Source) -> Result<(), SeasonError> {
        let mut symbols = BTreeSet::new();
        for (index, asset) in self.assets.iter().enumerate() {
            let byte = asset.span().start;
            let asset = asset.get_ref();
            if !symbols.insert(&asset.symbol) {
                let why = format!("{:?} stands twice", asset.symbol);
                return Err(source.error(byte, format!("assets[{index}].symbol"), why));
            }
        }
        let mut names = BTreeSet::new();
        let mut denoms = BTreeSet::new();
        let mut cw20: Option<&Name> = None;
        for (index, money) in self.denoms.iter().enumerate() {
            let byte = money.span().start;
            let money = money.get_ref();
            let error = |field: &str, why: String| {
                Err(source.error(byte, format!("denoms[{index}].{field}"), why))
            };
            if !names.insert(&money.name) {
                return error("name", format!("{:?} stands twice", money.name.0));
            }
            if !denoms.insert(&money.denom) {
                return error("denom", format!("{:?} stands twice", money.denom));
            }
            if money.payout && self.asset(&money.asset).is_none() {
                return error(
                    "asset",
                    format!("{:?} is not one of the assets", money.asset),
                );
            }
            if money.decimals > 18 {
                return error("decimals", format!("{} is above 18", money.decimals));
            }
            if money.kind == MoneyKind::Cw20 {
                if money.trade {
                    return error("trade", "true: a cw20 can't be traded in".to_owned());
                }
                if let Some(first) = cw20.replace(&money.name) {
                    let why = format!("\"cw20\": {first} is one already, and there can be one");
                    return error("kind", why);
                }
            }
        }
        Ok(())
    }

    /// Reporters and holders.
    pub(super) fn check_people(&self, source: &Source) -> Result<(), SeasonError> {
        let needed = usize::from(self.quorum) + usize::from(self.faulty);
        if self.reporters.len() < needed {
            let why = format!(
                "{} are fewer than quorum + faulty, {needed}",
                self.reporters.len()
            );
            return Err(source.error(0, "reporters", why));
        }
        let mut names = BTreeSet::new();
        for (index, reporter) in self.reporters.iter().enumerate() {
            let byte = reporter.span().start;
            let reporter = reporter.get_ref();
            let error = |field: &str, why: String| {
                Err(source.error(byte, format!("reporters[{index}].{field}"), why))
            };
            if !names.insert(&reporter.name) {
                return error("name", format!("{:?} stands twice", reporter.name.0));
            }
            let mut days = BTreeSet::new();
            for (field, list) in [
                ("late_days", &reporter.late_days),
                ("absent_days", &reporter.absent_days),
            ] {
                for day in list {
                    if *day >= self.days {
                        return error(field, format!("day {day} is not before {}", self.days));
                    }
                    if !days.insert(day) {
                        return error(field, format!("day {day} stands twice"));
                    }
                }
            }
        }
        let mut names = BTreeSet::new();
        for (index, holder) in self.holders.iter().enumerate() {
            let byte = holder.span().start;
            let holder = holder.get_ref();
            let error = |field: String, why: String| {
                Err(source.error(byte, format!("holders[{index}].{field}"), why))
            };
            if !names.insert(&holder.name) {
                return error(
                    "name".to_owned(),
                    format!("{:?} stands twice", holder.name.0),
                );
            }
            let mut denoms = BTreeSet::new();
            for (position, funds) in holder.funds.iter().enumerate() {
                let field = format!("funds[{position}].denom");
                if self.money(&funds.denom).is_none() {
                    let why = format!("{:?} is not the name of a denom", funds.denom.0);
                    return error(field, why);
                }
                if !denoms.insert(&funds.denom) {
                    return error(field, format!("{:?} stands twice", funds.denom.0));
                }
            }
        }
        Ok(())
    }
}
