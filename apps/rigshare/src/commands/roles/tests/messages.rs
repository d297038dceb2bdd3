use serde_json::{json, Value};

use super::stage::Stage;

/// A message of Rigshare's own, as cw721 carries it.
fn rig_msg(stage: &Stage, msg: Value, funds: &str) -> Value {
    json!([{
        "to": stage.at.hashrate_nft.as_str(),
        "msg": { "update_extension": { "msg": msg } },
        "funds": funds,
    }])
}

fn example() -> String {
    format!("{}/../../examples/rig.toml", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn operators_and_registrars_say_exactly_this() {
    let mut stage = Stage::new();
    let operator = stage.person("operator");
    let friend = stage.person("friend").to_string();
    let says = |flags: &[&str], msg: Value| {
        let found = stage.messages(&operator, flags);
        assert_eq!(found, rig_msg(&stage, msg, ""), "{flags:?}");
    };
    says(
        &["rig", "approve", "7"],
        json!({ "decide_rig": { "rig": 7, "approve": true } }),
    );
    says(
        &["rig", "reject", "7"],
        json!({ "decide_rig": { "rig": 7, "approve": false } }),
    );
    says(
        &["rig", "close-sale", "1"],
        json!({ "stop_sale": { "rig": 1 } }),
    );
    says(
        &["rig", "accept-operator", "1"],
        json!({ "accept_operator": { "rig": 1 } }),
    );
    says(
        &["rig", "retire", "1"],
        json!({ "retire_rig": { "rig": 1 } }),
    );
    says(
        &["rig", "propose-operator", "1", &friend],
        json!({ "propose_operator": { "rig": 1, "operator": friend } }),
    );
    says(
        &["rig", "propose-operator", "1", "--nobody"],
        json!({ "propose_operator": { "rig": 1, "operator": null } }),
    );
    says(
        &[
            "rig",
            "lower-terms",
            "1",
            "--electricity",
            "0.038",
            "--service-fee",
            "2.5%",
        ],
        json!({ "lower_terms": {
            "rig": 1, "watts": null, "electricity_nano_per_kwh": "38000000", "service_fee_bps": 250,
        } }),
    );
    says(
        &[
            "rig",
            "change-buyers",
            "1",
            "--add",
            &format!("{friend},{friend}"),
        ],
        json!({ "change_buyers": { "rig": 1, "add": [friend, friend], "remove": [] } }),
    );
    let now = stage.world.now();
    says(
        &[
            "rig",
            "open-sale",
            "1",
            "--price",
            "5000uusdc",
            "--opens",
            "1h",
            "--closes",
            "2000000000",
            "--least",
            "2",
            "--most-per-wallet",
            "9",
            "--allow-list-only",
        ],
        json!({ "open_sale": { "rig": 1, "sale": {
            "price_per_share": "5000", "opens_seconds": now + 3_600, "closes_seconds": 2_000_000_000_u64,
            "least_shares": 2, "most_per_wallet": 9, "allow_list_only": true,
        } } }),
    );
    let end = stage
        .world
        .clock()
        .start_of(stage.world.rig(1).unwrap().facts.end_epoch);
    says(
        &["rig", "open-sale", "1", "--price", "5000uusdc"],
        json!({ "open_sale": { "rig": 1, "sale": {
            "price_per_share": "5000", "opens_seconds": now, "closes_seconds": end,
            "least_shares": 1, "most_per_wallet": 100, "allow_list_only": false,
        } } }),
    );
    let registered = stage.messages(&operator, &["rig", "register", &example()]);
    let rig = &registered[0]["msg"]["update_extension"]["msg"]["register_rig"]["rig"];
    assert_eq!(rig["hashrate_hs"], "234000000000000");
    assert_eq!(rig["start_epoch"], stage.world.epoch().unwrap() + 2);
}

#[test]
fn holders_say_exactly_this() {
    let mut stage = Stage::new();
    let holder = stage.person("holder");
    let friend = stage.person("friend").to_string();
    let bought = json!({ "buy": { "rig": 1, "shares": 4, "recipient": null } });
    let buy = ["share", "buy", "--rig", "1", "--shares", "4"];
    assert_eq!(
        stage.messages(&holder, &buy),
        rig_msg(&stage, bought, "5000uusdc")
    );
    stage.play(&holder, &buy).unwrap();
    stage.play(&holder, &buy).unwrap();
    assert_eq!(
        stage.messages(&holder, &["share", "split", "1-1", "1,3"]),
        rig_msg(
            &stage,
            json!({ "split": { "token_id": "1-1", "parts": [1, 3] } }),
            ""
        )
    );
    assert_eq!(
        stage.messages(&holder, &["share", "merge", "1-1", "1-2"]),
        rig_msg(
            &stage,
            json!({ "merge": { "token_ids": ["1-1", "1-2"] } }),
            ""
        )
    );
    let nft = stage.at.hashrate_nft.as_str();
    assert_eq!(
        stage.messages(&holder, &["share", "transfer", "1-1", &friend]),
        json!([{
            "to": nft,
            "msg": { "transfer_nft": { "recipient": friend, "token_id": "1-1" } },
            "funds": "",
        }])
    );
    assert_eq!(
        stage.messages(&holder, &["share", "burn", "1-2"]),
        json!([{ "to": nft, "msg": { "burn": { "token_id": "1-2" } }, "funds": "" }])
    );
}

#[test]
fn nobody_sends_what_can_only_fail() {
    let mut stage = Stage::new();
    let holder = stage.person("holder");
    let buy = ["share", "buy", "--rig", "1", "--shares", "4"];
    stage.play(&holder, &buy).unwrap();
    let refused = |flags: &[&str], words: &str| {
        let found = stage.refused(&holder, flags);
        assert!(found.contains(words), "{flags:?}: {found}");
    };
    refused(
        &["share", "split", "1-1", "1,2"],
        "has 4 shares, the parts [1, 2] are 3",
    );
    refused(&["share", "split", "1-1", "1,x"], "invalid value 'x'");
    refused(
        &["share", "transfer", "1-1", "wasm1nobody"],
        "\"wasm1nobody\"",
    );
    refused(&["share", "transfer", "1-9", holder.as_str()], "1-9");
    refused(&["share", "buy", "--rig", "9", "--shares", "1"], "9");
    refused(&["share", "buy", "--rig", "1", "--shares", "0"], "'0'");
    refused(
        &["rig", "open-sale", "1", "--price", "5000wsat"],
        "sells for uusdc, not for wsat",
    );
    refused(&["rig", "open-sale", "1", "--price", "5000"], "\"5000\"");
    refused(&["rig", "lower-terms", "1"], "--watts");
    refused(
        &["rig", "lower-terms", "1", "--service-fee", "2.555%"],
        "\"2.555%\"",
    );
    refused(&["claim"], "nothing to claim");
    refused(&["claim", "--to", "cosmos1zzz"], "cosmos1zzz");
    refused(&["cure", "--rig", "1"], "nothing is missing of rig 1");
    refused(&["withdraw"], "nothing on these accounts");
    refused(&["market", "buy", "1-1"], "token 1-1 is not for sale");
    refused(&["market", "accept", "4", "1-1"], "no offer 4");
    refused(&["market", "clean"], "still stands");
    refused(&["market", "offer", "--token", "1-1"], "--price");
    refused(
        &["report", "finalize", "--epoch", "1", "--rigs", "2-1"],
        "\"2-1\"",
    );
}
