//! Compares the index with what the contracts answer.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint128};
use rigshare_suite::World;
use rigshare_types::distributor::{
    self, AccountsResponse, Cursor, DenomsResponse, HistoryResponse,
};
use rigshare_types::marketplace::{
    self, AccountResponse, AsksResponse, OfferTarget, OffersResponse,
};
use rigshare_types::nft::{self, PositionResponse, RigQuery, RigsResponse, ShareResponse};
use rigshare_types::oracle::{
    self, AssetsResponse, BatchesResponse, EpochReport, FinalNetwork, FinalPrice, ReportsResponse,
    StoredEvidence, POOLS,
};
use rigshare_types::pause::PauseLog;

use crate::index::Index;

/// Compares everything.
///
/// # Panics
/// The index and the contracts differ.
pub fn all(world: &World, index: &Index, after: &str) {
    rigs(world, index, after);
    shares(world, index, after);
    trade(world, index, after);
    truth(world, index, after);
    money(world, index, after);
    administration(world, index, after);
}

fn rigs(world: &World, index: &Index, after: &str) {
    let mut seen = 0;
    loop {
        let page: RigsResponse = world
            .rig_query(RigQuery::Rigs {
                start_after: Some(seen),
                limit: Some(30),
            })
            .unwrap();
        let Some(last) = page.rigs.last() else { break };
        seen = last.rig;
        for stored in page.rigs {
            let rig = &index.rigs[&stored.rig];
            let facts = &stored.facts;
            let name = format!("rig {} after {after}", stored.rig);
            assert_eq!(facts.status, rig.status, "{name}");
            assert_eq!(facts.operator.as_str(), rig.operator, "{name}");
            assert_eq!(
                stored.proposed_operator.map(Addr::into_string),
                rig.proposed,
                "{name}"
            );
            assert_eq!(facts.coin, rig.registered.coin, "{name}");
            assert_eq!(facts.hashrate_hs, rig.registered.hashrate_hs, "{name}");
            assert_eq!(facts.shares, rig.registered.shares, "{name}");
            assert_eq!(facts.start_epoch, rig.registered.start_epoch, "{name}");
            assert_eq!(facts.payout, rig.registered.payout, "{name}");
            assert_eq!(
                (facts.end_epoch, facts.retired),
                (rig.end_epoch, rig.retired),
                "{name}"
            );
            let steps: Vec<_> = facts.terms[1..]
                .iter()
                .map(|step| {
                    (
                        step.from_epoch,
                        step.watts,
                        step.electricity_nano_per_kwh,
                        step.service_fee_bps,
                    )
                })
                .collect();
            let lowered: Vec<_> = rig
                .terms
                .iter()
                .map(|step| {
                    (
                        step.from_epoch,
                        step.watts,
                        step.electricity_nano_per_kwh,
                        step.service_fee_bps,
                    )
                })
                .collect();
            assert_eq!(steps, lowered, "{name}");
            let sale = stored.sale.map(|sale| {
                let window = (sale.opens_seconds, sale.closes_seconds);
                (sale.price_per_share, stored.proceeds.denom.clone(), window)
            });
            let opened = rig.sale.clone().map(|sale| {
                let window = (sale.opens_seconds, sale.closes_seconds);
                (sale.price_per_share, sale.denom, window)
            });
            assert_eq!(sale, opened, "{name}");
            assert_eq!(stored.proceeds.total, rig.proceeds, "{name}");
            let minted: u64 = index
                .tokens
                .values()
                .filter(|token| token.rig == stored.rig)
                .map(|token| token.shares)
                .sum();
            assert_eq!(stored.minted, minted, "{name}");
        }
    }
    assert_eq!(seen as usize, index.rigs.len(), "rigs after {after}");
}

fn shares(world: &World, index: &Index, after: &str) {
    let mut ids: Vec<String> = Vec::new();
    loop {
        let page: cw721::msg::TokensResponse = world
            .query(
                &world.at.hashrate_nft,
                &nft::QueryMsg::AllTokens {
                    start_after: ids.last().cloned(),
                    limit: Some(30),
                },
            )
            .unwrap();
        if page.tokens.is_empty() {
            break;
        }
        ids.extend(page.tokens);
    }
    assert_eq!(ids.len(), index.tokens.len(), "tokens after {after}");
    for (id, token) in &index.tokens {
        let stored: ShareResponse = world.share(id).unwrap();
        assert_eq!(
            (stored.rig, stored.shares, stored.owner.as_str()),
            (token.rig, token.shares, token.owner.as_str()),
            "token {id} after {after}"
        );
    }
    let present = world.epoch().unwrap();
    for (holder, rig) in index.changes.keys() {
        let stored: PositionResponse = world
            .rig_query(RigQuery::Position {
                holder: holder.clone(),
                rig: *rig,
            })
            .unwrap();
        let name = format!("{} in rig {rig} after {after}", world.name_of(holder));
        assert_eq!(stored.shares, index.shares(holder, *rig), "{name}");
        let first = index.rigs[rig].registered.start_epoch.saturating_sub(2);
        for epoch in stored.schedule.floor().max(first)..=present + 1 {
            assert_eq!(
                stored.schedule.weight_at(epoch).unwrap(),
                index.weight(holder, *rig, epoch),
                "{name}, epoch {epoch}"
            );
        }
    }
}

fn trade(world: &World, index: &Index, after: &str) {
    let market = &world.at.marketplace;
    let mut asks = BTreeMap::new();
    loop {
        let page: AsksResponse = world
            .query(
                market,
                &marketplace::QueryMsg::Asks {
                    start_after: asks.keys().next_back().cloned(),
                    limit: Some(30),
                },
            )
            .unwrap();
        if page.asks.is_empty() {
            break;
        }
        asks.extend(page.asks.into_iter().map(|ask| (ask.token_id.clone(), ask)));
    }
    assert_eq!(asks.len(), index.asks.len(), "asks after {after}");
    for (token_id, ask) in &asks {
        let told = &index.asks[token_id];
        assert_eq!(
            (
                ask.rig,
                ask.shares,
                ask.seller.as_str(),
                ask.price.amount,
                &ask.price.denom
            ),
            (
                told.rig,
                told.shares,
                told.seller.as_str(),
                told.price,
                &told.denom
            ),
            "ask for {token_id} after {after}"
        );
        assert_eq!(ask.expires_seconds, told.expires_seconds);
    }
    let mut offers = BTreeMap::new();
    loop {
        let page: OffersResponse = world
            .query(
                market,
                &marketplace::QueryMsg::Offers {
                    rig: None,
                    start_after: offers.keys().next_back().copied(),
                    limit: Some(30),
                },
            )
            .unwrap();
        if page.offers.is_empty() {
            break;
        }
        offers.extend(page.offers.into_iter().map(|offer| (offer.offer, offer)));
    }
    assert_eq!(offers.len(), index.offers.len(), "offers after {after}");
    for (number, offer) in &offers {
        let told = &index.offers[number];
        let target = match offer.target.clone() {
            OfferTarget::Token {
                token_id,
                rig,
                price,
            } => (token_id, rig, price),
            OfferTarget::Rig {
                rig,
                price_per_share,
            } => (String::new(), rig, price_per_share),
        };
        assert_eq!(target, (told.token_id.clone(), told.rig, told.price));
        assert_eq!(
            (
                offer.buyer.as_str(),
                offer.least_shares,
                offer.escrow.amount
            ),
            (told.buyer.as_str(), told.least_shares, told.escrow),
            "offer {number} after {after}"
        );
        assert_eq!(offer.escrow.denom, told.denom);
        assert_eq!(offer.expires_seconds, told.expires_seconds);
    }
    let mut escrowed: BTreeMap<&str, Uint128> = BTreeMap::new();
    for ((address, denom), amount) in &index.market_accounts {
        let stored: AccountResponse = world
            .query(
                market,
                &marketplace::QueryMsg::Account {
                    address: address.clone(),
                    start_after: None,
                    limit: Some(30),
                },
            )
            .unwrap();
        let stored = stored.amounts.iter().find(|coin| coin.denom == *denom);
        let stored = stored.map(|coin| coin.amount).unwrap_or_default();
        assert_eq!(stored, *amount, "{address}'s {denom} after {after}");
        *escrowed.entry(denom).or_default() += amount;
    }
    for offer in index.offers.values() {
        *escrowed.entry(&offer.denom).or_default() += offer.escrow;
    }
    for (denom, amount) in escrowed {
        let held = world
            .chain
            .app
            .wrap()
            .query_balance(market, denom)
            .unwrap()
            .amount;
        assert_eq!(held, amount, "the marketplace's {denom} after {after}");
    }
}

fn truth(world: &World, index: &Index, after: &str) {
    let at = &world.at.oracle;
    for rig in index.rigs.keys() {
        let stored: ReportsResponse = world
            .query(
                at,
                &oracle::QueryMsg::Reports {
                    rig: *rig,
                    start_after: None,
                    limit: Some(100),
                },
            )
            .unwrap();
        let told = index.reports.range((*rig, 0)..=(*rig, u32::MAX));
        let told: Vec<_> = told
            .map(|((_, epoch), told)| (*epoch, told.gross, told.grade.clone(), told.signers))
            .collect();
        let stored: Vec<_> = stored
            .reports
            .iter()
            .map(|EpochReport { epoch, report }| {
                (
                    *epoch,
                    report.gross,
                    report.grade.to_string(),
                    report.signers,
                )
            })
            .collect();
        assert_eq!(stored, told, "reports of rig {rig} after {after}");
    }
    let assets: AssetsResponse = world
        .query(
            at,
            &oracle::QueryMsg::Assets {
                start_after: None,
                limit: Some(100),
            },
        )
        .unwrap();
    let first = world.clock().epoch_at(world.setup.start_seconds).unwrap();
    for epoch in first..=world.epoch().unwrap() {
        for asset in assets.assets.iter().map(|asset| asset.symbol.clone()) {
            let price: Option<FinalPrice> = world
                .query(
                    at,
                    &oracle::QueryMsg::Price {
                        asset: asset.clone(),
                        epoch,
                    },
                )
                .unwrap();
            let told = index.prices.get(&(asset.clone(), epoch)).copied();
            assert_eq!(
                price.map(|price| price.nano_per_coin),
                told,
                "{asset} {epoch}"
            );
            let network: Option<FinalNetwork> = world
                .query(
                    at,
                    &oracle::QueryMsg::Network {
                        coin: asset.clone(),
                        epoch,
                    },
                )
                .unwrap();
            let told = index.networks.get(&(asset, epoch));
            assert_eq!(
                network.map(|network| (network.hashes_per_block, network.reward_per_block)),
                told.map(|told| (told.hashes_per_block, told.reward_per_block))
            );
        }
    }
    for ((pool, coin, epoch), hashrate_hs) in &index.pools {
        let stored = POOLS
            .query(&world.chain.app.wrap(), at.clone(), (pool, coin, *epoch))
            .unwrap();
        assert_eq!(stored.unwrap().hashrate_hs, *hashrate_hs);
    }
    for ((epoch, page, reporter), digest) in &index.batches {
        let (epoch, page) = (*epoch, *page);
        let stored: BatchesResponse = world
            .query(at, &oracle::QueryMsg::Batches { epoch, page })
            .unwrap();
        let batch = stored
            .batches
            .iter()
            .find(|batch| batch.reporter == *reporter);
        assert_eq!(batch.unwrap().digest.to_hex(), *digest);
        let told = index
            .batches
            .range((epoch, page, 0)..=(epoch, page, u16::MAX));
        assert_eq!(stored.batches.len(), told.count(), "batches after {after}");
    }
    for reporter in 0..8 {
        let evidence: Option<StoredEvidence> = world
            .query(at, &oracle::QueryMsg::Evidence { reporter })
            .unwrap();
        assert_eq!(evidence.is_some(), index.suspended.contains(&reporter));
    }
}

fn money(world: &World, index: &Index, after: &str) {
    let at = &world.at.distributor;
    for rig in index.rigs.keys() {
        let name = format!("rig {rig} after {after}");
        let stored: HistoryResponse = world
            .query(
                at,
                &distributor::QueryMsg::History {
                    rig: *rig,
                    start_after: None,
                    limit: Some(100),
                },
            )
            .unwrap();
        let stored: Vec<_> = stored
            .epochs
            .iter()
            .map(|closed| {
                let closing = closed.closing;
                let outcome = closing.outcome.to_string();
                (
                    closed.epoch,
                    outcome,
                    closing.delivered,
                    closing.short,
                    closing.at_seconds,
                )
            })
            .collect();
        let told: Vec<_> = index
            .closings
            .range((*rig, 0)..=(*rig, u32::MAX))
            .map(|((_, epoch), (closed, at_seconds))| {
                (
                    *epoch,
                    closed.outcome.clone(),
                    closed.delivered,
                    closed.short,
                    *at_seconds,
                )
            })
            .collect();
        assert_eq!(stored, told, "{name}");
        let book = world.book(*rig).unwrap();
        let told = index.money.get(rig).cloned().unwrap_or_default();
        assert_eq!(
            (
                book.book.record.delivered,
                book.book.record.short,
                book.book.record.cured
            ),
            (told.delivered, told.short, told.cured),
            "{name}"
        );
        assert_eq!(book.book.shortfall.outstanding, told.outstanding, "{name}");
        let account: Vec<_> = book
            .account
            .into_iter()
            .map(|amount| ((*rig, amount.denom), amount.amount))
            .collect();
        let told: Vec<_> = index
            .rig_accounts
            .iter()
            .filter(|((of, _), amount)| of == rig && !amount.is_zero())
            .map(|(key, amount)| (key.clone(), *amount))
            .collect();
        assert_eq!(account, told, "{name}");
    }
    let protocol: AccountsResponse = world
        .query(
            at,
            &distributor::QueryMsg::ProtocolAccount {
                start_after: None,
                limit: Some(30),
            },
        )
        .unwrap();
    let protocol: BTreeMap<_, _> = protocol
        .amounts
        .into_iter()
        .map(|amount| (amount.denom, amount.amount))
        .collect();
    let mut told = index.protocol.clone();
    told.retain(|_, amount| !amount.is_zero());
    assert_eq!(protocol, told, "the protocol's account after {after}");
    for (denom, amount) in &index.held {
        let held = world.balance(at, denom).unwrap();
        assert_eq!(
            i128::try_from(held.u128()).unwrap(),
            *amount,
            "{denom} after {after}"
        );
    }
    for (holder, rig) in index.changes.keys() {
        let cursor: Option<Cursor> = world
            .query(
                at,
                &distributor::QueryMsg::Cursor {
                    holder: holder.clone(),
                    rig: *rig,
                },
            )
            .unwrap();
        let told = index.cursors.get(&(holder.clone(), *rig)).copied();
        let stored = cursor.map(|cursor| (cursor.next_epoch, cursor.owed));
        assert_eq!(
            stored,
            told,
            "{} in rig {rig} after {after}",
            world.name_of(holder)
        );
        let address: Option<Addr> = world
            .query(
                at,
                &distributor::QueryMsg::PayoutAddress {
                    holder: holder.clone(),
                },
            )
            .unwrap();
        let told = index.payout_addresses.get(holder).cloned();
        assert_eq!(address.map(Addr::into_string), told);
    }
}

fn administration(world: &World, index: &Index, after: &str) {
    let at = &world.at;
    let nft: nft::ConfigResponse = world.rig_query(RigQuery::Config {}).unwrap();
    let oracle: oracle::ConfigResponse = world
        .query(&at.oracle, &oracle::QueryMsg::Config {})
        .unwrap();
    let distributor: distributor::ConfigResponse = world
        .query(&at.distributor, &distributor::QueryMsg::Config {})
        .unwrap();
    let market: marketplace::ConfigResponse = world
        .query(&at.marketplace, &marketplace::QueryMsg::Config {})
        .unwrap();
    let role = |contract: &Addr, role: &str, stored: &str| {
        if let Some(told) = index.roles.get(&(contract.to_string(), role.to_owned())) {
            assert_eq!(told, stored, "{role} after {after}");
        }
    };
    role(&at.hashrate_nft, "registrar", nft.registrar.as_str());
    let recipient = "protocol_recipient";
    role(
        &at.distributor,
        recipient,
        distributor.protocol_recipient.as_str(),
    );
    role(
        &at.marketplace,
        recipient,
        market.protocol_recipient.as_str(),
    );
    for (contract, pauser, pauses) in [
        (&at.hashrate_nft, &nft.pauser, &nft.pauses),
        (&at.oracle, &oracle.pauser, &oracle.pauses),
        (&at.distributor, &distributor.pauser, &distributor.pauses),
        (&at.marketplace, &market.pauser, &market.pauses),
    ] {
        role(contract, "pauser", pauser.as_str());
        let PauseLog { spans, .. } = pauses;
        let until = spans.last().map(|span| span.until_seconds);
        let told = index.paused_until.get(contract.as_str()).copied();
        assert_eq!(until, told, "the pause of {contract} after {after}");
        let owner: serde_json::Value = if *contract == at.hashrate_nft {
            world
                .query(contract, &serde_json::json!({"get_creator_ownership": {}}))
                .unwrap()
        } else {
            world
                .query(contract, &serde_json::json!({"ownership": {}}))
                .unwrap()
        };
        role(
            contract,
            "owner",
            owner["owner"].as_str().unwrap_or_default(),
        );
        role(
            contract,
            "pending_owner",
            owner["pending_owner"].as_str().unwrap_or_default(),
        );
    }
    let fee = |contract: &Addr, fee: &str| {
        index
            .fees
            .get(&(contract.to_string(), fee.to_owned()))
            .copied()
    };
    if let Some((bps, from_epoch)) = fee(&at.distributor, "protocol") {
        let last = distributor.protocol_fees.last().unwrap();
        assert_eq!((last.bps, last.from_epoch), (bps, from_epoch));
    }
    if let Some((bps, _)) = fee(&at.distributor, "sale") {
        assert_eq!(distributor.sale_fee_bps, bps);
    }
    if let Some((bps, _)) = fee(&at.marketplace, "sale") {
        assert_eq!(market.fee_bps, bps);
    }
    let newest = index.reporters.as_ref().map_or(1, |told| told.version);
    assert_eq!(oracle.newest_config, newest);
    let denoms: DenomsResponse = world
        .query(
            &at.distributor,
            &distributor::QueryMsg::Denoms {
                start_after: None,
                limit: Some(30),
            },
        )
        .unwrap();
    let assets: AssetsResponse = world
        .query(
            &at.oracle,
            &oracle::QueryMsg::Assets {
                start_after: None,
                limit: Some(100),
            },
        )
        .unwrap();
    let extended = |contract: &Addr| {
        index
            .lists
            .iter()
            .filter(|(by, _, _)| by == contract.as_str())
            .count()
    };
    assert_eq!(
        denoms.denoms.len(),
        world.setup.denoms.len() + 1 + extended(&at.distributor)
    );
    assert_eq!(
        assets.assets.len(),
        world.setup.assets.len() + extended(&at.oracle)
    );
    assert_eq!(
        market.denoms.len(),
        world.setup.trade_denoms.len() + extended(&at.marketplace)
    );
    for (contract, _, entry) in &index.lists {
        let known = if contract == at.oracle.as_str() {
            assets.assets.iter().any(|asset| asset.symbol == *entry)
        } else if contract == at.distributor.as_str() {
            denoms
                .denoms
                .iter()
                .any(|denom| denom.denom.to_string() == *entry)
        } else {
            market.denoms.contains(entry)
        };
        assert!(known, "{entry} after {after}");
    }
}
