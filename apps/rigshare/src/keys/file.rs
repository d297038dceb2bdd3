//! A mnemonic in a file: encrypted with a passphrase by age, so that its own tool can open it too.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use age::secrecy::SecretString;
use age::{scrypt, DecryptError};
use anyhow::{bail, Context, Result};
use zeroize::Zeroizing;

use super::passphrase::passphrase;
use crate::failure::Failure;

/// scrypt's work factor, the binary logarithm of N: 256 MB and about a second.
const WORK_FACTOR: u8 = 18;

/// The most work that a file may ask for: anybody can have written it.
const MOST_WORK: u8 = 20;

/// Keeps words in a new file that only its owner may read.
///
/// # Errors
/// There is a file already, or it can't be written.
pub fn create_key_file(path: &Path, words: &str, passphrase: SecretString) -> Result<()> {
    let mut recipient = scrypt::Recipient::new(passphrase);
    recipient.set_work_factor(WORK_FACTOR);
    let encrypted = age::encrypt_and_armor(&recipient, words.as_bytes())?;
    write_new(path, &encrypted)
}

/// Refuses a path where a file is already.
///
/// # Errors
/// One is.
pub fn refuse_existing(path: &Path) -> Result<()> {
    if path.symlink_metadata().is_ok() {
        bail!(
            "{} exists already: a key is never written over another; choose another name",
            path.display()
        );
    }
    Ok(())
}

/// The words in a file; its passphrase is asked for.
///
/// # Errors
/// The file can't be read or is no key file, or the passphrase is wrong.
pub fn open_key_file(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let described = || format!("the key file {}", path.display());
    let encrypted = std::fs::read(path).with_context(described)?;
    let no_key_file = || {
        let why = format!(
            "{} is no key file: `rigshare keys new` makes one",
            path.display()
        );
        Failure::because(why)
    };
    if !encrypted.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----") {
        return Err(no_key_file());
    }
    let mut identity = scrypt::Identity::new(passphrase(&path.display().to_string())?);
    identity.set_max_work_factor(MOST_WORK);
    let words = age::decrypt(&identity, &encrypted).map(Zeroizing::new);
    let words = words.map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
            Failure::because(format!("the passphrase of {} is wrong", path.display()))
        }
        _ => no_key_file(),
    })?;
    let words = std::str::from_utf8(&words).map_err(|_| no_key_file())?;
    Ok(Zeroizing::new(words.trim().to_owned()))
}

fn write_new(path: &Path, text: &str) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = match options.open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            refuse_existing(path)?;
            return Err(error.into());
        }
        opened => opened.with_context(|| format!("the key file {}", path.display()))?,
    };
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}
