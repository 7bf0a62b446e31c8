//! What is to be done next: ticked, added and edited in its place.

use crate::ui::weave::prelude::*;

use super::{
    Page,
    add_form::AddForm,
    entry::{EditRecord, RecordMenu},
    section::Section,
};
use crate::{
    domain::dates::Day,
    ledger::RecordId,
    ui::{
        actions::use_actor,
        parts::{Button, Icon, focus_soon},
    },
    workspace::{
        Command,
        venture_page::{StepLine, steps},
    },
};

#[component]
pub(super) fn StepsSection(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let lists = session.view_record(page.venture, move |workspace| {
        steps(workspace, page.venture)
    });
    let of = move |done: bool, id: RecordId| {
        Memo::new(move |_| {
            lists.with(|(open, closed)| {
                let list = if done { closed } else { open };
                list.iter().find(|step| step.id == id).cloned()
            })
        })
    };
    let ids = move |done: bool| {
        lists.with(|(open, closed)| {
            let list = if done { closed } else { open };
            list.iter().map(|step| step.id).collect::<Vec<_>>()
        })
    };
    let open_count = move || {
        let open = lists.with(|(open, _)| open.len());
        if open == 0 {
            String::new()
        } else {
            open.to_string()
        }
    };
    let done_count = Memo::new(move |_| lists.with(|(_, done)| done.len()));
    let close = move || {
        page.adding_step.set(false);
        focus_soon("add-step");
    };
    view! {
        <Section name="steps" title="Next steps" count=Signal::derive(open_count)>
            {move || lists.with(|(open, _)| open.is_empty()).then(|| view! {
                <p class="quiet">"Nothing is open. What would help most before you next talk?"</p>
            })}
            <ul class="lines">
                <For each=move || ids(false) key=|id| *id let:id><Line id step=of(false, id)/></For>
            </ul>
            {move || if page.adding_step.get() {
                view! { <AddForm kind="step" fields=&["what", "who", "due"] venture=page.venture close/> }.into_any()
            } else {
                view! {
                    <div class="row no-print">
                        <Button
                            label="Add a next step"
                            id="add-step"
                            icon=Icon::Plus
                            small=true
                            on_press=move || page.adding_step.set(true)
                        />
                    </div>
                }
                .into_any()
            }}
            {move || (done_count.get() > 0).then(|| view! {
                <details class="no-print" id="steps-done">
                    <summary>{move || format!("Done ({})", done_count.get())}</summary>
                    <ul class="lines">
                        <For each=move || ids(true) key=|id| *id let:id><Line id step=of(true, id)/></For>
                    </ul>
                </details>
            })}
        </Section>
    }
}

/// By when, or how late, in words.
fn when(step: &StepLine, today: Day) -> AnyView {
    if let Some(done) = step.done_on {
        return view! { <span>{format!("Done {}", done.relative(today))}</span> }.into_any();
    }
    match (step.days_late(today), step.due) {
        (Some(1), _) => view! { <span class="late">"1 day late"</span> }.into_any(),
        (Some(late), _) => {
            view! { <span class="late">{format!("{late} days late")}</span> }.into_any()
        }
        (None, Some(due)) => {
            view! { <span title=due.to_string()>{format!("Due {}", due.relative(today))}</span> }
                .into_any()
        }
        (None, None) => ().into_any(),
    }
}

#[component]
fn Line(id: RecordId, step: Memo<Option<StepLine>>) -> impl IntoView {
    let actor = use_actor();
    let editing = RwSignal::new(false);
    let what = Memo::new(move |_| {
        step.with(|step| {
            step.as_ref()
                .map(|step| step.what.clone())
                .unwrap_or_default()
        })
    });
    let done = Memo::new(move |_| {
        step.with(|step| step.as_ref().is_some_and(|step| step.done_on.is_some()))
    });
    let tick = move |event| {
        let done = event_target_checked(&event);
        actor.act(Command::FinishStep { step: id, done });
        // The line goes to the other list, and the focus it had with it.
        focus_soon("add-step");
    };
    let more = move || {
        let today = actor.session.today.get();
        step.get().map(|step| {
            let who = (!step.who.is_empty()).then(|| view! { <span>{step.who.clone()}</span> });
            let note = (!step.note.is_empty()).then(|| view! { <span>{step.note.clone()}</span> });
            view! { {who} {when(&step, today)} {note} }
        })
    };
    view! {
        <li class="line" id=id.to_string() tabindex="-1" data-done=move || done.get().then_some("")>
            <input
                type="checkbox"
                aria-label=move || format!("Done: {}", what.get())
                prop:checked=move || done.get()
                on:change=tick
            />
            <div class="line-main">
                <p>{what}</p>
                <p class="line-more">{more}</p>
                {move || editing.get().then(|| view! { <EditRecord record=id kind="step" open=editing/> })}
            </div>
            <span class="line-end"><RecordMenu record=id name=what open=editing/></span>
        </li>
    }
}
