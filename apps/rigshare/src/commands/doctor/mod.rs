//! `rigshare doctor`: whether a chain is fit for the suite, and an account for deploying it.

mod account;
mod checks;
mod needs;

use std::process::ExitCode;

use rigshare_node::{ChainConfig, Node, NodeError};
use serde::Serialize;

use crate::args::Doctor;
use crate::chain::{chain_config, find_address};
use crate::failure::{Failure, FAILED};
use crate::interrupt;
use crate::screen::{show_json, Screen, Tone};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All is well.
    Ok,
    /// It may be well, or was not checked.
    Warning,
    /// It will not work.
    Problem,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub struct Check {
    /// What was looked at.
    pub what: &'static str,
    /// How it ended.
    pub verdict: Verdict,
    /// What was found, and what to do.
    pub words: String,
}

impl Check {
    /// All is well.
    pub fn ok(what: &'static str, words: impl Into<String>) -> Self {
        Self::new(what, Verdict::Ok, words)
    }

    /// It may be well.
    pub fn warning(what: &'static str, words: impl Into<String>) -> Self {
        Self::new(what, Verdict::Warning, words)
    }

    /// It will not work.
    pub fn problem(what: &'static str, words: impl Into<String>) -> Self {
        Self::new(what, Verdict::Problem, words)
    }

    fn new(what: &'static str, verdict: Verdict, words: impl Into<String>) -> Self {
        Self {
            what,
            verdict,
            words: words.into(),
        }
    }
}

/// What `--json` prints.
#[derive(Serialize)]
struct DoctorJson<'a> {
    chain_id: &'a str,
    rpc: &'a str,
    healthy: bool,
    checks: &'a [Check],
}

/// Looks at everything. A problem is exit code 1.
///
/// # Errors
/// The flags name no chain, or a key that can't be opened.
pub fn run(args: &Doctor) -> Result<ExitCode, Failure> {
    interrupt::leave_at_once()?;
    let config = chain_config(&args.chain)?;
    let account = find_address(args.from.as_deref(), &config)?;
    let checks = match Node::connect(config.clone()) {
        Ok(node) => {
            let mut checks = checks::of_node(&node);
            checks.push(needs::check(&node, &args.artifacts));
            checks.extend(account::check(&node, account.as_ref(), &args.artifacts));
            checks
        }
        Err(error) => vec![unconnected(&config, &error)],
    };
    let healthy = healthy(&checks);
    if args.chain.json {
        show_json(&DoctorJson {
            chain_id: &config.chain_id,
            rpc: &config.rpc,
            healthy,
            checks: &checks,
        })?;
    } else {
        show(&config, &checks)?;
    }
    Ok(if healthy {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    })
}

/// Whether nothing will fail for sure.
fn healthy(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.verdict != Verdict::Problem)
}

fn unconnected(config: &ChainConfig, error: &NodeError) -> Check {
    match error {
        NodeError::OtherChain { .. } => {
            Check::problem("chain id", format!("{error}: check --chain and --rpc"))
        }
        _ => Check::problem(
            "node",
            format!(
                "{error}: check that {} runs, or name another with --rpc",
                config.rpc
            ),
        ),
    }
}

fn show(config: &ChainConfig, checks: &[Check]) -> Result<(), Failure> {
    let mut screen = Screen::stdout();
    screen.line(format!(
        "{} ({}) at {}",
        config.chain_id, config.name, config.rpc
    ));
    let width = checks
        .iter()
        .map(|check| check.what.len())
        .max()
        .unwrap_or(0);
    for check in checks {
        let (tone, verdict) = match check.verdict {
            Verdict::Ok => (Tone::Good, "ok     "),
            Verdict::Warning => (Tone::Strong, "warning"),
            Verdict::Problem => (Tone::Bad, "problem"),
        };
        let verdict = screen.paint(tone, verdict);
        screen.line(format!(
            " {verdict}  {:width$}  {}",
            check.what, check.words
        ));
    }
    screen.show()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_node_of_another_chain_and_none_are_told_apart() {
        let config = ChainConfig::preset("osmo-test-5").unwrap();
        let rpc = config.rpc.clone();
        let other = NodeError::OtherChain {
            rpc: rpc.clone(),
            expected: config.chain_id.clone(),
            found: "osmosis-1".to_owned(),
        };
        let check = unconnected(&config, &other);
        assert_eq!((check.what, check.verdict), ("chain id", Verdict::Problem));
        let words = format!(
            "the node at {rpc} is of the chain osmosis-1, not of osmo-test-5: check --chain and --rpc"
        );
        assert_eq!(check.words, words);

        let why = "connection refused".to_owned();
        let check = unconnected(&config, &NodeError::Unreachable { rpc, why });
        assert_eq!((check.what, check.verdict), ("node", Verdict::Problem));
        let words = format!("check that {} runs, or name another with --rpc", config.rpc);
        assert!(check.words.ends_with(&words), "{}", check.words);
    }

    #[test]
    fn only_a_problem_is_a_failure() {
        let well = || vec![Check::ok("a", ""), Check::warning("b", "")];
        assert!(healthy(&well()));
        let mut ill = well();
        ill.insert(1, Check::problem("c", ""));
        assert!(!healthy(&ill));
    }
}
