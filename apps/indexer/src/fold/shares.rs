//! Tokens and what holders have, over time.

use rigshare_types::events::{ShareBurned, ShareMinted, ShareTransferred};

use super::{inconsistent, At, Fold};
use crate::error::IndexError;
use crate::store::tables::{PositionRow, StepRow, TokenRow};

/// Who has all that is minted of a rig.
pub const EVERYBODY: &str = "";

/// A change of a number of shares.
enum Change {
    Gain(u64),
    Loss(u64),
}

impl Fold {
    pub(super) fn share_minted(&mut self, at: At, event: ShareMinted) -> Result<(), IndexError> {
        let (rig, since) = (event.rig, event.at_seconds);
        self.hold(at, &event.owner, rig, since, &Change::Gain(event.shares))?;
        self.hold(at, EVERYBODY, rig, since, &Change::Gain(event.shares))?;
        self.rig(at, rig)?.minted += event.shares;
        if let Some(trade) = self.bought.remove(&event.token_id) {
            if let Some(trade) = self.trades.change(&(trade,)) {
                trade.recipient.clone_from(&event.owner);
            }
        }
        self.tokens.add(TokenRow {
            token_id: event.token_id,
            rig,
            shares: event.shares,
            owner: event.owner,
            since_seconds: since,
        });
        Ok(())
    }

    pub(super) fn share_transferred(
        &mut self,
        at: At,
        event: ShareTransferred,
    ) -> Result<(), IndexError> {
        let (rig, since) = (event.rig, event.at_seconds);
        self.hold(at, &event.from, rig, since, &Change::Loss(event.shares))?;
        self.hold(at, &event.to, rig, since, &Change::Gain(event.shares))?;
        if let Some(ask) = self.asks.change(&(event.token_id.clone(),)) {
            let stale = if ask.seller == event.to { "" } else { "sold" };
            ask.stale = stale.to_owned();
        }
        let token = self
            .tokens
            .change(&(event.token_id.clone(),))
            .filter(|token| token.owner == event.from)
            .ok_or_else(|| not_held(at, &event.token_id, &event.from))?;
        token.owner = event.to;
        token.since_seconds = since;
        Ok(())
    }

    pub(super) fn share_burned(&mut self, at: At, event: ShareBurned) -> Result<(), IndexError> {
        let (rig, since) = (event.rig, event.at_seconds);
        self.hold(at, &event.owner, rig, since, &Change::Loss(event.shares))?;
        self.hold(at, EVERYBODY, rig, since, &Change::Loss(event.shares))?;
        let row = self.rig(at, rig)?;
        row.minted = row.minted.saturating_sub(event.shares);
        if let Some(ask) = self.asks.change(&(event.token_id.clone(),)) {
            ask.stale = "gone".to_owned();
        }
        let token = self.tokens.remove(&(event.token_id.clone(),));
        token
            .filter(|token| token.owner == event.owner)
            .map(|_| ())
            .ok_or_else(|| not_held(at, &event.token_id, &event.owner))
    }

    fn hold(
        &mut self,
        at: At,
        holder: &str,
        rig: u32,
        at_seconds: u64,
        change: &Change,
    ) -> Result<(), IndexError> {
        let key = (holder.to_owned(), rig);
        let before = self.positions.get(&key).cloned();
        let mut position = before.unwrap_or_else(|| PositionRow {
            holder: holder.to_owned(),
            rig,
            shares: 0,
            at_seconds,
            weight: 0,
            since_seconds: at_seconds,
            claimed: 0,
            next_epoch: 0,
        });
        let held_seconds = at_seconds.saturating_sub(position.at_seconds);
        position.weight += u128::from(position.shares) * u128::from(held_seconds);
        position.at_seconds = at_seconds;
        let shares = match change {
            Change::Gain(shares) => position.shares.checked_add(*shares),
            Change::Loss(shares) => position.shares.checked_sub(*shares),
        };
        position.shares = shares.ok_or_else(|| {
            inconsistent(
                at,
                format!("{holder:?} gives more shares of rig {rig} than it has"),
            )
        })?;
        self.steps.put(StepRow {
            holder: holder.to_owned(),
            rig,
            at_seconds,
            shares: position.shares,
            weight: position.weight,
        });
        self.positions.put(position);
        Ok(())
    }
}

fn not_held(at: At, token_id: &str, holder: &str) -> IndexError {
    inconsistent(at, format!("{holder} does not have token {token_id}"))
}
