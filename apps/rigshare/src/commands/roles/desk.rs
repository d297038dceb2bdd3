//! What commands ask the suite.

use cosmwasm_std::{from_json, Addr};
use rigshare_chain::Chain;
use rigshare_deploy::Plan;
use rigshare_types::distributor::{self, ClaimableResponse, RigBookResponse, RigClaimable};
use rigshare_types::marketplace::{self, AskResponse, AsksResponse, OfferResponse, OffersResponse};
use rigshare_types::nft::{
    self, PositionResponse, PositionsResponse, QueryMsg, RigQuery, RigResponse, RigsResponse,
    ShareResponse, StoredSchedule, StoredToken, MINTED, OPERATORS, TOKENS,
};
use rigshare_types::oracle;
use rigshare_types::packed::Pack;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The most entries of a page of things.
const PAGE: u32 = 30;

/// A suite on a chain, to be asked.
pub struct Desk<'a, C> {
    /// The chain.
    pub chain: &'a C,
    /// Where the suite's contracts stand.
    pub at: &'a Plan,
}

impl<'a, C: Chain> Desk<'a, C> {
    /// The suite at these addresses of a chain.
    pub const fn new(chain: &'a C, at: &'a Plan) -> Self {
        Self { chain, at }
    }

    /// The time of the newest block, in seconds since 1970.
    ///
    /// # Errors
    /// The chain does not answer.
    pub fn now_seconds(&self) -> anyhow::Result<u64> {
        Ok(self.chain.latest()?.time_seconds)
    }

    /// Asks the nft contract one of cw721's questions.
    ///
    /// # Errors
    /// The contract refuses, or the chain does not answer.
    pub fn nft<T: DeserializeOwned>(&self, question: &QueryMsg) -> anyhow::Result<T> {
        self.chain.query(&self.at.hashrate_nft, question)
    }

    /// Asks the nft contract one of Rigshare's own questions.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn rig_query<T: DeserializeOwned>(&self, msg: RigQuery) -> anyhow::Result<T> {
        self.nft(&QueryMsg::Extension { msg })
    }

    /// Asks the oracle.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn oracle<T: DeserializeOwned>(&self, question: &oracle::QueryMsg) -> anyhow::Result<T> {
        self.chain.query(&self.at.oracle, question)
    }

    /// Asks the distributor.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn distributor<T: DeserializeOwned>(
        &self,
        question: &distributor::QueryMsg,
    ) -> anyhow::Result<T> {
        self.chain.query(&self.at.distributor, question)
    }

    /// Asks the marketplace.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn market<T: DeserializeOwned>(
        &self,
        question: &marketplace::QueryMsg,
    ) -> anyhow::Result<T> {
        self.chain.query(&self.at.marketplace, question)
    }

    /// The clock, the peers and the roles.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn config(&self) -> anyhow::Result<nft::ConfigResponse> {
        self.rig_query(RigQuery::Config {})
    }

    /// A rig, whole.
    ///
    /// # Errors
    /// There is no such rig, or as [`Self::nft`].
    pub fn rig(&self, rig: u32) -> anyhow::Result<RigResponse> {
        self.rig_query(RigQuery::Rig { rig })
    }

    /// All rigs, by rising number.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn rigs(&self) -> anyhow::Result<Vec<RigResponse>> {
        all(|after: Option<&RigResponse>| {
            let question = RigQuery::Rigs {
                start_after: after.map(|rig| rig.rig),
                limit: Some(PAGE),
            };
            Ok(self.rig_query::<RigsResponse>(question)?.rigs)
        })
    }

    /// What a token stands for.
    ///
    /// # Errors
    /// There is no such token, or as [`Self::nft`].
    pub fn share(&self, token_id: &str) -> anyhow::Result<ShareResponse> {
        self.rig_query(RigQuery::Share {
            token_id: token_id.to_owned(),
        })
    }

    /// The tokens of an owner, or all, by rising id.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn tokens(&self, owner: Option<&Addr>) -> anyhow::Result<Vec<ShareResponse>> {
        let ids: Vec<String> = all(|after: Option<&String>| {
            let (start_after, limit) = (after.cloned(), Some(PAGE));
            let question = match owner {
                Some(owner) => QueryMsg::Tokens {
                    owner: owner.to_string(),
                    start_after,
                    limit,
                },
                None => QueryMsg::AllTokens { start_after, limit },
            };
            Ok(self.nft::<Tokens>(&question)?.tokens)
        })?;
        ids.iter().map(|id| self.share(id)).collect()
    }

    /// What is stored of a token, with its approvals; `None` where there is no such token.
    ///
    /// # Errors
    /// The chain does not answer, or the token can't be read.
    pub fn stored_token(&self, token_id: &str) -> anyhow::Result<Option<StoredToken>> {
        self.stored(&self.at.hashrate_nft, &TOKENS.key(token_id))
    }

    /// Whether the marketplace may move a token for good, so that no approval need be sent.
    ///
    /// # Errors
    /// As [`Self::stored_token`].
    pub fn market_is_approved(&self, token: &StoredToken) -> anyhow::Result<bool> {
        let market = &self.at.marketplace;
        let never = Default::default();
        let of_token = token
            .approvals
            .iter()
            .any(|approval| approval.spender == *market && approval.expires == never);
        if of_token {
            return Ok(true);
        }
        let key = OPERATORS.key((&token.owner, market));
        let until = self.chain.raw(&self.at.hashrate_nft, &key)?;
        let until = until.map(from_json).transpose()?;
        Ok(
            until
                .is_some_and(|until: cw_utils::Expiration| until == cw_utils::Expiration::Never {}),
        )
    }

    /// A holder's positions, by rising rig.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn positions(&self, holder: &Addr) -> anyhow::Result<Vec<PositionResponse>> {
        all(|after: Option<&PositionResponse>| {
            let question = RigQuery::Positions {
                holder: holder.to_string(),
                start_after: after.map(|position| position.rig),
                limit: Some(PAGE),
            };
            Ok(self.rig_query::<PositionsResponse>(question)?.positions)
        })
    }

    /// What is minted of a rig.
    ///
    /// # Errors
    /// There is no such rig, or the chain does not answer.
    pub fn minted(&self, rig: u32) -> anyhow::Result<StoredSchedule> {
        let stored = self.chain.raw(&self.at.hashrate_nft, &MINTED.key(rig))?;
        let stored = stored.ok_or_else(|| anyhow::anyhow!("there is no rig {rig}"))?;
        Ok(StoredSchedule::from_packed(&stored)?)
    }

    /// What a holder can claim of rigs, in the order of the question.
    ///
    /// # Errors
    /// The holder never had a share of one, or as [`Self::nft`].
    pub fn claimable(&self, holder: &Addr, rigs: &[u32]) -> anyhow::Result<Vec<RigClaimable>> {
        let mut found = Vec::with_capacity(rigs.len());
        for some in rigs.chunks(PAGE as usize) {
            let question = distributor::QueryMsg::Claimable {
                holder: holder.to_string(),
                rigs: some.to_vec(),
            };
            found.extend(self.distributor::<ClaimableResponse>(&question)?.rigs);
        }
        Ok(found)
    }

    /// The book of a rig.
    ///
    /// # Errors
    /// There is no such rig, or as [`Self::nft`].
    pub fn book(&self, rig: u32) -> anyhow::Result<RigBookResponse> {
        self.distributor(&distributor::QueryMsg::RigBook { rig })
    }

    /// All asks by token.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn asks(&self) -> anyhow::Result<Vec<AskResponse>> {
        all(|after: Option<&AskResponse>| {
            let question = marketplace::QueryMsg::Asks {
                start_after: after.map(|ask| ask.token_id.clone()),
                limit: Some(PAGE),
            };
            Ok(self.market::<AsksResponse>(&question)?.asks)
        })
    }

    /// The offers for a rig and its tokens, or all, by rising number.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn offers(&self, rig: Option<u32>) -> anyhow::Result<Vec<OfferResponse>> {
        all(|after: Option<&OfferResponse>| {
            let question = marketplace::QueryMsg::Offers {
                rig,
                start_after: after.map(|offer| offer.offer),
                limit: Some(PAGE),
            };
            Ok(self.market::<OffersResponse>(&question)?.offers)
        })
    }

    /// What an address has on its account in the marketplace.
    ///
    /// # Errors
    /// As [`Self::nft`].
    pub fn market_account(&self, address: &Addr) -> anyhow::Result<Vec<cosmwasm_std::Coin>> {
        all(|after: Option<&cosmwasm_std::Coin>| {
            let question = marketplace::QueryMsg::Account {
                address: address.to_string(),
                start_after: after.map(|coin| coin.denom.clone()),
                limit: Some(PAGE),
            };
            Ok(self
                .market::<marketplace::AccountResponse>(&question)?
                .amounts)
        })
    }

    fn stored<T: Serialize + DeserializeOwned>(
        &self,
        contract: &Addr,
        key: &[u8],
    ) -> anyhow::Result<Option<T>> {
        let value = self.chain.raw(contract, key)?;
        Ok(value.map(from_json).transpose()?)
    }
}

/// cw721's page of token ids.
#[derive(Deserialize)]
struct Tokens {
    tokens: Vec<String>,
}

/// All entries of a paged list: pages from the beginning until one is empty.
///
/// # Errors
/// A page can't be had.
pub fn all<T>(
    mut page: impl FnMut(Option<&T>) -> anyhow::Result<Vec<T>>,
) -> anyhow::Result<Vec<T>> {
    let mut entries: Vec<T> = Vec::new();
    loop {
        let next = page(entries.last())?;
        if next.is_empty() {
            return Ok(entries);
        }
        entries.extend(next);
    }
}
