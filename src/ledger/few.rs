//! A few values by key, in the order of their keys.
//!
//! A tree is written out anew for every pair of types that it holds, some 5 kB each time; a sorted list is a tenth of
//! that, and lighter in memory where there are a handful of values. To put one value into a long list moves all that
//! follow it: where a file decides how many there are, the list is made whole at once, or a tree is right.

use std::borrow::Borrow;

use serde::{Serialize, Serializer};

use super::ordering;

/// A few values by key. It reads like a `BTreeMap`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K: Ord, V> Few<K, V> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// One value.
    pub fn one(key: K, value: V) -> Self {
        Self(vec![(key, value)])
    }

    /// These values; of two with one key, the later counts.
    fn of(mut pairs: Vec<(K, V)>) -> Self {
        ordering::sort_by(&mut pairs, |one, other| one.0.cmp(&other.0));
        pairs.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        pairs.shrink_to_fit();
        Self(pairs)
    }

    /// Where a key stands, or where it would.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0
            .binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Whether there is a value of that key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// The value of a key, made first where there is none.
    pub fn get_or(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, make()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// Puts a value in; answers the one that had its key.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes a value out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        Some(self.0.remove(at).1)
    }

    /// Takes over all of another; of two with one key, the other's counts.
    pub fn append(&mut self, other: &mut Self) {
        let mut pairs = std::mem::take(&mut self.0);
        pairs.append(&mut other.0);
        *self = Self::of(pairs);
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// All keys with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Few<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self::of(pairs.into_iter().collect())
    }
}

impl<K, V> IntoIterator for Few<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<K: Ord + Serialize, V: Serialize> Serialize for Few<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn pairs() -> impl Strategy<Value = Vec<(String, u8)>> {
        prop::collection::vec(("[a-d]{1,2}", any::<u8>()), 0..24)
    }

    proptest! {
        #[test]
        fn it_holds_what_a_tree_holds(first in pairs(), second in pairs(), third in pairs()) {
            let mut tree: BTreeMap<String, u8> = first.iter().cloned().collect();
            let mut list: Few<String, u8> = first.into_iter().collect();
            prop_assert!(list.iter().eq(tree.iter()));
            tree.extend(second.iter().cloned());
            list.append(&mut second.into_iter().collect());
            prop_assert!(list.iter().eq(tree.iter()));
            for (name, number) in third {
                match number % 3 {
                    0 => prop_assert_eq!(list.remove(&name), tree.remove(&name)),
                    1 => prop_assert_eq!(list.insert(name.clone(), number), tree.insert(name, number)),
                    _ => prop_assert_eq!(list.get_or(name.clone(), || number), tree.entry(name).or_insert(number)),
                }
            }
            for name in ["a", "bb", "d", "e"] {
                prop_assert_eq!(list.get(name), tree.get(name));
                prop_assert_eq!(list.contains_key(name), tree.contains_key(name));
            }
            prop_assert_eq!((list.len(), list.is_empty()), (tree.len(), tree.is_empty()));
            prop_assert!(list.keys().eq(tree.keys()));
            prop_assert!(list.into_iter().eq(tree));
        }
    }
}
