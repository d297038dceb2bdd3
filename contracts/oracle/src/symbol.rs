//! Symbols of assets, and how errors quote text.

use thiserror::Error;

/// The longest symbol, in bytes.
pub const MAX_SYMBOL_BYTES: usize = 16;

/// The most decimals that one whole coin may have.
pub const MAX_DECIMALS: u8 = 18;

/// The most characters of a text that an error quotes.
const MAX_QUOTED: usize = 40;

/// A text that is not a symbol.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{symbol:?} is not 1 to 16 of the characters A-Z, 0-9 and the dot")]
pub struct BadSymbol {
    /// The text, cut after 40 characters.
    pub symbol: String,
}

/// Refuses a text that is not 1 to 16 of the characters `A-Z`, `0-9` and the dot.
///
/// # Errors
/// [`BadSymbol`].
pub fn check_symbol(symbol: &str) -> Result<(), BadSymbol> {
    let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'.';
    if (1..=MAX_SYMBOL_BYTES).contains(&symbol.len()) && symbol.bytes().all(allowed) {
        Ok(())
    } else {
        Err(BadSymbol {
            symbol: quoted(symbol),
        })
    }
}

/// A text as errors quote it: cut, so that nobody can fill an error with it.
#[must_use]
pub fn quoted(text: &str) -> String {
    text.chars().take(MAX_QUOTED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_symbols_pass() {
        for symbol in ["BTC", "USDC.E", "1", "ABCDEFGHIJKLMNOP"] {
            check_symbol(symbol).unwrap();
        }
        for symbol in ["", "btc", "B C", "ABCDEFGHIJKLMNOPQ", "BTC\0", "ÄÖ"] {
            check_symbol(symbol).unwrap_err();
        }
        let long = "x".repeat(10_000);
        assert_eq!(check_symbol(&long).unwrap_err().symbol.len(), 40);
    }
}
