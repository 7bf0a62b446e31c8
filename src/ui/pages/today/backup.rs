//! Whether the data is safe: when it was last taken out, and whether the browser keeps it.

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use crate::{
    domain::dates::Moment,
    ui::{
        parts::{Button, ButtonKind, LinkButton},
        session::{Session, use_session},
    },
    workspace::{host::StorageState, safekeeping::STOPPED_KEY},
};

/// Where this browser remembers when data was last taken out, in milliseconds since 1970.
pub(super) const LAST_EXPORT_KEY: &str = "last_export_ms";
/// Where this browser remembers the day it first held data that nobody has taken out.
const FIRST_SEEN_KEY: &str = "first_day";
/// Days without an export after which Today asks for one.
const EXPORT_EVERY_DAYS: i64 = 7;

/// Why Today asks for an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BackupWish {
    /// How long ago, in words.
    pub when: String,
    /// What is asked, or what is wrong.
    pub title: &'static str,
    /// What is not safe yet.
    pub text: String,
    /// Where something can be done about it.
    pub address: &'static str,
    /// What is done there.
    pub deed: &'static str,
}

/// How this browser keeps the data; asked once when the page opens and after each save.
pub(super) fn storage_state(session: Session) -> RwSignal<StorageState> {
    let state = RwSignal::new(StorageState::default());
    Effect::new(move |_| {
        session.status.track();
        spawn_local(async move {
            let found = session.host().storage_state().await;
            if state
                .try_get_untracked()
                .is_some_and(|known| known != found)
            {
                state.try_set(found);
            }
        });
    });
    state
}

fn recalled(session: Session, key: &str) -> Option<i64> {
    session.host().recall(key)?.parse().ok()
}

/// When the data was last taken out, in milliseconds since 1970.
pub(super) fn last_export(session: Session) -> Option<i64> {
    recalled(session, LAST_EXPORT_KEY)
}

/// Asks for an export when the last one, or the first day without any, is more than a week ago and something changed
/// since. The invented example never asks.
pub(super) fn backup_wants_attention(session: Session) -> Memo<Option<BackupWish>> {
    let changed_since = move |ms: i64| {
        let last = session.read(|workspace| workspace.ledger().last_stamp().wall);
        i64::try_from(last).is_ok_and(|last| last > ms)
    };
    Memo::new(move |_| {
        session.status.track();
        session.revision.track();
        let today = session.today.get();
        if session.read(|workspace| workspace.incubator().is_example) {
            return None;
        }
        if let Some(why) = session.host().recall(STOPPED_KEY) {
            return Some(BackupWish {
                when: "now".to_owned(),
                title: "Backups have stopped",
                text: why,
                address: "/data?tab=backups",
                deed: "See to the backups",
            });
        }
        let exported = last_export(session);
        let since = exported.or_else(|| recalled(session, FIRST_SEEN_KEY));
        let Some(since) = since else {
            let now = session.host().now_ms().to_string();
            session.host().remember(FIRST_SEEN_KEY, &now);
            return None;
        };
        let day = Moment(since).day();
        if day.days_until(today) <= EXPORT_EVERY_DAYS || !changed_since(since) {
            return None;
        }
        let text = match exported {
            Some(_) => format!("The last export was on {day}, and things have changed since."),
            None => "Nothing has been exported from this browser yet.".to_owned(),
        };
        Some(BackupWish {
            when: format!("{} days", day.days_until(today)),
            title: "Take a copy",
            text,
            address: "/data?tab=export",
            deed: "Export everything",
        })
    })
}

/// The group that asks for an export.
#[component]
pub(super) fn BackupGroup(why: BackupWish) -> impl IntoView {
    let session = use_session();
    let state = storage_state(session);
    let promise = move || match state.get().persistent {
        Some(true) => {
            "The browser promised not to clear your data by itself, but a lost or broken computer takes it along."
        }
        _ => {
            "This browser has not promised to keep your data. A file on a safe disk brings everything back."
        }
    };
    let ask = move || {
        spawn_local(async move {
            let answer = session.host().ask_to_persist().await;
            state.try_set(answer);
        });
    };
    view! {
        <section class="attention" aria-labelledby="attention-backup">
            <h2 id="attention-backup">"Your data" " " <span class="count">"1"</span></h2>
            <ul>
                <li class="attention-item">
                    <p class="attention-when">{why.when}</p>
                    <div class="attention-what">
                        <p><strong>{why.title}</strong>": " {why.text}</p>
                        <p class="attention-why">{promise}</p>
                    </div>
                    <div class="attention-do">
                        {move || (state.get().persistent == Some(false)).then(|| view! {
                            <Button label="Ask the browser to keep it" small=true on_press=ask/>
                        })}
                        <LinkButton label=why.deed href=why.address kind=ButtonKind::Plain small=true/>
                    </div>
                </li>
            </ul>
        </section>
    }
}
