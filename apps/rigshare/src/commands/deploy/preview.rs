//! What a deployment would do.

use cosmwasm_std::{Addr, Coin, Uint128};
use rigshare_chain::{Artifact, Chain, Checksum};
use rigshare_deploy::{survey, Artifacts, Contract, Manifest, SuiteConfig};
use rigshare_node::Node;
use serde::Serialize;

use crate::chain::instantiate_fee;
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

/// What transactions of a deployment cost.
pub struct Fees<'a> {
    /// What uploading code costs, about.
    pub upload: &'a dyn Fn(&Artifact) -> Coin,
    /// What instantiating a contract costs, about, and in what denom all fees are.
    pub instantiate: Coin,
}

impl<'a> Fees<'a> {
    /// About what a chain takes.
    pub fn of(node: &Node, upload: &'a dyn Fn(&Artifact) -> Coin) -> Self {
        Self {
            upload,
            instantiate: instantiate_fee(node),
        }
    }
}

/// Looks at the chain as a deployment does ([`survey`]), and changes nothing.
///
/// # Errors
/// What the deployment would be refused with before it does anything, or the chain does not answer.
pub fn of<C: Chain>(
    chain: &C,
    fees: &Fees<'_>,
    deployer: &Addr,
    config: &SuiteConfig,
    artifacts: &Artifacts,
    before: Option<&Manifest>,
) -> Result<Preview, Failure> {
    let denom = &fees.instantiate.denom;
    let mut sum = Uint128::zero();
    let mut contracts = Vec::new();
    for found in survey(chain, deployer, config, artifacts, before)? {
        let artifact = artifacts.find(found.contract)?;
        let mut fee = Uint128::zero();
        if found.code_id.is_none() {
            fee += (fees.upload)(artifact).amount;
        }
        if !found.stands {
            fee += fees.instantiate.amount;
        }
        sum += fee;
        contracts.push(Part {
            contract: found.contract,
            address: found.address,
            sha256: found.sha256,
            bytes: artifact.wasm.len(),
            code_id: found.code_id,
            stands: found.stands,
            fee: Coin::new(fee, denom),
        });
    }
    Ok(Preview {
        dry_run: true,
        chain_id: chain.id().to_owned(),
        instance: config.instance.clone(),
        deployer: deployer.clone(),
        config_sha256: config.fingerprint()?,
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
