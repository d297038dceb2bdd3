//! `deployments/<chain-id>.json`: read, and written so that nobody ever sees half of it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};
use rigshare_deploy::Manifest;

use crate::args::ChainArgs;
use crate::whole_file::write_beside;

/// Where the manifest of the suite on a chain is kept.
#[must_use]
pub fn manifest_path(args: &ChainArgs, chain_id: &str) -> PathBuf {
    manifest_file(args.manifest.as_deref(), chain_id)
}

/// The same where a flag names it, or none does.
#[must_use]
pub fn manifest_file(given: Option<&Path>, chain_id: &str) -> PathBuf {
    given.map_or_else(
        || Path::new("deployments").join(format!("{chain_id}.json")),
        Path::to_owned,
    )
}

/// The manifest of a file; none where there is no file.
///
/// # Errors
/// The file can't be read, is no manifest, or is of another chain.
pub fn read_manifest(path: &Path, chain_id: &str) -> Result<Option<Manifest>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("reading the manifest {}", path.display()))
        }
    };
    let manifest: Manifest = serde_json::from_str(&text)
        .with_context(|| format!("{} is no manifest", path.display()))?;
    if manifest.chain_id != chain_id {
        bail!(
            "the manifest {} is of the chain {}, not of {chain_id}",
            path.display(),
            manifest.chain_id
        );
    }
    Ok(Some(manifest))
}

/// The manifest of a file that must be there.
///
/// # Errors
/// As [`read_manifest`], or there is no file.
pub fn load_manifest(path: &Path, chain_id: &str) -> Result<Manifest> {
    match read_manifest(path, chain_id)? {
        Some(manifest) => Ok(manifest),
        None => bail!(
            "no suite is known on {chain_id}: there is no {}; deploy one with `rigshare deploy`, or name its \
             manifest with --manifest",
            path.display()
        ),
    }
}

/// Replaces the manifest as a whole, and makes its folder where there is none.
///
/// # Errors
/// The file can't be written.
pub fn save_manifest(path: &Path, manifest: &Manifest) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("writing the manifest {}", path.display()))?;
    }
    let mut text = serde_json::to_string_pretty(manifest)?;
    text.push('\n');
    write_beside(path, &text, "manifest")?.take_place()
}
