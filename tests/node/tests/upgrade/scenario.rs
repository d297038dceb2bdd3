//! A suite in use, on a real chain.

use cosmwasm_std::{coin, Addr, Coin, Uint128};
use rigshare_chain::Playground;
use rigshare_node::Devnet;
use rigshare_node_tests::{code, quick_rig, quick_setup, WRAPPED_BITCOIN};
use rigshare_suite::{Setup, World};
use rigshare_types::distributor::{self, RigEpoch};
use rigshare_types::nft::RigMsg;
use rigshare_types::units::Denom;

/// Long enough that all of the first day's trade happens before the second ends.
const EPOCH_SECONDS: u32 = 8;

const DAY: u64 = 86_400;

/// What a share of [`costly_rig`] costs, uusdc.
pub const SHARE_PRICE: u128 = 1_000;

/// The world after the scenario, and what there is to ask about.
pub struct Scene {
    /// The world.
    pub world: World<Devnet>,
    /// Everybody who has or gets something.
    pub people: Vec<Addr>,
    /// Whoever owns or owned shares, and the rigs of which.
    pub holders: Vec<(Addr, Vec<u32>)>,
    /// All rigs, one of them not decided.
    pub rigs: Vec<u32>,
    /// All tokens that stand: Ann's (asked for), Cai's, Cai's (bought), Ann's and Bob's of the second rig.
    pub tokens: Vec<String>,
    /// The epochs that something is known of, and one more.
    pub epochs: Vec<u32>,
    /// What is reported and not settled.
    pub unsettled: Vec<RigEpoch>,
    /// Whoever has something on the marketplace's accounts.
    pub paid_by_market: Vec<Addr>,
    /// The reporter that was caught.
    pub caught: u16,
}

/// A suite, its people with coins, and the epoch that is this many ahead: rigs are registered before it
/// begins.
pub fn begin(chain: Devnet, ahead: u32) -> (World<Devnet>, u32) {
    let setup = quick_setup(&chain, EPOCH_SECONDS);
    let mut world = World::on(chain, setup, &code()).unwrap();
    for name in ["operator", "ann", "bob", "cai"] {
        let account = world.account(name);
        let coins = vec![coin(1_000_000, "uusdc"), coin(1_000_000, WRAPPED_BITCOIN)];
        world.chain.fund(&account, coins).unwrap();
    }
    let now = world.time().unwrap();
    let first = world.clock().epoch_at(now).unwrap() + ahead;
    (world, first)
}

/// A rig with costs, of which Ann and Bob have shares, offered by the operator. Their tokens.
pub fn costly_rig(world: &mut World<Devnet>, first: u32) -> (u32, [String; 2]) {
    let [operator, ann, bob] = ["operator", "ann", "bob"].map(|name| world.account(name));
    let mut costly = quick_rig(&world.setup, first, 1);
    costly.electricity_nano_per_kwh = Uint128::new(50_000_000);
    costly.service_fee_bps = 500;
    let rig = world.approved_rig(&operator, costly).unwrap();
    world.open_sale(rig, SHARE_PRICE).unwrap();
    let tokens = [(&ann, 40), (&bob, 20)].map(|(buyer, shares)| {
        let token = world.buy(buyer, rig, shares);
        token.unwrap()
    });
    (rig, tokens)
}

/// Plays it.
pub fn play(chain: Devnet) -> Scene {
    let (mut world, first) = begin(chain, 3);
    let [operator, ann, bob, cai] =
        ["operator", "ann", "bob", "cai"].map(|name| world.account(name));
    let (a, [ann_token, bob_token]) = costly_rig(&mut world, first);

    let in_cw20 = Denom::Cw20(world.at.cw20.to_string());
    world.fund_denom(&operator, 1_000_000, &in_cw20).unwrap();
    let mut rig = quick_rig(&world.setup, first, 2);
    rig.payout = in_cw20;
    let b = world.approved_rig(&operator, rig).unwrap();
    world.open_sale(b, 777).unwrap();
    let of_b = [(&ann, 10), (&bob, 3)].map(|(buyer, shares)| world.buy(buyer, b, shares).unwrap());
    let rig = quick_rig(&world.setup, first + 20, 3);
    let waiting = world.register_rig(&operator, rig).unwrap();

    let parts = world.split(&ann, &ann_token, &[35, 5]).unwrap();
    world.transfer(&ann, &cai, &parts[1]).unwrap();
    trade(&mut world, &parts[0], &bob_token, a);
    let lower = RigMsg::LowerTerms {
        rig: a,
        watts: Some(1_400),
        electricity_nano_per_kwh: None,
        service_fee_bps: None,
    };
    world.rig_msg(&operator, lower, &[]).unwrap();

    settled_epoch(&mut world, [a, b], first);
    short_epoch(&mut world, [a, b], first + 1);
    // The third is reported, and nobody settles it. The fourth has batches and a liar.
    let grosses = grosses([a, b]);
    world
        .report(first + 2, &grosses, Some(&Setup::sample_market()))
        .unwrap();
    world.relay_all(first + 3, &grosses, None).unwrap();
    world.catch_liar(3, first + 3, a).unwrap();

    let item = |rig| RigEpoch {
        rig,
        epoch: first + 2,
    };
    let protocol = world.at.protocol.clone();
    let [asked, given] = [parts[0].clone(), parts[1].clone()];
    Scene {
        people: vec![
            operator.clone(),
            ann.clone(),
            bob.clone(),
            cai.clone(),
            protocol.clone(),
        ],
        holders: vec![(ann, vec![a, b]), (bob, vec![a, b]), (cai.clone(), vec![a])],
        rigs: vec![a, b, waiting],
        tokens: [asked, given, bob_token].into_iter().chain(of_b).collect(),
        epochs: (first..=first + 4).collect(),
        unsettled: vec![item(a), item(b)],
        paid_by_market: vec![operator, protocol, cai],
        caught: 4,
        world,
    }
}

/// Cai buys Bob's token. An ask, an offer for a token and one for a rig stay.
fn trade(world: &mut World<Devnet>, ann_token: &str, bob_token: &str, rig: u32) {
    let [ann, bob, cai] = ["ann", "bob", "cai"].map(|name| world.account(name));
    let expires_seconds = world.time().unwrap() + DAY;
    for (seller, token_id, price) in [(&ann, ann_token, 35_003), (&bob, bob_token, 25_001)] {
        let price = coin(price, "uusdc");
        world.ask(seller, token_id, price, expires_seconds).unwrap();
    }
    let price = coin(25_001, "uusdc");
    world.market_buy(&cai, bob_token, price, 20).unwrap();
    let escrow = coin(30_007, "uusdc");
    world
        .offer_for_token(&cai, ann_token, 35, escrow, expires_seconds)
        .unwrap();
    let escrow = coin(9_000, "uusdc");
    world
        .offer_for_rig(&bob, rig, 900, 1, escrow, expires_seconds)
        .unwrap();
}

/// Both rigs pay. Ann claims of one, Cai's part is written down and owed, proceeds are booked.
fn settled_epoch(world: &mut World<Devnet>, [a, b]: [u32; 2], epoch: u32) {
    let [ann, bob, cai] = ["ann", "bob", "cai"].map(|name| world.account(name));
    report(world, &[a, b], epoch);
    settle(world, a, epoch);
    settle(world, b, epoch);
    world.claim(&ann, &[a]).unwrap();
    let checkpoint = distributor::ExecuteMsg::Checkpoint {
        holder: cai.to_string(),
        rigs: vec![a],
    };
    world.distributor_msg(&bob, checkpoint, &[]).unwrap();
    let address = Some(world.account("vault").to_string());
    let redirect = distributor::ExecuteMsg::SetPayoutAddress { address };
    world.distributor_msg(&bob, redirect, &[]).unwrap();
    let book = distributor::ExecuteMsg::BookProceeds { rigs: vec![b] };
    world.distributor_msg(&bob, book, &[]).unwrap();
}

/// One rig has nothing on its account and defaults; a part is cured. The other pays late.
fn short_epoch(world: &mut World<Devnet>, [a, b]: [u32; 2], epoch: u32) {
    let [operator, bob] = ["operator", "bob"].map(|name| world.account(name));
    report(world, &[a, b], epoch);
    let over = world.time().unwrap() + world.setup.grace.seconds + 1;
    world.wait_until(over).unwrap();
    let default = distributor::ExecuteMsg::DefaultEpoch { rig: a, epoch };
    world.distributor_msg(&bob, default, &[]).unwrap();
    let cured = distributor::ExecuteMsg::Cure { rig: a };
    let cure = coin(1_001, WRAPPED_BITCOIN);
    world.distributor_msg(&operator, cured, &[cure]).unwrap();
    settle(world, b, epoch);
}

/// All reporters agree on what rigs earned, and on the market.
pub fn report(world: &mut World<Devnet>, rigs: &[u32], epoch: u32) {
    let grosses = grosses(rigs.iter().copied());
    world
        .report(epoch, &grosses, Some(&Setup::sample_market()))
        .unwrap();
}

/// The operator pays for an epoch of a rig.
pub fn settle(world: &mut World<Devnet>, rig: u32, epoch: u32) {
    let operator = world.account("operator");
    world.settle(&operator, &[RigEpoch { rig, epoch }]).unwrap();
}

/// What settling epochs of rigs that pay natively costs.
pub fn cost(world: &World<Devnet>, items: &[RigEpoch]) -> Vec<Coin> {
    let totals = world.due(items).unwrap().totals;
    totals
        .into_iter()
        .map(|total| coin(total.amount.u128(), total.denom.to_string()))
        .collect()
}

fn grosses(rigs: impl IntoIterator<Item = u32>) -> Vec<(u32, u128)> {
    rigs.into_iter()
        .map(|rig| (rig, 50_000 + u128::from(rig)))
        .collect()
}
