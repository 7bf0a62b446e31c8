//! Banners above the page: what is not saved, what version waits, what opening found.

use std::rc::Rc;

use crate::ui::weave::prelude::*;

use super::{Notice, unkept::UNKEPT};
use crate::{
    domain::counting::counted,
    ui::{
        on_demand::arriving,
        parts::{Banner, Button, ButtonKind, Tone, use_toasts},
        session::{SaveStatus, Session, use_session},
        updates::{UpdateEars, Updates},
    },
    workspace::{OpeningNotice, host::StorageError},
};

/// News about versions of the app.
#[derive(Clone, Copy)]
pub struct VersionNews {
    /// A newer version waits.
    pub ready: RwSignal<bool>,
    /// The app opens without a network.
    pub offline_ready: RwSignal<bool>,
    /// A newer version took over; this tab no longer writes.
    pub replaced: RwSignal<bool>,
    /// What the machine can do about it.
    pub updates: StoredValue<Updates>,
}

impl VersionNews {
    /// Listens for as long as the app runs.
    pub fn listen(session: Session, updates: Updates) -> Self {
        let news = Self {
            ready: RwSignal::new(false),
            offline_ready: RwSignal::new(false),
            replaced: RwSignal::new(false),
            updates: StoredValue::new(updates),
        };
        (updates.watch)(UpdateEars {
            ready: Rc::new(move || news.ready.set(true)),
            offline_ready: Rc::new(move || news.offline_ready.set(true)),
            replaced: Rc::new(move || {
                // Drafts are kept as they are typed; only a change that is still being stored has to be waited for.
                if session.may_lose() {
                    news.replaced.set(true);
                } else {
                    (updates.reload)();
                }
            }),
        });
        Effect::new(move |_| {
            let saved = matches!(session.status.get(), SaveStatus::Saved(_));
            if news.replaced.get() && saved && !session.may_lose() {
                (updates.reload)();
            }
        });
        news
    }
}

/// All banners that are due.
#[component]
pub fn Notices() -> impl IntoView {
    view! {
        <NotSaved/>
        <Unkept/>
        <NewVersion/>
        <Found/>
        <SetAside/>
    }
}

#[component]
fn NotSaved() -> impl IntoView {
    let session = use_session();
    let failing = Memo::new(move |_| match session.status.get() {
        SaveStatus::NotSaved(error, waiting) => Some((error, waiting)),
        _ => None,
    });
    let toasts = use_toasts();
    let download = move || {
        session.download_unsaved();
        toasts.say("The unsaved changes are in your downloads. Import the file under Data to bring them back.");
    };
    move || {
        failing.get().map(|(error, waiting)| {
            let kept = match waiting {
                0 => String::new(),
                _ => format!(
                    "{} kept in this tab only and will be lost when it closes. ",
                    counted(waiting, "change is", "changes are")
                ),
            };
            let text = format!("{error} {kept}What was saved before is safe.");
            // Another version has taken the store over: only a reload brings this tab up to it.
            let outdated = matches!(error, StorageError::Newer { .. } | StorageError::Superseded);
            let again = if outdated { "Reload this page" } else { "Try again" };
            let go_on = move || {
                if outdated {
                    // A page that cannot be reloaded stays as it is, and keeps saying so.
                    drop(window().location().reload());
                } else {
                    session.retry();
                }
            };
            view! {
                <Notice tone=Tone::Danger title="Not saved" text>
                    <Button label=again kind=ButtonKind::Primary on_press=go_on/>
                    {(waiting > 0).then(|| view! { <Button label="Download the unsaved changes" on_press=download/> })}
                </Notice>
            }
        })
    }
}

/// What was not stored before another history took the place of this one.
#[component]
fn Unkept() -> impl IntoView {
    let session = use_session();
    let any = Memo::new(move |_| !session.unkept.with(Vec::is_empty));
    move || any.get().then(|| arriving(&UNKEPT, |draw| draw()))
}

#[component]
fn NewVersion() -> impl IntoView {
    let news = expect_context::<VersionNews>();
    move || {
        news.ready.get().then(|| {
            view! {
                <Notice
                    tone=Tone::Info
                    title="A new version of Fledgling is ready"
                    text="Your data and anything you have typed stay as they are."
                >
                    <Button
                        label="Use the new version"
                        kind=ButtonKind::Primary
                        on_press=move || (news.updates.get_value().take_over)()
                    />
                    <Button label="Later" on_press=move || news.ready.set(false)/>
                </Notice>
            }
        })
    }
}

#[component]
fn Found() -> impl IntoView {
    let session = use_session();
    move || {
        let unreadable: usize = session.notices.with(|notices| {
            notices
                .iter()
                .map(|notice| match notice {
                    OpeningNotice::Unreadable(entries) => entries.len(),
                    OpeningNotice::Rebuilt => 0,
                })
                .sum()
        });
        (unreadable > 0).then(|| {
            view! {
                <Banner
                    tone=Tone::Warning
                    title="Part of the history could not be read"
                    on_dismiss=move || session.notices.set(Vec::new())
                >
                    <p>{format!(
                        "{unreadable} stored entries are damaged. They are kept as they are, everything else is here. \
                         If a colleague has an export, importing it will fill the gap."
                    )}</p>
                </Banner>
            }
        })
    }
}

/// Changes from a clock that runs far ahead (rule L4).
#[component]
fn SetAside() -> impl IntoView {
    let session = use_session();
    let count = Memo::new(move |_| {
        session.revision.track();
        session.phase.track();
        session.read(|workspace| workspace.ledger().set_aside().len())
    });
    let hidden = RwSignal::new(false);
    move || {
        (count.get() > 0 && !hidden.get()).then(|| {
            view! {
                <Banner
                    tone=Tone::Warning
                    title="Some changes are waiting"
                    on_dismiss=move || hidden.set(true)
                >
                    <p>{move || format!(
                        "{} from a device whose clock is more than a day ahead. What came is kept and will appear when \
                         that time has come. Please check the date on both devices.",
                        counted(count.get(), "change comes", "changes come")
                    )}</p>
                </Banner>
            }
        })
    }
}
