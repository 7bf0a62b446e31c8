//! Who bids, alone or together, for what, with which shares.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        in_place::{Picked, RecordPicker},
        pages::people::parts::Section,
        parts::{Button, ButtonKind, Dialog, FieldWidth, Icon, IconButton, Money, TextField, icon},
    },
    workspace::{
        Command,
        opportunities::{Consortium, Part, lot_name},
        pursuit::{Member, Pursuit},
    },
};

#[component]
pub(super) fn Bids(page: Page) -> impl IntoView {
    let bids = page.read(|shown| shown.bids.clone());
    let drawn = move || {
        let bids = bids.get();
        if bids.is_empty() {
            return view! { <p class="quiet">"Nobody of ours bids yet. One venture can bid alone, or several together with one in the lead."</p> }.into_any();
        }
        view! { <ul class="lines">{bids.into_iter().map(|bid| one(page, bid)).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <Section title="Who bids">
            {drawn}
            <div class="row no-print">
                <Button label="Add a bid" icon=Icon::Plus small=true on_press=move || page.joining.set(Some(None))/>
            </div>
        </Section>
    }
}

fn one(page: Page, bid: Consortium) -> AnyView {
    let lead = bid.lead.id;
    let change = match bid.parts.first() {
        Some(first) => format!("Change the bid of {}", first.name),
        None => "Change who bids".to_owned(),
    };
    // One alone has the whole value, which stands at the end of the line.
    let several = bid.parts.len() > 1;
    let parts = bid
        .parts
        .iter()
        .map(|one| part(one, several))
        .collect_view();
    let what = if bid.lots.is_empty() {
        "For the whole".to_owned()
    } else {
        bid.lots.join(", ")
    };
    let outcome = (!bid.outcome.is_empty()).then(|| view! { <span>{bid.outcome}</span> });
    let value = bid.value.map(|value| view! { <Money pence=value.0/> });
    view! {
        <li class="line">
            {icon(Icon::Ventures)}
            <div class="line-main">
                {parts}
                <p class="line-more"><span>{what}</span>{outcome}</p>
            </div>
            <span class="line-end">
                {value}
                <IconButton icon=Icon::Pencil label=change small=true on_press=move || page.joining.set(Some(Some(lead)))/>
            </span>
        </li>
    }
    .into_any()
}

fn part(part: &Part, several: bool) -> AnyView {
    let name = match part.venture {
        Some(venture) => {
            view! { <a href=format!("/ventures/{venture}")>{part.name.clone()}</a> }.into_any()
        }
        None => part.name.clone().into_any(),
    };
    let share = part.share.map(|share| format!(", {share}%"));
    let value = part
        .value
        .filter(|_| several)
        .map(|value| format!(", {value}"));
    view! { <p>{name} <span class="quiet">{format!(" {}", part.role)}{share}{value}</span></p> }
        .into_any()
}

/// A venture that is chosen, with its share as typed.
#[derive(Clone, PartialEq)]
struct Chosen {
    venture: RecordId,
    name: String,
    share: RwSignal<String>,
}

#[component]
pub(super) fn JoinDialog(page: Page) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || page.joining.with(Option::is_some))
            on_close=move || page.joining.set(None)
            title="Who bids together"
        >
            {move || page.joining.get().map(|bid| view! { <Join page bid/> })}
        </Dialog>
    }
}

#[component]
fn Join(page: Page, bid: Option<RecordId>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let known = page.shown.with_untracked(|shown| {
        let bids = shown
            .as_ref()
            .map(|shown| shown.bids.clone())
            .unwrap_or_default();
        bids.into_iter().find(|known| Some(known.lead.id) == bid)
    });
    let lots_before = known
        .as_ref()
        .map(|known| known.lead.lots.clone())
        .unwrap_or_default();
    let before = known.map(|known| known.parts).unwrap_or_default();
    let members = RwSignal::new(
        before
            .into_iter()
            .filter_map(|part| {
                Some(Chosen {
                    venture: part.venture?,
                    name: part.name,
                    share: RwSignal::new(
                        part.share
                            .map(|share| share.to_string())
                            .unwrap_or_default(),
                    ),
                })
            })
            .collect::<Vec<_>>(),
    );
    let lots = page.read(|shown| {
        shown
            .lots
            .iter()
            .map(|line| (line.lot.id, lot_name(&line.lot)))
            .collect::<Vec<_>>()
    });
    let chosen_lots = RwSignal::new(lots_before);
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let pick = move |picked: Picked| {
        if let Picked::Known(venture) = picked {
            let name = session.read(|workspace| workspace.name_of(venture));
            members.update(|members| {
                if members.iter().all(|member| member.venture != venture) {
                    members.push(Chosen {
                        venture,
                        name,
                        share: RwSignal::new(String::new()),
                    });
                }
            });
            typed.set(String::new());
        }
    };
    let rows = move |member: Chosen| {
        let venture = member.venture;
        let first = move || {
            members.with(|members| {
                members
                    .first()
                    .is_some_and(|first| first.venture == venture)
            })
        };
        view! {
            <li class="line">
                <div class="line-main">
                    <p>{member.name.clone()}</p>
                    <p class="line-more">{move || if first() { "Leads" } else { "Partner" }}</p>
                </div>
                <span class="line-end">
                    <TextField label=format!("Share of {} in percent", member.name) hide_label=true value=member.share width=FieldWidth::Short/>
                    <IconButton
                        icon=Icon::ArrowUp
                        label=format!("Let {} lead", member.name)
                        small=true
                        on_press=move || members.update(|members| {
                            if let Some(at) = members.iter().position(|known| known.venture == venture) {
                                let leader = members.remove(at);
                                members.insert(0, leader);
                            }
                        })
                    />
                    <IconButton
                        icon=Icon::Close
                        label=format!("Take {} out", member.name)
                        small=true
                        on_press=move || members.update(|members| members.retain(|known| known.venture != venture))
                    />
                </span>
            </li>
        }
    };
    let save = move || {
        let mut shares = Vec::new();
        for member in members.get_untracked() {
            let text = member.share.get_untracked();
            let text = text.trim().trim_end_matches('%').trim();
            let share = match text {
                "" => None,
                digits => match digits.parse::<i64>() {
                    Ok(share) if (0..=100).contains(&share) => Some(share),
                    _ => {
                        error.set(Some(format!(
                            "The share of {} is a number from 0 to 100, such as 40.",
                            member.name
                        )));
                        return;
                    }
                },
            };
            shares.push(Member {
                venture: member.venture,
                share,
            });
        }
        let all: i64 = shares.iter().filter_map(|member| member.share).sum();
        if all > 100 {
            error.set(Some(format!(
                "The shares come to {all}%: together they may be 100% at most."
            )));
            return;
        }
        error.set(None);
        let done = actor.act(Command::pursue(Pursuit::Join {
            opportunity: page.id,
            bid,
            members: shares,
            lots: chosen_lots.get_untracked(),
        }));
        if done {
            page.joining.set(None);
        }
    };
    let lot_ticks = move || {
        lots.get()
            .into_iter()
            .map(|(lot, name)| {
                let id = crate::ui::parts::fresh_id("lot");
                let ticked = move || chosen_lots.with(|chosen| chosen.contains(&lot));
                let turn = move || {
                    chosen_lots.update(|chosen| match chosen.iter().position(|known| *known == lot) {
                        Some(at) => drop(chosen.remove(at)),
                        None => chosen.push(lot),
                    });
                };
                view! {
                    <div class="tick">
                        <input id=id.clone() type="checkbox" prop:checked=ticked on:change=move |_| turn()/>
                        <label class="tick-label" for=id>{name}</label>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <RecordPicker
                kind="venture"
                label="Add a venture"
                value=typed
                on_pick=pick
                hint="The first one leads. Those without a share divide equally what the others leave."
            />
            <ul class="lines"><For each=move || members.get() key=|member| member.venture children=rows/></ul>
            {move || error.get().map(|text| view! { <p class="field-error" role="alert">{text}</p> })}
            {move || (!lots.with(Vec::is_empty)).then(|| view! {
                <fieldset class="stack"><legend>"For which lots (none: the whole)"</legend>{lot_ticks()}</fieldset>
            })}
            <div class="dialog-actions">
                <Button label="Save" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || page.joining.set(None)/>
            </div>
        </form>
    }
}
