//! The tables. `events` is what the chain said; everything after it follows from it and from [`FactRow`],
//! and is made anew from both by `reindex`.

mod chain;
mod holders;
mod market;
mod rigs;
mod truth;

pub use self::chain::*;
pub use self::holders::*;
pub use self::market::*;
pub use self::rigs::*;
pub use self::truth::*;

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
