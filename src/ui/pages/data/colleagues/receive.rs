//! Opening a colleague's file: what it would change, then the merge as one step.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;

use super::{HandedOver, keep_book, open_book};
use crate::{
    domain::{
        counting::{counted, grouped},
        text::capital,
    },
    sync::{
        ChangesFile, MergePlan, Shelf,
        merge::{Happening, KindPlan, RecordPlan},
        plan,
    },
    ui::{
        actions::{Actor, use_actor},
        pages::data::{
            rewriting::rewrite_log,
            sealing::FileDoor,
            whole_log::{all_saved, each_entry},
        },
        parts::{Banner, Button, ButtonKind, Tone, announce, focus_soon},
        weave::prelude::*,
    },
    workspace::clashes::{Clash, Differing},
};

/// Records of a kind, and clashes, that are listed before *and … more*.
const SHOWN: usize = 40;

/// Where a file has come.
#[derive(Clone)]
enum At {
    Choose,
    Reading,
    Review(Arc<ChangesFile>, Arc<MergePlan>),
    Done(String),
}

#[derive(Clone, Copy)]
struct Receiving {
    actor: Actor,
    at: RwSignal<At>,
    error: RwSignal<Option<String>>,
    exchanges: RwSignal<u32>,
}

#[component]
pub(super) fn ReceivePart(exchanges: RwSignal<u32>) -> impl IntoView {
    let here = Receiving {
        actor: use_actor(),
        at: RwSignal::new(At::Choose),
        error: RwSignal::new(None),
        exchanges,
    };
    let handed = expect_context::<HandedOver>().0;
    if let Some((_, bytes)) = handed.get_untracked() {
        handed.set(None);
        here.consider(bytes);
    }
    let draw = move || {
        match here.at.get() {
        At::Choose => view! {
            <FileDoor
                title="Drop a colleague’s file here, or choose one"
                about="A file that a colleague made with “Send my changes”, sealed or not. Nothing is merged before you have seen what would change."
                choose="Choose a colleague’s file"
                error=here.error
                on_open=move |(_, bytes)| here.consider(bytes)
            />
        }
        .into_any(),
        At::Reading => view! { <p role="status">"Looking at the file…"</p> }.into_any(),
        At::Review(file, plan) => view! { <Review here file plan/> }.into_any(),
        At::Done(message) => view! {
            <Banner tone=Tone::Good title="Merged">
                <p>{message}</p>
                <p>"Undo takes the merge back as one step. Your colleague’s browser follows when they merge your next file."</p>
                <div class="banner-actions"><Button label="Open another file" on_press=move || here.at.set(At::Choose)/></div>
            </Banner>
        }
        .into_any(),
    }
    };
    view! {
        <section class="data-section">
            <div>
                <h2 id="receive-heading" tabindex="-1">"Open a colleague’s file"</h2>
                <p class="quiet small">"What both of you changed without having seen each other’s is kept twice, and listed below until somebody decides."</p>
            </div>
            <div class="stack">
                {move || here.error.get().map(|problem| view! {
                    <Banner tone=Tone::Danger title="The file was not merged" on_dismiss=move || here.error.set(None)><p>{problem}</p></Banner>
                })}
                {draw}
            </div>
        </section>
    }
}

impl Receiving {
    fn refuse(self, problem: String) {
        self.at.try_set(At::Choose);
        self.error.try_set(Some(problem));
    }

    fn consider(self, bytes: Vec<u8>) {
        self.error.set(None);
        self.at.set(At::Reading);
        spawn_local(async move {
            TimeoutFuture::new(0).await;
            match self.look_at(&bytes).await {
                Err(problem) => self.refuse(problem),
                Ok((file, plan)) => {
                    announce(&plan.summary());
                    self.at.try_set(At::Review(Arc::new(file), Arc::new(plan)));
                    focus_soon("receive-heading");
                }
            }
        });
    }

    async fn look_at(self, bytes: &[u8]) -> Result<(ChangesFile, MergePlan), String> {
        let file = ChangesFile::read(bytes).map_err(|error| error.to_string())?;
        let session = self.actor.session;
        all_saved(session).await?;
        let mut shelf = Shelf::default();
        each_entry(session, |batch| {
            // A damaged entry is told at the start of the app; what it held counts as not here.
            let _ = shelf.note_batch(batch);
        })
        .await
        .map_err(|error| format!("{error} Nothing was changed."))?;
        let now = session.host().now_ms();
        let plan = session.read(|workspace| plan(&file, workspace, &shelf, now));
        let mut plan = plan.map_err(|error| error.to_string())?;
        // The same changes may have come in another file.
        let book = open_book(session);
        let mut undone = book
            .merges()
            .iter()
            .filter(|note| shelf.is_taken_back(note.id));
        plan.taken_back |= undone.any(|note| file.changes().any(|change| note.holds(change)));
        Ok((file, plan))
    }

    fn merge(self, file: &ChangesFile, plan: &MergePlan) {
        let session = self.actor.session;
        let plan = plan.clone();
        let merged = session.alter(|workspace, now| {
            let merged = plan.carry_out(workspace, now);
            let (touched, to_store) = (merged.touched.clone(), merged.to_store.clone());
            (merged, touched, to_store)
        });
        let Some(merged) = merged else { return };
        let mut book = open_book(session);
        book.received(file, merged.note.clone(), session.host().now_ms());
        keep_book(session, &book);
        self.exchanges.update(|count| *count += 1);
        let message = merged.note.as_ref().map_or_else(
            || "Everything in this file was here already.".to_owned(),
            |note| format!("{}.", note.why),
        );
        if merged.must_rewrite {
            let toasts = self.actor.toasts;
            spawn_local(async move {
                let said = rewrite_log(session, merged.retold).await;
                match said {
                    Ok(_) => toasts.say(format!(
                        "{message} Whoever your colleague erased is erased here too."
                    )),
                    Err(problem) => toasts.warn(problem),
                }
            });
            return;
        }
        self.at.set(At::Done(message.clone()));
        self.actor
            .offer_undo(message.trim_end_matches('.').to_owned());
    }
}

#[component]
fn Review(here: Receiving, file: Arc<ChangesFile>, plan: Arc<MergePlan>) -> impl IntoView {
    let nothing = plan.is_empty();
    let from = match file.from.name.as_str() {
        "" => "a colleague who did not say who they are".to_owned(),
        name => name.to_owned(),
    };
    let head = format!("From {from}, made on {}.", file.made);
    let count = |what| -> u64 { plan.kinds.iter().map(|kind| kind.count(what) as u64).sum() };
    let (new, changed) = (count(Happening::New), count(Happening::Changed));
    let other = count(Happening::Deleted) + count(Happening::BroughtBack);
    let kinds = plan.kinds.iter().map(kind_view).collect_view();
    let clashes = plan
        .clashes
        .iter()
        .take(SHOWN)
        .map(|clash| clash_view(clash, &plan))
        .collect_view();
    let more_clashes = and_more(plan.clashes.len());
    let notes = notes_on(&plan)
        .into_iter()
        .map(|note| view! { <p>{note}</p> })
        .collect_view();
    let many = plan.clashes.len();
    let merging = Arc::clone(&plan);
    view! {
        <p>{head}" "<strong>{plan.summary()}</strong></p>
        <dl class="counts">
            <div class="good"><dt>"New"</dt><dd>{grouped(new)}</dd></div>
            <div><dt>"Changed"</dt><dd>{grouped(changed)}</dd></div>
            <div><dt>"Deleted or brought back"</dt><dd>{grouped(other)}</dd></div>
            <div class="warning"><dt>"Clashes"</dt><dd>{grouped(many as u64)}</dd></div>
        </dl>
        {notes}
        {(nothing && plan.taken_back).then(|| view! { <p><a href="/data?tab=history">"Bring it back in the history, with Redo"</a></p> })}
        <div class="form-actions row">
            <Button label="Merge" kind=ButtonKind::Primary disabled=nothing on_press=move || here.merge(&file, &merging)/>
            <Button label="Cancel" kind=ButtonKind::Quiet on_press=move || here.at.set(At::Choose)/>
        </div>
        {(many > 0).then(|| view! {
            <details class="section" open=true>
                <summary><h3>"Would clash"</h3><span class="count">{grouped(many as u64)}</span></summary>
                <div class="section-body"><ul class="lines">{clashes}{more_clashes}</ul></div>
            </details>
        })}
        {kinds}
    }
}

/// What else to say before merging.
fn notes_on(plan: &MergePlan) -> Vec<String> {
    let mut notes: Vec<String> = plan.missing.iter().map(|hole| hole.sentence()).collect();
    if plan.set_aside > 0 {
        notes.push(format!(
            "{} from a clock that runs more than a day ahead. They are kept, and shown when their time has come.",
            counted(plan.set_aside, "change comes", "changes come")
        ));
    }
    if plan.erasures > 0 {
        notes.push(format!(
            "Your colleague erased {} for good. Merging erases them here too, in the history as well; that cannot be undone.",
            counted(plan.erasures, "person", "people")
        ));
    }
    let twice = plan.counted_twice.iter().filter(|name| !name.is_empty());
    notes.extend(twice.map(|name| {
        format!(
            "{name}’s browser was emptied and filled again at some time. Nothing is lost by it."
        )
    }));
    notes
}

fn kind_view(kind: &KindPlan) -> AnyView {
    let many = kind.records.len();
    let rows = kind
        .records
        .iter()
        .take(SHOWN)
        .map(record_view)
        .collect_view();
    let more = and_more(many);
    view! {
        <details class="section" open=many <= 8>
            <summary><h3>{capital(&kind.many)}</h3><span class="count">{grouped(many as u64)}</span></summary>
            <div class="section-body"><ul class="lines">{rows}{more}</ul></div>
        </details>
    }
    .into_any()
}

/// How many of so many lines are not drawn.
fn and_more(many: usize) -> Option<AnyView> {
    let left = many.checked_sub(SHOWN).filter(|left| *left > 0)?;
    let words = format!("and {} more", grouped(left as u64));
    Some(view! { <li class="line quiet">{words}</li> }.into_any())
}

fn record_view(record: &RecordPlan) -> AnyView {
    let mut what = record.what.words().to_owned();
    if !record.fields.is_empty() {
        what = format!("{what}: {}", record.fields.join(", "));
    }
    let who = if record.who.is_empty() {
        String::new()
    } else {
        format!("{}, ", record.who.join(" and "))
    };
    view! {
        <li class="line"><div class="line-main">
            <p><strong>{record.name.clone()}</strong>" "{what}</p>
            <p class="line-more">{format!("{who}{}", record.when)}</p>
        </div></li>
    }
    .into_any()
}

fn clash_view(clash: &Clash, plan: &MergePlan) -> AnyView {
    let by = |change| match plan.author(change) {
        "" => "somebody".to_owned(),
        name => name.to_owned(),
    };
    let sides: Vec<String> = match &clash.what {
        Differing::Values(conflict) => conflict
            .versions
            .iter()
            .map(|version| {
                let words = match version.shown.words.as_str() {
                    "" => "nothing".to_owned(),
                    words => format!("“{words}”"),
                };
                format!("{words} ({}, {})", by(version.change), version.when)
            })
            .collect(),
        Differing::EditedAfterDeletion {
            deleted, edited, ..
        } => vec![
            format!("deleted by {}", by(*deleted)),
            format!("changed by {}", by(*edited)),
        ],
    };
    view! {
        <li class="line"><div class="line-main">
            <p><strong>{clash.title()}</strong></p>
            <p class="line-more">{sides.join(" · ")}</p>
        </div></li>
    }
    .into_any()
}
