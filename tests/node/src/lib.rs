//! What the tests on a real node share: a devnet of their own, the suite's code, and the command line.
//!
//! Every test starts its own devnet by scripts/devnet.sh, on free ports and in a folder of its own, and
//! stops it when it ends. They need what scripts/test.sh builds before them: wasmd, the contracts' wasm
//! and the `rigshare` and `rigshare-indexer` programs. Where one is missing they fail and say which script makes it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod background;
mod code;
mod devnet;
mod indexer;
mod program;
mod setup;

pub use background::Background;
pub use code::{code, peer, upgrades};
pub use devnet::{free_ports, DevnetFolder, Options};
pub use indexer::Indexer;
pub use program::{rigshare, run, Ran};
pub use setup::{quick_rig, quick_setup, WRAPPED_BITCOIN};

use std::path::{Path, PathBuf};

/// The top of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    top.canonicalize().expect("the workspace is there")
}
