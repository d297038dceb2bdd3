//! Deploying the suite: interrupted, resumed, repeated, compared, refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use cosmwasm_std::{Addr, WasmMsg};
use rigshare_chain::{Artifact, Chain, Playground};
use rigshare_deploy::{
    deploy, migrate, verify, Artifacts, Contract, DeployError, Manifest, MigrateError, Plan, Step,
    SuiteConfig,
};
use rigshare_suite::{Code, Embedded, Roles, Setup};

struct Scene {
    chain: Embedded,
    deployer: Addr,
    config: SuiteConfig,
    artifacts: Artifacts,
}

impl Scene {
    fn new() -> Self {
        let setup = Setup::default();
        let mut chain = Embedded::new("rigshare-embedded-1", setup.start_seconds);
        let deployer = chain.account("deployer");
        let roles = Roles {
            owner: deployer.to_string(),
            registrar: chain.account("registrar").to_string(),
            pauser: chain.account("pauser").to_string(),
            protocol: chain.account("protocol").to_string(),
            admin: Some(deployer.to_string()),
        };
        let config = setup.config("rigshare", roles);
        let artifacts = Code::embedded().unwrap().suite;
        Self {
            chain,
            deployer,
            config,
            artifacts,
        }
    }

    /// Deploys until `steps` steps are written down; says which, and what the manifest is then.
    fn deploy_until(
        &mut self,
        before: Option<Manifest>,
        steps: usize,
    ) -> (anyhow::Result<Manifest>, Vec<Step>, Option<Manifest>) {
        let mut done = Vec::new();
        let mut kept = before.clone();
        let result = deploy(
            &mut self.chain,
            &self.deployer,
            &self.config,
            &self.artifacts,
            before,
            |manifest, step| {
                kept = Some(manifest.clone());
                done.push(step);
                anyhow::ensure!(done.len() < steps, "interrupted");
                Ok(())
            },
        );
        (result, done, kept)
    }

    /// The codes that the chain has, of those of the suite.
    fn codes(&self) -> Vec<Option<u64>> {
        let code = |contract| {
            let artifact = self.artifacts.find(contract).unwrap();
            let checksum = artifact.checksum();
            self.chain.code_with(&checksum, &self.deployer).unwrap()
        };
        Contract::ALL.map(code).to_vec()
    }

    fn deployed() -> (Self, Manifest) {
        let mut scene = Self::new();
        let (manifest, _, _) = scene.deploy_until(None, usize::MAX);
        (scene, manifest.unwrap())
    }
}

fn is_work(step: &Step) -> bool {
    matches!(step, Step::Uploaded(..) | Step::Instantiated(_))
}

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
fn another_configuration_is_refused_without_a_manifest_too() {
    // From the first contract that stands to the last.
    for steps in 5..=8 {
        let mut scene = Scene::new();
        let (_, first, _) = scene.deploy_until(None, steps);
        let right = scene.config.clone();
        scene.config.oracle.reporters.quorum += 1;
        let codes = scene.codes();
        let (refused, done, kept) = scene.deploy_until(None, usize::MAX);
        let error = refused.unwrap_err();
        let Some(DeployError::OtherBirth {
            contract,
            address,
            found,
            wanted,
        }) = error.downcast_ref()
        else {
            panic!("{error:#}");
        };
        assert_eq!(*contract, Contract::HashrateNft);
        let standing = scene.chain.contract_at(address).unwrap().unwrap();
        assert_eq!(standing.label, *found);
        assert!(found.starts_with("rigshare hashrate-nft "), "{found}");
        assert_ne!(found, wanted);
        // Nothing was done, nor written down: the configuration that it was born with goes on.
        assert_eq!((done, kept, scene.codes()), (vec![], None, codes));
        scene.config = right;
        let (resumed, second, _) = scene.deploy_until(None, usize::MAX);
        resumed.unwrap();
        let work = first.iter().chain(&second).filter(|step| is_work(step));
        assert_eq!(work.count(), 8);
    }
}

#[test]
fn a_contract_that_awaits_another_peer_is_not_taken() {
    let mut scene = Scene::new();
    let _ = scene.deploy_until(None, 5);
    // The first contract awaits the oracle where its code of that time would have put it.
    let rebuilt = Contract::ALL.map(|contract| {
        let mut artifact = scene.artifacts.find(contract).unwrap().clone();
        if contract == Contract::Oracle {
            artifact.wasm.push(0);
        }
        artifact
    });
    scene.artifacts = Artifacts::new(rebuilt.to_vec()).unwrap();
    let (refused, done, _) = scene.deploy_until(None, usize::MAX);
    let error = refused.unwrap_err();
    assert!(
        matches!(error.downcast_ref(), Some(DeployError::OtherBirth { .. })),
        "{error:#}"
    );
    assert_eq!(done, vec![]);
}

#[test]
fn new_owners_and_admins_do_not_make_it_another_suite() {
    let (mut scene, manifest) = Scene::deployed();
    let heir = scene.chain.account("heir");
    let at = manifest.plan().unwrap();
    let deployer = scene.deployer.clone();
    let new_admin = WasmMsg::UpdateAdmin {
        contract_addr: at.oracle.to_string(),
        admin: heir.to_string(),
    };
    let ownership = |action: &str| WasmMsg::Execute {
        contract_addr: at.oracle.to_string(),
        msg: format!("{{\"update_ownership\":{action}}}")
            .into_bytes()
            .into(),
        funds: vec![],
    };
    let offer = ownership(&format!(
        "{{\"transfer_ownership\":{{\"new_owner\":\"{heir}\",\"expiry\":null}}}}"
    ));
    let acceptance = ownership("\"accept_ownership\"");
    for (sender, message) in [
        (&deployer, new_admin),
        (&deployer, offer),
        (&heir, acceptance),
    ] {
        scene.chain.submit(sender, vec![message.into()]).unwrap();
    }
    for before in [Some(manifest), None] {
        let (again, done, _) = scene.deploy_until(before, usize::MAX);
        assert_eq!(again.unwrap().plan().unwrap(), at);
        assert!(!done.iter().any(is_work), "{done:?}");
    }
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
