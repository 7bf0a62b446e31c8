//! Names of kinds and fields, shared and numbered.

use std::sync::Arc;

use super::{id_map::IdMap, record::Name};

/// Names of kinds and fields, numbered in the order they were met.
#[derive(Clone, Debug, Default)]
pub struct Names {
    list: Vec<Name>,
    numbers: IdMap<Name, u32>,
}

impl Names {
    /// The shared copy of a name, and its number.
    pub fn intern(&mut self, name: &str) -> (Name, u32) {
        if let Some((name, number)) = self.numbers.get_key_value(name) {
            return (Arc::clone(name), *number);
        }
        let shared: Name = Arc::from(name);
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Arc::clone(&shared));
        self.numbers.insert(Arc::clone(&shared), number);
        (shared, number)
    }

    /// The number of a name that was met before.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The name with that number.
    pub fn name(&self, number: u32) -> Option<&Name> {
        self.list.get(usize::try_from(number).ok()?)
    }

    /// All names by number.
    pub fn list(&self) -> &[Name] {
        &self.list
    }
}
