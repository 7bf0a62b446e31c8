//! The ids of all applied changes: hundreds of thousands in a region, of which few are ever asked for.

use super::{id::ChangeId, id_map::IdSet, ordering, records::Page};

/// A set that only grows. What a snapshot knew stays in the order it was stored in, so that opening it sorts nothing
/// into buckets.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// In order.
    stored: Vec<ChangeId>,
    /// Those that came since.
    fresh: IdSet<ChangeId>,
}

impl Known {
    /// The ids in a snapshot's page.
    pub(super) fn in_page(page: &[u8]) -> Self {
        let (ids, _) = page.as_chunks::<16>();
        let ids = ids.iter().map(|bits| ChangeId(u128::from_le_bytes(*bits)));
        let mut stored: Vec<ChangeId> = ids.collect();
        // Earlier versions wrote them in no order.
        if !stored.is_sorted() {
            ordering::sort_once_each(&mut stored);
        }
        Self {
            stored,
            fresh: IdSet::default(),
        }
    }

    /// All of them as a snapshot's page.
    pub(super) fn pack(&mut self) -> Page {
        if !self.fresh.is_empty() {
            self.stored.extend(self.fresh.drain());
            ordering::sort(&mut self.stored);
        }
        let mut page = Vec::with_capacity(self.stored.len() * 16);
        for change in &self.stored {
            page.extend_from_slice(&change.0.to_le_bytes());
        }
        Page::new(page)
    }

    pub(super) fn len(&self) -> usize {
        self.stored.len() + self.fresh.len()
    }

    pub(super) fn contains(&self, change: ChangeId) -> bool {
        self.fresh.contains(&change) || self.stored.binary_search(&change).is_ok()
    }

    /// Adds one, unless it is in it.
    pub(super) fn insert(&mut self, change: ChangeId) {
        if !self.contains(change) {
            self.fresh.insert(change);
        }
    }

    /// All of them, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = ChangeId> {
        self.stored.iter().chain(&self.fresh).copied()
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn ids() -> impl Strategy<Value = Vec<u128>> {
        prop::collection::vec(0..40_u128, 0..30)
    }

    proptest! {
        #[test]
        fn what_was_known_is_known_after_a_snapshot_and_from_one_in_no_order(first in ids(), second in ids()) {
            let page: Vec<u8> = first.iter().flat_map(|id| id.to_le_bytes()).collect();
            let mut known = Known::in_page(&page);
            for id in &second {
                known.insert(ChangeId(*id));
            }
            let all: BTreeSet<u128> = first.into_iter().chain(second).collect();
            for known in [&Known::in_page(&known.clone().pack()), &known] {
                prop_assert_eq!(known.len(), all.len());
                prop_assert_eq!(known.iter().map(|id| id.0).collect::<BTreeSet<_>>(), all.clone());
                for id in 0..40 {
                    prop_assert_eq!(known.contains(ChangeId(id)), all.contains(&id));
                }
            }
            prop_assert!(known.pack().as_chunks::<16>().0.is_sorted_by_key(|bits| u128::from_le_bytes(*bits)));
        }
    }
}
