//! Attack 41, message by message.

use cosmwasm_std::{coins, from_json, to_json_string};
use hashrate_nft::error::ContractError;
use rigshare_types::nft::{ExecuteMsg, RigMsg};
use serde_json::{json, Value};

use crate::world::{addr, antminer, open_sale, World};

/// One message of each kind. A kind that is missing does not compile.
fn every_rig_message() -> Vec<RigMsg> {
    let address = addr("somebody").into_string();
    let messages = vec![
        RigMsg::RegisterRig {
            rig: Box::new(antminer("two")),
        },
        RigMsg::DecideRig {
            rig: 1,
            approve: true,
        },
        RigMsg::LowerTerms {
            rig: 1,
            watts: Some(1),
            electricity_nano_per_kwh: None,
            service_fee_bps: None,
        },
        RigMsg::ProposeOperator {
            rig: 1,
            operator: Some(address.clone()),
        },
        RigMsg::AcceptOperator { rig: 1 },
        RigMsg::RetireRig { rig: 1 },
        RigMsg::OpenSale {
            rig: 1,
            sale: open_sale(),
        },
        RigMsg::StopSale { rig: 1 },
        RigMsg::ChangeBuyers {
            rig: 1,
            add: vec![address.clone()],
            remove: vec![],
        },
        RigMsg::Buy {
            rig: 1,
            shares: 1,
            recipient: None,
        },
        RigMsg::Split {
            token_id: "1-1".to_owned(),
            parts: vec![1, 4],
        },
        RigMsg::Merge {
            token_ids: vec!["1-1".to_owned(), "1-2".to_owned()],
        },
        RigMsg::Pause { seconds: 60 },
        RigMsg::Unpause {},
        RigMsg::SetRegistrar {
            address: address.clone(),
        },
        RigMsg::SetPauser { address },
    ];
    for msg in &messages {
        match msg {
            RigMsg::RegisterRig { .. }
            | RigMsg::DecideRig { .. }
            | RigMsg::LowerTerms { .. }
            | RigMsg::ProposeOperator { .. }
            | RigMsg::AcceptOperator { .. }
            | RigMsg::RetireRig { .. }
            | RigMsg::OpenSale { .. }
            | RigMsg::StopSale { .. }
            | RigMsg::ChangeBuyers { .. }
            | RigMsg::Buy { .. }
            | RigMsg::Split { .. }
            | RigMsg::Merge { .. }
            | RigMsg::Pause { .. }
            | RigMsg::Unpause {}
            | RigMsg::SetRegistrar { .. }
            | RigMsg::SetPauser { .. } => {}
        }
    }
    messages
}

fn world() -> World {
    let mut world = World::selling();
    world.buys("alice", 1, 5);
    world.buys("alice", 1, 5);
    world
}

#[test]
fn attack_41_a_stranger_can_do_nothing_but_register_and_buy() {
    let mut world = world();
    for msg in every_rig_message() {
        if matches!(msg, RigMsg::RegisterRig { .. }) {
            continue;
        }
        let buys = matches!(msg, RigMsg::Buy { .. });
        let error = world.fails("stranger", msg.clone());
        // Who buys without paying is told so.
        let typed = match error {
            ContractError::Funds(_) => buys,
            ContractError::Role(_)
            | ContractError::NotApproved { .. }
            | ContractError::NotProposed { .. } => !buys,
            _ => false,
        };
        assert!(typed, "{msg:?}: {error}");
    }
}

#[test]
fn attack_41_only_a_purchase_takes_coins() {
    let mut world = world();
    for msg in every_rig_message() {
        if matches!(msg, RigMsg::Buy { .. }) {
            continue;
        }
        for sender in ["owner", "registrar", "pauser", "operator", "alice"] {
            let msg = ExecuteMsg::UpdateExtension { msg: msg.clone() };
            let error = world
                .execute(&addr(sender), &coins(1, "uusdc"), msg)
                .unwrap_err();
            assert!(matches!(error, ContractError::Funds(_)), "{error}");
        }
    }
}

/// Every message with each of its fields missing, renamed, doubled by an unknown one, and of each
/// wrong type: none parses.
#[test]
fn attack_41_missing_extra_and_wrong_fields_do_not_parse() {
    let optional = |name: &str| {
        [
            "watts",
            "electricity_nano_per_kwh",
            "service_fee_bps",
            "operator",
            "recipient",
        ]
        .contains(&name)
    };
    for msg in every_rig_message() {
        let name = format!("{msg:?}");
        let msg = ExecuteMsg::UpdateExtension { msg };
        let whole: Value = serde_json::from_str(&to_json_string(&msg).unwrap()).unwrap();
        let parses = |value: &Value| from_json::<ExecuteMsg>(value.to_string()).is_ok();
        assert!(parses(&whole), "{name}");
        let inner = &whole["update_extension"]["msg"];
        let (verb, fields) = inner.as_object().unwrap().iter().next().unwrap();
        let with = |fields: Value| json!({"update_extension": {"msg": {verb: fields}}});

        let mut extra = fields.clone();
        extra["surprise"] = json!(1);
        assert!(!parses(&with(extra)), "{name}: extra field");
        assert!(!parses(
            &json!({"update_extension": {"msg": {"no_such_verb": fields}}})
        ));
        for field in fields.as_object().unwrap().keys() {
            let mut missing = fields.clone();
            missing.as_object_mut().unwrap().remove(field);
            assert_eq!(
                parses(&with(missing)),
                optional(field),
                "{name}: {field} missing"
            );
            for wrong in [
                json!({"a": 1}),
                json!([[]]),
                json!(-1),
                json!(1.5),
                json!(1e40),
            ] {
                let mut spoiled = fields.clone();
                spoiled[field] = wrong.clone();
                assert!(!parses(&with(spoiled)), "{name}: {field} = {wrong}");
            }
        }
    }
    // Nested ones too.
    let rig = serde_json::to_value(antminer("two")).unwrap();
    for field in rig.as_object().unwrap().keys() {
        let mut missing = rig.clone();
        missing.as_object_mut().unwrap().remove(field);
        let msg = json!({"update_extension": {"msg": {"register_rig": {"rig": missing}}}});
        assert!(from_json::<ExecuteMsg>(msg.to_string()).is_err(), "{field}");
    }
}

#[test]
fn attack_41_addresses_are_this_chains_and_ids_exist() {
    let mut world = world();
    let strange = [
        String::new(),
        "nobody".to_owned(),
        "x".repeat(10_000),
        addr("alice").as_str().to_uppercase(),
        addr("alice").as_str().replace("cosmwasm", "cosmos"),
        "\u{202e}".to_owned(),
    ];
    for address in &strange {
        let messages = [
            (
                "operator",
                RigMsg::ProposeOperator {
                    rig: 1,
                    operator: Some(address.clone()),
                },
            ),
            (
                "operator",
                RigMsg::ChangeBuyers {
                    rig: 1,
                    add: vec![address.clone()],
                    remove: vec![],
                },
            ),
            (
                "operator",
                RigMsg::ChangeBuyers {
                    rig: 1,
                    add: vec![],
                    remove: vec![address.clone()],
                },
            ),
            (
                "owner",
                RigMsg::SetRegistrar {
                    address: address.clone(),
                },
            ),
            (
                "owner",
                RigMsg::SetPauser {
                    address: address.clone(),
                },
            ),
            (
                "alice",
                RigMsg::Buy {
                    rig: 1,
                    shares: 1,
                    recipient: Some(address.clone()),
                },
            ),
        ];
        for (sender, msg) in messages {
            let error = world.fails(sender, msg.clone());
            assert!(matches!(error, ContractError::Std(_)), "{msg:?}: {error}");
        }
        let messages = [
            ExecuteMsg::TransferNft {
                recipient: address.clone(),
                token_id: "1-1".to_owned(),
            },
            ExecuteMsg::Approve {
                spender: address.clone(),
                token_id: "1-1".to_owned(),
                expires: None,
            },
            ExecuteMsg::ApproveAll {
                operator: address.clone(),
                expires: None,
            },
        ];
        for msg in messages {
            let error = world.cw721("alice", msg.clone()).unwrap_err();
            assert!(
                matches!(error, ContractError::Std(_) | ContractError::Cw721(_)),
                "{msg:?}: {error}"
            );
        }
    }
    for rig in [0, 2, u32::MAX] {
        let messages = [
            RigMsg::LowerTerms {
                rig,
                watts: Some(1),
                electricity_nano_per_kwh: None,
                service_fee_bps: None,
            },
            RigMsg::ProposeOperator {
                rig,
                operator: None,
            },
            RigMsg::AcceptOperator { rig },
            RigMsg::RetireRig { rig },
            RigMsg::OpenSale {
                rig,
                sale: open_sale(),
            },
            RigMsg::StopSale { rig },
            RigMsg::ChangeBuyers {
                rig,
                add: vec![addr("bob").into_string()],
                remove: vec![],
            },
            RigMsg::Buy {
                rig,
                shares: 1,
                recipient: None,
            },
        ];
        for msg in messages {
            let error = world.fails("operator", msg);
            assert_eq!(error, ContractError::UnknownRig { rig });
        }
    }
    for token_id in ["", "1-3", "1-", "2-1", "1-01", &"x".repeat(10_000)] {
        let unknown = ContractError::UnknownToken {
            token_id: token_id.to_owned(),
        };
        assert_eq!(
            world.transfers("alice", "bob", token_id).unwrap_err(),
            unknown
        );
        let token_id = token_id.to_owned();
        let parts = vec![1, 4];
        let split = RigMsg::Split {
            token_id: token_id.clone(),
            parts,
        };
        assert_eq!(world.fails("alice", split), unknown);
        let burn = ExecuteMsg::Burn { token_id };
        assert_eq!(world.cw721("alice", burn).unwrap_err(), unknown);
    }
}
