//! Keys and addresses are those that wallets and the chain's own tools derive.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use rigshare_chain::person_address;
use rigshare_node::{devnet_mnemonic, mnemonic_of, KeyError, SecretKey};

const ABANDON: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon \
                       abandon abandon about";

#[test]
fn known_mnemonic() {
    let key = SecretKey::from_mnemonic(ABANDON, 118).unwrap();
    let address = key.address("cosmos").unwrap();
    assert_eq!(
        address.as_str(),
        "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4"
    );
    let again = SecretKey::from_bytes(key.to_bytes().as_slice()).unwrap();
    assert_eq!(again.address("cosmos").unwrap(), address);
    let other = SecretKey::from_mnemonic(ABANDON, 330).unwrap();
    assert_ne!(other.address("cosmos").unwrap(), address);
}

#[test]
fn words_may_be_spread() {
    let spread = ABANDON.replace(' ', "  \n");
    let key = SecretKey::from_mnemonic(&spread, 118).unwrap();
    let known = SecretKey::from_mnemonic(ABANDON, 118).unwrap();
    assert_eq!(key.address("osmo").unwrap(), known.address("osmo").unwrap());
}

#[test]
fn every_length_of_mnemonic() {
    for (bytes, words) in [(16, 12), (20, 15), (24, 18), (28, 21), (32, 24)] {
        let mnemonic = mnemonic_of(&vec![7; bytes]).unwrap();
        assert_eq!(mnemonic.split(' ').count(), words);
        SecretKey::from_mnemonic(&mnemonic, 118).unwrap();
    }
    assert_eq!(
        mnemonic_of(&[7; 17]).unwrap_err(),
        KeyError::Entropy { bytes: 17 }
    );
}

#[test]
fn wrong_words_are_not_repeated() {
    for (words, why) in [
        ("chalk fence otter lunar", "12, 15"),
        (&ABANDON.replace("about", "zoo"), "checksum"),
        (
            &ABANDON.replace("about", "hodlhodl"),
            "not in the English list",
        ),
    ] {
        let error = SecretKey::from_mnemonic(words, 118)
            .unwrap_err()
            .to_string();
        assert!(error.contains(why), "{error}");
        assert!(
            !words
                .split(' ')
                .any(|word| word.len() > 4 && error.contains(word)),
            "{error}"
        );
    }
    assert_eq!(
        SecretKey::from_bytes(&[0; 32]).unwrap_err(),
        KeyError::Bytes
    );
    assert_eq!(
        SecretKey::from_bytes(&[1; 31]).unwrap_err(),
        KeyError::Bytes
    );
    let path = SecretKey::from_mnemonic(ABANDON, u32::MAX).unwrap_err();
    assert_eq!(
        path,
        KeyError::CoinType {
            coin_type: u32::MAX
        }
    );
}

#[test]
fn people_and_devnet_accounts() {
    let alice = SecretKey::for_tests("alice");
    assert_eq!(
        alice.address("wasm").unwrap(),
        person_address("wasm", "alice").unwrap()
    );
    assert_eq!(devnet_mnemonic("faucet").unwrap().split(' ').count(), 24);
    let faucet = SecretKey::devnet("faucet").unwrap();
    assert_eq!(
        faucet.address("wasm").unwrap().as_str(),
        "wasm1hr89lr26g3n7s248v69lch2h6g2j8arkmjd4xx"
    );
    assert_eq!(format!("{faucet:?}"), "SecretKey(..)");
}
