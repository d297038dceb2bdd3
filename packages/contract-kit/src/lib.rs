//! What every contract of the suite does the same way.
//!
//! | module | what it does |
//! |---|---|
//! | [`migration`] | lets a contract become a newer version of itself, and nothing else |
//! | [`money`] | checks what is attached, and sends coins and cw20 tokens |
//! | [`ownership`] | hands the owner's role over in two steps, and never gives it up |
//! | [`paging`] | caps the length of every list |
//! | [`pausing`] | starts and ends pauses that expire |

pub mod migration;
pub mod money;
pub mod ownership;
pub mod paging;
pub mod pausing;
