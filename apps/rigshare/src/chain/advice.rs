//! What to do about a failure, where that is known.

use rigshare_node::NodeError;

/// The manifest names contracts that the chain does not have.
const FORGOTTEN: &str =
    "if the chain was begun anew, its manifest in deployments/ is of the old one: remove it and \
                         deploy again";

/// What to do about a failure, where that is known.
#[must_use]
pub fn advice_on(error: &anyhow::Error) -> Option<String> {
    let found = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<NodeError>());
    let found = found?;
    let what_to_do = what_to_do(found).map(str::to_owned);
    match (taken(found), what_to_do) {
        (Some(taken), Some(what_to_do)) => Some(format!("{taken}; {what_to_do}")),
        (taken, what_to_do) => taken.or(what_to_do),
    }
}

/// That the fee is gone, where a block includes the transaction nevertheless.
fn taken(error: &NodeError) -> Option<String> {
    let block = error.block()?;
    let hash = match error {
        NodeError::Refused { tx_hash, .. } | NodeError::OutOfGas { tx_hash, .. } => {
            tx_hash.as_deref()
        }
        _ => None,
    };
    let (hash, height) = (hash.unwrap_or_default(), block.height);
    Some(format!(
        "block {height} includes transaction {hash}: its fee was taken, nothing else was changed"
    ))
}

fn what_to_do(error: &NodeError) -> Option<&'static str> {
    Some(match error {
        NodeError::Unreachable { rpc, .. } if rpc.contains("127.0.0.1") => {
            "does the devnet run? scripts/devnet.sh status says so, scripts/devnet.sh starts it; --rpc names another address"
        }
        NodeError::Unreachable { .. } | NodeError::BadAnswer { .. } => {
            "try again later, or name another node of the chain with --rpc"
        }
        NodeError::OtherChain { .. } => "check --chain and --rpc: they must be of one chain",
        NodeError::NoContract { .. } => FORGOTTEN,
        NodeError::Refused { words, .. } if words.contains("no such contract") => FORGOTTEN,
        NodeError::OutOfGas { .. } => "pay for more gas with --gas-adjustment",
        NodeError::FeeTooSmall { .. } => {
            "describe the chain in a file with a higher gas_price, and name it with --chain FILE.toml"
        }
        NodeError::UnknownAccount { .. } => {
            "send it coins for fees first; a testnet's faucet gives some"
        }
        _ => return None,
    })
}
