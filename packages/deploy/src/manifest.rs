//! What was deployed, as it is kept in `deployments/<chain-id>.json`.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use rigshare_chain::{Checksum, Included};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Contract, Plan};

/// A suite on a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The chain.
    pub chain_id: String,
    /// Which of the deployer's suites it is.
    pub instance: String,
    /// Who deployed it.
    pub deployer: Addr,
    /// Who may migrate it.
    pub admin: Option<String>,
    /// The fingerprint of the configuration that it was born with.
    pub config_sha256: Checksum,
    /// Its contracts, as far as they stand.
    pub contracts: BTreeMap<Contract, Deployed>,
}

impl Manifest {
    /// Where its contracts stand.
    ///
    /// # Errors
    /// One does not stand yet.
    pub fn plan(&self) -> Result<Plan, Incomplete> {
        let place = |contract| {
            let deployed = self.contracts.get(&contract);
            let standing = deployed.filter(|of| of.version.is_some());
            standing
                .map(|of| of.address.clone())
                .ok_or_else(|| Incomplete {
                    chain_id: self.chain_id.clone(),
                    contract,
                })
        };
        Ok(Plan {
            hashrate_nft: place(Contract::HashrateNft)?,
            oracle: place(Contract::Oracle)?,
            distributor: place(Contract::Distributor)?,
            marketplace: place(Contract::Marketplace)?,
        })
    }
}

/// The suite does not stand whole yet.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{contract} does not stand on {chain_id} yet: run the deployment again")]
pub struct Incomplete {
    /// The chain.
    pub chain_id: String,
    /// The first contract that is missing.
    pub contract: Contract,
}

/// A contract of a suite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deployed {
    /// Where it stands.
    pub address: Addr,
    /// The code it runs.
    pub code_id: u64,
    /// The code's SHA-256.
    pub sha256: Checksum,
    /// The version that it stored of itself; none until it stands.
    pub version: Option<String>,
    /// The upload of the code; none where the chain had the code already.
    pub uploaded: Option<TxFact>,
    /// The instantiation; none where the contract stood already when the manifest was written.
    pub instantiated: Option<TxFact>,
    /// Its migrations, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub migrations: Vec<Migrated>,
}

/// A migration of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Migrated {
    /// The version that it was.
    pub from_version: String,
    /// The version that it became.
    pub to_version: String,
    /// The transaction.
    #[serde(flatten)]
    pub transaction: TxFact,
}

/// Where a transaction is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TxFact {
    /// The height of its block.
    pub height: u64,
    /// Its hash; an embedded chain has none.
    pub tx_hash: Option<String>,
    /// The gas it used; an embedded chain counts none.
    pub gas_used: Option<u64>,
}

impl From<&Included> for TxFact {
    fn from(included: &Included) -> Self {
        Self {
            height: included.block.height,
            tx_hash: included.tx_hash.clone(),
            gas_used: included.gas_used,
        }
    }
}
