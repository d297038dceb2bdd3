//! What operators, holders, reporters and anybody else do with a suite on a chain.
//!
//! Each file turns flags into an [`order::Order`]: messages to contracts, and what is said of them.
//! What they have to know of the suite first they ask a [`desk::Desk`]. Whether an order is shown,
//! written for others to sign or sent is one function's business, [`perform`].

mod admin;
mod amounts;
mod claim;
pub mod desk;
mod market;
mod market_list;
mod observations;
mod order;
mod portfolio;
mod report;
mod report_accuse;
mod report_relay;
mod report_show;
mod report_sign;
mod rescue;
mod rig;
mod rig_file;
mod rig_list;
mod rig_show;
mod settle;
mod share;
mod share_show;
mod standing;
mod status;
pub mod units;
mod withdraw;

#[cfg(test)]
mod tests;

use cosmwasm_std::{Addr, Event};
use rigshare_deploy::Plan;
use rigshare_node::Node;
use serde_json::{Map, Value};

use crate::args::TxArgs;
use crate::chain::{Outcome, Session};
use crate::failure::Failure;

pub use admin::run as run_admin;
pub use claim::{run_checkpoint, run_claim, run_payout_address};
pub use market::run as run_market;
pub use portfolio::run as run_portfolio;
pub use report::run as run_report;
pub use rescue::{run_close_outage, run_cure, run_default};
pub use rig::run as run_rig;
pub use settle::run as run_settle;
pub use share::run as run_share;
pub use status::run as run_status;
pub use withdraw::run as run_withdraw;

use desk::Desk;
use order::Order;

/// Carries out one order that needs to know something of the suite or of the sender first.
fn one<F>(tx: &TxArgs, order_of: F) -> Result<(), Failure>
where
    F: FnOnce(&Desk<'_, Node>, &Addr) -> anyhow::Result<Order>,
{
    let mut session = Session::open(tx)?;
    let desk = Desk::new(&session.reader.node, &session.reader.plan);
    let order = order_of(&desk, &session.sender)?;
    perform(&mut session, order)?.show(tx.chain.json)
}

/// Carries out one order that needs to know the contracts' addresses alone.
fn one_pure<F>(tx: &TxArgs, order_of: F) -> Result<(), Failure>
where
    F: FnOnce(&Plan) -> anyhow::Result<Order>,
{
    one(tx, |desk, _| order_of(desk.at))
}

/// What became of an order.
struct Performed {
    outcome: Outcome,
    says: Vec<(&'static str, String)>,
}

/// Shows, writes or sends an order, as the flags ask for.
fn perform(session: &mut Session, order: Order) -> Result<Performed, Failure> {
    let Order {
        what,
        messages,
        says,
    } = order;
    let messages = messages.into_iter().map(Into::into).collect();
    let outcome = session.perform(messages, &what)?;
    Ok(Performed { outcome, says })
}

impl Performed {
    /// Shows it, with what was said of the order and what the suite says of it.
    fn show(&self, json: bool) -> Result<(), Failure> {
        let (facts, more) = self.details();
        let facts: Vec<(&str, String)> = facts
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        self.outcome.show(json, &facts, more)
    }

    /// The JSON object of [`Self::show`].
    fn to_json(&self) -> Result<Value, Failure> {
        self.outcome.to_json(self.details().1)
    }

    fn details(&self) -> (Vec<(String, String)>, Map<String, Value>) {
        let mut facts: Vec<(String, String)> = Vec::new();
        let mut more = Map::new();
        for (name, value) in &self.says {
            facts.push(((*name).to_owned(), value.clone()));
            more.insert(name.replace(' ', "_"), Value::String(value.clone()));
        }
        let mut results = Vec::new();
        for event in self.outcome.events() {
            let Some(name) = event.ty.strip_prefix("wasm-rigshare_") else {
                continue;
            };
            facts.push((name.replace('_', " "), in_words(event)));
            results.push(as_object(name, event));
        }
        more.insert("results".to_owned(), Value::Array(results));
        (facts, more)
    }
}

/// What the contract itself says, without the attributes that the chain adds.
fn said(event: &Event) -> impl Iterator<Item = (&str, &str)> {
    event
        .attributes
        .iter()
        .filter(|attribute| !attribute.key.starts_with('_') && attribute.key != "msg_index")
        .map(|attribute| (attribute.key.as_str(), attribute.value.as_str()))
}

fn in_words(event: &Event) -> String {
    let words: Vec<String> = said(event)
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("{} {value}", key.replace('_', " ")))
        .collect();
    words.join(", ")
}

fn as_object(name: &str, event: &Event) -> Value {
    let mut object = Map::new();
    object.insert("event".to_owned(), Value::String(name.to_owned()));
    for (key, value) in said(event) {
        object.insert(key.to_owned(), Value::String(value.to_owned()));
    }
    Value::Object(object)
}
