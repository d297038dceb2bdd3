//! cw721's queries as wallets ask them, and Rigshare's own.
#![allow(deprecated)]

use cosmwasm_std::testing::{message_info, mock_dependencies};
use cosmwasm_std::{Addr, Uint128};
use cw721::msg::{
    AllNftInfoResponse, ApprovalResponse, ApprovalsResponse, CollectionInfoAndExtensionResponse,
    MinterResponse, NftInfoResponse, NumTokensResponse, OperatorResponse, OperatorsResponse,
    OwnerOfResponse, TokensResponse,
};
use cw721::state::Trait;
use cw721::{DefaultOptionalCollectionExtension, NftExtension};
use cw_ownable::Ownership;
use hashrate_nft::contract::instantiate;
use hashrate_nft::error::ContractError;
use rigshare_types::events::RoleChanged;
use rigshare_types::nft::{
    CheckRoyaltiesResponse, ConfigResponse, ExecuteMsg, InstantiateMsg, PositionResponse,
    PositionsResponse, QueryMsg, RigMsg, RigQuery, RigsResponse, RoyaltiesInfoResponse,
    ShareResponse,
};

use crate::world::{addr, antminer, birth, events, World, DAY};

#[test]
fn wallets_and_explorers_get_what_they_know() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 4);
    world.buys("alice", 1, 1);
    let approve = ExecuteMsg::Approve {
        spender: addr("market").into_string(),
        token_id: token_id.clone(),
        expires: None,
    };
    world.cw721("alice", approve).unwrap();
    let all = ExecuteMsg::ApproveAll {
        operator: addr("broker").into_string(),
        expires: None,
    };
    world.cw721("alice", all).unwrap();

    let owner: OwnerOfResponse = world
        .query(QueryMsg::OwnerOf {
            token_id: token_id.clone(),
            include_expired: None,
        })
        .unwrap();
    assert_eq!(owner.owner, addr("alice").into_string());
    assert_eq!(owner.approvals[0].spender, addr("market"));
    let approval: ApprovalResponse = world
        .query(QueryMsg::Approval {
            token_id: token_id.clone(),
            spender: addr("market").into_string(),
            include_expired: None,
        })
        .unwrap();
    assert_eq!(approval.approval.spender, addr("market"));
    let approvals: ApprovalsResponse = world
        .query(QueryMsg::Approvals {
            token_id: token_id.clone(),
            include_expired: None,
        })
        .unwrap();
    assert_eq!(approvals.approvals.len(), 1);
    let operator: OperatorResponse = world
        .query(QueryMsg::Operator {
            owner: addr("alice").into_string(),
            operator: addr("broker").into_string(),
            include_expired: None,
        })
        .unwrap();
    assert_eq!(operator.approval.spender, addr("broker"));
    let operators: OperatorsResponse = world
        .query(QueryMsg::AllOperators {
            owner: addr("alice").into_string(),
            include_expired: None,
            start_after: None,
            limit: None,
        })
        .unwrap();
    assert_eq!(operators.operators.len(), 1);
    let count: NumTokensResponse = world.query(QueryMsg::NumTokens {}).unwrap();
    assert_eq!(count.count, 2);
    let tokens: TokensResponse = world
        .query(QueryMsg::Tokens {
            owner: addr("alice").into_string(),
            start_after: Some(token_id.clone()),
            limit: Some(5),
        })
        .unwrap();
    assert_eq!(tokens.tokens, ["1-2"]);
    let tokens: TokensResponse = world
        .query(QueryMsg::AllTokens {
            start_after: None,
            limit: Some(1),
        })
        .unwrap();
    assert_eq!(tokens.tokens, ["1-1"]);
    type Collection = CollectionInfoAndExtensionResponse<DefaultOptionalCollectionExtension>;
    for msg in [
        QueryMsg::ContractInfo {},
        QueryMsg::GetCollectionInfoAndExtension {},
    ] {
        let info: Collection = world.query(msg).unwrap();
        assert_eq!(
            (info.name.as_str(), info.symbol.as_str()),
            ("Rigshare", "RIG")
        );
        assert_eq!(info.extension.unwrap().description, "Shares of mining rigs");
    }
    let nft: NftInfoResponse<NftExtension> = world
        .query(QueryMsg::NftInfo {
            token_id: token_id.clone(),
        })
        .unwrap();
    assert_eq!(
        nft.extension.name.as_deref(),
        Some("4 x 1 TH/s of Antminer S21 Pro #1-1")
    );
    let all: AllNftInfoResponse<NftExtension> = world
        .query(QueryMsg::AllNftInfo {
            token_id,
            include_expired: None,
        })
        .unwrap();
    assert_eq!(all.info, nft);
    assert_eq!(all.access, owner);
}

#[test]
fn the_owner_is_the_creator_and_nobody_is_the_minter() {
    let world = World::new();
    let contract = world.env.contract.address.clone();
    let creator: Ownership<Addr> = world.query(QueryMsg::GetCreatorOwnership {}).unwrap();
    assert_eq!(creator.owner, Some(addr("owner")));
    for msg in [QueryMsg::GetMinterOwnership {}, QueryMsg::Ownership {}] {
        let minter: Ownership<Addr> = world.query(msg).unwrap();
        assert_eq!(minter.owner, Some(contract.clone()));
    }
    let minter: MinterResponse = world.query(QueryMsg::Minter {}).unwrap();
    assert_eq!(minter.minter, Some(contract.into_string()));
    let withdraw: Option<String> = world.query(QueryMsg::GetWithdrawAddress {}).unwrap();
    assert_eq!(withdraw, None);
}

#[test]
fn trap_queries_that_would_panic_or_answer_nothing_are_refused() {
    let mut world = World::selling();
    world.buys("alice", 1, 1);
    // cw721's own would index past the end here.
    let greedy = NftExtension {
        attributes: Some(vec![
            Trait {
                display_type: None,
                trait_type: "a".to_owned(),
                value: "b".to_owned()
            };
            100
        ]),
        ..NftExtension::default()
    };
    for msg in [
        QueryMsg::GetNftByExtension {
            extension: greedy,
            start_after: None,
            limit: None,
        },
        QueryMsg::GetCollectionExtension { msg: None },
    ] {
        let error = world.query::<()>(msg).unwrap_err();
        assert!(error.to_string().contains("not supported"), "{error}");
    }
    for msg in [
        QueryMsg::NftInfo {
            token_id: "1-9".to_owned(),
        },
        QueryMsg::AllNftInfo {
            token_id: "1-9".to_owned(),
            include_expired: None,
        },
    ] {
        let error = world.query::<()>(msg).unwrap_err();
        assert!(error.to_string().contains("no token 1-9"), "{error}");
    }
}

#[test]
fn attack_40_lists_page_with_a_cap() {
    let mut world = World::new();
    for n in 1..=35 {
        let rig = world.add_rig(&format!("w{n}"));
        world.buys("alice", rig, 1);
    }
    let page = |start_after, limit| -> Vec<u32> {
        let page: RigsResponse = world.asks(RigQuery::Rigs { start_after, limit }).unwrap();
        page.rigs.iter().map(|rig| rig.rig).collect()
    };
    assert_eq!(page(None, None), (1..=10).collect::<Vec<_>>());
    assert_eq!(page(None, Some(u32::MAX)), (1..=30).collect::<Vec<_>>());
    assert_eq!(page(Some(30), Some(30)), (31..=35).collect::<Vec<_>>());
    assert_eq!(page(Some(u32::MAX), None), Vec::<u32>::new());
    let page = |start_after, limit| -> Vec<u32> {
        let holder = addr("alice").into_string();
        let msg = RigQuery::Positions {
            holder,
            start_after,
            limit,
        };
        let page: PositionsResponse = world.asks(msg).unwrap();
        page.positions.iter().map(|position| position.rig).collect()
    };
    assert_eq!(page(None, Some(1_000)), (1..=30).collect::<Vec<_>>());
    assert_eq!(page(Some(34), None), [35]);
}

#[test]
fn positions_say_what_is_held_now() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 7);
    world.at(20, 10);
    world.transfers("alice", "bob", &token_id).unwrap();
    let position = |name: &str| RigQuery::Position {
        holder: addr(name).into_string(),
        rig: 1,
    };
    let alice: PositionResponse = world.asks(position("alice")).unwrap();
    let bob: PositionResponse = world.asks(position("bob")).unwrap();
    assert_eq!((alice.shares, bob.shares), (0, 7));
    assert_eq!(alice.schedule.weight_at(19), Ok(7 * DAY));
    assert_eq!(
        world.asks::<PositionResponse>(position("carol")),
        Err(ContractError::UnknownPosition {
            holder: addr("carol"),
            rig: 1
        })
    );
    let share: ShareResponse = world.asks(RigQuery::Share { token_id }).unwrap();
    assert_eq!((share.rig, share.shares, share.owner), (1, 7, addr("bob")));
}

#[test]
fn royalties_are_the_operators_rounded_down() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 1);
    for (price, royalty) in [
        (0, 0),
        (19, 0),
        (20, 1),
        (1_000_019, 50_000),
        (u128::MAX, u128::MAX / 20),
    ] {
        let info: RoyaltiesInfoResponse = world
            .asks(RigQuery::RoyaltyInfo {
                token_id: token_id.clone(),
                sale_price: Uint128::new(price),
            })
            .unwrap();
        assert_eq!(info.address, addr("operator").into_string());
        assert_eq!(info.royalty_amount.u128(), royalty);
    }
    let check: CheckRoyaltiesResponse = world.asks(RigQuery::CheckRoyalties {}).unwrap();
    assert!(check.royalty_payments);
}

#[test]
fn unknown_rigs_and_tokens_are_named() {
    let mut world = World::new();
    let rig = Box::new(antminer("one"));
    world.does("miner", RigMsg::RegisterRig { rig });
    for rig in [0, 2, u32::MAX] {
        let unknown = ContractError::UnknownRig { rig };
        let buyer = addr("alice").into_string();
        assert_eq!(world.asks::<()>(RigQuery::Rig { rig }), Err(unknown));
        assert_eq!(
            world.asks::<()>(RigQuery::Buyer { rig, buyer }),
            Err(ContractError::UnknownRig { rig })
        );
    }
    let token_id = "x".repeat(10_000);
    let error = world
        .asks::<()>(RigQuery::Share { token_id })
        .unwrap_err()
        .to_string();
    assert!(error.len() < 100, "{error}");
    let config: ConfigResponse = world.asks(RigQuery::Config {}).unwrap();
    assert_eq!(config.rigs, 1);
    assert_eq!(config.distributor, addr("distributor"));
}

#[test]
fn attack_41_a_birth_with_a_wrong_field() {
    type Spoil = fn(&mut InstantiateMsg);
    let spoils: [Spoil; 12] = [
        |msg| msg.name.clear(),
        |msg| msg.name = "x".repeat(10_000),
        |msg| msg.symbol.clear(),
        |msg| msg.description.clear(),
        |msg| msg.description = "x".repeat(513),
        |msg| msg.quote_currency = "U\nSD".to_owned(),
        |msg| msg.clock.epoch_seconds = 0,
        |msg| msg.owner = "owner".to_owned(),
        |msg| msg.registrar.clear(),
        |msg| msg.pauser = addr("pauser").as_str().to_uppercase(),
        |msg| msg.distributor = "x".repeat(10_000),
        |msg| msg.oracle = "0".to_owned(),
    ];
    let env = cosmwasm_std::testing::mock_env();
    let info = message_info(&addr("deployer"), &[]);
    for (index, spoil) in spoils.into_iter().enumerate() {
        let mut msg = birth();
        spoil(&mut msg);
        let mut deps = mock_dependencies();
        let result = instantiate(deps.as_mut(), env.clone(), info.clone(), msg);
        assert!(result.is_err(), "spoil {index}");
        let stored =
            cosmwasm_std::Storage::range(&deps.storage, None, None, cosmwasm_std::Order::Ascending);
        assert_eq!(stored.count(), 0, "spoil {index}");
    }
    let mut deps = mock_dependencies();
    let paid = message_info(&addr("deployer"), &cosmwasm_std::coins(1, "uusdc"));
    let error = instantiate(deps.as_mut(), env.clone(), paid, birth()).unwrap_err();
    assert!(matches!(error, ContractError::Funds(_)));
    let response = instantiate(deps.as_mut(), env, info, birth()).unwrap();
    let roles: Vec<String> = events::<RoleChanged>(&response)
        .into_iter()
        .map(|changed| changed.role)
        .collect();
    assert_eq!(roles, ["owner", "registrar", "pauser"]);
}
