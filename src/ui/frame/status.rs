//! The save status: says only what is so.

use crate::ui::weave::prelude::*;

use crate::{
    domain::dates::Moment,
    ui::{
        parts::{Icon, icon},
        session::{SaveStatus, use_session},
    },
};

/// Where this browser remembers when everything was last taken out, in milliseconds since 1970.
const LAST_EXPORT_KEY: &str = "last_export_ms";
/// After how many days without a backup the age is said more loudly.
const LATE_DAYS: i64 = 7;

/// *Saving*, *Saved*, *Not saved*.
#[component]
pub fn SaveStatusView() -> impl IntoView {
    let session = use_session();
    let state = move || match session.status.get() {
        SaveStatus::Saved(_) => "saved",
        SaveStatus::Saving => "saving",
        SaveStatus::NotSaved(..) => "unsaved",
    };
    let words = move || match session.status.get() {
        SaveStatus::Saved(None) => "Nothing to save",
        SaveStatus::Saved(Some(_)) => "Saved",
        SaveStatus::Saving => "Saving…",
        SaveStatus::NotSaved(..) => "Not saved",
    };
    let when = move || match session.status.get() {
        SaveStatus::Saved(Some(moment)) => format!("Saved in this browser, {moment}"),
        _ => String::new(),
    };
    // Two saves in a row may both be done before anything is drawn: only this tells them apart.
    let at = move || match session.status.get() {
        SaveStatus::Saved(Some(moment)) => Some(moment.0.to_string()),
        _ => None,
    };
    let picture = move || match session.status.get() {
        SaveStatus::Saved(_) => icon(Icon::Check),
        SaveStatus::Saving => icon(Icon::Clock),
        SaveStatus::NotSaved(..) => icon(Icon::Warning),
    };
    view! {
        <span class="save-status" role="status" data-state=state data-saved-at=at title=when>
            {picture}
            <span>{words}</span>
        </span>
    }
}

/// How old the last backup is; nothing while there is nothing to back up.
#[component]
pub fn BackupAge() -> impl IntoView {
    let session = use_session();
    let days = Memo::new(move |_| {
        session.status.track();
        session.revision.track();
        let today = session.today.get();
        let is_nothing =
            session.read(|workspace| workspace.is_blank() || workspace.incubator().is_example);
        let last = session.host().recall(LAST_EXPORT_KEY);
        let last = last.and_then(|text| text.parse().ok());
        let days = last.map(|ms| Moment(ms).day().days_until(today).max(0));
        (!is_nothing).then_some(days)
    });
    move || {
        days.get().map(|days| {
            let (words, short) = match days {
                None => ("Never backed up".to_owned(), "never".to_owned()),
                Some(0) => ("Backed up today".to_owned(), "today".to_owned()),
                Some(1) => ("Backed up yesterday".to_owned(), "yesterday".to_owned()),
                Some(days) => (format!("Backed up {days} days ago"), format!("{days} days")),
            };
            let late = days.is_none_or(|days| days > LATE_DAYS).then_some("");
            view! {
                <a class="backup-age" href="/data?tab=backups" aria-label=words.clone() title=words.clone() data-late=late>
                    {icon(Icon::Download)}
                    <span class="backup-long">{words}</span>
                    <span class="backup-short" aria-hidden="true">{short}</span>
                </a>
            }
        })
    }
}
