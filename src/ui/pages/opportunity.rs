//! One opportunity: what it is, whether we go for it, who bids, and what came of it.

mod bids;
mod decide;
mod fit;
mod lists;
mod sign;

use crate::ui::weave::prelude::*;

use super::{
    opportunities::{MoveDialog, StatusWish, move_items},
    people::{
        parts::{Home, Section, page_of},
        talk::{Talk, TalkDialog},
    },
};
use crate::{
    domain::opportunities::{Certainty, certainty, is_over},
    ledger::RecordId,
    ui::{
        actions::{Action, offer_page_actions, use_actor},
        frame::PageTitle,
        in_place::{Fact, InPlace},
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
        talk: RwSignal::new(None),
    };
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
                page.talk.set(Some(Talk::about_opportunity(id)));
            },
        )
        .in_group("This page"),
        Action::new("opportunity.bid", "Say who bids", "B", move |_| {
            page.joining.set(Some(None));
        })
        .in_group("This page"),
    ]);
    view! {
        <p class="crumbs"><a href=HOME.list>{HOME.list_name}</a></p>
        <article class="record">
            <Head page/>
            <div class="record-main">
                <Notices page/>
                <Section title="What it is"><InPlace record=id kind="opportunity" field="summary" prompt="Say what is to be delivered"/></Section>
                <bids::Bids page/>
                <fit::FitSection page/>
                <lists::Lots page/>
                <lists::Conversations page/>
                <Section title="Risk, and what lowers it">
                    <fit::Risks page/>
                    <dl class="facts">
                        <Fact record=id kind="opportunity" field="risk"/>
                        <Fact record=id kind="opportunity" field="risk_step"/>
                    </dl>
                </Section>
                <Outcome page/>
            </div>
            <aside class="record-side" aria-label="About this opportunity">
                <Money page/>
                <Dates page/>
                <lists::Steps page/>
                <lists::Contracts page/>
                <lists::Promises page/>
                <Details page/>
            </aside>
        </article>
        <MoveDialog wish=page.moving/>
        <decide::DecideDialog page/>
        <bids::JoinDialog page/>
        <sign::SignDialog page/>
        <TalkDialog talk=page.talk/>
    }
}

#[component]
fn Head(page: Page) -> impl IntoView {
    let actor = use_actor();
    let id = page.id;
    let title = page.read(|shown| shown.opportunity.title.clone());
    let status = page.read(|shown| shown.opportunity.status.clone());
    let buyer = page.read(|shown| (shown.opportunity.buyer, shown.buyer_name.clone()));
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
            <div class="record-title">
                <PageTitle title=Signal::derive(move || title.get())/>
                <InPlace record=id kind="opportunity" field="title" pencil_only=true/>
                <p class="record-meta">
                    {buyer_link}
                    <span>{move || status_label(&status.get()).to_owned()}</span>
                    {move || page.shown.with(|shown| shown.as_ref().and_then(|shown| shown.opportunity.status_since)).map(|day| view! {
                        <span>"since " <DayText iso=day.iso()/></span>
                    })}
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
            view! { <Banner tone=Tone::Info title><p>{reason}</p></Banner> }.into_any()
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
            <dl class="facts">
                <Fact record=id kind="opportunity" field="value"/>
                <Fact record=id kind="opportunity" field="value_low" label="Lowest value"/>
                <Fact record=id kind="opportunity" field="value_high" label="Highest value"/>
                <Fact record=id kind="opportunity" field="probability" label="Chance of winning (%)"/>
                <Fact record=id kind="opportunity" field="evidence"/>
            </dl>
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
    // The deadline can be edited below, so it is not said twice.
    let buyers = page.read(|shown| {
        let mut dates = shown.buyer_dates.clone();
        dates.retain(|date| date.field != Some("deadline") || !date.time.is_empty());
        dates
    });
    let buyers_lines = move || buyers.get().into_iter().map(line).collect_view();
    view! {
        <Section title="Their dates">
            <ul class="lines">{buyers_lines}</ul>
            <dl class="facts"><Fact record=id kind="opportunity" field="deadline"/></dl>
        </Section>
        <Section title="Our dates">
            <dl class="facts">
                <Fact record=id kind="opportunity" field="decide_by"/>
                <Fact record=id kind="opportunity" field="draft_by"/>
                <Fact record=id kind="opportunity" field="submit_by"/>
            </dl>
        </Section>
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
                <dl class="facts">
                    <Fact record=id kind="opportunity" field="outcome_on"/>
                    <Fact record=id kind="opportunity" field="winners"/>
                    <Fact record=id kind="opportunity" field="awarded_value"/>
                    <Fact record=id kind="opportunity" field="feedback"/>
                    <Fact record=id kind="opportunity" field="lesson"/>
                </dl>
            </Section>
        </Show>
    }
}

#[component]
fn Details(page: Page) -> impl IntoView {
    let id = page.id;
    let facts = [
        "buyer",
        "kind",
        "codes",
        "places",
        "category",
        "regime",
        "method",
        "reserved_for",
        "suitable_vcse",
        "suitable_sme",
        "social_value_weight",
        "contract_starts",
        "contract_ends",
        "contract_latest_end",
        "framework",
        "how_to_apply",
        "reference",
        "ocid",
        "publisher",
        "licence",
        "note",
    ]
    .map(|field| view! { <Fact record=id kind="opportunity" field/> })
    .collect_view();
    let link = page.read(|shown| shown.opportunity.link.clone());
    view! {
        <Section title="Details">
            <dl class="facts">{facts}</dl>
            {move || Some(link.get()).filter(|link| link.starts_with("https://")).map(|link| view! {
                <p><a href=link rel="noreferrer" target="_blank">"Open the notice"</a></p>
            })}
        </Section>
    }
}
