//! Claims, withdrawals and cures, as messages to the distributor.

use anyhow::Context;
use cosmwasm_std::{to_json_binary, Coin};
use rigshare_chain::Playground;
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg as DistributorMsg};
use rigshare_types::events::{Claimed, Cured, Withdrawn};
use rigshare_types::units::Denom;

use super::stage::Stage;
use super::story::Kind;
use crate::season::values::Name;

impl<C: Playground> Stage<'_, C> {
    /// A holder claims what it has earned of rigs.
    pub(super) fn claim(&mut self, holder: &Name, rigs: &[Name]) -> anyhow::Result<(Kind, String)> {
        let account = self.holder(holder);
        let numbers = self.numbers(rigs)?;
        let response = self.world.claim(&account, &numbers)?;
        let claimed = response
            .events
            .iter()
            .filter_map(|event| Claimed::try_from(event).ok());
        let amounts: Vec<String> = claimed
            .filter(|claimed| !claimed.amount.is_zero())
            .map(|claimed| self.amount(&claimed.denom, claimed.amount))
            .collect();
        Ok((
            Kind::Money,
            format!("{holder} claims {}", amounts.join(" and ")),
        ))
    }

    /// An operator takes what is on its rigs' accounts.
    pub(super) fn withdraw(
        &mut self,
        operator: &Name,
        rigs: &[Name],
    ) -> anyhow::Result<(Kind, String)> {
        let account = self.operator(operator);
        let msg = DistributorMsg::Withdraw {
            rigs: self.numbers(rigs)?,
        };
        let response = self.world.distributor_msg(&account, msg, &[])?;
        let taken = response
            .events
            .iter()
            .filter_map(|event| Withdrawn::try_from(event).ok());
        let amounts: Vec<String> = taken
            .map(|taken| self.amount(&taken.denom, taken.amount))
            .collect();
        Ok((
            Kind::Money,
            format!("{operator} withdraws {}", amounts.join(" and ")),
        ))
    }

    /// The operator brings what is short from outside the chain.
    pub(super) fn cure(&mut self, operator: &Name, id: &Name) -> anyhow::Result<(Kind, String)> {
        let account = self.operator(operator);
        let (rig, payout) = {
            let placed = self.rig(id)?;
            (placed.number, placed.payout.clone())
        };
        let outstanding = self.world.book(rig)?.book.shortfall.outstanding;
        anyhow::ensure!(!outstanding.is_zero(), "nothing is short");
        self.world
            .fund_denom(&account, outstanding.u128(), &payout)?;
        let response = match &payout {
            Denom::Native(denom) => {
                let funds = [Coin::new(outstanding, denom)];
                self.world
                    .distributor_msg(&account, DistributorMsg::Cure { rig }, &funds)?
            }
            Denom::Cw20(contract) => {
                let payload = to_json_binary(&Cw20Payload::Cure { rig })?;
                self.world
                    .send_cw20(&account, contract, outstanding, payload)?
            }
        };
        let cured = response
            .events
            .iter()
            .find_map(|event| Cured::try_from(event).ok());
        let amount = cured.context("nothing was cured")?.amount;
        let amount = self.amount(&payout, amount);
        Ok((
            Kind::Money,
            format!("{operator} cures {id}'s whole shortfall, {amount}"),
        ))
    }
}
