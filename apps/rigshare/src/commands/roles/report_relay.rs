//! `rigshare report relay`: anybody brings signed batches on chain.

use std::collections::btree_map::{BTreeMap, Entry};
use std::path::{Path, PathBuf};

use anyhow::{bail, ensure, Context};
use cosmwasm_std::HexBinary;
use rigshare_chain::Chain;
use rigshare_deploy::Plan;
use rigshare_types::batch::{BatchDomain, SignedBatch};
use rigshare_types::oracle::{BatchesResponse, ExecuteMsg, QueryMsg, ReportersResponse};
use serde_json::json;

use super::desk::Desk;
use super::order::{Execute, Order};
use super::perform;
use super::report_sign::SignedFile;
use crate::args::ReportRelay;
use crate::chain::Session;
use crate::failure::Failure;
use crate::screen::{show_json, Screen};

/// The most batches of one message.
const MAX_BATCHES: usize = 64;

/// Relays what the chain does not have yet. Where it has all of it, nothing is sent and that is well.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &ReportRelay) -> Result<(), Failure> {
    let mut session = Session::open(&args.tx)?;
    let desk = Desk::new(&session.reader.node, &session.reader.plan);
    let (new, known) = unknown(&desk, load_all(&args.files)?)?;
    if new.is_empty() {
        if args.tx.chain.json {
            return show_json(&json!({ "relayed": 0, "known": known }));
        }
        let mut screen = Screen::stdout();
        screen.line(format!("All {known} batches are on the chain already."));
        return screen.show();
    }
    let order = relay(desk.at, new)?.saying("on the chain already", known);
    perform(&mut session, order)?.show(args.tx.chain.json)
}

/// Reads files of signed batches.
///
/// # Errors
/// One can't be read, or is none.
pub fn load_all(paths: &[PathBuf]) -> anyhow::Result<Vec<SignedFile>> {
    paths.iter().map(|path| load(path)).collect()
}

fn load(path: &Path) -> anyhow::Result<SignedFile> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the batches {} can't be read", path.display()))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} is no file of signed batches", path.display()))
}

/// The batches that the chain does not have, each once, and how many it has.
///
/// # Errors
/// Batches are for another chain, oracle or configuration of reporters, one contradicts another or what
/// is on the chain, or the chain does not answer.
pub fn unknown<C: Chain>(
    desk: &Desk<'_, C>,
    files: Vec<SignedFile>,
) -> anyhow::Result<(Vec<SignedBatch>, usize)> {
    let mut on_chain = OnChain::default();
    let mut new: BTreeMap<(u32, u16, u16), (HexBinary, SignedBatch)> = BTreeMap::new();
    let mut known = 0;
    for file in files {
        ensure!(
            file.chain_id == desk.chain.id() && file.oracle == desk.at.oracle.as_str(),
            "the batches are signed for the oracle {} on {}, not for {} on {}",
            file.oracle,
            file.chain_id,
            desk.at.oracle,
            desk.chain.id()
        );
        let domain = BatchDomain {
            chain_id: &file.chain_id,
            oracle: &file.oracle,
            config_version: file.config_version,
        };
        for signed in file.batches {
            let (epoch, page, reporter) = (signed.batch.epoch, signed.batch.page, signed.reporter);
            let version = on_chain.config_version(desk, epoch)?;
            ensure!(
                version == file.config_version,
                "reporter {reporter} signed for epoch {epoch} under configuration {}, {version} counts",
                file.config_version
            );
            let digest = HexBinary::from(&domain.digest(&signed.batch));
            let stored = on_chain.digest(desk, epoch, page, reporter)?;
            let given = new.get(&(epoch, page, reporter)).map(|(given, _)| given);
            if let Some(other) = stored.as_ref().or(given).filter(|other| **other != digest) {
                bail!(
                    "reporter {reporter} signed two different batches for epoch {epoch}, page {page}: \
                     {other} and {digest}; with both, `rigshare report accuse` has it suspended"
                );
            }
            if stored.is_some() {
                known += 1;
            } else {
                new.insert((epoch, page, reporter), (digest, signed));
            }
        }
    }
    let new = new.into_values().map(|(_, signed)| signed);
    Ok((new.collect(), known))
}

/// What the oracle has, asked for once each.
#[derive(Default)]
struct OnChain {
    versions: BTreeMap<u32, u32>,
    batches: BTreeMap<(u32, u16), BatchesResponse>,
}

impl OnChain {
    /// The number of the reporters' configuration that counts for an epoch.
    fn config_version<C: Chain>(&mut self, desk: &Desk<'_, C>, epoch: u32) -> anyhow::Result<u32> {
        if let Some(version) = self.versions.get(&epoch) {
            return Ok(*version);
        }
        let found: ReportersResponse = desk.oracle(&QueryMsg::Reporters { epoch })?;
        self.versions.insert(epoch, found.version);
        Ok(found.version)
    }

    /// The digest of what a reporter signed, where the oracle has it.
    fn digest<C: Chain>(
        &mut self,
        desk: &Desk<'_, C>,
        epoch: u32,
        page: u16,
        reporter: u16,
    ) -> anyhow::Result<Option<HexBinary>> {
        let found = match self.batches.entry((epoch, page)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(desk.oracle(&QueryMsg::Batches { epoch, page })?),
        };
        let found = found.batches.iter().find(|of| of.reporter == reporter);
        Ok(found.map(|of| of.digest.clone()))
    }
}

/// The transaction that relays batches.
///
/// # Errors
/// None that is known.
pub fn relay(at: &Plan, batches: Vec<SignedBatch>) -> anyhow::Result<Order> {
    let what = match batches.len() {
        1 => "relay one batch".to_owned(),
        many => format!("relay {many} batches"),
    };
    let messages: anyhow::Result<Vec<Execute>> = batches
        .chunks(MAX_BATCHES)
        .map(|batches| {
            let msg = ExecuteMsg::Relay {
                batches: batches.to_vec(),
            };
            Execute::new(&at.oracle, &msg)
        })
        .collect();
    Ok(Order::all(what, messages?))
}
