use contract_kit::ownership::RoleError;
use cosmwasm_std::Uint128;
use hashrate_nft::error::ContractError;
use rigshare_types::events::{OperatorChanged, OperatorProposed, RigRetired, TermsLowered};
use rigshare_types::nft::{
    RigMsg, RigQuery, RigResponse, RoyaltiesInfoResponse, TermsStep, MAX_TERMS_STEPS, RIGS,
};

use crate::world::{addr, event, World};

fn lower(watts: Option<u64>, price: Option<u128>, fee: Option<u16>) -> RigMsg {
    RigMsg::LowerTerms {
        rig: 1,
        watts,
        electricity_nano_per_kwh: price.map(Uint128::new),
        service_fee_bps: fee,
    }
}

fn propose(name: Option<&str>) -> RigMsg {
    RigMsg::ProposeOperator {
        rig: 1,
        operator: name.map(|name| addr(name).into_string()),
    }
}

fn rig(world: &World) -> RigResponse {
    world.asks(RigQuery::Rig { rig: 1 }).unwrap()
}

#[test]
fn terms_can_only_fall_and_from_the_next_epoch() {
    let mut world = World::selling();
    world.buys("alice", 1, 3);
    world.at(20, 100);
    let response = world.does("operator", lower(Some(1_400), None, Some(200)));
    assert_eq!(
        event::<TermsLowered>(&response),
        TermsLowered {
            rig: 1,
            from_epoch: 21,
            watts: 1_400,
            electricity_nano_per_kwh: Uint128::new(70_000_000),
            service_fee_bps: 200,
        }
    );
    let facts = rig(&world).facts;
    assert_eq!(facts.terms_at(20).unwrap().watts, 1_509);
    assert_eq!(facts.terms_at(21).unwrap().watts, 1_400);
    // None may rise, not even while another falls.
    assert_eq!(
        world.fails("operator", lower(Some(1_401), None, Some(0))),
        ContractError::TermRises {
            rig: 1,
            field: "watts",
            from: 1_400u64.into(),
            to: 1_401u64.into()
        }
    );
    for rising in [
        lower(None, Some(70_000_001), Some(0)),
        lower(Some(1), None, Some(201)),
    ] {
        let error = world.fails("operator", rising);
        assert!(matches!(error, ContractError::TermRises { .. }), "{error}");
    }
    for same in [lower(None, None, None), lower(Some(1_400), None, Some(200))] {
        assert_eq!(
            world.fails("operator", same),
            ContractError::NothingToChange { what: "the terms" }
        );
    }
    let error = world.fails("operator", lower(Some(0), None, None));
    assert!(matches!(
        error,
        ContractError::OutOfRange { field: "watts", .. }
    ));
    // Again within the epoch: the step is replaced.
    world.does("operator", lower(None, Some(0), None));
    let steps = rig(&world).facts.terms;
    assert_eq!(steps.len(), 2);
    assert_eq!(
        steps[1],
        TermsStep {
            from_epoch: 21,
            watts: 1_400,
            electricity_nano_per_kwh: Uint128::zero(),
            service_fee_bps: 200
        }
    );
    assert_eq!(
        world.fails("stranger", lower(Some(1), None, None)),
        ContractError::Role(RoleError::NotAllowed {
            sender: addr("stranger"),
            role: "operator"
        })
    );
}

#[test]
fn terms_fall_sixteen_times_at_most_and_not_at_the_end() {
    let mut world = World::selling();
    for step in 1..MAX_TERMS_STEPS as u64 {
        world.at(20 + step, 0);
        world.does("operator", lower(Some(1_000 - step), None, None));
    }
    // The last step can still be replaced in its epoch.
    world.does("operator", lower(Some(500), None, None));
    world.at(60, 0);
    assert_eq!(
        world.fails("operator", lower(Some(400), None, None)),
        ContractError::TermsUsedUp {
            rig: 1,
            most: MAX_TERMS_STEPS
        }
    );
    world.at(374, 0);
    assert_eq!(
        world.fails("operator", lower(Some(400), None, None)),
        ContractError::RigOver {
            rig: 1,
            end_epoch: 375,
            epoch: 375
        }
    );
}

#[test]
fn the_operator_hands_over_in_two_steps() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 1);
    let not_proposed = |sender: &str| ContractError::NotProposed {
        sender: addr(sender),
        rig: 1,
    };
    let accept = RigMsg::AcceptOperator { rig: 1 };
    assert_eq!(world.fails("heir", accept.clone()), not_proposed("heir"));
    let response = world.does("operator", propose(Some("heir")));
    assert_eq!(
        event::<OperatorProposed>(&response).operator,
        addr("heir").into_string()
    );
    assert_eq!(rig(&world).proposed_operator, Some(addr("heir")));
    assert_eq!(
        world.fails("operator", accept.clone()),
        not_proposed("operator")
    );
    // Cancelled, proposed again, accepted.
    let response = world.does("operator", propose(None));
    assert_eq!(event::<OperatorProposed>(&response).operator, "");
    assert_eq!(world.fails("heir", accept.clone()), not_proposed("heir"));
    for idle in [propose(None), propose(Some("operator"))] {
        let error = world.fails("operator", idle);
        assert!(matches!(error, ContractError::NothingToChange { .. }));
    }
    world.does("operator", propose(Some("heir")));
    let response = world.does("heir", accept.clone());
    assert_eq!(
        event::<OperatorChanged>(&response).operator,
        addr("heir").into_string()
    );
    assert_eq!(rig(&world).facts.operator, addr("heir"));
    assert_eq!(rig(&world).proposed_operator, None);
    // Once; and the old one is out, for the royalty too.
    assert_eq!(world.fails("heir", accept), not_proposed("heir"));
    let error = world.fails("operator", propose(Some("operator2")));
    assert!(matches!(error, ContractError::Role(_)));
    let royalty: RoyaltiesInfoResponse = world
        .asks(RigQuery::RoyaltyInfo {
            token_id,
            sale_price: Uint128::new(1_019),
        })
        .unwrap();
    assert_eq!(royalty.address, addr("heir").into_string());
    assert_eq!(royalty.royalty_amount, Uint128::new(50));
}

#[test]
fn attack_14_a_rig_retires_with_the_present_epoch() {
    let mut world = World::selling();
    world.buys("alice", 1, 7);
    world.at(30, 80_000);
    let error = world.fails("stranger", RigMsg::RetireRig { rig: 1 });
    assert!(matches!(error, ContractError::Role(_)));
    let response = world.does("operator", RigMsg::RetireRig { rig: 1 });
    assert_eq!(
        event::<RigRetired>(&response),
        RigRetired {
            rig: 1,
            end_epoch: 31,
            outstanding: 7
        }
    );
    let retired = rig(&world);
    assert!(retired.facts.retired);
    assert_eq!(retired.facts.end_epoch, 31);
    assert_eq!(retired.sale, None);
    assert_eq!(
        world.fails("operator", RigMsg::RetireRig { rig: 1 }),
        ContractError::RigOver {
            rig: 1,
            end_epoch: 31,
            epoch: 31
        }
    );
    world.at(31, 0);
    let error = world.fails(
        "operator",
        RigMsg::OpenSale {
            rig: 1,
            sale: crate::world::open_sale(),
        },
    );
    assert!(matches!(error, ContractError::RigOver { .. }));
}

#[test]
fn attack_14_a_rig_that_retires_before_its_start_has_an_empty_term() {
    let mut world = World::selling();
    world.does("operator", RigMsg::RetireRig { rig: 1 });
    let facts = RIGS.load(&world.deps.storage, 1).unwrap();
    assert_eq!((facts.start_epoch, facts.end_epoch), (10, 10));
}

#[test]
fn attack_14_the_last_epoch_needs_no_retirement() {
    let mut world = World::selling();
    world.at(374, 0);
    assert_eq!(
        world.fails("operator", RigMsg::RetireRig { rig: 1 }),
        ContractError::RigOver {
            rig: 1,
            end_epoch: 375,
            epoch: 375
        }
    );
}
