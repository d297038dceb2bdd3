//! `rigshare report sign` and `report key`: a reporter's own key, which is no account's.

use std::path::Path;

use anyhow::{bail, ensure, Context};
use cosmwasm_std::{Binary, HexBinary};
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use rigshare_node::{SecretKey, COSMOS_COIN_TYPE};
use rigshare_types::batch::{Batch, BatchDomain, SignedBatch};
use rigshare_types::oracle::{QueryMsg, ReportersResponse};
use serde::{Deserialize, Serialize};
use serde_json::json;
use zeroize::Zeroizing;

use super::desk::Desk;
use super::observations::Observations;
use crate::args::{ReportKey, ReportSign, ReporterKeyArgs};
use crate::chain::Reader;
use crate::failure::Failure;
use crate::keys::open_key_file;
use crate::screen::{show_json, Screen};

/// The variable that holds a reporter's words, where there is nobody to type a passphrase. It is another
/// than an account's, so that nobody signs batches with the key of an account by accident.
const MNEMONIC_VARIABLE: &str = "RIGSHARE_REPORTER_MNEMONIC";

/// Batches that a reporter signed, and where the signatures count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedFile {
    /// The chain's id.
    pub chain_id: String,
    /// The oracle's address.
    pub oracle: String,
    /// The number of the reporters' configuration.
    pub config_version: u32,
    /// The batches.
    pub batches: Vec<SignedBatch>,
}

/// A key that signs batches.
pub struct ReporterKey(SigningKey);

impl ReporterKey {
    /// The key that the flags or the environment name.
    fn find(args: &ReporterKeyArgs) -> Result<Self, Failure> {
        let words = match &args.key {
            Some(path) => open_key_file(path)?,
            None => Zeroizing::new(std::env::var(MNEMONIC_VARIABLE).map_err(|_| {
                let why = format!("whose key? name a key file, or set {MNEMONIC_VARIABLE}");
                Failure::usage("--key", why)
            })?),
        };
        let secret = SecretKey::from_mnemonic(&words, COSMOS_COIN_TYPE)?;
        Ok(Self::of(&secret)?)
    }

    /// The key with this secret.
    ///
    /// # Errors
    /// None that is known: a secret key is one of the curve.
    pub fn of(secret: &SecretKey) -> anyhow::Result<Self> {
        let bytes = secret.to_bytes();
        Ok(Self(SigningKey::from_slice(bytes.as_slice())?))
    }

    /// Its compressed public key, 33 bytes.
    pub fn public_key(&self) -> HexBinary {
        let point = self.0.verifying_key().to_encoded_point(true);
        HexBinary::from(point.as_bytes())
    }

    /// Signs a batch, with s in the lower half.
    ///
    /// # Errors
    /// None that is known.
    pub fn sign(
        &self,
        reporter: u16,
        domain: &BatchDomain<'_>,
        batch: Batch,
    ) -> anyhow::Result<SignedBatch> {
        let signature: Signature = self.0.sign_prehash(&domain.digest(&batch))?;
        let signature = signature.normalize_s().unwrap_or(signature);
        Ok(SignedBatch {
            reporter,
            batch,
            signature: Binary::from(signature.to_vec()),
        })
    }
}

/// Signs what was seen, and writes it to a file or to standard output. Nothing is sent.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &ReportSign) -> Result<(), Failure> {
    let batches = Observations::load(&args.file)?.batches(args.epoch)?;
    let key = ReporterKey::find(&args.key)?;
    let (chain_id, oracle, config_version) = domain(args, &key)?;
    let domain = BatchDomain {
        chain_id: &chain_id,
        oracle: &oracle,
        config_version,
    };
    let signed: anyhow::Result<Vec<SignedBatch>> = batches
        .into_iter()
        .map(|batch| key.sign(args.reporter, &domain, batch))
        .collect();
    let file = SignedFile {
        batches: signed?,
        chain_id,
        oracle,
        config_version,
    };
    let Some(path) = &args.out else {
        return show_json(&file);
    };
    write(path, &file)?;
    if args.chain.json {
        return show_json(&json!({ "written": path, "batches": file.batches.len() }));
    }
    let mut screen = Screen::stdout();
    screen.line(match file.batches.len() {
        1 => format!("One signed batch is in {}", path.display()),
        many => format!("{many} signed batches are in {}", path.display()),
    });
    screen.show()
}

fn write(path: &Path, file: &SignedFile) -> anyhow::Result<()> {
    let mut text = serde_json::to_string_pretty(file)?;
    text.push('\n');
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

/// Where the signature is to count: as the flags say, else as the chain does, which must know the key as
/// the reporter's.
fn domain(args: &ReportSign, key: &ReporterKey) -> Result<(String, String, u32), Failure> {
    if let (Some(chain_id), Some(oracle), Some(config_version)) =
        (&args.chain_id, &args.oracle, args.config_version)
    {
        return Ok((chain_id.clone(), oracle.clone(), config_version));
    }
    let reader = Reader::open(&args.chain)?;
    let desk = Desk::new(&reader.node, &reader.plan);
    let epoch = args.epoch;
    let reporters: ReportersResponse = desk.oracle(&QueryMsg::Reporters { epoch })?;
    known_reporter(&reporters, args.reporter, &key.public_key(), epoch)?;
    let oracle = reader.plan.oracle.to_string();
    Ok((reader.manifest.chain_id, oracle, reporters.version))
}

/// Refuses a key that is not the reporter's, and a reporter whose batches don't count.
///
/// # Errors
/// There is no such reporter in the epoch, its key is another, or it is suspended.
pub fn known_reporter(
    reporters: &ReportersResponse,
    id: u16,
    public_key: &HexBinary,
    epoch: u32,
) -> anyhow::Result<()> {
    let Some(known) = reporters.config.reporters.iter().find(|of| of.id == id) else {
        bail!("epoch {epoch} has no reporter {id}");
    };
    ensure!(
        known.public_key == *public_key,
        "reporter {id} is {} with the key {}, this key is {public_key}",
        known.name,
        known.public_key
    );
    ensure!(
        !reporters.suspended.contains(&id),
        "reporter {id}, {}, is suspended: it signed two batches for one epoch and page",
        known.name
    );
    Ok(())
}

/// Shows the public key of the reporter's key.
///
/// # Errors
/// [`Failure`].
pub fn show_key(args: &ReportKey) -> Result<(), Failure> {
    let public_key = ReporterKey::find(&args.key)?.public_key();
    if args.json {
        return show_json(&json!({ "public_key": public_key }));
    }
    let mut screen = Screen::stdout();
    screen.line(public_key.to_hex());
    screen.show()
}
