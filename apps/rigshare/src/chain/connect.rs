//! From `--chain` and `--rpc` to a node.

use std::path::Path;

use rigshare_node::{ChainConfig, ConfigError};

use crate::args::ChainArgs;
use crate::failure::Failure;

/// The variable that names the chain where `--chain` does not.
const CHAIN_VARIABLE: &str = "RIGSHARE_CHAIN";

/// A chain that is known, or described in a file whose name ends in .toml.
///
/// # Errors
/// None is called so, or the file is wrong.
pub fn describe_chain(name: &str) -> Result<ChainConfig, Failure> {
    let path = Path::new(name);
    if path
        .extension()
        .is_some_and(|extension| extension == "toml")
    {
        return Ok(ChainConfig::load(path)?);
    }
    ChainConfig::preset(name).map_err(|error| Failure::usage("--chain", error))
}

/// The chain that the flags or the environment name.
///
/// # Errors
/// None is named, or as [`describe_chain`].
pub fn chain_config(args: &ChainArgs) -> Result<ChainConfig, Failure> {
    let name = match &args.chain {
        Some(name) => name.clone(),
        None => std::env::var(CHAIN_VARIABLE).map_err(|_| {
            let known: Vec<_> = ChainConfig::presets().collect();
            let known = known.join(", ");
            let why = format!("which chain? {known} are known, others need a file; {CHAIN_VARIABLE} names one for all commands");
            Failure::usage("--chain", why)
        })?,
    };
    let mut config = describe_chain(&name)?;
    if let Some(rpc) = &args.rpc {
        config.rpc.clone_from(rpc);
        // What a file may not say, a flag may not either.
        let described = toml::to_string(&config)?;
        config = ChainConfig::from_toml(&described)
            .map_err(|error: ConfigError| Failure::usage("--rpc", error))?;
    }
    Ok(config)
}
