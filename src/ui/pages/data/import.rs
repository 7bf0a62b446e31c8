//! The way of a file into the workspace: choose, say what it means, look at the dry run, import.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use web_sys::DragEvent;

use super::{
    grants_options::GrantsView,
    mapping::MappingView,
    review::{FledglingReview, PlanReview},
};
use crate::{
    exchange::{
        csv_in::CsvFile,
        fledgling::{FledglingFile, FledglingPlan},
        import::{Answers, GrantOptions, ImportPlan, Mapping, Opened, Planner, open},
        threesixty::GrantsFile,
    },
    ui::{
        actions::use_actor,
        files::{Chosen, dropped, picked, read},
        pages::start::RemoveExample,
        parts::{
            Banner, Button, ButtonKind, Icon, LinkButton, Progress, Tone, announce, focus_soon,
            icon,
        },
        session::{Session, use_session},
    },
    workspace::Command,
};

/// What was read, so that it can be planned again with other answers.
#[derive(Clone)]
pub(super) enum Source {
    Table(Arc<CsvFile>, Mapping),
    Grants(Arc<GrantsFile>, GrantOptions),
}

/// Where in the wizard we are.
#[derive(Clone)]
pub(super) enum Place {
    Choose,
    Mean(Source),
    Working { done: u64, total: u64 },
    Review(Source, Arc<ImportPlan>),
    ReviewFledgling(Arc<FledglingFile>, FledglingPlan),
    Done { message: String },
}

/// The wizard's handles.
#[derive(Clone, Copy)]
pub(super) struct Wizard {
    pub place: RwSignal<Place>,
    pub error: RwSignal<Option<String>>,
    pub answers: RwSignal<Answers>,
    /// Counts runs: a run that is no longer the latest stops.
    run: RwSignal<u32>,
    session: Session,
}

/// Rows looked at before the browser gets a turn.
const ROWS_AT_ONCE: usize = 400;

impl Wizard {
    fn new(session: Session) -> Self {
        Self {
            place: RwSignal::new(Place::Choose),
            error: RwSignal::new(None),
            answers: RwSignal::new(Answers::new()),
            run: RwSignal::new(0),
            session,
        }
    }

    /// Back to the beginning; nothing was written.
    pub fn restart(self) {
        self.run.update(|run| *run += 1);
        self.answers.set(Answers::new());
        self.error.set(None);
        self.place.set(Place::Choose);
    }

    fn take(self, file: web_sys::File) {
        self.restart();
        spawn_local(async move {
            match read(&file).await {
                Err(problem) => self.refuse(problem),
                Ok(chosen) => self.open(chosen),
            }
        });
    }

    fn refuse(self, problem: String) {
        self.error.set(Some(problem));
        self.place.set(Place::Choose);
    }

    fn open(self, chosen: Chosen) {
        match open(chosen.bytes, &chosen.name) {
            Err(error) => self.refuse(error.to_string()),
            Ok(Opened::Table(file)) => {
                let mapping = self.session.read(|workspace| {
                    let kind = file.guess_kind(workspace);
                    self.remembered(&file)
                        .unwrap_or_else(|| file.guess(kind, workspace))
                });
                self.place.set(Place::Mean(Source::Table(file, mapping)));
            }
            Ok(Opened::Grants(file)) => self
                .place
                .set(Place::Mean(Source::Grants(file, GrantOptions::default()))),
            Ok(Opened::Fledgling(bytes)) => match FledglingFile::read(&bytes) {
                Err(error) => self.refuse(error.to_string()),
                Ok(file) => {
                    let plan = self.session.read(|workspace| file.plan(workspace));
                    self.place.set(Place::ReviewFledgling(Arc::new(file), plan));
                }
            },
        }
    }

    fn remembered(self, file: &CsvFile) -> Option<Mapping> {
        let text = self
            .session
            .host()
            .recall(&format!("mapping.{}", file.fingerprint()))?;
        let mapping: Mapping = serde_json::from_str(&text).ok()?;
        file.accepts(&mapping).then_some(mapping)
    }

    /// Makes the dry run, a few hundred rows at a time.
    pub fn plan(self, source: Source) {
        self.run.update(|run| *run += 1);
        let run = self.run.get_untracked();
        let today = self.session.today.get_untracked();
        let answers = self.answers.get_untracked();
        if let Source::Table(file, mapping) = &source
            && let Ok(text) = serde_json::to_string(mapping)
        {
            self.session
                .host()
                .remember(&format!("mapping.{}", file.fingerprint()), &text);
        }
        let planner = match &source {
            Source::Table(file, mapping) => file.planner(mapping.clone(), answers, today),
            Source::Grants(file, options) => file.planner(options.clone(), answers, today),
        };
        self.place.set(Place::Working { done: 0, total: 0 });
        spawn_local(self.step_through(planner, source, run));
    }

    async fn step_through(self, mut planner: Planner, source: Source, run: u32) {
        let host = self.session.host();
        loop {
            gloo_timers::future::TimeoutFuture::new(0).await;
            // Cancelled, begun anew, or the page was left.
            if self.run.try_get_untracked() != Some(run) {
                return;
            }
            let progress = self
                .session
                .read(|workspace| planner.step(workspace, &|| host.random(), ROWS_AT_ONCE));
            if progress.finished {
                break;
            }
            self.place.set(Place::Working {
                done: progress.done as u64,
                total: progress.total as u64,
            });
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

/// The wizard.
#[component]
pub fn ImportPart() -> impl IntoView {
    let session = use_session();
    let wizard = Wizard::new(session);
    // Real data never stands beside invented data.
    let is_example = session.view(&["incubator"], |workspace| workspace.incubator().is_example);
    on_cleanup(move || {
        wizard.run.try_update(|run| *run += 1);
    });
    let step = Memo::new(move |_| match wizard.place.get() {
        Place::Choose => 0usize,
        Place::Mean(_) => 1,
        Place::Working { .. } | Place::Review(..) | Place::ReviewFledgling(..) => 2,
        Place::Done { .. } => 3,
    });
    Effect::new(move |before: Option<usize>| {
        let now = step.get();
        if before.is_some_and(|before| before != now) {
            focus_soon("import-heading");
        }
        now
    });
    view! {
        <section aria-labelledby="import-heading" class="stack loose">
            <h2 id="import-heading" tabindex="-1">"Import a file"</h2>
            <Steps at=step.into()/>
            {move || wizard.error.get().map(|problem| view! {
                <Banner tone=Tone::Danger title="Nothing was imported" on_dismiss=move || wizard.error.set(None)>
                    <p>{problem}</p>
                </Banner>
            })}
            {move || if is_example.get() { view! { <ExampleFirst/> }.into_any() } else { draw(wizard) }}
        </section>
    }
}

/// Asks for the example to go before anything real comes in.
#[component]
fn ExampleFirst() -> impl IntoView {
    view! {
        <Banner tone=Tone::Info title="Remove the example first">
            <p>"What is open is an invented example, and real data is never mixed with it. Remove it, then come back here to import."</p>
            <div class="banner-actions"><RemoveExample/></div>
        </Banner>
    }
}

#[component]
fn Steps(at: Signal<usize>) -> impl IntoView {
    let steps = [
        "Choose",
        "Say what it means",
        "Look at what would change",
        "Done",
    ];
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(place, name)| {
            let state = move || match at.get().cmp(&place) {
                std::cmp::Ordering::Greater => "done",
                std::cmp::Ordering::Equal => "here",
                std::cmp::Ordering::Less => "ahead",
            };
            view! { <li data-state=state aria-current=move || (at.get() == place).then_some("step")>{name}</li> }
        })
        .collect_view();
    view! { <ol class="steps" aria-label="Steps">{items}</ol> }
}

fn draw(wizard: Wizard) -> AnyView {
    match wizard.place.get() {
        Place::Choose => view! { <Choose wizard/> }.into_any(),
        Place::Mean(Source::Table(file, mapping)) => {
            view! { <MappingView wizard file mapping/> }.into_any()
        }
        Place::Mean(Source::Grants(file, options)) => {
            view! { <GrantsView wizard file options/> }.into_any()
        }
        Place::Working { done, total } => view! {
            <Progress
                label="Looking at the file"
                done=Signal::derive(move || done)
                total=Signal::derive(move || Some(total))
                on_cancel=move || wizard.restart()
            />
        }
        .into_any(),
        Place::Review(source, plan) => view! { <PlanReview wizard source plan/> }.into_any(),
        Place::ReviewFledgling(file, plan) => {
            view! { <FledglingReview wizard file plan/> }.into_any()
        }
        Place::Done { message } => view! { <Finished wizard message/> }.into_any(),
    }
}

#[component]
fn Choose(wizard: Wizard) -> impl IntoView {
    let over = RwSignal::new(false);
    let state = move || if over.get() { "over" } else { "idle" };
    view! {
        <label
            class="drop-zone"
            data-drop-state=state
            on:dragover=move |event: DragEvent| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                over.set(false);
                if let Some(file) = dropped(&event) { wizard.take(file); }
            }
        >
            {icon(Icon::Upload)}
            <strong>"Drop a file here, or choose one"</strong>
            <span class="quiet">
                "A spreadsheet saved as CSV (ventures, people, organisations or next steps), grants in the 360Giving standard, or a Fledgling export. Nothing is written before you have seen what would change."
            </span>
            <input
                type="file"
                class="visually-hidden"
                aria-label="Choose a file to import"
                accept=".csv,.tsv,.txt,.json,text/csv,application/json"
                on:change=move |event| if let Some(file) = picked(&event) { wizard.take(file); }
            />
        </label>
    }
}

#[component]
fn Finished(wizard: Wizard, message: String) -> impl IntoView {
    view! {
        <Banner tone=Tone::Good title="Imported">
            <p>{message}</p>
            <p>"You can undo this import at any time, here with Undo or later from the history. What has been changed by hand since stays."</p>
            <div class="banner-actions">
                <LinkButton label="See the board" href="/pipeline" kind=ButtonKind::Primary/>
                <LinkButton label="See the table" href="/ventures"/>
                <Button label="Import another file" on_press=move || wizard.restart()/>
            </div>
        </Banner>
    }
}

/// Imports a finished dry run as one change.
pub(super) fn carry_out(wizard: Wizard, plan: &ImportPlan, source: Source) {
    let actor = use_actor();
    let current = wizard.session.read(|workspace| plan.is_current(workspace));
    if !current {
        // Something was changed since the dry run: what was shown would no longer be what happens.
        announce("The data changed meanwhile, so the file is looked at once more");
        return wizard.plan(source);
    }
    let counts = plan.counts;
    if actor.act(Command::Apply(plan.draft())) {
        let message = format!(
            "{}: {} new, {} changed, {} unchanged, {} left out.",
            plan.file.name,
            counts.new,
            counts.changed,
            counts.unchanged,
            counts.rejected + counts.questions
        );
        wizard.place.set(Place::Done { message });
    }
}
