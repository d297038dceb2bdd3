//! Owners, roles, fees and pauses.

use cosmwasm_std::Addr;
use rigshare_suite::World;
use rigshare_types::distributor::{self, DenomsResponse};
use rigshare_types::marketplace;
use rigshare_types::nft::{self, RigQuery};
use rigshare_types::oracle::{self, AssetsResponse};
use rigshare_types::pause::PauseLog;

use crate::index::Index;

pub fn compare(world: &World, index: &Index, after: &str) {
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
