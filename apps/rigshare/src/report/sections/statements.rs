//! Statements of operators, pools and reporters, and the reconciliation of every denom.

use super::{section, Season};
use crate::outcome::{DenomOutcome, OperatorOutcome, PoolOutcome, ReporterOutcome};
use crate::report::html::Html;
use crate::report::table::{Cell, Table};
use crate::report::text::amount;

/// The tables.
pub fn statements(season: &Season) -> Html {
    let mut content = Html::new();
    content
        .append(&operators(season).draw())
        .append(&record(season).draw());
    content.raw("<div class=\"grid half\">");
    content
        .append(&pools(season).draw())
        .append(&reporters(season).draw())
        .close("div");
    section("statements", "Operators, pools and reporters", "", &content)
}

/// Where every base unit of each denom went.
pub fn reconciliation(season: &Season) -> Html {
    let mut content = Html::new();
    content
        .append(&earned(season).draw())
        .append(&held(season).draw());
    let lead = "What settlements and cures brought for holders is what they were paid, what they are \
                owed and what is carried: nothing is lost. Carry is below one base unit a holder or \
                waits for the next epoch.";
    section("reconciliation", "Reconciliation", lead, &content)
}

fn columns<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).into()
}

fn operators(season: &Season) -> Table {
    let moneys = &season.moneys;
    let row = |operator: &OperatorOutcome| {
        let cells = vec![
            Cell::Amounts(moneys.by_coin(&operator.gross)),
            Cell::Amounts(moneys.by_denom(&operator.paid_in)),
            Cell::Amounts(moneys.by_denom(&operator.sales)),
            Cell::Amounts(moneys.by_denom(&operator.royalties)),
        ];
        (operator.name.clone(), cells)
    };
    Table {
        caption: "Statement per operator".to_owned(),
        columns: columns(["Operator", "Mined", "Paid in", "Primary sales", "Royalties"]),
        rows: season.outcome.operators.iter().map(row).collect(),
    }
}

fn record(season: &Season) -> Table {
    let row = |operator: &OperatorOutcome| {
        let cells = vec![
            Cell::Number(operator.settled_epochs.to_string()),
            Cell::alarm(operator.late_epochs),
            match operator.defaulted_epochs {
                0 => Cell::Number("0".to_owned()),
                count => Cell::Flag("bad", count.to_string()),
            },
            Cell::alarm(operator.outage_epochs),
        ];
        (operator.name.clone(), cells)
    };
    Table {
        caption: "Record of operators, in rig days".to_owned(),
        columns: columns([
            "Operator",
            "Paid in time",
            "Paid late",
            "Defaulted",
            "Without report",
        ]),
        rows: season.outcome.operators.iter().map(row).collect(),
    }
}

fn pools(season: &Season) -> Table {
    let row = |pool: &PoolOutcome| {
        let cells = vec![
            Cell::Number(pool.rigs.to_string()),
            Cell::Amounts(season.moneys.by_coin(&pool.credited)),
        ];
        (pool.name.clone(), cells)
    };
    Table {
        caption: "Statement per pool".to_owned(),
        columns: columns(["Pool", "Rigs", "Credited"]),
        rows: season.outcome.pools.iter().map(row).collect(),
    }
}

fn reporters(season: &Season) -> Table {
    let row = |reporter: &ReporterOutcome| {
        let cells = vec![
            Cell::Number(reporter.batches.to_string()),
            Cell::alarm(reporter.late),
            Cell::alarm(reporter.absent),
            Cell::alarm(reporter.outliers),
        ];
        (reporter.name.clone(), cells)
    };
    Table {
        caption: "Record of reporters".to_owned(),
        columns: columns(["Reporter", "Batches", "Late", "Absent", "Outliers"]),
        rows: season.outcome.reporters.iter().map(row).collect(),
    }
}

fn earned(season: &Season) -> Table {
    let row = |(name, denom): (&String, &DenomOutcome)| {
        let money = |base| Cell::Number(amount(base, denom.decimals.into()));
        let cells = vec![
            Cell::Text(denom.asset.clone()),
            money(denom.settled),
            money(denom.cured),
            money(denom.paid),
            money(denom.owed),
            Cell::Number(denom.carry.clone()),
            money(denom.short),
        ];
        (name.clone(), cells)
    };
    Table {
        caption: "Earnings: settled + cured = paid + owed + carry".to_owned(),
        columns: columns([
            "Denom",
            "Coin",
            "Settled",
            "Cured",
            "Paid",
            "Owed",
            "Carry, base units",
            "Still short",
        ]),
        rows: season.outcome.denoms.iter().map(row).collect(),
    }
}

fn held(season: &Season) -> Table {
    let row = |(name, denom): (&String, &DenomOutcome)| {
        let money = |base| Cell::Number(amount(base, denom.decimals.into()));
        let cells = vec![
            Cell::Text(denom.asset.clone()),
            money(denom.sales),
            money(denom.traded),
            money(denom.fees),
            money(denom.held),
        ];
        (name.clone(), cells)
    };
    Table {
        caption: "Sales, trades, the protocol's fees, and what the distributor still holds"
            .to_owned(),
        columns: columns([
            "Denom",
            "Coin",
            "Primary sales",
            "Traded",
            "Protocol fees",
            "Held at the end",
        ]),
        rows: season.outcome.denoms.iter().map(row).collect(),
    }
}
