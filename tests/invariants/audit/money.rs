//! Invariants 3 to 6: what everybody gets, where it came from, and that it is there.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint256};
use num_bigint::{BigInt, Sign};
use reference_model::Model;
use rigshare_suite::World;
use rigshare_tests::chain_state::Place;
use rigshare_types::units::Denom;
use share_ledger::{integrate_split, HolderShortfall, Lane, Lanes, LedgerError};

use super::{Audit, Broken, Scope};

/// The last base unit that a difference from the rational model may have: 2^-20, in 2^-64.
const TOLERANCE_BITS: u32 = 44;

fn scaled(amount: u128) -> BigInt {
    BigInt::from(amount) << 64
}

fn big(value: Uint256) -> BigInt {
    BigInt::from_bytes_be(Sign::Plus, &value.to_be_bytes())
}

struct Unread(Broken);

impl From<LedgerError> for Unread {
    fn from(error: LedgerError) -> Self {
        Self(error.to_string())
    }
}

impl Audit {
    /// All that a holder is owed of a rig, to the last scaled unit, remainder included.
    pub fn compute_owed(&self, rig: u32, holder: &Addr) -> Result<BigInt, Broken> {
        let key = (rig, holder.clone());
        let Some(book) = self.books.get(&rig) else {
            return Ok(BigInt::default());
        };
        let schedule = &self.positions[&key];
        let cursor = self.cursors.get(&key);
        let start = match cursor {
            Some(cursor) => cursor.next_epoch,
            None => schedule.floor().max(self.facts[&rig].start_epoch),
        };
        let missing = |epoch| format!("rig {rig}: no cumulative for epoch {epoch}");
        let lanes = |epoch: u32| -> Result<Lanes, Unread> {
            let record = self.cumulatives.get(&(rig, epoch));
            record
                .map(|record| record.lanes)
                .ok_or(Unread(missing(epoch)))
        };
        let (middle, end) = (book.shortfall.generation_start, book.next_epoch);
        let (before, since) =
            integrate_split(schedule, start, middle, end, lanes).map_err(|Unread(error)| error)?;
        let mut shortfall: HolderShortfall = cursor
            .and_then(|cursor| cursor.shortfall.clone())
            .unwrap_or_default();
        let recovered = shortfall
            .accrue(&book.shortfall, &before, &since)
            .map_err(|error| error.to_string())?;
        let written = cursor.map_or_else(BigInt::default, |cursor| {
            scaled(cursor.owed.u128()) + cursor.remainder
        });
        Ok(written + big(before.get(Lane::Payout)) + big(since.get(Lane::Payout)) + big(recovered))
    }

    /// Invariants 5 and 6: only closing and curing change what anybody gets, and only upwards.
    pub(super) fn check_owed(
        &mut self,
        rig: u32,
        holder: &Addr,
        scope: &Scope,
    ) -> Result<(), Broken> {
        let key = (rig, holder.clone());
        let owed = self.compute_owed(rig, holder)?;
        let paid = scaled(self.paid.get(&key).copied().unwrap_or_default());
        // `paid` was raised by what this step paid: what was owed must have fallen by just that.
        let gets = &owed + &paid;
        let before = self.gets_before.get(&key).cloned().unwrap_or_default();
        let may_rise = scope.closed.contains(&rig) || scope.cured.contains(&rig);
        // A new shortfall rounds what was recovered of the ones before it, see the share ledger.
        let rounding = if scope.closed.contains(&rig) {
            BigInt::from(self.registered_weight(rig) / 4_096 + 2)
        } else {
            BigInt::default()
        };
        let fell = &before - &gets > rounding;
        if fell || (gets != before && !may_rise) {
            return Err(format!(
                "invariant 6: rig {rig}: {holder} got {before} / 2^64 in all, and now gets {gets}"
            ));
        }
        self.gets_before.insert(key.clone(), gets);
        self.owed.insert(key, owed);
        Ok(())
    }

    fn registered_weight(&self, rig: u32) -> u64 {
        self.facts[&rig].shares * u64::from(self.clock.epoch_seconds)
    }

    pub(super) fn check_conservation(&mut self, rig: u32) -> Result<(), Broken> {
        let delivered = self.delivered.get(&rig).copied().unwrap_or_default();
        let cured = self.cured.get(&rig).copied().unwrap_or_default();
        let Some(book) = self.books.get(&rig) else {
            return Ok(());
        };
        if book.record.delivered.u128() != delivered || book.record.cured.u128() != cured {
            return Err(format!(
                "rig {rig} was brought {delivered} and {cured}; its record says {:?}",
                book.record
            ));
        }
        let mut owed = BigInt::default();
        let mut paid = 0_u128;
        let mut holders = 0_u64;
        for holder in self.holders(rig) {
            let key = (rig, holder.clone());
            owed += &self.owed[&key];
            paid += self.paid.get(&key).copied().unwrap_or_default();
            holders += 1;
        }
        let carry = big(book.carry.get(Lane::Payout));
        let arrived = scaled(delivered + cured);
        let rest = &arrived - scaled(paid) - &owed - carry;
        // What is cured and not credited: the carry alone where nothing is outstanding. Else each
        // epoch, cure and holder may round by less than a share-second's worth of scaled units.
        let carried = BigInt::from(book.shortfall.carry);
        let exact = book.shortfall.outstanding.is_zero();
        let events = self.dust_events.get(&rig).copied().unwrap_or_default();
        let roundings = BigInt::from(self.registered_weight(rig)) * (events + 2);
        let most = &carried + roundings + 4 * holders + (scaled(cured) >> 100) * (events + 1);
        let holds = if exact {
            rest == carried
        } else {
            rest >= BigInt::default() && rest <= most
        };
        if !holds {
            return Err(format!(
                "invariant 3: rig {rig}: {arrived} arrived, {paid} base units were paid, {owed} is \
                 owed, {rest} is left beside the carry (exactly {carried}: {exact}; at most {most})"
            ));
        }
        Ok(())
    }

    /// A shortfall was written down or cured in part: another rounding below a scaled unit a
    /// share-second.
    pub fn note_rounding(&mut self, rig: u32) {
        *self.dust_events.entry(rig).or_default() += 1;
    }

    pub(super) fn check_solvency(&self, world: &World) -> Result<(), Broken> {
        for denom in &self.denoms {
            let balance = |address| {
                let balance = world.balance(address, denom);
                balance
                    .map(|it| it.u128())
                    .map_err(|error| error.to_string())
            };
            let stray = |place| {
                let stray = self.strays.get(&(place, denom.clone()));
                stray.copied().unwrap_or_default()
            };
            let mut holders = 0_u128;
            let mut unbooked = 0_u128;
            for (rig, facts) in &self.facts {
                let of = |map: &BTreeMap<u32, u128>| map.get(rig).copied().unwrap_or_default();
                if facts.payout == *denom {
                    holders += of(&self.delivered) + of(&self.cured);
                    let from = (*rig, Addr::unchecked(""));
                    let until = (*rig + 1, Addr::unchecked(""));
                    holders -= self
                        .paid
                        .range(from..until)
                        .map(|(_, paid)| paid)
                        .sum::<u128>();
                }
                let proceeds = &self.proceeds[rig];
                if Denom::Native(proceeds.denom.clone()) == *denom {
                    let booked = self.books.get(rig).map(|book| book.booked_proceeds);
                    unbooked += proceeds.total.u128() - booked.unwrap_or_default().u128();
                }
            }
            let operators = self
                .accounts
                .iter()
                .filter(|((_, key), _)| *key == denom.key());
            let operators: u128 = operators.map(|(_, amount)| amount).sum();
            let protocol = self.protocol.get(&denom.key()).copied().unwrap_or_default();
            let known = holders + unbooked + operators + protocol + stray(Place::Distributor);
            let has = balance(&self.distributor)?;
            if has != known {
                return Err(format!(
                    "invariant 3: the distributor has {has} {denom}: for holders {holders}, \
                     operators {operators}, not booked {unbooked}, protocol {protocol}"
                ));
            }
            let escrows = self
                .escrows
                .values()
                .filter(|coin| coin.denom == denom.key());
            let escrows: u128 = escrows.map(|coin| coin.amount.u128()).sum();
            let accounts = self.market_accounts.iter();
            let accounts: u128 = accounts
                .filter(|((_, key), _)| *key == denom.key())
                .map(|(_, amount)| amount)
                .sum();
            let has = balance(&self.marketplace)?;
            if has != escrows + accounts + stray(Place::Marketplace) {
                return Err(format!(
                    "invariant 3: the marketplace has {has} {denom}: escrows {escrows}, accounts \
                     {accounts}"
                ));
            }
        }
        Ok(())
    }

    /// What a holder got of a rig so far and is owed beside, in 2^-64 base units.
    pub fn gets(&self, rig: u32, holder: &Addr) -> BigInt {
        let key = (rig, holder.clone());
        self.gets_before.get(&key).cloned().unwrap_or_default()
    }

    /// What everybody has got and is owed of a rig, against the second-by-second model.
    pub fn compare_with_model(&mut self, rig: u32, model: &Model) -> Result<(), Broken> {
        let holders: Vec<Addr> = self.holders(rig).cloned().collect();
        for holder in holders {
            self.compare_one_with_model(rig, &holder, model)?;
        }
        Ok(())
    }

    /// The same for one holder.
    pub fn compare_one_with_model(
        &mut self,
        rig: u32,
        holder: &Addr,
        model: &Model,
    ) -> Result<(), Broken> {
        let key = (rig, holder.clone());
        let paid = self.paid.get(&key).copied().unwrap_or_default();
        let gets = scaled(paid) + self.owed.get(&key).cloned().unwrap_or_default();
        let earned = model.earned(rig, holder.as_str());
        // | gets / 2^64 - numerator / denominator |, in scaled units, rounded up.
        let difference: BigInt = &gets * earned.denom() - (earned.numer() << 64_u32);
        let magnitude = BigInt::from(difference.magnitude().clone());
        let error = (magnitude + earned.denom() - 1) / earned.denom();
        let error = u128::try_from(error).unwrap_or(u128::MAX);
        self.worst_error_scaled = self.worst_error_scaled.max(error);
        if error >> TOLERANCE_BITS != 0 {
            return Err(format!(
                "invariant 4: rig {rig}: {holder} gets {gets} / 2^64; by the model {earned}: {error} / \
                 2^64 base units apart"
            ));
        }
        Ok(())
    }
}
