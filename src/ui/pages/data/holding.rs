//! What this browser holds, how safely, and how to empty it.

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use super::export::LAST_EXPORT_KEY;
use crate::{
    domain::{dates::Moment, schema, text::capital},
    ui::{
        frame::VersionNews,
        parts::{Button, ButtonKind, CheckboxField, Dialog, DialogSize, LinkButton, use_toasts},
        session::{Session, use_session},
    },
    workspace::{
        host::StorageState,
        safekeeping::{CHANGES_TAKEN_OUT_KEY, NotTakenOut, taken_out_words},
    },
};

/// The part of the page.
#[component]
pub fn HoldingPart() -> impl IntoView {
    let session = use_session();
    let state = RwSignal::new(StorageState::default());
    let news = expect_context::<VersionNews>();
    let look = move || {
        spawn_local(async move {
            let found = session.host().storage_state().await;
            state.try_set(found);
        });
    };
    Effect::new(move |_| {
        session.status.track();
        look();
    });
    let ask = move || {
        spawn_local(async move {
            let answer = session.host().ask_to_persist().await;
            state.try_set(answer);
        });
    };
    let persistent = move || match state.get().persistent {
        Some(true) => "Yes: the browser promised not to clear it by itself",
        Some(false) => "Not promised: the browser may clear it when the disk is full",
        None => {
            "This browser does not say. Safari and others may clear data of sites not visited for a while"
        }
    };
    let used = move || match (state.get().used_bytes, state.get().quota_bytes) {
        (Some(used), Some(quota)) => format!("{} of {}", megabytes(used), megabytes(quota)),
        (Some(used), None) => megabytes(used),
        _ => "This browser does not say".to_owned(),
    };
    let counts = move || {
        session.revision.track();
        session.read(|workspace| {
            schema::KINDS
                .iter()
                .map(|spec| (spec.many, workspace.records().of_kind(spec.id).count()))
                .filter(|(_, count)| *count > 0)
                .map(|(many, count)| view! { <div><dt>{capital(many)}</dt><dd>{grouped(count as u64)}</dd></div> })
                .collect_view()
        })
    };
    let last = move || {
        session.status.track();
        last_export_words(session)
    };
    let emptying = RwSignal::new(false);
    view! {
        <div class="data-page">
            <section class="data-section">
                <div><h2>"How safely it is kept"</h2></div>
                <div class="stack">
                    <dl class="facts">
                        <div><dt>"Kept for good"</dt><dd>{persistent}</dd></div>
                        <div><dt>"Space used"</dt><dd>{used}</dd></div>
                        <div><dt>"Last full backup"</dt><dd>{last}</dd></div>
                        <div><dt>"Works without a network"</dt><dd>{move || if news.offline_ready.get() { "Yes" } else { "Not yet: it will once all files are in this browser" }}</dd></div>
                    </dl>
                    <div class="row">
                        {move || (state.get().persistent == Some(false)).then(|| view! { <Button label="Ask the browser to keep it" on_press=ask/> })}
                        <LinkButton label="Export everything" href="/data?tab=export"/>
                    </div>
                </div>
            </section>
            <section class="data-section">
                <div><h2>"What is here"</h2><p class="quiet small">"Nothing leaves this browser unless you send it."</p></div>
                <dl class="facts">{counts}</dl>
            </section>
            <section class="data-section">
                <div><h2>"Empty this browser"</h2></div>
                <div class="stack">
                    <p>"Takes everything out of this browser: records, history and typed drafts. This cannot be undone here. Export first."</p>
                    <div class="row"><Button label="Empty this browser…" kind=ButtonKind::Danger on_press=move || emptying.set(true)/></div>
                </div>
            </section>
        </div>
        <Empty open=emptying/>
    }
}

/// When data was last taken out, in words.
pub fn last_export_words(session: Session) -> String {
    let kept = session
        .host()
        .recall(LAST_EXPORT_KEY)
        .and_then(|text| text.parse::<i64>().ok());
    match kept {
        None => "No full backup yet".to_owned(),
        Some(ms) => capital(&Moment(ms).day().relative(session.today.get_untracked())),
    }
}

/// When everything was last taken out, and how much has changed since.
fn at_stake(session: Session) -> String {
    let host = session.host();
    let kept = |key: &str| host.recall(key).and_then(|text| text.parse::<u64>().ok());
    let last = kept(LAST_EXPORT_KEY);
    let counted = kept(CHANGES_TAKEN_OUT_KEY).and_then(|count| usize::try_from(count).ok());
    let (count, newest) = session.read(|workspace| {
        let ledger = workspace.ledger();
        (ledger.change_count(), ledger.last_stamp().wall)
    });
    let not_in_it = match (last, counted) {
        (None, _) => NotTakenOut::Changes(count),
        (Some(_), Some(counted)) if counted <= count => NotTakenOut::Changes(count - counted),
        (Some(last), _) if newest <= last => NotTakenOut::Changes(0),
        _ => NotTakenOut::Something,
    };
    let day = last.and_then(|ms| Some(Moment(i64::try_from(ms).ok()?).day()));
    taken_out_words(day, not_in_it, session.today.get())
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    if tenths < 10_000 {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    } else {
        format!("{} GB", tenths / 10_000)
    }
}

#[component]
fn Empty(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let sure = RwSignal::new(false);
    let go = move || {
        if !sure.get_untracked() {
            return;
        }
        open.set(false);
        sure.set(false);
        let host = session.host();
        for key in host.remembered("draft.") {
            host.forget(&key);
        }
        spawn_local(async move {
            match session.wipe().await {
                Ok(()) => {
                    // What comes next is in no copy of what was here.
                    for key in host.remembered("last_export_") {
                        host.forget(&key);
                    }
                    toasts.say("This browser is empty.");
                }
                Err(error) => toasts.warn(format!("Nothing was emptied. {error}")),
            }
        });
    };
    view! {
        <Dialog open on_close=move || open.set(false) title="Empty this browser?" size=DialogSize::Small>
            <p>"Everything that Fledgling holds in this browser goes, in all tabs. A full backup that you downloaded brings it back."</p>
            <p><strong>{move || open.get().then(|| at_stake(session))}</strong></p>
            <CheckboxField label="I have exported what I need" checked=sure/>
            <div class="dialog-actions">
                <Button label="Empty this browser" kind=ButtonKind::Danger disabled=Signal::derive(move || !sure.get()) on_press=go/>
                <Button label="Keep everything" on_press=move || open.set(false)/>
            </div>
        </Dialog>
    }
}
