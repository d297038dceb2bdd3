//! The tokens' contract as the marketplace sees it: raw keys, and nothing else.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use cosmwasm_std::testing::MockQuerier;
use cosmwasm_std::{
    from_json, to_json_vec, Addr, Binary, ContractResult, SystemError, SystemResult, Uint128,
    WasmQuery,
};
use cw721::state::Approval;
use cw_utils::Expiration;
use rigshare_types::nft::{
    PayoutScheme, RigFacts, RigStatus, Share, StoredToken, OPERATORS, RIGS, TOKENS,
};
use rigshare_types::oracle::Grade;
use rigshare_types::packed::Pack;
use rigshare_types::units::Denom;

type Raw = Rc<RefCell<BTreeMap<(String, Vec<u8>), Vec<u8>>>>;

/// Raw storage of the nft, shared with the querier that serves it.
pub struct Nft {
    pub address: Addr,
    raw: Raw,
}

impl Nft {
    pub fn serve(address: Addr, querier: &mut MockQuerier) -> Self {
        let raw = Raw::default();
        let served = Rc::clone(&raw);
        querier.update_wasm(move |query| match query {
            WasmQuery::Raw { contract_addr, key } => {
                let key = (contract_addr.clone(), key.to_vec());
                let value = served.borrow().get(&key).cloned().unwrap_or_default();
                SystemResult::Ok(ContractResult::Ok(Binary::new(value)))
            }
            other => SystemResult::Err(SystemError::UnsupportedRequest {
                kind: format!("contracts of the suite read each other raw only: {other:?}"),
            }),
        });
        Self { address, raw }
    }

    fn key(&self, key: Vec<u8>) -> (String, Vec<u8>) {
        (self.address.to_string(), key)
    }

    pub fn put_raw(&self, key: Vec<u8>, value: Vec<u8>) {
        self.raw.borrow_mut().insert(self.key(key), value);
    }

    pub fn put_token(&self, token_id: &str, token: &StoredToken) {
        self.put_raw(TOKENS.key(token_id).to_vec(), to_json_vec(token).unwrap());
    }

    pub fn token(&self, token_id: &str) -> Option<StoredToken> {
        let key = self.key(TOKENS.key(token_id).to_vec());
        self.raw
            .borrow()
            .get(&key)
            .map(|value| from_json(value).unwrap())
    }

    pub fn mint(&self, token_id: &str, rig: u32, shares: u64, owner: &Addr) {
        let token = StoredToken {
            owner: owner.clone(),
            approvals: vec![],
            token_uri: None,
            extension: Share { v: 1, rig, shares },
        };
        self.put_token(token_id, &token);
    }

    pub fn burn(&self, token_id: &str) {
        let key = self.key(TOKENS.key(token_id).to_vec());
        self.raw.borrow_mut().remove(&key).unwrap();
    }

    pub fn approve(&self, token_id: &str, spender: &Addr, expires: Expiration) {
        let mut token = self.token(token_id).unwrap();
        token.approvals = vec![Approval {
            spender: spender.clone(),
            expires,
        }];
        self.put_token(token_id, &token);
    }

    pub fn revoke(&self, token_id: &str) {
        let mut token = self.token(token_id).unwrap();
        token.approvals.clear();
        self.put_token(token_id, &token);
    }

    pub fn approve_all(&self, owner: &Addr, operator: &Addr, expires: Expiration) {
        let key = OPERATORS.key((owner, operator)).to_vec();
        self.put_raw(key, to_json_vec(&expires).unwrap());
    }

    pub fn revoke_all(&self, owner: &Addr, operator: &Addr) {
        let key = self.key(OPERATORS.key((owner, operator)).to_vec());
        self.raw.borrow_mut().remove(&key);
    }

    pub fn transfer(&self, token_id: &str, to: &Addr) {
        let mut token = self.token(token_id).unwrap();
        assert_ne!(token.owner, to, "the nft refuses transfers to oneself");
        token.owner = to.clone();
        token.approvals.clear();
        self.put_token(token_id, &token);
    }

    pub fn put_rig(&self, rig: u32, operator: &Addr, royalty_bps: u16) {
        let facts = RigFacts {
            v: 1,
            status: RigStatus::Approved,
            operator: operator.clone(),
            coin: "BTC".to_owned(),
            hashrate_hs: Uint128::new(100_000_000_000_000),
            shares: 100,
            terms: vec![],
            pool: "braiins".to_owned(),
            scheme: PayoutScheme::Fpps,
            start_epoch: 1,
            end_epoch: 366,
            retired: false,
            payout: Denom::Native("ubtc".to_owned()),
            least_grade: Grade::Attested,
            royalty_bps,
        };
        self.put_raw(RIGS.key(rig), facts.to_packed());
    }

    pub fn forget_rig(&self, rig: u32) {
        let key = self.key(RIGS.key(rig));
        self.raw.borrow_mut().remove(&key).unwrap();
    }
}
