//! The oracle and the distributor, as raw keys. A smart query is an error.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use cosmwasm_std::testing::MockQuerier;
use cosmwasm_std::{
    to_json_vec, Addr, Binary, ContractResult, SystemError, SystemResult, WasmQuery,
};
use rigshare_types::packed::Pack;
use serde::Serialize;

/// Values by (contract, key).
type Stored = BTreeMap<(String, Vec<u8>), Vec<u8>>;

/// What the peers have stored.
#[derive(Clone, Default)]
pub struct Peers(Rc<RefCell<Stored>>);

impl Peers {
    pub fn store(&self, contract: &Addr, key: &[u8], value: &impl Serialize) {
        self.store_raw(contract, key, to_json_vec(value).unwrap());
    }

    pub fn store_packed(&self, contract: &Addr, key: &[u8], value: &impl Pack) {
        self.store_raw(contract, key, value.to_packed());
    }

    pub fn store_raw(&self, contract: &Addr, key: &[u8], value: Vec<u8>) {
        self.0
            .borrow_mut()
            .insert((contract.to_string(), key.to_vec()), value);
    }

    pub fn querier(&self) -> MockQuerier {
        let stored = self.0.clone();
        let mut querier: MockQuerier = MockQuerier::new(&[]);
        querier.update_wasm(move |query| match query {
            WasmQuery::Raw { contract_addr, key } => {
                let key = (contract_addr.clone(), key.to_vec());
                let value = stored.borrow().get(&key).cloned().unwrap_or_default();
                SystemResult::Ok(ContractResult::Ok(Binary::from(value)))
            }
            other => SystemResult::Err(SystemError::UnsupportedRequest {
                kind: format!("only raw reads: {other:?}"),
            }),
        });
        querier
    }
}
