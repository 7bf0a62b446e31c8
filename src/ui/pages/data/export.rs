//! Taking data out: four exports, each with what it holds, before it is written.

use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::{
    sealing::{SealDialog, seal},
    under_way::{UnderWay, UnderWayBar},
    whole_log::{Holds, full_backup},
};
use crate::{
    domain::counting::counted,
    exchange::{
        fledgling::content_hash,
        profiles::{Preview, Profile, content, note, preview, take_away_page},
    },
    ledger::RecordId,
    ui::{
        in_place::{Picked, RecordPicker},
        parts::{Button, ButtonKind, Icon, LinkButton, icon, use_toasts},
        session::{Session, use_session},
        weave::prelude::*,
    },
    workspace::{Command, safekeeping::CHANGES_TAKEN_OUT_KEY},
};

/// Where this browser remembers when data was last taken out.
pub const LAST_EXPORT_KEY: &str = "last_export_ms";
/// Where it remembers the fingerprint of that file, and its name after a blank.
const LAST_FILE_KEY: &str = "last_file_of_everything";

/// Said when somebody cancelled.
pub(super) const GIVEN_UP: &str = "Cancelled. Nothing was written.";

/// The part of the page.
#[component]
pub fn ExportPart() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let named = query
        .get("venture")
        .and_then(|id| RecordId::parse(&id).ok());
    let venture = RwSignal::new(named);
    view! {
        <div class="data-page">
            <ProfileCard profile=Signal::derive(|| Some(Profile::Backup))/>
            <ProfileCard profile=Signal::derive(|| Some(Profile::Report))/>
            <section class="data-section">
                <div><h2>"Take-away of one venture"</h2><p class="quiet small">{Profile::TakeAway(RecordId(0)).about()}</p></div>
                <div class="stack">
                    <ChooseVenture venture/>
                    {move || venture.get().map(|id| view! { <ProfileBody profile=Signal::derive(move || Some(Profile::TakeAway(id)))/> })}
                </div>
            </section>
            <ProfileCard profile=Signal::derive(|| Some(Profile::Partner))/>
            <section class="data-section">
                <div><h2>"A table"</h2></div>
                <div class="stack">
                    <p>"Any table can be downloaded as CSV just as it is shown: choose filters, order and columns there first."</p>
                    <div class="row"><LinkButton label="Go to the ventures table" href="/ventures"/></div>
                </div>
            </section>
            <Fingerprint/>
        </div>
    }
}

#[component]
fn ChooseVenture(venture: RwSignal<Option<RecordId>>) -> impl IntoView {
    let session = use_session();
    let name = venture
        .get_untracked()
        .map(|id| session.read(|workspace| workspace.name_of(id)))
        .unwrap_or_default();
    let typed = RwSignal::new(name);
    let pick = move |picked: Picked| {
        if let Picked::Known(id) = picked {
            venture.set(Some(id));
        }
    };
    view! { <RecordPicker kind="venture" label="Which venture" value=typed on_pick=pick hint="Type a part of its name."/> }
}

#[component]
fn ProfileCard(profile: Signal<Option<Profile>>) -> impl IntoView {
    let words = profile.get_untracked();
    view! {
        <section class="data-section">
            <div>
                <h2>{words.map_or("", Profile::name)}</h2>
                <p class="quiet small">{words.map_or("", Profile::about)}</p>
            </div>
            <ProfileBody profile/>
        </section>
    }
}

/// What a file would hold, and the ways to write it.
#[component]
fn ProfileBody(profile: Signal<Option<Profile>>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let work = UnderWay::nothing();
    let working = work.is_busy();
    let sealing = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        session.revision.track();
        let today = session.today.get();
        let profile = profile.get()?;
        session.read(|workspace| preview(workspace, profile, today))
    });
    let run = move |passphrase: Option<String>| {
        let Some(preview) = shown.get_untracked().filter(|_| work.begin()) else {
            return;
        };
        spawn_local(async move {
            match write(session, &preview, passphrase, work).await {
                Ok(said) => toasts.say(said),
                Err(problem) => toasts.warn(problem),
            }
            work.end();
        });
    };
    let print = move || {
        let Some(Profile::TakeAway(venture)) = profile.get_untracked() else {
            return;
        };
        let today = session.today.get_untracked();
        let page = session.read(|workspace| take_away_page(workspace, venture, today));
        let name = shown.with_untracked(|shown| {
            shown
                .as_ref()
                .map(|shown| shown.file_name.replace(".json", ".html"))
        });
        if let (Some(page), Some(name)) = (page, name) {
            session
                .host()
                .download(&name, "text/html", vec![page.into_bytes()]);
            if let Some(shown) = shown.get_untracked() {
                log_it(session, &shown, false);
            }
            toasts.say(format!(
                "{name} is in your downloads. Open it to read or print it."
            ));
        }
    };
    let kind = match profile.get_untracked() {
        Some(Profile::Backup) => ButtonKind::Primary,
        _ => ButtonKind::Plain,
    };
    let is_backup = move || profile.get() == Some(Profile::Backup);
    let label = move || {
        if is_backup() {
            "Download everything as JSON"
        } else {
            "Download"
        }
        .to_owned()
    };
    let what = move || {
        shown.with(|shown| {
            shown
                .as_ref()
                .map(|shown| shown.file_name.clone())
                .unwrap_or_default()
        })
    };
    let is_venture = move || matches!(profile.get(), Some(Profile::TakeAway(_)));
    view! {
        <div class="stack">
            {move || shown.get().map(|shown| contents(&shown))}
            <div class="row">
                <Button
                    label=Signal::derive(label)
                    describe=Signal::derive(move || if is_backup() { String::new() } else { format!("Download {}", what()) })
                    kind=kind icon=Icon::Download disabled=working on_press=move || run(None)
                />
                <Button
                    label="Seal with a passphrase…"
                    describe=Signal::derive(move || format!("Seal with a passphrase… {}", what()))
                    disabled=working on_press=move || sealing.set(true)
                />
                {move || is_venture().then(|| view! { <Button label="Download the page to print" on_press=print/> })}
                {move || is_backup().then(|| view! { <LinkButton label="How the file is made up (JSON Schema)" href="/schema/workspace-1.json"/> })}
            </div>
            <UnderWayBar label="Writing records and changes" work/>
        </div>
        <SealDialog what=Signal::derive(what) open=sealing on_seal=move |passphrase: String| run(Some(passphrase))/>
    }
}

fn contents(shown: &Preview) -> AnyView {
    let kinds: Vec<String> = shown
        .counts
        .iter()
        .map(|(_, named, count)| format!("{count} {named}"))
        .collect();
    let holds = match kinds.is_empty() {
        true => "It would be empty: nothing here belongs in it yet.".to_owned(),
        false => format!(
            "{}: {}.",
            counted(shown.records, "record", "records"),
            kinds.join(", ")
        ),
    };
    let left_out = shown
        .left_out
        .iter()
        .map(|sentence| view! { <p class="quiet small">{sentence.clone()}</p> })
        .collect_view();
    let picture = if shown.holds_personal_data {
        Icon::Warning
    } else {
        Icon::Check
    };
    let personal = shown.holds_personal_data.then_some("");
    view! {
        <p class="export-holds">{holds}</p>
        {left_out}
        <p class="export-personal" data-personal=personal>{icon(picture)}<span>{shown.about_personal_data}</span></p>
    }
    .into_any()
}

/// Writes the file, puts it among the downloads and notes in the history what left.
pub(super) async fn write(
    session: Session,
    shown: &Preview,
    passphrase: Option<String>,
    work: UnderWay,
) -> Result<String, String> {
    let host = session.host();
    let (mut damaged, mut holds) = (0, None);
    let parts = if shown.profile == Profile::Backup {
        let backup = full_backup(session, &mut |progress| work.hear(progress)).await?;
        let Some(backup) = backup else {
            return Ok(GIVEN_UP.to_owned());
        };
        damaged = backup.damaged;
        holds = Some(backup.holds);
        backup.parts
    } else {
        let now = host.now_ms();
        let content = session.read(|workspace| content(workspace, shown.profile, now));
        vec![content.ok_or("This venture is no longer here. Nothing was written.")?]
    };
    let is_sealed = passphrase.is_some();
    let name = match passphrase {
        Some(passphrase) => {
            let name = format!("{}.age", shown.file_name);
            let sealed = seal(parts, passphrase).await?;
            if !work.is_wanted() {
                return Ok(GIVEN_UP.to_owned());
            }
            host.download(&name, "application/octet-stream", vec![sealed]);
            name
        }
        None => {
            host.download(&shown.file_name, "application/json", parts);
            shown.file_name.clone()
        }
    };
    log_it(session, shown, is_sealed);
    if let Some(holds) = holds {
        note_backup(session, &holds, &name, true);
    }
    if damaged > 0 {
        return Err(format!(
            "{name} is in your downloads, but {} of the history {} not in it.",
            counted(damaged, "damaged entry", "damaged entries"),
            if damaged == 1 { "is" } else { "are" }
        ));
    }
    Ok(format!("{name} is in your downloads."))
}

/// Writes into the history what left.
fn log_it(session: Session, shown: &Preview, is_sealed: bool) {
    let today = session.today.get_untracked();
    let id = session.new_id();
    let draft = session.read(|workspace| {
        (!workspace.is_blank()).then(|| note(workspace, shown, id, today, is_sealed))
    });
    if let Some(draft) = draft {
        // A note that cannot be written takes nothing from what was exported.
        let _ = session.run(Command::Apply(draft));
    }
}

/// Remembers that everything was taken out, into which file, and what is in it. When that was noted in the history
/// (`noted`), the note counts as taken out; what was changed while the file was written does not.
pub(super) fn note_backup(session: Session, holds: &Holds, file: &str, noted: bool) {
    let host = session.host();
    host.remember(LAST_FILE_KEY, &format!("{} {file}", holds.content_hash));
    let taken_out = holds.changes + usize::from(noted);
    let (changes, last) = session.read(|workspace| {
        let ledger = workspace.ledger();
        (ledger.change_count(), ledger.last_stamp().wall)
    });
    let until = if changes > taken_out {
        holds.until
    } else {
        host.now_ms().max(last)
    };
    host.remember(LAST_EXPORT_KEY, &until.to_string());
    host.remember(CHANGES_TAKEN_OUT_KEY, &taken_out.to_string());
    // Whatever shows how long ago that was looks again.
    session.status.update(|_| ());
}

#[component]
fn Fingerprint() -> impl IntoView {
    let session = use_session();
    let hash = Memo::new(move |_| {
        session.revision.track();
        session.read(|workspace| content_hash(workspace.ledger()))
    });
    let shown = RwSignal::new(false);
    view! {
        <section class="data-section">
            <div><h2>"Are two browsers alike?"</h2></div>
            <div class="stack">
                <p>"Two browsers with the same content show the same hash."</p>
                {move || if shown.get() {
                    session.status.track();
                    let here = hash.get();
                    let last = session.host().recall(LAST_FILE_KEY);
                    let last = last.and_then(|kept| last_file(&kept, &here));
                    view! { <p class="small">"Content hash: "<code>{here}</code></p>{last} }.into_any()
                } else {
                    view! { <div class="row"><Button label="Show the content hash" small=true on_press=move || shown.set(true)/></div> }.into_any()
                }}
            </div>
        </section>
    }
}

/// The fingerprint of the file that everything was last taken out into: the note of it came into the history after it was
/// written, so that this browser has another.
fn last_file(kept: &str, here: &str) -> Option<AnyView> {
    let (hash, name) = kept.split_once(' ')?;
    let words = if hash == here {
        "This browser holds just what is in it."
    } else {
        "This browser holds more or other than what is in it: that the file was written is itself noted in the history afterwards. Brought into an empty browser, the file gives its own hash again."
    };
    Some(
        view! {
            <p class="small">"In "{name.to_owned()}", the last file of everything: "<code>{hash.to_owned()}</code></p>
            <p class="quiet small">{words}</p>
        }
        .into_any(),
    )
}
