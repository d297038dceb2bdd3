//! Rigs, and what their epochs earned and paid.

use crate::store::value::Sorted;
use crate::table;

table! {
    /// A rig as it stands.
    RigRow = "rigs" {
        key /// Its number.
        rig: u32,
        /// Who operates it.
        operator: String,
        /// Who may become the operator; empty: nobody.
        proposed: String,
        /// `waiting`, `approved`, `rejected` or `retired`.
        status: String,
        /// The machine's model.
        model: String,
        /// The mined coin.
        coin: String,
        /// Its decimals.
        coin_decimals: u16,
        /// The algorithm.
        algorithm: String,
        /// Where it stands.
        location: String,
        /// Share of renewable energy.
        renewable_bps: u16,
        /// The pool.
        pool: String,
        /// How the pool pays.
        scheme: String,
        /// The account at the pool.
        worker: String,
        /// Where the pool pays to.
        payout_address: String,
        /// Registered hashrate.
        hashrate_hs: Sorted,
        /// Hashrate of a share.
        unit_hashrate_hs: u128,
        /// Registered shares.
        shares: u64,
        /// Shares that exist.
        minted: u64,
        /// The first epoch of the term.
        start_epoch: u32,
        /// The first epoch after it.
        end_epoch: u32,
        /// What holders are paid in.
        payout: String,
        /// What asset that stands for.
        payout_asset: String,
        /// Its decimals.
        payout_decimals: u16,
        /// What its sales are paid in.
        sale_denom: String,
        /// The operator's royalty.
        royalty_bps: u16,
        /// The least grade at which an epoch settles.
        least_grade: String,
        /// Whether a primary sale stands.
        sale: bool,
        /// Its price per share.
        sale_price: Sorted,
        /// Its first second.
        sale_opens_seconds: u64,
        /// The first second after it.
        sale_closes_seconds: u64,
        /// What sales have brought.
        proceeds: u128,
        /// The newest epoch with a final report.
        last_report_epoch: Option<u32>,
        /// The newest closed epoch.
        last_closed_epoch: Option<u32>,
        /// Epochs paid in full within the grace.
        settled_epochs: u32,
        /// Epochs paid in full after it.
        late_epochs: u32,
        /// Epochs not paid in full.
        defaulted_epochs: u32,
        /// Epochs without a report.
        outage_epochs: u32,
        /// What holders were due in all.
        due: u128,
        /// What they got, cures apart.
        delivered: u128,
        /// What was short in all.
        short: u128,
        /// What of it was cured.
        cured: u128,
        /// What is still missing.
        outstanding: u128,
        /// What the accumulator carries, in 2^-64 base units.
        carry: u128,
        /// The event that registered it.
        registered_id: i64,
    }
}

table! {
    /// A rig's terms from an epoch on.
    TermsRow = "terms" {
        key /// The rig.
        rig: u32,
        key /// The first epoch that is billed so.
        from_epoch: u32,
        /// Watts of the whole rig.
        watts: u128,
        /// Price of a kilowatt-hour, nano quote.
        electricity_nano_per_kwh: u128,
        /// Service fee.
        service_fee_bps: u16,
    }
}

table! {
    /// A closed epoch.
    EpochRow = "epochs" {
        key /// The rig.
        rig: u32,
        key /// The epoch.
        epoch: u32,
        /// `settled`, `late`, `defaulted` or `outage`.
        outcome: String,
        /// What it pays in.
        denom: String,
        /// What holders were due.
        holders_due: u128,
        /// What of it arrived.
        delivered: u128,
        /// What is missing.
        short: u128,
        /// What the protocol got.
        protocol_fee: u128,
        /// What of both came from the rig's account.
        from_account: u128,
        /// Share-seconds among which it was split.
        minted_weight: u64,
        /// What a share-second got, in 2^-64 base units, as the contract reckons it.
        each_scaled: String,
        /// The event.
        id: i64,
        /// When it was closed.
        time_seconds: u64,
    }
}
