//! Where keys come from: an encrypted file, or the environment. Never an argument.

mod file;
mod passphrase;
mod source;

pub use file::{create_key_file, open_key_file, refuse_existing};
pub use passphrase::{ask_words, new_passphrase};
pub use source::{named_key, KeySource, KEY_FILE_VARIABLE, MNEMONIC_VARIABLE};
