//! *Send my changes*: everything, or what a colleague lacks, as a file.

use std::sync::Arc;

use leptos::task::spawn_local;

use super::{
    open_book,
    outgoing::{Outgoing, Written, name_of, write},
};
use crate::{
    domain::dates::{Day, Moment},
    sync::Peer,
    ui::{
        actions::{Overlay, use_actor},
        pages::{
            data::sealing::SealDialog,
            ways_out::{self, Handed},
        },
        parts::{
            Banner, Button, ButtonKind, Choice, ChoiceField, Dialog, DialogSize, Icon, Tone, icon,
            use_toasts,
        },
        session::use_session,
        weave::prelude::*,
    },
};

#[component]
pub(super) fn SendPart(exchanges: RwSignal<u32>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let toasts = use_toasts();
    let whom = RwSignal::new(String::new());
    let (working, sealing) = (RwSignal::new(false), RwSignal::new(false));
    let ready = RwSignal::new(None::<Arc<Outgoing>>);
    let can_share = ways_out::shares_files();
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
    let run = move |passphrase: Option<String>, share: bool| {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        let peer = whom.get_untracked();
        spawn_local(async move {
            match write(session, &peer, passphrase, share).await {
                Ok(Written::File(out)) if share => ready.try_set(Some(Arc::new(out))),
                Ok(Written::File(out)) => toasts.say(out.download(session)),
                Ok(Written::Nothing(why)) => toasts.say(why),
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
                    {can_share.then(|| view! { <Button label="Share my changes…" kind=ButtonKind::Primary icon=Icon::Upload disabled=working on_press=move || run(None, true)/> })}
                    <Button label="Download my changes" kind=if can_share { ButtonKind::Plain } else { ButtonKind::Primary } icon=Icon::Download disabled=working on_press=move || run(None, false)/>
                    <Button label="Seal my changes with a passphrase…" disabled=working on_press=move || sealing.set(true)/>
                    {move || working.get().then(|| view! { <span role="status">"Writing the file…"</span> })}
                </div>
            </div>
        </section>
        <SealDialog
            what="your changes"
            label=if can_share { "Seal" } else { "Seal and download" }
            open=sealing
            on_seal=move |passphrase: String| run(Some(passphrase), can_share)
        />
        <Dialog open=Signal::derive(move || ready.with(Option::is_some)) on_close=move || ready.set(None) title="Your changes are ready" size=DialogSize::Small>
            {move || ready.get().map(|out| view! { <HandOver out ready exchanges/> })}
        </Dialog>
    }
}

/// A share sheet opens only from a press, and not long after it: writing and sealing may take longer.
#[component]
fn HandOver(
    out: Arc<Outgoing>,
    ready: RwSignal<Option<Arc<Outgoing>>>,
    exchanges: RwSignal<u32>,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let words = format!("{}: {}", out.name, out.contents());
    let done = move |said: String| {
        toasts.say(said);
        ready.try_set(None);
        exchanges.try_update(|count| *count += 1);
    };
    let takes = out.parcel.as_ref().is_some_and(ways_out::takes);
    let to_share = Arc::clone(&out);
    let share = move || {
        let out = Arc::clone(&to_share);
        spawn_local(async move {
            let Some(parcel) = &out.parcel else { return };
            match ways_out::share(parcel).await {
                Handed::Over => {
                    out.note_sent(session);
                    done("It was handed to the app that you chose. Make sure that you sent it to your colleague there.".to_owned());
                }
                Handed::Cancelled => {}
                Handed::Refused => toasts.warn(
                    "The share sheet did not take it. Nothing was sent. Download the file instead.",
                ),
            }
        });
    };
    let download = move || done(out.download(session));
    view! {
        <p>{words}</p>
        <div class="dialog-actions">
            {takes.then(|| view! { <Button label="Share…" kind=ButtonKind::Primary icon=Icon::Upload on_press=share/> })}
            <Button label="Download the file" icon=Icon::Download on_press=download/>
            <Button label="Cancel" on_press=move || ready.set(None)/>
        </div>
    }
}

fn day_of(ms: u64) -> Day {
    Moment(i64::try_from(ms).unwrap_or_default()).day()
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
