//! The example season's answers, each read by its pool's reader and compared across reporters.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pool_earnings::{parse_daily, Coin, DailyEarning, Day, Pool};

/// 2026-05-27, the season's first day.
const FIRST_DAY: Day = 20_600;

/// The reporter whose figures are inflated on some days.
const LIAR: &str = "dagny";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/season")
}

fn text(file: &str) -> String {
    let path = folder().join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The tables `[[name]]` of a TOML file as raw values: enough for files of one simple form.
fn tables(file: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut tables = Vec::new();
    let mut inside = false;
    let text = text(file);
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    while let Some(line) = lines.next() {
        if line.starts_with('[') {
            inside = line == format!("[[{name}]]");
            if inside {
                tables.push(BTreeMap::new());
            }
        } else if let (true, Some((key, value))) = (inside, line.split_once(" = ")) {
            let mut value = value.to_owned();
            while value.starts_with('[') && !value.ends_with(']') {
                value.push_str(lines.next().unwrap().trim());
            }
            let table = tables.last_mut().unwrap();
            table.insert(key.to_owned(), value.trim_matches('"').to_owned());
        }
    }
    tables
}

fn array(value: &str) -> Vec<u128> {
    let items = value
        .trim_matches(['[', ']'])
        .split(',')
        .map(|item| item.trim().trim_matches('"'));
    items
        .filter(|item| !item.is_empty())
        .map(|item| item.parse().unwrap())
        .collect()
}

struct Rig {
    id: String,
    fpps: bool,
    hashrate_hs: u128,
    days: std::ops::Range<Day>,
    coin: String,
    /// Reporter -> its days.
    seen: BTreeMap<String, BTreeMap<Day, DailyEarning>>,
}

fn rigs() -> Vec<Rig> {
    let reporters: Vec<_> = tables("season.toml", "reporters")
        .iter()
        .map(|reporter| reporter["name"].clone())
        .collect();
    assert_eq!(reporters.len(), 5);
    let read = |rig: &BTreeMap<String, String>| {
        let pool: Pool = rig["pool"].parse().unwrap();
        let decimals = if rig["coin"] == "XMR" { 12 } else { 8 };
        let coin = Coin::new(rig["coin"].as_str(), decimals);
        let answer = |reporter: &String| {
            let file = format!("reporters/{reporter}/{}.json", rig["id"]);
            let days = parse_daily(pool, &coin, &text(&file));
            (
                reporter.clone(),
                days.unwrap_or_else(|error| panic!("{file}: {error}")),
            )
        };
        let day = |key: &str| FIRST_DAY + rig[key].parse::<Day>().unwrap();
        Rig {
            id: rig["id"].clone(),
            fpps: rig["scheme"] == "fpps",
            hashrate_hs: rig["hashrate_hs"].parse().unwrap(),
            days: day("start_day")..day("end_day"),
            coin: rig["coin"].clone(),
            seen: reporters.iter().map(answer).collect(),
        }
    };
    tables("rigs.toml", "rigs").iter().map(read).collect()
}

#[test]
fn every_answer_of_the_season_is_read_and_lies_within_the_term() {
    let rigs = rigs();
    assert_eq!(rigs.len(), 6);
    for rig in &rigs {
        for (reporter, days) in &rig.seen {
            let most = rig.days.len();
            assert!(
                days.keys().all(|day| rig.days.contains(day)),
                "{} {reporter}",
                rig.id
            );
            assert!(
                (most - 2..=most).contains(&days.len()),
                "{} {reporter}: {}",
                rig.id,
                days.len()
            );
        }
    }
    // No file is left over.
    let listed: BTreeSet<_> = rigs.iter().map(|rig| format!("{}.json", rig.id)).collect();
    for reporter in std::fs::read_dir(folder().join("reporters")).unwrap() {
        let files = std::fs::read_dir(reporter.unwrap().path()).unwrap();
        let found: BTreeSet<_> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(found, listed);
    }
}

#[test]
fn honest_reporters_agree_to_the_base_unit_and_the_liar_does_not() {
    let mut outages = 0;
    let mut gaps = 0;
    let mut lies = 0;
    for rig in rigs() {
        for day in rig.days.clone() {
            let honest: Vec<_> = rig
                .seen
                .iter()
                .filter(|(reporter, _)| *reporter != LIAR)
                .filter_map(|(_, days)| days.get(&day))
                .collect();
            let lie = rig.seen[LIAR].get(&day);
            let Some(truth) = honest.first() else {
                assert_eq!(lie, None, "{} {day}: an outage is everybody's", rig.id);
                outages += 1;
                continue;
            };
            assert!(honest.len() >= 3, "{} {day}", rig.id);
            gaps += 4 - honest.len();
            assert!(honest.iter().all(|seen| seen == truth), "{} {day}", rig.id);
            assert_eq!(truth.check_hashrate_unit(day, rig.hashrate_hs), Ok(()));
            if let Some(lie) = lie.filter(|lie| lie != truth) {
                let tenths = lie.amount_base_units * 10 / truth.amount_base_units;
                assert!((19..=30).contains(&tenths), "{} {day}: {tenths}", rig.id);
                lies += 1;
            }
        }
    }
    assert_eq!(outages, 1);
    assert!(gaps >= 5, "{gaps}");
    assert!(lies >= 15, "{lies}");
}

#[test]
fn fpps_earnings_are_what_the_network_pays_and_a_lie_is_not() {
    let networks = tables("network.toml", "networks");
    let mut lies = 0;
    for rig in rigs().into_iter().filter(|rig| rig.fpps) {
        let network = networks
            .iter()
            .find(|network| network["coin"] == rig.coin)
            .unwrap();
        let hashes = array(&network["hashes_per_block"]);
        let rewards = array(&network["reward_per_block"]);
        for (reporter, days) in &rig.seen {
            for (day, earning) in days {
                let i = (day - FIRST_DAY) as usize;
                let expected = rig.hashrate_hs * 86_400 * rewards[i] / hashes[i];
                let gross = earning.amount_base_units;
                let what = format!("{} {day} {reporter}: {gross} of {expected}", rig.id);
                if *reporter == LIAR && gross > expected * 103 / 100 {
                    lies += 1;
                    continue;
                }
                assert!(gross <= expected * 101 / 100, "{what}");
                assert!(gross >= expected * 80 / 100, "{what}");
            }
        }
    }
    // Every lie about these three rigs is above what the network can have paid.
    assert_eq!(lies, 14);
}

#[test]
fn every_network_figure_covers_every_day() {
    for (table, keys) in [
        ("networks", &["hashes_per_block", "reward_per_block"][..]),
        ("prices", &["nano_per_coin"][..]),
        ("pools", &["hashrate_hs"][..]),
    ] {
        for row in tables("network.toml", table) {
            for key in keys {
                let figures = array(&row[*key]);
                assert_eq!(figures.len(), 30, "{table} {row:?}");
                assert!(figures.iter().all(|figure| *figure > 0));
            }
        }
    }
}
