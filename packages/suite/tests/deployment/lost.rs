//! Deployments that go on without their manifest, and suites that changed since they were born.

use cosmwasm_std::{Addr, Binary, CosmosMsg, Uint128, WasmMsg};
use rigshare_chain::{Artifact, Block, Chain, Checksum, Included, Playground, Standing};
use rigshare_deploy::{survey, Artifacts, Contract, DeployError};
use rigshare_suite::Embedded;

use crate::scene::{is_work, Scene};

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

/// A chain whose contract was migrated to another code.
struct Migrated<'a> {
    chain: &'a Embedded,
    contract: Addr,
    code_id: u64,
    sha256: Checksum,
}

impl Chain for Migrated<'_> {
    fn id(&self) -> &str {
        self.chain.id()
    }

    fn prefix(&self) -> &str {
        self.chain.prefix()
    }

    fn latest(&self) -> anyhow::Result<Block> {
        self.chain.latest()
    }

    fn submit(&mut self, _: &Addr, _: Vec<CosmosMsg>) -> anyhow::Result<Included> {
        panic!("nothing is sent here")
    }

    fn store(&mut self, _: &Addr, _: &Artifact) -> anyhow::Result<(u64, Included)> {
        panic!("nothing is sent here")
    }

    fn code_with(&self, checksum: &Checksum, user: &Addr) -> anyhow::Result<Option<u64>> {
        self.chain.code_with(checksum, user)
    }

    fn checksum_of(&self, code_id: u64) -> anyhow::Result<Checksum> {
        if code_id == self.code_id {
            return Ok(self.sha256);
        }
        self.chain.checksum_of(code_id)
    }

    fn contract_at(&self, address: &Addr) -> anyhow::Result<Option<Standing>> {
        let mut standing = self.chain.contract_at(address)?;
        if let Some(standing) = standing.as_mut().filter(|_| *address == self.contract) {
            standing.code_id = self.code_id;
        }
        Ok(standing)
    }

    fn smart(&self, contract: &Addr, question: Binary) -> anyhow::Result<Binary> {
        self.chain.smart(contract, question)
    }

    fn raw(&self, contract: &Addr, key: &[u8]) -> anyhow::Result<Option<Binary>> {
        self.chain.raw(contract, key)
    }

    fn balance(&self, account: &Addr, denom: &str) -> anyhow::Result<Uint128> {
        self.chain.balance(account, denom)
    }
}

#[test]
fn what_was_migrated_is_found_with_the_code_that_it_runs() {
    let (scene, manifest) = Scene::deployed();
    let chain = Migrated {
        chain: &scene.chain,
        contract: manifest.plan().unwrap().oracle,
        code_id: 77,
        sha256: Checksum::of(b"newer"),
    };
    let found = survey(
        &chain,
        &scene.deployer,
        &scene.config,
        &scene.artifacts,
        None,
    );
    for found in found.unwrap() {
        let born = &manifest.contracts[&found.contract];
        let runs = if found.contract == Contract::Oracle {
            (Some(77), chain.sha256)
        } else {
            (Some(born.code_id), born.sha256)
        };
        assert_eq!((found.code_id, found.sha256), runs);
        assert_eq!((&found.address, found.stands), (&born.address, true));
    }
}
