//! Puts the suite on a chain: every contract is born with its peers' addresses, which are known from
//! the deployer, the code and a salt before any of them exists.

use anyhow::{anyhow, Context, Result};
use cosmwasm_std::{
    instantiate2_address, to_json_binary, Addr, Api, Binary, Empty, Uint128, WasmMsg,
};
use cw_multi_test::{Contract, ContractWrapper, Executor};
use rigshare_types::distributor::PayoutDenom;
use rigshare_types::oracle::{Reporter, ReporterConfig};
use rigshare_types::units::Denom;
use rigshare_types::{distributor, marketplace, nft, oracle};
use serde::Serialize;

use crate::chain::ChainApp;
use crate::reports::ReporterKey;
use crate::setup::Setup;
use crate::world::Addresses;

/// A contract's code on the chain and the address that it will have.
struct Planned {
    name: &'static str,
    code_id: u64,
    address: Addr,
}

pub(crate) fn deploy(
    app: &mut ChainApp,
    setup: &Setup,
    reporters: &[ReporterKey],
) -> Result<Addresses> {
    let owner = app.api().addr_make("suite owner");
    let code = |app: &mut ChainApp, name, contract| plan(app, &owner, name, contract);
    let nft = code(app, "hashrate-nft", nft_code())?;
    let oracle = code(app, "oracle", oracle_code())?;
    let distributor = code(app, "distributor", distributor_code())?;
    let marketplace = code(app, "marketplace", marketplace_code())?;
    let at = Addresses {
        hashrate_nft: nft.address.clone(),
        oracle: oracle.address.clone(),
        distributor: distributor.address.clone(),
        marketplace: marketplace.address.clone(),
        cw20: cw20(app, &owner, setup.cw20.1)?,
        registrar: app.api().addr_make("suite registrar"),
        pauser: app.api().addr_make("suite pauser"),
        protocol: app.api().addr_make("suite protocol"),
        owner,
    };
    instantiate(app, &at, &nft, &nft_msg(setup, &at))?;
    instantiate(app, &at, &oracle, &oracle_msg(setup, &at, reporters))?;
    instantiate(app, &at, &distributor, &distributor_msg(setup, &at))?;
    instantiate(app, &at, &marketplace, &marketplace_msg(setup, &at))?;
    Ok(at)
}

fn plan(
    app: &mut ChainApp,
    deployer: &Addr,
    name: &'static str,
    contract: Box<dyn Contract<Empty>>,
) -> Result<Planned> {
    let code_id = app.store_code_with_creator(deployer.clone(), contract);
    let checksum = app.wrap().query_wasm_code_info(code_id)?.checksum;
    let creator = app.api().addr_canonicalize(deployer.as_str())?;
    let canonical = instantiate2_address(checksum.as_slice(), &creator, name.as_bytes())
        .map_err(|error| anyhow!("the address of {name}: {error}"))?;
    Ok(Planned {
        name,
        code_id,
        address: app.api().addr_humanize(&canonical)?,
    })
}

fn instantiate(
    app: &mut ChainApp,
    at: &Addresses,
    planned: &Planned,
    msg: &impl Serialize,
) -> Result<()> {
    let instantiate = WasmMsg::Instantiate2 {
        admin: Some(at.owner.to_string()),
        code_id: planned.code_id,
        label: format!("rigshare {}", planned.name),
        msg: to_json_binary(msg)?,
        funds: vec![],
        salt: Binary::from(planned.name.as_bytes()),
    };
    app.execute(at.owner.clone(), instantiate.into())
        .with_context(|| planned.name)?;
    let info = app.wrap().query_wasm_contract_info(&planned.address)?;
    anyhow::ensure!(
        info.code_id == planned.code_id,
        "{} is elsewhere",
        planned.name
    );
    Ok(())
}

fn nft_msg(setup: &Setup, at: &Addresses) -> nft::InstantiateMsg {
    nft::InstantiateMsg {
        name: "Rigshare".to_owned(),
        symbol: "RIG".to_owned(),
        description: "Fractional hashrate of registered mining rigs".to_owned(),
        clock: setup.clock,
        quote_currency: setup.quote_currency.clone(),
        owner: at.owner.to_string(),
        registrar: at.registrar.to_string(),
        pauser: at.pauser.to_string(),
        distributor: at.distributor.to_string(),
        oracle: at.oracle.to_string(),
    }
}

fn oracle_msg(setup: &Setup, at: &Addresses, reporters: &[ReporterKey]) -> oracle::InstantiateMsg {
    oracle::InstantiateMsg {
        owner: at.owner.to_string(),
        pauser: at.pauser.to_string(),
        hashrate_nft: at.hashrate_nft.to_string(),
        quote_currency: setup.quote_currency.clone(),
        assets: setup.assets.clone(),
        timing: setup.timing,
        reporters: reporter_config(setup, reporters),
    }
}

pub(crate) fn reporter_config(setup: &Setup, reporters: &[ReporterKey]) -> ReporterConfig {
    ReporterConfig {
        reporters: reporters
            .iter()
            .zip(1..)
            .map(|(key, id)| Reporter {
                id,
                name: key.name().to_owned(),
                public_key: key.public_key(),
            })
            .collect(),
        faulty: setup.faulty,
        quorum: setup.quorum,
        report_spread_bps: setup.report_spread_bps,
        market_spread_bps: setup.market_spread_bps,
        plausible_tolerance_bps: setup.plausible_tolerance_bps,
    }
}

fn distributor_msg(setup: &Setup, at: &Addresses) -> distributor::InstantiateMsg {
    let mut denoms = setup.denoms.clone();
    denoms.push(PayoutDenom {
        denom: Denom::Cw20(at.cw20.to_string()),
        asset: setup.cw20.0.clone(),
        decimals: setup.cw20.1,
    });
    distributor::InstantiateMsg {
        owner: at.owner.to_string(),
        pauser: at.pauser.to_string(),
        hashrate_nft: at.hashrate_nft.to_string(),
        oracle: at.oracle.to_string(),
        protocol_recipient: at.protocol.to_string(),
        protocol_fee_bps: setup.protocol_fee_bps,
        sale_fee_bps: setup.sale_fee_bps,
        grace: setup.grace,
        denoms,
    }
}

fn marketplace_msg(setup: &Setup, at: &Addresses) -> marketplace::InstantiateMsg {
    marketplace::InstantiateMsg {
        owner: at.owner.to_string(),
        pauser: at.pauser.to_string(),
        hashrate_nft: at.hashrate_nft.to_string(),
        protocol_recipient: at.protocol.to_string(),
        fee_bps: setup.market_fee_bps,
        denoms: setup.trade_denoms.clone(),
    }
}

fn cw20(app: &mut ChainApp, owner: &Addr, decimals: u8) -> Result<Addr> {
    let code_id = app.store_code_with_creator(
        owner.clone(),
        Box::new(ContractWrapper::new(
            cw20_base::contract::execute,
            cw20_base::contract::instantiate,
            cw20_base::contract::query,
        )),
    );
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
    app.instantiate_contract(code_id, owner.clone(), &msg, &[], "wrapped coin", None)
}

fn nft_code() -> Box<dyn Contract<Empty>> {
    use hashrate_nft::contract::{execute, instantiate, migrate, query};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}

fn oracle_code() -> Box<dyn Contract<Empty>> {
    use ::oracle::contract::{execute, instantiate, migrate, query};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}

fn distributor_code() -> Box<dyn Contract<Empty>> {
    use ::distributor::contract::{execute, instantiate, migrate, query};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}

fn marketplace_code() -> Box<dyn Contract<Empty>> {
    use ::marketplace::contract::{execute, instantiate, migrate, query};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}
