//! The import's state: where a file has come, and what moves it on.

mod running;

use std::sync::Arc;

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use web_sys::File;

use super::{
    after_opening::IMPORT, colleagues::HandedOver, sealing::PASSPHRASE, under_way::READING,
};
use crate::{
    exchange::{
        csv_in::CsvFile,
        fledgling::{FledglingFile, FledglingPlan},
        founder::is_from_here,
        import::{Answers, GrantOptions, ImportPlan, Mapping, Opened},
        ocds::NoticesFile,
        queue::Queue,
        sealing::is_sealed,
        threesixty::GrantsFile,
    },
    sync::ChangesFile,
    ui::{
        actions::Actor,
        drafts::forget_drafts,
        files::{Chosen, Waiting, read},
        on_demand::arrive,
        pages::inbox::RECEIVE,
        parts::{announce, focus_soon},
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
    Reading,
    Sealed(String, Arc<Vec<u8>>),
    Mean(Source),
    Working,
    Review(Source, Arc<ImportPlan>),
    ReviewFledgling(Arc<FledglingFile>, FledglingPlan),
    Merging,
    Done { message: String, notices: bool },
}

/// The wizard's handles.
#[derive(Clone, Copy)]
pub(super) struct Wizard {
    pub place: RwSignal<Place>,
    pub error: RwSignal<Option<String>>,
    pub answers: RwSignal<Answers>,
    /// What is being done, and how much of how much. Apart from the place, so that what cancels stays the same button.
    pub progress: RwSignal<(&'static str, u64, u64)>,
    /// How many files were dealt with, and the names of those that are.
    taken: RwSignal<(usize, Vec<String>)>,
    /// Counts runs: a run that is no longer the latest stops.
    run: RwSignal<u32>,
    actor: Actor,
    /// Takes what belongs to another part of the page.
    handed: RwSignal<Option<(String, Vec<u8>)>>,
}

/// Under what name pasted text is kept until it was taken in.
pub(super) const PASTED: &str = "import.pasted";
/// What stands for the name of a file.
const PASTED_NAME: &str = "pasted text";
/// Long enough for the page to say what it is about to do.
const FOR_PAINT_MS: u32 = 40;
/// What is being done in a dry run.
const LOOKING: &str = "Looking at the file";
/// What is being done once the dry run was agreed to.
const WRITING: &str = "Making the import ready";
/// A file of more bytes than this is opened in several turns.
const LARGE: usize = 1_000_000;
/// An import of more operations than this is made ready in several turns.
const MOST_AT_ONCE: usize = 3_000;
/// What is focused when what was focused goes away.
pub(super) const HEADING: &str = "import-heading";

impl Wizard {
    /// At the beginning.
    pub fn new(actor: Actor) -> Self {
        Self {
            place: RwSignal::new(Place::Choose),
            error: RwSignal::new(None),
            answers: RwSignal::new(Answers::new()),
            progress: RwSignal::new((LOOKING, 0, 0)),
            taken: RwSignal::new((0, Vec::new())),
            run: RwSignal::new(0),
            actor,
            handed: expect_context::<HandedOver>().0,
        }
    }

    /// Back to the beginning; nothing was written. What waits goes on waiting.
    pub fn restart(self) {
        self.run.update(|run| *run += 1);
        let none_wait = self
            .actor
            .session
            .waiting
            .with_untracked(|files| files.is_empty());
        self.taken.update(|(before, in_hand)| {
            *before = if none_wait {
                0
            } else {
                *before + in_hand.len()
            };
            in_hand.clear();
        });
        self.answers.set(Answers::new());
        self.error.set(None);
        self.place.set(Place::Choose);
    }

    fn refuse(self, problem: String) {
        // The page may have been left meanwhile.
        let Some((before, in_hand)) = self.taken.try_get_untracked() else {
            return;
        };
        let waiting = self
            .actor
            .session
            .waiting
            .with_untracked(|files| files.len());
        let named = match in_hand.as_slice() {
            [name] if before + waiting > 0 => format!("{name}: {problem}"),
            _ => problem,
        };
        self.error.set(Some(named));
        self.place.set(Place::Choose);
    }

    fn waiting_names(self) -> Vec<String> {
        let names = |files: &Waiting| files.iter().map(web_sys::File::name).collect();
        self.actor.session.waiting.with(names)
    }

    /// Where the files that came together stand; followed.
    pub fn queue(self) -> Queue {
        let (before, in_hand) = self.taken.get();
        Queue {
            before,
            in_hand,
            waiting: self.waiting_names(),
        }
    }

    /// Files came, where others waited already or as the beginning of something new. They are taken at once, unless
    /// another is being looked at.
    pub fn see_what_came(self, is_new: bool) {
        let is_free = self
            .place
            .with_untracked(|place| matches!(place, Place::Choose | Place::Done { .. }));
        if is_free {
            if is_new {
                self.taken.set((0, Vec::new()));
            }
            self.take_next();
        } else if let Some(words) = untrack(|| self.queue().words()) {
            announce(&words);
        }
    }

    /// Takes the next file that waits.
    pub fn take_next(self) {
        let next = self
            .actor
            .session
            .waiting
            .with_untracked(|files| files.first().cloned());
        let Some(file) = next else {
            return;
        };
        self.restart();
        self.place.set(Place::Reading);
        let run = self.run.get_untracked();
        spawn_local(async move {
            let chosen = read(&file).await;
            // It waits on where this was cancelled or the page was left.
            if self.run.try_get_untracked() != Some(run) {
                return;
            }
            self.take_out(&file);
            match chosen {
                Err(problem) => self.refuse(problem),
                Ok(Chosen { name, bytes }) if is_sealed(&bytes) => {
                    self.place.set(Place::Sealed(name, Arc::new(bytes)));
                    focus_soon(PASSPHRASE);
                }
                Ok(chosen) => self.take(chosen),
            }
        });
    }

    /// A file that waited is in hand now.
    fn take_out(self, file: &File) {
        self.actor
            .session
            .waiting
            .update(|files| files.retain(|waits| waits != file));
        self.taken.update(|(_, in_hand)| in_hand.push(file.name()));
    }

    /// Lets go of the files that wait.
    pub fn leave_out(self) {
        self.actor.session.waiting.update(|files| files.clear());
        self.taken.update(|(before, _)| *before = 0);
    }

    /// Takes what a file holds.
    pub fn take(self, chosen: Chosen) {
        if ChangesFile::is_meant(&chosen.bytes) {
            self.tell_what_waits();
            self.handed.set(Some((chosen.name, chosen.bytes)));
            self.actor.go("/data?tab=colleagues");
            return;
        }
        self.open(chosen);
    }

    /// Says what still waits here, as another page is opened.
    fn tell_what_waits(self) {
        let waiting = untrack(|| self.waiting_names());
        if !waiting.is_empty() {
            let actor = self.actor;
            let words = Queue {
                waiting,
                ..Queue::default()
            };
            actor.toasts.offer(
                words.words().unwrap_or_default(),
                "Go on",
                Callback::new(move |()| actor.go(IMPORT)),
            );
        }
    }

    /// Takes what somebody copied elsewhere, as if it were a file.
    pub fn take_text(self, text: String) {
        self.restart();
        self.taken
            .update(|(_, in_hand)| in_hand.push(PASTED_NAME.to_owned()));
        self.open(Chosen {
            name: PASTED_NAME.to_owned(),
            bytes: text.into_bytes(),
        });
    }

    /// What was in hand is imported.
    pub fn finish(self, message: String, notices: bool) {
        self.forget_pasted();
        self.place.set(Place::Done { message, notices });
    }

    /// Pasted text is kept until it was taken in.
    fn forget_pasted(self) {
        let was_pasted = self
            .taken
            .try_with_untracked(|(_, in_hand)| in_hand.iter().any(|name| name == PASTED_NAME));
        if was_pasted == Some(true) {
            forget_drafts(self.actor.session, PASTED);
        }
    }

    fn open(self, chosen: Chosen) {
        if is_from_here(&chosen.bytes) {
            return self.hand_to_founders(chosen.bytes);
        }
        let run = self.begin_run();
        if chosen.bytes.len() > LARGE {
            self.begin_work(READING);
        }
        spawn_local(async move {
            match self.opened(chosen, run).await {
                None => {}
                Some(Err(error)) => self.refuse(error.to_string()),
                Some(Ok(opened)) => self.look_into(opened, run).await,
            }
        });
    }

    /// Asks what an opened file means, or reads on where it is one that has to be read first.
    async fn look_into(self, opened: Opened, run: u32) {
        match opened {
            Opened::Table(file) => {
                let mapping = self.actor.session.read(|workspace| {
                    let kind = file.guess_kind(workspace);
                    self.remembered(&file)
                        .unwrap_or_else(|| file.guess(kind, workspace))
                });
                self.place.set(Place::Mean(Source::Table(file, mapping)));
            }
            Opened::Grants(file) => self
                .place
                .set(Place::Mean(Source::Grants(file, GrantOptions::default()))),
            Opened::Notices(reading) => self.read_notices(*reading, run).await,
            Opened::Fledgling(bytes) => self.read_own(bytes, run).await,
        }
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
            // What was written stays written where the page was left meanwhile.
            if self.place.try_get_untracked().is_some() {
                self.finish(done, false);
            }
        });
    }

    /// A founder's answer has a review of its own.
    fn hand_to_founders(self, bytes: Vec<u8>) {
        spawn_local(async move {
            let problem = match arrive(&RECEIVE).await {
                Some(receive) => receive(self.actor, &bytes).err(),
                None => Some("The part of Fledgling that reads founders’ answers did not arrive. Nothing was changed. Check your connection, then try again.".to_owned()),
            };
            match problem {
                Some(problem) => self.refuse(problem),
                None => {
                    self.forget_pasted();
                    self.tell_what_waits();
                }
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

    /// Something was changed since the dry run: what was shown would no longer be what happens.
    fn look_again(self, source: Source) {
        announce("The data changed meanwhile, so the file is looked at once more");
        self.plan(source);
    }

    fn tell_done(self, plan: &ImportPlan, source: &Source) {
        self.finish(plan.done_in_words(), matches!(source, Source::Notices(_)));
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
        self.begin_work(LOOKING);
        spawn_local(self.step_through(planner, source, run));
    }
}

/// Imports a finished dry run as one change.
pub(super) fn carry_out(wizard: Wizard, plan: Arc<ImportPlan>, source: Source) {
    let current = wizard
        .actor
        .session
        .read(|workspace| plan.is_current(workspace));
    if !current {
        return wizard.look_again(source);
    }
    if plan.operations() > MOST_AT_ONCE {
        wizard.begin_work(WRITING);
        // The button that was pressed goes away.
        focus_soon(HEADING);
        spawn_local(wizard.write(plan, source, wizard.begin_run()));
    } else if wizard.actor.act(Command::Apply(plan.draft())) {
        wizard.tell_done(&plan, &source);
    }
}
