//! Works out what importing a file would do some records at a time, so that the page stays alive and it can be given up.

use super::read::{FledglingFile, FledglingPlan};
use crate::{
    exchange::plan::Progress,
    ledger::{DeviceId, Ledger, Record, RecordId, Stamp},
    workspace::Workspace,
};

/// A dry run of a file that was read. Dropping it gives it up.
///
/// ```text
/// let mut planning = FledglingPlanning::default();
/// while !planning.step(&file, &workspace, 2_000).finished { /* show progress, let people cancel */ }
/// let plan = planning.finish(&file, &workspace);
/// ```
///
/// When the workspace changes between two steps, what was compared with it is compared again.
pub struct FledglingPlanning {
    /// The workspace that the file alone describes, as far as it has been built.
    there: Ledger,
    built: usize,
    /// The records of the file, once all of it is built.
    records: Option<Vec<RecordId>>,
    compared: usize,
    /// What the workspace knew when it was first compared with.
    known: Option<(usize, Stamp)>,
    plan: FledglingPlan,
}

impl Default for FledglingPlanning {
    fn default() -> Self {
        Self {
            there: Ledger::new(DeviceId::default()),
            built: 0,
            records: None,
            compared: 0,
            known: None,
            plan: FledglingPlan::default(),
        }
    }
}

impl FledglingPlanning {
    /// Goes on by so many changes or records, always of the same file. `done` and `total` count both.
    pub fn step(&mut self, file: &FledglingFile, workspace: &Workspace, many: usize) -> Progress {
        let mut left = many.max(1);
        for change in file.changes.iter().skip(self.built).take(left) {
            self.there.apply(change, u64::MAX / 2);
            self.built += 1;
            left -= 1;
        }
        let mut total = file.changes.len();
        let mut finished = false;
        if self.built == total {
            self.start_anew_if_changed(workspace);
            let there = &self.there;
            let records = self.records.get_or_insert_with(|| there.records().ids());
            let next = records.iter().skip(self.compared).take(left);
            for record in next.filter_map(|id| there.records().get(*id)) {
                compare(&mut self.plan, &record.whole(), workspace);
            }
            self.compared = records.len().min(self.compared.saturating_add(left));
            total += records.len();
            finished = self.compared == records.len();
        }
        Progress {
            done: self.built + self.compared,
            total,
            finished,
        }
    }

    fn start_anew_if_changed(&mut self, workspace: &Workspace) {
        let ledger = workspace.ledger();
        let known = Some((ledger.change_count(), ledger.last_stamp()));
        if self.known != known {
            self.known = known;
            self.compared = 0;
            self.plan = FledglingPlan::default();
        }
    }

    /// What importing would do; what has not been worked out yet is worked out now.
    pub fn finish(mut self, file: &FledglingFile, workspace: &Workspace) -> FledglingPlan {
        while !self.step(file, workspace, usize::MAX).finished {}
        let here = workspace.ledger();
        let known = file.changes.iter().filter(|change| here.knows(change.id));
        self.plan.known_changes = known.count();
        self.plan.new_changes = file.changes.len() - self.plan.known_changes;
        self.plan.doubtful = file.is_doubtful(&self.there);
        self.plan
    }
}

impl FledglingFile {
    /// Works out what importing would do; nothing changes.
    pub fn plan(&self, workspace: &Workspace) -> FledglingPlan {
        FledglingPlanning::default().finish(self, workspace)
    }
}

/// Counts a record of the file beside what is here.
fn compare(plan: &mut FledglingPlan, record: &Record, workspace: &Workspace) {
    let kind = record.kind.to_string();
    let Some(here) = workspace.records().get(record.id) else {
        *plan.new_records.entry(kind).or_default() += 1;
        return;
    };
    let brings = record
        .standing_changes()
        .into_iter()
        .chain(
            record
                .deletion
                .iter()
                .map(|register| register.winner.change),
        )
        .any(|change| !workspace.ledger().knows(change));
    if brings && *here.whole() != *record {
        *plan.changed_records.entry(kind).or_default() += 1;
    } else {
        plan.unchanged_records += 1;
    }
}
