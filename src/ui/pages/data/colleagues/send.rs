//! *Send my changes*: everything, or what a colleague lacks, as a file.

use leptos::task::spawn_local;

use super::{keep_book, open_book};
use crate::{
    domain::{
        counting::counted,
        dates::{Day, Moment},
        names::search_key,
    },
    sync::{Peer, Sending},
    ui::{
        actions::{Overlay, use_actor},
        pages::data::{
            sealing::{SealDialog, seal},
            whole_log::{all_saved, each_entry},
        },
        parts::{Banner, Button, ButtonKind, Choice, ChoiceField, Icon, Tone, icon, use_toasts},
        session::Session,
        weave::prelude::*,
    },
    workspace::{Context, Touched},
};

#[component]
pub(super) fn SendPart(exchanges: RwSignal<u32>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let toasts = use_toasts();
    let whom = RwSignal::new(String::new());
    let (working, sealing) = (RwSignal::new(false), RwSignal::new(false));
    let peers = Memo::new(move |_| {
        exchanges.track();
        open_book(session).peers().to_vec()
    });
    let choices = move || {
        let today = session.today.get();
        let everything = Choice::new("", "Everything")
            .hint("For somebody who has not sent you anything yet, or to be sure.");
        let peers = peers.get();
        std::iter::once(everything)
            .chain(peers.iter().map(|peer| choice_of(peer, today)))
            .collect::<Vec<_>>()
    };
    let run = move |passphrase: Option<String>| {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        let peer = whom.get_untracked();
        spawn_local(async move {
            match write(session, &peer, passphrase).await {
                Ok(said) => toasts.say(said),
                Err(problem) => toasts.warn(problem),
            }
            working.try_set(false);
            exchanges.try_update(|count| *count += 1);
        });
    };
    let nameless = move || session.author.with(|author| author.name.trim().is_empty());
    view! {
        <section class="data-section">
            <div>
                <h2>"Send my changes"</h2>
                <p class="quiet small">"A colleague with the same workspace on another computer opens the file, and both have everything. Send it as you like: by email, on a stick, in a shared folder."</p>
            </div>
            <div class="stack">
                {move || nameless().then(|| view! {
                    <Banner tone=Tone::Info title="Say who you are first">
                        <p>"Your colleagues then see whose changes these are."</p>
                        <div class="banner-actions"><Button label="Give your name" on_press=move || actor.overlay.set(Some(Overlay::WhoAmI))/></div>
                    </Banner>
                })}
                {move || (!peers.with(Vec::is_empty)).then(|| view! {
                    <ChoiceField label="What goes into the file" value=whom options=Signal::derive(choices)/>
                })}
                <p class="export-personal" data-personal="">{icon(Icon::Warning)}<span>"The file holds people’s names and details, and what is kept among staff. Seal it with a passphrase unless you hand it over yourself."</span></p>
                <div class="row">
                    <Button label="Download my changes" kind=ButtonKind::Primary icon=Icon::Download disabled=working on_press=move || run(None)/>
                    <Button label="Seal my changes with a passphrase…" disabled=working on_press=move || sealing.set(true)/>
                    {move || working.get().then(|| view! { <span role="status">"Writing the file…"</span> })}
                </div>
            </div>
        </section>
        <SealDialog what="your changes" open=sealing on_seal=move |passphrase: String| run(Some(passphrase))/>
    }
}

fn day_of(ms: u64) -> Day {
    Moment(i64::try_from(ms).unwrap_or_default()).day()
}

fn name_of(peer: &Peer) -> &str {
    if peer.name.is_empty() {
        "a colleague"
    } else {
        &peer.name
    }
}

fn choice_of(peer: &Peer, today: Day) -> Choice {
    let heard = peer.received_ms.map(|ms| {
        format!(
            "You opened a file of theirs {}.",
            day_of(ms).relative(today)
        )
    });
    let sent = peer
        .sent_ms
        .map(|ms| format!("You last sent them one {}.", day_of(ms).relative(today)));
    let hint: Vec<String> = heard.into_iter().chain(sent).collect();
    let label = format!("What {} does not have yet", name_of(peer));
    Choice::new(peer.id.clone(), label).hint(hint.join(" "))
}

/// Writes the file; `to` names a colleague's browser, or nobody for everything.
async fn write(session: Session, to: &str, passphrase: Option<String>) -> Result<String, String> {
    let host = session.host();
    name_workspace(session);
    all_saved(session).await?;
    let mut book = open_book(session);
    let since = book.since(to).cloned();
    let author = session.author.get_untracked().name;
    let sender = session.read(|workspace| book.sender(&author, workspace.ledger().device()));
    let now = host.now_ms();
    let mut sending =
        session.read(|workspace| Sending::begin(workspace, sender, now, since.clone()));
    let mut damaged = 0;
    each_entry(session, |batch| {
        if sending.add_batch(batch).is_err() {
            damaged += 1;
        }
    })
    .await
    .map_err(|error| format!("Nothing was written. {error}"))?;
    let sent = sending.finish();
    let who = book.peers().iter().find(|peer| peer.id == to);
    let whom = who.map(|peer| name_of(peer).to_owned());
    if sent.changes == 0 {
        return Ok(match whom {
            Some(name) => format!("{name} has everything already. No file was written."),
            None => "There is nothing to send yet. No file was written.".to_owned(),
        });
    }
    let name = file_name(session, &author);
    let name = match passphrase {
        Some(passphrase) => {
            let name = format!("{name}.age");
            let sealed = seal(sent.parts, passphrase).await?;
            host.download(&name, "application/octet-stream", vec![sealed]);
            name
        }
        None => {
            host.download(&name, "application/json", sent.parts);
            name
        }
    };
    book.sent(to, now);
    keep_book(session, &book);
    let lost = match damaged {
        0 => String::new(),
        many => format!(
            " {} of the history could not be read and {} not in it.",
            counted(many, "damaged entry", "damaged entries"),
            if many == 1 { "is" } else { "are" }
        ),
    };
    Ok(format!(
        "{name} is in your downloads: {}.{lost}",
        counted(sent.changes, "change", "changes")
    ))
}

/// Gives the workspace its name once, so that colleagues' files are known by it.
fn name_workspace(session: Session) {
    let host = session.host();
    let today = session.today.get_untracked();
    session.alter(|workspace, now_ms| {
        let random = || host.random();
        let context = Context {
            now_ms,
            today,
            random: &random,
        };
        let named = workspace.name_itself(&context);
        ((), Touched::default(), named.into_iter().collect())
    });
}

fn file_name(session: Session, author: &str) -> String {
    let place = session.read(|workspace| workspace.incubator().name);
    let words = [place.as_str(), "changes", author];
    let stem: Vec<String> = words
        .iter()
        .map(|word| {
            let letters = search_key(word);
            let letters = letters.chars();
            letters
                .map(|letter| {
                    if letter.is_ascii_alphanumeric() {
                        letter
                    } else {
                        '-'
                    }
                })
                .take(40)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    format!(
        "{}-{}.json",
        stem.join("-"),
        session.today.get_untracked().iso()
    )
}
