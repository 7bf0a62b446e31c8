//! What the pages of an opportunity and of a contract share: fields with prompts of their own, conversations, next steps.

use crate::ui::weave::prelude::*;

use super::people::parts::Section;
use crate::{
    domain::{
        dates::Day,
        records::{Entry, Step},
        schema,
        vocabulary::{ENTRY_KINDS, label_of},
    },
    ledger::RecordId,
    ui::{actions::use_actor, in_place::InPlace, parts::DayText},
    workspace::{Command, search::address_of},
};

/// A field, and what stands there while it is empty; nothing means the usual words.
pub(super) type Asked = (&'static str, &'static str);

/// Letters beyond which a title is long.
const LONG_TITLE: usize = 90;

/// A section of fields.
#[component]
pub(super) fn Facts(
    /// Its heading.
    title: &'static str,
    /// The record.
    id: RecordId,
    /// Its kind.
    kind: &'static str,
    /// The fields.
    fields: &'static [Asked],
) -> impl IntoView {
    view! { <Section title>{rows(id, kind, fields)}</Section> }
}

/// Fields as a list of facts.
pub(super) fn rows(id: RecordId, kind: &'static str, fields: &'static [Asked]) -> AnyView {
    let facts = fields
        .iter()
        .map(|(field, prompt)| view! { <Asking record=id kind field prompt/> })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

/// A row of facts with a prompt of its own.
#[component]
pub(super) fn Asking(
    record: RecordId,
    kind: &'static str,
    field: &'static str,
    prompt: &'static str,
) -> impl IntoView {
    let Some(spec) = schema::field(kind, field) else {
        return ().into_any();
    };
    let prompt = Some(prompt)
        .filter(|prompt| !prompt.is_empty())
        .map_or_else(|| crate::workspace::words::prompt(spec), str::to_owned);
    view! { <div><dt>{spec.label}</dt><dd><InPlace record kind field prompt=prompt/></dd></div> }
        .into_any()
}

/// Conversations, newest first.
#[component]
pub(super) fn Conversations(
    /// The entries; followed.
    entries: Memo<Vec<Entry>>,
    /// What stands there while there are none.
    none: &'static str,
) -> impl IntoView {
    let drawn = move || {
        let entries = entries.get();
        if entries.is_empty() {
            return view! { <p class="quiet">{none}</p> }.into_any();
        }
        view! { <ul class="lines">{entries.into_iter().map(conversation).collect_view()}</ul> }
            .into_any()
    };
    view! { <Section title="Conversations" count=Signal::derive(move || entries.with(Vec::len))>{drawn}</Section> }
}

fn conversation(entry: Entry) -> AnyView {
    let said = (!entry.said.is_empty()).then(|| view! { <p>{entry.said}</p> });
    let agreed = (!entry.agreed.is_empty())
        .then(|| view! { <p class="line-more">{format!("Agreed: {}", entry.agreed)}</p> });
    let about = entry.venture.map(|venture| {
        let address = address_of("entry", entry.id, Some(venture));
        view! { <a href=address>"On the venture’s page"</a> }
    });
    view! {
        <li class="line">
            <div class="line-main">{said}{agreed}
                <p class="line-more">
                    <span>{label_of(ENTRY_KINDS, &entry.kind).to_owned()}</span>
                    {entry.happened_on.map(|day| view! { <DayText iso=day.iso()/> })}
                    {about}
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// Next steps, open ones first; a tick says that one is done. Nothing is drawn while there are none.
#[component]
pub(super) fn NextSteps(
    /// The steps; followed.
    steps: Memo<Vec<Step>>,
) -> impl IntoView {
    let actor = use_actor();
    let line = move |step: Step| {
        let (id, done) = (step.id, step.done_on.is_some());
        let today = actor.session.today.get_untracked();
        let late = !done && step.due.is_some_and(|due| due < today);
        let turn = move || {
            actor.act(Command::FinishStep {
                step: id,
                done: !done,
            });
        };
        let name = format!("Done: {}", step.what);
        view! {
            <li class="line" data-done=done.then_some("")>
                <input type="checkbox" aria-label=name prop:checked=done on:change=move |_| turn()/>
                <div class="line-main"><p>{step.what}</p><p class="line-more"><span>{step.who}</span></p></div>
                <span class=if late { "line-end late" } else { "line-end" }>{step.due.map(|day| view! { <DayText iso=day.iso() show=day.short_beside(today)/> })}</span>
            </li>
        }
    };
    let open = move || {
        steps.with(|steps| {
            let open = steps.iter().filter(|step| step.done_on.is_none());
            open.count()
        })
    };
    move || {
        let all = steps.get();
        (!all.is_empty()).then(|| {
            view! {
                <Section title="Next steps" count=Signal::derive(open)>
                    <ul class="lines">{all.into_iter().map(line).collect_view()}</ul>
                </Section>
            }
        })
    }
}

/// How the head of a page writes a title: a long one smaller, for buyers put half a page into some.
pub(super) fn title_class(title: &str) -> &'static str {
    if title.chars().nth(LONG_TITLE).is_some() {
        "record-title long"
    } else {
        "record-title"
    }
}

/// Whether a contract would end before it starts, as typed.
pub(super) fn is_backwards(starts: RwSignal<String>, ends: RwSignal<String>) -> bool {
    let day = |text: RwSignal<String>| text.with_untracked(|text| Day::parse_uk(text.trim()).ok());
    day(starts)
        .zip(day(ends))
        .is_some_and(|(starts, ends)| ends < starts)
}
