//! A season's outcome as text: the story, the statements, the reconciliation.

use crate::demo::Replay;
use crate::numbers::{coins, grouped};
use crate::outcome::{Amounts, Outcome, StoryLine};
use crate::screen::{Screen, Tone};

/// What happened, day by day.
pub fn story(screen: &mut Screen, outcome: &Outcome) {
    screen.heading(&format!(
        "{}: {} days from {}",
        outcome.title, outcome.days, outcome.first_day
    ));
    let mut day = None;
    for line in &outcome.story {
        if day.replace(line.day) != Some(line.day) {
            let heading = screen.paint(Tone::Strong, &format!("day {}", line.day));
            screen.line(heading);
        }
        let text = sentence(screen, line);
        screen.line(text);
    }
}

fn sentence(screen: &Screen, line: &StoryLine) -> String {
    let (mark, tone) = match line.kind.as_str() {
        "trouble" => ("!", Tone::Bad),
        "money" => ("$", Tone::Good),
        "report" => ("=", Tone::Faint),
        _ => ("-", Tone::Plain),
    };
    let mark = screen.paint(tone, mark);
    format!(
        "  {}  {mark} {}",
        screen.paint(Tone::Faint, &line.time),
        line.text
    )
}

/// What rigs, holders, operators, pools and reporters came to.
pub fn people(screen: &mut Screen, outcome: &Outcome) {
    screen.heading("Rigs");
    let rows = outcome.rigs.iter().map(|rig| {
        let delivered = rig.days.iter().map(|day| day.delivered).sum();
        let short = rig.days.iter().map(|day| day.short).sum();
        vec![
            rig.id.clone(),
            format!("{} x {}", rig.machines, rig.model),
            rig.hashrate.clone(),
            rig.efficiency.clone(),
            format!(
                "{} of {}",
                grouped(&rig.minted.to_string()),
                grouped(&rig.shares.to_string())
            ),
            rig.days.len().to_string(),
            money(outcome, &rig.payout, delivered),
            if short > 0 {
                money(outcome, &rig.payout, short)
            } else {
                String::new()
            },
        ]
    });
    let headings = [
        "rig",
        "machines",
        ">hashrate",
        ">efficiency",
        ">shares",
        ">days",
        ">delivered",
        ">short",
    ];
    screen.table(&headings, rows.collect());

    screen.heading("Holders");
    let rows = outcome.holders.iter().map(|holder| {
        let tokens = holder
            .tokens
            .iter()
            .map(|token| format!("{} of {}", token.shares, token.rig));
        vec![
            holder.name.clone(),
            tokens.collect::<Vec<_>>().join("\n"),
            amounts(outcome, &holder.spent),
            amounts(outcome, &holder.received),
            amounts(outcome, &holder.paid),
            amounts(outcome, &holder.owed),
        ]
    });
    let headings = [
        "holder",
        "shares at the end",
        ">spent",
        ">got for shares",
        ">was paid",
        ">is owed",
    ];
    screen.table(&headings, rows.collect());

    screen.heading("Operators");
    let rows = outcome.operators.iter().map(|operator| {
        vec![
            operator.name.clone(),
            coin_amounts(outcome, &operator.gross),
            amounts(outcome, &operator.paid_in),
            amounts(outcome, &operator.sales),
            amounts(outcome, &operator.royalties),
            format!(
                "{} / {} / {} / {}",
                operator.settled_epochs,
                operator.late_epochs,
                operator.defaulted_epochs,
                operator.outage_epochs
            ),
        ]
    });
    let headings = [
        "operator",
        ">gross",
        ">paid to holders",
        ">sales",
        ">royalties",
        ">settled / late / default / outage",
    ];
    screen.table(&headings, rows.collect());

    screen.heading("Pools and reporters");
    let rows = outcome.pools.iter().map(|pool| {
        vec![
            pool.name.clone(),
            pool.rigs.to_string(),
            coin_amounts(outcome, &pool.credited),
        ]
    });
    screen.table(&["pool", ">rigs", ">credited"], rows.collect());
    let rows = outcome.reporters.iter().map(|reporter| {
        vec![
            reporter.name.clone(),
            reporter.batches.to_string(),
            reporter.late.to_string(),
            reporter.absent.to_string(),
            reporter.outliers.to_string(),
        ]
    });
    screen.table(
        &["reporter", ">batches", ">late", ">absent", ">outliers"],
        rows.collect(),
    );
}

/// Whether every base unit is accounted for.
pub fn reconciliation(screen: &mut Screen, outcome: &Outcome) {
    screen.heading("Every base unit");
    let rows = outcome.denoms.iter().map(|(name, denom)| {
        let whole = |amount: u128| grouped(&amount.to_string());
        vec![
            name.clone(),
            whole(denom.settled),
            whole(denom.cured),
            whole(denom.paid),
            whole(denom.owed),
            denom
                .carry
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned(),
            whole(denom.short),
            whole(denom.sales),
            whole(denom.fees),
            whole(denom.held),
        ]
    });
    let headings = [
        "denom", ">settled", ">cured", ">paid", ">owed", ">carry", ">short", ">sales", ">fees",
        ">held",
    ];
    screen.table(&headings, rows.collect());
    screen.line(format!(
        "Farthest from the per-second model: {} base units. Played in {:.1} s.",
        outcome.max_error_base_units, outcome.seconds
    ));
    let verdict = if outcome.reconciled {
        screen.paint(
            Tone::Good,
            "Reconciled: the chain's balances and the independent model agree.",
        )
    } else {
        screen.paint(Tone::Bad, "NOT reconciled:")
    };
    screen.line(verdict);
    for disagreement in &outcome.disagreements {
        screen.line(format!("  {disagreement}"));
    }
}

fn money(outcome: &Outcome, name: &str, amount: u128) -> String {
    let denom = outcome.denoms.get(name);
    let decimals = denom.map_or(0, |denom| denom.decimals);
    let symbol = denom.map_or(name, |denom| &denom.asset);
    format!("{} {symbol}", coins(amount, decimals))
}

fn amounts(outcome: &Outcome, amounts: &Amounts) -> String {
    let shown = amounts.iter().filter(|(_, amount)| amount.0 > 0);
    let lines: Vec<String> = shown
        .map(|(name, amount)| money(outcome, name, amount.0))
        .collect();
    lines.join("\n")
}

fn coin_amounts(outcome: &Outcome, amounts: &Amounts) -> String {
    let lines = amounts.iter().map(|(coin, amount)| {
        let network = outcome
            .networks
            .iter()
            .find(|network| network.coin == *coin);
        let decimals = network.map_or(0, |network| network.decimals);
        format!("{} {coin}", coins(amount.0, decimals))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How the embedded chain's replay compares.
pub fn replay(screen: &mut Screen, replay: &Replay) {
    screen.heading("On the real chain");
    screen.facts(&[
        ("chain", format!("{}, {}", replay.chain_id, replay.wasmd)),
        ("blocks seen", grouped(&replay.blocks_seen.to_string())),
        ("balances", grouped(&replay.balances.to_string())),
    ]);
    let verdict = if replay.differences.is_empty() {
        let same = "Replayed: the embedded chain has the same balances to the base unit.";
        screen.paint(Tone::Good, same)
    } else {
        screen.paint(Tone::Bad, "The embedded chain's replay DIFFERS:")
    };
    screen.line(verdict);
    for difference in &replay.differences {
        screen.line(format!("  {difference}"));
    }
}
