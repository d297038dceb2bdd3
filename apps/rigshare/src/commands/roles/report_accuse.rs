//! `rigshare report accuse`: two batches that one reporter signed for one epoch and page.

use std::collections::BTreeMap;

use anyhow::bail;
use rigshare_deploy::Plan;
use rigshare_types::batch::SignedBatch;
use rigshare_types::oracle::ExecuteMsg;

use super::order::{Execute, Order};
use super::report_sign::SignedFile;

/// The accusation that files of signed batches hold: of the first reporter that contradicts itself.
///
/// # Errors
/// None of them does.
pub fn accuse(at: &Plan, files: Vec<SignedFile>) -> anyhow::Result<Order> {
    let mut seen: BTreeMap<(u32, u16, u16), SignedBatch> = BTreeMap::new();
    for signed in files.into_iter().flat_map(|file| file.batches) {
        let (epoch, page, reporter) = (signed.batch.epoch, signed.batch.page, signed.reporter);
        match seen.remove(&(epoch, page, reporter)) {
            Some(first) if first.batch != signed.batch => {
                let msg = ExecuteMsg::ProveEquivocation {
                    first: Box::new(first),
                    second: Box::new(signed),
                };
                let what = format!(
                    "show that reporter {reporter} signed two batches for epoch {epoch}, page {page}"
                );
                return Ok(Order::one(what, Execute::new(&at.oracle, &msg)?));
            }
            _ => {
                seen.insert((epoch, page, reporter), signed);
            }
        }
    }
    bail!("no reporter signed two different batches for one epoch and page in these files")
}
