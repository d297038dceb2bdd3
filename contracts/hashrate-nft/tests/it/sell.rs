use cosmwasm_std::Uint128;
use hashrate_nft::error::ContractError;
use rigshare_types::events::{BuyersChanged, SaleOpened, SaleStopped};
use rigshare_types::nft::{BuyerResponse, RigMsg, RigQuery, Sale, MAX_BUYERS};

use crate::world::{addr, antminer, event, open_sale, World, DAY, GENESIS};

fn open(sale: Sale) -> RigMsg {
    RigMsg::OpenSale { rig: 1, sale }
}

fn change(add: &[&str], remove: &[&str]) -> RigMsg {
    let addresses = |names: &[&str]| {
        let named = names.iter().map(|name| addr(name).into_string());
        named.collect()
    };
    RigMsg::ChangeBuyers {
        rig: 1,
        add: addresses(add),
        remove: addresses(remove),
    }
}

#[test]
fn an_operator_opens_changes_and_stops_a_sale() {
    let mut world = World::selling();
    assert_eq!(
        world.fails("operator", open(open_sale())),
        ContractError::NothingToChange { what: "the sale" }
    );
    let sale = Sale {
        price_per_share: Uint128::new(2_000),
        ..open_sale()
    };
    let response = world.does("operator", open(sale));
    let opened: SaleOpened = event(&response);
    assert_eq!(opened.price_per_share, Uint128::new(2_000));
    assert_eq!(opened.denom, "uusdc");
    let stop = RigMsg::StopSale { rig: 1 };
    for (sender, msg) in [("stranger", stop.clone()), ("owner", open(open_sale()))] {
        let error = world.fails(sender, msg);
        assert!(matches!(error, ContractError::Role(_)), "{error}");
    }
    let response = world.does("operator", stop.clone());
    assert_eq!(event::<SaleStopped>(&response), SaleStopped { rig: 1 });
    let none = ContractError::NoSale { rig: 1 };
    assert_eq!(world.fails("operator", stop), none);
    assert_eq!(world.tries_to_buy("alice", 1, 1, 1_000).unwrap_err(), none);
}

#[test]
fn attack_41_conditions_of_a_sale() {
    let mut world = World::selling();
    type Spoil = fn(&mut Sale);
    let spoils: [(&str, Spoil); 8] = [
        ("price_per_share", |sale| {
            sale.price_per_share = Uint128::zero()
        }),
        ("closes_seconds", |sale| sale.closes_seconds = 0),
        ("closes_seconds", |sale| {
            sale.closes_seconds = sale.opens_seconds
        }),
        ("closes_seconds", |sale| {
            sale.closes_seconds = GENESIS + 5 * DAY
        }),
        ("least_shares", |sale| sale.least_shares = 0),
        ("least_shares", |sale| sale.least_shares = 101),
        ("most_per_wallet", |sale| sale.most_per_wallet = 0),
        ("most_per_wallet", |sale| {
            sale.least_shares = 5;
            sale.most_per_wallet = 4;
        }),
    ];
    for (field, spoil) in spoils {
        let mut sale = open_sale();
        spoil(&mut sale);
        let error = world.fails("operator", open(sale));
        let ContractError::OutOfRange { field: named, .. } = error else {
            panic!("{field}: {error}");
        };
        assert_eq!(named, field);
    }
    let rig = Box::new(antminer("two"));
    world.does("operator", RigMsg::RegisterRig { rig });
    let sale = open_sale();
    let error = world.fails("operator", RigMsg::OpenSale { rig: 2, sale });
    assert!(matches!(error, ContractError::WrongStatus { rig: 2, .. }));
}

#[test]
fn the_allow_list_counts_for_the_buyer() {
    let mut world = World::selling();
    let sale = Sale {
        allow_list_only: true,
        ..open_sale()
    };
    world.does("operator", open(sale));
    let refused = ContractError::NotOnAllowList {
        rig: 1,
        buyer: addr("alice"),
    };
    assert_eq!(
        world.tries_to_buy("alice", 1, 1, 1_000).unwrap_err(),
        refused
    );
    let response = world.does("operator", change(&["alice", "bob"], &[]));
    let expected = BuyersChanged {
        rig: 1,
        added: 2,
        removed: 0,
    };
    assert_eq!(event::<BuyersChanged>(&response), expected);
    world.buys("alice", 1, 1);
    world.does("operator", change(&["carol"], &["alice"]));
    assert_eq!(
        world.tries_to_buy("alice", 1, 1, 1_000).unwrap_err(),
        refused
    );
    world.buys("carol", 1, 1);
    let buyer = |name: &str| RigQuery::Buyer {
        rig: 1,
        buyer: addr(name).into_string(),
    };
    let alice: BuyerResponse = world.asks(buyer("alice")).unwrap();
    assert_eq!((alice.allowed, alice.bought), (false, 1));
    let bob: BuyerResponse = world.asks(buyer("bob")).unwrap();
    assert_eq!((bob.allowed, bob.bought), (true, 0));
}

#[test]
fn attack_41_lists_of_buyers_are_short_and_name_each_once() {
    let mut world = World::selling();
    world.does("operator", change(&["alice"], &[]));
    let twice = |name: &str| ContractError::Duplicate {
        entry: addr(name).into_string(),
    };
    for (msg, error) in [
        (change(&["bob", "bob"], &[]), twice("bob")),
        (change(&["bob"], &["bob"]), twice("bob")),
        (change(&["alice"], &[]), twice("alice")),
        (
            change(&[], &["bob"]),
            ContractError::NotListed {
                rig: 1,
                buyer: addr("bob"),
            },
        ),
    ] {
        assert_eq!(world.fails("operator", msg), error);
    }
    let names: Vec<String> = (0..=MAX_BUYERS).map(|n| format!("buyer{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for msg in [change(&[], &[]), change(&names, &[])] {
        let error = world.fails("operator", msg);
        assert!(matches!(
            error,
            ContractError::OutOfRange {
                field: "buyers",
                ..
            }
        ));
    }
    world.does("operator", change(&names[1..], &[]));
    let error = world.fails("stranger", change(&["dave"], &[]));
    assert!(matches!(error, ContractError::Role(_)));
}
