//! What the index says of everything that happened is what the contracts say.

use std::collections::BTreeSet;

use cosmwasm_std::Addr;
use rigshare_chain::Chain;
use rigshare_deploy::{Manifest, Plan};
use rigshare_node::Devnet;
use rigshare_node_tests::Indexer;
use rigshare_types::distributor::{
    self, DueResponse, EarningsResponse, HistoryResponse, RigBookResponse, RigEpoch,
};
use rigshare_types::marketplace::{self, AsksResponse, OffersResponse};
use rigshare_types::nft::{self, RigQuery, RigResponse, ShareResponse};
use rigshare_types::oracle::{self, FinalNetwork, FinalPrice, ReportResponse, ReportersResponse};
use serde::de::DeserializeOwned;

use crate::users::{address, number, text, Users};

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
pub fn index_agrees(users: &Users, indexer: &Indexer) {
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
