//! One thing that wants attention, with what can be done about it.

use crate::ui::weave::prelude::*;

use super::Day;
use crate::{
    domain::dates,
    ledger::RecordId,
    ui::{
        actions::{Actor, use_actor},
        gate_dialog::MoveWish,
        in_place::read_day,
        pages::people::talk::Talk,
        parts::{
            Button, ButtonKind, DateField, Dialog, DialogSize, Icon, LinkButton, Menu, MenuItem,
            focus_soon,
        },
    },
    workspace::{
        Command, Put,
        attention::{AttentionItem, AttentionKind, AttentionLine},
        command::values,
    },
};

/// Kinds whose records change what an item says.
const SAID_BY: [&str; 5] = ["venture", "step", "stage", "opportunity", "contract"];

#[component]
pub(super) fn Item(day: Day, kind: AttentionKind, item: AttentionItem) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let line = Memo::new(move |_| {
        session.track_record(item.record);
        for kind in SAID_BY {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| workspace.attention_line(kind, &item, today))
    });
    let late = move || line.with(|line| line.late).then_some("");
    view! {
        <li class="attention-item" data-late=late>
            <p class="attention-when">{move || line.with(|line| line.when.clone())}</p>
            <div class="attention-what">
                {move || said(&line.get())}
            </div>
            <div class="attention-do">{what_to_do(actor, day, kind, item, line)}</div>
        </li>
    }
}

fn said(line: &AttentionLine) -> impl IntoView + use<> {
    let subject = line.subject.clone();
    let subject = match line.address.clone() {
        Some(address) => view! { <a href=address>{subject}</a> }.into_any(),
        None => view! { <strong>{subject}</strong> }.into_any(),
    };
    let text = (!line.text.is_empty()).then(|| format!(": {}", line.text));
    let why = (!line.why.is_empty()).then(|| line.why.clone());
    view! {
        <p>{subject}{text}</p>
        {why.map(|why| view! { <p class="attention-why">{why}</p> })}
    }
}

/// Buttons say what they are about, for people who hear them one by one.
fn about(verb: &'static str, line: Memo<AttentionLine>) -> Signal<String> {
    Signal::derive(move || {
        line.with(|line| {
            format!("{verb}: {} {}", line.subject, line.text)
                .trim_end()
                .to_owned()
        })
    })
}

fn what_to_do(
    actor: Actor,
    day: Day,
    kind: AttentionKind,
    item: AttentionItem,
    line: Memo<AttentionLine>,
) -> AnyView {
    let record = item.record;
    match kind {
        AttentionKind::Overdue | AttentionKind::DueSoon => {
            view! { <StepTools day step=record line/> }.into_any()
        }
        AttentionKind::Quiet => {
            let write = move || day.talk.set(Some(Talk::with_venture(record)));
            view! {
                <Button
                    label="Write down a conversation"
                    describe=about("Write down a conversation", line)
                    small=true
                    icon=Icon::Note
                    on_press=write
                />
            }
            .into_any()
        }
        AttentionKind::LongInStage => {
            let next = move || {
                actor.session.read(|workspace| {
                    let venture = workspace.facts().venture(record)?;
                    let stages: Vec<&str> = workspace
                        .journey()
                        .stages()
                        .map(|stage| stage.code.as_str())
                        .collect();
                    let here = stages.iter().position(|code| *code == venture.stage)?;
                    stages.get(here + 1).map(|code| (*code).to_owned())
                })
            };
            let open = move || match next() {
                Some(to) => day.gate.set(Some(MoveWish::new(record, to))),
                None => actor.go(&format!("/ventures/{record}")),
            };
            view! {
                <Button label="Look at the gate" describe=about("Look at the gate", line) small=true on_press=open/>
            }
            .into_any()
        }
        AttentionKind::Unsettled => {
            let open = move || day.settling.set(Some(record));
            view! { <Button label="Decide…" describe=about("Decide", line) small=true on_press=open/> }.into_any()
        }
        AttentionKind::Papers
        | AttentionKind::Deadlines
        | AttentionKind::Contracts
        | AttentionKind::TimeToTalk
        | AttentionKind::NamesDeleted
        | AttentionKind::Review => {
            let address =
                Signal::derive(move || line.with(|line| line.address.clone().unwrap_or_default()));
            let put_off = (kind == AttentionKind::Review).then(|| {
                let keep = move || {
                    let next = actor.session.today.get_untracked().plus_months(12);
                    let values = values([("review_on", Put::day(next))]);
                    actor.act(Command::Edit { record, values });
                    focus_soon("page-title");
                };
                view! {
                    <Button label="They agreed: ask in a year" describe=about("They agreed, ask in a year", line) small=true on_press=keep/>
                }
            });
            view! { {put_off} <LinkButton label="Open" href=address small=true/> }.into_any()
        }
    }
}

/// Done, put off.
#[component]
fn StepTools(day: Day, step: RecordId, line: Memo<AttentionLine>) -> impl IntoView {
    let actor = use_actor();
    let done = move || {
        actor.act(Command::FinishStep { step, done: true });
        focus_soon("page-title");
    };
    let put_off = move |to: fn(dates::Day) -> dates::Day| {
        set_due(actor, step, to(actor.session.today.get_untracked()));
    };
    let items = move || {
        vec![
            MenuItem::new("To tomorrow", move || put_off(|today| today.plus_days(1)))
                .icon(Icon::Calendar),
            MenuItem::new("To this day next week", move || {
                put_off(|today| today.plus_days(7))
            }),
            MenuItem::new("To this day next month", move || {
                put_off(|today| today.plus_months(1))
            }),
            MenuItem::new("To another day…", move || day.putting_off.set(Some(step))).after_line(),
        ]
    };
    view! {
        <Button label="Done" describe=about("Done", line) small=true icon=Icon::Check on_press=done/>
        <Menu label="Put off" describe=about("Put off", line) items=Signal::derive(items) small=true/>
    }
}

fn set_due(actor: Actor, step: RecordId, to: dates::Day) -> bool {
    actor.act(Command::Edit {
        record: step,
        values: values([("due", Put::day(to))]),
    })
}

/// Another day for a step.
#[component]
pub(super) fn PutOffDialog(step: RwSignal<Option<RecordId>>) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || step.with(Option::is_some))
            on_close=move || step.set(None)
            title="Put this step off"
            size=DialogSize::Small
        >
            {move || step.get().map(|id| view! { <PutOffForm step id/> })}
        </Dialog>
    }
}

#[component]
fn PutOffForm(step: RwSignal<Option<RecordId>>, id: RecordId) -> impl IntoView {
    let actor = use_actor();
    let name = actor.session.read(|workspace| workspace.name_of(id));
    let value = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let save = move || match dates::Day::parse_uk(&value.get_untracked()) {
        Ok(day) => {
            if set_due(actor, id, day) {
                step.set(None);
            }
        }
        Err(problem) => {
            error.set(Some(problem.to_string()));
            focus_soon("put-off-day");
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <p>{name}</p>
            <DateField label="New day" id="put-off-day" value error read=read_day/>
            <div class="dialog-actions">
                <Button label="Put off" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || step.set(None)/>
            </div>
        </form>
    }
}
