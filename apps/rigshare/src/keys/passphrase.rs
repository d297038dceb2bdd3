//! What is typed and not shown.

use age::secrecy::SecretString;
use anyhow::Context;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// The variable that holds the passphrase of the key file.
pub const PASSPHRASE_VARIABLE: &str = "RIGSHARE_PASSPHRASE";

/// The fewest characters of a new passphrase.
const LEAST_CHARACTERS: usize = 8;

/// The passphrase of an existing file.
///
/// # Errors
/// The environment has none and there is no terminal to ask on.
pub fn passphrase(of: &str) -> Result<SecretString, Failure> {
    match from_environment() {
        Some(given) => Ok(given),
        None => Ok(SecretString::from(ask(&format!("Passphrase of {of}: "))?)),
    }
}

/// The passphrase of a new file, asked for twice.
///
/// # Errors
/// As [`passphrase`], it is too short, or the two differ.
pub fn new_passphrase() -> Result<SecretString, Failure> {
    if let Some(given) = from_environment() {
        return long_enough(given);
    }
    let first = Zeroizing::new(ask("New passphrase: ")?);
    let chosen = long_enough(SecretString::from(first.as_str()))?;
    let again = Zeroizing::new(ask("Once more: ")?);
    if *again != *first {
        return Err(Failure::because("the two passphrases differ"));
    }
    Ok(chosen)
}

/// The words of a mnemonic.
///
/// # Errors
/// There is no terminal to ask on.
pub fn ask_words() -> Result<Zeroizing<String>, Failure> {
    Ok(Zeroizing::new(ask("Words (they are not shown): ")?))
}

fn long_enough(passphrase: SecretString) -> Result<SecretString, Failure> {
    use age::secrecy::ExposeSecret;
    if passphrase.expose_secret().chars().count() < LEAST_CHARACTERS {
        let why = format!("a passphrase has at least {LEAST_CHARACTERS} characters");
        return Err(Failure::because(why));
    }
    Ok(passphrase)
}

fn from_environment() -> Option<SecretString> {
    let value = std::env::var(PASSPHRASE_VARIABLE).ok()?;
    (!value.is_empty()).then(|| SecretString::from(value))
}

fn ask(what: &str) -> Result<String, Failure> {
    let answer = rpassword::prompt_password(what).with_context(|| {
        format!(
            "there is no terminal to ask on ({}); {PASSPHRASE_VARIABLE} may hold the passphrase",
            what.trim_end_matches([':', ' '])
        )
    })?;
    Ok(answer)
}
