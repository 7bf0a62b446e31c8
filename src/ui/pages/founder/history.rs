//! What was sent, newest first, to send again or to read again.

use leptos::task::spawn_local;

use super::{
    super::{
        founder_ask::Leaves,
        ways_out::{self, Handed},
    },
    keeping::Held,
    sending::{Way, hand_over, next_words, refused, reply_to},
};
use crate::{
    domain::{dates::Moment, founder::Answer},
    exchange::{
        founder::{FounderFile, answer_letter, leaving},
        founder_space::Sent,
    },
    ui::{
        parts::{Button, Icon, LinkButton, Toaster, use_toasts},
        weave::prelude::*,
    },
};

#[component]
pub(super) fn History(held: Held) -> impl IntoView {
    let toasts = use_toasts();
    let sent = Memo::new(move |_| held.space.with(|space| space.sent.clone()));
    move || {
        let sent = sent.get();
        (!sent.is_empty()).then(|| {
            let lines = sent
                .into_iter()
                .rev()
                .map(|sent| view! { <Line held toasts sent/> })
                .collect_view();
            view! {
                <section class="founder-part" aria-labelledby="founder-history">
                    <h2 id="founder-history">"What you have sent or saved"</h2>
                    <ol class="founder-history">{lines}</ol>
                </section>
            }
        })
    }
}

fn said(answer: &Answer) -> String {
    let changes = answer.changes.len() + answer.additions.len();
    let texts = [
        !answer.happened.is_empty(),
        !answer.learned.in_words().is_empty(),
        !answer.needs.is_empty(),
    ];
    let texts = texts.into_iter().filter(|said| *said).count() + answer.answers.len();
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let parts = [
        counted(texts, "thing you told", "things you told"),
        counted(changes, "change", "changes"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[component]
fn Line(held: Held, toasts: Toaster, sent: Sent) -> impl IntoView {
    let at = Moment(i64::try_from(sent.at).unwrap_or_default());
    let to = held.space.with_untracked(reply_to);
    let letter = answer_letter(&sent.answer);
    let mail = ways_out::mail_address(&to, &letter.subject, &letter.body);
    let answer = StoredValue::new(sent.answer.clone());
    let again = move |way: Way| {
        let answer = answer.get_value();
        let to = held.space.with_untracked(reply_to);
        spawn_local(async move {
            match hand_over(held, &answer, way).await {
                Handed::Over => toasts.say(next_words(way, &answer, &to)),
                Handed::Cancelled => {}
                Handed::Refused => refused(toasts, way),
            }
        });
    };
    let words = said(&sent.answer);
    let lines = leaving(&FounderFile::Answer {
        answer: Box::new(sent.answer),
        content: serde_json::Value::Null,
    });
    let has_share = ways_out::has_share_sheet();
    view! {
        <li>
            <details class="section">
                <summary><h3>{format!("{}, {}", at.day(), at.time())}</h3><span class="count">{words}</span></summary>
                <div class="section-body"><Leaves lines/></div>
            </details>
            <div class="row">
                {has_share.then(|| view! { <Button label="Share again…" icon=Icon::Upload small=true on_press=move || again(Way::Share)/> })}
                <Button label="Download again" icon=Icon::Download small=true on_press=move || again(Way::File)/>
                <Button label="Copy as text again" icon=Icon::Copy small=true on_press=move || again(Way::Text)/>
                <LinkButton label="Write the e-mail" href=mail small=true/>
            </div>
        </li>
    }
}
