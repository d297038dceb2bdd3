//! What a season came to: the one record from which the terminal, `--json` and the report are written.

use std::collections::BTreeMap;

use serde::Serialize;

/// What a season came to. Amounts are base units, written as strings of digits in JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// Headline.
    pub title: String,
    /// Date of day 0, UTC, `YYYY-MM-DD`.
    pub first_day: String,
    /// Length of the season in days.
    pub days: u32,
    /// The currency of prices.
    pub quote_currency: String,
    /// Every denom that moved, by its short name.
    pub denoms: BTreeMap<String, DenomOutcome>,
    /// The rigs, in the order of rigs.toml.
    pub rigs: Vec<RigOutcome>,
    /// The holders, in the order of season.toml.
    pub holders: Vec<HolderOutcome>,
    /// The operators, by name.
    pub operators: Vec<OperatorOutcome>,
    /// The pools, by name.
    pub pools: Vec<PoolOutcome>,
    /// The reporters, in the order of season.toml.
    pub reporters: Vec<ReporterOutcome>,
    /// Networks and prices by coin.
    pub networks: Vec<NetworkOutcome>,
    /// What happened, oldest first, in a sentence each.
    pub story: Vec<StoryLine>,
    /// How many token transfers there were (sales on the market included).
    pub transfers: u64,
    /// The largest difference between what the chain and the exact model say anybody earned, base
    /// units, as a decimal with at least six places.
    pub max_error_base_units: String,
    /// True where the balances on the chain and the independent model agree.
    pub reconciled: bool,
    /// What did not agree, if anything.
    pub disagreements: Vec<String>,
    /// Seconds that the season's run took.
    pub seconds: f64,
}

/// What moved of a denom. `settled + sales + cured = paid + owed + accounts + carry`, see docs/season.md.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DenomOutcome {
    /// What it stands for.
    pub asset: String,
    /// Decimals of one whole coin.
    pub decimals: u8,
    /// What settlements brought for holders (and defaults took from accounts for them).
    #[serde(serialize_with = "digits")]
    pub settled: u128,
    /// What cures brought.
    #[serde(serialize_with = "digits")]
    pub cured: u128,
    /// What holders were paid.
    #[serde(serialize_with = "digits")]
    pub paid: u128,
    /// What holders are owed and have not claimed, whole base units, rounded down in sum.
    #[serde(serialize_with = "digits")]
    pub owed: u128,
    /// What is carried over between epochs or below a base unit of a holder: the exact rest of
    /// `settled + cured - paid - owed`, as a decimal with at least six places.
    pub carry: String,
    /// What the protocol got: fees on dues, on primary sales and on the market.
    #[serde(serialize_with = "digits")]
    pub fees: u128,
    /// What primary sales brought.
    #[serde(serialize_with = "digits")]
    pub sales: u128,
    /// What trades on the market turned over.
    #[serde(serialize_with = "digits")]
    pub traded: u128,
    /// What is still short.
    #[serde(serialize_with = "digits")]
    pub short: u128,
    /// What the distributor holds at the end.
    #[serde(serialize_with = "digits")]
    pub held: u128,
}

/// A rig's season.
#[derive(Clone, Debug, Serialize)]
pub struct RigOutcome {
    /// Its id in rigs.toml.
    pub id: String,
    /// Its number on the chain.
    pub rig: u32,
    /// Who operates it.
    pub operator: String,
    /// The machine.
    pub model: String,
    /// How many machines.
    pub machines: u32,
    /// The mined coin.
    pub coin: String,
    /// Decimals of the mined coin.
    pub coin_decimals: u8,
    /// Short name of the payout denom.
    pub payout: String,
    /// The pool.
    pub pool: String,
    /// Registered hashrate in words, such as `11.7 PH/s`.
    pub hashrate: String,
    /// Efficiency in words, such as `15 J/TH`.
    pub efficiency: String,
    /// Registered shares.
    pub shares: u64,
    /// Shares that exist at the end.
    pub minted: u64,
    /// Its days, oldest first; days outside its term and days without shares are left out.
    pub days: Vec<RigDay>,
}

/// A day of a rig.
#[derive(Clone, Debug, Serialize)]
pub struct RigDay {
    /// The day, 0 the first.
    pub day: u32,
    /// `settled`, `late`, `defaulted`, `outage` or `open`.
    pub outcome: String,
    /// Grade of the report, or empty.
    pub grade: String,
    /// How many reporters stand behind it.
    pub signers: u16,
    /// What the pool credited, base units of the mined coin.
    #[serde(serialize_with = "digits")]
    pub gross: u128,
    /// Electricity, base units of the mined coin.
    #[serde(serialize_with = "digits")]
    pub electricity: u128,
    /// Service fee, base units of the mined coin.
    #[serde(serialize_with = "digits")]
    pub service_fee: u128,
    /// What holders were due, base units of the payout denom.
    #[serde(serialize_with = "digits")]
    pub due: u128,
    /// What of it arrived.
    #[serde(serialize_with = "digits")]
    pub delivered: u128,
    /// What is short.
    #[serde(serialize_with = "digits")]
    pub short: u128,
    /// What the protocol got.
    #[serde(serialize_with = "digits")]
    pub protocol_fee: u128,
}

/// A holder's season.
#[derive(Clone, Debug, Serialize)]
pub struct HolderOutcome {
    /// Its name.
    pub name: String,
    /// Its tokens at the end: id, rig and shares.
    pub tokens: Vec<TokenOutcome>,
    /// What it spent on shares, by denom.
    pub spent: Amounts,
    /// What it got for shares that it sold, by denom.
    pub received: Amounts,
    /// What it was paid, by denom.
    pub paid: Amounts,
    /// What it is owed, by denom.
    pub owed: Amounts,
    /// What it had earned (paid or owed) by the end of each day, by denom; as long as the season.
    pub cumulative: BTreeMap<String, Vec<Digits>>,
}

/// A token at the end.
#[derive(Clone, Debug, Serialize)]
pub struct TokenOutcome {
    /// Its id.
    pub token_id: String,
    /// Its rig's id in rigs.toml.
    pub rig: String,
    /// Its shares.
    pub shares: u64,
}

/// An operator's season.
#[derive(Clone, Debug, Serialize)]
pub struct OperatorOutcome {
    /// Its name.
    pub name: String,
    /// What its pools credited, by coin.
    pub gross: Amounts,
    /// What it paid in for holders, by denom, cures included.
    pub paid_in: Amounts,
    /// What primary sales brought it, after the protocol's part, by denom.
    pub sales: Amounts,
    /// Royalties, by denom.
    pub royalties: Amounts,
    /// Epochs paid in time, paid late, defaulted, without a report.
    pub settled_epochs: u32,
    /// Epochs paid in full after the grace.
    pub late_epochs: u32,
    /// Epochs not paid in full.
    pub defaulted_epochs: u32,
    /// Epochs without a report.
    pub outage_epochs: u32,
}

/// A pool's season.
#[derive(Clone, Debug, Serialize)]
pub struct PoolOutcome {
    /// Its name.
    pub name: String,
    /// How many rigs mine there.
    pub rigs: u32,
    /// What it credited by final reports, by coin.
    pub credited: Amounts,
}

/// A reporter's season.
#[derive(Clone, Debug, Serialize)]
pub struct ReporterOutcome {
    /// Its name.
    pub name: String,
    /// Batches that were relayed for it.
    pub batches: u32,
    /// Batches that came after the window.
    pub late: u32,
    /// Days without a batch.
    pub absent: u32,
    /// Observations that were further from the median than the spread.
    pub outliers: u32,
}

/// A coin's network and price, day by day.
#[derive(Clone, Debug, Serialize)]
pub struct NetworkOutcome {
    /// The coin.
    pub coin: String,
    /// Decimals of one whole coin.
    pub decimals: u8,
    /// The hashrate unit of the field, such as `TH/s`.
    pub unit: String,
    /// H/s of that unit.
    #[serde(serialize_with = "digits")]
    pub unit_hs: u128,
    /// Expected hashes that find a block, by day.
    pub hashes_per_block: Vec<Digits>,
    /// Difficulty as network.toml writes it, by day.
    pub difficulty: Vec<String>,
    /// Price of one whole coin in billionths of the quote currency, by day.
    pub nano_per_coin: Vec<Digits>,
    /// Hashprice: base units of the coin a day for one unit of hashrate times one million, by day,
    /// rounded down.
    pub micro_base_units_per_unit_day: Vec<Digits>,
}

/// A sentence of the story.
#[derive(Clone, Debug, Serialize)]
pub struct StoryLine {
    /// The day, 0 the first.
    pub day: u32,
    /// UTC, `HH:MM:SS`.
    pub time: String,
    /// What happened.
    pub text: String,
    /// `trade`, `report`, `money` or `trouble`.
    pub kind: String,
}

/// Amounts by the short name of a denom or coin.
pub type Amounts = BTreeMap<String, Digits>;

/// A number that JSON writes as a string of digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digits(pub u128);

impl Serialize for Digits {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

fn digits<S: serde::Serializer>(number: &u128, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}
