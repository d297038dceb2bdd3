//! What the chain's accounts hold, against what came in and went out and against the contracts' books.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use rigshare_chain::Playground;
use rigshare_types::units::Denom;

use super::ledger::Sums;
use super::reconcile::Audit;
use super::stage::Stage;

/// What the distributor holds of a denom, and for whom.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held {
    /// The chain's balance.
    pub held: u128,
    /// Owed to holders, whole base units.
    pub owed: u128,
    /// Still short.
    pub short: u128,
    /// Delivered, and neither paid nor owed in whole base units.
    pub carry: u128,
}

/// What the contracts' queries say of a denom.
#[derive(Clone, Copy, Debug, Default)]
struct Book {
    owed: u128,
    accounts: u128,
    short: u128,
}

impl Audit {
    /// What the chain holds of every money, against what came in and went out and against the books.
    ///
    /// # Errors
    /// The chain can't be asked.
    pub fn compare_balances<C: Playground>(
        &mut self,
        stage: &mut Stage<'_, C>,
    ) -> anyhow::Result<BTreeMap<String, Held>> {
        stage.catch_up()?;
        let books = books(stage)?;
        let mut all = BTreeMap::new();
        let moneys: Vec<_> = stage.season.rules.moneys().collect();
        for money in moneys {
            let denom = stage.denom(&money.name)?;
            let key = denom.to_string();
            let flow = stage.ledger.flows.get(&key).cloned().unwrap_or_default();
            let book = books.get(&key).cloned().unwrap_or_default();
            let held = stage
                .world
                .balance(&stage.world.at.distributor, &denom)?
                .u128();
            let brought = stage.brought.get(&key).copied().unwrap_or_default();
            let came = brought + flow.cured + flow.sales;
            let went = flow.claimed + flow.withdrawn;
            self.check(came.checked_sub(went) == Some(held), || {
                format!(
                    "{}: {came} came and {went} went, {held} are there",
                    money.name
                )
            });
            let earned = flow.delivered + flow.cured;
            let carry = earned.checked_sub(flow.claimed + book.owed);
            let accounts = book.accounts + carry.unwrap_or_default() + book.owed;
            self.check(carry.is_some() && accounts == held, || {
                format!(
                    "{}: {} delivered, {} paid, {} owed, {} on accounts; {held} are there",
                    money.name, earned, flow.claimed, book.owed, book.accounts
                )
            });
            let escrows = stage
                .ledger
                .escrows
                .values()
                .filter(|(_, denom, _)| *denom == key);
            let escrows: u128 = escrows.map(|(_, _, amount)| amount).sum();
            let market = stage
                .world
                .balance(&stage.world.at.marketplace, &denom)?
                .u128();
            self.check(market == escrows, || {
                format!(
                    "{}: the market holds {market}, {escrows} for offers",
                    money.name
                )
            });
            all.insert(
                key,
                Held {
                    held,
                    owed: book.owed,
                    short: book.short,
                    carry: carry.unwrap_or_default(),
                },
            );
        }
        self.compare_wallets(stage)?;
        Ok(all)
    }

    /// What every holder's wallet has, against what it started with, spent, got and was paid.
    fn compare_wallets<C: Playground>(&mut self, stage: &mut Stage<'_, C>) -> anyhow::Result<()> {
        for (name, account) in stage.holders() {
            let rules = &stage.season.rules;
            let funds = rules.holders().find(|holder| holder.name.0 == name);
            for money in rules.moneys() {
                let denom = stage.denom(&money.name)?;
                let key = (account.to_string(), denom.to_string());
                let funds = funds.and_then(|holder| {
                    let funds = holder.funds.iter().find(|funds| funds.denom == money.name);
                    funds.map(|funds| funds.amount.0)
                });
                let sum = |sums: &Sums| sums.get(&key).copied().unwrap_or_default();
                let paid: u128 = stage
                    .rigs
                    .iter()
                    .filter(|placed| placed.payout == denom)
                    .map(|placed| stage.ledger.claimed_by(&key.0, placed.number).u128())
                    .sum();
                let escrows = stage.ledger.escrows.values();
                let escrow: u128 = escrows
                    .filter(|(buyer, denom, _)| *buyer == key.0 && *denom == key.1)
                    .map(|(_, _, amount)| amount)
                    .sum();
                let got = funds.unwrap_or_default() + paid + sum(&stage.ledger.received);
                let gave = sum(&stage.ledger.spent) + escrow;
                let found = stage.world.balance(&account, &denom)?.u128();
                self.check(got.checked_sub(gave) == Some(found), || {
                    format!(
                        "{name} got {got} and gave {gave} {}, and has {found}",
                        money.name
                    )
                });
            }
        }
        Ok(())
    }
}

fn books<C: Playground>(stage: &Stage<'_, C>) -> anyhow::Result<BTreeMap<String, Book>> {
    let mut books: BTreeMap<String, Book> = BTreeMap::new();
    for (holder, rig) in stage.ledger.positions() {
        let claimable = stage.world.claimable(&Addr::unchecked(holder), rig)?;
        let book = books.entry(claimable.denom.to_string()).or_default();
        book.owed += claimable.claimable.u128();
    }
    for placed in &stage.rigs {
        let response = stage.world.book(placed.number)?;
        let payout = books.entry(placed.payout.to_string()).or_default();
        payout.short += response.book.shortfall.outstanding.u128();
        for entry in response.account {
            let book = books.entry(entry.denom.to_string()).or_default();
            book.accounts += entry.amount.u128();
        }
        let sale: Denom = stage.denom(&placed.rig.sale_denom)?;
        let book = books.entry(sale.to_string()).or_default();
        book.accounts += response.unbooked_proceeds.u128();
    }
    for (denom, amount) in stage.protocol_account()? {
        books.entry(denom.to_string()).or_default().accounts += amount;
    }
    Ok(books)
}
