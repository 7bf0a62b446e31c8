//! Backups: how old the last one is, a folder that is kept filled, a full backup restored, and archives.

mod archives;
pub(super) mod folder;
mod restore;

use leptos::task::spawn_local;

use super::{
    export::{GIVEN_UP, note_backup},
    holding::last_export_words,
    under_way::{UnderWay, UnderWayBar},
    whole_log::full_backup,
};
use crate::{
    exchange::profiles::{Profile, preview},
    ui::{
        parts::{Button, ButtonKind, Icon, LinkButton, use_toasts},
        session::{Session, use_session},
        weave::prelude::*,
    },
};

/// The part of the page.
#[component]
pub(super) fn BackupsPart() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let work = UnderWay::nothing();
    let last = move || {
        session.status.track();
        last_export_words(session)
    };
    let now = move || {
        if !work.begin() {
            return;
        }
        spawn_local(async move {
            match download(session, work).await {
                Ok(said) => toasts.say(said),
                Err(problem) => toasts.warn(problem),
            }
            work.end();
        });
    };
    view! {
        <div class="data-page">
            <section class="data-section">
                <div>
                    <h2>"The last backup"</h2>
                    <p class="quiet small">"A lost or broken computer takes everything along that lies only in this browser."</p>
                </div>
                <div class="stack">
                    <p class="backup-last">{last}</p>
                    <div class="row">
                        <Button label="Download a backup now" kind=ButtonKind::Primary icon=Icon::Download disabled=work.is_busy() on_press=now/>
                        <LinkButton label="Sealed, or for somebody else" href="/data?tab=export"/>
                    </div>
                    <UnderWayBar label="Writing records and changes" work/>
                </div>
            </section>
            <folder::FolderPart/>
            <restore::RestorePart/>
            <archives::ArchivesPart/>
        </div>
    }
}

/// Downloads everything, and remembers when.
async fn download(session: Session, work: UnderWay) -> Result<String, String> {
    let name = backup_name(session);
    let backup = full_backup(session, &mut |progress| work.hear(progress)).await?;
    let Some(backup) = backup else {
        return Ok(GIVEN_UP.to_owned());
    };
    session
        .host()
        .download(&name, "application/json", backup.parts);
    note_backup(session);
    if backup.damaged > 0 {
        return Err(format!(
            "{name} is in your downloads, but {} damaged entries of the history are not in it.",
            backup.damaged
        ));
    }
    Ok(format!("{name} is in your downloads."))
}

/// What the file of a backup that is made today is called.
pub(super) fn backup_name(session: Session) -> String {
    let today = session.today.get_untracked();
    session
        .read(|workspace| preview(workspace, Profile::Backup, today))
        .map(|shown| shown.file_name)
        .unwrap_or_else(|| format!("fledgling-backup-{}.json", today.iso()))
}
