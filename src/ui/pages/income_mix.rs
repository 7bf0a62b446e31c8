//! What a venture, or all of them, live on: drawn, and as the table that says the same. Each figure opens the entries
//! behind it.

use crate::ui::weave::prelude::*;

use super::{
    bars::length,
    behind::{self, Behind, MOST},
};
use crate::{
    domain::{
        counting::counted,
        dates::FinancialYear,
        money::Pence,
        vocabulary::{CAPITAL_KINDS, label_of},
    },
    exchange::table_out::tables,
    ui::{parts::Icon, session::use_session, table_file::DownloadTable},
    workspace::capital_mix::{BehindLine, CapitalMix, Figure, Slice, YearOfIncome, share_words},
};

/// The figure that somebody wants to see behind.
pub(super) type Opened = RwSignal<Option<Figure>>;

/// Income by financial year, as far as there is any, and the entries behind a figure that is pressed.
#[component]
pub(super) fn IncomeByYear(
    /// The mix.
    mix: Memo<CapitalMix>,
    /// The figure that is pressed.
    opened: Opened,
    /// Whether the entries are those of several ventures, which are named then.
    #[prop(optional)]
    of_many: bool,
) -> impl IntoView {
    let mix_now = mix;
    let drawn = move || {
        mix.with(|mix| {
            let years = (!mix.years.is_empty()).then(|| {
                view! {
                    {picture(mix)}
                    {table(mix, opened)}
                    <div class="row"><DownloadTable small=true table=move || mix_now.with_untracked(tables::income)/></div>
                    <p class="quiet small forecast-notes">"Trading share is the part of income that trading and contracts earn. Grant dependence is the part that grants and donations give. Investment is paid back or shared, and is no income."</p>
                }
            });
            let undated = (!mix.undated.is_zero()).then(|| {
                view! {
                    <p class="quiet small">{figure(opened, Figure::Undated, mix.undated.to_string())}" is secured or received but has no date, and so is in no year."</p>
                }
            });
            let signed = (!mix.signed.is_zero()).then(|| {
                let worth = mix.signed.to_string();
                view! {
                    <p class="quiet small forecast-notes">{format!("Signed contracts worth {worth} in these years are not in these figures until what they paid is written down under Money, as contract income.")}</p>
                }
            });
            view! { {years} {undated} {signed} }.into_any()
        })
    };
    view! {
        {drawn}
        {behind::dialog(opened, |wanted: &Figure| wanted.title(), move |wanted| entries(mix, *wanted, (opened, of_many)))}
    }
}

/// The colour of a kind: what is earned in the deep half of the range, what is given in the pale one.
fn colour(kind: &str) -> &'static str {
    match kind {
        "trading" => "stage-7",
        "contract_income" => "stage-5",
        "grant" => "stage-1 given",
        _ => "stage-2 given",
    }
}

fn picture(mix: &CapitalMix) -> AnyView {
    let most = mix.most_income();
    let legend = mix
        .kinds_of_income()
        .into_iter()
        .map(|kind| {
            view! {
                <span class=colour(kind)><span class="stage-label"><span class="stage-dot"></span>{label_of(CAPITAL_KINDS, kind)}</span></span>
            }
        })
        .collect_view();
    let bars = mix
        .years
        .iter()
        .map(|(year, income)| bar(*year, income, most))
        .collect_view();
    view! {
        <div class="forecast income" role="img" aria-label="Bars of income by kind for each financial year, and how much of it is earned; the table below says the same in figures.">
            <div class="row small">{legend}</div>
            {bars}
        </div>
    }
    .into_any()
}

fn bar(year: FinancialYear, income: &YearOfIncome, most: Pence) -> AnyView {
    let parts = income
        .by_kind
        .iter()
        .filter(|(_, sum)| !sum.is_zero())
        .map(|(kind, sum)| {
            let class = format!("forecast-part {}", colour(kind));
            view! { <span class=class style:inline-size=length(*sum, most)></span> }
        })
        .collect_view();
    let earned = income.trading_share();
    let share = earned.map(|_| {
        let size = length(income.earned, income.income);
        view! { <span class="income-share"><span style:inline-size=size></span></span> }
    });
    let words = match earned {
        Some(share) => format!("{} earned", share_words(share)),
        None => "no income".to_owned(),
    };
    view! {
        <div class="forecast-row">
            <span>{year.to_string()}</span>
            <span class="forecast-bar">{parts}</span>
            <span class="money">{income.income.short()}</span>
            {share}
            <span class="income-words">{words}</span>
        </div>
    }
    .into_any()
}

fn table(mix: &CapitalMix, opened: Opened) -> AnyView {
    let kinds = mix.kinds_of_income();
    let invested = mix.has_investment();
    let heads = kinds
        .iter()
        .map(|kind| view! { <th scope="col" class="number">{label_of(CAPITAL_KINDS, kind)}</th> })
        .collect_view();
    let rows = mix
        .years
        .iter()
        .map(|(year, income)| row(*year, income, (&kinds, invested), opened))
        .collect_view();
    let investment = invested.then(|| view! { <th scope="col" class="number">"Investment"</th> });
    view! {
        <div class="scroll-sideways" tabindex="0" role="region" aria-label="Income in figures">
            <table class="table plain">
                <thead><tr>
                    <th scope="col">"Year"</th>
                    {heads}
                    <th scope="col" class="number">"Income"</th>
                    <th scope="col" class="number">"Trading share"</th>
                    <th scope="col" class="number">"Grant dependence"</th>
                    {investment}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(
    year: FinancialYear,
    income: &YearOfIncome,
    (kinds, invested): (&[&'static str], bool),
    opened: Opened,
) -> AnyView {
    let money = |slice: Slice| {
        let pence = income.of(slice);
        let shown = if pence.is_zero() {
            view! { <span class="quiet">{pence.to_string()}</span> }.into_any()
        } else {
            figure(opened, Figure::Year(year, slice), pence.to_string())
        };
        view! { <td class="number">{shown}</td> }
    };
    let share = |share: Option<i64>, slice: Slice| {
        let shown = match share {
            None => view! { <span class="quiet">"no income"</span> }.into_any(),
            Some(0) => view! { <span class="quiet">"0%"</span> }.into_any(),
            Some(share) => figure(opened, Figure::Year(year, slice), share_words(share)),
        };
        view! { <td class="number">{shown}</td> }
    };
    let by_kind = kinds
        .iter()
        .map(|kind| money(Slice::Kind(kind)))
        .collect_view();
    view! {
        <tr>
            <th scope="row">{year.to_string()}</th>
            {by_kind}
            {money(Slice::Income)}
            {share(income.trading_share(), Slice::Earned)}
            {share(income.grant_dependence(), Slice::Given)}
            {invested.then(|| money(Slice::Investment))}
        </tr>
    }
    .into_any()
}

/// A figure that opens the entries behind it.
pub(super) fn figure(opened: Opened, wanted: Figure, words: String) -> AnyView {
    let about = format!("{}: show the entries behind it", wanted.title());
    behind::figure(words, &about, move || opened.set(Some(wanted)))
}

fn entries(mix: Memo<CapitalMix>, wanted: Figure, (opened, of_many): (Opened, bool)) -> Behind {
    let session = use_session();
    let behind = mix.with(|mix| session.read(|workspace| workspace.behind_mix(mix, wanted, MOST)));
    let mut from = format!(" from {}", counted(behind.entries, "entry", "entries"));
    if of_many {
        from.push_str(" of ");
        from.push_str(&counted(behind.ventures, "venture", "ventures"));
    }
    let lines = behind.lines.into_iter();
    Behind {
        sum: behind.sum,
        from,
        count: behind.entries,
        lines: lines
            .map(|line| entry(line, (opened, of_many)))
            .collect_view(),
        unlisted: ", none larger than these",
    }
}

fn entry(line: BehindLine, (opened, of_many): (Opened, bool)) -> AnyView {
    let venture = line.venture_id.filter(|_| of_many).map(|venture| {
        view! { <span><a href=format!("/ventures/{venture}")>{line.venture}</a></span> }
    });
    let of = line
        .of
        .map(|whole| view! { <span>{format!("its part of {whole}")}</span> });
    // The entry may stand on this very page, behind the dialog.
    let name = view! { <a href=line.address on:click=move |_| opened.set(None)>{line.title}</a> };
    let more = view! { {venture}<span>{line.about}</span>{of} };
    behind::line(Icon::Pound, name.into_any(), more.into_any(), line.amount)
}
