//! What the venture bids for, what it delivers, what else would fit it, and whether a contract may be reserved for it.

use crate::ui::weave::prelude::*;

use super::{Page, section::Section};
use crate::{
    ledger::RecordId,
    ui::{
        pages::organisation::commissioner::contract_with,
        parts::{Button, DayText, Icon, icon},
        session::use_session,
    },
    workspace::{
        contract_clock::{self, Mark, MarkLine},
        opportunities::{BidLine, ContractLine, Dealings},
        reserved::{PossibleContract, ReservedPoint, Standing},
    },
};

/// Kinds of records whose change can alter what is shown.
const KINDS: &[&str] = &["opportunity", "bid", "contract", "organisation", "venture"];
/// The days that are coming for a contract.
type Clock = (RecordId, Vec<(Mark, MarkLine)>);
/// How many opportunities that would fit are listed.
const MOST_FITS: usize = 5;

#[component]
pub(super) fn ContractsSection(page: Page) -> impl IntoView {
    let session = use_session();
    let venture = page.venture;
    let dealings = session.view(KINDS, move |workspace| workspace.dealings_of(venture));
    let clocks = Memo::new(move |_| {
        for kind in contract_clock::KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        dealings.with(|dealings| {
            session.read(|workspace| {
                let contracts = dealings.contracts.iter();
                let clock = |id| (id, workspace.coming_marks(id, today));
                contracts.map(|line| clock(line.id)).collect::<Vec<Clock>>()
            })
        })
    });
    let count = move || {
        dealings.with(
            |dealings| match dealings.bids.len() + dealings.contracts.len() {
                0 => String::new(),
                many => many.to_string(),
            },
        )
    };
    view! {
        <Section name="contracts" title="Opportunities and contracts" count=Signal::derive(count)>
            {move || dealings.with(|dealings| clocks.with(|clocks| lists(dealings, clocks)))}
            <Fitting venture/>
            <Reserved venture dealings/>
        </Section>
    }
}

fn lists(dealings: &Dealings, clocks: &[Clock]) -> AnyView {
    if dealings.bids.is_empty() && dealings.contracts.is_empty() {
        return view! { <p class="quiet">"It bids for nothing yet, and no contract is noted for it. Say on an opportunity’s page who bids."</p> }
            .into_any();
    }
    let bids = dealings.bids.iter().map(bid).collect_view();
    let contract = |line: &ContractLine| {
        let ticking = clocks.iter().find(|(id, _)| *id == line.id);
        contract_with(line, ticking.and_then(|(_, marks)| clock(marks)))
    };
    let contracts = dealings.contracts.iter().map(contract).collect_view();
    view! { <ul class="lines">{bids}{contracts}</ul> }.into_any()
}

/// What a contract's clock says next, and in fewer words what follows that.
fn clock(marks: &[(Mark, MarkLine)]) -> Option<AnyView> {
    let ((mark, line), later) = marks.split_first()?;
    let until = mark
        .until
        .map(|until| view! { " to "<DayText iso=until.iso()/> });
    let later: Vec<String> = later
        .iter()
        .map(|(mark, line)| format!("{} {}", line.what.to_lowercase(), mark.day))
        .collect();
    let later =
        (!later.is_empty()).then(|| view! { <span>{format!("Then: {}", later.join(", "))}</span> });
    let view = view! {
        <p class="line-more">
            <span>
                <a href=line.address.clone() title=line.why.clone()>{line.what.clone()}" "<DayText iso=mark.day.iso()/>{until}</a>
                ", "<span class=line.late.then_some("late")>{line.when.clone()}</span>
            </span>
            {later}
        </p>
    };
    Some(view.into_any())
}

fn bid(line: &BidLine) -> AnyView {
    let deadline = line
        .deadline
        .filter(|_| line.is_live)
        .map(|day| view! { <span>"bids due "<DayText iso=day.iso()/></span> });
    let part = (!line.part.is_empty()).then(|| view! { <span>{line.part.clone()}</span> });
    view! {
        <li class="line">
            {icon(Icon::Decision)}
            <div class="line-main">
                <p><a href=format!("/opportunities/{}", line.opportunity)>{line.title.clone()}</a></p>
                <p class="line-more"><span>{line.status.clone()}</span>{part}{deadline}</p>
            </div>
            <span class="line-end money">{line.value.clone()}</span>
        </li>
    }
    .into_any()
}

/// Opportunities that nobody here goes for with this venture yet, and what holds it back; looked for when asked.
#[component]
fn Fitting(venture: RecordId) -> impl IntoView {
    let session = use_session();
    let asked = RwSignal::new(false);
    let found = Memo::new(move |_| {
        if !asked.get() {
            return Vec::new();
        }
        for kind in crate::workspace::fit::KINDS {
            session.track_kind(kind);
        }
        let today = session.today.get();
        session.read(|workspace| {
            let fits = workspace.could_go_for(venture, today, MOST_FITS);
            fits.into_iter()
                .map(|(opportunity, fit)| (opportunity, workspace.name_of(opportunity), fit))
                .collect::<Vec<_>>()
        })
    });
    let line = |(opportunity, name, fit): (RecordId, String, crate::workspace::fit::Fit)| {
        let reasons = fit
            .reasons
            .into_iter()
            .map(|reason| view! { <span>{reason.text}</span> })
            .collect_view();
        let gaps = fit
            .gaps
            .into_iter()
            .map(|gap| view! { <li class="quiet small">{icon(Icon::Open)}" "{gap.text}</li> })
            .collect_view();
        view! {
            <li class="line">
                <div class="line-main">
                    <p><a href=format!("/opportunities/{opportunity}")>{name}</a></p>
                    <p class="line-more"><strong>{fit.stand.label()}</strong>{reasons}</p>
                    <ul>{gaps}</ul>
                </div>
            </li>
        }
    };
    move || {
        if !asked.get() {
            return view! {
                <div class="row no-print">
                    <Button label="What would fit it?" icon=Icon::Search small=true on_press=move || asked.set(true)/>
                </div>
            }
            .into_any();
        }
        let found = found.get();
        if found.is_empty() {
            return view! { <p class="quiet">"Nothing that is open seems to fit this venture, as far as its place, themes and size are written down."</p> }
                .into_any();
        }
        view! {
            <h3>"Would fit it"</h3>
            <ul class="lines">{found.into_iter().map(line).collect_view()}</ul>
        }
        .into_any()
    }
}

/// The checklist of section 33, for each reserved opportunity it bids for, or when somebody asks.
#[component]
fn Reserved(venture: RecordId, dealings: Memo<Dealings>) -> impl IntoView {
    let session = use_session();
    let asked = RwSignal::new(false);
    let cases = Memo::new(move |_| {
        let mut cases: Vec<(String, PossibleContract)> = dealings.with(|dealings| {
            let live = dealings.bids.iter().filter(|bid| bid.is_live);
            live.filter_map(|bid| Some((bid.title.clone(), bid.reserved?)))
                .collect()
        });
        if cases.is_empty() && asked.get() {
            cases.push((String::new(), PossibleContract::default()));
        }
        cases
    });
    let drawn = move || {
        session.track_record(venture);
        session.track_kind("contract");
        let today = session.today.get();
        let cases = cases.get();
        if cases.is_empty() {
            return view! {
                <div class="row no-print">
                    <Button
                        label="Could a contract be reserved for it?"
                        describe="Could a contract be reserved for it? Section 33 of the Procurement Act 2023"
                        icon=Icon::Info
                        small=true
                        on_press=move || asked.set(true)
                    />
                </div>
            }
            .into_any();
        }
        cases
            .into_iter()
            .map(|(title, possible)| {
                let points = session
                    .read(|workspace| workspace.reserved_checklist(venture, &possible, today));
                checklist(&title, points)
            })
            .collect_view()
    };
    view! { {drawn} }
}

fn checklist(title: &str, points: Vec<ReservedPoint>) -> AnyView {
    let title = if title.is_empty() {
        "Reserved for public service mutuals (section 33)".to_owned()
    } else {
        format!("{title}: reserved for public service mutuals (section 33)")
    };
    view! {
        <h3>{title}</h3>
        <ul class="criteria read">{points.into_iter().map(point).collect_view()}</ul>
        <p class="quiet small">"Advice from what is written down here. The authority decides, and a lawyer may see it another way."</p>
    }
    .into_any()
}

fn point(point: ReservedPoint) -> AnyView {
    let (picture, state, words) = match point.standing {
        Standing::Yes => (Icon::Check, "met", "Speaks for it"),
        Standing::No => (Icon::Warning, "not_met", "Speaks against it"),
        Standing::Open => (Icon::Open, "open", "Open"),
    };
    view! {
        <li class="criterion" data-state=state>
            {icon(picture)}
            <div><p><span class="visually-hidden">{format!("{words}: ")}</span>{point.asks}</p><p class="quiet small">{point.reason}</p></div>
        </li>
    }
    .into_any()
}
