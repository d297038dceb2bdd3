//! oracle: what each rig earned, by a quorum of signed batches; prices and network figures.

mod grade;
mod messages;
mod queries;
mod stored;

pub use grade::*;
pub use messages::*;
pub use queries::*;
pub use stored::*;
