//! Looking back: what is different from an earlier day, and how good our probabilities have been. Both are read from the
//! log, and only when somebody asks or when there is something to tell.

use std::sync::Arc;

use crate::ui::weave::prelude::*;
use leptos::task::spawn_local;

use super::Page;
use crate::{
    domain::{dates::Day, money::Pence, records::Opportunity},
    ledger::Change,
    ui::{
        in_place::read_day,
        pages::behind::MOST,
        parts::{Button, DateField, Skeleton},
        session::Session,
    },
    workspace::{
        forecast::{Calibration, ENOUGH_OUTCOMES, Forecast, Past, Shift, Track, When},
        host::StorageError,
        opportunities::status_label,
    },
};

/// Log entries fetched at once: each may hold thousands of changes, and the page answers only between two turns.
const ENTRIES_AT_ONCE: u32 = 4;
/// Changes that are read within an instant.
const READ_UNASKED: usize = 20_000;

/// Goes through the whole log, the newest first.
async fn each_batch(session: Session, mut take: impl FnMut(&[Change])) -> Result<(), StorageError> {
    let host = session.host();
    let mut before = None;
    loop {
        let entries = host.log_before(before, ENTRIES_AT_ONCE).await?;
        let Some((last, _)) = entries.last() else {
            return Ok(());
        };
        before = Some(*last);
        for (_, batch) in &entries {
            take(&serde_json::from_slice::<Vec<Change>>(batch).unwrap_or_default());
        }
    }
}

/// The forecast of an earlier day, as far as it is known.
#[derive(Clone, PartialEq)]
enum Earlier {
    NotAsked,
    Reading,
    Known(Day, Arc<Forecast>),
    Unreadable(String),
}

/// What is different from an earlier day.
#[component]
pub(super) fn Changed(page: Page) -> impl IntoView {
    let session = page.session;
    let since = Memo::new(move |_| page.asked.with(|asked| asked.since));
    let earlier = RwSignal::new(Earlier::NotAsked);
    Effect::new(move |_| {
        let Some(day) = since.get() else {
            earlier.set(Earlier::NotAsked);
            return;
        };
        earlier.set(Earlier::Reading);
        spawn_local(async move {
            let mut past = Past::by_end_of(day);
            let read = each_batch(session, |changes| past.take(changes)).await;
            // Another day may have been asked for in the meantime, or the page left.
            if since.try_get_untracked() != Some(Some(day)) {
                return;
            }
            earlier.try_set(match read {
                Ok(()) => Earlier::Known(day, Arc::new(past.forecast())),
                Err(error) => Earlier::Unreadable(error.to_string()),
            });
        });
    });
    let drawn = move || {
        match earlier.get() {
        Earlier::NotAsked => view! {
            <p class="quiet">"Choose a day, and see what came, went or became surer since."</p>
        }
        .into_any(),
        Earlier::Reading => view! { <Skeleton rows=3 label="Reading the history"/> }.into_any(),
        Earlier::Unreadable(why) => view! {
            <p>{format!("The history could not be read: {why} Nothing was changed. Please load the page again.")}</p>
        }
        .into_any(),
        Earlier::Known(day, earlier) => differences(page, day, &earlier),
    }
    };
    view! {
        <section class="stack" aria-labelledby="forecast-changed">
            <h2 id="forecast-changed">"What changed"</h2>
            <SinceField page since/>
            {drawn}
        </section>
    }
}

/// The day that is compared with.
#[component]
fn SinceField(page: Page, since: Memo<Option<Day>>) -> impl IntoView {
    let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let value = RwSignal::new(text(since.get_untracked()));
    Effect::new(move |_| value.set(text(since.get())));
    let ask = move |day: Option<Day>| page.ask(|asked| asked.since = day);
    let typed = move |typed: String| match typed.trim() {
        "" => ask(None),
        typed => {
            if let Ok(day) = Day::parse_uk(typed) {
                ask(Some(day));
            }
        }
    };
    let today = page.session.today;
    let back = move |label: &'static str, months: i32| {
        view! { <Button label small=true on_press=move || ask(Some(today.get_untracked().plus_months(-months)))/> }
    };
    view! {
        <div class="row forecast-since">
            <DateField label="Since the end of" value read=read_day on_commit=typed/>
            {back("A month ago", 1)}
            {back("Three months ago", 3)}
            {back("A year ago", 12)}
        </div>
    }
}

fn differences(page: Page, day: Day, earlier: &Forecast) -> AnyView {
    let scope = page.asked.with(|asked| asked.scope);
    let shifts = page
        .forecast
        .with(|now| now.since(earlier, scope, When::Ever));
    let whole: i64 = shifts.iter().map(Shift::difference).sum();
    let sum = match whole {
        0 => format!("Since {day} the sum is the same."),
        more if more > 0 => format!("{} more than on {day}, in all.", Pence(more)),
        less => format!("{} less than on {day}, in all.", Pence(-less)),
    };
    if shifts.is_empty() {
        return view! { <p class="quiet">{format!("Nothing changed since {day}.")}</p> }.into_any();
    }
    let more = (shifts.len() > MOST).then(|| {
        view! { <p class="quiet small">{format!("And {} more, each smaller than these.", shifts.len() - MOST)}</p> }
    });
    let lines = shifts
        .iter()
        .take(MOST)
        .map(|shift| one(page, shift))
        .collect_view();
    view! { <p>{sum}</p> <ul class="lines">{lines}</ul> {more} }.into_any()
}

fn one(page: Page, shift: &Shift) -> AnyView {
    let words = page.session.read(|workspace| workspace.shift_words(shift));
    let name = match page.named(shift.record) {
        (name, Some(address)) => view! { <a href=address>{name}</a> }.into_any(),
        (name, None) => name.into_any(),
    };
    let difference = match shift.difference() {
        0 => String::new(),
        more if more > 0 => format!("+{}", Pence(more)),
        less => format!("−{}", Pence(-less)),
    };
    view! {
        <li class="line">
            <div class="line-main">
                <p>{name}</p>
                <p class="line-more"><span>{shift.kind.label()}</span><span>{words}</span></p>
            </div>
            <span class="line-end money">{difference}</span>
        </li>
    }
    .into_any()
}

/// Whether reading the whole log would keep somebody waiting who did not ask for it.
fn is_long(session: Session) -> bool {
    session.read(|workspace| workspace.ledger().change_count() > READ_UNASKED)
}

/// How many opportunities have an outcome: a cheap look before the log is read.
fn outcomes(session: Session) -> usize {
    session.read(|workspace| {
        let all = workspace.records().of_kind(Opportunity::KIND);
        all.filter(|record| {
            matches!(
                record.value("status").text(),
                Some("contracted" | "ended" | "lost" | "withdrew" | "cancelled" | "awarded")
            )
        })
        .count()
    })
}

/// How good our probabilities have been; says nothing of substance before there are enough outcomes.
#[component]
pub(super) fn Calibrated(page: Page) -> impl IntoView {
    let session = page.session;
    let known = RwSignal::new(None::<Calibration>);
    let asked = RwSignal::new(!is_long(session));
    Effect::new(move |_| {
        if !asked.get() {
            return;
        }
        session.track_kind(Opportunity::KIND);
        let outcomes = outcomes(session);
        if outcomes < ENOUGH_OUTCOMES {
            known.set(Some(Calibration {
                outcomes,
                ..Calibration::default()
            }));
            return;
        }
        spawn_local(async move {
            let mut track = Track::default();
            if each_batch(session, |changes| track.take(changes))
                .await
                .is_ok()
            {
                known.try_set(Some(session.read(|workspace| track.calibration(workspace))));
            }
        });
    });
    let drawn = move || {
        match known.get() {
        None if !asked.get() => view! {
            <p class="quiet">"The history is long: reading it takes some seconds."</p>
            <div class="row"><Button label="Look back" small=true on_press=move || asked.set(true)/></div>
        }
        .into_any(),
        None => view! { <Skeleton rows=2 label="Reading the history"/> }.into_any(),
        Some(calibration) => match calibration.silence() {
            Some(silence) => view! { <p class="quiet">{silence}</p> }.into_any(),
            None => told(&calibration),
        },
    }
    };
    view! {
        <section class="stack" aria-labelledby="forecast-calibration">
            <h2 id="forecast-calibration">"How good our probabilities have been"</h2>
            {drawn}
        </section>
    }
}

fn told(calibration: &Calibration) -> AnyView {
    let all = calibration
        .all
        .as_ref()
        .map(|all| view! { <p>{all.words()}</p> });
    let lines = calibration
        .statuses
        .iter()
        .map(|record| {
            view! {
                <li class="line"><div class="line-main">
                    <p>{status_label(&record.status).to_owned()}</p>
                    <p class="line-more"><span>{record.words()}</span></p>
                </div></li>
            }
        })
        .collect_view();
    view! { {all} <ul class="lines">{lines}</ul> }.into_any()
}
