//! Deploying the suite: interrupted, resumed, repeated, compared, refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod lost;
mod scene;

use cosmwasm_std::WasmMsg;
use rigshare_chain::{Artifact, Chain, Playground};
use rigshare_deploy::{migrate, verify, Artifacts, Contract, DeployError, MigrateError, Plan};
use scene::{is_work, Scene};

#[test]
fn everything_stands_where_it_was_planned() {
    let (scene, manifest) = Scene::deployed();
    let plan = Plan::new("wasm", &scene.deployer, "rigshare", &scene.artifacts).unwrap();
    assert_eq!(manifest.plan().unwrap(), plan);
    for finding in verify(&scene.chain, &manifest, &scene.artifacts).unwrap() {
        assert_eq!(finding.differences, Vec::<String>::new(), "{finding:?}");
    }
}

#[test]
fn an_interruption_anywhere_is_resumed_and_nothing_is_done_twice() {
    for steps in 1..8 {
        for manifest_is_lost in [false, true] {
            let mut scene = Scene::new();
            let (stopped, first, kept) = scene.deploy_until(None, steps);
            assert_eq!(stopped.unwrap_err().to_string(), "interrupted");
            let before = kept.filter(|_| !manifest_is_lost);
            let (resumed, second, _) = scene.deploy_until(before, usize::MAX);
            let manifest = resumed.unwrap();
            let work = first.iter().chain(&second).filter(|step| is_work(step));
            assert_eq!(work.count(), 8, "{first:?} {second:?}");
            for finding in verify(&scene.chain, &manifest, &scene.artifacts).unwrap() {
                assert_eq!(finding.differences, Vec::<String>::new(), "after {steps}");
            }
        }
    }
}

#[test]
fn a_complete_deployment_is_left_alone() {
    let (mut scene, manifest) = Scene::deployed();
    let (again, done, _) = scene.deploy_until(Some(manifest.clone()), usize::MAX);
    assert_eq!(again.unwrap(), manifest);
    assert!(!done.iter().any(is_work), "{done:?}");
}

#[test]
fn another_configuration_under_the_same_addresses_is_refused() {
    let (mut scene, manifest) = Scene::deployed();
    scene.config.distributor.protocol_fee_bps += 1;
    let (refused, done, _) = scene.deploy_until(Some(manifest), usize::MAX);
    let error = refused.unwrap_err();
    assert!(
        matches!(error.downcast_ref(), Some(DeployError::OtherConfig { .. })),
        "{error:#}"
    );
    assert_eq!(done, vec![]);
}

#[test]
fn the_manifest_of_another_chain_is_refused() {
    let (mut scene, mut manifest) = Scene::deployed();
    manifest.chain_id = "elsewhere-1".to_owned();
    let (refused, _, _) = scene.deploy_until(Some(manifest), usize::MAX);
    let error = refused.unwrap_err();
    assert!(
        matches!(error.downcast_ref(), Some(DeployError::OtherSuite { .. })),
        "{error:#}"
    );
}

#[test]
fn code_that_is_not_the_deployed_code_is_a_migration_and_a_difference() {
    let (mut scene, manifest) = Scene::deployed();
    let changed = Contract::ALL.map(|contract| Artifact {
        name: contract.name().to_owned(),
        wasm: format!("{contract}, changed").into_bytes(),
    });
    scene.artifacts = Artifacts::new(changed.to_vec()).unwrap();
    for finding in verify(&scene.chain, &manifest, &scene.artifacts).unwrap() {
        assert_eq!(finding.differences.len(), 1, "{finding:?}");
        assert!(
            finding.differences[0].starts_with("its code is"),
            "{finding:?}"
        );
    }
    let (refused, _, _) = scene.deploy_until(Some(manifest), usize::MAX);
    let error = refused.unwrap_err();
    assert!(
        matches!(error.downcast_ref(), Some(DeployError::OtherCode { .. })),
        "{error:#}"
    );
}

#[test]
fn an_admin_who_is_not_the_planned_one_is_a_difference() {
    let (mut scene, manifest) = Scene::deployed();
    let heir = scene.chain.account("heir");
    let update = WasmMsg::UpdateAdmin {
        contract_addr: manifest.plan().unwrap().oracle.to_string(),
        admin: heir.to_string(),
    };
    let deployer = scene.deployer.clone();
    scene.chain.submit(&deployer, vec![update.into()]).unwrap();
    let findings = verify(&scene.chain, &manifest, &scene.artifacts).unwrap();
    for finding in findings {
        let differs = finding.contract == Contract::Oracle;
        assert_eq!(!finding.differences.is_empty(), differs, "{finding:?}");
    }
}

#[test]
fn a_migration_to_the_same_code_is_refused_before_anything_is_sent() {
    let (mut scene, mut manifest) = Scene::deployed();
    let before = manifest.clone();
    let deployer = scene.deployer.clone();
    let error = migrate(
        &mut scene.chain,
        &deployer,
        Contract::Distributor,
        &scene.artifacts,
        &mut manifest,
    )
    .unwrap_err();
    assert!(
        matches!(error.downcast_ref(), Some(MigrateError::SameCode { .. })),
        "{error:#}"
    );
    assert_eq!(manifest, before);
}

#[test]
fn a_version_that_is_not_newer_is_refused_by_the_contract() {
    let (mut scene, mut manifest) = Scene::deployed();
    let changed = Contract::ALL.map(|contract| Artifact {
        name: contract.name().to_owned(),
        wasm: format!("{contract}, changed").into_bytes(),
    });
    let artifacts = Artifacts::new(changed.to_vec()).unwrap();
    let deployer = scene.deployer.clone();
    for contract in Contract::ALL {
        let before = manifest.clone();
        let error = migrate(
            &mut scene.chain,
            &deployer,
            contract,
            &artifacts,
            &mut manifest,
        )
        .unwrap_err();
        assert!(
            error.root_cause().to_string().contains("is not newer than"),
            "{error:#}"
        );
        assert_eq!(manifest, before);
    }
}
