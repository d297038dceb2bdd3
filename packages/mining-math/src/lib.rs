//! Difficulty, subsidy, hashprice, electricity and payback in exact integers.
//!
//! Everything is computed in [`Ratio`], an exact fraction over 512 bits, and rounded where a function's
//! name says so (`_floor`, `_ceil`), once. There is no floating point and no I/O. Quantities are in H/s,
//! seconds, watts, base units of a coin, and nano units of a quote currency.
//!
//! | module | what |
//! |---|---|
//! | [`difficulty`] | target, nBits, difficulty, retarget |
//! | [`hashes`] | expected hashes per block, from a target, a difficulty or a network's hashrate |
//! | [`subsidy`] | subsidy by height, halving countdown |
//! | [`reward`], [`forecast`] | expected reward of a span, across retargets and halvings |
//! | [`hashprice`], [`electricity`], [`profit`] | hashprice, hashcost, electricity, conversion, break-even, payback |
//! | [`bounds`], [`poisson`] | what an honest report cannot exceed |
//! | [`units`] | coins, algorithms and their customary units |
//!
//! # Example
//!
//! What a Bitcoin rig of 200 TH/s at 17.5 J/TH earns and costs a day, and when it has paid for itself:
//!
//! ```
//! use mining_math::{
//!     electricity::electricity_cost, hashprice::hashprice_quote, profit::payback_days_ceil,
//!     reward::expected_reward, units::{BTC, SECONDS_PER_DAY}, Algorithm, HashesPerBlock, Ratio, Target,
//! };
//!
//! let hashrate_hs = Algorithm::Sha256d.hashrate_hs_floor(Ratio::integer(200u64))?;
//! let watts = Algorithm::Sha256d.watts_ceil(Ratio::decimal(175, 1)?, hashrate_hs)?;
//! assert_eq!((hashrate_hs, watts), (200_000_000_000_000, 3_500));
//!
//! let hashes_per_block = Target::from_compact(0x1702_068f)?.hashes_per_block()?;
//! let reward = BTC.miner_subsidy(951_552)?;
//! let sats = expected_reward(hashrate_hs, SECONDS_PER_DAY, reward, &hashes_per_block)?;
//! assert_eq!(sats.floor_u128()?, 9_047);
//!
//! // In billionths of a dollar: a bitcoin at 100,000, a kWh at 0.05.
//! let revenue = hashprice_quote(sats, 100_000_000_000_000, BTC.decimals)?;
//! let cost = electricity_cost(watts, SECONDS_PER_DAY, 50_000_000)?;
//! assert_eq!(cost.floor_u128()?, 4_200_000_000);
//! assert_eq!(payback_days_ceil(3_000_000_000_000, revenue, cost)?, Some(619));
//! # Ok::<(), mining_math::MathError>(())
//! ```

pub mod bounds;
pub mod difficulty;
pub mod electricity;
pub mod error;
pub mod forecast;
pub mod hashes;
pub mod hashprice;
pub mod poisson;
pub mod profit;
pub mod ratio;
pub mod reward;
pub mod subsidy;
pub mod units;

pub use difficulty::Target;
pub use error::MathError;
pub use hashes::HashesPerBlock;
pub use ratio::Ratio;
pub use units::{Algorithm, Coin};
