//! The whole suite on an embedded chain, for tests and the demo.
//!
//! [`World`] is a chain of cw-multi-test on which the four contracts and a cw20 token stand at
//! addresses that were known before any of them existed. It runs the contracts' own code, checks
//! signatures for real, and **refuses every smart query that one contract makes to another**: the
//! suite joins by raw reads alone, and nobody slips a smart query in unnoticed.
//!
//! ```
//! use rigshare_suite::{Setup, World};
//!
//! let mut world = World::new(Setup::default()).unwrap();
//! let operator = world.account("operator");
//! let rig = world.approved_rig(&operator, world.sample_rig()).unwrap();
//! world.open_sale(rig, 1_000).unwrap();
//!
//! let holder = world.account("holder");
//! world.fund(&holder, 5_000, "uusdc");
//! let token = world.buy(&holder, rig, 5).unwrap();
//! assert_eq!(world.share(&token).unwrap().shares, 5);
//! ```

mod chain;
mod deploy;
mod embedded;
mod reports;
mod setup;
mod verbs;
mod views;
mod world;

pub use chain::{ChainApp, PREFIX};
pub use deploy::{standing_clock, Code, CW20};
pub use embedded::Embedded;
pub use reports::ReporterKey;
pub use setup::{Roles, Setup};
pub use world::{Addresses, Transaction, World, WorldError};
