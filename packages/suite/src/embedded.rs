//! The embedded chain as a backend: it runs the contracts as they were compiled into it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::{anyhow, Context, Result};
use cosmwasm_std::{
    Addr, Binary, BlockInfo, Coin, CosmosMsg, Empty, Timestamp, Uint128, WasmQuery,
};
use cw_multi_test::{BankSudo, Contract, ContractWrapper, SudoMsg};
use rigshare_chain::{
    person_address, Artifact, Block, Chain, Checksum, Included, OffTape, Playground, QueryRefused,
    Standing, Tape,
};

use crate::chain::{self, ChainApp, PREFIX};

/// An embedded chain.
pub struct Embedded {
    /// cw-multi-test's application.
    pub app: ChainApp,
    /// Seconds a block takes when time is let pass.
    pub block_seconds: u64,
    id: String,
    people: BTreeMap<String, Addr>,
    codes: BTreeMap<u64, Checksum>,
    tape: Option<RefCell<Tape>>,
    /// Why the scenario is not what the tape recorded, if it is not: from then on nothing is answered.
    off_tape: RefCell<Option<OffTape>>,
}

impl Embedded {
    /// A chain of its own, whose first block is at `start_seconds`.
    #[must_use]
    pub fn new(id: &str, start_seconds: u64) -> Self {
        Self {
            app: chain::start(id, start_seconds),
            block_seconds: 6,
            id: id.to_owned(),
            people: BTreeMap::new(),
            codes: BTreeMap::new(),
            tape: None,
            off_tape: RefCell::new(None),
        }
    }

    /// A chain that shows a scenario the blocks that it saw elsewhere, whatever it waits for.
    #[must_use]
    pub fn replaying(id: &str, tape: Tape) -> Self {
        Self {
            tape: Some(RefCell::new(tape)),
            ..Self::new(id, 1)
        }
    }

    /// How many blocks the tape has left; none without a tape.
    #[must_use]
    pub fn unplayed(&self) -> usize {
        self.tape.as_ref().map_or(0, |tape| tape.borrow().len())
    }

    /// What the tape has next, where there is a tape. A scenario that left it is not answered any more, even if
    /// it takes the first refusal for an answer.
    fn follow<T>(&self, step: impl FnOnce(&mut Tape) -> Result<T, OffTape>) -> Result<Option<T>> {
        let Some(tape) = &self.tape else {
            return Ok(None);
        };
        if let Some(left) = self.off_tape.borrow().clone() {
            return Err(left.into());
        }
        match step(&mut tape.borrow_mut()) {
            Ok(next) => Ok(Some(next)),
            Err(left) => Err(self.leave(left)),
        }
    }

    fn leave(&self, left: OffTape) -> anyhow::Error {
        *self.off_tape.borrow_mut() = Some(left.clone());
        left.into()
    }

    /// Does something in the block that the tape has next, where there is a tape, and sees that it ends as it
    /// did when the tape was recorded.
    fn decide<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let Some((block, was_included)) = self.follow(Tape::submitted)? else {
            return act(self);
        };
        self.app.update_block(|here| show(here, &block));
        let done = act(self);
        if done.is_ok() == was_included {
            return done;
        }
        let now = match done {
            Ok(_) => "it is done".to_owned(),
            Err(error) => format!("{error:#}"),
        };
        Err(self.leave(OffTape::OtherEnd {
            height: block.height,
            then: if was_included {
                "included a submission"
            } else {
                "refused a submission"
            },
            now,
        }))
    }

    fn here(&self) -> Block {
        let block = self.app.block_info();
        Block {
            height: block.height,
            time_seconds: block.time.seconds(),
        }
    }
}

/// Shows the contracts the block of a tape.
fn show(here: &mut BlockInfo, block: &Block) {
    here.height = block.height;
    here.time = Timestamp::from_seconds(block.time_seconds);
}

impl Chain for Embedded {
    fn id(&self) -> &str {
        &self.id
    }

    fn prefix(&self) -> &str {
        PREFIX
    }

    fn latest(&self) -> Result<Block> {
        Ok(self.follow(Tape::asked)?.unwrap_or_else(|| self.here()))
    }

    fn submit(&mut self, sender: &Addr, messages: Vec<CosmosMsg>) -> Result<Included> {
        let responses = self.decide(|this| this.app.execute_multi(sender.clone(), messages))?;
        let data = responses.first().and_then(|response| response.data.clone());
        let events = responses.into_iter().flat_map(|response| response.events);
        Ok(Included {
            block: self.here(),
            tx_hash: None,
            gas_used: None,
            events: events.collect(),
            data,
        })
    }

    fn store(&mut self, sender: &Addr, artifact: &Artifact) -> Result<(u64, Included)> {
        let checksum = artifact.checksum();
        let code_id = self.decide(|this| {
            let code = code_named(&artifact.name, checksum)
                .ok_or_else(|| anyhow!("the embedded chain has no contract {:?}", artifact.name))?;
            Ok(this.app.store_code_with_creator(sender.clone(), code))
        })?;
        self.codes.insert(code_id, checksum);
        let included = Included {
            block: self.here(),
            tx_hash: None,
            gas_used: None,
            events: Vec::new(),
            data: None,
        };
        Ok((code_id, included))
    }

    // Everybody may use all code of the embedded chain.
    fn code_with(&self, checksum: &Checksum, _: &Addr) -> Result<Option<u64>> {
        let found = self.codes.iter().rev().find(|(_, of)| *of == checksum);
        Ok(found.map(|(code_id, _)| *code_id))
    }

    fn checksum_of(&self, code_id: u64) -> Result<Checksum> {
        let found = self.codes.get(&code_id).copied();
        found.ok_or_else(|| anyhow!("there is no code {code_id}"))
    }

    fn contract_at(&self, address: &Addr) -> Result<Option<Standing>> {
        let Ok(data) = self.app.contract_data(address) else {
            return Ok(None);
        };
        Ok(Some(Standing {
            code_id: data.code_id,
            creator: data.creator,
            admin: data.admin,
            label: data.label,
        }))
    }

    fn smart(&self, contract: &Addr, question: Binary) -> Result<Binary> {
        let query = WasmQuery::Smart {
            contract_addr: contract.to_string(),
            msg: question,
        };
        self.ask(contract, query)
    }

    fn raw(&self, contract: &Addr, key: &[u8]) -> Result<Option<Binary>> {
        self.app
            .contract_data(contract)
            .with_context(|| format!("there is no contract {contract}"))?;
        let value = self.app.wrap().query_wasm_raw(contract, key)?;
        Ok(value.map(Binary::from))
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<Uint128> {
        Ok(self.app.wrap().query_balance(account, denom)?.amount)
    }
}

impl Embedded {
    /// Lets time pass, with the blocks that belong to it.
    pub fn advance(&mut self, seconds: u64) {
        let blocks = (seconds / self.block_seconds).max(1);
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += blocks;
        });
    }

    fn ask(&self, contract: &Addr, query: WasmQuery) -> Result<Binary> {
        let request = cosmwasm_std::to_json_vec(&cosmwasm_std::QueryRequest::<Empty>::Wasm(query))?;
        let mut block = self.app.block_info();
        if let Some(seen) = self.follow(Tape::asked)? {
            show(&mut block, &seen);
        }
        let answer = self.app.read_module(|router, api, storage| {
            let querier = router.querier(api, storage, &block);
            cosmwasm_std::Querier::raw_query(&querier, &request)
        });
        let said = answer.into_result()?.into_result();
        Ok(said.map_err(|words| QueryRefused {
            contract: contract.clone(),
            words,
        })?)
    }
}

impl Playground for Embedded {
    // The prefix is a constant that begins addresses.
    #[allow(clippy::expect_used)]
    fn account(&mut self, name: &str) -> Addr {
        if let Some(address) = self.people.get(name) {
            return address.clone();
        }
        let address = person_address(PREFIX, name).expect("the prefix begins addresses");
        self.people.insert(name.to_owned(), address.clone());
        address
    }

    fn fund(&mut self, account: &Addr, amount: Vec<Coin>) -> Result<()> {
        self.app.sudo(SudoMsg::Bank(BankSudo::Mint {
            to_address: account.to_string(),
            amount,
        }))?;
        Ok(())
    }

    fn wait_until(&mut self, time_seconds: u64) -> Result<()> {
        if self.tape.is_some() {
            return Ok(());
        }
        let now = self.here().time_seconds;
        let Some(seconds) = time_seconds.checked_sub(now).filter(|wait| *wait > 0) else {
            return Ok(());
        };
        self.advance(seconds);
        Ok(())
    }

    fn block_seconds(&self) -> u64 {
        self.block_seconds
    }
}

/// The contract of this name as it was compiled into this program.
fn code_named(name: &str, checksum: Checksum) -> Option<Box<dyn Contract<Empty>>> {
    let checksum = cosmwasm_std::Checksum::from(*checksum.as_bytes());
    macro_rules! code {
        ($contract:ident) => {{
            use $contract::contract::{execute, instantiate, migrate, query};
            Some(Box::new(
                ContractWrapper::new(execute, instantiate, query)
                    .with_migrate(migrate)
                    .with_checksum(checksum),
            ))
        }};
    }
    match name {
        "hashrate-nft" => code!(hashrate_nft),
        "oracle" => code!(oracle),
        "distributor" => code!(distributor),
        "marketplace" => code!(marketplace),
        "cw20-plain" => {
            use cw20_base::contract::{execute, instantiate, query};
            Some(Box::new(
                ContractWrapper::new(execute, instantiate, query).with_checksum(checksum),
            ))
        }
        _ => None,
    }
}
