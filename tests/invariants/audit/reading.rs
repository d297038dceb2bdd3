//! What the contracts store, read raw: records that are facts for ever may not change, and none that
//! another contract counts on may go.

use std::collections::BTreeMap;

use cosmwasm_std::{from_json, Addr, Uint128};
use rigshare_tests::chain_state::{take_prefixed, Change, Place};
use rigshare_types::distributor::{Cursor, RigBook, StoredCumulative};
use rigshare_types::nft::{StoredSchedule, StoredToken};
use rigshare_types::oracle::{FinalPrice, FinalReport};
use rigshare_types::packed::Pack;
use serde_json::Value;

use super::{Audit, Broken, Token, Touched};

/// A part of a key that is a number of 32 bits.
fn number(bytes: &[u8]) -> Result<u32, Broken> {
    let bytes = bytes
        .try_into()
        .map_err(|_| format!("a key of {} bytes is no u32", bytes.len()))?;
    Ok(u32::from_be_bytes(bytes))
}

fn text(bytes: &[u8]) -> Result<String, Broken> {
    String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string())
}

fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Broken> {
    from_json(bytes).map_err(|error| format!("a stored value does not parse: {error}"))
}

fn unpack<T: Pack>(bytes: &[u8]) -> Result<T, Broken> {
    T::from_packed(bytes).map_err(|error| format!("a stored value does not parse: {error}"))
}

/// Writes what is stored under a key into a map of what is known.
fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

/// Refuses what must never be deleted.
fn kept<V>(what: &str, value: Option<V>) -> Result<V, Broken> {
    value.ok_or_else(|| format!("{what} was deleted"))
}

fn holder_and_rig(rest: &[u8]) -> Result<(u32, Addr), Broken> {
    let (holder, rig) = take_prefixed(rest).ok_or("a key of holder and rig")?;
    Ok((number(rig)?, Addr::unchecked(text(holder)?)))
}

fn rig_and_epoch(rest: &[u8]) -> Result<(u32, u32), Broken> {
    let (rig, epoch) = take_prefixed(rest).ok_or("a key of rig and epoch")?;
    Ok((number(rig)?, number(epoch)?))
}

impl Audit {
    /// Takes over a record that changed, and notes what it touches.
    pub(super) fn absorb(&mut self, change: &Change, touched: &mut Touched) -> Result<(), Broken> {
        let Some((namespace, rest)) = change.entry() else {
            return Ok(());
        };
        let after = change.after.as_deref();
        let fixed = || match (&change.before, after) {
            (None, Some(_)) => Ok(()),
            _ => Err(format!("{namespace} is no fact for ever: {change:?}")),
        };
        match (change.place, namespace) {
            (Place::HashrateNft, "rigs") => {
                let facts = unpack(kept("a rig", after)?)?;
                self.facts.insert(number(rest)?, facts);
            }
            (Place::HashrateNft, "minted") => {
                let rig = number(rest)?;
                let stored: StoredSchedule = unpack(kept("a minted total", after)?)?;
                self.minted.insert(rig, stored.schedule);
                touched.ownership.insert(rig);
            }
            (Place::HashrateNft, "positions") => {
                let (rig, holder) = holder_and_rig(rest)?;
                let stored: StoredSchedule = unpack(kept("a position", after)?)?;
                self.positions
                    .insert((rig, holder.clone()), stored.schedule);
                touched.ownership.insert(rig);
                touched.pairs.insert((rig, holder));
            }
            (Place::HashrateNft, "proceeds") => {
                let proceeds = read(kept("proceeds", after)?)?;
                self.proceeds.insert(number(rest)?, proceeds);
            }
            (Place::HashrateNft, "tokens") => {
                let stored: Option<StoredToken> = after.map(read).transpose()?;
                let token = stored.map(|stored| Token {
                    rig: stored.extension.rig,
                    owner: stored.owner,
                    shares: stored.extension.shares,
                });
                let id = text(rest)?;
                let rigs = [self.tokens.get(&id), token.as_ref()];
                let rigs: Vec<u32> = rigs.into_iter().flatten().map(|token| token.rig).collect();
                touched.ownership.extend(rigs);
                put(&mut self.tokens, id, token);
            }
            (Place::Distributor, "b") => {
                let rig = number(rest)?;
                let book: RigBook = unpack(kept("a book", after)?)?;
                self.books.insert(rig, book);
                touched.money.insert(rig);
            }
            (Place::Distributor, "paid") => {
                let (rig, holder) = holder_and_rig(rest)?;
                let cursor: Cursor = unpack(kept("a cursor", after)?)?;
                self.cursors.insert((rig, holder.clone()), cursor);
                touched.pairs.insert((rig, holder));
            }
            (Place::Distributor, "s") => {
                let (rig, epoch) = rig_and_epoch(rest)?;
                // The record at a gap's start is written again with the same lanes.
                let record: StoredCumulative = unpack(kept("a cumulative", after)?)?;
                match self.cumulatives.get(&(rig, epoch)) {
                    Some(before) if before.lanes != record.lanes => {
                        return Err(format!("rig {rig}: a cumulative changed in {epoch}"));
                    }
                    _ => {}
                }
                self.cumulatives.insert((rig, epoch), record);
                touched.money.insert(rig);
            }
            (Place::Distributor, "accounts") => {
                let (rig, denom) = take_prefixed(rest).ok_or("a key of accounts")?;
                let amount: Option<Uint128> = after.map(read).transpose()?;
                let key = (number(rig)?, text(denom)?);
                put(&mut self.accounts, key, amount.map(|amount| amount.u128()));
            }
            (Place::Distributor, "protocol") => {
                let amount: Option<Uint128> = after.map(read).transpose()?;
                put(
                    &mut self.protocol,
                    text(rest)?,
                    amount.map(|amount| amount.u128()),
                );
            }
            (Place::Marketplace, "offers") => {
                let offer: Option<Value> = after.map(read).transpose()?;
                let escrow = offer.map(|offer| serde_json::from_value(offer["escrow"].clone()));
                let escrow = escrow.transpose().map_err(|error| error.to_string())?;
                put(&mut self.escrows, rest.to_vec(), escrow);
            }
            (Place::Marketplace, "accounts") => {
                let (holder, denom) = take_prefixed(rest).ok_or("a key of accounts")?;
                let amount: Option<Uint128> = after.map(read).transpose()?;
                let key = (Addr::unchecked(text(holder)?), text(denom)?);
                put(
                    &mut self.market_accounts,
                    key,
                    amount.map(|amount| amount.u128()),
                );
            }
            (Place::Oracle, "reports") => {
                fixed()?;
                let report: FinalReport = unpack(kept("a report", after)?)?;
                self.reports
                    .insert(rig_and_epoch(rest)?, report.gross.u128());
            }
            (Place::Oracle, "prices") => {
                fixed()?;
                let (asset, epoch) = take_prefixed(rest).ok_or("a key of prices")?;
                let price: FinalPrice = read(kept("a price", after)?)?;
                let key = (text(asset)?, number(epoch)?);
                self.prices.insert(key, price.nano_per_coin.u128());
            }
            _ => {}
        }
        Ok(())
    }
}
