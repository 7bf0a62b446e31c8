//! What restored backups replaced.

use leptos::task::spawn_local;

use crate::{
    ui::{
        parts::{Button, ButtonKind, use_toasts},
        session::use_session,
        weave::prelude::*,
    },
    workspace::safekeeping::Kept,
};

/// The part of the page; nothing while there is no archive.
#[component]
pub(super) fn ArchivesPart() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let all = RwSignal::new(Vec::<Kept>::new());
    let look = move || {
        spawn_local(async move {
            if let Some(beside) = session.host().safekeeping().await {
                all.try_set(beside.kept().await.unwrap_or_default());
            }
        });
    };
    look();
    let fetch = move |name: String| {
        spawn_local(async move {
            let host = session.host();
            let Some(beside) = host.safekeeping().await else {
                return;
            };
            match beside.take_out(&name).await {
                Ok(Some(bytes)) => host.download(&name, "application/json", vec![bytes]),
                Ok(None) => toasts.warn("This archive is no longer here."),
                Err(error) => toasts.warn(error.to_string()),
            }
        });
    };
    let discard = move |name: String| {
        spawn_local(async move {
            if let Some(beside) = session.host().safekeeping().await {
                match beside.discard(&name).await {
                    Ok(()) => toasts.say(format!("{name} is gone.")),
                    Err(error) => toasts.warn(format!("Nothing was thrown away. {error}")),
                }
            }
            look();
        });
    };
    let line = move |kept: Kept| {
        let (to_fetch, to_discard) = (kept.name.clone(), kept.name.clone());
        let size = format!("{} kB", kept.bytes.div_ceil(1_000));
        view! {
            <li class="line">
                <div class="line-main"><p>{kept.name.clone()}</p><p class="line-more">{size}</p></div>
                <span class="line-end row">
                    <Button label="Download" describe=format!("Download {}", kept.name) small=true on_press=move || fetch(to_fetch.clone())/>
                    <Button label="Throw away" describe=format!("Throw away {}", kept.name) kind=ButtonKind::Danger small=true on_press=move || discard(to_discard.clone())/>
                </span>
            </li>
        }
    };
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let lines = all.into_iter().map(line).collect_view();
            view! {
                <section class="data-section">
                    <div>
                        <h2>"Archives"</h2>
                        <p class="quiet small">"What was here before a backup was restored. Download one to restore it; throw it away when nobody needs it any more."</p>
                    </div>
                    <ul class="lines">{lines}</ul>
                </section>
            }
        })
    }
}
