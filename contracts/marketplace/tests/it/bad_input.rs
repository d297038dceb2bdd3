//! Attack 41: every message with everything wrong. `World::execute` checks at each refusal that
//! nothing changed and that the error stays short.

use cosmwasm_std::{coin, from_json, Uint128};
use cw_ownable::Action;
use marketplace::error::ContractError;
use rigshare_types::marketplace::{ExecuteMsg, Purchase, QueryMsg, MAX_ITEMS};
use serde_json::{json, Value};

use crate::world::{addr, cancel_ask, clean, purchase, withdraw, World, DENOM, OTHER};

/// Ask 1 of alice's, ask 3 of bob's, offer 1 for token 1 and offer 2 for rig 1 of carol's, an account
/// of carol's.
fn busy() -> World {
    let mut world = World::new();
    world.list("alice", "1", 1_000);
    world.list("bob", "3", 4_000);
    let carol = addr("carol");
    for msg in [
        world.offer_token_msg("1"),
        world.offer_rig_msg(1, 10, 1),
        world.offer_token_msg("2"),
    ] {
        world.execute(&carol, &[coin(500, DENOM)], msg).unwrap();
    }
    world
        .by("carol", ExecuteMsg::CancelOffer { offer: 3 })
        .unwrap();
    world
}

/// One message of each kind, who may send it, and whether it takes coins.
fn every_message(world: &World) -> Vec<(&'static str, ExecuteMsg, bool)> {
    vec![
        ("alice", world.ask_msg("1", 999), false),
        ("alice", cancel_ask("1"), false),
        ("carol", world.buy_msg("1", 1_000), true),
        ("carol", world.offer_token_msg("1"), true),
        ("carol", world.offer_rig_msg(1, 10, 1), true),
        ("carol", ExecuteMsg::CancelOffer { offer: 1 }, false),
        ("alice", world.accept_msg(1, "1", 1), false),
        ("dave", clean(&["1"], &[1]), false),
        ("carol", withdraw(&[DENOM]), false),
        ("owner", ExecuteMsg::LowerFee { fee_bps: 1 }, false),
        (
            "owner",
            ExecuteMsg::AddDenom {
                denom: "uatom".to_owned(),
            },
            false,
        ),
        (
            "owner",
            ExecuteMsg::SetProtocolRecipient {
                address: addr("next").into(),
            },
            false,
        ),
        ("pauser", ExecuteMsg::Pause { seconds: 5 }, false),
        ("pauser", ExecuteMsg::Unpause {}, false),
        (
            "owner",
            ExecuteMsg::SetPauser {
                address: addr("next").into(),
            },
            false,
        ),
        (
            "owner",
            ExecuteMsg::UpdateOwnership(Action::TransferOwnership {
                new_owner: addr("next").into(),
                expiry: None,
            }),
            false,
        ),
    ]
}

fn parses(value: &Value) -> bool {
    from_json::<ExecuteMsg>(serde_json::to_vec(value).unwrap()).is_ok()
}

/// All paths to objects and fields in `value`.
fn paths(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                paths(field, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(entries) => {
            for (number, entry) in entries.iter().enumerate() {
                paths(entry, &format!("{at}/{number}"), found);
            }
        }
        _ => {}
    }
}

fn object_is_coin(value: &Value) -> bool {
    value.get("denom").is_some() && value.get("amount").is_some()
}

const MAY_BE_LEFT_OUT: [&str; 3] = ["recipient", "latest_lease_end_seconds", "expiry"];

#[test]
fn attack_41_missing_extra_and_wrong_typed_fields() {
    let world = busy();
    let mut tried = 0;
    for (_, msg, _) in every_message(&world) {
        let good = serde_json::to_value(&msg).unwrap();
        assert!(parses(&good));
        let mut found = Vec::new();
        paths(&good, "", &mut found);
        for path in found {
            let here = good.pointer(&path).unwrap();
            if here.is_object() {
                let mut extra = good.clone();
                let object = extra.pointer_mut(&path).unwrap().as_object_mut().unwrap();
                object.insert("surprise".to_owned(), json!(1));
                // Coins and cw-ownable's action are parsed by types of the chain, which take more.
                let of_the_chain = path.starts_with("/update_ownership/")
                    || object_is_coin(good.pointer(&path).unwrap());
                assert!(of_the_chain || !parses(&extra), "{extra}");
            }
            let Some((parent, name)) = path.rsplit_once('/') else {
                continue;
            };
            for wrong in [json!(true), json!(-1), json!(1.5), json!({"a": 1})] {
                let mut bad = good.clone();
                *bad.pointer_mut(&path).unwrap() = wrong;
                assert!(!parses(&bad), "{bad}");
                tried += 1;
            }
            let mut short = good.clone();
            let removed = short
                .pointer_mut(parent)
                .unwrap()
                .as_object_mut()
                .is_some_and(|object| object.remove(name).is_some());
            if removed && !MAY_BE_LEFT_OUT.contains(&name) {
                assert!(!parses(&short), "{short}");
            }
        }
    }
    assert!(tried > 150, "{tried}");
    for amount in ["-1", "", "1.0", "340282366920938463463374607431768211456"] {
        let ask = json!({"ask": {
            "token_id": "1",
            "price": {"denom": DENOM, "amount": amount},
            "expires_seconds": 1,
        }});
        assert!(!parses(&ask), "{amount}");
    }
}

#[test]
fn attack_41_unexpected_coins() {
    let mut world = busy();
    for (name, msg, payable) in every_message(&world) {
        if payable {
            continue;
        }
        for funds in [vec![coin(1, DENOM)], vec![coin(1, "ujunk")]] {
            assert!(
                matches!(
                    world.execute(&addr(name), &funds, msg.clone()),
                    Err(ContractError::Funds(_))
                ),
                "{msg:?}"
            );
        }
    }
}

#[test]
fn attack_41_a_stranger_as_sender() {
    let mut world = busy();
    for (name, msg, payable) in every_message(&world) {
        // Buying and offering are anybody's; cleaning too, but both still stand.
        if !payable {
            let result = world.by("stranger", msg.clone());
            assert!(result.is_err(), "{name} may, not a stranger: {msg:?}");
        }
    }
    // An owner's power does not reach what belongs to others, nor the pauser's the owner's.
    for (name, msg, payable) in every_message(&world) {
        if name != "owner" && !payable {
            assert!(world.by("owner", msg.clone()).is_err(), "{msg:?}");
        }
        if name == "owner" {
            assert!(world.by("pauser", msg.clone()).is_err(), "{msg:?}");
        }
    }
}

#[test]
fn attack_41_strings_that_are_empty_long_or_hostile() {
    let mut world = busy();
    let bad = [
        String::new(),
        "x".repeat(10_000),
        "é".repeat(5_000),
        "\0".to_owned(),
        "<script>".to_owned(),
        addr("alice").as_str().to_uppercase(),
    ];
    let funds = [coin(1_000, DENOM)];
    let now = world.now();
    for text in &bad {
        let text = || text.clone();
        for (name, funds, msg) in [
            ("alice", &[][..], world.ask_msg(&text(), 5)),
            (
                "alice",
                &[],
                ExecuteMsg::Ask {
                    token_id: "1".to_owned(),
                    price: coin(5, text()),
                    expires_seconds: now + 5,
                },
            ),
            ("alice", &[], cancel_ask(&text())),
            ("carol", &funds, world.buy_msg(&text(), 1_000)),
            (
                "carol",
                &funds,
                ExecuteMsg::Buy {
                    purchases: vec![Purchase {
                        limit: coin(1_000, text()),
                        ..purchase("1", 0)
                    }],
                    deadline_seconds: now,
                    recipient: None,
                },
            ),
            (
                "carol",
                &funds,
                ExecuteMsg::Buy {
                    purchases: vec![purchase("1", 1_000)],
                    deadline_seconds: now,
                    recipient: Some(text()),
                },
            ),
            ("carol", &funds, world.offer_token_msg(&text())),
            ("alice", &[], world.accept_msg(1, &text(), 1)),
            (
                "alice",
                &[],
                ExecuteMsg::AcceptOffer {
                    offer: 1,
                    token_id: "1".to_owned(),
                    least_price: coin(1, text()),
                    deadline_seconds: now,
                },
            ),
            ("dave", &[], clean(&[&text()], &[])),
            ("dave", &[], clean(&[&text(), &text()], &[])),
            ("carol", &[], withdraw(&[&text()])),
            ("carol", &[], withdraw(&[&text(), &text()])),
            (
                "owner",
                &[],
                ExecuteMsg::SetProtocolRecipient { address: text() },
            ),
            ("owner", &[], ExecuteMsg::SetPauser { address: text() }),
        ] {
            let result = world.execute(&addr(name), funds, msg.clone());
            assert!(result.is_err(), "{name}: {:.200}", format!("{msg:?}"));
        }
    }
}

#[test]
fn attack_41_numbers_that_are_zero_or_the_largest() {
    let mut world = busy();
    let now = world.now();
    let offers_for = |expires_seconds| {
        [
            ExecuteMsg::OfferForToken {
                token_id: "1".to_owned(),
                least_shares: 0,
                latest_lease_end_seconds: Some(u64::MAX),
                expires_seconds,
            },
            ExecuteMsg::OfferForRig {
                rig: 1,
                price_per_share: Uint128::one(),
                least_shares: 1,
                latest_lease_end_seconds: Some(0),
                expires_seconds,
            },
        ]
    };
    for expires_seconds in [0, now, u64::MAX] {
        for msg in offers_for(expires_seconds) {
            assert!(matches!(
                world.execute(&addr("carol"), &[coin(5, DENOM)], msg),
                Err(ContractError::BadExpiry { .. })
            ));
        }
    }
    let zero = world.ask_msg("1", 0);
    assert_eq!(
        world.by("alice", zero),
        Err(ContractError::Zero { what: "price" })
    );
    for offer in [0, 9, u64::MAX] {
        let refused = ContractError::NoOffer { offer };
        assert_eq!(
            world
                .by("carol", ExecuteMsg::CancelOffer { offer })
                .as_ref(),
            Err(&refused)
        );
        let accept = world.accept_msg(offer, "1", 1);
        assert_eq!(world.by("alice", accept).as_ref(), Err(&refused));
        assert_eq!(
            world.by("dave", clean(&[], &[offer])).as_ref(),
            Err(&refused)
        );
    }
    for rig in [0, 9, u32::MAX] {
        let msg = world.offer_rig_msg(rig, 1, 1);
        assert_eq!(
            world.execute(&addr("carol"), &[coin(5, DENOM)], msg),
            Err(ContractError::NoRig { rig })
        );
    }
    for seconds in [0, u64::MAX] {
        assert!(matches!(
            world.by("pauser", ExecuteMsg::Pause { seconds }),
            Err(ContractError::Pause(_))
        ));
    }
    let pins = ExecuteMsg::Buy {
        purchases: vec![Purchase {
            token_id: "1".to_owned(),
            limit: coin(u128::MAX, DENOM),
            least_shares: u64::MAX,
            latest_lease_end_seconds: Some(u64::MAX),
        }],
        deadline_seconds: u64::MAX,
        recipient: None,
    };
    assert!(matches!(
        world.execute(&addr("carol"), &[coin(1_000, DENOM)], pins),
        Err(ContractError::TooFewShares { .. })
    ));
    // Two asks whose prices do not fit in 128 bits together.
    world.list("alice", "1", u128::MAX);
    world.list("bob", "3", u128::MAX);
    let both = ExecuteMsg::Buy {
        purchases: vec![purchase("1", u128::MAX), purchase("3", u128::MAX)],
        deadline_seconds: now,
        recipient: None,
    };
    assert!(matches!(
        world.execute(&addr("carol"), &[coin(1, DENOM)], both),
        Err(ContractError::Overflow(_))
    ));
    // A price of a share that, times the shares, does not fit.
    let offer = ExecuteMsg::OfferForRig {
        rig: 1,
        price_per_share: Uint128::MAX,
        least_shares: 1,
        latest_lease_end_seconds: None,
        expires_seconds: now + 5,
    };
    let mut rich = World::new();
    let info = cosmwasm_std::testing::message_info(&addr("carol"), &[coin(u128::MAX, DENOM)]);
    let env = rich.env.clone();
    marketplace::contract::execute(rich.deps.as_mut(), env, info, offer).unwrap();
    let accept = rich.accept_msg(1, "1", 1);
    assert!(matches!(
        rich.by("alice", accept),
        Err(ContractError::Overflow(_))
    ));
}

#[test]
fn attack_41_lists_that_are_empty_long_or_name_something_twice() {
    let mut world = busy();
    let many: Vec<String> = (0..=MAX_ITEMS).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let numbers: Vec<u64> = (0..=MAX_ITEMS as u64).collect();
    for msg in [clean(&many, &[]), clean(&[], &numbers), withdraw(&many)] {
        assert!(matches!(
            world.by("carol", msg),
            Err(ContractError::TooMany { count: 33, .. })
        ));
    }
    for msg in [clean(&[], &[]), withdraw(&[])] {
        assert!(matches!(
            world.by("carol", msg),
            Err(ContractError::Empty { .. })
        ));
    }
    for msg in [
        clean(&["1", "1"], &[]),
        clean(&[], &[1, 1]),
        withdraw(&[DENOM, DENOM]),
        withdraw(&[OTHER, OTHER]),
    ] {
        assert!(matches!(
            world.by("carol", msg),
            Err(ContractError::Twice { .. })
        ));
    }
}

#[test]
fn attack_41_queries_of_nothing_answer_or_refuse() {
    let world = busy();
    let long = "x".repeat(100_000);
    let ask: Option<Value> = world
        .ask(QueryMsg::Ask {
            token_id: long.clone(),
        })
        .unwrap();
    assert_eq!(ask, None);
    for denom in [String::new(), long.clone()] {
        assert!(world
            .ask::<Value>(QueryMsg::AsksByPrice {
                rig: u32::MAX,
                denom,
                start_after: None,
                limit: Some(0),
            })
            .is_err());
    }
    let empty: Value = world
        .ask(QueryMsg::Asks {
            start_after: Some(long),
            limit: Some(u32::MAX),
        })
        .unwrap();
    assert_eq!(empty, json!({"asks": []}));
    let empty: Value = world
        .ask(QueryMsg::Offers {
            rig: None,
            start_after: Some(u64::MAX),
            limit: None,
        })
        .unwrap();
    assert_eq!(empty, json!({"offers": []}));
}
