//! Attack 41: every message of every contract, with everything wrong that a sender can get wrong.

use std::collections::BTreeSet;

use cosmwasm_std::{coin, Record, StdError};
use rigshare_suite::{World, WorldError};
use rigshare_types::{distributor, marketplace, nft, oracle};
use serde_json::{json, Value};

use super::busy::{Busy, Good};
use crate::scene::{restore, snapshot, uusdc, UBTC};

/// Fields that may be left out, or be null.
const OPTIONAL: [&str; 18] = [
    "address",
    "electricity_nano_per_kwh",
    "expires",
    "expiry",
    "extension",
    "holder",
    "latest_lease_end_seconds",
    "market",
    "name",
    "operator",
    "protocol_fee_bps",
    "recipient",
    "sale_fee_bps",
    "service_fee_bps",
    "symbol",
    "to",
    "watts",
    "token_uri",
];

/// Tries a message; where it is refused, nothing may have changed, and the error is one of the
/// contract's own or says what does not parse. Puts the chain back.
fn try_it(world: &mut World, sound: &[Record], good: &Good) -> Result<(), String> {
    let sent = good.send(world);
    match sent {
        Ok(_) => {
            restore(world, sound);
            Ok(())
        }
        Err(error) => {
            assert!(
                snapshot(world) == sound,
                "{} changed something",
                good.name()
            );
            assert!(is_typed(&error), "{}: {error:#}", good.name());
            let text = error.root_cause().to_string();
            assert!(!text.is_empty());
            // The chain's own parser quotes a text that is no number, whole; nobody else does.
            let quoted = match error.downcast_ref::<StdError>() {
                Some(StdError::ParseErr { .. }) => good.msg.to_string().len(),
                _ => 0,
            };
            let length = text.len();
            assert!(
                length < 1_000 + quoted,
                "{} answers {length} bytes: {text:.200}",
                good.name()
            );
            Err(text)
        }
    }
}

fn is_typed(error: &WorldError) -> bool {
    error.is::<::distributor::ContractError>()
        || error.is::<hashrate_nft::error::ContractError>()
        || error.is::<::oracle::error::ContractError>()
        || error.is::<::marketplace::error::ContractError>()
        || error.is::<StdError>()
}

/// Runs `check` for every good message, on the chain as it must be for that message.
fn for_each_good(mut check: impl FnMut(&mut World, &[Record], &Good)) {
    let mut busy = Busy::new();
    let messages = busy.messages();
    let world = &mut busy.scene.world;
    let sound = snapshot(world);
    for good in messages {
        good.prepare(world);
        let prepared = snapshot(world);
        check(world, &prepared, &good);
        restore(world, &sound);
    }
}

/// The name of every message that a list holds, as its JSON has it.
fn verb(msg: &Value) -> String {
    let object = msg.as_object().unwrap();
    let name = object.keys().next().unwrap();
    match name.as_str() {
        "update_extension" => verb(&msg["update_extension"]["msg"]),
        _ => name.clone(),
    }
}

#[test]
fn attack_41_unexpected_coins_and_strangers_as_sender() {
    let mut verbs = BTreeSet::new();
    for_each_good(|world, sound, good| {
        verbs.insert(format!("{} {}", good.contract, verb(&good.msg)));
        try_it(world, sound, good)
            .unwrap_or_else(|error| panic!("{} is not good: {error}", good.name()));
        let stranger = world.account("stranger");
        for who in [&good.sender, &stranger] {
            for denom in ["uusdc", UBTC, "uatom"] {
                world.fund(who, 1_000_000_000_000, denom).unwrap();
            }
        }
        let sound = snapshot(world);
        let mut sums = vec![vec![coin(1, "uatom")], vec![coin(7, "uatom"), uusdc(7)]];
        if !good.funds.is_empty() {
            sums.push(vec![]);
            let mut more = good.funds.clone();
            more.push(coin(1, "uatom"));
            more.sort_by(|one, two| one.denom.cmp(&two.denom));
            sums.push(more);
        }
        for funds in sums {
            // An offer may be in any denom of the list.
            let any_denom = verb(&good.msg).starts_with("offer_for") && funds.len() == 1;
            let funded = Good {
                funds: funds.clone(),
                ..good.clone()
            };
            let tried = try_it(world, &sound, &funded);
            assert!(
                tried.is_err() || any_denom,
                "{} took {funds:?}",
                good.name()
            );
        }
        let strange = Good {
            sender: stranger,
            ..good.clone()
        };
        let tried = try_it(world, &sound, &strange);
        assert_eq!(
            tried.is_ok(),
            good.open_to_all,
            "{}: {tried:?}",
            good.name()
        );
    });
    // One of every kind, but for those that name a contract, and those that nobody may send.
    let kinds = kinds();
    let known: BTreeSet<String> = verbs
        .iter()
        .map(|name| name.split_once(' ').unwrap().1.to_owned())
        .collect();
    let missing: Vec<&String> = kinds.difference(&known).collect();
    let refused = [
        "add_minter",
        "mint",
        "receive",
        "remove_minter",
        "remove_withdraw_address",
        "send_nft",
        "set_withdraw_address",
        "update_extension",
        "update_minter_ownership",
        "update_nft_info",
        "withdraw_funds",
    ];
    assert_eq!(missing, refused);
}

fn kinds() -> BTreeSet<String> {
    use cosmwasm_schema::schema_for;
    let mut all = BTreeSet::new();
    for schema in [
        schema_for!(distributor::ExecuteMsg),
        schema_for!(oracle::ExecuteMsg),
        schema_for!(marketplace::ExecuteMsg),
        schema_for!(nft::RigMsg),
        schema_for!(nft::ExecuteMsg),
    ] {
        let schema = serde_json::to_value(schema).unwrap();
        for one in schema["oneOf"].as_array().unwrap() {
            let names = one.get("enum").unwrap_or(&one["required"]);
            all.extend(
                names
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|n| n.as_str().unwrap().to_owned()),
            );
        }
    }
    all
}

#[test]
fn attack_41_messages_that_nobody_may_send() {
    let mut busy = Busy::new();
    let at = busy.scene.world.at.clone();
    let sound = snapshot(&busy.scene.world);
    let address = busy.bob.to_string();
    let accept = json!("accept_ownership");
    for msg in [
        json!({"mint": {"token_id": "x", "owner": address, "token_uri": null, "extension": {}}}),
        json!({"add_minter": {"minter": address}}),
        json!({"remove_minter": {"minter": address}}),
        json!({"update_minter_ownership": accept}),
        json!({"update_ownership": accept}),
        json!({"update_nft_info": {"token_id": "1", "token_uri": "https://x.y", "extension": {}}}),
        json!({"set_withdraw_address": {"address": address}}),
        json!({"remove_withdraw_address": {}}),
        json!({"withdraw_funds": {"amount": {"denom": "uusdc", "amount": "1"}}}),
    ] {
        for sender in [&at.owner, &at.hashrate_nft, &busy.bob] {
            let good = Good {
                sender: sender.clone(),
                contract: at.hashrate_nft.clone(),
                msg: msg.clone(),
                funds: vec![],
                open_to_all: false,
                first: None,
            };
            let refused = try_it(&mut busy.scene.world, &sound, &good).unwrap_err();
            assert!(refused.contains("not supported"), "{msg}: {refused}");
        }
    }
    // Nobody gives a role up for good.
    let renounce = json!("renounce_ownership");
    for (contract, msg) in [
        (
            &at.hashrate_nft,
            json!({"update_creator_ownership": renounce}),
        ),
        (&at.oracle, json!({"update_ownership": renounce})),
        (&at.distributor, json!({"update_ownership": renounce})),
        (&at.marketplace, json!({"update_ownership": renounce})),
    ] {
        let good = Good {
            sender: at.owner.clone(),
            contract: contract.clone(),
            msg,
            funds: vec![],
            open_to_all: false,
            first: None,
        };
        let refused = try_it(&mut busy.scene.world, &sound, &good).unwrap_err();
        assert!(refused.contains("not renounced"), "{refused}");
    }
}

/// Paths of everything in a message.
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

fn changed(good: &Good, path: &str, value: Value) -> Good {
    let mut other = good.clone();
    *other.msg.pointer_mut(path).unwrap() = value;
    other
}

#[test]
fn attack_41_fields_that_are_missing_too_many_or_of_another_type() {
    let mut tried = 0;
    for_each_good(|world, sound, good| {
        let is_nft = good.contract == world.at.hashrate_nft;
        let mut found = Vec::new();
        paths(&good.msg, "", &mut found);
        for path in found {
            let here = good.msg.pointer(&path).unwrap().clone();
            // cw721's, cw-ownable's and the chain's own types take more than they know.
            let of_cw721 = is_nft && !path.starts_with("/update_extension/msg");
            let of_the_chain = of_cw721
                || path.starts_with("/update_ownership/")
                || (here.get("denom").is_some() && here.get("amount").is_some());
            if let Value::Object(fields) = &here {
                let mut extra = fields.clone();
                extra.insert("surprise".to_owned(), json!(1));
                let extra = changed(good, &path, Value::Object(extra));
                let went = try_it(world, sound, &extra).is_ok();
                assert!(
                    !went || of_the_chain,
                    "{} took {path}/surprise",
                    good.name()
                );
                for name in fields.keys() {
                    let mut fewer = fields.clone();
                    fewer.remove(name);
                    let fewer = changed(good, &path, Value::Object(fewer));
                    let went = try_it(world, sound, &fewer).is_ok();
                    let may = OPTIONAL.contains(&name.as_str());
                    assert!(!went || may, "{} without {path}/{name}", good.name());
                    tried += 1;
                }
            }
            for wrong in [
                json!(true),
                json!(-1),
                json!(1.5),
                json!({"a": 1}),
                json!(null),
                json!([[]]),
            ] {
                if wrong.is_boolean() && here.is_boolean() {
                    continue;
                }
                let null = wrong.is_null();
                // An object of optional fields of cw721's, of which it knows none.
                let nothing_said = of_cw721 && wrong.is_object();
                let wrong = changed(good, &path, wrong);
                let went = try_it(world, sound, &wrong).is_ok();
                let may = null
                    && OPTIONAL
                        .iter()
                        .any(|name| path.ends_with(&format!("/{name}")));
                assert!(
                    !went || may || nothing_said,
                    "{} took {}",
                    good.name(),
                    wrong.msg
                );
                tried += 1;
            }
        }
    });
    assert!(tried > 2_000, "only {tried} tried");
}

/// Texts that nobody's field takes: no address, no name, no denom, no number.
fn hopeless() -> [String; 4] {
    [
        String::new(),
        "x".repeat(10_240),
        "é".repeat(5_120),
        "\u{202e}\u{0}\n".to_owned(),
    ]
}

#[test]
fn attack_41_texts_that_are_empty_long_or_hostile() {
    let mut accepted = BTreeSet::new();
    let mut addresses = 0;
    for_each_good(|world, sound, good| {
        let mut found = Vec::new();
        paths(&good.msg, "", &mut found);
        for path in found {
            let Some(text) = good.msg.pointer(&path).unwrap().as_str() else {
                continue;
            };
            for wrong in hopeless() {
                let wrong = changed(good, &path, json!(wrong));
                let went = try_it(world, sound, &wrong).is_ok();
                assert!(
                    !went,
                    "{} took {:.80}",
                    good.name(),
                    wrong.msg.pointer(&path).unwrap()
                );
            }
            if text.starts_with("wasm1") {
                addresses += 1;
                let mixed = text.replacen("wasm1", "Wasm1", 1);
                let other_chain = text.replacen("wasm1", "cosmos1", 1);
                let mut typo = text.to_owned();
                let last = typo.pop().unwrap();
                typo.push(if last == 'q' { 'p' } else { 'q' });
                for wrong in [mixed, text.to_uppercase(), other_chain, typo] {
                    let wrong = changed(good, &path, json!(wrong));
                    let went = try_it(world, sound, &wrong).is_ok();
                    assert!(!went, "{} took {}", good.name(), wrong.msg);
                }
            }
            let script = changed(good, &path, json!("<script>alert(1)</script>"));
            if try_it(world, sound, &script).is_ok() {
                accepted.insert(format!("{} {path}", verb(&good.msg)));
            }
        }
    });
    assert!(addresses > 20, "only {addresses} addresses");
    let accepted: Vec<&str> = accepted.iter().map(String::as_str).collect();
    // Names that people read: they are escaped where they are shown.
    assert_eq!(accepted, TAKES_ANY_TEXT);
}

/// Fields that take any visible text.
const TAKES_ANY_TEXT: [&str; 11] = [
    "change_reporters /change_reporters/reporters/reporters/0/name",
    "change_reporters /change_reporters/reporters/reporters/1/name",
    "change_reporters /change_reporters/reporters/reporters/2/name",
    "change_reporters /change_reporters/reporters/reporters/3/name",
    "register_rig /update_extension/msg/register_rig/rig/algorithm",
    "register_rig /update_extension/msg/register_rig/rig/location",
    "register_rig /update_extension/msg/register_rig/rig/model",
    "register_rig /update_extension/msg/register_rig/rig/payout_address",
    "register_rig /update_extension/msg/register_rig/rig/pool",
    "register_rig /update_extension/msg/register_rig/rig/worker",
    "update_collection_info /update_collection_info/collection_info/name",
];

#[test]
fn attack_41_numbers_that_are_zero_the_largest_or_beyond() {
    let mut tried = 0;
    for_each_good(|world, sound, good| {
        let mut found = Vec::new();
        paths(&good.msg, "", &mut found);
        for path in found {
            let here = good.msg.pointer(&path).unwrap();
            let values = if here.is_number() {
                vec![
                    json!(0),
                    json!(u64::MAX),
                    json!(u32::MAX),
                    json!(u16::MAX),
                    json!(1),
                ]
            } else if here.as_str().is_some_and(is_digits) {
                vec![
                    json!("0"),
                    json!(u128::MAX.to_string()),
                    json!(u64::MAX.to_string()),
                    json!("340282366920938463463374607431768211456"),
                    json!("1e3"),
                    json!("-1"),
                ]
            } else {
                continue;
            };
            for value in values {
                let beyond = value
                    .as_str()
                    .is_some_and(|text| text.len() > 2 && !is_fitting(text));
                let other = changed(good, &path, value);
                let went = try_it(world, sound, &other).is_ok();
                assert!(!went || !beyond, "{} took {}", good.name(), other.msg);
                tried += 1;
            }
        }
    });
    assert!(tried > 400, "only {tried} tried");
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_fitting(text: &str) -> bool {
    text.parse::<u128>().is_ok()
}

#[test]
fn attack_41_ids_that_nobody_has() {
    for_each_good(|world, sound, good| {
        let mut found = Vec::new();
        paths(&good.msg, "", &mut found);
        for path in found {
            let name = path
                .rsplit('/')
                .find(|part| part.parse::<usize>().is_err())
                .unwrap_or("");
            let wrong = match name {
                "rig" | "rigs" if good.msg.pointer(&path).unwrap().is_number() => json!(4_000),
                "offer" | "offers" if good.msg.pointer(&path).unwrap().is_number() => json!(4_000),
                "token_id" | "token_ids" | "asks"
                    if good.msg.pointer(&path).unwrap().is_string() =>
                {
                    json!("4000")
                }
                _ => continue,
            };
            let shown = wrong.to_string().replace('"', "");
            let other = changed(good, &path, wrong);
            let refused = try_it(world, sound, &other).expect_err(&format!(
                "{} took {}",
                good.name(),
                other.msg
            ));
            // A signed batch of another rig is refused for its signature.
            let signed = path.contains("batch");
            assert!(
                signed || refused.contains(&shown),
                "{}: {refused}",
                other.msg
            );
        }
    });
}
