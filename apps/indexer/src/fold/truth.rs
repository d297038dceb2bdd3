//! What the oracle says: batches, reports, prices, networks, and who reports.

use rigshare_types::events::{
    BatchRelayed, NetworkFinal, PoolFinal, PriceFinal, ReportFinal, ReporterSuspended,
    ReportersChanged,
};

use super::{inconsistent, At, Fold};
use crate::error::IndexError;
use crate::store::tables::{
    BatchRow, NetworkRow, PoolRow, PriceRow, ReportRow, ReportersRow, SuspendedRow,
};

impl Fold {
    pub(super) fn batch_relayed(&mut self, at: At, event: BatchRelayed) {
        self.batches.add(BatchRow {
            epoch: event.epoch,
            page: event.page,
            reporter: event.reporter,
            digest: event.digest,
            id: at.id,
        });
    }

    pub(super) fn report_final(&mut self, at: At, event: ReportFinal) -> Result<(), IndexError> {
        let rig = self.rig(at, event.rig)?;
        rig.last_report_epoch = rig.last_report_epoch.max(Some(event.epoch));
        self.reports.add(ReportRow {
            rig: event.rig,
            epoch: event.epoch,
            gross: event.gross.u128(),
            grade: event.grade,
            signers: event.signers,
            id: at.id,
            time_seconds: at.time_seconds,
        });
        Ok(())
    }

    pub(super) fn price_final(&mut self, at: At, event: PriceFinal) {
        self.prices.add(PriceRow {
            asset: event.asset,
            epoch: event.epoch,
            nano_per_coin: event.nano_per_coin.u128(),
            id: at.id,
            time_seconds: at.time_seconds,
        });
    }

    pub(super) fn network_final(&mut self, at: At, event: NetworkFinal) {
        self.networks.add(NetworkRow {
            coin: event.coin,
            epoch: event.epoch,
            hashes_per_block: event.hashes_per_block.u128(),
            reward_per_block: event.reward_per_block.u128(),
            id: at.id,
            time_seconds: at.time_seconds,
        });
    }

    pub(super) fn pool_final(&mut self, at: At, event: PoolFinal) {
        self.pools.add(PoolRow {
            pool: event.pool,
            coin: event.coin,
            epoch: event.epoch,
            hashrate_hs: event.hashrate_hs.u128(),
            id: at.id,
        });
    }

    pub(super) fn reporter_suspended(&mut self, at: At, event: &ReporterSuspended) {
        self.suspended.add(SuspendedRow {
            reporter: event.reporter,
            epoch: event.epoch,
            id: at.id,
        });
    }

    pub(super) fn reporters_changed(&mut self, at: At, event: &ReportersChanged) {
        self.reporters.put(ReportersRow {
            from_epoch: event.from_epoch,
            version: event.version,
            id: at.id,
            known: false,
        });
    }

    /// A configuration that counts from an epoch on is known in full once that epoch has begun: until
    /// then it may be replaced.
    pub(super) fn reporters_begin(&mut self, at: At) -> Result<(), IndexError> {
        let begun = |epoch: &u32| *epoch == 0 || self.clock.start_of(*epoch) <= at.time_seconds;
        let epochs: Vec<u32> = self.reporters_facts.keys().copied().filter(begun).collect();
        for from_epoch in epochs {
            let Some(fact) = self.reporters_facts.get(&from_epoch) else {
                continue;
            };
            let version = fact.version;
            match self.reporters.change(&(from_epoch,)) {
                Some(row) if row.version == version => row.known = true,
                Some(row) => {
                    let what = format!(
                        "reporters from epoch {from_epoch} are version {}, and the oracle says {version}",
                        row.version
                    );
                    return Err(inconsistent(at, what));
                }
                None if from_epoch == 0 => self.reporters.add(ReportersRow {
                    from_epoch,
                    version,
                    id: 0,
                    known: true,
                }),
                // Its event is yet to come in this batch.
                None => continue,
            }
            self.reporters_facts.remove(&from_epoch);
        }
        Ok(())
    }
}
