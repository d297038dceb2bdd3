//! Who is on the stage, and with what: a world of short epochs with rigs of several kinds.

use cosmwasm_std::{Addr, Empty, Uint128};
use cw_multi_test::Executor;
use rigshare_suite::{Setup, World, WorldError};
use rigshare_tests::vault;
use rigshare_types::distributor::Grace;
use rigshare_types::nft::NewRig;
use rigshare_types::oracle::{Grade, Timing};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

/// Epochs between an epoch's end and the moment from which it is an outage.
pub const DEADLINE_EPOCHS: u64 = 40;

/// What everybody has of every denom at the start: enough for any history.
const PURSE: u128 = 1 << 118;

/// The kinds of rigs that a history knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Pays the mined coin, wrapped 1:1; no electricity, no fee.
    Wrapped,
    /// Pays converted, with electricity and a fee; its sales fill its own account.
    Converted,
    /// Pays in a cw20, with a fee.
    Cw20,
    /// A coin of twelve decimals, great sums, a million shares; pays electricity.
    Great,
    /// As `Wrapped`, for a short term.
    Short,
}

/// What never changes of a rig, beside the facts that the nft stores.
#[derive(Clone, Debug)]
pub struct Rig {
    /// Its kind.
    pub kind: Kind,
    /// Price of a share.
    pub price: u128,
    /// In what shares are bought.
    pub sale_denom: String,
    /// Decimals of the mined coin.
    pub coin_decimals: u32,
    /// Decimals of the payout denom.
    pub payout_decimals: u32,
    /// What the payout denom stands for.
    pub payout_asset: &'static str,
}

/// The people.
#[derive(Clone, Debug)]
pub struct People {
    /// Who buys and trades; the last is a contract.
    pub holders: Vec<Addr>,
    /// Who operates rigs.
    pub operators: Vec<Addr>,
    /// Who has nothing to do with anything.
    pub stranger: Addr,
    /// A contract that takes tokens.
    pub vault: Addr,
}

/// The setup of a history; `epoch_seconds` is the length of its epochs.
pub fn setup(epoch_seconds: u32) -> Setup {
    let start_seconds = 1_767_247_200;
    let length = u64::from(epoch_seconds);
    Setup {
        start_seconds,
        clock: EpochClock {
            genesis_seconds: start_seconds,
            epoch_seconds,
        },
        timing: Timing {
            window_seconds: (length / 6).max(1),
            outage_deadline_seconds: DEADLINE_EPOCHS * length,
        },
        grace: Grace {
            seconds: 2 * length,
            blocks: 3,
        },
        cw20: ("LTC".to_owned(), 8),
        ..Setup::default()
    }
}

/// A world with people who have what they need.
pub fn world(epoch_seconds: u32) -> Result<(World, People), WorldError> {
    let mut world = World::new(setup(epoch_seconds))?;
    let owner = world.at.owner.clone();
    let code = world.chain.app.store_code(vault::contract());
    let vault = world
        .chain
        .app
        .instantiate_contract(code, owner, &Empty {}, &[], "vault", None)?;
    let mut named =
        |names: &[&str]| -> Vec<Addr> { names.iter().map(|name| world.account(name)).collect() };
    let mut holders = named(&["ann", "bob", "cy", "dee", "eve", "fay", "gus"]);
    let operators = named(&["olga", "otto", "odin"]);
    let stranger = named(&["stranger"]).remove(0);
    holders.push(vault.clone());
    let people = People {
        holders,
        operators,
        stranger,
        vault,
    };
    let mut denoms: Vec<Denom> = world
        .setup
        .denoms
        .iter()
        .map(|it| it.denom.clone())
        .collect();
    denoms.push(Denom::Native("uatom".to_owned()));
    denoms.push(Denom::Cw20(world.at.cw20.to_string()));
    let everybody = [people.holders.clone(), people.operators.clone()].concat();
    for account in everybody.iter().chain([&people.stranger]) {
        for denom in &denoms {
            world.fund_denom(account, PURSE, denom)?;
        }
    }
    Ok((world, people))
}

/// A new rig of a kind, the `serial`th of the history, with what is known of it beside.
pub fn new_rig(world: &World, kind: Kind, serial: usize) -> (NewRig, Rig) {
    let epoch = world.clock().epoch_at(world.now()).unwrap_or_default();
    let sample = NewRig {
        worker: format!("worker-{serial}"),
        payout_address: format!("bc1q-{serial}"),
        start_epoch: epoch + 1,
        end_epoch: epoch + 1 + 3_000,
        ..world.sample_rig()
    };
    let shares = |shares: u128| (Uint128::new(shares * 1_000_000), Uint128::new(1_000_000));
    let wrapped = Rig {
        kind,
        price: 1_000,
        sale_denom: "uusdc".to_owned(),
        coin_decimals: 8,
        payout_decimals: 8,
        payout_asset: "BTC",
    };
    let (hashrate_hs, unit_hashrate_hs) = match kind {
        Kind::Wrapped => shares(60),
        Kind::Converted => shares(100),
        Kind::Cw20 => shares(48),
        Kind::Great => shares(1_000_000),
        Kind::Short => shares(24),
    };
    let base = NewRig {
        hashrate_hs,
        unit_hashrate_hs,
        least_grade: Grade::Attested,
        ..sample
    };
    match kind {
        Kind::Wrapped => (base, wrapped),
        Kind::Short => {
            let short = NewRig {
                start_epoch: epoch + 3,
                end_epoch: epoch + 40,
                ..base
            };
            (short, wrapped)
        }
        Kind::Converted => {
            let converted = NewRig {
                watts: 3_500,
                electricity_nano_per_kwh: Uint128::new(62_000_000),
                service_fee_bps: 300,
                payout: Denom::Native("uusdc".to_owned()),
                ..base
            };
            let rig = Rig {
                price: 700,
                payout_decimals: 6,
                payout_asset: "USDC",
                ..wrapped
            };
            (converted, rig)
        }
        Kind::Cw20 => {
            let cw20 = NewRig {
                coin: "LTC".to_owned(),
                algorithm: "scrypt".to_owned(),
                service_fee_bps: 125,
                payout: Denom::Cw20(world.at.cw20.to_string()),
                sale_denom: "uatom".to_owned(),
                ..base
            };
            let rig = Rig {
                payout_asset: "LTC",
                sale_denom: "uatom".to_owned(),
                ..wrapped
            };
            (cw20, rig)
        }
        Kind::Great => {
            let great = NewRig {
                coin: "XMR".to_owned(),
                algorithm: "RandomX".to_owned(),
                watts: 90_000,
                electricity_nano_per_kwh: Uint128::new(100_000_000),
                payout: Denom::Native("factory/wrapper/uxmr".to_owned()),
                ..base
            };
            let rig = Rig {
                price: 3,
                coin_decimals: 12,
                payout_decimals: 12,
                payout_asset: "XMR",
                ..wrapped
            };
            (great, rig)
        }
    }
}
