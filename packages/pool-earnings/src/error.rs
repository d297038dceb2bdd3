//! Why an answer was refused.

use crate::daily::Day;

/// Every way in which a pool's answer, or what was asked of it, is refused. `path` is the JSON path
/// from the answer's root to the field itself, such as `btc.daily_rewards[3].total_reward`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// No pool of that name.
    #[error("unknown pool {given:?}; known: {known}")]
    UnknownPool {
        /// The name given.
        given: String,
        /// The known names.
        known: String,
    },
    /// The pool's method does not answer for that coin, or the answer is about another one.
    #[error("{pool} does not answer for coin {coin:?} here; it does for: {known}")]
    WrongCoin {
        /// The pool.
        pool: &'static str,
        /// The coin asked for, or found in the answer.
        coin: String,
        /// What it would have to be.
        known: String,
    },
    /// The answer is longer than any honest one.
    #[error("the answer has {bytes} bytes, at most {most} are read")]
    AnswerTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit in bytes.
        most: usize,
    },
    /// Not JSON, or JSON that was cut off.
    #[error("{path}: not JSON, line {line}, column {column}: {what}")]
    NotJson {
        /// Where in the document the reading began; `$` is its root.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the JSON reader said.
        what: String,
    },
    /// The pool answered with an error of its own.
    #[error("the pool answered with an error at {path}: {value}")]
    PoolRefused {
        /// Where.
        path: String,
        /// The pool's words, as JSON.
        value: String,
    },
    /// A field that must be there is not: the pool changed its format, or this is another method's
    /// answer.
    #[error("{path}: field {field:?} is missing")]
    Missing {
        /// The object that should have it.
        path: String,
        /// The field's name.
        field: &'static str,
    },
    /// A field occurs twice in one object.
    #[error("{path}: the field occurs twice in its object")]
    DuplicateField {
        /// The field.
        path: String,
    },
    /// A value of another JSON type than the method's.
    #[error("{path}: expected {expected}, found {value}")]
    WrongType {
        /// The field.
        path: String,
        /// The type expected.
        expected: &'static str,
        /// The value found, shortened.
        value: String,
    },
    /// The same reward is listed twice.
    #[error("{path}: {value} is listed twice")]
    DuplicateEntry {
        /// The second occurrence.
        path: String,
        /// What identifies the reward.
        value: String,
    },
    /// Digits that are not a decimal number.
    #[error("{path}: {value:?} is not a decimal number")]
    NotANumber {
        /// The field.
        path: String,
        /// The value found, shortened.
        value: String,
    },
    /// An amount or hashrate below zero.
    #[error("{path}: {value} is negative")]
    Negative {
        /// The field.
        path: String,
        /// The value found.
        value: String,
    },
    /// More decimals than the base unit has: the figure was rounded through a float, or is in
    /// another unit.
    #[error("{path}: {value} has more than {decimals} decimals")]
    TooManyDecimals {
        /// The field.
        path: String,
        /// The value found.
        value: String,
        /// How many can be.
        decimals: u32,
    },
    /// A figure that does not fit 128 bits.
    #[error("{path}: {value} is too large")]
    TooLarge {
        /// The field, or the day whose sum overflowed.
        path: String,
        /// The value found.
        value: String,
    },
    /// A figure whose form belongs to another unit (satoshi where coins are due, or the reverse).
    #[error("{path}: {value} is not in {expected}")]
    WrongUnit {
        /// The field.
        path: String,
        /// The value found.
        value: String,
        /// The unit due.
        expected: &'static str,
    },
    /// An entry of a kind that is neither known to be mining revenue nor known not to be.
    #[error("{path}: unknown kind {value:?}; known: {known}")]
    UnknownKind {
        /// The field.
        path: String,
        /// The kind found.
        value: String,
        /// The known kinds.
        known: &'static str,
    },
    /// Not a time in seconds (or in the method's own form) between 2009 and 2100.
    #[error("{path}: {value} is not a time between 2009 and 2100 in seconds UTC")]
    BadTime {
        /// The field.
        path: String,
        /// The value found.
        value: String,
    },
    /// A day's sum exceeds what the coin's whole network mines in a day: a wrong unit.
    #[error(
        "day {day}: {amount_base_units} base units are more than all {coin} mined in a day \
         ({most_base_units}): wrong unit?"
    )]
    MoreThanTheNetwork {
        /// Days since 1970-01-01 UTC.
        day: Day,
        /// The coin.
        coin: String,
        /// The day's sum.
        amount_base_units: u128,
        /// The most that can be.
        most_base_units: u128,
    },
    /// The pool's hashrate and the rig's are a hundredfold apart: a wrong unit (GH/s for TH/s).
    #[error(
        "day {day}: the pool saw {pool_hs} H/s, the rig is registered at {rig_hs} H/s: wrong unit?"
    )]
    HashrateUnit {
        /// Days since 1970-01-01 UTC.
        day: Day,
        /// What the pool's answer says, H/s.
        pool_hs: u128,
        /// What the rig is registered at, H/s.
        rig_hs: u128,
    },
}
