//! A living season on a devnet, in the devnet's moneys.

use std::path::Path;

use anyhow::Context;
use cosmwasm_std::Coin;
use rigshare_chain::Chain;
use rigshare_node::{Devnet, SecretKey};
use rigshare_suite::{standing_clock, Code, World, CW20};
use rigshare_types::nft::MAX_TERM_EPOCHS;
use rigshare_types::oracle::{AssetsResponse, QueryMsg};
use rigshare_types::EpochClock;

use crate::args::Live;
use crate::chain::{load_artifact, load_artifacts, manifest_file, read_manifest, save_manifest};
use crate::demo::calendar::Calendar;
use crate::demo::pace::Pace;
use crate::demo::real_chain::FEE_COINS;
use crate::demo::setup::setup;
use crate::demo::stage::Stage;
use crate::failure::Failure;
use crate::interrupt;
use crate::outcome::StoryLine;
use crate::season::values::{Name, DAY_SECONDS};
use crate::season::{MoneyKind, Season};

/// How long a day takes where nobody says so.
const SECONDS_PER_DAY: u32 = 60;

/// What the devnet's coins stand for. scripts/app.sh has it make those that it has not by itself.
const DEVNET_MONEYS: [(&str, &str); 3] = [("BTC", "wsat"), ("LTC", "wlitoshi"), ("USDC", "uusdc")];

/// The staking token, of which nobody but a devnet's own people know a price: what the last rig pays in,
/// so that there is something to claim and stake.
const STAKE: &str = "STAKE";
const STAKE_NANO: u128 = 850_000_000;

/// The devnet's account that operates the last rig of rigs.toml: its words are in accounts.json.
const OPERATOR: &str = "operator";

/// What a living season tells.
pub enum LiveNews<'a> {
    /// The suite stands: where its manifest is, and how long its days are.
    Stands(&'a Path, u32),
    /// Rigs are on sale and holders trade; these days are left to play.
    UnderWay(std::ops::Range<u32>),
    /// Something happened.
    Happened(&'a StoryLine),
}

/// Plays a season on the devnet of a folder, again and again.
///
/// # Errors
/// There is no devnet or no code; the devnet lacks a money or has another suite; the chain does not
/// answer for minutes; or Ctrl-C.
pub fn live_on_devnet(args: &Live, tell: &mut dyn FnMut(LiveNews<'_>)) -> Result<(), Failure> {
    let plain = Season::load(&args.season)?
        .endless(MAX_TERM_EPOCHS)
        .in_moneys(&DEVNET_MONEYS);
    let season = plain.clone().last_rig_pays(STAKE, STAKE_NANO);
    let code = Code {
        suite: load_artifacts(&args.artifacts)?,
        cw20: load_artifact(CW20, &args.cw20, "scripts/build-peers.sh")?,
    };
    let devnet = Devnet::open(&args.devnet)?;
    let fee_denom = devnet.node().config().fee_denom.clone();
    let mut devnet = devnet.with_fee_coins(Coin::new(FEE_COINS, fee_denom));
    refuse_missing_moneys(&season, &devnet)?;
    let standing = standing_clock(&mut devnet, &code)?;
    let clock = clock(args, &devnet, standing)?;
    let manifest = manifest_file(args.manifest.as_deref(), devnet.id());
    let world = deploy(&season, devnet, &code, clock, standing.is_some(), &manifest)?;
    // A suite that stood before there was a price for it goes on without.
    let season = if prices(&world, STAKE)? {
        season
    } else {
        plain
    };
    tell(LiveNews::Stands(&manifest, clock.epoch_seconds));
    let pace = Pace {
        clock,
        first_epoch: 0, // known once it is known which rigs are there
    };
    let mut stage = Stage::empty(&season, world, pace, Calendar::looped(&season));
    let key = SecretKey::devnet(OPERATOR)?;
    let operator = stage.world.chain.node_mut().add_key(key)?;
    if let Some(rig) = season.rigs.last() {
        let name: Name = rig.operator.clone();
        stage.operators.insert(name, operator.clone());
    }
    let days = stage.open(&mut |line| tell(LiveNews::Happened(line)))?;
    if args.leave_to_operator {
        stage.leave_to(&operator);
    }
    tell(LiveNews::UnderWay(days.clone()));
    stage.live(days.start, days.end, &mut |line| {
        tell(LiveNews::Happened(line));
    })
}

/// Whether the oracle prices an asset.
fn prices(world: &World<Devnet>, symbol: &str) -> anyhow::Result<bool> {
    let question = QueryMsg::Assets {
        start_after: None,
        limit: Some(100),
    };
    let known: AssetsResponse = world.query(&world.at.oracle, &question)?;
    Ok(known.assets.iter().any(|asset| asset.symbol == symbol))
}

fn refuse_missing_moneys(season: &Season, devnet: &Devnet) -> Result<(), Failure> {
    let native = season.rules.moneys();
    for money in native.filter(|money| money.kind == MoneyKind::Native) {
        if devnet.balance(devnet.faucet(), &money.denom)?.is_zero() {
            let why = format!(
                "its chain has no {}, which is the season's {}: begin it with scripts/devnet.sh --denom {}",
                money.denom, money.name, money.denom
            );
            return Err(Failure::usage("--devnet", why));
        }
    }
    Ok(())
}

/// The clock of the suite that stands there, or one that begins now.
fn clock(
    args: &Live,
    devnet: &Devnet,
    standing: Option<EpochClock>,
) -> Result<EpochClock, Failure> {
    const FLAG: &str = "--seconds-per-day";
    let seconds = args.seconds_per_day;
    if let Some(clock) = standing {
        if seconds.is_some_and(|seconds| seconds != clock.epoch_seconds) {
            let why = format!(
                "the suite that stands there has days of {} seconds for ever",
                clock.epoch_seconds
            );
            return Err(Failure::usage(FLAG, why));
        }
        return Ok(clock);
    }
    let epoch_seconds = seconds.unwrap_or(SECONDS_PER_DAY);
    if epoch_seconds == 0 || DAY_SECONDS % u64::from(epoch_seconds) != 0 {
        let why = format!("{epoch_seconds} does not divide {DAY_SECONDS}");
        return Err(Failure::usage(FLAG, why));
    }
    Ok(EpochClock {
        genesis_seconds: devnet.latest()?.time_seconds,
        epoch_seconds,
    })
}

fn deploy(
    season: &Season,
    devnet: Devnet,
    code: &Code,
    clock: EpochClock,
    is_standing: bool,
    manifest: &Path,
) -> Result<World<Devnet>, Failure> {
    let setup = setup(season, devnet.id(), clock);
    // Where nothing stands, a manifest that is there is of a chain that was begun anew.
    let before = if is_standing {
        read_manifest(manifest, devnet.id())?
    } else {
        None
    };
    let keep = |so_far: &_| {
        interrupt::check().map_err(Failure::into_error)?;
        save_manifest(manifest, so_far)
    };
    let world = World::going_on(devnet, setup, code, before, keep);
    Ok(world.context("deploying the suite")?)
}
