//! A living season on the embedded chain.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::Path;

use rigshare_suite::{Code, Embedded, World};
use rigshare_types::distributor::{HistoryResponse, QueryMsg};
use rigshare_types::nft::{NewRig, RigMsg, RigStatus};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

use super::super::calendar::Calendar;
use super::super::pace::Pace;
use super::super::setup::{setup, start_seconds};
use super::*;
use crate::season::Season;

/// Two rounds and some days.
const DAYS: u32 = 66;

fn season() -> Season {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/season");
    Season::load(&folder).unwrap().endless(3_660)
}

fn stage(season: &Season) -> Stage<'_> {
    let clock = EpochClock {
        genesis_seconds: start_seconds(season),
        epoch_seconds: 60,
    };
    let chain = Embedded::new("rigshare-embedded-1", clock.genesis_seconds);
    let code = Code::embedded().unwrap();
    let world = World::on(chain, setup(season, "rigshare-embedded-1", clock), &code).unwrap();
    let pace = Pace {
        clock,
        first_epoch: 0,
    };
    Stage::empty(season, world, pace, Calendar::looped(season))
}

/// The days of a rig that are closed, by how they were.
fn closed(stage: &Stage<'_>, rig: u32) -> BTreeMap<String, Vec<u32>> {
    let mut outcomes: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut start_after = None;
    loop {
        let query = QueryMsg::History {
            rig,
            start_after,
            limit: Some(100),
        };
        let page: HistoryResponse = stage
            .world
            .query(&stage.world.at.distributor, &query)
            .unwrap();
        let Some(last) = page.epochs.last() else {
            return outcomes;
        };
        start_after = Some(last.epoch);
        for of in &page.epochs {
            let outcome = of.closing.outcome.to_string();
            outcomes
                .entry(outcome)
                .or_default()
                .push(stage.day_of(of.epoch));
        }
    }
}

fn number_of(stage: &Stage<'_>, id: &str) -> u32 {
    let mut rigs = stage.rigs.iter();
    rigs.find(|placed| *placed.rig.id == *id).unwrap().number
}

fn play(stage: &mut Stage<'_>, days: std::ops::Range<u32>) -> Vec<String> {
    let mut told = Vec::new();
    stage
        .live(days.start, days.end, &mut |line| {
            told.push(format!("{} {} {}", line.kind, line.day, line.text));
        })
        .unwrap_or_else(|failure| panic!("{failure:?}"));
    told
}

fn open(stage: &mut Stage<'_>) -> std::ops::Range<u32> {
    stage
        .open(&mut |_| {})
        .unwrap_or_else(|failure| panic!("{failure:?}"))
}

#[test]
fn days_come_again_and_every_one_is_reported_and_closed() {
    let season = season();
    let mut stage = stage(&season);
    let days = open(&mut stage);
    assert_eq!(days, 0..3_660);
    let told = play(&mut stage, 0..DAYS);

    let mut refused = told.iter().filter(|line| line.contains("refused"));
    // An operator who pays late can't withdraw meanwhile.
    let unexpected = refused.find(|line| !line.contains("reported and not settled"));
    assert_eq!(unexpected, None);
    for rig in &season.rigs {
        let number = number_of(&stage, &rig.id);
        let closed = closed(&stage, number);
        let days: usize = closed.values().map(Vec::len).sum();
        let mined = (rig.end_day.min(DAYS) - rig.start_day) as usize;
        assert_eq!(days, mined, "{}", rig.id);
        assert!(!closed["late"].is_empty(), "{}: {closed:?}", rig.id);
    }
    // As the season has it, in the first round and in the second, whose first day is the season's day 1.
    let texas = closed(&stage, number_of(&stage, "texas-m60s"));
    assert_eq!(texas["defaulted"], [19, 20, 48, 49]);
    let prairie = closed(&stage, number_of(&stage, "prairie-z15"));
    assert_eq!(prairie["outage"], [16, 45]);
    let cures = told.iter().filter(|line| line.contains("cures"));
    assert_eq!(cures.count(), 2);
    for deed in ["asks", "offers", "buys", "sells", "claims"] {
        let words = format!(" {deed} ");
        let done = told.iter().filter(|line| line.contains(&words)).count();
        assert!(done >= 10, "{deed}: {done}");
    }
}

/// Opens the stage, and registers a visitor's rig that mines on days 2 to 4: ten times the first of the season's.
fn open_with_a_visitor(stage: &mut Stage<'_>) -> u32 {
    open(stage);
    let like = &stage.season.rigs[0];
    let hashrate = like.hashrate_hs.0 * 10;
    let (start, end) = (stage.epoch_of(2), stage.epoch_of(5));
    let new = NewRig {
        coin: like.coin.clone(),
        hashrate_hs: hashrate.into(),
        unit_hashrate_hs: (hashrate / 100).into(),
        end_epoch: end,
        payout: stage.denom("usdc").unwrap(),
        sale_denom: stage.coin("usdc", 1).unwrap().denom,
        ..stage.world.setup.sample_rig(start, 900)
    };
    let visitor = stage.world.account("visitor");
    stage.world.register_rig(&visitor, new).unwrap()
}

#[test]
fn a_visitors_rig_is_approved_and_earns_by_its_hashrate_in_its_term() {
    let season = season();
    let mut stage = stage(&season);
    let rig = open_with_a_visitor(&mut stage);
    let told = play(&mut stage, 0..7);

    let approvals = told
        .iter()
        .filter(|line| line.contains("registrar approves"));
    assert_eq!(approvals.count(), 1);
    assert_eq!(
        stage.world.rig(rig).unwrap().facts.status,
        RigStatus::Approved
    );
    let gross = |stage: &Stage<'_>, rig: u32, day: u32| {
        let found = stage.report(rig, stage.epoch_of(day)).unwrap();
        found.report.map(|report| report.gross.u128())
    };
    let first = stage.rigs[0].number;
    for day in 0..7 {
        let expected = (2..5)
            .contains(&day)
            .then(|| gross(&stage, first, day).unwrap() * 10);
        assert_eq!(gross(&stage, rig, day), expected, "day {day}");
    }
}

#[test]
fn what_the_registrar_has_refused_is_not_approved() {
    let season = season();
    let mut stage = stage(&season);
    let rig = open_with_a_visitor(&mut stage);
    let registrar = stage.world.at.registrar.clone();
    let refuse = RigMsg::DecideRig {
        rig,
        approve: false,
    };
    stage.world.rig_msg(&registrar, refuse, &[]).unwrap();
    let told = play(&mut stage, 0..4);
    assert!(
        !told.iter().any(|line| line.contains("registrar")),
        "{told:?}"
    );
    assert_eq!(
        stage.world.rig(rig).unwrap().facts.status,
        RigStatus::Rejected
    );
    let report = stage.report(rig, stage.epoch_of(2)).unwrap();
    assert_eq!(report.report, None);
}

#[test]
fn the_last_rig_pays_in_the_staking_token() {
    let season = season().last_rig_pays("STAKE", 850_000_000);
    let mut stage = stage(&season);
    open(&mut stage);
    let told = play(&mut stage, 0..4);
    let last = stage.rigs.last().unwrap();
    assert_eq!(last.payout, Denom::Native("ustake".to_owned()));
    let closed = closed(&stage, last.number);
    // The first day is one of those that this operator pays late.
    assert_eq!(
        (&closed["late"], &closed["settled"]),
        (&vec![0], &vec![1, 2, 3])
    );
    let paid = told
        .iter()
        .filter(|line| line.contains("is paid") && line.contains("STAKE"));
    assert!(paid.count() >= 4, "{told:?}");
    // A season without such a money is as it was.
    let plain = self::season();
    let assets = plain.rules.assets.len();
    let same = plain.last_rig_pays("NONE", 1);
    assert_eq!(same.rules.assets.len(), assets);
}
