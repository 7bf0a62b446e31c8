//! Who bids, alone or together, for what, with which shares.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        in_place::{Picked, RecordPicker},
        pages::people::parts::Section,
        parts::{
            Button, ButtonKind, Dialog, FieldWidth, Icon, IconButton, Money, TextField, focus_soon,
            icon,
        },
        session::Session,
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

/// The field that a venture is chosen in.
const VENTURE: &str = "join-venture";

/// Members, each with the share as typed, and lots, as the draft of the form keeps them.
type Kept = (Vec<(String, String)>, Vec<String>);

fn kept_text(members: &[Chosen], lots: &[RecordId]) -> String {
    let kept: Kept = (
        members
            .iter()
            .map(|member| (member.venture.to_string(), member.share.get()))
            .collect(),
        lots.iter().map(ToString::to_string).collect(),
    );
    // Texts alone can always be written.
    serde_json::to_string(&kept).unwrap_or_default()
}

/// What the form had when it was left, as far as it is still there.
fn kept_form(session: Session, text: &str) -> Option<(Vec<Chosen>, Vec<RecordId>)> {
    let (members, lots): Kept = serde_json::from_str(text).ok()?;
    let chosen = |(venture, share): (String, String)| {
        let venture = RecordId::parse(&venture).ok()?;
        let name = session.read(|workspace| {
            workspace.record(venture)?;
            Some(workspace.name_of(venture))
        })?;
        let share = RwSignal::new(share);
        Some(Chosen {
            venture,
            name,
            share,
        })
    };
    let lots = lots.iter().filter_map(|lot| RecordId::parse(lot).ok());
    Some((
        members.into_iter().filter_map(chosen).collect(),
        lots.collect(),
    ))
}

/// What the form begins with: the members and the lots of a bid, or nothing yet.
fn begun_with(page: Page, bid: Option<RecordId>) -> (Vec<Chosen>, Vec<RecordId>) {
    let known = page.shown.with_untracked(|shown| {
        let bids = shown.iter().flat_map(|shown| &shown.bids);
        let mut bids = bids.filter(|known| Some(known.lead.id) == bid);
        bids.next().cloned()
    });
    let Some(known) = known else {
        return Default::default();
    };
    let chosen = |part: Part| {
        let share = part.share.map(|share| share.to_string());
        Some(Chosen {
            venture: part.venture?,
            name: part.name,
            share: RwSignal::new(share.unwrap_or_default()),
        })
    };
    let members = known.parts.into_iter().filter_map(chosen).collect();
    (members, known.lead.lots)
}

/// The members as they are typed, or what is wrong with them.
fn read_members(members: Vec<Chosen>) -> Result<Vec<Member>, String> {
    let mut read = Vec::new();
    for member in members {
        let text = member.share.get_untracked();
        let share = match text.trim().trim_end_matches('%').trim() {
            "" => None,
            digits => match digits.parse::<i64>() {
                Ok(share) if (0..=100).contains(&share) => Some(share),
                _ => {
                    return Err(format!(
                        "The share of {} is a number from 0 to 100, such as 40.",
                        member.name
                    ));
                }
            },
        };
        read.push(Member {
            venture: member.venture,
            share,
        });
    }
    let all: i64 = read.iter().filter_map(|member| member.share).sum();
    if all > 100 {
        return Err(format!(
            "The shares come to {all}%: together they may be 100% at most."
        ));
    }
    Ok(read)
}

/// One who bids: share, lead, out.
fn member_row(members: RwSignal<Vec<Chosen>>, member: Chosen) -> AnyView {
    let venture = member.venture;
    let first = move || {
        members.with(|members| {
            let first = members.first();
            first.is_some_and(|first| first.venture == venture)
        })
    };
    let lead = move || {
        members.update(|members| {
            if let Some(at) = members.iter().position(|known| known.venture == venture) {
                let leader = members.remove(at);
                members.insert(0, leader);
            }
        });
    };
    let take_out =
        move || members.update(|members| members.retain(|known| known.venture != venture));
    view! {
        <li class="line">
            <div class="line-main">
                <p>{member.name.clone()}</p>
                <p class="line-more">{move || if first() { "Leads" } else { "Partner" }}</p>
            </div>
            <span class="line-end">
                <span aria-hidden="true">"Share"</span>
                <TextField label=format!("Share of {} in percent", member.name) hide_label=true value=member.share width=FieldWidth::Short/>
                <span aria-hidden="true">"%"</span>
                <IconButton icon=Icon::ArrowUp label=format!("Let {} lead", member.name) small=true on_press=lead/>
                <IconButton icon=Icon::Close label=format!("Take {} out", member.name) small=true on_press=take_out/>
            </span>
        </li>
    }
    .into_any()
}

/// A tick for each lot; nothing where there are none.
#[component]
fn LotTicks(page: Page, chosen: RwSignal<Vec<RecordId>>) -> impl IntoView {
    let lots = page.read(|shown| {
        let lots = shown.lots.iter();
        lots.map(|line| (line.lot.id, lot_name(&line.lot)))
            .collect::<Vec<_>>()
    });
    let tick = move |(lot, name): (RecordId, String)| {
        let id = crate::ui::parts::fresh_id("lot");
        let ticked = move || chosen.with(|chosen| chosen.contains(&lot));
        let turn = move || {
            chosen.update(
                |chosen| match chosen.iter().position(|known| *known == lot) {
                    Some(at) => drop(chosen.remove(at)),
                    None => chosen.push(lot),
                },
            );
        };
        view! {
            <div class="tick">
                <input id=id.clone() type="checkbox" prop:checked=ticked on:change=move |_| turn()/>
                <label class="tick-label" for=id>{name}</label>
            </div>
        }
    };
    move || {
        (!lots.with(Vec::is_empty)).then(|| {
            let ticks = lots.get().into_iter().map(tick).collect_view();
            view! { <fieldset class="stack"><legend>"For which lots (none: the whole)"</legend>{ticks}</fieldset> }
        })
    }
}

#[component]
fn Join(page: Page, bid: Option<RecordId>) -> impl IntoView {
    let actor = use_actor();
    let (members, lots) = begun_with(page, bid);
    let which = bid.map_or_else(|| "new".to_owned(), |bid| bid.to_string());
    let key = format!("opportunity.{}.bid.{which}", page.id);
    let kept = draft(key.clone(), untrack(|| kept_text(&members, &lots)));
    let (members, lots) = kept
        .with_untracked(|text| kept_form(actor.session, text))
        .unwrap_or((members, lots));
    let (members, lots) = (RwSignal::new(members), RwSignal::new(lots));
    Effect::new(move |_| {
        kept.set(members.with(|members| lots.with(|lots| kept_text(members, lots))));
    });
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let nobody = RwSignal::new(None::<String>);
    focus_soon(VENTURE);
    let pick = move |picked: Picked| {
        if let Picked::Known(venture) = picked {
            let name = actor.session.read(|workspace| workspace.name_of(venture));
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
            nobody.set(None);
        }
    };
    let save = move || match read_members(members.get_untracked()) {
        // Taking everybody out of a bid that is there ends it; a new one is somebody's.
        Ok(none) if none.is_empty() && bid.is_none() => {
            nobody.set(Some("Choose at least one venture.".to_owned()));
            focus_soon(VENTURE);
        }
        Err(wrong) => error.set(Some(wrong)),
        Ok(members) => {
            error.set(None);
            let done = actor.act(Command::pursue(Pursuit::Join {
                opportunity: page.id,
                bid,
                members,
                lots: lots.get_untracked(),
            }));
            if done {
                forget_drafts(actor.session, &key);
                page.joining.set(None);
            }
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <RecordPicker
                kind="venture"
                label="Add a venture"
                id=VENTURE
                error=nobody
                value=typed
                on_pick=pick
                hint="The first one leads. Those without a share divide equally what the others leave."
            />
            <ul class="lines"><For each=move || members.get() key=|member| member.venture children=move |member| member_row(members, member)/></ul>
            {move || error.get().map(|text| view! { <p class="field-error" role="alert">{text}</p> })}
            <LotTicks page chosen=lots/>
            <div class="dialog-actions">
                <Button label="Save" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || page.joining.set(None)/>
            </div>
        </form>
    }
}
