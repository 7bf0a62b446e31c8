//! Putting things in order, with one copy of the sort for the whole app.
//!
//! The standard sorts are written out anew for every type they meet, some 4 kB each time, and there are sixty such places.
//! Here one copy works out the order of places, and what is written out for each type only compares and swaps. The same
//! holds for `BTreeMap::from`, `BTreeSet::from` and their `collect`: they sort first. [`map_of`], [`set_of`] and
//! [`object_of`] put in one by one instead.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::{Map, Value};

/// Sorts; what is equal keeps its order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts, and keeps one of what is equal.
pub fn sort_once_each<T: Ord>(items: &mut Vec<T>) {
    sort(items);
    items.dedup();
}

/// Sorts as `compare` says; what is equal keeps its order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order(items.len(), &mut |one, other| {
        compare(&items[one], &items[other])
    });
    rearrange(order, &mut |one, other| items.swap(one, other));
}

/// Sorts by a key, which is asked for once for each item; what is equal keeps its order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let order = order(items.len(), &mut |one, other| keys[one].cmp(&keys[other]));
    rearrange(order, &mut |one, other| items.swap(one, other));
}

/// The first `most` by a key, in their order; what is equal keeps its order. Of many of which few are wanted, nearly all
/// are only compared with the last of these.
pub fn first_by_key<T: Copy, K: Ord>(items: &[T], most: usize, key: impl Fn(&T) -> K) -> Vec<T> {
    if most >= items.len() {
        let mut all = items.to_vec();
        sort_by_key(&mut all, key);
        return all;
    }
    let mut first: Vec<(K, T)> = Vec::new();
    for item in items {
        let key = key(item);
        if first.len() >= most && first.last().is_none_or(|(last, _)| *last <= key) {
            continue;
        }
        let place = first.partition_point(|(known, _)| *known <= key);
        first.insert(place, (key, *item));
        first.truncate(most);
    }
    first.into_iter().map(|(_, item)| item).collect()
}

/// The places of `count` things in their order; nothing when they are in order already, as they mostly are.
fn order(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    if (1..count).all(|place| compare(place - 1, place).is_le()) {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..count).collect();
    #[expect(clippy::disallowed_methods, reason = "the one copy that all share")]
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Brings to every place what `order` says belongs there, round by round.
fn rearrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == start {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

/// A map of these pairs; of two with one key, the later counts.
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set of these items.
pub fn set_of<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// A JSON object of these members; of two with one name, the later counts.
pub fn object_of(members: Vec<(&str, Value)>) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert(name.to_owned(), value);
    }
    object
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
#[expect(
    clippy::disallowed_methods,
    reason = "the standard sorts are what these are measured by"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn things_come_in_the_order_of_the_standard_sort_and_equals_keep_theirs(
            mut things in prop::collection::vec((0_u8..12, any::<u16>()), 0..80),
        ) {
            let mut expected = things.clone();
            expected.sort_by_key(|thing| std::cmp::Reverse(thing.0));
            let mut by_key = things.clone();
            sort_by_key(&mut by_key, |thing| std::cmp::Reverse(thing.0));
            prop_assert_eq!(&by_key, &expected);
            sort_by(&mut things, |one, other| other.0.cmp(&one.0));
            prop_assert_eq!(&things, &expected);
        }

        #[test]
        fn the_first_are_those_that_come_first_when_all_are_sorted(
            things in prop::collection::vec((0_u8..12, any::<u16>()), 0..80),
            most in 0..90_usize,
        ) {
            let mut expected = things.clone();
            expected.sort_by_key(|thing| thing.0);
            expected.truncate(most);
            prop_assert_eq!(first_by_key(&things, most, |thing| thing.0), expected);
        }

        #[test]
        fn texts_come_in_order_and_once_each(mut texts in prop::collection::vec("[a-c]{0,2}", 0..40)) {
            let mut expected = texts.clone();
            expected.sort();
            let mut sorted = texts.clone();
            sort(&mut sorted);
            prop_assert_eq!(&sorted, &expected);
            expected.dedup();
            sort_once_each(&mut texts);
            prop_assert_eq!(texts, expected);
        }

        #[test]
        fn maps_and_sets_hold_what_the_standard_ones_hold(
            pairs in prop::collection::vec((0_u8..20, any::<u16>()), 0..40),
        ) {
            prop_assert_eq!(map_of(pairs.clone()), pairs.iter().copied().collect::<BTreeMap<_, _>>());
            let keys = || pairs.iter().map(|(key, _)| *key);
            prop_assert_eq!(set_of(keys()), keys().collect::<BTreeSet<_>>());
        }
    }

    #[test]
    fn a_key_is_asked_for_once() {
        let mut asked = 0;
        let mut things = vec![3, 1, 2, 5, 4];
        sort_by_key(&mut things, |thing| {
            asked += 1;
            *thing
        });
        assert_eq!((things, asked), (vec![1, 2, 3, 4, 5], 5));
    }
}
