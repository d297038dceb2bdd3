use contract_kit::ownership::RoleError;
use hashrate_nft::error::ContractError;
use rigshare_types::events::RigDecided;
use rigshare_types::nft::{RigMsg, RigQuery, RigResponse, RigStatus};

use crate::world::{addr, antminer, event, open_sale, World};

fn decide(rig: u32, approve: bool) -> RigMsg {
    RigMsg::DecideRig { rig, approve }
}

#[test]
fn the_registrar_decides_once() {
    let mut world = World::new();
    for worker in ["one", "two"] {
        let rig = Box::new(antminer(worker));
        world.does("miner", RigMsg::RegisterRig { rig });
    }
    for sender in ["miner", "owner", "pauser", "stranger"] {
        assert_eq!(
            world.fails(sender, decide(1, true)),
            ContractError::Role(RoleError::NotAllowed {
                sender: addr(sender),
                role: "registrar"
            })
        );
    }
    let response = world.does("registrar", decide(1, true));
    let expected = RigDecided {
        rig: 1,
        approved: true,
    };
    assert_eq!(event::<RigDecided>(&response), expected);
    world.does("registrar", decide(2, false));
    for (rig, status) in [(1, RigStatus::Approved), (2, RigStatus::Rejected)] {
        for approve in [true, false] {
            assert_eq!(
                world.fails("registrar", decide(rig, approve)),
                ContractError::WrongStatus {
                    rig,
                    status,
                    needed: RigStatus::Pending
                }
            );
        }
    }
    assert_eq!(
        world.fails("registrar", decide(3, true)),
        ContractError::UnknownRig { rig: 3 }
    );
    // A rejected rig never sells.
    let sale = open_sale();
    assert_eq!(
        world.fails("miner", RigMsg::OpenSale { rig: 2, sale }),
        ContractError::WrongStatus {
            rig: 2,
            status: RigStatus::Rejected,
            needed: RigStatus::Approved
        }
    );
}

#[test]
fn a_rig_that_is_over_can_only_be_rejected() {
    let mut world = World::new();
    let rig = Box::new(antminer("one"));
    world.does("miner", RigMsg::RegisterRig { rig });
    world.at(375, 0);
    assert_eq!(
        world.fails("registrar", decide(1, true)),
        ContractError::RigOver {
            rig: 1,
            end_epoch: 375,
            epoch: 375
        }
    );
    world.does("registrar", decide(1, false));
    let rig: RigResponse = world.asks(RigQuery::Rig { rig: 1 }).unwrap();
    assert_eq!(rig.facts.status, RigStatus::Rejected);
}
