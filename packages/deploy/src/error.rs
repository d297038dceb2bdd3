//! Why a deployment can't go on.

use cosmwasm_std::Addr;
use rigshare_chain::Checksum;
use thiserror::Error;

use crate::Contract;

/// Why a deployment can't go on.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DeployError {
    /// Half of another suite stands there.
    #[error(
        "{chain_id} has a suite {instance:?} of {deployer} with another configuration ({found}, not \
         {wanted}): finish it with that one, or choose another instance"
    )]
    OtherConfig {
        /// The chain.
        chain_id: String,
        /// The instance.
        instance: String,
        /// The deployer.
        deployer: Addr,
        /// The fingerprint of the configuration in the manifest.
        found: Checksum,
        /// The fingerprint of the configuration that was given.
        wanted: Checksum,
    },
    /// The manifest is of another suite.
    #[error(
        "the manifest is of suite {found:?} of {found_deployer} on {found_chain}, not of {wanted:?} of \
         {wanted_deployer} on {wanted_chain}"
    )]
    OtherSuite {
        /// The chain in the manifest.
        found_chain: String,
        /// The instance in it.
        found: String,
        /// The deployer in it.
        found_deployer: Addr,
        /// The chain that was asked for.
        wanted_chain: String,
        /// The instance.
        wanted: String,
        /// The deployer.
        wanted_deployer: Addr,
    },
    /// The manifest's contract runs other code than is deployed now: that is a migration.
    #[error(
        "{contract} stands at {address} with code {found}, the artifact is {wanted}: migrate it, or \
         choose another instance"
    )]
    OtherCode {
        /// The contract.
        contract: Contract,
        /// Where it stands.
        address: Addr,
        /// The code's checksum.
        found: Checksum,
        /// The artifact's checksum.
        wanted: Checksum,
    },
    /// The contract was born with another configuration or other peers, as its label says.
    #[error(
        "{contract} at {address} was born with another configuration, or beside other code: its \
         label is {found:?}, not {wanted:?}; deploy with those, or choose another instance"
    )]
    OtherBirth {
        /// The contract.
        contract: Contract,
        /// Where it stands.
        address: Addr,
        /// Its label.
        found: String,
        /// The label that the given configuration's contract has.
        wanted: String,
    },
    /// Somebody else's contract is where this one belongs.
    #[error("{address}, where {contract} belongs, was instantiated by {creator}")]
    Occupied {
        /// The contract.
        contract: Contract,
        /// Its address.
        address: Addr,
        /// Who instantiated what stands there.
        creator: Addr,
    },
}
