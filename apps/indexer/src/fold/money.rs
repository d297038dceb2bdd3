//! What the distributor does: epochs are closed, shortfalls cured, holders paid.

use cosmwasm_std::Uint256;
use rigshare_types::events::{Checkpointed, Claimed, Cured, EpochClosed};
use share_ledger::settle_floor;

use super::{inconsistent, At, Fold};
use crate::error::IndexError;
use crate::store::tables::{ClaimRow, EpochRow, PositionRow};

impl Fold {
    pub(super) fn epoch_closed(&mut self, at: At, event: EpochClosed) -> Result<(), IndexError> {
        let rig = self.rig(at, event.rig)?;
        rig.last_closed_epoch = Some(event.epoch);
        let counter = match event.outcome.as_str() {
            "settled" => &mut rig.settled_epochs,
            "late" => &mut rig.late_epochs,
            "defaulted" => &mut rig.defaulted_epochs,
            "outage" => &mut rig.outage_epochs,
            other => return Err(inconsistent(at, format!("{other:?} is no outcome"))),
        };
        *counter += 1;
        let (delivered, short) = (event.delivered.u128(), event.short.u128());
        let sum = |total: u128, more: u128| {
            let sum = total.checked_add(more);
            sum.ok_or_else(|| inconsistent(at, "a sum beyond 128 bits"))
        };
        rig.due = sum(rig.due, event.holders_due.u128())?;
        rig.delivered = sum(rig.delivered, delivered)?;
        rig.short = sum(rig.short, short)?;
        rig.outstanding = sum(rig.outstanding, short)?;
        // The contract's own arithmetic: what an epoch leaves over is carried into the next.
        let carry = u64::try_from(rig.carry).unwrap_or_default();
        let weight = event.minted_weight;
        let settled = settle_floor(Uint256::zero(), carry, event.delivered, weight)
            .map_err(|error| inconsistent(at, error.to_string()))?;
        rig.carry = settled.carry.into();
        self.epochs.add(EpochRow {
            rig: event.rig,
            epoch: event.epoch,
            outcome: event.outcome,
            denom: event.denom.to_string(),
            holders_due: event.holders_due.u128(),
            delivered,
            short,
            protocol_fee: event.protocol_fee.u128(),
            from_account: event.from_account.u128(),
            minted_weight: weight,
            each_scaled: settled.cumulative.to_string(),
            id: at.id,
            time_seconds: at.time_seconds,
        });
        Ok(())
    }

    pub(super) fn cured(&mut self, at: At, event: &Cured) -> Result<(), IndexError> {
        let rig = self.rig(at, event.rig)?;
        rig.cured = rig.cured.saturating_add(event.amount.u128());
        rig.outstanding = event.outstanding.u128();
        Ok(())
    }

    fn position(&mut self, at: At, holder: &str, rig: u32) -> Result<&mut PositionRow, IndexError> {
        self.positions
            .change(&(holder.to_owned(), rig))
            .ok_or_else(|| inconsistent(at, format!("{holder} never had shares of rig {rig}")))
    }

    pub(super) fn checkpointed(&mut self, at: At, event: Checkpointed) -> Result<(), IndexError> {
        self.position(at, &event.holder, event.rig)?.next_epoch = event.next_epoch;
        Ok(())
    }

    pub(super) fn claimed(&mut self, at: At, event: Claimed) -> Result<(), IndexError> {
        let position = self.position(at, &event.holder, event.rig)?;
        position.next_epoch = event.next_epoch;
        position.claimed = position.claimed.saturating_add(event.amount.u128());
        self.claims.add(ClaimRow {
            holder: event.holder,
            id: at.id,
            rig: event.rig,
            denom: event.denom.to_string(),
            amount: event.amount.u128(),
            paid_to: event.to,
            time_seconds: at.time_seconds,
        });
        Ok(())
    }
}
