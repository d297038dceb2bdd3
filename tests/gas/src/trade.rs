//! The operations that move tokens: transfers, purchases, splits, merges, asks.

use anyhow::{Context, Result};
use cosmwasm_std::{Addr, Coin};
use rigshare_types::events::ShareMinted;
use rigshare_types::marketplace::{self, Purchase};
use rigshare_types::nft::{ExecuteMsg, RigMsg};

use crate::level::{buy, ASK_PRICE};
use crate::ops::Measuring;
use crate::stage::{Tx, SALE_DENOM};

impl Measuring<'_> {
    /// What moves tokens.
    ///
    /// # Errors
    /// A transaction is refused.
    pub fn trade(&mut self) -> Result<()> {
        let level = self.level;
        let pairs = |from: &str, to: &str| -> Result<Vec<(Addr, Addr)>> {
            Ok(level
                .role(from)?
                .iter()
                .cloned()
                .zip(level.role(to)?.iter().cloned())
                .collect())
        };
        self.transfers("transfer", pairs("sender", "receiver")?, 0)?;
        self.transfers("transfer_first", pairs("sender", "newcomer")?, 1)?;
        self.purchases("buy_primary", level.role("buyer")?)?;
        self.purchases("buy_first", level.role("stranger")?)?;
        self.reshape()?;
        self.asks()
    }

    fn transfers(&mut self, op: &'static str, pairs: Vec<(Addr, Addr)>, nth: usize) -> Result<()> {
        let transfers = pairs.iter().map(|(from, to)| {
            let transfer = ExecuteMsg::TransferNft {
                recipient: to.to_string(),
                token_id: self.level.token(from, nth)?,
            };
            Ok(Tx::of(from, self.stage.nft(&transfer)?))
        });
        let transfers: Result<Vec<Tx>> = transfers.collect();
        self.measure(op, transfers?)?;
        Ok(())
    }

    fn purchases(&mut self, op: &'static str, buyers: &[Addr]) -> Result<()> {
        let rig = self.level.rig();
        let buys = buyers
            .iter()
            .map(|buyer| Ok(Tx::of(buyer, buy(self.stage, rig, 2, None)?)));
        let buys: Result<Vec<Tx>> = buys.collect();
        self.measure(op, buys?)?;
        Ok(())
    }

    /// Splits tokens of two shares, and merges the parts.
    fn reshape(&mut self) -> Result<()> {
        let owners = self.level.role("splitter")?;
        let splits = owners.iter().map(|owner| {
            let token_id = self.level.token(owner, 0)?;
            let split = RigMsg::Split {
                token_id,
                parts: vec![1, 1],
            };
            Ok(Tx::of(owner, self.stage.rig(split, &[])?))
        });
        let splits: Result<Vec<Tx>> = splits.collect();
        let split = self.measure("split", splits?)?;
        let merges = owners.iter().zip(&split).map(|(owner, split)| {
            let minted = split
                .events
                .iter()
                .filter_map(|event| ShareMinted::try_from(event).ok());
            let token_ids = minted.map(|event| event.token_id).collect();
            Ok(Tx::of(
                owner,
                self.stage.rig(RigMsg::Merge { token_ids }, &[])?,
            ))
        });
        let merges: Result<Vec<Tx>> = merges.collect();
        self.measure("merge", merges?)?;
        Ok(())
    }

    /// Asks with and without approval, and buys of what is asked.
    fn asks(&mut self) -> Result<()> {
        let (askers, approvers) = (self.level.role("asker")?, self.level.role("approver")?);
        let traders = self.level.role("trader")?;
        let operator = self.stage.world.at.marketplace.to_string();
        let approve = askers.iter().map(|asker| {
            let approve = ExecuteMsg::ApproveAll {
                operator: operator.clone(),
                expires: None,
            };
            Ok(Tx::of(asker, self.stage.nft(&approve)?))
        });
        let approve: Result<Vec<Tx>> = approve.collect();
        self.stage.send_all(approve?)?;
        let expires_seconds = self.stage.world.time()? + 86_400;
        let ask = |owner: &Addr, nth| -> Result<marketplace::ExecuteMsg> {
            Ok(marketplace::ExecuteMsg::Ask {
                token_id: self.level.token(owner, nth)?,
                price: Coin::new(2 * ASK_PRICE, SALE_DENOM),
                expires_seconds,
            })
        };
        let asks = askers
            .iter()
            .map(|asker| Ok(Tx::of(asker, self.stage.market(&ask(asker, 0)?, &[])?)));
        let asks = asks.collect::<Result<Vec<Tx>>>()?;
        let both = approvers.iter().map(|owner| {
            let approve = ExecuteMsg::Approve {
                spender: operator.clone(),
                token_id: self.level.token(owner, 0)?,
                expires: None,
            };
            let messages = vec![
                self.stage.nft(&approve)?,
                self.stage.market(&ask(owner, 0)?, &[])?,
            ];
            Ok(Tx {
                sender: owner.clone(),
                messages,
            })
        });
        let both = both.collect::<Result<Vec<Tx>>>()?;
        self.measure("ask", asks)?;
        self.measure("approve_and_ask", both)?;
        // The first sale opens the operator's and the protocol's accounts.
        let first = self.market_buy(
            approvers.first().context("there are no approvers")?,
            traders.first().context("there are no traders")?,
        )?;
        self.stage.send_all(vec![first])?;
        let buys = askers
            .iter()
            .zip(traders)
            .map(|(asker, trader)| self.market_buy(asker, trader));
        let buys = buys.collect::<Result<Vec<Tx>>>()?;
        self.measure("market_buy", buys)?;
        Ok(())
    }

    fn market_buy(&self, asker: &Addr, buyer: &Addr) -> Result<Tx> {
        let price = Coin::new(2 * ASK_PRICE, SALE_DENOM);
        let purchase = Purchase {
            token_id: self.level.token(asker, 0)?,
            limit: price.clone(),
            least_shares: 2,
            latest_lease_end_seconds: None,
        };
        let buy = marketplace::ExecuteMsg::Buy {
            purchases: vec![purchase],
            deadline_seconds: self.stage.world.deadline()?,
            recipient: None,
        };
        Ok(Tx::of(buyer, self.stage.market(&buy, &[price])?))
    }
}
