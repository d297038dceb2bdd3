//! The end of a season: everybody takes what is theirs.

use cosmwasm_std::Addr;
use rigshare_chain::Playground;
use rigshare_types::distributor::{AccountsResponse, ExecuteMsg, QueryMsg, MAX_ITEMS};
use rigshare_types::marketplace;
use rigshare_types::units::Denom;

use super::stage::Stage;
use super::story::{reason, Kind};
use crate::season::values::Name;

impl<C: Playground> Stage<'_, C> {
    /// All holders claim all that they can.
    pub fn claim_everything(&mut self) -> anyhow::Result<()> {
        self.catch_up()?;
        let positions = self.ledger.positions();
        for (name, account) in self.holders() {
            let mut rigs = Vec::new();
            for (_, rig) in positions
                .iter()
                .filter(|(holder, _)| account.as_str() == *holder)
            {
                if !self.world.claimable(&account, *rig)?.claimable.is_zero() {
                    rigs.push(*rig);
                }
            }
            for rigs in rigs.chunks(MAX_ITEMS) {
                self.world.claim(&account, rigs)?;
            }
            if !rigs.is_empty() {
                self.tell(
                    Kind::Money,
                    format!("{name} claims all of {} rigs", rigs.len()),
                );
            }
        }
        Ok(())
    }

    /// Operators, the protocol and everybody with money on the market withdraw it.
    pub fn withdraw_everything(&mut self) -> anyhow::Result<()> {
        self.withdraw_rigs()?;
        self.withdraw_protocol()?;
        let mut accounts: Vec<Addr> = self.holders().into_iter().map(|(_, a)| a).collect();
        let operators: Vec<Name> = self
            .rigs
            .iter()
            .map(|placed| placed.rig.operator.clone())
            .collect();
        accounts.extend(operators.iter().map(|name| self.operator(name)));
        accounts.push(self.world.at.protocol.clone());
        accounts.sort();
        accounts.dedup();
        for account in accounts {
            self.withdraw_market(&account)?;
        }
        self.catch_up()
    }

    fn withdraw_rigs(&mut self) -> anyhow::Result<()> {
        for index in 0..self.rigs.len() {
            let Some(placed) = self.rigs.get(index) else {
                continue;
            };
            let (rig, operator) = (placed.number, placed.operator.clone());
            let book = self.world.book(rig)?;
            if book.account.is_empty() && book.unbooked_proceeds.is_zero() {
                continue;
            }
            let name = placed.rig.operator.clone();
            let id = placed.rig.id.clone();
            let msg = ExecuteMsg::Withdraw { rigs: vec![rig] };
            let (kind, text) = match self.world.distributor_msg(&operator, msg, &[]) {
                Ok(_) => (Kind::Money, format!("{name} withdraws all of {id}")),
                Err(error) => (
                    Kind::Trouble,
                    format!("{name} can't withdraw of {id}: {}", reason(&error)),
                ),
            };
            self.tell(kind, text);
        }
        Ok(())
    }

    fn withdraw_protocol(&mut self) -> anyhow::Result<()> {
        let protocol = self.world.at.protocol.clone();
        let denoms: Vec<Denom> = self
            .protocol_account()?
            .into_iter()
            .map(|(d, _)| d)
            .collect();
        if !denoms.is_empty() {
            let msg = ExecuteMsg::WithdrawProtocol { denoms };
            self.world.distributor_msg(&protocol, msg, &[])?;
            self.tell(Kind::Money, "the protocol withdraws its fees".to_owned());
        }
        Ok(())
    }

    /// What stands on the protocol's account at the distributor.
    pub fn protocol_account(&self) -> anyhow::Result<Vec<(Denom, u128)>> {
        let mut amounts = Vec::new();
        let mut start_after = None;
        loop {
            let query = QueryMsg::ProtocolAccount {
                start_after: start_after.clone(),
                limit: None,
            };
            let page: AccountsResponse = self.world.query(&self.world.at.distributor, &query)?;
            let Some(last) = page.amounts.last() else {
                return Ok(amounts);
            };
            start_after = Some(last.denom.clone());
            let entries = page.amounts.into_iter();
            amounts.extend(entries.map(|entry| (entry.denom, entry.amount.u128())));
        }
    }

    fn withdraw_market(&mut self, account: &Addr) -> anyhow::Result<()> {
        let query = marketplace::QueryMsg::Account {
            address: account.to_string(),
            start_after: None,
            limit: None,
        };
        let page: marketplace::AccountResponse =
            self.world.query(&self.world.at.marketplace, &query)?;
        let denoms: Vec<String> = page.amounts.into_iter().map(|coin| coin.denom).collect();
        if !denoms.is_empty() {
            let msg = marketplace::ExecuteMsg::Withdraw { denoms };
            self.world.market_msg(account, msg, &[])?;
        }
        Ok(())
    }
}
