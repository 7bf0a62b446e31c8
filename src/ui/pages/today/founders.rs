//! Founders: answers that wait for review, and requests that wait for an answer.

use crate::ui::weave::prelude::*;

use super::FIRST;
use crate::{
    domain::counting::grouped,
    ui::{
        parts::{Button, LinkButton, focus_soon},
        session::Session,
    },
    workspace::founders::{AnswerLine, RequestLine},
};

/// What waits, on either side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Waiting {
    answers: Vec<AnswerLine>,
    requests: Vec<RequestLine>,
}

impl Waiting {
    /// How many.
    pub fn count(&self) -> usize {
        self.answers.len() + self.requests.len()
    }
}

/// What waits; followed.
pub(super) fn waiting(session: Session) -> Memo<Waiting> {
    Memo::new(move |_| {
        for kind in ["update_request", "founder_answer", "venture"] {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| Waiting {
            answers: workspace.inbox(today),
            requests: workspace.requests_outstanding(today),
        })
    })
}

#[component]
pub(super) fn Founders(waiting: Memo<Waiting>) -> impl IntoView {
    let answers = Memo::new(move |_| waiting.with(|waiting| waiting.answers.len()));
    let requests = Memo::new(move |_| waiting.with(|waiting| waiting.requests.len()));
    let all = RwSignal::new(false);
    let asked = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        waiting.with(|waiting| {
            waiting
                .requests
                .iter()
                .take(most)
                .map(request)
                .collect_view()
        })
    };
    const ASKED: &str = "attention-asked";
    view! {
        <Show when=move || { answers.get() > 0 }>
            <section class="attention" aria-labelledby="attention-answers">
                <h2 id="attention-answers">
                    "Founders have answered "<span class="count">{move || grouped(answers.get() as u64)}</span>
                </h2>
                <ul>{move || waiting.with(|waiting| waiting.answers.iter().map(answer).collect_view())}</ul>
            </section>
        </Show>
        <Show when=move || { requests.get() > 0 }>
            <section class="attention" aria-labelledby=ASKED>
                <h2 id=ASKED tabindex="-1">
                    "Asked, and not answered yet "<span class="count">{move || grouped(requests.get() as u64)}</span>
                </h2>
                <ul>{asked}</ul>
                {move || (requests.get() > FIRST && !all.get()).then(|| view! {
                    <Button
                        label=format!("Show all {}", grouped(requests.get() as u64))
                        describe=format!("Show all {}: asked, and not answered yet", grouped(requests.get() as u64))
                        small=true
                        on_press=move || { all.set(true); focus_soon(ASKED); }
                    />
                })}
            </section>
        </Show>
    }
}

fn answer(line: &AnswerLine) -> AnyView {
    let when = match line.age_days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    };
    let why = match line.undecided {
        1 => "1 part to decide about".to_owned(),
        many => format!("{many} parts to decide about"),
    };
    let href = format!("/inbox/{}", line.answer);
    view! {
        <li class="attention-item">
            <p class="attention-when">{when}</p>
            <div class="attention-what">
                <p><a href=href.clone()>{line.venture_name.clone()}</a>{format!(": {} sent an update", line.from)}</p>
                <p class="attention-why">{why}</p>
            </div>
            <div class="attention-do"><LinkButton label="Review" href small=true/></div>
        </li>
    }
    .into_any()
}

fn request(line: &RequestLine) -> AnyView {
    let href = match line.venture {
        Some(venture) => format!("/ventures/{venture}#section-asking"),
        None => "/inbox".to_owned(),
    };
    let due = match line.due {
        Some(day) if line.is_late => format!(", hoped for by {day}"),
        Some(day) => format!(", by {day}"),
        None => String::new(),
    };
    let why = format!("{}{due}", line.asks);
    view! {
        <li class="attention-item" data-late=line.is_late.then_some("")>
            <p class="attention-when">{line.age_in_words()}</p>
            <div class="attention-what">
                <p><a href=href.clone()>{line.venture_name.clone()}</a></p>
                <p class="attention-why">{why}</p>
            </div>
            <div class="attention-do"><LinkButton label="Open" href small=true/></div>
        </li>
    }
    .into_any()
}
