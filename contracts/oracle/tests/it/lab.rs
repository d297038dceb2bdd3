//! An oracle with its reporters, a clock and a few rigs.

use cosmwasm_std::testing::{
    message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage,
};
use cosmwasm_std::{
    coins, from_json, to_json_vec, Addr, Binary, Env, Event, Order, OwnedDeps, Response, Storage,
    Timestamp, Uint128,
};
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use oracle::contract::{execute, instantiate, query};
use oracle::error::ContractError;
use rigshare_types::batch::{
    Batch, BatchDomain, MarketObservation, NetworkObservation, PoolObservation, PriceObservation,
    RigObservation, SignedBatch,
};
use rigshare_types::nft::{PayoutScheme, RigFacts, RigStatus, StoredClock, CLOCK, RIGS};
use rigshare_types::oracle::{
    Asset, ExecuteMsg, Grade, InstantiateMsg, QueryMsg, Reporter, ReporterConfig,
    ReportersResponse, Timing,
};
use rigshare_types::packed::Pack;
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;
use serde::de::DeserializeOwned;

use crate::peers::Peers;

pub const CLOCK_OF_SUITE: EpochClock = EpochClock {
    genesis_seconds: 1_000_000,
    epoch_seconds: 86_400,
};

pub const TIMING: Timing = Timing {
    window_seconds: 3_600,
    outage_deadline_seconds: 14 * 86_400,
};

/// A rig of 1,000 H/s in a network of 1,000,000 hashes a block: 86.4 blocks' work an epoch.
pub const HASHRATE_HS: u128 = 1_000;

pub struct Lab {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    pub peers: Peers,
}

pub fn key(id: u16) -> SigningKey {
    let mut secret = [0; 32];
    secret[30..].copy_from_slice(&(id + 1).to_be_bytes());
    SigningKey::from_slice(&secret).unwrap()
}

pub fn public_key(key: &SigningKey) -> Vec<u8> {
    key.verifying_key()
        .to_encoded_point(true)
        .as_bytes()
        .to_vec()
}

pub fn reporter(id: u16) -> Reporter {
    Reporter {
        id,
        name: format!("reporter {id}"),
        public_key: public_key(&key(id)).into(),
    }
}

/// Reporters 1 to `count`.
pub fn reporters(count: u16, faulty: u16, quorum: u16) -> ReporterConfig {
    ReporterConfig {
        reporters: (1..=count).map(reporter).collect(),
        faulty,
        quorum,
        report_spread_bps: 100,
        market_spread_bps: 200,
        plausible_tolerance_bps: 300,
    }
}

pub fn address(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn birth() -> InstantiateMsg {
    let asset = |symbol: &str, decimals| Asset {
        symbol: symbol.to_owned(),
        decimals,
    };
    InstantiateMsg {
        owner: address("owner").to_string(),
        pauser: address("pauser").to_string(),
        hashrate_nft: address("nft").to_string(),
        quote_currency: "USD".to_owned(),
        assets: vec![asset("BTC", 8), asset("USDC", 6), asset("XMR", 12)],
        timing: TIMING,
        reporters: reporters(4, 1, 3),
    }
}

pub fn batch(epoch: u32, page: u16, rigs: &[(u32, u128)]) -> Batch {
    Batch {
        epoch,
        page,
        rigs: rigs
            .iter()
            .map(|(rig, gross)| RigObservation {
                rig: *rig,
                gross: Uint128::new(*gross),
            })
            .collect(),
        market: None,
    }
}

pub fn price(asset: &str, nano: u128) -> PriceObservation {
    PriceObservation {
        asset: asset.to_owned(),
        nano_per_coin: Uint128::new(nano),
    }
}

pub fn network(coin: &str, hashes: u128, reward: u128) -> NetworkObservation {
    NetworkObservation {
        coin: coin.to_owned(),
        hashes_per_block: Uint128::new(hashes),
        reward_per_block: Uint128::new(reward),
    }
}

pub fn pool(pool: &str, coin: &str, hashrate_hs: u128) -> PoolObservation {
    PoolObservation {
        pool: pool.to_owned(),
        coin: coin.to_owned(),
        hashrate_hs: Uint128::new(hashrate_hs),
    }
}

pub fn market() -> MarketObservation {
    MarketObservation {
        prices: vec![
            price("BTC", 100_000_000_000_000),
            price("USDC", 1_000_000_000),
        ],
        networks: vec![network("BTC", 1_000_000, 500)],
        pools: vec![pool("pool", "BTC", 1_000_000)],
    }
}

pub fn facts() -> RigFacts {
    RigFacts {
        v: 1,
        status: RigStatus::Approved,
        operator: address("operator"),
        coin: "BTC".to_owned(),
        hashrate_hs: Uint128::new(HASHRATE_HS),
        shares: 10,
        terms: vec![],
        pool: "pool".to_owned(),
        scheme: PayoutScheme::Fpps,
        start_epoch: 0,
        end_epoch: 100,
        retired: false,
        payout: Denom::Native("ubtc".to_owned()),
        least_grade: Grade::Attested,
        royalty_bps: 0,
    }
}

impl Lab {
    /// Four reporters, one of which may be faulty; rigs 1 to 3; in epoch 0.
    pub fn new() -> Self {
        Self::with(birth())
    }

    pub fn with(msg: InstantiateMsg) -> Self {
        let mut lab = Self::unborn();
        let info = message_info(&address("creator"), &[]);
        instantiate(lab.deps.as_mut(), lab.env.clone(), info, msg).unwrap();
        lab
    }

    pub fn unborn() -> Self {
        let mut lab = Self {
            deps: mock_dependencies(),
            env: mock_env(),
            peers: Peers::default(),
        };
        let clock = StoredClock {
            v: 1,
            clock: CLOCK_OF_SUITE,
        };
        lab.peers.set(
            &address("nft"),
            CLOCK.as_slice(),
            to_json_vec(&clock).unwrap(),
        );
        for rig in 1..=3 {
            lab.register(rig, &facts());
        }
        lab.at(CLOCK_OF_SUITE.genesis_seconds);
        lab
    }

    pub fn register(&mut self, rig: u32, facts: &RigFacts) {
        self.register_bytes(rig, facts.to_packed());
    }

    pub fn register_bytes(&mut self, rig: u32, bytes: Vec<u8>) {
        self.peers.set(&address("nft"), &RIGS.key(rig), bytes);
        self.peers.install(&mut self.deps.querier);
    }

    pub fn at(&mut self, seconds: u64) {
        self.env.block.time = Timestamp::from_seconds(seconds);
        self.env.block.height = seconds / 5;
    }

    /// To the first second after an epoch.
    pub fn end(&mut self, epoch: u32) {
        self.at(CLOCK_OF_SUITE.end_of(epoch));
    }

    /// To the first second after an epoch's window.
    pub fn window(&mut self, epoch: u32) {
        self.at(CLOCK_OF_SUITE.end_of(epoch) + TIMING.window_seconds);
    }

    pub fn domain_version(&self, epoch: u32) -> u32 {
        self.ask::<ReportersResponse>(QueryMsg::Reporters { epoch })
            .version
    }

    pub fn digest(&self, batch: &Batch) -> [u8; 32] {
        let domain = BatchDomain {
            chain_id: &self.env.block.chain_id,
            oracle: self.env.contract.address.as_str(),
            config_version: self.domain_version(batch.epoch),
        };
        domain.digest(batch)
    }

    pub fn sign(&self, reporter: u16, batch: Batch) -> SignedBatch {
        sign_digest(reporter, &self.digest(&batch), batch)
    }

    pub fn execute(&mut self, sender: &str, msg: ExecuteMsg) -> Result<Response, ContractError> {
        let info = message_info(&address(sender), &[]);
        execute(self.deps.as_mut(), self.env.clone(), info, msg)
    }

    /// The events of a message that must succeed.
    pub fn done(&mut self, sender: &str, msg: ExecuteMsg) -> Vec<Event> {
        self.execute(sender, msg).unwrap().events
    }

    /// The error of a message that must be refused and change nothing, with or without coins.
    pub fn refused(&mut self, sender: &str, msg: ExecuteMsg) -> ContractError {
        let before = self.dump();
        let info = message_info(&address(sender), &coins(1, "ustake"));
        let with_coins = execute(self.deps.as_mut(), self.env.clone(), info, msg.clone());
        assert!(matches!(with_coins, Err(ContractError::Funds(_))));
        let error = self.execute(sender, msg).unwrap_err();
        assert_eq!(self.dump(), before, "{error} changed something");
        error
    }

    pub fn relay(&mut self, batches: Vec<SignedBatch>) -> Result<Response, ContractError> {
        self.execute("anyone", ExecuteMsg::Relay { batches })
    }

    pub fn relay_refused(&mut self, batches: Vec<SignedBatch>) -> ContractError {
        self.refused("anyone", ExecuteMsg::Relay { batches })
    }

    /// Reporters `ids` sign the same batch each, and somebody relays them.
    pub fn report(&mut self, ids: &[u16], batch: &Batch) {
        let batches = ids.iter().map(|id| self.sign(*id, batch.clone())).collect();
        self.relay(batches).unwrap();
    }

    /// Each reporter signs its own gross for one rig.
    pub fn report_gross(&mut self, epoch: u32, rig: u32, grosses: &[(u16, u128)]) {
        let page = (rig / 64) as u16;
        let batches = grosses
            .iter()
            .map(|(id, gross)| self.sign(*id, batch(epoch, page, &[(rig, *gross)])))
            .collect();
        self.relay(batches).unwrap();
    }

    pub fn finalize(&mut self, epoch: u32, rigs: &[u32]) -> Result<Response, ContractError> {
        let rigs = rigs.to_vec();
        self.execute("anyone", ExecuteMsg::Finalize { epoch, rigs })
    }

    pub fn finalize_refused(&mut self, epoch: u32, rigs: &[u32]) -> ContractError {
        let rigs = rigs.to_vec();
        self.refused("anyone", ExecuteMsg::Finalize { epoch, rigs })
    }

    pub fn try_ask(&self, msg: QueryMsg) -> Result<Binary, ContractError> {
        query(self.deps.as_ref(), self.env.clone(), msg)
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        from_json(self.try_ask(msg).unwrap()).unwrap()
    }

    pub fn gross(&self, rig: u32, epoch: u32) -> Option<(u128, Grade, u16)> {
        let response: rigshare_types::oracle::ReportResponse =
            self.ask(QueryMsg::Report { rig, epoch });
        response
            .report
            .map(|report| (report.gross.u128(), report.grade, report.signers))
    }

    /// Everything that is stored.
    pub fn dump(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps
            .storage
            .range(None, None, Order::Ascending)
            .collect()
    }
}

pub fn sign_digest(reporter: u16, digest: &[u8; 32], batch: Batch) -> SignedBatch {
    let signature: Signature = key(reporter).sign_prehash(digest).unwrap();
    let signature = signature.normalize_s().unwrap_or(signature);
    SignedBatch {
        reporter,
        batch,
        signature: Binary::from(signature.to_bytes().to_vec()),
    }
}
