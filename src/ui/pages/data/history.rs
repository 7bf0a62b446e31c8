//! Every change, newest first, with undo from here.

use std::collections::HashMap;

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use crate::{
    domain::dates::Moment,
    ledger::{Change, ChangeId, Source},
    ui::{
        actions::use_actor,
        parts::{Button, EmptyState, Icon, Skeleton},
        session::{Session, use_session},
    },
    workspace::{Command, host::LogPosition},
};

/// Log entries fetched at once.
const ENTRIES_AT_ONCE: u32 = 50;

/// One line: an entry of the log. An import of a whole history is one line as well.
#[derive(Clone)]
struct Line {
    changes: std::sync::Arc<Vec<Change>>,
}

/// The part of the page.
#[component]
pub fn HistoryPart() -> impl IntoView {
    let session = use_session();
    let lines = RwSignal::new(None::<Vec<Line>>);
    let before = RwSignal::new(None::<LogPosition>);
    let more = RwSignal::new(true);
    let load = move |from_start: bool| {
        spawn_local(async move {
            let from = if from_start {
                None
            } else {
                before.get_untracked()
            };
            let entries = session
                .host()
                .log_before(from, ENTRIES_AT_ONCE)
                .await
                .unwrap_or_default();
            more.try_set(entries.len() == ENTRIES_AT_ONCE as usize);
            if let Some((last, _)) = entries.last() {
                before.try_set(Some(*last));
            }
            let fresh = entries.iter().filter_map(|(_, batch)| {
                let changes: Vec<Change> = serde_json::from_slice(batch).ok()?;
                (!changes.is_empty()).then(|| Line {
                    changes: std::sync::Arc::new(changes),
                })
            });
            let fresh: Vec<Line> = fresh.collect();
            lines.try_update(|lines| match lines {
                Some(known) if !from_start => known.extend(fresh),
                _ => *lines = Some(fresh),
            });
        });
    };
    // Whatever is saved, here or in another tab, belongs at the top.
    Effect::new(move |_| {
        session.status.track();
        session.revision.track();
        load(true);
    });
    view! {
        <section aria-labelledby="history-heading" class="stack loose">
            <h2 id="history-heading">"History"</h2>
            {move || match lines.get() {
                None => view! { <Skeleton rows=6 label="Reading the history"/> }.into_any(),
                Some(lines) if lines.is_empty() => view! {
                    <EmptyState icon=Icon::Clock title="Nothing has happened yet" text="Every change will be listed here, with who made it and a way to take it back.">
                    </EmptyState>
                }
                .into_any(),
                Some(lines) => draw(session, &lines),
            }}
            {move || more.get().then(|| view! { <Button label="Show older changes" on_press=move || load(false)/> })}
        </section>
    }
}

fn draw(session: Session, lines: &[Line]) -> AnyView {
    // The last undo or redo of a change says how it stands.
    let mut stands: HashMap<ChangeId, (bool, ChangeId)> = HashMap::new();
    for change in lines.iter().rev().flat_map(|line| line.changes.iter()) {
        if let Some(of) = change.source.of {
            stands.insert(of, (change.source.kind == Source::UNDO, change.id));
        }
    }
    let today = session.today.get_untracked();
    let mut day = None;
    let mut items = Vec::new();
    for line in lines {
        let Some(first) = line.changes.first() else {
            continue;
        };
        let moment = Moment(i64::try_from(first.stamp.wall).unwrap_or_default());
        if day != Some(moment.day()) {
            day = Some(moment.day());
            let words = if moment.day() == today {
                "Today".to_owned()
            } else {
                moment.day().to_string()
            };
            items.push(view! { <li class="history-day"><h3>{words}</h3></li> }.into_any());
        }
        let undone = stands.get(&first.id).is_some_and(|(undone, _)| *undone);
        items.push(view! { <HistoryLine line=line.clone() moment undone/> }.into_any());
    }
    view! { <ol class="history">{items}</ol> }.into_any()
}

#[component]
fn HistoryLine(line: Line, moment: Moment, undone: bool) -> impl IntoView {
    let actor = use_actor();
    let session = use_session();
    let many = line.changes.len();
    let Some(first) = line.changes.first().cloned() else {
        return ().into_any();
    };
    let takes_back = first.source.of.is_some();
    let what = if many > 1 {
        format!("Merged {many} changes from a file: {}, …", first.why)
    } else {
        first.why.clone()
    };
    let by = if first.by.name.is_empty() {
        "Somebody who did not say who they are".to_owned()
    } else {
        first.by.name.clone()
    };
    let whence = match first.source.kind.as_str() {
        Source::IMPORT => match &first.source.file {
            Some(file) => format!("from the file {file}"),
            None => "from a file".to_owned(),
        },
        Source::ANSWER => match first.source.accepted_by() {
            Some(reviewer) if !reviewer.name.is_empty() => format!("accepted by {}", reviewer.name),
            _ => "accepted here".to_owned(),
        },
        Source::EXAMPLE => "part of the invented example".to_owned(),
        _ if first.stamp.device == session.read(|workspace| workspace.ledger().device()) => {
            "in this tab".to_owned()
        }
        _ => "in another tab or browser".to_owned(),
    };
    let changes = line.changes.clone();
    let press = move || {
        if many > 1 {
            actor.act(Command::UndoMany(changes.to_vec()));
        } else if let Some(change) = changes.first() {
            actor.act(Command::UndoChange(Box::new(change.clone())));
        }
    };
    let label = if undone { "Redo" } else { "Undo" };
    let describe = format!("{label}: {}", first.why);
    view! {
        <li class="history-item" data-undone=undone.then_some("")>
            <time>{moment.time()}</time>
            <div class="history-what">
                <p>{what}{undone.then_some(" (undone)")}</p>
                <p class="line-more"><span>{by}</span><span>{whence}</span></p>
            </div>
            {(!takes_back).then(|| view! { <Button label=label describe small=true on_press=press.clone()/> })}
        </li>
    }
    .into_any()
}
