//! What kinds of record there are and which fields each has: one table that forms, imports, exports, the command line
//! and the published JSON Schema all read.

mod checking;
pub(crate) mod definition;
mod reading;

pub use checking::{FieldError, LONGEST_LINE, LONGEST_PROSE, check, parse_text};
pub use definition::{FieldSpec, KindSpec, Shape};
pub use reading::{FieldSlot, fill};

use super::records;

/// Every kind of record this version knows, in the order people meet them.
pub static KINDS: &[&KindSpec] = &[
    &records::Incubator::SPEC,
    &records::Stage::SPEC,
    &records::Criterion::SPEC,
    &records::Colleague::SPEC,
    &records::Programme::SPEC,
    &records::Place::SPEC,
    &records::Organisation::SPEC,
    &records::Contact::SPEC,
    &records::Venture::SPEC,
    &records::Story::SPEC,
    &records::Entry::SPEC,
    &records::Step::SPEC,
    &records::StageMove::SPEC,
    &records::GateCheck::SPEC,
    &records::Capital::SPEC,
    &records::Document::SPEC,
    &records::Opportunity::SPEC,
    &records::Lot::SPEC,
    &records::Bid::SPEC,
    &records::Contract::SPEC,
    &records::SocialValuePromise::SPEC,
    &records::UpdateRequest::SPEC,
    &records::FounderAnswer::SPEC,
    &records::ExportNote::SPEC,
    &records::SavedView::SPEC,
    &records::Import::SPEC,
    &records::WorkspaceMark::SPEC,
    &records::Erasure::SPEC,
];

/// The kind with that id, if this version knows it.
pub fn kind(id: &str) -> Option<&'static KindSpec> {
    KINDS.iter().find(|spec| spec.id == id).copied()
}

/// A field of a kind, if this version knows both.
pub fn field(kind_id: &str, field: &str) -> Option<&'static FieldSpec> {
    kind(kind_id)?.field(field)
}
