//! A command's conversation with a suite on a chain: [`Reader`] asks, [`Session`] also sends.

use std::path::PathBuf;

use anyhow::Result;
use cosmwasm_std::{Addr, CosmosMsg};
use rigshare_chain::{canonical, AddressError, Chain};
use rigshare_deploy::{Manifest, Plan};
use rigshare_node::{ChainConfig, Node, SecretKey};
use serde::de::DeserializeOwned;
use serde::Serialize;

use super::{chain_config, load_manifest, manifest_path, Outcome, Receipt, Simulation};
use crate::args::{ChainArgs, TxArgs};
use crate::failure::Failure;
use crate::interrupt;
use crate::keys::{named_key, KeySource};

/// A suite on a chain, to ask.
pub struct Reader {
    /// The chain.
    pub node: Node,
    /// What was deployed there.
    pub manifest: Manifest,
    /// Where the manifest is kept.
    pub manifest_path: PathBuf,
    /// Where the contracts stand.
    pub plan: Plan,
    /// Whether answers are wanted as JSON.
    pub json: bool,
}

impl Reader {
    /// Connects to the chain and reads the manifest. From here on Ctrl-C ends the program at once.
    ///
    /// # Errors
    /// The flags name no chain, its node does not answer, or no complete suite is known there.
    pub fn open(args: &ChainArgs) -> Result<Self, Failure> {
        interrupt::leave_at_once()?;
        Self::on(chain_config(args)?, args)
    }

    fn on(config: ChainConfig, args: &ChainArgs) -> Result<Self, Failure> {
        let manifest_path = manifest_path(args, &config.chain_id);
        let manifest = load_manifest(&manifest_path, &config.chain_id)?;
        let plan = manifest.plan()?;
        Ok(Self {
            node: Node::connect(config)?,
            manifest,
            manifest_path,
            plan,
            json: args.json,
        })
    }

    /// Asks a contract.
    ///
    /// # Errors
    /// The contract refuses the question, or the node does not answer.
    pub fn ask<T: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> Result<T> {
        self.node.query(contract, question)
    }
}

/// Who sends: somebody whose key is here, or an address for which others sign.
pub enum Sender {
    /// Signs.
    Key(Box<SecretKey>, Addr),
    /// Only said whose turn it is.
    Address(Addr),
}

impl Sender {
    /// Whom the flags or the environment name. Nothing is asked of the chain; the passphrase of a key
    /// file is asked for.
    ///
    /// # Errors
    /// Nobody is named, a key can't be opened, or somebody is to sign whose key is not here.
    pub fn find(args: &TxArgs, config: &ChainConfig) -> Result<Self, Failure> {
        const FLAG: &str = "--from";
        if let Some(address) = args
            .from
            .as_deref()
            .and_then(|given| bare_address(given, config))
        {
            let address = address.map_err(|error| Failure::usage(FLAG, error))?;
            if !args.dry_run && !args.generate_only {
                let why = "an address can't sign: name its key file, or add --generate-only to have it signed \
                           elsewhere, or --dry-run";
                return Err(Failure::usage(FLAG, why));
            }
            return Ok(Self::Address(address));
        }
        let nobody = args.from.is_none() && KeySource::find(FLAG, None)?.is_none();
        if nobody && (args.dry_run || args.generate_only) {
            return Err(Failure::usage(
                FLAG,
                "whose transaction? name an address or a key file",
            ));
        }
        let key = named_key(FLAG, args.from.as_deref(), config.coin_type)?;
        let address = key.address(&config.prefix)?;
        Ok(Self::Key(Box::new(key), address))
    }

    /// Their address.
    #[must_use]
    pub const fn address(&self) -> &Addr {
        match self {
            Self::Key(_, address) | Self::Address(address) => address,
        }
    }

    /// Gives the node the key, where there is one, and says whose it is.
    ///
    /// # Errors
    /// None: the address was found with the same prefix.
    pub fn sign_with(self, node: &mut Node) -> Result<Addr, Failure> {
        match self {
            Self::Key(key, _) => Ok(node.add_key(*key)?),
            Self::Address(address) => Ok(address),
        }
    }
}

/// The address of whom `--from` or the environment names, where they name anybody. The passphrase of a
/// key file is asked for.
///
/// # Errors
/// The address is none of the chain, or a key can't be opened.
pub fn find_address(from: Option<&str>, config: &ChainConfig) -> Result<Option<Addr>, Failure> {
    const FLAG: &str = "--from";
    if let Some(address) = from.and_then(|given| bare_address(given, config)) {
        return address
            .map(Some)
            .map_err(|error| Failure::usage(FLAG, error));
    }
    let Some(source) = KeySource::find(FLAG, from)? else {
        return Ok(None);
    };
    let key = SecretKey::from_mnemonic(&source.words()?, config.coin_type)?;
    Ok(Some(key.address(&config.prefix)?))
}

/// What was given, as an address, where it is meant as one: no file is called so, and it is one of
/// this chain or of another.
fn bare_address(given: &str, config: &ChainConfig) -> Option<Result<Addr, AddressError>> {
    if std::path::Path::new(given).exists() {
        return None;
    }
    match canonical(&config.prefix, given) {
        Ok(_) => Some(Ok(Addr::unchecked(given))),
        Err(AddressError::NoBech32 { .. })
            if !given.starts_with(&format!("{}1", config.prefix)) =>
        {
            None
        }
        Err(error) => Some(Err(error)),
    }
}

/// What is done with messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They are shown and simulated.
    DryRun,
    /// They are written for somebody else to sign.
    GenerateOnly,
    /// They are signed, sent and waited for.
    Send,
}

impl Mode {
    /// What the flags ask for.
    #[must_use]
    pub const fn of(args: &TxArgs) -> Self {
        match (args.dry_run, args.generate_only) {
            (true, _) => Self::DryRun,
            (_, true) => Self::GenerateOnly,
            _ => Self::Send,
        }
    }
}

/// A suite on a chain, and somebody who sends it messages.
pub struct Session {
    /// The suite.
    pub reader: Reader,
    /// Who sends.
    pub sender: Addr,
    mode: Mode,
}

impl Session {
    /// Finds the key, connects to the chain and reads the manifest. From here on Ctrl-C ends the
    /// program at once and says what became of the transaction.
    ///
    /// # Errors
    /// As [`Sender::find`] and [`Reader::open`].
    pub fn open(args: &TxArgs) -> Result<Self, Failure> {
        interrupt::leave_at_once()?;
        let config = tx_config(args)?;
        let sender = Sender::find(args, &config)?;
        let mut reader = Reader::on(config, &args.chain)?;
        let sender = sender.sign_with(&mut reader.node)?;
        let mode = Mode::of(args);
        if mode == Mode::Send {
            // What an interrupted command sent is done before this one looks at what there is to do.
            reader.node.wait_until_idle(&sender)?;
        }
        Ok(Self {
            reader,
            sender,
            mode,
        })
    }

    /// Does with messages what the flags ask for. `what` says in a few words what they do, such as
    /// `buy 5 units of rig 3`.
    ///
    /// # Errors
    /// What the chain or a contract refuses them with.
    pub fn perform(&mut self, messages: Vec<CosmosMsg>, what: &str) -> Result<Outcome, Failure> {
        let node = &self.reader.node;
        let sender = &self.sender;
        Ok(match self.mode {
            Mode::GenerateOnly => Outcome::Unsigned(node.unsigned(sender, messages)?),
            Mode::DryRun => {
                Outcome::Simulated(Box::new(Simulation::of(node, sender, what, messages)?))
            }
            Mode::Send => Outcome::Included(Box::new(Receipt::of(node, sender, what, messages)?)),
        })
    }
}

/// The chain that the flags name, with their gas adjustment.
///
/// # Errors
/// As [`chain_config`], or the adjustment is below one.
pub fn tx_config(args: &TxArgs) -> Result<ChainConfig, Failure> {
    let mut config = chain_config(&args.chain)?;
    if let Some(adjustment) = args.gas_adjustment {
        if adjustment.is_below_one() {
            let why = "less gas than simulated never suffices";
            return Err(Failure::usage("--gas-adjustment", why));
        }
        config.gas_adjustment = adjustment;
    }
    Ok(config)
}
