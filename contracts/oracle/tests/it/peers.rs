//! Other contracts as the oracle may see them: raw bytes under raw keys.

use std::collections::BTreeMap;

use cosmwasm_std::testing::MockQuerier;
use cosmwasm_std::{Addr, Binary, ContractResult, SystemError, SystemResult, WasmQuery};

/// Stored bytes by contract and key.
#[derive(Clone, Default)]
pub struct Peers(BTreeMap<(String, Vec<u8>), Vec<u8>>);

impl Peers {
    pub fn set(&mut self, contract: &Addr, key: &[u8], value: Vec<u8>) {
        self.0.insert((contract.to_string(), key.to_vec()), value);
    }

    pub fn remove(&mut self, contract: &Addr, key: &[u8]) {
        self.0.remove(&(contract.to_string(), key.to_vec()));
    }

    /// Answers raw reads from the table, and errs on everything else.
    pub fn install(&self, querier: &mut MockQuerier) {
        let stored = self.0.clone();
        querier.update_wasm(move |query| match query {
            WasmQuery::Raw { contract_addr, key } => {
                let value = stored
                    .get(&(contract_addr.clone(), key.to_vec()))
                    .cloned()
                    .unwrap_or_default();
                SystemResult::Ok(ContractResult::Ok(Binary::from(value)))
            }
            _ => SystemResult::Err(SystemError::UnsupportedRequest {
                kind: "anything but a raw read".to_owned(),
            }),
        });
    }
}
