//! The figures by year or quarter: drawn, and as the table that says the same.

use crate::ui::weave::prelude::*;

use super::{Column, Opened, Page};
use crate::{
    domain::{money::Pence, opportunities::Certainty},
    exchange::table_out::tables,
    ui::{
        pages::{bars::length, behind},
        parts::Button,
        table_file::DownloadTable,
    },
    workspace::forecast::{Figures, ForecastRow, Scope, Step, When},
};

/// The three that add up, surest first, with the colour of each.
const PARTS: [(Certainty, &str); 3] = [
    (Certainty::Secured, "stage-7"),
    (Certainty::Evidenced, "stage-4"),
    (Certainty::Hoped, "stage-1"),
];

/// The picture and its table.
#[component]
pub(super) fn Years(page: Page) -> impl IntoView {
    let scope = page.scope();
    let step = Memo::new(move |_| page.asked.with(|asked| asked.step()));
    let rows = Memo::new(move |_| match (scope.get(), step.get()) {
        (Scope::Incubator, Step::Years) => page.years.get(),
        (scope, step) => page.forecast.with(|forecast| forecast.table(scope, step)),
    });
    let whole = Memo::new(move |_| {
        let scope = scope.get();
        page.forecast
            .with(|forecast| forecast.sum(scope, When::Ever))
    });
    let by = move || {
        if page.asked.with(|asked| asked.quarters) {
            "By quarter of the financial year"
        } else {
            "By financial year"
        }
    };
    let side = move |quarters: bool, label: &'static str| {
        view! {
            <Button
                label
                small=true
                pressed=Signal::derive(move || Some(page.asked.with(|asked| asked.quarters == quarters)))
                on_press=move || page.ask(|asked| asked.quarters = quarters)
            />
        }
    };
    view! {
        <section class="stack" aria-labelledby="forecast-years">
            <div class="row">
                <h2 id="forecast-years">{by}</h2>
                <div class="button-group" role="group" aria-label="Shown by">
                    {side(false, "Years")}
                    {side(true, "Quarters")}
                </div>
                <Show when=move || !rows.with(Vec::is_empty)>
                    <DownloadTable small=true table=move || rows.with_untracked(|rows| tables::forecast(rows, &whole.get_untracked()))/>
                </Show>
            </div>
            {move || if rows.with(Vec::is_empty) {
                view! { <p class="quiet">"Nothing is in the forecast here yet."</p> }.into_any()
            } else {
                view! { {rows.with(|rows| picture(rows))} {table(page, rows, whole)} }.into_any()
            }}
        </section>
    }
}

fn picture(rows: &[ForecastRow]) -> AnyView {
    let totals = rows.iter().map(|row| row.figures.total());
    let widest = totals.max().unwrap_or_default();
    let bars = rows.iter().map(|row| bar(row, widest)).collect_view();
    let legend = PARTS
        .iter()
        .map(|(certainty, class)| {
            view! {
                <span class=*class><span class="stage-label"><span class="stage-dot"></span>{Column::Sure(*certainty).label()}</span></span>
            }
        })
        .collect_view();
    view! {
        <div class="forecast" role="img" aria-label="Bars of what is secured, evidenced and hoped for; the table below says the same in figures.">
            <div class="row small">{legend}<span class="forecast-key">"Weighted"</span></div>
            {bars}
        </div>
    }
    .into_any()
}

fn bar(row: &ForecastRow, widest: Pence) -> AnyView {
    let figures = row.figures;
    let parts = PARTS
        .iter()
        .filter(|(certainty, _)| !figures.of(*certainty).is_zero())
        .map(|(certainty, class)| {
            let width = length(figures.of(*certainty), widest);
            view! { <span class=format!("forecast-part {class}") style:inline-size=width></span> }
        })
        .collect_view();
    let weighted = length(figures.weighted, widest);
    view! {
        <div class="forecast-row">
            <span>{row.when.label()}</span>
            <span class="forecast-bar">
                {parts}
                <span class="forecast-weighted" style:inset-inline-start=weighted></span>
            </span>
            <span class="money">{figures.total().short()}</span>
        </div>
    }
    .into_any()
}

fn table(page: Page, rows: Memo<Vec<ForecastRow>>, whole: Memo<Figures>) -> AnyView {
    let scope = page.scope();
    let body = move || {
        let scope = scope.get();
        rows.get()
            .into_iter()
            .map(|row| {
                view! { <tr><th scope="row">{row.when.label()}</th>{cells(page, scope, row.when, row.figures)}</tr> }
            })
            .collect_view()
    };
    let foot = move || cells(page, scope.get(), When::Ever, whole.get());
    view! {
        <div class="scroll-sideways" tabindex="0" role="region" aria-label="Forecast in figures">
            <table class="table plain">
                <thead><tr><th scope="col">"When"</th>{heads()}</tr></thead>
                <tbody>{body}</tbody>
                <tfoot><tr><th scope="row">"Together"</th>{foot}</tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// The heads of the columns of figures.
pub(super) fn heads() -> AnyView {
    Column::ALL
        .map(|column| view! { <th scope="col" class="number">{column.label()}</th> })
        .collect_view()
}

/// The cells of one row; each figure opens what is behind it.
pub(super) fn cells(page: Page, scope: Scope, when: When, figures: Figures) -> AnyView {
    Column::ALL
        .map(|column| {
            let pence = column.of(&figures);
            let opened = Opened {
                scope,
                when,
                column,
            };
            view! { <td class="number">{figure(page, opened, pence)}</td> }
        })
        .collect_view()
}

fn figure(page: Page, opened: Opened, pence: Pence) -> AnyView {
    if pence.is_zero() {
        return view! { <span class="quiet">{pence.to_string()}</span> }.into_any();
    }
    let about = format!(
        "{}, {}: show what is behind it",
        opened.column.label().to_lowercase(),
        opened.when.label()
    );
    behind::figure(pence.to_string(), &about, move || {
        page.opened.set(Some(opened));
    })
}
