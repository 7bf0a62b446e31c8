//! Two records that are one: find the other, compare, choose, merge.

use crate::ui::weave::prelude::*;

use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        in_place::{Picked, RecordPicker, resolve},
        parts::{Button, ButtonKind, Dialog, DialogSize, focus_soon, fresh_id},
    },
    workspace::{
        Command,
        directory::look_alikes,
        duplicates::{Difference, differences, taken_from},
    },
};

/// Merges another record of the same kind into this one.
#[component]
pub fn MergeInto(
    /// The record that stays.
    into: RecordId,
    /// Its kind.
    kind: &'static str,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog open on_close=move || open.set(false) title="Merge a duplicate into this" size=DialogSize::Large>
            <Finder into kind open/>
        </Dialog>
    }
}

#[component]
fn Finder(into: RecordId, kind: &'static str, open: RwSignal<bool>) -> impl IntoView {
    let session = use_actor().session;
    let other = RwSignal::new(None::<RecordId>);
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let take = move |found: RecordId| {
        if found == into {
            error.set(Some(
                "That is this record itself. Choose the other one.".to_owned(),
            ));
        } else {
            error.set(None);
            other.set(Some(found));
        }
    };
    let pick = move |picked: Picked| {
        if let Picked::Known(found) = picked {
            take(found);
        }
    };
    let compare = move || match resolve(session, kind, &typed.get_untracked()) {
        Ok(Some(found)) => take(found),
        Ok(None) => {
            error.set(Some("Type the name of the duplicate.".to_owned()));
            focus_soon("merge-other");
        }
        Err(problem) => {
            error.set(Some(problem));
            focus_soon("merge-other");
        }
    };
    let alike = session.read(|workspace| look_alikes(workspace, into));
    let alike = StoredValue::new(alike);
    let offers = move || {
        let button = |(id, name): (RecordId, String)| {
            view! { <Button label=name small=true on_press=move || take(id)/> }
        };
        let all = alike.get_value();
        (!all.is_empty()).then(|| {
            view! {
                <div class="stack">
                    <p>"These look like the same. Choose one, or find another by its name."</p>
                    <div class="row">{all.into_iter().take(8).map(button).collect_view()}</div>
                </div>
            }
        })
    };
    move || {
        match other.get() {
        Some(from) => view! { <SideBySide into from open/> }.into_any(),
        None => {
            view! {
                <form class="form" on:submit=move |event| { event.prevent_default(); compare(); }>
                    {offers()}
                    <RecordPicker kind label="The duplicate" id="merge-other" value=typed on_pick=pick error/>
                    <div class="dialog-actions">
                        <Button label="Compare" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                        <Button label="Cancel" on_press=move || open.set(false)/>
                    </div>
                </form>
            }
            .into_any()
        }
    }
    }
}

#[component]
fn SideBySide(into: RecordId, from: RecordId, open: RwSignal<bool>) -> impl IntoView {
    let actor = use_actor();
    let session = actor.session;
    let (rows, names) = session.read(|workspace| {
        (
            differences(workspace, into, from),
            (workspace.name_of(into), workspace.name_of(from)),
        )
    });
    // Whatever only the duplicate says is taken over without asking.
    let picks: Vec<(Difference, RwSignal<bool>)> = rows
        .into_iter()
        .filter(|row| !row.second.is_empty())
        .map(|row| {
            let second = RwSignal::new(row.first.is_empty());
            (row, second)
        })
        .collect();
    let differs = !picks.is_empty();
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
        let values = session.read(|workspace| taken_from(workspace, from, &fields));
        if actor.act(Command::Merge { into, from, values }) {
            open.set(false);
        }
    };
    view! {
        <p>
            {format!("“{}” goes, and everything that names it names “{}” from then on. Lists such as identifiers are joined. Undo brings both back.", names.1, names.0)}
        </p>
        {(!differs).then(|| view! { <p>"They differ in nothing else."</p> })}
        {differs.then(|| view! {
            <div class="scroll-sideways">
                <table class="table plain">
                    <thead><tr><th scope="col">"Field"</th><th scope="col">{names.0.clone()}</th><th scope="col">{names.1.clone()}</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        })}
        <div class="dialog-actions">
            <Button label="Merge" kind=ButtonKind::Primary on_press=merge/>
            <Button label="Keep both" on_press=move || open.set(false)/>
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
