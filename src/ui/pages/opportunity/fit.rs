//! Which ventures could bid, why, and what holds each back; what the buyer may fear, and the step that would lower it.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::{opportunities::is_live, records::Opportunity},
    ui::{
        actions::use_actor,
        pages::people::parts::Section,
        parts::{Button, Icon, icon},
    },
    workspace::{
        Command,
        fit::{Fit, Says, Stand},
        opportunities::Consortium,
        pursuit::{Member, Pursuit},
    },
};

/// How many ventures are shown before the rest is only counted.
const SHOWN: usize = 6;
/// With more ventures than this, who could bid is worked out when somebody asks: it takes a moment.
const AT_ONCE: usize = 1_000;
/// More gaps than this are folded away.
const FEW_GAPS: usize = 3;

/// Follows what the page shows of the opportunity and its bids, and nothing else: comparing it with every venture takes
/// too long to do it after each change anywhere.
fn follow(page: Page) -> Memo<Option<(Opportunity, Vec<Consortium>)>> {
    Memo::new(move |_| {
        page.shown.with(|shown| {
            let shown = shown.as_ref()?;
            Some((shown.opportunity.clone(), shown.bids.clone()))
        })
    })
}

/// Reads a memo to follow it: one that nobody reads learns of no change.
fn only_follow<T>(_: &T) {}

#[component]
pub(super) fn FitSection(page: Page) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let few = session.read(|workspace| workspace.facts().venture_count() <= AT_ONCE);
    let asked = RwSignal::new(few);
    let opportunity = follow(page);
    let fits = Memo::new(move |_| {
        if !asked.get() {
            return None;
        }
        opportunity.with(only_follow);
        let today = session.today.get();
        let fits = session.read(|workspace| workspace.fits(page.id, today, SHOWN));
        Some((fits.ventures, fits.count))
    });
    let join = move |fit: &Fit| {
        let venture = fit.venture;
        actor.act(Command::pursue(Pursuit::Join {
            opportunity: page.id,
            bid: None,
            members: vec![Member::of(venture)],
            lots: Vec::new(),
        }));
    };
    let drawn = move || {
        let Some((ventures, count)) = fits.get() else {
            return view! {
                <div class="row no-print">
                    <Button label="Who could bid?" icon=Icon::Search small=true on_press=move || asked.set(true)/>
                </div>
            }
            .into_any();
        };
        if ventures.is_empty() {
            return view! {
                <p class="quiet">"Nothing written down about our ventures speaks for one of them: their places, themes, size and papers would tell."</p>
            }
            .into_any();
        }
        let more = count.saturating_sub(ventures.len());
        let lines = ventures
            .into_iter()
            .map(|fit| one(fit, join))
            .collect_view();
        view! {
            <ul class="lines">{lines}</ul>
            {(more > 0).then(|| view! { <p class="quiet small">{format!("And {more} more for which less speaks.")}</p> })}
            <p class="small no-print"><a href="/forecast?show=gaps">"What each gap holds back across all ventures"</a></p>
        }
        .into_any()
    };
    let live = page.read(|shown| is_live(&shown.opportunity.status));
    view! {
        <Show when=move || live.get()><Section title="Who could bid">{drawn}</Section></Show>
    }
}

/// A line of reasons, with what it means for those who do not see the picture.
fn reason(picture: Icon, says: &'static str, word: &'static str, text: String) -> AnyView {
    view! {
        <li class="fit-reason" data-says=says>{icon(picture)}<span><span class="visually-hidden">{word}": "</span>{text}</span></li>
    }
    .into_any()
}

fn one(fit: Fit, join: impl Fn(&Fit) + Copy + Send + Sync + 'static) -> AnyView {
    let reasons = fit
        .reasons
        .iter()
        .map(|one| {
            let (picture, says, word) = match one.says {
                Says::For => (Icon::Check, "for", "For"),
                Says::Against => (Icon::Close, "against", "Against"),
                Says::Unknown => (Icon::Help, "unknown", "Not known"),
            };
            reason(picture, says, word, one.text.clone())
        })
        .collect_view();
    let gaps = fit
        .gaps
        .iter()
        .map(|gap| reason(Icon::Lock, "gap", "Holds it back", gap.text.clone()))
        .collect_view();
    let gaps = if fit.gaps.len() > FEW_GAPS {
        view! {
            <details class="fit-gaps">
                <summary>{format!("{} things hold it back", fit.gaps.len())}</summary>
                <ul role="list" class="fit-reasons">{gaps}</ul>
            </details>
        }
        .into_any()
    } else {
        view! { <ul role="list" class="fit-reasons">{gaps}</ul> }.into_any()
    };
    let name = fit.name.clone();
    let address = format!("/ventures/{}", fit.venture);
    let bids = fit.is_bidding;
    let stand = if bids {
        "Bids already"
    } else {
        fit.stand.label()
    };
    let how = match fit.stand {
        _ if bids => "bids",
        Stand::CouldNow => "now",
        Stand::CouldOnce => "once",
        Stand::Unlikely => "unlikely",
    };
    let describe = format!("Let it bid: {name}");
    view! {
        <li class="line fit">
            <div class="line-main">
                <p class="fit-who"><a href=address>{name}</a><span class="fit-stand" data-stand=how>{stand}</span></p>
                <ul role="list" class="fit-reasons">{reasons}</ul>
                {gaps}
            </div>
            <span class="line-end no-print">
                {(!bids).then(|| view! {
                    <Button label="Let it bid" describe small=true icon=Icon::Plus on_press=move || join(&fit)/>
                })}
            </span>
        </li>
    }
    .into_any()
}

/// What the buyer may see as a risk in those who bid, with the step that would lower it.
#[component]
pub(super) fn Risks(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let opportunity = follow(page);
    let risks = Memo::new(move |_| {
        opportunity.with(only_follow);
        let today = session.today.get();
        let ventures = page.shown.with_untracked(|shown| {
            let parts = shown.iter().flat_map(|shown| &shown.bids);
            parts.filter_map(|bid| bid.lead.venture).collect::<Vec<_>>()
        });
        session.read(|workspace| {
            ventures
                .into_iter()
                .flat_map(|venture| workspace.perceived_risks(page.id, venture, today))
                .map(|risk| (risk.sees, risk.advice))
                .collect::<Vec<_>>()
        })
    });
    move || {
        let risks = risks.get();
        (!risks.is_empty()).then(|| {
            let lines = risks
                .into_iter()
                .map(|(sees, advice)| {
                    view! { <li class="line">{icon(Icon::Info)}<div class="line-main"><p>{sees}</p><p class="line-more">{advice}</p></div></li> }
                })
                .collect_view();
            view! { <ul class="lines">{lines}</ul> }
        })
    }
}
