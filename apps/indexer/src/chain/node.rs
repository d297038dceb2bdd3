//! A node: CometBFT's JSON-RPC, and through it the contracts.

use std::time::Duration;

use cosmrs::proto::cosmwasm::wasm::v1::{
    QuerySmartContractStateRequest, QuerySmartContractStateResponse,
};
use cosmrs::proto::traits::Message;
use rigshare_node::HttpRpc;
use sha2::{Digest, Sha256};
use tendermint::abci;
use tendermint_rpc::endpoint::{block, block_results};
use tendermint_rpc::error::ErrorDetail;
use tendermint_rpc::Client;

use super::Block;
use crate::error::IndexError;
use crate::event::{Contracts, Emitted};

/// How long the node may take to answer.
const TIMEOUT: Duration = Duration::from_secs(15);

/// What a node says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Its chain.
    pub chain_id: String,
    /// The first block that it has.
    pub earliest_height: u64,
}

/// A connection to a node.
#[derive(Clone, Debug)]
pub struct Node {
    url: String,
    client: HttpRpc,
    contracts: Contracts,
}

impl Node {
    /// A connection; nothing is sent yet.
    ///
    /// # Errors
    /// The address is none.
    pub fn new(url: &str, contracts: Contracts) -> Result<Self, IndexError> {
        let failed = |error: tendermint_rpc::Error| IndexError::Node {
            rpc: url.to_owned(),
            why: error.to_string(),
        };
        let client = HttpRpc::new(url, TIMEOUT);
        Ok(Self {
            url: url.to_owned(),
            client: client.map_err(failed)?,
            contracts,
        })
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The suite's contracts.
    #[must_use]
    pub const fn contracts(&self) -> &Contracts {
        &self.contracts
    }

    fn failed(&self, question: &str) -> impl FnOnce(tendermint_rpc::Error) -> IndexError + use<'_> {
        let question = question.to_owned();
        move |error| {
            // Where it came from in the code, which a trace says on lines of its own, is nobody's business.
            let why = match error.detail() {
                ErrorDetail::ClientInternal(detail) => detail.reason.clone(),
                _ => format!("{:#}", error.trace()),
            };
            let why = why.lines().next().unwrap_or_default();
            self.error(format!("{question}: {why}"))
        }
    }

    fn error(&self, why: impl Into<String>) -> IndexError {
        IndexError::Node {
            rpc: self.url.clone(),
            why: why.into(),
        }
    }

    /// What the node says of itself.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn status(&self) -> Result<Status, IndexError> {
        let status = self.client.status().await.map_err(self.failed("status"))?;
        Ok(Status {
            chain_id: status.node_info.network.to_string(),
            earliest_height: status.sync_info.earliest_block_height.value(),
        })
    }

    /// The newest block that was executed: the node stores blocks before it executes them.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn newest_height(&self) -> Result<u64, IndexError> {
        let info = self.client.abci_info().await;
        Ok(info
            .map_err(self.failed("abci_info"))?
            .last_block_height
            .value())
    }

    /// A block that was executed.
    ///
    /// # Errors
    /// The node does not answer, or does not have it.
    pub async fn block(&self, height: u64) -> Result<Block, IndexError> {
        let number = block_height(height).map_err(|why| self.error(why))?;
        let (block, results) =
            futures::future::try_join(self.client.block(number), self.client.block_results(number))
                .await
                .map_err(self.failed(&format!("block {height}")))?;
        self.read(height, &block, results)
    }

    fn read(
        &self,
        height: u64,
        answer: &block::Response,
        results: block_results::Response,
    ) -> Result<Block, IndexError> {
        let header = &answer.block.header;
        let seconds = u64::try_from(header.time.unix_timestamp());
        let transactions = &answer.block.data;
        let executed = results.txs_results.unwrap_or_default();
        if header.height.value() != height || executed.len() != transactions.len() {
            return Err(self.error(format!(
                "block {height}: it answers block {} with {} transactions and {} results",
                header.height,
                transactions.len(),
                executed.len()
            )));
        }
        let mut events = Vec::new();
        let (before, after): (Vec<_>, Vec<_>) = results
            .finalize_block_events
            .iter()
            .partition(|event| is_before_transactions(event));
        self.collect(&mut events, 0, "", before.into_iter());
        for (index, (transaction, result)) in transactions.iter().zip(&executed).enumerate() {
            // What a failed transaction emitted did not happen.
            if result.code.is_ok() {
                let hash = hex(&Sha256::digest(transaction));
                self.collect(&mut events, index + 1, &hash, result.events.iter());
            }
        }
        self.collect(&mut events, executed.len() + 1, "", after.into_iter());
        let parent = header.last_block_id;
        Ok(Block {
            height,
            time_seconds: seconds.map_err(|_| self.error("a time before 1970"))?,
            hash: answer.block_id.hash.to_string(),
            parent_hash: parent.map(|id| id.hash.to_string()).unwrap_or_default(),
            events,
        })
    }

    fn collect<'a>(
        &self,
        into: &mut Vec<Emitted>,
        transaction: usize,
        tx_hash: &str,
        events: impl Iterator<Item = &'a abci::Event>,
    ) {
        for (place, event) in events.enumerate() {
            let attributes = event.attributes.iter().filter_map(|attribute| {
                // Contracts emit text only.
                Some((attribute.key_str().ok()?, attribute.value_str().ok()?))
            });
            if let Some((contract, kind, attributes)) =
                Emitted::of(&self.contracts, &event.kind, attributes)
            {
                into.push(Emitted {
                    transaction,
                    event: place,
                    tx_hash: tx_hash.to_owned(),
                    contract,
                    kind,
                    attributes,
                });
            }
        }
    }

    /// Asks a contract.
    ///
    /// # Errors
    /// The node does not answer, or the contract refuses.
    pub async fn smart(&self, contract: &str, question: Vec<u8>) -> Result<Vec<u8>, IndexError> {
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let request = QuerySmartContractStateRequest {
            address: contract.to_owned(),
            query_data: question,
        };
        let answer = self
            .client
            .abci_query(Some(path.to_owned()), request.encode_to_vec(), None, false)
            .await
            .map_err(self.failed("smart query"))?;
        if answer.code.is_err() {
            return Err(self.error(format!("contract {contract}: {}", answer.log)));
        }
        let answer = QuerySmartContractStateResponse::decode(answer.value.as_slice());
        answer
            .map(|answer| answer.data)
            .map_err(|error| self.error(format!("contract {contract}: {error}")))
    }
}

/// What the SDK writes on events of the block itself: when in the block they happened.
fn is_before_transactions(event: &abci::Event) -> bool {
    event.attributes.iter().any(|attribute| {
        attribute.key_bytes() == b"mode" && attribute.value_bytes() == b"BeginBlock"
    })
}

fn block_height(height: u64) -> Result<tendermint::block::Height, String> {
    height
        .try_into()
        .map_err(|_| format!("height {height} is too high"))
}

/// Upper case, as explorers write it.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
