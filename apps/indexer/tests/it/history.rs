//! The table for taxes, against an account that follows every coin.

use std::collections::{BTreeMap, BTreeSet};

use rigshare_indexer::chain::Block;
use rigshare_indexer::synthetic::{address, MONEY};

use crate::program::Indexed;

const BLOCKS: u64 = 1_500;

/// Every coin between wallets, offers and accounts at the marketplace.
#[derive(Default)]
struct Coins {
    wallets: BTreeMap<String, i128>,
    accounts: BTreeMap<String, i128>,
    offers: BTreeMap<String, (String, i128)>,
    withdrawals: usize,
    accepted: usize,
}

impl Coins {
    fn of(blocks: &[Block]) -> Self {
        let mut coins = Self::default();
        for event in blocks.iter().flat_map(|block| &block.events) {
            let said: BTreeMap<&str, &str> = event
                .attributes
                .iter()
                .map(|(key, value)| (key.as_str(), value.as_str()))
                .collect();
            coins.follow(&event.kind, &said);
        }
        coins
    }

    fn follow(&mut self, kind: &str, said: &BTreeMap<&str, &str>) {
        let text = |key: &str| said[key].to_owned();
        let number = |key: &str| said[key].parse::<i128>().unwrap();
        let mut wallet = |whose: &str, change: i128| {
            *self.wallets.entry(text(whose)).or_default() += change;
        };
        match kind {
            "shares_sold" => wallet("buyer", -number("paid")),
            "claimed" => wallet("to", number("amount")),
            "offered" => {
                wallet("buyer", -number("escrow"));
                let held = (text("buyer"), number("escrow"));
                self.offers.insert(text("offer"), held);
            }
            "sold" => {
                wallet(
                    "seller",
                    number("price") - number("royalty") - number("fee"),
                );
                if said["offer"] == "0" {
                    wallet("buyer", -number("price"));
                } else {
                    let (buyer, held) = self.offers.remove(said["offer"]).unwrap();
                    *self.accounts.entry(buyer).or_default() += held - number("price");
                    self.accepted += 1;
                }
            }
            "offer_removed" => {
                let (buyer, held) = self.offers.remove(said["offer"]).unwrap();
                assert_eq!(held, number("refund"));
                *self.accounts.entry(buyer).or_default() += held;
            }
            "withdrawn" => {
                wallet("to", number("amount"));
                let account = self.accounts.remove(said["to"]);
                assert_eq!(account, Some(number("amount")));
                self.withdrawals += 1;
            }
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lines_for_taxes_are_all_that_moved() {
    let scene = Indexed::new(31, BLOCKS).await;
    let (coins, indexer) = (Coins::of(&scene.blocks), &scene.indexer);

    let mut kinds = BTreeSet::new();
    for holder in (0..12).chain(1_000..1_040).map(address) {
        let table = indexer.get(&format!("/v1/holders/{holder}/history.csv"));
        let mut reader = csv::Reader::from_reader(table.body.as_bytes());
        let columns = reader.headers().unwrap().clone();
        let place = |name: &str| columns.iter().position(|column| column == name).unwrap();
        let (kind, amount) = (place("kind"), place("amount"));
        let (denom, wallet) = (place("denom"), place("wallet"));
        let mut moved = 0;
        // What an offer took and what came of it: the rest stands, or waits at the marketplace.
        let mut held = 0;
        for line in reader.records() {
            let line = line.unwrap();
            kinds.insert(line[kind].to_owned());
            if !line[wallet].is_empty() {
                assert_eq!(&line[denom], MONEY);
                moved += line[wallet].parse::<i128>().unwrap();
            }
            let number = || line[amount].parse::<i128>().unwrap();
            match &line[kind] {
                "offer_escrow" => held += number(),
                "buy_from_escrow" | "withdrawal" => held -= number(),
                _ => {}
            }
        }
        let expected = coins.wallets.get(&holder).copied().unwrap_or_default();
        assert_eq!(moved, expected, "{holder}");
        let offers = coins.offers.values().filter(|(buyer, _)| *buyer == holder);
        let standing: i128 = offers.map(|(_, held)| held).sum();
        let waiting = coins.accounts.get(&holder).copied().unwrap_or_default();
        assert_eq!(held, standing + waiting, "{holder}");
    }
    // Nothing was compared where nothing moved.
    assert!(coins.withdrawals > 20 && coins.accepted > 20);
    for kind in [
        "buy",
        "buy_from_escrow",
        "buy_primary",
        "offer_escrow",
        "offer_returned",
        "offer_surplus",
        "payout",
        "payout_received",
        "sell",
        "withdrawal",
    ] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
}
