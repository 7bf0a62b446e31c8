//! What takes several turns: the browser draws and answers between them, and each can be cancelled.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;

use super::{LARGE, LOOKING, Place, Source, WRITING, Wizard};
use crate::{
    exchange::{
        fledgling::FledglingPlanning,
        import::{ImportError, ImportPlan, Opened, Opening, Planner, Progress},
        ocds::NoticesReading,
        reading::mentions_notices,
    },
    ui::{
        files::{Chosen, head, read},
        pages::data::under_way::{READING, read_own},
        parts::announce,
    },
};

/// Bytes marked before the browser gets a turn.
const MARKED_AT_ONCE: usize = 4_000_000;
/// Operations made ready before the browser gets a turn.
const OPERATIONS_AT_ONCE: usize = 3_000;
/// Rows looked at before the browser gets a turn.
const ROWS_AT_ONCE: usize = 400;
/// Bytes of notices read before the browser gets a turn.
const BYTES_AT_ONCE: usize = 500_000;
/// Changes and records of a file of our own looked at before the browser gets a turn.
const CHANGES_AT_ONCE: usize = 2_000;

impl Wizard {
    /// Begins a run; whichever was under way stops.
    pub(super) fn begin_run(self) -> u32 {
        self.run.update(|run| *run += 1);
        self.run.get_untracked()
    }

    /// Shows how far a run has come. Answers whether it goes on: not when it was cancelled, another was begun, or the
    /// page was left.
    fn goes_on(self, run: u32, what: &'static str, progress: Progress) -> bool {
        let goes_on = self.run.try_get_untracked() == Some(run);
        if goes_on && !progress.finished {
            self.progress
                .set((what, progress.done as u64, progress.total as u64));
        }
        goes_on
    }

    /// Reads a file of our own and makes its dry run: some have hundreds of megabytes.
    pub(super) async fn read_own(self, bytes: Vec<u8>, run: u32) {
        self.begin_work(READING);
        let mut hears = |progress| self.goes_on(run, READING, progress);
        let file = match read_own(Arc::new(bytes), &mut hears).await {
            None => return,
            Some(Err(error)) => return self.refuse(error.to_string()),
            Some(Ok(file)) => file,
        };
        let session = self.actor.session;
        let mut planning = FledglingPlanning::default();
        loop {
            let progress =
                session.read(|workspace| planning.step(&file, workspace, CHANGES_AT_ONCE));
            if !self.goes_on(run, LOOKING, progress) {
                return;
            }
            if progress.finished {
                break;
            }
            TimeoutFuture::new(0).await;
        }
        let plan = session.read(|workspace| planning.finish(&file, workspace));
        self.place.set(Place::ReviewFledgling(Arc::new(file), plan));
    }

    /// Shows that something else is being done. What cancels stays where it is.
    pub(super) fn begin_work(self, what: &'static str) {
        self.progress.set((what, 0, 0));
        let is_working = self
            .place
            .with_untracked(|place| matches!(place, Place::Working));
        if !is_working {
            self.place.set(Place::Working);
        }
    }

    /// Opens a file, a large one a stretch at a time; nothing when it was given up.
    pub(super) async fn opened(
        self,
        chosen: Chosen,
        run: u32,
    ) -> Option<Result<Opened, ImportError>> {
        let is_large = chosen.bytes.len() > LARGE;
        let mut opening = match Opening::begin(chosen.bytes, &chosen.name) {
            Ok(opening) => opening,
            Err(error) => return Some(Err(error)),
        };
        loop {
            let is_read = match opening.step(MARKED_AT_ONCE) {
                Ok(is_read) => is_read,
                Err(error) => return Some(Err(error)),
            };
            if is_large {
                let (done, total) = opening.progress();
                let progress = Progress {
                    done: done / 1_000,
                    total: total.div_ceil(1_000),
                    finished: is_read,
                };
                if !self.goes_on(run, READING, progress) {
                    return None;
                }
                TimeoutFuture::new(0).await;
            }
            if is_read {
                break;
            }
        }
        (self.run.try_get_untracked() == Some(run)).then(|| opening.finish())
    }

    /// Carries out a large dry run: made ready in several turns, then written as one change. Whoever leaves the page has
    /// asked for it all the same; only *Cancel* gives it up.
    pub(super) async fn write(self, plan: Arc<ImportPlan>, source: Source, run: u32) {
        let session = self.actor.session;
        let is_wanted = || {
            let now = self.run.try_get_untracked();
            now.is_none_or(|now| now == run)
        };
        TimeoutFuture::new(0).await;
        let draft = plan.draft();
        let why = draft.why.clone();
        // Another tab may have changed something since the button was pressed.
        let ready = session.read(|workspace| {
            let current = plan.is_current(workspace);
            current.then(|| workspace.prepare(draft))
        });
        let Some(mut ready) = ready else {
            return self.look_again(source);
        };
        loop {
            TimeoutFuture::new(0).await;
            let finished =
                session.read(|workspace| ready.step(workspace.ledger(), OPERATIONS_AT_ONCE));
            let (done, total) = ready.progress();
            let progress = Progress {
                done,
                total,
                finished,
            };
            if !self.goes_on(run, WRITING, progress) && !is_wanted() {
                return;
            }
            if finished {
                break;
            }
        }
        TimeoutFuture::new(0).await;
        if !is_wanted() {
            return;
        }
        let is_done = session.carry_out_prepared(ready);
        let is_here = self.place.try_get_untracked().is_some();
        match (is_done, is_here) {
            (true, _) => self.actor.offer_undo(format!("{why}.")),
            (false, true) => return self.look_again(source),
            (false, false) => self.actor.toasts.warn(
                "The data changed meanwhile, so nothing was imported. Please import the file again.",
            ),
        }
        if is_here {
            self.tell_done(&plan, &source);
        }
    }

    /// Reads a package of notices a piece at a time: some have tens of megabytes.
    pub(super) async fn read_notices(self, mut reading: NoticesReading, run: u32) {
        self.join_notices(&mut reading, run).await;
        if self.run.try_get_untracked() != Some(run) {
            return;
        }
        self.begin_work(LOOKING);
        loop {
            TimeoutFuture::new(0).await;
            let progress = reading.step(BYTES_AT_ONCE);
            if !self.goes_on(run, LOOKING, progress) {
                return;
            }
            if progress.finished {
                break;
            }
        }
        self.place
            .set(Place::Mean(Source::Notices(reading.finish())));
    }

    /// Takes other files of notices that wait, to be read together with this one: one notice may tell of another's
    /// opportunity.
    async fn join_notices(self, reading: &mut NoticesReading, run: u32) {
        let Some(waiting) = self.actor.session.waiting.try_get_untracked() else {
            return;
        };
        for file in waiting.iter() {
            if !head(file).await.is_ok_and(|head| mentions_notices(&head)) {
                continue;
            }
            let Ok(chosen) = read(file).await else {
                continue;
            };
            let Some(opened) = self.opened(chosen, run).await else {
                return;
            };
            // What cannot be read says so when its own turn comes.
            if let Ok(Opened::Notices(other)) = opened {
                reading.join(*other);
                self.take_out(file);
            }
        }
    }

    pub(super) async fn step_through(self, mut planner: Planner, source: Source, run: u32) {
        let host = self.actor.session.host();
        loop {
            TimeoutFuture::new(0).await;
            let progress = self
                .actor
                .session
                .read(|workspace| planner.step(workspace, &|| host.random(), ROWS_AT_ONCE));
            if !self.goes_on(run, LOOKING, progress) {
                return;
            }
            if progress.finished {
                break;
            }
        }
        if let Some(plan) = planner.finish() {
            announce(&format!(
                "{}: {} new, {} changed, {} rejected",
                plan.rows_in_words(),
                plan.counts.new,
                plan.counts.changed,
                plan.counts.rejected
            ));
            self.place.set(Place::Review(source, Arc::new(plan)));
        }
    }
}
