//! `rigshare rig quote`: what a rig earns, costs and pays back.

use mining_math::electricity::{electricity_cost, price_per_base_unit};
use mining_math::profit::{break_even_electricity_floor, break_even_price_ceil, payback_days_ceil};
use mining_math::reward::expected_reward;
use mining_math::units::SECONDS_PER_DAY;
use mining_math::{MathError, Ratio};
use serde::Serialize;

use super::network::{nano, NetworkJson, NetworkView};
use crate::args::RigQuote;
use crate::failure::Failure;
use crate::numbers::{
    decimal_floor, fixed, grouped, hashrate_words, parse_decimal, parse_hashrate,
};
use crate::screen::{show_json, Screen};

/// The figures of the flags.
struct Rig {
    hashrate_hs: u128,
    watts: u64,
    nano_per_kwh: u128,
    service_fee: Ratio,
    nano_per_coin: u128,
    cost_nano: Option<u128>,
}

/// What a rig does in a day. All money is billionths of the quote currency, rounded down, break-even
/// and payback up.
#[derive(Serialize)]
struct Day {
    reward_base_units: String,
    revenue_nano: String,
    electricity_nano: String,
    service_fee_nano: String,
    /// Negative where the rig is under water.
    net_nano: String,
    break_even_nano_per_coin: String,
    break_even_nano_per_kwh: Option<String>,
    /// None where the margin is not positive, or without `--cost`.
    payback_days: Option<String>,
}

#[derive(Serialize)]
struct QuoteJson {
    #[serde(flatten)]
    network: NetworkJson,
    hashrate_hs: String,
    watts: u64,
    efficiency: String,
    currency: String,
    today: Day,
    after_halving: Option<Day>,
}

/// Prints the quote.
///
/// # Errors
/// A flag's value makes no sense, or standard output can't be written.
pub fn run(args: &RigQuote) -> Result<(), Failure> {
    let network = NetworkView::new(&args.network)?;
    let rig = Rig::new(args, &network)?;
    let today = rig.day(&network, network.reward_per_block)?;
    let after = network
        .halving
        .as_ref()
        .map(|halving| rig.day(&network, halving.reward_per_block))
        .transpose()?;
    let algorithm = network.coin.algorithm;
    let efficiency = decimal_floor(algorithm.efficiency(rig.watts, rig.hashrate_hs)?, 2)?;
    if args.network.json {
        return show_json(&QuoteJson {
            network: network.json()?,
            hashrate_hs: rig.hashrate_hs.to_string(),
            watts: rig.watts,
            efficiency,
            currency: args.currency.clone(),
            today,
            after_halving: after,
        });
    }
    let mut screen = Screen::stdout();
    screen.heading(&format!("A rig that mines {}", network.coin.symbol));
    let mut facts = network.facts()?;
    facts.push((
        "rig",
        format!(
            "{}, {} W, {efficiency} {}",
            hashrate_words(rig.hashrate_hs, network.solutions()),
            rig.watts,
            algorithm.efficiency_unit()
        ),
    ));
    screen.facts(&facts);
    let mut headings = vec![String::new(), ">today".to_owned()];
    if let Some(halving) = &network.halving {
        headings.push(format!(">after the halving at {}", halving.height));
    }
    let days: Vec<&Day> = [Some(&today), after.as_ref()]
        .into_iter()
        .flatten()
        .collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    screen.table(&headings, table(&days, args, &network));
    screen.line("Per day, expected: a pool's luck and fee are not in it.");
    screen.show()
}

fn table(days: &[&Day], args: &RigQuote, network: &NetworkView) -> Vec<Vec<String>> {
    let row = |name: &str, show: &dyn Fn(&Day) -> String| {
        let mut row = vec![name.to_owned()];
        row.extend(days.iter().map(|day| show(day)));
        row
    };
    let currency = &args.currency;
    let money = |nano: &str| format!("{} {currency}", money(nano));
    let mut rows = vec![
        row("reward", &|day| {
            let reward = day.reward_base_units.parse().unwrap_or(0);
            network.coins(reward)
        }),
        row("revenue", &|day| money(&day.revenue_nano)),
        row("electricity", &|day| money(&day.electricity_nano)),
        row("service fee", &|day| money(&day.service_fee_nano)),
        row("net", &|day| money(&day.net_nano)),
        row("break-even price of a coin", &|day| {
            money(&day.break_even_nano_per_coin)
        }),
        row("break-even price of a kWh", &|day| {
            day.break_even_nano_per_kwh
                .as_deref()
                .map_or_else(|| "any".to_owned(), money)
        }),
    ];
    if args.cost.is_some() {
        rows.push(row("payback", &|day| {
            day.payback_days.as_deref().map_or_else(
                || "never".to_owned(),
                |days| format!("{} days", grouped(days)),
            )
        }));
    }
    rows
}

/// Billionths with a sign as a decimal with four decimals, towards zero.
fn money(nano: &str) -> String {
    let (sign, digits) = match nano.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", nano),
    };
    let nano: u128 = digits.parse().unwrap_or(0);
    format!("{sign}{}", fixed(nano / 100_000, 4))
}

impl Rig {
    fn new(args: &RigQuote, network: &NetworkView) -> Result<Self, Failure> {
        let hashrate_hs =
            parse_hashrate(&args.hashrate).map_err(|why| Failure::usage("--hashrate", why))?;
        let watts = match (&args.efficiency, args.watts) {
            (Some(text), _) => parse_decimal(text)
                .and_then(|efficiency| {
                    let algorithm = network.coin.algorithm;
                    let watts = algorithm.watts_ceil(efficiency, hashrate_hs);
                    watts.map_err(|error| format!("{text:?}: {error}"))
                })
                .map_err(|why| Failure::usage("--efficiency", why))?,
            (None, watts) => watts.unwrap_or_default(),
        };
        let hundred = Ratio::integer(100_u64);
        let service_fee = parse_decimal(&args.service_fee)
            .ok()
            .filter(|percent| *percent <= hundred)
            .ok_or_else(|| {
                let why = format!("{:?} is not a percentage from 0 to 100", args.service_fee);
                Failure::usage("--service-fee", why)
            })?
            .over(hundred)?;
        let nano_per_coin = nano("--price", &args.price)?;
        if nano_per_coin == 0 {
            return Err(Failure::usage("--price", "is not above 0"));
        }
        Ok(Self {
            hashrate_hs,
            watts,
            nano_per_kwh: nano("--electricity", &args.electricity)?,
            service_fee,
            nano_per_coin,
            cost_nano: args
                .cost
                .as_deref()
                .map(|text| nano("--cost", text))
                .transpose()?,
        })
    }

    /// A day at a reward per block. The service fee is a part of what electricity leaves, as in a
    /// registered rig: nothing where it leaves nothing.
    fn day(&self, network: &NetworkView, reward_per_block: u128) -> Result<Day, MathError> {
        let decimals = network.coin.decimals;
        let reward = expected_reward(
            self.hashrate_hs,
            SECONDS_PER_DAY,
            reward_per_block,
            &network.hashes_per_block,
        )?;
        let revenue = reward.times(price_per_base_unit(self.nano_per_coin, decimals)?)?;
        let electricity = electricity_cost(self.watts, SECONDS_PER_DAY, self.nano_per_kwh)?;
        let (fee, net) = if revenue > electricity {
            let left = revenue.minus(electricity)?;
            let fee = left.times(self.service_fee)?;
            (fee, left.minus(fee)?.floor_u128()?.to_string())
        } else {
            let loss = electricity.minus(revenue)?.ceil_u128()?;
            let sign = if loss == 0 { "" } else { "-" };
            (Ratio::ZERO, format!("{sign}{loss}"))
        };
        let payback = match self.cost_nano {
            Some(cost) => payback_days_ceil(cost, revenue, electricity.plus(fee)?)?,
            None => None,
        };
        let per_kwh = if self.watts == 0 {
            None
        } else {
            Some(break_even_electricity_floor(
                self.watts,
                reward,
                self.nano_per_coin,
                decimals,
            )?)
        };
        Ok(Day {
            reward_base_units: reward.floor_u128()?.to_string(),
            revenue_nano: revenue.floor_u128()?.to_string(),
            electricity_nano: electricity.floor_u128()?.to_string(),
            service_fee_nano: fee.floor_u128()?.to_string(),
            net_nano: net,
            break_even_nano_per_coin: break_even_price_ceil(electricity, reward, decimals)?
                .to_string(),
            break_even_nano_per_kwh: per_kwh.map(|nano| nano.to_string()),
            payback_days: payback.map(|days| days.to_string()),
        })
    }
}
