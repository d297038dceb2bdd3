//! What contracts need of a chain: a contract says so by exports that are called requires_CAPABILITY.

use std::collections::BTreeSet;
use std::path::Path;

use rigshare_deploy::{Artifacts, Contract};
use rigshare_node::{capabilities_of_vm, ChainConfig, Node};

use super::Check;
use crate::chain::load_artifacts;

/// How such an export's name begins.
const REQUIRES: &[u8] = b"requires_";

const WHAT: &str = "capabilities";

/// Compares what the artifacts need with what the chain offers.
pub fn check(node: &Node, folder: &Path) -> Check {
    let Ok(artifacts) = load_artifacts(folder) else {
        let words = format!(
            "not checked: {} has not all four contracts; scripts/build-wasm.sh makes them",
            folder.display()
        );
        return Check::warning(WHAT, words);
    };
    let running = node.versions().ok().and_then(|versions| versions.wasmvm);
    let offered = offered(running.as_deref(), node.config());
    compare(&all_needed(&artifacts), offered.as_deref())
}

fn compare(needed: &BTreeSet<String>, offered: Option<&[String]>) -> Check {
    let needed_words = words(needed.iter().map(String::as_str));
    let Some(offered) = offered else {
        let words =
            format!("the contracts need {needed_words}; the node does not say what it offers");
        return Check::warning(WHAT, words);
    };
    let missing: Vec<&str> = needed
        .iter()
        .map(String::as_str)
        .filter(|needed| !offered.iter().any(|offered| offered == needed))
        .collect();
    if missing.is_empty() {
        return Check::ok(
            WHAT,
            format!("the contracts need {needed_words}, and more is there"),
        );
    }
    let words = format!(
        "the contracts need {}, which the chain lacks",
        words(missing)
    );
    Check::problem(WHAT, words)
}

/// What the chain offers: what its virtual machine does, as the node names it or else as the chain is
/// known to run, and what it is known to add.
fn offered(running: Option<&str>, config: &ChainConfig) -> Option<Vec<String>> {
    match running.and_then(capabilities_of_vm) {
        Some(of_vm) => {
            let own = config.more_capabilities.iter().cloned();
            Some(of_vm.into_iter().map(str::to_owned).chain(own).collect())
        }
        None => config.capabilities(),
    }
}

fn all_needed(artifacts: &Artifacts) -> BTreeSet<String> {
    let wasm =
        Contract::ALL.map(|contract| artifacts.find(contract).map(|found| found.wasm.as_slice()));
    wasm.into_iter().flatten().flat_map(needed_by).collect()
}

/// The names in a wasm file that begin so. A name stands behind its length, one byte for as short ones
/// as these: that tells names from other text.
fn needed_by(wasm: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for at in 1..wasm.len() {
        let Some(rest) = wasm.get(at..).filter(|rest| rest.starts_with(REQUIRES)) else {
            continue;
        };
        let length = wasm.get(at - 1).map_or(0, |byte| usize::from(*byte));
        let name = rest.get(REQUIRES.len()..length).unwrap_or_default();
        let is_name =
            |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_';
        if !name.is_empty() && name.iter().all(is_name) {
            found.push(String::from_utf8_lossy(name).into_owned());
        }
    }
    found
}

fn words<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::Verdict;
    use super::*;

    fn config(more: &str) -> ChainConfig {
        let text = format!(
            "chain_id = 'a-1'\nname = 'A'\nrpc = 'http://127.0.0.1:1'\nprefix = 'a'\n\
             fee_denom = 'ua'\ngas_price = '1'\n{more}"
        );
        ChainConfig::from_toml(&text).unwrap()
    }

    fn verdict(running: Option<&str>, config: &ChainConfig) -> (Verdict, String) {
        let needed = ["cosmwasm_2_1", "iterator"].map(str::to_owned).into();
        let check = compare(&needed, offered(running, config).as_deref());
        assert_eq!(check.what, WHAT);
        (check.verdict, check.words)
    }

    #[test]
    fn what_the_node_runs_decides() {
        let (well, _) = verdict(Some("2.1.0"), &config(""));
        assert_eq!(well, Verdict::Ok);
        // What the chain was known to run is not what it runs now.
        let (old, words) = verdict(Some("2.0.9"), &config("vm = '3.0.0'"));
        assert_eq!(old, Verdict::Problem);
        assert_eq!(
            words,
            "the contracts need cosmwasm_2_1, which the chain lacks"
        );
        let own = config("more_capabilities = ['cosmwasm_2_1']");
        assert_eq!(verdict(Some("2.0.9"), &own).0, Verdict::Ok);
    }

    #[test]
    fn where_the_node_is_silent_what_is_known_decides() {
        for running in [None, Some("main"), Some("")] {
            assert_eq!(verdict(running, &config("vm = '2.2.4'")).0, Verdict::Ok);
            let (old, _) = verdict(running, &config("vm = '1.5.0'"));
            assert_eq!(old, Verdict::Problem);
            let (unknown, words) = verdict(running, &config(""));
            assert_eq!(unknown, Verdict::Warning);
            let expected =
                "the contracts need cosmwasm_2_1, iterator; the node does not say what it offers";
            assert_eq!(words, expected);
        }
    }

    #[test]
    fn contracts_that_need_nothing_run_anywhere() {
        let check = compare(&BTreeSet::new(), Some(&[]));
        assert_eq!(check.verdict, Verdict::Ok);
        assert!(check.words.starts_with("the contracts need nothing"));
    }

    #[test]
    fn names_are_told_from_other_text_by_their_length() {
        assert_eq!(needed_by(b"..\x11requires_iterator\0\x01"), ["iterator"]);
        assert_eq!(needed_by(b"\x15requires_cosmwasm_2_1"), ["cosmwasm_2_1"]);
        assert!(needed_by(b"he requires_iterator").is_empty());
        assert!(needed_by(b"\x09requires_").is_empty());
    }
}
