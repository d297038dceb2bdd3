//! Transactions: estimated, written for others to sign, and signed.

use cosmrs::proto::cosmos::base::v1beta1::Coin as ProtoCoin;
use cosmrs::proto::cosmos::tx::signing::v1beta1::SignMode;
use cosmrs::proto::cosmos::tx::v1beta1::{
    AuthInfo, Fee, SignDoc, SignerInfo, SimulateRequest, SimulateResponse, TxBody, TxRaw,
};
use cosmrs::proto::traits::Message;
use cosmwasm_std::{Addr, Coin, CosmosMsg, Event, HexBinary};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::effects::simulated_events;
use crate::message::{all_of, ChainMessage};
use crate::node::Account;
use crate::signer::{one_key, public_key_any, StandIn};
use crate::{Node, NodeError};

/// What a transaction would do and cost.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// The gas that it would use.
    pub gas_used: u64,
    /// The gas to pay for: that, times the chain's adjustment, rounded up.
    pub gas_limit: u64,
    /// The fee for that much gas.
    pub fee: Coin,
    /// The events that its messages would emit.
    pub events: Vec<Event>,
}

/// What to do otherwise than usual.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The gas to pay for, instead of what a simulation finds.
    pub gas_limit: Option<u64>,
    /// The fee, instead of what the gas costs.
    pub fee: Option<Coin>,
    /// The account's sequence, instead of the next one.
    pub sequence: Option<u64>,
    /// A remark that everybody can read.
    pub memo: String,
}

/// A signed transaction. Sending its bytes twice takes effect once: the sequence is used up then.
#[derive(Clone, Debug)]
pub struct SignedTx {
    /// Who signed it.
    pub sender: Addr,
    /// Its hash, upper-case hexadecimal.
    pub hash: String,
    /// What is sent.
    pub bytes: Vec<u8>,
    /// Its number among the sender's transactions.
    pub sequence: u64,
    /// The gas it may use.
    pub gas_limit: u64,
    /// What is paid for that.
    pub fee: Coin,
    /// The last block that may include it.
    pub until_height: u64,
}

impl Node {
    /// What messages of an account would do and cost. Its key need not be here.
    ///
    /// # Errors
    /// What a contract or the chain would refuse them with, or the node does not answer.
    pub fn simulate(
        &self,
        sender: &Addr,
        messages: Vec<CosmosMsg>,
    ) -> Result<Simulated, NodeError> {
        let account = self.account(sender)?;
        self.simulate_all(sender, &account, &all_of(sender, messages)?)
    }

    /// What a transaction with this much gas costs.
    #[must_use]
    pub fn fee_for(&self, gas_limit: u64) -> Coin {
        let amount = self.config.gas_price.times_rounded_up(gas_limit);
        Coin::new(amount, &self.config.fee_denom)
    }

    /// A transaction for somebody else to sign, as the chain's own tools read it, estimated on the way.
    ///
    /// # Errors
    /// As [`Self::simulate`].
    pub fn unsigned(&self, sender: &Addr, messages: Vec<CosmosMsg>) -> Result<Value, NodeError> {
        let messages = all_of(sender, messages)?;
        let simulated = self.simulate_all(sender, &self.account(sender)?, &messages)?;
        unsigned_json(&messages, simulated.gas_limit, &simulated.fee)
    }

    /// Signs messages as the account's next transaction, without sending it. No two signings make the
    /// same transaction: of several with one sequence, only one takes effect.
    ///
    /// # Errors
    /// There is no key of the account here, or as [`Self::simulate`].
    pub fn sign(
        &self,
        sender: &Addr,
        messages: Vec<CosmosMsg>,
        options: &Options,
    ) -> Result<SignedTx, NodeError> {
        self.sign_all(sender, &all_of(sender, messages)?, options)
    }

    pub(crate) fn sign_all(
        &self,
        sender: &Addr,
        messages: &[ChainMessage],
        options: &Options,
    ) -> Result<SignedTx, NodeError> {
        let key = self.keys.get(sender).ok_or_else(|| NodeError::NoKey {
            address: sender.clone(),
        })?;
        let mut account = self.account(sender)?;
        account.sequence = options.sequence.unwrap_or(account.sequence);
        let gas_limit = match options.gas_limit {
            Some(gas_limit) => gas_limit,
            None => self.simulate_all(sender, &account, messages)?.gas_limit,
        };
        let fee = match &options.fee {
            Some(fee) => fee.clone(),
            None => self.fee_for(gas_limit),
        };
        let until_height = self.last_height()?;
        let body_bytes = body(messages, &options.memo, until_height).encode_to_vec();
        let signer = SignerInfo {
            public_key: Some(public_key_any(&key.public_key().to_bytes())),
            mode_info: Some(one_key(SignMode::Direct)),
            sequence: account.sequence,
        };
        let auth_info_bytes = auth_info(signer, gas_limit, &fee).encode_to_vec();
        let document = SignDoc {
            body_bytes: body_bytes.clone(),
            auth_info_bytes: auth_info_bytes.clone(),
            chain_id: self.config.chain_id.clone(),
            account_number: account.number,
        };
        let bytes = TxRaw {
            body_bytes,
            auth_info_bytes,
            signatures: vec![key.sign(&document.encode_to_vec())],
        }
        .encode_to_vec();
        Ok(SignedTx {
            sender: sender.clone(),
            hash: hash_of(&bytes),
            bytes,
            sequence: account.sequence,
            gas_limit,
            fee,
            until_height,
        })
    }

    fn simulate_all(
        &self,
        sender: &Addr,
        account: &Account,
        messages: &[ChainMessage],
    ) -> Result<Simulated, NodeError> {
        let own_key = self
            .keys
            .get(sender)
            .map(|key| public_key_any(&key.public_key().to_bytes()));
        // A node that is told no public key reckons with the costliest signature of one key.
        let public_key = own_key.or_else(|| account.public_key.clone());
        // A fee, however small: taking it uses gas too. Without one the estimate lacks a third of a
        // bank send.
        let fee = self.fee_for(1);
        let stand_in = StandIn::of(public_key.as_ref());
        let signer = SignerInfo {
            public_key,
            mode_info: Some(stand_in.mode_info),
            sequence: account.sequence,
        };
        let bytes = TxRaw {
            body_bytes: body(messages, "", 0).encode_to_vec(),
            auth_info_bytes: auth_info(signer, 0, &fee).encode_to_vec(),
            signatures: vec![stand_in.signature],
        }
        .encode_to_vec();
        #[allow(deprecated)] // Its old field must still be named.
        let question = SimulateRequest {
            tx: None,
            tx_bytes: bytes,
        };
        let path = "/cosmos.tx.v1beta1.Service/Simulate";
        let answer: SimulateResponse = self.rpc.module(path, &question)?;
        let gas = answer
            .gas_info
            .ok_or_else(|| self.rpc.bad(path, "it says nothing of gas"))?;
        let gas_limit = self.config.gas_adjustment.times_rounded_up(gas.gas_used);
        let gas_limit = u64::try_from(gas_limit).unwrap_or(u64::MAX);
        Ok(Simulated {
            gas_used: gas.gas_used,
            gas_limit,
            fee: self.fee_for(gas_limit),
            events: simulated_events(&answer.result.unwrap_or_default().events),
        })
    }

    /// The last block that may include a transaction which is signed now.
    ///
    /// After it, a transaction that was not included never will be: only then may its messages be
    /// signed anew with another sequence. No chain makes more than two blocks a second for long, so
    /// that this is never before the end of the wait for inclusion.
    fn last_height(&self) -> Result<u64, NodeError> {
        let waiting = self.config.inclusion_timeout_seconds.saturating_mul(2);
        let latest = self.rpc.latest_height()?;
        Ok(latest.saturating_add(waiting).saturating_add(10))
    }
}

/// The hash that a transaction is known by.
fn hash_of(bytes: &[u8]) -> String {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    HexBinary::from(&digest).to_hex().to_uppercase()
}

fn body(messages: &[ChainMessage], memo: &str, timeout_height: u64) -> TxBody {
    TxBody {
        messages: messages.iter().map(ChainMessage::to_any).collect(),
        memo: memo.to_owned(),
        timeout_height,
        extension_options: Vec::new(),
        non_critical_extension_options: Vec::new(),
    }
}

fn auth_info(signer: SignerInfo, gas_limit: u64, fee: &Coin) -> AuthInfo {
    let amount = ProtoCoin {
        denom: fee.denom.clone(),
        amount: fee.amount.to_string(),
    };
    #[allow(deprecated)] // Its field for tips must still be named.
    AuthInfo {
        signer_infos: vec![signer],
        fee: Some(Fee {
            // The SDK takes no coins of nothing.
            amount: if fee.amount.is_zero() {
                Vec::new()
            } else {
                vec![amount]
            },
            gas_limit,
            payer: String::new(),
            granter: String::new(),
        }),
        tip: None,
    }
}

/// An unsigned transaction as the SDK writes it.
pub(crate) fn unsigned_json(
    messages: &[ChainMessage],
    gas_limit: u64,
    fee: &Coin,
) -> Result<Value, NodeError> {
    let messages: Result<Vec<Value>, NodeError> =
        messages.iter().map(ChainMessage::to_json).collect();
    Ok(json!({
        "body": {
            "messages": messages?,
            "memo": "",
            "timeout_height": "0",
            "extension_options": [],
            "non_critical_extension_options": [],
        },
        "auth_info": {
            "signer_infos": [],
            "fee": {
                "amount": [{ "denom": fee.denom, "amount": fee.amount.to_string() }],
                "gas_limit": gas_limit.to_string(),
                "payer": "",
                "granter": "",
            },
            "tip": null,
        },
        "signatures": [],
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn unsigned_as_the_sdk_writes_it() {
        let sender = Addr::unchecked("wasm1sender");
        let message = cosmwasm_std::WasmMsg::ClearAdmin {
            contract_addr: "wasm1c".to_owned(),
        };
        let messages = all_of(&sender, vec![message.into()]).unwrap();
        let written = unsigned_json(&messages, 150_000, &Coin::new(3_750_u128, "ustake")).unwrap();
        let expected = r#"{
            "body": {"messages": [{"@type": "/cosmwasm.wasm.v1.MsgClearAdmin",
                "sender": "wasm1sender", "contract": "wasm1c"}], "memo": "", "timeout_height": "0",
                "extension_options": [], "non_critical_extension_options": []},
            "auth_info": {"signer_infos": [], "fee": {"amount": [{"denom": "ustake",
                "amount": "3750"}], "gas_limit": "150000", "payer": "", "granter": ""}, "tip": null},
            "signatures": []}"#;
        assert_eq!(written, serde_json::from_str::<Value>(expected).unwrap());
    }
}
