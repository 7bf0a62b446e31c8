//! Everything in the workspace that two people wrote apart: both values, who, when; one press keeps one of them.

use leptos::task::spawn_local;

use crate::{
    domain::{counting::grouped, dates::Moment},
    ledger::ChangeId,
    sync::Shelf,
    ui::{
        actions::{Actor, use_actor},
        pages::data::whole_log::each_entry,
        parts::{Button, focus_soon},
        weave::prelude::*,
    },
    workspace::{
        Command,
        clashes::{Clash, Differing, clashes},
    },
};

/// How many are drawn at once.
const SHOWN: usize = 50;

#[derive(Clone, Copy)]
struct Authors(RwSignal<Option<std::sync::Arc<Shelf>>>);

impl Authors {
    fn of(self, change: ChangeId) -> String {
        let name = self.0.with(|shelf| {
            let name = shelf.as_ref()?.author(change)?;
            (!name.is_empty()).then(|| name.to_owned())
        });
        name.unwrap_or_else(|| "Somebody".to_owned())
    }
}

#[component]
pub(super) fn SettlePart() -> impl IntoView {
    let session = use_actor().session;
    let all = Memo::new(move |_| {
        session.revision.track();
        session.read(clashes)
    });
    let authors = Authors(RwSignal::new(None));
    let is_any = Memo::new(move |_| !all.with(Vec::is_empty));
    Effect::new(move |_| {
        session.revision.track();
        if !is_any.get() {
            return;
        }
        spawn_local(async move {
            let mut shelf = Shelf::default();
            // What cannot be read has no author to show.
            let read = each_entry(session, |batch| drop(shelf.note_batch(batch))).await;
            if read.is_ok() {
                authors.0.try_set(Some(std::sync::Arc::new(shelf)));
            }
        });
    });
    let list = move || {
        let all = all.get();
        if all.is_empty() {
            return view! { <p class="quiet">"Nothing to settle: no two people have changed the same thing apart."</p> }.into_any();
        }
        let more = all.len().saturating_sub(SHOWN);
        let drawn = all
            .into_iter()
            .take(SHOWN)
            .map(|clash| view! { <One clash authors/> })
            .collect_view();
        view! {
            <p>"Two people changed the same thing without having seen each other’s change. Nothing is lost: say which should stand."</p>
            {drawn}
            {(more > 0).then(|| view! { <p class="quiet">{format!("{} more will follow.", grouped(more as u64))}</p> })}
        }
        .into_any()
    };
    view! {
        <section class="data-section">
            <div>
                <h2 id="settle-heading" tabindex="-1">"To settle"</h2>
                <p class="quiet small">{move || match all.with(Vec::len) {
                    0 => String::new(),
                    1 => "One thing waits for a decision.".to_owned(),
                    many => format!("{} things wait for a decision.", grouped(many as u64)),
                }}</p>
            </div>
            <div class="stack">{list}</div>
        </section>
    }
}

#[component]
fn One(clash: Clash, authors: Authors) -> impl IntoView {
    let actor = use_actor();
    let title = clash.title();
    let sides = match &clash.what {
        Differing::Values(conflict) => conflict
            .versions
            .iter()
            .filter_map(|version| {
                let words = match version.shown.words.as_str() {
                    "" => "Nothing".to_owned(),
                    words => words.to_owned(),
                };
                let now = if version.shown_now {
                    ". Shown until you decide"
                } else {
                    ""
                };
                let keep = clash.keep(version)?;
                Some(side(
                    actor,
                    authors,
                    Side {
                        describe: format!("Keep this: “{words}” ({title})"),
                        words,
                        change: version.change,
                        when: version.when,
                        after: now,
                        label: "Keep this",
                        kept: version.shown_now,
                        keep,
                    },
                ))
            })
            .collect::<Vec<_>>(),
        Differing::EditedAfterDeletion {
            deleted,
            deleted_at,
            edited,
            edited_at,
        } => {
            let Some((bring_back, leave)) = clash.bring_back_or_leave() else {
                return ().into_any();
            };
            let of = |words: &str, change, when, label: &'static str, kept, keep| Side {
                describe: format!("{label}: {}", clash.name),
                words: words.to_owned(),
                change,
                when,
                after: "",
                label,
                kept,
                keep,
            };
            vec![
                side(
                    actor,
                    authors,
                    of(
                        "Deleted",
                        *deleted,
                        *deleted_at,
                        "Leave it deleted",
                        true,
                        leave,
                    ),
                ),
                side(
                    actor,
                    authors,
                    of(
                        "Changed",
                        *edited,
                        *edited_at,
                        "Bring it back",
                        false,
                        bring_back,
                    ),
                ),
            ]
        }
    };
    view! {
        <section class="conflict">
            <h3><a href=clash.address.clone()>{title}</a></h3>
            <div class="conflict-choices">{sides}</div>
        </section>
    }
    .into_any()
}

struct Side {
    words: String,
    change: ChangeId,
    when: Moment,
    after: &'static str,
    label: &'static str,
    describe: String,
    kept: bool,
    keep: Command,
}

fn side(actor: Actor, authors: Authors, side: Side) -> AnyView {
    let keep = side.keep;
    let press = move || {
        if actor.act(keep.clone()) {
            focus_soon("settle-heading");
        }
    };
    let (change, when, after) = (side.change, side.when, side.after);
    view! {
        <div class="conflict-choice" data-kept=side.kept.then_some("")>
            <p class="conflict-value">{side.words}</p>
            <p class="line-more">{move || format!("{}, {when}{after}", authors.of(change))}</p>
            <Button label=side.label describe=side.describe small=true on_press=press/>
        </div>
    }
    .into_any()
}
