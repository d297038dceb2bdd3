//! A living season and its faucet on a devnet, as scripts/app.sh runs them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::path::Path;
use std::process::Command;

use cosmwasm_std::{Addr, Coin};
use rigshare_chain::{person_address, Chain, Playground};
use rigshare_deploy::{Manifest, Plan};
use rigshare_node::{Devnet, SecretKey};
use rigshare_node_tests::{rigshare, run, Background, DevnetFolder, Options};
use rigshare_types::distributor::{
    self, ClaimableResponse, DueResponse, HistoryResponse, RigEpoch,
};
use rigshare_types::marketplace::{self, AsksResponse, OffersResponse};
use rigshare_types::nft::{ExecuteMsg, QueryMsg, RigMsg, RigQuery, RigResponse, RigsResponse};
use serde_json::Value;

const APP: &str = "http://127.0.0.1:8080";

/// Asks the faucet by HTTP: the answer's status, headers in lower case, and body.
fn ask(url: &str, arguments: &[&str]) -> (u16, String, Value) {
    let asked = Command::new("curl")
        .args(["-sS", "-m", "30", "-i", url])
        .args(arguments)
        .output();
    let asked = asked.unwrap();
    let said = String::from_utf8(asked.stdout).unwrap();
    assert!(
        asked.status.success(),
        "{}",
        String::from_utf8_lossy(&asked.stderr)
    );
    let (head, body) = said.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = serde_json::from_str(body).unwrap_or(Value::Null);
    (status, head.to_lowercase(), body)
}

fn give(url: &str, body: &str) -> (u16, String, Value) {
    let kind = ["-H", "content-type: application/json", "-H"];
    let origin = format!("origin: {APP}");
    ask(
        url,
        &[&kind[..], &[&origin, "--data-binary", body]].concat(),
    )
}

fn to(address: &str) -> String {
    serde_json::json!({ "address": address }).to_string()
}

/// The faucet funds whoever has an address, once, and says what is wrong with everything else.
fn check_faucet(url: &str, devnet: &Devnet, visitor: &Addr) {
    let (status, _, about) = ask(url, &[]);
    assert_eq!(
        (status, &about["chain_id"]),
        (200, &Value::from("rigshare-devnet-1"))
    );

    let (status, head, given) = give(url, &to(visitor.as_str()));
    assert_eq!(status, 200, "{given}");
    assert!(
        head.contains(&format!("access-control-allow-origin: {APP}")),
        "{head}"
    );
    assert_eq!(given["address"], visitor.as_str());
    let coins: Vec<Coin> = serde_json::from_value(given["coins"].clone()).unwrap();
    let denoms: Vec<&str> = coins.iter().map(|coin| coin.denom.as_str()).collect();
    assert_eq!(denoms, ["ustake", "uusdc", "wsat"]);
    for coin in coins {
        assert_eq!(devnet.balance(visitor, &coin.denom).unwrap(), coin.amount);
    }

    // The same address in capitals is the same address.
    for again in [visitor.to_string(), visitor.as_str().to_uppercase()] {
        let (status, head, refused) = give(url, &to(&again));
        assert_eq!(
            (status, &refused["error"]["code"]),
            (429, &Value::from("address_too_soon"))
        );
        assert!(head.contains("\r\nretry-after: "), "{head}");
    }

    let mistyped = visitor.as_str().replace("wasm1", "wasm1q");
    let cosmos = SecretKey::for_tests("visitor").address("cosmos").unwrap();
    for (address, code) in [
        (mistyped.as_str(), "bad_address"),
        ("", "bad_address"),
        (cosmos.as_str(), "other_chain"),
    ] {
        let (status, _, refused) = give(url, &to(address));
        let error = &refused["error"];
        assert_eq!(
            (status, &error["code"]),
            (400, &Value::from(code)),
            "{refused}"
        );
        assert_eq!(error["value"], address);
    }
    let long = to(&"a".repeat(2_000));
    let more = r#"{"address": "wasm1", "amount": 5}"#;
    for (body, wanted) in [
        ("{", 400),
        ("[]", 422),
        ("{}", 422),
        (more, 422),
        (&long, 413),
    ] {
        let (status, _, refused) = give(url, body);
        let code = &refused["error"]["code"];
        assert_eq!(
            (status, code),
            (wanted, &Value::from("bad_request")),
            "{body}"
        );
    }
    // A form of any page on the web could send this, without asking first.
    let (status, _, _) = ask(url, &["--data-binary", &to(visitor.as_str())]);
    assert_eq!(status, 415);
    let preflight = |origin: &str| {
        let origin = format!("origin: {origin}");
        let asks = ["-H", "access-control-request-method: POST", "-H", &origin];
        ask(url, &[&["-X", "OPTIONS"][..], &asks].concat()).1
    };
    assert!(preflight(APP).contains("access-control-allow-origin"));
    assert!(!preflight("https://example.org").contains("access-control-allow-origin"));
}

/// The rigs of the suite that a manifest describes.
fn suite(devnet: &Devnet, manifest: &Path) -> (Plan, Vec<RigResponse>) {
    let manifest: Manifest =
        serde_json::from_str(&std::fs::read_to_string(manifest).unwrap()).unwrap();
    let plan = manifest.plan().unwrap();
    let msg = RigQuery::Rigs {
        start_after: None,
        limit: None,
    };
    let question = QueryMsg::Extension { msg };
    let rigs: RigsResponse = devnet.query(&plan.hashrate_nft, &question).unwrap();
    (plan, rigs.rigs)
}

fn closed(devnet: &Devnet, plan: &Plan, rig: u32) -> HistoryResponse {
    let question = distributor::QueryMsg::History {
        rig,
        start_after: None,
        limit: None,
    };
    devnet.query(&plan.distributor, &question).unwrap()
}

fn check_season(devnet: &mut Devnet, operator: &Addr, manifest: &Path, visitor: &Addr) {
    let (plan, rigs) = suite(devnet, manifest);
    assert_eq!(rigs.len(), 6);
    let (left, settled): (Vec<_>, Vec<_>) =
        rigs.iter().partition(|rig| rig.facts.operator == *operator);

    // What operators of the season owe is paid, and holders can claim it.
    let closed_epochs: usize = settled
        .iter()
        .map(|rig| closed(devnet, &plan, rig.rig).epochs.len())
        .sum();
    assert!(closed_epochs >= 6, "{closed_epochs} epochs are closed");
    let ada = person_address("wasm", "holder ada").unwrap();
    let claimable: ClaimableResponse = devnet
        .query(
            &plan.distributor,
            &distributor::QueryMsg::Claimable {
                holder: ada.to_string(),
                rigs: vec![rigs[0].rig],
            },
        )
        .unwrap();
    assert!(!claimable.rigs[0].claimable.is_zero(), "{claimable:?}");

    // What is left to the devnet's operator is due.
    let [left] = left[..] else {
        panic!("{} rigs are the operator's", left.len());
    };
    assert_eq!(closed(devnet, &plan, left.rig).epochs, []);
    let items = vec![RigEpoch {
        rig: left.rig,
        epoch: left.facts.start_epoch,
    }];
    let question = distributor::QueryMsg::Due { items };
    let due: DueResponse = devnet.query(&plan.distributor, &question).unwrap();
    assert_eq!(due.totals.len(), 1);
    assert!(!due.totals[0].amount.is_zero());
    let denom = due.totals[0].denom.to_string();
    assert!(devnet.balance(operator, &denom).unwrap() >= due.totals[0].amount);

    // There is something to buy, to sell to, and shares that nobody has bought yet.
    let page = |start_after| marketplace::QueryMsg::Asks {
        start_after,
        limit: None,
    };
    let asks: AsksResponse = devnet.query(&plan.marketplace, &page(None)).unwrap();
    assert!(asks.asks.iter().filter(|ask| ask.stale.is_none()).count() >= 3);
    let question = marketplace::QueryMsg::Offers {
        rig: None,
        start_after: None,
        limit: None,
    };
    let offers: OffersResponse = devnet.query(&plan.marketplace, &question).unwrap();
    assert!(offers.offers.iter().filter(|offer| !offer.expired).count() >= 2);
    for rig in &rigs {
        assert!(rig.sale.is_some() && rig.minted > 0 && rig.minted <= rig.facts.shares / 4 * 3);
    }

    // With what the faucet gave, a visitor buys shares and pays the fee.
    let sale = rigs[0].sale.clone().unwrap();
    let price = sale.price_per_share.u128() * u128::from(sale.least_shares);
    let buy = ExecuteMsg::UpdateExtension {
        msg: RigMsg::Buy {
            rig: rigs[0].rig,
            shares: sale.least_shares,
            recipient: None,
        },
    };
    let funds = [Coin::new(price, &rigs[0].proceeds.denom)];
    devnet
        .execute(visitor, &plan.hashrate_nft, &buy, &funds)
        .unwrap();
}

#[test]
fn a_season_lives_until_it_is_interrupted_and_goes_on() {
    let folder = DevnetFolder::start(&Options {
        block_ms: 100,
        denoms: vec!["wlitoshi".to_owned()],
        ..Options::default()
    });
    let kept = tempfile::tempdir().unwrap();
    let manifest = kept.path().join("manifest.json");
    let live = |more: &[&str]| {
        let mut command = rigshare();
        command.args(["live", "--leave-to-operator"]).args(more);
        command.arg("--devnet").arg(folder.home());
        command.arg("--manifest").arg(&manifest);
        command
    };
    let mut season = Background::start(&mut live(&["--seconds-per-day", "15"]));
    let mut faucet = Background::start(
        rigshare()
            .args(["faucet", "--listen", "127.0.0.1:0", "--allow-origin", APP])
            .arg("--devnet")
            .arg(folder.home()),
    );
    let mut devnet = folder.open();
    let line = faucet.wait_for("listens on", 20);
    let url = line.split("listens on ").nth(1).unwrap();
    let visitor = devnet.account("visitor");
    check_faucet(url, &devnet, &visitor);

    season.wait_for("under way, from day 0", 60);
    season.wait_for("day 1 is paid", 120);
    let operator = SecretKey::devnet("operator").unwrap();
    let operator = operator.address("wasm").unwrap();
    check_season(&mut devnet, &operator, &manifest, &visitor);

    let (code, said) = season.interrupt(15);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.ends_with("\nstopped"), "{said}");
    assert!(!said.contains("tried again"), "{said}");

    // Its suite has days of 15 seconds for ever, and is gone on with.
    let other = run(&mut live(&["--seconds-per-day", "40"]));
    assert_eq!(other.code, Some(2), "{}{}", other.out, other.err);
    assert!(other.err.contains("days of 15 seconds"), "{}", other.err);
    let mut again = Background::start(&mut live(&[]));
    let line = again.wait_for("under way", 60);
    assert!(!line.contains("from day 0"), "{line}");
    let (code, said) = again.interrupt(15);
    assert_eq!(code, Some(0), "{said}");

    let (code, said) = faucet.interrupt(10);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn what_is_no_devnet_is_refused() {
    let nowhere = tempfile::tempdir().unwrap();
    let start = |command: &str| run(rigshare().args([command, "--devnet"]).arg(nowhere.path()));
    for command in ["live", "faucet"] {
        let ran = start(command);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.err.contains("no devnet runs in"), "{}", ran.err);
    }
    let described = serde_json::json!({
        "chain_id": "osmo-test-5", "prefix": "osmo", "gas_price": "0.025uosmo", "block_ms": 500,
        "nodes": [{ "rpc": "http://127.0.0.1:1" }],
    });
    std::fs::write(nowhere.path().join("devnet.json"), described.to_string()).unwrap();
    for command in ["live", "faucet"] {
        let ran = start(command);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(
            ran.err
                .contains("osmo-test-5 at http://127.0.0.1:1 is no devnet"),
            "{}",
            ran.err
        );
    }
    let ran = run(rigshare()
        .args(["faucet", "--listen", "0.0.0.0:0", "--devnet"])
        .arg(nowhere.path()));
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(
        ran.err.contains("0.0.0.0:0 can be reached from elsewhere"),
        "{}",
        ran.err
    );
}
