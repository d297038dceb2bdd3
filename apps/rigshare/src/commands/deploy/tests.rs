//! What is shown before a deployment is what the deployment does.

use cosmwasm_std::{Addr, Coin};
use rigshare_chain::{Artifact, Playground};
use rigshare_deploy::{deploy, Artifacts, Contract, DeployError, Manifest, Step, SuiteConfig};
use rigshare_suite::{Code, Embedded, Roles, Setup};

use super::preview::{self, Fees, Preview};
use crate::failure::Failure;

/// What an upload costs here.
const UPLOAD: u128 = 1_000;

/// What an instantiation costs.
const INSTANTIATE: u128 = 1;

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
            registrar: deployer.to_string(),
            pauser: deployer.to_string(),
            protocol: deployer.to_string(),
            admin: None,
        };
        Self {
            config: setup.config("rigshare", roles),
            chain,
            deployer,
            artifacts: Code::embedded().unwrap().suite,
        }
    }

    fn preview(&self, before: Option<&Manifest>) -> Result<Preview, Failure> {
        let upload = |_: &Artifact| Coin::new(UPLOAD, "ustake");
        let fees = Fees {
            upload: &upload,
            instantiate: Coin::new(INSTANTIATE, "ustake"),
        };
        preview::of(
            &self.chain,
            &fees,
            &self.deployer,
            &self.config,
            &self.artifacts,
            before,
        )
    }

    /// Deploys, at most so many steps, and says what the manifest and the steps are then.
    fn deploy(
        &mut self,
        before: Option<Manifest>,
        steps: usize,
    ) -> (anyhow::Result<Manifest>, Option<Manifest>, Vec<Step>) {
        let mut kept = before.clone();
        let mut done = Vec::new();
        let deployed = deploy(
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
        (deployed, kept, done)
    }

    /// The same contracts, built anew.
    fn rebuild(&mut self) {
        let rebuilt = Contract::ALL.map(|contract| Artifact {
            name: contract.name().to_owned(),
            wasm: format!("{contract}, rebuilt").into_bytes(),
        });
        self.artifacts = Artifacts::new(rebuilt.to_vec()).unwrap();
    }
}

/// What a preview says of each contract: where, with what code, whether it stands.
fn said(preview: &Preview) -> Vec<(String, Option<u64>, bool)> {
    let json = serde_json::to_value(preview).unwrap();
    let contracts = json["contracts"].as_array().unwrap();
    let of = |part: &serde_json::Value| {
        let address = part["address"].as_str().unwrap().to_owned();
        (
            address,
            part["code_id"].as_u64(),
            part["stands"].as_bool().unwrap(),
        )
    };
    contracts.iter().map(of).collect()
}

/// The fees that it says are left to pay.
fn fees(preview: &Preview) -> u128 {
    let json = serde_json::to_value(preview).unwrap();
    json["fees"]["amount"].as_str().unwrap().parse().unwrap()
}

#[test]
fn a_preview_is_what_is_done_then() {
    for steps in 1..=8 {
        for manifest_is_lost in [false, true] {
            let mut scene = Scene::new();
            let (_, kept, _) = scene.deploy(None, steps);
            let before = kept.filter(|_| !manifest_is_lost);
            let preview = scene.preview(before.as_ref()).ok().unwrap();
            let (manifest, _, done) = scene.deploy(before, usize::MAX);
            let manifest = manifest.unwrap();
            let expected: Vec<_> = Contract::ALL
                .into_iter()
                .map(|contract| {
                    let of = &manifest.contracts[&contract];
                    let known = done.contains(&Step::CodeKnown(contract, of.code_id));
                    let stands = done.contains(&Step::Standing(contract));
                    (of.address.to_string(), known.then_some(of.code_id), stands)
                })
                .collect();
            assert_eq!(said(&preview), expected, "after {steps}");
            let paid = done.iter().map(|step| match step {
                Step::Uploaded(..) => UPLOAD,
                Step::Instantiated(_) => INSTANTIATE,
                Step::CodeKnown(..) | Step::Standing(_) => 0,
            });
            assert_eq!(fees(&preview), paid.sum::<u128>());
        }
    }
}

#[test]
fn what_was_migrated_is_shown_where_it_stands() {
    let mut scene = Scene::new();
    let (manifest, ..) = scene.deploy(None, usize::MAX);
    let mut manifest = manifest.unwrap();
    // As after a migration to the rebuilt code: the addresses stay those of the first code.
    scene.rebuild();
    for contract in Contract::ALL {
        let sha256 = scene.artifacts.find(contract).unwrap().checksum();
        manifest.contracts.get_mut(&contract).unwrap().sha256 = sha256;
    }
    let preview = scene.preview(Some(&manifest)).ok().unwrap();
    for ((address, code_id, stands), of) in said(&preview).iter().zip(manifest.contracts.values()) {
        assert_eq!(address, of.address.as_str());
        assert_eq!((*code_id, *stands), (Some(of.code_id), true));
    }
    assert_eq!(fees(&preview), 0);
}

#[test]
fn what_is_refused_is_refused_in_a_preview() {
    let mut scene = Scene::new();
    let (manifest, ..) = scene.deploy(None, usize::MAX);
    let manifest = manifest.unwrap();
    let refused = |scene: &mut Scene, before: Option<&Manifest>| {
        let Err(Failure::Failed(shown)) = scene.preview(before) else {
            panic!("the preview is not refused");
        };
        let (done, ..) = scene.deploy(before.cloned(), usize::MAX);
        let shown: DeployError = shown.downcast().unwrap();
        assert_eq!(shown, done.unwrap_err().downcast().unwrap());
        shown
    };
    scene.config.distributor.protocol_fee_bps += 1;
    let error = refused(&mut scene, Some(&manifest));
    assert!(matches!(error, DeployError::OtherConfig { .. }), "{error}");
    let error = refused(&mut scene, None);
    assert!(matches!(error, DeployError::OtherBirth { .. }), "{error}");
    scene.config.distributor.protocol_fee_bps -= 1;
    scene.rebuild();
    let error = refused(&mut scene, Some(&manifest));
    assert!(matches!(error, DeployError::OtherCode { .. }), "{error}");
}
