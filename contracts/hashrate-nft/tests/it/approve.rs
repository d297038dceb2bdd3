//! Approvals are stored and answered to the byte as cw721's own functions would.

use cosmwasm_std::testing::message_info;
use cosmwasm_std::Response;
use cw721::error::Cw721ContractError;
use cw721::msg::TokensResponse;
use cw721::Expiration;
use hashrate_nft::error::ContractError;
use rigshare_types::nft::{ExecuteMsg, QueryMsg, Share, TOKENS};

use crate::world::{addr, World};

/// Two tokens of Alice's and one of Bob's; Olga is Alice's operator.
fn world() -> World {
    let mut world = World::selling();
    world.buys("alice", 1, 10);
    world.buys("alice", 1, 5);
    world.buys("bob", 1, 1);
    let operator = ExecuteMsg::ApproveAll {
        operator: addr("olga").into_string(),
        expires: None,
    };
    world.cw721("alice", operator).unwrap();
    world
}

/// What cw721 does with the same message, in a world of its own.
fn by_cw721(world: &mut World, sender: &str, msg: ExecuteMsg) -> Result<Response, ContractError> {
    use cw721::execute::{approve, revoke};
    let info = message_info(&addr(sender), &[]);
    let (deps, env) = (world.deps.as_mut(), &world.env);
    let done = match msg {
        ExecuteMsg::Approve {
            spender,
            token_id,
            expires,
        } => approve::<Share, _>(deps, env, &info, spender, token_id, expires),
        ExecuteMsg::Revoke { spender, token_id } => {
            revoke::<Share, _>(deps, env, &info, spender, token_id)
        }
        other => panic!("no approval: {other:?}"),
    };
    Ok(done?)
}

fn approve(spender: &str, token_id: &str, expires: Option<Expiration>) -> ExecuteMsg {
    ExecuteMsg::Approve {
        spender: addr(spender).into_string(),
        token_id: token_id.to_owned(),
        expires,
    }
}

fn revoke(spender: &str, token_id: &str) -> ExecuteMsg {
    ExecuteMsg::Revoke {
        spender: addr(spender).into_string(),
        token_id: token_id.to_owned(),
    }
}

fn tokens_of(world: &World, owner: &str) -> Vec<String> {
    let question = QueryMsg::Tokens {
        owner: addr(owner).into_string(),
        start_after: None,
        limit: None,
    };
    world.query::<TokensResponse>(question).unwrap().tokens
}

#[test]
fn an_approval_is_stored_and_refused_as_by_cw721() {
    let (mut ours, mut theirs) = (world(), world());
    assert_eq!(ours.dump(), theirs.dump());
    let height = ours.env.block.height;
    let [over, later] = [height, height + 1].map(|height| Some(Expiration::AtHeight(height)));
    let mut taken = 0;
    for (sender, msg) in [
        ("alice", approve("market", "1-1", None)),
        ("alice", approve("carol", "1-1", later)),
        ("alice", approve("market", "1-1", later)),
        ("alice", approve("alice", "1-2", None)),
        ("olga", approve("bob", "1-2", None)),
        ("alice", approve("carol", "1-1", over)),
        ("market", approve("carol", "1-1", None)),
        ("alice", approve("carol", "1-3", None)),
        ("bob", approve("carol", "1-3", None)),
        ("bob", revoke("nobody", "1-3")),
        ("market", revoke("market", "1-1")),
        ("olga", revoke("market", "1-1")),
        ("alice", revoke("carol", "1-1")),
    ] {
        let before = ours.dump();
        let done = ours.cw721(sender, msg.clone());
        assert_eq!(done, by_cw721(&mut theirs, sender, msg.clone()), "{msg:?}");
        assert_eq!(ours.dump(), theirs.dump(), "{msg:?}");
        // Nothing but the one token is another: the index of owners stays.
        let mut after = ours.dump();
        for id in ["1-1", "1-2", "1-3"] {
            let key = TOKENS.key(id).to_vec();
            after.insert(key.clone(), before[&key].clone());
        }
        assert_eq!(after, before, "{msg:?}");
        assert_eq!(tokens_of(&ours, "alice"), ["1-1", "1-2"]);
        assert_eq!(tokens_of(&ours, "bob"), ["1-3"]);
        taken += usize::from(done.is_ok());
    }
    assert_eq!(taken, 9);
    // And a transfer finds the index as it needs it.
    ours.transfers("alice", "bob", "1-2").unwrap();
    assert_eq!(tokens_of(&ours, "alice"), ["1-1"]);
    assert_eq!(tokens_of(&ours, "bob"), ["1-2", "1-3"]);
}

#[test]
fn an_unknown_token_is_called_by_its_id_and_an_expired_approval_refused() {
    let mut world = world();
    let unknown = ContractError::UnknownToken {
        token_id: "1-9".to_owned(),
    };
    for msg in [approve("market", "1-9", None), revoke("market", "1-9")] {
        assert_eq!(world.cw721("alice", msg).unwrap_err(), unknown);
    }
    let over = Some(Expiration::AtTime(world.env.block.time));
    let expired = world.cw721("alice", approve("market", "1-1", over));
    let refused = ContractError::Cw721(Cw721ContractError::Expired {});
    assert_eq!(expired.unwrap_err(), refused);
}
