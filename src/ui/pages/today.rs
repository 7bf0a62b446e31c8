//! What needs attention today, each with what can be done about it.

mod aside;
mod backup;
mod doors;
mod founders;
mod item;
mod settle;

use std::sync::Arc;

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::{
    people::talk::{Talk, TalkDialog},
    start::{ExampleNotice, StartPage},
};
use crate::{
    ledger::RecordId,
    ui::{
        actions::{Overlay, use_actor},
        frame::PageTitle,
        gate_dialog::{GateDialog, MoveWish},
        on_demand::{arriving, part},
        parts::{Button, ButtonKind, EmptyState, Icon, LinkButton, focus_soon},
        session::use_session,
    },
    workspace::attention::{AttentionGroup, AttentionItem, AttentionKind, attention_sentence},
};
use backup::{BackupGroup, backup_wants_attention};

/// How many items of a group are drawn before somebody asks for all.
const FIRST: usize = 20;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Day {
    /// A conversation to write down.
    talk: RwSignal<Option<Talk>>,
    /// A record in which two values stand.
    settling: RwSignal<Option<RecordId>>,
    /// A step to put off.
    putting_off: RwSignal<Option<RecordId>>,
    /// A venture to move on.
    gate: RwSignal<Option<MoveWish>>,
}

/// Start while nothing is here, then the day.
#[component]
pub fn TodayPage() -> impl IntoView {
    let session = use_session();
    // Nothing that is not deleted: after an undo of everything there is history, but nothing to see.
    let is_bare = Memo::new(move |_| {
        session.revision.track();
        session.read(|workspace| {
            let records = workspace.records();
            !records
                .kinds()
                .any(|kind| records.of_kind(kind).next().is_some())
        })
    });
    move || {
        if is_bare.get() {
            view! { <StartPage/> }.into_any()
        } else {
            arriving(&DAY, |draw| draw())
        }
    }
}

part! {
    /// The day, for whoever has begun; the first visit needs only the doors.
    pub(in crate::ui) DAY, daily: fn() -> AnyView = || view! { <DayPage/> }.into_any()
}

#[component]
fn DayPage() -> impl IntoView {
    let session = use_session();
    let day = Day {
        talk: RwSignal::new(None),
        settling: RwSignal::new(None),
        putting_off: RwSignal::new(None),
        gate: RwSignal::new(None),
    };
    let groups = Memo::new(move |_| {
        // Two values may stand in a record of any kind.
        session.revision.track();
        let today = session.today.get();
        session
            .read(|workspace| workspace.attention(today))
            .into_iter()
            .map(Arc::new)
            .collect::<Vec<_>>()
    });
    let backup = backup_wants_attention(session);
    let doors = doors::shared(session);
    let founders = founders::waiting(session);
    let lede = move || {
        let items: usize = groups.with(|groups| groups.iter().map(|group| group.items.len()).sum());
        let around = doors.with(Vec::len) + founders.with(founders::Waiting::count);
        attention_sentence(items + around + usize::from(backup.get().is_some()))
    };
    let title = move || session.today.get().weekday_words();
    view! {
        <div class="today">
            <header class="today-head">
                <PageTitle title=Signal::derive(title) tab=Signal::derive(|| "Today".to_owned())/>
                <p class="lede">{lede}</p>
                <ExampleNotice/>
            </header>
            <div class="today-main">
                {move || {
                    let calm = groups.with(Vec::is_empty) && doors.with(Vec::is_empty)
                        && founders.with(founders::Waiting::count) == 0 && backup.get().is_none();
                    calm.then(|| view! { <Calm/> })
                }}
                <For
                    each=move || groups.get()
                    key=|group| group.kind.title()
                    children=move |group| {
                        let kind = group.kind;
                        let group = Memo::new(move |_| {
                            groups.with(|groups| groups.iter().find(|group| group.kind == kind).cloned())
                        });
                        view! { <Group day kind group/> }
                    }
                />
                <founders::Founders waiting=founders/>
                <doors::SharedDoors doors/>
                {move || backup.get().map(|why| view! { <BackupGroup why/> })}
            </div>
            <aside::Aside/>
        </div>
        <TalkDialog talk=day.talk/>
        <settle::SettleDialog record=day.settling/>
        <item::PutOffDialog step=day.putting_off/>
        <GateDialog wish=day.gate/>
    }
}

/// One group: heading, count, the first items, and a way to all of them.
#[component]
fn Group(day: Day, kind: AttentionKind, group: Memo<Option<Arc<AttentionGroup>>>) -> impl IntoView {
    let all = RwSignal::new(false);
    let count = move || group.with(|group| group.as_ref().map_or(0, |group| group.items.len()));
    let shown = Memo::new(move |_| {
        let most = if all.get() { usize::MAX } else { FIRST };
        group.with(|group| {
            let items = group.iter().flat_map(|group| group.items.iter());
            items.take(most).copied().collect::<Vec<AttentionItem>>()
        })
    });
    let heading = StoredValue::new(format!("attention-{kind:?}").to_lowercase());
    view! {
        <section class="attention" aria-labelledby=heading.get_value()>
            <h2 id=heading.get_value() tabindex="-1">
                {kind.title()} " " <span class="count">{move || grouped(count() as u64)}</span>
            </h2>
            <ul>
                <For
                    each=move || shown.get()
                    key=|item| format!("{} {:?} {:?}", item.record, item.day, item.field)
                    children=move |item| view! { <item::Item day kind item/> }
                />
            </ul>
            {move || (count() > FIRST && !all.get()).then(|| view! {
                <Button
                    label=format!("Show all {}", grouped(count() as u64))
                    describe=format!("Show all {}: {}", grouped(count() as u64), kind.title())
                    small=true
                    on_press=move || { all.set(true); focus_soon(heading.get_value()); }
                />
            })}
        </section>
    }
}

/// What stands where nothing wants attention.
#[component]
fn Calm() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let has_ventures = session.view(&["venture"], |workspace| {
        workspace.facts().venture_count() > 0
    });
    move || {
        if has_ventures.get() {
            view! {
                <EmptyState
                    icon=Icon::Sun
                    title="Nothing wants attention"
                    text="No step is due, and you have heard from everybody lately. A good day to ring somebody, or to write down what you learned."
                >
                    <LinkButton label="See the pipeline" href="/pipeline" kind=ButtonKind::Primary/>
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <EmptyState
                    icon=Icon::Ventures
                    title="No ventures yet"
                    text="Add the first one, or import a list you have. Steps that are due and ventures not heard from will gather here."
                >
                    <Button
                        label="Add a venture"
                        kind=ButtonKind::Primary
                        on_press=move || actor.overlay.set(Some(Overlay::Add("venture")))
                    />
                    <LinkButton label="Import a file" href="/data?tab=import"/>
                </EmptyState>
            }
            .into_any()
        }
    }
}
