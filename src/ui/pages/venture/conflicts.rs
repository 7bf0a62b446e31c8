//! Two values that stand side by side until somebody decides.

use leptos::prelude::*;

use super::Page;
use crate::{
    ui::{
        actions::use_actor,
        parts::{Button, focus_soon},
    },
    workspace::{
        Command,
        venture_page::{Conflict, conflicts},
    },
};

#[component]
pub(super) fn Conflicts(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let all = Memo::new(move |_| {
        session.track_record(page.venture);
        session.read(|workspace| conflicts(workspace, page.venture))
    });
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| view! {
            <section aria-labelledby="to-settle">
                <h2 id="to-settle" tabindex="-1">"To settle"</h2>
                <p class="quiet">
                    "Two people changed the same thing without having seen each other's change. Nothing is lost: say which should stand."
                </p>
                {all.into_iter().map(|conflict| view! { <One conflict/> }).collect_view()}
            </section>
        })
    }
}

#[component]
fn One(conflict: Conflict) -> impl IntoView {
    let actor = use_actor();
    let title = match &conflict.of {
        Some(of) => format!("Two versions of the {} of “{of}”", conflict.label),
        None => format!("Two versions of the {}", conflict.label),
    };
    let record = conflict.record;
    let choices = conflict
        .versions
        .into_iter()
        .map(|version| {
            let words = if version.shown.words.is_empty() { "Nothing".to_owned() } else { version.shown.words };
            let place = if version.from_here { "in this tab" } else { "in another tab or browser" };
            let now = if version.shown_now { ". Shown until you decide" } else { "" };
            let more = format!("{}, {place}{now}", version.when);
            let describe = format!("Keep “{words}”");
            let (field, value) = (conflict.field.clone(), version.shown.value);
            let keep = move || {
                if actor.act(Command::Choose { record, field: field.clone(), value: value.clone() }) {
                    focus_soon("page-title");
                }
            };
            view! {
                <div class="conflict-choice" data-kept=version.shown_now.then_some("")>
                    <p class="conflict-value">{words}</p>
                    <p class="line-more">{more}</p>
                    <Button label="Keep this" describe=describe small=true on_press=keep/>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="conflict"><h3>{title}</h3><div class="conflict-choices">{choices}</div></section>
    }
}
