//! The ledger of an organisation that buys: what may come from it, what is signed, who helps inside, and which of our
//! ventures come to its door.

use crate::ui::weave::prelude::*;

use crate::{
    domain::dates::Day,
    ledger::RecordId,
    ui::{
        in_place::InPlace,
        pages::people::parts::Section,
        parts::{Banner, DayText, Icon, Tone, icon},
        session::use_session,
    },
    workspace::{
        commissioners::{Ally, Approach, CommissionedLine, CommissionerLedger},
        opportunities::ContractLine,
        search::address_of,
    },
};

/// Kinds of records whose change can alter the ledger.
const KINDS: &[&str] = &[
    "opportunity",
    "bid",
    "contract",
    "entry",
    "contact",
    "venture",
    "organisation",
];

/// The ledger of one organisation; followed.
pub(super) fn ledger_of(id: RecordId) -> Memo<CommissionerLedger> {
    let session = use_session();
    Memo::new(move |_| {
        for kind in KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| workspace.commissioner(id, today))
    })
}

/// Whether it buys from us, or may.
fn buys(ledger: &CommissionerLedger) -> bool {
    !ledger.opportunities.is_empty() || !ledger.contracts.is_empty()
}

/// Says when several ventures come to one door.
#[component]
pub(super) fn TalkFirst(ledger: Memo<CommissionerLedger>) -> impl IntoView {
    let notice = Memo::new(move |_| ledger.with(|ledger| ledger.notice.clone()));
    let approaches = Memo::new(move |_| ledger.with(|ledger| ledger.approaches.clone()));
    move || {
        notice.get().map(|notice| {
            let lines = approaches.with(|all| all.iter().map(approach).collect_view());
            view! {
                <Banner tone=Tone::Warning title="Talk first">
                    <p>{notice}</p>
                    <ul class="lines">{lines}</ul>
                </Banner>
            }
        })
    }
}

fn approach(line: &Approach) -> AnyView {
    let spoke = line
        .spoke
        .map(|day| view! { <span>"spoke on "<DayText iso=day.iso()/></span> });
    let goes_for = match line.opportunities.len() {
        0 => None,
        1 => Some("goes for one opportunity here".to_owned()),
        many => Some(format!("goes for {many} opportunities here")),
    };
    let goes_for = goes_for.map(|words| view! { <span>{words}</span> });
    view! {
        <li class="line">
            {icon(Icon::Ventures)}
            <div class="line-main">
                <p><a href=address_of("venture", line.venture, None)>{line.name.clone()}</a></p>
                <p class="line-more">{spoke}{goes_for}</p>
            </div>
        </li>
    }
    .into_any()
}

/// What may come and what is signed.
#[component]
pub(super) fn Dealings(ledger: Memo<CommissionerLedger>) -> impl IntoView {
    let opportunities = Memo::new(move |_| ledger.with(|ledger| ledger.opportunities.clone()));
    let contracts = Memo::new(move |_| ledger.with(|ledger| ledger.contracts.clone()));
    let live = Signal::derive(move || {
        opportunities.with(|all| all.iter().filter(|line| line.is_live).count())
    });
    let signed = Signal::derive(move || contracts.with(Vec::len));
    move || {
        if !ledger.with(buys) {
            return ().into_any();
        }
        let coming = opportunities.with(|all| all.iter().map(opportunity).collect_view());
        let running = contracts.with(|all| all.iter().map(contract).collect_view());
        let none = |text: &'static str| view! { <p class="quiet">{text}</p> };
        view! {
            <Section title="Opportunities" count=live>
                {opportunities.with(Vec::is_empty).then(|| none("None is noted."))}
                <ul class="lines">{coming}</ul>
            </Section>
            <Section title="Contracts" count=signed>
                {contracts.with(Vec::is_empty).then(|| none("None is noted, ours or anybody’s."))}
                <ul class="lines">{running}</ul>
            </Section>
        }
        .into_any()
    }
}

fn opportunity(line: &CommissionedLine) -> AnyView {
    let deadline = line
        .deadline
        .filter(|_| line.is_live)
        .map(|day| view! { <span>"bids due "<DayText iso=day.iso()/></span> });
    view! {
        <li class="line">
            {icon(Icon::Decision)}
            <div class="line-main">
                <p><a href=format!("/opportunities/{}", line.id)>{line.title.clone()}</a></p>
                <p class="line-more"><span>{line.status.clone()}</span>{deadline}</p>
            </div>
            <span class="line-end money">{line.value.clone()}</span>
        </li>
    }
    .into_any()
}

/// A contract as a line, for every page that lists some.
pub(in crate::ui::pages) fn contract(line: &ContractLine) -> AnyView {
    contract_with(line, None)
}

/// The same, perhaps with more to say below.
pub(in crate::ui::pages) fn contract_with(line: &ContractLine, below: Option<AnyView>) -> AnyView {
    let who = (!line.who.is_empty()).then(|| view! { <span>{format!("by {}", line.who)}</span> });
    let day = |words: &'static str, day: Option<Day>| {
        day.map(|day| view! { <span>{words}<DayText iso=day.iso()/></span> })
    };
    let value = line.value.map(|whole| match line.part {
        Some(part) => format!("{part} of {whole}"),
        None => whole.to_string(),
    });
    view! {
        <li class="line">
            {icon(Icon::Document)}
            <div class="line-main">
                <p><a href=format!("/contracts/{}", line.id)>{line.title.clone()}</a></p>
                <p class="line-more"><span>{line.status}</span>{who}{day("from ", line.starts)}{day("until ", line.ends)}</p>
                {below}
            </div>
            <span class="line-end money">{value}</span>
        </li>
    }
    .into_any()
}

/// The people inside and how they stand, as soon as there is something to win.
#[component]
pub(super) fn Allies(ledger: Memo<CommissionerLedger>) -> impl IntoView {
    let allies = Memo::new(move |_| {
        ledger.with(|ledger| {
            if buys(ledger) {
                ledger.allies.clone()
            } else {
                Vec::new()
            }
        })
    });
    move || {
        let allies = allies.get();
        (!allies.is_empty()).then(|| {
            view! {
                <Section title="Who helps inside">
                    <ul class="lines">{allies.into_iter().map(ally).collect_view()}</ul>
                </Section>
            }
        })
    }
}

fn ally(ally: Ally) -> AnyView {
    view! {
        <li class="line">
            {icon(Icon::Person)}
            <div class="line-main">
                <p><a href=address_of("contact", ally.person, None)>{ally.name}</a></p>
                <div class="line-more"><InPlace record=ally.person kind="contact" field="stance" prompt="Say how they stand"/></div>
            </div>
        </li>
    }
    .into_any()
}
