//! What every command shares that talks to a chain.

mod advice;
mod artifacts;
mod connect;
mod estimate;
mod manifest;
mod outcome;
mod session;
mod suite_file;

pub use advice::advice_on;
pub use artifacts::{load_artifact, load_artifacts};
pub use connect::{chain_config, describe_chain};
pub use estimate::{instantiate_fee, upload_fee};
pub use manifest::{load_manifest, manifest_file, manifest_path, read_manifest, save_manifest};
pub use outcome::{Outcome, Receipt, Simulation};
pub use session::{find_address, tx_config, Mode, Reader, Sender, Session};
pub use suite_file::load_suite;
