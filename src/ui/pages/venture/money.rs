//! Capital of every kind, by how far it has come. Hours and assets stay in their own units.

use crate::ui::weave::prelude::*;

use super::{
    Page,
    add_form::AddForm,
    entry::{EditRecord, RecordMenu},
    section::Section,
};
use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        parts::{Button, Icon, StagePlace, focus_soon, icon, money_text, stage_class},
    },
    workspace::venture_page::{MoneyGroup, MoneyRow, Share, mix, money},
};

/// What is asked of a new entry.
const ASKED: &[&str] = &[
    "kind",
    "status",
    "title",
    "amount",
    "quantity",
    "unit",
    "from",
    "decided_on",
];

#[component]
pub(super) fn MoneySection(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let groups = Memo::new(move |_| {
        session.track_record(page.venture);
        session.track_kind("organisation");
        session.read(|workspace| money(workspace, page.venture))
    });
    let adding = RwSignal::new(false);
    let close = Callback::new(move |()| {
        adding.set(false);
        focus_soon("add-money");
    });
    let statuses = move || {
        groups.with(|groups| {
            groups
                .iter()
                .map(|group| group.status.clone())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <Section name="money" title="Money and other capital">
            {move || groups.with(Vec::is_empty).then(|| view! {
                <p class="quiet">"Nothing is noted yet. Grants, sales, loans, volunteers’ hours and rooms lent all count."</p>
            })}
            {move || shares(groups.with(|groups| mix(groups)))}
            <super::income::Income page/>
            <For each=statuses key=String::clone let:status><Group groups status/></For>
            {move || if adding.get() {
                view! { <AddForm kind="capital" fields=ASKED venture=page.venture close/> }.into_any()
            } else {
                view! {
                    <div class="row no-print">
                        <Button
                            label="Add capital"
                            id="add-money"
                            icon=Icon::Plus
                            small=true
                            on_press=move || adding.set(true)
                        />
                    </div>
                }
                .into_any()
            }}
        </Section>
    }
}

/// Shares of the money that is there, drawn and in words; a single kind needs no picture.
fn shares(shares: Vec<Share>) -> Option<impl IntoView> {
    if shares.len() < 2 {
        return None;
    }
    let words: Vec<String> = shares
        .iter()
        .map(|share| format!("{} {}", share.label, money_text(share.pence)))
        .collect();
    let words = format!("Secured and received: {}", words.join(", "));
    let parts = shares
        .iter()
        .map(|share| {
            let class = format!(
                "mix-part {}",
                stage_class(StagePlace {
                    index: share.at,
                    of: 9
                })
            );
            let grow = share.pence.to_string();
            view! { <span class=class style:flex-grow=grow></span> }
        })
        .collect_view();
    let shown = words.clone();
    Some(view! {
        <div class="mix" role="img" aria-label=words>{parts}</div>
        <p class="quiet small" aria-hidden="true">{shown}</p>
    })
}

#[component]
fn Group(groups: Memo<Vec<MoneyGroup>>, status: String) -> impl IntoView {
    let group = Memo::new(move |_| {
        groups.with(|groups| groups.iter().find(|group| group.status == status).cloned())
    });
    let ids = move || {
        group.with(|group| {
            group
                .iter()
                .flat_map(|group| &group.rows)
                .map(|row| row.id)
                .collect::<Vec<_>>()
        })
    };
    let row = move |id: RecordId| {
        Memo::new(move |_| {
            group.with(|group| {
                group
                    .iter()
                    .flat_map(|group| &group.rows)
                    .find(|row| row.id == id)
                    .cloned()
            })
        })
    };
    view! {
        <section>
            <h3 class="row">
                <span>{move || group.with(|group| group.as_ref().map(|group| group.label.clone()))}</span>
                <span class="money">{move || group.with(|group| group.as_ref().map(|group| group.sum.clone()))}</span>
            </h3>
            <ul class="lines">
                <For each=ids key=|id| *id let:id><Line id row=row(id)/></For>
            </ul>
        </section>
    }
}

#[component]
fn Line(id: RecordId, row: Memo<Option<MoneyRow>>) -> impl IntoView {
    let editing = RwSignal::new(false);
    let title = Memo::new(move |_| {
        row.with(|row| {
            row.as_ref()
                .map(|row| row.title.clone())
                .unwrap_or_default()
        })
    });
    let more = move || {
        row.get().map(|row| {
            let kind = (row.kind_label != row.title).then(|| row.kind_label.clone());
            let from = (!row.from.is_empty()).then(|| format!("from {}", row.from));
            let decided = row.decided_on.map(|day| format!("decided {day}"));
            let ends = row.ends.map(|day| format!("until {day}"));
            [kind, from, decided, ends]
                .into_iter()
                .flatten()
                .map(|text| view! { <span>{text}</span> })
                .collect_view()
        })
    };
    view! {
        <li class="line" id=id.to_string() tabindex="-1">
            {icon(Icon::Pound)}
            <div class="line-main">
                <p>{title}</p>
                <p class="line-more">{more}</p>
                {move || editing.get().then(|| view! { <EditRecord record=id kind="capital" open=editing/> })}
            </div>
            <span class="line-end">
                <span class="money">{move || row.with(|row| row.as_ref().map(|row| row.amount.clone()))}</span>
                <RecordMenu record=id name=title open=editing/>
            </span>
        </li>
    }
}
