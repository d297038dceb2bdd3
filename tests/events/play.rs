//! Sends one message at a time, feeds its events to the index, and compares.

use std::collections::BTreeSet;

use cosmwasm_schema::serde::Serialize;
use cosmwasm_std::{Addr, Coin};
use rigshare_chain::Included;
use rigshare_suite::{Setup, World};

use crate::compare;
use crate::index::Index;

/// Messages of cw721 that are told by cw721's own attributes alone.
const TOLD_BY_CW721: [&str; 5] = [
    "nft approve",
    "nft revoke",
    "nft approve_all",
    "nft revoke_all",
    "nft update_collection_info",
];

/// A world whose every transaction is indexed and compared.
pub struct Play {
    pub world: World,
    pub index: Index,
    /// Which messages went through, as `contract message`.
    pub done: BTreeSet<String>,
}

impl Play {
    pub fn new() -> Self {
        let world = World::new(Setup::default()).unwrap();
        let index = Index::new(&world);
        Self {
            world,
            index,
            done: BTreeSet::new(),
        }
    }

    pub fn act(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &(impl Serialize + std::fmt::Debug),
        funds: &[Coin],
    ) -> Included {
        let name = self.name(contract, &serde_json::to_value(msg).unwrap());
        let before = self.world.transactions.len();
        let response = self
            .world
            .execute(sender, contract, msg, funds)
            .unwrap_or_else(|error| panic!("{name}: {error:#}"));
        assert_eq!(self.world.transactions.len(), before + 1);
        let transaction = &self.world.transactions[before];
        assert!(
            !transaction.events.is_empty() || TOLD_BY_CW721.contains(&name.as_str()),
            "{name} says nothing"
        );
        for event in &transaction.events {
            self.index.feed(event, transaction.time_seconds);
        }
        compare::all(&self.world, &self.index, &name);
        self.done.insert(name);
        response
    }

    fn name(&self, contract: &Addr, msg: &serde_json::Value) -> String {
        let at = &self.world.at;
        let first = |value: &serde_json::Value| match value {
            serde_json::Value::String(name) => name.clone(),
            other => other.as_object().unwrap().keys().next().unwrap().clone(),
        };
        let mut verb = first(msg);
        if verb == "update_extension" {
            verb = first(&msg["update_extension"]["msg"]);
        }
        let contract = match contract {
            contract if *contract == at.hashrate_nft => "nft",
            contract if *contract == at.oracle => "oracle",
            contract if *contract == at.distributor => "distributor",
            contract if *contract == at.marketplace => "marketplace",
            _ => {
                // A cw20 token that is sent along with what to do.
                return "distributor receive".to_owned();
            }
        };
        format!("{contract} {verb}")
    }
}
