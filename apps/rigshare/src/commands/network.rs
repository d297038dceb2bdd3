//! The network of the flags: expected hashes and reward of a block, now and after the next halving.

use mining_math::{Coin, HashesPerBlock, MathError, Ratio, Target};
use serde::Serialize;

use crate::args::NetworkArgs;
use crate::failure::Failure;
use crate::numbers::{coins, hashrate_words, parse_decimal, parse_hashrate};

/// A height within the halving period (or tail emission) of mid-2026, by coin.
const HEIGHTS: [(&str, u64); 5] = [
    ("BTC", 955_000),
    ("LTC", 3_130_000),
    ("DOGE", 6_250_000),
    ("ZEC", 3_380_000),
    ("XMR", 3_700_000),
];

/// The network that is mined in.
pub struct NetworkView {
    /// The coin.
    pub coin: Coin,
    /// Expected hashes of a block.
    pub hashes_per_block: HashesPerBlock,
    /// What miners get of a block, base units.
    pub reward_per_block: u128,
    /// How that came about.
    pub reward_source: String,
    /// The next halving.
    pub halving: Option<Halving>,
}

/// The next halving.
pub struct Halving {
    /// Its first height.
    pub height: u64,
    /// What miners get of a block from then on at the same fees, base units.
    pub reward_per_block: u128,
}

/// A network as JSON.
#[derive(Serialize)]
pub struct NetworkJson {
    coin: String,
    hashes_per_block: String,
    network_hashrate_hs: String,
    reward_per_block_base_units: String,
    reward_source: String,
    next_halving_height: Option<u64>,
    reward_per_block_after_halving_base_units: Option<String>,
}

impl NetworkView {
    /// Reads the flags.
    ///
    /// # Errors
    /// Names the flag whose value makes no sense.
    pub fn new(args: &NetworkArgs) -> Result<Self, Failure> {
        let coin = Coin::by_symbol(&args.coin).ok_or_else(|| {
            let known = HEIGHTS.map(|(symbol, _)| symbol).join(", ");
            Failure::usage("--coin", format!("{:?} is not one of {known}", args.coin))
        })?;
        let height = args.height.unwrap_or_else(|| {
            let known = HEIGHTS.iter().find(|(symbol, _)| *symbol == coin.symbol);
            known.map_or(0, |(_, height)| *height)
        });
        let subsidy = coin
            .miner_subsidy(height)
            .map_err(|error| Failure::usage("--height", error))?;
        let amount = |flag, text: &str| {
            parse_decimal(text)
                .and_then(|coins| {
                    coins
                        .scaled_floor(coin.decimals)
                        .map_err(|error| format!("{text:?}: {error}"))
                })
                .map_err(|why| Failure::usage(flag, why))
        };
        let (reward_per_block, reward_source) = match &args.reward {
            Some(reward) => (amount("--reward", reward)?, "as given".to_owned()),
            None => {
                let fees = amount("--fees", &args.fees)?;
                let assumed = if args.height.is_some() {
                    ""
                } else {
                    ", assumed"
                };
                let reward = subsidy.checked_add(fees).ok_or_else(|| {
                    Failure::usage("--fees", format!("{:?} is too large", args.fees))
                })?;
                (
                    reward,
                    format!("subsidy at height {height}{assumed}, and fees"),
                )
            }
        };
        if reward_per_block == 0 {
            return Err(Failure::usage("--reward", "a block pays nothing"));
        }
        let halving = coin.halving_countdown(height).and_then(|next| {
            let subsidy_after = coin.miner_subsidy(next.height).ok()?;
            let fees = reward_per_block.checked_sub(subsidy)?;
            Some(Halving {
                height: next.height,
                reward_per_block: fees.checked_add(subsidy_after)?,
            })
        });
        Ok(Self {
            hashes_per_block: hashes_per_block(args, &coin)?,
            coin,
            reward_per_block,
            reward_source,
            halving,
        })
    }

    /// Whether hashrate is counted in solutions.
    #[must_use]
    pub fn solutions(&self) -> bool {
        self.coin.algorithm == mining_math::Algorithm::Equihash
    }

    /// Base units as words.
    #[must_use]
    pub fn coins(&self, base_units: u128) -> String {
        format!(
            "{} {}",
            coins(base_units, self.coin.decimals),
            self.coin.symbol
        )
    }

    /// What people want to know of it.
    ///
    /// # Errors
    /// A figure is out of range.
    pub fn facts(&self) -> Result<Vec<(&'static str, String)>, MathError> {
        let network = self
            .hashes_per_block
            .network_hashrate_floor(self.coin.block_seconds)?;
        let reward = format!(
            "{} ({})",
            self.coins(self.reward_per_block),
            self.reward_source
        );
        Ok(vec![
            ("network", hashrate_words(network, self.solutions())),
            ("reward of a block", reward),
        ])
    }

    /// The same as JSON.
    ///
    /// # Errors
    /// A figure is out of range.
    pub fn json(&self) -> Result<NetworkJson, MathError> {
        let network = self
            .hashes_per_block
            .network_hashrate_floor(self.coin.block_seconds)?;
        let after = self.halving.as_ref();
        Ok(NetworkJson {
            coin: self.coin.symbol.to_owned(),
            hashes_per_block: self.hashes_per_block.ratio().floor().to_string(),
            network_hashrate_hs: network.to_string(),
            reward_per_block_base_units: self.reward_per_block.to_string(),
            reward_source: self.reward_source.clone(),
            next_halving_height: after.map(|halving| halving.height),
            reward_per_block_after_halving_base_units: after
                .map(|halving| halving.reward_per_block.to_string()),
        })
    }
}

fn hashes_per_block(args: &NetworkArgs, coin: &Coin) -> Result<HashesPerBlock, Failure> {
    if let Some(text) = &args.difficulty {
        let hashes = parse_decimal(text).and_then(|difficulty| {
            HashesPerBlock::from_difficulty(difficulty, coin.hashes_per_difficulty)
                .map_err(|error| format!("{text:?}: {error}"))
        });
        return hashes.map_err(|why| Failure::usage("--difficulty", why));
    }
    if let Some(text) = &args.network_hashrate {
        let hashes = parse_hashrate(text).and_then(|network| {
            HashesPerBlock::from_network(network, coin.block_seconds)
                .map_err(|error| format!("{text:?}: {error}"))
        });
        return hashes.map_err(|why| Failure::usage("--network-hashrate", why));
    }
    let text = args.nbits.as_deref().unwrap_or_default();
    if coin.hashes_per_difficulty == 1 {
        let why = format!("{} has no compact target: give --difficulty", coin.symbol);
        return Err(Failure::usage("--nbits", why));
    }
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let hashes = u32::from_str_radix(digits, 16)
        .map_err(|error| format!("{text:?}: {error}"))
        .and_then(|nbits| {
            Target::from_compact(nbits)
                .and_then(Target::hashes_per_block)
                .map_err(|error| error.to_string())
        });
    hashes.map_err(|why| Failure::usage("--nbits", why))
}

/// A price in billionths, from a flag.
///
/// # Errors
/// Names the flag.
pub fn nano(flag: &str, text: &str) -> Result<u128, Failure> {
    parse_decimal(text)
        .and_then(|price| {
            let exact = price.times(Ratio::integer(1_000_000_000_u64));
            let floor = price.scaled_floor(9);
            match (exact, floor) {
                (Ok(exact), Ok(floor)) if exact == Ratio::integer(floor) => Ok(floor),
                (_, Ok(_)) => Err(format!("{text:?} has more than 9 decimals")),
                (_, Err(error)) => Err(format!("{text:?}: {error}")),
            }
        })
        .map_err(|why| Failure::usage(flag, why))
}
