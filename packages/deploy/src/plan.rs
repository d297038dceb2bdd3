//! What will stand where, before anything exists.

use cosmwasm_std::Addr;
use rigshare_chain::{predicted_address, AddressError, Artifact};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The contracts of the suite, in the order in which they are instantiated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contract {
    /// The rig registry and the shares.
    HashrateNft,
    /// The ledger of earnings.
    Oracle,
    /// The join of the two.
    Distributor,
    /// Asks and offers.
    Marketplace,
}

impl Contract {
    /// All of them, in the order in which they are instantiated.
    pub const ALL: [Self; 4] = [
        Self::HashrateNft,
        Self::Oracle,
        Self::Distributor,
        Self::Marketplace,
    ];

    /// Its name: the folder in contracts/ and the artifact.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HashrateNft => "hashrate-nft",
            Self::Oracle => "oracle",
            Self::Distributor => "distributor",
            Self::Marketplace => "marketplace",
        }
    }

    /// The contract of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.name() == name)
    }
}

impl std::fmt::Display for Contract {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// There is no code for a contract.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("there is no code for {contract}")]
pub struct MissingArtifact {
    /// The contract.
    pub contract: Contract,
}

/// The code of all four contracts.
#[derive(Clone, Debug)]
pub struct Artifacts(Vec<Artifact>);

impl Artifacts {
    /// The artifacts of the suite; others are ignored.
    ///
    /// # Errors
    /// One is missing.
    pub fn new(artifacts: Vec<Artifact>) -> Result<Self, MissingArtifact> {
        let artifacts = Self(artifacts);
        for contract in Contract::ALL {
            artifacts.find(contract)?;
        }
        Ok(artifacts)
    }

    /// The artifact of a contract.
    ///
    /// # Errors
    /// It is missing.
    pub fn find(&self, contract: Contract) -> Result<&Artifact, MissingArtifact> {
        let mut all = self.0.iter();
        all.find(|artifact| artifact.name == contract.name())
            .ok_or(MissingArtifact { contract })
    }
}

/// Where the contracts of a suite will stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Where hashrate-nft will stand.
    pub hashrate_nft: Addr,
    /// Where the oracle will stand.
    pub oracle: Addr,
    /// Where the distributor will stand.
    pub distributor: Addr,
    /// Where the marketplace will stand.
    pub marketplace: Addr,
}

/// Why a suite can't be planned.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PlanError {
    /// There is no code for a contract.
    #[error(transparent)]
    Missing(#[from] MissingArtifact),
    /// An address can't be told.
    #[error(transparent)]
    Address(#[from] AddressError),
}

impl Plan {
    /// Where the contracts of a suite will stand that `deployer` instantiates.
    ///
    /// # Errors
    /// An artifact is missing, or the deployer is no address of the chain.
    pub fn new(
        prefix: &str,
        deployer: &Addr,
        instance: &str,
        artifacts: &Artifacts,
    ) -> Result<Self, PlanError> {
        let place = |contract: Contract| -> Result<Addr, PlanError> {
            let checksum = artifacts.find(contract)?.checksum();
            let salt = salt(instance, contract);
            Ok(predicted_address(prefix, deployer, &checksum, &salt)?)
        };
        Ok(Self {
            hashrate_nft: place(Contract::HashrateNft)?,
            oracle: place(Contract::Oracle)?,
            distributor: place(Contract::Distributor)?,
            marketplace: place(Contract::Marketplace)?,
        })
    }

    /// Where a contract will stand.
    #[must_use]
    pub const fn address(&self, contract: Contract) -> &Addr {
        match contract {
            Contract::HashrateNft => &self.hashrate_nft,
            Contract::Oracle => &self.oracle,
            Contract::Distributor => &self.distributor,
            Contract::Marketplace => &self.marketplace,
        }
    }
}

/// What tells a contract's address from those of other suites of its deployer.
pub(crate) fn salt(instance: &str, contract: Contract) -> String {
    format!("{instance}/{contract}")
}
