//! `rigshare keys`: keys in encrypted files.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;

use cosmwasm_std::{Addr, HexBinary};
use rand::rngs::OsRng;
use rand::RngCore;
use rigshare_node::{mnemonic_of, ChainConfig, SecretKey, COSMOS_COIN_TYPE};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::args::{KeyFileArgs, KeysCommand, NewKey, ShowKey};
use crate::chain::describe_chain;
use crate::failure::Failure;
use crate::keys::{
    ask_words, create_key_file, new_passphrase, refuse_existing, KeySource, KEY_FILE_VARIABLE,
    MNEMONIC_VARIABLE,
};
use crate::screen::{show_json, Screen, Tone};

const FLAG: &str = "--key-file";

/// What `--json` prints.
#[derive(Serialize)]
struct KeyJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    key_file: Option<PathBuf>,
    /// Compressed secp256k1, hexadecimal.
    public_key: String,
    /// By chain.
    addresses: BTreeMap<String, Addr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mnemonic: Option<&'a str>,
}

/// Makes, imports or shows a key.
///
/// # Errors
/// The file exists, can't be written or opened, or the words are wrong.
pub fn run(command: &KeysCommand) -> Result<(), Failure> {
    match command {
        KeysCommand::New(args) => new(args),
        KeysCommand::Import(args) => import(args),
        KeysCommand::Show(args) => show(args),
    }
}

fn new(args: &NewKey) -> Result<(), Failure> {
    let path = new_file(&args.file)?;
    let mut entropy = Zeroizing::new([0; 32]);
    OsRng.fill_bytes(entropy.as_mut_slice());
    let words = mnemonic_of(entropy.as_slice())?;
    create_key_file(&path, &words, new_passphrase()?)?;
    let shown = args.show_mnemonic || (std::io::stdout().is_terminal() && !args.file.json);
    let key = SecretKey::from_mnemonic(&words, COSMOS_COIN_TYPE)?;
    let all = addresses(&words, ChainConfig::presets())?;
    if args.file.json {
        return show_json(&KeyJson {
            key_file: Some(path),
            public_key: public_key(&key),
            addresses: all,
            mnemonic: shown.then(|| words.as_str()),
        });
    }
    let mut screen = Screen::stdout();
    screen.line(format!("The key is in {}.", path.display()));
    if shown {
        screen.heading("These words are the key. Write them down; they are not shown again:");
        for (row, line) in words.split(' ').collect::<Vec<_>>().chunks(6).enumerate() {
            screen.line(format!(" {:>2}  {}", row * 6 + 1, line.join(" ")));
        }
    }
    tell_addresses(&mut screen, &all);
    screen.show()?;
    if !shown {
        eprintln!(
            "The key's words were not shown, because standard output is no terminal. The file and its passphrase \
             are all there is of this key: back both up, or remove the file and use --show-mnemonic."
        );
    }
    Ok(())
}

fn import(args: &KeyFileArgs) -> Result<(), Failure> {
    let path = new_file(args)?;
    let words = match std::env::var(MNEMONIC_VARIABLE) {
        Ok(words) => Zeroizing::new(words),
        Err(_) => ask_words()?,
    };
    let words = Zeroizing::new(words.split_whitespace().collect::<Vec<_>>().join(" "));
    let key = SecretKey::from_mnemonic(&words, COSMOS_COIN_TYPE)?;
    create_key_file(&path, &words, new_passphrase()?)?;
    let all = addresses(&words, ChainConfig::presets())?;
    tell(args.json, Some(path), &key, all)
}

fn show(args: &ShowKey) -> Result<(), Failure> {
    refuse_stray(&args.file)?;
    let given = args
        .file
        .key_file
        .as_deref()
        .map(|path| path.to_string_lossy());
    let source = KeySource::find(FLAG, given.as_deref())?.ok_or_else(no_file)?;
    let words = source.words()?;
    let key = SecretKey::from_mnemonic(&words, COSMOS_COIN_TYPE)?;
    let all = match &args.chain {
        Some(chain) => addresses(&words, [chain.as_str()])?,
        None => addresses(&words, ChainConfig::presets())?,
    };
    let path = match source {
        KeySource::File(path) => Some(path),
        KeySource::Words(_) => None,
    };
    tell(args.file.json, path, &key, all)
}

fn tell(
    json: bool,
    key_file: Option<PathBuf>,
    key: &SecretKey,
    addresses: BTreeMap<String, Addr>,
) -> Result<(), Failure> {
    if json {
        return show_json(&KeyJson {
            key_file,
            public_key: public_key(key),
            addresses,
            mnemonic: None,
        });
    }
    let mut screen = Screen::stdout();
    if let Some(path) = key_file {
        screen.line(format!("The key is in {}.", path.display()));
    }
    tell_addresses(&mut screen, &addresses);
    screen.show()
}

fn tell_addresses(screen: &mut Screen, addresses: &BTreeMap<String, Addr>) {
    screen.heading("Addresses");
    let width = addresses.keys().map(String::len).max().unwrap_or(0);
    for (chain, address) in addresses {
        let chain = screen.paint(Tone::Faint, &format!("{chain:width$}"));
        screen.line(format!(" {chain}  {address}"));
    }
}

fn addresses<'a>(
    words: &str,
    chains: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeMap<String, Addr>, Failure> {
    let on = |name: &str| -> Result<(String, Addr), Failure> {
        let chain = describe_chain(name)?;
        let key = SecretKey::from_mnemonic(words, chain.coin_type)?;
        Ok((chain.chain_id, key.address(&chain.prefix)?))
    };
    chains.into_iter().map(on).collect()
}

fn public_key(key: &SecretKey) -> String {
    HexBinary::from(key.public_key().to_bytes()).to_hex()
}

/// The file of a new key, which must not be there yet.
fn new_file(args: &KeyFileArgs) -> Result<PathBuf, Failure> {
    refuse_stray(args)?;
    let from_environment = || std::env::var_os(KEY_FILE_VARIABLE).map(PathBuf::from);
    let path = args
        .key_file
        .clone()
        .or_else(from_environment)
        .ok_or_else(no_file)?;
    refuse_existing(&path)?;
    Ok(path)
}

fn no_file() -> Failure {
    Failure::usage(
        FLAG,
        format!("which file? {KEY_FILE_VARIABLE} may name it too"),
    )
}

/// Words that were typed as arguments are refused, and not repeated.
fn refuse_stray(args: &KeyFileArgs) -> Result<(), Failure> {
    if args.stray.is_empty() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "unexpected arguments: a key is never an argument, because other users of this machine can see it; \
         `rigshare keys import` asks for its words, or reads them from {MNEMONIC_VARIABLE}"
    )))
}
