//! A marketplace, its tokens' contract as raw keys, and a bank that follows the messages.

use std::collections::BTreeMap;

use cosmwasm_std::testing::{message_info, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{
    coin, from_json, Addr, BankMsg, Coin, CosmosMsg, Env, Event, Order, OwnedDeps, Response,
    Storage, Uint128, WasmMsg,
};
use cw_utils::Expiration;
use marketplace::contract::{execute, instantiate, query};
use marketplace::error::ContractError;
use rigshare_types::marketplace::{
    AccountResponse, AskResponse, ExecuteMsg, InstantiateMsg, OfferResponse, Purchase, QueryMsg,
};
use rigshare_types::nft;
use serde::de::DeserializeOwned;

use crate::peers::Nft;

/// 2.5 % to the protocol; rig 1 has 5 % royalty, rig 2 none.
pub const FEE_BPS: u16 = 250;
pub const DENOM: &str = "uusdc";
pub const OTHER: &str = "ubtc";

pub struct World {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    pub nft: Nft,
    pub bank: BTreeMap<(Addr, String), i128>,
}

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn born() -> InstantiateMsg {
    InstantiateMsg {
        owner: addr("owner").into(),
        pauser: addr("pauser").into(),
        hashrate_nft: addr("nft").into(),
        protocol_recipient: addr("protocol").into(),
        fee_bps: FEE_BPS,
        denoms: vec![DENOM.to_owned(), OTHER.to_owned()],
    }
}

impl World {
    /// Token 1 (rig 1, 10 shares) and token 2 (rig 2, 3 shares) of alice, token 3 (rig 1, 40 shares)
    /// of bob; alice approved token 1, bob all that he has.
    pub fn new() -> Self {
        let mut querier = MockQuerier::default();
        let nft = Nft::serve(addr("nft"), &mut querier);
        let mut world = Self {
            deps: OwnedDeps {
                storage: MockStorage::default(),
                api: MockApi::default(),
                querier,
                custom_query_type: std::marker::PhantomData,
            },
            env: mock_env(),
            nft,
            bank: BTreeMap::new(),
        };
        instantiate(
            world.deps.as_mut(),
            world.env.clone(),
            message_info(&addr("owner"), &[]),
            born(),
        )
        .unwrap();
        world.nft.put_rig(1, &addr("operator"), 500);
        world.nft.put_rig(2, &addr("operator"), 0);
        world.nft.mint("1", 1, 10, &addr("alice"));
        world.nft.mint("2", 2, 3, &addr("alice"));
        world.nft.mint("3", 1, 40, &addr("bob"));
        let here = world.here();
        world.nft.approve("1", &here, Expiration::Never {});
        world
            .nft
            .approve_all(&addr("bob"), &here, Expiration::Never {});
        world
    }

    pub fn here(&self) -> Addr {
        self.env.contract.address.clone()
    }

    pub fn now(&self) -> u64 {
        self.env.block.time.seconds()
    }

    pub fn wait(&mut self, seconds: u64) {
        self.env.block.time = self.env.block.time.plus_seconds(seconds);
        self.env.block.height += 1;
    }

    pub fn dump(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps
            .storage
            .range(None, None, Order::Ascending)
            .collect()
    }

    /// Does it, follows the messages, and checks that a refusal changes nothing.
    pub fn execute(
        &mut self,
        sender: &Addr,
        funds: &[Coin],
        msg: ExecuteMsg,
    ) -> Result<Response, ContractError> {
        let before = self.dump();
        let info = message_info(sender, funds);
        let result = execute(self.deps.as_mut(), self.env.clone(), info, msg);
        match &result {
            Ok(response) => {
                let here = self.here();
                self.pay(sender, &here, funds);
                self.follow(response);
            }
            Err(error) => {
                assert_eq!(before, self.dump(), "a refusal changed something: {error}");
                assert!(error.to_string().len() < 600, "a long error: {error}");
            }
        }
        result
    }

    pub fn by(&mut self, name: &str, msg: ExecuteMsg) -> Result<Response, ContractError> {
        self.execute(&addr(name), &[], msg)
    }

    fn pay(&mut self, from: &Addr, to: &Addr, coins: &[Coin]) {
        for Coin { denom, amount } in coins {
            let amount = i128::try_from(amount.u128()).unwrap();
            assert_ne!(amount, 0, "the bank refuses to send nothing");
            *self.bank.entry((from.clone(), denom.clone())).or_default() -= amount;
            *self.bank.entry((to.clone(), denom.clone())).or_default() += amount;
        }
    }

    fn follow(&mut self, response: &Response) {
        let here = self.here();
        for message in &response.messages {
            match &message.msg {
                CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                    self.pay(&here, &Addr::unchecked(to_address), amount);
                    for coin in amount {
                        let left = self.balance(&here, &coin.denom);
                        assert!(left >= 0, "the marketplace paid what it had not: {left}");
                    }
                }
                CosmosMsg::Wasm(WasmMsg::Execute {
                    contract_addr,
                    msg,
                    funds,
                }) => {
                    assert_eq!(contract_addr, self.nft.address.as_str());
                    assert!(funds.is_empty());
                    let nft::ExecuteMsg::TransferNft {
                        recipient,
                        token_id,
                    } = from_json(msg).unwrap()
                    else {
                        panic!("not a transfer: {msg}")
                    };
                    self.nft.transfer(&token_id, &Addr::unchecked(recipient));
                }
                other => panic!("unexpected message {other:?}"),
            }
        }
    }

    /// What an address gained since the beginning.
    pub fn balance(&self, of: &Addr, denom: &str) -> i128 {
        self.bank
            .get(&(of.clone(), denom.to_owned()))
            .copied()
            .unwrap_or_default()
    }

    pub fn gained(&self, name: &str) -> i128 {
        self.balance(&addr(name), DENOM)
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> Result<T, ContractError> {
        let answer = query(self.deps.as_ref(), self.env.clone(), msg)?;
        Ok(from_json(answer).unwrap())
    }

    pub fn ask_of(&self, token_id: &str) -> Option<AskResponse> {
        let token_id = token_id.to_owned();
        self.ask(QueryMsg::Ask { token_id }).unwrap()
    }

    pub fn offer_of(&self, offer: u64) -> Option<OfferResponse> {
        self.ask(QueryMsg::Offer { offer }).unwrap()
    }

    pub fn account(&self, name: &str, denom: &str) -> u128 {
        let page: AccountResponse = self
            .ask(QueryMsg::Account {
                address: addr(name).into(),
                start_after: None,
                limit: Some(30),
            })
            .unwrap();
        page.amounts
            .iter()
            .find(|coin| coin.denom == denom)
            .map_or(0, |coin| coin.amount.u128())
    }

    /// Asks `price` of the usual denom for a day.
    pub fn list(&mut self, name: &str, token_id: &str, price: u128) {
        let msg = self.ask_msg(token_id, price);
        self.by(name, msg).unwrap();
    }

    pub fn ask_msg(&self, token_id: &str, price: u128) -> ExecuteMsg {
        ExecuteMsg::Ask {
            token_id: token_id.to_owned(),
            price: coin(price, DENOM),
            expires_seconds: self.now() + 86_400,
        }
    }

    pub fn buy_msg(&self, token_id: &str, limit: u128) -> ExecuteMsg {
        ExecuteMsg::Buy {
            purchases: vec![purchase(token_id, limit)],
            deadline_seconds: self.now(),
            recipient: None,
        }
    }

    pub fn buy(
        &mut self,
        name: &str,
        token_id: &str,
        price: u128,
    ) -> Result<Response, ContractError> {
        let msg = self.buy_msg(token_id, price);
        self.execute(&addr(name), &[coin(price, DENOM)], msg)
    }

    pub fn offer_token_msg(&self, token_id: &str) -> ExecuteMsg {
        ExecuteMsg::OfferForToken {
            token_id: token_id.to_owned(),
            least_shares: 1,
            latest_lease_end_seconds: None,
            expires_seconds: self.now() + 86_400,
        }
    }

    pub fn offer_rig_msg(&self, rig: u32, price_per_share: u128, least_shares: u64) -> ExecuteMsg {
        ExecuteMsg::OfferForRig {
            rig,
            price_per_share: Uint128::new(price_per_share),
            least_shares,
            latest_lease_end_seconds: None,
            expires_seconds: self.now() + 86_400,
        }
    }

    pub fn accept_msg(&self, offer: u64, token_id: &str, least_price: u128) -> ExecuteMsg {
        ExecuteMsg::AcceptOffer {
            offer,
            token_id: token_id.to_owned(),
            least_price: coin(least_price, DENOM),
            deadline_seconds: self.now(),
        }
    }
}

pub fn purchase(token_id: &str, limit: u128) -> Purchase {
    Purchase {
        token_id: token_id.to_owned(),
        limit: coin(limit, DENOM),
        least_shares: 0,
        latest_lease_end_seconds: None,
    }
}

pub fn cancel_ask(token_id: &str) -> ExecuteMsg {
    ExecuteMsg::CancelAsk {
        token_id: token_id.to_owned(),
    }
}

pub fn clean(asks: &[&str], offers: &[u64]) -> ExecuteMsg {
    ExecuteMsg::Clean {
        asks: asks.iter().map(|&token_id| token_id.to_owned()).collect(),
        offers: offers.to_vec(),
    }
}

pub fn withdraw(denoms: &[&str]) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        denoms: denoms.iter().map(|&denom| denom.to_owned()).collect(),
    }
}

/// The events of one kind that a response has.
pub fn events<T>(response: &Response) -> Vec<T>
where
    T: for<'a> TryFrom<&'a Event>,
{
    response
        .events
        .iter()
        .filter_map(|event| T::try_from(event).ok())
        .collect()
}
