//! The forecast by venture.

use crate::ui::weave::prelude::*;

use super::{
    Page,
    figures::{cells, heads},
};
use crate::{
    domain::{counting::grouped, dates::FinancialYear},
    exchange::table_out::tables,
    ledger::RecordId,
    ui::{
        parts::{Button, Choice, SelectField},
        table_file::DownloadTable,
    },
    workspace::forecast::{ForecastRow, Scope, VentureRow, When, largest},
};

/// Rows drawn before somebody asks for all.
const FIRST: usize = 40;

#[component]
pub(super) fn ByVenture(page: Page) -> impl IntoView {
    let year = Memo::new(move |_| page.asked.with(|asked| asked.year));
    let when = move || year.get().map_or(When::Ever, When::Year);
    let rows = Memo::new(move |_| {
        let when = when();
        page.forecast
            .with(|forecast| forecast.of_each_venture(when))
    });
    let all = RwSignal::new(false);
    let body = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        let when = when();
        let rows = rows.with(|rows| largest(rows, most));
        rows.into_iter()
            .map(|row| one(page, when, row))
            .collect_view()
    };
    let many = move || rows.with(Vec::len);
    let out = move || {
        let name = |venture: Option<RecordId>| {
            let scope = venture.map_or(Scope::Nobody, Scope::Venture);
            untrack(|| page.scope_name(scope))
        };
        let rows = rows.with_untracked(|rows| largest(rows, usize::MAX));
        tables::forecast_by_venture(&rows, name)
    };
    view! {
        <section class="stack" aria-labelledby="forecast-ventures">
            <div class="row">
                <h2 id="forecast-ventures">"By venture"</h2>
                <Show when=move || { many() > 0 }><DownloadTable small=true table=out/></Show>
            </div>
            <YearField page year/>
            <Show
                when=move || { many() > 0 }
                fallback=|| view! { <p class="quiet">"Nothing is in the forecast for that year."</p> }
            >
                <div class="scroll-sideways" tabindex="0" role="region" aria-label="Forecast by venture">
                    <table class="table plain">
                        <thead><tr><th scope="col">"Venture"</th>{heads()}</tr></thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </Show>
            {move || (many() > FIRST && !all.get()).then(|| view! {
                <div><Button label=format!("Show all {}", grouped(many() as u64)) small=true on_press=move || all.set(true)/></div>
            })}
        </section>
    }
}

fn one(page: Page, when: When, row: VentureRow) -> AnyView {
    let scope = row.venture.map_or(Scope::Nobody, Scope::Venture);
    let name = page.scope_name(scope);
    let name = match row.venture {
        Some(venture) => view! { <a href=format!("/ventures/{venture}")>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! { <tr><th scope="row">{name}</th>{cells(page, scope, when, row.figures)}</tr> }.into_any()
}

/// Which year the list is about.
#[component]
fn YearField(page: Page, year: Memo<Option<FinancialYear>>) -> impl IntoView {
    let text = |year: Option<FinancialYear>| {
        year.map(|year| year.start_year().to_string())
            .unwrap_or_default()
    };
    let value = RwSignal::new(text(year.get_untracked()));
    Effect::new(move |_| value.set(text(year.get())));
    let options = move || {
        let mut years: Vec<FinancialYear> = page.years.with(|rows| {
            let year = |row: &ForecastRow| match row.when {
                When::Year(year) => Some(year),
                _ => None,
            };
            rows.iter().filter_map(year).collect()
        });
        // A link may name a year without money.
        years.extend(year.get().filter(|year| !years.contains(year)));
        let mut options = vec![Choice::new("", When::Ever.label())];
        options.extend(
            years
                .into_iter()
                .map(|year| Choice::new(text(Some(year)), year.to_string())),
        );
        options
    };
    let pick = move |picked: String| {
        page.ask(|asked| asked.year = picked.parse().ok().map(FinancialYear::starting_in));
    };
    view! {
        <div class="row"><SelectField label="In which year" value options=Signal::derive(options) on_commit=pick/></div>
    }
}
