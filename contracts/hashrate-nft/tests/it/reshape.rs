use cw721::msg::{NumTokensResponse, TokensResponse};
use hashrate_nft::error::ContractError;
use rigshare_types::events::{ShareBurned, ShareMinted};
use rigshare_types::nft::{
    ExecuteMsg, QueryMsg, RigMsg, RigQuery, ShareResponse, MAX_PARTS, MINTED, POSITIONS, TOKENS,
};

use crate::world::{addr, event, events, World, DAY};

fn split(token_id: &str, parts: &[u64]) -> RigMsg {
    RigMsg::Split {
        token_id: token_id.to_owned(),
        parts: parts.to_vec(),
    }
}

fn merge(token_ids: &[&str]) -> RigMsg {
    RigMsg::Merge {
        token_ids: token_ids.iter().map(ToString::to_string).collect(),
    }
}

fn count(world: &World) -> u64 {
    let response: NumTokensResponse = world.query(QueryMsg::NumTokens {}).unwrap();
    response.count
}

fn approve(world: &mut World, owner: &str, spender: &str, token_id: &str) {
    let msg = ExecuteMsg::Approve {
        spender: addr(spender).into_string(),
        token_id: token_id.to_owned(),
        expires: None,
    };
    world.cw721(owner, msg).unwrap();
}

/// The raw schedules, which a split or merge must leave to the byte.
fn schedules(world: &World) -> Vec<(Vec<u8>, Vec<u8>)> {
    let of = |prefix: &[u8], key: &[u8]| key.windows(prefix.len()).any(|part| part == prefix);
    let dump = world.dump().into_iter();
    dump.filter(|(key, _)| of(b"positions", key) || of(b"minted", key))
        .collect()
}

#[test]
fn attack_13_split_and_merge_leave_the_schedules_as_they_are() {
    let mut world = World::selling();
    world.at(12, 100);
    let whole = world.buys("alice", 1, 10);
    approve(&mut world, "alice", "market", &whole);
    world.at(13, 5_000);
    let before = schedules(&world);
    assert_eq!(before.len(), 2);
    let response = world.does("alice", split(&whole, &[1, 2, 7]));
    let gone: ShareBurned = event(&response);
    assert_eq!((gone.token_id.as_str(), gone.shares), (whole.as_str(), 10));
    let parts: Vec<ShareMinted> = events(&response);
    let ids: Vec<&str> = parts.iter().map(|part| part.token_id.as_str()).collect();
    assert_eq!(ids, ["1-2", "1-3", "1-4"]);
    let shares: Vec<u64> = parts.iter().map(|part| part.shares).collect();
    assert_eq!(shares, [1, 2, 7]);
    assert_eq!(schedules(&world), before);
    assert_eq!(count(&world), 3);
    // The old id is gone, and so are its approvals.
    assert_eq!(
        world.transfers("market", "bob", &whole).unwrap_err(),
        ContractError::UnknownToken {
            token_id: whole.clone()
        }
    );
    for id in &ids {
        let token = TOKENS.load(&world.deps.storage, id).unwrap();
        assert!(token.approvals.is_empty());
        assert_eq!(token.owner, addr("alice"));
    }
    let response = world.does("alice", merge(&ids));
    let one: ShareMinted = event(&response);
    assert_eq!((one.token_id.as_str(), one.shares), ("1-5", 10));
    assert_eq!(events::<ShareBurned>(&response).len(), 3);
    assert_eq!(schedules(&world), before);
    assert_eq!(count(&world), 1);
    let owned: TokensResponse = world
        .query(QueryMsg::Tokens {
            owner: addr("alice").into_string(),
            start_after: None,
            limit: None,
        })
        .unwrap();
    assert_eq!(owned.tokens, ["1-5"]);
}

#[test]
fn attack_13_parts_are_whole_and_make_the_whole() {
    let mut world = World::selling();
    let token_id = world.buys("alice", 1, 40);
    for (parts, sum) in [
        (vec![20, 19], 39),
        (vec![20, 21], 41),
        (vec![40, 40], 80),
        (vec![1, 1], 2),
    ] {
        assert_eq!(
            world.fails("alice", split(&token_id, &parts)),
            ContractError::WrongSum {
                token_id: token_id.clone(),
                parts: sum,
                shares: 40
            }
        );
    }
    for parts in [vec![0, 40], vec![41, 1], vec![u64::MAX, 41]] {
        let error = world.fails("alice", split(&token_id, &parts));
        assert!(matches!(
            error,
            ContractError::OutOfRange { field: "part", .. }
        ));
    }
    for parts in [vec![], vec![40], vec![1; MAX_PARTS + 1]] {
        let error = world.fails("alice", split(&token_id, &parts));
        assert!(matches!(
            error,
            ContractError::OutOfRange { field: "parts", .. }
        ));
    }
    let mut parts = vec![1; MAX_PARTS];
    parts[0] = 40 - 31;
    world.does("alice", split(&token_id, &parts));
    let ids: Vec<String> = (2..2 + MAX_PARTS).map(|n| format!("1-{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    world.does("alice", merge(&ids));
    assert_eq!(count(&world), 1);
}

#[test]
fn attack_13_only_tokens_of_one_rig_and_owner_merge() {
    let mut world = World::selling();
    world.add_rig("two");
    let mine = world.buys("alice", 1, 1);
    let other_rig = world.buys("alice", 2, 1);
    let other_owner = world.buys("bob", 1, 1);
    let not_alike = |other: &str| ContractError::NotAlike {
        first: mine.clone(),
        other: other.to_owned(),
    };
    assert_eq!(
        world.fails("alice", merge(&[&mine, &other_rig])),
        not_alike(&other_rig)
    );
    // Not even by whom both owners approved.
    approve(&mut world, "alice", "market", &mine);
    approve(&mut world, "bob", "market", &other_owner);
    assert_eq!(
        world.fails("market", merge(&[&mine, &other_owner])),
        not_alike(&other_owner)
    );
    assert_eq!(
        world.fails("alice", merge(&[&mine, &mine])),
        ContractError::Duplicate {
            entry: mine.clone()
        }
    );
    for ids in [vec![], vec![mine.as_str()], vec!["x"; MAX_PARTS + 1]] {
        let error = world.fails("alice", merge(&ids));
        assert!(matches!(
            error,
            ContractError::OutOfRange {
                field: "token_ids",
                ..
            }
        ));
    }
    assert_eq!(
        world.fails("alice", merge(&[&mine, "1-99"])),
        ContractError::UnknownToken {
            token_id: "1-99".to_owned()
        }
    );
}

#[test]
fn split_and_merge_need_a_say_over_every_token() {
    let mut world = World::selling();
    let first = world.buys("alice", 1, 2);
    let second = world.buys("alice", 1, 3);
    let refused = |token_id: &str| ContractError::NotApproved {
        sender: addr("market"),
        token_id: token_id.to_owned(),
    };
    assert_eq!(
        world.fails("market", split(&first, &[1, 1])),
        refused(&first)
    );
    approve(&mut world, "alice", "market", &first);
    assert_eq!(
        world.fails("market", merge(&[&first, &second])),
        refused(&second)
    );
    approve(&mut world, "alice", "market", &second);
    let response = world.does("market", merge(&[&first, &second]));
    let merged: ShareMinted = event(&response);
    assert_eq!(merged.owner, addr("alice").into_string());
    // The approval ended with the tokens.
    assert_eq!(
        world.fails("market", split(&merged.token_id, &[1, 4])),
        refused(&merged.token_id)
    );
    let all = ExecuteMsg::ApproveAll {
        operator: addr("market").into_string(),
        expires: None,
    };
    world.cw721("alice", all).unwrap();
    world.does("market", split(&merged.token_id, &[1, 4]));
}

#[test]
fn trap_a_burn_ends_the_token_and_both_schedules() {
    let mut world = World::selling();
    world.at(12, 0);
    let kept = world.buys("alice", 1, 3);
    let burned = world.buys("alice", 1, 7);
    world.at(13, 0);
    let burn = ExecuteMsg::Burn {
        token_id: burned.clone(),
    };
    let error = world.cw721("bob", burn.clone()).unwrap_err();
    assert!(matches!(error, ContractError::NotApproved { .. }));
    let response = world.cw721("alice", burn.clone()).unwrap();
    assert_eq!(event::<ShareBurned>(&response).shares, 7);
    for schedule in [
        MINTED.load(&world.deps.storage, 1).unwrap().schedule,
        POSITIONS
            .load(&world.deps.storage, (&addr("alice"), 1))
            .unwrap()
            .schedule,
    ] {
        assert_eq!(schedule.weight_at(12), Ok(10 * DAY));
        assert_eq!(schedule.weight_at(13), Ok(3 * DAY));
    }
    assert_eq!(count(&world), 1);
    let error = world.cw721("alice", burn).unwrap_err();
    assert!(matches!(error, ContractError::UnknownToken { .. }));
    // Ids are never used again.
    assert_eq!(world.buys("alice", 1, 7), "1-3");
    let share: ShareResponse = world.asks(RigQuery::Share { token_id: kept }).unwrap();
    assert_eq!(share.shares, 3);
}
