//! Measures the suite's gas on a real node: `scripts/gas.sh` calls it.
//!
//! `rigshare-gas HOME ROOT [--quick]`: the folder of a devnet that takes no fees, and the repository.
//! Writes ROOT/target/gas/gas.json and ROOT/docs/gas.md; a quick run only ROOT/target/gas/quick.json.

mod blocks;
mod figures;
mod level;
mod ops;
mod peers;
mod senders;
mod stage;
mod table;
mod throughput;
mod trade;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{bail, Context, Result};

use crate::figures::Results;
use crate::level::Level;
use crate::ops::Measuring;
use crate::stage::Stage;

/// How many holders, tokens and asks there are beside those that are measured.
const CROWDS: [usize; 3] = [1, 100, 10_000];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match *arguments.as_slice() {
        [home, root] => run(Path::new(home), Path::new(root), false),
        [home, root, "--quick"] => run(Path::new(home), Path::new(root), true),
        _ => {
            eprintln!("usage: rigshare-gas HOME ROOT [--quick]; scripts/gas.sh calls it");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(home: &Path, root: &Path, quick: bool) -> Result<()> {
    eprintln!("deploying the suite");
    let mut stage = Stage::open(home, root)?;
    let peers = peers::measure(&mut stage)?;
    let mut levels = BTreeMap::new();
    let mut reported = Vec::new();
    let crowds = CROWDS.iter().take(if quick { 2 } else { CROWDS.len() });
    for (number, crowd) in (0..).zip(crowds) {
        eprintln!("measuring beside {crowd} holders, tokens and asks");
        let level = Level::prepare(&mut stage, number, *crowd)?;
        if reported.is_empty() {
            reported.clone_from(&level.rigs);
        }
        let mut measuring = Measuring::new(&mut stage, &level, &reported);
        measuring.run()?;
        if number == 0 {
            measuring.settle_epochs()?;
        }
        levels.insert(*crowd, measuring.measured);
    }
    let throughput = if quick {
        Vec::new()
    } else {
        eprintln!("measuring throughput");
        let number = u32::try_from(levels.len())?;
        let (level, senders) = senders::prepare(&mut stage, number)?;
        Measuring::new(&mut stage, &level, &reported).close_for_senders(&senders)?;
        throughput::measure(&stage, home, &senders)?
    };
    let versions = stage.node().versions()?;
    let results = Results {
        peers,
        levels,
        sizes: stage.sizes.clone(),
        throughput,
        node: BTreeMap::from([
            ("app", versions.app),
            ("app_version", versions.app_version),
            ("sdk", versions.sdk),
            ("wasmvm", versions.wasmvm.unwrap_or_default()),
        ]),
    };
    write(root, &results, quick)?;
    let missed = results.missed()?;
    if !missed.is_empty() {
        bail!("figures missed:\n  {}", missed.join("\n  "));
    }
    Ok(())
}

fn write(root: &Path, results: &Results, quick: bool) -> Result<()> {
    let folder = root.join("target/gas");
    std::fs::create_dir_all(&folder)?;
    let json = serde_json::to_string_pretty(&results.json()?)? + "\n";
    let name = if quick { "quick.json" } else { "gas.json" };
    let path = folder.join(name);
    std::fs::write(&path, json).with_context(|| path.display().to_string())?;
    let page = table::page(results)?;
    if quick {
        print!("{page}");
        return Ok(());
    }
    let path = root.join("docs/gas.md");
    std::fs::write(&path, page).with_context(|| path.display().to_string())
}
