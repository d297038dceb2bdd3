//! What a node says of itself, and of its chain's rules.

use std::time::{SystemTime, UNIX_EPOCH};

use rigshare_node::{ChainConfig, Factor, Node, NodeError, NodeStatus, NodeVersions, UploadAccess};

use super::Check;

/// From this difference on, this machine's clock or the chain is suspicious.
const SKEW_WARNING_SECONDS: u64 = 30;

/// From this difference on, times in the future are wrongly taken for past, or the other way round.
const SKEW_PROBLEM_SECONDS: u64 = 300;

/// Looks at the node and its chain.
pub fn of_node(node: &Node) -> Vec<Check> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |since| since.as_secs());
    let mut checks = match node.status() {
        Ok(status) => of_status(&status, now),
        Err(error) => vec![Check::problem("node", error.to_string())],
    };
    checks.push(versions(node.versions()));
    checks.push(uploads(node.upload_access()));
    checks.push(gas_price(node.config(), node.node_min_gas_price()));
    checks
}

fn versions(found: Result<NodeVersions, NodeError>) -> Check {
    const WHAT: &str = "versions";
    let found = match found {
        Ok(found) => found,
        Err(error) => return unknown(WHAT, &error),
    };
    let or_unknown = |version: Option<String>| version.unwrap_or_else(|| "unknown".to_owned());
    let words = format!(
        "{} {}, SDK {}, wasmd {}, wasmvm {}",
        found.app,
        found.app_version,
        found.sdk,
        or_unknown(found.wasmd),
        or_unknown(found.wasmvm)
    );
    Check::ok(WHAT, words)
}

fn uploads(access: Result<UploadAccess, NodeError>) -> Check {
    const WHAT: &str = "uploads";
    match access {
        Ok(UploadAccess::Everybody) => Check::ok(WHAT, "everybody may upload code"),
        Ok(UploadAccess::AnyOf(allowed)) => {
            let words = format!(
                "only {} accounts may upload code: is yours one of them?",
                allowed.len()
            );
            Check::warning(WHAT, words)
        }
        Ok(UploadAccess::Nobody) => Check::warning(WHAT, "only governance uploads code"),
        Err(error) => unknown(WHAT, &error),
    }
}

fn of_status(status: &NodeStatus, now_seconds: u64) -> Vec<Check> {
    let height = format!(
        "{} at height {}, CometBFT {}",
        status.moniker, status.height, status.comet
    );
    let mut checks = vec![
        Check::ok("node", height),
        Check::ok("chain id", status.chain_id.clone()),
    ];
    if status.catching_up {
        let words = "the node is still behind the chain: wait, or name another with --rpc";
        checks.push(Check::problem("catching up", words));
        return checks;
    }
    checks.push(Check::ok("catching up", "no"));
    checks.push(clock(status.time_seconds, now_seconds));
    checks
}

fn clock(block_seconds: u64, now_seconds: u64) -> Check {
    let skew = block_seconds.abs_diff(now_seconds);
    let words = if block_seconds > now_seconds {
        format!("the newest block is {skew} s ahead of this machine's clock: set the clock")
    } else {
        format!("the newest block is {skew} s old: the chain stands still, or this machine's clock is ahead")
    };
    match skew {
        SKEW_PROBLEM_SECONDS.. => Check::problem("clock", words),
        SKEW_WARNING_SECONDS.. => Check::warning("clock", words),
        _ => Check::ok(
            "clock",
            format!("this machine and the newest block differ by {skew} s"),
        ),
    }
}

/// Compares what the node takes with what is paid.
fn gas_price(config: &ChainConfig, prices: Result<String, NodeError>) -> Check {
    const WHAT: &str = "gas price";
    let prices = match prices {
        Ok(prices) => prices,
        Err(error) => return unknown(WHAT, &error),
    };
    let ours = format!("{}{}", config.gas_price, config.fee_denom);
    // Chains with a fee market, or with a least price of their own, state none of their nodes'.
    if prices.trim().is_empty() {
        let words = format!("{ours} is paid; the node does not say whether that is enough");
        return Check::warning(WHAT, words);
    }
    let mut all = prices.split(',').map(str::trim).map(price_and_denom);
    match all.find(|(_, denom)| *denom == config.fee_denom) {
        Some((Ok(least), _)) if of_much_gas(config.gas_price) >= of_much_gas(least) => {
            Check::ok(WHAT, format!("{ours} is paid, the node takes {prices}"))
        }
        Some((Ok(_), _)) => Check::problem(
            WHAT,
            format!("{ours} is paid, the node takes no less than {prices}: describe the chain in a file with a \
                     higher gas_price"),
        ),
        Some((Err(()), _)) => Check::warning(WHAT, format!("the node's {prices:?} can't be read; {ours} is paid")),
        None => Check::problem(
            WHAT,
            format!("fees are paid in {}, the node takes {prices}: describe the chain in a file with another \
                     fee_denom", config.fee_denom),
        ),
    }
}

fn price_and_denom(text: &str) -> (Result<Factor, ()>, &str) {
    let at = text
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (price, denom) = text.split_at_checked(at).unwrap_or((text, ""));
    (price.parse().map_err(|_| ()), denom)
}

/// Prices of 10^18 gas, to be compared: no price has more decimals.
fn of_much_gas(price: Factor) -> u128 {
    price.times_rounded_up(1_000_000_000_000_000_000)
}

/// Nodes need not answer this to be of use.
fn unknown(what: &'static str, error: &NodeError) -> Check {
    Check::warning(what, format!("the node does not say: {error}"))
}

#[cfg(test)]
mod tests;
