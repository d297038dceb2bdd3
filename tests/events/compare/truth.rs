//! Batches, final reports, prices and network figures.

use rigshare_suite::World;
use rigshare_types::oracle::{
    self, AssetsResponse, BatchesResponse, EpochReport, FinalNetwork, FinalPrice, ReportsResponse,
    StoredEvidence, POOLS,
};

use crate::index::Index;

pub fn compare(world: &World, index: &Index, after: &str) {
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
