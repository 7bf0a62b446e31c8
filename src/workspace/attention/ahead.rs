//! The journey in figures, and what the weeks ahead bring.

use super::{day_in, venture_of};
use crate::{
    domain::{
        attention::DUE_SOON_DAYS,
        dates::Day,
        records::{Programme, Step},
    },
    ledger::{RecordId, few::Few, ordering},
    workspace::{open::Workspace, search::address_of, shown::is_active},
};

/// Days ahead that "coming up" looks, from where "due soon" ends.
const COMING_UP_DAYS: i64 = 30;

/// How many active ventures are in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageTally {
    /// The stage's id.
    pub code: String,
    /// What people read.
    pub label: String,
    /// Its place among the stages in use, from 0.
    pub index: usize,
    /// Active ventures in it.
    pub count: usize,
}

/// Something in the weeks ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComingUp {
    /// When.
    pub day: Day,
    /// What.
    pub what: String,
    /// Whose; may be empty.
    pub whose: String,
    /// Where it leads, if it has a page.
    pub address: Option<String>,
}

impl Workspace {
    /// Active ventures by stage, first stage to last. Stages no longer used are listed while ventures are in them.
    pub fn tally(&self) -> Vec<StageTally> {
        let mut counts: Few<&str, usize> = Few::new();
        for venture in self.facts().ventures().filter(|venture| is_active(venture)) {
            *counts.get_or(&venture.stage, || 0) += 1;
        }
        let stages = self.journey().all_stages().iter();
        let mut tally: Vec<StageTally> = Vec::new();
        for stage in
            stages.filter(|stage| !stage.retired || counts.contains_key(stage.code.as_str()))
        {
            tally.push(StageTally {
                code: stage.code.clone(),
                label: stage.label.clone(),
                index: tally.len(),
                count: counts.get(stage.code.as_str()).copied().unwrap_or_default(),
            });
        }
        tally
    }

    /// What the weeks after "due soon" bring, soonest first, at most `most`.
    pub fn coming_up(&self, today: Day, most: usize) -> Vec<ComingUp> {
        let (after, until) = (
            today.plus_days(DUE_SOON_DAYS),
            today.plus_days(COMING_UP_DAYS),
        );
        let ahead = |day: &Day| *day > after && *day <= until;
        let mut found: Vec<(Day, RecordId, &'static str)> = Vec::new();
        for step in self.records().of_kind(Step::KIND) {
            if let Some(due) = day_in(&step, "due").filter(ahead)
                && day_in(&step, "done_on").is_none()
            {
                found.push((due, step.id(), ""));
            }
        }
        for programme in self.records().of_kind(Programme::KIND) {
            for (field, word) in [("starts", "begins"), ("ends", "ends")] {
                let day = day_in(&programme, field).filter(|day| *day >= today && *day <= until);
                found.extend(day.map(|day| (day, programme.id(), word)));
            }
        }
        ordering::sort(&mut found);
        found.truncate(most);
        found
            .into_iter()
            .map(|(day, id, word)| self.coming(day, id, word))
            .collect()
    }

    fn coming(&self, day: Day, id: RecordId, word: &str) -> ComingUp {
        let name = self.name_of(id);
        if !word.is_empty() {
            let address = Some(address_of(Programme::KIND, id, None));
            return ComingUp {
                day,
                what: format!("{name} {word}"),
                whose: "Programme".to_owned(),
                address,
            };
        }
        let venture = self
            .record(id)
            .as_ref()
            .and_then(venture_of)
            .filter(|id| self.facts().venture(*id).is_some());
        let whose = venture
            .map(|venture| self.name_of(venture))
            .unwrap_or_default();
        let address = venture.map(|venture| address_of(Step::KIND, id, Some(venture)));
        ComingUp {
            day,
            what: name,
            whose,
            address,
        }
    }
}
