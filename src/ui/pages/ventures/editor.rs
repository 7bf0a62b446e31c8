//! Editing a cell where it stands. What was typed is kept until it is saved or left with Escape.

use crate::ui::weave::prelude::*;
use leptos::{ev::KeyboardEvent, html};

use super::{CellAt, Table};
use crate::{
    domain::schema::{self, FieldSpec, Shape, parse_text},
    ledger::{RecordId, Value},
    ui::{
        drafts::{draft, forget_drafts},
        gate_dialog::ask_to_move,
        parts::announce,
        status_dialog::ask_for_status,
    },
    workspace::{
        Command, CommandError, Put, Workspace,
        command::values,
        shown::{Column, disposition},
        words::{Candidates, typed},
    },
};

/// What the cell holds, as the editor shows it: an id where one chooses, words where one types.
fn initial(workspace: &Workspace, venture: RecordId, spec: &FieldSpec) -> String {
    let Some(record) = workspace.record(venture) else {
        return String::new();
    };
    if spec.shape.is_set() {
        let items = record.items(spec.name);
        return one_line(items.iter().filter_map(|item| item.text()).collect());
    }
    match spec.shape {
        Shape::Ref(_) | Shape::StageId => record
            .value(spec.name)
            .text()
            .unwrap_or_default()
            .to_owned(),
        Shape::Choice(_) if spec.name == "disposition" => workspace
            .facts()
            .venture(venture)
            .map(|known| disposition(known).to_owned())
            .unwrap_or_default(),
        Shape::Choice(_) => record
            .value(spec.name)
            .text()
            .unwrap_or_default()
            .to_owned(),
        _ => typed(workspace, spec, &record.value(spec.name).to_value()),
    }
}

/// What can be chosen in place of `here`, with an empty answer first where there may be none; `None` where one types.
fn choices(workspace: &Workspace, spec: &FieldSpec, here: &str) -> Option<Vec<(String, String)>> {
    let none = |rest: Vec<(String, String)>| {
        let mut all = vec![(String::new(), "None".to_owned())];
        all.extend(rest);
        all
    };
    match spec.shape {
        Shape::StageId => Some(workspace.journey().offered_from(here)),
        Shape::Choice(all) => {
            let rest = all
                .iter()
                .map(|choice| (choice.id.to_owned(), choice.label.to_owned()))
                .collect();
            Some(if spec.name == "disposition" {
                rest
            } else {
                none(rest)
            })
        }
        Shape::Ref(kind) => {
            let all = Candidates::of(workspace, kind).matching("", usize::MAX);
            Some(none(
                all.into_iter()
                    .map(|candidate| (candidate.id.to_string(), candidate.name))
                    .collect(),
            ))
        }
        _ => None,
    }
}

/// A cell while it is edited.
#[derive(Clone, Copy)]
struct Edit {
    table: Table,
    venture: RecordId,
    column: Column,
    spec: &'static FieldSpec,
    value: RwSignal<String>,
    before: StoredValue<String>,
    error: RwSignal<Option<String>>,
    /// Set once the editor is on its way out: taking it from the page also takes its focus.
    over: StoredValue<bool>,
}

impl Edit {
    fn key(&self) -> String {
        format!("cell.{}.{}", self.venture, self.spec.name)
    }

    fn close(self) {
        self.over.set_value(true);
        forget_drafts(self.table.actor.session, &self.key());
        if self.table.editing.get_untracked() == Some((self.venture, self.column)) {
            self.table.editing.set(None);
        }
    }

    fn at(self) -> CellAt {
        let place = self
            .table
            .columns
            .with_untracked(|columns| columns.iter().position(|known| *known == self.column));
        (self.venture, place.map_or(1, |place| place + 1))
    }

    /// Writes what is in the editor. Answers whether it could be taken.
    fn save(self) -> bool {
        let text = self.value.get_untracked();
        if text == self.before.get_value() {
            self.close();
            return true;
        }
        let actor = self.table.actor;
        // Where focus comes back to when something is asked first.
        self.table.here.set(Some(self.at()));
        match self.column {
            Column::Stage => {
                self.close();
                ask_to_move(actor, self.table.moving, self.venture, &text);
                return true;
            }
            Column::Disposition => {
                self.close();
                ask_for_status(actor, self.table.status, vec![self.venture], &text);
                return true;
            }
            _ => {}
        }
        let done = match put(self.spec, &text) {
            Err(problem) => Err(problem),
            Ok(put) => actor
                .session
                .run(Command::Edit {
                    record: self.venture,
                    values: values([(self.spec.name, put)]),
                })
                .map_err(|error| match error {
                    CommandError::Fields(fields) => fields
                        .first()
                        .map_or_else(String::new, |field| field.problem.clone()),
                    other => other.to_string(),
                }),
        };
        match done {
            Ok(done) => {
                announce(&done.message);
                self.close();
                true
            }
            Err(problem) => {
                self.error.set(Some(problem));
                false
            }
        }
    }

    fn pressed(self, event: &KeyboardEvent) {
        // The grid's own keys are not for a cell that is being written in.
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                let at = self.at();
                if self.save() {
                    self.table.focus_cell(at);
                }
            }
            "Escape" => {
                event.prevent_default();
                let at = self.at();
                self.close();
                self.table.focus_cell(at);
            }
            "Tab" => {
                let next =
                    next_editable(self.table, (self.venture, self.column), event.shift_key());
                event.prevent_default();
                let at = self.at();
                if self.save() {
                    match next {
                        Some((venture, column)) => {
                            let row = self
                                .table
                                .rows
                                .with_untracked(|rows| rows.iter().position(|row| *row == venture));
                            self.table.reveal.set(row);
                            self.table.editing.set(Some((venture, column)));
                        }
                        None => self.table.focus_cell(at),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Several words in one line: with commas between, or with semicolons where one of them holds a comma itself.
fn one_line(items: Vec<&str>) -> String {
    if items.iter().any(|item| item.contains(',')) {
        items
            .into_iter()
            .map(|item| format!("{item};"))
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        items.join(", ")
    }
}

/// What to write for what was typed.
fn put(spec: &'static FieldSpec, text: &str) -> Result<Put, String> {
    if spec.shape.is_set() {
        let items: Result<Vec<Value>, _> = text
            .split(if text.contains(';') { ';' } else { ',' })
            .filter(|item| !item.trim().is_empty())
            .map(|item| parse_text(spec, item))
            .collect();
        return items.map(Put::Items).map_err(|error| error.problem);
    }
    parse_text(spec, text)
        .map(Put::Value)
        .map_err(|error| error.problem)
}

/// The next cell to edit, along the row and on into the next one.
fn next_editable(
    table: Table,
    (venture, column): (RecordId, Column),
    back: bool,
) -> Option<(RecordId, Column)> {
    let columns: Vec<Column> = table
        .columns
        .get_untracked()
        .into_iter()
        .filter(|column| column.field().is_some())
        .collect();
    let rows = table.rows.get_untracked();
    let row = rows.iter().position(|id| *id == venture)?;
    let at = columns.iter().position(|known| *known == column)?;
    let step = if back {
        at.checked_sub(1)
    } else {
        Some(at + 1)
    };
    if let Some(column) = step.and_then(|at| columns.get(at)) {
        return Some((venture, *column));
    }
    let next_row = if back {
        row.checked_sub(1)
    } else {
        Some(row + 1)
    };
    let edge = if back {
        columns.last()
    } else {
        columns.first()
    };
    Some((*rows.get(next_row?)?, *edge?))
}

/// The editor of one cell.
#[component]
pub(super) fn Editor(table: Table, venture: RecordId, column: Column) -> impl IntoView {
    let field = column
        .field()
        .and_then(|field| schema::field("venture", field));
    field.map(|spec| {
        let session = table.actor.session;
        let stored = session.read(|workspace| initial(workspace, venture, spec));
        let edit = Edit {
            table,
            venture,
            column,
            spec,
            value: draft(format!("cell.{venture}.{}", spec.name), stored.clone()),
            before: StoredValue::new(stored.clone()),
            error: RwSignal::new(None),
            over: StoredValue::new(false),
        };
        let choices = session.read(|workspace| choices(workspace, spec, &stored));
        let name = session.read(|workspace| workspace.name_of(venture));
        let label = format!("{} of {name}", column.label());
        match choices {
            Some(choices) => choosing(edit, label, choices),
            None => typing(edit, label),
        }
    })
}

const ERROR_ID: &str = "cell-error";

fn error_view(edit: Edit) -> AnyView {
    let show = move || {
        edit.error
            .get()
            .map(|problem| view! { <p class="cell-error" id=ERROR_ID role="alert">{problem}</p> })
    };
    show.into_any()
}

fn typing(edit: Edit, label: String) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            // An input that left the page in this instant cannot take focus, and need not.
            let _ = input.focus();
            // What the cell holds is written into the input after this.
            request_animation_frame(move || input.select());
        }
    });
    view! {
        <input
            class="cell-input"
            node_ref=node
            autocomplete="off"
            aria-label=label
            aria-invalid=move || edit.error.with(Option::is_some).then_some("true")
            aria-describedby=move || edit.error.with(Option::is_some).then_some(ERROR_ID)
            prop:value=move || edit.value.get()
            on:input=move |event| {
                edit.error.set(None);
                edit.value.set(event_target_value(&event));
            }
            on:keydown=move |event| edit.pressed(&event)
            on:blur=move |_| leave(edit)
        />
        {error_view(edit)}
    }
    .into_any()
}

fn choosing(edit: Edit, label: String, choices: Vec<(String, String)>) -> AnyView {
    let node = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        if let Some(select) = node.get() {
            // As above.
            let _ = select.focus();
        }
    });
    // Arrow keys change a closed list step by step: only a press of the pointer is a choice by itself.
    let by_keys = StoredValue::new(false);
    let options = choices
        .into_iter()
        .map(|(id, label)| {
            let mine = id.clone();
            view! { <option value=id prop:selected=move || edit.value.with(|value| *value == mine)>{label}</option> }
        })
        .collect_view();
    view! {
        <select
            class="cell-input"
            node_ref=node
            aria-label=label
            aria-invalid=move || edit.error.with(Option::is_some).then_some("true")
            aria-describedby=move || edit.error.with(Option::is_some).then_some(ERROR_ID)
            on:pointerdown=move |_| by_keys.set_value(false)
            on:keydown=move |event| {
                by_keys.set_value(true);
                edit.pressed(&event);
            }
            on:change=move |event| {
                edit.value.set(event_target_value(&event));
                let at = edit.at();
                if !by_keys.get_value() && edit.save() {
                    edit.table.focus_cell(at);
                }
            }
            on:blur=move |_| leave(edit)
        >
            {options}
        </select>
        {error_view(edit)}
    }
    .into_any()
}

/// Focus went elsewhere: what can be saved is saved, what cannot stays open with its error.
fn leave(edit: Edit) {
    if !edit.over.try_get_value().unwrap_or(true) {
        edit.save();
    }
}
