//! The distributor's books, accounts and cursors.

use std::collections::BTreeMap;

use cosmwasm_std::Addr;
use rigshare_suite::World;
use rigshare_types::distributor::{self, AccountsResponse, Cursor, HistoryResponse};

use crate::index::Index;

pub fn compare(world: &World, index: &Index, after: &str) {
    let at = &world.at.distributor;
    for rig in index.rigs.keys() {
        let name = format!("rig {rig} after {after}");
        let stored: HistoryResponse = world
            .query(
                at,
                &distributor::QueryMsg::History {
                    rig: *rig,
                    start_after: None,
                    limit: Some(100),
                },
            )
            .unwrap();
        let stored: Vec<_> = stored
            .epochs
            .iter()
            .map(|closed| {
                let closing = closed.closing;
                let outcome = closing.outcome.to_string();
                (
                    closed.epoch,
                    outcome,
                    closing.delivered,
                    closing.short,
                    closing.at_seconds,
                )
            })
            .collect();
        let told: Vec<_> = index
            .closings
            .range((*rig, 0)..=(*rig, u32::MAX))
            .map(|((_, epoch), (closed, at_seconds))| {
                (
                    *epoch,
                    closed.outcome.clone(),
                    closed.delivered,
                    closed.short,
                    *at_seconds,
                )
            })
            .collect();
        assert_eq!(stored, told, "{name}");
        let book = world.book(*rig).unwrap();
        let told = index.money.get(rig).cloned().unwrap_or_default();
        assert_eq!(
            (
                book.book.record.delivered,
                book.book.record.short,
                book.book.record.cured
            ),
            (told.delivered, told.short, told.cured),
            "{name}"
        );
        assert_eq!(book.book.shortfall.outstanding, told.outstanding, "{name}");
        let account: Vec<_> = book
            .account
            .into_iter()
            .map(|amount| ((*rig, amount.denom), amount.amount))
            .collect();
        let told: Vec<_> = index
            .rig_accounts
            .iter()
            .filter(|((of, _), amount)| of == rig && !amount.is_zero())
            .map(|(key, amount)| (key.clone(), *amount))
            .collect();
        assert_eq!(account, told, "{name}");
    }
    let protocol: AccountsResponse = world
        .query(
            at,
            &distributor::QueryMsg::ProtocolAccount {
                start_after: None,
                limit: Some(30),
            },
        )
        .unwrap();
    let protocol: BTreeMap<_, _> = protocol
        .amounts
        .into_iter()
        .map(|amount| (amount.denom, amount.amount))
        .collect();
    let mut told = index.protocol.clone();
    told.retain(|_, amount| !amount.is_zero());
    assert_eq!(protocol, told, "the protocol's account after {after}");
    for (denom, amount) in &index.held {
        let held = world.balance(at, denom).unwrap();
        assert_eq!(
            i128::try_from(held.u128()).unwrap(),
            *amount,
            "{denom} after {after}"
        );
    }
    for (holder, rig) in index.changes.keys() {
        let cursor: Option<Cursor> = world
            .query(
                at,
                &distributor::QueryMsg::Cursor {
                    holder: holder.clone(),
                    rig: *rig,
                },
            )
            .unwrap();
        let told = index.cursors.get(&(holder.clone(), *rig)).copied();
        let stored = cursor.map(|cursor| (cursor.next_epoch, cursor.owed));
        assert_eq!(
            stored,
            told,
            "{} in rig {rig} after {after}",
            world.name_of(holder)
        );
        let address: Option<Addr> = world
            .query(
                at,
                &distributor::QueryMsg::PayoutAddress {
                    holder: holder.clone(),
                },
            )
            .unwrap();
        let told = index.payout_addresses.get(holder).cloned();
        assert_eq!(address.map(Addr::into_string), told);
    }
}
