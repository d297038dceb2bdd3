//! Rigs: registered, decided on, sold from, handed over, retired.

use rigshare_types::events::{
    OperatorChanged, OperatorProposed, RigDecided, RigRegistered, RigRetired, SaleOpened,
    SaleStopped, TermsLowered,
};

use super::{inconsistent, At, Fold};
use crate::error::IndexError;
use crate::store::tables::{RigRow, TermsRow};
use crate::store::value::Sorted;

impl Fold {
    pub(super) fn rig(&mut self, at: At, rig: u32) -> Result<&mut RigRow, IndexError> {
        self.rigs
            .change(&(rig,))
            .ok_or_else(|| inconsistent(at, format!("rig {rig} is not registered")))
    }

    pub(super) fn rig_registered(
        &mut self,
        at: At,
        event: RigRegistered,
    ) -> Result<(), IndexError> {
        let rig = event.rig;
        let fact = self
            .rig_facts
            .remove(&rig)
            .ok_or_else(|| inconsistent(at, format!("rig {rig} is registered twice")))?;
        self.terms.add(TermsRow {
            rig,
            from_epoch: 0,
            watts: fact.watts.into(),
            electricity_nano_per_kwh: fact.electricity_nano_per_kwh.u128(),
            service_fee_bps: fact.service_fee_bps,
        });
        self.rigs.add(RigRow {
            rig,
            operator: event.operator,
            proposed: String::new(),
            status: "waiting".to_owned(),
            model: fact.model,
            coin: event.coin,
            coin_decimals: fact.coin_decimals.into(),
            algorithm: fact.algorithm,
            location: fact.location,
            renewable_bps: fact.renewable_bps,
            pool: fact.pool,
            scheme: fact.scheme,
            worker: fact.worker,
            payout_address: fact.payout_address,
            hashrate_hs: Sorted(event.hashrate_hs.u128()),
            unit_hashrate_hs: fact.unit_hashrate_hs.u128(),
            shares: event.shares,
            minted: 0,
            start_epoch: event.start_epoch,
            end_epoch: event.end_epoch,
            payout: event.payout.to_string(),
            payout_asset: fact.payout_asset,
            payout_decimals: fact.payout_decimals.into(),
            sale_denom: fact.sale_denom,
            royalty_bps: fact.royalty_bps,
            least_grade: fact.least_grade,
            sale: false,
            sale_price: Sorted(0),
            sale_opens_seconds: 0,
            sale_closes_seconds: 0,
            proceeds: 0,
            last_report_epoch: None,
            last_closed_epoch: None,
            settled_epochs: 0,
            late_epochs: 0,
            defaulted_epochs: 0,
            outage_epochs: 0,
            due: 0,
            delivered: 0,
            short: 0,
            cured: 0,
            outstanding: 0,
            carry: 0,
            registered_id: at.id,
        });
        Ok(())
    }

    pub(super) fn rig_decided(&mut self, at: At, event: &RigDecided) -> Result<(), IndexError> {
        let word = if event.approved {
            "approved"
        } else {
            "rejected"
        };
        self.rig(at, event.rig)?.status = word.to_owned();
        Ok(())
    }

    pub(super) fn terms_lowered(&mut self, event: &TermsLowered) {
        self.terms.put(TermsRow {
            rig: event.rig,
            from_epoch: event.from_epoch,
            watts: event.watts.into(),
            electricity_nano_per_kwh: event.electricity_nano_per_kwh.u128(),
            service_fee_bps: event.service_fee_bps,
        });
    }

    pub(super) fn operator_proposed(
        &mut self,
        at: At,
        event: OperatorProposed,
    ) -> Result<(), IndexError> {
        self.rig(at, event.rig)?.proposed = event.operator;
        Ok(())
    }

    pub(super) fn operator_changed(
        &mut self,
        at: At,
        event: OperatorChanged,
    ) -> Result<(), IndexError> {
        let rig = self.rig(at, event.rig)?;
        rig.operator = event.operator;
        rig.proposed = String::new();
        Ok(())
    }

    pub(super) fn rig_retired(&mut self, at: At, event: &RigRetired) -> Result<(), IndexError> {
        let rig = self.rig(at, event.rig)?;
        if rig.minted != event.outstanding {
            let what = format!(
                "rig {} retires with {} shares, and the index has {}",
                event.rig, event.outstanding, rig.minted
            );
            return Err(inconsistent(at, what));
        }
        rig.status = "retired".to_owned();
        rig.end_epoch = event.end_epoch;
        rig.sale = false;
        Ok(())
    }

    pub(super) fn sale_opened(&mut self, at: At, event: &SaleOpened) -> Result<(), IndexError> {
        let rig = self.rig(at, event.rig)?;
        rig.sale = true;
        rig.sale_price = Sorted(event.price_per_share.u128());
        rig.sale_opens_seconds = event.opens_seconds;
        rig.sale_closes_seconds = event.closes_seconds;
        Ok(())
    }

    pub(super) fn sale_stopped(&mut self, at: At, event: &SaleStopped) -> Result<(), IndexError> {
        self.rig(at, event.rig)?.sale = false;
        Ok(())
    }
}
