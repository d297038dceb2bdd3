//! What the reporters of an epoch signed, page by page.

use std::collections::BTreeMap;

use cosmwasm_std::Storage;
use rigshare_types::batch::Batch;

use crate::error::ContractError;
use crate::state::{find_batch, is_suspended, reporters_of, StoredReporters};

/// The batches of an epoch that count: of reporters that are in its configuration and not suspended.
pub struct Signed {
    /// The epoch.
    pub epoch: u32,
    /// Its reporters and rules.
    pub reporters: StoredReporters,
    counting: Vec<u16>,
    pages: BTreeMap<u16, Vec<Batch>>,
}

impl Signed {
    /// The batches of an epoch; none is read yet.
    ///
    /// # Errors
    /// No reporters are stored.
    pub fn of_epoch(storage: &dyn Storage, epoch: u32) -> Result<Self, ContractError> {
        let reporters = reporters_of(storage, epoch)?;
        let mut counting = reporters.ids();
        counting.retain(|id| !is_suspended(storage, *id));
        Ok(Self {
            epoch,
            reporters,
            counting,
            pages: BTreeMap::new(),
        })
    }

    /// The batches of a page, at most one of each reporter. A page is read once.
    ///
    /// # Errors
    /// A stored batch can't be read.
    pub fn page(&mut self, storage: &dyn Storage, page: u16) -> Result<&[Batch], ContractError> {
        let batches = match self.pages.remove(&page) {
            Some(known) => known,
            None => {
                let mut read = vec![];
                for id in &self.counting {
                    if let Some(record) = find_batch(storage, self.epoch, page, *id)? {
                        read.push(record.batch);
                    }
                }
                read
            }
        };
        Ok(self.pages.entry(page).or_insert(batches))
    }
}
