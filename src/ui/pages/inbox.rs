//! Updates from founders: what waits for review, what still waits for an answer, and the door for what came.

mod deciding;
mod item;
mod receiving;
mod review;

use crate::ui::weave::prelude::*;

pub(in crate::ui) use receiving::RECEIVE;
pub use review::ReviewPage;

use super::founder_ask::{AskDialog, AskWish};
use crate::{
    ui::{
        actions::{Actor, use_actor},
        frame::PageTitle,
        parts::{Button, DayText, EmptyState, Icon, LinkButton, icon},
    },
    workspace::{
        Command, FounderDeed,
        founders::{AnswerLine, RequestLine},
    },
};

/// Kinds of records whose change can alter what waits.
const KINDS: [&str; 3] = ["update_request", "founder_answer", "venture"];

/// What waits.
#[component]
pub fn InboxPage() -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let wish = RwSignal::new(None::<AskWish>);
    let lines = Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| {
            (
                workspace.inbox(today),
                workspace.requests_outstanding(today),
            )
        })
    });
    view! {
        <header class="page-head"><div>
            <PageTitle title="Updates from founders"/>
            <p class="lede">"What founders sent waits here until somebody has looked at it. Nothing of it counts before."</p>
        </div></header>
        <div class="inbox">
            <receiving::TakeIn/>
            <section aria-labelledby="inbox-answers">
                <h2 id="inbox-answers">"To review"</h2>
                {move || lines.with(|(answers, _)| answers_list(answers))}
            </section>
            <section aria-labelledby="inbox-asked">
                <h2 id="inbox-asked">"Asked, and not answered yet"</h2>
                {move || lines.with(|(_, requests)| requests_list(actor, wish, requests))}
            </section>
        </div>
        <AskDialog wish/>
    }
}

fn answers_list(answers: &[AnswerLine]) -> AnyView {
    if answers.is_empty() {
        return view! {
            <EmptyState icon=Icon::Mail title="Nothing waits for review" text="When a founder’s file or message reaches you, drop it or paste it above.">
            </EmptyState>
        }
        .into_any();
    }
    view! { <ul class="lines">{answers.iter().map(answer).collect_view()}</ul> }.into_any()
}

fn answer(line: &AnswerLine) -> AnyView {
    let href = format!("/inbox/{}", line.answer);
    let parts = match line.undecided {
        1 => "1 part to decide about".to_owned(),
        many => format!("{many} parts to decide about"),
    };
    let new = line
        .is_new_venture
        .then(|| view! { <span>"a venture that is new here"</span> });
    let day = line
        .received_on
        .map(|day| view! { <span>"received "<DayText iso=day.iso()/></span> });
    view! {
        <li class="line">
            {icon(Icon::Mail)}
            <div class="line-main">
                <p><a href=href.clone()>{format!("{}, from {}", line.venture_name, line.from)}</a></p>
                <p class="line-more"><span>{parts}</span>{new}{day}</p>
            </div>
            <LinkButton label="Review" href small=true/>
        </li>
    }
    .into_any()
}

fn requests_list(
    actor: Actor,
    wish: RwSignal<Option<AskWish>>,
    requests: &[RequestLine],
) -> AnyView {
    if requests.is_empty() {
        return view! {
            <p class="quiet">"Nobody was asked who has not answered. Ask from a venture’s page, or tick some in the table of ventures."</p>
            <div class="row"><LinkButton label="Go to the ventures" href="/ventures" small=true/></div>
        }
        .into_any();
    }
    let lines = requests.iter().map(|line| {
        let id = line.request;
        let href = line.venture.map_or_else(|| "/ventures".to_owned(), |id| format!("/ventures/{id}"));
        let due = line.due.map(|day| {
            let words = if line.is_late { "was hoped for by " } else { "by " };
            view! { <span>{words}<DayText iso=day.iso()/></span> }
        });
        view! {
            <li class="line">
                {icon(Icon::Clock)}
                <div class="line-main">
                    <p><a href=href>{line.venture_name.clone()}</a></p>
                    <p class="line-more"><span>{line.age_in_words()}</span>{due}<span>{line.asks.clone()}</span></p>
                </div>
                <div class="row">
                    <Button
                        label="Send again"
                        describe=format!("Send again: {}", line.venture_name)
                        small=true
                        on_press=move || wish.set(Some(AskWish::Send(vec![id])))
                    />
                    <Button
                        label="Stop waiting"
                        describe=format!("Stop waiting: {}", line.venture_name)
                        small=true
                        on_press=move || { actor.act(Command::founders(FounderDeed::Withdraw { requests: vec![id] })); }
                    />
                </div>
            </li>
        }
    });
    view! { <ul class="lines">{lines.collect_view()}</ul> }.into_any()
}
