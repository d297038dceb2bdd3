use cosmwasm_std::{HexBinary, Uint128};
use rigshare_node::SecretKey;
use rigshare_types::batch::{BatchDomain, PAGE_RIGS};
use rigshare_types::nft::PayoutScheme;
use rigshare_types::oracle::Grade;
use rigshare_types::units::Denom;
use serde_json::json;

use crate::commands::roles::observations::{Observations, ObservationsError};
use crate::commands::roles::report_sign::ReporterKey;
use crate::commands::roles::rig_file::{shares_of, Defaults, RigFile};

const RIG: &str = include_str!("../../../../../../examples/rig.toml");

fn defaults() -> Defaults {
    Defaults {
        quote_currency: "USD".to_owned(),
        current_epoch: 40,
    }
}

#[test]
fn the_example_is_a_rig() {
    let rig = RigFile::parse(RIG).unwrap().rig(&defaults()).unwrap();
    assert_eq!(rig.hashrate_hs, Uint128::new(234_000_000_000_000));
    assert_eq!(rig.unit_hashrate_hs, Uint128::new(1_000_000_000_000));
    assert_eq!(shares_of(&rig), Some(Uint128::new(234)));
    assert_eq!(rig.electricity_nano_per_kwh, Uint128::new(42_000_000));
    assert_eq!(rig.electricity_currency, "USD");
    assert_eq!(
        (rig.service_fee_bps, rig.renewable_bps, rig.royalty_bps),
        (300, 9_800, 200)
    );
    assert_eq!((rig.start_epoch, rig.end_epoch), (42, 407));
    assert_eq!(rig.payout, Denom::Native("wsat".to_owned()));
    assert_eq!(rig.sale_denom, "uusdc");
    assert_eq!(rig.scheme, PayoutScheme::Fpps);
    assert_eq!(rig.least_grade, Grade::Attested);
}

#[test]
fn a_wrong_field_is_named_with_its_value() {
    for (from, to, words) in [
        (
            "hashrate = \"234TH/s\"",
            "hashrate = \"234\\nTW\"",
            "hashrate: \"234\\nTW\"",
        ),
        (
            "service_fee = \"3%\"",
            "service_fee = \"3\"",
            "service_fee: \"3\"",
        ),
        (
            "electricity = \"0.042\"",
            "electricity = \"0.0420000001\"",
            "electricity: \"0.0420000001\"",
        ),
        ("payout = \"wsat\"", "payout = \"w\"", "payout: \"w\""),
        ("term_epochs = 365", "", "either end_epoch or term_epochs"),
        (
            "term_epochs = 365",
            "term_epochs = 4294967295",
            "4294967295 epochs",
        ),
        (
            "term_epochs = 365",
            "term_epochs = 365\nend_epoch = 500",
            "either end_epoch",
        ),
    ] {
        let file = RigFile::parse(&RIG.replace(from, to)).unwrap();
        let error = file.rig(&defaults()).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    let misspelt = RIG.replace("watts", "wats");
    assert!(RigFile::parse(&misspelt)
        .unwrap_err()
        .to_string()
        .contains("wats"));
}

fn observations(text: &str) -> Observations {
    toml::from_str(text).unwrap()
}

#[test]
fn observations_are_batches_by_page_in_rising_order() {
    let far = PAGE_RIGS * 2 + 3;
    let text = format!(
        "rigs = [{{ rig = {far}, gross = \"7\" }}, {{ rig = 5, gross = \"9\" }}, {{ rig = 2, gross = \"0\" }}]\n\
         prices = [{{ asset = \"USDC\", price = \"1\" }}, {{ asset = \"BTC\", price = \"64000.5\" }}]\n\
         pools = [{{ pool = \"ocean\", coin = \"BTC\", hashrate = \"12EH/s\" }}]"
    );
    let batches = observations(&text).batches(8).unwrap();
    assert_eq!(
        serde_json::to_value(&batches).unwrap(),
        json!([
            {
                "epoch": 8,
                "page": 0,
                "rigs": [{ "rig": 2, "gross": "0" }, { "rig": 5, "gross": "9" }],
                "market": {
                    "prices": [
                        { "asset": "BTC", "nano_per_coin": "64000500000000" },
                        { "asset": "USDC", "nano_per_coin": "1000000000" },
                    ],
                    "networks": [],
                    "pools": [{ "pool": "ocean", "coin": "BTC", "hashrate_hs": "12000000000000000000" }],
                },
            },
            { "epoch": 8, "page": 2, "rigs": [{ "rig": far, "gross": "7" }], "market": null },
        ])
    );
}

#[test]
fn the_example_is_observations() {
    let text = include_str!("../../../../../../examples/observations.toml");
    let batches = observations(text).batches(3).unwrap();
    assert_eq!(batches.len(), 1);
}

#[test]
fn observations_that_make_no_batch_are_refused() {
    let refused = |text: &str| observations(text).batches(8).unwrap_err();
    assert!(matches!(refused(""), ObservationsError::Empty));
    assert!(matches!(
        refused("epoch = 7\nrigs = [{ rig = 1, gross = \"1\" }]"),
        ObservationsError::OtherEpoch {
            found: 7,
            wanted: 8
        }
    ));
    let twice = refused("rigs = [{ rig = 1, gross = \"1\" }, { rig = 1, gross = \"2\" }]");
    assert_eq!(twice.to_string(), "rig 1 stands twice");
    let high = refused("rigs = [{ rig = 4294967295, gross = \"1\" }]");
    assert!(matches!(
        high,
        ObservationsError::RigTooHigh { rig: u32::MAX }
    ));
    let price = refused("prices = [{ asset = \"BTC\", price = \"-1\" }]");
    assert!(price.to_string().contains("\"-1\""), "{price}");
}

#[test]
fn a_reporters_key_signs_like_the_chain_verifies() {
    let key = ReporterKey::of(&SecretKey::for_tests("ada")).unwrap();
    let domain = BatchDomain {
        chain_id: "chain-1",
        oracle: "wasm1oracle",
        config_version: 3,
    };
    let text = "rigs = [{ rig = 1, gross = \"1\" }]";
    let batch = observations(text).batches(8).unwrap().remove(0);
    let digest = domain.digest(&batch);
    let signed = key.sign(2, &domain, batch).unwrap();
    let public_key: HexBinary = key.public_key();
    let api = cosmwasm_std::testing::MockApi::default();
    let verified =
        cosmwasm_std::Api::secp256k1_verify(&api, &digest, &signed.signature, &public_key);
    assert_eq!(verified, Ok(true));
    assert_eq!(signed.reporter, 2);
}
