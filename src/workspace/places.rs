//! Places as people call them. An import puts the official code behind the name of a town of which it knows several
//! areas (`Bradford (E01033692)`): that tells them apart in a list to choose from, and is in the way where one reads.

use super::open::Workspace;
use crate::ledger::{RecordId, RecordRef};

/// What people call a place: its name, without its own code behind it.
pub fn place_name(place: &RecordRef<'_>) -> String {
    let text = |field: &str| place.value(field).text().unwrap_or_default();
    without_code(text("name"), text("code")).to_owned()
}

/// What people call these places, each name once; those that are gone are left out.
pub fn place_names(workspace: &Workspace, places: &[RecordId]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for place in places {
        let name = workspace.record(*place).map(|place| place_name(&place));
        if let Some(name) = name.filter(|name| !name.is_empty() && !names.contains(name)) {
            names.push(name);
        }
    }
    names
}

impl Workspace {
    /// What people call a place; in words when it is gone.
    pub fn place_called(&self, id: RecordId) -> String {
        let place = self.record(id).map(|place| place_name(&place));
        place
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| self.name_of(id))
    }
}

fn without_code<'name>(name: &'name str, code: &str) -> &'name str {
    let before = name
        .strip_suffix(')')
        .and_then(|name| name.strip_suffix(code))
        .and_then(|name| name.strip_suffix(" ("));
    before
        .filter(|before| !code.is_empty() && !before.is_empty())
        .unwrap_or(name)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
