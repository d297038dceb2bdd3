//! What `--from` and the environment say of the key.

use std::path::{Path, PathBuf};

use rigshare_node::SecretKey;
use zeroize::Zeroizing;

use super::open_key_file;
use crate::failure::Failure;

/// The variable that names the key file where no flag does.
pub const KEY_FILE_VARIABLE: &str = "RIGSHARE_KEY_FILE";

/// The variable that holds a mnemonic, where there is nobody to type a passphrase.
pub const MNEMONIC_VARIABLE: &str = "RIGSHARE_MNEMONIC";

/// Where a key is to be found.
pub enum KeySource {
    /// An encrypted file.
    File(PathBuf),
    /// The words, as the environment holds them.
    Words(Zeroizing<String>),
}

impl KeySource {
    /// What a flag names, else what the environment does; none where nothing does.
    ///
    /// # Errors
    /// Words were given as an argument, or the environment names two keys.
    pub fn find(flag: &str, given: Option<&str>) -> Result<Option<Self>, Failure> {
        if let Some(path) = given {
            refuse_words(flag, path)?;
            return Ok(Some(Self::File(path.into())));
        }
        let file = std::env::var_os(KEY_FILE_VARIABLE).filter(|value| !value.is_empty());
        let words = std::env::var(MNEMONIC_VARIABLE).ok().map(Zeroizing::new);
        match (file, words.filter(|words| !words.trim().is_empty())) {
            (Some(_), Some(_)) => Err(Failure::usage(
                flag,
                format!("which key? both {KEY_FILE_VARIABLE} and {MNEMONIC_VARIABLE} are set"),
            )),
            (Some(file), None) => Ok(Some(Self::File(file.into()))),
            (None, Some(words)) => Ok(Some(Self::Words(words))),
            (None, None) => Ok(None),
        }
    }

    /// The words themselves. The passphrase of a file is asked for.
    ///
    /// # Errors
    /// The file can't be opened, or the passphrase is wrong.
    pub fn words(&self) -> Result<Zeroizing<String>, Failure> {
        match self {
            Self::File(path) => open_key_file(path),
            Self::Words(words) => Ok(words.clone()),
        }
    }
}

/// The key that a flag or the environment names, as in [`KeySource`].
///
/// # Errors
/// None is named, or as [`KeySource::find`] and [`KeySource::words`], or the words are no mnemonic.
pub fn named_key(flag: &str, given: Option<&str>, coin_type: u32) -> Result<SecretKey, Failure> {
    match KeySource::find(flag, given)? {
        Some(source) => Ok(SecretKey::from_mnemonic(&source.words()?, coin_type)?),
        None => Err(Failure::usage(
            flag,
            format!(
                "whose key? name a key file (`rigshare keys new` makes one), or set {KEY_FILE_VARIABLE} or \
                 {MNEMONIC_VARIABLE}"
            ),
        )),
    }
}

/// Refuses words where a file's name belongs, without repeating them.
fn refuse_words(flag: &str, given: &str) -> Result<(), Failure> {
    let is_file = Path::new(given).exists();
    if !is_file && given.split_whitespace().count() >= 12 {
        let why =
            "a key is never an argument: other users of this machine can see it; give a key file";
        return Err(Failure::usage(flag, why));
    }
    Ok(())
}
