//! How it is going: what happened, what was learned, what is needed, and the incubator's own questions.

use super::keeping::Held;
use crate::{
    domain::founder::{LEARNED_PROMPTS, Question},
    exchange::founder_space::{Space, Update},
    ui::{
        in_place::read_day,
        parts::{DateField, TextArea},
        weave::prelude::*,
    },
};

/// A signal over a part of the update: it starts with what is kept, and keeps what is typed.
fn written(
    held: Held,
    start: impl Fn(&Update) -> String,
    put: impl Fn(&mut Update, String) + 'static,
) -> RwSignal<String> {
    let text = RwSignal::new(held.space.with_untracked(|space| start(&space.update)));
    Effect::new(move |before: Option<()>| {
        let now = text.get();
        if before.is_some() {
            held.change(|space| put(&mut space.update, now));
        }
    });
    text
}

#[component]
pub(super) fn Telling(held: Held) -> impl IntoView {
    // After sending, the fields begin empty again.
    let round = Memo::new(move |_| held.space.with(|space| space.sent.len()));
    let title = if held.space.with_untracked(|space| space.is_own) {
        "How is it going?"
    } else {
        "How is it going, in your words?"
    };
    view! {
        <section class="founder-part" aria-labelledby="founder-telling">
            <h2 id="founder-telling" tabindex="-1">{title}</h2>
            {move || { round.track(); untrack(|| fields(held)) }}
        </section>
    }
}

fn fields(held: Held) -> AnyView {
    let happened = written(
        held,
        |update| update.happened.clone(),
        |update, text| update.happened = text,
    );
    let happened_on = written(
        held,
        |update| update.happened_on.clone(),
        |update, text| update.happened_on = text,
    );
    let needs = written(
        held,
        |update| update.needs.clone(),
        |update, text| update.needs = text,
    );
    let questions = held.space.with_untracked(|space| {
        let asked = space.request.as_ref().filter(|_| space.is_asked());
        asked
            .map(|request| request.questions.clone())
            .unwrap_or_default()
    });
    let questions = questions
        .into_iter()
        .map(|question| view! { <OwnQuestion held question/> })
        .collect_view();
    let dated = Memo::new(move |_| {
        happened.with(|text| !text.trim().is_empty()) || happened_on.with(|text| !text.is_empty())
    });
    view! {
        <div class="form">
            <TextArea label="What happened?" id="founder-happened" hint="So that nobody has to ask you twice. A few words are enough; what went wrong is as welcome as what went well." value=happened rows=4/>
            <Show when=move || dated.get()>
                <DateField label="When was that?" id="founder-happened-on" hint="If it was on one day" value=happened_on read=read_day optional=true/>
            </Show>
            <Learned held/>
            <TextArea label="What do you need?" hint="So that we can help, or find somebody who can: a person, a room, advice, time." value=needs rows=3/>
            {questions}
        </div>
    }
    .into_any()
}

#[component]
fn OwnQuestion(held: Held, question: Question) -> impl IntoView {
    let (start, put) = (question.id.clone(), question.id);
    let text = written(
        held,
        move |update| update.answers.get(&start).cloned().unwrap_or_default(),
        move |update, text| {
            update.answers.insert(put.clone(), text);
        },
    );
    view! { <TextArea label=question.text hint="A question of your incubator’s own" value=text rows=3/> }
}

/// What was learned, in four parts that may each stay empty.
#[component]
fn Learned(held: Held) -> impl IntoView {
    let has_some = held
        .space
        .with_untracked(|space: &Space| !space.update.learned.in_words().is_empty());
    let parts = LEARNED_PROMPTS
        .iter()
        .map(|(id, prompt)| {
            let text = written(
                held,
                |update| update.learned.part(id).to_owned(),
                |update, text| {
                    if let Some(part) = update.learned.part_mut(id) {
                        *part = text;
                    }
                },
            );
            view! { <TextArea label=format!("{prompt} …") value=text rows=2/> }
        })
        .collect_view();
    view! {
        <details class="section founder-learned" open=has_some>
            <summary><h3>"What did you learn?"</h3></summary>
            <div class="section-body form">
                <p class="quiet">"So that the next venture need not find it out the hard way. Any line may stay empty."</p>
                {parts}
            </div>
        </details>
    }
}
