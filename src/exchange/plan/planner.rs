//! Makes the dry run, a few hundred rows at a time.

use std::collections::BTreeMap;

use serde_json::{Map, json};

use super::{
    outcome::{Answer, Answers, Candidate, Counts, Fault, ImportPlan, Outcome, Question, RowPlace, RowPlan, SoMany},
    shown::{detail, shortened},
    staging::{RowStage, Staged, Staging},
    wish::{Absent, Row, SharedSource, Wish, WishValue, World},
};
use crate::{
    domain::{
        dates::Day,
        records::{Contact, Import, Step, StageMove, Venture},
        schema,
    },
    exchange::matching::{Index, contradict, identifiers_of, import_changes, through_key, within_keys},
    ledger::{ChangeId, DraftOp, RecordId, Value, records::IdSet},
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

/// What a wish came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Here(RecordId),
    New(RecordId),
    /// A person deleted it since it was imported.
    Gone,
}

impl Came {
    fn record(self) -> Option<RecordId> {
        match self {
            Self::Here(record) | Self::New(record) => Some(record),
            Self::Gone => None,
        }
    }
}

/// Why a row stops before it is staged.
enum Stop {
    Rejected(Vec<Fault>),
    Ask(Question),
    /// Somebody deleted what it is about.
    Deleted(String),
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
    questions: BTreeMap<String, Question>,
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
            questions: BTreeMap::new(),
            finished: None,
        }
    }

    /// Looks at up to `rows` more rows. `random` gives ids to records that would be made.
    pub fn step(&mut self, workspace: &Workspace, random: &dyn Fn() -> u128, rows: usize) -> Progress {
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
            self.finished = Some(self.conclude(workspace, random));
        }
        Progress { done: self.next, total: self.order.len(), finished: self.finished.is_some() }
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
        self.questions = BTreeMap::new();
        self.finished = None;
    }

    fn plan_row(&mut self, row: usize, workspace: &Workspace, random: &dyn Fn() -> u128) -> RowPlan {
        let place = self.source.place(row);
        let world = World { journey: workspace.journey(), workspace, today: self.today };
        let wanted = match self.source.row(row, &world) {
            Ok(wanted) => wanted,
            Err((name, faults)) => {
                return RowPlan { place, name, outcome: Outcome::Rejected(faults), notes: Vec::new() };
            }
        };
        let mut notes = wanted.notes.clone();
        let outcome = match self.resolve(&wanted, place, workspace, random, &mut notes) {
            Ok(came) => self.stage(&wanted, &came, place, workspace, &mut notes),
            Err(Stop::Rejected(faults)) => Outcome::Rejected(faults),
            Err(Stop::Deleted(note)) => {
                notes.push(note);
                Outcome::Unchanged
            }
            Err(Stop::Ask(question)) => {
                let key = question.key().unwrap_or_default().to_owned();
                match self.questions.get_mut(&key) {
                    Some(Question::WhichOne { rows, .. }) => *rows += 1,
                    _ => drop(self.questions.insert(key.clone(), question)),
                }
                Outcome::Question(key)
            }
        };
        RowPlan { place, name: wanted.name, outcome, notes }
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
            self.index.load(workspace.records(), wish.kind.id, gone_imports);
            let earlier = wanted.wishes.iter().zip(&came).take(at);
            let twin = earlier.filter(|(other, _)| is_twin(other, wish)).map(|(_, came)| *came).next();
            let found = match twin {
                Some(twin) => twin,
                None => match self.find(wish, &came, place, workspace, notes)? {
                    Some(found) => found,
                    None if wish.absent == Absent::Refuse => return Err(Stop::Rejected(vec![nothing_fits(wish)])),
                    None => Came::New(RecordId(random())),
                },
            };
            if found == Came::Gone && (wish.is_essential || at == wanted.own) {
                let note = format!("The {} {} was deleted here after an earlier import, and stays deleted.", wish.kind.one, wish.find.text);
                return Err(Stop::Deleted(note));
            }
            came.push(found);
        }
        Ok(came)
    }

    /// Looks for the record of one wish; `None` when it has to be made.
    fn find(
        &mut self,
        wish: &Wish,
        came: &[Came],
        place: RowPlace,
        workspace: &Workspace,
        notes: &mut Vec<String>,
    ) -> Result<Option<Came>, Stop> {
        if wish.find.within.is_some() {
            return Ok(self.find_within(wish, came, workspace));
        }
        let kind = wish.kind.id;
        if let Some(found) = followed(wish, came, workspace) {
            return Ok(Some(found));
        }
        if let Some((key, answer)) = self.answer_to(wish) {
            match answer {
                Answer::Choose(record) if workspace.record(record).is_some() => return Ok(Some(Came::Here(record))),
                Answer::Choose(_) => {}
                Answer::Create => return Ok(self.index.at(kind, &key).first().map(|made| Came::Here(*made))),
                Answer::Skip => {
                    let problem = "Left out, as you chose.".to_owned();
                    return Err(Stop::Rejected(vec![Fault { field: String::new(), problem }]));
                }
            }
        }
        let ask =
            |why: String, records: &[RecordId]| Err(Stop::Ask(ask_which(wish, place, why, (records, workspace))));
        let sure = self.index.sure(kind, &wish.find.sure);
        match sure.as_slice() {
            [] => {}
            [one] => return Ok(Some(Came::Here(*one))),
            several => return ask(format!("What the file says fits {} {}.", several.len(), wish.kind.many), several),
        }
        let named = self.index.named(kind, &wish.find.name);
        let (fitting, other): (Vec<RecordId>, Vec<RecordId>) =
            named.iter().copied().partition(|record| !self.contradicts(wish, *record, workspace));
        match (fitting.as_slice(), other.as_slice()) {
            ([one], _) => return Ok(Some(Came::Here(*one))),
            ([], []) => {}
            ([], others) if kind == Contact::KIND => {
                return ask("There is somebody of that name here, with another email address.".to_owned(), others);
            }
            ([], _) => notes.push(format!(
                "There is another {} called {} here, with a different number in the same register. They are kept apart.",
                wish.kind.one, wish.find.text
            )),
            (several, _) => {
                return ask(format!("{} {} here have this name.", several.len(), wish.kind.many), several);
            }
        }
        if let Some(organisation) = wish.find.through.and_then(|at| came.get(at)?.record())
            && let [one] = self.index.at(kind, &through_key(organisation))
            && !self.contradicts(wish, *one, workspace)
        {
            return Ok(Some(Came::Here(*one)));
        }
        Ok(self.index.gone(kind, &wish.find.sure, &wish.find.name).map(|_| Came::Gone))
    }

    /// What a person answered when asked about this, with the question's key.
    fn answer_to(&self, wish: &Wish) -> Option<(String, Answer)> {
        if self.answers.is_empty() {
            return None;
        }
        let key = question_key(wish);
        let answer = self.answers.get(&key).copied()?;
        Some((key, answer))
    }

    /// A step or entry: the same words on the same day, or the same words that no earlier row has spoken about.
    fn find_within(&mut self, wish: &Wish, came: &[Came], workspace: &Workspace) -> Option<Came> {
        let within = wish.find.within.as_ref()?;
        let venture = match within.of {
            Some(at) => Some(came.get(at)?.record()?),
            None => None,
        };
        match venture {
            Some(venture) => self.index.load_around(workspace, venture),
            None if wish.kind.id == Step::KIND => self.index.load_loose_steps(workspace.records()),
            None => {}
        }
        let (exact, loose) = within_keys(venture, &within.text, &within.day);
        let fresh = |record: &&RecordId| self.staging.get(**record).is_none();
        let exact = self.index.at(wish.kind.id, &exact).first();
        let found = exact.or_else(|| self.index.at(wish.kind.id, &loose?).iter().find(fresh));
        found.map(|record| Came::Here(*record))
    }

    fn contradicts(&self, wish: &Wish, record: RecordId, workspace: &Workspace) -> bool {
        let Some(here) = workspace.record(record) else {
            // Made by an earlier row: had they shared an identifier, it would have been found by it.
            let said = self.staging.get(record);
            let ids = said.map(Staged::identifiers).unwrap_or_default();
            let email = said.and_then(|said| said.fields.get("email")).and_then(Value::as_str).unwrap_or_default();
            return contradict(&wish.find.ids, &ids) || differ(&wish.find.email, email);
        };
        contradict(&wish.find.ids, &identifiers_of(here))
            || differ(&wish.find.email, here.value("email").text().unwrap_or_default())
    }

    /// Stages a row whose records are known.
    fn stage(
        &mut self,
        wanted: &Row,
        came: &[Came],
        place: RowPlace,
        workspace: &Workspace,
        notes: &mut Vec<String>,
    ) -> Outcome {
        let own = came.get(wanted.own).copied().unwrap_or(Came::Gone);
        let Some(own_record) = own.record() else { return Outcome::Unchanged };
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
        for (wish, found) in wanted.wishes.iter().zip(came) {
            if let Some(record) = found.record() {
                stage.begin(record, wish.kind, matches!(found, Came::New(_)), &wish.find.text);
            }
        }
        let value_of = |value: &WishValue| match value {
            WishValue::Plain(value) => Some(value.clone()),
            WishValue::Of(at) => came.get(*at)?.record().map(|id| Value::String(id.to_string())),
        };
        for (wish, found) in wanted.wishes.iter().zip(came) {
            let Some(record) = found.record() else { continue };
            for (spec, value, rule) in &wish.fields {
                if let Some(value) = value_of(value) {
                    stage.put(record, spec, value, *rule);
                }
            }
            for (spec, items, rule) in &wish.sets {
                stage.put_items(record, spec, items.iter().filter_map(value_of).collect(), *rule);
            }
        }
        let RowStage { touched, changes, notes: told, faults, .. } = stage;
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
    fn index_row(&mut self, wanted: &Row, came: &[Came]) {
        for (wish, found) in wanted.wishes.iter().zip(came) {
            let Some(record) = found.record() else { continue };
            let kind = wish.kind.id;
            for key in &wish.find.sure {
                self.index.add(kind, key.clone(), record);
            }
            if !matches!(found, Came::New(_)) {
                continue;
            }
            self.index.add_name(kind, &wish.find.name, record);
            if let Some((key, Answer::Create)) = self.answer_to(wish) {
                self.index.add(kind, key, record);
            }
            if let Some(organisation) = wish.find.through.and_then(|at| came.get(at)?.record()) {
                self.index.add(kind, through_key(organisation), record);
            }
            if let Some(within) = &wish.find.within {
                let venture = within.of.and_then(|at| came.get(at)?.record());
                let (exact, loose) = within_keys(venture, &within.text, &within.day);
                self.index.add(kind, exact, record);
                if let Some(loose) = loose {
                    self.index.add(kind, loose, record);
                }
            }
        }
    }

    fn conclude(&mut self, workspace: &Workspace, random: &dyn Fn() -> u128) -> ImportPlan {
        let rows: Vec<RowPlan> = std::mem::take(&mut self.rows).into_iter().flatten().collect();
        let mut counts = Counts::default();
        let mut originals = BTreeMap::new();
        for row in &rows {
            match &row.outcome {
                Outcome::New => counts.new += 1,
                Outcome::Changed(_) => counts.changed += 1,
                Outcome::Unchanged => counts.unchanged += 1,
                Outcome::Rejected(_) => counts.rejected += 1,
                Outcome::Question(_) => counts.questions += 1,
            }
            if matches!(row.outcome, Outcome::Rejected(_) | Outcome::Question(_)) {
                originals.insert(row.place.row, self.source.original(row.place.row - 1));
            }
        }
        let mut ops = Vec::new();
        let mut records: Vec<SoMany> = Vec::new();
        for (id, mut staged) in self.staging.take_all() {
            if !staged.changes_anything() {
                continue;
            }
            count(&mut records, &staged);
            let moved = stage_move(&staged, id, workspace, self.today, &self.source.mark().name);
            if moved.is_some() && !staged.fields.contains_key("stage_since") {
                staged.fields.insert("stage_since".to_owned(), Value::String(self.today.iso()));
            }
            ops.extend(staged.into_ops(id));
            if let Some(fields) = moved {
                let kind = StageMove::KIND.to_owned();
                ops.push(DraftOp::Set { record: RecordId(random()), kind, fields });
            }
        }
        if !ops.is_empty() {
            ops.push(self.marker(counts, RecordId(random())));
        }
        let mut questions = self.source.questions();
        questions.extend(std::mem::take(&mut self.questions).into_values());
        ImportPlan {
            file: self.source.mark().clone(),
            why: self.why(counts),
            counts,
            rows,
            records,
            notes: self.source.notes(),
            questions,
            ops,
            stands_on: self.stands_on.unwrap_or_default(),
            columns: self.source.columns(),
            originals,
        }
    }

    fn why(&self, counts: Counts) -> String {
        let (one, many) = self.source.noun();
        let of = |count: usize| format!("{count} {}", if count == 1 { one } else { many });
        let what = match (counts.new, counts.changed) {
            (new, 0) => of(new),
            (0, changed) => format!("changes to {}", of(changed)),
            (new, changed) => format!("{} ({new} new, {changed} changed)", of(new + changed)),
        };
        format!("Imported {what} from {}", shortened(&self.source.mark().name))
    }

    /// The record by which later imports know what an import wrote.
    fn marker(&self, counts: Counts, record: RecordId) -> DraftOp {
        let mark = self.source.mark();
        let text = |text: &str| Value::String(text.to_owned());
        let fields = Map::from_iter([
            ("name".to_owned(), text(&shortened(&mark.name))),
            ("format".to_owned(), text(self.source.format())),
            ("hash".to_owned(), text(&mark.hash)),
            ("imported_on".to_owned(), text(&self.today.iso())),
            (
                "rows".to_owned(),
                json!({"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged,
                       "rejected": counts.rejected + counts.questions}),
            ),
        ]);
        DraftOp::Set { record, kind: Import::KIND.to_owned(), fields }
    }
}

/// Where the fields of a record that was here lead.
fn followed(wish: &Wish, came: &[Came], workspace: &Workspace) -> Option<Came> {
    let (from, fields) = wish.find.follow?;
    let mut record = workspace.record(came.get(from)?.record()?)?;
    for (at, field) in fields.iter().enumerate() {
        let id = RecordId::parse(record.value(field).text()?).ok()?;
        match workspace.record(id) {
            Some(next) => record = next,
            None if at + 1 == fields.len() && workspace.records().get(id).is_some() => return Some(Came::Gone),
            None => return None,
        }
    }
    (**record.kind() == *wish.kind.id).then(|| Came::Here(record.id()))
}

/// Whether two wishes of one row are for the same record.
fn is_twin(one: &Wish, other: &Wish) -> bool {
    let same_key = || one.find.sure.iter().any(|key| other.find.sure.contains(key));
    let same_name = || !one.find.name.is_empty() && one.find.name == other.find.name && !contradict(&one.find.ids, &other.find.ids);
    one.kind.id == other.kind.id
        && one.find.within.is_none()
        && other.find.within.is_none()
        && (same_key() || same_name())
}

fn differ(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && !one.eq_ignore_ascii_case(other)
}

fn question_key(wish: &Wish) -> String {
    let ids: Vec<&str> = wish.find.sure.iter().map(String::as_str).collect();
    format!("{} {} {}", wish.kind.id, wish.find.name, ids.join(" ")).trim().to_owned()
}

fn ask_which(
    wish: &Wish,
    row: RowPlace,
    why: String,
    (records, workspace): (&[RecordId], &Workspace),
) -> Question {
    let candidate = |record: &RecordId| Candidate {
        record: *record,
        name: workspace.record(*record).map_or_else(|| wish.find.text.clone(), |_| workspace.name_of(*record)),
        detail: detail(workspace, *record),
    };
    let candidates = records.iter().map(candidate).collect();
    Question::WhichOne { key: question_key(wish), row, rows: 1, one: wish.kind.one, text: wish.find.text.clone(), why, candidates }
}

fn nothing_fits(wish: &Wish) -> Fault {
    if wish.find.text.is_empty() {
        let label = wish.kind.fields.iter().find(|field| field.required).map_or("Name", |field| field.label);
        return Fault { field: label.to_owned(), problem: "Please fill this in.".to_owned() };
    }
    let problem = format!(
        "There is no {} called “{}” here. Add it first, or let the import make what is missing.",
        wish.kind.one,
        shortened(&wish.find.text)
    );
    Fault { field: String::new(), problem }
}

fn count(records: &mut Vec<SoMany>, staged: &Staged) {
    let kind = staged.kind;
    let at = records.iter().position(|known| known.kind == kind.id).unwrap_or_else(|| {
        records.push(SoMany { kind: kind.id, many: kind.many, new: 0, changed: 0 });
        records.sort_by_key(|known| schema::KINDS.iter().position(|spec| spec.id == known.kind));
        records.iter().position(|known| known.kind == kind.id).unwrap_or_default()
    });
    if let Some(so_many) = records.get_mut(at) {
        if staged.is_new { so_many.new += 1 } else { so_many.changed += 1 }
    }
}

/// When a file moves a venture to another stage, that move is kept like any other.
fn stage_move(
    staged: &Staged,
    venture: RecordId,
    workspace: &Workspace,
    today: Day,
    file: &str,
) -> Option<Map<String, Value>> {
    if staged.is_new || staged.kind.id != Venture::KIND {
        return None;
    }
    let to = staged.fields.get("stage")?.as_str()?;
    let from = staged.before.get("stage")?.as_str()?;
    let journey = workspace.journey();
    let back = journey.position(to) < journey.position(from);
    let on = staged.fields.get("stage_since").and_then(Value::as_str).map_or_else(|| today.iso(), str::to_owned);
    let fields = [
        ("venture", venture.to_string()),
        ("from", from.to_owned()),
        ("to", to.to_owned()),
        ("moved_on", on),
        ("decision", if back { "back" } else { "anyway" }.to_owned()),
        ("reason", format!("As it stands in {}", shortened(file))),
    ];
    Some(fields.into_iter().map(|(field, text)| (field.to_owned(), Value::String(text))).collect())
}
