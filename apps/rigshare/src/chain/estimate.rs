//! What a deployment costs, before anything of it can be simulated.

use cosmwasm_std::Coin;
use rigshare_chain::Artifact;
use rigshare_node::Node;

/// Gas for each byte of an uploaded contract: the SDK's default of 10 for a transaction's bytes, and
/// wasmd's of 3 for compiling them.
const UPLOAD_GAS_A_BYTE: u64 = 13;

/// Gas of an upload beside that, rounded up.
const UPLOAD_GAS: u64 = 150_000;

/// Gas that instantiating any of the contracts stays under.
const INSTANTIATE_GAS: u64 = 400_000;

/// About the fee of uploading code, on a chain with the SDK's default costs.
#[must_use]
pub fn upload_fee(node: &Node, artifact: &Artifact) -> Coin {
    let bytes = u64::try_from(artifact.wasm.len()).unwrap_or(u64::MAX);
    let gas = bytes
        .saturating_mul(UPLOAD_GAS_A_BYTE)
        .saturating_add(UPLOAD_GAS);
    fee(node, gas)
}

/// About the fee of instantiating a contract.
#[must_use]
pub fn instantiate_fee(node: &Node) -> Coin {
    fee(node, INSTANTIATE_GAS)
}

fn fee(node: &Node, gas: u64) -> Coin {
    let limit = node.config().gas_adjustment.times_rounded_up(gas);
    node.fee_for(u64::try_from(limit).unwrap_or(u64::MAX))
}
