//! The records behind a figure, each with what it adds.

use crate::ui::weave::prelude::*;

use super::{Column, Opened, Page};
use crate::{
    domain::{
        counting::counted,
        records::Contract,
        vocabulary::{CONTRACT_STATUSES, label_of},
    },
    ledger::RecordId,
    ui::{
        pages::behind::{self, MOST},
        parts::Icon,
    },
    workspace::{
        forecast::{Behind, Scope},
        opportunities::status_label,
    },
};

#[component]
pub(super) fn BehindDialog(page: Page) -> impl IntoView {
    let title = move |opened: &Opened| {
        let whose = match opened.scope {
            Scope::Incubator => String::new(),
            scope => format!(", {}", page.scope_name(scope)),
        };
        format!("{}: {}{whose}", opened.column.label(), opened.when.label())
    };
    behind::dialog(page.opened, title, move |opened| list(page, *opened))
}

fn list(page: Page, opened: Opened) -> behind::Behind {
    let certainty = opened.column.certainty();
    let all = page
        .forecast
        .with(|forecast| forecast.behind(opened.scope, opened.when, certainty));
    let sum = page
        .forecast
        .with(|forecast| opened.column.of(&forecast.sum(opened.scope, opened.when)));
    behind::Behind {
        sum: sum.to_string(),
        from: format!(" from {}", counted(all.len(), "record", "records")),
        count: all.len(),
        lines: all
            .iter()
            .take(MOST)
            .map(|behind| line(page, opened.column, behind))
            .collect_view(),
        unlisted: ", each smaller than these",
    }
}

/// What a record is and how it stands.
fn about(page: Page, id: RecordId) -> (String, Icon) {
    page.session.read(|workspace| {
        let Some(record) = workspace.record(id) else {
            return (String::new(), Icon::Decision);
        };
        let status = record.value("status").text().unwrap_or_default();
        let (kind, status, picture) = if &**record.kind() == Contract::KIND {
            (
                "Contract",
                label_of(CONTRACT_STATUSES, status),
                Icon::Document,
            )
        } else {
            ("Opportunity", status_label(status), Icon::Decision)
        };
        let buyer = record.value("buyer").text();
        let buyer = buyer
            .and_then(|id| RecordId::parse(id).ok())
            .map(|id| workspace.name_of(id));
        let words: Vec<String> = [Some(kind.to_owned()), Some(status.to_owned()), buyer]
            .into_iter()
            .flatten()
            .filter(|word| !word.is_empty())
            .collect();
        (words.join(", "), picture)
    })
}

fn name_of(page: Page, id: RecordId) -> AnyView {
    match page.named(id) {
        (name, Some(address)) => view! { <a href=address>{name}</a> }.into_any(),
        (name, None) => name.into_any(),
    }
}

fn line(page: Page, column: Column, behind: &Behind) -> AnyView {
    let (about, picture) = about(page, behind.record);
    let amount = column.of(&behind.figures);
    let of = (column == Column::Weighted && amount != behind.figures.total())
        .then(|| view! { <span>{format!("of {}", behind.figures.total())}</span> });
    let more = view! { <span>{about}</span>{of} }.into_any();
    behind::line(
        picture,
        name_of(page, behind.record),
        more,
        amount.to_string(),
    )
}

/// A record by its name and how it stands.
pub(super) fn name_line(page: Page, id: RecordId) -> AnyView {
    let (about, picture) = about(page, id);
    let about = view! { <span>{about}</span> }.into_any();
    behind::line(picture, name_of(page, id), about, String::new())
}
