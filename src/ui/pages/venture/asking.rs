//! What the founder was asked, what still waits, and what came back.

use crate::ui::weave::prelude::*;

use super::{Page, section::Section};
use crate::{
    ui::{
        actions::{Actor, use_actor},
        pages::founder_ask::AskWish,
        parts::{Button, DayText, Icon, icon},
    },
    workspace::{
        Command, FounderDeed,
        founders::{AnswerLine, RequestLine},
    },
};

/// Kinds of records whose change can alter what is shown.
const KINDS: [&str; 3] = ["update_request", "founder_answer", "venture"];

#[component]
pub(super) fn AskingSection(page: Page) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let lines = Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| {
            (
                workspace.requests_about(page.venture, today),
                workspace.answers_about(page.venture, today),
            )
        })
    });
    let waiting = move || {
        lines.with(|(requests, answers)| {
            let open = requests.iter().filter(|line| line.state == "outstanding");
            let here = answers.iter().filter(|line| line.state == "waiting");
            match open.count() + here.count() {
                0 => String::new(),
                many => many.to_string(),
            }
        })
    };
    let drawn = move || {
        lines.with(|(requests, answers)| {
            if requests.is_empty() && answers.is_empty() {
                return view! { <p class="quiet">"The founder has not been asked yet. They answer in their own words, without an account, also on a phone."</p> }
                    .into_any();
            }
            let answers = answers.iter().map(answer).collect_view();
            let requests = requests
                .iter()
                // An answered request stands among the answers.
                .filter(|line| line.state == "outstanding" || line.state == "withdrawn")
                .map(|line| request(actor, page, line))
                .collect_view();
            view! { <ul class="lines">{answers}{requests}</ul> }.into_any()
        })
    };
    let ask = move || page.asking.set(Some(AskWish::Ask(vec![page.venture])));
    view! {
        <Section name="asking" title="Founder’s updates" count=Signal::derive(waiting)>
            {drawn}
            <div class="row no-print">
                <Button label="Ask for an update" icon=Icon::Founder small=true on_press=ask/>
            </div>
        </Section>
    }
}

fn answer(line: &AnswerLine) -> AnyView {
    let waits = line.state == "waiting";
    let (label, state) = if waits {
        let parts = match line.undecided {
            1 => "1 part to decide".to_owned(),
            many => format!("{many} parts to decide"),
        };
        (format!("Review what {} sent", line.from), parts)
    } else {
        (format!("What {} sent", line.from), line.state_label.clone())
    };
    let day = line
        .received_on
        .map(|day| view! { <span>", received "<DayText iso=day.iso()/></span> });
    view! {
        <li class="line">
            {icon(if waits { Icon::Info } else { Icon::Check })}
            <div class="line-main">
                <p><a href=format!("/inbox/{}", line.answer)>{label}</a></p>
                <p class="line-more"><span>{state}{day}</span></p>
            </div>
        </li>
    }
    .into_any()
}

fn request(actor: Actor, page: Page, line: &RequestLine) -> AnyView {
    let id = line.request;
    let open = line.state == "outstanding";
    let when = if open {
        line.age_in_words()
    } else {
        line.state_label.clone()
    };
    let due = line.due.filter(|_| open).map(|day| {
        let words = if line.is_late { "was due " } else { "due " };
        view! { <span>{words}<DayText iso=day.iso()/></span> }
    });
    let by = (!line.asked_by.is_empty())
        .then(|| view! { <span>{format!("by {}", line.asked_by)}</span> });
    let tools = open.then(|| view! {
        <div class="row no-print">
            <Button label="Send again" small=true on_press=move || page.asking.set(Some(AskWish::Send(vec![id])))/>
            <Button label="Stop waiting" small=true on_press=move || {
                actor.act(Command::founders(FounderDeed::Withdraw { requests: vec![id] }));
            }/>
        </div>
    });
    view! {
        <li class="line">
            {icon(if open { Icon::Clock } else { Icon::Dash })}
            <div class="line-main">
                <p>{format!("Asked about {}", line.asks)}</p>
                <p class="line-more"><span>{when}</span>{due}{by}</p>
                {tools}
            </div>
        </li>
    }
    .into_any()
}
