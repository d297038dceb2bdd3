//! hashrate-nft: the rig registry, primary sales, and the facts of ownership.
//!
//! The contract speaks cw721 0.22 as wallets and explorers know it. What is Rigshare's own goes
//! through cw721's extension points: [`RigMsg`] in `update_extension`, [`RigQuery`] in `extension`.

mod messages;
mod queries;
mod stored;
mod wire;

pub use messages::*;
pub use queries::*;
pub use stored::*;
pub use wire::*;
