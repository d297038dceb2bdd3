//! Those who send for throughput.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use cosmwasm_std::Addr;

use crate::level::{buy, register, send_many, Level, RIGS};
use crate::stage::{Stage, EPOCH_SECONDS};

/// How many accounts send.
pub const ACCOUNTS: usize = 640;

/// Those who send, and what each has.
pub struct Senders {
    /// Their names.
    pub names: Vec<String>,
    /// Who they are.
    pub accounts: Vec<Addr>,
    /// The rigs that each has a token of and is owed something by.
    pub rigs: Vec<u32>,
    /// Everybody's tokens, one a rig.
    pub tokens: Vec<Vec<String>>,
}

/// Registers fifty rigs, and sells a token of each to everybody who sends for throughput.
///
/// # Errors
/// A transaction is refused.
pub fn prepare(stage: &mut Stage, number: u32) -> Result<(Level, Senders)> {
    let mut names = vec![format!("{number} operator"), format!("{number} payer")];
    names.extend((0..ACCOUNTS).map(|nth| format!("{number} sender {nth}")));
    let mut all = stage.people(&names)?.into_iter();
    let mut next = || all.next().context("a person is missing");
    let (operator, payer) = (next()?, next()?);
    let accounts: Vec<Addr> = all.collect();
    let tokens = u32::try_from(accounts.len())? * RIGS;
    // An idle machine sells 200 a second; a busy one must not lose a whole run for being slower.
    let start_epoch = stage.epoch()? + 2 + (24 + tokens / 80) / EPOCH_SECONDS;
    let rigs = register(stage, &operator, start_epoch, number)?;
    let mut level = Level {
        crowd: 0,
        rigs,
        start_epoch,
        claimer: operator.clone(),
        claimer_of_many: operator.clone(),
        operator,
        people: BTreeMap::new(),
        tokens: BTreeMap::new(),
    };
    level.open_sales(stage, level.rigs.len())?;
    let mut buys = Vec::new();
    for account in &accounts {
        for rig in &level.rigs {
            buys.push(buy(stage, *rig, 2, Some(account))?);
        }
    }
    for included in send_many(stage, vec![(payer, buys)])? {
        level.note_tokens(&included);
    }
    level.refuse_late(stage)?;
    let tokens = accounts
        .iter()
        .map(|account| level.tokens.remove(account).unwrap_or_default());
    let senders = Senders {
        tokens: tokens.collect(),
        names: names.split_off(2),
        rigs: level.rigs.clone(),
        accounts,
    };
    Ok((level, senders))
}
