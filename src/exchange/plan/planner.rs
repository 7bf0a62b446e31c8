//! Makes the dry run, a few hundred rows at a time.

use std::collections::HashMap;

use super::{
    concluding::Ended,
    finding::{Came, Finder, Stop, answer_to, is_twin, nothing_fits},
    outcome::{Answer, Answers, ImportPlan, Outcome, Question, RowPlace, RowPlan},
    staging::{RowStage, Staging},
    wish::{Absent, Find, Row, SharedSource, WishValue, World},
};
use crate::{
    domain::{dates::Day, names::match_key, schema::KindSpec},
    exchange::matching::{Index, import_changes, through_key, within_keys},
    ledger::{ChangeId, RecordId, Value, id_map::IdSet, ordering},
    workspace::Workspace,
};

/// How far a dry run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows looked at.
    pub done: usize,
    /// All rows.
    pub total: usize,
    /// Whether that was all.
    pub finished: bool,
}

/// Makes a dry run in steps, so that progress can be shown and work cancelled by dropping it.
///
/// When the workspace changes between two steps, it begins again.
pub struct Planner {
    source: SharedSource,
    answers: Answers,
    today: Day,
    stands_on: Option<usize>,
    order: Vec<usize>,
    next: usize,
    index: Index,
    imports: IdSet<ChangeId>,
    staging: Staging,
    rows: Vec<Option<RowPlan>>,
    questions: Vec<Question>,
    /// Where the question of a key stands among them.
    asked: HashMap<String, usize>,
    finished: Option<ImportPlan>,
}

impl Planner {
    /// Begins a dry run of a file.
    #[must_use]
    pub fn new(source: SharedSource, answers: Answers, today: Day) -> Self {
        Self {
            source,
            answers,
            today,
            stands_on: None,
            order: Vec::new(),
            next: 0,
            index: Index::default(),
            imports: IdSet::default(),
            staging: Staging::default(),
            rows: Vec::new(),
            questions: Vec::new(),
            asked: HashMap::new(),
            finished: None,
        }
    }

    /// Looks at up to `rows` more rows. `random` gives ids to records that would be made.
    pub fn step(
        &mut self,
        workspace: &Workspace,
        random: &dyn Fn() -> u128,
        rows: usize,
    ) -> Progress {
        let stands_on = workspace.ledger().change_count();
        if self.stands_on != Some(stands_on) {
            self.begin(workspace, stands_on);
        }
        let end = self.next.saturating_add(rows.max(1)).min(self.order.len());
        while self.next < end {
            if let Some(row) = self.order.get(self.next).copied() {
                let plan = self.plan_row(row, workspace, random);
                if let Some(slot) = self.rows.get_mut(row) {
                    *slot = Some(plan);
                }
            }
            self.next += 1;
        }
        if self.next == self.order.len() && self.finished.is_none() {
            let mut questions = std::mem::take(&mut self.questions);
            ordering::sort_by(&mut questions, |one, other| one.key().cmp(&other.key()));
            let ended = Ended {
                source: &*self.source,
                workspace,
                random,
                today: self.today,
                stands_on,
                rows: std::mem::take(&mut self.rows)
                    .into_iter()
                    .flatten()
                    .collect(),
                questions,
                staging: std::mem::take(&mut self.staging),
            };
            self.finished = Some(ended.into_plan());
        }
        Progress {
            done: self.next,
            total: self.order.len(),
            finished: self.finished.is_some(),
        }
    }

    /// The finished dry run; `None` while there are rows left.
    #[must_use]
    pub fn finish(self) -> Option<ImportPlan> {
        self.finished
    }

    /// The whole dry run at once, for when nobody waits for it.
    #[must_use]
    pub fn run(mut self, workspace: &Workspace, random: &dyn Fn() -> u128) -> ImportPlan {
        self.step(workspace, random, usize::MAX);
        let file = self.source.mark().clone();
        self.finished.unwrap_or_else(|| ImportPlan::nothing(file))
    }

    fn begin(&mut self, workspace: &Workspace, stands_on: usize) {
        self.stands_on = Some(stands_on);
        self.order = self.source.order();
        self.next = 0;
        self.index = Index::default();
        self.imports = import_changes(workspace.records());
        self.staging = Staging::default();
        self.rows = vec![None; self.source.rows()];
        self.questions = Vec::new();
        self.asked = HashMap::new();
        self.finished = None;
    }

    fn plan_row(
        &mut self,
        row: usize,
        workspace: &Workspace,
        random: &dyn Fn() -> u128,
    ) -> RowPlan {
        let place = self.source.place(row);
        let world = World {
            journey: workspace.journey(),
            workspace,
            today: self.today,
        };
        let mut wanted = match self.source.row(row, &world) {
            Ok(wanted) => wanted,
            Err((name, faults)) => {
                return RowPlan {
                    place,
                    name,
                    outcome: Outcome::Rejected(faults),
                    notes: Vec::new(),
                };
            }
        };
        let mut notes = std::mem::take(&mut wanted.notes);
        let outcome = match self.resolve(&wanted, place, workspace, random, &mut notes) {
            Ok(came) => {
                self.name_plainly(&mut wanted, &came);
                self.stage(&mut wanted, &came, place, workspace, &mut notes)
            }
            Err(Stop::Rejected(faults)) => Outcome::Rejected(faults),
            Err(Stop::Deleted(note)) => {
                notes.push(note);
                Outcome::Unchanged
            }
            Err(Stop::Ask(question)) => {
                let key = question.key().unwrap_or_default().to_owned();
                let at = *self
                    .asked
                    .entry(key.clone())
                    .or_insert(self.questions.len());
                match self.questions.get_mut(at) {
                    Some(Question::WhichOne { rows, .. }) => *rows += 1,
                    Some(other) => *other = *question,
                    None => self.questions.push(*question),
                }
                Outcome::Question(key)
            }
        };
        RowPlan {
            place,
            name: wanted.name,
            outcome,
            notes,
        }
    }

    /// Finds or makes the record of every wish.
    fn resolve(
        &mut self,
        wanted: &Row,
        place: RowPlace,
        workspace: &Workspace,
        random: &dyn Fn() -> u128,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Came>, Stop> {
        let mut came: Vec<Came> = Vec::with_capacity(wanted.wishes.len());
        for (at, wish) in wanted.wishes.iter().enumerate() {
            let gone_imports = self.source.respects_deletion().then_some(&self.imports);
            self.index
                .load(workspace.records(), wish.kind.id, gone_imports);
            let earlier = wanted.wishes.iter().zip(&came).take(at);
            let twin = earlier
                .filter(|(other, _)| is_twin(other, wish))
                .map(|(_, came)| *came)
                .next();
            let mut finder = Finder {
                index: &mut self.index,
                staging: &self.staging,
                answers: &self.answers,
                workspace,
                place,
                notes,
            };
            let found = match twin {
                Some(twin) => Some(twin),
                None => finder.find(wish, &came)?,
            };
            let found = match found {
                Some(found) => found,
                None if wish.absent == Absent::Refuse => {
                    return Err(Stop::Rejected(vec![nothing_fits(wish)]));
                }
                None => Came::New(RecordId(random())),
            };
            if found == Came::Gone && (wish.is_essential || at == wanted.own) {
                let note = format!(
                    "The {} {} was deleted here after an earlier import, and stays deleted.",
                    wish.kind.one, wish.find.text
                );
                return Err(Stop::Deleted(note));
            }
            came.push(found);
        }
        Ok(came)
    }

    /// Gives records that are made the plainer of their two names where nothing bears it yet.
    fn name_plainly(&self, wanted: &mut Row, came: &[Came]) {
        for (wish, found) in wanted.wishes.iter_mut().zip(came) {
            let Some(plain) = wish.plainly.take() else {
                continue;
            };
            let key = match_key(&plain);
            if matches!(found, Came::New(_)) && self.index.named(wish.kind.id, &key).is_empty() {
                for (_, value, _) in wish
                    .fields
                    .iter_mut()
                    .filter(|(spec, ..)| spec.name == "name")
                {
                    *value = WishValue::Plain(Value::String(plain.clone()));
                }
                wish.find.name = key;
                wish.find.text = plain;
            }
        }
    }

    /// Stages a row whose records are known.
    fn stage(
        &mut self,
        wanted: &mut Row,
        came: &[Came],
        place: RowPlace,
        workspace: &Workspace,
        notes: &mut Vec<String>,
    ) -> Outcome {
        let own = came.get(wanted.own).copied().unwrap_or(Came::Gone);
        let Some(own_record) = own.record() else {
            return Outcome::Unchanged;
        };
        let mut stage = RowStage {
            workspace,
            staging: &self.staging,
            imports: &self.imports,
            row: place.row,
            own: own_record,
            own_is_new: matches!(own, Came::New(_)),
            touched: Vec::new(),
            changes: Vec::new(),
            notes: Vec::new(),
            faults: Vec::new(),
        };
        write_wishes(&mut stage, wanted, came);
        let RowStage {
            touched,
            changes,
            notes: told,
            faults,
            ..
        } = stage;
        notes.extend(told);
        if !faults.is_empty() {
            return Outcome::Rejected(faults);
        }
        for (record, staged) in touched {
            self.staging.put(record, staged);
        }
        self.index_row(wanted, came);
        match own {
            Came::New(_) => Outcome::New,
            _ if changes.is_empty() => Outcome::Unchanged,
            _ => Outcome::Changed(changes),
        }
    }

    /// Lets later rows find what this one made.
    fn index_row(&mut self, wanted: &mut Row, came: &[Came]) {
        for (wish, found) in wanted.wishes.iter_mut().zip(came) {
            let Some(record) = found.record() else {
                continue;
            };
            if let (Came::New(_), Some((key, Answer::Create))) =
                (found, answer_to(&self.answers, wish))
            {
                self.index.add(wish.kind.id, key, record);
            }
            let find = std::mem::take(&mut wish.find);
            self.index_one(wish.kind, find, (*found, record), came);
        }
    }

    fn index_one(
        &mut self,
        kind: &KindSpec,
        find: Find,
        (found, record): (Came, RecordId),
        came: &[Came],
    ) {
        for key in find.sure {
            self.index.add(kind.id, key, record);
        }
        if !matches!(found, Came::New(_)) {
            return;
        }
        self.index.add_name(kind.id, &find.name, record);
        if let Some(organisation) = find.through.and_then(|at| came.get(at)?.record()) {
            self.index.add(kind.id, through_key(organisation), record);
        }
        if let Some(within) = find.within {
            let venture = within.of.and_then(|at| came.get(at)?.record());
            let (exact, loose) = within_keys(venture, &within.text, &within.day);
            self.index.add(kind.id, exact, record);
            if let Some(loose) = loose {
                self.index.add(kind.id, loose, record);
            }
        }
    }
}

/// Stages every wish of a row; the wishes give their values away.
fn write_wishes(stage: &mut RowStage<'_>, wanted: &mut Row, came: &[Came]) {
    for (wish, found) in wanted.wishes.iter().zip(came) {
        if let Some(record) = found.record() {
            let is_new = matches!(found, Came::New(_));
            stage.begin(record, wish.kind, is_new, &wish.find.text);
        }
    }
    let value_of = |value: WishValue| match value {
        WishValue::Plain(value) => Some(value),
        WishValue::Of(at) => came
            .get(at)?
            .record()
            .map(|id| Value::String(id.to_string())),
    };
    for (wish, found) in wanted.wishes.iter_mut().zip(came) {
        let Some(record) = found.record() else {
            continue;
        };
        for (spec, value, rule) in std::mem::take(&mut wish.fields) {
            if let Some(value) = value_of(value) {
                stage.put(record, spec, value, rule);
            }
        }
        for (spec, items, rule) in std::mem::take(&mut wish.sets) {
            let items: Vec<Value> = items.into_iter().filter_map(value_of).collect();
            stage.put_items(record, spec, &items, rule);
        }
    }
}
