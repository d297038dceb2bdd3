//! Other contracts' storage, laid out by hand. A smart query is an error.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use cosmwasm_std::testing::MockQuerier;
use cosmwasm_std::{
    to_json_vec, Addr, Binary, ContractResult, SystemError, SystemResult, WasmQuery,
};
use rigshare_types::packed::Pack;
use serde::Serialize;

type Cells = BTreeMap<(String, Vec<u8>), Vec<u8>>;

#[derive(Clone, Default)]
pub struct Storages(Rc<RefCell<Cells>>);

impl Storages {
    pub fn put(&self, contract: &Addr, key: &[u8], value: &impl Serialize) {
        let key = (contract.to_string(), key.to_vec());
        self.0.borrow_mut().insert(key, to_json_vec(value).unwrap());
    }

    pub fn put_packed(&self, contract: &Addr, key: &[u8], value: &impl Pack) {
        self.put_raw(contract, key, &value.to_packed());
    }

    pub fn put_raw(&self, contract: &Addr, key: &[u8], value: &[u8]) {
        let key = (contract.to_string(), key.to_vec());
        self.0.borrow_mut().insert(key, value.to_vec());
    }

    pub fn remove(&self, contract: &Addr, key: &[u8]) {
        let key = (contract.to_string(), key.to_vec());
        self.0.borrow_mut().remove(&key);
    }

    pub fn get(&self, contract: &Addr, key: &[u8]) -> Vec<u8> {
        let key = (contract.to_string(), key.to_vec());
        self.0.borrow()[&key].clone()
    }

    pub fn querier(&self) -> MockQuerier {
        let cells = self.0.clone();
        let mut querier = MockQuerier::new(&[]);
        querier.update_wasm(move |query| match query {
            WasmQuery::Raw { contract_addr, key } => {
                let found = cells
                    .borrow()
                    .get(&(contract_addr.clone(), key.to_vec()))
                    .cloned();
                SystemResult::Ok(ContractResult::Ok(Binary::from(found.unwrap_or_default())))
            }
            other => SystemResult::Err(SystemError::UnsupportedRequest {
                kind: format!("only raw reads between contracts: {other:?}"),
            }),
        });
        querier
    }
}
