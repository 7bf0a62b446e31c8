//! Stages and gates as this incubator has them: the defaults, with its own edits laid over them.

use crate::{
    domain::{
        records::{Criterion, Stage},
        vocabulary::{DEFAULT_CRITERIA, DEFAULT_STAGES},
    },
    ledger::{RecordId, Records, ordering},
};

/// A stage as it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneyStage {
    /// What ventures store.
    pub code: String,
    /// What people read.
    pub label: String,
    /// What it is for.
    pub purpose: String,
    /// Days after which a venture in it deserves a look.
    pub attention_after_days: Option<i64>,
    /// Whether the board no longer offers it.
    pub retired: bool,
    pub(super) order: i64,
}

/// A gate criterion as it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneyCriterion {
    /// What gate checks store.
    pub code: String,
    /// The stage that is left through its gate.
    pub from: String,
    /// What is asked.
    pub text: String,
    /// Whether it is still asked.
    pub retired: bool,
    pub(super) order: i64,
}

/// The whole journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    stages: Vec<JourneyStage>,
    criteria: Vec<JourneyCriterion>,
}

impl Default for Journey {
    fn default() -> Self {
        Self {
            stages: default_stages(),
            criteria: default_criteria(),
        }
    }
}

fn order_of(at: usize) -> i64 {
    i64::try_from(at)
        .unwrap_or(i64::MAX)
        .saturating_add(1)
        .saturating_mul(10)
}

fn default_stages() -> Vec<JourneyStage> {
    let stage = |(at, stage): (usize, &crate::domain::vocabulary::DefaultStage)| JourneyStage {
        code: stage.id.to_owned(),
        label: stage.label.to_owned(),
        purpose: stage.purpose.to_owned(),
        attention_after_days: stage.attention_after_days,
        retired: false,
        order: order_of(at),
    };
    DEFAULT_STAGES.iter().enumerate().map(stage).collect()
}

fn default_criteria() -> Vec<JourneyCriterion> {
    let criterion =
        |(at, criterion): (usize, &crate::domain::vocabulary::DefaultCriterion)| JourneyCriterion {
            code: criterion.id.to_owned(),
            from: criterion.from.to_owned(),
            text: criterion.text.to_owned(),
            retired: false,
            order: order_of(at),
        };
    DEFAULT_CRITERIA.iter().enumerate().map(criterion).collect()
}

impl Journey {
    /// The id that every device gives to the record of a stage.
    pub fn stage_record(code: &str) -> RecordId {
        RecordId::named(&format!("stage:{code}"))
    }

    /// The id that every device gives to the record of a criterion.
    pub fn criterion_record(code: &str) -> RecordId {
        RecordId::named(&format!("criterion:{code}"))
    }

    /// The id that every device gives to one venture's check of one criterion.
    pub fn check_record(venture: RecordId, criterion: &str) -> RecordId {
        RecordId::named(&format!("gate_check:{venture}:{criterion}"))
    }

    /// Lays what the incubator wrote over the defaults.
    pub fn read(records: &Records) -> Self {
        let mut journey = Self::default();
        for record in records.of_kind(Stage::KIND) {
            let edit = Stage::read(record);
            if edit.code.is_empty() {
                continue;
            }
            let at = journey
                .stages
                .iter()
                .position(|stage| stage.code == edit.code)
                .unwrap_or_else(|| {
                    journey.stages.push(JourneyStage {
                        code: edit.code.clone(),
                        label: edit.code.clone(),
                        purpose: String::new(),
                        attention_after_days: None,
                        retired: false,
                        order: i64::MAX,
                    });
                    journey.stages.len() - 1
                });
            lay_stage(&mut journey.stages[at], edit);
        }
        for record in records.of_kind(Criterion::KIND) {
            let edit = Criterion::read(record);
            if edit.code.is_empty() {
                continue;
            }
            let at = journey
                .criteria
                .iter()
                .position(|known| known.code == edit.code)
                .unwrap_or_else(|| {
                    journey.criteria.push(JourneyCriterion {
                        code: edit.code.clone(),
                        from: edit.from.clone(),
                        text: edit.code.clone(),
                        retired: false,
                        order: i64::MAX,
                    });
                    journey.criteria.len() - 1
                });
            lay_criterion(&mut journey.criteria[at], edit);
        }
        ordering::sort_by(&mut journey.stages, |a, b| {
            (a.order, &a.code).cmp(&(b.order, &b.code))
        });
        ordering::sort_by(&mut journey.criteria, |a, b| {
            (a.order, &a.code).cmp(&(b.order, &b.code))
        });
        journey
    }

    /// Every stage, also those no longer used.
    pub fn all_stages(&self) -> &[JourneyStage] {
        &self.stages
    }

    /// Stages in use, first to last.
    pub fn stages(&self) -> impl Iterator<Item = &JourneyStage> {
        self.stages.iter().filter(|stage| !stage.retired)
    }

    /// The stage with that id.
    pub fn stage(&self, code: &str) -> Option<&JourneyStage> {
        self.stages.iter().find(|stage| stage.code == code)
    }

    /// What people read for a stage's id; the id itself when it is unknown.
    pub fn label<'a>(&'a self, code: &'a str) -> &'a str {
        self.stage(code).map_or(code, |stage| &stage.label)
    }

    /// Where a stage stands among all, from 0; unknown ones come last.
    pub fn position(&self, code: &str) -> usize {
        self.stages
            .iter()
            .position(|stage| stage.code == code)
            .unwrap_or(self.stages.len())
    }

    /// The first stage in use: where a new venture begins.
    pub fn first(&self) -> &str {
        self.stages().next().map_or("idea", |stage| &stage.code)
    }

    /// What a list of stages offers to whatever stands in `here`: id and words of the stages in use, and of `here`
    /// itself. A list without the stage it stands in would show another in its place.
    pub fn offered_from(&self, here: &str) -> Vec<(String, String)> {
        let mut offered: Vec<(String, String)> = self
            .stages
            .iter()
            .filter(|stage| !stage.retired || stage.code == here)
            .map(|stage| {
                let mark = if stage.retired { " (retired)" } else { "" };
                (stage.code.clone(), format!("{}{mark}", stage.label))
            })
            .collect();
        if !here.is_empty() && self.stage(here).is_none() {
            offered.push((here.to_owned(), here.to_owned()));
        }
        offered
    }

    /// Every criterion, also those no longer asked.
    pub fn all_criteria(&self) -> &[JourneyCriterion] {
        &self.criteria
    }

    /// What is asked when a venture leaves that stage forwards.
    pub fn criteria_from<'a>(
        &'a self,
        stage: &'a str,
    ) -> impl Iterator<Item = &'a JourneyCriterion> {
        self.criteria
            .iter()
            .filter(move |criterion| criterion.from == stage && !criterion.retired)
    }

    /// What is asked on the way from one stage to a later one: every gate in between. Nothing on the way back.
    pub fn criteria_between(&self, from: &str, to: &str) -> Vec<&JourneyCriterion> {
        let (start, end) = (self.position(from), self.position(to));
        if start >= end {
            return Vec::new();
        }
        self.stages[start..end.min(self.stages.len())]
            .iter()
            .filter(|stage| !stage.retired || stage.code == from)
            .flat_map(|stage| self.criteria_from(&stage.code))
            .collect()
    }
}

fn lay_stage(stage: &mut JourneyStage, edit: Stage) {
    if !edit.label.is_empty() {
        stage.label = edit.label;
    }
    if !edit.purpose.is_empty() {
        stage.purpose = edit.purpose;
    }
    if let Some(days) = edit.attention_after_days {
        stage.attention_after_days = Some(days).filter(|days| *days > 0);
    }
    if let Some(order) = edit.order {
        stage.order = order;
    }
    stage.retired = edit.retired;
}

fn lay_criterion(criterion: &mut JourneyCriterion, edit: Criterion) {
    if !edit.text.is_empty() {
        criterion.text = edit.text;
    }
    if !edit.from.is_empty() {
        criterion.from = edit.from;
    }
    if let Some(order) = edit.order {
        criterion.order = order;
    }
    criterion.retired = edit.retired;
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn a_stage_that_is_stood_in_is_offered_though_it_is_retired() {
        let mut journey = Journey::default();
        let count = journey.stages.len();
        journey.stages[1].retired = true;
        let (code, label) = (
            journey.stages[1].code.clone(),
            journey.stages[1].label.clone(),
        );
        let idea = journey.stages[0].code.clone();
        let from_idea = journey.offered_from(&idea);
        assert_eq!(from_idea.len(), count - 1);
        assert!(from_idea.iter().all(|(offered, _)| *offered != code));
        let from_here = journey.offered_from(&code);
        assert_eq!(from_here.len(), count);
        assert_eq!(from_here[1], (code, format!("{label} (retired)")));
        // A stage that only a newer version or a colleague knows can be kept as well.
        let unknown = ("orbit".to_owned(), "orbit".to_owned());
        assert_eq!(journey.offered_from("orbit").last(), Some(&unknown));
        assert_eq!(journey.offered_from("").len(), count - 1);
    }
}
