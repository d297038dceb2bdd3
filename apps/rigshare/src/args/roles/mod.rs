//! The flags of what operators, holders, reporters and anybody else do with the suite.

mod admin;
mod market;
mod money;
mod report;
mod rig;
mod share;

pub use admin::{AdminCommand, ChangeReporters, LowerFees};
pub use market::{
    CancelAsk, CancelOffer, MarketAccept, MarketAsk, MarketBuy, MarketCommand, MarketList,
    MarketOffer,
};
pub use money::{
    Checkpoint, Claim, CloseEpoch, Cure, PayoutAddress, Portfolio, Settle, Status, Withdraw,
};
pub use report::{
    ReportCommand, ReportFinalize, ReportKey, ReportRelay, ReportShow, ReportSign, ReporterKeyArgs,
};
pub use rig::{
    ChangeBuyers, LowerTerms, OneRig, OpenSale, ProposeOperator, RigCommand, RigList, RigState,
    ShowRig,
};
pub use share::{
    BuyShares, MergeShares, OneShare, ShareCommand, ShareList, ShowShare, SplitShare, TransferShare,
};
