//! Whether an account can deploy.

use std::path::Path;

use cosmwasm_std::{Addr, Uint128};
use rigshare_chain::Chain;
use rigshare_deploy::Contract;
use rigshare_node::Node;

use super::Check;
use crate::chain::{instantiate_fee, load_artifacts, upload_fee};

/// Looks at an account's permission and balance.
pub fn check(node: &Node, account: Option<&Addr>, artifacts: &Path) -> Vec<Check> {
    let Some(account) = account else {
        let words = "not checked: name the account that deploys with --from";
        return vec![Check::warning("account", words)];
    };
    vec![permission(node, account), balance(node, account, artifacts)]
}

fn permission(node: &Node, account: &Addr) -> Check {
    const WHAT: &str = "permission";
    match node.upload_access() {
        Ok(access) if access.allows(account) => {
            Check::ok(WHAT, format!("{account} may upload code"))
        }
        Ok(_) => {
            let words = format!(
                "{account} may not upload code: only what is uploaded already can be instantiated"
            );
            Check::problem(WHAT, words)
        }
        Err(error) => Check::warning(WHAT, format!("the node does not say: {error}")),
    }
}

fn balance(node: &Node, account: &Addr, artifacts: &Path) -> Check {
    const WHAT: &str = "balance";
    let denom = &node.config().fee_denom;
    let has = match node.balance(account, denom) {
        Ok(has) => has,
        Err(error) => return Check::warning(WHAT, format!("the node does not say: {error:#}")),
    };
    if has.is_zero() {
        let words = format!("{account} has no {denom}: fees are paid in it");
        return Check::problem(WHAT, words);
    }
    let Ok(artifacts) = load_artifacts(artifacts) else {
        return Check::ok(WHAT, format!("{has}{denom}"));
    };
    let fees = Contract::ALL
        .into_iter()
        .filter_map(|contract| artifacts.find(contract).ok());
    let fees: Uint128 = fees
        .map(|artifact| upload_fee(node, artifact).amount + instantiate_fee(node).amount)
        .sum();
    if has < fees {
        let words = format!("{has}{denom}; a whole deployment costs about {fees}{denom}");
        return Check::warning(WHAT, words);
    }
    Check::ok(
        WHAT,
        format!("{has}{denom}; a whole deployment costs about {fees}{denom}"),
    )
}
