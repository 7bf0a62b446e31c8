//! Restoring a full backup: into an empty browser, or over what is here, which goes into an archive first.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;

use super::{super::export::LAST_EXPORT_KEY, backup_name};
use crate::{
    exchange::{
        fledgling::{FledglingFile, RestoreOffer},
        import::{FileMark, Opened, open},
    },
    ui::{
        pages::data::{
            sealing::FileDoor,
            under_way::{READING, UnderWay, UnderWayBar, read_own, unheard},
            whole_log::{all_saved, each_entry, full_backup},
        },
        parts::{Banner, Button, ButtonKind, CheckboxField, Dialog, DialogSize, Tone, use_toasts},
        session::{Session, use_session},
        weave::prelude::*,
    },
    workspace::{
        Context,
        erasing::{DONE_KEY, done_note},
        host::Writers,
        safekeeping::CHANGES_TAKEN_OUT_KEY,
    },
};

/// A backup that was read, and what restoring it would do.
#[derive(Clone)]
struct Offer {
    name: String,
    bytes: Arc<Vec<u8>>,
    offer: RestoreOffer,
}

#[component]
pub(super) fn RestorePart() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let error = RwSignal::new(None::<String>);
    let offer = RwSignal::new(None::<Offer>);
    let working = RwSignal::new(false);
    let reading = UnderWay::nothing();
    let consider = move |file: (String, Vec<u8>)| {
        error.set(None);
        if reading.begin() {
            spawn_local(consider(session, file, reading, (offer, error)));
        }
    };
    let go = move || {
        let Some(chosen) = offer.get_untracked().filter(|_| !working.get_untracked()) else {
            return;
        };
        working.set(true);
        spawn_local(async move {
            match restore(session, chosen).await {
                Ok(said) => toasts.say(said),
                Err(problem) => {
                    working.try_set(false);
                    offer.try_set(None);
                    error.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <section class="data-section">
            <div>
                <h2>"Restore a backup"</h2>
                <p class="quiet small">"To bring in what a colleague did, open their changes under Colleagues instead: that merges."</p>
            </div>
            <div class="stack">
                {move || error.get().map(|problem| view! {
                    <Banner tone=Tone::Danger title="Nothing was restored" on_dismiss=move || error.set(None)><p>{problem}</p></Banner>
                })}
                <FileDoor
                    title="Drop a full backup here, or choose one"
                    about="A file with everything, sealed or not. It takes the place of what is here, once you have agreed to that."
                    choose="Choose a backup to restore"
                    error
                    on_open=consider
                />
                <UnderWayBar label=READING work=reading/>
            </div>
        </section>
        <Dialog
            open=Signal::derive(move || offer.with(Option::is_some))
            on_close=move || if !working.get_untracked() { offer.set(None) }
            title="Restore this backup?"
            size=DialogSize::Small
        >
            {move || offer.get().map(|chosen| view! { <Agree chosen working offer on_go=go/> })}
        </Dialog>
    }
}

/// Reads a backup, and offers to restore it or says what is wrong with it.
async fn consider(
    session: Session,
    (name, bytes): (String, Vec<u8>),
    reading: UnderWay,
    (offer, error): (RwSignal<Option<Offer>>, RwSignal<Option<String>>),
) {
    match look_at(session, name, bytes, reading).await {
        Ok(read) => offer.try_set(read),
        Err(problem) => error.try_set(Some(problem)),
    }
    reading.end();
}

#[component]
fn Agree(
    chosen: Offer,
    working: RwSignal<bool>,
    offer: RwSignal<Option<Offer>>,
    #[prop(into)] on_go: Callback<()>,
) -> impl IntoView {
    let replaces = chosen.offer.kinship.is_some();
    let sure = RwSignal::new(!replaces);
    let late = Signal::derive(move || !sure.get() || working.get());
    view! {
        <p><strong>{chosen.name.clone()}</strong></p>
        <p>{chosen.offer.words()}</p>
        {replaces.then(|| view! {
            <p>"Other tabs of this browser follow. This cannot be undone with Undo; the archive brings back what was here."</p>
            <CheckboxField label="Put what is here into an archive, and restore" checked=sure/>
        })}
        <div class="dialog-actions">
            <Button label="Restore" kind=ButtonKind::Primary disabled=late on_press=on_go/>
            <Button label="Cancel" on_press=move || if !working.get_untracked() { offer.set(None) }/>
            {move || working.get().then(|| view! { <span role="status">"Restoring…"</span> })}
        </div>
    }
}

/// Reads a backup and says what restoring it would do; nothing when reading was given up.
async fn look_at(
    session: Session,
    name: String,
    bytes: Vec<u8>,
    work: UnderWay,
) -> Result<Option<Offer>, String> {
    let opened = open(bytes, &name).map_err(|error| error.to_string())?;
    let Opened::Fledgling(bytes) = opened else {
        return Err(
            "This is not a full backup. Open it under Import. Nothing was changed.".to_owned(),
        );
    };
    let bytes = Arc::new(bytes);
    let read = read_own(Arc::clone(&bytes), &mut |progress| work.hear(progress)).await;
    let Some(read) = read else {
        return Ok(None);
    };
    let file = read.map_err(|error| error.to_string())?;
    let offer = session.read(|workspace| file.restore_offer(workspace));
    Ok(Some(Offer { name, bytes, offer }))
}

/// What was there goes into an archive; then the backup takes its place in one transaction.
async fn restore(session: Session, chosen: Offer) -> Result<String, String> {
    let host = session.host();
    TimeoutFuture::new(40).await;
    let file = FledglingFile::read(&chosen.bytes).map_err(|error| error.to_string())?;
    all_saved(session).await?;
    let mut said = format!("Restored {}.", chosen.name);
    if chosen.offer.kinship.is_some() {
        let backup = full_backup(session, &mut unheard)
            .await?
            .ok_or("What is here could not be put into an archive, so nothing was restored.")?;
        let beside = host.safekeeping().await.ok_or(
            "The part of Fledgling that keeps archives did not arrive. Nothing was changed. Check your connection, then try again.",
        )?;
        let name = archive_name(session);
        beside.keep(&name, backup.parts.concat()).await.map_err(|error| {
            format!(
                "What is here could not be put into an archive, so nothing was restored. {error}"
            )
        })?;
        said = format!("{said} What was here is in the archive {name}.");
    }
    let upto = each_entry(session, |_| ())
        .await
        .map_err(|error| format!("{error} Nothing was changed."))?;
    let mark = FileMark::of(&chosen.name, &chosen.bytes);
    let (random, today) = (|| host.random(), session.today.get_untracked());
    let context = Context {
        now_ms: host.now_ms(),
        today,
        random: &random,
    };
    let entries = session.read(|workspace| file.restore(workspace, &mark, &context));
    let done = session.read(done_note);
    session
        .replace_log(entries, Some(upto), Writers::Anew)
        .await
        .map_err(|error| format!("{error} Nothing was changed."))?;
    host.remember(DONE_KEY, &done);
    // The file that was restored holds all that is here now; what was counted before was another history.
    host.remember(LAST_EXPORT_KEY, &host.now_ms().to_string());
    host.forget(CHANGES_TAKEN_OUT_KEY);
    Ok(said)
}

fn archive_name(session: Session) -> String {
    let now =
        crate::domain::dates::Moment(i64::try_from(session.host().now_ms()).unwrap_or_default());
    let name = backup_name(session);
    let stem = name.split("-backup-").next().unwrap_or("fledgling");
    let time: String = now
        .to_rfc3339()
        .chars()
        .map(|letter| if letter == ':' { '-' } else { letter })
        .take(19)
        .collect();
    format!("{stem}-before-restoring-{time}.json")
}
