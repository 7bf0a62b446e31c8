//! A few values by name, in order of their names: a list that is lighter than a tree where there are a handful, both in
//! memory and in what a browser has to load.

use serde::{Serialize, Serializer};

use super::ordering;

/// Values by name. It is made whole and only looked at then, so that a long one costs no more than sorting it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByName<V>(Vec<(String, V)>);

impl<V> ByName<V> {
    /// These values; of two with one name, the later counts.
    fn of(mut pairs: Vec<(String, V)>) -> Self {
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

    /// One value.
    pub fn one(name: String, value: V) -> Self {
        Self(vec![(name, value)])
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&V> {
        let at = self
            .0
            .binary_search_by(|(known, _)| known.as_str().cmp(name))
            .ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// All names.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// All names with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &V)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// Takes over all of another; of two with one name, the other's counts.
    pub fn append(&mut self, other: &mut Self) {
        let mut pairs = std::mem::take(&mut self.0);
        pairs.append(&mut other.0);
        *self = Self::of(pairs);
    }
}

impl<V> Default for ByName<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> FromIterator<(String, V)> for ByName<V> {
    fn from_iter<I: IntoIterator<Item = (String, V)>>(pairs: I) -> Self {
        Self::of(pairs.into_iter().collect())
    }
}

impl<V: Serialize> Serialize for ByName<V> {
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
        fn it_holds_what_a_tree_holds(first in pairs(), second in pairs()) {
            let mut tree: BTreeMap<String, u8> = first.iter().cloned().collect();
            let mut list: ByName<u8> = first.into_iter().collect();
            prop_assert!(list.iter().eq(tree.iter()));
            tree.extend(second.iter().cloned());
            list.append(&mut second.into_iter().collect());
            prop_assert!(list.iter().eq(tree.iter()));
            prop_assert_eq!((list.len(), list.is_empty()), (tree.len(), tree.is_empty()));
            for name in ["a", "bb", "d", "e"] {
                prop_assert_eq!(list.get(name), tree.get(name));
            }
        }
    }
}
