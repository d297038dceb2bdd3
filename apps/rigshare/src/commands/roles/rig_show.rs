//! `rigshare rig show`: a rig, its terms, sale, book and earnings.

use rigshare_types::distributor::{ClosedEpoch, HistoryResponse, QueryMsg, RigBookResponse};
use rigshare_types::nft::RigResponse;
use serde_json::json;

use super::desk::{all, Desk};
use super::rig_list::{as_json, is_equihash, word};
use super::standing::{Present, Standing};
use super::units::{amount, exact_json, percent};
use crate::args::ShowRig;
use crate::chain::Reader;
use crate::failure::Failure;
use crate::numbers::{coins, hashrate_words};
use crate::screen::{show_json, Screen};

/// The most epochs of a page.
const EPOCHS: u32 = 100;

/// Shows it.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &ShowRig) -> Result<(), Failure> {
    let reader = Reader::open(&args.chain)?;
    let desk = Desk::new(&reader.node, &reader.plan);
    let rig = desk.rig(args.rig)?;
    let book = desk.book(args.rig)?;
    let present = Present::of(&desk)?;
    let standing = Standing::of(&desk, &rig, &book, &present)?;
    // Histories are asked for from some epochs before the first open one: nobody wants all of ten years.
    let from = book.book.next_epoch.saturating_sub(args.epochs);
    let history: Vec<ClosedEpoch> = all(|after: Option<&ClosedEpoch>| {
        let question = QueryMsg::History {
            rig: args.rig,
            start_after: after.map(|last| last.epoch).or(from.checked_sub(1)),
            limit: Some(EPOCHS),
        };
        Ok(desk.distributor::<HistoryResponse>(&question)?.epochs)
    })?;
    if reader.json {
        return show_json(&json!({
            "rig": as_json(&rig, standing.state)?,
            "standing": exact_json(&standing)?,
            "book": exact_json(&book)?,
            "closed_epochs": exact_json(&history)?,
            "epoch": present.epoch,
        }));
    }
    let mut screen = Screen::stdout();
    screen.heading(&format!("Rig {}, {}", rig.rig, word(standing.state)));
    screen.facts(&facts(&rig));
    screen.heading("Terms");
    let terms = rig.facts.terms.iter().map(|step| {
        vec![
            step.from_epoch.to_string(),
            step.watts.to_string(),
            coins(step.electricity_nano_per_kwh.u128(), 9),
            percent(step.service_fee_bps),
        ]
    });
    let headings = [
        ">from epoch",
        ">watts",
        ">electricity a kWh",
        ">service fee",
    ];
    screen.table(&headings, terms.collect());
    screen.heading("Sale");
    screen.facts(&sale(&rig));
    screen.heading("Book");
    screen.facts(&figures(&book, &rig, &standing));
    if !history.is_empty() {
        let denom = &rig.facts.payout;
        let rows = history.iter().map(|closed| {
            vec![
                closed.epoch.to_string(),
                closed.closing.outcome.to_string(),
                amount(closed.closing.delivered, denom),
                amount(closed.closing.short, denom),
            ]
        });
        screen.heading("Earnings of the shares that were sold");
        screen.table(
            &[">epoch", "closed", ">delivered", ">short"],
            rows.collect(),
        );
    }
    screen.show()
}

fn facts(rig: &RigResponse) -> Vec<(&'static str, String)> {
    let (facts, profile) = (&rig.facts, &rig.profile);
    let solutions = is_equihash(rig);
    let hashrate = |hs| hashrate_words(hs, solutions);
    let mut lines = vec![
        ("model", profile.model.clone()),
        ("mines", format!("{} ({})", facts.coin, profile.algorithm)),
        ("hashrate", hashrate(facts.hashrate_hs.u128())),
        ("share", hashrate(profile.unit_hashrate_hs.u128())),
        ("operator", facts.operator.to_string()),
        ("location", profile.location.clone()),
        ("renewable", percent(profile.renewable_bps)),
        ("pool", format!("{} ({:?})", facts.pool, facts.scheme)),
        ("worker", profile.worker.clone()),
        ("pool pays to", profile.payout_address.clone()),
        ("pays holders in", facts.payout.to_string()),
        (
            "term",
            format!(
                "epochs {} to {}",
                facts.start_epoch,
                facts.end_epoch.saturating_sub(1)
            ),
        ),
        ("royalty", percent(facts.royalty_bps)),
        ("least grade", facts.least_grade.to_string()),
    ];
    if let Some(successor) = &rig.proposed_operator {
        lines.push(("proposed operator", successor.to_string()));
    }
    lines
}

fn sale(rig: &RigResponse) -> Vec<(&'static str, String)> {
    let denom = &rig.proceeds.denom;
    let mut lines = vec![
        (
            "shares",
            format!("{} of {} sold", rig.minted, rig.facts.shares),
        ),
        ("proceeds", amount(rig.proceeds.total, denom)),
    ];
    let Some(sale) = &rig.sale else {
        lines.push(("sale", "none".to_owned()));
        return lines;
    };
    lines.extend([
        ("price of a share", amount(sale.price_per_share, denom)),
        ("opens at second", sale.opens_seconds.to_string()),
        ("closes at second", sale.closes_seconds.to_string()),
        ("least shares", sale.least_shares.to_string()),
        ("most for a wallet", sale.most_per_wallet.to_string()),
    ]);
    if sale.allow_list_only {
        lines.push(("buyers", "only those of the allow-list".to_owned()));
    }
    lines
}

fn figures(
    book: &RigBookResponse,
    rig: &RigResponse,
    standing: &Standing,
) -> Vec<(&'static str, String)> {
    let denom = &rig.facts.payout;
    let record = &book.book.record;
    let mut lines = vec![
        (
            "closed epochs",
            format!(
                "{} settled, {} late, {} defaulted, {} outages",
                record.settled_epochs,
                record.late_epochs,
                record.defaulted_epochs,
                record.outage_epochs
            ),
        ),
        ("open epochs", standing.open_epochs.to_string()),
        ("delivered", amount(record.delivered, denom)),
        ("short", amount(record.short, denom)),
        ("cured", amount(record.cured, denom)),
    ];
    for of in &book.account {
        lines.push(("on the rig's account", amount(of.amount, &of.denom)));
    }
    if !book.unbooked_proceeds.is_zero() {
        let unbooked = amount(book.unbooked_proceeds, &rig.proceeds.denom);
        lines.push(("proceeds not booked", unbooked));
    }
    lines
}
