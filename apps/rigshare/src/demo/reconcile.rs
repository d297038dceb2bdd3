//! Whether the chain's balances, the contracts' books and an independent model agree.
//!
//! The model is told what the chain's events say (who held what from which second on, what came for
//! which epoch) and counts second by second in exact fractions. It shares no code with the contracts.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use num_bigint::BigInt;
use num_rational::BigRational;
use reference_model::{DueFacts, Model, Payout};
use rigshare_chain::Playground;
use rigshare_types::events::EpochClosed;

use super::ledger::Fact;
use super::stage::Stage;

/// What was compared, and what did not agree.
pub struct Audit {
    model: Model,
    /// The largest difference between the chain and the model, over holders and rigs, base units.
    pub max_error: BigRational,
    /// What did not agree.
    pub disagreements: Vec<String>,
    /// By rig: how far from the exact fraction what a holder accrued may be before it is floored, base units.
    rounding: BTreeMap<u32, BigRational>,
}

/// How many scaled units the distributor counts in one base unit: 2^64.
const SCALED_BITS: u32 = 64;

impl Audit {
    /// Tells the model what happened, and compares what closed epochs were due and how much existed in
    /// them.
    ///
    /// # Errors
    /// The chain can't be asked.
    pub fn of<C: Playground>(stage: &mut Stage<'_, C>) -> anyhow::Result<Self> {
        stage.catch_up()?;
        let clock = stage.pace.clock;
        let mut audit = Self {
            model: Model::new(clock.genesis_seconds, u64::from(clock.epoch_seconds)),
            max_error: BigRational::from(BigInt::from(0)),
            disagreements: Vec::new(),
            rounding: BTreeMap::new(),
        };
        for fact in &stage.ledger.facts {
            match fact {
                Fact::Shares {
                    at_seconds,
                    rig,
                    holder,
                    shares,
                    gained: true,
                } => {
                    audit.model.add(*at_seconds, *rig, holder, *shares);
                }
                Fact::Shares {
                    at_seconds,
                    rig,
                    holder,
                    shares,
                    gained: false,
                } => {
                    audit.model.remove(*at_seconds, *rig, holder, *shares);
                }
                Fact::Closed(closed) => {
                    audit.check_closed(stage, closed);
                    audit.count_rounding(closed);
                    let (delivered, short) = (closed.delivered.u128(), closed.short.u128());
                    audit
                        .model
                        .close(closed.rig, closed.epoch, delivered, short);
                }
                Fact::Cured { rig, amount } => audit.model.cure(*rig, *amount),
            }
        }
        Ok(audit)
    }

    /// Notes what does not agree.
    pub(super) fn check(&mut self, agrees: bool, what: impl FnOnce() -> String) {
        if !agrees {
            self.disagreements.push(what());
        }
    }

    /// Due, fee and share-seconds of a closed epoch, against the model and the season's own files.
    fn check_closed<C: Playground>(&mut self, stage: &Stage<'_, C>, closed: &EpochClosed) {
        let day = stage.day_of(closed.epoch);
        let Some(placed) = stage.rig_numbered(closed.rig) else {
            return;
        };
        let id = &placed.rig.id;
        let minted = self.model.minted_weight(closed.rig, closed.epoch);
        self.check(minted == u128::from(closed.minted_weight), || {
            let found = closed.minted_weight;
            format!("day {day} of {id}: {found} share-seconds, {minted} by the model")
        });
        if closed.outcome == "outage" {
            return;
        }
        let Some(due) = due_facts(stage, closed, minted).and_then(|facts| facts.due()) else {
            self.check(false, || {
                format!("day {day} of {id} was closed without its facts")
            });
            return;
        };
        let found = BigInt::from(closed.holders_due.u128());
        self.check(found == due.holders, || {
            format!(
                "day {day} of {id}: {found} due to holders, {} by the model",
                due.holders
            )
        });
        let fee = BigInt::from(closed.protocol_fee.u128());
        self.check(
            closed.outcome != "settled" || fee == due.protocol_fee,
            || {
                format!(
                    "day {day} of {id}: {fee} to the protocol, {} by the model",
                    due.protocol_fee
                )
            },
        );
        self.check(backed(stage, closed), || {
            format!("day {day} of {id}: no quorum of the reporters' files says its gross")
        });
    }

    /// A settlement leaves over less than one scaled unit a share-second, and hands on what the one before
    /// left over, so that it is off by less than both.
    fn count_rounding(&mut self, closed: &EpochClosed) {
        let scaled = BigInt::from(1) << SCALED_BITS;
        let off = BigRational::new(BigInt::from(closed.minted_weight) * 2, scaled);
        *self
            .rounding
            .entry(closed.rig)
            .or_insert_with(|| BigRational::from(BigInt::from(0))) += off;
    }

    /// What every holder was paid and is owed, against the model. It is floored: where the exact sum is a
    /// whole number and the accrued one a breath below it, they are one base unit and that breath apart.
    ///
    /// # Errors
    /// The chain can't be asked.
    pub fn compare_holders<C: Playground>(
        &mut self,
        stage: &mut Stage<'_, C>,
    ) -> anyhow::Result<()> {
        stage.catch_up()?;
        let now = stage.world.time()?;
        let one = BigRational::from(BigInt::from(1));
        for (holder, rig) in stage.ledger.positions() {
            let account = Addr::unchecked(&holder);
            let owed = stage.world.claimable(&account, rig)?.claimable;
            let paid = stage.ledger.claimed_by(&holder, rig);
            let chain = BigInt::from(paid.u128()) + BigInt::from(owed.u128());
            let exact = self.model.earned(rig, &holder);
            let chain = BigRational::from(chain);
            let error = if chain > exact {
                &chain - &exact
            } else {
                &exact - &chain
            };
            let rounding = self.rounding.get(&rig);
            let limit = rounding.map_or_else(|| one.clone(), |rounding| &one + rounding);
            self.check(error < limit, || {
                let name = stage.name_of(&holder);
                let id = stage
                    .rig_numbered(rig)
                    .map_or("?", |placed| &*placed.rig.id);
                format!("{name} has earned {chain} of {id}, {exact} by the model")
            });
            if error > self.max_error {
                self.max_error = error;
            }
            let chain = stage
                .world
                .rig_query::<rigshare_types::nft::PositionResponse>(
                    rigshare_types::nft::RigQuery::Position {
                        holder: holder.clone(),
                        rig,
                    },
                )?;
            let modelled = self.model.shares(rig, &holder, now);
            self.check(i128::from(chain.shares) == modelled, || {
                let name = stage.name_of(&holder);
                format!(
                    "{name} has {} shares of rig {rig}, {modelled} by the model",
                    chain.shares
                )
            });
        }
        Ok(())
    }
}

/// The facts of a due: machines from rigs.toml, gross and prices as they became final.
fn due_facts<C: Playground>(
    stage: &Stage<'_, C>,
    closed: &EpochClosed,
    minted: u128,
) -> Option<DueFacts> {
    let rules = &stage.season.rules;
    let rig = stage.rig_numbered(closed.rig)?.rig;
    let report = stage.ledger.reports.get(&(closed.rig, closed.epoch))?;
    let epoch_seconds = u64::from(stage.pace.clock.epoch_seconds);
    let price = |asset: &str| {
        let key = (asset.to_owned(), closed.epoch);
        stage.ledger.prices.get(&key).copied()
    };
    let money = rules.money(&rig.payout_denom)?;
    let decimals = u32::from(money.decimals);
    Some(DueFacts {
        gross: report.gross.u128(),
        coin_decimals: u32::from(rules.asset(&rig.coin)?.decimals),
        coin_nano: price(&rig.coin),
        watts: rig.watts,
        seconds: epoch_seconds,
        nano_per_kwh: rig
            .electricity_per_kwh
            .0
            .saturating_mul(u128::from(stage.pace.hurry())),
        service_fee_bps: rig.service_fee_bps,
        payout: if money.asset == rig.coin {
            Payout::Wrapped { decimals }
        } else {
            Payout::Other {
                decimals,
                nano_per_coin: price(&money.asset)?,
            }
        },
        minted_weight: minted,
        registered_weight: rig.shares() * u128::from(epoch_seconds),
        protocol_fee_bps: rules.protocol_fee_bps,
    })
}

/// Whether a quorum of the reporters' own files is within the spread of the gross that became final.
fn backed<C: Playground>(stage: &Stage<'_, C>, closed: &EpochClosed) -> bool {
    let rules = &stage.season.rules;
    let Some(report) = stage.ledger.reports.get(&(closed.rig, closed.epoch)) else {
        return false;
    };
    let index = stage
        .rigs
        .iter()
        .position(|placed| placed.number == closed.rig);
    let day = stage.day_of(closed.epoch);
    let spread = BigInt::from(rules.report_spread_bps) * BigInt::from(report.gross.u128());
    let near = |answers: &&Vec<crate::season::answers::DailyGross>| {
        let seen = index
            .and_then(|index| answers.get(index))
            .and_then(|days| days.get(&day));
        seen.is_some_and(|seen| {
            let distance = BigInt::from(seen.abs_diff(report.gross.u128())) * 10_000;
            distance <= spread
        })
    };
    let agreeing = stage.season.answers.iter().filter(near).count();
    agreeing >= usize::from(rules.quorum)
}

/// A fraction as a decimal with nine places, rounded up: an error is never shown smaller than it is.
pub fn decimal_ceil(value: &BigRational) -> String {
    let scale = BigInt::from(1_000_000_000);
    let digits = (value * BigRational::from(scale))
        .ceil()
        .to_integer()
        .to_string();
    let digits = format!("{digits:0>10}");
    let (whole, fraction) = digits.split_at(digits.len() - 9);
    format!("{whole}.{fraction}")
}
