//! Which records a profile holds, and which of their fields.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Profile;
use crate::{
    domain::{
        counting::counted,
        founder::KnownRecord,
        records::{
            Bid, Capital, Contract, Document, Entry, GateCheck, Incubator, Lot, Opportunity,
            Organisation, Place, Programme, SocialValuePromise, Stage, StageMove, Step, Story,
            Venture, reach_of,
        },
        schema::{self, FieldSpec, KINDS, KindSpec, Shape},
    },
    ledger::{RecordId, RecordRef, id_map::IdSet},
    workspace::Workspace,
};

/// Kinds that come along because something that leaves names them.
const FOLLOWED: [&str; 5] = [
    Organisation::KIND,
    Place::KIND,
    Programme::KIND,
    Opportunity::KIND,
    Lot::KIND,
];

/// Kinds that belong to one venture.
const OF_A_VENTURE: [&str; 10] = [
    Story::KIND,
    Entry::KIND,
    Step::KIND,
    StageMove::KIND,
    GateCheck::KIND,
    Capital::KIND,
    Document::KIND,
    Bid::KIND,
    Contract::KIND,
    SocialValuePromise::KIND,
];

/// Of what belongs to ventures, what the report holds.
const IN_REPORT: [&str; 7] = [
    Entry::KIND,
    StageMove::KIND,
    GateCheck::KIND,
    Capital::KIND,
    Bid::KIND,
    Contract::KIND,
    SocialValuePromise::KIND,
];

/// What leaves with a profile.
pub(super) struct Chosen {
    profile: Profile,
    ids: IdSet<RecordId>,
    pub(super) left_out: Vec<String>,
}

impl Chosen {
    /// What a profile holds now. `None` when the venture of a take-away is not here.
    pub(super) fn of(workspace: &Workspace, profile: Profile) -> Option<Self> {
        let mut chosen = Self {
            profile,
            ids: IdSet::default(),
            left_out: Vec::new(),
        };
        match profile {
            Profile::Backup => chosen.everything(workspace),
            Profile::TakeAway(venture) => {
                workspace.facts().venture(venture)?;
                chosen.ids.insert(venture);
                chosen.around_ventures(workspace, &OF_A_VENTURE);
            }
            Profile::Report => {
                chosen.ventures(workspace, |share| share != "private");
                chosen.around_ventures(workspace, &IN_REPORT);
                chosen.all_of(
                    workspace,
                    &[Opportunity::KIND, Stage::KIND, Programme::KIND],
                );
            }
            Profile::Partner => {
                chosen.ventures(workspace, |share| matches!(share, "partners" | "public"));
                chosen.around_ventures(workspace, &[SocialValuePromise::KIND]);
            }
        }
        if profile != Profile::Backup {
            chosen.all_of(workspace, &[Incubator::KIND]);
            chosen.follow(workspace);
        }
        Some(chosen)
    }

    fn everything(&mut self, workspace: &Workspace) {
        let records = workspace.records();
        for kind in records.kinds() {
            self.ids
                .extend(records.of_kind(kind).map(|record| record.id()));
        }
    }

    fn all_of(&mut self, workspace: &Workspace, kinds: &[&str]) {
        for kind in kinds {
            let records = workspace.records().of_kind(kind);
            self.ids.extend(records.map(|record| record.id()));
        }
    }

    fn ventures(&mut self, workspace: &Workspace, may_leave: fn(&str) -> bool) {
        let mut kept_back = 0;
        for venture in workspace.facts().ventures() {
            if may_leave(&venture.share) {
                self.ids.insert(venture.id);
            } else {
                kept_back += 1;
            }
        }
        if kept_back > 0 {
            let ventures = counted(kept_back, "venture is", "ventures are");
            let why = match self.profile {
                Profile::Partner => "partners may not see them",
                _ => "they are kept for staff",
            };
            self.left_out.push(format!(
                "{ventures} left out, because {why}. “Who may see this” on a venture’s page decides it."
            ));
        }
    }

    /// Takes what belongs to the chosen ventures. Entries that are kept among staff never leave.
    fn around_ventures(&mut self, workspace: &Workspace, kinds: &[&str]) {
        let mut kept_back = 0;
        for kind in kinds {
            for record in workspace.records().of_kind(kind) {
                let owner = reference(&record, "venture");
                let is_beside = *kind == Contract::KIND
                    && references(&record, "partners").any(|id| self.ids.contains(&id));
                if !is_beside && owner.is_none_or(|id| !self.ids.contains(&id)) {
                    continue;
                }
                let is_kept_back =
                    record.value("staff_only") == crate::ledger::pack::ValueRef::Bool(true);
                if is_kept_back {
                    kept_back += 1;
                } else {
                    self.ids.insert(record.id());
                }
            }
        }
        if kept_back > 0 {
            let notes = counted(kept_back, "note is", "notes are");
            self.left_out
                .push(format!("{notes} left out, kept among staff."));
        }
    }

    /// Takes what the chosen records name and may name.
    fn follow(&mut self, workspace: &Workspace) {
        let mut open: Vec<RecordId> = self.ids.iter().copied().collect();
        while let Some(id) = open.pop() {
            let Some(record) = workspace.record(id) else {
                continue;
            };
            let Some(kind) = schema::kind(record.kind()) else {
                continue;
            };
            let profile = self.profile;
            for spec in kind.fields.iter().filter(|spec| takes(profile, kind, spec)) {
                let (Shape::Ref(to) | Shape::Refs(to)) = spec.shape else {
                    continue;
                };
                if !FOLLOWED.contains(&to) {
                    continue;
                }
                for named in references(&record, spec.name) {
                    let is_here = workspace.record(named).is_some_and(|it| &**it.kind() == to);
                    if is_here && self.ids.insert(named) {
                        open.push(named);
                    }
                }
            }
        }
    }

    /// The chosen records of one kind, by id.
    fn of_kind<'a>(
        &'a self,
        workspace: &'a Workspace,
        kind: &str,
    ) -> impl Iterator<Item = RecordRef<'a>> {
        let records = workspace.records().of_kind(kind);
        records.filter(|record| self.ids.contains(&record.id()))
    }

    /// How many records of each kind, in the order people meet them; kinds with none are left out.
    pub(super) fn counts(&self, workspace: &Workspace) -> Vec<(&'static str, usize)> {
        let counts = KINDS
            .iter()
            .map(|kind| (kind.id, self.of_kind(workspace, kind.id).count()));
        counts.filter(|(_, count)| *count > 0).collect()
    }

    /// What leaves of every chosen record, kind by kind.
    pub(super) fn records<'a>(
        &'a self,
        workspace: &'a Workspace,
    ) -> impl Iterator<Item = KnownRecord> {
        KINDS.iter().flat_map(move |kind| {
            let records = self.of_kind(workspace, kind.id);
            records.map(move |record| self.leaving(record, kind))
        })
    }

    /// The fields of a record that leave: those of the table, without references to what does not leave.
    fn leaving(&self, record: RecordRef<'_>, kind: &KindSpec) -> KnownRecord {
        let mut fields = BTreeMap::new();
        for spec in kind
            .fields
            .iter()
            .filter(|spec| takes(self.profile, kind, spec))
        {
            let value = match spec.shape {
                Shape::Ref(_) => {
                    let named = reference(&record, spec.name);
                    let named = named.filter(|id| self.ids.contains(id));
                    named.map_or(Value::Null, |id| Value::from(id.to_string()))
                }
                Shape::Refs(_) => references(&record, spec.name)
                    .filter(|id| self.ids.contains(id))
                    .map(|id| Value::from(id.to_string()))
                    .collect(),
                _ if spec.shape.is_set() => {
                    let items = record.items(spec.name);
                    items.iter().map(|item| item.to_value()).collect()
                }
                _ => record.value(spec.name).to_value(),
            };
            let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
            if !is_empty {
                fields.insert(spec.name.to_owned(), value);
            }
        }
        KnownRecord {
            kind: kind.id.to_owned(),
            id: record.id(),
            fields,
        }
    }
}

fn takes(profile: Profile, kind: &KindSpec, spec: &FieldSpec) -> bool {
    profile.takes(reach_of(kind.id, spec.name))
}

fn reference(record: &RecordRef<'_>, field: &str) -> Option<RecordId> {
    RecordId::parse(record.value(field).text()?).ok()
}

/// What a register or a set names.
fn references<'a>(record: &RecordRef<'a>, field: &str) -> impl Iterator<Item = RecordId> + use<'a> {
    let items = record.items(field);
    let one = record.value(field);
    let all = items.into_iter().chain(std::iter::once(one));
    all.filter_map(|item| RecordId::parse(item.text()?).ok())
}

/// Whether a kind is the venture itself, which the page tells first.
pub(super) fn is_venture(record: &KnownRecord) -> bool {
    record.kind == Venture::KIND
}
