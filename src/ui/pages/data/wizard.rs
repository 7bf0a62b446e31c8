//! The import's state: where a file has come, and what moves it on.

use std::sync::Arc;

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use super::{
    colleagues::HandedOver,
    under_way::{READING, read_own},
};
use crate::{
    exchange::{
        csv_in::CsvFile,
        fledgling::{FledglingFile, FledglingPlan, FledglingPlanning},
        founder::is_from_here,
        import::{Answers, GrantOptions, ImportPlan, Mapping, Opened, Planner, Progress, open},
        ocds::{NoticesFile, NoticesReading},
        threesixty::GrantsFile,
    },
    sync::ChangesFile,
    ui::{
        actions::Actor, files::Chosen, on_demand::arrive, pages::inbox::RECEIVE, parts::announce,
    },
    workspace::Command,
};

/// What was read, so that it can be planned again with other answers.
#[derive(Clone)]
pub(super) enum Source {
    Table(Arc<CsvFile>, Mapping),
    Grants(Arc<GrantsFile>, GrantOptions),
    Notices(Arc<NoticesFile>),
}

/// Where in the wizard we are.
#[derive(Clone)]
pub(super) enum Place {
    Choose,
    Mean(Source),
    Working {
        what: &'static str,
        done: u64,
        total: u64,
    },
    Review(Source, Arc<ImportPlan>),
    ReviewFledgling(Arc<FledglingFile>, FledglingPlan),
    Merging,
    Done {
        message: String,
        notices: bool,
    },
}

/// The wizard's handles.
#[derive(Clone, Copy)]
pub(super) struct Wizard {
    pub place: RwSignal<Place>,
    pub error: RwSignal<Option<String>>,
    pub answers: RwSignal<Answers>,
    /// Counts runs: a run that is no longer the latest stops.
    run: RwSignal<u32>,
    actor: Actor,
    /// Takes what belongs to another part of the page.
    handed: RwSignal<Option<(String, Vec<u8>)>>,
}

/// Rows looked at before the browser gets a turn.
const ROWS_AT_ONCE: usize = 400;
/// Bytes of notices read before the browser gets a turn.
const BYTES_AT_ONCE: usize = 500_000;
/// Changes and records of a file of our own looked at before the browser gets a turn.
const CHANGES_AT_ONCE: usize = 2_000;
/// Long enough for the page to say what it is about to do.
const FOR_PAINT_MS: u32 = 40;
/// What is being done in a dry run.
const LOOKING: &str = "Looking at the file";

impl Wizard {
    /// At the beginning.
    pub fn new(actor: Actor) -> Self {
        Self {
            place: RwSignal::new(Place::Choose),
            error: RwSignal::new(None),
            answers: RwSignal::new(Answers::new()),
            run: RwSignal::new(0),
            actor,
            handed: expect_context::<HandedOver>().0,
        }
    }

    /// Back to the beginning; nothing was written.
    pub fn restart(self) {
        self.run.update(|run| *run += 1);
        self.answers.set(Answers::new());
        self.error.set(None);
        self.place.set(Place::Choose);
    }

    /// Takes a file that was chosen or dropped.
    pub fn take(self, chosen: Chosen) {
        self.restart();
        if ChangesFile::is_meant(&chosen.bytes) {
            self.handed.set(Some((chosen.name, chosen.bytes)));
            self.actor.go("/data?tab=colleagues");
            return;
        }
        self.open(chosen);
    }

    fn refuse(self, problem: String) {
        self.error.set(Some(problem));
        self.place.set(Place::Choose);
    }

    /// Takes what somebody copied elsewhere, as if it were a file.
    pub fn take_text(self, text: String) {
        self.restart();
        self.open(Chosen {
            name: "pasted text".to_owned(),
            bytes: text.into_bytes(),
        });
    }

    fn open(self, chosen: Chosen) {
        if is_from_here(&chosen.bytes) {
            return self.hand_to_founders(chosen.bytes);
        }
        match open(chosen.bytes, &chosen.name) {
            Err(error) => self.refuse(error.to_string()),
            Ok(Opened::Table(file)) => {
                let mapping = self.actor.session.read(|workspace| {
                    let kind = file.guess_kind(workspace);
                    self.remembered(&file)
                        .unwrap_or_else(|| file.guess(kind, workspace))
                });
                self.place.set(Place::Mean(Source::Table(file, mapping)));
            }
            Ok(Opened::Grants(file)) => self
                .place
                .set(Place::Mean(Source::Grants(file, GrantOptions::default()))),
            Ok(Opened::Notices(reading)) => {
                spawn_local(self.read_notices(*reading, self.begin_run()));
            }
            Ok(Opened::Fledgling(bytes)) => spawn_local(self.read_own(bytes, self.begin_run())),
        }
    }

    /// Begins a run; whichever was under way stops.
    fn begin_run(self) -> u32 {
        self.run.update(|run| *run += 1);
        self.run.get_untracked()
    }

    /// Shows how far a run has come. Answers whether it goes on: not when it was cancelled, another was begun, or the
    /// page was left.
    fn goes_on(self, run: u32, what: &'static str, progress: Progress) -> bool {
        let goes_on = self.run.try_get_untracked() == Some(run);
        if goes_on && !progress.finished {
            self.place.set(Place::Working {
                what,
                done: progress.done as u64,
                total: progress.total as u64,
            });
        }
        goes_on
    }

    /// Reads a file of our own and makes its dry run: some have hundreds of megabytes.
    async fn read_own(self, bytes: Vec<u8>, run: u32) {
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
            gloo_timers::future::TimeoutFuture::new(0).await;
        }
        let plan = session.read(|workspace| planning.finish(&file, workspace));
        self.place.set(Place::ReviewFledgling(Arc::new(file), plan));
    }

    /// Merges a file that was looked at; `done` says then what came of it. In one go, for half a file would be neither
    /// what was here nor what comes.
    pub fn merge(self, file: Arc<FledglingFile>, done: String) {
        self.place.set(Place::Merging);
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(FOR_PAINT_MS).await;
            let session = self.actor.session;
            let fresh: Vec<_> = session.read(|workspace| {
                let here = workspace.ledger();
                let fresh = file.changes.iter().filter(|change| !here.knows(change.id));
                fresh.cloned().collect()
            });
            session.merge_from_file(&fresh);
            self.place.try_set(Place::Done {
                message: done,
                notices: false,
            });
        });
    }

    /// A founder's answer has a review of its own.
    fn hand_to_founders(self, bytes: Vec<u8>) {
        spawn_local(async move {
            let problem = match arrive(&RECEIVE).await {
                Some(receive) => receive(self.actor, &bytes).err(),
                None => Some("The part of Fledgling that reads founders’ answers did not arrive. Nothing was changed. Check your connection, then try again.".to_owned()),
            };
            if let Some(problem) = problem {
                self.refuse(problem);
            }
        });
    }

    fn remembered(self, file: &CsvFile) -> Option<Mapping> {
        let text = self
            .actor
            .session
            .host()
            .recall(&format!("mapping.{}", file.fingerprint()))?;
        let mapping: Mapping = serde_json::from_str(&text).ok()?;
        file.accepts(&mapping).then_some(mapping)
    }

    /// Stops whatever runs, because the page is left.
    pub fn leave(self) {
        self.run.try_update(|run| *run += 1);
    }

    /// Goes back from the dry run to what the file means.
    pub fn back(self, source: Source) {
        self.place.set(Place::Mean(source));
    }

    /// Makes the dry run, a few hundred rows at a time.
    pub fn plan(self, source: Source) {
        let run = self.begin_run();
        let today = self.actor.session.today.get_untracked();
        let answers = self.answers.get_untracked();
        if let Source::Table(file, mapping) = &source
            && let Ok(text) = serde_json::to_string(mapping)
        {
            self.actor
                .session
                .host()
                .remember(&format!("mapping.{}", file.fingerprint()), &text);
        }
        let planner = match &source {
            Source::Table(file, mapping) => file.planner(mapping.clone(), answers, today),
            Source::Grants(file, options) => file.planner(options.clone(), answers, today),
            Source::Notices(file) => file.planner(answers, today),
        };
        self.place.set(Place::Working {
            what: LOOKING,
            done: 0,
            total: 0,
        });
        spawn_local(self.step_through(planner, source, run));
    }

    /// Reads a package of notices a piece at a time: some have tens of megabytes.
    async fn read_notices(self, mut reading: NoticesReading, run: u32) {
        loop {
            gloo_timers::future::TimeoutFuture::new(0).await;
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

    async fn step_through(self, mut planner: Planner, source: Source, run: u32) {
        let host = self.actor.session.host();
        loop {
            gloo_timers::future::TimeoutFuture::new(0).await;
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
                "{} new, {} changed, {} rejected",
                plan.counts.new, plan.counts.changed, plan.counts.rejected
            ));
            self.place.set(Place::Review(source, Arc::new(plan)));
        }
    }
}

/// Imports a finished dry run as one change.
pub(super) fn carry_out(wizard: Wizard, plan: &ImportPlan, source: Source) {
    let current = wizard
        .actor
        .session
        .read(|workspace| plan.is_current(workspace));
    if !current {
        // Something was changed since the dry run: what was shown would no longer be what happens.
        announce("The data changed meanwhile, so the file is looked at once more");
        return wizard.plan(source);
    }
    let counts = plan.counts;
    if wizard.actor.act(Command::Apply(plan.draft())) {
        let message = format!(
            "{}: {} new, {} changed, {} unchanged, {} left out.",
            plan.file.name,
            counts.new,
            counts.changed,
            counts.unchanged,
            counts.rejected + counts.questions
        );
        let notices = matches!(source, Source::Notices(_));
        wizard.place.set(Place::Done { message, notices });
    }
}
