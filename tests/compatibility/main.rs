//! hashrate-nft answers like cw721-base 0.22: the same standard messages go to both, and the same
//! standard queries get the same answers, so that wallets and explorers can't tell them apart.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::BTreeSet;

use cosmwasm_std::{Addr, Empty};
use cw721_base::msg::InstantiateMsg;
use cw_multi_test::{ContractWrapper, Executor};
use rigshare_suite::{Setup, World};
use serde_json::{json, Value};

/// The two collections, each with one token of the same owner.
struct Pair {
    world: World,
    /// (contract, token) of Rigshare and of cw721-base.
    tokens: [(Addr, String); 2],
}

impl Pair {
    fn new() -> Self {
        let mut world = World::new(Setup::default()).unwrap();
        let operator = world.account("operator");
        let owner = world.account("owner");
        let rig = world.approved_rig(&operator, world.sample_rig()).unwrap();
        world.open_sale(rig, 1).unwrap();
        world.fund(&owner, 10, "uusdc").unwrap();
        let ours = world.buy(&owner, rig, 3).unwrap();

        use cw721_base::entry::{execute, instantiate, query};
        let code =
            world
                .chain
                .app
                .store_code(Box::new(ContractWrapper::<_, _, _, _, _, _, Empty>::new(
                    execute,
                    instantiate,
                    query,
                )));
        let msg = InstantiateMsg {
            name: "Base".to_owned(),
            symbol: "BASE".to_owned(),
            collection_info_extension: None,
            minter: Some(operator.to_string()),
            creator: Some(operator.to_string()),
            withdraw_address: None,
        };
        let base = world
            .chain
            .app
            .instantiate_contract(code, operator.clone(), &msg, &[], "base", None)
            .unwrap();
        let mint = json!({"mint": {
            "token_id": "base-1", "owner": owner, "token_uri": null, "extension": null
        }});
        world
            .chain
            .app
            .execute_contract(operator, base.clone(), &mint, &[])
            .unwrap();
        let nft = world.at.hashrate_nft.clone();
        Self {
            world,
            tokens: [(nft, ours), (base, "base-1".to_owned())],
        }
    }

    /// Sends a message to both; `TOKEN` stands for the token. True where both took it, false where
    /// both refused.
    fn send(&mut self, sender: &str, msg: &Value) -> bool {
        let sender = self.world.account(sender);
        let [ours, base] = self.tokens.clone().map(|(contract, token)| {
            let msg = with_token(msg, "TOKEN", &token);
            self.world
                .chain
                .app
                .execute_contract(sender.clone(), contract, &msg, &[])
                .is_ok()
        });
        assert_eq!(ours, base, "{msg} from {sender}");
        ours
    }

    /// Asks both, with the token's id written as `TOKEN` in the answers; `None` where it is refused.
    fn ask(&self, query: &Value) -> [Option<Value>; 2] {
        self.tokens.clone().map(|(contract, token)| {
            let query = with_token(query, "TOKEN", &token);
            let answer: Result<Value, _> = self.world.query(&contract, &query);
            Some(with_token(&answer.ok()?, &token, "TOKEN"))
        })
    }

    fn same(&self, query: &Value) {
        let [ours, base] = self.ask(query);
        assert_eq!(ours, base, "{query}");
    }

    /// Compares everything that is said of ownership and approvals.
    fn same_everywhere(&mut self) {
        let people = ["owner", "friend", "stranger"].map(|name| self.world.account(name));
        for query in [
            json!({"owner_of": {"token_id": "TOKEN", "include_expired": true}}),
            json!({"owner_of": {"token_id": "nowhere"}}),
            json!({"approvals": {"token_id": "TOKEN"}}),
            json!({"num_tokens": {}}),
            json!({"all_tokens": {}}),
            json!({"all_tokens": {"start_after": "TOKEN", "limit": 5}}),
            json!({"get_withdraw_address": {}}),
        ] {
            self.same(&query);
        }
        for one in &people {
            self.same(&json!({"tokens": {"owner": one}}));
            self.same(&json!({"tokens": {"owner": one, "limit": 0}}));
            self.same(&json!({"all_operators": {"owner": one}}));
            self.same(&json!({"approval": {"token_id": "TOKEN", "spender": one}}));
            for other in &people {
                self.same(&json!({"operator": {"owner": one, "operator": other}}));
            }
        }
    }
}

fn with_token(value: &Value, from: &str, to: &str) -> Value {
    match value {
        Value::String(text) if text == from => Value::String(to.to_owned()),
        Value::Array(items) => items
            .iter()
            .map(|item| with_token(item, from, to))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, field)| (name.clone(), with_token(field, from, to)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

fn keys(value: &Value) -> BTreeSet<String> {
    let fields = value
        .as_object()
        .unwrap_or_else(|| panic!("not an object: {value}"));
    fields.keys().cloned().collect()
}

#[test]
fn the_same_messages_have_the_same_effect() {
    let mut pair = Pair::new();
    let address = |pair: &mut Pair, name: &str| pair.world.account(name).to_string();
    let (owner, friend, stranger) = (
        address(&mut pair, "owner"),
        address(&mut pair, "friend"),
        address(&mut pair, "stranger"),
    );
    let mut taken = 0;
    let steps = [
        (
            "stranger",
            json!({"transfer_nft": {"recipient": stranger, "token_id": "TOKEN"}}),
        ),
        (
            "stranger",
            json!({"approve": {"spender": stranger, "token_id": "TOKEN"}}),
        ),
        (
            "owner",
            json!({"approve": {"spender": friend, "token_id": "TOKEN"}}),
        ),
        (
            "friend",
            json!({"transfer_nft": {"recipient": stranger, "token_id": "TOKEN"}}),
        ),
        (
            "friend",
            json!({"transfer_nft": {"recipient": friend, "token_id": "TOKEN"}}),
        ),
        ("stranger", json!({"approve_all": {"operator": friend}})),
        (
            "friend",
            json!({"approve": {"spender": owner, "token_id": "TOKEN"}}),
        ),
        (
            "friend",
            json!({"revoke": {"spender": owner, "token_id": "TOKEN"}}),
        ),
        (
            "owner",
            json!({"transfer_nft": {"recipient": owner, "token_id": "TOKEN"}}),
        ),
        (
            "friend",
            json!({"transfer_nft": {"recipient": owner, "token_id": "TOKEN"}}),
        ),
        ("stranger", json!({"revoke_all": {"operator": friend}})),
        (
            "owner",
            json!({"approve_all": {"operator": friend, "expires": {"at_height": 1}}}),
        ),
        (
            "owner",
            json!({"transfer_nft": {"recipient": "not an address", "token_id": "TOKEN"}}),
        ),
        (
            "owner",
            json!({"transfer_nft": {"recipient": friend, "token_id": "nowhere"}}),
        ),
    ];
    for (sender, msg) in &steps {
        taken += usize::from(pair.send(sender, msg));
        pair.same_everywhere();
    }
    assert_eq!(taken, 7, "steps that both took");
    assert!(pair.send("owner", &json!({"burn": {"token_id": "TOKEN"}})));
    pair.same_everywhere();
}

#[test]
fn what_is_our_own_has_the_fields_that_wallets_read() {
    let pair = Pair::new();
    for query in [
        json!({"nft_info": {"token_id": "TOKEN"}}),
        json!({"all_nft_info": {"token_id": "TOKEN"}}),
        json!({"get_collection_info_and_extension": {}}),
        json!({"contract_info": {}}),
        json!({"get_config": {}}),
        json!({"get_all_info": {}}),
        json!({"minter": {}}),
        json!({"ownership": {}}),
        json!({"get_minter_ownership": {}}),
        json!({"get_creator_ownership": {}}),
        json!({"get_additional_minters": {}}),
    ] {
        let [ours, base] = pair.ask(&query);
        let base = base.unwrap_or_else(|| panic!("cw721-base refuses {query}"));
        let ours = ours.unwrap_or_else(|| panic!("hashrate-nft refuses {query}"));
        assert_eq!(keys(&ours), keys(&base), "{query}");
    }
    // A token's own metadata is more than cw721-base has: the names are those of the standard.
    let [ours, _] = pair.ask(&json!({"nft_info": {"token_id": "TOKEN"}}));
    let extension = &ours.unwrap()["extension"];
    for field in ["name", "description", "image", "attributes"] {
        assert!(!extension[field].is_null(), "{field} of {extension}");
    }
}
