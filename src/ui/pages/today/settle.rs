//! Two values, or a deleted record that somebody edited: a decision, made where it is asked for.

use crate::ui::weave::prelude::*;

use crate::{
    ledger::RecordId,
    ui::{
        actions::use_actor,
        parts::{Button, ButtonKind, Dialog},
    },
    workspace::{
        Command,
        venture_page::{Conflict, conflicts_of},
    },
};

#[component]
pub(super) fn SettleDialog(record: RwSignal<Option<RecordId>>) -> impl IntoView {
    let session = use_actor().session;
    let title = move || match record.get() {
        Some(id) => session.read(|workspace| workspace.name_of(id)),
        None => String::new(),
    };
    view! {
        <Dialog
            open=Signal::derive(move || record.with(Option::is_some))
            on_close=move || record.set(None)
            title=Signal::derive(title)
        >
            {move || record.get().map(|id| view! { <Decision record id/> })}
        </Dialog>
    }
}

#[component]
fn Decision(record: RwSignal<Option<RecordId>>, id: RecordId) -> impl IntoView {
    let session = use_actor().session;
    let deleted = session.view_record(id, move |workspace| workspace.record(id).is_none());
    let conflicts = session.view_record(id, move |workspace| conflicts_of(workspace, id, false));
    // Nothing left to decide: the dialog has done its work.
    Effect::new(move |_| {
        if !deleted.get() && conflicts.with(Vec::is_empty) {
            record.set(None);
        }
    });
    move || {
        if deleted.get() {
            view! { <Deleted record id/> }.into_any()
        } else {
            let all = conflicts
                .get()
                .into_iter()
                .map(|conflict| view! { <Values id conflict/> })
                .collect_view();
            view! {
                <p>"Two people changed the same thing without having seen each other’s change. Nothing is lost: say which should stand."</p>
                {all}
                <div class="dialog-actions"><Button label="Decide later" on_press=move || record.set(None)/></div>
            }
            .into_any()
        }
    }
}

#[component]
fn Values(id: RecordId, conflict: Conflict) -> impl IntoView {
    let actor = use_actor();
    let field = StoredValue::new(conflict.field);
    let choices = conflict
        .versions
        .into_iter()
        .map(|version| {
            let words = if version.shown.words.is_empty() {
                "Nothing".to_owned()
            } else {
                version.shown.words
            };
            let place = if version.from_here {
                "in this tab"
            } else {
                "in another tab or browser"
            };
            let now = if version.shown_now {
                ". Shown until you decide"
            } else {
                ""
            };
            let more = format!("{}, {place}{now}", version.when);
            let describe = format!("Keep this: “{words}”");
            let value = version.shown.value;
            let keep = move || {
                actor.act(Command::Choose {
                    record: id,
                    field: field.get_value(),
                    value: value.clone(),
                });
            };
            view! {
                <div class="conflict-choice" data-kept=version.shown_now.then_some("")>
                    <p class="conflict-value">{words}</p>
                    <p class="line-more">{more}</p>
                    <Button label="Keep this" describe=describe small=true on_press=keep/>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="conflict">
            <h3>{format!("Two versions of “{}”", conflict.label)}</h3>
            <div class="conflict-choices">{choices}</div>
        </section>
    }
}

#[component]
fn Deleted(record: RwSignal<Option<RecordId>>, id: RecordId) -> impl IntoView {
    let actor = use_actor();
    let bring_back = move || {
        if actor.act(Command::Restore { record: id }) {
            record.set(None);
        }
    };
    let leave = move || {
        // Deleting what is deleted says nothing new; brought back and deleted again, the later edits have been seen.
        if actor.session.run(Command::Restore { record: id }).is_ok()
            && actor.act(Command::Delete { records: vec![id] })
        {
            record.set(None);
        }
    };
    view! {
        <p>
            "This was deleted, and meanwhile somebody who had not seen that changed it. Their change is kept either way."
        </p>
        <div class="dialog-actions">
            <Button label="Bring it back" kind=ButtonKind::Primary on_press=bring_back/>
            <Button label="Leave it deleted" on_press=leave/>
            <Button label="Decide later" on_press=move || record.set(None)/>
        </div>
    }
}
