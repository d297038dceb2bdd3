//! The tables. `events` is what the chain said; everything after it follows from it and from [`FactRow`],
//! and is made anew from both by `reindex`.

use super::value::Sorted;
use crate::table;

table! {
    /// How far the index is. There is one row.
    ProgressRow = "progress" {
        key /// Always 1.
        one: i64,
        /// The last block whose events are stored.
        source_height: u64,
        /// That block's time.
        source_seconds: u64,
        /// That block's hash.
        source_hash: String,
        /// The last block whose events are folded into the other tables.
        height: u64,
        /// That block's time.
        time_seconds: u64,
        /// How many accounts have a number.
        accounts: i64,
    }
}

table! {
    /// What the index is of: set once.
    SuiteRow = "suite" {
        key /// What it is.
        name: String,
        /// What it says.
        value: String,
    }
}

table! {
    /// A fact that no event tells, asked of a contract once; it can never change.
    FactRow = "facts" {
        key /// What it is about.
        name: String,
        /// The event that needed it first.
        id: i64,
        /// The fact, as JSON.
        value: String,
    }
}

table! {
    /// An event of the suite.
    EventRow = "events" {
        key /// Height, transaction and event: see [`crate::event::EventId`].
        id: i64,
        /// The block's time.
        time_seconds: u64,
        /// The transaction; empty where a block itself emitted it.
        tx_hash: String,
        /// Which of the suite's contracts emitted it.
        contract: String,
        /// The type, without `wasm-rigshare_`.
        kind: String,
        /// The rig that it is about; 0 where it is about none.
        rig: u32,
        /// The token; empty where it is about none.
        token_id: String,
        /// The attributes, as JSON.
        data: String,
    }
}

table! {
    /// The number of an address.
    AccountRow = "accounts" {
        key /// The address.
        address: String,
        /// Its number, in the order of first appearance.
        account: i64,
    }
}

table! {
    /// That an event is about an account.
    EventAccountRow = "event_accounts" {
        key /// The account.
        account: i64,
        key /// The event.
        id: i64,
        /// The event's kind.
        kind: String,
        /// The event's rig.
        rig: u32,
    }
}

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
    /// A reporter's batch.
    BatchRow = "batches" {
        key /// The epoch.
        epoch: u32,
        key /// The page of rigs.
        page: u16,
        key /// The reporter.
        reporter: u16,
        /// SHA-256 of what it signed.
        digest: String,
        /// The event.
        id: i64,
    }
}

table! {
    /// A final report.
    ReportRow = "reports" {
        key /// The rig.
        rig: u32,
        key /// The epoch.
        epoch: u32,
        /// What the pool credited.
        gross: u128,
        /// How much is known of it.
        grade: String,
        /// How many stand behind it.
        signers: u16,
        /// The event.
        id: i64,
        /// When it became final.
        time_seconds: u64,
    }
}

table! {
    /// A final price.
    PriceRow = "prices" {
        key /// The asset.
        asset: String,
        key /// The epoch.
        epoch: u32,
        /// Nano quote for a whole coin.
        nano_per_coin: u128,
        /// The event.
        id: i64,
        /// When it became final.
        time_seconds: u64,
    }
}

table! {
    /// Final network figures.
    NetworkRow = "networks" {
        key /// The coin.
        coin: String,
        key /// The epoch.
        epoch: u32,
        /// Expected hashes that find one block.
        hashes_per_block: u128,
        /// Subsidy and fees of one block.
        reward_per_block: u128,
        /// The event.
        id: i64,
        /// When they became final.
        time_seconds: u64,
    }
}

table! {
    /// A pool's final hashrate.
    PoolRow = "pools" {
        key /// The pool.
        pool: String,
        key /// The coin.
        coin: String,
        key /// The epoch.
        epoch: u32,
        /// The pool's hashrate.
        hashrate_hs: u128,
        /// The event.
        id: i64,
    }
}

table! {
    /// A reporter that signed twice.
    SuspendedRow = "suspended" {
        key /// The reporter.
        reporter: u16,
        /// The epoch of the two batches.
        epoch: u32,
        /// The event.
        id: i64,
    }
}

table! {
    /// From which epoch on a configuration of reporters counts.
    ReportersRow = "reporters" {
        key /// The first epoch it counts for.
        from_epoch: u32,
        /// Its number.
        version: u32,
        /// The event; 0 for the first configuration.
        id: i64,
        /// Whether it is known in full: it is, once that epoch has begun and nothing can replace it.
        known: bool,
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

table! {
    /// A token that exists.
    TokenRow = "tokens" {
        key /// Its id.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who owns it.
        owner: String,
        /// Since when.
        since_seconds: u64,
    }
}

table! {
    /// What a holder has of a rig; holder `` is all that is minted.
    PositionRow = "positions" {
        key /// The holder.
        holder: String,
        key /// The rig.
        rig: u32,
        /// Shares now.
        shares: u64,
        /// When that last changed.
        at_seconds: u64,
        /// Share-seconds up to then.
        weight: u128,
        /// When it had its first share.
        since_seconds: u64,
        /// What was claimed in all, in what the rig pays.
        claimed: u128,
        /// The first epoch that is not accounted for.
        next_epoch: u32,
    }
}

table! {
    /// A holder's shares from a second on, and the share-seconds up to it.
    StepRow = "steps" {
        key /// The holder.
        holder: String,
        key /// The rig.
        rig: u32,
        key /// From when.
        at_seconds: u64,
        /// Shares from then on.
        shares: u64,
        /// Share-seconds up to then.
        weight: u128,
    }
}

table! {
    /// An ask that was not removed.
    AskRow = "asks" {
        key /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who sells.
        seller: String,
        /// The whole price.
        price: u128,
        /// In what.
        denom: String,
        /// Price of a share, rounded down.
        price_per_share: Sorted,
        /// The first second at which it can't be bought any more.
        expires_seconds: u64,
        /// Why it can't be bought: `sold`, `gone`, or empty.
        stale: String,
        /// The event.
        id: i64,
        /// When it was asked.
        created_seconds: u64,
    }
}

table! {
    /// An offer that was not removed.
    OfferRow = "offers" {
        key /// Its number.
        offer: u64,
        /// Who buys.
        buyer: String,
        /// The rig.
        rig: u32,
        /// The token; empty: any of the rig.
        token_id: String,
        /// The least shares.
        least_shares: u64,
        /// Price of one share, or of the token.
        price: Sorted,
        /// In what.
        denom: String,
        /// What is held for it.
        escrow: u128,
        /// The first second at which it can't be accepted any more.
        expires_seconds: u64,
        /// The event.
        id: i64,
        /// When it was made.
        created_seconds: u64,
    }
}

table! {
    /// A sale of shares.
    TradeRow = "trades" {
        key /// The event.
        id: i64,
        /// When.
        time_seconds: u64,
        /// `primary`, `ask` or `offer`.
        kind: String,
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who sold.
        seller: String,
        /// Who paid.
        buyer: String,
        /// Who has it.
        recipient: String,
        /// The whole price.
        price: u128,
        /// In what.
        denom: String,
        /// What of it the royalty is.
        royalty: u128,
        /// What of it the protocol's fee is.
        fee: u128,
        /// What all trades in that denom have come to, this one included.
        volume: u128,
        /// How many they are.
        trades: u64,
    }
}

table! {
    /// What all trades in a denom have come to.
    MarketRow = "markets" {
        key /// The denom.
        denom: String,
        /// The sum of their prices.
        volume: u128,
        /// How many they are.
        trades: u64,
    }
}

table! {
    /// A payout to a holder.
    ClaimRow = "claims" {
        key /// The holder.
        holder: String,
        key /// The event.
        id: i64,
        /// The rig.
        rig: u32,
        /// In what.
        denom: String,
        /// How much.
        amount: u128,
        /// Who got it.
        paid_to: String,
        /// When.
        time_seconds: u64,
    }
}

/// Runs something for every table that follows from the events, in one order.
#[macro_export]
macro_rules! for_derived_tables {
    ($each:ident) => {
        $each!(
            AccountRow,
            EventAccountRow,
            RigRow,
            TermsRow,
            BatchRow,
            ReportRow,
            PriceRow,
            NetworkRow,
            PoolRow,
            SuspendedRow,
            ReportersRow,
            EpochRow,
            TokenRow,
            PositionRow,
            StepRow,
            AskRow,
            OfferRow,
            TradeRow,
            MarketRow,
            ClaimRow
        )
    };
}
