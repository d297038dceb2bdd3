//! The rules of rigs and of their sales. No storage but the rigs' own.

use contract_kit::ownership::only;
use cosmwasm_std::{Addr, Storage};
use rigshare_types::nft::{
    NewRig, RigFacts, RigStatus, Sale, MAX_ROYALTY_BPS, MAX_TERM_EPOCHS, RIGS,
};
use rigshare_types::units::BPS_WHOLE;
use share_ledger::MAX_SHARES;

use crate::error::ContractError;
use crate::text::{check_bank_denom, check_identifier, check_range, check_text};

/// Loads a rig.
///
/// # Errors
/// [`ContractError::UnknownRig`].
pub fn load(storage: &dyn Storage, rig: u32) -> Result<RigFacts, ContractError> {
    RIGS.may_load(storage, rig)?
        .ok_or(ContractError::UnknownRig { rig })
}

/// Loads a rig of which the sender is the operator.
///
/// # Errors
/// [`ContractError::UnknownRig`] and [`ContractError::Role`].
pub fn load_operated(
    storage: &dyn Storage,
    rig: u32,
    sender: &Addr,
) -> Result<RigFacts, ContractError> {
    let facts = load(storage, rig)?;
    only("operator", &facts.operator, sender)?;
    Ok(facts)
}

/// Refuses a rig that the registrar has not put where the message needs it.
///
/// # Errors
/// [`ContractError::WrongStatus`].
pub fn check_status(rig: u32, facts: &RigFacts, needed: RigStatus) -> Result<(), ContractError> {
    if facts.status == needed {
        Ok(())
    } else {
        Err(ContractError::WrongStatus {
            rig,
            status: facts.status,
            needed,
        })
    }
}

/// Refuses a rig whose term has ended by `epoch`. Retirement is an end as any.
///
/// # Errors
/// [`ContractError::RigOver`].
pub fn check_not_over(rig: u32, facts: &RigFacts, epoch: u32) -> Result<(), ContractError> {
    if epoch < facts.end_epoch {
        Ok(())
    } else {
        Err(ContractError::RigOver {
            rig,
            end_epoch: facts.end_epoch,
            epoch,
        })
    }
}

/// Checks all that can be known of a new rig without asking others, and says how many shares it
/// has.
///
/// # Errors
/// The first field that is wrong.
pub fn check_new(
    new: &NewRig,
    quote_currency: &str,
    present_epoch: u32,
) -> Result<u64, ContractError> {
    check_text("model", &new.model)?;
    check_identifier("coin", &new.coin)?;
    check_text("algorithm", &new.algorithm)?;
    check_text("location", &new.location)?;
    check_identifier("pool", &new.pool)?;
    check_identifier("worker", &new.worker)?;
    check_identifier("payout_address", &new.payout_address)?;
    check_bank_denom("sale_denom", &new.sale_denom)?;
    if new.electricity_currency != quote_currency {
        return Err(ContractError::WrongCurrency {
            given: new.electricity_currency.clone(),
            quote_currency: quote_currency.to_owned(),
        });
    }
    check_range("watts", new.watts, 1u64, u64::MAX)?;
    check_range("service_fee_bps", new.service_fee_bps, 0u16, BPS_WHOLE)?;
    check_range("renewable_bps", new.renewable_bps, 0u16, BPS_WHOLE)?;
    check_range("royalty_bps", new.royalty_bps, 0u16, MAX_ROYALTY_BPS)?;
    // The clock's epochs end below u32::MAX: there is always a next one.
    check_range(
        "start_epoch",
        new.start_epoch,
        present_epoch + 1,
        u32::MAX - 1,
    )?;
    let latest_end = new.start_epoch.saturating_add(MAX_TERM_EPOCHS);
    check_range("end_epoch", new.end_epoch, new.start_epoch + 1, latest_end)?;
    let not_whole = ContractError::NotWholeShares {
        hashrate_hs: new.hashrate_hs,
        unit_hashrate_hs: new.unit_hashrate_hs,
    };
    let (Ok(shares), Ok(rest)) = (
        new.hashrate_hs.checked_div(new.unit_hashrate_hs),
        new.hashrate_hs.checked_rem(new.unit_hashrate_hs),
    ) else {
        return Err(not_whole);
    };
    if !rest.is_zero() {
        return Err(not_whole);
    }
    match u64::try_from(shares.u128()) {
        Ok(whole) if (1..=MAX_SHARES).contains(&whole) => Ok(whole),
        _ => Err(ContractError::OutOfRange {
            field: "shares",
            value: shares,
            least: 1u64.into(),
            most: MAX_SHARES.into(),
        }),
    }
}

/// Checks the conditions of a sale that opens for a rig of `registered` shares.
///
/// # Errors
/// [`ContractError::OutOfRange`] for the first condition that is wrong.
pub fn check_sale(sale: &Sale, registered: u64, now_seconds: u64) -> Result<(), ContractError> {
    check_range("price_per_share", sale.price_per_share, 1u64, u128::MAX)?;
    let after_opening = sale.opens_seconds.max(now_seconds).saturating_add(1);
    check_range(
        "closes_seconds",
        sale.closes_seconds,
        after_opening,
        u64::MAX,
    )?;
    check_range("least_shares", sale.least_shares, 1u64, registered)?;
    check_range(
        "most_per_wallet",
        sale.most_per_wallet,
        sale.least_shares,
        u64::MAX,
    )
}
