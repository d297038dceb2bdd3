//! What people do in the season, one message each.

use cosmwasm_std::{coin, to_json_binary, Addr, Coin, Uint128};
use cw721::Action;
use rigshare_chain::Included;
use rigshare_suite::{Setup, World};
use rigshare_types::distributor::{self, Cw20Payload, RigEpoch};
use rigshare_types::events::{Asked, Offered, RigRegistered, ShareMinted};
use rigshare_types::marketplace;
use rigshare_types::nft::{self, NewRig, RigMsg, Sale};
use rigshare_types::oracle;
use rigshare_types::units::Denom;

use crate::play::Play;
use crate::scenario::HOUR;

impl Play {
    pub fn nft(&mut self, sender: &Addr, msg: nft::ExecuteMsg) -> Included {
        let contract = self.world.at.hashrate_nft.clone();
        self.act(sender, &contract, &msg, &[])
    }

    pub fn rig_msg(&mut self, sender: &Addr, msg: RigMsg, funds: &[Coin]) -> Included {
        let contract = self.world.at.hashrate_nft.clone();
        self.act(
            sender,
            &contract,
            &nft::ExecuteMsg::UpdateExtension { msg },
            funds,
        )
    }

    pub fn oracle(&mut self, sender: &Addr, msg: oracle::ExecuteMsg) -> Included {
        let contract = self.world.at.oracle.clone();
        self.act(sender, &contract, &msg, &[])
    }

    pub fn distributor(&mut self, sender: &Addr, msg: distributor::ExecuteMsg, funds: &[Coin]) {
        let contract = self.world.at.distributor.clone();
        self.act(sender, &contract, &msg, funds);
    }

    pub fn market(
        &mut self,
        sender: &Addr,
        msg: marketplace::ExecuteMsg,
        funds: &[Coin],
    ) -> Included {
        let contract = self.world.at.marketplace.clone();
        self.act(sender, &contract, &msg, funds)
    }

    pub fn who(&mut self, name: &str) -> Addr {
        self.world.account(name)
    }

    pub fn register(&mut self, operator: &Addr, rig: NewRig) -> u32 {
        let rig = Box::new(rig);
        let response = self.rig_msg(operator, RigMsg::RegisterRig { rig }, &[]);
        let found = response
            .events
            .iter()
            .find_map(|event| RigRegistered::try_from(event).ok());
        found.unwrap().rig
    }

    pub fn decide(&mut self, rig: u32, approve: bool) {
        let registrar = self.world.at.registrar.clone();
        self.rig_msg(&registrar, RigMsg::DecideRig { rig, approve }, &[]);
    }

    pub fn sell(&mut self, operator: &Addr, rig: u32, price: u128, allow_list_only: bool) {
        let sale = Sale {
            price_per_share: Uint128::new(price),
            opens_seconds: self.world.now(),
            closes_seconds: self.world.now() + 30 * 86_400,
            least_shares: 1,
            most_per_wallet: 90,
            allow_list_only,
        };
        self.rig_msg(operator, RigMsg::OpenSale { rig, sale }, &[]);
    }

    pub fn buy(&mut self, buyer: &Addr, rig: u32, shares: u64, price: u128) -> String {
        self.world
            .fund(buyer, price * u128::from(shares), "uusdc")
            .unwrap();
        let msg = RigMsg::Buy {
            rig,
            shares,
            recipient: None,
        };
        let paid = [coin(price * u128::from(shares), "uusdc")];
        minted(&self.rig_msg(buyer, msg, &paid)).remove(0)
    }

    pub fn approve(&mut self, owner: &Addr, token_id: &str) {
        let spender = self.world.at.marketplace.to_string();
        self.nft(
            owner,
            nft::ExecuteMsg::Approve {
                spender,
                token_id: token_id.to_owned(),
                expires: None,
            },
        );
    }

    pub fn ask(&mut self, seller: &Addr, token_id: &str, price: u128, seconds: u64) {
        let ask = marketplace::ExecuteMsg::Ask {
            token_id: token_id.to_owned(),
            price: coin(price, "uusdc"),
            expires_seconds: self.world.now() + seconds,
        };
        let response = self.market(seller, ask, &[]);
        assert!(response
            .events
            .iter()
            .any(|event| Asked::try_from(event).is_ok()));
    }

    pub fn offer_for_rig(&mut self, buyer: &Addr, rig: u32, per_share: u128, escrow: u128) -> u64 {
        self.world.fund(buyer, escrow, "uusdc").unwrap();
        let offer = marketplace::ExecuteMsg::OfferForRig {
            rig,
            price_per_share: Uint128::new(per_share),
            least_shares: 1,
            latest_lease_end_seconds: None,
            expires_seconds: self.world.now() + HOUR,
        };
        number(&self.market(buyer, offer, &[coin(escrow, "uusdc")]))
    }

    pub fn relay(&mut self, epoch: u32, rigs: &[(u32, u128)]) {
        let market = Setup::sample_market();
        self.world.advance_to(self.world.clock().end_of(epoch));
        let batches = (0..4)
            .map(|index| {
                let batch = World::batches(epoch, rigs, Some(&market)).remove(0);
                self.world.sign(index, batch).unwrap()
            })
            .filter(|signed| !self.index.suspended.contains(&signed.reporter))
            .collect();
        let relayer = self.world.relayer();
        self.oracle(&relayer, oracle::ExecuteMsg::Relay { batches });
    }

    pub fn finalize(&mut self, epoch: u32, rigs: &[(u32, u128)]) {
        let window = self.world.setup.timing.window_seconds;
        self.world
            .advance_to(self.world.clock().end_of(epoch) + window);
        let relayer = self.world.relayer();
        let rigs = rigs.iter().map(|(rig, _)| *rig).collect();
        self.oracle(&relayer, oracle::ExecuteMsg::Finalize { epoch, rigs });
    }

    pub fn settle(&mut self, payer: &Addr, items: &[RigEpoch]) {
        let due = self.world.due(items).unwrap();
        let items = items.to_vec();
        let mut coins = Vec::new();
        for total in due.totals {
            let amount = total.amount.u128();
            self.world.fund_denom(payer, amount, &total.denom).unwrap();
            match total.denom {
                Denom::Native(denom) => coins.push(coin(amount, denom)),
                Denom::Cw20(contract) => {
                    let items = items.clone();
                    let msg = cw20::Cw20ExecuteMsg::Send {
                        contract: self.world.at.distributor.to_string(),
                        amount: total.amount,
                        msg: to_json_binary(&Cw20Payload::Settle { items }).unwrap(),
                    };
                    self.act(payer, &Addr::unchecked(contract), &msg, &[]);
                    return;
                }
            }
        }
        self.distributor(payer, distributor::ExecuteMsg::Settle { items }, &coins);
    }

    pub fn claim(&mut self, holder: &Addr, rigs: &[u32]) {
        let msg = distributor::ExecuteMsg::Claim {
            rigs: rigs.to_vec(),
            holder: None,
            to: None,
        };
        self.distributor(holder, msg, &[]);
    }

    pub fn hand_over(&mut self, contract: &Addr, from: &Addr, to: &Addr) {
        let transfer = Action::TransferOwnership {
            new_owner: to.to_string(),
            expiry: None,
        };
        for (sender, action) in [(from, transfer), (to, Action::AcceptOwnership)] {
            if *contract == self.world.at.hashrate_nft {
                self.nft(sender, nft::ExecuteMsg::UpdateCreatorOwnership(action));
            } else {
                let msg = oracle::ExecuteMsg::UpdateOwnership(action);
                self.act(sender, contract, &msg, &[]);
            }
        }
    }
}

pub fn minted(response: &Included) -> Vec<String> {
    let minted = response
        .events
        .iter()
        .filter_map(|event| ShareMinted::try_from(event).ok());
    minted.map(|event| event.token_id).collect()
}

pub fn number(response: &Included) -> u64 {
    let offered = response
        .events
        .iter()
        .find_map(|event| Offered::try_from(event).ok());
    offered.unwrap().offer
}
