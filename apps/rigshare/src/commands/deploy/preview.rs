//! What a deployment would do.

use cosmwasm_std::{Addr, Coin, Uint128};
use rigshare_chain::{Chain, Checksum};
use rigshare_deploy::{Artifacts, Contract, Manifest, Plan, SuiteConfig};
use rigshare_node::Node;
use serde::Serialize;

use crate::chain::{instantiate_fee, upload_fee};
use crate::failure::Failure;
use crate::screen::{show_json, Screen};

/// What a deployment would do.
#[derive(Serialize)]
pub struct Preview {
    dry_run: bool,
    chain_id: String,
    instance: String,
    deployer: Addr,
    config_sha256: Checksum,
    /// Whether a manifest of this suite was found, and belongs to the same configuration.
    resumes: bool,
    contracts: Vec<Part>,
    /// About what is left to pay.
    fees: Coin,
}

#[derive(Serialize)]
struct Part {
    contract: Contract,
    /// Where it stands or will stand.
    address: Addr,
    sha256: Checksum,
    bytes: usize,
    /// The chain's code, where it has it.
    code_id: Option<u64>,
    /// Whether it stands already.
    stands: bool,
    /// About what uploading and instantiating it would cost.
    fee: Coin,
}

/// Looks at the chain, and changes nothing.
///
/// # Errors
/// The chain does not answer, or the manifest is of another suite.
pub fn of(
    node: &Node,
    deployer: &Addr,
    config: &SuiteConfig,
    artifacts: &Artifacts,
    before: Option<&Manifest>,
) -> Result<Preview, Failure> {
    let config_sha256 = config.fingerprint()?;
    let at = Plan::new(node.prefix(), deployer, &config.instance, artifacts)?;
    if let Some(manifest) = before {
        let same = manifest.instance == config.instance
            && manifest.deployer == *deployer
            && manifest.config_sha256 == config_sha256;
        if !same {
            return Err(Failure::because(format!(
                "the manifest is of the suite {:?} of {} with the configuration {}, not of {:?} of {deployer} with \
                 {config_sha256}: name another with --manifest",
                manifest.instance, manifest.deployer, manifest.config_sha256, config.instance
            )));
        }
    }
    let denom = &node.config().fee_denom;
    let mut sum = Uint128::zero();
    let mut contracts = Vec::new();
    for contract in Contract::ALL {
        let artifact = artifacts.find(contract)?;
        let address = at.address(contract).clone();
        let code_id = node.code_with(&artifact.checksum(), deployer)?;
        let stands = node.contract_at(&address)?.is_some();
        let mut fee = Uint128::zero();
        if code_id.is_none() {
            fee += upload_fee(node, artifact).amount;
        }
        if !stands {
            fee += instantiate_fee(node).amount;
        }
        sum += fee;
        contracts.push(Part {
            contract,
            address,
            sha256: artifact.checksum(),
            bytes: artifact.wasm.len(),
            code_id,
            stands,
            fee: Coin::new(fee, denom),
        });
    }
    Ok(Preview {
        dry_run: true,
        chain_id: node.id().to_owned(),
        instance: config.instance.clone(),
        deployer: deployer.clone(),
        config_sha256,
        resumes: before.is_some(),
        contracts,
        fees: Coin::new(sum, denom),
    })
}

impl Preview {
    /// Shows it.
    ///
    /// # Errors
    /// Standard output can't be written.
    pub fn show(&self, json: bool) -> Result<(), Failure> {
        if json {
            return show_json(self);
        }
        let mut screen = Screen::stdout();
        let verb = if self.resumes { "go on with" } else { "deploy" };
        screen.line(format!(
            "would {verb} the suite {:?} on {}",
            self.instance, self.chain_id
        ));
        let row = |part: &Part| {
            let code = part.code_id.map_or_else(
                || format!("upload {} bytes", part.bytes),
                |id| format!("is there, {id}"),
            );
            let contract = if part.stands { "stands" } else { "instantiate" };
            vec![
                part.contract.to_string(),
                code,
                contract.to_owned(),
                format!("{}", part.fee),
                part.address.to_string(),
            ]
        };
        screen.table(
            &["contract", "code", "", ">about", "address"],
            self.contracts.iter().map(row).collect(),
        );
        screen.line("");
        screen.facts(&[
            ("from", self.deployer.to_string()),
            ("fees", format!("about {}", self.fees)),
        ]);
        screen.line("Dry run: nothing was signed or sent.");
        screen.show()
    }
}
