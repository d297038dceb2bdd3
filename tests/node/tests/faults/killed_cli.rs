//! The command line, killed where it hurts most and run again; and two of them at once.

use std::collections::BTreeSet;

use cosmwasm_std::Uint128;
use rigshare_chain::Chain;
use rigshare_deploy::{Contract, Plan};
use rigshare_node_tests::code;
use rigshare_suite::{ReporterKey, Setup};
use rigshare_types::batch::{Batch, BatchDomain, RigObservation, SignedBatch};
use rigshare_types::oracle::{BatchesResponse, QueryMsg};
use serde_json::{json, Value};

use crate::blocks::events_after;
use crate::cli::{argument, Cli, ENDED_EPOCHS};

#[test]
fn a_deployment_killed_at_every_step_ends_as_one_suite() {
    let cli = Cli::new();
    let mut kills = 0;
    // Sent and nobody heard of it; included and not written down; not even begun.
    let moments = ["broadcast_tx_sync", "tx", "abci_info", "header"];
    for method in moments.into_iter().cycle() {
        if !cli.kill_deploy(method) {
            break;
        }
        kills += 1;
        assert!(kills < 40, "the deployment gets nowhere");
    }
    // Four uploads and four contracts, and at most one of them got through between two kills.
    assert!(kills >= 8, "{kills}");
    let again = cli.deploy();
    assert_eq!(again["changed"], false, "{again}");
    let chain = cli.devnet.open();
    let artifacts = code().suite;
    let manifest = cli.manifest();
    let plan = Plan::new("wasm", &manifest.deployer, &manifest.instance, &artifacts).unwrap();
    assert_eq!(manifest.plan().unwrap(), plan);
    for contract in Contract::ALL {
        let deployed = &manifest.contracts[&contract];
        let artifact = artifacts.find(contract).unwrap().checksum();
        assert_eq!(deployed.sha256, artifact, "{contract}");
        assert!(deployed.version.is_some(), "{contract}");
        let standing = chain.contract_at(&deployed.address).unwrap().unwrap();
        assert_eq!(standing.code_id, deployed.code_id, "{contract}");
    }
    let mut checksums = Vec::new();
    while let Ok(checksum) = chain.checksum_of(checksums.len() as u64 + 1) {
        checksums.push(checksum);
    }
    let different: BTreeSet<_> = checksums.iter().collect();
    assert_eq!((checksums.len(), different.len()), (4, 4), "uploaded twice");
    let instantiated = events_after(&cli.devnet.rpc(0), 0, "instantiate");
    assert_eq!(instantiated.len(), 4, "{instantiated:?}");
    let verified = cli.run(&["verify"]).json();
    assert_eq!(verified["same"], true, "{verified}");
}

/// The reporters' batches of an epoch, as `rigshare report sign` writes them.
fn signed_batches(cli: &Cli, epoch: u32) -> Value {
    let manifest = cli.manifest();
    let oracle = manifest.contracts[&Contract::Oracle].address.clone();
    let domain = BatchDomain {
        chain_id: &manifest.chain_id,
        oracle: oracle.as_str(),
        config_version: 1,
    };
    let page = |page: u16| Batch {
        epoch,
        page,
        rigs: vec![RigObservation {
            rig: u32::from(page) * rigshare_types::batch::PAGE_RIGS + 1,
            gross: Uint128::from(1_000 + epoch),
        }],
        market: None,
    };
    let sign = |(reporter, key): (u16, ReporterKey)| {
        [0, 1].map(|number| key.sign(reporter, &domain, page(number)).unwrap())
    };
    let keys = Setup::default().reporter_keys();
    let batches: Vec<SignedBatch> = (1..).zip(keys).flat_map(sign).collect();
    json!({ "chain_id": manifest.chain_id, "oracle": oracle, "config_version": 1, "batches": batches })
}

#[test]
fn a_relay_killed_at_any_moment_stores_each_batch_once() {
    let cli = Cli::new();
    cli.deploy();
    let oracle = cli.manifest().contracts[&Contract::Oracle].address.clone();
    let moments = [
        "status",
        "abci_query",
        "abci_info",
        "broadcast_tx_sync",
        "tx",
        "header",
    ];
    let epochs = ENDED_EPOCHS - moments.len() as u32..ENDED_EPOCHS;
    for (method, epoch) in moments.into_iter().zip(epochs.clone()) {
        let file = cli.file(&format!("batches-{epoch}.json"));
        let batches = signed_batches(&cli, epoch);
        std::fs::write(&file, batches.to_string()).unwrap();
        let relay = ["report", "relay", argument(&file)];
        assert!(cli.kill(&relay, method), "{method}");
        let ran = cli.run(&relay);
        assert_eq!(ran.code, Some(0), "after {method}: {}{}", ran.out, ran.err);
        // Whoever runs it once more is told that all is there.
        assert_eq!(cli.run(&relay).json()["relayed"], 0, "{method}");
    }
    let chain = cli.devnet.open();
    let count = Setup::default().reporters.len();
    for (epoch, page) in epochs.clone().flat_map(|epoch| [(epoch, 0), (epoch, 1)]) {
        let question = QueryMsg::Batches { epoch, page };
        let stored: BatchesResponse = chain.query(&oracle, &question).unwrap();
        assert_eq!(stored.batches.len(), count, "epoch {epoch}, page {page}");
    }
    let kind = "wasm-rigshare_batch_relayed";
    let relayed = events_after(&cli.devnet.rpc(0), 0, kind);
    let place = |of: &Value| ["epoch", "page", "reporter"].map(|key| of[key].to_string());
    let different: BTreeSet<_> = relayed.iter().map(place).collect();
    let all = epochs.len() * count * 2;
    assert_eq!((relayed.len(), different.len()), (all, all));
}

#[test]
fn two_command_lines_with_one_key_race_and_all_get_through_once() {
    const EACH: usize = 4;
    let cli = Cli::new();
    cli.deploy();
    let register = |racer: usize| {
        (0..EACH)
            .map(|number| {
                let file = cli.file(&format!("rig-{racer}-{number}.toml"));
                std::fs::write(&file, rig(racer, number)).unwrap();
                cli.run(&["rig", "register", argument(&file)])
            })
            .collect::<Vec<_>>()
    };
    let ran = std::thread::scope(|scope| {
        let racers = [0, 1].map(|racer| scope.spawn(move || register(racer)));
        racers.map(|racer| racer.join().unwrap())
    });
    for ran in ran.into_iter().flatten() {
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    }
    let kind = "wasm-rigshare_rig_registered";
    let registered = events_after(&cli.devnet.rpc(0), 0, kind);
    let rigs: BTreeSet<String> = registered.iter().map(|of| of["rig"].to_string()).collect();
    assert_eq!((registered.len(), rigs.len()), (2 * EACH, 2 * EACH));
}

fn rig(racer: usize, number: usize) -> String {
    format!(
        r#"
        model = "Antminer S21 Pro"
        coin = "BTC"
        algorithm = "SHA-256d"
        hashrate = "100 TH/s"
        share = "1 TH/s"
        watts = 1500
        electricity = "0.05"
        service_fee = "2%"
        location = "Norway"
        renewable = "98%"
        pool = "Braiins"
        scheme = "fpps"
        worker = "worker-{racer}-{number}"
        payout_address = "bc1q-{racer}-{number}"
        term_epochs = 100
        payout = "wsat"
        sale_denom = "uusdc"
        royalty = "2.5%"
        least_grade = "attested"
        "#
    )
}
