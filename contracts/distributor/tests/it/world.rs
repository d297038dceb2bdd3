//! A distributor between two ledgers of facts that the tests write by hand.

use std::collections::BTreeMap;

use cosmwasm_std::testing::{message_info, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    coin, from_json, to_json_binary, Addr, BankMsg, Coin, CosmosMsg, Env, Order, OwnedDeps,
    Response, Storage, Timestamp, Uint128, WasmMsg,
};
use cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg};
use distributor::contract::{execute, instantiate, query};
use distributor::ContractError;
use rigshare_types::distributor::{
    ClaimableResponse, Cw20Payload, DueResponse, ExecuteMsg, Grace, InstantiateMsg, PayoutDenom,
    QueryMsg, RigBookResponse, RigEpoch, BOOKS, CURSORS,
};
use rigshare_types::events::Claimed;
use rigshare_types::nft::{
    PayoutScheme, Proceeds, RigFacts, RigStatus, StoredClock, StoredSchedule, TermsStep, CLOCK,
    MINTED, POSITIONS, PROCEEDS, RIGS,
};
use rigshare_types::oracle::{
    FinalNetwork, FinalPrice, FinalReport, Grade, StoredAsset, StoredTiming, Timing, ASSETS,
    NETWORKS, PRICES, REPORTS, TIMING,
};
use rigshare_types::pause::{PauseLog, PAUSES};
use rigshare_types::units::Denom;
use serde::de::DeserializeOwned;
use share_ledger::{EpochClock, Schedule};

use crate::peers::Storages;

pub const GENESIS: u64 = 1_700_006_400;
pub const EPOCH: u64 = 100;
pub const GRACE: Grace = Grace {
    seconds: 500,
    blocks: 5,
};
pub const OUTAGE_DEADLINE: u64 = 1_000;
pub const TERM_START: u32 = 2;
pub const TERM_END: u32 = 60;
/// 1 BTC = 50,000 USD, 1 USDC = 1 USD, in billionths.
pub const BTC_NANO: u128 = 50_000_000_000_000;
pub const USDC_NANO: u128 = 1_000_000_000;

pub struct World {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    pub peers: Storages,
    pub nft: Addr,
    pub oracle: Addr,
    pub cw20: Addr,
    pub clock: EpochClock,
    pub minted: BTreeMap<u32, Schedule>,
    pub positions: BTreeMap<(Addr, u32), Schedule>,
    /// What the contract holds, by [`Denom::key`].
    pub balances: BTreeMap<String, u128>,
    /// What claims paid: rig, holder, amount.
    pub claims: Vec<(u32, String, u128)>,
    /// What it has sent, by recipient and denom.
    pub sent: BTreeMap<(String, String), u128>,
}

pub fn ubtc() -> Denom {
    Denom::Native("ubtc".to_owned())
}

pub fn uusdc() -> Denom {
    Denom::Native("uusdc".to_owned())
}

pub fn at(rig: u32, epoch: u32) -> RigEpoch {
    RigEpoch { rig, epoch }
}

pub fn instantiate_msg(api: &MockApi) -> InstantiateMsg {
    let address = |name: &str| api.addr_make(name).to_string();
    let denom = |denom, asset: &str, decimals| PayoutDenom {
        denom,
        asset: asset.to_owned(),
        decimals,
    };
    InstantiateMsg {
        owner: address("owner"),
        pauser: address("pauser"),
        hashrate_nft: address("nft"),
        oracle: address("oracle"),
        protocol_recipient: address("treasury"),
        protocol_fee_bps: 100,
        sale_fee_bps: 250,
        grace: GRACE,
        denoms: vec![
            denom(ubtc(), "BTC", 8),
            denom(uusdc(), "USDC", 6),
            denom(Denom::Cw20(address("cw20")), "BTC", 8),
        ],
    }
}

impl World {
    /// Time stands at the start of epoch 0.
    pub fn new() -> Self {
        let peers = Storages::default();
        let mut deps = OwnedDeps {
            storage: MockStorage::new(),
            api: MockApi::default(),
            querier: peers.querier(),
            custom_query_type: Default::default(),
        };
        let mut env = mock_env();
        env.contract.address = deps.api.addr_make("distributor");
        env.block.time = Timestamp::from_seconds(GENESIS);
        env.block.height = 1_000;
        let owner = deps.api.addr_make("owner");
        let msg = instantiate_msg(&deps.api);
        instantiate(deps.as_mut(), env.clone(), message_info(&owner, &[]), msg).unwrap();
        let world = Self {
            nft: deps.api.addr_make("nft"),
            oracle: deps.api.addr_make("oracle"),
            cw20: deps.api.addr_make("cw20"),
            clock: EpochClock::new(GENESIS, EPOCH as u32).unwrap(),
            deps,
            env,
            peers,
            minted: BTreeMap::new(),
            positions: BTreeMap::new(),
            balances: BTreeMap::new(),
            claims: Vec::new(),
            sent: BTreeMap::new(),
        };
        let clock = StoredClock {
            v: 1,
            clock: world.clock,
        };
        world.peers.put(&world.nft, CLOCK.as_slice(), &clock);
        let timing = StoredTiming {
            v: 1,
            timing: Timing {
                window_seconds: 10,
                outage_deadline_seconds: OUTAGE_DEADLINE,
            },
        };
        world.peers.put(&world.oracle, TIMING.as_slice(), &timing);
        world.oracle_pauses(&PauseLog::new());
        for (asset, decimals) in [("BTC", 8), ("USDC", 6)] {
            let stored = StoredAsset { v: 1, decimals };
            world.peers.put(&world.oracle, &ASSETS.key(asset), &stored);
        }
        world
    }

    pub fn addr(&self, name: &str) -> Addr {
        self.deps.api.addr_make(name)
    }

    pub fn now(&self) -> u64 {
        self.env.block.time.seconds()
    }

    /// Time goes on, a block every five seconds.
    pub fn pass(&mut self, seconds: u64) {
        self.env.block.time = self.env.block.time.plus_seconds(seconds);
        self.env.block.height += seconds.div_ceil(5);
    }

    /// Goes to the first second of an epoch.
    pub fn go_to(&mut self, epoch: u32) {
        let start = self.clock.start_of(epoch);
        self.pass(start - self.now());
    }

    // ---- the ledger of ownership

    pub fn facts(&self, payout: Denom) -> RigFacts {
        RigFacts {
            v: 1,
            status: RigStatus::Approved,
            operator: self.addr("operator"),
            coin: "BTC".to_owned(),
            hashrate_hs: Uint128::new(100_000_000_000_000),
            shares: 100,
            terms: vec![TermsStep {
                from_epoch: 0,
                watts: 0,
                electricity_nano_per_kwh: Uint128::zero(),
                service_fee_bps: 0,
            }],
            pool: "pool".to_owned(),
            scheme: PayoutScheme::Fpps,
            start_epoch: TERM_START,
            end_epoch: TERM_END,
            retired: false,
            payout,
            least_grade: Grade::Attested,
            royalty_bps: 0,
        }
    }

    /// A rig of 100 shares without electricity or service fee, that pays in the mined coin.
    pub fn plain_rig(&mut self, rig: u32) {
        self.rig(rig, self.facts(ubtc()));
    }

    pub fn rig(&mut self, rig: u32, facts: RigFacts) {
        self.peers.put_packed(&self.nft, &RIGS.key(rig), &facts);
        self.minted.entry(rig).or_default();
        self.write_minted(rig);
        self.proceeds(rig, 0);
    }

    pub fn proceeds(&self, rig: u32, total: u128) {
        let proceeds = Proceeds {
            v: 1,
            denom: "ubtc".to_owned(),
            total: total.into(),
        };
        self.peers.put(&self.nft, &PROCEEDS.key(rig), &proceeds);
    }

    /// A sale: the coins are here, the fact is written.
    pub fn sell(&mut self, rig: u32, before: u128, amount: u128) {
        self.proceeds(rig, before + amount);
        *self.balances.entry("ubtc".to_owned()).or_default() += amount;
    }

    fn write_minted(&self, rig: u32) {
        let stored = StoredSchedule {
            schedule: self.minted[&rig].clone(),
        };
        self.peers.put_packed(&self.nft, &MINTED.key(rig), &stored);
    }

    fn write_position(&self, holder: &Addr, rig: u32) {
        let stored = StoredSchedule {
            schedule: self.positions[&(holder.clone(), rig)].clone(),
        };
        self.peers
            .put_packed(&self.nft, &POSITIONS.key((holder, rig)), &stored);
    }

    pub fn mint(&mut self, rig: u32, holder: &str, shares: u64) {
        let (clock, now, holder) = (self.clock, self.now(), self.addr(holder));
        let minted = self.minted.get_mut(&rig).unwrap();
        minted.add(&clock, shares, now, None).unwrap();
        let position = self.positions.entry((holder.clone(), rig)).or_default();
        position.add(&clock, shares, now, None).unwrap();
        self.write_minted(rig);
        self.write_position(&holder, rig);
    }

    pub fn burn(&mut self, rig: u32, holder: &str, shares: u64) {
        let (clock, now, holder) = (self.clock, self.now(), self.addr(holder));
        let minted = self.minted.get_mut(&rig).unwrap();
        minted.subtract(&clock, shares, now, None).unwrap();
        let position = self.positions.get_mut(&(holder.clone(), rig)).unwrap();
        position.subtract(&clock, shares, now, None).unwrap();
        self.write_minted(rig);
        self.write_position(&holder, rig);
    }

    pub fn transfer(&mut self, rig: u32, from: &str, to: &str, shares: u64) {
        let (clock, now) = (self.clock, self.now());
        let (from, to) = (self.addr(from), self.addr(to));
        let position = self.positions.get_mut(&(from.clone(), rig)).unwrap();
        position.subtract(&clock, shares, now, None).unwrap();
        let position = self.positions.entry((to.clone(), rig)).or_default();
        position.add(&clock, shares, now, None).unwrap();
        self.write_position(&from, rig);
        self.write_position(&to, rig);
    }

    /// Folds as the nft does: totals before the book, positions before the cursor.
    pub fn fold(&mut self) {
        for (rig, schedule) in &mut self.minted {
            if let Some(book) = BOOKS.may_load(&self.deps.storage, *rig).unwrap() {
                schedule.fold(book.next_epoch);
            }
        }
        for ((holder, rig), schedule) in &mut self.positions {
            if let Some(cursor) = CURSORS
                .may_load(&self.deps.storage, (holder, *rig))
                .unwrap()
            {
                schedule.fold(cursor.next_epoch);
            }
        }
        for rig in self.minted.keys() {
            self.write_minted(*rig);
        }
        for (holder, rig) in self.positions.keys() {
            self.write_position(holder, *rig);
        }
    }

    // ---- the ledger of earnings

    pub fn oracle_pauses(&self, log: &PauseLog) {
        self.peers.put(&self.oracle, PAUSES.as_slice(), log);
    }

    pub fn report(&self, rig: u32, epoch: u32, gross: u128) {
        self.graded(rig, epoch, gross, Grade::Plausible);
    }

    pub fn graded(&self, rig: u32, epoch: u32, gross: u128, grade: Grade) {
        let report = FinalReport {
            v: 1,
            gross: gross.into(),
            grade,
            signers: 4,
            final_seconds: self.now(),
            final_height: self.env.block.height,
        };
        self.peers
            .put_packed(&self.oracle, &REPORTS.key((rig, epoch)), &report);
    }

    pub fn price(&self, asset: &str, epoch: u32, nano: u128) {
        let price = FinalPrice {
            v: 1,
            nano_per_coin: nano.into(),
            final_seconds: self.now(),
            final_height: self.env.block.height,
        };
        self.peers
            .put(&self.oracle, &PRICES.key((asset, epoch)), &price);
    }

    pub fn network(&self, epoch: u32, hashes_per_block: u128, reward_per_block: u128) {
        let network = FinalNetwork {
            v: 1,
            hashes_per_block: hashes_per_block.into(),
            reward_per_block: reward_per_block.into(),
        };
        self.peers
            .put(&self.oracle, &NETWORKS.key(("BTC", epoch)), &network);
    }

    // ---- the contract

    /// Everything that the contract stores.
    pub fn dump(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps
            .storage
            .range(None, None, Order::Ascending)
            .collect()
    }

    /// Executes, moves the coins, and checks that a refusal changes nothing.
    pub fn try_execute(
        &mut self,
        sender: &str,
        funds: &[Coin],
        msg: ExecuteMsg,
    ) -> Result<Response, ContractError> {
        let sender = self.addr(sender);
        self.try_execute_as(&sender, funds, msg)
    }

    pub fn try_execute_as(
        &mut self,
        sender: &Addr,
        funds: &[Coin],
        msg: ExecuteMsg,
    ) -> Result<Response, ContractError> {
        let before = self.dump();
        let info = message_info(sender, funds);
        let brought = match &msg {
            ExecuteMsg::Receive(receive) => Some(receive.amount.u128()),
            _ => None,
        };
        let result = execute(self.deps.as_mut(), self.env.clone(), info, msg.clone());
        match &result {
            Err(_) => assert_eq!(self.dump(), before, "a refused message wrote: {msg:?}"),
            Ok(response) => {
                assert_ne!(self.dump(), before, "a silent no-op: {msg:?}");
                assert!(!response.events.is_empty(), "no event: {msg:?}");
                for coin in funds {
                    *self.balances.entry(coin.denom.clone()).or_default() += coin.amount.u128();
                }
                if let Some(amount) = brought {
                    let key = Denom::Cw20(sender.to_string()).key();
                    *self.balances.entry(key).or_default() += amount;
                }
                for claimed in response
                    .events
                    .iter()
                    .filter_map(|event| Claimed::try_from(event).ok())
                {
                    let amount = claimed.amount.u128();
                    self.claims.push((claimed.rig, claimed.holder, amount));
                }
                for message in &response.messages {
                    self.carry_out(&message.msg);
                }
            }
        }
        result
    }

    fn carry_out(&mut self, message: &CosmosMsg) {
        match message {
            CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                for coin in amount {
                    self.pay_out(to_address, coin.denom.clone(), coin.amount.u128());
                }
            }
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr, msg, ..
            }) => match from_json(msg).unwrap() {
                Cw20ExecuteMsg::Transfer { recipient, amount } => {
                    let key = Denom::Cw20(contract_addr.clone()).key();
                    self.pay_out(&recipient, key, amount.u128());
                }
                other => panic!("the contract sent {other:?}"),
            },
            other => panic!("the contract sent {other:?}"),
        }
    }

    fn pay_out(&mut self, to: &str, key: String, amount: u128) {
        assert!(amount > 0, "a send of nothing");
        let balance = self.balances.get_mut(&key).unwrap();
        *balance = balance.checked_sub(amount).expect("sends what it has not");
        *self.sent.entry((to.to_owned(), key)).or_default() += amount;
    }

    pub fn execute(&mut self, sender: &str, funds: &[Coin], msg: ExecuteMsg) -> Response {
        self.try_execute(sender, funds, msg).unwrap()
    }

    pub fn refused(&mut self, sender: &str, funds: &[Coin], msg: ExecuteMsg) -> ContractError {
        self.try_execute(sender, funds, msg).unwrap_err()
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        self.try_ask(msg).unwrap()
    }

    pub fn try_ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> Result<T, ContractError> {
        let answer = query(self.deps.as_ref(), self.env.clone(), msg)?;
        Ok(from_json(answer).unwrap())
    }

    // ---- verbs that tests use often

    pub fn due(&self, items: &[RigEpoch]) -> Result<DueResponse, ContractError> {
        self.try_ask(QueryMsg::Due {
            items: items.to_vec(),
        })
    }

    /// What must be attached for native coins.
    pub fn coins_due(&self, items: &[RigEpoch]) -> Result<Vec<Coin>, ContractError> {
        let totals = self.due(items)?.totals;
        Ok(totals
            .into_iter()
            .map(|total| coin(total.amount.u128(), total.denom.key()))
            .collect())
    }

    /// Settles with exactly the sum due.
    pub fn try_settle(&mut self, items: &[RigEpoch]) -> Result<Response, ContractError> {
        let funds = self.coins_due(items)?;
        self.try_execute("anyone", &funds, settle_msg(items))
    }

    pub fn settle(&mut self, items: &[RigEpoch]) -> Response {
        self.try_settle(items).unwrap()
    }

    /// A cw20 contract hands on money with a payload.
    pub fn receive(
        &mut self,
        amount: u128,
        payload: &Cw20Payload,
    ) -> Result<Response, ContractError> {
        let receive = Cw20ReceiveMsg {
            sender: self.addr("payer").to_string(),
            amount: amount.into(),
            msg: to_json_binary(payload).unwrap(),
        };
        self.try_execute("cw20", &[], ExecuteMsg::Receive(receive))
    }

    pub fn try_claim(&mut self, holder: &str, rigs: &[u32]) -> Result<Response, ContractError> {
        self.try_execute(holder, &[], claim_msg(rigs))
    }

    /// Claims, and returns what arrived in a denom.
    pub fn claim(&mut self, holder: &str, rigs: &[u32], denom: &Denom) -> u128 {
        let key = (self.addr(holder).to_string(), denom.key());
        let before = self.sent.get(&key).copied().unwrap_or_default();
        self.try_claim(holder, rigs).unwrap();
        self.sent.get(&key).copied().unwrap_or_default() - before
    }

    pub fn claimable(&self, holder: &str, rigs: &[u32]) -> ClaimableResponse {
        self.ask(QueryMsg::Claimable {
            holder: self.addr(holder).to_string(),
            rigs: rigs.to_vec(),
        })
    }

    pub fn book(&self, rig: u32) -> RigBookResponse {
        self.ask(QueryMsg::RigBook { rig })
    }
}

pub fn settle_msg(items: &[RigEpoch]) -> ExecuteMsg {
    ExecuteMsg::Settle {
        items: items.to_vec(),
    }
}

pub fn claim_msg(rigs: &[u32]) -> ExecuteMsg {
    ExecuteMsg::Claim {
        rigs: rigs.to_vec(),
        holder: None,
        to: None,
    }
}

/// Checks what a claim paid: where a weight does not divide 2^64, the last base unit waits in the
/// remainder for the next claim.
#[track_caller]
pub fn paid(amount: u128, exact: u128) {
    assert!(amount.abs_diff(exact) <= 1, "{amount} paid, {exact} earned");
}
