use contract_kit::money::FundsError;
use cosmwasm_std::{coin, Coin, Uint128};
use cw_utils::Expiration;
use marketplace::error::ContractError;
use rigshare_types::events::Sold;
use rigshare_types::marketplace::QueryMsg;
use rigshare_types::marketplace::{ExecuteMsg, Purchase, SplitResponse, StaleReason, MAX_ITEMS};
use rigshare_types::peer::PeerError;

use crate::world::{addr, events, purchase, World, DENOM, OTHER};

fn stale(token_id: &str, reason: StaleReason) -> ContractError {
    ContractError::StaleAsk {
        token_id: token_id.to_owned(),
        reason,
    }
}

#[test]
fn a_sale_pays_seller_operator_and_protocol() {
    let mut world = World::new();
    world.list("alice", "1", 1_039);
    let split: SplitResponse = world
        .ask(QueryMsg::SplitOf {
            token_id: "1".to_owned(),
            price: Uint128::new(1_039),
        })
        .unwrap();
    let response = world.buy("carol", "1", 1_039).unwrap();
    // 5 % of 1,039 is 51.95, 2.5 % is 25.975.
    assert_eq!(
        events::<Sold>(&response),
        [Sold {
            token_id: "1".to_owned(),
            rig: 1,
            shares: 10,
            seller: addr("alice").into(),
            buyer: addr("carol").into(),
            recipient: addr("carol").into(),
            price: Uint128::new(1_039),
            denom: DENOM.to_owned(),
            royalty: Uint128::new(51),
            fee: Uint128::new(25),
            offer: 0,
        }]
    );
    assert_eq!(split.seller.u128(), 1_039 - 51 - 25);
    assert_eq!(split.operator, addr("operator"));
    assert_eq!(world.gained("alice"), 963);
    assert_eq!(world.gained("carol"), -1_039);
    assert_eq!(world.account("operator", DENOM), 51);
    assert_eq!(world.account("protocol", DENOM), 25);
    assert_eq!(world.balance(&world.here(), DENOM), 76);
    assert_eq!(world.nft.token("1").unwrap().owner, addr("carol"));
    assert_eq!(world.ask_of("1"), None);
    // It is sold once.
    assert_eq!(
        world.buy("dave", "1", 1_039),
        Err(ContractError::NoAsk {
            token_id: "1".to_owned()
        })
    );
}

#[test]
fn many_are_bought_in_several_denoms_for_a_recipient() {
    let mut world = World::new();
    let here = world.here();
    world.nft.approve("2", &here, Expiration::Never {});
    world.list("alice", "1", 1_000);
    world.list("bob", "3", 4_000);
    let in_other = ExecuteMsg::Ask {
        token_id: "2".to_owned(),
        price: coin(7, OTHER),
        expires_seconds: world.now() + 5,
    };
    world.by("alice", in_other).unwrap();
    let buy = ExecuteMsg::Buy {
        purchases: vec![
            purchase("3", 5_000),
            Purchase {
                limit: coin(7, OTHER),
                least_shares: 3,
                latest_lease_end_seconds: Some(0),
                ..purchase("2", 0)
            },
            purchase("1", 1_000),
        ],
        deadline_seconds: world.now(),
        recipient: Some(addr("dave").into()),
    };
    let funds = [coin(7, OTHER), coin(5_000, DENOM)];
    let response = world.execute(&addr("carol"), &funds, buy).unwrap();
    // Three transfers, then one payment to each seller.
    assert_eq!(response.messages.len(), 5);
    for token_id in ["1", "2", "3"] {
        assert_eq!(world.nft.token(token_id).unwrap().owner, addr("dave"));
    }
    assert_eq!(world.gained("alice"), 925);
    assert_eq!(world.balance(&addr("alice"), OTHER), 7);
    assert_eq!(world.gained("bob"), 3_700);
    assert_eq!(world.account("operator", DENOM), 250);
    assert_eq!(world.account("protocol", DENOM), 125);
    assert_eq!(world.account("operator", OTHER), 0);
}

#[test]
fn all_or_none() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    let buy = ExecuteMsg::Buy {
        purchases: vec![purchase("1", 1_000), purchase("3", 1_000)],
        deadline_seconds: world.now(),
        recipient: None,
    };
    assert_eq!(
        world.execute(&addr("carol"), &[coin(1_000, DENOM)], buy),
        Err(ContractError::NoAsk {
            token_id: "3".to_owned()
        })
    );
    assert!(world.ask_of("1").is_some());
}

#[test]
fn exactly_the_price_is_taken() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    for funds in [
        vec![],
        vec![coin(999, DENOM)],
        vec![coin(1_001, DENOM)],
        vec![coin(1_000, OTHER)],
        vec![coin(1_000, DENOM), coin(1, OTHER)],
        vec![coin(1_000, DENOM), coin(1_000, DENOM)],
    ] {
        let buy = world.buy_msg("1", 2_000);
        assert!(
            matches!(
                world.execute(&addr("carol"), &funds, buy),
                Err(ContractError::Funds(FundsError::NotExact { .. }))
            ),
            "{funds:?}"
        );
    }
    // The ask's price is what it costs, not the limit.
    let buy = world.buy_msg("1", 2_000);
    world
        .execute(&addr("carol"), &[coin(1_000, DENOM)], buy)
        .unwrap();
}

#[test]
fn attack_33_what_changed_since_the_ask_refuses() {
    let here = World::new().here();
    let asked = || {
        let mut world = World::new();
        world.list("alice", "1", 1_000);
        world
    };

    let mut world = asked();
    world.nft.transfer("1", &addr("bob"));
    // Bob approved the marketplace for all his tokens: he still has not asked.
    assert_eq!(
        world.buy("carol", "1", 1_000),
        Err(stale("1", StaleReason::Sold))
    );
    assert_eq!(world.ask_of("1").unwrap().stale, Some(StaleReason::Sold));
    // It comes back, but the approval ended with the transfer.
    world.nft.transfer("1", &addr("alice"));
    assert_eq!(
        world.buy("carol", "1", 1_000),
        Err(stale("1", StaleReason::NotApproved))
    );

    let mut world = asked();
    world.nft.revoke("1");
    assert_eq!(
        world.buy("carol", "1", 1_000),
        Err(stale("1", StaleReason::NotApproved))
    );

    let mut world = asked();
    let soon = Expiration::AtTime(world.env.block.time.plus_seconds(10));
    world.nft.approve("1", &here, soon);
    world.wait(10);
    assert_eq!(
        world.buy("carol", "1", 1_000),
        Err(stale("1", StaleReason::NotApproved))
    );

    let mut world = asked();
    world.nft.burn("1");
    assert_eq!(
        world.buy("carol", "1", 1_000),
        Err(stale("1", StaleReason::Gone))
    );
}

#[test]
fn attack_13_34_a_split_or_merged_token_can_not_be_bought() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.nft.burn("1");
    world.nft.mint("4", 1, 4, &addr("alice"));
    world.nft.mint("5", 1, 6, &addr("alice"));
    assert_eq!(
        world.buy("carol", "1", 1_000),
        Err(stale("1", StaleReason::Gone))
    );
    assert_eq!(
        world.buy("carol", "4", 1_000),
        Err(ContractError::NoAsk {
            token_id: "4".to_owned()
        })
    );
    // Were the id ever used again for fewer shares, the ask would not stand either.
    world.nft.mint("1", 1, 4, &addr("alice"));
    let here = world.here();
    world.nft.approve("1", &here, Expiration::Never {});
    assert_eq!(
        world.buy("carol", "1", 1_000),
        Err(stale("1", StaleReason::Gone))
    );
}

#[test]
fn attack_34_the_least_shares_are_a_pin() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    let pinned = |least_shares, deadline_seconds| ExecuteMsg::Buy {
        purchases: vec![Purchase {
            least_shares,
            ..purchase("1", 1_000)
        }],
        deadline_seconds,
        recipient: None,
    };
    let funds = [coin(1_000, DENOM)];
    let now = world.now();
    assert_eq!(
        world.execute(&addr("carol"), &funds, pinned(11, now)),
        Err(ContractError::TooFewShares {
            token_id: "1".to_owned(),
            shares: 10,
            least_shares: 11
        })
    );
    assert_eq!(
        world.execute(&addr("carol"), &funds, pinned(10, now - 1)),
        Err(ContractError::DeadlineOver {
            deadline_seconds: now - 1,
            now_seconds: now
        })
    );
    world
        .execute(&addr("carol"), &funds, pinned(10, now))
        .unwrap();
}

#[test]
fn attack_35_a_price_that_was_raised_is_above_the_limit() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.list("alice", "1", 1_001);
    let buy = world.buy_msg("1", 1_000);
    assert_eq!(
        world.execute(&addr("carol"), &[coin(1_001, DENOM)], buy),
        Err(ContractError::AboveLimit {
            token_id: "1".to_owned(),
            price: Uint128::new(1_001),
            limit: Uint128::new(1_000),
            denom: DENOM.to_owned()
        })
    );
    // The same number of another denom.
    let in_other = ExecuteMsg::Ask {
        token_id: "1".to_owned(),
        price: coin(1_000, OTHER),
        expires_seconds: world.now() + 5,
    };
    world.by("alice", in_other).unwrap();
    assert_eq!(
        world.buy("carol", "1", 1_000),
        Err(ContractError::OtherDenom {
            token_id: "1".to_owned(),
            price_denom: OTHER.to_owned(),
            denom: DENOM.to_owned()
        })
    );
}

#[test]
fn attack_36_a_royalty_above_its_cap_or_of_no_rig_sells_nothing() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    for royalty_bps in [1_001, 9_750, 10_000, u16::MAX] {
        world.nft.put_rig(1, &addr("operator"), royalty_bps);
        assert_eq!(
            world.buy("carol", "1", 1_000),
            Err(ContractError::RoyaltyTooHigh {
                rig: 1,
                royalty_bps,
                most_bps: 1_000
            })
        );
    }
    world.nft.forget_rig(1);
    assert!(matches!(
        world.buy("carol", "1", 1_000),
        Err(ContractError::Peer(PeerError::Absent { .. }))
    ));
    world.nft.put_rig(1, &addr("operator"), 1_000);
    world.buy("carol", "1", 1_000).unwrap();
    assert_eq!(world.gained("alice"), 875);
}

#[test]
fn attack_36_a_token_costs_one_base_unit() {
    let mut world = World::new();
    world.list("alice", "1", 1);
    world.buy("carol", "1", 1).unwrap();
    assert_eq!(world.gained("alice"), 1);
    assert_eq!(world.account("operator", DENOM), 0);
    assert_eq!(world.account("protocol", DENOM), 0);
}

#[test]
fn attack_20_a_token_of_unknown_layout_is_not_sold() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    let mut token = world.nft.token("1").unwrap();
    token.extension.v = 2;
    world.nft.put_token("1", &token);
    assert!(matches!(
        world.buy("carol", "1", 1_000),
        Err(ContractError::Peer(PeerError::UnknownLayout { .. }))
    ));
    world.nft.put_raw(
        rigshare_types::nft::TOKENS.key("1").to_vec(),
        b"{}".to_vec(),
    );
    assert!(matches!(
        world.buy("carol", "1", 1_000),
        Err(ContractError::Peer(PeerError::Unreadable { .. }))
    ));
    // cw721's operators have no layout; what does not parse is refused all the same.
    world.list("bob", "3", 1_000);
    let here = world.here();
    let key = rigshare_types::nft::OPERATORS
        .key((&addr("bob"), &here))
        .to_vec();
    world.nft.put_raw(key, b"{\"at_noon\":1}".to_vec());
    assert!(matches!(
        world.buy("carol", "3", 1_000),
        Err(ContractError::Peer(PeerError::Unreadable {
            what: "operator",
            ..
        }))
    ));
}

#[test]
fn attack_39_an_ask_ends_exactly_at_its_expiry() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.list("bob", "3", 1_000);
    world.wait(86_399);
    world.buy("carol", "1", 1_000).unwrap();
    world.wait(1);
    assert_eq!(
        world.buy("carol", "3", 1_000),
        Err(stale("3", StaleReason::Expired))
    );
}

#[test]
fn attack_11_only_the_seller_is_paid_by_push() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    let response = world.buy("carol", "1", 1_000).unwrap();
    let paid: Vec<&str> = response
        .messages
        .iter()
        .filter_map(|message| match &message.msg {
            cosmwasm_std::CosmosMsg::Bank(cosmwasm_std::BankMsg::Send { to_address, .. }) => {
                Some(to_address.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(paid, [addr("alice").as_str()]);
}

#[test]
fn nobody_sells_to_itself() {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    let refused = ContractError::SoldToSelf {
        token_id: "1".to_owned(),
        seller: addr("alice"),
    };
    assert_eq!(world.buy("alice", "1", 1_000).as_ref(), Err(&refused));
    let to = |world: &World, recipient| ExecuteMsg::Buy {
        purchases: vec![purchase("1", 1_000)],
        deadline_seconds: world.now(),
        recipient: Some(recipient),
    };
    let funds: [Coin; 1] = [coin(1_000, DENOM)];
    let to_alice = to(&world, addr("alice").into_string());
    assert_eq!(
        world.execute(&addr("carol"), &funds, to_alice).as_ref(),
        Err(&refused)
    );
    let to_dave = to(&world, addr("dave").into_string());
    assert_eq!(
        world.execute(&addr("alice"), &funds, to_dave).as_ref(),
        Err(&refused)
    );
    let to_here = to(&world, world.here().into_string());
    assert_eq!(
        world.execute(&addr("carol"), &funds, to_here),
        Err(ContractError::RecipientIsMarketplace)
    );
}

#[test]
fn attack_40_at_most_32_tokens_each_once() {
    let mut world = World::new();
    let bob = addr("bob");
    let ids: Vec<String> = (100..133).map(|id: u32| id.to_string()).collect();
    for id in &ids {
        world.nft.mint(id, 1, 1, &bob);
        world.list("bob", id, 10);
    }
    let buy = |world: &World, ids: &[String]| ExecuteMsg::Buy {
        purchases: ids.iter().map(|id| purchase(id, 10)).collect(),
        deadline_seconds: world.now(),
        recipient: None,
    };
    let too_many = buy(&world, &ids);
    assert_eq!(
        world.execute(&addr("carol"), &[coin(330, DENOM)], too_many),
        Err(ContractError::TooMany {
            what: "token",
            count: 33,
            most: MAX_ITEMS
        })
    );
    let twice = buy(&world, &[ids[0].clone(), ids[1].clone(), ids[0].clone()]);
    assert_eq!(
        world.execute(&addr("carol"), &[coin(30, DENOM)], twice),
        Err(ContractError::Twice {
            what: "token",
            entry: "100".to_owned()
        })
    );
    let none = buy(&world, &[]);
    assert_eq!(
        world.execute(&addr("carol"), &[], none),
        Err(ContractError::Empty { what: "purchase" })
    );
    let most = buy(&world, &ids[..32]);
    let response = world
        .execute(&addr("carol"), &[coin(320, DENOM)], most)
        .unwrap();
    assert_eq!(response.messages.len(), 33);
    assert_eq!(world.gained("bob"), 320);
}
