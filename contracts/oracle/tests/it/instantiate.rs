use cosmwasm_std::coins;
use cosmwasm_std::testing::message_info;
use oracle::contract::instantiate;
use oracle::error::ContractError;
use rigshare_types::events::{ListExtended, ReportersChanged, RoleChanged};
use rigshare_types::oracle::{Asset, ConfigResponse, InstantiateMsg, QueryMsg, Timing};

use crate::lab::*;

fn born(change: impl FnOnce(&mut InstantiateMsg)) -> Result<cosmwasm_std::Response, ContractError> {
    let mut msg = birth();
    change(&mut msg);
    let mut lab = Lab::unborn();
    let info = message_info(&address("creator"), &[]);
    instantiate(lab.deps.as_mut(), lab.env, info, msg)
}

#[test]
fn everything_configured_is_told() {
    let events = born(|_| {}).unwrap().events;
    let roles: Vec<RoleChanged> = events.iter().filter_map(|e| e.try_into().ok()).collect();
    assert_eq!(roles.len(), 3);
    assert_eq!(roles[0].address, address("owner").to_string());
    let assets: Vec<ListExtended> = events.iter().filter_map(|e| e.try_into().ok()).collect();
    assert_eq!(assets.len(), 3);
    let reporters: Vec<ReportersChanged> =
        events.iter().filter_map(|e| e.try_into().ok()).collect();
    assert_eq!((reporters[0].version, reporters[0].from_epoch), (1, 0));
    let lab = Lab::new();
    let config: ConfigResponse = lab.ask(QueryMsg::Config {});
    assert_eq!(config.hashrate_nft, address("nft"));
    assert_eq!(config.quote_currency, "USD");
    assert_eq!(config.timing, TIMING);
    assert_eq!(config.newest_config, 1);
}

#[test]
fn attack_41_a_birth_out_of_form() {
    for bad in ["", "nobody", &"x".repeat(10_000)] {
        let bad = bad.to_owned();
        assert!(matches!(
            born(|m| m.owner.clone_from(&bad)),
            Err(ContractError::Std(_))
        ));
        assert!(matches!(
            born(|m| m.pauser.clone_from(&bad)),
            Err(ContractError::Std(_))
        ));
        assert!(matches!(
            born(|m| m.hashrate_nft.clone_from(&bad)),
            Err(ContractError::Std(_))
        ));
        let quote = born(|m| m.quote_currency.clone_from(&bad));
        assert!(matches!(quote, Err(ContractError::BadSymbol(_))));
    }
    let max = 366 * 86_400;
    for (window_seconds, outage_deadline_seconds) in [
        (0, 10),
        (10, 10),
        (11, 10),
        (1, max + 1),
        (u64::MAX, u64::MAX),
    ] {
        let timing = Timing {
            window_seconds,
            outage_deadline_seconds,
        };
        let bad = ContractError::BadTiming {
            window_seconds,
            outage_deadline_seconds,
            most: max,
        };
        assert_eq!(born(|m| m.timing = timing), Err(bad));
    }
    born(|m| m.timing.outage_deadline_seconds = max).unwrap();
    let twice = born(|m| m.assets.push(m.assets[0].clone()));
    assert!(matches!(twice, Err(ContractError::AssetExists { symbol }) if symbol == "BTC"));
    let asset = |number| Asset {
        symbol: format!("A{number}"),
        decimals: 8,
    };
    let many = born(|m| m.assets = (0..65).map(asset).collect());
    assert!(matches!(
        many,
        Err(ContractError::ListTooLong {
            count: 65,
            most: 64,
            ..
        })
    ));
    let unsound = born(|m| m.reporters.quorum = 2);
    assert!(matches!(unsound, Err(ContractError::Rules(_))));
    let mut lab = Lab::unborn();
    let info = message_info(&address("creator"), &coins(1, "ustake"));
    let paid = instantiate(lab.deps.as_mut(), lab.env, info, birth());
    assert!(matches!(paid, Err(ContractError::Funds(_))));
}
