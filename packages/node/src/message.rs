//! CosmWasm messages as a chain takes them: protobuf for signing, JSON for others to sign.

use cosmrs::proto::cosmos::bank::v1beta1::MsgSend;
use cosmrs::proto::cosmos::base::v1beta1::Coin as ProtoCoin;
use cosmrs::proto::cosmwasm::wasm::v1::{
    MsgClearAdmin, MsgExecuteContract, MsgInstantiateContract, MsgInstantiateContract2,
    MsgMigrateContract, MsgStoreCode, MsgUpdateAdmin,
};
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use cosmwasm_std::{Addr, BankMsg, Binary, Coin, CosmosMsg, WasmMsg};
use serde_json::{json, Value};

use crate::NodeError;

/// A message as the chain's modules know it.
#[derive(Clone, Debug)]
pub enum ChainMessage {
    /// Coins to another account.
    Send(MsgSend),
    /// A contract's code.
    Store(MsgStoreCode),
    /// A contract's message.
    Execute(MsgExecuteContract),
    /// A new contract, at an address that the chain chooses.
    Instantiate(MsgInstantiateContract),
    /// A new contract, at a predicted address.
    Instantiate2(MsgInstantiateContract2),
    /// A contract's new code.
    Migrate(MsgMigrateContract),
    /// A contract's new admin.
    UpdateAdmin(MsgUpdateAdmin),
    /// No admin any more.
    ClearAdmin(MsgClearAdmin),
}

impl ChainMessage {
    /// The upload of code.
    #[must_use]
    pub fn store(sender: &Addr, wasm: Vec<u8>) -> Self {
        Self::Store(MsgStoreCode {
            sender: sender.to_string(),
            wasm_byte_code: wasm,
            instantiate_permission: None,
        })
    }

    /// What `sender` says with a CosmWasm message.
    ///
    /// # Errors
    /// It is of a kind that is not sent from here.
    pub fn new(sender: &Addr, message: CosmosMsg) -> Result<Self, NodeError> {
        let sender = sender.to_string();
        Ok(match message {
            CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => Self::Send(MsgSend {
                from_address: sender,
                to_address,
                amount: coins(amount),
            }),
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr,
                msg,
                funds,
            }) => Self::Execute(MsgExecuteContract {
                sender,
                contract: contract_addr,
                msg: msg.to_vec(),
                funds: coins(funds),
            }),
            CosmosMsg::Wasm(WasmMsg::Instantiate {
                admin,
                code_id,
                msg,
                funds,
                label,
            }) => Self::Instantiate(MsgInstantiateContract {
                sender,
                admin: admin.unwrap_or_default(),
                code_id,
                label,
                msg: msg.to_vec(),
                funds: coins(funds),
            }),
            CosmosMsg::Wasm(WasmMsg::Instantiate2 {
                admin,
                code_id,
                label,
                msg,
                funds,
                salt,
            }) => Self::Instantiate2(MsgInstantiateContract2 {
                sender,
                admin: admin.unwrap_or_default(),
                code_id,
                label,
                msg: msg.to_vec(),
                funds: coins(funds),
                salt: salt.to_vec(),
                // The address must not depend on the message: it is predicted before that is known.
                fix_msg: false,
            }),
            CosmosMsg::Wasm(WasmMsg::Migrate {
                contract_addr,
                new_code_id,
                msg,
            }) => Self::Migrate(MsgMigrateContract {
                sender,
                contract: contract_addr,
                code_id: new_code_id,
                msg: msg.to_vec(),
            }),
            CosmosMsg::Wasm(WasmMsg::UpdateAdmin {
                contract_addr,
                admin,
            }) => Self::UpdateAdmin(MsgUpdateAdmin {
                sender,
                new_admin: admin,
                contract: contract_addr,
            }),
            CosmosMsg::Wasm(WasmMsg::ClearAdmin { contract_addr }) => {
                Self::ClearAdmin(MsgClearAdmin {
                    sender,
                    contract: contract_addr,
                })
            }
            other => {
                return Err(NodeError::Unsupported {
                    message: format!("{other:?}"),
                })
            }
        })
    }

    /// It as protobuf, as it is signed.
    #[must_use]
    pub fn to_any(&self) -> Any {
        match self {
            Self::Send(message) => any(message),
            Self::Store(message) => any(message),
            Self::Execute(message) => any(message),
            Self::Instantiate(message) => any(message),
            Self::Instantiate2(message) => any(message),
            Self::Migrate(message) => any(message),
            Self::UpdateAdmin(message) => any(message),
            Self::ClearAdmin(message) => any(message),
        }
    }

    /// It as the chain's own tools write and read it.
    ///
    /// # Errors
    /// A contract's message is no JSON.
    pub fn to_json(&self) -> Result<Value, NodeError> {
        let mut value = match self {
            Self::Send(m) => json!({
                "from_address": m.from_address, "to_address": m.to_address,
                "amount": coins_json(&m.amount),
            }),
            Self::Store(m) => json!({
                "sender": m.sender, "wasm_byte_code": Binary::from(m.wasm_byte_code.as_slice()),
                "instantiate_permission": null,
            }),
            Self::Execute(m) => json!({
                "sender": m.sender, "contract": m.contract, "msg": inner(&m.msg)?,
                "funds": coins_json(&m.funds),
            }),
            Self::Instantiate(m) => json!({
                "sender": m.sender, "admin": m.admin, "code_id": m.code_id.to_string(),
                "label": m.label, "msg": inner(&m.msg)?, "funds": coins_json(&m.funds),
            }),
            Self::Instantiate2(m) => json!({
                "sender": m.sender, "admin": m.admin, "code_id": m.code_id.to_string(),
                "label": m.label, "msg": inner(&m.msg)?, "funds": coins_json(&m.funds),
                "salt": Binary::from(m.salt.as_slice()), "fix_msg": m.fix_msg,
            }),
            Self::Migrate(m) => json!({
                "sender": m.sender, "contract": m.contract, "code_id": m.code_id.to_string(),
                "msg": inner(&m.msg)?,
            }),
            Self::UpdateAdmin(m) => json!({
                "sender": m.sender, "new_admin": m.new_admin, "contract": m.contract,
            }),
            Self::ClearAdmin(m) => json!({ "sender": m.sender, "contract": m.contract }),
        };
        if let Some(object) = value.as_object_mut() {
            object.insert("@type".to_owned(), self.to_any().type_url.into());
        }
        Ok(value)
    }
}

/// What `sender` says with CosmWasm messages, all of them.
pub(crate) fn all_of(
    sender: &Addr,
    messages: Vec<CosmosMsg>,
) -> Result<Vec<ChainMessage>, NodeError> {
    let messages = messages.into_iter();
    messages
        .map(|message| ChainMessage::new(sender, message))
        .collect()
}

fn any<M: Message + Name>(message: &M) -> Any {
    Any {
        type_url: format!("/{}", M::full_name()),
        value: message.encode_to_vec(),
    }
}

fn coins(coins: Vec<Coin>) -> Vec<ProtoCoin> {
    let proto = |coin: Coin| ProtoCoin {
        denom: coin.denom,
        amount: coin.amount.to_string(),
    };
    coins.into_iter().map(proto).collect()
}

fn coins_json(coins: &[ProtoCoin]) -> Vec<Value> {
    let json = |coin: &ProtoCoin| json!({ "denom": coin.denom, "amount": coin.amount });
    coins.iter().map(json).collect()
}

fn inner(message: &[u8]) -> Result<Value, NodeError> {
    serde_json::from_slice(message).map_err(|why| NodeError::Unsupported {
        message: format!("{}: {why}", String::from_utf8_lossy(message)),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn written(message: impl Into<CosmosMsg>) -> Value {
        let sender = Addr::unchecked("wasm1sender");
        let message = ChainMessage::new(&sender, message.into()).unwrap();
        message.to_json().unwrap()
    }

    #[test]
    fn as_the_chains_own_tools_write_them() {
        let coins = || vec![Coin::new(7_u128, "uusdc")];
        let coins_json = json!([{ "denom": "uusdc", "amount": "7" }]);
        let msg = || Binary::from(br#"{"claim":{"rig":1}}"#);
        let msg_json = json!({ "claim": { "rig": 1 } });
        for (message, expected) in [
            (
                written(BankMsg::Send {
                    to_address: "wasm1to".to_owned(),
                    amount: coins(),
                }),
                json!({ "@type": "/cosmos.bank.v1beta1.MsgSend", "from_address": "wasm1sender",
                    "to_address": "wasm1to", "amount": coins_json }),
            ),
            (
                written(WasmMsg::Execute {
                    contract_addr: "wasm1c".to_owned(),
                    msg: msg(),
                    funds: coins(),
                }),
                json!({ "@type": "/cosmwasm.wasm.v1.MsgExecuteContract", "sender": "wasm1sender",
                    "contract": "wasm1c", "msg": msg_json, "funds": coins_json }),
            ),
            (
                written(WasmMsg::Instantiate {
                    admin: None,
                    code_id: 3,
                    msg: msg(),
                    funds: Vec::new(),
                    label: "rigs".to_owned(),
                }),
                json!({ "@type": "/cosmwasm.wasm.v1.MsgInstantiateContract", "sender": "wasm1sender",
                    "admin": "", "code_id": "3", "label": "rigs", "msg": msg_json, "funds": [] }),
            ),
            (
                written(WasmMsg::Instantiate2 {
                    admin: Some("wasm1a".to_owned()),
                    code_id: 3,
                    label: "rigs".to_owned(),
                    msg: msg(),
                    funds: Vec::new(),
                    salt: Binary::from(b"salt"),
                }),
                json!({ "@type": "/cosmwasm.wasm.v1.MsgInstantiateContract2",
                    "sender": "wasm1sender", "admin": "wasm1a", "code_id": "3", "label": "rigs",
                    "msg": msg_json, "funds": [], "salt": "c2FsdA==", "fix_msg": false }),
            ),
            (
                written(WasmMsg::Migrate {
                    contract_addr: "wasm1c".to_owned(),
                    new_code_id: 4,
                    msg: msg(),
                }),
                json!({ "@type": "/cosmwasm.wasm.v1.MsgMigrateContract", "sender": "wasm1sender",
                    "contract": "wasm1c", "code_id": "4", "msg": msg_json }),
            ),
            (
                written(WasmMsg::UpdateAdmin {
                    contract_addr: "wasm1c".to_owned(),
                    admin: "wasm1new".to_owned(),
                }),
                json!({ "@type": "/cosmwasm.wasm.v1.MsgUpdateAdmin", "sender": "wasm1sender",
                    "new_admin": "wasm1new", "contract": "wasm1c" }),
            ),
            (
                written(WasmMsg::ClearAdmin {
                    contract_addr: "wasm1c".to_owned(),
                }),
                json!({ "@type": "/cosmwasm.wasm.v1.MsgClearAdmin", "sender": "wasm1sender",
                    "contract": "wasm1c" }),
            ),
        ] {
            assert_eq!(message, expected);
        }
    }

    #[test]
    fn others_are_refused() {
        let sender = Addr::unchecked("wasm1sender");
        let burn = BankMsg::Burn { amount: Vec::new() };
        let error = ChainMessage::new(&sender, burn.into()).unwrap_err();
        assert!(error.to_string().contains("Burn"), "{error}");
        let no_json = WasmMsg::Execute {
            contract_addr: "wasm1c".to_owned(),
            msg: Binary::from(b"no json"),
            funds: Vec::new(),
        };
        let message = ChainMessage::new(&sender, no_json.into()).unwrap();
        assert!(message.to_json().is_err());
    }
}
