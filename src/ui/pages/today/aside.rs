//! Beside the day's list: the journey in figures, what is coming, and the state of the data.

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::backup::{last_export, storage_state};
use crate::{
    domain::dates::Moment,
    ui::{
        parts::{DayText, StagePlace, stage_class},
        session::use_session,
    },
    workspace::{
        attention::{ComingUp, StageTally},
        shown::ShownSet,
    },
};

/// How many things to come are listed.
const MOST_AHEAD: usize = 8;

#[component]
pub(super) fn Aside() -> impl IntoView {
    view! {
        <aside class="today-side" aria-label="At a glance">
            <Tally/>
            <Ahead/>
            <Holding/>
        </aside>
    }
}

#[component]
fn Tally() -> impl IntoView {
    let session = use_session();
    let tally = session.view(&["venture", "stage"], crate::workspace::Workspace::tally);
    let lines = move || {
        let tally = tally.get();
        let (of, most) = (
            tally.len(),
            tally
                .iter()
                .map(|stage| stage.count)
                .max()
                .unwrap_or_default(),
        );
        tally
            .into_iter()
            .map(|stage| one_stage(stage, of, most))
            .collect_view()
    };
    let sum = move || tally.with(|tally| tally.iter().map(|stage| stage.count).sum::<usize>());
    let sum = move || match sum() {
        1 => "1 active venture".to_owned(),
        many => format!("{} active ventures", grouped(many as u64)),
    };
    view! {
        <section aria-labelledby="today-tally">
            <h2 id="today-tally">"The journey today"</h2>
            <ol class="tally">{lines}</ol>
            <p class="quiet small">{sum}</p>
        </section>
    }
}

fn one_stage(stage: StageTally, of: usize, most: usize) -> impl IntoView {
    let StageTally {
        code,
        label,
        index,
        count,
    } = stage;
    let class = stage_class(StagePlace { index, of });
    let share = (count * 100).checked_div(most).unwrap_or(0);
    let ventures = if count == 1 { "venture" } else { "ventures" };
    let mut set = ShownSet::default();
    set.toggle("stage", &code);
    view! {
        <li class=class>
            <a href=format!("/pipeline?{}", set.to_text())>
                <span class="stage-label"><span class="stage-dot" aria-hidden="true"></span>{label}</span>
                <span class="tally-bar" aria-hidden="true" style:inline-size=format!("{share}%")></span>
                <span class="figures">
                    {grouped(count as u64)}<span class="visually-hidden">{format!(" {ventures}")}</span>
                </span>
            </a>
        </li>
    }
}

#[component]
fn Ahead() -> impl IntoView {
    let session = use_session();
    let ahead = Memo::new(move |_| {
        for kind in ["step", "venture", "programme"] {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| workspace.coming_up(today, MOST_AHEAD))
    });
    let lines = move || {
        let ahead = ahead.get();
        if ahead.is_empty() {
            return view! { <p class="quiet">"Nothing has a day in the next month."</p> }
                .into_any();
        }
        view! { <ul class="lines">{ahead.into_iter().map(one_ahead).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <section aria-labelledby="today-ahead">
            <h2 id="today-ahead">"Coming up"</h2>
            {lines}
        </section>
    }
}

fn one_ahead(line: ComingUp) -> impl IntoView {
    let ComingUp {
        day,
        what,
        whose,
        address,
    } = line;
    let what = match address {
        Some(address) => view! { <a href=address>{what}</a> }.into_any(),
        None => what.into_any(),
    };
    view! {
        <li class="line">
            <div class="line-main">
                <p>{what}</p>
                <p class="line-more">{(!whose.is_empty()).then(|| view! { <span>{whose}</span> })}</p>
            </div>
            <span class="line-end"><DayText iso=day.iso() show=day.short()/></span>
        </li>
    }
}

#[component]
fn Holding() -> impl IntoView {
    let session = use_session();
    let state = storage_state(session);
    let exported = move || {
        session.status.track();
        match last_export(session) {
            None => "No full backup yet".to_owned(),
            Some(ms) => format!(
                "Last full backup {}",
                Moment(ms).day().relative(session.today.get())
            ),
        }
    };
    let kept = move || match state.get().persistent {
        Some(true) => "The browser promised to keep it",
        Some(false) => "The browser has not promised to keep it",
        None => "The browser does not say whether it keeps it",
    };
    let records = move || {
        session.revision.track();
        session.read(|workspace| grouped(workspace.records().len() as u64))
    };
    view! {
        <section class="holding" aria-labelledby="today-holding">
            <h2 id="today-holding">"Your data"</h2>
            <ul class="lines">
                <li class="line"><div class="line-main"><p>{records}" records in this browser"</p></div></li>
                <li class="line"><div class="line-main"><p>{kept}</p></div></li>
                <li class="line"><div class="line-main"><p>{exported}</p></div></li>
            </ul>
            <p class="row"><a href="/data?tab=export">"Export"</a> <a href="/data?tab=history">"History"</a></p>
        </section>
    }
}
