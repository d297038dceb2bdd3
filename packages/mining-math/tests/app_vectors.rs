//! The web app computes with big integers of its own (its content policy forbids WebAssembly). This
//! writes what the crate answers, so that the app can be held to it: `tests/vectors/app.json`.
//!
//! `RIGSHARE_WRITE_VECTORS=1 cargo test -p mining-math --test app_vectors` writes it; without the
//! variable the test fails where the file is not what the crate answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fmt::Write as _;
use std::path::Path;

use mining_math::{
    electricity::{convert_coin_to_quote_floor, electricity_cost_floor, electricity_in_coin_floor},
    forecast::{forecast_segments, Outlook, Retarget},
    hashprice::{hashcost, hashprice, hashprice_quote},
    profit::{break_even_electricity_floor, break_even_price_ceil, payback_days_ceil},
    reward::{expected_reward, expected_reward_floor, expected_reward_span_floor},
    units::{BTC, COINS, LTC, SECONDS_PER_DAY, XMR, ZEC},
    HashesPerBlock, MathError, Ratio, Target,
};

/// One line of the file: a function, its arguments and its answer, all decimal text.
struct Vectors(String);

impl Vectors {
    fn add(&mut self, function: &str, arguments: &[String], answer: Option<String>) {
        let separator = if self.0.is_empty() { "" } else { ",\n" };
        let arguments = arguments
            .iter()
            .map(|argument| format!("\"{argument}\""))
            .collect::<Vec<_>>()
            .join(", ");
        let answer = answer.map_or("null".to_owned(), |answer| format!("\"{answer}\""));
        write!(
            self.0,
            "{separator}  {{ \"function\": \"{function}\", \"arguments\": [{arguments}], \"answer\": {answer} }}"
        )
        .unwrap();
    }
}

macro_rules! text {
    ($($value:expr),* $(,)?) => { &[$($value.to_string()),*] };
}

/// What has no answer in range is `null`.
fn answer<T: ToString>(result: Result<T, MathError>) -> Option<String> {
    result.ok().map(|value| value.to_string())
}

/// Numbers that spread over all magnitudes and are the same every time (a 64-bit LCG).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 11
    }

    fn up_to(&mut self, most: u128) -> u128 {
        let wide = (u128::from(self.next()) << 53) | u128::from(self.next());
        let bits = 1 + self.next() as u32 % (128 - most.leading_zeros());
        (wide % (1u128 << bits.min(105))).min(most)
    }
}

fn rewards(vectors: &mut Vectors, draw: &mut Draw) {
    for _ in 0..60 {
        let hashrate_hs = draw.up_to(10u128.pow(19));
        let seconds = draw.up_to(400_000_000) as u64;
        let reward = draw.up_to(10u128.pow(15));
        let count = 1 + draw.up_to(10u128.pow(24));
        let work = HashesPerBlock::from_count(count).unwrap();
        vectors.add(
            "expected_reward_floor",
            text![hashrate_hs, seconds, reward, count],
            answer(expected_reward_floor(hashrate_hs, seconds, reward, &work)),
        );
        let price = draw.up_to(10u128.pow(16));
        let exact = hashprice(hashrate_hs, reward, &work).unwrap();
        vectors.add(
            "hashprice_nano_per_day_floor",
            text![hashrate_hs, reward, count, price, 8],
            answer(hashprice_quote(exact, price, 8).and_then(|quote| quote.floor_u128())),
        );
        vectors.add(
            "network_hashrate_floor",
            text![count, 600],
            answer(work.network_hashrate_floor(600)),
        );
    }
}

fn electricity(vectors: &mut Vectors, draw: &mut Draw) {
    for _ in 0..60 {
        let watts = draw.up_to(10u128.pow(9)) as u64;
        let seconds = draw.up_to(10u128.pow(7)) as u64;
        let per_kwh = draw.up_to(10u128.pow(10));
        let price = draw.up_to(10u128.pow(16));
        let decimals = (draw.next() % 19) as u8;
        vectors.add(
            "electricity_cost_floor",
            text![watts, seconds, per_kwh],
            answer(electricity_cost_floor(watts, seconds, per_kwh)),
        );
        vectors.add(
            "electricity_in_coin_floor",
            text![watts, seconds, per_kwh, price, decimals],
            answer(electricity_in_coin_floor(
                watts, seconds, per_kwh, price, decimals,
            )),
        );
        let amount = draw.up_to(10u128.pow(20));
        vectors.add(
            "convert_coin_to_quote_floor",
            text![amount, price, decimals],
            answer(convert_coin_to_quote_floor(amount, price, decimals)),
        );
        let unit_hs = 1 + draw.up_to(10u128.pow(12));
        let hashrate_hs = draw.up_to(10u128.pow(17));
        vectors.add(
            "hashcost_floor",
            text![unit_hs, hashrate_hs, watts, per_kwh, amount],
            answer(
                hashcost(unit_hs, hashrate_hs, watts, per_kwh, amount)
                    .and_then(|cost| cost.floor_u128()),
            ),
        );
    }
}

fn profit(vectors: &mut Vectors, draw: &mut Draw) {
    for _ in 0..60 {
        let (numerator, denominator) = (draw.up_to(10u128.pow(20)), 1 + draw.up_to(10u128.pow(9)));
        let reward = Ratio::new(numerator, denominator).unwrap();
        let cost = draw.up_to(10u128.pow(20));
        let price = draw.up_to(10u128.pow(18));
        vectors.add(
            "break_even_price_ceil",
            text![cost, numerator, denominator, 8],
            answer(break_even_price_ceil(Ratio::integer(cost), reward, 8)),
        );
        let watts = draw.up_to(10u128.pow(7)) as u64;
        vectors.add(
            "break_even_electricity_floor",
            text![watts, numerator, denominator, price, 8],
            answer(break_even_electricity_floor(watts, reward, price, 8)),
        );
        let days = payback_days_ceil(price, reward, Ratio::integer(cost));
        vectors.add(
            "payback_days_ceil",
            text![price, numerator, denominator, cost],
            days.unwrap().map(|days| days.to_string()),
        );
    }
}

fn subsidies(vectors: &mut Vectors) {
    let heights = [
        0, 1, 144_999, 145_000, 209_999, 210_000, 599_999, 600_000, 653_599, 653_600, 839_999,
        840_000, 951_552, 1_046_399, 1_046_400, 1_050_000, 2_520_000, 2_641_622, 2_641_623,
        2_726_399, 2_726_400, 3_360_000, 4_406_400, 6_930_000, 60_000_000,
    ];
    for coin in COINS {
        for height in heights {
            vectors.add(
                "miner_subsidy",
                text![coin.symbol, height],
                answer(coin.miner_subsidy(height)),
            );
            let countdown = coin.halving_countdown(height).map(|next| {
                format!(
                    "{} {} {} {}",
                    next.height, next.blocks, next.expected_seconds, next.next_subsidy
                )
            });
            vectors.add("halving_countdown", text![coin.symbol, height], countdown);
        }
    }
}

fn targets(vectors: &mut Vectors) {
    for nbits in [
        0x1d00_ffff_u32,
        0x1702_068f,
        0x1737_1ef4,
        0x207f_ffff,
        0x0180_0000,
        0x0400_0001,
        0x1f07_ffff,
        0x2300_0001,
        0x0480_0001,
    ] {
        let hashes = Target::from_compact(nbits)
            .and_then(Target::hashes_per_block)
            .and_then(|work| work.ratio().floor_u128());
        vectors.add("hashes_per_block_floor", text![nbits], answer(hashes));
    }
}

fn forecasts(vectors: &mut Vectors, draw: &mut Draw) {
    for (coin, height) in [
        (BTC, 951_552_u64),
        (BTC, 1_049_000),
        (LTC, 3_359_000),
        (ZEC, 4_400_000),
        (XMR, 3_000_000),
    ] {
        for _ in 0..8 {
            let hashrate_hs = draw.up_to(10u128.pow(16));
            let seconds = draw.up_to(100_000_000) as u64;
            let count = 1 + draw.up_to(10u128.pow(24));
            let fees = draw.up_to(10u128.pow(8));
            let later = [
                1 + draw.up_to(10u128.pow(24)),
                1 + draw.up_to(10u128.pow(24)),
            ];
            let gaps = [1 + draw.next() % 3_000, 1 + draw.next() % 3_000];
            let retargets = [
                Retarget {
                    height: height + gaps[0],
                    hashes_per_block: HashesPerBlock::from_count(later[0]).unwrap(),
                },
                Retarget {
                    height: height + gaps[0] + gaps[1],
                    hashes_per_block: HashesPerBlock::from_count(later[1]).unwrap(),
                },
            ];
            let outlook = Outlook {
                coin: &coin,
                height,
                hashes_per_block: HashesPerBlock::from_count(count).unwrap(),
                retargets: &retargets,
                fees_per_block: fees,
            };
            let segments = forecast_segments(&outlook, hashrate_hs, seconds).unwrap();
            let asked = text![
                coin.symbol,
                height,
                count,
                fees,
                retargets[0].height,
                later[0],
                retargets[1].height,
                later[1],
                hashrate_hs,
                seconds
            ];
            // Whole counts have no small common denominator over three segments: the sum of the parts
            // rounded down stands for it where 512 bits do not hold the exact sum.
            vectors.add(
                "expected_reward_span_floor",
                asked,
                answer(expected_reward_span_floor(&segments)),
            );
            let parts: u128 = segments
                .iter()
                .map(|segment| {
                    expected_reward(
                        segment.hashrate_hs,
                        segment.seconds,
                        segment.reward_per_block,
                        &segment.hashes_per_block,
                    )
                    .and_then(|reward| reward.floor_u128())
                    .unwrap()
                })
                .sum();
            vectors.add("sum_of_segments_floor", asked, Some(parts.to_string()));
        }
    }
    assert_eq!(SECONDS_PER_DAY, 86_400);
}

#[test]
fn the_app_is_held_to_what_the_crate_answers() {
    let mut vectors = Vectors(String::new());
    let mut draw = Draw(2_026);
    rewards(&mut vectors, &mut draw);
    electricity(&mut vectors, &mut draw);
    profit(&mut vectors, &mut draw);
    subsidies(&mut vectors);
    targets(&mut vectors);
    forecasts(&mut vectors, &mut draw);
    let text = format!("[\n{}\n]\n", vectors.0);

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/app.json");
    if std::env::var_os("RIGSHARE_WRITE_VECTORS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    assert!(
        stored == text,
        "tests/vectors/app.json is not what the crate answers: see the head of this file"
    );
}
