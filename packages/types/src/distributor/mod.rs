//! distributor: the join of ownership and earnings. It alone holds what holders are owed.

mod messages;
mod queries;
mod stored;

pub use messages::*;
pub use queries::*;
pub use stored::*;
