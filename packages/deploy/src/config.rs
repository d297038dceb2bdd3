//! The rules and roles that a suite is born with.

use rigshare_chain::Checksum;
use rigshare_types::distributor::{Grace, PayoutDenom};
use rigshare_types::oracle::{Asset, ReporterConfig, Timing};
use rigshare_types::EpochClock;
use serde::{Deserialize, Serialize};

/// The rules and roles that a suite is born with. All roles are addresses of the chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuiteConfig {
    /// Tells suites of one deployer apart: part of every salt and label. At most 40 bytes.
    pub instance: String,
    /// Name of the collection of shares.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// What it is, in a sentence.
    pub description: String,
    /// When epochs begin and how long they are: never to be changed.
    pub clock: EpochClock,
    /// The currency of prices and of electricity.
    pub quote_currency: String,
    /// Owns the contracts: fees within their caps, reporters, denoms.
    pub owner: String,
    /// Approves rigs.
    pub registrar: String,
    /// Pauses what may be paused.
    pub pauser: String,
    /// Gets the protocol's fees.
    pub protocol: String,
    /// Who may migrate the contracts: a timelock or multisig, or nobody.
    #[serde(default)]
    pub admin: Option<String>,
    /// The oracle's.
    pub oracle: OracleRules,
    /// The distributor's.
    pub distributor: DistributorRules,
    /// The marketplace's.
    pub marketplace: MarketplaceRules,
}

/// The rules that the oracle is born with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OracleRules {
    /// Coins and other assets that are reported.
    pub assets: Vec<Asset>,
    /// Window and deadline.
    pub timing: Timing,
    /// Who reports, and how many must agree how closely.
    pub reporters: ReporterConfig,
}

/// The rules that the distributor is born with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistributorRules {
    /// The protocol's fee on what holders are due, basis points.
    pub protocol_fee_bps: u16,
    /// The protocol's part of primary sales, basis points.
    pub sale_fee_bps: u16,
    /// How long an operator has to pay.
    pub grace: Grace,
    /// What rigs may pay in.
    pub denoms: Vec<PayoutDenom>,
}

/// The rules that the marketplace is born with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketplaceRules {
    /// The marketplace's fee, basis points.
    pub fee_bps: u16,
    /// In what native denoms shares are traded.
    pub denoms: Vec<String>,
}

impl SuiteConfig {
    /// The SHA-256 of the configuration as JSON: tells whether two deployments mean the
    /// same suite.
    ///
    /// # Errors
    /// It can't be written as JSON.
    pub fn fingerprint(&self) -> serde_json::Result<Checksum> {
        Ok(Checksum::of(&serde_json::to_vec(self)?))
    }
}
