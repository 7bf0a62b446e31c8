//! What happened, newest first: conversations, moves and decided capital, with a place to write at the top.

use crate::ui::weave::prelude::*;

use super::{
    Page,
    composer::Composer,
    entry::{EditRecord, RecordMenu},
    section::Section,
};
use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        parts::{Button, DayText, Icon, StageLabel, StagePlace, announce, icon, stage_class},
    },
    workspace::venture_page::{AsItStood, Happening, What, months, timeline},
};

/// How many happenings are drawn at first, and added on each wish for more.
const AT_ONCE: usize = 40;

/// A line of the list: a month's heading or a happening.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Row {
    Month(String),
    One(RecordId),
}

impl Row {
    fn key(&self) -> String {
        match self {
            Self::Month(label) => label.clone(),
            Self::One(record) => record.to_string(),
        }
    }
}

#[component]
pub(super) fn TimelineSection(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let all = Memo::new(move |_| {
        session.track_record(page.venture);
        session.track_kind("contact");
        session.track_kind("stage");
        session.read(|workspace| timeline(workspace, page.venture))
    });
    let limit = RwSignal::new(AT_ONCE);
    let total = Memo::new(move |_| all.with(Vec::len));
    let shown = move || {
        if page.whole.get() {
            usize::MAX
        } else {
            limit.get()
        }
    };
    let rows = move || {
        all.with(|all| {
            let drawn = all.get(..shown().min(all.len())).unwrap_or_default();
            let grouped = months(drawn).into_iter().flat_map(|month| {
                let ones = month
                    .happenings
                    .into_iter()
                    .map(|happening| Row::One(happening.record));
                std::iter::once(Row::Month(month.label))
                    .chain(ones)
                    .collect::<Vec<_>>()
            });
            grouped.collect::<Vec<_>>()
        })
    };
    let left = move || total.get().saturating_sub(shown());
    let more = move || {
        limit.update(|limit| *limit += AT_ONCE);
        announce(&format!(
            "{} of {} shown",
            limit.get_untracked().min(total.get_untracked()),
            total.get_untracked()
        ));
    };
    let count = move || {
        if total.get() == 0 {
            String::new()
        } else {
            total.get().to_string()
        }
    };
    let draw = move |row: Row| match row {
        Row::Month(label) => view! { <li class="timeline-month"><h3>{label}</h3></li> }.into_any(),
        Row::One(record) => {
            let happening = Memo::new(move |_| {
                all.with(|all| all.iter().find(|one| one.record == record).cloned())
            });
            view! { <Line record happening/> }.into_any()
        }
    };
    view! {
        <Section name="timeline" title="Timeline" count=Signal::derive(count)>
            <Composer page/>
            {move || (total.get() == 0).then(|| view! {
                <p class="quiet">"Nothing is written down yet. A few words after each conversation save the founder from telling it again."</p>
            })}
            <ol class="timeline"><For each=rows key=Row::key children=draw/></ol>
            {move || (left() > 0).then(|| view! {
                <div class="row no-print">
                    <Button label=Signal::derive(move || format!("Show {} more", left().min(AT_ONCE))) on_press=more/>
                    <Button label="Show everything" on_press=move || page.whole.set(true)/>
                </div>
            })}
        </Section>
    }
}

fn picture_of(kind: &str) -> Icon {
    match kind {
        "meeting" => Icon::Meeting,
        "call" => Icon::Phone,
        "visit" => Icon::Visit,
        "email" => Icon::Mail,
        "founder_update" => Icon::Founder,
        "decision" => Icon::Decision,
        _ => Icon::Note,
    }
}

#[component]
fn Line(record: RecordId, happening: Memo<Option<Happening>>) -> impl IntoView {
    let editing = RwSignal::new(false);
    let class = move || {
        happening.with(
            |happening| match happening.as_ref().map(|happening| &happening.what) {
                Some(What::Move { at, of, .. }) => {
                    format!(
                        "entry move {}",
                        stage_class(StagePlace {
                            index: *at,
                            of: *of
                        })
                    )
                }
                Some(What::Entry {
                    staff_only: true, ..
                }) => "entry private".to_owned(),
                _ => "entry".to_owned(),
            },
        )
    };
    let name = Signal::derive(move || {
        happening.with(|happening| {
            happening
                .as_ref()
                .map(|happening| {
                    let what = match &happening.what {
                        What::Entry { label, .. } => label.clone(),
                        What::Move { to, .. } => format!("Move to {to}"),
                        What::Capital { title, kind, .. } => {
                            if title.is_empty() {
                                kind.clone()
                            } else {
                                title.clone()
                            }
                        }
                    };
                    happening
                        .day
                        .map(|day| format!("{what}, {day}"))
                        .unwrap_or(what)
                })
                .unwrap_or_default()
        })
    });
    // Capital has its own line among the money; an id stands once in a page.
    let is_capital = happening.with_untracked(|one| {
        matches!(
            one,
            Some(Happening {
                what: What::Capital { .. },
                ..
            })
        )
    });
    let id = if is_capital {
        format!("when-{record}")
    } else {
        record.to_string()
    };
    view! {
        <li class=class id=id tabindex="-1">
            {move || happening.get().map(|happening| drawn(happening, editing, name))}
            {move || {
                let is_entry = happening.with(|one| matches!(one, Some(Happening { what: What::Entry { .. }, .. })));
                (editing.get() && is_entry).then(|| view! { <EditRecord record kind="entry" open=editing/> })
            }}
        </li>
    }
}

fn drawn(happening: Happening, editing: RwSignal<bool>, name: Signal<String>) -> AnyView {
    let Happening { record, day, what } = happening;
    let day = day.map(|day| view! { <DayText iso=day.iso()/> });
    match what {
        What::Entry {
            kind,
            label,
            who,
            said,
            agreed,
            staff_only,
        } => {
            let with = (!who.is_empty()).then(|| format!("with {}", who.join(", ")));
            let lock = staff_only.then(
                || view! { {icon(Icon::Lock)} <span class="quiet small">"Staff only"</span> },
            );
            view! {
                <span class="entry-mark">{icon(picture_of(&kind))}</span>
                <div class="entry-head">
                    <strong>{label}</strong> {with} {lock} {day}
                    <RecordMenu record name open=editing/>
                </div>
                {(!said.is_empty()).then(|| view! { <div class="prose">{said}</div> })}
                {(!agreed.is_empty()).then(|| view! { <p class="agreed"><strong>"Agreed "</strong>{agreed}</p> })}
            }
            .into_any()
        }
        What::Move {
            to,
            at,
            of,
            from,
            decision,
            reason,
            criteria,
        } => {
            let back = (!from.is_empty()).then(|| format!("from {from}"));
            view! {
                <span class="entry-mark">{icon(Icon::Move)}</span>
                <div class="entry-head">
                    <strong>{decision}</strong> "to" <StageLabel place=StagePlace { index: at, of } label=to/> {back} {day}
                </div>
                {(!reason.is_empty()).then(|| view! { <div class="prose">{reason}</div> })}
                {as_it_stood(criteria)}
            }
            .into_any()
        }
        What::Capital {
            title,
            kind,
            status,
            amount,
            from,
        } => {
            let from = (!from.is_empty()).then(|| format!("from {from}"));
            let title = (!title.is_empty()).then(|| view! { <p>{title}</p> });
            view! {
                <span class="entry-mark">{icon(Icon::Pound)}</span>
                <div class="entry-head">
                    <strong>{format!("{kind}: {}", status.to_lowercase())}</strong>
                    <span class="money">{amount}</span> {from} {day}
                </div>
                {title}
            }
            .into_any()
        }
    }
}

/// The gate as it stood when a venture moved, folded away.
fn as_it_stood(criteria: Vec<AsItStood>) -> Option<impl IntoView> {
    if criteria.is_empty() {
        return None;
    }
    let met = criteria.iter().filter(|point| point.state == "met").count();
    let asked = criteria
        .iter()
        .filter(|point| point.state != "not_applicable")
        .count();
    let points = criteria
        .into_iter()
        .map(|point| {
            let note =
                (!point.note.is_empty()).then(|| view! { <p class="quiet small">{point.note}</p> });
            view! {
                <li class="criterion" data-state=point.state>
                    <strong>{point.state_label}</strong>
                    <div><p>{point.text}</p>{note}</div>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <details class="no-print">
            <summary>{format!("The gate as it stood: {met} of {asked} met")}</summary>
            <ul class="criteria read">{points}</ul>
        </details>
    })
}
