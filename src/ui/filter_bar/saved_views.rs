//! Sets that somebody gave a name.

use crate::ui::weave::prelude::*;

use crate::{
    domain::{names::search_key, records::SavedView},
    ledger::{RecordId, ordering},
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        parts::{Button, ButtonKind, Dialog, DialogSize, Icon, Menu, MenuItem, TextField},
    },
    workspace::{Command, CommandError, Put, command::values},
};

/// What can be kept under a name: the text of an address, and how to show one.
#[derive(Clone, Copy)]
pub struct Kept {
    /// The screen's id among saved views.
    pub screen: &'static str,
    /// What is shown, as its address has it; followed.
    pub text: Signal<String>,
    /// Shows what was kept.
    pub show: Callback<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    New,
    Again(RecordId),
}

/// Chooses, saves, renames and deletes saved views of this screen.
#[component]
pub fn SavedViews(
    /// What can be kept.
    kept: Kept,
) -> impl IntoView {
    let actor = use_actor();
    let screen = kept.screen;
    let views = actor.session.view(&["saved_view"], move |workspace| {
        let all = workspace
            .records()
            .of_kind(SavedView::KIND)
            .map(SavedView::read);
        let mut views: Vec<(RecordId, String, String)> = all
            .filter(|view| view.screen == screen)
            .map(|view| (view.id, view.name, view.query))
            .collect();
        ordering::sort_by_key(&mut views, |(id, name, _)| (search_key(name), *id));
        views
    });
    let current = Memo::new(move |_| {
        let text = kept.text.get();
        views.with(|views| views.iter().find(|(_, _, query)| *query == text).cloned())
    });
    let naming = RwSignal::new(None::<Naming>);
    let label = move || {
        current
            .get()
            .map_or_else(|| "Views".to_owned(), |(_, name, _)| name)
    };
    let items = move || {
        let now = current.get().map(|(id, _, _)| id);
        let mut items: Vec<MenuItem> = views
            .get()
            .into_iter()
            .map(|(id, name, query)| {
                let show = move || kept.show.run(query.clone());
                MenuItem::new(name, show).checked(now == Some(id))
            })
            .collect();
        let save = MenuItem::new("Save what is shown as…", move || {
            naming.set(Some(Naming::New))
        })
        .icon(Icon::Plus);
        items.push(if items.is_empty() {
            save
        } else {
            save.after_line()
        });
        if let Some((id, name, _)) = current.get() {
            let again = move || naming.set(Some(Naming::Again(id)));
            items.push(MenuItem::new(format!("Rename “{name}”…"), again).icon(Icon::Pencil));
            let delete = move || {
                actor.act(Command::Delete { records: vec![id] });
            };
            items.push(
                MenuItem::new(format!("Delete “{name}”"), delete)
                    .icon(Icon::Bin)
                    .danger(),
            );
        }
        items
    };
    let title = move || match naming.get() {
        Some(Naming::Again(_)) => "Rename this view",
        _ => "Save what is shown",
    };
    view! {
        <Menu label=Signal::derive(label) icon=Icon::Bookmark items=Signal::derive(items) describe=Signal::derive(move || match label().as_str() {
            "Views" => "Saved views".to_owned(),
            named => format!("Saved views: {named}"),
        })/>
        <Dialog
            open=Signal::derive(move || naming.with(Option::is_some))
            on_close=move || naming.set(None)
            title=Signal::derive(move || title().to_owned())
            size=DialogSize::Small
        >
            {move || naming.get().map(|what| {
                let known = match what {
                    Naming::New => String::new(),
                    Naming::Again(id) => actor.session.read(|workspace| workspace.name_of(id)),
                };
                view! { <Name kept what known done=Callback::new(move |()| naming.set(None))/> }
            })}
        </Dialog>
    }
}

#[component]
fn Name(kept: Kept, what: Naming, known: String, done: Callback<()>) -> impl IntoView {
    let actor = use_actor();
    let key = format!("saved_view.{}", kept.screen);
    let name = draft(key.clone(), known);
    let error = RwSignal::new(None::<String>);
    let save = move || {
        let session = actor.session;
        let named = Put::text(name.get_untracked());
        let command = match what {
            Naming::Again(record) => Command::Edit {
                record,
                values: values([("name", named)]),
            },
            Naming::New => Command::Create {
                kind: SavedView::KIND.to_owned(),
                id: session.new_id(),
                values: values([
                    ("name", named),
                    ("screen", Put::text(kept.screen)),
                    ("query", Put::text(kept.text.get_untracked())),
                ]),
            },
        };
        if name.with_untracked(|name| name.trim().is_empty()) {
            error.set(Some("Give the view a name.".to_owned()));
            return;
        }
        match session.run(command) {
            Ok(finished) => {
                forget_drafts(session, &key);
                actor.toasts.say(format!("{}.", finished.message));
                done.run(());
            }
            Err(CommandError::Fields(fields)) => error.set(fields.first().map(ToString::to_string)),
            Err(other) => error.set(Some(other.to_string())),
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <TextField
                label="Name"
                hint="For example, Monday meeting. Words, filters, order, grouping and columns are kept with it."
                value=name
                error
                autofocus=true
            />
            <div class="dialog-actions">
                <Button label="Save" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=done/>
            </div>
        </form>
    }
}
