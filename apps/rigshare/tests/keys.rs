//! Keys are kept encrypted, private, and never in an argument or an output.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code
)]

mod common;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use age::secrecy::SecretString;
use common::{stderr, stdout};

/// The devnet's account "alice": anybody can derive it.
fn words() -> String {
    rigshare_node::devnet_mnemonic("alice").unwrap().to_string()
}

/// Runs `rigshare` without a terminal, and with these variables alone.
fn run(args: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new("setsid");
    command
        .arg(env!("CARGO_BIN_EXE_rigshare"))
        .args(args)
        .env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap());
    command.envs(variables.iter().copied()).output().unwrap()
}

/// A key file as `keys new` makes them, but quick to open.
fn quick_file(folder: &Path) -> PathBuf {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from("correct horse"));
    recipient.set_work_factor(4);
    let path = folder.join("quick.age");
    let text = age::encrypt_and_armor(&recipient, words().as_bytes()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

fn refused(output: &Output, code: i32, said: &str) {
    let error = stderr(output);
    assert_eq!(output.status.code(), Some(code), "{error}");
    assert_eq!(stdout(output), "");
    assert!(error.contains(said), "{said:?} is not in {error}");
}

#[test]
fn a_new_key_is_private_hidden_and_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.age");
    let file = path.to_str().unwrap();
    let secret = [("RIGSHARE_PASSPHRASE", "correct horse")];

    let output = run(&["keys", "new", "--key-file", file, "--json"], &secret);
    assert!(output.status.success(), "{}", stderr(&output));
    let made: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert!(made.get("mnemonic").is_none());
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let before = std::fs::read_to_string(&path).unwrap();
    assert!(before.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"));

    let shown = run(&["keys", "show", "--key-file", file, "--json"], &secret);
    let shown: serde_json::Value = serde_json::from_str(&stdout(&shown)).unwrap();
    assert_eq!(shown["addresses"], made["addresses"]);
    assert_eq!(shown["public_key"], made["public_key"]);
    assert!(shown.get("mnemonic").is_none());

    for verb in ["new", "import"] {
        let again = run(&["keys", verb, "--key-file", file], &secret);
        refused(&again, 1, "exists already");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    let wrong = [("RIGSHARE_PASSPHRASE", "wrong horse")];
    let wrong = run(&["keys", "show", "--key-file", file], &wrong);
    refused(&wrong, 1, "the passphrase of");
}

#[test]
fn the_words_of_a_piped_key_are_shown_only_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.age");
    let file = path.to_str().unwrap();
    let secret = [("RIGSHARE_PASSPHRASE", "correct horse")];
    let args = [
        "keys",
        "new",
        "--key-file",
        file,
        "--json",
        "--show-mnemonic",
    ];
    let output = run(&args, &secret);
    let made: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let words = made["mnemonic"].as_str().unwrap().to_owned();
    assert_eq!(words.split(' ').count(), 24);

    let copy = folder.path().join("copy.age");
    let both = [secret[0], ("RIGSHARE_MNEMONIC", words.as_str())];
    let args = [
        "keys",
        "import",
        "--key-file",
        copy.to_str().unwrap(),
        "--json",
    ];
    let output = run(&args, &both);
    let copied: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(copied["addresses"], made["addresses"]);
    assert!(!stdout(&output).contains(&words));
    assert_eq!(copy.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_key_of_the_environment_has_the_address_that_wallets_give_it() {
    let words = words();
    let output = run(
        &["keys", "show", "--chain", "devnet", "--json"],
        &[("RIGSHARE_MNEMONIC", words.as_str())],
    );
    let shown: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let expected = rigshare_node::SecretKey::devnet("alice")
        .unwrap()
        .address("wasm")
        .unwrap();
    assert_eq!(shown["addresses"]["rigshare-devnet-1"], expected.as_str());
}

#[test]
fn words_are_no_argument_and_are_not_repeated() {
    let words = words();
    let all: Vec<&str> = words.split(' ').collect();
    for mut args in [
        vec!["keys", "import", "--key-file", "k.age"],
        vec!["keys", "new", "--key-file", "k.age"],
        vec!["keys", "show"],
    ] {
        args.extend(&all);
        let output = run(&args, &[]);
        refused(&output, 2, "a key is never an argument");
        assert!(!stderr(&output).contains(all[0]), "{}", stderr(&output));
    }
    let output = run(&["doctor", "--chain", "devnet", "--from", &words], &[]);
    refused(&output, 2, "a key is never an argument");
    assert!(!stderr(&output).contains(all[0]));
}

#[test]
fn what_is_no_key_file_or_has_another_passphrase_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let quick = quick_file(folder.path());
    let quick = quick.to_str().unwrap();
    let show = |file: &str, passphrase: &str| {
        let secret = [("RIGSHARE_PASSPHRASE", passphrase)];
        run(&["keys", "show", "--key-file", file], &secret)
    };
    assert!(show(quick, "correct horse").status.success());
    refused(&show(quick, "correct horsf"), 1, "is wrong");

    let other = folder.path().join("other");
    let cut = std::fs::read_to_string(quick).unwrap();
    for text in ["", "words", &cut[..cut.len() / 2]] {
        std::fs::write(&other, text).unwrap();
        refused(
            &show(other.to_str().unwrap(), "correct horse"),
            1,
            "is no key file",
        );
    }
    refused(
        &show("/nowhere", "correct horse"),
        1,
        "the key file /nowhere",
    );
    refused(
        &run(&["keys", "show", "--key-file", quick], &[]),
        1,
        "RIGSHARE_PASSPHRASE",
    );
    refused(&run(&["keys", "show"], &[]), 2, "--key-file");
    let two = [("RIGSHARE_KEY_FILE", quick), ("RIGSHARE_MNEMONIC", "a b c")];
    refused(&run(&["keys", "show"], &two), 2, "which key?");
    refused(&run(&["keys", "show"], &two[1..]), 1, "no BIP-39 words");
    let short = [("RIGSHARE_PASSPHRASE", "short")];
    let new = folder.path().join("new.age");
    refused(
        &run(
            &["keys", "new", "--key-file", new.to_str().unwrap()],
            &short,
        ),
        1,
        "at least 8",
    );
    assert!(!new.exists());
}
