//! What the contract keeps for itself. What others read raw stands in
//! [`rigshare_types::distributor`].

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, StdResult, Storage, Uint128};
use cw_storage_plus::{Item, Map};
use rigshare_types::distributor::{FeeStep, Grace};
use rigshare_types::units::Denom;

use crate::error::ContractError;

/// Everything that is configured, in one record: most messages need most of it.
#[cw_serde]
pub struct Config {
    /// The ledger of ownership.
    pub hashrate_nft: Addr,
    /// The ledger of earnings.
    pub oracle: Addr,
    /// May stop defaults and outage closings.
    pub pauser: Addr,
    /// May withdraw the protocol's account.
    pub protocol_recipient: Addr,
    /// The protocol's fee on what holders are due, by rising epoch; the first from epoch 0.
    pub protocol_fees: Vec<FeeStep>,
    /// The protocol's part of primary sales, basis points.
    pub sale_fee_bps: u16,
    /// The grace.
    pub grace: Grace,
}

/// How often the protocol's fee on what holders are due may fall, plus one.
pub const MAX_FEE_STEPS: usize = 16;

impl Config {
    /// The protocol's fee in an epoch, basis points: a fact that no later change touches.
    #[must_use]
    pub fn protocol_fee_bps(&self, epoch: u32) -> u16 {
        self.protocol_fees
            .iter()
            .rev()
            .find(|step| step.from_epoch <= epoch)
            .map_or(0, |step| step.bps)
    }
}

/// Everything that is configured.
pub const CONFIG: Item<Config> = Item::new("config");

/// Operators' accounts by (rig, [`Denom::key`]), base units; absent: nothing.
pub const ACCOUNTS: Map<(u32, &str), Uint128> = Map::new("accounts");

/// The protocol's account by [`Denom::key`], base units; absent: nothing.
pub const PROTOCOL: Map<&str, Uint128> = Map::new("protocol");

/// Where holders' rewards go; absent: to the holder.
pub const PAYOUT_ADDRESSES: Map<&Addr, Addr> = Map::new("payout_addresses");

/// What is on a rig's account.
///
/// # Errors
/// The stored value can't be read.
pub fn account(storage: &dyn Storage, rig: u32, denom: &Denom) -> StdResult<Uint128> {
    let amount = ACCOUNTS.may_load(storage, (rig, &denom.key()))?;
    Ok(amount.unwrap_or_default())
}

/// Writes what is on a rig's account from now on.
///
/// # Errors
/// The value can't be written.
pub fn set_account(
    storage: &mut dyn Storage,
    rig: u32,
    denom: &Denom,
    amount: Uint128,
) -> StdResult<()> {
    let key = denom.key();
    if amount.is_zero() {
        ACCOUNTS.remove(storage, (rig, &key));
        return Ok(());
    }
    ACCOUNTS.save(storage, (rig, &key), &amount)
}

/// Adds to the protocol's account.
///
/// # Errors
/// The sum does not fit in 128 bits.
pub fn credit_protocol(
    storage: &mut dyn Storage,
    denom: &Denom,
    amount: Uint128,
) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Ok(());
    }
    let key = denom.key();
    let before = PROTOCOL.may_load(storage, &key)?.unwrap_or_default();
    let sum = before.checked_add(amount)?;
    Ok(PROTOCOL.save(storage, &key, &sum)?)
}
