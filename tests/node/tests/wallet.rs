//! A wallet in JavaScript, which knows the suite by its JSON schemas alone, buys and claims.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::process::Command;

use cosmwasm_std::{coin, Addr, Uint128};
use rigshare_chain::Playground;
use rigshare_node::{Devnet, SecretKey};
use rigshare_node_tests::{
    code, quick_rig, quick_setup, run, workspace, DevnetFolder, Options, WRAPPED_BITCOIN,
};
use rigshare_suite::World;
use rigshare_types::distributor::{RigClaimable, RigEpoch};
use rigshare_types::nft::RigQuery;
use rigshare_types::units::Denom;
use serde_json::{json, Value};

const SHARES: u64 = 7;

/// Base units of uusdc for a share.
const PRICE: u128 = 12_345;

/// What the rig earns in an epoch, base units: the wallet's part is more than a JavaScript number keeps
/// exact.
const GROSS: u128 = 200_000_000_000_000_003;

/// The devnet's account that the wallet has the words of.
const HOLDER: &str = "alice";

#[test]
fn a_wallet_that_knows_only_the_schemas_buys_and_claims_to_the_base_unit() {
    let folder = DevnetFolder::start(&Options::default());
    let (mut world, rig, first) = sell(&folder);
    let alice = SecretKey::devnet(HOLDER).unwrap();
    let alice = alice.address("wasm").unwrap();
    let uusdc = Denom::Native("uusdc".to_owned());
    let price = PRICE * u128::from(SHARES);
    world.fund(&alice, price, "uusdc").unwrap();

    let had = world.balance(&alice, &uusdc).unwrap();
    let bought = wallet(&folder, &world, rig, &["--shares", &SHARES.to_string()]);
    let paid = had - world.balance(&alice, &uusdc).unwrap();
    assert_eq!(paid, Uint128::new(price));
    let paid = json!({"denom": "uusdc", "amount": paid});
    assert_eq!(bought["holder"], json!(alice));
    assert_eq!(bought["bought"]["paid"], paid);
    assert_eq!(bought["bought"]["shares"], SHARES);
    assert_eq!(bought["claimed"], Value::Null, "nothing is earned yet");
    assert_same_shares(&world, &alice, rig, &bought);
    assert_included(&world, &bought["bought"]);

    earn(&mut world, rig, first);
    let owed = world.claimable(&alice, rig).unwrap();
    assert!(owed.claimable.u128() > 1 << 53, "{owed:?}");
    let had = world.balance(&alice, &owed.denom).unwrap();
    let claimed = wallet(&folder, &world, rig, &["--claim-only"]);
    let got = world.balance(&alice, &owed.denom).unwrap() - had;
    assert_eq!(got, owed.claimable);
    assert_eq!(claimed["claimed"]["amount"], json!(got));
    assert_eq!(claimed["claimed"]["denom"], json!(owed.denom));
    let said: RigClaimable = serde_json::from_value(claimed["claimable"].clone()).unwrap();
    assert_eq!((said.claimable, said.short), (owed.claimable, owed.short));
    assert_eq!(claimed["bought"], Value::Null);
    assert_same_shares(&world, &alice, rig, &claimed);
    assert_included(&world, &claimed["claimed"]);
    assert!(world.claimable(&alice, rig).unwrap().claimable.is_zero());
}

/// A suite with a rig whose shares are on sale, and the first epoch of its term.
fn sell(folder: &DevnetFolder) -> (World<Devnet>, u32, u32) {
    let chain = folder.open();
    let setup = quick_setup(&chain, 6);
    let mut world = World::on(chain, setup, &code()).unwrap();
    let operator = world.account("operator");
    let now = world.time().unwrap();
    let first = world.clock().epoch_at(now).unwrap() + 4;
    let rig = quick_rig(&world.setup, first, 1);
    let rig = world.approved_rig(&operator, rig).unwrap();
    world.open_sale(rig, PRICE).unwrap();
    (world, rig, first)
}

/// Two epochs earn and are paid, the second one of them whole.
fn earn(world: &mut World<Devnet>, rig: u32, first: u32) {
    let operator = world.account("operator");
    for epoch in [first, first + 1] {
        world.report(epoch, &[(rig, GROSS)], None).unwrap();
        let items = [RigEpoch { rig, epoch }];
        let totals = world.due(&items).unwrap().totals;
        let due = coin(totals[0].amount.u128(), WRAPPED_BITCOIN);
        world.chain.fund(&operator, vec![due]).unwrap();
        world.settle(&operator, &items).unwrap();
    }
}

/// What the wallet saw and did.
fn wallet(folder: &DevnetFolder, world: &World<Devnet>, rig: u32, what: &[&str]) -> Value {
    let tests = workspace().join("tests/wallet");
    assert!(
        tests.join("node_modules").is_dir(),
        "the wallet's packages are missing: run (cd {} && npm ci)",
        tests.display()
    );
    let gas_price = folder.description()["gas_price"].clone();
    let mut node = Command::new("node");
    node.arg(tests.join("wallet.mjs"))
        .args(["--rpc", &folder.rpc(0)])
        .args(["--nft", world.at.hashrate_nft.as_str()])
        .args(["--distributor", world.at.distributor.as_str()])
        .args(["--gas-price", gas_price.as_str().unwrap()])
        .args(["--rig", &rig.to_string()])
        .args(what)
        .env("RIGSHARE_MNEMONIC", folder.mnemonic(HOLDER));
    run(&mut node).json()
}

/// The wallet sees the rig and the holder's tokens as they are.
fn assert_same_shares(world: &World<Devnet>, holder: &Addr, rig: u32, seen: &Value) {
    let tokens = seen["tokens"].as_array().unwrap();
    assert_eq!(tokens.len(), 1, "{seen}");
    let share = world.share(tokens[0].as_str().unwrap()).unwrap();
    assert_eq!(
        (share.rig, share.shares, &share.owner),
        (rig, SHARES, holder)
    );
    assert_eq!(seen["shares"], json!([share]));
    let now: Value = world.rig_query(RigQuery::Rig { rig }).unwrap();
    for unchanged in ["rig", "facts", "profile", "sale"] {
        assert_eq!(seen["rig"][unchanged], now[unchanged]);
    }
}

/// The transaction that the wallet names is on the chain, in the block that it names.
fn assert_included(world: &World<Devnet>, receipt: &Value) {
    let hash = receipt["tx_hash"].as_str().unwrap();
    let included = world.chain.node().included(hash).unwrap().unwrap();
    assert_eq!(receipt["height"], included.block.height);
    assert_eq!(receipt["gas_used"], json!(included.gas_used));
}
