//! A made-up suite that emits what a real one would, in a right order: for tests and benchmarks. The same
//! seed gives the same blocks.

mod epochs;
mod market;

use std::collections::BTreeMap;

use cosmwasm_std::{Event, HexBinary, Uint128};
use futures::future::BoxFuture;
use futures::FutureExt;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rigshare_types::events::{RigDecided, RigRegistered, SaleOpened, TermsLowered};
use rigshare_types::oracle::{Reporter, ReporterConfig};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

use crate::api::About;
use crate::chain::facts::{Fact, Facts, ReportersFact, RigFact};
use crate::chain::Block;
use crate::error::IndexError;
use crate::event::{Contracts, Emitted, KIND_PREFIX};

/// What addresses begin with.
pub const PREFIX: &str = "wasm";

/// What shares are sold and traded for.
pub const MONEY: &str = "uusdc";

/// Seconds between two blocks.
const BLOCK_SECONDS: u64 = 5;

/// How large the suite is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many rigs there are.
    pub rigs: u32,
    /// How many holders there are.
    pub holders: u32,
    /// About how many asks stand.
    pub asks: usize,
    /// The events of a usual block.
    pub events_per_block: usize,
    /// How long an epoch is.
    pub epoch_seconds: u32,
}

/// Small enough for tests.
pub const SMALL: Size = Size {
    rigs: 12,
    holders: 40,
    asks: 60,
    events_per_block: 8,
    epoch_seconds: 300,
};

/// As large as benchmarks want it.
pub const LARGE: Size = Size {
    rigs: 1_000,
    holders: 5_000,
    asks: 10_000,
    events_per_block: 60,
    epoch_seconds: 3_600,
};

#[derive(Clone, Debug)]
struct Token {
    id: String,
    rig: u32,
    shares: u64,
    owner: u32,
}

#[derive(Clone, Debug)]
struct Rig {
    operator: u32,
    shares: u64,
    minted: u64,
    price: u128,
    next_epoch: u32,
    proceeds: u128,
    outstanding: u128,
    holders: Vec<u32>,
}

/// A made-up suite.
pub struct World {
    rng: StdRng,
    size: Size,
    height: u64,
    time_seconds: u64,
    clock: EpochClock,
    closed_until: u32,
    registered: u32,
    tokens_ever: u64,
    offers_ever: u64,
    rigs: BTreeMap<u32, Rig>,
    tokens: Vec<Token>,
    /// Where each token is among them.
    places: BTreeMap<String, usize>,
    asks: BTreeMap<String, u128>,
    offers: BTreeMap<u64, (u32, u32, u128, u128)>,
    /// What waits at the marketplace, by account.
    credits: BTreeMap<u32, u128>,
    events: Vec<Emitted>,
    transaction: usize,
}

/// The address of the account with a number.
#[must_use]
pub fn address(number: u32) -> String {
    let mut bytes = [0x5a; 20];
    bytes
        .iter_mut()
        .zip(number.to_be_bytes())
        .for_each(|(place, byte)| *place = byte);
    encode(&bytes)
}

fn encode(bytes: &[u8]) -> String {
    let prefix = bech32::Hrp::parse(PREFIX);
    prefix
        .ok()
        .and_then(|prefix| bech32::encode::<bech32::Bech32>(prefix, bytes).ok())
        .unwrap_or_default()
}

/// What the made-up index is of.
#[must_use]
pub fn about(size: Size) -> About {
    let contract = |number: u8| encode(&[number; 32]);
    About {
        chain_id: "synthetic-1".to_owned(),
        prefix: PREFIX.to_owned(),
        contracts: Contracts {
            hashrate_nft: contract(1),
            oracle: contract(2),
            distributor: contract(3),
            marketplace: contract(4),
        },
        clock: EpochClock {
            genesis_seconds: 1_800_000_000,
            epoch_seconds: size.epoch_seconds,
        },
        quote_currency: "USD".to_owned(),
    }
}

/// A coin, its algorithm, the hashrates of a rig and of a share, and the coin's decimals.
type Mined = (&'static str, &'static str, u128, u128, u8);

const BTC: Mined = ("BTC", "SHA-256d", 200_000_000_000_000, 1_000_000_000_000, 8);
const LTC: Mined = ("LTC", "Scrypt", 9_000_000_000, 10_000_000, 8);
const ZEC: Mined = ("ZEC", "Equihash", 840_000, 1_000, 8);
const XMR: Mined = ("XMR", "RandomX", 212_000, 1_000, 12);

fn coin_of(rig: u32) -> Mined {
    match rig % 4 {
        0 => BTC,
        1 => LTC,
        2 => ZEC,
        _ => XMR,
    }
}

fn shares_of(rig: u32) -> u64 {
    let (_, _, hashrate, unit, _) = coin_of(rig);
    u64::try_from(hashrate / unit).unwrap_or(1) * 10
}

impl World {
    /// Begins before block `first_height`.
    #[must_use]
    pub fn new(seed: u64, size: Size, first_height: u64) -> Self {
        let clock = about(size).clock;
        Self {
            rng: StdRng::seed_from_u64(seed),
            size,
            height: first_height.saturating_sub(1),
            time_seconds: clock.genesis_seconds,
            clock,
            closed_until: 0,
            registered: 0,
            tokens_ever: 0,
            offers_ever: 0,
            rigs: BTreeMap::new(),
            tokens: Vec::new(),
            places: BTreeMap::new(),
            asks: BTreeMap::new(),
            offers: BTreeMap::new(),
            credits: BTreeMap::new(),
            events: Vec::new(),
            transaction: 0,
        }
    }

    /// The next block.
    pub fn block(&mut self) -> Block {
        let parent_hash = hash_of(self.height);
        self.height += 1;
        self.time_seconds += BLOCK_SECONDS;
        self.transaction = 0;
        if self.registered < self.size.rigs {
            for _ in 0..self.size.events_per_block.div_ceil(4) {
                self.register();
            }
        }
        let now = self.clock.epoch_at(self.time_seconds).unwrap_or_default();
        if now > self.closed_until {
            self.end_epoch(self.closed_until);
            self.closed_until += 1;
        }
        while self.events.len() < self.size.events_per_block && !self.rigs.is_empty() {
            self.trade();
        }
        Block {
            height: self.height,
            time_seconds: self.time_seconds,
            hash: hash_of(self.height),
            parent_hash,
            events: std::mem::take(&mut self.events),
        }
    }

    fn begin(&mut self) {
        self.transaction += 1;
    }

    fn emit(&mut self, contract: &'static str, event: impl Into<Event>) {
        let event: Event = event.into();
        let kind = event.ty.strip_prefix(KIND_PREFIX).unwrap_or(&event.ty);
        let attributes = event.attributes.iter();
        let place = self
            .events
            .iter()
            .filter(|other| other.transaction == self.transaction);
        let emitted = Emitted {
            transaction: self.transaction,
            // Between two events of the suite stand others, of the bank and of cw721.
            event: 3 + 2 * place.count(),
            tx_hash: format!("{:032X}{:032X}", self.height, self.transaction),
            contract,
            kind: kind.to_owned(),
            attributes: attributes
                .map(|one| (one.key.clone(), one.value.clone()))
                .collect(),
        };
        self.events.push(emitted);
    }

    fn register(&mut self) {
        if self.registered >= self.size.rigs {
            return;
        }
        self.registered += 1;
        let rig = self.registered;
        let (coin, _, _, unit_hs, _) = coin_of(rig);
        let operator = rig % 50;
        let shares = shares_of(rig);
        self.begin();
        self.emit(
            "hashrate_nft",
            RigRegistered {
                rig,
                operator: address(operator),
                coin: coin.to_owned(),
                hashrate_hs: Uint128::new(unit_hs * u128::from(shares)),
                shares,
                start_epoch: 1,
                end_epoch: 3_000,
                payout: Denom::Native(MONEY.to_owned()),
            },
        );
        self.begin();
        let approved = rig % 40 != 39;
        self.emit("hashrate_nft", RigDecided { rig, approved });
        if !approved {
            return;
        }
        if rig % 7 == 3 {
            self.begin();
            self.emit(
                "hashrate_nft",
                TermsLowered {
                    rig,
                    from_epoch: 2,
                    watts: 3_000,
                    electricity_nano_per_kwh: Uint128::new(40_000_000),
                    service_fee_bps: 150,
                },
            );
        }
        let price = self.rng.gen_range(1_000_000..9_000_000);
        self.begin();
        self.emit(
            "hashrate_nft",
            SaleOpened {
                rig,
                price_per_share: Uint128::new(price),
                denom: MONEY.to_owned(),
                opens_seconds: self.time_seconds,
                closes_seconds: u64::MAX,
            },
        );
        self.rigs.insert(
            rig,
            Rig {
                operator,
                shares,
                minted: 0,
                price,
                next_epoch: 1,
                proceeds: 0,
                outstanding: 0,
                holders: Vec::new(),
            },
        );
    }
}

/// A block's made-up hash.
#[must_use]
pub fn hash_of(height: u64) -> String {
    format!(
        "{:016X}{height:048X}",
        height.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    )
}

/// What the made-up contracts answer.
#[derive(Clone, Copy, Debug)]
pub struct Answers;

impl Answers {
    /// What a rig was registered with.
    #[must_use]
    pub fn rig(rig: u32) -> RigFact {
        let (_, algorithm, _, unit_hs, coin_decimals) = coin_of(rig);
        RigFact {
            model: format!("Miner {}", rig % 9),
            algorithm: algorithm.to_owned(),
            unit_hashrate_hs: Uint128::new(unit_hs),
            location: "Somewhere".to_owned(),
            renewable_bps: 5_000,
            pool: format!("pool-{}", rig % 3),
            scheme: match rig % 3 {
                0 => "fpps",
                1 => "pplns",
                _ => "solo",
            }
            .to_owned(),
            worker: format!("worker.{rig}"),
            payout_address: format!("bc1q{rig:038}"),
            watts: 3_500,
            electricity_nano_per_kwh: Uint128::new(60_000_000),
            service_fee_bps: 200,
            sale_denom: MONEY.to_owned(),
            royalty_bps: 250,
            least_grade: "attested".to_owned(),
            coin_decimals,
            payout_asset: "USDC".to_owned(),
            payout_decimals: 6,
        }
    }

    /// Who reports.
    #[must_use]
    pub fn reporters(epoch: u32) -> ReportersFact {
        let reporters = (1..=5).map(|id| Reporter {
            id,
            name: format!("reporter {id}"),
            public_key: HexBinary::from([2; 33]),
        });
        ReportersFact {
            version: 1,
            from_epoch: epoch,
            config: ReporterConfig {
                reporters: reporters.collect(),
                faulty: 1,
                quorum: 3,
                report_spread_bps: 100,
                market_spread_bps: 100,
                plausible_tolerance_bps: 300,
            },
        }
    }
}

impl Facts for Answers {
    fn ask(&self, fact: Fact) -> BoxFuture<'_, Result<String, IndexError>> {
        let written = match fact {
            Fact::Rig(rig) => serde_json::to_string(&Self::rig(rig)),
            Fact::Reporters(epoch) => serde_json::to_string(&Self::reporters(epoch)),
        };
        let written = written.map_err(|error| IndexError::Fact {
            fact: fact.name(),
            why: error.to_string(),
        });
        async move { written }.boxed()
    }
}
