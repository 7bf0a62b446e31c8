//! Checking a file without importing it: counts, fingerprint, problems.

use std::collections::BTreeMap;

use super::{content_hash, read::FledglingFile};
use crate::{
    domain::schema::{self, FieldSpec, KindSpec, Shape},
    exchange::failure::ImportError,
    ledger::{RecordId, RecordRef, Records, pack::ValueRef},
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
    /// What is worth knowing and nothing wrong, one sentence each.
    pub remarks: Vec<String>,
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
            // Rule L12: what a newer version wrote is kept, and understood later.
            report.remarks.push(format!(
                "Records of the unknown kind “{kind}” are kept as they are."
            ));
        }
        for record in records.of_kind(kind) {
            *report.counts.entry(kind.to_string()).or_default() += 1;
            let Some(spec) = known else { continue };
            for field in spec.fields {
                report.check_references(records, spec, record, field);
                report.check_required(spec, record, field);
            }
        }
    }
    Ok(report)
}

impl Report {
    fn check_references(
        &mut self,
        records: &Records,
        kind: &KindSpec,
        record: RecordRef<'_>,
        field: &FieldSpec,
    ) {
        let named = match field.shape {
            Shape::Ref(_) => vec![record.value(field.name)],
            Shape::Refs(_) => record.items(field.name),
            _ => return,
        };
        let (one, own) = (kind.one, record.id());
        for id in named.iter().filter_map(|value| value.text()) {
            let found = RecordId::parse(id).ok().and_then(|id| records.get(id));
            match found {
                None => self.problems.push(format!(
                    "The {one} {own} names a record in “{}” that is not there: {id}.",
                    field.name
                )),
                // Rule L8: deleting cascades to nobody, so that it can be taken back whole.
                Some(found) if found.is_deleted() => self.remarks.push(format!(
                    "The {one} {own} names a record in “{}” that is deleted: {id}.",
                    field.name
                )),
                Some(_) => {}
            }
        }
    }

    fn check_required(&mut self, kind: &KindSpec, record: RecordRef<'_>, field: &FieldSpec) {
        let is_asked = field.required && !field.shape.is_set();
        if is_asked && record.value(field.name) == ValueRef::Null {
            self.problems.push(format!(
                "The {} {} has nothing in “{}”.",
                kind.one,
                record.id(),
                field.name
            ));
        }
    }
}
