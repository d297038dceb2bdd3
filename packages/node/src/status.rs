//! What a node says of itself and of its chain's rules.

use cosmrs::proto::cosmos::base::node::v1beta1::{ConfigRequest, ConfigResponse};
use cosmrs::proto::cosmos::base::tendermint::v1beta1::{
    GetNodeInfoRequest, GetNodeInfoResponse, VersionInfo,
};
use cosmrs::proto::cosmwasm::wasm::v1::{AccessType, QueryParamsRequest, QueryParamsResponse};
use cosmwasm_std::Addr;
use serde::Serialize;
use tendermint_rpc::Client;

use crate::{Node, NodeError};

/// What a node says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeStatus {
    /// Its chain.
    pub chain_id: String,
    /// What its operator calls it.
    pub moniker: String,
    /// Its newest block's height.
    pub height: u64,
    /// That block's time, seconds since 1970 UTC.
    pub time_seconds: u64,
    /// Whether it is still behind the chain.
    pub catching_up: bool,
    /// The hash of the chain's state before that block, hexadecimal.
    pub app_hash: String,
    /// CometBFT's version.
    pub comet: String,
}

/// What a node runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeVersions {
    /// The application's name, such as `wasmd`.
    pub app: String,
    /// The application's version.
    pub app_version: String,
    /// The Cosmos SDK's version.
    pub sdk: String,
    /// The wasm module's version without a leading v, where the node says it.
    pub wasmd: Option<String>,
    /// The virtual machine's version without a leading v, where the node says it.
    pub wasmvm: Option<String>,
}

/// Who may upload code to a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum UploadAccess {
    /// Everybody.
    Everybody,
    /// Nobody but governance.
    Nobody,
    /// These accounts.
    AnyOf(Vec<Addr>),
}

impl UploadAccess {
    /// Whether an account may.
    #[must_use]
    pub fn allows(&self, address: &Addr) -> bool {
        match self {
            Self::Everybody => true,
            Self::Nobody => false,
            Self::AnyOf(allowed) => allowed.contains(address),
        }
    }
}

impl Node {
    /// What the node says of itself.
    ///
    /// # Errors
    /// It does not answer.
    pub fn status(&self) -> Result<NodeStatus, NodeError> {
        let answer = self.rpc.ask("status", |client| client.status())?;
        let time = answer.sync_info.latest_block_time.unix_timestamp();
        Ok(NodeStatus {
            chain_id: answer.node_info.network.to_string(),
            moniker: answer.node_info.moniker.to_string(),
            height: answer.sync_info.latest_block_height.value(),
            time_seconds: u64::try_from(time)
                .map_err(|_| self.rpc.bad("status", "a time before 1970"))?,
            catching_up: answer.sync_info.catching_up,
            app_hash: answer.sync_info.latest_app_hash.to_string(),
            comet: answer.node_info.version.to_string(),
        })
    }

    /// What the node runs.
    ///
    /// # Errors
    /// It does not answer, or does not say it.
    pub fn versions(&self) -> Result<NodeVersions, NodeError> {
        let path = "/cosmos.base.tendermint.v1beta1.Service/GetNodeInfo";
        let answer: GetNodeInfoResponse = self.rpc.module(path, &GetNodeInfoRequest {})?;
        let version = answer
            .application_version
            .ok_or_else(|| self.rpc.bad(path, "no version"))?;
        Ok(NodeVersions {
            wasmd: match version.app_name.as_str() {
                "wasmd" => Some(version.version.trim_start_matches('v').to_owned()),
                _ => dependency(&version, "wasmd"),
            },
            wasmvm: dependency(&version, "wasmvm"),
            app: version.app_name,
            app_version: version.version,
            sdk: version.cosmos_sdk_version,
        })
    }

    /// Who may upload code.
    ///
    /// # Errors
    /// The node does not answer.
    pub fn upload_access(&self) -> Result<UploadAccess, NodeError> {
        let path = "/cosmwasm.wasm.v1.Query/Params";
        let answer: QueryParamsResponse = self.rpc.module(path, &QueryParamsRequest {})?;
        let access = answer.params.unwrap_or_default().code_upload_access;
        let access = access.ok_or_else(|| self.rpc.bad(path, "no upload access"))?;
        match AccessType::try_from(access.permission) {
            Ok(AccessType::Everybody) => Ok(UploadAccess::Everybody),
            Ok(AccessType::Nobody) => Ok(UploadAccess::Nobody),
            Ok(AccessType::AnyOfAddresses) => {
                let allowed = access.addresses.into_iter().map(Addr::unchecked);
                Ok(UploadAccess::AnyOf(allowed.collect()))
            }
            _ => Err(self.rpc.bad(path, "an unknown kind of upload access")),
        }
    }

    /// The least gas prices that the node takes, such as `0.025ustake`; empty where it does not tell.
    ///
    /// # Errors
    /// It does not answer, or does not say it.
    pub fn node_min_gas_price(&self) -> Result<String, NodeError> {
        let path = "/cosmos.base.node.v1beta1.Service/Config";
        let answer: ConfigResponse = self.rpc.module(path, &ConfigRequest {})?;
        Ok(answer.minimum_gas_price)
    }

    /// The hash of the chain's state that a block's header states, hexadecimal: the state that the block
    /// before it left.
    ///
    /// # Errors
    /// The node does not answer or does not have the block.
    pub fn app_hash_at(&self, height: u64) -> Result<String, NodeError> {
        Ok(self.rpc.header(height)?.app_hash.to_string())
    }
}

/// The version of a module that the node was built with; its path ends with the name, or with the name
/// and a major version. Of a replaced one, the replacement.
fn dependency(version: &VersionInfo, name: &str) -> Option<String> {
    let is_it = |path: &str| {
        let mut parts = path.rsplit('/');
        let last = parts.next();
        last == Some(name) || (last.is_some_and(is_major) && parts.next() == Some(name))
    };
    let module = version.build_deps.iter().find(|dep| is_it(&dep.path))?;
    let number = module.version.rsplit("=> ").next()?;
    let number = number.rsplit('@').next()?.trim();
    Some(number.trim_start_matches('v').to_owned())
}

fn is_major(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}
