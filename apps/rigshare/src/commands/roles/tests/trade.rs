//! Money from its report to its holders, and tokens from hand to hand, by flags alone.

use std::collections::BTreeMap;

use cosmwasm_std::Uint128;
use rigshare_types::distributor::RigEpoch;
use serde_json::json;

use super::stage::Stage;
use crate::commands::roles::portfolio::Portfolio;
use crate::commands::roles::report_relay::{relay, unknown};
use crate::commands::roles::report_sign::SignedFile;
use crate::commands::roles::settle::{due, orders};
use crate::commands::roles::standing::Waits;
use crate::commands::roles::status::Status;

const BTC: &str = "factory/wrapper/ubtc";

fn all_rigs(most: u32) -> BTreeMap<u32, u32> {
    BTreeMap::from([(1, most)])
}

/// What all reporters sign of an epoch, as files.
fn signed(stage: &Stage, epoch: u32, gross: u128) -> Vec<SignedFile> {
    let batch = rigshare_suite::World::batches(epoch, &[(1, gross)], None).remove(0);
    let sign = |index| stage.world.sign(index, batch.clone()).unwrap();
    (0..4)
        .map(|index| SignedFile {
            chain_id: stage.world.setup.chain_id.clone(),
            oracle: stage.at.oracle.to_string(),
            config_version: 1,
            batches: vec![sign(index)],
        })
        .collect()
}

#[test]
fn earnings_reach_their_holders() {
    let mut stage = Stage::new();
    let operator = stage.person("operator");
    stage.world.fund(&operator, 1_000_000, BTC).unwrap();
    let holder = stage.person("holder");
    let relayer = stage.world.relayer();
    stage
        .play(&holder, &["share", "buy", "--rig", "1", "--shares", "100"])
        .unwrap();
    let first = stage.world.rig(1).unwrap().facts.start_epoch;
    let ends = |stage: &Stage, epoch| stage.world.clock().end_of(epoch);
    for epoch in first..first + 3 {
        let end = ends(&stage, epoch);
        stage.world.advance_to(end);
        let (new, known) = unknown(&stage.desk(), signed(&stage, epoch, 1_000)).unwrap();
        assert_eq!((new.len(), known), (4, 0));
        let order = relay(&stage.at, new).unwrap();
        stage.send(&relayer, order).unwrap();
        let (new, known) = unknown(&stage.desk(), signed(&stage, epoch, 1_000)).unwrap();
        assert_eq!((new.len(), known), (0, 4));
        let other = unknown(&stage.desk(), signed(&stage, epoch, 999)).unwrap_err();
        assert!(
            other.to_string().contains("two different batches"),
            "{other}"
        );
    }
    let last = ends(&stage, first + 2) + stage.world.setup.timing.window_seconds;
    stage.world.advance_to(last);
    let status = Status::of(&stage.desk()).unwrap();
    assert_eq!(status.rigs[0].standing.open_epochs, 3);
    let waits = status.rigs[0].standing.waits.clone();
    assert!(
        matches!(
            waits,
            Some(Waits::Finalization {
                observations: 4,
                ..
            })
        ),
        "{waits:?}"
    );
    // The last epoch stays a forming report.
    for epoch in [first, first + 1] {
        let epoch = epoch.to_string();
        stage
            .play(
                &relayer,
                &["report", "finalize", "--epoch", &epoch, "--rigs", "1"],
            )
            .unwrap();
    }
    let found = due(&stage.desk(), &all_rigs(1)).unwrap();
    assert_eq!(found.len(), 1);
    let found = due(&stage.desk(), &all_rigs(9)).unwrap();
    let epochs: Vec<u32> = found.iter().map(|of| of.epoch).collect();
    assert_eq!(epochs, [first, first + 1]);
    let (order, items) = orders(&stage.at, &found).unwrap().remove(0);
    assert_eq!(
        items,
        [first, first + 1].map(|epoch| RigEpoch { rig: 1, epoch })
    );
    assert_eq!(
        order.json(),
        json!([{
            "to": stage.at.distributor.as_str(),
            "msg": { "settle": { "items": [
                { "rig": 1, "epoch": first }, { "rig": 1, "epoch": first + 1 },
            ] } },
            "funds": format!("2020{BTC}"),
        }])
    );
    stage.send(&operator, order).unwrap();
    assert!(due(&stage.desk(), &all_rigs(9)).unwrap().is_empty());

    // A holder is never paid more than its part, rounded down.
    let portfolio = Portfolio::of(&stage.desk(), &holder).unwrap();
    assert_eq!(portfolio.claimable[0].claimable, Uint128::new(1_999));
    assert_eq!(portfolio.claimable[0].unsettled_epochs, 1);
    assert_eq!(portfolio.tokens[0].shares, 100);
    assert_eq!(
        stage.messages(&holder, &["claim", "--to", operator.as_str()]),
        json!([{
            "to": stage.at.distributor.as_str(),
            "msg": { "claim": { "rigs": [1], "holder": null, "to": operator.as_str() } },
            "funds": "",
        }])
    );
    stage.play(&holder, &["checkpoint"]).unwrap();
    stage.play(&holder, &["claim"]).unwrap();
    assert_eq!(stage.balance(&holder, BTC), 1_999);

    // The proceeds of the sale, less the protocol's part, are the operator's.
    stage.play(&operator, &["withdraw"]).unwrap();
    let proceeds = 100 * super::stage::PRICE;
    assert_eq!(
        stage.balance(&operator, "uusdc"),
        1_000_000 + proceeds - proceeds / 50
    );
    let protocol = stage.world.at.protocol.clone();
    stage.play(&protocol, &["withdraw"]).unwrap();
    assert_eq!(stage.balance(&protocol, BTC), 20);
}

#[test]
fn what_is_not_paid_is_called_by_its_name_and_cured() {
    let mut stage = Stage::new();
    let operator = stage.person("operator");
    stage.world.fund(&operator, 1_000_000, BTC).unwrap();
    let holder = stage.person("holder");
    stage
        .play(&holder, &["share", "buy", "--rig", "1", "--shares", "50"])
        .unwrap();
    let first = stage.world.rig(1).unwrap().facts.start_epoch;
    stage.world.report(first, &[(1, 1_000)], None).unwrap();
    let standing = |stage: &Stage| Status::of(&stage.desk()).unwrap();
    let status = standing(&stage);
    let Some(Waits::Settlement {
        grace_ends_seconds,
        due,
    }) = &status.rigs[0].standing.waits
    else {
        panic!("{status:?}");
    };
    assert_eq!(due.holders, Uint128::new(500));
    assert!(status.overdue.is_empty());
    let grace_ends = *grace_ends_seconds;
    stage.world.advance_to(grace_ends - 1);
    let early = stage.play(&holder, &["default", "--rig", "1"]).unwrap_err();
    assert!(format!("{early:#}").contains("grace"), "{early:#}");
    stage.world.advance_to(grace_ends + 100_000);
    let status = standing(&stage);
    assert!(
        status.overdue[0].contains(&format!("epoch {first} of rig 1")),
        "{status:?}"
    );
    stage.play(&holder, &["default", "--rig", "1"]).unwrap();
    assert_eq!(
        stage.messages(&operator, &["cure", "--rig", "1"]),
        json!([{
            "to": stage.at.distributor.as_str(),
            "msg": { "cure": { "rig": 1 } },
            "funds": format!("500{BTC}"),
        }])
    );
    stage
        .play(&operator, &["cure", "--rig", "1", "--amount", "200"])
        .unwrap();
    stage.play(&operator, &["cure", "--rig", "1"]).unwrap();
    stage.play(&holder, &["claim"]).unwrap();
    // A cure in parts may leave less than a base unit behind.
    assert!((499..=500).contains(&stage.balance(&holder, BTC)));

    let outage = first + 1;
    let deadline = stage.world.setup.timing.outage_deadline_seconds;
    let late = stage.world.clock().end_of(outage) + deadline + 1;
    stage.world.advance_to(late);
    assert!(standing(&stage).overdue[0].contains("outage"));
    assert_eq!(
        stage.messages(&holder, &["close-outage", "--rig", "1"]),
        json!([{
            "to": stage.at.distributor.as_str(),
            "msg": { "close_outage": { "rig": 1, "epoch": outage } },
            "funds": "",
        }])
    );
    stage
        .play(&holder, &["close-outage", "--rig", "1"])
        .unwrap();
}

#[test]
fn tokens_are_asked_offered_for_and_sold() {
    let mut stage = Stage::new();
    let seller = stage.person("seller");
    let buyer = stage.person("buyer");
    for _ in 0..3 {
        stage
            .play(&seller, &["share", "buy", "--rig", "1", "--shares", "10"])
            .unwrap();
    }
    let (nft, market) = (stage.at.hashrate_nft.clone(), stage.at.marketplace.clone());
    let now = stage.world.now();
    let ask = [
        "market",
        "ask",
        "1-1",
        "--price",
        "9000uusdc",
        "--expires",
        "1h",
    ];
    let asked = json!({
        "to": market.as_str(),
        "msg": { "ask": {
            "token_id": "1-1",
            "price": { "denom": "uusdc", "amount": "9000" },
            "expires_seconds": now + 3_600,
        } },
        "funds": "",
    });
    let approved = json!({
        "to": nft.as_str(),
        "msg": { "approve": { "spender": market.as_str(), "token_id": "1-1", "expires": null } },
        "funds": "",
    });
    assert_eq!(stage.messages(&seller, &ask), json!([approved, asked]));
    let stranger = stage.refused(&buyer, &ask);
    assert!(stranger.contains("token 1-1 is "), "{stranger}");
    stage.play(&seller, &ask).unwrap();
    // The approval stands: a second ask needs no other.
    assert_eq!(stage.messages(&seller, &ask), json!([asked]));

    let low = stage.refused(&buyer, &["market", "buy", "1-1", "--limit", "8999uusdc"]);
    assert!(
        low.contains("costs 9000uusdc, above the limit of 8999uusdc"),
        "{low}"
    );
    let now = stage.world.now();
    assert_eq!(
        stage.messages(&buyer, &["market", "buy", "1-1", "--within", "30s"]),
        json!([{
            "to": market.as_str(),
            "msg": { "buy": {
                "purchases": [{
                    "token_id": "1-1",
                    "limit": { "denom": "uusdc", "amount": "9000" },
                    "least_shares": 10,
                    "latest_lease_end_seconds": null,
                }],
                "deadline_seconds": now + 30,
                "recipient": null,
            } },
            "funds": "9000uusdc",
        }])
    );
    stage.play(&buyer, &["market", "buy", "1-1"]).unwrap();
    assert_eq!(stage.world.share("1-1").unwrap().owner, buyer);

    stage
        .play(&seller, &["market", "ask", "1-2", "--price", "1uusdc"])
        .unwrap();
    stage
        .play(&seller, &["market", "cancel-ask", "1-2"])
        .unwrap();

    let offer = ["market", "offer", "--token", "1-2", "--price", "8000uusdc"];
    assert_eq!(
        stage.messages(&buyer, &offer)[0]["msg"]["offer_for_token"]["least_shares"],
        10
    );
    stage.play(&buyer, &offer).unwrap();
    let of_rig = [
        "market",
        "offer",
        "--rig",
        "1",
        "--price-per-share",
        "700uusdc",
        "--shares",
        "12",
    ];
    assert_eq!(stage.messages(&buyer, &of_rig)[0]["funds"], "8400uusdc");
    stage.play(&buyer, &of_rig).unwrap();
    let offers = stage.desk().offers(None).unwrap();
    let numbers: Vec<u64> = offers.iter().map(|offer| offer.offer).collect();
    let [token_offer, rig_offer] = [numbers[0], numbers[1]].map(|number| number.to_string());

    let wrong = stage.refused(&seller, &["market", "accept", &token_offer, "1-3"]);
    assert!(wrong.contains("is for token 1-2, not 1-3"), "{wrong}");
    stage
        .play(&seller, &["market", "accept", &token_offer, "1-2"])
        .unwrap();
    let accepted = stage.messages(&seller, &["market", "accept", &rig_offer, "1-3"]);
    assert_eq!(
        accepted[1]["msg"]["accept_offer"]["least_price"]["amount"],
        "7000"
    );
    stage
        .play(&seller, &["market", "accept", &rig_offer, "1-3"])
        .unwrap();
    assert_eq!(stage.world.share("1-3").unwrap().owner, buyer);

    stage
        .play(
            &buyer,
            &[
                "market",
                "offer",
                "--token",
                "1-3",
                "--price",
                "5uusdc",
                "--expires",
                "1d",
            ],
        )
        .unwrap();
    let last = stage
        .desk()
        .offers(None)
        .unwrap()
        .pop()
        .unwrap()
        .offer
        .to_string();
    let before = stage.balance(&buyer, "uusdc");
    stage
        .play(&buyer, &["market", "cancel-offer", &last])
        .unwrap();
    // What the accepted offer held beyond its price comes along: 8400 - 7000.
    assert_eq!(stage.balance(&buyer, "uusdc"), before + 5 + 1_400);
}
