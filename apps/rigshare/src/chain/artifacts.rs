//! The contracts' wasm files.

use std::path::Path;

use anyhow::Context;
use rigshare_chain::Artifact;
use rigshare_deploy::{Artifacts, Contract};

use crate::failure::Failure;

/// Reads the four contracts' wasm from a folder.
///
/// # Errors
/// A file can't be read or is no wasm.
pub fn load_artifacts(folder: &Path) -> Result<Artifacts, Failure> {
    let artifacts: Result<Vec<Artifact>, Failure> = Contract::ALL
        .into_iter()
        .map(|contract| {
            let path = folder.join(format!("{contract}.wasm"));
            load_artifact(contract.name(), &path, "scripts/build-wasm.sh")
        })
        .collect();
    Ok(Artifacts::new(artifacts?)?)
}

/// What every wasm file begins with.
const MAGIC: &[u8] = b"\0asm";

/// Reads a contract's wasm from a file that a script makes.
///
/// # Errors
/// The file can't be read or is no wasm.
pub fn load_artifact(name: &str, path: &Path, made_by: &str) -> Result<Artifact, Failure> {
    let wasm = std::fs::read(path).with_context(|| {
        format!(
            "the contract {} can't be read; {made_by} makes it",
            path.display()
        )
    })?;
    if !wasm.starts_with(MAGIC) {
        return Err(Failure::Failed(anyhow::anyhow!(
            "{} is no wasm",
            path.display()
        )));
    }
    Ok(Artifact {
        name: name.to_owned(),
        wasm,
    })
}
