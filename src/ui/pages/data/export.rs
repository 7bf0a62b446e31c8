//! Taking the data out.

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use crate::{
    exchange::fledgling::{Export, content_hash},
    ui::{
        parts::{Button, ButtonKind, Icon, LinkButton, Progress, use_toasts},
        session::{Session, use_session},
    },
};

/// Log entries read at once.
const ENTRIES_AT_ONCE: u32 = 200;
/// Where this browser remembers when data was last taken out.
pub const LAST_EXPORT_KEY: &str = "last_export_ms";

/// The part of the page.
#[component]
pub fn ExportPart() -> impl IntoView {
    let session = use_session();
    let progress = RwSignal::new(None::<u64>);
    let toasts = use_toasts();
    let start = move || {
        if progress.get_untracked().is_some() {
            return;
        }
        progress.set(Some(0));
        spawn_local(async move {
            match export(session, progress).await {
                Ok(name) => toasts.say(format!("{name} is in your downloads.")),
                Err(problem) => toasts.warn(problem),
            }
            progress.try_set(None);
        });
    };
    let hash = Memo::new(move |_| {
        session.revision.track();
        session.read(|workspace| content_hash(workspace.ledger()))
    });
    let shown_hash = RwSignal::new(false);
    let records = move || {
        session.revision.track();
        session.read(|workspace| workspace.records().len())
    };
    view! {
        <div class="data-page">
            <section class="data-section">
                <div>
                    <h2>"Export everything"</h2>
                    <p class="quiet small">"One JSON file that people and programs can read: every record, setting, saved view and the full history. It is also your backup: importing it into an empty browser gives the same workspace."</p>
                </div>
                <div class="stack">
                    <p>"The file holds people's names and details. Keep it where you keep other personal data."</p>
                    <div class="row">
                        <Button label="Download everything as JSON" kind=ButtonKind::Primary icon=Icon::Download on_press=start/>
                        <LinkButton label="How the file is made up (JSON Schema)" href="/schema/workspace-1.json"/>
                    </div>
                    {move || progress.get().map(|done| view! {
                        <Progress
                            label="Writing the file"
                            done=Signal::derive(move || done)
                            on_cancel=move || progress.set(None)
                        />
                    })}
                    <p class="quiet small">{move || format!("{} records here.", records())}</p>
                    {move || if shown_hash.get() {
                        view! { <p class="small">"Content hash: "<code>{hash.get()}</code></p> }.into_any()
                    } else {
                        view! { <Button label="Show the content hash" small=true on_press=move || shown_hash.set(true)/> }.into_any()
                    }}
                </div>
            </section>
            <section class="data-section">
                <div><h2>"Export a table"</h2></div>
                <div class="stack">
                    <p>"Any table can be downloaded as CSV just as it is shown: choose filters, order and columns there first."</p>
                    <div class="row"><LinkButton label="Go to the ventures table" href="/ventures"/></div>
                </div>
            </section>
        </div>
    }
}

async fn export(session: Session, progress: RwSignal<Option<u64>>) -> Result<String, String> {
    let host = session.host();
    if session.has_unsaved() {
        return Err("Something is still being saved. Please try again in a moment, so that the file has it.".to_owned());
    }
    let now = host.now_ms();
    let mut writer = session.read(|workspace| Export::begin(workspace.ledger(), now));
    let mut after = 0;
    let mut left_out = 0u32;
    loop {
        let entries = host
            .log_after(after, ENTRIES_AT_ONCE)
            .await
            .map_err(|error| format!("Nothing was exported. {error}"))?;
        let Some((last, _)) = entries.last() else {
            break;
        };
        after = *last;
        for (_, batch) in &entries {
            if writer.add_batch(batch).is_err() {
                left_out += 1;
            }
        }
        match progress.try_get_untracked().flatten() {
            Some(done) => progress.set(Some(done + entries.len() as u64)),
            None => return Err("The export was cancelled.".to_owned()),
        }
        gloo_timers::future::TimeoutFuture::new(0).await;
    }
    let place = session.read(|workspace| workspace.incubator().name);
    let day = session.today.get_untracked().iso();
    let stem = if place.is_empty() {
        "fledgling".to_owned()
    } else {
        crate::domain::names::search_key(&place).replace(' ', "-")
    };
    let name = format!("{stem}-{day}.json");
    host.download(&name, "application/json", writer.finish());
    host.remember(LAST_EXPORT_KEY, &now.to_string());
    if left_out > 0 {
        return Err(format!(
            "{name} is in your downloads, but {left_out} damaged entries of the history are not in it."
        ));
    }
    Ok(name)
}
