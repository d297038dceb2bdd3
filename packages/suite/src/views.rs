//! What people ask about the world, in a line each.

use cosmwasm_std::Addr;
use rigshare_chain::Playground;
use rigshare_types::distributor::{
    self, ClaimableResponse, DueResponse, RigBookResponse, RigClaimable, RigEpoch,
};
use rigshare_types::nft::{
    QueryMsg, RigQuery, RigResponse, ShareResponse, StoredSchedule, MINTED, POSITIONS,
};
use rigshare_types::packed::Pack;

use crate::world::{World, WorldError};

/// How long an order stands: for the blocks until it is included.
const DEADLINE_SECONDS: u64 = 60;

impl<C: Playground> World<C> {
    /// Asks the nft contract one of Rigshare's own questions.
    ///
    /// # Errors
    /// The contract's.
    pub fn rig_query<T: serde::de::DeserializeOwned>(
        &self,
        msg: RigQuery,
    ) -> Result<T, WorldError> {
        self.query(&self.at.hashrate_nft, &QueryMsg::Extension { msg })
    }

    /// A rig, whole.
    ///
    /// # Errors
    /// There is no such rig.
    pub fn rig(&self, rig: u32) -> Result<RigResponse, WorldError> {
        self.rig_query(RigQuery::Rig { rig })
    }

    /// What was minted of a rig, as the contracts read it from each other; none of a rig that does not
    /// exist.
    ///
    /// # Errors
    /// The chain does not answer, or what is stored can't be read.
    pub fn minted(&self, rig: u32) -> Result<Option<StoredSchedule>, WorldError> {
        self.schedule(&MINTED.key(rig))
    }

    /// What a holder has of a rig, as the contracts read it from each other; none of a rig that it never
    /// had a share of.
    ///
    /// # Errors
    /// As [`Self::minted`].
    pub fn position(&self, holder: &Addr, rig: u32) -> Result<Option<StoredSchedule>, WorldError> {
        self.schedule(&POSITIONS.key((holder, rig)))
    }

    fn schedule(&self, key: &[u8]) -> Result<Option<StoredSchedule>, WorldError> {
        let stored = self.chain.raw(&self.at.hashrate_nft, key)?;
        let stored = stored.map(|stored| StoredSchedule::from_packed(&stored));
        Ok(stored.transpose()?)
    }

    /// A deadline for something that is done now: time enough for the blocks until it is included.
    ///
    /// # Errors
    /// The chain does not answer.
    pub fn deadline(&self) -> Result<u64, WorldError> {
        Ok(self.time()?.saturating_add(DEADLINE_SECONDS))
    }

    /// What a token stands for.
    ///
    /// # Errors
    /// There is no such token.
    pub fn share(&self, token_id: &str) -> Result<ShareResponse, WorldError> {
        self.rig_query(RigQuery::Share {
            token_id: token_id.to_owned(),
        })
    }

    /// What settling costs.
    ///
    /// # Errors
    /// The contract's.
    pub fn due(&self, items: &[RigEpoch]) -> Result<DueResponse, WorldError> {
        self.query(
            &self.at.distributor,
            &distributor::QueryMsg::Due {
                items: items.to_vec(),
            },
        )
    }

    /// The book of a rig.
    ///
    /// # Errors
    /// The contract's.
    pub fn book(&self, rig: u32) -> Result<RigBookResponse, WorldError> {
        self.query(
            &self.at.distributor,
            &distributor::QueryMsg::RigBook { rig },
        )
    }

    /// What a holder can claim of a rig.
    ///
    /// # Errors
    /// The contract's.
    pub fn claimable(&self, holder: &Addr, rig: u32) -> Result<RigClaimable, WorldError> {
        let query = distributor::QueryMsg::Claimable {
            holder: holder.to_string(),
            rigs: vec![rig],
        };
        let mut response: ClaimableResponse = self.query(&self.at.distributor, &query)?;
        response
            .rigs
            .pop()
            .ok_or_else(|| anyhow::anyhow!("no answer for rig {rig}"))
    }
}
