//! Whose details are due to be looked at again.

use crate::{
    domain::counting::{counted, grouped},
    ui::{
        actions::use_actor,
        parts::{Button, LinkButton},
        weave::prelude::*,
    },
    workspace::reviews::{DueReview, people_without_review, reviews_due},
};

/// Lines that are drawn.
const SHOWN: usize = 30;

#[component]
pub(super) fn DuePart() -> impl IntoView {
    let session = use_actor().session;
    let due = Memo::new(move |_| {
        session.track_kind("contact");
        session.track_kind("venture");
        let today = session.today.get();
        session.read(|workspace| reviews_due(workspace, today))
    });
    let dayless = session.view(&["contact"], |workspace| {
        people_without_review(workspace).len()
    });
    let list = move || {
        let due = due.get();
        if due.is_empty() {
            return view! { <p class="quiet">"Nobody’s details are due today."</p> }.into_any();
        }
        let more = due.len().saturating_sub(SHOWN);
        let lines = due
            .into_iter()
            .take(SHOWN)
            .map(|review| view! { <One review/> })
            .collect_view();
        view! {
            <ul class="lines">{lines}</ul>
            {(more > 0).then(|| view! { <p class="quiet">{format!("and {} more", grouped(more as u64))}</p> })}
        }
        .into_any()
    };
    view! {
        <section class="data-section">
            <div>
                <h2>"Due to be looked at"</h2>
                <p class="quiet small">"Nothing is deleted by itself: somebody asks, and decides."</p>
            </div>
            <div class="stack">
                {list}
                {move || (dayless.get() > 0).then(|| view! {
                    <p class="quiet small">{format!("{} no day on which to ask again. It is set on the person’s page.", counted(dayless.get(), "person has", "people have"))}</p>
                })}
            </div>
        </section>
    }
}

#[component]
fn One(review: DueReview) -> impl IntoView {
    let actor = use_actor();
    let address = format!("/people/{}", review.person);
    let all = format!("/data?tab=people&person={}", review.person);
    let mut more = vec![review.reason()];
    more.extend((!review.basis.is_empty()).then(|| format!("Held because: {}.", review.basis)));
    let (name, describe) = (
        review.name.clone(),
        format!("Keep for a year: {}", review.name),
    );
    let keep = move || {
        let next = actor.session.today.get_untracked().plus_months(12);
        actor.act(review.keep_until(next));
    };
    view! {
        <li class="line">
            <div class="line-main"><p><a href=address>{name}</a></p><p class="line-more">{more.join(" ")}</p></div>
            <span class="line-end row">
                <Button label="Keep for a year" describe small=true on_press=keep/>
                <LinkButton label="Everything about them" href=all small=true/>
            </span>
        </li>
    }
}
