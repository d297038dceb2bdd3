//! Everything that an embedded chain stores, balances included, and what a transaction changed of it.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Order, Storage};
use rigshare_suite::World;

/// Whose storage something is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The rig registry and the shares.
    HashrateNft,
    /// The ledger of earnings.
    Oracle,
    /// The join of the two.
    Distributor,
    /// Asks and offers.
    Marketplace,
    /// The cw20 token.
    Cw20,
    /// Native balances.
    Bank,
    /// The chain itself, or another contract.
    Elsewhere,
}

/// One record that is another than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose it is.
    pub place: Place,
    /// Its key, as the place itself knows it.
    pub key: Vec<u8>,
    /// What it was; none if it is new.
    pub before: Option<Vec<u8>>,
    /// What it is; none if it is gone.
    pub after: Option<Vec<u8>>,
}

impl Change {
    /// The map that the record belongs to and the rest of its key; none for a single item.
    #[must_use]
    pub fn entry(&self) -> Option<(&str, &[u8])> {
        let (namespace, rest) = take_prefixed(&self.key)?;
        Some((std::str::from_utf8(namespace).ok()?, rest))
    }
}

/// Cuts the first part off a key whose parts carry their length, and says what is left.
#[must_use]
pub fn take_prefixed(key: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = key.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

/// Everything that a chain stores.
pub struct ChainState {
    records: BTreeMap<Vec<u8>, Vec<u8>>,
    places: Vec<(Vec<u8>, Place)>,
}

impl ChainState {
    /// What `world` stores now.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let contracts = [
            (&world.at.hashrate_nft, Place::HashrateNft),
            (&world.at.oracle, Place::Oracle),
            (&world.at.distributor, Place::Distributor),
            (&world.at.marketplace, Place::Marketplace),
            (&world.at.cw20, Place::Cw20),
        ];
        let mut places: Vec<_> = contracts
            .map(|(address, place)| (contract_prefix(address), place))
            .to_vec();
        places.push((prefixed(b"bank"), Place::Bank));
        Self {
            records: world
                .chain
                .app
                .storage()
                .range(None, None, Order::Ascending)
                .collect(),
            places,
        }
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing is stored at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// How many records a place has.
    #[must_use]
    pub fn count(&self, place: Place) -> usize {
        let here = |key: &&Vec<u8>| self.locate(key).0 == place;
        self.records.keys().filter(here).count()
    }

    /// Every record as if it had just been written.
    #[must_use]
    pub fn everything(&self) -> Vec<Change> {
        let all = self.records.iter();
        all.map(|(key, value)| self.change(key, None, Some(value.clone())))
            .collect()
    }

    /// Takes over what `world` stores now, and says in what it differs from before.
    pub fn update(&mut self, world: &World) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut whole_keys = Vec::new();
        let mut old = self.records.iter().peekable();
        for (key, value) in world
            .chain
            .app
            .storage()
            .range(None, None, Order::Ascending)
        {
            while let Some((gone, before)) = old.next_if(|(known, _)| **known < key) {
                changes.push(self.change(gone, Some(before.clone()), None));
                whole_keys.push(gone.clone());
            }
            let before = old.next_if(|(known, _)| **known == key);
            if before.is_none_or(|(_, before)| *before != value) {
                let before = before.map(|(_, before)| before.clone());
                changes.push(self.change(&key, before, Some(value)));
                whole_keys.push(key);
            }
        }
        for (gone, before) in old {
            changes.push(self.change(gone, Some(before.clone()), None));
            whole_keys.push(gone.clone());
        }
        for (key, change) in whole_keys.into_iter().zip(&changes) {
            match &change.after {
                Some(value) => self.records.insert(key, value.clone()),
                None => self.records.remove(&key),
            };
        }
        changes
    }

    fn change(&self, key: &[u8], before: Option<Vec<u8>>, after: Option<Vec<u8>>) -> Change {
        let (place, key) = self.locate(key);
        Change {
            place,
            key: key.to_vec(),
            before,
            after,
        }
    }

    fn locate<'a>(&self, key: &'a [u8]) -> (Place, &'a [u8]) {
        self.places
            .iter()
            .find_map(|(prefix, place)| Some((*place, key.strip_prefix(prefix.as_slice())?)))
            .unwrap_or((Place::Elsewhere, key))
    }
}

/// Where the embedded chain puts what a contract stores.
fn contract_prefix(address: &Addr) -> Vec<u8> {
    let mut prefix = prefixed(b"wasm");
    prefix.extend(prefixed(
        [b"contract_data/", address.as_bytes()].concat().as_slice(),
    ));
    prefix
}

/// A part of a key with its length before it.
fn prefixed(part: &[u8]) -> Vec<u8> {
    // Names of modules and addresses are short.
    let length = u16::try_from(part.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes(), part].concat()
}
