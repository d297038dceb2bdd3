//! `rigshare deploy`: puts the suite on a chain, or goes on where an interrupted deployment stopped.

mod preview;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rigshare_chain::{Artifact, Chain};
use rigshare_deploy::{deploy, Contract, Manifest, Step};
use rigshare_node::{Node, NodeError};
use serde::Serialize;

use crate::args::Deploy;
use crate::chain::{
    load_artifacts, load_suite, manifest_path, read_manifest, save_manifest, tx_config, upload_fee,
    Mode, Sender,
};
use crate::failure::Failure;
use crate::interrupt;
use crate::screen::{show_json, Screen, Tone};

/// What `--json` prints.
#[derive(Serialize)]
struct DeployJson<'a> {
    dry_run: bool,
    /// Whether the chain or the manifest is another than before.
    changed: bool,
    manifest_path: &'a Path,
    steps: &'a [StepJson],
    manifest: &'a Manifest,
}

#[derive(Serialize)]
struct StepJson {
    contract: Contract,
    did: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_id: Option<u64>,
}

/// Deploys.
///
/// # Errors
/// The configuration or the artifacts are wrong, the manifest is of another suite, or what the chain
/// refuses. What was done until then stays done, and is in the manifest.
pub fn run(args: &Deploy) -> Result<(), Failure> {
    if args.tx.generate_only {
        let why =
            "each step of a deployment needs the one before on the chain: name a key that signs";
        return Err(Failure::usage("--generate-only", why));
    }
    interrupt::leave_at_once()?;
    let chain = tx_config(&args.tx)?;
    let artifacts = load_artifacts(&args.artifacts)?;
    let sender = Sender::find(&args.tx, &chain)?;
    let config = load_suite(&args.config, &chain.prefix, sender.address())?;
    let path = manifest_path(&args.tx.chain, &chain.chain_id);
    let before = read_manifest(&path, &chain.chain_id)?;
    let mut node = Node::connect(chain)?;
    if let Some(before) = &before {
        refuse_forgotten(&node, before, &path)?;
    }
    let deployer = sender.sign_with(&mut node)?;
    if Mode::of(&args.tx) == Mode::DryRun {
        let upload = |artifact: &Artifact| upload_fee(&node, artifact);
        let fees = preview::Fees::of(&node, &upload);
        let before = before.as_ref();
        let preview = preview::of(&node, &fees, &deployer, &config, &artifacts, before)?;
        return preview.show(args.tx.chain.json);
    }
    // What an interrupted deployment sent is done before this one looks at what there is to do.
    node.wait_until_idle(&deployer)?;
    let mut log = Log::new(path, before.clone(), args.tx.chain.json);
    interrupt::would_say("run the same command again: it goes on where it stopped");
    let manifest = deploy(
        &mut node,
        &deployer,
        &config,
        &artifacts,
        before,
        |manifest, step| log.write(manifest, step),
    )?;
    log.end(&manifest)
}

/// Refuses the manifest of a chain that had this id, but is not this one: a devnet that was begun anew.
fn refuse_forgotten(node: &Node, manifest: &Manifest, path: &Path) -> Result<(), Failure> {
    for (contract, deployed) in &manifest.contracts {
        let there = match node.checksum_of(deployed.code_id) {
            Ok(there) => Some(there),
            Err(error) => match error.downcast::<NodeError>()? {
                NodeError::NoCode { .. } => None,
                other => return Err(other.into()),
            },
        };
        if there != Some(deployed.sha256) {
            return Err(Failure::because(format!(
                "the manifest {} is of another chain that had this id: code {} of {contract} is not there; remove \
                 the file if that chain was begun anew, or name another with --manifest",
                path.display(),
                deployed.code_id
            )));
        }
    }
    Ok(())
}

/// Keeps the manifest and says what is done.
struct Log {
    path: PathBuf,
    saved: Option<Manifest>,
    changed: bool,
    steps: Vec<StepJson>,
    json: bool,
}

impl Log {
    const fn new(path: PathBuf, saved: Option<Manifest>, json: bool) -> Self {
        Self {
            path,
            saved,
            changed: false,
            steps: Vec::new(),
            json,
        }
    }

    /// Keeps the manifest where it has become another, before anything is said.
    fn write(&mut self, manifest: &Manifest, step: Step) -> anyhow::Result<()> {
        if self.saved.as_ref() != Some(manifest) {
            interrupt::unbroken(|| save_manifest(&self.path, manifest))?;
            self.saved = Some(manifest.clone());
            self.changed = true;
        }
        let address = |contract| {
            let deployed = manifest.contracts.get(&contract);
            deployed.map_or_else(String::new, |deployed| format!(" at {}", deployed.address))
        };
        let (step, words) = match step {
            Step::CodeKnown(of, id) => (
                did(of, "code_known", Some(id)),
                format!("{of}: its code is there, {id}"),
            ),
            Step::Uploaded(of, id) => (
                did(of, "uploaded", Some(id)),
                format!("{of}: uploaded as code {id}"),
            ),
            Step::Standing(of) => (
                did(of, "standing", None),
                format!("{of}: stands{}", address(of)),
            ),
            Step::Instantiated(of) => (
                did(of, "instantiated", None),
                format!("{of}: instantiated{}", address(of)),
            ),
        };
        self.steps.push(step);
        if !self.json {
            let mut screen = Screen::stdout();
            screen.line(words);
            screen.show().map_err(Failure::into_error)?;
        }
        Ok(())
    }

    fn end(self, manifest: &Manifest) -> Result<(), Failure> {
        if self.json {
            return show_json(&DeployJson {
                dry_run: false,
                changed: self.changed,
                manifest_path: &self.path,
                steps: &self.steps,
                manifest,
            });
        }
        let mut screen = Screen::stdout();
        let words = if self.changed {
            format!(
                "The suite {:?} stands on {}: {}",
                manifest.instance,
                manifest.chain_id,
                self.path.display()
            )
        } else {
            format!(
                "The suite {:?} is complete already: nothing was changed",
                manifest.instance
            )
        };
        screen.line(screen.paint(Tone::Good, &words));
        screen.show()
    }
}

const fn did(contract: Contract, did: &'static str, code_id: Option<u64>) -> StepJson {
    StepJson {
        contract,
        did,
        code_id,
    }
}
