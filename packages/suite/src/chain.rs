//! An embedded chain on which contracts can read each other raw, and in no other way.

use std::cell::Cell;

use anyhow::{bail, Result as AnyResult};
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::{
    Addr, Api, Binary, BlockInfo, Empty, Querier, Record, Storage, WasmMsg, WasmQuery,
};
use cw_multi_test::{
    App, AppBuilder, AppResponse, BankKeeper, Contract, ContractData, CosmosRouter,
    DistributionKeeper, FailingModule, GovFailingModule, IbcFailingModule, MockApiBech32,
    StakeKeeper, StargateFailing, Wasm, WasmKeeper, WasmSudo,
};

/// What addresses of the embedded chain begin with.
pub const PREFIX: &str = "wasm";

/// The embedded chain.
pub type ChainApp = App<
    BankKeeper,
    MockApiBech32,
    MockStorage,
    FailingModule<Empty, Empty, Empty>,
    RawOnly,
    StakeKeeper,
    DistributionKeeper,
    IbcFailingModule,
    GovFailingModule,
    StargateFailing,
>;

/// cw-multi-test's contracts, of which none can query another smartly.
pub struct RawOnly {
    keeper: WasmKeeper<Empty, Empty>,
    /// How many contracts are being run or queried right now.
    depth: Cell<u32>,
}

impl RawOnly {
    fn inside<T>(&self, run: impl FnOnce(&WasmKeeper<Empty, Empty>) -> T) -> T {
        self.depth.set(self.depth.get() + 1);
        let result = run(&self.keeper);
        self.depth.set(self.depth.get() - 1);
        result
    }
}

impl Wasm<Empty, Empty> for RawOnly {
    fn execute(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: &dyn CosmosRouter<ExecC = Empty, QueryC = Empty>,
        block: &BlockInfo,
        sender: Addr,
        msg: WasmMsg,
    ) -> AnyResult<AppResponse> {
        self.inside(|keeper| keeper.execute(api, storage, router, block, sender, msg))
    }

    fn query(
        &self,
        api: &dyn Api,
        storage: &dyn Storage,
        querier: &dyn Querier,
        block: &BlockInfo,
        request: WasmQuery,
    ) -> AnyResult<Binary> {
        match &request {
            WasmQuery::Smart { contract_addr, msg } if self.depth.get() > 0 => {
                bail!("a contract made a smart query to {contract_addr}: {msg}")
            }
            _ => self.inside(|keeper| keeper.query(api, storage, querier, block, request)),
        }
    }

    fn sudo(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: &dyn CosmosRouter<ExecC = Empty, QueryC = Empty>,
        block: &BlockInfo,
        msg: WasmSudo,
    ) -> AnyResult<AppResponse> {
        self.inside(|keeper| keeper.sudo(api, storage, router, block, msg))
    }

    fn store_code(&mut self, creator: Addr, code: Box<dyn Contract<Empty, Empty>>) -> u64 {
        self.keeper.store_code(creator, code)
    }

    fn store_code_with_id(
        &mut self,
        creator: Addr,
        code_id: u64,
        code: Box<dyn Contract<Empty, Empty>>,
    ) -> AnyResult<u64> {
        self.keeper.store_code_with_id(creator, code_id, code)
    }

    fn duplicate_code(&mut self, code_id: u64) -> AnyResult<u64> {
        self.keeper.duplicate_code(code_id)
    }

    fn contract_data(&self, storage: &dyn Storage, address: &Addr) -> AnyResult<ContractData> {
        self.keeper.contract_data(storage, address)
    }

    fn dump_wasm_raw(&self, storage: &dyn Storage, address: &Addr) -> Vec<Record> {
        self.keeper.dump_wasm_raw(storage, address)
    }
}

/// A chain of its own, at `time_seconds`.
pub(crate) fn start(chain_id: &str, time_seconds: u64) -> ChainApp {
    AppBuilder::new()
        .with_api(MockApiBech32::new(PREFIX))
        .with_wasm(RawOnly {
            keeper: WasmKeeper::new(),
            depth: Cell::new(0),
        })
        .with_block(BlockInfo {
            height: 1,
            time: cosmwasm_std::Timestamp::from_seconds(time_seconds),
            chain_id: chain_id.to_owned(),
        })
        .build(|_, _, _| {})
}
