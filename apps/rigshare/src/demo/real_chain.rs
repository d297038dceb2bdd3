//! The season on a real chain, and again on the embedded one with the blocks that were seen.

use std::path::Path;

use cosmwasm_std::Coin;
use rigshare_node::Devnet;
use rigshare_suite::{Code, Embedded, CW20};
use serde::Serialize;

use super::pace::Speed;
use super::{play_on, Played};
use crate::args::Demo;
use crate::chain::{load_artifact, load_artifacts};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::season::values::DAY_SECONDS;
use crate::season::Season;

/// How the embedded chain's replay compares with the real chain.
#[derive(Serialize)]
pub struct Replay {
    /// The chain.
    pub chain_id: String,
    /// The software that ran it.
    pub wasmd: String,
    /// How often the season looked at a block, was answered as of one, was included in one or refused at one.
    pub blocks_seen: usize,
    /// Balances that were compared.
    pub balances: usize,
    /// Balances that differ, in words; empty where all is well.
    pub differences: Vec<String>,
}

/// Plays the season on the devnet of a folder, and again on the embedded chain.
///
/// # Errors
/// As [`super::play`]; there is no devnet, or no code; or the replay goes another way.
pub fn play_on_devnet(
    season: &Season,
    home: &Path,
    args: &Demo,
    progress: &dyn Fn(u64),
) -> Result<(Outcome, Replay), Failure> {
    let seconds = args.seconds_per_day;
    if seconds == 0 || DAY_SECONDS % u64::from(seconds) != 0 {
        let why = format!("{seconds} does not divide {DAY_SECONDS}");
        return Err(Failure::usage("--seconds-per-day", why));
    }
    let speed = Speed::SecondsPerDay(seconds);
    let code = Code {
        suite: load_artifacts(&args.artifacts)?,
        cw20: load_artifact(CW20, &args.cw20, "scripts/build-peers.sh")?,
    };
    let devnet = Devnet::open(home)?;
    let fee_denom = devnet.node().config().fee_denom.clone();
    // Fees would be missing from the balances of people who trade in the denom of fees.
    let traded = |money: &crate::season::Money| money.denom == fee_denom;
    if season.rules.moneys().any(traded) {
        let why = format!("it takes fees in {fee_denom}, which the season's people trade");
        return Err(Failure::usage("--devnet", why));
    }
    let devnet = devnet.with_fee_coins(Coin::new(FEE_COINS, fee_denom));
    let versions = devnet.node().versions()?;
    let wasmd = format!("{} {}", versions.app, versions.app_version);
    let real = play_on(season, devnet, &code, speed, progress)?;
    let tape = real.chain.tape();
    let blocks_seen = tape.len();
    let id = rigshare_chain::Chain::id(&real.chain).to_owned();
    let embedded = Embedded::replaying(&id, tape);
    let replayed = play_on(season, embedded, &code, speed, &|_| {}).map_err(in_replay)?;
    let unplayed = replayed.chain.unplayed();
    let mut differences = differences(&real, &replayed);
    if unplayed > 0 {
        differences.push(format!("the replay leaves {unplayed} blocks unseen"));
    }
    let replay = Replay {
        chain_id: id,
        wasmd,
        blocks_seen,
        balances: real.balances.len(),
        differences,
    };
    Ok((real.outcome, replay))
}

/// What everybody pays fees with: enough for a season's transactions.
pub(super) const FEE_COINS: u128 = 1_000_000_000_000;

fn in_replay(failure: Failure) -> Failure {
    match failure {
        Failure::Failed(error) => Failure::Failed(error.context("replaying on the embedded chain")),
        other => other,
    }
}

fn differences<A, B>(real: &Played<A>, replayed: &Played<B>) -> Vec<String> {
    let mut differences = Vec::new();
    let accounts = real.balances.keys().chain(replayed.balances.keys());
    let accounts: std::collections::BTreeSet<_> = accounts.collect();
    for key in accounts {
        let (found, again) = (real.balances.get(key), replayed.balances.get(key));
        if found != again {
            let (account, denom) = key;
            differences.push(format!(
                "{account} holds {found:?} {denom} on the chain and {again:?} in the replay"
            ));
        }
    }
    differences
}
