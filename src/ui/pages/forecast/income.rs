//! What our ventures live on, all together: income by year, and capital of every kind in its own unit.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::counting::grouped,
    ui::{
        pages::income_mix::{IncomeByYear, Opened, figure},
        parts::{ButtonKind, EmptyState, Icon, LinkButton},
    },
    workspace::capital_mix::{CapitalMix, Figure, KINDS, KindOfCapital, StatusSum},
};

#[component]
pub(super) fn Income(page: Page) -> impl IntoView {
    let mix = page
        .session
        .view(KINDS, |workspace| workspace.capital_mix(None));
    let is_empty = Memo::new(move |_| mix.with(|mix| mix.kinds.is_empty()));
    let opened = RwSignal::new(None);
    move || {
        if is_empty.get() {
            return view! { <NothingNoted/> }.into_any();
        }
        view! {
            <div class="stack loose">
                <section class="stack" aria-labelledby="income-years">
                    <h2 id="income-years">"Income by financial year"</h2>
                    <p class="quiet forecast-notes">
                        "What all our ventures together have secured or received, spread over the days it is for. Each figure opens the entries behind it."
                    </p>
                    <IncomeByYear mix opened of_many=true/>
                </section>
                <section class="stack" aria-labelledby="income-kinds">
                    <h2 id="income-kinds">"Capital of every kind"</h2>
                    <p class="quiet forecast-notes">
                        "Hours, people and rooms are counted in their own units and never turned into pounds."
                    </p>
                    {move || mix.with(|mix| kinds(mix, opened))}
                </section>
            </div>
        }
        .into_any()
    }
}

#[component]
fn NothingNoted() -> impl IntoView {
    view! {
        <EmptyState
            icon=Icon::Pound
            title="No income noted yet"
            text="As soon as a venture’s page says what it earns or is given, all ventures together stand here by financial year. A file of grants brings many at once."
        >
            <LinkButton label="Go to ventures" href="/ventures" kind=ButtonKind::Primary/>
            <LinkButton label="Import a file" icon=Icon::Upload href="/data"/>
        </EmptyState>
    }
}

fn kinds(mix: &CapitalMix, opened: Opened) -> AnyView {
    let rows = mix
        .kinds
        .iter()
        .flat_map(|kind| kind.by_status.iter().map(|sum| row(kind, sum, opened)))
        .collect_view();
    view! {
        <div class="scroll-sideways" tabindex="0" role="region" aria-label="Capital in figures">
            <table class="table plain">
                <thead><tr>
                    <th scope="col">"Kind"</th>
                    <th scope="col">"How far"</th>
                    <th scope="col" class="number">"Entries"</th>
                    <th scope="col" class="number">"Together"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(kind: &KindOfCapital, sum: &StatusSum, opened: Opened) -> AnyView {
    let wanted = Figure::Capital(kind.kind, sum.label);
    view! {
        <tr>
            <th scope="row">{kind.label}</th>
            <td>{sum.label}</td>
            <td class="number">{grouped(sum.entries.len() as u64)}</td>
            <td class="number">{figure(opened, wanted, sum.words())}</td>
        </tr>
    }
    .into_any()
}
