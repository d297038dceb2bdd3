//! The season's record: who earned, paid and did what.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use mining_math::Algorithm;

use rigshare_chain::Playground;

use super::balances::Held;
use super::ledger::Sums;
use super::reconcile::{decimal_ceil, Audit};
use super::stage::{Stage, StageRig};
use super::Cumulative;
use crate::numbers::{fixed, hashrate_words};
use crate::outcome::{
    Amounts, DenomOutcome, Digits, HolderOutcome, Outcome, RigDay, RigOutcome, TokenOutcome,
};

impl<C: Playground> Stage<'_, C> {
    /// Writes down what everybody has earned by now, paid or owed, as of a day.
    pub fn write_down(&mut self, day: u32, cumulative: &mut Cumulative) -> anyhow::Result<()> {
        self.catch_up()?;
        let mut earned: Sums = BTreeMap::new();
        for (holder, rig) in self.ledger.positions() {
            let account = Addr::unchecked(&holder);
            let claimable = self.world.claimable(&account, rig)?;
            let paid = self.ledger.claimed_by(&holder, rig);
            let key = (holder, claimable.denom.to_string());
            *earned.entry(key).or_default() += (paid + claimable.claimable).u128();
        }
        let day = usize::try_from(day)?;
        for (key, amount) in earned {
            let days = cumulative.entry(key).or_default();
            // A holder's first shares come on any day: before it had earned nothing.
            days.resize(day, 0);
            days.push(amount);
        }
        Ok(())
    }

    /// What everybody holds of the season's moneys, by account and denom of the chain.
    pub fn balances(&mut self) -> anyhow::Result<BTreeMap<(String, String), u128>> {
        let at = self.world.at.clone();
        let mut accounts: Vec<Addr> = self.holders().into_iter().map(|(_, a)| a).collect();
        accounts.extend(self.rigs.iter().map(|placed| placed.operator.clone()));
        accounts.extend([at.distributor, at.marketplace, at.protocol]);
        let moneys: Vec<_> = self.season.rules.moneys().collect();
        let mut balances = BTreeMap::new();
        for money in moneys {
            let denom = self.denom(&money.name)?;
            for account in &accounts {
                let amount = self.world.balance(account, &denom)?;
                balances.insert((account.to_string(), denom.to_string()), amount.u128());
            }
        }
        Ok(balances)
    }

    /// The whole record.
    pub fn outcome(
        &mut self,
        audit: Audit,
        held: &BTreeMap<String, Held>,
        cumulative: &Cumulative,
        seconds: f64,
    ) -> anyhow::Result<Outcome> {
        let stage = self;
        let holders = stage.holders();
        let rules = &stage.season.rules;
        let rigs: Vec<RigOutcome> = stage
            .rigs
            .iter()
            .map(|placed| stage.rig_outcome(placed))
            .collect::<anyhow::Result<_>>()?;
        Ok(Outcome {
            title: rules.title.clone(),
            first_day: rules.first_day.to_string(),
            days: rules.days,
            quote_currency: rules.quote_currency.clone(),
            denoms: stage.denom_outcomes(held),
            holders: holders
                .into_iter()
                .map(|(name, account)| stage.holder_outcome(name, account.as_str(), cumulative))
                .collect(),
            operators: stage.operator_outcomes(),
            pools: stage.pool_outcomes(),
            reporters: stage.reporter_outcomes(),
            networks: stage.network_outcomes()?,
            rigs,
            story: stage.story.lines.clone(),
            transfers: stage.ledger.transfers,
            max_error_base_units: decimal_ceil(&audit.max_error),
            reconciled: audit.disagreements.is_empty(),
            disagreements: audit.disagreements,
            seconds,
        })
    }

    fn denom_outcomes(&self, held: &BTreeMap<String, Held>) -> BTreeMap<String, DenomOutcome> {
        let outcome = |denom: &String, held: &Held| {
            let flow = self.ledger.flows.get(denom)?.clone();
            let money = self.money_of(denom)?;
            let outcome = DenomOutcome {
                asset: money.asset.clone(),
                decimals: money.decimals,
                settled: flow.delivered,
                cured: flow.cured,
                paid: flow.claimed,
                owed: held.owed,
                carry: format!("{}.000000", held.carry),
                fees: flow.fees,
                sales: flow.sales,
                traded: flow.traded,
                short: held.short,
                held: held.held,
            };
            Some((money.name.0.clone(), outcome))
        };
        held.iter()
            .filter_map(|(denom, held)| outcome(denom, held))
            .collect()
    }

    fn rig_outcome(&self, placed: &StageRig<'_>) -> anyhow::Result<RigOutcome> {
        let (rig, number) = (placed.rig, placed.number);
        let rules = &self.season.rules;
        let mut days: Vec<RigDay> = Vec::new();
        for ((_, epoch), closed) in self.ledger.closed.range((number, 0)..=(number, u32::MAX)) {
            let report = self.ledger.reports.get(&(number, *epoch));
            let due = self.dues.get(&(number, *epoch));
            days.push(RigDay {
                day: self.day_of(*epoch),
                outcome: closed.outcome.clone(),
                grade: report
                    .map(|report| report.grade.clone())
                    .unwrap_or_default(),
                signers: report.map_or(0, |report| report.signers),
                gross: report.map_or(0, |report| report.gross.u128()),
                electricity: due.map_or(0, |due| due.electricity.u128()),
                service_fee: due.map_or(0, |due| due.service_fee.u128()),
                due: closed.holders_due.u128(),
                delivered: closed.delivered.u128(),
                short: closed.short.u128(),
                protocol_fee: closed.protocol_fee.u128(),
            });
        }
        let efficiency = efficiency(rig.watts, rig.hashrate_hs.0, &rig.algorithm);
        Ok(RigOutcome {
            id: rig.id.0.clone(),
            rig: number,
            operator: rig.operator.0.clone(),
            model: rig.model.clone(),
            machines: rig.machines,
            coin: rig.coin.clone(),
            coin_decimals: rules.asset(&rig.coin).map_or(0, |asset| asset.decimals),
            payout: rig.payout_denom.0.clone(),
            pool: rig.pool.clone(),
            hashrate: hashrate_words(rig.hashrate_hs.0, is_equihash(&rig.algorithm)),
            efficiency,
            shares: u64::try_from(rig.shares())?,
            minted: self.world.rig(number)?.minted,
            days,
        })
    }

    fn holder_outcome(
        &self,
        name: String,
        account: &str,
        cumulative: &Cumulative,
    ) -> HolderOutcome {
        let tokens = self
            .ledger
            .tokens
            .iter()
            .filter(|(_, token)| token.owner == account);
        let of = |sums: &Sums| {
            let own = sums.iter().filter(|((holder, _), _)| holder == account);
            own.map(|((_, denom), amount)| (self.short(denom), Digits(*amount)))
                .collect()
        };
        let mut paid = Amounts::new();
        for placed in &self.rigs {
            let claimed = self.ledger.claimed_by(account, placed.number).u128();
            if claimed > 0 {
                let denom = self.short(&placed.payout.to_string());
                paid.entry(denom).or_default().0 += claimed;
            }
        }
        let mut owed = Amounts::new();
        let mut by_day: BTreeMap<String, Vec<Digits>> = BTreeMap::new();
        for ((_, denom), days) in cumulative
            .iter()
            .filter(|((holder, _), _)| holder == account)
        {
            let denom = self.short(denom);
            let earned = days.last().copied().unwrap_or_default();
            let paid = paid.get(&denom).map_or(0, |paid| paid.0);
            owed.insert(denom.clone(), Digits(earned.saturating_sub(paid)));
            by_day.insert(denom, days.iter().copied().map(Digits).collect());
        }
        HolderOutcome {
            tokens: tokens
                .map(|(token_id, token)| TokenOutcome {
                    token_id: token_id.clone(),
                    rig: self.rig_id(token.rig),
                    shares: token.shares,
                })
                .collect(),
            spent: of(&self.ledger.spent),
            received: of(&self.ledger.received),
            paid,
            owed,
            cumulative: by_day,
            name,
        }
    }

    fn rig_id(&self, number: u32) -> String {
        let placed = self.rig_numbered(number);
        placed.map_or_else(|| number.to_string(), |placed| placed.rig.id.0.clone())
    }
}

fn is_equihash(algorithm: &str) -> bool {
    algorithm.eq_ignore_ascii_case(Algorithm::Equihash.name())
}

/// Joules for one unit's hashes, in the unit of the algorithm, such as `15 J/TH`.
fn efficiency(watts: u64, hashrate_hs: u128, algorithm: &str) -> String {
    // People write SHA-256d with a hyphen.
    let Some(algorithm) = Algorithm::by_name(&algorithm.replace('-', "")) else {
        return String::new();
    };
    let hundredths = algorithm
        .efficiency(watts, hashrate_hs)
        .and_then(|joules| joules.scaled_floor(2))
        .unwrap_or(0);
    let number = fixed(hundredths, 2);
    let number = number.trim_end_matches('0').trim_end_matches('.');
    format!("{number} {}", algorithm.efficiency_unit())
}
