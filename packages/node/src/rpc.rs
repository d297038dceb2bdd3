//! Questions to a node: CometBFT's JSON-RPC, and through it the chain's modules.

use std::future::Future;
use std::time::{Duration, Instant};

use cosmrs::proto::traits::Message;
use rigshare_chain::Block;
use tendermint::block::{Header, Height};
use tendermint_rpc::error::ErrorDetail;
use tendermint_rpc::Client;
use tokio::runtime::{Builder, Runtime};

use crate::error::RPC;
use crate::http::HttpRpc;
use crate::words::Failure;
use crate::NodeError;

/// How often a question that loses its answer is asked; asking changes nothing.
const ATTEMPTS: usize = 3;

/// How long to wait before it is asked again.
const PAUSE: Duration = Duration::from_millis(150);

/// A connection to a node, with the thread of its own that drives it while it is asked.
pub struct Rpc {
    url: String,
    client: HttpRpc,
    runtime: Runtime,
    request_timeout: Duration,
}

impl Rpc {
    /// A connection; nothing is sent yet.
    pub fn new(url: &str, request_timeout: Duration) -> Result<Self, NodeError> {
        let system = |why: String| NodeError::System { why };
        let runtime = Builder::new_current_thread().enable_all().build();
        let client = HttpRpc::new(url, request_timeout);
        Ok(Self {
            url: url.to_owned(),
            client: client.map_err(|error| system(error.to_string()))?,
            runtime: runtime.map_err(|error| system(error.to_string()))?,
            request_timeout,
        })
    }

    /// Lets time pass.
    pub fn pause(&self, time: Duration) {
        self.runtime
            .block_on(async { tokio::time::sleep(time).await });
    }

    /// Asks once.
    pub fn once<'a, T, F>(&'a self, ask: impl Fn(&'a HttpRpc) -> F) -> Result<T, RpcFailure>
    where
        F: Future<Output = Result<T, tendermint_rpc::Error>>,
    {
        self.runtime.block_on(ask(&self.client)).map_err(Into::into)
    }

    /// Asks what changes nothing, and asks again where the answer is lost.
    ///
    /// # Errors
    /// The node does not answer, or refuses the question.
    pub fn ask<'a, T, F>(
        &'a self,
        question: &str,
        ask: impl Fn(&'a HttpRpc) -> F,
    ) -> Result<T, NodeError>
    where
        F: Future<Output = Result<T, tendermint_rpc::Error>>,
    {
        let mut attempt = 1;
        loop {
            let began = Instant::now();
            let failure = match self.once(&ask) {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let was_slow = began.elapsed() >= self.request_timeout;
            let is_final = matches!(failure, RpcFailure::Said(_));
            if is_final || was_slow || attempt == ATTEMPTS {
                return Err(self.error(question, failure));
            }
            attempt += 1;
            self.pause(PAUSE);
        }
    }

    /// What a failure means to the one who asked.
    pub fn error(&self, question: &str, failure: RpcFailure) -> NodeError {
        let rpc = self.url.clone();
        match failure {
            RpcFailure::NoAnswer(why) => NodeError::Unreachable { rpc, why },
            RpcFailure::Garbled(why) => NodeError::BadAnswer {
                rpc,
                question: question.to_owned(),
                why,
            },
            RpcFailure::Said(words) => NodeError::Refused {
                words,
                codespace: RPC.to_owned(),
                code: 0,
                tx_hash: None,
                block: None,
            },
        }
    }

    /// Asks a module of the chain.
    ///
    /// # Errors
    /// The node does not answer, or the module refuses the question.
    pub fn module<A: Message + Default>(
        &self,
        path: &str,
        question: &impl Message,
    ) -> Result<A, NodeError> {
        self.module_or(path, question, |error, _| error)
    }

    /// As [`Self::module`]; `meaning` says what a refusal means, of what the node logs.
    ///
    /// # Errors
    /// The node does not answer, or what `meaning` makes of the module's refusal.
    pub fn module_or<A: Message + Default>(
        &self,
        path: &str,
        question: &impl Message,
        meaning: impl FnOnce(NodeError, &str) -> NodeError,
    ) -> Result<A, NodeError> {
        let question = question.encode_to_vec();
        let answer = self.ask(path, |client| {
            client.abci_query(Some(path.to_owned()), question.clone(), None, false)
        })?;
        if answer.code.is_err() {
            let failure = Failure {
                log: &answer.log,
                codespace: &answer.codespace,
                code: answer.code.value(),
                tx_hash: None,
                block: None,
                gas: None,
            };
            return Err(meaning(failure.error(), &answer.log));
        }
        A::decode(answer.value.as_slice()).map_err(|why| self.bad(path, &why.to_string()))
    }

    /// The newest block whose effects questions see.
    ///
    /// The node's own newest block may be one further: it is stored before it is executed.
    ///
    /// # Errors
    /// The node does not answer.
    pub fn latest(&self) -> Result<Block, NodeError> {
        self.block(self.latest_height()?)
    }

    /// The height of [`Self::latest`].
    ///
    /// # Errors
    /// The node does not answer.
    pub fn latest_height(&self) -> Result<u64, NodeError> {
        let info = self.ask("abci_info", |client| client.abci_info())?;
        Ok(info.last_block_height.value())
    }

    /// A block's height and time.
    ///
    /// # Errors
    /// The node does not answer or does not have the block.
    pub fn block(&self, height: u64) -> Result<Block, NodeError> {
        let header = self.header(height)?;
        let seconds = header.time.unix_timestamp();
        Ok(Block {
            height,
            time_seconds: u64::try_from(seconds)
                .map_err(|_| self.bad("header", "a time before 1970"))?,
        })
    }

    /// A block's header.
    ///
    /// # Errors
    /// As [`Self::block`].
    pub fn header(&self, height: u64) -> Result<Header, NodeError> {
        let height = Height::try_from(height)
            .map_err(|_| self.bad("header", &format!("height {height} is too high")))?;
        let answer = self.ask("header", |client| client.header(height))?;
        Ok(answer.header)
    }

    /// An answer that can't be understood.
    pub fn bad(&self, question: &str, why: &str) -> NodeError {
        self.error(question, RpcFailure::Garbled(why.to_owned()))
    }
}

/// How a question to the node failed.
pub enum RpcFailure {
    /// No answer came, or one of something between the node and us.
    NoAnswer(String),
    /// The answer can't be understood.
    Garbled(String),
    /// The node itself refuses, in these words.
    Said(String),
}

impl From<tendermint_rpc::Error> for RpcFailure {
    fn from(error: tendermint_rpc::Error) -> Self {
        match error.detail() {
            ErrorDetail::Response(detail) => {
                let said = detail.source.data().unwrap_or(detail.source.message());
                Self::Said(said.to_owned())
            }
            ErrorDetail::ClientInternal(detail) => Self::NoAnswer(detail.reason.clone()),
            ErrorDetail::HttpRequestFailed(detail) => Self::NoAnswer(detail.to_string()),
            other => Self::Garbled(other.to_string()),
        }
    }
}
