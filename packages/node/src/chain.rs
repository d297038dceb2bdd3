//! The node as a chain that scenarios and deployments run on.

use anyhow::Result;
use cosmrs::proto::cosmos::bank::v1beta1::{QueryBalanceRequest, QueryBalanceResponse};
use cosmrs::proto::cosmos::base::query::v1beta1::PageRequest;
use cosmrs::proto::cosmwasm::wasm::v1::{
    AccessType, CodeInfoResponse, QueryCodeRequest, QueryCodeResponse, QueryCodesRequest,
    QueryCodesResponse, QueryContractInfoRequest, QueryContractInfoResponse,
    QueryRawContractStateRequest, QueryRawContractStateResponse, QuerySmartContractStateRequest,
    QuerySmartContractStateResponse,
};
use cosmwasm_std::{Addr, Binary, CosmosMsg, Uint128};
use rigshare_chain::{Artifact, Block, Chain, Checksum, Included, QueryRefused, Standing};

use crate::node::is_not_found;
use crate::{Node, NodeError, Options};

/// How many codes are asked for at once.
const CODES_A_PAGE: u64 = 100;

/// What the wasm module says after the words of a contract that refuses a question.
const CONTRACT_REFUSED: &str = "query wasm contract failed";

impl Node {
    /// The newest block whose effects questions see.
    ///
    /// # Errors
    /// The node does not answer.
    pub fn newest(&self) -> Result<Block, NodeError> {
        self.rpc.latest()
    }

    fn standing(&self, address: &Addr) -> Result<Option<Standing>, NodeError> {
        let question = QueryContractInfoRequest {
            address: address.to_string(),
        };
        let path = "/cosmwasm.wasm.v1.Query/ContractInfo";
        let answer: QueryContractInfoResponse = match self.rpc.module(path, &question) {
            Err(NodeError::Refused { code, words, .. }) if is_not_found(code, &words) => {
                return Ok(None)
            }
            other => other?,
        };
        Ok(answer.contract_info.map(|info| Standing {
            code_id: info.code_id,
            creator: Addr::unchecked(info.creator),
            admin: (!info.admin.is_empty()).then(|| Addr::unchecked(info.admin)),
            label: info.label,
        }))
    }

    fn code_of(&self, checksum: &Checksum, user: &Addr) -> Result<Option<u64>, NodeError> {
        let path = "/cosmwasm.wasm.v1.Query/Codes";
        let mut key = Vec::new();
        loop {
            let question = QueryCodesRequest {
                pagination: Some(PageRequest {
                    key,
                    limit: CODES_A_PAGE,
                    reverse: true,
                    ..PageRequest::default()
                }),
            };
            let answer: QueryCodesResponse = self.rpc.module(path, &question)?;
            let mut codes = answer.code_infos.iter();
            let is_it = |code: &&CodeInfoResponse| {
                code.data_hash == checksum.as_bytes() && may_use(code, user)
            };
            if let Some(code) = codes.find(is_it) {
                return Ok(Some(code.code_id));
            }
            key = answer.pagination.unwrap_or_default().next_key;
            if key.is_empty() {
                return Ok(None);
            }
        }
    }

    /// A code's bytes as the chain has them.
    ///
    /// # Errors
    /// There is no such code, or the node does not answer.
    pub fn code(&self, code_id: u64) -> Result<Vec<u8>, NodeError> {
        Ok(self.stored(code_id)?.data)
    }

    fn stored(&self, code_id: u64) -> Result<QueryCodeResponse, NodeError> {
        let path = "/cosmwasm.wasm.v1.Query/Code";
        match self.rpc.module(path, &QueryCodeRequest { code_id }) {
            Err(NodeError::Refused { code, words, .. }) if is_not_found(code, &words) => {
                Err(NodeError::NoCode { code_id })
            }
            other => other,
        }
    }

    fn store_of(&self, contract: &Addr, key: &[u8]) -> Result<Option<Binary>, NodeError> {
        let absent = || NodeError::NoContract {
            address: contract.clone(),
        };
        let question = QueryRawContractStateRequest {
            address: contract.to_string(),
            query_data: key.to_vec(),
        };
        let path = "/cosmwasm.wasm.v1.Query/RawContractState";
        let answer: QueryRawContractStateResponse = match self.rpc.module(path, &question) {
            Err(NodeError::Refused { code, words, .. }) if is_not_found(code, &words) => {
                return Err(absent())
            }
            other => other?,
        };
        // The chain answers nothing for a key that is not there; it stores no empty values.
        Ok((!answer.data.is_empty()).then(|| answer.data.into()))
    }
}

/// Whether an account may instantiate a code, and migrate contracts to it.
fn may_use(code: &CodeInfoResponse, user: &Addr) -> bool {
    let Some(access) = &code.instantiate_permission else {
        return true;
    };
    match AccessType::try_from(access.permission) {
        Ok(AccessType::Everybody) => true,
        Ok(AccessType::AnyOfAddresses) => access.addresses.iter().any(|of| of == user.as_str()),
        _ => false,
    }
}

impl Chain for Node {
    fn id(&self) -> &str {
        &self.config.chain_id
    }

    fn prefix(&self) -> &str {
        &self.config.prefix
    }

    fn latest(&self) -> Result<Block> {
        Ok(self.newest()?)
    }

    fn submit(&mut self, sender: &Addr, messages: Vec<CosmosMsg>) -> Result<Included> {
        Ok(self.submit_with(sender, messages, &Options::default())?)
    }

    fn store(&mut self, sender: &Addr, artifact: &Artifact) -> Result<(u64, Included)> {
        Ok(self.store_with(sender, artifact, &Options::default())?)
    }

    fn code_with(&self, checksum: &Checksum, user: &Addr) -> Result<Option<u64>> {
        Ok(self.code_of(checksum, user)?)
    }

    fn checksum_of(&self, code_id: u64) -> Result<Checksum> {
        let info = self.stored(code_id)?.code_info;
        let info = info.ok_or(NodeError::NoCode { code_id })?;
        Checksum::try_from(info.data_hash.as_slice()).map_err(anyhow::Error::msg)
    }

    fn contract_at(&self, address: &Addr) -> Result<Option<Standing>> {
        Ok(self.standing(address)?)
    }

    fn smart(&self, contract: &Addr, question: Binary) -> Result<Binary> {
        let question = QuerySmartContractStateRequest {
            address: contract.to_string(),
            query_data: question.to_vec(),
        };
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let meaning = |error, log: &str| match error {
            // A contract's own words may be anything: these are the wasm module's for this address.
            NodeError::Refused { words, .. }
                if words == format!("address {contract}: no such contract") =>
            {
                NodeError::NoContract {
                    address: contract.clone(),
                }
            }
            NodeError::Refused { words, .. } if log.contains(CONTRACT_REFUSED) => QueryRefused {
                contract: contract.clone(),
                words,
            }
            .into(),
            other => other,
        };
        let answer = self.rpc.module_or(path, &question, meaning);
        let answer: QuerySmartContractStateResponse = answer.map_err(|error| match error {
            NodeError::Question(refused) => anyhow::Error::from(refused),
            other => other.into(),
        })?;
        Ok(answer.data.into())
    }

    fn raw(&self, contract: &Addr, key: &[u8]) -> Result<Option<Binary>> {
        Ok(self.store_of(contract, key)?)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<Uint128> {
        let question = QueryBalanceRequest {
            address: account.to_string(),
            denom: denom.to_owned(),
        };
        let path = "/cosmos.bank.v1beta1.Query/Balance";
        let answer: QueryBalanceResponse = self.rpc.module(path, &question)?;
        let amount = answer.balance.unwrap_or_default().amount;
        let bad = |error: cosmwasm_std::StdError| self.rpc.bad(path, &error.to_string());
        Ok(amount.parse().map_err(bad)?)
    }
}
