//! What is due: ends, extensions, notice, talks, bids and promises, each with what could be done.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::{counting::grouped, dates::Day, records::Contract},
    ui::parts::{Button, DayText, Icon, icon},
    workspace::{
        Workspace,
        contract_clock::{KINDS, Mark, MarkKind, MarkLine, Whose},
    },
};

/// Lines drawn before somebody asks for all.
const FIRST: usize = 12;
/// How long a day that was missed is shown, in days.
const MISSED_DAYS: i64 = 365;

/// Whether a day is about what is asked for: bids and promises are always ours.
fn is_asked(workspace: &Workspace, mark: &Mark, whose: Whose) -> bool {
    let is_ours = || {
        workspace
            .record(mark.record)
            .filter(|record| &**record.kind() == Contract::KIND)
            .is_none_or(|record| {
                record.value("venture").text().is_some() || !record.items("partners").is_empty()
            })
    };
    match whose {
        Whose::Ours => is_ours(),
        Whose::Others => !is_ours(),
        _ => true,
    }
}

#[component]
pub(super) fn DueSoon(page: Page) -> impl IntoView {
    let session = page.actor.session;
    let due = Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let (today, asked) = (session.today.get(), page.asked.get());
        session.read(|workspace| {
            let marks = workspace.clock(
                today.plus_days(-MISSED_DAYS),
                today.plus_months(asked.months),
            );
            marks
                .into_iter()
                .filter(|mark| mark.until.unwrap_or(mark.day) >= today || mark.kind.still_asks())
                .filter(|mark| is_asked(workspace, mark, asked.whose))
                .collect::<Vec<Mark>>()
        })
    });
    let all = RwSignal::new(false);
    let many = move || due.with(Vec::len);
    let lines = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        // Names stand in the lines as well, so they follow the same kinds.
        for kind in KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        due.with(|due| {
            session.read(|workspace| {
                due.iter()
                    .take(most)
                    .filter_map(|mark| Some(line(mark, workspace.mark_line(mark, today)?, today)))
                    .collect_view()
            })
        })
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
