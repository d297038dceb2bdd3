//! Puts the suite and a cw20 token on a chain, by the deployment that real chains get.

use anyhow::Result;
use cosmwasm_std::{to_json_binary, Addr, Binary, Uint128, WasmMsg};
use rigshare_chain::{predicted_address, Artifact, Playground};
use rigshare_deploy::{Artifacts, Contract, Manifest, Plan};
use rigshare_types::distributor::PayoutDenom;
use rigshare_types::nft::{ConfigResponse, QueryMsg, RigQuery};
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

use crate::setup::{Roles, Setup};
use crate::world::Addresses;

/// The code that a world is made of.
#[derive(Clone, Debug)]
pub struct Code {
    /// The suite's contracts.
    pub suite: Artifacts,
    /// A cw20 token.
    pub cw20: Artifact,
}

impl Code {
    /// The code of an embedded chain, which runs what was compiled into it: the checksums alone are
    /// made up.
    ///
    /// # Errors
    /// Never: every contract is there.
    pub fn embedded() -> Result<Self> {
        let artifact = |name: &str| Artifact {
            name: name.to_owned(),
            wasm: name.as_bytes().to_vec(),
        };
        let suite = Contract::ALL.map(|contract| artifact(contract.name()));
        Ok(Self {
            suite: Artifacts::new(suite.to_vec())?,
            cw20: artifact(CW20),
        })
    }
}

/// The artifact of a plain cw20 token.
pub const CW20: &str = "cw20-plain";

const INSTANCE: &str = "rigshare";

/// Who owns and deploys the suite of a world.
const OWNER: &str = "suite owner";

/// The clock of the world's suite, where one of this code stands on the chain already. It can't be
/// another: a world that goes on there begins with it.
///
/// # Errors
/// The chain does not answer.
pub fn standing_clock<C: Playground>(chain: &mut C, code: &Code) -> Result<Option<EpochClock>> {
    let owner = chain.account(OWNER);
    let plan = Plan::new(chain.prefix(), &owner, INSTANCE, &code.suite)?;
    if chain.contract_at(&plan.hashrate_nft)?.is_none() {
        return Ok(None);
    }
    let question = QueryMsg::Extension {
        msg: RigQuery::Config {},
    };
    let config: ConfigResponse = chain.query(&plan.hashrate_nft, &question)?;
    Ok(Some(config.clock))
}

pub(crate) fn deploy<C: Playground>(
    chain: &mut C,
    setup: &Setup,
    code: &Code,
    before: Option<Manifest>,
    mut keep: impl FnMut(&Manifest) -> Result<()>,
) -> Result<Addresses> {
    let owner = chain.account(OWNER);
    let registrar = chain.account("suite registrar");
    let pauser = chain.account("suite pauser");
    let protocol = chain.account("suite protocol");
    let cw20 = cw20(chain, &owner, &code.cw20, setup.cw20.1)?;
    let roles = Roles {
        owner: owner.to_string(),
        registrar: registrar.to_string(),
        pauser: pauser.to_string(),
        protocol: protocol.to_string(),
        admin: Some(owner.to_string()),
    };
    let mut config = setup.config(INSTANCE, roles);
    config.distributor.denoms.push(PayoutDenom {
        denom: Denom::Cw20(cw20.to_string()),
        asset: setup.cw20.0.clone(),
        decimals: setup.cw20.1,
    });
    let written = |manifest: &_, _| keep(manifest);
    let manifest = rigshare_deploy::deploy(chain, &owner, &config, &code.suite, before, written)?;
    let plan = manifest.plan()?;
    Ok(Addresses {
        hashrate_nft: plan.hashrate_nft,
        oracle: plan.oracle,
        distributor: plan.distributor,
        marketplace: plan.marketplace,
        cw20,
        owner,
        registrar,
        pauser,
        protocol,
    })
}

/// A cw20 token that the owner mints, at an address that its code and a salt decide. One that stands
/// there already is left alone.
fn cw20<C: Playground>(
    chain: &mut C,
    owner: &Addr,
    artifact: &Artifact,
    decimals: u8,
) -> Result<Addr> {
    let checksum = artifact.checksum();
    let address = predicted_address(chain.prefix(), owner, &checksum, CW20)?;
    if chain.contract_at(&address)?.is_some() {
        return Ok(address);
    }
    let (code_id, _) = chain.store(owner, artifact)?;
    let msg = cw20_base::msg::InstantiateMsg {
        name: "Wrapped coin".to_owned(),
        symbol: "WRAP".to_owned(),
        decimals,
        initial_balances: vec![],
        mint: Some(cw20::MinterResponse {
            minter: owner.to_string(),
            cap: Some(Uint128::MAX),
        }),
        marketing: None,
    };
    let instantiate = WasmMsg::Instantiate2 {
        admin: None,
        code_id,
        label: "wrapped coin".to_owned(),
        msg: to_json_binary(&msg)?,
        funds: vec![],
        salt: Binary::from(CW20.as_bytes()),
    };
    chain.submit(owner, vec![instantiate.into()])?;
    Ok(address)
}
