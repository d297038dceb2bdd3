//! Accounts: what waits here to be withdrawn.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Storage, Uint128};

use crate::error::ContractError;
use crate::state::ACCOUNTS;

/// What a message credits, summed before it is written: one write an account and denom.
#[derive(Debug, Default)]
pub struct Credits(BTreeMap<(Addr, String), Uint128>);

impl Credits {
    /// Adds to what `address` may withdraw.
    ///
    /// # Errors
    /// The sum does not fit in 128 bits.
    pub fn add(
        &mut self,
        address: &Addr,
        denom: &str,
        amount: Uint128,
    ) -> Result<(), ContractError> {
        if !amount.is_zero() {
            let sum = self
                .0
                .entry((address.clone(), denom.to_owned()))
                .or_default();
            *sum = sum.checked_add(amount)?;
        }
        Ok(())
    }

    /// Writes the credits to the accounts.
    ///
    /// # Errors
    /// A sum does not fit in 128 bits, or the storage fails.
    pub fn book(self, storage: &mut dyn Storage) -> Result<(), ContractError> {
        for ((address, denom), amount) in self.0 {
            ACCOUNTS.update(storage, (&address, &denom), |stored| {
                stored
                    .unwrap_or_default()
                    .checked_add(amount)
                    .map_err(ContractError::from)
            })?;
        }
        Ok(())
    }
}
