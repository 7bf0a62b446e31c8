//! A folder that is kept filled with backups, where the browser allows it.

use std::{cell::Cell, time::Duration};

use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;

use super::backup_name;
use crate::{
    exchange::rotation,
    ui::{
        pages::data::{
            export::{LAST_EXPORT_KEY, note_backup},
            under_way::unheard,
            whole_log::full_backup,
        },
        parts::{Banner, Button, ButtonKind, Tone, use_toasts},
        session::{Session, use_session},
        weave::prelude::*,
    },
    workspace::safekeeping::{Folder, FolderError, STOPPED_KEY},
};

/// How often it is looked whether a backup is due.
const LOOK_EVERY: Duration = Duration::from_secs(60);

thread_local! {
    static LOOKING: Cell<bool> = const { Cell::new(false) };
}

/// From now on, while Fledgling is in use, backs up into the folder when it is time.
pub(in crate::ui::pages::data) fn keep_backing_up(session: Session) {
    if LOOKING.replace(true) {
        return;
    }
    let look = move || {
        spawn_local(async move {
            let done = back_up_when_due(session, false).await;
            note_whether_stopped(session, done.err()).await;
        });
    };
    look();
    set_interval(look, LOOK_EVERY);
}

/// Remembers why backups have stopped, for Today to say: nobody looks at the folder while they believe that it fills.
async fn note_whether_stopped(session: Session, problem: Option<String>) {
    let host = session.host();
    let Some(beside) = host.safekeeping().await else {
        return;
    };
    let stopped = match beside.folder().await {
        Folder::Lapsed(name) => Some(lapsed(&name)),
        Folder::Ready(_) => problem,
        Folder::Unable | Folder::None => None,
    };
    if host.recall(STOPPED_KEY) == stopped {
        return;
    }
    match stopped {
        Some(why) => {
            host.remember(STOPPED_KEY, &why);
        }
        None => host.forget(STOPPED_KEY),
    }
    // Whatever shows how safe the data is looks again.
    session.status.update(|_| ());
}

fn lapsed(folder: &str) -> String {
    format!("The browser no longer lets Fledgling write into the folder “{folder}”.")
}

/// How the folder's files of this workspace begin.
fn stem(session: Session) -> String {
    let name = backup_name(session);
    name.split("-backup-")
        .next()
        .unwrap_or("fledgling")
        .to_owned()
}

/// Writes a backup into the folder if one is due or wished for, and takes away those that are too many. Answers whether
/// one was written.
async fn back_up_when_due(session: Session, wished: bool) -> Result<bool, String> {
    let host = session.host();
    let Some(beside) = host.safekeeping().await else {
        return Ok(false);
    };
    if !matches!(beside.folder().await, Folder::Ready(_)) {
        return Ok(false);
    }
    let (blank, changed) =
        session.read(|workspace| (workspace.is_blank(), workspace.ledger().last_stamp().wall));
    let done = host
        .recall(LAST_EXPORT_KEY)
        .and_then(|text| text.parse::<u64>().ok());
    if blank || (!wished && done.is_some_and(|done| done >= changed)) {
        return Ok(false);
    }
    let told = |error: FolderError| error.to_string();
    let (stem, now) = (stem(session), host.now_ms());
    let mut files = beside.files().await.map_err(told)?;
    if !wished && !rotation::is_due(&stem, &files, now) {
        return Ok(false);
    }
    let Some(backup) = full_backup(session, &mut unheard).await? else {
        return Ok(false);
    };
    let name = rotation::file_name(&stem, now);
    beside.write_file(&name, backup.parts).await.map_err(told)?;
    if !files.contains(&name) {
        files.push(name.clone());
    }
    note_backup(session, &backup.holds, &name, false);
    for old in rotation::surplus(&stem, &files, now) {
        // One that cannot be deleted now is deleted after the next backup.
        let _ = beside.delete_file(&old).await;
    }
    Ok(true)
}

/// The part of the page.
#[component]
pub(super) fn FolderPart() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let state = RwSignal::new(None::<Folder>);
    let files = RwSignal::new(Vec::<String>::new());
    let look = move || {
        spawn_local(async move {
            let Some(beside) = session.host().safekeeping().await else {
                return;
            };
            let found = beside.folder().await;
            if matches!(found, Folder::Ready(_)) {
                let names = beside.files().await.unwrap_or_default();
                let stem = stem(session);
                let own = names
                    .into_iter()
                    .filter(|name| rotation::last(&stem, std::slice::from_ref(name)).is_some());
                let mut own: Vec<String> = own.collect();
                crate::ledger::ordering::sort(&mut own);
                own.reverse();
                files.try_set(own);
            }
            state.try_set(Some(found));
            note_whether_stopped(session, None).await;
        });
    };
    look();
    let write = Callback::new(move |()| {
        spawn_local(async move {
            match back_up_when_due(session, true).await {
                Ok(true) => toasts.say("A backup is in the folder."),
                Ok(false) => {}
                Err(problem) => toasts.warn(problem),
            }
            TimeoutFuture::new(0).await;
            look();
        });
    });
    let choose = Callback::new(move |again: bool| {
        spawn_local(async move {
            let Some(beside) = session.host().safekeeping().await else {
                return;
            };
            let chosen = if again {
                beside.allow_again().await
            } else {
                beside.choose_folder().await
            };
            match chosen {
                Ok(Folder::Ready(_)) => write.run(()),
                Ok(_) => toasts
                    .warn("The browser did not allow it, so nothing is backed up into the folder."),
                Err(FolderError::NotChosen) => {}
                Err(error) => toasts.warn(error.to_string()),
            }
            look();
        });
    });
    let forget = move || {
        spawn_local(async move {
            if let Some(beside) = session.host().safekeeping().await
                && beside.forget_folder().await.is_ok()
            {
                toasts.say("Nothing more is written into the folder. What lies in it stays.");
            }
            look();
        });
    };
    let draw = move || {
        match state.get() {
        None => view! { <p role="status">"Looking for the folder…"</p> }.into_any(),
        Some(Folder::Unable) => view! {
            <p>"This browser does not let a page write into a folder. Download a backup from time to time: Today reminds you after a week, and how old the last one is stands at the top of every page. Chrome and Edge can keep a folder filled."</p>
        }
        .into_any(),
        Some(Folder::None) => view! {
            <p>"Choose a folder once, best one that is copied elsewhere, such as a shared drive. While you work, Fledgling then writes a backup there, at most every quarter of an hour: three of today and one for each earlier day, ten in all."</p>
            <p class="quiet small">"The backups are plain files that hold people’s names and details. Choose a folder that only your colleagues can read."</p>
            <div class="row"><Button label="Choose a folder…" kind=ButtonKind::Primary on_press=move || choose.run(false)/></div>
        }
        .into_any(),
        Some(Folder::Lapsed(name)) => view! {
            <Banner tone=Tone::Warning title="Backups have stopped">
                <p>{lapsed(&name)}" It asks again after a while, and whenever the browser was closed."</p>
                <div class="banner-actions">
                    <Button label="Allow it again" kind=ButtonKind::Primary on_press=move || choose.run(true)/>
                    <Button label="Choose another folder…" on_press=move || choose.run(false)/>
                </div>
            </Banner>
        }
        .into_any(),
        Some(Folder::Ready(name)) => {
            let all = files.get();
            let listed = all.iter().map(|name| view! { <li>{name.clone()}</li> }).collect_view();
            view! {
                <p>{format!("Backups are written into the folder “{name}” while you work.")}</p>
                <details class="section"><summary><h3>"What lies there"</h3><span class="count">{all.len()}</span></summary>
                    <div class="section-body"><ul class="small">{listed}</ul></div></details>
                <div class="row">
                    <Button label="Back up now" on_press=move || write.run(())/>
                    <Button label="Choose another folder…" on_press=move || choose.run(false)/>
                    <Button label="Stop" describe="Stop backing up into the folder" on_press=forget/>
                </div>
            }
            .into_any()
        }
    }
    };
    view! {
        <section class="data-section">
            <div><h2>"A folder for backups"</h2></div>
            <div class="stack">{draw}</div>
        </section>
    }
}
