//! What epochs cost by the rational model, and the messages that pay it.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Binary, Coin, Uint128};
use reference_model::{DueFacts, Payout};
use rigshare_suite::World;
use rigshare_types::distributor::{Cw20Payload, ExecuteMsg as DistributorMsg, RigEpoch};
use rigshare_types::units::Denom;

use super::{json, History, Item};
use crate::audit::Broken;

impl History {
    /// Share-seconds that existed in an epoch that is over, by the second-by-second model.
    fn weight(&mut self, rig: u32, epoch: u32) -> u128 {
        let model = &self.model;
        *self
            .weights
            .entry((rig, epoch))
            .or_insert_with(|| model.minted_weight(rig, epoch))
    }

    /// What an epoch that is over costs, by the rational model, from what was reported; none where
    /// something is not known.
    pub fn due(&mut self, rig: u32, epoch: u32) -> Option<Item> {
        let gross = *self.audit.reports.get(&(rig, epoch))?;
        let minted_weight = self.weight(rig, epoch);
        let known = self.rigs.get(&rig)?.clone();
        let facts = self.audit.facts.get(&rig)?;
        let terms = facts.terms_at(epoch)?;
        let price = |asset: &str| self.audit.prices.get(&(asset.to_owned(), epoch)).copied();
        let denom = facts.payout.clone();
        let empty = Item {
            rig,
            epoch,
            denom,
            holders: 0,
            fee: 0,
        };
        if gross == 0 {
            return Some(empty);
        }
        let payout = if known.payout_asset == facts.coin {
            Payout::Wrapped {
                decimals: known.payout_decimals,
            }
        } else {
            Payout::Other {
                decimals: known.payout_decimals,
                nano_per_coin: price(known.payout_asset)?,
            }
        };
        let seconds = u64::from(self.world.clock().epoch_seconds);
        let fees = self.protocol_fees.iter().rev();
        let fee = fees.clone().find(|(from, _)| *from <= epoch);
        let due = DueFacts {
            gross,
            coin_decimals: known.coin_decimals,
            coin_nano: price(&facts.coin),
            watts: terms.watts,
            seconds,
            nano_per_kwh: terms.electricity_nano_per_kwh.u128(),
            service_fee_bps: terms.service_fee_bps,
            payout,
            minted_weight,
            registered_weight: u128::from(facts.shares) * u128::from(seconds),
            protocol_fee_bps: fee.map_or(0, |(_, bps)| *bps),
        }
        .due()?;
        Some(Item {
            holders: u128::try_from(due.holders).ok()?,
            fee: u128::try_from(due.protocol_fee).ok()?,
            ..empty
        })
    }
}

/// The message that settles `items`: natively, or through the one cw20 that they are paid in.
pub fn settle_message(world: &World, items: &[Item]) -> Result<(Addr, Binary, Vec<Coin>), Broken> {
    let mut sums: BTreeMap<String, u128> = BTreeMap::new();
    let mut cw20 = None;
    for item in items {
        let sum = item.holders + item.fee;
        if sum > 0 {
            *sums.entry(item.denom.key()).or_default() += sum;
            if let Denom::Cw20(contract) = &item.denom {
                cw20 = Some(contract.clone());
            }
        }
    }
    let epochs: Vec<RigEpoch> = items
        .iter()
        .map(|item| RigEpoch {
            rig: item.rig,
            epoch: item.epoch,
        })
        .collect();
    let Some(contract) = cw20 else {
        let funds = sums.iter().map(|(denom, sum)| Coin::new(*sum, denom));
        let msg = json(&DistributorMsg::Settle { items: epochs })?;
        return Ok((world.at.distributor.clone(), msg, funds.collect()));
    };
    let amount = sums.values().sum();
    let payload = json(&Cw20Payload::Settle { items: epochs })?;
    cw20_message(world, &contract, amount, payload)
}

/// The message that brings `amount` of a cw20 with a payload.
pub fn cw20_message(
    world: &World,
    contract: &str,
    amount: u128,
    payload: Binary,
) -> Result<(Addr, Binary, Vec<Coin>), Broken> {
    let send = cw20::Cw20ExecuteMsg::Send {
        contract: world.at.distributor.to_string(),
        amount: Uint128::new(amount),
        msg: payload,
    };
    Ok((Addr::unchecked(contract), json(&send)?, vec![]))
}
