//! What the venture lives on: income by financial year, how much is earned and how much given, and what a match-trading
//! grant would come to.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::{dates::FinancialYear, money::Pence},
    ui::{
        in_place::read_money,
        pages::income_mix::IncomeByYear,
        parts::{Button, Icon, MoneyField},
        session::use_session,
    },
    workspace::capital_mix::{CapitalMix, YearOfIncome, match_trading, share_words},
};

/// The mix, as far as there is income, and the calculator.
#[component]
pub(super) fn Income(page: Page) -> impl IntoView {
    let session = use_session();
    let venture = page.venture;
    let mix = Memo::new(move |_| {
        session.track_record(venture);
        // Contracts and their shares are not around one venture.
        session.track_kind("contract");
        session.track_kind("bid");
        session.read(|workspace| workspace.capital_mix(Some(venture)))
    });
    let has_income = Memo::new(move |_| {
        mix.with(|mix| !mix.years.is_empty() || !mix.undated_entries.is_empty())
    });
    let asked = RwSignal::new(false);
    view! {
        {move || has_income.get().then(|| view! { <h3>"Income by financial year"</h3> })}
        <IncomeByYear mix opened=RwSignal::new(None)/>
        {move || if asked.get() {
            // What is typed stays when another entry comes in.
            view! { <Matching latest=mix.with_untracked(last_two)/> }.into_any()
        } else {
            view! {
                <div class="row no-print">
                    <Button label="What would a match-trading grant bring?" icon=Icon::Pound small=true on_press=move || asked.set(true)/>
                </div>
            }
            .into_any()
        }}
    }
}

/// The last two years with income, the earlier first: what the calculator begins with.
fn last_two(mix: &CapitalMix) -> [YearOfIncome; 2] {
    let mut with_income = mix
        .years
        .iter()
        .filter(|(_, income): &&(FinancialYear, YearOfIncome)| !income.income.is_zero())
        .map(|(_, income)| income.clone())
        .rev();
    let now = with_income.next().unwrap_or_default();
    let before = with_income.next().unwrap_or_default();
    [before, now]
}

/// Works out a match-trading grant from what is typed; nothing of it is kept.
#[component]
fn Matching(latest: [YearOfIncome; 2]) -> impl IntoView {
    let [before, now] = latest;
    // The field shows the pound sign itself.
    let text = |pence: Pence| RwSignal::new(pence.to_string().replace('£', ""));
    let baseline = text(before.earned);
    let trading = text(now.earned);
    let cap = text(Pence(1_000_000));
    let other_before = text(before.given);
    let other = text(now.given);
    let read = |text: RwSignal<String>| match text.get().trim() {
        "" => Some(Pence::ZERO),
        typed => Pence::parse(typed).ok(),
    };
    let result = move || {
        let all = [baseline, trading, cap, other_before, other].map(read);
        let [
            Some(baseline),
            Some(trading),
            Some(cap),
            Some(before),
            Some(after),
        ] = all
        else {
            return view! { <p class="quiet">"Please type an amount in every field."</p> }
                .into_any();
        };
        let found = match_trading(baseline, trading, cap, (before, after));
        let headline = match (found.share_before, found.share_after) {
            (Some(before), Some(after)) => format!(
                "Trading would go from {} to {} of all income, the grant included.",
                share_words(before),
                share_words(after)
            ),
            _ => String::new(),
        };
        let beyond = (!found.beyond_cap.is_zero()).then(|| {
            format!(
                " {} of the growth is beyond the cap and earns no more.",
                found.beyond_cap
            )
        });
        let still = (!found.still_to_earn.is_zero()).then(|| {
            format!(
                " {} more in trading would earn the whole grant.",
                found.still_to_earn
            )
        });
        view! {
            <p><strong>{format!("A grant of {}", found.grant)}</strong>{format!(" for {} of growth in trading.", found.growth)}{beyond}{still}</p>
            <p class="quiet small">{headline}</p>
        }
        .into_any()
    };
    view! {
        <div class="stack matching">
            <h3>"Match trading"</h3>
            <p class="quiet small">"The grant matches each pound by which trading grows, up to a cap. Try figures; nothing of this is kept."</p>
            <div class="field-row">
                <MoneyField label="Trading before" value=baseline read=read_money/>
                <MoneyField label="Trading after" value=trading read=read_money/>
            </div>
            <div class="field-row">
                <MoneyField label="Other income before" value=other_before read=read_money/>
                <MoneyField label="Other income after" value=other read=read_money/>
            </div>
            <MoneyField label="The most that the grant can be" value=cap read=read_money/>
            <div aria-live="polite">{result}</div>
        </div>
    }
}
