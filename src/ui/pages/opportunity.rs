//! One opportunity: what it is, whether we go for it, who bids, and what came of it.

mod bids;
mod decide;
mod fit;
mod lists;
mod lots;
mod sign;

use crate::ui::weave::prelude::*;

use super::{
    contract_parts::{Asked, Conversations, Facts, NextSteps, rows, title_class},
    opportunities::{MoveDialog, StatusWish, move_items},
    people::{
        parts::{Home, Section, page_of},
        talk::{Talk, TalkDialog},
    },
};
use crate::{
    domain::{
        opportunities::{Certainty, certainty, is_over},
        records::Opportunity,
    },
    ledger::RecordId,
    ui::{
        actions::{Action, offer_page_actions, use_actor},
        frame::PageTitle,
        in_place::InPlace,
        parts::{Banner, Button, ButtonKind, DayText, Icon, Menu, Tone},
        session::use_session,
    },
    workspace::{
        Command,
        opportunities::{DateLine, OpportunityPage as Shown, PAGE_KINDS, status_label},
    },
};

const HOME: Home = Home {
    kind: "opportunity",
    one: "opportunity",
    list: "/opportunities",
    list_name: "Opportunities",
};

const MONEY: &[Asked] = &[
    ("value", "Add a value"),
    ("value_low", "Add the least"),
    ("value_high", "Add the most"),
    ("probability", "Add our own estimate"),
    ("evidence", "Choose how strong"),
];
const DEADLINE: &[Asked] = &[("deadline", "Add a day"), ("deadline_time", "Add an hour")];
const OUR_DATES: &[Asked] = &[
    ("decide_by", "Add a day"),
    ("draft_by", "Add a day"),
    ("submit_by", "Add a day"),
];
const TERM: &[Asked] = &[
    ("contract_starts", "Add a day"),
    ("contract_ends", "Add a day"),
    ("contract_latest_end", "Add a day"),
];
const RISK: &[Asked] = &[
    ("risk", "Say what they may fear"),
    ("risk_step", "Choose a step"),
];
const OUTCOME: &[Asked] = &[
    ("outcome_on", "Add a day"),
    ("winners", "Add who won"),
    ("awarded_value", "Add a value"),
    ("feedback", "Add what the buyer said"),
    ("lesson", "Add what the next bid should know"),
];
const DETAILS: &[Asked] = &[
    ("buyer", "Say who buys"),
    ("kind", "Choose a kind"),
    ("codes", ""),
    ("places", ""),
    ("method", "Choose a method"),
    ("regime", "Choose a regime"),
    ("reserved_for", "Choose for whom"),
    ("reserved_place", "Say where suppliers must be"),
    ("suitable_vcse", ""),
    ("suitable_sme", ""),
    ("social_value_weight", "Add per cent"),
    ("note", "Add a note"),
];
const NOTICE: &[Asked] = &[
    ("category", "Choose a category"),
    ("special_regimes", "Add one"),
    ("framework", "Add a framework"),
    ("how_to_apply", "Say how"),
    ("reference", "Add a reference"),
    ("ocid", "Add an id"),
    ("publisher", "Add who"),
    ("licence", "Add a licence"),
    ("link", "Add a link"),
];

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    id: RecordId,
    /// What is known; followed.
    shown: Memo<Option<Shown>>,
    moving: RwSignal<Option<StatusWish>>,
    deciding: RwSignal<bool>,
    /// The bid whose members are chosen; the inner `None` is a new one.
    joining: RwSignal<Option<Option<RecordId>>>,
    signing: RwSignal<bool>,
    /// The lot that is changed; the inner `None` is a new one.
    lot: RwSignal<Option<Option<RecordId>>>,
    talk: RwSignal<Option<Talk>>,
}

impl Page {
    /// Follows one thing that the page shows.
    fn read<T: PartialEq + Clone + Default + Send + Sync + 'static>(
        self,
        read: fn(&Shown) -> T,
    ) -> Memo<T> {
        Memo::new(move |_| {
            self.shown
                .with(|shown| shown.as_ref().map(read).unwrap_or_default())
        })
    }
}

/// The page of the opportunity that the address names.
#[component]
pub fn OpportunityPage() -> impl IntoView {
    page_of(HOME, |id| view! { <Whole id/> }.into_any())
}

#[component]
fn Whole(id: RecordId) -> impl IntoView {
    let session = use_session();
    let page = Page {
        id,
        shown: session.view(PAGE_KINDS, move |workspace| workspace.opportunity_page(id)),
        moving: RwSignal::new(None),
        deciding: RwSignal::new(false),
        joining: RwSignal::new(None),
        signing: RwSignal::new(false),
        lot: RwSignal::new(None),
        talk: RwSignal::new(None),
    };
    offer_actions(page);
    let (entries, steps) = (
        page.read(|shown| shown.entries.clone()),
        page.read(|shown| shown.steps.clone()),
    );
    view! {
        <p class="crumbs"><a href=HOME.list>{HOME.list_name}</a></p>
        <article class="record">
            <Head page/>
            <div class="record-main">
                <Notices page/>
                <Section title="What it is"><InPlace record=id kind="opportunity" field="summary" prompt="Say what is to be delivered"/></Section>
                <bids::Bids page/>
                <lots::Lots page/>
                <fit::FitSection page/>
                <Conversations entries none="Nothing is written down yet. Talking before a tender is what wins it."/>
                <Section title="Risk, and what lowers it">
                    <fit::Risks page/>
                    {rows(id, Opportunity::KIND, RISK)}
                </Section>
                <Outcome page/>
            </div>
            <aside class="record-side" aria-label="About this opportunity">
                <Money page/>
                <Dates page/>
                <NextSteps steps/>
                <lists::Contracts page/>
                <lists::Promises page/>
                <Details page/>
            </aside>
        </article>
        <MoveDialog wish=page.moving/>
        <decide::DecideDialog page/>
        <bids::JoinDialog page/>
        <sign::SignDialog page/>
        <lots::LotDialog page/>
        <TalkDialog talk=page.talk/>
    }
}

/// What can be done here, for palette and keys.
fn offer_actions(page: Page) {
    offer_page_actions(vec![
        Action::new(
            "opportunity.decide",
            "Decide: go or no-go",
            "D",
            move |_| {
                page.deciding.set(true);
            },
        )
        .in_group("This page"),
        Action::new(
            "opportunity.talk",
            "Write down a conversation",
            "C",
            move |_| {
                page.talk.set(Some(Talk::about_opportunity(page.id)));
            },
        )
        .in_group("This page"),
        Action::new("opportunity.bid", "Say who bids", "B", move |_| {
            page.joining.set(Some(None));
        })
        .in_group("This page"),
    ]);
}

#[component]
fn Head(page: Page) -> impl IntoView {
    let actor = use_actor();
    let id = page.id;
    let title = page.read(|shown| shown.opportunity.title.clone());
    let status = page.read(|shown| shown.opportunity.status.clone());
    let buyer = page.read(|shown| (shown.opportunity.buyer, shown.buyer_name.clone()));
    let today = actor.session.today;
    let since = page.read(|shown| shown.opportunity.status_since);
    let contracts = page.read(|shown| shown.contracts.len());
    let items = move || move_items(page.moving, id, &status.get(), &title.get());
    let buyer_link = move || match buyer.get() {
        (Some(buyer), name) => {
            view! { <a href=format!("/organisations/{buyer}")>{name}</a> }.into_any()
        }
        _ => view! { <span class="quiet">"Buyer not known"</span> }.into_any(),
    };
    let delete = move || {
        actor.act(Command::Delete { records: vec![id] });
    };
    let more = move || {
        vec![
            crate::ui::parts::MenuItem::new("Delete", delete)
                .icon(Icon::Bin)
                .danger(),
        ]
    };
    view! {
        <header class="record-head">
            <div class=move || title.with(|title| title_class(title))>
                <div class="row">
                    <PageTitle title=Signal::derive(move || title.get())/>
                    <InPlace record=id kind="opportunity" field="title" pencil_only=true/>
                </div>
                <p class="record-meta">
                    {buyer_link}
                    <span>{move || status_label(&status.get()).to_owned()}{move || since.get().map(|day| view! {
                        <span class="quiet">" since "<DayText iso=day.iso() show=day.short_beside(today.get())/></span>
                    })}</span>
                </p>
            </div>
            <div class="page-actions">
                <Button
                    label="Write down"
                    icon=Icon::Note
                    kind=ButtonKind::Primary
                    on_press=move || page.talk.set(Some(Talk::about_opportunity(id)))
                />
                <Button label="Go or no-go" icon=Icon::Decision on_press=move || page.deciding.set(true)/>
                <Menu label="Move to…" icon=Icon::Move items=Signal::derive(items) describe="Move to another status"/>
                {move || (contracts.get() == 0).then(|| view! {
                    <Button label="Signed" describe="Signed: make it a contract" icon=Icon::Check on_press=move || page.signing.set(true)/>
                })}
                <Menu label="More" describe="More about this opportunity" items=Signal::derive(more) icon_only=true/>
            </div>
        </header>
    }
}

/// What the notice says where we say something else, and the decision that was taken.
#[component]
fn Notices(page: Page) -> impl IntoView {
    let says = page.read(|shown| shown.notice_says.clone());
    let decided = page.read(|shown| {
        let opportunity = &shown.opportunity;
        (
            opportunity.decision.clone(),
            opportunity.decision_reason.clone(),
            opportunity.decided_on,
        )
    });
    view! {
        {move || says.get().map(|text| view! {
            <Banner tone=Tone::Info title="The notice and our own status differ"><p>{text}</p></Banner>
        })}
        {move || {
            let (decision, reason, day) = decided.get();
            let title = match decision.as_str() {
                "go" => "Go",
                "no_go" => "No-go",
                "wait" => "Not decided yet",
                _ => return ().into_any(),
            };
            let title = day.map_or_else(|| title.to_owned(), |day| format!("{title}, decided {day}"));
            view! { <Banner tone=Tone::Info title>{(!reason.is_empty()).then(|| view! { <p>{reason.clone()}</p> })}</Banner> }.into_any()
        }}
    }
}

#[component]
fn Money(page: Page) -> impl IntoView {
    let id = page.id;
    let sure = page.read(|shown| match certainty(&shown.opportunity) {
        Certainty::Secured => "Secured: it is signed.",
        Certainty::Evidenced => "Evidenced: it is in writing, not signed.",
        Certainty::Hoped => "Hoped for: it rests on words.",
    });
    let chance = page.read(|shown| {
        let whose = if shown.is_own_probability {
            "our own estimate"
        } else {
            "what is usual at this status"
        };
        format!("Counts at {}%, {whose}.", shown.probability)
    });
    view! {
        <Section title="Money">
            {rows(id, Opportunity::KIND, MONEY)}
            <p class="quiet small">{move || sure.get()} " " {move || chance.get()}</p>
        </Section>
    }
}

/// The authority's dates and our own, apart.
#[component]
fn Dates(page: Page) -> impl IntoView {
    let id = page.id;
    let today = use_session().today;
    let line = move |date: DateLine| {
        let late = date.day < today.get_untracked();
        let time = if date.time.is_empty() {
            String::new()
        } else {
            format!(" at {}", date.time)
        };
        view! {
            <li class="line"><div class="line-main"><p>{date.label}</p></div>
            <span class=if late { "line-end quiet" } else { "line-end" }><span><DayText iso=date.day.iso()/>{time}</span></span></li>
        }
    };
    // What can be edited below is not said twice.
    let buyers = page.read(|shown| {
        let mut dates = shown.buyer_dates.clone();
        dates.retain(|date| {
            !matches!(
                date.field,
                Some("deadline" | "contract_starts" | "contract_ends")
            )
        });
        dates
    });
    let buyers_lines = move || {
        let dates = buyers.get();
        (!dates.is_empty())
            .then(|| view! { <ul class="lines">{dates.into_iter().map(line).collect_view()}</ul> })
    };
    view! {
        <Section title="Their dates">{rows(id, Opportunity::KIND, DEADLINE)}{buyers_lines}</Section>
        <Facts title="Our dates" id kind=Opportunity::KIND fields=OUR_DATES/>
        <Facts title="The contract" id kind=Opportunity::KIND fields=TERM/>
    }
}

/// What came of it: kept where the next bid finds it.
#[component]
fn Outcome(page: Page) -> impl IntoView {
    let id = page.id;
    let status = page.read(|shown| shown.opportunity.status.clone());
    let over = move || {
        let status = status.get();
        is_over(&status)
            || matches!(
                status.as_str(),
                "submitted" | "preferred" | "won" | "contracted"
            )
    };
    view! {
        <Show when=over>
            <Section title="What came of it">
                {rows(id, Opportunity::KIND, OUTCOME)}
            </Section>
        </Show>
    }
}

#[component]
fn Details(page: Page) -> impl IntoView {
    let id = page.id;
    let link = page.read(|shown| shown.opportunity.link.clone());
    view! {
        <Section title="Details">
            {rows(id, Opportunity::KIND, DETAILS)}
            <details class="more-facts">
                <summary>"From the notice"</summary>
                {rows(id, Opportunity::KIND, NOTICE)}
            </details>
            {move || Some(link.get()).filter(|link| link.starts_with("https://")).map(|link| view! {
                <p><a href=link rel="noreferrer" target="_blank">"Open the notice"</a></p>
            })}
        </Section>
    }
}
