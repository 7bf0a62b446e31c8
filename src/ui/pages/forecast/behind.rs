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
    ui::parts::{Dialog, DialogSize, Icon, icon},
    workspace::{
        forecast::{Behind, Scope},
        opportunities::status_label,
    },
};

/// More records than this are not listed at once.
pub(super) const MOST: usize = 100;

#[component]
pub(super) fn BehindDialog(page: Page) -> impl IntoView {
    let title = move || {
        let Some(opened) = page.opened.get() else {
            return String::new();
        };
        let whose = match opened.scope {
            Scope::Incubator => String::new(),
            scope => format!(", {}", page.scope_name(scope)),
        };
        format!("{}: {}{whose}", opened.column.label(), opened.when.label())
    };
    view! {
        <Dialog
            open=Signal::derive(move || page.opened.with(Option::is_some))
            on_close=move || page.opened.set(None)
            title=Signal::derive(title)
            size=DialogSize::Medium
            easy_close=true
        >
            {move || page.opened.get().map(|opened| list(page, opened))}
        </Dialog>
    }
}

fn list(page: Page, opened: Opened) -> AnyView {
    let certainty = opened.column.certainty();
    let all = page
        .forecast
        .with(|forecast| forecast.behind(opened.scope, opened.when, certainty));
    let sum = page
        .forecast
        .with(|forecast| opened.column.of(&forecast.sum(opened.scope, opened.when)));
    let count = counted(all.len(), "record", "records");
    let more = all.len().checked_sub(MOST + 1).map(|more| {
        view! { <p class="quiet small">{format!("And {} more, each smaller than these.", more + 1)}</p> }
    });
    let lines = all
        .iter()
        .take(MOST)
        .map(|behind| line(page, opened.column, behind))
        .collect_view();
    view! {
        <div class="stack">
            <p><strong class="money">{sum.to_string()}</strong>" from "{count}"."</p>
            <ul class="lines">{lines}</ul>
            {more}
        </div>
    }
    .into_any()
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
    view! {
        <li class="line">
            {icon(picture)}
            <div class="line-main">
                <p>{name_of(page, behind.record)}</p>
                <p class="line-more"><span>{about}</span>{of}</p>
            </div>
            <span class="line-end money">{amount.to_string()}</span>
        </li>
    }
    .into_any()
}

/// A record by its name and how it stands.
pub(super) fn name_line(page: Page, id: RecordId) -> AnyView {
    let (about, picture) = about(page, id);
    view! {
        <li class="line">
            {icon(picture)}
            <div class="line-main"><p>{name_of(page, id)}</p><p class="line-more"><span>{about}</span></p></div>
        </li>
    }
    .into_any()
}
