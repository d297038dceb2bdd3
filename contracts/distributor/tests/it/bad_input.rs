//! Attack 41, for every message: whatever is wrong with it, it is refused by a typed error, and
//! nothing is written ([`World::try_execute`] compares the storage).

use std::collections::BTreeSet;

use cosmwasm_std::{coin, from_json, to_json_vec, Binary};
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg, MAX_ITEMS};
use serde_json::{json, Value};

use crate::world::{at, World, TERM_START};

/// A well-formed message of every kind, by name.
fn templates(world: &World) -> Vec<Value> {
    let alice = world.addr("alice").to_string();
    let payload = to_json_vec(&Cw20Payload::Cure { rig: 1 }).unwrap();
    vec![
        json!({ "settle": { "items": [{ "rig": 1, "epoch": TERM_START }] } }),
        json!({ "receive": { "sender": alice, "amount": "1", "msg": Binary::from(payload) } }),
        json!({ "default_epoch": { "rig": 1, "epoch": TERM_START } }),
        json!({ "close_outage": { "rig": 1, "epoch": TERM_START } }),
        json!({ "cure": { "rig": 1 } }),
        json!({ "claim": { "rigs": [1], "holder": null, "to": null } }),
        json!({ "checkpoint": { "holder": alice, "rigs": [1] } }),
        json!({ "set_payout_address": { "address": alice } }),
        json!({ "book_proceeds": { "rigs": [1] } }),
        json!({ "withdraw": { "rigs": [1] } }),
        json!({ "withdraw_protocol": { "denoms": [{ "native": "ubtc" }] } }),
        json!({ "lower_fees": { "protocol_fee_bps": 1, "sale_fee_bps": 1 } }),
        json!({ "add_denom": { "denom": {
            "denom": { "native": "ibc/27" }, "asset": "BTC", "decimals": 8
        } } }),
        json!({ "set_protocol_recipient": { "address": alice } }),
        json!({ "pause": { "seconds": 10 } }),
        json!({ "unpause": {} }),
        json!({ "set_pauser": { "address": alice } }),
        json!({ "update_ownership": { "transfer_ownership": { "new_owner": alice, "expiry": null } } }),
    ]
}

/// Fields that may be left out.
const OPTIONAL: [&str; 7] = [
    "holder",
    "to",
    "address",
    "protocol_fee_bps",
    "sale_fee_bps",
    "expiry",
    "limit",
];

/// A field that no message has.
const SURPLUS: &str = "surplus";

/// Every copy of `value` with one object lacking a field, having one too many, or one value replaced
/// by something of another type.
fn malformed(value: &Value) -> Vec<Value> {
    let mut copies = Vec::new();
    walk(value, &mut |copy| copies.push(copy));
    copies
}

fn walk(value: &Value, emit: &mut dyn FnMut(Value)) {
    match value {
        Value::Object(fields) => {
            for key in fields.keys() {
                let mut less = fields.clone();
                less.remove(key);
                if !OPTIONAL.contains(&key.as_str()) {
                    emit(Value::Object(less.clone()));
                }
                walk(&fields[key], &mut |inner| {
                    let mut with = less.clone();
                    with.insert(key.clone(), inner);
                    emit(Value::Object(with));
                });
            }
            let mut more = fields.clone();
            more.insert(SURPLUS.to_owned(), json!(1));
            emit(Value::Object(more));
            emit(json!("text"));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &mut |inner| {
                    let mut with = items.clone();
                    with[index] = inner;
                    emit(Value::Array(with));
                });
            }
            emit(json!("text"));
            emit(json!(7));
        }
        Value::Number(_) => {
            for wrong in [
                json!("7"),
                json!(-1),
                json!(1.5),
                json!(1e30),
                json!({}),
                json!([]),
            ] {
                emit(wrong);
            }
        }
        Value::String(_) => {
            for wrong in [json!(7), json!({}), json!([]), json!(true)] {
                emit(wrong);
            }
        }
        Value::Null => {
            for wrong in [json!(7), json!({}), json!([])] {
                emit(wrong);
            }
        }
        Value::Bool(_) => emit(json!("true")),
    }
}

#[test]
fn attack_41_missing_extra_and_wrong_typed_fields_do_not_parse() {
    let world = World::new();
    let mut tried = 0;
    for template in templates(&world) {
        let text = serde_json::to_vec(&template).unwrap();
        let meant: ExecuteMsg = from_json(&text).unwrap();
        for wrong in malformed(&template) {
            let text = serde_json::to_vec(&wrong).unwrap();
            match from_json::<ExecuteMsg>(&text) {
                // A field that is not known is either refused or means nothing.
                Ok(msg) if wrong.to_string().contains(SURPLUS) => assert_eq!(msg, meant),
                Ok(_) => panic!("parsed: {wrong}"),
                Err(_) => {}
            }
            tried += 1;
        }
    }
    assert!(tried > 150, "{tried}");
}

/// A rig with shares, one settled epoch, and something on every account.
fn lived_in() -> World {
    let mut world = World::new();
    world.plain_rig(1);
    world.sell(1, 0, 1_000);
    world.go_to(TERM_START);
    world.mint(1, "alice", 10);
    world.go_to(TERM_START + 1);
    world.report(1, TERM_START, 1_000);
    world.settle(&[at(1, TERM_START)]);
    world.execute("anyone", &[], ExecuteMsg::BookProceeds { rigs: vec![1] });
    world
}

#[test]
fn attack_41_a_stranger_and_unexpected_coins_change_nothing() {
    let mut world = lived_in();
    let mut kinds = BTreeSet::new();
    for template in templates(&world) {
        let msg: ExecuteMsg = serde_json::from_value(template.clone()).unwrap();
        kinds.insert(template.as_object().unwrap().keys().next().unwrap().clone());
        for funds in [
            vec![coin(1, "uatom")],
            vec![coin(0, "ubtc"), coin(7, "uatom")],
            vec![coin(u128::MAX, "ubtc"), coin(1, "uusdc")],
        ] {
            for sender in [
                "stranger", "owner", "operator", "pauser", "treasury", "alice",
            ] {
                world.refused(sender, &funds, msg.clone());
            }
        }
        // What is free to all or for oneself is the rest.
        let free = ["checkpoint", "set_payout_address"];
        if !free.iter().any(|name| template.get(name).is_some()) {
            world.refused("stranger", &[], msg);
        }
    }
    assert_eq!(kinds.len(), 18);
}

#[test]
fn attack_41_hostile_values_are_refused() {
    let mut world = lived_in();
    let long = "x".repeat(10_000);
    let bad_addresses = ["", "x", "COSMOS1ABC", "cosmos1invalid", &long];
    let roles = [
        "stranger", "owner", "operator", "pauser", "treasury", "alice",
    ];
    let mut refuse = |msg: Value| {
        let msg: ExecuteMsg = serde_json::from_value(msg).unwrap();
        for sender in roles {
            let refused = world.refused(sender, &[], msg.clone());
            assert!(refused.to_string().len() < 12_000);
        }
    };
    for address in bad_addresses {
        refuse(json!({ "claim": { "rigs": [1], "holder": address, "to": null } }));
        refuse(json!({ "claim": { "rigs": [1], "holder": null, "to": address } }));
        refuse(json!({ "checkpoint": { "holder": address, "rigs": [1] } }));
        refuse(json!({ "set_payout_address": { "address": address } }));
        refuse(json!({ "set_protocol_recipient": { "address": address } }));
        refuse(json!({ "set_pauser": { "address": address } }));
        refuse(json!({ "update_ownership": {
            "transfer_ownership": { "new_owner": address, "expiry": null }
        } }));
        refuse(json!({ "receive": { "sender": address, "amount": "1", "msg": "e30=" } }));
        refuse(json!({ "withdraw_protocol": { "denoms": [{ "native": address }] } }));
        refuse(json!({ "withdraw_protocol": { "denoms": [{ "cw20": address }] } }));
        refuse(json!({ "add_denom": { "denom": {
            "denom": { "cw20": address }, "asset": "BTC", "decimals": 8
        } } }));
        refuse(json!({ "add_denom": { "denom": {
            "denom": { "native": "ibc/27" }, "asset": address, "decimals": 8
        } } }));
    }
    for number in [0, 2, u32::MAX] {
        refuse(json!({ "settle": { "items": [{ "rig": number, "epoch": TERM_START }] } }));
        refuse(json!({ "default_epoch": { "rig": number, "epoch": TERM_START } }));
        refuse(json!({ "close_outage": { "rig": number, "epoch": TERM_START } }));
        refuse(json!({ "settle": { "items": [{ "rig": 1, "epoch": number }] } }));
        refuse(json!({ "default_epoch": { "rig": 1, "epoch": number } }));
        refuse(json!({ "close_outage": { "rig": 1, "epoch": number } }));
        refuse(json!({ "cure": { "rig": number } }));
        for list in [
            json!([number]),
            json!([number, number]),
            json!([]),
            json!(vec![number; MAX_ITEMS + 1]),
        ] {
            refuse(json!({ "claim": { "rigs": list, "holder": null, "to": null } }));
            refuse(json!({ "book_proceeds": { "rigs": list } }));
            refuse(json!({ "withdraw": { "rigs": list } }));
        }
    }
    refuse(json!({ "pause": { "seconds": 0 } }));
    refuse(json!({ "pause": { "seconds": u64::MAX } }));
    refuse(json!({ "unpause": {} }));
    refuse(json!({ "lower_fees": { "protocol_fee_bps": 65_535, "sale_fee_bps": 65_535 } }));
    refuse(json!({ "lower_fees": { "protocol_fee_bps": null, "sale_fee_bps": null } }));
    refuse(json!({ "withdraw_protocol": { "denoms": [] } }));
    refuse(json!({ "settle": { "items": [] } }));
    let zeros = "0".repeat(10_000);
    assert!(serde_json::from_value::<ExecuteMsg>(
        json!({ "receive": { "sender": "x", "amount": format!("9{zeros}"), "msg": "e30=" } })
    )
    .is_err());
}
