//! The forecast: what may come, how sure it is, in which financial year, and what is behind every figure.

mod behind;
mod figures;
mod for_whom;
mod gaps;
mod income;
mod looking_back;
mod ventures;

use std::sync::Arc;

use crate::ui::weave::prelude::*;

use super::{behind::MOST, contract_nav::ContractHead};
use crate::{
    domain::{
        counting::counted,
        dates::{Day, FinancialYear},
        money::Pence,
    },
    ledger::RecordId,
    ui::{
        addressed::Addressed,
        parts::{Button, ButtonKind, EmptyState, Icon, LinkButton},
        session::{Session, use_session},
    },
    workspace::{
        forecast::{Column, Forecast, ForecastRow, Scope, Step, When},
        search::address_of,
    },
};

const PATH: &str = "/forecast";
/// Kinds of records whose change can alter the forecast.
const KINDS: &[&str] = &["opportunity", "lot", "bid", "contract", "incubator"];
/// What the list of ventures says for opportunities that name none.
const NOBODY: &str = "nobody";

/// What the page looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// What may come.
    Ahead,
    /// What holds us back.
    Gaps,
    /// What our ventures live on.
    Income,
}

impl Look {
    /// Each with its name in the address and what people read.
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Ahead, "", "What may come"),
        (Self::Gaps, "gaps", "What holds us back"),
        (Self::Income, "income", "What we live on"),
    ];

    fn parse(text: &str) -> Self {
        let found = Self::ALL.iter().find(|(_, id, _)| *id == text);
        found.map_or(Self::Ahead, |(look, ..)| *look)
    }

    fn id(self) -> &'static str {
        let found = Self::ALL.iter().find(|(look, ..)| *look == self);
        found.map_or("", |(_, id, _)| id)
    }
}

/// What is asked of the forecast, as the address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    look: Look,
    scope: Scope,
    quarters: bool,
    /// The year of the list of ventures; none is all years.
    year: Option<FinancialYear>,
    /// Since when changes are shown.
    since: Option<Day>,
}

impl Asked {
    fn parse(text: &str) -> Self {
        let mut asked = Self {
            look: Look::Ahead,
            scope: Scope::Incubator,
            quarters: false,
            year: None,
            since: None,
        };
        for part in text.split('&') {
            match part.split_once('=').unwrap_or_default() {
                ("venture", NOBODY) => asked.scope = Scope::Nobody,
                ("venture", id) => {
                    asked.scope = RecordId::parse(id).map_or(asked.scope, Scope::Venture);
                }
                ("show", what) => asked.look = Look::parse(what),
                ("by", by) => asked.quarters = by == "quarter",
                ("year", year) => {
                    let year = year.parse().ok().filter(|year| (1900..2200).contains(year));
                    asked.year = year.map(FinancialYear::starting_in);
                }
                ("since", day) => asked.since = Day::parse(day).ok(),
                _ => {}
            }
        }
        asked
    }

    fn to_text(self) -> String {
        let look = Some(self.look.id())
            .filter(|id| !id.is_empty())
            .map(|id| format!("show={id}"));
        let venture = match self.scope {
            Scope::Incubator => None,
            Scope::Venture(id) => Some(format!("venture={id}")),
            Scope::Nobody => Some(format!("venture={NOBODY}")),
        };
        let by = self.quarters.then(|| "by=quarter".to_owned());
        let year = self.year.map(|year| format!("year={}", year.start_year()));
        let since = self.since.map(|day| format!("since={}", day.iso()));
        let parts: Vec<String> = [look, venture, by, year, since]
            .into_iter()
            .flatten()
            .collect();
        parts.join("&")
    }

    fn step(self) -> Step {
        if self.quarters {
            Step::Quarters
        } else {
            Step::Years
        }
    }
}

/// A figure that somebody wants to see behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Opened {
    scope: Scope,
    when: When,
    column: Column,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    forecast: Memo<Arc<Forecast>>,
    /// All ventures together by year: drawn first, and the years that can be chosen.
    years: Memo<Vec<ForecastRow>>,
    asked: RwSignal<Asked>,
    address: Addressed,
    opened: RwSignal<Option<Opened>>,
}

impl Page {
    fn new(session: Session) -> Self {
        let asked = RwSignal::new(Asked::parse(""));
        let (address, first) = Addressed::tie(PATH, move |text| asked.set(Asked::parse(text)));
        asked.set(Asked::parse(&first));
        let forecast = session.view(KINDS, |workspace| Arc::new(workspace.forecast()));
        Self {
            session,
            forecast,
            years: Memo::new(move |_| {
                forecast.with(|forecast| forecast.table(Scope::Incubator, Step::Years))
            }),
            asked,
            address,
            opened: RwSignal::new(None),
        }
    }

    /// Changes what is asked by one step that *back* takes back.
    fn ask(self, change: impl FnOnce(&mut Asked)) {
        self.asked.update(change);
        self.address
            .write(self.asked.with_untracked(|asked| asked.to_text()));
    }

    fn look(self) -> Memo<Look> {
        Memo::new(move |_| self.asked.with(|asked| asked.look))
    }

    fn scope(self) -> Memo<Scope> {
        Memo::new(move |_| self.asked.with(|asked| asked.scope))
    }

    /// Whose money a scope counts, in words; followed.
    fn scope_name(self, scope: Scope) -> String {
        match scope {
            Scope::Incubator => "All ventures together".to_owned(),
            Scope::Nobody => "No venture named yet".to_owned(),
            Scope::Venture(id) => {
                self.session.track_kind("venture");
                self.session.read(|workspace| workspace.name_of(id))
            }
        }
    }

    /// Name and address of a record.
    fn named(self, id: RecordId) -> (String, Option<String>) {
        self.session.read(|workspace| {
            let address = workspace
                .record(id)
                .map(|record| address_of(record.kind(), id, None));
            (workspace.name_of(id), address)
        })
    }
}

/// The page.
#[component]
pub fn ForecastPage() -> impl IntoView {
    let page = Page::new(use_session());
    let look = page.look();
    let is_empty = Memo::new(move |_| !page.forecast.with(|forecast| forecast.counts_more_than(0)));
    view! {
        <header class="page-head slim">
            <ContractHead here=PATH/>
            <Choosing page/>
        </header>
        {move || match look.get() {
            Look::Gaps => view! { <gaps::Gaps page/> }.into_any(),
            Look::Income => view! { <income::Income page/> }.into_any(),
            Look::Ahead if is_empty.get() => view! { <Nothing page/> }.into_any(),
            Look::Ahead => view! {
                <div class="stack loose">
                    <figures::Years page/>
                    <Notes page/>
                    <ventures::ByVenture page/>
                    <looking_back::Changed page/>
                    <looking_back::Calibrated page/>
                </div>
            }
            .into_any(),
        }}
        <behind::BehindDialog page/>
    }
}

/// What is shown, for whom, and by what.
#[component]
fn Choosing(page: Page) -> impl IntoView {
    let look = page.look();
    let looks = Look::ALL
        .map(|(wanted, _, label)| {
            view! {
                <Button
                    label
                    pressed=Signal::derive(move || Some(look.get() == wanted))
                    on_press=move || page.ask(|asked| asked.look = wanted)
                />
            }
        })
        .collect_view();
    view! {
        <div class="filter-bar">
            <div class="button-group" role="group" aria-label="Show">{looks}</div>
            <Show when=move || look.get() == Look::Ahead><for_whom::ForWhom page/></Show>
        </div>
    }
}

/// What the figures count and what they leave out, in plain words.
#[component]
fn Notes(page: Page) -> impl IntoView {
    let twice = move || {
        let twice = page
            .forecast
            .with(|forecast| forecast.counted_twice(When::Ever).total());
        (!twice.is_zero()).then(|| format!(" {twice} stands in the rows of ventures that go for the same thing apart; here it is in the sum once."))
    };
    let unclaimed = move || {
        let unclaimed = page.forecast.with(|forecast| forecast.unclaimed);
        (unclaimed.count > 0).then(|| {
            let many = counted(unclaimed.count, "notice", "notices");
            let worth = match unclaimed.value {
                Pence(0) => String::new(),
                value => format!(", {} as far as they say", value.short()),
            };
            view! {
                <p>"Not counted: "{many}" that nobody goes for yet"{worth}". "
                    <a href="/opportunities">"Choose from them"</a></p>
            }
        })
    };
    let unvalued = move || {
        let unvalued = page.forecast.with(|forecast| forecast.unvalued.clone());
        (!unvalued.is_empty()).then(|| {
            let many = counted(unvalued.len(), "opportunity or contract", "opportunities and contracts");
            let says = if unvalued.len() == 1 {
                "says no value in pounds and so adds"
            } else {
                "say no value in pounds and so add"
            };
            view! {
                <details>
                    <summary>{format!("{many} {says} nothing.")}</summary>
                    <ul class="lines">{unvalued.iter().take(MOST).map(|id| behind::name_line(page, *id)).collect_view()}</ul>
                </details>
            }
        })
    };
    view! {
        <div class="stack quiet small forecast-notes">
            <p>"Secured is signed. Evidenced is in writing. Hoped for rests on words. Each pound is in one of the three. Weighted takes every amount times its probability: an assumption, not money."</p>
            <p>"Each pound counts once: what became a contract is no longer counted as an opportunity, and what several of our ventures bid for counts for the incubator a single time."{twice}</p>
            {unclaimed}
            {unvalued}
        </div>
    }
}

#[component]
fn Nothing(page: Page) -> impl IntoView {
    let text = move || {
        let unclaimed = page.forecast.with(|forecast| forecast.unclaimed.count);
        let notices = match unclaimed {
            0 => String::new(),
            many => format!(
                " There {} {} that nobody goes for yet: say which venture bids, and it counts.",
                if many == 1 { "is" } else { "are" },
                counted(many, "notice", "notices")
            ),
        };
        format!(
            "As soon as an opportunity says its value, or a contract is signed, it is spread over its financial years here.{notices}"
        )
    };
    view! {
        <EmptyState icon=Icon::Pound title="Nothing to forecast yet" text=Signal::derive(text)>
            <LinkButton label="Go to opportunities" href="/opportunities" kind=ButtonKind::Primary/>
        </EmptyState>
    }
}
