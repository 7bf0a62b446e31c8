//! What the page of one venture shows, worked out from its record and everything around it.

mod around;
mod timeline;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

pub use around::{
    DocumentLine, Expiry, MoneyGroup, MoneyRow, PersonLine, Share, StepLine, StoryTold, documents,
    mix, money, people, split_people, steps, stories,
};
pub use timeline::{AsItStood, Happening, Months, What, months, timeline};

use super::{
    gate::GatePoint,
    open::Workspace,
    places::place_names,
    words::{Shown, mid_sentence, shown},
};
use crate::{
    domain::{
        attention::{days_in_stage, is_long_in_stage},
        dates::{Day, Moment},
        records::{StageMove, Venture},
        schema::{self, FieldSpec},
        vocabulary::{DISPOSITIONS, label_of},
    },
    ledger::{ChangeId, RecordId, Value},
};

/// Whether a venture is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    Here,
    /// It was deleted and can be brought back.
    Deleted {
        /// What it is called.
        name: String,
        /// Whether somebody who had not seen the deletion changed it since.
        edited_since: bool,
    },
    /// Nothing here has that id, or what has it is no venture.
    Missing,
}

/// Whether a venture is there.
pub fn presence(workspace: &Workspace, id: RecordId) -> Presence {
    match workspace.records().get(id) {
        Some(record) if &**record.kind() == Venture::KIND => {
            if !record.is_deleted() {
                return Presence::Here;
            }
            let edited_since = record.to_record().is_edited_after_deletion();
            Presence::Deleted {
                name: workspace.name_of(id),
                edited_since,
            }
        }
        _ => Presence::Missing,
    }
}

/// What stands at the top of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// What it does; may be empty.
    pub one_line: String,
    /// The stage's id.
    pub stage: String,
    /// The stage's name.
    pub stage_label: String,
    /// Where the stage stands, from 0.
    pub stage_at: usize,
    /// How many stages there are, those no longer used included.
    pub stages: usize,
    /// Days in this stage.
    pub days: Option<i64>,
    /// Whether that is longer than the stage's threshold.
    pub long_here: bool,
    /// The status's id.
    pub disposition: String,
    /// The status in words.
    pub disposition_label: String,
    /// Since when.
    pub disposition_since: Option<Day>,
    /// Why it paused or left.
    pub disposition_reason: String,
    /// Names of its places.
    pub places: Vec<String>,
    /// Programme and cohort, as far as known.
    pub programme: String,
    /// The lead coach's name; may be empty.
    pub lead: String,
}

impl Head {
    /// Whether it is neither paused nor gone.
    pub fn is_active(&self) -> bool {
        self.disposition.is_empty() || self.disposition == "active"
    }
}

/// The top of the page; `None` when the venture is not there.
pub fn head(workspace: &Workspace, id: RecordId, today: Day) -> Option<Head> {
    let venture = workspace.facts().venture(id)?;
    let journey = workspace.journey();
    let days = days_in_stage(venture.stage_since, today);
    let limit = journey
        .stage(&venture.stage)
        .and_then(|stage| stage.attention_after_days);
    let name = |id: &Option<RecordId>| id.map(|id| workspace.name_of(id)).unwrap_or_default();
    let programme = [name(&venture.programme), venture.cohort.clone()];
    Some(Head {
        name: venture.name.clone(),
        one_line: venture.one_line.clone(),
        stage: venture.stage.clone(),
        stage_label: journey.label(&venture.stage).to_owned(),
        stage_at: journey.position(&venture.stage),
        stages: journey.all_stages().len(),
        days,
        long_here: is_long_in_stage(days, limit),
        disposition: venture.disposition.clone(),
        disposition_label: label_of(DISPOSITIONS, &venture.disposition).to_owned(),
        disposition_since: venture.disposition_since,
        disposition_reason: venture.disposition_reason.clone(),
        places: place_names(workspace, &venture.places),
        programme: programme
            .iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
        lead: name(&venture.lead),
    })
}

/// Where a stage stands for a venture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopState {
    /// Behind it.
    Past,
    /// Where it is.
    Here,
    /// Before it.
    Ahead,
}

impl StopState {
    /// The word that styles and tests know it by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Here => "here",
            Self::Ahead => "ahead",
        }
    }
}

/// One stage of the strip at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The stage's id.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Where it stands among all stages, from 0.
    pub at: usize,
    /// Behind, here or ahead.
    pub state: StopState,
    /// The day of the latest move into it, as far as known; none for stages ahead.
    pub since: Option<Day>,
}

/// The journey with the day of each move.
pub fn stops(workspace: &Workspace, id: RecordId) -> Vec<Stop> {
    let Some(venture) = workspace.facts().venture(id) else {
        return Vec::new();
    };
    let journey = workspace.journey();
    let here = journey.position(&venture.stage);
    let moves: Vec<StageMove> = records_around(workspace, id, StageMove::KIND)
        .map(StageMove::read)
        .collect();
    let moved_to = |code: &str| {
        moves
            .iter()
            .filter(|step| step.to == code)
            .filter_map(|step| step.moved_on)
            .max()
    };
    journey
        .all_stages()
        .iter()
        .enumerate()
        .filter(|(at, stage)| !stage.retired || *at == here)
        .map(|(at, stage)| {
            let state = match at.cmp(&here) {
                std::cmp::Ordering::Less => StopState::Past,
                std::cmp::Ordering::Equal => StopState::Here,
                std::cmp::Ordering::Greater => StopState::Ahead,
            };
            let since = match state {
                StopState::Here => venture.stage_since.or_else(|| moved_to(&stage.code)),
                StopState::Past if stage.code == journey.first() => {
                    moved_to(&stage.code).or(venture.joined)
                }
                StopState::Past => moved_to(&stage.code),
                StopState::Ahead => None,
            };
            Stop {
                code: stage.code.clone(),
                label: stage.label.clone(),
                at,
                state,
                since,
            }
        })
        .collect()
}

/// The gate to the next stage, at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The next stage's id.
    pub to: String,
    /// Its name.
    pub label: String,
    /// How many points are met.
    pub met: usize,
    /// How many are asked of this venture: all but those that do not apply.
    pub asked: usize,
    /// The points.
    pub points: Vec<GatePoint>,
}

/// The gate to the next stage in use; `None` at the end of the journey.
pub fn next_gate(workspace: &Workspace, id: RecordId) -> Option<Glance> {
    let venture = workspace.facts().venture(id)?;
    let journey = workspace.journey();
    let here = journey.position(&venture.stage);
    let next = journey
        .stages()
        .find(|stage| journey.position(&stage.code) > here)?;
    let points = workspace.gate(venture, &next.code);
    let met = points.iter().filter(|point| point.state == "met").count();
    let asked = points
        .iter()
        .filter(|point| point.state != "not_applicable")
        .count();
    Some(Glance {
        to: next.code.clone(),
        label: next.label.clone(),
        met,
        asked,
        points,
    })
}

/// Fields of a venture that stand elsewhere on its page than among the facts.
const NOT_FACTS: &[&str] = &[
    "name",
    "one_line",
    "need",
    "stage",
    "disposition",
    "disposition_reason",
];

/// Fields that stand among the facts, in the table's order.
pub fn fact_fields() -> impl Iterator<Item = &'static FieldSpec> {
    let venture = schema::kind(Venture::KIND);
    venture
        .into_iter()
        .flat_map(|kind| kind.fields)
        .filter(|field| !NOT_FACTS.contains(&field.name))
}

/// One of the values that stand in a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The value.
    pub shown: Shown,
    /// The change that wrote it; the log knows whose it is.
    pub change: ChangeId,
    /// When it was written, in UK time.
    pub when: Moment,
    /// Whether this browser tab wrote it.
    pub from_here: bool,
    /// Whether it is the one shown everywhere until somebody decides.
    pub shown_now: bool,
}

/// A field in which two people's values stand, because neither had seen the other's.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The record.
    pub record: RecordId,
    /// What the record is called, when it is not the page's own.
    pub of: Option<String>,
    /// The field's name.
    pub field: String,
    /// What people call the field, in the middle of a sentence.
    pub label: String,
    /// The values, the one shown first.
    pub versions: Vec<Version>,
}

/// Conflicts in the venture and in the records around it.
pub fn conflicts(workspace: &Workspace, id: RecordId) -> Vec<Conflict> {
    let around = workspace
        .facts()
        .of(id)
        .map(|facts| facts.around.as_slice())
        .unwrap_or_default();
    std::iter::once(&id)
        .chain(around)
        .flat_map(|record| conflicts_of(workspace, *record, *record != id))
        .collect()
}

/// Conflicts in one record. `named` says whether its name is needed to tell what it is.
pub fn conflicts_of(workspace: &Workspace, id: RecordId, named: bool) -> Vec<Conflict> {
    let Some(record) = workspace
        .record(id)
        .filter(crate::ledger::RecordRef::is_unsettled)
    else {
        return Vec::new();
    };
    let record = record.to_record();
    let here = workspace.ledger().device();
    let all = record.conflicts().map(|(name, register)| {
        let spec = schema::field(&record.kind, name);
        let version = |(at, head): (usize, &crate::ledger::record::Head)| {
            let shown = match spec {
                Some(spec) => shown(workspace, spec, &head.value),
                None => Shown {
                    value: head.value.clone(),
                    words: plain(&head.value),
                    address: None,
                },
            };
            let when = Moment(i64::try_from(head.stamp.wall).unwrap_or_default());
            Version {
                shown,
                change: head.origin(),
                when,
                from_here: head.stamp.device == here,
                shown_now: at == 0,
            }
        };
        Conflict {
            record: id,
            of: named.then(|| workspace.name_of(id)),
            field: name.to_string(),
            label: spec.map_or_else(|| name.to_string(), |spec| mid_sentence(spec.label)),
            versions: register.heads().enumerate().map(version).collect(),
        }
    });
    all.collect()
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map(str::to_owned)
        .unwrap_or_else(|| value.to_string())
}

/// Records of a kind that name the venture.
fn records_around<'a>(
    workspace: &'a Workspace,
    id: RecordId,
    kind: &'a str,
) -> impl Iterator<Item = crate::ledger::RecordRef<'a>> {
    let around = workspace
        .facts()
        .of(id)
        .map(|facts| facts.around.as_slice())
        .unwrap_or_default();
    around
        .iter()
        .filter_map(|id| workspace.record(*id))
        .filter(move |record| &**record.kind() == kind)
}
