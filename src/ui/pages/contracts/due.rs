//! What is due: ends, extensions, notice, talks, bids and promises, each with what could be done.

use crate::ui::weave::prelude::*;

use super::{Page, follow};
use crate::{
    domain::{counting::grouped, dates::Day},
    ui::parts::{Button, DayText, Icon, icon},
    workspace::contract_clock::{Mark, MarkKind, MarkLine, Outlook},
};

/// Lines drawn before somebody asks for all.
const FIRST: usize = 12;

#[component]
pub(super) fn DueSoon(page: Page) -> impl IntoView {
    let session = page.actor.session;
    let all = RwSignal::new(false);
    let many = move || page.outlook.with(Outlook::due_count);
    let worded = Memo::new(move |_| {
        let most = if all.get() { usize::MAX } else { FIRST };
        follow(session);
        let today = session.today.get();
        let due = page.outlook.with(|outlook| outlook.due(most));
        session.read(|workspace| {
            let words = |mark: Mark| Some((mark, workspace.mark_line(&mark, today)?));
            due.into_iter().filter_map(words).collect::<Vec<_>>()
        })
    });
    let lines = move || {
        let today = session.today.get();
        let worded = worded.get();
        let lines = worded
            .into_iter()
            .map(|(mark, words)| line(&mark, words, today));
        lines.collect_view()
    };
    view! {
        <section class="stack" aria-labelledby="clock-due">
            <h2 id="clock-due">"What is due"" "<span class="count">{move || many().to_string()}</span></h2>
            <Show
                when=move || { many() > 0 }
                fallback=|| view! { <p class="quiet">"Nothing is due in that time."</p> }
            >
                <ul class="lines clock-due">{lines}</ul>
            </Show>
            {move || (many() > FIRST && !all.get()).then(|| view! {
                <div><Button label=format!("Show all {}", grouped(many() as u64)) small=true on_press=move || all.set(true)/></div>
            })}
        </section>
    }
}

fn picture(kind: MarkKind) -> Icon {
    match kind {
        MarkKind::Talk => Icon::Meeting,
        MarkKind::Extension | MarkKind::Decide => Icon::Decision,
        MarkKind::Promise => Icon::Saved,
        MarkKind::Ends | MarkKind::LatestEnd | MarkKind::Notice => Icon::Clock,
        _ => Icon::Calendar,
    }
}

fn line(mark: &Mark, words: MarkLine, today: Day) -> AnyView {
    let until = mark
        .until
        .map(|until| view! { " to "<DayText iso=until.iso() show=until.short_beside(today)/> });
    let late = words.late.then_some("late");
    view! {
        <li class="line">
            {icon(picture(mark.kind))}
            <div class="line-main">
                <p>{words.what}": "<a href=words.address>{words.title}</a></p>
                <p class="line-more"><span>{words.why}</span></p>
            </div>
            <span class="line-end clock-when">
                <span><DayText iso=mark.day.iso() show=mark.day.short_beside(today)/>{until}</span>
                <span class=late>{words.when}</span>
            </span>
        </li>
    }
    .into_any()
}
