//! A map of packed values.

use std::marker::PhantomData;

use cosmwasm_std::{Empty, Order, StdError, StdResult, Storage};
use cw_storage_plus::{
    range_with_prefix, KeyDeserialize, Map, Prefix, Prefixer, PrimaryKey, RawBound,
};

use super::Pack;

/// A map as cw-storage-plus has it, with the same keys, whose values are stored packed, byte for byte:
/// its own would be their JSON, a third longer.
pub struct PackedMap<K, T> {
    keys: Map<K, Empty>,
    values: PhantomData<T>,
}

impl<K, T> PackedMap<K, T> {
    /// The map of a namespace.
    #[must_use]
    pub const fn new(namespace: &'static str) -> Self {
        Self {
            keys: Map::new(namespace),
            values: PhantomData,
        }
    }
}

impl<'a, K: PrimaryKey<'a>, T: Pack> PackedMap<K, T> {
    /// Where the contract's storage has an entry.
    pub fn key(&self, key: K) -> Vec<u8> {
        self.keys.key(key).to_vec()
    }

    /// Whether there is an entry.
    pub fn has(&self, storage: &dyn Storage, key: K) -> bool {
        self.keys.has(storage, key)
    }

    /// An entry, if there is one.
    ///
    /// # Errors
    /// What is stored is not what [`Pack::pack`] writes.
    pub fn may_load(&self, storage: &dyn Storage, key: K) -> StdResult<Option<T>> {
        let stored = storage.get(&self.key(key));
        stored.map(|stored| T::from_packed(&stored)).transpose()
    }

    /// An entry.
    ///
    /// # Errors
    /// There is none, or as [`PackedMap::may_load`].
    pub fn load(&self, storage: &dyn Storage, key: K) -> StdResult<T> {
        let key = self.key(key);
        let stored = storage
            .get(&key)
            .ok_or_else(|| StdError::not_found(format!("key: {key:02X?}")))?;
        T::from_packed(&stored)
    }

    /// Writes an entry.
    pub fn save(&self, storage: &mut dyn Storage, key: K, value: &T) {
        storage.set(&self.key(key), &value.to_packed());
    }

    /// The entries under `prefix` whose rest of the key comes after `after`, or all of them, rising.
    pub fn range_after<'s>(
        &self,
        storage: &'s dyn Storage,
        prefix: K::Prefix,
        after: Option<K::Suffix>,
    ) -> impl Iterator<Item = StdResult<(<K::Suffix as KeyDeserialize>::Output, T)>> + 's
    where
        K::Suffix: PrimaryKey<'a> + KeyDeserialize,
        T: 's,
    {
        let under = Prefix::<K::Suffix, Empty>::new(self.keys.namespace_bytes(), &prefix.prefix());
        let after = after.map(|rest| RawBound::Exclusive(rest.joined_key()));
        range_with_prefix(storage, &under, after, None, Order::Ascending)
            .map(|(rest, stored)| Ok((K::Suffix::from_vec(rest)?, T::from_packed(&stored)?)))
    }
}
