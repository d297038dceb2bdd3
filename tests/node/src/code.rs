//! The wasm that scripts/build-wasm.sh and scripts/build-peers.sh make.

use std::path::Path;

use rigshare_chain::Artifact;
use rigshare_deploy::{Artifacts, Contract};
use rigshare_suite::{Code, CW20};

use crate::workspace;

/// The suite as it is built now, and a cw20 token.
///
/// # Panics
/// It is not built.
#[must_use]
pub fn code() -> Code {
    Code {
        suite: suite_in(&workspace().join("artifacts"), "scripts/build-wasm.sh"),
        cw20: peer(CW20),
    }
}

/// The suite as it will be after an upgrade: the same contracts at a higher version.
///
/// # Panics
/// It is not built.
#[must_use]
pub fn upgrades() -> Artifacts {
    let folder = workspace().join("target/upgrades");
    suite_in(&folder, "scripts/build-peers.sh --upgrades")
}

/// A contract of tests/peers.
///
/// # Panics
/// It is not built.
#[must_use]
pub fn peer(name: &str) -> Artifact {
    let folder = workspace().join("target/peers");
    read(&folder, name, "scripts/build-peers.sh")
}

fn suite_in(folder: &Path, made_by: &str) -> Artifacts {
    let all = Contract::ALL.map(|contract| read(folder, contract.name(), made_by));
    Artifacts::new(all.to_vec()).expect("all four are there")
}

fn read(folder: &Path, name: &str, made_by: &str) -> Artifact {
    let path = folder.join(format!("{name}.wasm"));
    let wasm = std::fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}: run {made_by}", path.display()));
    Artifact {
        name: name.to_owned(),
        wasm,
    }
}
