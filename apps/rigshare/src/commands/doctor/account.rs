//! Whether an account can deploy.

use std::path::Path;

use cosmwasm_std::{Addr, Coin, Uint128};
use rigshare_chain::Chain;
use rigshare_deploy::Contract;
use rigshare_node::{Node, NodeError, UploadAccess};

use super::Check;
use crate::chain::{instantiate_fee, load_artifacts, upload_fee};

/// Looks at an account's permission and balance.
pub fn check(node: &Node, account: Option<&Addr>, artifacts: &Path) -> Vec<Check> {
    let Some(account) = account else {
        let words = "not checked: name the account that deploys with --from";
        return vec![Check::warning("account", words)];
    };
    let denom = &node.config().fee_denom;
    let has = match node.balance(account, denom) {
        Ok(has) => balance(account, has, denom, fees(node, artifacts)),
        Err(error) => Check::warning("balance", format!("the node does not say: {error:#}")),
    };
    vec![permission(account, node.upload_access()), has]
}

fn permission(account: &Addr, access: Result<UploadAccess, NodeError>) -> Check {
    const WHAT: &str = "permission";
    match access {
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

/// About what a whole deployment costs; `None` where the contracts are not there to be weighed.
fn fees(node: &Node, artifacts: &Path) -> Option<Uint128> {
    let artifacts = load_artifacts(artifacts).ok()?;
    let all = Contract::ALL
        .into_iter()
        .filter_map(|contract| artifacts.find(contract).ok());
    Some(total(all.flat_map(|artifact| {
        [upload_fee(node, artifact), instantiate_fee(node)]
    })))
}

/// A chain's description may have any gas price: what can't be counted is more than anybody has.
fn total(fees: impl Iterator<Item = Coin>) -> Uint128 {
    fees.fold(Uint128::zero(), |sum, fee| sum.saturating_add(fee.amount))
}

fn balance(account: &Addr, has: Uint128, denom: &str, fees: Option<Uint128>) -> Check {
    const WHAT: &str = "balance";
    if has.is_zero() {
        let words = format!("{account} has no {denom}: fees are paid in it");
        return Check::problem(WHAT, words);
    }
    let Some(fees) = fees else {
        return Check::ok(WHAT, format!("{has}{denom}"));
    };
    let words = format!("{has}{denom}; a whole deployment costs about {fees}{denom}");
    if has < fees {
        Check::warning(WHAT, words)
    } else {
        Check::ok(WHAT, words)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    fn may(account: &str, access: UploadAccess) -> Check {
        permission(&Addr::unchecked(account), Ok(access))
    }

    #[test]
    fn permission_is_the_accounts_own() {
        let members = || UploadAccess::AnyOf(vec![Addr::unchecked("ada"), Addr::unchecked("eve")]);
        for (account, access, verdict) in [
            ("ada", UploadAccess::Everybody, Verdict::Ok),
            ("eve", members(), Verdict::Ok),
            ("bob", members(), Verdict::Problem),
            ("ada", UploadAccess::Nobody, Verdict::Problem),
        ] {
            let check = may(account, access);
            assert_eq!((check.what, check.verdict), ("permission", verdict));
            assert!(check.words.starts_with(account), "{}", check.words);
        }
    }

    #[test]
    fn a_node_that_does_not_say_who_may_is_no_problem() {
        let error = NodeError::UnknownAccount {
            address: Addr::unchecked("ada"),
        };
        let check = permission(&Addr::unchecked("ada"), Err(error));
        assert_eq!(check.verdict, Verdict::Warning);
        assert!(check.words.starts_with("the node does not say: "));
    }

    #[test]
    fn a_balance_is_held_against_what_a_deployment_costs() {
        let fees = Some(Uint128::new(1_000));
        for (has, fees, verdict, words) in [
            (
                0,
                fees,
                Verdict::Problem,
                "ada has no ustake: fees are paid in it",
            ),
            (
                0,
                None,
                Verdict::Problem,
                "ada has no ustake: fees are paid in it",
            ),
            (
                999,
                fees,
                Verdict::Warning,
                "999ustake; a whole deployment costs about 1000ustake",
            ),
            (
                1_000,
                fees,
                Verdict::Ok,
                "1000ustake; a whole deployment costs about 1000ustake",
            ),
            (1, None, Verdict::Ok, "1ustake"),
        ] {
            let check = balance(&Addr::unchecked("ada"), Uint128::new(has), "ustake", fees);
            assert_eq!((check.what, check.verdict), ("balance", verdict));
            assert_eq!(check.words, words);
        }
    }

    #[test]
    fn fees_beyond_all_numbers_are_survived() {
        let fee = |amount: u128| Coin::new(amount, "ustake");
        assert_eq!(total([fee(2), fee(3)].into_iter()), Uint128::new(5));
        assert_eq!(total([fee(u128::MAX), fee(1)].into_iter()), Uint128::MAX);
    }
}
