//! Every role does its job from the command line, on a real node: from a rig's registration to money in
//! its holders' accounts, and tokens from hand to hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use cosmwasm_std::Addr;
use rigshare_chain::Chain;
use rigshare_deploy::{Manifest, Plan};
use rigshare_node::{devnet_mnemonic, Devnet, SecretKey};
use rigshare_node_tests::{rigshare, run, workspace, DevnetFolder, Indexer, Options, Ran};
use rigshare_types::distributor::{
    self, DueResponse, EarningsResponse, HistoryResponse, RigBookResponse, RigEpoch,
};
use rigshare_types::marketplace::{self, AsksResponse, OffersResponse};
use rigshare_types::nft::{self, RigQuery, RigResponse, ShareResponse};
use rigshare_types::oracle::{self, FinalNetwork, FinalPrice, ReportResponse, ReportersResponse};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Who signs batches in examples/suite.toml, by the reporter's number from 1.
const REPORTERS: [&str; 4] = ["relayer", "registrar", "pauser", "owner"];

/// A suite that was deployed by the command line, and its users.
struct Users {
    devnet: DevnetFolder,
    files: tempfile::TempDir,
}

impl Users {
    fn new() -> Self {
        let users = Self {
            devnet: DevnetFolder::start(&Options::default()),
            files: tempfile::tempdir().unwrap(),
        };
        let suite = std::fs::read_to_string(workspace().join("examples/suite.toml")).unwrap();
        let suite = suite.replace("epoch_seconds = 20", "epoch_seconds = 8");
        let config = users.file("suite.toml");
        std::fs::write(&config, suite).unwrap();
        users.says("owner", &["deploy", "--config", config.to_str().unwrap()]);
        users
    }

    fn file(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    fn tries(&self, who: &str, arguments: &[&str]) -> Ran {
        let mut command = rigshare();
        command
            .env("RIGSHARE_MNEMONIC", devnet_mnemonic(who).unwrap().as_str())
            .env(
                "RIGSHARE_REPORTER_MNEMONIC",
                devnet_mnemonic(who).unwrap().as_str(),
            )
            .args(arguments)
            .args(["--chain", "devnet", "--rpc", &self.devnet.rpc(0), "--json"])
            .arg("--manifest")
            .arg(self.file("manifest.json"));
        run(&mut command)
    }

    fn says(&self, who: &str, arguments: &[&str]) -> Value {
        self.tries(who, arguments).json()
    }

    /// What the suite's own events say of a transaction: the first of a kind.
    fn result(&self, who: &str, arguments: &[&str], event: &str) -> Value {
        let said = self.says(who, arguments);
        let results = said["results"].as_array().unwrap();
        let found = results.iter().find(|result| result["event"] == event);
        found.unwrap_or_else(|| panic!("{event}: {said}")).clone()
    }

    fn refused(&self, who: &str, arguments: &[&str]) -> String {
        let ran = self.tries(who, arguments);
        assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
        ran.err
    }

    fn balance(&self, who: &str, denom: &str) -> u128 {
        let chain = self.devnet.open();
        chain.balance(&address(who), denom).unwrap().u128()
    }

    fn rig(&self) -> Value {
        self.says("alice", &["rig", "show", "1"])
    }

    fn wait_for_epoch(&self, epoch: u64) {
        while self.says("alice", &["status"])["epoch"].as_u64().unwrap() < epoch {
            sleep(Duration::from_millis(500));
        }
    }
}

fn address(who: &str) -> Addr {
    let key = SecretKey::devnet(who).unwrap();
    key.address("wasm").unwrap()
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}

fn number(value: &Value) -> u128 {
    text(value).parse().unwrap()
}

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

/// The chain, to be asked what the contracts themselves say.
struct Contracts {
    chain: Devnet,
    at: Plan,
}

impl Contracts {
    fn nft<T: DeserializeOwned>(&self, msg: RigQuery) -> T {
        let question = nft::QueryMsg::Extension { msg };
        self.chain.query(&self.at.hashrate_nft, &question).unwrap()
    }

    fn distributor<T: DeserializeOwned>(&self, question: &distributor::QueryMsg) -> T {
        self.chain.query(&self.at.distributor, question).unwrap()
    }

    fn oracle<T: DeserializeOwned>(&self, question: &oracle::QueryMsg) -> T {
        self.chain.query(&self.at.oracle, question).unwrap()
    }

    fn marketplace<T: DeserializeOwned>(&self, question: &marketplace::QueryMsg) -> T {
        self.chain.query(&self.at.marketplace, question).unwrap()
    }
}

/// What the index says of everything that happened is what the contracts say.
fn index_agrees(users: &Users, indexer: &Indexer) {
    let [alice, bob, operator] = ["alice", "bob", "operator"].map(address);
    let alices = indexer.get(&format!("/v1/holders/{alice}"))["tokens"][0]["token_id"].clone();
    users.says(
        "alice",
        &["market", "ask", &text(&alices), "--price", "9000001uusdc"],
    );
    let offer = [
        "market",
        "offer",
        "--rig",
        "1",
        "--price-per-share",
        "700000uusdc",
        "--shares",
        "3",
    ];
    users.says("bob", &offer);

    let manifest = std::fs::read_to_string(users.file("manifest.json")).unwrap();
    let manifest: Manifest = serde_json::from_str(&manifest).unwrap();
    let contracts = Contracts {
        chain: users.devnet.open(),
        at: manifest.plan().unwrap(),
    };
    let newest = contracts.chain.latest().unwrap().height;
    let health = indexer.wait_for(newest);
    assert!(health["lag_blocks"].as_u64() <= Some(1), "{health}");

    rig_agrees(&contracts, indexer, &operator);
    for holder in [&alice, &bob] {
        holder_agrees(&contracts, indexer, holder);
    }
    truth_agrees(&contracts, indexer);
    market_agrees(&contracts, indexer);
    let kinds: BTreeSet<String> = indexer
        .items("/v1/activity?limit=200")
        .iter()
        .map(|item| text(&item["kind"]))
        .collect();
    for kind in [
        "rig_registered",
        "shares_sold",
        "share_transferred",
        "epoch_closed",
        "claimed",
        "sold",
        "withdrawn",
    ] {
        assert!(kinds.contains(kind), "{kind}: {kinds:?}");
    }
}

fn rig_agrees(contracts: &Contracts, indexer: &Indexer, operator: &Addr) {
    let rig: RigResponse = contracts.nft(RigQuery::Rig { rig: 1 });
    let index = indexer.get("/v1/rigs/1");
    assert_eq!(index["operator"], rig.facts.operator.as_str());
    assert_eq!(rig.facts.operator, *operator);
    assert_eq!(index["coin"], rig.facts.coin);
    assert_eq!(index["status"], "approved");
    assert_eq!(number(&index["hashrate_hs"]), rig.facts.hashrate_hs.u128());
    assert_eq!(
        number(&index["unit_hashrate_hs"]),
        rig.profile.unit_hashrate_hs.u128()
    );
    assert_eq!(index["shares_registered"], rig.facts.shares);
    assert_eq!(index["shares_minted"], rig.minted);
    assert_eq!(index["end_epoch"], rig.facts.end_epoch);
    assert_eq!(index["payout"], rig.facts.payout.to_string());
    assert_eq!(number(&index["proceeds"]), rig.proceeds.total.u128());
    assert_eq!(index["profile"]["worker"], rig.profile.worker);
    assert_eq!(index["profile"]["pool"], rig.facts.pool);
    let terms = index["terms"].as_array().unwrap();
    assert_eq!(terms.len(), rig.facts.terms.len());
    assert_eq!(terms[0]["watts"], rig.facts.terms[0].watts);
    let sale = rig.sale.unwrap();
    assert_eq!(
        number(&index["sale"]["price_per_share"]),
        sale.price_per_share.u128()
    );

    let book: RigBookResponse = contracts.distributor(&distributor::QueryMsg::RigBook { rig: 1 });
    let record = book.book.record;
    assert_eq!(index["record"]["settled"], record.settled_epochs);
    assert_eq!(
        number(&index["record"]["delivered"]),
        record.delivered.u128()
    );
    let history: HistoryResponse = contracts.distributor(&distributor::QueryMsg::History {
        rig: 1,
        start_after: None,
        limit: None,
    });
    let epochs = indexer.items("/v1/rigs/1/epochs");
    assert_eq!(epochs.len(), history.epochs.len());
    assert!(!epochs.is_empty());
    for (index, closed) in epochs.iter().rev().zip(history.epochs) {
        assert_eq!(index["epoch"], closed.epoch);
        assert_eq!(index["outcome"], closed.closing.outcome.to_string());
        assert_eq!(number(&index["delivered"]), closed.closing.delivered.u128());
        assert_eq!(index["time_seconds"], closed.closing.at_seconds);
        // By the contract's own sum: what all shares earn is what is left of the gross.
        let net = number(&index["net"]);
        let parts =
            number(&index["gross"]) - number(&index["electricity"]) - number(&index["service_fee"]);
        assert_eq!(net, parts);
    }
    // An epoch that is not settled: what it costs, computed by both.
    let unsettled = indexer.get(&format!("/v1/operators/{operator}"))["unsettled"].clone();
    for item in unsettled.as_array().unwrap() {
        let epoch = u32::try_from(item["epoch"].as_u64().unwrap()).unwrap();
        let items = vec![RigEpoch { rig: 1, epoch }];
        let due: DueResponse = contracts.distributor(&distributor::QueryMsg::Due { items });
        assert_eq!(number(&item["gross"]), due.items[0].gross.u128());
    }
}

fn holder_agrees(contracts: &Contracts, indexer: &Indexer, holder: &Addr) {
    let index = indexer.get(&format!("/v1/holders/{holder}"));
    let tokens = index["tokens"].as_array().unwrap();
    let mut shares = 0;
    for token in tokens {
        let share: ShareResponse = contracts.nft(RigQuery::Share {
            token_id: text(&token["token_id"]),
        });
        assert_eq!(
            (share.owner.as_str(), &token["shares"]),
            (holder.as_str(), &share.shares.into())
        );
        shares += share.shares;
    }
    let position: nft::PositionResponse = contracts.nft(RigQuery::Position {
        holder: holder.to_string(),
        rig: 1,
    });
    assert_eq!(
        (position.shares, &index["rigs"][0]["shares"]),
        (shares, &shares.into())
    );
    let payouts = indexer.items(&format!("/v1/holders/{holder}/payouts"));
    let paid: u128 = payouts.iter().map(|payout| number(&payout["amount"])).sum();
    assert_eq!(number(&index["rigs"][0]["claimed"]["wsat"]), paid);
    let cursor: Option<distributor::Cursor> =
        contracts.distributor(&distributor::QueryMsg::Cursor {
            holder: holder.to_string(),
            rig: 1,
        });
    assert_eq!(index["rigs"][0]["next_epoch"], cursor.unwrap().next_epoch);
    // Where the contract still has it by epoch, the index has it to the base unit.
    let earnings: EarningsResponse = contracts.distributor(&distributor::QueryMsg::Earnings {
        holder: holder.to_string(),
        rig: 1,
        start_after: None,
        limit: None,
    });
    let known = indexer.items(&format!("/v1/holders/{holder}/earnings?rig=1"));
    assert!(!known.is_empty());
    for earned in earnings.epochs {
        let index = known
            .iter()
            .find(|item| item["epoch"] == earned.epoch)
            .unwrap();
        assert_eq!(number(&index["weight"]), u128::from(earned.weight));
        let floor = earned.earned_scaled >> 64;
        assert_eq!(text(&index["earned_floor"]), floor.to_string());
    }
    // And in all, what was paid is what was earned, less what is below a base unit.
    let earned: u128 = known.iter().map(|item| number(&item["earned_floor"])).sum();
    assert!(
        paid >= earned && paid <= earned + known.len() as u128,
        "{paid} of {earned}"
    );
}

fn truth_agrees(contracts: &Contracts, indexer: &Indexer) {
    let reports = indexer.items("/v1/reports");
    assert!(!reports.is_empty());
    for index in reports {
        let epoch = u32::try_from(index["epoch"].as_u64().unwrap()).unwrap();
        let report: ReportResponse = contracts.oracle(&oracle::QueryMsg::Report { rig: 1, epoch });
        let known = report.report.unwrap();
        assert_eq!(number(&index["gross"]), known.gross.u128());
        assert_eq!(index["grade"], known.grade.to_string());
        assert_eq!(index["signers"], known.signers);
        assert_eq!(index["height"], known.final_height);
        assert_eq!(index["time_seconds"], known.final_seconds);
        assert_eq!(
            index["batches"].as_array().unwrap().len(),
            report.observations.len()
        );
    }
    for index in indexer.items("/v1/prices") {
        let epoch = u32::try_from(index["epoch"].as_u64().unwrap()).unwrap();
        let asset = text(&index["asset"]);
        let price: Option<FinalPrice> = contracts.oracle(&oracle::QueryMsg::Price { asset, epoch });
        assert_eq!(
            number(&index["nano_per_coin"]),
            price.unwrap().nano_per_coin.u128()
        );
    }
    for index in indexer.items("/v1/networks") {
        let epoch = u32::try_from(index["epoch"].as_u64().unwrap()).unwrap();
        let coin = text(&index["coin"]);
        let network: Option<FinalNetwork> =
            contracts.oracle(&oracle::QueryMsg::Network { coin, epoch });
        assert_eq!(
            number(&index["hashes_per_block"]),
            network.unwrap().hashes_per_block.u128()
        );
    }
    let reporters: ReportersResponse = contracts.oracle(&oracle::QueryMsg::Reporters { epoch: 0 });
    let index = indexer.get("/v1/reporters");
    assert_eq!(
        (&index["version"], &index["quorum"]),
        (&reporters.version.into(), &reporters.config.quorum.into())
    );
    for (index, reporter) in index["reporters"]
        .as_array()
        .unwrap()
        .iter()
        .zip(reporters.config.reporters)
    {
        assert_eq!(index["name"], reporter.name);
        assert_eq!(index["public_key"], reporter.public_key.to_hex());
        assert_eq!(index["batches_last_30_epochs"], 1);
    }
}

fn market_agrees(contracts: &Contracts, indexer: &Indexer) {
    let asks: AsksResponse = contracts.marketplace(&marketplace::QueryMsg::Asks {
        start_after: None,
        limit: None,
    });
    let index = indexer.items("/v1/asks");
    assert_eq!((index.len(), asks.asks.len()), (1, 1));
    let ask = &asks.asks[0];
    assert_eq!(index[0]["token_id"], ask.token_id);
    assert_eq!(index[0]["seller"], ask.seller.as_str());
    assert_eq!(number(&index[0]["price"]), ask.price.amount.u128());
    assert_eq!(
        number(&index[0]["price_per_share"]),
        ask.price_per_share_floor.u128()
    );
    assert_eq!(index[0]["expires_seconds"], ask.expires_seconds);
    let offers: OffersResponse = contracts.marketplace(&marketplace::QueryMsg::Offers {
        rig: None,
        start_after: None,
        limit: None,
    });
    let index = indexer.items("/v1/offers");
    assert_eq!((index.len(), offers.offers.len()), (1, 1));
    let offer = &offers.offers[0];
    assert_eq!(index[0]["offer"], offer.offer);
    assert_eq!(index[0]["buyer"], offer.buyer.as_str());
    assert_eq!(number(&index[0]["escrow"]), offer.escrow.amount.u128());
    let floor = &indexer.get("/v1/rigs/1")["floor"];
    assert_eq!(
        (text(&floor["token_id"]), number(&floor["price_per_share"])),
        (ask.token_id.clone(), 750_000)
    );
    // Two primary sales, an ask that was bought, an offer that was accepted.
    let trades = indexer.items("/v1/trades");
    let kinds: Vec<String> = trades.iter().map(|trade| text(&trade["kind"])).collect();
    assert_eq!(kinds, ["offer", "ask", "primary", "primary"]);
    let volume: u128 = trades.iter().map(|trade| number(&trade["price"])).sum();
    let stats = indexer.get("/v1/market/stats");
    assert_eq!(number(&stats["by_denom"][0]["volume_all"]), volume);
}
