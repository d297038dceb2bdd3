//! Attack 20: a stored key of another contract is absent, unreadable or of an unknown layout.

use cosmwasm_std::Addr;
use rigshare_suite::{World, WorldError};
use rigshare_types::distributor::DENOMS;
use rigshare_types::nft::{CLOCK, MINTED, POSITIONS, PROCEEDS, RIGS, TOKENS};
use rigshare_types::oracle::{ASSETS, REPORTS, TIMING};
use rigshare_types::pause::PAUSES;
use rigshare_types::peer::PeerError;
use serde_json::Value;

use crate::scene::{refused, restore, snapshot, uusdc, Scene, GROSS, UBTC};

/// What somebody does in the sound world.
type Act = fn(&mut Play) -> Result<(), WorldError>;

struct Play {
    scene: Scene,
    ann: Addr,
    bob: Addr,
    token: String,
}

impl Play {
    /// Ann holds ten shares, one day is settled and one can be, her token is asked for sale, and
    /// Bob can pay for everything.
    fn new() -> Self {
        let mut scene = Scene::new();
        let (ann, token) = scene.hold("ann", 10);
        scene.report(0, GROSS);
        scene.settle(0);
        scene.report(1, GROSS);
        let bob = scene.who("bob");
        let expires = scene.world.now() + 3 * 86_400;
        scene.world.ask(&ann, &token, uusdc(500), expires).unwrap();
        scene.world.fund(&bob, 1_000_000_000, UBTC).unwrap();
        scene.world.fund(&bob, 1_000_000_000, "uusdc").unwrap();
        Self {
            scene,
            ann,
            bob,
            token,
        }
    }
}

fn settle(play: &mut Play) -> Result<(), WorldError> {
    let msg = rigshare_types::distributor::ExecuteMsg::Settle {
        items: vec![play.scene.item(1)],
    };
    let funds = crate::scene::ubtc(6_817_500);
    play.scene.distributor(&play.bob, msg, &funds)
}

fn claim(play: &mut Play) -> Result<(), WorldError> {
    let rig = play.scene.rig;
    play.scene.world.claim(&play.ann, &[rig]).map(|_| ())
}

fn withdraw(play: &mut Play) -> Result<(), WorldError> {
    settle(play).ok();
    let msg = rigshare_types::distributor::ExecuteMsg::Withdraw {
        rigs: vec![play.scene.rig],
    };
    let operator = play.scene.operator.clone();
    play.scene.distributor(&operator, msg, &[])
}

fn trade(play: &mut Play) -> Result<(), WorldError> {
    let (world, bob) = (&mut play.scene.world, &play.bob);
    world
        .market_buy(bob, &play.token, uusdc(500), 10)
        .map(|_| ())
}

fn register(play: &mut Play) -> Result<(), WorldError> {
    let rig = play.scene.world.sample_rig();
    let bob = play.bob.clone();
    play.scene.world.register_rig(&bob, rig).map(|_| ())
}

fn finalize(play: &mut Play) -> Result<(), WorldError> {
    let (rig, epoch) = (play.scene.rig, play.scene.first + 2);
    play.scene.world.report(epoch, &[(rig, GROSS)], None)
}

fn default_epoch(play: &mut Play) -> Result<(), WorldError> {
    play.scene.world.advance(3 * 86_400 + 1);
    play.scene.default_epoch(1)
}

fn close_outage(play: &mut Play) -> Result<(), WorldError> {
    settle(play)?;
    play.scene.world.advance(30 * 86_400);
    play.scene.close_outage(2)
}

/// The peer's error that stands inside a contract's.
fn peer_error(error: &WorldError) -> Option<&PeerError> {
    use {distributor as d, hashrate_nft as n, marketplace as m, oracle as o};
    match (
        error.downcast_ref::<d::ContractError>(),
        error.downcast_ref::<n::error::ContractError>(),
        error.downcast_ref::<m::error::ContractError>(),
        error.downcast_ref::<o::error::ContractError>(),
    ) {
        (Some(d::ContractError::Peer(error)), ..) => Some(error),
        (_, Some(n::error::ContractError::Peer(error)), ..) => Some(error),
        (_, _, Some(m::error::ContractError::Peer(error)), _) => Some(error),
        (_, _, _, Some(o::error::ContractError::Peer(error))) => Some(error),
        _ => None,
    }
}

#[test]
fn attack_20_a_key_that_is_absent_broken_or_of_another_layout_moves_nothing() {
    let mut play = Play::new();
    let at = play.scene.world.at.clone();
    let (rig, ann, token) = (play.scene.rig, play.ann.clone(), play.token.clone());
    let epoch = play.scene.first + 1;
    let (nft, oracle, distributor) = (&at.hashrate_nft, &at.oracle, &at.distributor);
    // Whose key, which, who needs it, and whether its absence is itself a fact.
    let needs: Vec<(&Addr, Vec<u8>, Act, bool)> = vec![
        (nft, RIGS.key(rig).to_vec(), settle, false),
        (nft, RIGS.key(rig).to_vec(), claim, false),
        (nft, RIGS.key(rig).to_vec(), trade, false),
        (nft, RIGS.key(rig).to_vec(), finalize, true),
        (nft, MINTED.key(rig).to_vec(), settle, false),
        (nft, POSITIONS.key((&ann, rig)).to_vec(), claim, false),
        (nft, PROCEEDS.key(rig).to_vec(), withdraw, false),
        (nft, CLOCK.as_slice().to_vec(), settle, false),
        (nft, CLOCK.as_slice().to_vec(), finalize, false),
        (nft, TOKENS.key(&token).to_vec(), trade, true),
        (oracle, REPORTS.key((rig, epoch)).to_vec(), settle, true),
        (oracle, ASSETS.key("BTC").to_vec(), settle, false),
        (oracle, ASSETS.key("BTC").to_vec(), register, true),
        (oracle, PAUSES.as_slice().to_vec(), default_epoch, false),
        (oracle, TIMING.as_slice().to_vec(), close_outage, false),
        (distributor, DENOMS.key(UBTC).to_vec(), register, true),
    ];
    let sound = snapshot(&play.scene.world);
    let block = play.scene.world.chain.app.block_info();
    for (number, (contract, key, act, absence_is_a_fact)) in needs.into_iter().enumerate() {
        for harm in ["absent", "broken", "layout"] {
            restore(&mut play.scene.world, &sound);
            play.scene.world.chain.app.set_block(block.clone());
            damage(&mut play.scene.world, contract, &key, harm);
            let error = refused_act(&mut play, act);
            let name = format!("need {number}, {harm}: {error:#}");
            match (harm, peer_error(&error)) {
                ("absent", Some(PeerError::Absent { peer, .. })) => {
                    assert_eq!(peer, contract, "{name}");
                }
                ("absent", None) => assert!(absence_is_a_fact, "{name}"),
                // An item that is absent does not parse.
                ("absent" | "broken", Some(PeerError::Unreadable { peer, .. })) => {
                    assert_eq!(peer, contract, "{name}");
                }
                ("layout", Some(PeerError::UnknownLayout { peer, found, .. })) => {
                    assert_eq!((peer, *found), (contract, 77), "{name}");
                }
                (_, other) => panic!("{name}: {other:?}"),
            }
        }
        restore(&mut play.scene.world, &sound);
        play.scene.world.chain.app.set_block(block.clone());
        act(&mut play).unwrap_or_else(|error| panic!("need {number} unharmed: {error:#}"));
    }
}

/// Acts that are several transactions may do the first of them; the last is the one that is refused.
fn refused_act(play: &mut Play, act: Act) -> WorldError {
    let before = play.scene.world.transactions.len();
    let error = act(play).expect_err("it went through");
    assert!(play.scene.world.transactions.len() <= before + 1);
    error
}

fn damage(world: &mut World, contract: &Addr, key: &[u8], harm: &str) {
    let mut storage = world.chain.app.contract_storage_mut(contract);
    let stored = storage.get(key).expect("the key is there");
    match harm {
        "absent" => storage.remove(key),
        "broken" => storage.set(key, &stored[..stored.len() - 1]),
        _ => {
            let Ok(mut value) = serde_json::from_slice::<Value>(&stored) else {
                // Packed: the first byte is the layout.
                let mut packed = stored;
                packed[0] = 77;
                storage.set(key, &packed);
                return;
            };
            let versioned = match value.get("extension") {
                Some(_) => &mut value["extension"]["v"],
                None => &mut value["v"],
            };
            assert!(versioned.is_number(), "{value:?}");
            *versioned = 77.into();
            storage.set(key, value.to_string().as_bytes());
        }
    }
}

#[test]
fn attack_20_the_fold_refuses_a_cursor_of_another_layout() {
    let mut play = Play::new();
    let (rig, ann, distributor) = (
        play.scene.rig,
        play.ann.clone(),
        play.scene.world.at.distributor.clone(),
    );
    claim(&mut play).unwrap();
    // Enough breakpoints that a transfer folds: four days with a change each.
    let bob = play.bob.clone();
    let mut token = play.token.clone();
    for nth in 3..7 {
        play.scene.go_to(nth, 100);
        let parts = play
            .scene
            .world
            .split(&ann, &token, &[1, 12 - u64::from(nth)])
            .unwrap();
        play.scene.world.transfer(&ann, &bob, &parts[0]).unwrap();
        token = parts[1].clone();
    }
    let key = rigshare_types::distributor::CURSORS
        .key((&ann, rig))
        .to_vec();
    damage(&mut play.scene.world, &distributor, &key, "layout");
    let error = refused(&mut play.scene.world, |world| {
        world.transfer(&ann, &bob, &token)
    });
    assert!(
        matches!(peer_error(&error), Some(PeerError::UnknownLayout { .. })),
        "{error:#}"
    );
}
