//! The suite's rules and roles as a TOML file.

use std::path::Path;

use anyhow::{bail, Context, Result};
use cosmwasm_std::Addr;
use rigshare_chain::canonical;
use rigshare_deploy::SuiteConfig;
use rigshare_types::units::Denom;

/// What stands in the file for whoever deploys.
const DEPLOYER: &str = "deployer";

/// Reads the rules and roles of a suite. `deployer` in the place of an address is replaced by that of
/// whoever deploys, so that what is deployed and remembered has addresses alone.
///
/// # Errors
/// The file can't be read, is no TOML, has a field too many or too few, or an address that is none of
/// the chain.
pub fn load_suite(path: &Path, prefix: &str, deployer: &Addr) -> Result<SuiteConfig> {
    let described = || format!("the suite's configuration {}", path.display());
    let text = std::fs::read_to_string(path).with_context(described)?;
    let mut config: SuiteConfig = toml::from_str(&text).with_context(described)?;
    let roles = [
        ("owner", Some(&mut config.owner)),
        ("registrar", Some(&mut config.registrar)),
        ("pauser", Some(&mut config.pauser)),
        ("protocol", Some(&mut config.protocol)),
        ("admin", config.admin.as_mut()),
    ];
    for (role, address) in roles {
        let Some(address) = address else { continue };
        if address == DEPLOYER {
            *address = deployer.to_string();
        }
        canonical(prefix, address).with_context(|| format!("{}: {role}", described()))?;
    }
    for payout in &config.distributor.denoms {
        if let Denom::Cw20(address) = &payout.denom {
            canonical(prefix, address).with_context(|| format!("{}: cw20", described()))?;
        }
    }
    if !(1..=40).contains(&config.instance.len()) {
        bail!("{}: instance must have 1 to 40 bytes", described());
    }
    Ok(config)
}
