//! Reporters of the embedded chain: their keys, what they sign, and who relays it.

use cosmwasm_std::{Addr, Binary, HexBinary, Uint128};
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use rigshare_chain::{Included, Playground};
use rigshare_types::batch::{
    Batch, BatchDomain, MarketObservation, RigObservation, SignedBatch, PAGE_RIGS,
};
use rigshare_types::oracle::{ExecuteMsg, QueryMsg, Reporter, ReportersResponse};
use sha2::{Digest, Sha256};

use crate::world::{World, WorldError};

/// A reporter's key. It is derived from the reporter's name: **for tests and demos only**.
#[derive(Clone)]
pub struct ReporterKey {
    name: String,
    key: SigningKey,
}

impl ReporterKey {
    /// The key of the reporter with this name.
    ///
    /// # Panics
    /// Never in practice: SHA-256 would have to give zero or a number above the curve's order.
    #[must_use]
    #[allow(clippy::expect_used)]
    pub fn derive(name: &str) -> Self {
        let secret = Sha256::digest(format!(
            "rigshare test reporter, not for real money: {name}"
        ));
        let key = SigningKey::from_slice(&secret).expect("SHA-256 of a name is a valid secret");
        Self {
            name: name.to_owned(),
            key,
        }
    }

    /// The reporter's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its compressed public key, 33 bytes.
    #[must_use]
    pub fn public_key(&self) -> HexBinary {
        self.key
            .verifying_key()
            .to_encoded_point(true)
            .as_bytes()
            .to_vec()
            .into()
    }

    /// The reporter with this number, as the oracle is told of it.
    #[must_use]
    pub fn reporter(&self, id: u16) -> Reporter {
        Reporter {
            id,
            name: self.name.clone(),
            public_key: self.public_key(),
        }
    }

    /// Signs a batch for a domain, with s in the lower half.
    ///
    /// # Errors
    /// The key refuses to sign.
    pub fn sign(
        &self,
        reporter: u16,
        domain: &BatchDomain,
        batch: Batch,
    ) -> Result<SignedBatch, WorldError> {
        let signature: Signature = self.key.sign_prehash(&domain.digest(&batch))?;
        let signature = signature.normalize_s().unwrap_or(signature);
        Ok(SignedBatch {
            reporter,
            batch,
            signature: Binary::from(signature.to_bytes().to_vec()),
        })
    }
}

impl World {
    /// The batches of one reporter for an epoch: observations by page, the market in page 0.
    #[must_use]
    pub fn batches(
        epoch: u32,
        observations: &[(u32, u128)],
        market: Option<&MarketObservation>,
    ) -> Vec<Batch> {
        let mut sorted = observations.to_vec();
        sorted.sort_unstable();
        let mut batches: Vec<Batch> = Vec::new();
        if market.is_some() {
            batches.push(Batch {
                epoch,
                page: 0,
                rigs: vec![],
                market: market.cloned(),
            });
        }
        for (rig, gross) in sorted {
            // Rig numbers are counted up one by one: no test registers four million.
            let page = u16::try_from(rig / PAGE_RIGS).unwrap_or(u16::MAX);
            if batches.last().is_none_or(|batch| batch.page != page) {
                batches.push(Batch {
                    epoch,
                    page,
                    rigs: vec![],
                    market: None,
                });
            }
            if let Some(batch) = batches.last_mut() {
                batch.rigs.push(RigObservation {
                    rig,
                    gross: Uint128::new(gross),
                });
            }
        }
        batches
    }
}

impl<C: Playground> World<C> {
    /// Signs a batch as the reporter at `index` of the setup, under the configuration that counts for
    /// the batch's epoch.
    ///
    /// # Errors
    /// There is no such reporter, or the oracle refuses the query.
    pub fn sign(&self, index: usize, batch: Batch) -> Result<SignedBatch, WorldError> {
        let key = self
            .reporters
            .get(index)
            .ok_or_else(|| anyhow::anyhow!("there is no reporter {index}"))?;
        let reporters: ReportersResponse =
            self.query(&self.at.oracle, &QueryMsg::Reporters { epoch: batch.epoch })?;
        let domain = BatchDomain {
            chain_id: &self.setup.chain_id,
            oracle: self.at.oracle.as_str(),
            config_version: reporters.version,
        };
        key.sign(u16::try_from(index + 1)?, &domain, batch)
    }

    /// Relays signed batches.
    ///
    /// # Errors
    /// The oracle's.
    pub fn relay(&mut self, batches: Vec<SignedBatch>) -> Result<Included, WorldError> {
        let relayer = self.account("relayer");
        let oracle = self.at.oracle.clone();
        self.execute(&relayer, &oracle, &ExecuteMsg::Relay { batches }, &[])
    }

    /// Makes reports of an epoch final.
    ///
    /// # Errors
    /// The oracle's.
    pub fn finalize(&mut self, epoch: u32, rigs: &[u32]) -> Result<Included, WorldError> {
        let relayer = self.account("relayer");
        let oracle = self.at.oracle.clone();
        let msg = ExecuteMsg::Finalize {
            epoch,
            rigs: rigs.to_vec(),
        };
        self.execute(&relayer, &oracle, &msg, &[])
    }

    /// Every reporter signs the same for an epoch once it has ended, and somebody relays it.
    ///
    /// # Errors
    /// The oracle's.
    pub fn relay_all(
        &mut self,
        epoch: u32,
        observations: &[(u32, u128)],
        market: Option<&MarketObservation>,
    ) -> Result<Included, WorldError> {
        self.wait_until(self.clock().end_of(epoch))?;
        let mut signed = Vec::new();
        for index in 0..self.reporters.len() {
            for batch in World::batches(epoch, observations, market) {
                signed.push(self.sign(index, batch)?);
            }
        }
        self.relay(signed)
    }

    /// Every reporter signs the same for an ended epoch, somebody relays it, the window passes, and
    /// the reports become final.
    ///
    /// # Errors
    /// The oracle's.
    pub fn report(
        &mut self,
        epoch: u32,
        observations: &[(u32, u128)],
        market: Option<&MarketObservation>,
    ) -> Result<(), WorldError> {
        self.relay_all(epoch, observations, market)?;
        let window = self.setup.timing.window_seconds;
        self.wait_until(self.clock().end_of(epoch) + window)?;
        let rigs: Vec<u32> = observations.iter().map(|(rig, _)| *rig).collect();
        self.finalize(epoch, &rigs)?;
        Ok(())
    }

    /// The reporter at `index` of the setup signs two figures for a rig's epoch, and somebody proves it.
    ///
    /// # Errors
    /// The oracle's.
    pub fn catch_liar(
        &mut self,
        index: usize,
        epoch: u32,
        rig: u32,
    ) -> Result<Included, WorldError> {
        let sign = |gross| -> Result<_, WorldError> {
            let batch = World::batches(epoch, &[(rig, gross)], None).remove(0);
            Ok(Box::new(self.sign(index, batch)?))
        };
        let (first, second) = (sign(1)?, sign(2)?);
        let witness = self.account("witness");
        let oracle = self.at.oracle.clone();
        let msg = ExecuteMsg::ProveEquivocation { first, second };
        self.execute(&witness, &oracle, &msg, &[])
    }

    /// A relayer's account, so that no holder or operator is taken for one.
    pub fn relayer(&mut self) -> Addr {
        self.account("relayer")
    }
}
