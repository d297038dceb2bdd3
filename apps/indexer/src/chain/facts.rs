//! Facts that no event tells: asked of a contract once, when the index first needs them. Only what can
//! never change is kept, so that it does not matter when it is asked.

use cosmwasm_std::{from_json, to_json_vec, Uint128};
use futures::future::BoxFuture;
use futures::FutureExt;
use rigshare_types::distributor::{self, DenomsResponse};
use rigshare_types::nft::{self, RigQuery, RigResponse};
use rigshare_types::oracle::{self, AssetsResponse, ReporterConfig, ReportersResponse};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::node::Node;
use crate::error::IndexError;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// What a rig was registered with.
    Rig(u32),
    /// The reporters and rules that count for an epoch that has begun.
    Reporters(u32),
}

impl Fact {
    /// How it is stored.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Rig(rig) => format!("rig/{rig}"),
            Self::Reporters(epoch) => format!("reporters/{epoch}"),
        }
    }
}

/// What a rig was registered with and no event tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RigFact {
    /// The machine's model.
    pub model: String,
    /// The algorithm.
    pub algorithm: String,
    /// Hashrate of one share.
    pub unit_hashrate_hs: Uint128,
    /// Where it stands.
    pub location: String,
    /// Share of renewable energy.
    pub renewable_bps: u16,
    /// The pool.
    pub pool: String,
    /// How the pool pays.
    pub scheme: String,
    /// The account at the pool.
    pub worker: String,
    /// Where the pool pays to.
    pub payout_address: String,
    /// Watts at registration.
    pub watts: u64,
    /// Price of a kilowatt-hour at registration.
    pub electricity_nano_per_kwh: Uint128,
    /// Service fee at registration.
    pub service_fee_bps: u16,
    /// What its sales are paid in.
    pub sale_denom: String,
    /// The operator's royalty.
    pub royalty_bps: u16,
    /// The least grade at which an epoch settles.
    pub least_grade: String,
    /// Decimals of the mined coin.
    pub coin_decimals: u8,
    /// The asset that the payout denom stands for.
    pub payout_asset: String,
    /// Its decimals.
    pub payout_decimals: u8,
}

/// Reporters and rules that count from an epoch on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportersFact {
    /// The number of the configuration.
    pub version: u32,
    /// The first epoch it counts for.
    pub from_epoch: u32,
    /// The configuration.
    pub config: ReporterConfig,
}

/// What the whole suite agrees on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuiteFact {
    /// The suite's clock.
    pub clock: EpochClock,
    /// The currency of prices.
    pub quote_currency: String,
}

/// Somebody who can be asked for facts.
pub trait Facts: Send + Sync {
    /// A fact, as the JSON that is stored.
    fn ask(&self, fact: Fact) -> BoxFuture<'_, Result<String, IndexError>>;
}

impl Facts for Node {
    fn ask(&self, fact: Fact) -> BoxFuture<'_, Result<String, IndexError>> {
        async move {
            let name = fact.name();
            let written = match fact {
                Fact::Rig(rig) => serde_json::to_string(&self.rig(rig).await?),
                Fact::Reporters(epoch) => serde_json::to_string(&self.reporters(epoch).await?),
            };
            written.map_err(|error| wrong(&name, error))
        }
        .boxed()
    }
}

impl Node {
    /// The suite's clock and currency.
    ///
    /// # Errors
    /// The node does not answer.
    pub async fn suite(&self) -> Result<SuiteFact, IndexError> {
        let nft = &self.contracts().hashrate_nft;
        let question = extension(RigQuery::Config {});
        let config: nft::ConfigResponse = self.question(nft, "the suite", &question).await?;
        Ok(SuiteFact {
            clock: config.clock,
            quote_currency: config.quote_currency,
        })
    }

    async fn rig(&self, rig: u32) -> Result<RigFact, IndexError> {
        let name = Fact::Rig(rig).name();
        let question = extension(RigQuery::Rig { rig });
        let nft = &self.contracts().hashrate_nft;
        let answer: RigResponse = self.question(nft, &name, &question).await?;
        let (facts, profile) = (answer.facts, answer.profile);
        let terms = facts
            .terms
            .first()
            .ok_or_else(|| wrong(&name, "no terms"))?;
        let (payout_asset, payout_decimals) = self.payout(&name, &facts.payout).await?;
        Ok(RigFact {
            model: profile.model,
            algorithm: profile.algorithm,
            unit_hashrate_hs: profile.unit_hashrate_hs,
            location: profile.location,
            renewable_bps: profile.renewable_bps,
            scheme: word(&name, &facts.scheme)?,
            pool: facts.pool,
            worker: profile.worker,
            payout_address: profile.payout_address,
            watts: terms.watts,
            electricity_nano_per_kwh: terms.electricity_nano_per_kwh,
            service_fee_bps: terms.service_fee_bps,
            sale_denom: answer.proceeds.denom,
            royalty_bps: facts.royalty_bps,
            least_grade: facts.least_grade.to_string(),
            coin_decimals: self.decimals(&name, &facts.coin).await?,
            payout_asset,
            payout_decimals,
        })
    }

    async fn reporters(&self, epoch: u32) -> Result<ReportersFact, IndexError> {
        let name = Fact::Reporters(epoch).name();
        let oracle = &self.contracts().oracle;
        let question = oracle::QueryMsg::Reporters { epoch };
        let answer: ReportersResponse = self.question(oracle, &name, &question).await?;
        Ok(ReportersFact {
            version: answer.version,
            from_epoch: answer.from_epoch,
            config: answer.config,
        })
    }

    async fn decimals(&self, name: &str, coin: &str) -> Result<u8, IndexError> {
        let oracle = &self.contracts().oracle;
        let mut start_after = None;
        loop {
            let question = oracle::QueryMsg::Assets {
                start_after,
                limit: None,
            };
            let page: AssetsResponse = self.question(oracle, name, &question).await?;
            if let Some(asset) = page.assets.iter().find(|asset| asset.symbol == coin) {
                return Ok(asset.decimals);
            }
            let last = page.assets.into_iter().next_back();
            start_after = Some(
                last.ok_or_else(|| wrong(name, format!("no asset {coin}")))?
                    .symbol,
            );
        }
    }

    async fn payout(&self, name: &str, denom: &Denom) -> Result<(String, u8), IndexError> {
        let distributor = &self.contracts().distributor;
        let mut start_after = None;
        loop {
            let question = distributor::QueryMsg::Denoms {
                start_after,
                limit: None,
            };
            let page: DenomsResponse = self.question(distributor, name, &question).await?;
            if let Some(found) = page.denoms.iter().find(|entry| entry.denom == *denom) {
                return Ok((found.asset.clone(), found.decimals));
            }
            let last = page.denoms.into_iter().next_back();
            start_after = Some(
                last.ok_or_else(|| wrong(name, format!("no denom {denom}")))?
                    .denom,
            );
        }
    }

    async fn question<A: DeserializeOwned>(
        &self,
        contract: &str,
        name: &str,
        question: &(impl Serialize + Sync),
    ) -> Result<A, IndexError> {
        let question = to_json_vec(question).map_err(|error| wrong(name, error))?;
        let answer = self.smart(contract, question).await?;
        from_json(answer).map_err(|error| wrong(name, error))
    }
}

fn extension(msg: RigQuery) -> nft::QueryMsg {
    nft::QueryMsg::Extension { msg }
}

/// A variant's word in JSON.
fn word(name: &str, variant: &impl Serialize) -> Result<String, IndexError> {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Err(wrong(name, other)),
        Err(error) => Err(wrong(name, error)),
    }
}

fn wrong(name: &str, why: impl std::fmt::Display) -> IndexError {
    IndexError::Fact {
        fact: name.to_owned(),
        why: why.to_string(),
    }
}

/// Reads a stored fact.
///
/// # Errors
/// It is not what it should be.
pub fn read<T: DeserializeOwned>(fact: Fact, stored: &str) -> Result<T, IndexError> {
    serde_json::from_str(stored).map_err(|error| wrong(&fact.name(), error))
}
