use contract_kit::money::FundsError;
use cosmwasm_std::{coin, coins, BankMsg, CosmosMsg, SubMsg, Uint128};
use hashrate_nft::error::ContractError;
use rigshare_types::events::{ShareMinted, SharesSold};
use rigshare_types::nft::{
    BuyerResponse, ExecuteMsg, RigMsg, RigQuery, RigResponse, Sale, ShareResponse, MINTED,
    POSITIONS,
};

use crate::world::{addr, event, open_sale, World, DAY, GENESIS};

fn set(world: &mut World, sale: Sale) {
    world.does("operator", RigMsg::OpenSale { rig: 1, sale });
}

#[test]
fn a_purchase_mints_one_token_and_sends_the_price_to_the_distributor() {
    let mut world = World::selling();
    world.at(12, 21_600);
    let response = world.tries_to_buy("alice", 1, 4, 4_000).unwrap();
    assert_eq!(
        event::<SharesSold>(&response),
        SharesSold {
            rig: 1,
            buyer: addr("alice").into_string(),
            token_id: "1-1".to_owned(),
            shares: 4,
            paid: Uint128::new(4_000),
            denom: "uusdc".to_owned(),
            proceeds: Uint128::new(4_000),
        }
    );
    assert_eq!(
        event::<ShareMinted>(&response),
        ShareMinted {
            token_id: "1-1".to_owned(),
            rig: 1,
            shares: 4,
            owner: addr("alice").into_string(),
            at_seconds: GENESIS + 12 * DAY + 21_600,
        }
    );
    let pay = CosmosMsg::Bank(BankMsg::Send {
        to_address: addr("distributor").into_string(),
        amount: coins(4_000, "uusdc"),
    });
    assert_eq!(response.messages, [SubMsg::new(pay)]);
    // Three quarters of the day, then whole days.
    for schedule in [
        MINTED.load(&world.deps.storage, 1).unwrap().schedule,
        POSITIONS
            .load(&world.deps.storage, (&addr("alice"), 1))
            .unwrap()
            .schedule,
    ] {
        assert_eq!(schedule.weight_at(11), Ok(0));
        assert_eq!(schedule.weight_at(12), Ok(4 * 64_800));
        assert_eq!(schedule.weight_at(400), Ok(4 * DAY));
    }
    world.buys("bob", 1, 1);
    let rig: RigResponse = world.asks(RigQuery::Rig { rig: 1 }).unwrap();
    assert_eq!(rig.minted, 5);
    assert_eq!(rig.proceeds.total, Uint128::new(5_000));
}

#[test]
fn a_purchase_for_somebody_else_counts_for_the_one_who_gets_it() {
    let mut world = World::selling();
    let sale = Sale {
        most_per_wallet: 5,
        ..open_sale()
    };
    set(&mut world, sale);
    let gift = |shares| ExecuteMsg::UpdateExtension {
        msg: RigMsg::Buy {
            rig: 1,
            shares,
            recipient: Some(addr("bob").into_string()),
        },
    };
    let alice = addr("alice");
    let paid = coins(3_000, "uusdc");
    world.execute(&alice, &paid, gift(3)).unwrap();
    let share: ShareResponse = world
        .asks(RigQuery::Share {
            token_id: "1-1".to_owned(),
        })
        .unwrap();
    assert_eq!(share.owner, addr("bob"));
    assert_eq!(
        world.execute(&alice, &paid, gift(3)).unwrap_err(),
        ContractError::WalletFull {
            rig: 1,
            wallet: addr("bob"),
            bought: 3,
            shares: 3,
            most: 5
        }
    );
    // Selling them on does not make room for more.
    world.transfers("bob", "carol", "1-1").unwrap();
    let error = world.tries_to_buy("bob", 1, 3, 3_000).unwrap_err();
    assert!(matches!(error, ContractError::WalletFull { .. }));
    world.buys("bob", 1, 2);
    world.buys("alice", 1, 5);
    let buyer = addr("bob").into_string();
    let bob: BuyerResponse = world.asks(RigQuery::Buyer { rig: 1, buyer }).unwrap();
    assert_eq!(bob.bought, 5);
}

#[test]
fn attack_37_the_price_is_exact() {
    let mut world = World::selling();
    let buy = ExecuteMsg::UpdateExtension {
        msg: RigMsg::Buy {
            rig: 1,
            shares: 2,
            recipient: None,
        },
    };
    for funds in [
        vec![],
        coins(1_999, "uusdc"),
        coins(2_001, "uusdc"),
        coins(2_000, "ubtc"),
        vec![coin(2_000, "uusdc"), coin(1, "ubtc")],
        vec![coin(2_000, "uusdc"), coin(2_000, "uusdc")],
    ] {
        let error = world
            .execute(&addr("alice"), &funds, buy.clone())
            .unwrap_err();
        assert!(matches!(
            error,
            ContractError::Funds(FundsError::NotExact { .. })
        ));
    }
}

#[test]
fn no_more_is_minted_than_is_registered() {
    let mut world = World::selling();
    let sold_out = |left, shares| ContractError::SoldOut {
        rig: 1,
        left,
        shares,
    };
    world.buys("alice", 1, 60);
    assert_eq!(
        world.tries_to_buy("bob", 1, 41, 41_000).unwrap_err(),
        sold_out(40, 41)
    );
    let token_id = world.buys("bob", 1, 40);
    assert_eq!(
        world.tries_to_buy("bob", 1, 1, 1_000).unwrap_err(),
        sold_out(0, 1)
    );
    // Burned shares can be sold again, in the same second and later.
    world.cw721("bob", ExecuteMsg::Burn { token_id }).unwrap();
    world.buys("carol", 1, 30);
    world.at(200, 1);
    world.buys("carol", 1, 10);
    let error = world.tries_to_buy("bob", 1, 1, 1_000).unwrap_err();
    assert_eq!(error, sold_out(0, 1));
}

#[test]
fn attack_39_the_window_is_half_open() {
    let mut world = World::selling();
    let sale = Sale {
        opens_seconds: GENESIS + 20 * DAY,
        closes_seconds: GENESIS + 21 * DAY,
        ..open_sale()
    };
    set(&mut world, sale);
    for (epoch, second, open) in [
        (19, DAY - 1, false),
        (20, 0, true),
        (20, DAY - 1, true),
        (21, 0, false),
    ] {
        world.at(epoch, second);
        let bought = world.tries_to_buy("alice", 1, 1, 1_000);
        let refused = ContractError::SaleNotOpen {
            rig: 1,
            opens_seconds: GENESIS + 20 * DAY,
            closes_seconds: GENESIS + 21 * DAY,
            now_seconds: world.now(),
        };
        match bought {
            Ok(_) => assert!(open),
            Err(error) => {
                assert!(!open);
                assert_eq!(error, refused);
            }
        }
    }
}

#[test]
fn nothing_is_sold_after_the_term() {
    let mut world = World::selling();
    world.at(374, DAY - 1);
    world.buys("alice", 1, 1);
    world.at(375, 0);
    assert_eq!(
        world.tries_to_buy("alice", 1, 1, 1_000).unwrap_err(),
        ContractError::RigOver {
            rig: 1,
            end_epoch: 375,
            epoch: 375
        }
    );
}

#[test]
fn attack_41_shares_of_a_purchase() {
    let mut world = World::selling();
    let sale = Sale {
        least_shares: 5,
        most_per_wallet: u64::MAX,
        ..open_sale()
    };
    set(&mut world, sale);
    for shares in [0, 4, 101, u64::MAX] {
        assert_eq!(
            world.tries_to_buy("alice", 1, shares, 1).unwrap_err(),
            ContractError::OutOfRange {
                field: "shares",
                value: shares.into(),
                least: 5u64.into(),
                most: 100u64.into()
            }
        );
    }
    let dear = Sale {
        price_per_share: Uint128::MAX,
        ..open_sale()
    };
    set(&mut world, dear);
    let error = world.tries_to_buy("alice", 1, 2, 1).unwrap_err();
    assert!(matches!(error, ContractError::Overflow(_)), "{error}");
    world.tries_to_buy("alice", 1, 1, u128::MAX).unwrap();
    // The proceeds can't hold a second such purchase.
    let error = world.tries_to_buy("bob", 1, 1, u128::MAX).unwrap_err();
    assert!(matches!(error, ContractError::Overflow(_)), "{error}");
    assert_eq!(
        world.tries_to_buy("alice", 9, 1, 1).unwrap_err(),
        ContractError::UnknownRig { rig: 9 }
    );
}
