//! Contracts over the months to come: bars, and the table that says the same.

use crate::ui::weave::prelude::*;

use super::{Page, follow};
use crate::{
    domain::counting::counted,
    exchange::table_out::tables,
    ui::{
        parts::{Button, Icon},
        table_file::DownloadTable,
    },
    workspace::contract_clock::{Outlook, Timeline, TimelineRow},
};

/// Rows drawn before somebody asks for all.
const FIRST: usize = 60;
/// Months are named on the axis while there are no more than this; then every third is.
const MONTHS_NAMED: usize = 12;

#[component]
pub(super) fn Contracts(page: Page) -> impl IntoView {
    let all = RwSignal::new(false);
    let session = page.actor.session;
    let many = move || page.outlook.with(Outlook::running_count);
    // Told apart from what was drawn, so that nothing is drawn again for a change elsewhere.
    let first = Memo::new(move |_| {
        let most = if all.get() { usize::MAX } else { FIRST };
        follow(session);
        page.timeline(most)
    });
    let side = move |table: bool, label: &'static str, icon: Icon| {
        view! {
            <Button
                label
                icon
                small=true
                pressed=Signal::derive(move || Some(page.asked.with(|asked| asked.table == table)))
                on_press=move || page.ask(|asked| asked.table = table)
            />
        }
    };
    let drawn = move || {
        let table = page.asked.with(|asked| asked.table);
        first.with(|timeline| {
            if timeline.rows.is_empty() {
                view! { <p class="quiet">"No contract with a known end runs or begins in that time."</p> }
                    .into_any()
            } else if table {
                as_table(timeline)
            } else {
                as_bars(timeline)
            }
        })
    };
    let whole = move || tables::contracts(&untrack(|| page.timeline(usize::MAX)).rows);
    view! {
        <section class="stack" aria-labelledby="clock-contracts">
            <div class="row">
                <h2 id="clock-contracts">"Running and to come"" "<span class="count">{move || many().to_string()}</span></h2>
                <div class="button-group" role="group" aria-label="Show as">
                    {side(false, "Timeline", Icon::Clock)}
                    {side(true, "Table", Icon::Table)}
                </div>
                <Show when=move || page.asked.with(|asked| asked.table)>
                    <DownloadTable small=true table=whole/>
                </Show>
            </div>
            {drawn}
            {move || (many() > FIRST && !all.get()).then(|| view! {
                <div><Button label=format!("Show all {}", counted(many(), "contract", "contracts")) small=true on_press=move || all.set(true)/></div>
            })}
        </section>
    }
}

/// A part of a whole as a length.
fn length(part: i64, whole: i64) -> String {
    let mille = part.max(0) * 1_000 / whole.max(1);
    format!("{}.{}%", mille / 10, mille % 10)
}

fn as_bars(timeline: &Timeline) -> AnyView {
    let days = timeline.days();
    let every = if timeline.months.len() > MONTHS_NAMED {
        3
    } else {
        1
    };
    let months = timeline
        .months
        .iter()
        .step_by(every)
        .map(|month| {
            let at = length(month.offset, days);
            view! { <span style:inset-inline-start=at>{month.label.clone()}</span> }
        })
        .collect_view();
    let rows = timeline
        .rows
        .iter()
        .map(|row| bar(timeline, row))
        .collect_view();
    view! {
        <div class="row small quiet" aria-hidden="true">
            <span class="clock-key ours">"Ours"</span>
            <span class="clock-key others">"Others’"</span>
            <span class="clock-key extension">"With extensions"</span>
            <span class="clock-key talk">"Time to talk"</span>
        </div>
        <div class="clock">
            <div class="clock-row clock-axis" aria-hidden="true"><span></span><span class="clock-track">{months}</span></div>
            <ul>{rows}</ul>
        </div>
    }
    .into_any()
}

fn bar(timeline: &Timeline, row: &TimelineRow) -> AnyView {
    let days = timeline.days();
    let piece = |class: &'static str, place: Option<(i64, i64)>| {
        place.map(|(from, many)| {
            let (from, width) = (length(from, days), length(many, days));
            view! { <span class=class style:inset-inline-start=from style:inline-size=width></span> }
        })
    };
    let starts = row.starts.unwrap_or(timeline.first);
    let runs = timeline.place(starts, row.ends);
    let extension = row
        .latest_end
        .and_then(|latest| timeline.place(row.ends.plus_days(1), latest));
    let talk = row
        .talk
        .and_then(|(from, until)| timeline.place(from, until));
    let marks = row
        .marks
        .iter()
        .filter_map(|mark| {
            let (at, _) = timeline.place(mark.day, mark.day)?;
            let words = format!("{}: {}", mark.kind.label(), mark.day);
            let at = length(at, days);
            Some(view! { <span class="clock-mark" title=words style:inset-inline-start=at></span> })
        })
        .collect_view();
    let class = if row.is_ours {
        "clock-row ours"
    } else {
        "clock-row others"
    };
    let who: Vec<&str> = [row.who.as_str(), row.buyer.as_str()]
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect();
    view! {
        <li class=class>
            <div class="clock-name">
                <p><a href=format!("/contracts/{}", row.contract)>{row.title.clone()}</a></p>
                <p class="line-more"><span>{who.join(", for ")}</span></p>
                <p class="line-more"><span>{row.next_words()}</span></p>
            </div>
            <span class="clock-track" aria-hidden="true">
                {piece("clock-bar", runs)}
                {piece("clock-bar extension", extension)}
                {piece("clock-talk", talk)}
                {marks}
            </span>
        </li>
    }
    .into_any()
}

fn as_table(timeline: &Timeline) -> AnyView {
    let rows = timeline
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells().into_iter().skip(1);
            let cells = cells.map(|cell| view! { <td>{cell}</td> }).collect_view();
            view! {
                <tr>
                    <th scope="row"><a href=format!("/contracts/{}", row.contract)>{row.title.clone()}</a></th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let heads = TimelineRow::HEADS
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect_view();
    view! {
        <div class="scroll-sideways" tabindex="0" role="region" aria-label="Contracts running and to come">
            <table class="table plain"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}
