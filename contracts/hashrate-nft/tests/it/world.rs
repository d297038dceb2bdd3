//! One contract on a mocked chain.

use std::collections::BTreeMap;

use cosmwasm_std::testing::{message_info, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    coins, from_json, Addr, Coin, Env, Event, Order, OwnedDeps, Response, Storage, Uint128,
};
use hashrate_nft::contract;
use hashrate_nft::error::ContractError;
use rigshare_types::distributor::{Cursor, StoredDenom, CURSORS, DENOMS};
use rigshare_types::nft::{
    ExecuteMsg, InstantiateMsg, NewRig, PayoutScheme, QueryMsg, RigMsg, RigQuery, Sale,
};
use rigshare_types::oracle::{Grade, StoredAsset, ASSETS};
use rigshare_types::units::Denom;
use serde::de::DeserializeOwned;
use share_ledger::EpochClock;

use crate::peers::Peers;

pub const GENESIS: u64 = 1_767_225_600; // 1 January 2026
pub const DAY: u64 = 86_400;
pub const TERA: u128 = 1_000_000_000_000;

pub struct World {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    pub peers: Peers,
}

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn birth() -> InstantiateMsg {
    InstantiateMsg {
        name: "Rigshare".to_owned(),
        symbol: "RIG".to_owned(),
        description: "Shares of mining rigs".to_owned(),
        clock: EpochClock {
            genesis_seconds: GENESIS,
            epoch_seconds: DAY as u32,
        },
        quote_currency: "USD".to_owned(),
        owner: addr("owner").into_string(),
        registrar: addr("registrar").into_string(),
        pauser: addr("pauser").into_string(),
        distributor: addr("distributor").into_string(),
        oracle: addr("oracle").into_string(),
    }
}

/// A rig of 100 shares of 1 TH/s, from epoch 10 to 375.
pub fn antminer(worker: &str) -> NewRig {
    NewRig {
        model: "Antminer S21 Pro".to_owned(),
        coin: "BTC".to_owned(),
        algorithm: "SHA-256d".to_owned(),
        hashrate_hs: Uint128::new(100 * TERA),
        unit_hashrate_hs: Uint128::new(TERA),
        watts: 1_509,
        electricity_nano_per_kwh: Uint128::new(70_000_000),
        electricity_currency: "USD".to_owned(),
        service_fee_bps: 250,
        location: "Reykjanesbær, Iceland".to_owned(),
        renewable_bps: 10_000,
        pool: "Braiins Pool".to_owned(),
        scheme: PayoutScheme::Fpps,
        worker: worker.to_owned(),
        payout_address: format!("bc1q{worker}"),
        start_epoch: 10,
        end_epoch: 375,
        payout: Denom::Native("ubtc".to_owned()),
        sale_denom: "uusdc".to_owned(),
        royalty_bps: 500,
        least_grade: Grade::Attested,
    }
}

pub fn open_sale() -> Sale {
    Sale {
        price_per_share: Uint128::new(1_000),
        opens_seconds: GENESIS,
        closes_seconds: GENESIS + 400 * DAY,
        least_shares: 1,
        most_per_wallet: 1_000,
        allow_list_only: false,
    }
}

impl World {
    /// A contract that was just born, in the first second of epoch 5.
    pub fn new() -> Self {
        let peers = Peers::default();
        let oracle = addr("oracle");
        for coin in ["BTC", "XMR"] {
            let asset = StoredAsset { v: 1, decimals: 8 };
            peers.store(&oracle, &ASSETS.key(coin), &asset);
        }
        let listed = StoredDenom {
            v: 1,
            asset: "BTC".to_owned(),
            decimals: 8,
            number: 0,
        };
        peers.store(&addr("distributor"), &DENOMS.key("ubtc"), &listed);
        let mut env = mock_env();
        env.block.time = cosmwasm_std::Timestamp::from_seconds(GENESIS + 5 * DAY);
        let deps = OwnedDeps {
            storage: MockStorage::default(),
            api: MockApi::default(),
            querier: peers.querier(),
            custom_query_type: std::marker::PhantomData,
        };
        let mut world = Self { deps, env, peers };
        let info = message_info(&addr("deployer"), &[]);
        contract::instantiate(world.deps.as_mut(), world.env.clone(), info, birth()).unwrap();
        world
    }

    /// With rig 1, approved, and its sale open.
    pub fn selling() -> Self {
        let mut world = Self::new();
        world.add_rig("one");
        world
    }

    /// Registers and approves a rig of `operator`, opens its sale, and says its number.
    pub fn add_rig(&mut self, worker: &str) -> u32 {
        let rig = Box::new(antminer(worker));
        let response = self.does("operator", RigMsg::RegisterRig { rig });
        let registered: rigshare_types::events::RigRegistered = event(&response);
        let rig = registered.rig;
        self.does("registrar", RigMsg::DecideRig { rig, approve: true });
        let sale = open_sale();
        self.does("operator", RigMsg::OpenSale { rig, sale });
        rig
    }

    pub fn at(&mut self, epoch: u64, second: u64) {
        self.env.block.time = cosmwasm_std::Timestamp::from_seconds(GENESIS + epoch * DAY + second);
        self.env.block.height += 1;
    }

    pub fn now(&self) -> u64 {
        self.env.block.time.seconds()
    }

    pub fn dump(&self) -> BTreeMap<Vec<u8>, Vec<u8>> {
        self.deps
            .storage
            .range(None, None, Order::Ascending)
            .collect()
    }

    /// Executes; a refused message must not have written anything.
    pub fn execute(
        &mut self,
        sender: &Addr,
        funds: &[Coin],
        msg: ExecuteMsg,
    ) -> Result<Response, ContractError> {
        let before = self.dump();
        let result = contract::execute(
            self.deps.as_mut(),
            self.env.clone(),
            message_info(sender, funds),
            msg,
        );
        if result.is_err() {
            assert_eq!(self.dump(), before, "a refused message wrote something");
        }
        result
    }

    pub fn tries(&mut self, sender: &str, msg: RigMsg) -> Result<Response, ContractError> {
        self.execute(&addr(sender), &[], ExecuteMsg::UpdateExtension { msg })
    }

    pub fn does(&mut self, sender: &str, msg: RigMsg) -> Response {
        self.tries(sender, msg).unwrap()
    }

    pub fn fails(&mut self, sender: &str, msg: RigMsg) -> ContractError {
        self.tries(sender, msg).unwrap_err()
    }

    pub fn cw721(&mut self, sender: &str, msg: ExecuteMsg) -> Result<Response, ContractError> {
        self.execute(&addr(sender), &[], msg)
    }

    pub fn tries_to_buy(
        &mut self,
        buyer: &str,
        rig: u32,
        shares: u64,
        paid: u128,
    ) -> Result<Response, ContractError> {
        let msg = RigMsg::Buy {
            rig,
            shares,
            recipient: None,
        };
        let msg = ExecuteMsg::UpdateExtension { msg };
        self.execute(&addr(buyer), &coins(paid, "uusdc"), msg)
    }

    /// Buys at 1,000 a share, and says the token.
    pub fn buys(&mut self, buyer: &str, rig: u32, shares: u64) -> String {
        let response = self
            .tries_to_buy(buyer, rig, shares, u128::from(shares) * 1_000)
            .unwrap();
        event::<rigshare_types::events::SharesSold>(&response).token_id
    }

    pub fn transfers(
        &mut self,
        from: &str,
        to: &str,
        token_id: &str,
    ) -> Result<Response, ContractError> {
        let msg = ExecuteMsg::TransferNft {
            recipient: addr(to).into_string(),
            token_id: token_id.to_owned(),
        };
        self.cw721(from, msg)
    }

    pub fn asks<T: DeserializeOwned>(&self, msg: RigQuery) -> Result<T, ContractError> {
        self.query(QueryMsg::Extension { msg })
    }

    pub fn query<T: DeserializeOwned>(&self, msg: QueryMsg) -> Result<T, ContractError> {
        let answer = contract::query(self.deps.as_ref(), self.env.clone(), msg)?;
        Ok(from_json(answer).unwrap())
    }

    /// Lets the distributor have accounted for the holder up to an epoch.
    pub fn checkpoint(&self, holder: &str, rig: u32, next_epoch: u32) {
        let cursor = Cursor {
            next_epoch,
            owed: Uint128::zero(),
            remainder: 0,
            shortfall: None,
        };
        let key = CURSORS.key((&addr(holder), rig)).to_vec();
        self.peers.store_packed(&addr("distributor"), &key, &cursor);
    }
}

/// The one event of a kind.
pub fn event<T: for<'a> TryFrom<&'a Event>>(response: &Response) -> T {
    let mut found: Vec<T> = events(response);
    assert_eq!(found.len(), 1, "{response:?}");
    found.pop().unwrap()
}

/// All events of a kind.
pub fn events<T: for<'a> TryFrom<&'a Event>>(response: &Response) -> Vec<T> {
    response
        .events
        .iter()
        .filter_map(|event| T::try_from(event).ok())
        .collect()
}
