//! Checking a file without importing it: counts, fingerprint, problems.

use std::collections::BTreeMap;

use super::{content_hash, read::FledglingFile};
use crate::{
    domain::schema::{self, Shape},
    exchange::failure::ImportError,
    ledger::RecordId,
};

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records that are not deleted, by kind.
    pub counts: BTreeMap<String, usize>,
    /// Changes in the history.
    pub changes: usize,
    /// The fingerprint worked out from the history.
    pub content_hash: String,
    /// What is not as it should be, one sentence each.
    pub problems: Vec<String>,
}

/// Checks a file's text.
///
/// # Errors
/// When it cannot be read at all.
pub fn check(text: &[u8]) -> Result<Report, ImportError> {
    let file = FledglingFile::read(text)?;
    let ledger = file.ledger();
    let mut report = Report {
        changes: file.changes.len(),
        content_hash: content_hash(&ledger),
        ..Report::default()
    };
    if let Some(said) = &file.content_hash
        && *said != report.content_hash
    {
        report.problems.push(format!(
            "The file says its content hash is {said}, but its history gives {}.",
            report.content_hash
        ));
    }
    let records = ledger.records();
    for kind in records.kinds() {
        let known = schema::kind(kind);
        if known.is_none() {
            report.problems.push(format!(
                "Records of the unknown kind “{kind}” are kept as they are."
            ));
        }
        for record in records.of_kind(kind) {
            *report.counts.entry(kind.to_string()).or_default() += 1;
            let Some(spec) = known else { continue };
            for field in spec.fields {
                let wanted = match field.shape {
                    Shape::Ref(_) => record.value(field.name).text().into_iter().collect(),
                    Shape::Refs(_) => record
                        .items(field.name)
                        .iter()
                        .filter_map(|item| item.text())
                        .collect(),
                    _ => Vec::new(),
                };
                for id in wanted {
                    let found = RecordId::parse(id).ok().and_then(|id| records.present(id));
                    if found.is_none() {
                        let (one, own) = (spec.one, record.id());
                        report.problems.push(format!(
                            "The {one} {own} names a record in “{}” that is not there: {id}.",
                            field.name
                        ));
                    }
                }
                let missing = field.required
                    && !field.shape.is_set()
                    && record.value(field.name) == crate::ledger::pack::ValueRef::Null;
                if missing {
                    report.problems.push(format!(
                        "The {} {} has no {}.",
                        spec.one,
                        record.id(),
                        field.label.to_lowercase()
                    ));
                }
            }
        }
    }
    Ok(report)
}
