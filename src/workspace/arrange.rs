//! The journey as Settings writes it: stages and criteria edited, added and put in another order. Ids never change.

use serde_json::{Map, Value};

use super::{
    command::{Put, Values, values},
    journey::{Journey, JourneyCriterion, JourneyStage},
    open::Workspace,
};
use crate::{
    domain::{
        names::search_key,
        records::{Criterion, Stage},
        vocabulary::{DEFAULT_CRITERIA, DEFAULT_STAGES},
    },
    ledger::{Draft, DraftOp, RecordId, ordering},
};

/// Distance between neighbours, so that a newer version may put something in between.
const GAP: i64 = 10;

/// What an edit of a stage has to say besides, when nobody has written the stage's record yet.
pub fn stage_values(stage: &JourneyStage, changed: Values) -> Values {
    let mut all = values([
        ("code", Put::text(&stage.code)),
        ("label", Put::text(&stage.label)),
    ]);
    all.extend(changed);
    all
}

/// What an edit of a criterion has to say besides, when nobody has written the criterion's record yet.
pub fn criterion_values(criterion: &JourneyCriterion, changed: Values) -> Values {
    let mut all = values([
        ("code", Put::text(&criterion.code)),
        ("from", Put::text(&criterion.from)),
        ("text", Put::text(&criterion.text)),
    ]);
    all.extend(changed);
    all
}

/// An id for something new, made from its name and unlike all known ones: `test_together`.
fn fresh_code(name: &str, fallback: &str, known: &[&str]) -> String {
    let letters: String = search_key(name)
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().take(5).collect();
    let base = if words.is_empty() {
        fallback.to_owned()
    } else {
        words.join("_")
    };
    if !known.contains(&base.as_str()) {
        return base;
    }
    let mut number = 2_u32;
    loop {
        let code = format!("{base}_{number}");
        if !known.contains(&code.as_str()) {
            return code;
        }
        number += 1;
    }
}

fn order_op(kind: &str, record: RecordId, required: &[(&str, &str)], order: i64) -> DraftOp {
    let required = required
        .iter()
        .map(|(name, text)| (*name, Value::from(*text)));
    let mut fields = ordering::object_of(required.collect());
    fields.insert("order".to_owned(), Value::from(order));
    DraftOp::Set {
        record,
        kind: kind.to_owned(),
        fields,
    }
}

fn place(at: usize) -> i64 {
    i64::try_from(at)
        .unwrap_or(i64::MAX / GAP)
        .saturating_add(1)
        .saturating_mul(GAP)
}

/// The items with the one at `from` moved to where `to` stands.
fn moved<T: Clone>(items: &[T], from: usize, to: usize) -> Vec<T> {
    let mut items = items.to_vec();
    if from < items.len() {
        let item = items.remove(from);
        items.insert(to.min(items.len()), item);
    }
    items
}

impl Workspace {
    /// Moves a stage to another place among the stages in use. `None` when it is there already.
    pub fn stage_moved(&self, code: &str, to: usize) -> Option<Draft> {
        let (used, retired): (Vec<_>, Vec<_>) = self
            .journey()
            .all_stages()
            .iter()
            .cloned()
            .partition(|stage| !stage.retired);
        let from = used.iter().position(|stage| stage.code == code)?;
        let order = moved(&used, from, to);
        let changes = order
            .iter()
            .chain(&retired)
            .enumerate()
            .filter(|(at, stage)| stage.order != place(*at));
        let ops: Vec<DraftOp> = changes
            .map(|(at, stage)| {
                let required = [
                    ("code", stage.code.as_str()),
                    ("label", stage.label.as_str()),
                ];
                order_op(
                    Stage::KIND,
                    Journey::stage_record(&stage.code),
                    &required,
                    place(at),
                )
            })
            .collect();
        if from == to || ops.is_empty() {
            return None;
        }
        Some(Draft {
            ops,
            ..Draft::by_hand(format!("Moved the stage {}", used[from].label))
        })
    }

    /// Moves a criterion to another place within its gate. `None` when it is there already.
    pub fn criterion_moved(&self, code: &str, to: usize) -> Option<Draft> {
        let own = self
            .journey()
            .all_criteria()
            .iter()
            .find(|criterion| criterion.code == code)?;
        let gate: Vec<JourneyCriterion> =
            self.journey().criteria_from(&own.from).cloned().collect();
        let from = gate.iter().position(|criterion| criterion.code == code)?;
        // The places that this gate's criteria hold among all stay theirs.
        let mut places: Vec<i64> = gate.iter().map(|criterion| criterion.order).collect();
        ordering::sort(&mut places);
        if places.windows(2).any(|pair| pair[0] == pair[1]) {
            places = (0..gate.len()).map(place).collect();
        }
        let order = moved(&gate, from, to);
        let changes = order
            .iter()
            .zip(&places)
            .filter(|(criterion, place)| criterion.order != **place);
        let ops: Vec<DraftOp> = changes
            .map(|(criterion, place)| {
                let required = [
                    ("code", criterion.code.as_str()),
                    ("from", criterion.from.as_str()),
                    ("text", criterion.text.as_str()),
                ];
                order_op(
                    Criterion::KIND,
                    Journey::criterion_record(&criterion.code),
                    &required,
                    *place,
                )
            })
            .collect();
        if from == to || ops.is_empty() {
            return None;
        }
        Some(Draft {
            ops,
            ..Draft::by_hand("Moved a criterion within its gate")
        })
    }

    /// A new stage at the end of the journey.
    pub fn new_stage(&self, label: &str) -> Draft {
        let stages = self.journey().all_stages();
        let known: Vec<&str> = stages.iter().map(|stage| stage.code.as_str()).collect();
        let code = fresh_code(label, "stage", &known);
        let last = stages
            .iter()
            .filter(|stage| !stage.retired)
            .map(|stage| stage.order)
            .max()
            .unwrap_or_default();
        let required = [("code", code.as_str()), ("label", label)];
        let op = order_op(
            Stage::KIND,
            Journey::stage_record(&code),
            &required,
            last.saturating_add(GAP),
        );
        Draft {
            ops: vec![op],
            ..Draft::by_hand(format!("Added the stage {label}"))
        }
    }

    /// A new criterion at the end of the gate that leaves `stage`.
    pub fn new_criterion(&self, stage: &str, text: &str) -> Draft {
        let criteria = self.journey().all_criteria();
        let known: Vec<&str> = criteria
            .iter()
            .map(|criterion| criterion.code.as_str())
            .collect();
        let code = fresh_code(text, "criterion", &known);
        let last = criteria
            .iter()
            .map(|criterion| criterion.order)
            .filter(|order| *order < i64::MAX)
            .max();
        let required = [("code", code.as_str()), ("from", stage), ("text", text)];
        let order = last.unwrap_or_default().saturating_add(GAP);
        let op = order_op(
            Criterion::KIND,
            Journey::criterion_record(&code),
            &required,
            order,
        );
        let why = format!(
            "Added a criterion to the gate of {}",
            self.journey().label(stage)
        );
        Draft {
            ops: vec![op],
            ..Draft::by_hand(why)
        }
    }

    /// Everything about stages and gates as it came; what was added is no longer used. `None` when it is so already.
    pub fn journey_as_it_came(&self) -> Option<Draft> {
        let mut ops = Vec::new();
        for record in self.records().of_kind(Stage::KIND) {
            let stage = Stage::read(record);
            let own = DEFAULT_STAGES.iter().all(|known| known.id != stage.code);
            ops.push(as_it_came(
                Stage::KIND,
                stage.id,
                own,
                &["purpose", "attention_after_days", "order"],
                || {
                    let known = DEFAULT_STAGES.iter().find(|known| known.id == stage.code);
                    (
                        "label",
                        known.map_or_else(|| stage.label.clone(), |known| known.label.to_owned()),
                    )
                },
            ));
        }
        for record in self.records().of_kind(Criterion::KIND) {
            let criterion = Criterion::read(record);
            let known = DEFAULT_CRITERIA
                .iter()
                .find(|known| known.id == criterion.code);
            ops.push(as_it_came(
                Criterion::KIND,
                criterion.id,
                known.is_none(),
                &["order"],
                || {
                    (
                        "text",
                        known.map_or_else(|| criterion.text.clone(), |known| known.text.to_owned()),
                    )
                },
            ));
        }
        if ops.is_empty() {
            return None;
        }
        Some(Draft {
            ops,
            ..Draft::by_hand("Put stages and gates back as they came")
        })
    }
}

/// Clears what was edited; what the incubator added itself only goes out of use.
fn as_it_came(
    kind: &str,
    record: RecordId,
    own: bool,
    clear: &[&str],
    words: impl FnOnce() -> (&'static str, String),
) -> DraftOp {
    let mut fields = Map::new();
    if own {
        fields.insert("retired".to_owned(), Value::Bool(true));
    } else {
        let (name, text) = words();
        fields.insert(name.to_owned(), Value::String(text));
        fields.insert("retired".to_owned(), Value::Bool(false));
        fields.extend(clear.iter().map(|name| ((*name).to_owned(), Value::Null)));
    }
    DraftOp::Set {
        record,
        kind: kind.to_owned(),
        fields,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::{
        domain::dates::Day,
        ledger::DeviceId,
        workspace::{Command, Context},
    };

    fn run(workspace: &mut Workspace, command: Command) {
        let today = Day::parse("2026-06-07").expect("a day");
        let context = Context {
            now_ms: 1_780_000_000_000,
            today,
            random: &|| 7,
        };
        workspace
            .execute(command, &context)
            .expect("a command that can be carried out");
    }

    fn apply(workspace: &mut Workspace, draft: Option<Draft>) {
        run(workspace, Command::Apply(draft.expect("something to do")));
    }

    fn labels(workspace: &Workspace) -> Vec<String> {
        workspace
            .journey()
            .stages()
            .map(|stage| stage.label.clone())
            .collect()
    }

    #[test]
    fn stages_change_places_and_keep_their_ids() {
        let mut workspace = Workspace::empty(DeviceId(1));
        let before = labels(&workspace);
        let draft = workspace.stage_moved("test", 1);
        apply(&mut workspace, draft);
        let codes: Vec<String> = workspace
            .journey()
            .stages()
            .map(|stage| stage.code.clone())
            .take(3)
            .collect();
        assert_eq!(codes, ["idea", "test", "explore"]);
        assert_eq!(
            workspace.stage_moved("test", 1),
            None,
            "it is there already"
        );
        run(&mut workspace, Command::Undo);
        assert_eq!(labels(&workspace), before);
    }

    #[test]
    fn a_new_stage_comes_last_with_an_id_of_its_own() {
        let mut workspace = Workspace::empty(DeviceId(1));
        let draft = workspace.new_stage("Idea");
        apply(&mut workspace, Some(draft));
        let last = workspace
            .journey()
            .stages()
            .last()
            .expect("a stage")
            .clone();
        assert_eq!(
            (last.code.as_str(), last.label.as_str()),
            ("idea_2", "Idea")
        );
        let draft = workspace.stage_moved("idea_2", 0);
        apply(&mut workspace, draft);
        assert_eq!(workspace.journey().first(), "idea_2");
    }

    #[test]
    fn criteria_change_places_within_their_gate_only() {
        let mut workspace = Workspace::empty(DeviceId(1));
        let gate = |workspace: &Workspace, stage: &str| -> Vec<String> {
            workspace
                .journey()
                .criteria_from(stage)
                .map(|criterion| criterion.code.clone())
                .collect()
        };
        let other = gate(&workspace, "test");
        let mut wanted = gate(&workspace, "explore");
        let draft = workspace.criterion_moved(&wanted[2], 0);
        apply(&mut workspace, draft);
        let moved = wanted.remove(2);
        wanted.insert(0, moved);
        assert_eq!(gate(&workspace, "explore"), wanted);
        assert_eq!(gate(&workspace, "test"), other);
        let draft =
            workspace.new_criterion("explore", "Somebody has said what would make them stop");
        apply(&mut workspace, Some(draft));
        assert_eq!(
            gate(&workspace, "explore").last().map(String::as_str),
            Some("somebody_has_said_what_would")
        );
    }

    #[test]
    fn everything_can_be_put_back_as_it_came() {
        let mut workspace = Workspace::empty(DeviceId(1));
        assert_eq!(workspace.journey_as_it_came(), None);
        let stage = workspace.journey().stage("test").expect("a stage").clone();
        let changed = values([
            ("label", Put::text("Try it")),
            ("attention_after_days", Put::Value(5.into())),
        ]);
        let kind = Stage::KIND.to_owned();
        let id = Journey::stage_record("test");
        run(
            &mut workspace,
            Command::Settle {
                kind,
                id,
                values: stage_values(&stage, changed),
            },
        );
        let draft = workspace.new_stage("Celebrate");
        apply(&mut workspace, Some(draft));
        assert!(labels(&workspace).contains(&"Try it".to_owned()));
        let draft = workspace.journey_as_it_came();
        apply(&mut workspace, draft);
        let came: Vec<&str> = DEFAULT_STAGES.iter().map(|stage| stage.label).collect();
        assert_eq!(labels(&workspace), came);
        let days = workspace
            .journey()
            .stage("test")
            .and_then(|stage| stage.attention_after_days);
        assert_eq!(days, stage.attention_after_days);
    }
}
