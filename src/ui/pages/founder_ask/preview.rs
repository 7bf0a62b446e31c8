//! Exactly what leaves, before it leaves.

use crate::ui::weave::prelude::*;

use crate::{
    exchange::founder::{FounderFile, Leaving, leaving},
    ledger::RecordId,
    ui::{parts::Choice, parts::SelectField, session::use_session},
    workspace::founders::Asking,
};

/// Lines of what leaves, grouped as they belong together.
#[component]
pub(in crate::ui::pages) fn Leaves(
    /// Every word that leaves.
    lines: Vec<Leaving>,
) -> impl IntoView {
    let mut groups: Vec<(String, Vec<AnyView>)> = Vec::new();
    for Leaving {
        group,
        label,
        words,
    } in lines
    {
        let line = view! { <div><dt>{label}</dt><dd>{words}</dd></div> }.into_any();
        match groups.last_mut() {
            Some((known, drawn)) if *known == group => drawn.push(line),
            _ => groups.push((group, vec![line])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(name, lines)| view! { <section><h4>{name}</h4><dl>{lines}</dl></section> })
        .collect_view();
    view! { <div class="leaves">{groups}</div> }
}

/// What a request to one of these ventures would carry.
#[component]
pub(super) fn Preview(
    ventures: StoredValue<Vec<RecordId>>,
    #[prop(into)] asking: Signal<Asking>,
) -> impl IntoView {
    let session = use_session();
    let ids = ventures.get_value();
    let first = ids.first().map(ToString::to_string).unwrap_or_default();
    let which = RwSignal::new(first);
    let options: Vec<Choice> = session.read(|workspace| {
        ids.iter()
            .map(|id| Choice::new(id.to_string(), workspace.name_of(*id)))
            .collect()
    });
    let is_open = RwSignal::new(false);
    let lines = move || {
        let venture = RecordId::parse(&which.get()).ok()?;
        let asking = asking.get();
        session.track_record(venture);
        let today = session.today.get();
        let request =
            session.read(|workspace| workspace.preview_request(venture, &asking, today))?;
        Some(leaving(&FounderFile::Request(Box::new(request))))
    };
    let toggled = move |event: leptos::ev::Event| {
        let details: web_sys::Element = event_target(&event);
        is_open.set(details.has_attribute("open"));
    };
    view! {
        <details class="section" on:toggle=toggled>
            <summary><h3>"See exactly what leaves"</h3></summary>
            <div class="section-body">
                <p class="quiet small">"These words and nothing else: no note of staff, no other venture, no ally. Beside them the file holds only ids."</p>
                {(options.len() > 1).then(|| view! { <SelectField label="To" value=which options=options.clone()/> })}
                {move || is_open.get().then(|| lines().map(|lines| view! { <Leaves lines/> }))}
            </div>
        </details>
    }
}
