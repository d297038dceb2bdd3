//! What gas is compared with: a bank send, a contract that does nothing, a plain cw721-base 0.22.

use anyhow::{Context, Result};
use cosmwasm_std::{to_json_binary, Addr, BankMsg, Binary, Coin, CosmosMsg, Empty, WasmMsg};
use cw721::msg::{Cw721ExecuteMsg, Cw721InstantiateMsg};
use cw721::{DefaultOptionalCollectionExtensionMsg, DefaultOptionalNftExtensionMsg};
use rigshare_chain::{execute, predicted_address, Artifact, Chain};
use rigshare_node::Options;
use serde::Serialize;

use crate::level::TRIES;
use crate::ops::Measured;
use crate::stage::{gas, Stage, Tx, FEE_DENOM};

/// A message to the plain collection.
type Plain =
    Cw721ExecuteMsg<DefaultOptionalNftExtensionMsg, DefaultOptionalCollectionExtensionMsg, Empty>;

/// The fee whose cost is measured; its size changes nothing but a byte or two.
const FEE: u128 = 5_000;
/// Gas that is enough for a bank send.
const SEND_GAS: u64 = 200_000;

/// Measures bank sends between old accounts, and mints and transfers of a plain collection whose
/// accounts have tokens of it before.
///
/// # Errors
/// A transaction is refused.
pub fn measure(stage: &mut Stage) -> Result<Measured> {
    let names: Vec<String> = (0..2 * TRIES).map(|nth| format!("peer {nth}")).collect();
    let people = stage.people(&names)?;
    let (owners, receivers) = people.split_at(TRIES);
    let minter = owners.first().context("nobody mints")?;
    let mut measured = Measured::new();
    bank(stage, &mut measured, owners, receivers)?;

    let no_op = instantiate(stage, minter, &stage.no_op, &Empty {})?;
    let nothing = |owner| Ok(Tx::of(owner, execute(&no_op, &Empty {}, &[])?));
    let nothing = owners.iter().map(nothing).collect::<Result<_>>()?;
    note(stage, &mut measured, "no_op", nothing, &Options::default())?;

    let born = Cw721InstantiateMsg::<DefaultOptionalCollectionExtensionMsg> {
        name: "Plain".to_owned(),
        symbol: "PLAIN".to_owned(),
        collection_info_extension: None,
        minter: Some(minter.to_string()),
        creator: None,
        withdraw_address: None,
    };
    let collection = instantiate(stage, minter, &stage.cw721, &born)?;
    let mint = |nth: usize, owner: &Addr| -> Result<Tx> {
        let mint = Plain::Mint {
            token_id: token_id(nth),
            owner: owner.to_string(),
            token_uri: None,
            extension: None,
        };
        Ok(Tx::of(minter, execute(&collection, &mint, &[])?))
    };
    let first = (0..)
        .zip(&people)
        .map(|(nth, owner)| mint(nth, owner))
        .collect::<Result<_>>()?;
    stage.send_all(first)?;
    let again = (people.len()..)
        .zip(owners)
        .map(|(nth, owner)| mint(nth, owner));
    let again = again.collect::<Result<_>>()?;
    note(
        stage,
        &mut measured,
        "cw721_base_mint",
        again,
        &Options::default(),
    )?;
    let transfers = (0..)
        .zip(owners.iter().zip(receivers))
        .map(|(nth, (owner, receiver))| {
            let transfer = Plain::TransferNft {
                recipient: receiver.to_string(),
                token_id: token_id(nth),
            };
            Ok(Tx::of(owner, execute(&collection, &transfer, &[])?))
        });
    let transfers = transfers.collect::<Result<_>>()?;
    note(
        stage,
        &mut measured,
        "cw721_base_transfer",
        transfers,
        &Options::default(),
    )?;
    Ok(measured)
}

/// Bank sends without and with a fee.
fn bank(stage: &Stage, measured: &mut Measured, from: &[Addr], to: &[Addr]) -> Result<()> {
    let sends = || -> Vec<Tx> {
        let pairs = from.iter().zip(to);
        let send = pairs.map(|(from, to)| -> Tx {
            let amount = vec![Coin::new(1_000_000_u128, FEE_DENOM)];
            let send = BankMsg::Send {
                to_address: to.to_string(),
                amount,
            };
            Tx::of(from, CosmosMsg::from(send))
        });
        send.collect()
    };
    let without = Options {
        gas_limit: Some(SEND_GAS),
        ..Options::default()
    };
    let with = Options {
        fee: Some(Coin::new(FEE, FEE_DENOM)),
        ..without.clone()
    };
    note(stage, measured, "bank_send", sends(), &without)?;
    note(stage, measured, "bank_send_with_fee", sends(), &with)
}

fn note(
    stage: &Stage,
    measured: &mut Measured,
    op: &'static str,
    transactions: Vec<Tx>,
    options: &Options,
) -> Result<()> {
    for included in stage.send_all_with(transactions, options)? {
        measured.entry(op).or_default().push(gas(&included)?);
    }
    Ok(())
}

/// Ids as long as the suite's.
fn token_id(nth: usize) -> String {
    format!("1-{}", 100 + nth)
}

fn instantiate(
    stage: &Stage,
    creator: &Addr,
    artifact: &Artifact,
    message: &impl Serialize,
) -> Result<Addr> {
    let (code_id, _) = stage
        .node()
        .store_with(creator, artifact, &Options::default())?;
    let salt = artifact.name.as_str();
    let instantiate = WasmMsg::Instantiate2 {
        admin: None,
        code_id,
        label: salt.to_owned(),
        msg: to_json_binary(message)?,
        funds: vec![],
        salt: Binary::from(salt.as_bytes()),
    };
    stage.send(creator, vec![instantiate.into()])?;
    let checksum = artifact.checksum();
    Ok(predicted_address(
        stage.node().prefix(),
        creator,
        &checksum,
        salt,
    )?)
}
