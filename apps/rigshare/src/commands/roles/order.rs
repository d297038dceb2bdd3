//! What a command asks the chain to do: messages to contracts, not yet anybody's transaction.

use cosmwasm_std::{to_json_binary, Addr, Binary, Coin, CosmosMsg, WasmMsg};
use rigshare_types::nft::{ExecuteMsg, RigMsg};
use serde::Serialize;

/// A message to a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execute {
    /// The contract.
    pub contract: Addr,
    /// The message, JSON.
    pub msg: Binary,
    /// What is attached, by rising denom.
    pub funds: Vec<Coin>,
}

impl Execute {
    /// A message with nothing attached.
    ///
    /// # Errors
    /// The message can't be written as JSON.
    pub fn new(contract: &Addr, msg: &impl Serialize) -> anyhow::Result<Self> {
        Ok(Self {
            contract: contract.clone(),
            msg: to_json_binary(msg)?,
            funds: Vec::new(),
        })
    }

    /// One of Rigshare's own messages to the nft contract.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn rig(nft: &Addr, msg: RigMsg) -> anyhow::Result<Self> {
        Self::new(nft, &ExecuteMsg::UpdateExtension { msg })
    }

    /// With coins attached; coins of nothing are left out, as chains refuse them.
    #[must_use]
    pub fn with(mut self, funds: impl IntoIterator<Item = Coin>) -> Self {
        self.funds.extend(funds);
        self.funds.retain(|coin| !coin.amount.is_zero());
        self.funds.sort_by(|a, b| a.denom.cmp(&b.denom));
        self
    }
}

impl From<Execute> for CosmosMsg {
    fn from(execute: Execute) -> Self {
        WasmMsg::Execute {
            contract_addr: execute.contract.into_string(),
            msg: execute.msg,
            funds: execute.funds,
        }
        .into()
    }
}

/// One transaction, and what is said of it before it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// What it is for, in a few words that begin with a verb.
    pub what: String,
    /// What is to be done: all of it or nothing.
    pub messages: Vec<Execute>,
    /// Names and values to show with it.
    pub says: Vec<(&'static str, String)>,
}

impl Order {
    /// One message.
    #[must_use]
    pub fn one(what: impl Into<String>, message: Execute) -> Self {
        Self::all(what, vec![message])
    }

    /// Messages that take effect together.
    #[must_use]
    pub fn all(what: impl Into<String>, messages: Vec<Execute>) -> Self {
        Self {
            what: what.into(),
            messages,
            says: Vec::new(),
        }
    }

    /// With something said of it; what is said under the same name already is gone on with.
    #[must_use]
    pub fn saying(mut self, name: &'static str, value: impl ToString) -> Self {
        match self.says.iter_mut().find(|(said, _)| *said == name) {
            Some((_, values)) => *values = format!("{values}, {}", value.to_string()),
            None => self.says.push((name, value.to_string())),
        }
        self
    }
}

#[cfg(test)]
impl Order {
    /// Contracts, messages and funds as JSON, for tests.
    pub fn json(&self) -> serde_json::Value {
        let messages = self.messages.iter().map(|message| {
            let msg: serde_json::Value = cosmwasm_std::from_json(&message.msg).unwrap_or_default();
            let funds: Vec<String> = message.funds.iter().map(Coin::to_string).collect();
            serde_json::json!({
                "to": message.contract.as_str(),
                "msg": msg,
                "funds": funds.join(","),
            })
        });
        messages.collect()
    }
}
