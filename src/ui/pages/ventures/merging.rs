//! Two ventures that are one: side by side, a choice for each field, nothing lost.

use crate::ui::weave::prelude::*;

use super::Table;
use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        parts::{Button, ButtonKind, Dialog, DialogSize, fresh_id},
    },
    workspace::{
        Command,
        duplicates::{Difference, differences, taken_from},
    },
};

#[component]
pub(super) fn MergeDialog(table: Table) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || table.merging.with(Option::is_some))
            on_close=move || table.merging.set(None)
            title="Merge two ventures into one"
            size=DialogSize::Large
        >
            {move || table.merging.get().map(|(first, second)| view! { <SideBySide table first second/> })}
        </Dialog>
    }
}

#[component]
fn SideBySide(table: Table, first: RecordId, second: RecordId) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let rows = session.read(|workspace| differences(workspace, first, second));
    let names = session.read(|workspace| (workspace.name_of(first), workspace.name_of(second)));
    // Whatever only the second one says is taken over without asking.
    let picks: Vec<(Difference, RwSignal<bool>)> = rows
        .into_iter()
        .map(|row| {
            let second = row.first.is_empty();
            (row, RwSignal::new(second))
        })
        .collect();
    let none = picks.is_empty();
    let lines = picks
        .iter()
        .map(|(row, second)| choice(row.clone(), *second))
        .collect_view();
    let picks = StoredValue::new(picks);
    let merge = move || {
        let fields: Vec<&'static str> = picks.with_value(|picks| {
            picks
                .iter()
                .filter(|(_, second)| second.get_untracked())
                .map(|(row, _)| row.field)
                .collect()
        });
        let values = session.read(|workspace| taken_from(workspace, second, &fields));
        if actor.act(Command::Merge {
            into: first,
            from: second,
            values,
        }) {
            table.merging.set(None);
        }
    };
    view! {
        <p>
            "Meetings, steps, money and papers of both stay, and so do all their places, themes, people and identifiers. Where they differ, choose."
        </p>
        {none.then(|| view! { <p>"They differ in nothing else."</p> })}
        {(!none).then(|| view! {
            <div class="scroll-sideways">
                <table class="table plain">
                    <thead>
                        <tr>
                            <th scope="col">"Field"</th>
                            <th scope="col">{names.0.clone()}</th>
                            <th scope="col">{names.1.clone()}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        })}
        <div class="dialog-actions">
            <Button label="Merge" kind=ButtonKind::Primary on_press=merge/>
            <Button label="Keep both" on_press=move || table.merging.set(None)/>
        </div>
    }
}

fn choice(row: Difference, second: RwSignal<bool>) -> AnyView {
    let name = fresh_id("merge");
    let side = |text: String, is_second: bool| {
        let id = fresh_id("merge-choice");
        let words = if text.is_empty() {
            "Nothing".to_owned()
        } else {
            text
        };
        view! {
            <td>
                <div class="choice">
                    <input
                        type="radio"
                        id=id.clone()
                        name=name.clone()
                        prop:checked=move || second.get() == is_second
                        on:change=move |_| second.set(is_second)
                    />
                    <label for=id>{words}</label>
                </div>
            </td>
        }
    };
    view! { <tr><th scope="row">{row.label}</th>{side(row.first, false)}{side(row.second, true)}</tr> }.into_any()
}
