//! Chains' descriptions, good and bad.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use rigshare_node::{capabilities_of_vm, ChainConfig, ConfigError};

const GOOD: &str = r#"
chain_id = "my-1"
name = "mine"
rpc = "http://127.0.0.1:26657"
prefix = "my"
fee_denom = "umy"
gas_price = "0.0025"
"#;

fn wrong(extra: &str) -> String {
    ChainConfig::from_toml(&format!("{GOOD}{extra}"))
        .unwrap_err()
        .to_string()
}

fn replaced(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from));
    ChainConfig::from_toml(&GOOD.replace(from, to))
        .unwrap_err()
        .to_string()
}

#[test]
fn presets_are_whole() {
    let expected = [
        ("devnet", "rigshare-devnet-1", "wasm", "ustake", "0.025"),
        ("osmo-test-5", "osmo-test-5", "osmo", "uosmo", "0.0025"),
        ("provider", "provider", "cosmos", "uatom", "0.01"),
        ("xion-testnet-2", "xion-testnet-2", "xion", "uxion", "0.001"),
        ("pion-1", "pion-1", "neutron", "untrn", "0.0053"),
    ];
    assert_eq!(ChainConfig::presets().count(), expected.len());
    for (name, chain_id, prefix, denom, price) in expected {
        let chain = ChainConfig::preset(name).unwrap();
        assert_eq!(chain.chain_id, chain_id);
        assert_eq!(chain.prefix, prefix);
        assert_eq!(chain.fee_denom, denom);
        assert_eq!(chain.gas_price.to_string(), price);
        assert_eq!(chain.coin_type, 118);
        let capabilities = chain.capabilities().unwrap();
        assert!(capabilities.iter().any(|name| name == "cosmwasm_2_1"));
        assert_eq!(
            chain,
            ChainConfig::from_toml(&toml::to_string(&chain).unwrap()).unwrap()
        );
    }
    let error = ChainConfig::preset("uni-6").unwrap_err();
    assert!(matches!(error, ConfigError::NoPreset { .. }));
    assert!(
        error.to_string().contains("osmo-test-5, provider"),
        "{error}"
    );
}

#[test]
fn capabilities_follow_the_virtual_machine() {
    let of = |version| capabilities_of_vm(version).unwrap();
    assert!(of("2.1.3").contains(&"cosmwasm_2_1"));
    assert!(!of("2.1.3").contains(&"cosmwasm_2_2"));
    assert!(of("v2.2.4").contains(&"cosmwasm_2_2"));
    assert!(!of("2.3.4").contains(&"cosmwasm_3_0"));
    assert!(of("3.0.7").contains(&"cosmwasm_3_0"));
    assert!(of("1.5.0").contains(&"cosmwasm_1_4"));
    assert!(!of("1.5.0").contains(&"cosmwasm_2_0"));
    assert_eq!(capabilities_of_vm("latest"), None);
    let osmosis = ChainConfig::preset("osmo-test-5").unwrap();
    assert!(osmosis
        .capabilities()
        .unwrap()
        .contains(&"osmosis".to_owned()));
}

#[test]
fn defaults_are_there() {
    let chain = ChainConfig::from_toml(GOOD).unwrap();
    assert_eq!(chain.gas_adjustment.to_string(), "1.3");
    assert_eq!(chain.inclusion_timeout_seconds, 60);
    assert_eq!(chain.request_timeout_seconds, 10);
    assert_eq!(chain.capabilities(), None);
}

#[test]
fn bad_descriptions_say_what_is_wrong() {
    for (error, says) in [
        (wrong("gas_prise = '1'"), "unknown field `gas_prise`"),
        (wrong("gas_adjustment = '0.99'"), "less gas than simulated"),
        (
            wrong("inclusion_timeout_seconds = 0"),
            "inclusion_timeout_seconds",
        ),
        (
            wrong("request_timeout_seconds = -1"),
            "request_timeout_seconds",
        ),
        (wrong("coin_type = 2147483648"), "coin_type"),
        (replaced("\"0.0025\"", "0.0025"), "expected a string"),
        (replaced("0.0025", "-1"), "no decimal number"),
        (replaced("0.0025", "1e3"), "no decimal number"),
        (replaced("0.0025", "0,1"), "no decimal number"),
        (replaced("0.0025", ""), "no decimal number"),
        (replaced("0.0025", "."), "no decimal number"),
        (
            replaced("0.0025", "99999999999999999999"),
            "no decimal number",
        ),
        (
            replaced("0.0025", "0.0000000000000000001"),
            "no decimal number",
        ),
        (replaced("http://", "ftp://"), "rpc can't be"),
        (
            replaced("http://127.0.0.1:26657", "http://"),
            "rpc can't be",
        ),
        (
            replaced("prefix = \"my\"", "prefix = \"\""),
            "prefix can't be",
        ),
        (
            replaced("prefix = \"my\"", "prefix = \"MY\""),
            "prefix can't be",
        ),
        (replaced("my-1", " "), "chain_id can't be"),
        (replaced("umy", ""), "fee_denom can't be"),
        (
            replaced("chain_id = \"my-1\"", ""),
            "missing field `chain_id`",
        ),
    ] {
        assert!(error.contains(says), "{error:?} does not say {says:?}");
    }
}

#[test]
fn files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chain.toml");
    let error = ChainConfig::load(&path).unwrap_err();
    assert!(error.to_string().contains("chain.toml"), "{error}");
    std::fs::write(&path, GOOD).unwrap();
    assert_eq!(ChainConfig::load(&path).unwrap().name, "mine");
}
