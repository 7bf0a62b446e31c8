//! What people call records and fields.

use crate::{
    domain::{records::Story, schema},
    ledger::RecordId,
    workspace::{Values, Workspace, words::mid_sentence},
};

impl Workspace {
    /// What people call a record.
    pub fn name_of(&self, id: RecordId) -> String {
        let Some(record) = self.records().get(id) else {
            return "something that is no longer here".to_owned();
        };
        // A story has no name of its own: what it tells would be cut off somewhere.
        let told_by = record
            .value("venture")
            .text()
            .filter(|_| &**record.kind() == Story::KIND);
        if let Some(venture) = told_by.and_then(|id| RecordId::parse(id).ok()) {
            return format!("the story of {}", self.name_of(venture));
        }
        for field in ["name", "title", "what", "promise", "label", "text", "said"] {
            if let Some(text) = record.value(field).text().filter(|text| !text.is_empty()) {
                let short: String = text.chars().take(80).collect();
                return if short.len() < text.len() {
                    format!("{short}…")
                } else {
                    short
                };
            }
        }
        if self.ledger.erasures().is_of(id) {
            return "somebody who was erased".to_owned();
        }
        let kind = record.kind();
        let one = schema::kind(kind).map_or(&**kind, |spec| spec.one);
        match record
            .value("venture")
            .text()
            .and_then(|id| RecordId::parse(id).ok())
            .filter(|venture| *venture != id)
        {
            Some(venture) => format!("{one} of {}", self.name_of(venture)),
            None => format!("a {one}"),
        }
    }

    /// What people call these records together.
    pub(super) fn many(&self, records: &[RecordId]) -> &'static str {
        let spec = records
            .first()
            .and_then(|id| self.record(*id))
            .and_then(|record| schema::kind(record.kind()));
        spec.map_or("records", |spec| spec.many)
    }

    pub(super) fn field_labels(&self, record: Option<RecordId>, values: &Values) -> String {
        let kind = record
            .and_then(|id| self.record(id))
            .and_then(|record| schema::kind(record.kind()));
        let labels: Vec<String> = values
            .keys()
            .map(|name| {
                let label = kind
                    .and_then(|kind| kind.field(name))
                    .map_or(name.as_str(), |field| field.label);
                mid_sentence(label)
            })
            .collect();
        labels.join(", ")
    }
}
