//! Editing and deleting one record of the page: the same for entries, steps, capital and papers.

use crate::ui::weave::prelude::*;

use crate::{
    domain::schema,
    ledger::RecordId,
    ui::{
        actions::use_actor,
        in_place::Fact,
        parts::{Button, Icon, Menu, MenuItem, focus_soon},
    },
    workspace::Command,
};

/// Every field of a record, each edited where it stands.
#[component]
pub(super) fn EditRecord(
    /// The record.
    record: RecordId,
    /// Its kind.
    kind: &'static str,
    /// Set to false when the person is done.
    open: RwSignal<bool>,
) -> impl IntoView {
    let fields = schema::kind(kind)
        .into_iter()
        .flat_map(|spec| spec.fields)
        .filter(|field| field.name != "venture");
    let rows = fields
        .map(|field| view! { <Fact record kind field=field.name/> })
        .collect_view();
    let done = move || {
        open.set(false);
        focus_soon(menu_place(record));
    };
    view! {
        <dl class="facts">{rows}</dl>
        <div class="row"><Button label="Done" small=true on_press=done/></div>
    }
}

fn menu_place(record: RecordId) -> String {
    format!("about-{record}")
}

/// What can be done with a record of the page.
#[component]
pub(super) fn RecordMenu(
    /// The record.
    record: RecordId,
    /// What it is called, for people who cannot see what surrounds the button.
    #[prop(into)]
    name: Signal<String>,
    /// Set to true to edit it.
    open: RwSignal<bool>,
) -> impl IntoView {
    let actor = use_actor();
    let items = move || {
        vec![
            MenuItem::new(
                if open.get() { "Stop editing" } else { "Edit" },
                move || open.update(|open| *open = !*open),
            )
            .icon(Icon::Pencil),
            MenuItem::new("Delete", move || {
                actor.act(Command::Delete {
                    records: vec![record],
                });
            })
            .icon(Icon::Bin)
            .danger()
            .after_line(),
        ]
    };
    let describe = move || format!("Edit or delete: {}", name.get());
    view! {
        <span id=menu_place(record) tabindex="-1" class="no-print">
            <Menu
                label="Edit or delete"
                describe=Signal::derive(describe)
                items=Signal::derive(items)
                icon_only=true
                small=true
            />
        </span>
    }
}
