use cosmwasm_std::coin;
use marketplace::error::ContractError;
use rigshare_types::events::Withdrawn;
use rigshare_types::marketplace::ExecuteMsg;
use rigshare_types::units::Denom;

use crate::world::{addr, events, withdraw, World, DENOM, OTHER};

#[test]
fn an_account_is_paid_out_once() {
    let mut world = World::new();
    for denom in [DENOM, OTHER] {
        let msg = world.offer_token_msg("1");
        world
            .execute(&addr("carol"), &[coin(70, denom)], msg)
            .unwrap();
    }
    for offer in [1, 2] {
        world
            .by("carol", ExecuteMsg::CancelOffer { offer })
            .unwrap();
    }
    let nothing = |name: &str, denom: &str| ContractError::NothingToWithdraw {
        address: addr(name),
        denom: denom.to_owned(),
    };
    assert_eq!(
        world.by("dave", withdraw(&[DENOM])),
        Err(nothing("dave", DENOM))
    );
    // One denom with nothing refuses the whole message.
    assert_eq!(
        world.by("carol", withdraw(&[DENOM, "ujunk"])),
        Err(nothing("carol", "ujunk"))
    );
    let response = world.by("carol", withdraw(&[DENOM, OTHER])).unwrap();
    assert_eq!(response.messages.len(), 1);
    assert_eq!(
        events::<Withdrawn>(&response)[1],
        Withdrawn {
            to: addr("carol").into(),
            rig: 0,
            denom: Denom::Native(DENOM.to_owned()),
            amount: 70u128.into()
        }
    );
    assert_eq!(world.gained("carol"), 0);
    assert_eq!(world.balance(&world.here(), OTHER), 0);
    assert_eq!(
        world.by("carol", withdraw(&[DENOM])),
        Err(nothing("carol", DENOM))
    );
}

#[test]
fn attack_10_a_pause_stops_sales_and_nothing_that_gives_back() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.list("bob", "3", 1_000);
    for _ in 0..2 {
        let msg = world.offer_token_msg("1");
        world
            .execute(&addr("carol"), &[coin(70, DENOM)], msg)
            .unwrap();
    }
    let pause = ExecuteMsg::Pause { seconds: 86_400 };
    world.by("pauser", pause).unwrap();
    let stopped = [
        (vec![], "alice", world.ask_msg("1", 5)),
        (vec![coin(1_000, DENOM)], "carol", world.buy_msg("1", 1_000)),
        (vec![coin(5, DENOM)], "carol", world.offer_token_msg("1")),
        (vec![coin(5, DENOM)], "carol", world.offer_rig_msg(1, 1, 1)),
        (vec![], "alice", world.accept_msg(1, "1", 1)),
    ];
    for (funds, name, msg) in stopped {
        assert!(matches!(
            world.execute(&addr(name), &funds, msg),
            Err(ContractError::Pause(_))
        ));
    }
    world.by("alice", crate::world::cancel_ask("1")).unwrap();
    world
        .by("carol", ExecuteMsg::CancelOffer { offer: 1 })
        .unwrap();
    world.nft.burn("3");
    world.by("dave", crate::world::clean(&["3"], &[])).unwrap();
    world.by("carol", withdraw(&[DENOM])).unwrap();
    // It ends by itself.
    world.wait(86_399);
    let msg = world.ask_msg("1", 5);
    assert!(world.by("alice", msg.clone()).is_err());
    world.wait(1);
    world.by("alice", world.ask_msg("1", 5)).unwrap();
}
