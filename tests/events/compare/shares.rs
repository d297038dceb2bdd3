//! Rigs, their sales, tokens and positions.

use cosmwasm_std::Addr;
use rigshare_suite::World;
use rigshare_types::nft::{self, PositionResponse, RigQuery, RigsResponse, ShareResponse};

use crate::index::Index;

pub fn rigs(world: &World, index: &Index, after: &str) {
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

pub fn shares(world: &World, index: &Index, after: &str) {
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
