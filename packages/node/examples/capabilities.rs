//! Prints each preset's chain id and the capabilities that it offers contracts, a line each, for
//! scripts/check-wasm.sh.

use std::error::Error;

use rigshare_node::ChainConfig;

fn main() -> Result<(), Box<dyn Error>> {
    for name in ChainConfig::presets() {
        let chain = ChainConfig::preset(name)?;
        let capabilities = chain.capabilities().ok_or_else(|| {
            format!("the preset {name} does not say which virtual machine it runs")
        })?;
        println!("{} {}", chain.chain_id, capabilities.join(","));
    }
    Ok(())
}
