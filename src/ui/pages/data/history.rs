//! Every change, newest first, with undo from here.

use std::sync::Arc;

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use super::colleagues::open_book;
use crate::{
    domain::{
        counting::{counted, grouped, listed},
        dates::Moment,
    },
    ledger::{Change, DeviceId, Source},
    sync::taking_back::{Standings, consequences, is_much, question},
    ui::{
        actions::use_actor,
        parts::{Button, ButtonKind, Dialog, DialogSize, EmptyState, Icon, Skeleton, focus_soon},
        session::{Session, use_session},
    },
    workspace::{Command, CommandError, Workspace, host::LogPosition, merges::MergeNote},
};

/// Log entries fetched at once.
const ENTRIES_AT_ONCE: u32 = 50;
/// Changes of one line that are listed before *and … more*.
const SHOWN: usize = 200;
/// People of one line that are named.
const NAMED: usize = 3;

/// One line: an entry of the log, or all entries of one merge. An import of a whole history is one line as well.
#[derive(Clone)]
struct Line {
    changes: Arc<Vec<Change>>,
}

/// What is asked before much is taken back.
#[derive(Clone)]
struct Asking {
    title: String,
    text: String,
    command: Command,
}

#[derive(Clone, Copy)]
struct Asks(RwSignal<Option<Asking>>);

/// The part of the page.
#[component]
pub fn HistoryPart() -> impl IntoView {
    let session = use_session();
    let lines = RwSignal::new(None::<Vec<Line>>);
    let before = RwSignal::new(None::<LogPosition>);
    let more = RwSignal::new(true);
    let asks = Asks(RwSignal::new(None));
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
                    changes: Arc::new(changes),
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
            <h2 id="history-heading" tabindex="-1">"History"</h2>
            {move || match lines.get() {
                None => view! { <Skeleton rows=6 label="Reading the history"/> }.into_any(),
                Some(lines) if lines.is_empty() => view! {
                    <EmptyState icon=Icon::Clock title="Nothing has happened yet" text="Every change will be listed here, with who made it and a way to take it back.">
                    </EmptyState>
                }
                .into_any(),
                Some(lines) => draw(session, &lines, asks),
            }}
            {move || more.get().then(|| view! { <Button label="Show older changes" on_press=move || load(false)/> })}
            <Question asks/>
        </section>
    }
}

/// Asks before much is taken back; nothing happens unless it is confirmed.
#[component]
fn Question(asks: Asks) -> impl IntoView {
    let actor = use_actor();
    let asks = asks.0;
    let open = Signal::derive(move || asks.with(Option::is_some));
    let title = Signal::derive(move || {
        asks.with(|asked| {
            asked
                .as_ref()
                .map_or_else(String::new, |asked| asked.title.clone())
        })
    });
    let text = move || asks.with(|asked| asked.as_ref().map(|asked| asked.text.clone()));
    let take_back = move || {
        let Some(asked) = asks.get_untracked() else {
            return;
        };
        asks.set(None);
        actor.act(asked.command);
        focus_soon("history-heading");
    };
    view! {
        <Dialog open on_close=move || asks.set(None) title size=DialogSize::Small>
            <p>{text}</p>
            <p>"You can bring it back here, with Redo."</p>
            <div class="dialog-actions">
                <Button label="Take it back" kind=ButtonKind::Danger on_press=take_back/>
                <button type="button" class="button" autofocus=true on:click=move |_| asks.set(None)><span>"Cancel"</span></button>
            </div>
        </Dialog>
    }
}

/// Puts the entries of one merge, which follow each other, into one line.
fn joined(lines: &[Line], notes: &[MergeNote]) -> Vec<(Line, Option<MergeNote>)> {
    let mut joined: Vec<(Line, Option<MergeNote>)> = Vec::new();
    for line in lines {
        let Some(first) = line.changes.first() else {
            continue;
        };
        let note = notes.iter().rfind(|note| note.holds(first));
        match (joined.last_mut(), note) {
            (Some((last, Some(of))), Some(note)) if of.id == note.id => {
                // The newest entry came first.
                let mut changes = line.changes.to_vec();
                changes.extend(last.changes.iter().cloned());
                last.changes = Arc::new(changes);
            }
            _ => joined.push((line.clone(), note.cloned())),
        }
    }
    joined
}

fn draw(session: Session, lines: &[Line], asks: Asks) -> AnyView {
    let book = open_book(session);
    let standings = Standings::of(lines.iter().flat_map(|line| line.changes.iter()));
    let today = session.today.get_untracked();
    let mut day = None;
    let mut items = Vec::new();
    for (line, note) in joined(lines, book.merges()) {
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
        let undo = standings.undo_of(&line.changes, note.as_ref()).cloned();
        items.push(view! { <HistoryLine line note moment undo asks/> }.into_any());
    }
    view! { <ol class="history">{items}</ol> }.into_any()
}

/// Who made a change and whence it came: "Robbie Davison, accepted by Ayesha Bello".
fn signed(change: &Change, here: DeviceId) -> String {
    let whence = match change.source.kind.as_str() {
        Source::IMPORT => match &change.source.file {
            Some(file) => format!("from the file {file}"),
            None => "from a file".to_owned(),
        },
        Source::ANSWER => match change.source.accepted_by() {
            Some(reviewer) if !reviewer.name.is_empty() => format!("accepted by {}", reviewer.name),
            _ => "accepted here".to_owned(),
        },
        Source::EXAMPLE => "part of the invented example".to_owned(),
        _ if change.stamp.device == here => "in this tab".to_owned(),
        _ => "in another tab or browser".to_owned(),
    };
    let by = match change.by.name.as_str() {
        "" => "Somebody who did not say who they are",
        name => name,
    };
    format!("{by}, {whence}")
}

/// Who made several changes: "Ana, Ben and 2 others".
fn makers(changes: &[Change]) -> String {
    let mut names: Vec<String> = Vec::new();
    for change in changes {
        if !change.by.name.is_empty() && !names.contains(&change.by.name) {
            names.push(change.by.name.clone());
        }
    }
    let others = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if others > 0 {
        names.push(counted(others, "other", "others"));
    }
    listed(&names)
}

/// The changes that one line stands for, in their order.
#[component]
fn Parts(changes: Arc<Vec<Change>>, here: DeviceId) -> impl IntoView {
    let rows = changes
        .iter()
        .take(SHOWN)
        .map(|change| {
            let moment = Moment(i64::try_from(change.stamp.wall).unwrap_or_default());
            view! {
                <li class="line"><div class="line-main">
                    <p>{change.why.clone()}</p>
                    <p class="line-more">{format!("{}, {moment}", signed(change, here))}</p>
                </div></li>
            }
        })
        .collect_view();
    let more = changes.len().saturating_sub(SHOWN);
    view! {
        <ol class="lines">
            {rows}
            {(more > 0).then(|| view! { <li class="line quiet">{format!("and {} more", grouped(more as u64))}</li> })}
        </ol>
    }
}

#[component]
fn HistoryLine(
    line: Line,
    note: Option<MergeNote>,
    moment: Moment,
    /// What took it back, if it is taken back.
    undo: Option<Change>,
    asks: Asks,
) -> impl IntoView {
    let actor = use_actor();
    let session = use_session();
    let many = line.changes.len();
    let Some(first) = line.changes.first().cloned() else {
        return ().into_any();
    };
    let here = session.read(|workspace| workspace.ledger().device());
    let is_merge = many > 1 || note.is_some();
    let takes_back = !is_merge && first.source.of.is_some();
    let undone = undo.is_some();
    let what = match &note {
        _ if many == 1 => first.why.clone(),
        Some(note) => note.why.clone(),
        None => format!("Merged {} from a file", counted(many, "change", "changes")),
    };
    let by = if many > 1 {
        makers(&line.changes)
    } else {
        signed(&first, here)
    };
    let label = if undone { "Redo" } else { "Undo" };
    let describe = format!("{label}: {what}");
    let changes = Arc::clone(&line.changes);
    let press = move || {
        let command = match &undo {
            Some(undo) if is_merge => {
                if session.read(|workspace| mixes_the_example(&changes, workspace)) {
                    actor
                        .toasts
                        .warn(CommandError::ExampleBesideData.to_string());
                    return;
                }
                Command::UndoChange(Box::new(undo.clone()))
            }
            _ if is_merge => Command::UndoMany(changes.to_vec()),
            _ => Command::UndoChange(Box::new(first.clone())),
        };
        if undone || !is_much(&changes) {
            actor.act(command);
            return;
        }
        asks.0.set(Some(Asking {
            title: question(&changes, note.as_ref()),
            text: session.read(|workspace| consequences(&changes, workspace)),
            command,
        }));
    };
    let opened = RwSignal::new(false);
    let changes = line.changes;
    let parts = (many > 1).then(|| {
        view! {
            <details on:toggle=move |_| opened.set(true)>
                <summary class="small">"Show each change"</summary>
                {move || opened.get().then(|| view! { <Parts changes=Arc::clone(&changes) here/> })}
            </details>
        }
    });
    view! {
        <li class="history-item" data-undone=undone.then_some("")>
            <time>{moment.time()}</time>
            <div class="history-what">
                <p>{what}{undone.then_some(" (undone)")}</p>
                <p class="line-more">{by}</p>
                {parts}
            </div>
            {(!takes_back).then(|| view! { <Button label=label describe small=true on_press=press.clone()/> })}
        </li>
    }
    .into_any()
}

/// Whether bringing these changes back would put the example beside real data.
fn mixes_the_example(changes: &[Change], workspace: &Workspace) -> bool {
    let mut kinds = changes.iter().map(|change| change.source.kind.as_str());
    kinds.any(|kind| kind == Source::EXAMPLE)
        && (workspace.record(Workspace::incubator_record()).is_some()
            || workspace.facts().ventures().next().is_some())
}
