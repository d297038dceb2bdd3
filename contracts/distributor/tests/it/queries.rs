//! Queries: pages, estimates, and that they fail closed.

use cosmwasm_std::Uint128;
use distributor::ContractError;
use rigshare_types::distributor::{
    EarningsResponse, ExecuteMsg, HistoryResponse, QueryMsg, RigBookResponse,
};
use rigshare_types::peer::PeerError;

use crate::world::{at, paid, ubtc, World, TERM_START};

fn history(world: &World, start_after: Option<u32>, limit: Option<u32>) -> Vec<u32> {
    let page: HistoryResponse = world.ask(QueryMsg::History {
        rig: 1,
        start_after,
        limit,
    });
    page.epochs.iter().map(|closed| closed.epoch).collect()
}

#[test]
fn claimable_tells_what_is_owed_and_estimates_the_rest() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.mint(1, "bob", 40);
    let of = |world: &World| world.claimable("alice", &[1]).rigs.remove(0);
    assert_eq!(
        (of(&world).unsettled_epochs, of(&world).claimable.u128()),
        (0, 0)
    );
    world.go_to(TERM_START + 1);
    // Ended, but nothing is known of it, and no epoch was ever settled.
    assert_eq!(
        (
            of(&world).unsettled_epochs,
            of(&world).unsettled_estimate.u128()
        ),
        (1, 0)
    );
    world.report(1, TERM_START, 1_000);
    assert_eq!(
        (
            of(&world).unsettled_epochs,
            of(&world).unsettled_estimate.u128()
        ),
        (1, 100)
    );
    world.settle(&[at(1, TERM_START)]);
    world.go_to(TERM_START + 4);
    world.report(1, TERM_START + 1, 3_000);
    let now = of(&world);
    paid(now.claimable.u128(), 100);
    assert_eq!(now.unsettled_epochs, 3);
    // One by its report, two like the last.
    assert_eq!(now.unsettled_estimate.u128(), 300 + 100 + 100);
    assert_eq!(now.denom, ubtc());
}

#[test]
fn attack_40_pages_are_capped_and_go_on_where_they_stopped() {
    let mut world = World::new();
    world.plain_rig(1);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    for epoch in TERM_START..TERM_START + 50 {
        world.go_to(epoch + 1);
        world.report(1, epoch, 1_000);
        world.settle(&[at(1, epoch)]);
    }
    assert_eq!(history(&world, None, None).len(), 30);
    assert_eq!(history(&world, None, Some(u32::MAX)).len(), 50);
    assert_eq!(history(&world, None, Some(2)), [2, 3]);
    assert_eq!(history(&world, Some(3), Some(2)), [4, 5]);
    assert!(history(&world, Some(u32::MAX), None).is_empty());
    let earnings = |start_after, limit| -> EarningsResponse {
        world.ask(QueryMsg::Earnings {
            holder: world.addr("alice").to_string(),
            rig: 1,
            start_after,
            limit,
        })
    };
    let page = earnings(Some(TERM_START), Some(1));
    assert_eq!(
        (page.epochs.len(), page.epochs[0].epoch),
        (1, TERM_START + 1)
    );
    assert_eq!(page.epochs[0].weight, 1_000);
    let earned = Uint128::try_from(page.epochs[0].earned_scaled >> 64).unwrap();
    paid(earned.u128(), 100);
    assert!(earnings(Some(u32::MAX), None).epochs.is_empty());
    let rigs: Vec<u32> = (1..=31).collect();
    let refused = world
        .try_ask::<serde_json::Value>(QueryMsg::Claimable {
            holder: world.addr("alice").to_string(),
            rigs,
        })
        .unwrap_err();
    assert!(matches!(refused, ContractError::TooMany { most: 30, .. }));
}

#[test]
fn a_rig_without_a_book_shows_how_it_would_begin_and_an_unknown_one_refuses() {
    let mut world = World::new();
    world.plain_rig(1);
    world.sell(1, 0, 77);
    let book: RigBookResponse = world.book(1);
    assert_eq!(book.book.next_epoch, TERM_START);
    assert_eq!((book.unbooked_proceeds.u128(), book.account.len()), (77, 0));
    world.execute("anyone", &[], ExecuteMsg::BookProceeds { rigs: vec![1] });
    let book: RigBookResponse = world.book(1);
    assert_eq!((book.unbooked_proceeds.u128(), book.account.len()), (0, 1));
    let holder = world.addr("alice").to_string();
    let (rig, rigs) = (9, vec![9]);
    for query in [
        QueryMsg::RigBook { rig },
        QueryMsg::Claimable {
            holder: holder.clone(),
            rigs,
        },
        QueryMsg::History {
            rig,
            start_after: None,
            limit: None,
        },
        QueryMsg::Earnings {
            holder,
            rig,
            start_after: None,
            limit: None,
        },
        QueryMsg::Due {
            items: vec![at(rig, TERM_START)],
        },
    ] {
        let refused = world.try_ask::<serde_json::Value>(query).unwrap_err();
        assert!(matches!(
            refused,
            ContractError::Peer(PeerError::Absent { .. })
        ));
    }
}
