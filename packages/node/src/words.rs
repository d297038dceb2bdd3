//! What went wrong in the contract's or the module's own words, out of what a node logs.

use rigshare_chain::Block;

use crate::NodeError;

/// The SDK's own codespace.
const SDK: &str = "sdk";

/// What the wasm module ends a contract's refusal with.
const ENDINGS: [&str; 7] = [
    ": create wasm contract failed",
    ": execute wasm contract failed",
    ": instantiate wasm contract failed",
    ": migrate wasm contract failed",
    ": query wasm contract failed",
    ": submessages",
    ": unknown request",
];

/// What the way to the contract puts before its refusal.
const BEGINNINGS: [&str; 3] = [
    "rpc error: code = Unknown desc = ",
    "dispatch: submessages: ",
    "dispatch: messages: ",
];

/// What a node says of a transaction or a question that failed.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    /// What it logs.
    pub log: &'a str,
    /// The module that refuses.
    pub codespace: &'a str,
    /// The module's error code.
    pub code: u32,
    /// The transaction, where one was sent.
    pub tx_hash: Option<&'a str>,
    /// The block that includes it nevertheless.
    pub block: Option<Block>,
    /// Gas paid for and used, where a block includes it.
    pub gas: Option<(u64, u64)>,
}

impl Failure<'_> {
    /// The error that it stands for.
    #[must_use]
    pub fn error(&self) -> NodeError {
        if let Some((expected, used)) = sequences(self.log) {
            return NodeError::Sequence { expected, used };
        }
        let is_sdk = |code| self.codespace == SDK && self.code == code;
        if is_sdk(11) || self.log.contains("out of gas in location") {
            let (wanted, used) = gas(self.log).or(self.gas).unwrap_or_default();
            return NodeError::OutOfGas {
                wanted,
                used,
                tx_hash: self.tx_hash.map(str::to_owned),
                block: self.block,
            };
        }
        if let Some((given, required)) = fees(self.log) {
            return NodeError::FeeTooSmall { given, required };
        }
        NodeError::Refused {
            words: own_words(self.log),
            codespace: self.codespace.to_owned(),
            code: self.code,
            tx_hash: self.tx_hash.map(str::to_owned),
            block: self.block,
        }
    }
}

/// The contract's or module's own words in what a node logs.
#[must_use]
pub fn own_words(log: &str) -> String {
    let mut words = without_place(log.trim());
    loop {
        let before = words;
        for beginning in BEGINNINGS {
            words = words.strip_prefix(beginning).unwrap_or(words);
        }
        if let Some(rest) = words.strip_prefix("failed to execute message; message index: ") {
            words = rest.split_once(": ").map_or(words, |(_, said)| said);
        }
        for ending in ENDINGS {
            words = words.strip_suffix(ending).unwrap_or(words);
        }
        if words == before {
            return words.to_owned();
        }
    }
}

/// The log without the place in the node's source that simulations and questions add:
/// `… [CosmWasm/wasmd@v0.61.14/x/wasm/keeper/keeper.go:433] with gas used: '123': unknown request`.
fn without_place(log: &str) -> &str {
    let is_place = |text: &str| text.contains(".go:") && text.contains(']');
    match log.rfind(" [") {
        Some(at) if log.get(at..).is_some_and(is_place) => log.get(..at).unwrap_or(log),
        _ => log,
    }
}

/// `account sequence mismatch, expected 5, got 4: incorrect account sequence`.
fn sequences(log: &str) -> Option<(u64, u64)> {
    let said = log.split_once("account sequence mismatch, ")?.1;
    Some((
        number_after(said, "expected ")?,
        number_after(said, "got ")?,
    ))
}

/// `out of gas in location: WritePerByte; gasWanted: 50000, gasUsed: 51234: out of gas`.
fn gas(log: &str) -> Option<(u64, u64)> {
    Some((
        number_after(log, "gasWanted: ")?,
        number_after(log, "gasUsed: ")?,
    ))
}

/// `insufficient fees; got: 1ustake required: 5000ustake: insufficient fee`; chains with a fee market
/// of their own write it a little differently.
fn fees(log: &str) -> Option<(String, String)> {
    if !log.contains("insufficient fee") {
        return None;
    }
    let (_, said) = log.split_once("got: ")?;
    let (given, said) = said.split_once(" required: ")?;
    let (required, _) = said.split_once(':').unwrap_or((said, ""));
    let given = given.trim_end_matches(',');
    let given = if given.is_empty() { "none" } else { given };
    Some((given.to_owned(), required.trim().to_owned()))
}

fn number_after(text: &str, mark: &str) -> Option<u64> {
    let (_, rest) = text.split_once(mark)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    fn failure<'a>(codespace: &'a str, code: u32, log: &'a str) -> Failure<'a> {
        Failure {
            log,
            codespace,
            code,
            tx_hash: None,
            block: None,
            gas: None,
        }
    }

    #[test]
    fn only_the_contract_speaks() {
        for (log, words) in [
            // A transaction in a block.
            (
                "failed to execute message; message index: 0: Unauthorized: execute wasm contract failed",
                "Unauthorized",
            ),
            // A simulation.
            (
                "rpc error: code = Unknown desc = failed to execute message; message index: 12: Error \
                 parsing into type rigshare_types::nft::InstantiateMsg: missing field `name`: \
                 instantiate wasm contract failed [CosmWasm/wasmd@v0.61.14/x/wasm/keeper/keeper.go:304] \
                 with gas used: '123456': unknown request",
                "Error parsing into type rigshare_types::nft::InstantiateMsg: missing field `name`",
            ),
            // A contract that another contract called.
            (
                "failed to execute message; message index: 1: dispatch: submessages: Overflow: cannot \
                 subtract: execute wasm contract failed: execute wasm contract failed",
                "Overflow: cannot subtract",
            ),
            // A question.
            (
                "Generic error: rig 7: not found: query wasm contract failed: unknown request",
                "Generic error: rig 7: not found",
            ),
            (
                "migration to a lower version: migrate wasm contract failed",
                "migration to a lower version",
            ),
            // Modules keep their own words.
            (
                "failed to execute message; message index: 0: spendable balance 0uusdc is smaller than \
                 5uusdc: insufficient funds",
                "spendable balance 0uusdc is smaller than 5uusdc: insufficient funds",
            ),
            // A contract's brackets are its own.
            ("denoms [uusdc, wsat] differ: execute wasm contract failed", "denoms [uusdc, wsat] differ"),
            ("", ""),
        ] {
            assert_eq!(own_words(log), words);
            assert_eq!(failure("wasm", 5, log).error().to_string(), words);
        }
    }

    #[test]
    fn gas_that_ran_out() {
        let log = "out of gas in location: Loading CosmWasm module: execute; gasWanted: 100000, \
                   gasUsed: 131072: out of gas";
        let NodeError::OutOfGas { wanted, used, .. } = failure("sdk", 11, log).error() else {
            panic!("not out of gas");
        };
        assert_eq!((wanted, used), (100_000, 131_072));

        let silent = Failure {
            gas: Some((5, 6)),
            ..failure("sdk", 11, "out of gas")
        };
        let NodeError::OutOfGas { wanted, used, .. } = silent.error() else {
            panic!("not out of gas");
        };
        assert_eq!((wanted, used), (5, 6));
    }

    #[test]
    fn fees_that_are_too_small() {
        let log = "insufficient fees; got:  required: 2700ustake: insufficient fee";
        let NodeError::FeeTooSmall { given, required } = failure("sdk", 13, log).error() else {
            panic!("no fee");
        };
        assert_eq!((given.as_str(), required.as_str()), ("none", "2700ustake"));
        // Words that are not understood are passed on.
        let other = failure("sdk", 13, "insufficient fee").error();
        assert_eq!(other.to_string(), "insufficient fee");
    }

    #[test]
    fn sequences_that_differ() {
        let log = "account sequence mismatch, expected 12, got 9: incorrect account sequence";
        let NodeError::Sequence { expected, used } = failure("sdk", 32, log).error() else {
            panic!("no sequence");
        };
        assert_eq!((expected, used), (12, 9));
    }
}
