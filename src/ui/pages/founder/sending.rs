//! Sending back: who writes, exactly what leaves, and the ways it can go.

use leptos::task::spawn_local;

use super::{
    super::{
        founder_ask::Leaves,
        ways_out::{self, Handed, Parcel},
    },
    keeping::Held,
};
use crate::{
    domain::{dates::Moment, founder::Answer},
    exchange::{
        founder::{FounderFile, answer_file, answer_letter, file_name, leaving},
        founder_space::Space,
    },
    ledger::RecordId,
    ui::{
        parts::{
            Banner, Button, ButtonKind, Icon, TextField, Toaster, Tone, announce, focus_soon,
            use_toasts,
        },
        weave::prelude::*,
    },
};

/// A way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The share sheet.
    Share,
    /// A file among the downloads.
    File,
    /// Text on the clipboard.
    Text,
}

/// What the file of an answer is called.
pub(super) fn name_of(answer: &Answer) -> String {
    let written = i64::try_from(answer.written_at).unwrap_or_default();
    let day = Moment(written).day().iso();
    file_name(&answer.venture_name, "update", &day)
}

/// Whether the share sheet is there at all; what it takes is only known with something in hand.
pub(super) fn parcel(answer: &Answer) -> Parcel {
    let file = Parcel {
        title: format!("Update from {}", answer.venture_name),
        text: String::new(),
        file: Some((name_of(answer), answer_file(answer))),
    };
    if ways_out::takes(&file) {
        return file;
    }
    Parcel {
        title: file.title,
        text: answer_letter(answer).body,
        file: None,
    }
}

/// Hands an answer over. Whether it did is known when it answers.
pub(super) async fn hand_over(held: Held, answer: &Answer, way: Way) -> Handed {
    match way {
        Way::File => {
            ways_out::download(held.session, &name_of(answer), answer_file(answer));
            Handed::Over
        }
        Way::Text => ways_out::copy(&answer_letter(answer).body).await,
        Way::Share => ways_out::share(&parcel(answer)).await,
    }
}

/// What to do next, in the truth: a file among the downloads has reached nobody.
pub(super) fn next_words(way: Way, answer: &Answer, to: &str) -> String {
    let to = if to.is_empty() {
        "to the person who asked you".to_owned()
    } else {
        format!("to {to}")
    };
    match way {
        Way::File => format!(
            "{} is among your downloads. It has reached nobody yet: send it {to}, for example attached to an e-mail.",
            name_of(answer)
        ),
        Way::Text => {
            format!("The text is copied. It has reached nobody yet: paste it into a message {to}.")
        }
        Way::Share => format!(
            "It was handed to the app that you chose. Make sure that you sent it {to} there."
        ),
    }
}

pub(super) fn refused(toasts: Toaster, way: Way) {
    toasts.warn(match way {
        Way::Share => "The share sheet did not take it. Nothing was sent, and what you wrote is still here. Download the file or copy it as text instead.",
        _ => "The browser did not let Fledgling copy. Nothing was sent, and what you wrote is still here. Download the file instead.",
    });
}

/// Where answers go, as far as it was said.
pub(super) fn reply_to(space: &Space) -> String {
    let request = space.request.as_ref();
    request
        .map(|request| request.reply_to.clone())
        .unwrap_or_default()
}

#[component]
pub(super) fn Sending(held: Held) -> impl IntoView {
    let toasts = use_toasts();
    let wrong = RwSignal::new(Vec::<String>::new());
    let done = RwSignal::new(None::<String>);
    let author = |start: fn(&Space) -> String, put: fn(&mut Space, String)| {
        let text = RwSignal::new(held.space.with_untracked(start));
        Effect::new(move |before: Option<()>| {
            let now = text.get();
            if before.is_some() {
                held.change(|space| put(space, now));
            }
        });
        text
    };
    let name = author(
        |space| space.author.name.clone(),
        |space, text| space.author.name = text,
    );
    let role = author(
        |space| space.author.role.clone(),
        |space, text| space.author.role = text,
    );
    let send = move |way: Way| {
        let now = held.session.host().now_ms();
        let id = RecordId(held.session.host().random());
        if name.with_untracked(|name| name.trim().is_empty()) {
            wrong.set(vec![
                "Your name: please say who writes, so that they know whom to thank.".to_owned(),
            ]);
            return focus_soon("founder-name");
        }
        match held.space.with_untracked(|space| space.answer(id, now)) {
            Err(errors) => {
                let lines = errors
                    .iter()
                    .map(|error| format!("{}: {}", error.label, error.problem));
                wrong.set(lines.collect());
                focus_soon("founder-wrong");
            }
            Ok(answer) => {
                wrong.set(Vec::new());
                spawn_local(go(held, toasts, answer, way, done));
            }
        }
    };
    let has_some = Memo::new(move |_| held.space.with(Space::has_something_to_send));
    // What is written after that is another update.
    Effect::new(move |_| {
        if has_some.get() {
            done.set(None);
        }
    });
    view! {
        <section class="founder-part founder-send" aria-labelledby="founder-send">
            <h2 id="founder-send" tabindex="-1">"Send back"</h2>
            {move || done.get().map(|words| view! {
                <Banner tone=Tone::Good title="Your update is ready to go"><p>{words}</p></Banner>
            })}
            {move || if has_some.get() {
                view! {
                    <div class="form">
                        <TextField label="Your name" id="founder-name" hint="It stands beside what you send." value=name/>
                        <TextField label="What you do there" value=role optional=true/>
                    </div>
                    <Preview held/>
                    <Wrong wrong/>
                    <Ways send=Callback::new(send)/>
                }
                .into_any()
            } else if done.with(Option::is_some) {
                ().into_any()
            } else {
                view! { <p class="quiet">"There is nothing to send yet. Write a line above, or change what is out of date."</p> }.into_any()
            }}
        </section>
    }
}

async fn go(held: Held, toasts: Toaster, answer: Answer, way: Way, done: RwSignal<Option<String>>) {
    match hand_over(held, &answer, way).await {
        Handed::Over => {
            let to = held.space.with_untracked(reply_to);
            let now = held.session.host().now_ms();
            held.change(|space| space.note_sent(&answer, now));
            let words = next_words(way, &answer, &to);
            announce(&words);
            done.try_set(Some(words));
            focus_soon("founder-send");
        }
        Handed::Cancelled => {}
        Handed::Refused => refused(toasts, way),
    }
}

/// What stands in the way of sending.
#[component]
fn Wrong(wrong: RwSignal<Vec<String>>) -> impl IntoView {
    move || {
        let lines = wrong.get();
        (!lines.is_empty()).then(|| view! {
            <div class="error-summary" id="founder-wrong" role="alert" tabindex="-1">
                <p>"It cannot be sent yet. What you typed is kept."</p>
                <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </div>
        })
    }
}

/// Every word that would leave, as it stands.
#[component]
fn Preview(held: Held) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let toggled = move |event: leptos::ev::Event| {
        let details: web_sys::Element = event_target(&event);
        is_open.set(details.has_attribute("open"));
    };
    let lines = move || {
        held.space.with(|space| {
            let answer = space
                .answer(RecordId(0), held.session.host().now_ms())
                .ok()?;
            let content = serde_json::Value::Null;
            let answer = Box::new(answer);
            Some(leaving(&FounderFile::Answer { answer, content }))
        })
    };
    view! {
        <details class="section" on:toggle=toggled>
            <summary><h3>"See exactly what leaves"</h3></summary>
            <div class="section-body">
                {move || is_open.get().then(|| match lines() {
                    Some(lines) => view! { <Leaves lines/> }.into_any(),
                    None => view! { <p>"Something above cannot be sent as it is typed; it says so at its field."</p> }.into_any(),
                })}
            </div>
        </details>
    }
}

#[component]
fn Ways(send: Callback<Way>) -> impl IntoView {
    let can_share = ways_out::has_share_sheet();
    let (file, text) = if can_share {
        (ButtonKind::Plain, ButtonKind::Plain)
    } else {
        (ButtonKind::Primary, ButtonKind::Plain)
    };
    view! {
        <div class="founder-ways">
            {can_share.then(|| view! { <Button label="Send back…" icon=Icon::Upload kind=ButtonKind::Primary on_press=move || send.run(Way::Share)/> })}
            <Button label="Download the file" icon=Icon::Download kind=file on_press=move || send.run(Way::File)/>
            <Button label="Copy as text" icon=Icon::Copy kind=text on_press=move || send.run(Way::Text)/>
        </div>
        <p class="quiet small">"The file is not sealed: whoever has it can read it."</p>
    }
}
