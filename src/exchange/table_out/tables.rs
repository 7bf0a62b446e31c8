//! The rows of each table that can be downloaded, in the words that stand in its cells.

use std::sync::Arc;

use super::TableOut;
use crate::{
    domain::{
        dates::Day,
        vocabulary::{CAPITAL_KINDS, label_of},
    },
    ledger::RecordId,
    workspace::{
        Workspace,
        capital_mix::{CapitalMix, Slice, share_words},
        contract_clock::TimelineRow,
        directory::{self, DirectoryRow, Listed},
        fit::BlockedBy,
        forecast::{Column as Figure, Figures, ForecastRow, VentureRow},
        opportunities::{self, OpportunityColumn, OpportunityRow},
        shown::{self, Column},
    },
};

fn owned(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|label| (*label).to_owned()).collect()
}

/// Ventures, with the columns that are shown.
pub fn ventures(
    workspace: &Workspace,
    columns: &[Column],
    rows: &[RecordId],
    today: Day,
) -> TableOut {
    let ventures = rows.iter().filter_map(|id| workspace.facts().venture(*id));
    let cells = ventures.map(|venture| {
        let cell = |column: &Column| shown::cell_text(*column, venture, workspace, today);
        columns.iter().map(cell).collect()
    });
    TableOut {
        name: "ventures",
        headers: columns
            .iter()
            .map(|column| column.label().to_owned())
            .collect(),
        rows: cells.collect(),
    }
}

/// Opportunities, with the columns that are shown.
pub fn opportunities(
    workspace: &Workspace,
    columns: &[OpportunityColumn],
    rows: &[Arc<OpportunityRow>],
) -> TableOut {
    let cells = rows.iter().map(|row| {
        let cell = |column: &OpportunityColumn| opportunities::cell_text(*column, row, workspace);
        columns.iter().map(cell).collect()
    });
    TableOut {
        name: "opportunities",
        headers: columns
            .iter()
            .map(|column| column.label().to_owned())
            .collect(),
        rows: cells.collect(),
    }
}

/// People, organisations or places.
pub fn directory(list: Listed, rows: &[Arc<DirectoryRow>]) -> TableOut {
    let columns = list.columns();
    let cells = rows.iter().map(|row| {
        let cells = columns
            .iter()
            .map(|column| directory::cell_text(*column, row));
        cells.collect()
    });
    TableOut {
        name: list.id(),
        headers: columns
            .iter()
            .map(|column| column.label(list).to_owned())
            .collect(),
        rows: cells.collect(),
    }
}

/// Running contracts.
pub fn contracts(rows: &[TimelineRow]) -> TableOut {
    TableOut {
        name: "contracts",
        headers: owned(&TimelineRow::HEADS),
        rows: rows.iter().map(|row| row.cells().to_vec()).collect(),
    }
}

fn with_figures(first: String, figures: &Figures) -> Vec<String> {
    let amounts = Figure::ALL.map(|column| column.of(figures).to_string());
    std::iter::once(first).chain(amounts).collect()
}

fn above_figures(first: &str) -> Vec<String> {
    let labels = Figure::ALL.map(|column| column.label().to_owned());
    std::iter::once(first.to_owned()).chain(labels).collect()
}

/// The forecast by year or quarter, with all of it together in the last row.
pub fn forecast(rows: &[ForecastRow], whole: &Figures) -> TableOut {
    let rows = rows
        .iter()
        .map(|row| with_figures(row.when.label(), &row.figures));
    let together = with_figures("Together".to_owned(), whole);
    TableOut {
        name: "forecast",
        headers: above_figures("When"),
        rows: rows.chain([together]).collect(),
    }
}

/// The forecast by venture; `name` says what a venture is called, or what stands where none is named.
pub fn forecast_by_venture(
    rows: &[VentureRow],
    name: impl Fn(Option<RecordId>) -> String,
) -> TableOut {
    let rows = rows
        .iter()
        .map(|row| with_figures(name(row.venture), &row.figures));
    TableOut {
        name: "forecast-by-venture",
        headers: above_figures("Venture"),
        rows: rows.collect(),
    }
}

/// What holds ventures back, and what each gap blocks.
pub fn gaps(rows: &[BlockedBy]) -> TableOut {
    let rows = rows.iter().map(|gap| {
        vec![
            gap.label.clone(),
            gap.blocked_words(),
            gap.opportunities.len().to_string(),
            gap.ventures.len().to_string(),
        ]
    });
    TableOut {
        name: "gaps",
        headers: owned(&["Gap", "Blocks", "Opportunities", "Ventures"]),
        rows: rows.collect(),
    }
}

/// Income by financial year and kind, with the investment that is none.
pub fn income(mix: &CapitalMix) -> TableOut {
    let share = |share: Option<i64>| share.map(share_words).unwrap_or_default();
    let kinds = mix.kinds_of_income();
    let invested = mix.has_investment();
    let rows = mix.years.iter().map(|(year, income)| {
        let mut row = vec![year.to_string()];
        row.extend(
            kinds
                .iter()
                .map(|kind| income.of(Slice::Kind(kind)).to_string()),
        );
        row.push(income.income.to_string());
        row.push(share(income.trading_share()));
        row.push(share(income.grant_dependence()));
        row.extend(invested.then(|| income.investment.to_string()));
        row
    });
    let mut headers = owned(&["Year"]);
    headers.extend(
        kinds
            .iter()
            .map(|kind| label_of(CAPITAL_KINDS, kind).to_owned()),
    );
    headers.extend(owned(&["Income", "Trading share", "Grant dependence"]));
    headers.extend(invested.then(|| "Investment".to_owned()));
    TableOut {
        name: "income",
        headers,
        rows: rows.collect(),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
