//! Links to papers kept elsewhere: when they run out, and what their absence blocks.

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
        parts::{Button, Icon, focus_soon, icon},
    },
    workspace::venture_page::{DocumentLine, Expiry, documents},
};

#[component]
pub(super) fn PapersSection(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let lines = Memo::new(move |_| {
        session.track_record(page.venture);
        let today = session.today.get();
        session.read(|workspace| documents(workspace, page.venture, today))
    });
    let adding = RwSignal::new(false);
    let count = move || match lines.with(Vec::len) {
        0 => String::new(),
        many => many.to_string(),
    };
    let close = Callback::new(move |()| {
        adding.set(false);
        focus_soon("add-paper");
    });
    let line = move |id: RecordId| {
        Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| line.id == id).cloned()))
    };
    let fields = &["title", "kind", "address", "expires", "blocks"];
    view! {
        <Section name="papers" title="Documents" count=Signal::derive(count)>
            {move || lines.with(Vec::is_empty).then(|| view! {
                <p class="quiet">"No documents are linked yet: governing document, accounts, insurance, policies."</p>
            })}
            <ul class="lines">
                <For
                    each=move || lines.with(|lines| lines.iter().map(|line| line.id).collect::<Vec<_>>())
                    key=|id| *id
                    let:id
                >
                    <Line id line=line(id)/>
                </For>
            </ul>
            {move || if adding.get() {
                view! { <AddForm kind="document" fields venture=page.venture close/> }.into_any()
            } else {
                view! {
                    <div class="row no-print">
                        <Button
                            label="Add a document"
                            id="add-paper"
                            icon=Icon::Plus
                            small=true
                            on_press=move || adding.set(true)
                        />
                    </div>
                }
                .into_any()
            }}
        </Section>
    }
}

fn expiry(line: &DocumentLine, today: Day) -> Option<AnyView> {
    let day = line.expires?;
    let when = day.relative(today);
    Some(match line.expiry {
        Expiry::Past => view! { <span class="late">{format!("Ran out {when}")}</span> }.into_any(),
        Expiry::Soon => {
            view! { <span class="mark warning">{icon(Icon::Clock)}{format!("Runs out {when}")}</span> }.into_any()
        }
        Expiry::Good => view! { <span>{format!("Runs out on {day}")}</span> }.into_any(),
    })
}

#[component]
fn Line(id: RecordId, line: Memo<Option<DocumentLine>>) -> impl IntoView {
    let session = use_actor().session;
    let editing = RwSignal::new(false);
    let title = Memo::new(move |_| {
        line.with(|line| {
            line.as_ref()
                .map(|line| line.title.clone())
                .unwrap_or_default()
        })
    });
    let address =
        Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.address.clone())));
    let heading = move || match address.get() {
        Some(address) => view! {
            <a href=address target="_blank" rel="noopener noreferrer">
                {title} <span class="visually-hidden">" (opens in a new tab)"</span>
            </a>
        }
        .into_any(),
        None => view! { {title} }.into_any(),
    };
    let more = move || {
        let today = session.today.get();
        line.get().map(|line| {
            let part = |text: String| (!text.is_empty()).then(|| view! { <span>{text}</span> });
            let missing = line
                .address
                .is_none()
                .then(|| view! { <span>"No address yet"</span> });
            let blocks = if line.blocks.is_empty() {
                String::new()
            } else {
                format!("Without it: no {}", lower(&line.blocks))
            };
            view! { {part(line.kind.clone())} {expiry(&line, today)} {missing} {part(blocks)} }
        })
    };
    view! {
        <li class="line" id=id.to_string() tabindex="-1">
            {icon(Icon::Document)}
            <div class="line-main">
                <p>{heading}</p>
                <p class="line-more">{more}</p>
                {move || editing.get().then(|| view! { <EditRecord record=id kind="document" open=editing/> })}
            </div>
            <span class="line-end"><RecordMenu record=id name=title open=editing/></span>
        </li>
    }
}

/// The first letter small, for the middle of a sentence; names in capitals stay.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
