//! What can be asked of the contract: one file a verb.

pub mod accept_offer;
pub mod administer;
pub mod ask;
pub mod buy;
pub mod cancel;
pub mod clean;
pub mod offer;
pub mod withdraw;
