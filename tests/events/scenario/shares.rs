//! Rigs are registered and sold, and shares change hands.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult, Uint128,
};
use cw721::receiver::Cw721ReceiveMsg;
use cw_multi_test::{ContractWrapper, Executor};
use rigshare_suite::World;
use rigshare_types::nft::{self, RigMsg};
use rigshare_types::units::Denom;

use super::HOUR;
use crate::play::Play;
use crate::verbs::minted;

pub fn registering(play: &mut Play, operator: &Addr) -> [u32; 3] {
    let mut first = play.world.sample_rig();
    first.electricity_nano_per_kwh = Uint128::new(50_000_000);
    first.service_fee_bps = 500;
    let first = play.register(operator, first);
    play.decide(first, true);
    let mut second = play.world.sample_rig();
    second.payout = Denom::Native("uusdc".to_owned());
    let second = play.register(operator, second);
    play.decide(second, true);
    let mut third = play.world.sample_rig();
    third.payout = Denom::Cw20(play.world.at.cw20.to_string());
    let third = play.register(operator, third);
    play.decide(third, true);
    let fourth = play.world.sample_rig();
    let fourth = play.register(operator, fourth);
    play.decide(fourth, false);

    for watts in [1_400, 1_300] {
        let lower = RigMsg::LowerTerms {
            rig: first,
            watts: Some(watts),
            electricity_nano_per_kwh: None,
            service_fee_bps: None,
        };
        play.rig_msg(operator, lower, &[]);
    }
    let successor = play.who("successor");
    for (from, to) in [(operator, Some(&successor)), (operator, None)] {
        let operator = to.map(Addr::to_string);
        play.rig_msg(
            from,
            RigMsg::ProposeOperator {
                rig: second,
                operator,
            },
            &[],
        );
    }
    for (from, to) in [(operator, &successor), (&successor, operator)] {
        let proposed = Some(to.to_string());
        let propose = RigMsg::ProposeOperator {
            rig: second,
            operator: proposed,
        };
        play.rig_msg(from, propose, &[]);
        play.rig_msg(to, RigMsg::AcceptOperator { rig: second }, &[]);
    }
    [first, second, third]
}

pub fn selling(play: &mut Play, operator: &Addr, rigs: [u32; 3]) -> Vec<String> {
    let (ann, bob) = (play.who("ann"), play.who("bob"));
    let listed = RigMsg::ChangeBuyers {
        rig: rigs[0],
        add: vec![ann.to_string(), bob.to_string()],
        remove: vec![],
    };
    play.rig_msg(operator, listed, &[]);
    play.sell(operator, rigs[0], 1_000, true);
    let mut tokens = vec![play.buy(&ann, rigs[0], 40, 1_000)];
    play.world.advance(HOUR);
    tokens.push(play.buy(&bob, rigs[0], 20, 1_000));
    play.sell(operator, rigs[0], 1_100, false);
    for rig in [rigs[1], rigs[2]] {
        play.sell(operator, rig, 777, false);
        tokens.push(play.buy(&ann, rig, 10, 777));
        tokens.push(play.buy(&bob, rig, 3, 777));
    }
    play.rig_msg(operator, RigMsg::StopSale { rig: rigs[1] }, &[]);
    tokens
}

pub fn ownership(play: &mut Play, tokens: &[String]) {
    let (ann, bob, cai) = (play.who("ann"), play.who("bob"), play.who("cai"));
    play.approve(&ann, &tokens[0]);
    let spender = play.world.at.marketplace.to_string();
    let token_id = tokens[0].clone();
    play.nft(&ann, nft::ExecuteMsg::Revoke { spender, token_id });
    let all = nft::ExecuteMsg::ApproveAll {
        operator: cai.to_string(),
        expires: None,
    };
    play.nft(&ann, all);
    let operator = cai.to_string();
    play.nft(&ann, nft::ExecuteMsg::RevokeAll { operator });
    play.world.advance(HOUR);
    let split = RigMsg::Split {
        token_id: tokens[0].clone(),
        parts: vec![5, 5, 10, 20],
    };
    let parts = minted(&play.rig_msg(&ann, split, &[]));
    let merge = RigMsg::Merge {
        token_ids: vec![parts[0].clone(), parts[1].clone()],
    };
    let merged = minted(&play.rig_msg(&ann, merge, &[])).remove(0);
    play.world.advance(HOUR);
    let transfer = nft::ExecuteMsg::TransferNft {
        recipient: cai.to_string(),
        token_id: merged,
    };
    play.nft(&ann, transfer);
    let send = nft::ExecuteMsg::SendNft {
        contract: taker(&mut play.world).to_string(),
        token_id: tokens[3].clone(),
        msg: Binary::default(),
    };
    play.nft(&bob, send);
    play.world.advance(30 * HOUR);
    let token_id = parts[2].clone();
    play.nft(&ann, nft::ExecuteMsg::Burn { token_id });
    let owner = play.world.at.owner.clone();
    play.nft(
        &owner,
        nft::ExecuteMsg::UpdateCollectionInfo {
            collection_info: cw721::msg::CollectionInfoMsg {
                name: Some("Rigshare II".to_owned()),
                symbol: None,
                extension: None,
            },
        },
    );
}

/// A contract that takes tokens.
#[cw_serde]
enum TakerMsg {
    ReceiveNft(Cw721ReceiveMsg),
}

fn taker(world: &mut World) -> Addr {
    fn take(_: DepsMut, _: Env, _: MessageInfo, _: TakerMsg) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn born(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn asked(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
        Ok(Binary::default())
    }
    let code = world
        .chain
        .app
        .store_code(Box::new(ContractWrapper::new(take, born, asked)));
    let owner = world.at.owner.clone();
    world
        .chain
        .app
        .instantiate_contract(code, owner, &Empty {}, &[], "taker", None)
        .unwrap()
}
