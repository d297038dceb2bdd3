//! Attacks by those whom a holder never asked: rejecting recipients, dust, diluting operators.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    coin, to_json_binary, Addr, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg,
};
use cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg};
use cw_multi_test::{ContractWrapper, Executor};
use rigshare_suite::{Setup, World};
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg, PayoutDenom};
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg};
use rigshare_types::units::Denom;

use crate::scene::{refused, refused_with, uusdc, Scene, DAY, GROSS, UBTC};

const BLOCKED: &[u8] = b"blocked";

#[cw_serde]
struct Born {
    blocked: String,
}

#[cw_serde]
enum ReceiverMsg {
    Receive(Cw20ReceiveMsg),
}

/// A token with a block list, as the big stable coins have one: it can't be sent to one address.
fn picky_token(world: &mut World, blocked: &Addr) -> Addr {
    fn born(deps: DepsMut, _: Env, _: MessageInfo, msg: Born) -> StdResult<Response> {
        deps.storage.set(BLOCKED, msg.blocked.as_bytes());
        Ok(Response::new())
    }
    fn act(deps: DepsMut, _: Env, info: MessageInfo, msg: Cw20ExecuteMsg) -> StdResult<Response> {
        match msg {
            Cw20ExecuteMsg::Transfer { recipient, .. } => {
                if deps.storage.get(BLOCKED).unwrap() == recipient.as_bytes() {
                    return Err(StdError::generic_err(format!("{recipient} is blocked")));
                }
                Ok(Response::new())
            }
            Cw20ExecuteMsg::Send {
                contract,
                amount,
                msg,
            } => {
                let receive = ReceiverMsg::Receive(Cw20ReceiveMsg {
                    sender: info.sender.into_string(),
                    amount,
                    msg,
                });
                Ok(Response::new().add_message(WasmMsg::Execute {
                    contract_addr: contract,
                    msg: to_json_binary(&receive)?,
                    funds: vec![],
                }))
            }
            _ => Err(StdError::generic_err("not offered")),
        }
    }
    fn asked(_: Deps, _: Env, _: cosmwasm_std::Empty) -> StdResult<Binary> {
        Ok(Binary::default())
    }
    let code = world
        .chain
        .app
        .store_code(Box::new(ContractWrapper::new(act, born, asked)));
    let owner = world.at.owner.clone();
    let born = Born {
        blocked: blocked.to_string(),
    };
    world
        .chain
        .app
        .instantiate_contract(code, owner, &born, &[], "picky", None)
        .unwrap()
}

#[test]
fn attack_11_a_recipient_that_rejects_coins_blocks_only_itself() {
    let mut scene = Scene::new();
    let ann = scene.who("ann");
    let token = picky_token(&mut scene.world, &ann);
    let owner = scene.world.at.owner.clone();
    let denom = PayoutDenom {
        denom: Denom::Cw20(token.to_string()),
        asset: "BTC".to_owned(),
        decimals: 8,
    };
    scene
        .distributor(&owner, ExecuteMsg::AddDenom { denom }, &[])
        .unwrap();
    // Ann and Bob hold half of a rig that pays in it, and of one that does not.
    let plain = scene.rig;
    scene.hold("ann", 10);
    let mut rig = scene.world.sample_rig();
    rig.payout = Denom::Cw20(token.to_string());
    let operator = scene.operator.clone();
    let picky = scene.world.approved_rig(&operator, rig).unwrap();
    scene.rig = picky;
    scene.world.open_sale(picky, 1_000).unwrap();
    scene.hold("ann", 10);
    let (bob, _) = scene.hold("bob", 10);
    scene
        .world
        .report(scene.first, &[(plain, GROSS), (picky, GROSS)], None)
        .unwrap();
    let items = vec![scene.item(0)];
    let payload = to_json_binary(&Cw20Payload::Settle { items }).unwrap();
    scene
        .world
        .send_cw20(&operator, token.as_str(), Uint128::new(13_635_000), payload)
        .unwrap();
    scene.rig = plain;
    scene.settle(0);

    let error = refused(&mut scene.world, |world| world.claim(&ann, &[picky, plain]));
    assert!(
        error.root_cause().to_string().contains("is blocked"),
        "{error:#}"
    );
    scene.world.claim(&bob, &[picky]).unwrap();
    assert_eq!(scene.claim(&ann), 10 * DAY);
    // And she names another address.
    let to = Some(scene.who("vault").to_string());
    let claim = ExecuteMsg::Claim {
        rigs: vec![picky],
        holder: None,
        to,
    };
    scene.distributor(&ann, claim, &[]).unwrap();
    assert!(scene
        .world
        .claimable(&ann, picky)
        .unwrap()
        .claimable
        .is_zero());
}

#[test]
fn attack_15_dust_from_a_stranger_every_day_of_a_year() {
    let mut scene = Scene::with(Setup::default(), |rig| {
        rig.unit_hashrate_hs = Uint128::new(100_000_000_000);
    });
    let (ann, mut token) = scene.hold("ann", 100);
    let (stranger, rig) = (scene.who("stranger"), scene.rig);
    scene.world.fund(&stranger, 1_000_000, "uusdc").unwrap();
    let (mut taken, mut full) = (0, 0);
    for nth in 0..360 {
        scene.go_to(nth, 40_000);
        let dust = scene.world.buy(&stranger, rig, 1);
        let sent = dust.and_then(|dust| scene.world.transfer(&stranger, &ann, &dust));
        match sent {
            Ok(()) => taken += 1,
            Err(error) => {
                use hashrate_nft::error::ContractError as Nft;
                let refused: Nft = crate::scene::typed(error);
                assert!(
                    matches!(refused, Nft::PositionFull { .. } | Nft::MintedFull { .. }),
                    "{refused}"
                );
                full += 1;
            }
        }
        if nth % 90 == 89 {
            // Whatever came in, she can hand over what she has, and take it apart.
            let safe = scene.who("safe");
            let parts = scene
                .world
                .split(&ann, &token, &[1, u64::from(99 - nth / 90)])
                .unwrap();
            scene.world.transfer(&ann, &safe, &parts[0]).unwrap();
            token = parts[1].clone();
        }
    }
    assert!(taken > 20 && full > 100, "{taken} taken, {full} full");
    // Sells, at a price of 10,000: 2.5 % and 1 % go.
    let expires = scene.world.now() + 1;
    scene
        .world
        .ask(&ann, &token, uusdc(10_000), expires)
        .unwrap();
    let bob = scene.who("bob");
    scene.world.fund(&bob, 10_000, "uusdc").unwrap();
    scene
        .world
        .market_buy(&bob, &token, uusdc(10_000), 96)
        .unwrap();
    assert_eq!(scene.wealth(&ann, "uusdc"), 9_650);
    // The oracle's deadline is over for all but the last days: they close, and everything goes on.
    for nth in 0..340 {
        scene.close_outage(nth).unwrap();
    }
    let checkpoint = ExecuteMsg::Checkpoint {
        holder: ann.to_string(),
        rigs: vec![rig],
    };
    scene.distributor(&stranger, checkpoint, &[]).unwrap();
    let dust = scene.world.buy(&stranger, rig, 1).unwrap();
    scene.world.transfer(&stranger, &ann, &dust).unwrap();
}

#[test]
fn attack_16_an_operator_pays_to_fill_its_own_rig_and_dilutes_nobody() {
    let mut scene = Scene::new();
    let (ann, _) = scene.hold("ann", 10);
    let (operator, rig) = (scene.operator.clone(), scene.rig);
    let buy = |shares| RigMsg::Buy {
        rig,
        shares,
        recipient: None,
    };
    scene.world.fund(&operator, 90_000, "uusdc").unwrap();
    for short in [vec![], vec![coin(89_999, "uusdc")]] {
        let refused: hashrate_nft::error::ContractError = refused_with(&mut scene.world, |world| {
            world.rig_msg(&operator, buy(90), &short)
        });
        assert!(
            matches!(refused, hashrate_nft::error::ContractError::Funds(_)),
            "{refused}"
        );
    }
    let mint = NftMsg::Mint {
        token_id: "free".to_owned(),
        owner: operator.to_string(),
        token_uri: None,
        extension: cosmwasm_std::Empty {},
    };
    let refused: hashrate_nft::error::ContractError = refused_with(&mut scene.world, |world| {
        world.nft_msg(&operator, mint, &[])
    });
    assert!(
        matches!(
            refused,
            hashrate_nft::error::ContractError::NotSupported { .. }
        ),
        "{refused}"
    );
    scene.world.buy(&operator, rig, 90).unwrap();
    assert_eq!(scene.wealth(&operator, "uusdc"), 0);
    let sold_out: hashrate_nft::error::ContractError = refused_with(&mut scene.world, |world| {
        world.fund(&operator, 1_000, "uusdc").unwrap();
        let bought = world.buy(&operator, rig, 1);
        world
            .chain
            .app
            .execute(
                operator.clone(),
                cosmwasm_std::BankMsg::Burn {
                    amount: vec![coin(1_000, "uusdc")],
                }
                .into(),
            )
            .unwrap();
        bought
    });
    assert_eq!(
        sold_out,
        hashrate_nft::error::ContractError::SoldOut {
            rig,
            left: 0,
            shares: 1
        }
    );
    // It can't take the price back before it has paid what is due.
    scene.report(0, GROSS);
    let withdraw = ExecuteMsg::Withdraw { rigs: vec![rig] };
    let refused: distributor::ContractError = refused_with(&mut scene.world, |world| {
        world.distributor_msg(&operator, withdraw.clone(), &[])
    });
    assert_eq!(
        refused,
        distributor::ContractError::DuesOutstanding {
            rig,
            epoch: scene.first
        }
    );
    scene.settle(0);
    assert_eq!(scene.claim(&ann), 10 * DAY);
    assert_eq!(scene.claim(&operator), 90 * DAY);
    // 100 shares at 1,000, of which the protocol keeps 2 %.
    scene.distributor(&operator, withdraw, &[]).unwrap();
    assert_eq!(scene.wealth(&operator, "uusdc"), 98_000);
    let distributor = scene.world.at.distributor.clone();
    assert_eq!(scene.wealth(&distributor, "uusdc"), 2_000);
    // What is left of the day is the protocol's 1 %.
    assert_eq!(scene.wealth(&distributor, UBTC), 675_000);
}
