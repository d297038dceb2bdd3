//! A chain, and a suite that is deployed on it.

use cosmwasm_std::Addr;
use rigshare_chain::{Chain, Playground};
use rigshare_deploy::{deploy, Artifacts, Contract, Manifest, Step, SuiteConfig};
use rigshare_suite::{Code, Embedded, Roles, Setup};

/// A chain, and a suite that is deployed on it.
pub struct Scene {
    pub chain: Embedded,
    pub deployer: Addr,
    pub config: SuiteConfig,
    pub artifacts: Artifacts,
}

impl Scene {
    pub fn new() -> Self {
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
    pub fn deploy_until(
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
    pub fn codes(&self) -> Vec<Option<u64>> {
        let code = |contract| {
            let artifact = self.artifacts.find(contract).unwrap();
            let checksum = artifact.checksum();
            self.chain.code_with(&checksum, &self.deployer).unwrap()
        };
        Contract::ALL.map(code).to_vec()
    }

    pub fn deployed() -> (Self, Manifest) {
        let mut scene = Self::new();
        let (manifest, _, _) = scene.deploy_until(None, usize::MAX);
        (scene, manifest.unwrap())
    }
}

pub fn is_work(step: &Step) -> bool {
    matches!(step, Step::Uploaded(..) | Step::Instantiated(_))
}
