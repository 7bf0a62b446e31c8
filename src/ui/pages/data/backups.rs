//! Backups: how old the last one is, a folder that is kept filled, a full backup restored, and archives.

mod archives;
pub(super) mod folder;
mod restore;

use leptos::task::spawn_local;

use super::{
    export::write,
    holding::last_export_words,
    under_way::{UnderWay, UnderWayBar},
};
use crate::{
    exchange::profiles::{Profile, preview},
    ui::{
        parts::{Button, ButtonKind, Icon, LinkButton, icon, use_toasts},
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
            let today = session.today.get_untracked();
            let shown = session.read(|workspace| preview(workspace, Profile::Backup, today));
            match shown {
                Some(shown) => match write(session, &shown, None, work).await {
                    Ok(said) => toasts.say(said),
                    Err(problem) => toasts.warn(problem),
                },
                None => toasts.warn("There is nothing to back up yet."),
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
                    <p class="export-personal" data-personal="">{icon(Icon::Warning)}<span>{Profile::Backup.about_personal_data()}</span></p>
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

/// What the file of a backup that is made today is called.
pub(super) fn backup_name(session: Session) -> String {
    let today = session.today.get_untracked();
    session
        .read(|workspace| preview(workspace, Profile::Backup, today))
        .map(|shown| shown.file_name)
        .unwrap_or_else(|| format!("fledgling-backup-{}.json", today.iso()))
}
