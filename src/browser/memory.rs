//! Small things this browser remembers at once, in local storage.
//!
//! Where the browser refuses (private windows, no room), they are remembered for as long as the tab lives.

use std::{cell::RefCell, collections::BTreeMap};

use crate::ledger::ordering;

/// Small things by name, all under one prefix.
pub(super) struct Memory {
    prefix: String,
    /// What local storage refused; `None` marks a thing that it refused to forget.
    refused: RefCell<BTreeMap<String, Option<String>>>,
}

impl Memory {
    /// Remembers under names that start with `prefix`.
    pub(super) fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            refused: RefCell::default(),
        }
    }

    pub(super) fn recall(&self, key: &str) -> Option<String> {
        if let Some(kept) = self.refused.borrow().get(key) {
            return kept.clone();
        }
        storage()?.get_item(&self.full(key)).ok().flatten()
    }

    /// False when it will be forgotten with the tab.
    pub(super) fn remember(&self, key: &str, value: &str) -> bool {
        let stored =
            storage().is_some_and(|storage| storage.set_item(&self.full(key), value).is_ok());
        if stored {
            self.refused.borrow_mut().remove(key);
        } else {
            self.refused
                .borrow_mut()
                .insert(key.to_owned(), Some(value.to_owned()));
        }
        stored
    }

    pub(super) fn forget(&self, key: &str) {
        let gone = storage().is_some_and(|storage| storage.remove_item(&self.full(key)).is_ok());
        if gone {
            self.refused.borrow_mut().remove(key);
        } else {
            self.refused.borrow_mut().insert(key.to_owned(), None);
        }
    }

    /// Names that start with `prefix`, in order, without this memory's own prefix.
    pub(super) fn remembered(&self, prefix: &str) -> Vec<String> {
        let mut keys: Vec<String> = self
            .stored_keys()
            .into_iter()
            .filter(|key| key.starts_with(prefix))
            .collect();
        let refused = self.refused.borrow();
        keys.extend(
            refused
                .keys()
                .filter(|key| key.starts_with(prefix))
                .cloned(),
        );
        ordering::sort_once_each(&mut keys);
        keys.retain(|key| refused.get(key).is_none_or(Option::is_some));
        keys
    }

    fn stored_keys(&self) -> Vec<String> {
        let Some(storage) = storage() else {
            return Vec::new();
        };
        let count = storage.length().unwrap_or(0);
        (0..count)
            .filter_map(|index| storage.key(index).ok().flatten())
            .filter_map(|key| key.strip_prefix(&self.prefix).map(str::to_owned))
            .collect()
    }

    fn full(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
