//! Puts the suite on any chain, says what stands there, and upgrades it.
//!
//! Every contract is born with its peers' addresses: they follow from the deployer, the code and a salt
//! ([`Plan`]) before any contract exists. [`deploy`] asks the chain what is there already and does the
//! rest, so that an interrupted deployment is resumed by running it again, and one that is complete is
//! left alone. What it did is written down in a [`Manifest`].

mod config;
mod deploy;
mod error;
mod manifest;
mod messages;
mod migrate;
mod plan;
mod survey;
mod verify;

pub use config::{DistributorRules, MarketplaceRules, OracleRules, SuiteConfig};
pub use deploy::{deploy, Step};
pub use error::DeployError;
pub use manifest::{Deployed, Incomplete, Manifest, Migrated, TxFact};
pub use messages::Messages;
pub use migrate::{migrate, MigrateError};
pub use plan::{Artifacts, Contract, MissingArtifact, Plan, PlanError};
pub use survey::{survey, Found};
pub use verify::{stored_version, verify, Finding, StoredVersion};
