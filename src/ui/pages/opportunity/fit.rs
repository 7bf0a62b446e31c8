//! Which ventures could bid, why, and what holds each back; what the buyer may fear, and the step that would lower it.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::opportunities::is_live,
    ui::{
        actions::use_actor,
        pages::people::parts::Section,
        parts::{Button, Icon, icon},
    },
    workspace::{
        Command,
        fit::{Fit, KINDS, Says},
        pursuit::{Member, Pursuit},
    },
};

/// How many ventures are shown before the rest is only counted.
const SHOWN: usize = 6;

#[component]
pub(super) fn FitSection(page: Page) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let fits = Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        let fits = session.read(|workspace| workspace.fits(page.id, today, SHOWN));
        (fits.ventures, fits.count)
    });
    let join = move |fit: &Fit| {
        let venture = fit.venture;
        actor.act(Command::Pursue(Pursuit::Join {
            opportunity: page.id,
            bid: None,
            members: vec![Member::of(venture)],
            lots: Vec::new(),
        }));
    };
    let drawn = move || {
        let (ventures, count) = fits.get();
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
        }
        .into_any()
    };
    let live = page.read(|shown| is_live(&shown.opportunity.status));
    view! {
        <Show when=move || live.get()><Section title="Who could bid">{drawn}</Section></Show>
    }
}

fn one(fit: Fit, join: impl Fn(&Fit) + Copy + Send + Sync + 'static) -> AnyView {
    let reasons = fit
        .reasons
        .iter()
        .map(|reason| {
            let (picture, word) = match reason.says {
                Says::For => (Icon::Check, "For"),
                Says::Against => (Icon::Close, "Against"),
                Says::Unknown => (Icon::Help, "Not known"),
            };
            view! {
                <li class="row">{icon(picture)}<span class="visually-hidden">{word}": "</span><span>{reason.text.clone()}</span></li>
            }
        })
        .collect_view();
    let gaps = fit
        .gaps
        .iter()
        .map(|gap| view! { <li class="row">{icon(Icon::Lock)}<span class="visually-hidden">"Holds it back: "</span><span>{gap.text.clone()}</span></li> })
        .collect_view();
    let name = fit.name.clone();
    let address = format!("/ventures/{}", fit.venture);
    let stand = if fit.is_bidding {
        "Bids already"
    } else {
        fit.stand.label()
    };
    let bids = fit.is_bidding;
    let describe = format!("Let {name} bid");
    view! {
        <li class="line">
            <div class="line-main">
                <p><a href=address>{name}</a></p>
                <p class="line-more"><span>{stand}</span></p>
                <ul role="list" class="small">{reasons}{gaps}</ul>
            </div>
            <span class="line-end no-print">
                {(!bids).then(|| view! {
                    <Button label="Bids" describe small=true icon=Icon::Plus on_press=move || join(&fit)/>
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
    let risks = Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        let ventures = page.shown.with(|shown| {
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
