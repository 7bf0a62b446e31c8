//! What holds our ventures back, and the pounds that each gap blocks. Each figure opens what is behind it.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::{counting::counted, dates::Day, money::Pence},
    exchange::table_out::tables,
    ledger::RecordId,
    ui::{
        pages::{
            bars::length,
            behind::{self, Behind, MOST},
        },
        parts::{Button, ButtonKind, EmptyState, Icon, LinkButton},
        session::Session,
        table_file::DownloadTable,
    },
    workspace::{
        fit::{BlockedBy, KINDS},
        opportunities::status_label,
    },
};

/// With more ventures than this the gaps are worked out when somebody comes or asks, not after each change.
const FOLLOWED: usize = 1_000;

/// A figure that somebody wants to see behind: the gap, and whether its ventures or its opportunities.
#[derive(Clone, PartialEq)]
struct Opened {
    gap: BlockedBy,
    ventures: bool,
}

/// Every gap with what it blocks.
#[component]
pub(super) fn Gaps(page: Page) -> impl IntoView {
    let session = page.session;
    let followed = session.read(|workspace| workspace.facts().venture_count() <= FOLLOWED);
    let asked = RwSignal::new(0_u32);
    let gaps = Memo::new(move |_| {
        asked.track();
        if followed {
            for kind in KINDS {
                session.track_kind(kind);
            }
        }
        let today = session.today.get();
        session.read(|workspace| workspace.blocked_by(today))
    });
    let opened = RwSignal::new(None::<Opened>);
    let again = (!followed).then(|| {
        view! {
            <div class="no-print"><Button label="Work it out again" small=true on_press=move || asked.update(|times| *times += 1)/></div>
        }
    });
    let drawn = move || {
        if gaps.with(Vec::is_empty) {
            view! { <NothingBlocked/> }.into_any()
        } else {
            table(gaps, opened)
        }
    };
    view! {
        <section class="stack" aria-labelledby="forecast-gaps">
            <div class="row">
                <h2 id="forecast-gaps">"What holds us back"</h2>
                <Show when=move || !gaps.with(Vec::is_empty)>
                    <DownloadTable small=true table=move || gaps.with_untracked(|gaps| tables::gaps(gaps))/>
                </Show>
            </div>
            <p class="quiet forecast-notes">
                "A bid of ours is held back by every gap of a venture in it. An opportunity that nobody bids for is held back by the gaps of those that could, unless one of them could bid as it is. Several gaps may hold back the same pounds, so these figures do not add up."
            </p>
            {drawn}
            {again}
        </section>
        {behind::dialog(opened, title_of, move |opened| list(session, opened))}
    }
}

#[component]
fn NothingBlocked() -> impl IntoView {
    view! {
        <EmptyState
            icon=Icon::Check
            title="Nothing is held back"
            text="No live opportunity waits for a paper, a register entry or a point of a gate. Without live opportunities in the places and themes of our ventures there is nothing to compare, either."
        >
            <LinkButton label="Go to opportunities" href="/opportunities" kind=ButtonKind::Primary/>
        </EmptyState>
    }
}

fn table(gaps: Memo<Vec<BlockedBy>>, opened: RwSignal<Option<Opened>>) -> AnyView {
    let rows = move || {
        gaps.with(|gaps| {
            let most = gaps.iter().map(|gap| gap.blocked).max().unwrap_or_default();
            gaps.iter().map(|gap| row(gap, most, opened)).collect_view()
        })
    };
    view! {
        <div class="scroll-sideways" tabindex="0" role="region" aria-label="What each gap blocks">
            <table class="table plain gaps">
                <thead><tr>
                    <th scope="col">"Gap"</th>
                    <th scope="col" class="number">"Blocks"</th>
                    <th scope="col" aria-hidden="true" class="gap-scale"></th>
                    <th scope="col" class="number">"Opportunities"</th>
                    <th scope="col" class="number">"Ventures"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(gap: &BlockedBy, most: Pence, opened: RwSignal<Option<Opened>>) -> AnyView {
    let figure = |words: String, of: &'static str, ventures: bool| {
        let wanted = Opened {
            gap: gap.clone(),
            ventures,
        };
        let about = format!("{}: show the {of}", gap.label);
        behind::figure(words, &about, move || opened.set(Some(wanted.clone())))
    };
    let pounds = if gap.blocked.is_zero() {
        view! { <span class="quiet">{gap.blocked_words()}</span> }.into_any()
    } else {
        figure(gap.blocked_words(), "opportunities", false)
    };
    let opportunities = figure(gap.opportunities.len().to_string(), "opportunities", false);
    let ventures = figure(gap.ventures.len().to_string(), "ventures", true);
    let size = length(gap.blocked, most);
    view! {
        <tr>
            <th scope="row">{gap.label.clone()}</th>
            <td class="number">{pounds}</td>
            <td class="gap-scale" aria-hidden="true"><span class="gap-bar" style:inline-size=size></span></td>
            <td class="number">{opportunities}</td>
            <td class="number">{ventures}</td>
        </tr>
    }
    .into_any()
}

fn title_of(opened: &Opened) -> String {
    let of = if opened.ventures {
        "ventures that have this gap"
    } else {
        "opportunities it blocks"
    };
    format!("{}: {of}", opened.gap.label)
}

fn list(session: Session, opened: &Opened) -> Behind {
    let today = session.today.get_untracked();
    let ids = if opened.ventures {
        &opened.gap.ventures
    } else {
        &opened.gap.opportunities
    };
    let sum = if opened.ventures {
        counted(ids.len(), "venture has it", "ventures have it")
    } else {
        let many = counted(ids.len(), "opportunity", "opportunities");
        format!("{} in {many}", opened.gap.blocked)
    };
    let line = |id: &RecordId| {
        if opened.ventures {
            venture(session, *id)
        } else {
            opportunity(session, *id, today)
        }
    };
    Behind {
        sum,
        from: String::new(),
        count: ids.len(),
        lines: ids.iter().take(MOST).map(line).collect_view(),
        unlisted: "",
    }
}

fn venture(session: Session, id: RecordId) -> AnyView {
    let name = session.read(|workspace| workspace.name_of(id));
    let name = view! { <a href=format!("/ventures/{id}")>{name}</a> }.into_any();
    behind::line(Icon::Ventures, name, ().into_any(), String::new())
}

fn opportunity(session: Session, id: RecordId, today: Day) -> AnyView {
    let known = session.read(|workspace| {
        let record = workspace.record(id)?;
        Some(crate::domain::records::Opportunity::read(record))
    });
    let Some(known) = known else {
        return ().into_any();
    };
    let due = known
        .deadline
        .map(|day| view! { <span>{format!("bids due {}", day.relative(today))}</span> });
    let status = status_label(&known.status).to_owned();
    let value = known.value_words();
    let name = view! { <a href=format!("/opportunities/{id}")>{known.title}</a> }.into_any();
    let more = view! { <span>{status}</span>{due} }.into_any();
    behind::line(Icon::Decision, name, more, value)
}
