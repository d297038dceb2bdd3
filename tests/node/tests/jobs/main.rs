//! Every role does its job from the command line, on a real node: from a rig's registration to money in
//! its holders' accounts, and tokens from hand to hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod index;
mod users;

use std::thread::sleep;
use std::time::Duration;

use rigshare_node_tests::Indexer;

use crate::index::index_agrees;
use crate::users::{address, number, text, Users};

/// Who signs batches in examples/suite.toml, by the reporter's number from 1.
const REPORTERS: [&str; 4] = ["relayer", "registrar", "pauser", "owner"];

#[test]
fn every_role_does_its_job_from_the_command_line() {
    let users = Users::new();
    let rpc = users.devnet.rpc(0);
    let indexer = Indexer::start(&rpc, &users.file("manifest.json"), &users.file("index.db"));
    let tokens = sell(&users);
    earn(&users);
    trade(&users, &tokens);
    index_agrees(&users, &indexer);
    let status = users.says("alice", &["status"]);
    assert_eq!(status["overdue"], serde_json::json!([]), "{status}");
}

/// Registers, approves and sells; returns alice's and bob's token.
fn sell(users: &Users) -> [String; 2] {
    let register = ["rig", "register", "examples/rig.toml"];
    let dry: Vec<&str> = register.iter().copied().chain(["--dry-run"]).collect();
    assert_eq!(users.says("operator", &dry)["dry_run"], true);
    let unsigned: Vec<&str> = register
        .iter()
        .copied()
        .chain(["--generate-only"])
        .collect();
    assert_eq!(
        users.says("operator", &unsigned)["signatures"],
        serde_json::json!([])
    );
    assert_eq!(
        users.result("operator", &register, "rig_registered")["rig"],
        "1"
    );
    let stranger = users.refused("bob", &["rig", "approve", "1"]);
    assert!(stranger.contains("is not the registrar"), "{stranger}");
    users.says("owner", &["rig", "approve", "1"]);
    listed(users);
    users.says(
        "operator",
        &["rig", "open-sale", "1", "--price", "1250000uusdc"],
    );
    let buy = |who, shares| {
        let flags = ["share", "buy", "--rig", "1", "--shares", shares];
        users.result(who, &flags, "shares_sold")
    };
    let had = users.balance("alice", "uusdc");
    let bought = buy("alice", "30");
    assert_eq!(users.balance("alice", "uusdc"), had - 37_500_000);
    let bobs = text(&buy("bob", "12")["token_id"]);
    let split = users.says(
        "alice",
        &["share", "split", &text(&bought["token_id"]), "10,20"],
    );
    let parts: Vec<String> = split["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|result| result["event"] == "share_minted")
        .map(|result| text(&result["token_id"]))
        .collect();
    let merge = ["share", "merge", &parts[0], &parts[1]];
    let merged = text(&users.result("alice", &merge, "share_minted")["token_id"]);
    let give = ["share", "split", &merged, "6,24"];
    let given = text(&users.result("alice", &give, "share_minted")["token_id"]);
    users.says(
        "alice",
        &["share", "transfer", &given, address("bob").as_str()],
    );
    let alices = users.says(
        "alice",
        &["share", "list", "--owner", address("alice").as_str()],
    );
    assert_eq!(alices["tokens"][0]["shares"], 24, "{alices}");
    [text(&alices["tokens"][0]["token_id"]), bobs]
}

/// The rig that was approved is in the list of rigs, and in no list of others.
fn listed(users: &Users) {
    let list = |more: &[&str]| users.says("alice", &[&["rig", "list"], more].concat());
    let all = list(&[]);
    let [rig] = &all["rigs"].as_array().unwrap()[..] else {
        panic!("{all}");
    };
    assert_eq!(
        (&rig["rig"], &rig["facts"]["hashrate_hs"]),
        (&1.into(), &"234000000000000".into())
    );
    let has_begun = all["epoch"].as_u64() >= rig["facts"]["start_epoch"].as_u64();
    let state = if has_begun { "running" } else { "upcoming" };
    assert_eq!(rig["state"], state);
    let table = users.shows("alice", &["rig", "list"]);
    assert!(
        table.contains("Antminer S21 Pro") && table.contains("234 TH/s"),
        "{table}"
    );
    let (own, others) = (address("operator"), address("bob"));
    assert_eq!(list(&["--operator", own.as_str()])["rigs"][0]["rig"], 1);
    for no_such in [["--operator", others.as_str()], ["--state", "pending"]] {
        assert_eq!(list(&no_such)["rigs"], serde_json::json!([]));
    }
    let typo = users.tries("alice", &["rig", "list", "--operator", "typo"]);
    assert!(
        typo.code == Some(2) && typo.err.contains("typo"),
        "{}",
        typo.err
    );
}

/// Signs, relays, finalizes, settles and claims the rig's first epoch.
fn earn(users: &Users) {
    let first = users.rig()["rig"]["facts"]["start_epoch"].as_u64().unwrap();
    users.wait_for_epoch(first + 1);
    let epoch = first.to_string();
    let mut files = Vec::new();
    for (id, who) in (1..).zip(REPORTERS) {
        let (file, id) = (users.file(&format!("{who}.json")), format!("{id}"));
        let file = file.to_str().unwrap().to_owned();
        let observations = "examples/observations.toml";
        let sign = [
            "report",
            "sign",
            observations,
            "--epoch",
            &epoch,
            "--reporter",
            &id,
            "--out",
            &file,
        ];
        users.says(who, &sign);
        files.push(file);
    }
    users.says("relayer", &["report", "relay", &files[0]]);
    let all: Vec<&str> = ["report", "relay"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    assert_eq!(users.says("relayer", &all)["on_the_chain_already"], "1");
    assert_eq!(users.says("relayer", &all)["relayed"], 0);
    sleep(Duration::from_secs(3));
    let finalize = ["report", "finalize", "--epoch", &epoch];
    let report = users.result("relayer", &finalize, "report_final");
    assert_eq!(report["gross"], "250000");

    let settled = users.says("operator", &["settle"]);
    let settled = &settled["transactions"][0]["results"][0];
    assert_eq!(settled["outcome"], "settled", "{settled}");
    let again = users.says("operator", &["settle"]);
    assert_eq!(again["transactions"], serde_json::json!([]));
    let mut paid = 0;
    for who in ["alice", "bob"] {
        let had = users.balance(who, "wsat");
        let claimed = number(&users.result(who, &["claim"], "claimed")["amount"]);
        assert_eq!(users.balance(who, "wsat"), had + claimed);
        paid += claimed;
    }
    let due = number(&settled["delivered"]);
    // Each of the two, and the rig's carry, may wait for less than a base unit.
    assert!((due - 2..=due).contains(&paid), "{paid} of {due}");
    let nothing = users.refused("alice", &["claim"]);
    assert!(nothing.contains("nothing to claim"), "{nothing}");
}

/// Asks, buys, offers, accepts, cancels and withdraws.
fn trade(users: &Users, [alices, bobs]: &[String; 2]) {
    users.says(
        "alice",
        &["market", "ask", alices, "--price", "30000000uusdc"],
    );
    let dear = users.refused(
        "bob",
        &["market", "buy", alices, "--limit", "29999999uusdc"],
    );
    assert!(dear.contains("above the limit"), "{dear}");
    let had = users.balance("bob", "uusdc");
    let sold = users.result("bob", &["market", "buy", alices], "sold");
    assert_eq!(users.balance("bob", "uusdc"), had - 30_000_000);
    assert_eq!(
        (&sold["royalty"], &sold["fee"]),
        (&"600000".into(), &"300000".into())
    );

    let offer = [
        "market",
        "offer",
        "--rig",
        "1",
        "--price-per-share",
        "1000000uusdc",
        "--shares",
        "20",
    ];
    let offered = text(&users.result("alice", &offer, "offered")["offer"]);
    users.result("bob", &["market", "accept", &offered, bobs], "sold");
    let offer = ["market", "offer", "--token", alices, "--price", "7uusdc"];
    let offered = text(&users.result("alice", &offer, "offered")["offer"]);
    // The second offer comes back, and with it what the first held beyond its price: 20 - 12 shares'.
    let cancelled = ["market", "cancel-offer", &offered];
    assert_eq!(
        users.result("alice", &cancelled, "withdrawn")["amount"],
        "8000007"
    );
    users.says("bob", &["market", "ask", alices, "--price", "1uusdc"]);
    users.says("bob", &["market", "cancel-ask", alices]);
    let listed = users.says("bob", &["market", "list"]);
    assert_eq!(listed, serde_json::json!({ "asks": [], "offers": [] }));

    // Proceeds of 42 shares less 2 %, and royalties of 2 % of both sales.
    let had = users.balance("operator", "uusdc");
    users.says("operator", &["withdraw"]);
    let proceeds = 42 * 1_250_000 * 98 / 100;
    let royalties = (30_000_000 + 12_000_000) * 2 / 100;
    assert_eq!(
        users.balance("operator", "uusdc"),
        had + proceeds + royalties
    );
    let portfolio = users.says("alice", &["portfolio", address("alice").as_str()]);
    assert_eq!(portfolio["tokens"][0]["shares"], 12, "{portfolio}");
}
