use oracle::error::ContractError;
use oracle::symbol::BadSymbol;
use rigshare_types::events::ListExtended;
use rigshare_types::oracle::{Asset, AssetsResponse, ExecuteMsg, QueryMsg};

use crate::lab::*;

fn add(symbol: &str, decimals: u8) -> ExecuteMsg {
    let symbol = symbol.to_owned();
    ExecuteMsg::AddAsset {
        asset: Asset { symbol, decimals },
    }
}

#[test]
fn the_owner_adds_assets_and_nobody_changes_one() {
    let mut lab = Lab::new();
    let events = lab.done("owner", add("ZEC", 8));
    let told = ListExtended {
        list: "coin".to_owned(),
        entry: "ZEC".to_owned(),
    };
    assert_eq!(ListExtended::try_from(&events[0]).unwrap(), told);
    let exists = ContractError::AssetExists {
        symbol: "ZEC".to_owned(),
    };
    assert_eq!(lab.refused("owner", add("ZEC", 9)), exists);
    for sender in ["anyone", "pauser"] {
        assert!(matches!(
            lab.refused(sender, add("LTC", 8)),
            ContractError::Role(_)
        ));
    }
}

#[test]
fn attack_41_assets_out_of_form() {
    let mut lab = Lab::new();
    for symbol in ["", "zec", "Z C", "ABCDEFGHIJKLMNOPQ", &"Z".repeat(10_000)] {
        let bad = BadSymbol {
            symbol: symbol.chars().take(40).collect(),
        };
        assert_eq!(lab.refused("owner", add(symbol, 8)), bad.into());
    }
    for decimals in [19, u8::MAX] {
        let too_many = ContractError::TooManyDecimals {
            symbol: "ZEC".to_owned(),
            decimals,
            most: 18,
        };
        assert_eq!(lab.refused("owner", add("ZEC", decimals)), too_many);
    }
}

#[test]
fn attack_40_assets_are_paged() {
    let mut lab = Lab::new();
    for number in 0..150 {
        lab.done("owner", add(&format!("A{number:03}"), 0));
    }
    let page = |start_after: Option<String>, limit| -> Vec<String> {
        let found: AssetsResponse = lab.ask(QueryMsg::Assets { start_after, limit });
        found.assets.into_iter().map(|asset| asset.symbol).collect()
    };
    assert_eq!(page(None, Some(u32::MAX)).len(), 100);
    assert_eq!(page(None, None).len(), 30);
    let mut all = vec![];
    loop {
        let next = page(all.last().cloned(), Some(40));
        if next.is_empty() {
            break;
        }
        all.extend(next);
    }
    assert_eq!(all.len(), 153);
    assert!(all.windows(2).all(|two| two[0] < two[1]));
}
