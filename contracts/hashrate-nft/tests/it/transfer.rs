use contract_kit::money::FundsError;
use cosmwasm_std::{coins, from_json, Binary, CosmosMsg, WasmMsg};
use cw721::msg::OwnerOfResponse;
use cw721::receiver::Cw721ReceiveMsg;
use hashrate_nft::error::ContractError;
use rigshare_types::events::ShareTransferred;
use rigshare_types::nft::{ExecuteMsg, QueryMsg, POSITIONS, TOKENS};
use serde::{Deserialize, Serialize};

use crate::world::{addr, event, World, DAY};

fn weight(world: &World, holder: &str, epoch: u32) -> u64 {
    let position = POSITIONS.load(&world.deps.storage, (&addr(holder), 1));
    position.unwrap().schedule.weight_at(epoch).unwrap()
}

#[test]
fn attack_02_each_side_has_its_seconds() {
    let mut world = World::selling();
    world.at(12, 0);
    let token_id = world.buys("alice", 1, 10);
    world.at(14, 21_600);
    let response = world.transfers("alice", "bob", &token_id).unwrap();
    assert_eq!(
        event::<ShareTransferred>(&response),
        ShareTransferred {
            token_id: token_id.clone(),
            rig: 1,
            shares: 10,
            from: addr("alice").into_string(),
            to: addr("bob").into_string(),
            at_seconds: world.now(),
        }
    );
    for (epoch, alice, bob) in [
        (12, DAY, 0),
        (13, DAY, 0),
        (14, 21_600, 64_800),
        (15, 0, DAY),
        (1_000, 0, DAY),
    ] {
        assert_eq!(weight(&world, "alice", epoch), 10 * alice);
        assert_eq!(weight(&world, "bob", epoch), 10 * bob);
    }
    assert_eq!(
        world.transfers("alice", "carol", &token_id).unwrap_err(),
        ContractError::NotApproved {
            sender: addr("alice"),
            token_id: token_id.clone()
        }
    );
    world.transfers("bob", "alice", &token_id).unwrap();
    assert_eq!(weight(&world, "bob", 14), 0);
}

#[derive(Serialize, Deserialize)]
enum Hook {
    #[serde(rename = "receive_nft")]
    ReceiveNft(Cw721ReceiveMsg),
}

#[test]
fn trap_send_nft_moves_the_schedules_too() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 10);
    world.at(20, 0);
    let send = ExecuteMsg::SendNft {
        contract: addr("vault").into_string(),
        token_id: token_id.clone(),
        msg: Binary::from(b"{}"),
    };
    let response = world.cw721("alice", send.clone()).unwrap();
    assert_eq!(weight(&world, "alice", 20), 0);
    assert_eq!(weight(&world, "vault", 20), 10 * DAY);
    assert_eq!(
        event::<ShareTransferred>(&response).to,
        addr("vault").into_string()
    );
    let CosmosMsg::Wasm(WasmMsg::Execute {
        contract_addr,
        msg,
        funds,
    }) = &response.messages[0].msg
    else {
        panic!("{response:?}");
    };
    assert_eq!(contract_addr, addr("vault").as_str());
    assert!(funds.is_empty());
    let Hook::ReceiveNft(received) = from_json(msg).unwrap();
    assert_eq!(received.sender, addr("alice").into_string());
    assert_eq!(received.token_id, token_id);
    let error = world.cw721("alice", send).unwrap_err();
    assert!(matches!(error, ContractError::NotApproved { .. }));
}

#[test]
fn trap_a_transfer_to_oneself_is_refused_and_keeps_the_approvals() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 10);
    let approve = ExecuteMsg::Approve {
        spender: addr("market").into_string(),
        token_id: token_id.clone(),
        expires: None,
    };
    world.cw721("alice", approve).unwrap();
    let refused = ContractError::SelfTransfer {
        owner: addr("alice"),
        token_id: token_id.clone(),
    };
    // Neither by the owner nor by whom it approved, neither transferred nor sent.
    for sender in ["alice", "market"] {
        assert_eq!(
            world.transfers(sender, "alice", &token_id).unwrap_err(),
            refused
        );
        let send = ExecuteMsg::SendNft {
            contract: addr("alice").into_string(),
            token_id: token_id.clone(),
            msg: Binary::default(),
        };
        assert_eq!(world.cw721(sender, send).unwrap_err(), refused);
    }
    let token = TOKENS.load(&world.deps.storage, &token_id).unwrap();
    assert_eq!(token.approvals.len(), 1);
    // A real transfer clears them.
    world.transfers("market", "bob", &token_id).unwrap();
    let owner: OwnerOfResponse = world
        .query(QueryMsg::OwnerOf {
            token_id: token_id.clone(),
            include_expired: Some(true),
        })
        .unwrap();
    assert_eq!(owner.owner, addr("bob").into_string());
    assert!(owner.approvals.is_empty());
    let error = world.transfers("market", "carol", &token_id).unwrap_err();
    assert!(matches!(error, ContractError::NotApproved { .. }));
}

#[test]
fn operators_move_tokens_until_their_approval_ends() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 10);
    let all = ExecuteMsg::ApproveAll {
        operator: addr("broker").into_string(),
        expires: Some(cw721::Expiration::AtTime(
            world.env.block.time.plus_seconds(10),
        )),
    };
    world.cw721("alice", all).unwrap();
    world.at(5, 10);
    let error = world.transfers("broker", "bob", &token_id).unwrap_err();
    assert!(matches!(error, ContractError::NotApproved { .. }));
    world.at(5, 9);
    world.transfers("broker", "bob", &token_id).unwrap();
}

#[test]
fn transfers_go_on_while_paused_and_after_the_term() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 10);
    let seconds = 3_600;
    world.does("pauser", rigshare_types::nft::RigMsg::Pause { seconds });
    world.transfers("alice", "bob", &token_id).unwrap();
    world.at(1_000, 5);
    world.transfers("bob", "alice", &token_id).unwrap();
    world.cw721("alice", ExecuteMsg::Burn { token_id }).unwrap();
}

#[test]
fn attack_41_no_coins_with_a_transfer() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 10);
    let msg = ExecuteMsg::TransferNft {
        recipient: addr("bob").into_string(),
        token_id,
    };
    let error = world
        .execute(&addr("alice"), &coins(1, "uusdc"), msg)
        .unwrap_err();
    assert!(matches!(
        error,
        ContractError::Funds(FundsError::NotPayable { .. })
    ));
}
