//! What a purchase may cost at most.

use cosmwasm_std::Coin;

use super::stage::Stage;
use crate::commands::roles::amounts::AboveLimit;

/// The flags that buy four shares.
fn flags(limit: &str) -> [&str; 8] {
    [
        "share", "buy", "--rig", "1", "--shares", "4", "--limit", limit,
    ]
}

#[test]
fn shares_are_not_bought_above_the_limit() {
    let mut stage = Stage::new();
    let buyer = stage.person("buyer");
    // Four shares at 1250: one less is too little, and so is as much of another coin.
    for (limit, denom) in [(4_999_u128, "uusdc"), (5_000, "ustake")] {
        let limit = Coin::new(limit, denom);
        let error = stage
            .order(&buyer, &flags(&limit.to_string()))
            .unwrap_err()
            .downcast::<AboveLimit>()
            .unwrap();
        let refused = AboveLimit {
            what: "buying 4 shares of rig 1".to_owned(),
            price: Coin::new(5_000_u128, "uusdc"),
            limit,
        };
        assert_eq!(error, refused);
    }
    let order = stage.order(&buyer, &flags("5000uusdc")).unwrap();
    // The price is raised between the look and the block.
    let operator = stage.person("operator");
    for change in [
        vec!["rig", "close-sale", "1"],
        vec!["rig", "open-sale", "1", "--price", "1251uusdc"],
    ] {
        stage.play(&operator, &change).unwrap();
    }
    let before = stage.balance(&buyer, "uusdc");
    let error = format!("{:#}", stage.send(&buyer, order).unwrap_err());
    assert!(error.contains("5004"), "{error}");
    assert_eq!(stage.balance(&buyer, "uusdc"), before);
    let dear = stage.refused(&buyer, &flags("5000uusdc"));
    assert!(
        dear.contains("costs 5004uusdc, above the limit of 5000uusdc"),
        "{dear}"
    );
    stage.play(&buyer, &flags("5004uusdc")).unwrap();
    assert_eq!(stage.balance(&buyer, "uusdc"), before - 5_004);
}
