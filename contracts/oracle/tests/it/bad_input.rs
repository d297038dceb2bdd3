//! Attack 41, message by message: JSON that is not one of the contract's messages.

use cosmwasm_std::from_json;
use rigshare_types::oracle::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use serde_json::{json, Value};

use crate::lab::*;

fn examples() -> Vec<ExecuteMsg> {
    let lab = Lab::new();
    let mut whole = batch(0, 0, &[(1, 5)]);
    whole.market = Some(market());
    let signed = lab.sign(1, whole);
    vec![
        ExecuteMsg::Relay {
            batches: vec![signed.clone()],
        },
        ExecuteMsg::Finalize {
            epoch: 0,
            rigs: vec![1],
        },
        ExecuteMsg::ProveEquivocation {
            first: Box::new(signed.clone()),
            second: Box::new(signed),
        },
        ExecuteMsg::ChangeReporters {
            reporters: reporters(4, 1, 3),
        },
        ExecuteMsg::AddAsset {
            asset: birth().assets[0].clone(),
        },
        ExecuteMsg::Pause { seconds: 1 },
        ExecuteMsg::Unpause {},
        ExecuteMsg::SetPauser {
            address: address("x").to_string(),
        },
        ExecuteMsg::UpdateOwnership(cw_ownable::Action::AcceptOwnership),
    ]
}

/// The value with every field, at any depth, left out, doubled under another name, or of another type.
fn broken(value: &Value) -> Vec<Value> {
    let mut all = vec![];
    match value {
        Value::Object(fields) => {
            let mut extra = fields.clone();
            extra.insert("surprise".to_owned(), json!(1));
            all.push(Value::Object(extra));
            for (name, field) in fields {
                let mut without = fields.clone();
                without.remove(name);
                all.push(Value::Object(without));
                let wrong = match field {
                    Value::Number(_) => vec![json!("1"), json!(-1), json!(1e30), json!(null)],
                    _ => vec![json!(7), json!(true)],
                };
                for wrong in wrong.into_iter().chain(broken(field)) {
                    let mut changed = fields.clone();
                    changed.insert(name.clone(), wrong);
                    all.push(Value::Object(changed));
                }
            }
        }
        Value::Array(entries) => {
            for (at, entry) in entries.iter().enumerate() {
                for wrong in broken(entry) {
                    let mut changed = entries.clone();
                    changed[at] = wrong;
                    all.push(Value::Array(changed));
                }
            }
        }
        Value::String(text) if text.parse::<u128>().is_ok() => {
            // Amounts: above 128 bits, below zero, with a fraction.
            for wrong in [
                "340282366920938463463374607431768211456",
                "-1",
                "1.5",
                "",
                "x",
            ] {
                all.push(json!(wrong));
            }
        }
        _ => {}
    }
    all
}

/// A left-out `market` is "none" by serde's rule for options: the only field that may be left out.
fn is_market_left_out(bad: &Value) -> bool {
    let without = |signed: &Value| signed["batch"].get("market").is_none();
    [
        &bad["relay"]["batches"][0],
        &bad["prove_equivocation"]["first"],
        &bad["prove_equivocation"]["second"],
    ]
    .into_iter()
    .any(|signed| signed.get("batch").is_some() && without(signed))
}

#[test]
fn attack_41_missing_extra_and_wrong_fields() {
    let mut tried = 0;
    for msg in examples() {
        let good = serde_json::to_value(&msg).unwrap();
        assert!(!is_market_left_out(&good));
        from_json::<ExecuteMsg>(good.to_string().as_bytes()).unwrap();
        for bad in broken(&good) {
            let parsed = from_json::<ExecuteMsg>(bad.to_string().as_bytes());
            assert!(
                parsed.is_err() || is_market_left_out(&bad),
                "{bad} was taken"
            );
            tried += 1;
        }
    }
    assert!(tried > 200, "only {tried} were tried");
}

#[test]
fn attack_41_a_birth_with_missing_extra_and_wrong_fields() {
    let good = serde_json::to_value(birth()).unwrap();
    for bad in broken(&good) {
        let parsed = from_json::<InstantiateMsg>(bad.to_string().as_bytes());
        assert!(parsed.is_err(), "{bad} was taken");
    }
}

#[test]
fn attack_41_messages_that_do_not_exist() {
    for text in [
        "{}",
        "[]",
        "null",
        "\"relay\"",
        "",
        "{\"mint\":{}}",
        "{\"relay\":{},\"pause\":{}}",
    ] {
        assert!(from_json::<ExecuteMsg>(text).is_err(), "{text}");
        assert!(from_json::<QueryMsg>(text).is_err(), "{text}");
    }
    assert!(from_json::<MigrateMsg>("{\"surprise\":1}").is_err());
}

#[test]
fn attack_10_ownership_is_handed_over_in_two_steps_and_never_given_up() {
    let mut lab = Lab::new();
    let own = ExecuteMsg::UpdateOwnership;
    let renounced = lab.refused("owner", own(cw_ownable::Action::RenounceOwnership));
    assert!(renounced.to_string().contains("not renounced"));
    let to = |who: &str| {
        own(cw_ownable::Action::TransferOwnership {
            new_owner: address(who).to_string(),
            expiry: None,
        })
    };
    lab.refused("anyone", to("anyone"));
    lab.done("owner", to("heir"));
    lab.refused("anyone", own(cw_ownable::Action::AcceptOwnership));
    lab.done("heir", own(cw_ownable::Action::AcceptOwnership));
    lab.refused("owner", to("owner"));
}
