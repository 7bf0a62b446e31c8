//! What a colleague's file would change: worked out on a copy, then done as one step.

use super::{failure::FileError, receive::ChangesFile, shelf::Shelf};
use crate::{
    domain::{
        counting::{counted, grouped},
        dates::Moment,
        records::{Erasure, WorkspaceMark},
        schema,
    },
    ledger::{
        Change, ChangeId, DeviceId, Ledger, Op, Record, RecordId,
        id_map::{IdMap, IdSet},
        ordering,
    },
    workspace::{
        Touched, Workspace,
        clashes::{Clash, clashes_in},
        merges::MergeNote,
    },
};

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It is new here.
    New,
    /// Something in it changes.
    Changed,
    /// It is deleted.
    Deleted,
    /// It was deleted here and comes back.
    BroughtBack,
}

impl Happening {
    /// In one word or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Deleted => "deleted",
            Self::BroughtBack => "brought back",
        }
    }
}

/// What becomes of one record, and who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPlan {
    /// The record.
    pub record: RecordId,
    /// What people call it.
    pub name: String,
    /// What becomes of it.
    pub what: Happening,
    /// What people call the fields that change, in the middle of a sentence; empty unless it is changed.
    pub fields: Vec<String>,
    /// Who wrote that, each once.
    pub who: Vec<String>,
    /// When it was last written to.
    pub when: Moment,
}

/// Everything that becomes of the records of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindPlan {
    /// The kind's name.
    pub kind: String,
    /// What people call several of them.
    pub many: String,
    /// The records, the latest first.
    pub records: Vec<RecordPlan>,
}

impl KindPlan {
    /// How many records that becomes of.
    pub fn count(&self, what: Happening) -> usize {
        let records = self.records.iter();
        records.filter(|record| record.what == what).count()
    }
}

/// Changes of somebody's that are neither here nor in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Who, as far as any of their changes is here; may be empty.
    pub who: String,
    /// The first number that is missing.
    pub first: u64,
    /// The last.
    pub last: u64,
}

impl Missing {
    /// As a sentence.
    pub fn sentence(&self) -> String {
        let who = if self.who.is_empty() {
            "a colleague"
        } else {
            &self.who
        };
        let count = usize::try_from(self.last - self.first + 1).unwrap_or(usize::MAX);
        format!(
            "{} by {who} {} neither here nor in this file. The rest can be merged; ask for a file with everything to get what is missing.",
            counted(count, "change", "changes"),
            if count == 1 { "is" } else { "are" },
        )
    }
}

/// What merging a file would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergePlan {
    /// How many changes are not here yet.
    pub new_changes: usize,
    /// How many are here already.
    pub known_changes: usize,
    /// How many of the new ones wait because their clock runs more than a day ahead (rule L4).
    pub set_aside: usize,
    /// What becomes of the records, by kind.
    pub kinds: Vec<KindPlan>,
    /// What two people would have written without seeing each other's.
    pub clashes: Vec<Clash>,
    /// What is missing between what is here and what comes.
    pub missing: Vec<Missing>,
    /// People whose browser counted its changes twice, after its data was emptied and brought back. Nothing is lost.
    pub counted_twice: Vec<String>,
    /// How many people the colleague erased for good: merging erases them here too, in the history as well.
    pub erasures: usize,
    /// Whether it was merged before and then taken back, by undo.
    pub taken_back: bool,
    /// Who made each change that stands in a clash.
    who: IdMap<ChangeId, String>,
    /// The new changes as they may be kept.
    fresh: Vec<Change>,
    /// Changes that are here and that an erasure rewrote otherwise there.
    retold: Vec<Change>,
    note: Option<MergeNote>,
}

/// What came of a merge.
#[derive(Clone, Debug)]
pub struct Merged {
    /// What to show again.
    pub touched: Touched,
    /// What to store, in this order.
    pub to_store: Vec<Change>,
    /// What to remember of it, so that it can be undone after a reload; none when nothing was new.
    pub note: Option<MergeNote>,
    /// Whether the log has to be rewritten, because a colleague erased somebody; `retold` then goes in with it.
    pub must_rewrite: bool,
    /// Changes that are here and that an erasure rewrote otherwise there.
    pub retold: Vec<Change>,
}

impl Merged {
    /// Whether everything was here already.
    pub fn is_nothing(&self) -> bool {
        self.to_store.is_empty() && self.retold.is_empty()
    }
}

impl MergePlan {
    /// Whether merging would change nothing at all.
    pub fn is_empty(&self) -> bool {
        self.fresh.is_empty() && self.retold.is_empty()
    }

    /// Who made a change that stands in a clash, or in the file; may be empty.
    pub fn author(&self, change: ChangeId) -> &str {
        self.who.get(&change).map_or("", String::as_str)
    }

    /// What would be merged, as a sentence.
    pub fn summary(&self) -> String {
        if self.is_empty() {
            return if self.taken_back {
                "Everything in this file is here already, but it was taken back."
            } else {
                "Everything in this file is here already."
            }
            .to_owned();
        }
        let records = |what| -> usize { self.kinds.iter().map(|kind| kind.count(what)).sum() };
        let (new, changed) = (records(Happening::New), records(Happening::Changed));
        let of_others = [
            (records(Happening::Deleted), "would be deleted"),
            (records(Happening::BroughtBack), "would be brought back"),
        ];
        let of_others = of_others.into_iter().filter(|(count, _)| *count > 0);
        let of_others: String = of_others
            .map(|(count, what)| format!("; {} {what}", counted(count, "record", "records")))
            .collect();
        format!(
            "{} not here yet: {} new, {} changed{of_others}; {}.",
            counted(self.new_changes, "change is", "changes are"),
            counted(new, "record is", "records are"),
            grouped(changed as u64),
            counted(self.clashes.len(), "clash to settle", "clashes to settle"),
        )
    }

    /// Merges what was planned, as one step that undo takes back. Nothing can go wrong any more.
    pub fn carry_out(self, workspace: &mut Workspace, now_ms: u64) -> Merged {
        let known = workspace.ledger().erasures().ids().count();
        let touched = match &self.note {
            Some(note) => workspace.merge_as_step(&self.fresh, note, now_ms),
            None => Touched::default(),
        };
        let erased = workspace.ledger().erasures().ids().count() > known;
        Merged {
            touched,
            must_rewrite: erased || !self.retold.is_empty(),
            to_store: self.fresh,
            note: self.note,
            retold: self.retold,
        }
    }
}

/// Works out what merging a file would do. Nothing changes. `shelf` is this browser's log in outline.
///
/// # Errors
/// When the file is of another workspace or epoch.
pub fn plan(
    file: &ChangesFile,
    workspace: &Workspace,
    shelf: &Shelf,
    now_ms: u64,
) -> Result<MergePlan, FileError> {
    file.belongs_to(workspace)?;
    let mut plan = MergePlan::default();
    let mut met: IdSet<ChangeId> = IdSet::default();
    let mut fresh: Vec<Change> = Vec::new();
    for change in file.changes().filter(|change| met.insert(change.id)) {
        if !workspace.ledger().knows(change.id) && !shelf.holds(change.id) {
            fresh.push(change.clone());
        } else if shelf.tells_otherwise(change) {
            plan.retold.push(change.clone());
        } else {
            plan.known_changes += 1;
        }
    }
    plan.taken_back = shelf.is_taken_back(file.id);
    plan.new_changes = fresh.len();
    plan.fresh = workspace.as_kept(&fresh);
    let known: Vec<RecordId> = workspace.ledger().erasures().ids().collect();
    let told = workspace.ledger().erasures().with_those_in(&plan.fresh);
    plan.erasures = told.ids().filter(|id| !known.contains(id)).count();
    let mut after = workspace.trial();
    let ledger_aside = after.ledger().set_aside().len();
    after.merge(&plan.fresh, now_ms);
    plan.set_aside = after.ledger().set_aside().len() - ledger_aside;
    let touched = Ledger::spoken_of(&plan.fresh);
    plan.kinds = kinds(&plan.fresh, &touched, workspace, &after);
    plan.clashes = new_clashes(&touched, workspace, &after);
    plan.who = authors(&plan.clashes, &plan.fresh, shelf);
    holes(file, shelf, &mut plan);
    if !plan.fresh.is_empty() {
        let why = format!(
            "Merged {} from {}",
            counted(plan.fresh.len(), "change", "changes"),
            if file.from.name.is_empty() {
                "a colleague"
            } else {
                &file.from.name
            }
        );
        plan.note = Some(MergeNote::of(file.id, why, now_ms, &plan.fresh));
    }
    Ok(plan)
}

/// What of each touched record differs, by kind in the order people meet them.
fn kinds(
    fresh: &[Change],
    touched: &[RecordId],
    before: &Workspace,
    after: &Workspace,
) -> Vec<KindPlan> {
    let mut last: IdMap<RecordId, (Vec<String>, u64)> = IdMap::default();
    for change in fresh {
        for record in change.ops.iter().filter_map(Op::record) {
            let (who, when) = last.entry(record).or_default();
            *when = (*when).max(change.stamp.wall);
            if !change.by.name.is_empty() && !who.contains(&change.by.name) {
                who.push(change.by.name.clone());
            }
        }
    }
    let mut kinds: Vec<KindPlan> = Vec::new();
    for id in touched {
        let Some(now) = after.records().get(*id) else {
            continue;
        };
        let kind = now.kind().to_string();
        if [WorkspaceMark::KIND, Erasure::KIND].contains(&kind.as_str()) {
            continue;
        }
        let was = before.records().get(*id).map(|record| record.to_record());
        let Some((what, fields)) = happening(was.as_ref(), &now.to_record()) else {
            continue;
        };
        let (who, when) = last.remove(id).unwrap_or_default();
        let plan = RecordPlan {
            record: *id,
            name: after.name_of(*id),
            what,
            fields,
            who,
            when: Moment(i64::try_from(when).unwrap_or_default()),
        };
        match kinds.iter_mut().find(|known| known.kind == kind) {
            Some(known) => known.records.push(plan),
            None => kinds.push(KindPlan {
                many: schema::kind(&kind).map_or_else(|| kind.clone(), |spec| spec.many.to_owned()),
                kind,
                records: vec![plan],
            }),
        }
    }
    for kind in &mut kinds {
        ordering::sort_by_key(&mut kind.records, |record| {
            (std::cmp::Reverse(record.when.0), record.record)
        });
    }
    let place = |kind: &str| schema::KINDS.iter().position(|spec| spec.id == kind);
    ordering::sort_by_key(&mut kinds, |kind| {
        (place(&kind.kind).unwrap_or(usize::MAX), kind.kind.clone())
    });
    kinds
}

/// What became of a record, and which of its fields differ; nothing when it reads as before.
fn happening(was: Option<&Record>, now: &Record) -> Option<(Happening, Vec<String>)> {
    let Some(was) = was else {
        let what = if now.is_deleted() {
            return None;
        } else {
            Happening::New
        };
        return Some((what, Vec::new()));
    };
    match (was.is_deleted(), now.is_deleted()) {
        (false, true) => return Some((Happening::Deleted, Vec::new())),
        (true, false) => return Some((Happening::BroughtBack, Vec::new())),
        (true, true) => return None,
        (false, false) => {}
    }
    let label = |name: &str| {
        let field = schema::field(&now.kind, name);
        field.map_or_else(|| name.to_owned(), |field| field.label.to_lowercase())
    };
    let mut names: Vec<&str> = Vec::new();
    let fields = now
        .fields
        .keys()
        .filter(|name| was.value(name) != now.value(name));
    names.extend(fields.map(|name| &**name));
    let sets = was.sets.keys().chain(now.sets.keys());
    names.extend(
        sets.filter(|name| !was.items(name).eq(now.items(name)))
            .map(|name| &**name),
    );
    let spec = schema::kind(&now.kind);
    let place = |name: &str| {
        let mut fields = spec?.fields.iter();
        fields.position(|field| field.name == name)
    };
    ordering::sort_by_key(&mut names, |name| {
        (place(name).unwrap_or(usize::MAX), *name)
    });
    names.dedup();
    let fields: Vec<String> = names.into_iter().map(label).collect();
    (!fields.is_empty()).then_some((Happening::Changed, fields))
}

/// Clashes that the merge brings or enlarges.
fn new_clashes(touched: &[RecordId], before: &Workspace, after: &Workspace) -> Vec<Clash> {
    let mut found = Vec::new();
    for record in touched {
        let known = clashes_in(before, *record);
        let all = clashes_in(after, *record).into_iter();
        found.extend(all.filter(|clash| !known.iter().any(|one| one.is_same(clash))));
    }
    found
}

fn authors(clashes: &[Clash], fresh: &[Change], shelf: &Shelf) -> IdMap<ChangeId, String> {
    let mut who: IdMap<ChangeId, String> = IdMap::default();
    for change in clashes.iter().flat_map(Clash::changes) {
        let new = fresh.iter().find(|known| known.id == change);
        let name = new.map_or_else(
            || shelf.author(change),
            |change| Some(change.by.name.as_str()),
        );
        who.insert(change, name.unwrap_or_default().to_owned());
    }
    who
}

/// Notes what would still be missing, and whose browser counted twice.
fn holes(file: &ChangesFile, shelf: &Shelf, plan: &mut MergePlan) {
    let mut then = shelf.clone();
    file.changes().for_each(|change| then.note(change));
    let mut devices: Vec<DeviceId> = then.devices().chain(file.holds.devices()).collect();
    ordering::sort_once_each(&mut devices);
    for device in devices {
        let who = || then.author_of(device).unwrap_or_default().to_owned();
        let upto = then.last(device).max(file.holds.of(device).upto);
        plan.missing.extend(
            then.missing(device, upto)
                .into_iter()
                .map(|(first, last)| Missing {
                    who: who(),
                    first,
                    last,
                }),
        );
        if then.is_forked(device) && !shelf.is_forked(device) {
            plan.counted_twice.push(who());
        }
    }
}
