//! After asking: the file, the link and the words, to send by whatever way people talk with each other.

use leptos::task::spawn_local;

use super::{
    super::ways_out::{self, Handed, Parcel, copy_and_say},
    AskWish,
};
use crate::{
    domain::founder::Request,
    exchange::founder::{
        FounderFile, Letter, file_name, leaving, request_file, request_letter, request_link,
    },
    ledger::RecordId,
    ui::{
        actions::{Actor, use_actor},
        parts::{Banner, Button, ButtonKind, Icon, LinkButton, Tone},
        weave::prelude::*,
    },
};

use super::preview::Leaves;

/// What stands first, where focus goes when a request was made.
pub(super) const WORDS: &str = "handing-words";

/// One request with all that can be sent of it.
#[derive(Clone)]
struct Ready {
    request: Request,
    link: String,
    letter: Letter,
    file: String,
}

impl Ready {
    fn new(request: Request) -> Self {
        let link = request_link(&format!("{}/founder", ways_out::here()), &request);
        let letter = request_letter(&request, &link);
        let day = request.asked_on.iso();
        let file = file_name(request.venture_name(), "request", &day);
        Self {
            request,
            link,
            letter,
            file,
        }
    }

    /// The words with the link in them; with the file beside them where the link is too long.
    fn parcel(&self) -> Parcel {
        let file = self
            .letter
            .needs_file
            .then(|| (self.file.clone(), request_file(&self.request)));
        Parcel {
            title: self.letter.subject.clone(),
            text: self.letter.body.clone(),
            file,
        }
    }
}

#[component]
pub(super) fn Handing(requests: Vec<RecordId>, wish: RwSignal<Option<AskWish>>) -> impl IntoView {
    let actor = use_actor();
    let ready: Vec<Ready> = actor.session.read(|workspace| {
        requests
            .iter()
            .filter_map(|id| workspace.founder_request(*id))
            .map(Ready::new)
            .collect()
    });
    if ready.is_empty() {
        return view! {
            <p>"This request is not here any more: it was taken back, or its venture was deleted. Nothing was sent."</p>
            <div class="dialog-actions"><Button label="Close" on_press=move || wish.set(None)/></div>
        }
        .into_any();
    }
    let alone = ready.len() == 1;
    let drawn = ready
        .into_iter()
        .map(|ready| view! { <One actor ready alone/> })
        .collect_view();
    view! {
        <p id=WORDS tabindex="-1">"Send it as you usually talk with each other. The link and the file carry the same; either is enough. No account is needed to open them."</p>
        <ul class="handing">{drawn}</ul>
        <Banner tone=Tone::Info title="Whoever has the link or the file can read it">
            <p>"They are not sealed, and hold what is shown of the venture and the name of whoever asks. Send them only to people who may see that."</p>
        </Banner>
        <div class="dialog-actions"><Button label="Done" kind=ButtonKind::Primary on_press=move || wish.set(None)/></div>
    }
    .into_any()
}

#[component]
fn One(actor: Actor, ready: Ready, alone: bool) -> impl IntoView {
    let toasts = actor.toasts;
    let venture = ready.request.venture_name().to_owned();
    let about = move |verb: &str| format!("{verb}: {venture}");
    let mail = ways_out::mail_address("", &ready.letter.subject, &ready.letter.body);
    let parcel = ready.parcel();
    let can_share = ways_out::takes(&parcel);
    let kept = StoredValue::new(ready.clone());
    let copy_link = move || {
        copy_and_say(
            toasts,
            kept.with_value(|ready| ready.link.clone()),
            "The link is copied. Paste it into a message.",
        );
    };
    let copy_letter = move || {
        let text = kept.with_value(|ready| ready.letter.body.clone());
        copy_and_say(
            toasts,
            text,
            "The e-mail’s text is copied. Paste it into an e-mail.",
        );
    };
    let download = move || {
        kept.with_value(|ready| {
            ways_out::download(actor.session, &ready.file, request_file(&ready.request));
            toasts.say(format!("{} is in your downloads.", ready.file));
        });
    };
    let share = move || {
        let parcel = parcel.clone();
        spawn_local(async move {
            if ways_out::share(&parcel).await == Handed::Refused {
                toasts.warn("The share sheet did not take it. Nothing was sent. Copy the link or download the file instead.");
            }
        });
    };
    let lines = leaving(&FounderFile::Request(Box::new(ready.request.clone())));
    let has_link = !ready.letter.needs_file;
    view! {
        <li>
            {(!alone).then(|| view! { <h3>{ready.request.venture_name().to_owned()}</h3> })}
            {(!has_link).then(|| view! { <p class="quiet small">"This link is long, and some mail programs would cut it: better send the file."</p> })}
            <div class="row">
                {can_share.then(|| view! { <Button label="Share…" describe=about("Share") icon=Icon::Upload kind=ButtonKind::Primary on_press=share/> })}
                <Button label="Copy the link" describe=about("Copy the link") on_press=copy_link/>
                <Button label="Copy the e-mail’s text" describe=about("Copy the e-mail’s text") on_press=copy_letter/>
                <Button label="Download the file" describe=about("Download the file") icon=Icon::Download on_press=download/>
                {has_link.then(|| view! { <LinkButton label="Write the e-mail" href=mail.clone() kind=ButtonKind::Quiet/> })}
            </div>
            <details class="section">
                <summary><h4>"See the words, and exactly what leaves"</h4></summary>
                <div class="section-body">
                    <pre class="letter" tabindex="0">{ready.letter.body.clone()}</pre>
                    <Leaves lines/>
                </div>
            </details>
        </li>
    }
}
