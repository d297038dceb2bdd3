//! What people do in the world, in a line each.

use cosmwasm_std::{to_json_binary, Addr, Coin, Uint128};
use rigshare_chain::{Included, Playground};
use rigshare_types::distributor::{self, Cw20Payload, RigEpoch};
use rigshare_types::events::{Offered, RigRegistered, ShareMinted};
use rigshare_types::marketplace::{self, Purchase};
use rigshare_types::nft::{price_of, ExecuteMsg, NewRig, RigMsg, RigResponse, Sale};
use rigshare_types::units::Denom;

use crate::world::{World, WorldError};

impl<C: Playground> World<C> {
    /// Sends one of Rigshare's own messages to the nft contract.
    ///
    /// # Errors
    /// The contract's.
    pub fn rig_msg(
        &mut self,
        sender: &Addr,
        msg: RigMsg,
        funds: &[Coin],
    ) -> Result<Included, WorldError> {
        self.nft_msg(sender, ExecuteMsg::UpdateExtension { msg }, funds)
    }

    /// Sends any message to the nft contract.
    ///
    /// # Errors
    /// The contract's.
    pub fn nft_msg(
        &mut self,
        sender: &Addr,
        msg: ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Included, WorldError> {
        let nft = self.at.hashrate_nft.clone();
        self.execute(sender, &nft, &msg, funds)
    }

    /// Sends a message to the distributor.
    ///
    /// # Errors
    /// The contract's.
    pub fn distributor_msg(
        &mut self,
        sender: &Addr,
        msg: distributor::ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Included, WorldError> {
        let distributor = self.at.distributor.clone();
        self.execute(sender, &distributor, &msg, funds)
    }

    /// Sends a message to the marketplace.
    ///
    /// # Errors
    /// The contract's.
    pub fn market_msg(
        &mut self,
        sender: &Addr,
        msg: marketplace::ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Included, WorldError> {
        let marketplace = self.at.marketplace.clone();
        self.execute(sender, &marketplace, &msg, funds)
    }

    /// Registers a rig; it waits for the registrar.
    ///
    /// # Errors
    /// The contract's.
    pub fn register_rig(&mut self, operator: &Addr, rig: NewRig) -> Result<u32, WorldError> {
        let response = self.rig_msg(operator, RigMsg::RegisterRig { rig: Box::new(rig) }, &[])?;
        let registered = response
            .events
            .iter()
            .find_map(|event| RigRegistered::try_from(event).ok());
        Ok(registered
            .ok_or_else(|| anyhow::anyhow!("no rig was registered"))?
            .rig)
    }

    /// Registers a rig, which the registrar approves.
    ///
    /// # Errors
    /// The contract's.
    pub fn approved_rig(&mut self, operator: &Addr, rig: NewRig) -> Result<u32, WorldError> {
        let rig = self.register_rig(operator, rig)?;
        self.approve_rig(rig)?;
        Ok(rig)
    }

    /// The registrar approves a rig that waits for it.
    ///
    /// # Errors
    /// The contract's.
    pub fn approve_rig(&mut self, rig: u32) -> Result<(), WorldError> {
        let registrar = self.at.registrar.clone();
        self.rig_msg(&registrar, RigMsg::DecideRig { rig, approve: true }, &[])?;
        Ok(())
    }

    /// Opens a sale of all shares of a rig to everybody, from now to the end of its term.
    ///
    /// # Errors
    /// The contract's.
    pub fn open_sale(&mut self, rig: u32, price_per_share: u128) -> Result<(), WorldError> {
        let RigResponse { facts, .. } = self.rig(rig)?;
        let sale = Sale {
            price_per_share: Uint128::new(price_per_share),
            opens_seconds: self.time()?,
            closes_seconds: self.clock().start_of(facts.end_epoch),
            least_shares: 1,
            most_per_wallet: facts.shares,
            allow_list_only: false,
        };
        self.rig_msg(&facts.operator, RigMsg::OpenSale { rig, sale }, &[])?;
        Ok(())
    }

    /// Buys shares from the operator and says which token came of it.
    ///
    /// # Errors
    /// The contract's.
    pub fn buy(&mut self, buyer: &Addr, rig: u32, shares: u64) -> Result<String, WorldError> {
        let RigResponse { sale, proceeds, .. } = self.rig(rig)?;
        let sale = sale.ok_or_else(|| anyhow::anyhow!("rig {rig} has no sale"))?;
        let price = price_of(&sale, &proceeds.denom, shares)?;
        let response = self.rig_msg(
            buyer,
            RigMsg::Buy {
                rig,
                shares,
                recipient: None,
            },
            &[price],
        )?;
        Ok(minted(&response)
            .pop()
            .ok_or_else(|| anyhow::anyhow!("nothing was minted"))?
            .token_id)
    }

    /// Transfers a token.
    ///
    /// # Errors
    /// The contract's.
    pub fn transfer(&mut self, from: &Addr, to: &Addr, token_id: &str) -> Result<(), WorldError> {
        let msg = ExecuteMsg::TransferNft {
            recipient: to.to_string(),
            token_id: token_id.to_owned(),
        };
        self.nft_msg(from, msg, &[])?;
        Ok(())
    }

    /// Splits a token and says which came of it, in the order of the parts.
    ///
    /// # Errors
    /// The contract's.
    pub fn split(
        &mut self,
        owner: &Addr,
        token_id: &str,
        parts: &[u64],
    ) -> Result<Vec<String>, WorldError> {
        let msg = RigMsg::Split {
            token_id: token_id.to_owned(),
            parts: parts.to_vec(),
        };
        let response = self.rig_msg(owner, msg, &[])?;
        Ok(minted(&response)
            .into_iter()
            .map(|event| event.token_id)
            .collect())
    }

    /// Merges tokens and says which came of it.
    ///
    /// # Errors
    /// The contract's.
    pub fn merge(&mut self, owner: &Addr, token_ids: &[&str]) -> Result<String, WorldError> {
        let token_ids = token_ids.iter().map(|id| (*id).to_owned()).collect();
        let response = self.rig_msg(owner, RigMsg::Merge { token_ids }, &[])?;
        Ok(minted(&response)
            .pop()
            .ok_or_else(|| anyhow::anyhow!("nothing was minted"))?
            .token_id)
    }

    /// Settles epochs with exactly what they cost, of one payout denom.
    ///
    /// # Errors
    /// The contract's, or that of the query of what is due.
    pub fn settle(&mut self, payer: &Addr, items: &[RigEpoch]) -> Result<Included, WorldError> {
        let due = self.due(items)?;
        let cw20 = due.totals.iter().find_map(|total| match &total.denom {
            Denom::Cw20(contract) => Some((contract.clone(), total.amount)),
            Denom::Native(_) => None,
        });
        let items = items.to_vec();
        match cw20 {
            Some((contract, amount)) => {
                let payload = to_json_binary(&Cw20Payload::Settle { items })?;
                self.send_cw20(payer, &contract, amount, payload)
            }
            None => {
                let funds: Vec<Coin> = due
                    .totals
                    .into_iter()
                    .filter(|total| !total.amount.is_zero())
                    .map(|total| Coin {
                        denom: total.denom.to_string(),
                        amount: total.amount,
                    })
                    .collect();
                self.distributor_msg(payer, distributor::ExecuteMsg::Settle { items }, &funds)
            }
        }
    }

    /// Sends cw20 tokens to the distributor with a payload.
    ///
    /// # Errors
    /// The contract's.
    pub fn send_cw20(
        &mut self,
        sender: &Addr,
        contract: &str,
        amount: Uint128,
        payload: cosmwasm_std::Binary,
    ) -> Result<Included, WorldError> {
        let msg = cw20::Cw20ExecuteMsg::Send {
            contract: self.at.distributor.to_string(),
            amount,
            msg: payload,
        };
        self.execute(sender, &Addr::unchecked(contract), &msg, &[])
    }

    /// Claims what a holder has earned of rigs, to itself.
    ///
    /// # Errors
    /// The contract's.
    pub fn claim(&mut self, holder: &Addr, rigs: &[u32]) -> Result<Included, WorldError> {
        let msg = distributor::ExecuteMsg::Claim {
            rigs: rigs.to_vec(),
            holder: None,
            to: None,
        };
        self.distributor_msg(holder, msg, &[])
    }

    /// Offers a token for sale: approves the marketplace for it, and asks.
    ///
    /// # Errors
    /// The contracts'.
    pub fn ask(
        &mut self,
        seller: &Addr,
        token_id: &str,
        price: Coin,
        expires_seconds: u64,
    ) -> Result<(), WorldError> {
        let approve = ExecuteMsg::Approve {
            spender: self.at.marketplace.to_string(),
            token_id: token_id.to_owned(),
            expires: None,
        };
        self.nft_msg(seller, approve, &[])?;
        let ask = marketplace::ExecuteMsg::Ask {
            token_id: token_id.to_owned(),
            price,
            expires_seconds,
        };
        self.market_msg(seller, ask, &[])?;
        Ok(())
    }

    /// Buys a token at a price, pinned to it.
    ///
    /// # Errors
    /// The contract's.
    pub fn market_buy(
        &mut self,
        buyer: &Addr,
        token_id: &str,
        price: Coin,
        least_shares: u64,
    ) -> Result<Included, WorldError> {
        let purchase = Purchase {
            token_id: token_id.to_owned(),
            limit: price.clone(),
            least_shares,
            latest_lease_end_seconds: None,
        };
        let msg = marketplace::ExecuteMsg::Buy {
            purchases: vec![purchase],
            deadline_seconds: self.deadline()?,
            recipient: None,
        };
        self.market_msg(buyer, msg, &[price])
    }

    /// Offers for any token of a rig, with the escrow attached. Says the offer's number.
    ///
    /// # Errors
    /// The contract's.
    pub fn offer_for_rig(
        &mut self,
        buyer: &Addr,
        rig: u32,
        price_per_share: u128,
        least_shares: u64,
        escrow: Coin,
        expires_seconds: u64,
    ) -> Result<u64, WorldError> {
        let msg = marketplace::ExecuteMsg::OfferForRig {
            rig,
            price_per_share: Uint128::new(price_per_share),
            least_shares,
            latest_lease_end_seconds: None,
            expires_seconds,
        };
        offer_of(&self.market_msg(buyer, msg, &[escrow])?)
    }

    /// Offers for one token, with the price attached. Says the offer's number.
    ///
    /// # Errors
    /// The contract's.
    pub fn offer_for_token(
        &mut self,
        buyer: &Addr,
        token_id: &str,
        least_shares: u64,
        price: Coin,
        expires_seconds: u64,
    ) -> Result<u64, WorldError> {
        let msg = marketplace::ExecuteMsg::OfferForToken {
            token_id: token_id.to_owned(),
            least_shares,
            latest_lease_end_seconds: None,
            expires_seconds,
        };
        offer_of(&self.market_msg(buyer, msg, &[price])?)
    }
}

fn minted(response: &Included) -> Vec<ShareMinted> {
    response
        .events
        .iter()
        .filter_map(|event| ShareMinted::try_from(event).ok())
        .collect()
}

fn offer_of(included: &Included) -> Result<u64, WorldError> {
    let mut offered = included.events.iter().map(Offered::try_from);
    let offered = offered.find_map(Result::ok);
    Ok(offered
        .ok_or_else(|| anyhow::anyhow!("no offer was made"))?
        .offer)
}
