//! What became of messages, and how it is shown.

use anyhow::Context;
use cosmwasm_std::{Addr, Coin, CosmosMsg, Event};
use rigshare_chain::Chain;
use rigshare_node::{Node, Options};
use serde::Serialize;
use serde_json::{json, Map, Value};

use crate::failure::Failure;
use crate::interrupt;
use crate::screen::{show_json, Screen, Tone};

/// What became of messages.
pub enum Outcome {
    /// They wait to be signed by somebody else: the transaction as the chain's own tools read it.
    Unsigned(Value),
    /// They were tried; nothing was signed or sent.
    Simulated(Box<Simulation>),
    /// A block includes them.
    Included(Box<Receipt>),
}

/// What messages would do and cost.
#[derive(Debug, Serialize)]
pub struct Simulation {
    /// What they are for.
    pub what: String,
    /// The chain.
    pub chain_id: String,
    /// Who would send them.
    pub from: Addr,
    /// The messages.
    pub messages: Value,
    /// The gas they would use.
    pub gas_used: u64,
    /// The gas to pay for.
    pub gas_limit: u64,
    /// The fee for it.
    pub fee: Coin,
    /// The events they would emit.
    pub events: Vec<Event>,
}

impl Simulation {
    /// Tries messages.
    ///
    /// # Errors
    /// What the chain or a contract would refuse them with.
    pub fn of(
        node: &Node,
        from: &Addr,
        what: &str,
        messages: Vec<CosmosMsg>,
    ) -> Result<Self, Failure> {
        let mut unsigned = node.unsigned(from, messages.clone())?;
        let simulated = node.simulate(from, messages)?;
        Ok(Self {
            what: what.to_owned(),
            chain_id: node.id().to_owned(),
            from: from.clone(),
            messages: unsigned
                .pointer_mut("/body/messages")
                .map(Value::take)
                .unwrap_or_default(),
            gas_used: simulated.gas_used,
            gas_limit: simulated.gas_limit,
            fee: simulated.fee,
            events: simulated.events,
        })
    }
}

/// A transaction that a block includes.
#[derive(Debug, Serialize)]
pub struct Receipt {
    /// What it is for.
    pub what: String,
    /// The chain.
    pub chain_id: String,
    /// Who sent it.
    pub from: Addr,
    /// Its hash, upper-case hexadecimal.
    pub tx_hash: String,
    /// Its block's height.
    pub height: u64,
    /// Its block's time, seconds since 1970 UTC.
    pub time_seconds: u64,
    /// The gas it used.
    pub gas_used: u64,
    /// The gas it paid for.
    pub gas_limit: u64,
    /// What it paid for that.
    pub fee: Coin,
    /// The events that its messages emitted.
    pub events: Vec<Event>,
}

impl Receipt {
    /// Sends messages and waits until a block includes them.
    ///
    /// # Errors
    /// What the chain or a contract refuses them with.
    pub fn of(
        node: &Node,
        from: &Addr,
        what: &str,
        messages: Vec<CosmosMsg>,
    ) -> Result<Self, Failure> {
        let mut sent = None;
        let options = Options::default();
        let included =
            node.submit_telling(from, messages, &options, &mut |signed| match signed {
                Some(signed) => {
                    interrupt::would_say(format!(
                    "transaction {} was sent, and a block may still include it: look for it before \
                     sending anything again",
                    signed.hash
                ));
                    sent = Some(signed.clone());
                }
                None => interrupt::would_say_nothing_was_sent(),
            })?;
        let signed = sent.context("a block includes what was never sent")?;
        interrupt::would_say(format!("transaction {} is done", signed.hash));
        Ok(Self {
            what: what.to_owned(),
            chain_id: node.id().to_owned(),
            from: from.clone(),
            tx_hash: signed.hash,
            height: included.block.height,
            time_seconds: included.block.time_seconds,
            gas_used: included.gas_used.unwrap_or_default(),
            gas_limit: signed.gas_limit,
            fee: signed.fee,
            events: included.events,
        })
    }
}

impl Outcome {
    /// The events that the messages emitted or would emit; none where they wait to be signed.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        match self {
            Self::Unsigned(_) => &[],
            Self::Simulated(simulation) => &simulation.events,
            Self::Included(receipt) => &receipt.events,
        }
    }

    /// Shows what became of the messages: text, or one JSON object (of an unsigned transaction always
    /// that, as it is). `facts` are lines that the command adds to the text, `more` fields that it adds
    /// to the JSON object; both are left out of an unsigned transaction.
    ///
    /// # Errors
    /// Standard output can't be written.
    pub fn show(
        &self,
        json: bool,
        facts: &[(&str, String)],
        more: Map<String, Value>,
    ) -> Result<(), Failure> {
        if let Self::Unsigned(transaction) = self {
            return show_json(transaction);
        }
        if json {
            return show_json(&self.to_json(more)?);
        }
        let mut screen = Screen::stdout();
        self.tell(&mut screen, facts)?;
        screen.show()
    }

    /// The JSON object of [`Self::show`].
    ///
    /// # Errors
    /// None that is known.
    pub fn to_json(&self, more: Map<String, Value>) -> Result<Value, Failure> {
        let mut value = match self {
            Self::Unsigned(transaction) => return Ok(transaction.clone()),
            Self::Simulated(simulation) => serde_json::to_value(simulation)?,
            Self::Included(receipt) => serde_json::to_value(receipt)?,
        };
        if let Value::Object(object) = &mut value {
            object.insert(
                "dry_run".to_owned(),
                json!(matches!(self, Self::Simulated(_))),
            );
            object.extend(more);
        }
        Ok(value)
    }

    /// The text of [`Self::show`].
    ///
    /// # Errors
    /// None that is known.
    pub fn tell(&self, screen: &mut Screen, facts: &[(&str, String)]) -> Result<(), Failure> {
        let mut all: Vec<(&str, String)> = facts.to_vec();
        match self {
            Self::Unsigned(transaction) => screen.line(serde_json::to_string_pretty(transaction)?),
            Self::Simulated(s) => {
                screen.line(screen.paint(Tone::Strong, &format!("would {}", s.what)));
                screen.line(serde_json::to_string_pretty(&s.messages)?);
                all.push(("from", s.from.to_string()));
                all.push((
                    "fee",
                    format!(
                        "{} for {} gas ({} simulated)",
                        s.fee, s.gas_limit, s.gas_used
                    ),
                ));
                screen.facts(&all);
                screen.line("Dry run: nothing was signed or sent.");
            }
            Self::Included(r) => {
                screen.line(screen.paint(Tone::Good, &format!("done: {}", r.what)));
                all.push(("transaction", r.tx_hash.clone()));
                all.push(("height", r.height.to_string()));
                all.push((
                    "fee",
                    format!("{}, {} gas used of {}", r.fee, r.gas_used, r.gas_limit),
                ));
                screen.facts(&all);
            }
        }
        Ok(())
    }
}
