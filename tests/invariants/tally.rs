//! What a run has reached: how often each verb succeeded and was refused, and the hard places.

use std::collections::BTreeMap;
use std::fmt::Write;

/// How often each verb was tried, and how often the hard places were reached.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Steps of all kinds.
    pub steps: u64,
    /// By verb: successes and refusals.
    pub verbs: BTreeMap<&'static str, (u64, u64)>,
    /// Hard places by name.
    pub places: BTreeMap<&'static str, u64>,
    /// The greatest difference from the rational model, in 2^-64 base units.
    pub worst_error_scaled: u128,
}

/// How often each verb must succeed at least in ten thousand steps.
pub const VERBS: &[(&str, u64)] = &[
    ("time", 500),
    ("mint", 200),
    ("transfer", 500),
    ("send", 50),
    ("split", 100),
    ("merge", 50),
    ("burn", 40),
    ("relay", 200),
    ("finalize", 500),
    ("settle", 200),
    ("default", 30),
    ("outage", 3),
    ("cure", 30),
    ("claim", 200),
    ("checkpoint", 100),
    ("ask", 50),
    ("buy an ask", 30),
    ("offer", 50),
    ("accept an offer", 10),
    ("withdraw", 20),
];

/// How often the hard places must be reached at least in ten thousand steps.
pub const PLACES: &[(&str, u64)] = &[
    ("steps with 30 or more unsettled epochs on a rig", 2_000),
    ("transfers on a rig with 30 or more unsettled epochs", 200),
    ("inflows refused by a full schedule", 3),
    ("exits from a full schedule", 3),
    ("inflows after a checkpoint freed a full schedule", 3),
    ("partial cures", 20),
    ("full cures", 10),
    ("claims while a shortfall is partly recovered", 30),
    ("transfers while a shortfall is outstanding", 50),
    ("defaults that delivered a part", 3),
    ("outages", 3),
    ("refused messages that changed nothing", 500),
    ("payouts compared with the rational model", 300),
];

impl Tally {
    /// A verb succeeded.
    pub fn success(&mut self, verb: &'static str) {
        self.verbs.entry(verb).or_default().0 += 1;
    }

    /// A verb was refused.
    pub fn refusal(&mut self, verb: &'static str) {
        self.verbs.entry(verb).or_default().1 += 1;
        self.place("refused messages that changed nothing");
    }

    /// A hard place was reached.
    pub fn place(&mut self, place: &'static str) {
        *self.places.entry(place).or_default() += 1;
    }

    /// Adds what another run reached.
    pub fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        for (verb, (successes, refusals)) in &other.verbs {
            let sum = self.verbs.entry(verb).or_default();
            sum.0 += successes;
            sum.1 += refusals;
        }
        for (place, count) in &other.places {
            *self.places.entry(place).or_default() += count;
        }
        self.worst_error_scaled = self.worst_error_scaled.max(other.worst_error_scaled);
    }

    /// What was not reached often enough.
    pub fn missing(&self) -> Vec<String> {
        let units = self.steps / 10_000;
        let mut missing = Vec::new();
        for (verb, least) in VERBS {
            let (successes, _) = self.verbs.get(verb).copied().unwrap_or_default();
            if successes < least * units {
                missing.push(format!("{verb}: {successes} of {}", least * units));
            }
        }
        for (place, least) in PLACES {
            let count = self.places.get(place).copied().unwrap_or_default();
            if count < least * units {
                missing.push(format!("{place}: {count} of {}", least * units));
            }
        }
        missing
    }

    /// A table of everything.
    pub fn table(&self) -> String {
        let mut text = format!("  {} steps\n", self.steps);
        let _ = writeln!(text, "  {:<40} {:>9} {:>9}", "verb", "succeeded", "refused");
        for (verb, (successes, refusals)) in &self.verbs {
            let _ = writeln!(text, "  {verb:<40} {successes:>9} {refusals:>9}");
        }
        for (place, count) in &self.places {
            let _ = writeln!(text, "  {place:<60} {count:>9}");
        }
        let bits = 128 - self.worst_error_scaled.leading_zeros();
        let _ = writeln!(
            text,
            "  greatest difference from the rational model: below 2^-{} of a base unit",
            64_u32.saturating_sub(bits)
        );
        text
    }
}
