//! What contracts need of a chain: a contract says so by exports that are called requires_CAPABILITY.

use std::collections::BTreeSet;
use std::path::Path;

use rigshare_deploy::{Artifacts, Contract};
use rigshare_node::{capabilities_of_vm, Node};

use super::Check;
use crate::chain::load_artifacts;

/// How such an export's name begins.
const REQUIRES: &[u8] = b"requires_";

/// Compares what the artifacts need with what the chain offers.
pub fn check(node: &Node, folder: &Path) -> Check {
    const WHAT: &str = "capabilities";
    let Ok(artifacts) = load_artifacts(folder) else {
        let words = format!(
            "not checked: {} has not all four contracts; scripts/build-wasm.sh makes them",
            folder.display()
        );
        return Check::warning(WHAT, words);
    };
    let needed = all_needed(&artifacts);
    let needed_words = words(needed.iter().map(String::as_str));
    let offered = offered(node);
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
fn offered(node: &Node) -> Option<Vec<String>> {
    let running = node.versions().ok().and_then(|versions| versions.wasmvm);
    let of_vm = running.as_deref().and_then(capabilities_of_vm);
    match of_vm {
        Some(of_vm) => {
            let own = node.config().more_capabilities.iter().cloned();
            Some(of_vm.into_iter().map(str::to_owned).chain(own).collect())
        }
        None => node.config().capabilities(),
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
mod tests {
    use super::needed_by;

    #[test]
    fn names_are_told_from_other_text_by_their_length() {
        assert_eq!(needed_by(b"..\x11requires_iterator\0\x01"), ["iterator"]);
        assert_eq!(needed_by(b"\x15requires_cosmwasm_2_1"), ["cosmwasm_2_1"]);
        assert!(needed_by(b"he requires_iterator").is_empty());
        assert!(needed_by(b"\x09requires_").is_empty());
    }
}
