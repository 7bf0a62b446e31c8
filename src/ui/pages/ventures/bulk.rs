//! What can be done to all ticked rows at once, each as one change that one undo takes back.

use crate::domain::counting::grouped;
use crate::ui::weave::prelude::*;

use super::{Table, choosing};
use crate::{
    domain::vocabulary::DISPOSITIONS,
    ledger::RecordId,
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        filter_bar::as_u64,
        pages::founder_ask::{AskDialog, AskWish},
        parts::{
            Button, ButtonKind, Dialog, DialogSize, Icon, Menu, MenuItem, TextArea, TextField,
        },
        status_dialog::ask_for_status,
    },
    workspace::{
        Command, Put,
        command::values,
        words::{Candidates, known_tags},
    },
};

/// Themes offered while typing.
const THEMES_OFFERED: usize = 200;

/// Ventures that somebody wants to move together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BulkMove {
    ventures: Vec<RecordId>,
    to: String,
    label: String,
    /// How many have open points on the way.
    open: usize,
    /// How many go back.
    back: usize,
}

#[component]
pub(super) fn BulkBar(table: Table) -> impl IntoView {
    let count = Memo::new(move |_| table.chosen.with(std::collections::BTreeSet::len));
    let said = move || format!("{} chosen", grouped(as_u64(count.get())));
    let themes = RwSignal::new(false);
    let asking = RwSignal::new(None::<AskWish>);
    let total = move || table.rows.with(|rows| rows.len());
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="bulk-bar" role="region" aria-label=said>
                <strong>{said}</strong>
                <Show when=move || count.get() < total()>
                    <Button
                        label=Signal::derive(move || format!("Choose all {}", grouped(as_u64(total()))))
                        kind=ButtonKind::Quiet
                        small=true
                        on_press=move || choosing::everything(table)
                    />
                </Show>
                <Menu small=true label="Move to" icon=Icon::Move items=Signal::derive(move || stages(table))/>
                <Menu small=true label="Lead coach" icon=Icon::Person items=Signal::derive(move || people(table, "colleague", "lead", "Nobody yet"))/>
                <Menu small=true label="Programme" items=Signal::derive(move || people(table, "programme", "programme", "No programme"))/>
                <Menu small=true label="Status" items=Signal::derive(move || statuses(table))/>
                <Button small=true label="Add a theme" on_press=move || themes.set(true)/>
                <Button small=true label="Ask for an update" icon=Icon::Founder on_press=move || {
                    asking.set(Some(AskWish::Ask(table.chosen_in_order())));
                }/>
                <Show when=move || count.get() == 2>
                    <Button small=true label="Merge" icon=Icon::Merge describe="Merge these two" on_press=move || merge(table)/>
                </Show>
                <Button small=true label="Delete" icon=Icon::Bin kind=ButtonKind::Danger on_press=move || {
                    table.actor.act(Command::Delete { records: table.chosen_in_order() });
                }/>
                <Button small=true label="Choose none" kind=ButtonKind::Quiet on_press=move || choosing::nothing(table)/>
            </div>
        </Show>
        <Dialog
            open=themes
            on_close=move || themes.set(false)
            title="Add a theme"
            size=DialogSize::Small
        >
            <AddTheme table done=Callback::new(move |()| themes.set(false))/>
        </Dialog>
        <AskDialog wish=asking/>
    }
}

fn merge(table: Table) {
    if let [first, second] = table.chosen_in_order().as_slice() {
        table.merging.set(Some((*first, *second)));
    }
}

fn stages(table: Table) -> Vec<MenuItem> {
    let stages: Vec<(String, String)> = table.actor.session.read(|workspace| {
        workspace
            .journey()
            .stages()
            .map(|stage| (stage.code.clone(), stage.label.clone()))
            .collect()
    });
    let item = |(to, label): (String, String)| {
        let words = label.clone();
        MenuItem::new(words, move || move_many(table, to.clone(), label.clone()))
    };
    stages.into_iter().map(item).collect()
}

/// Moves at once when no gate on the way has an open point and nothing goes back; asks why otherwise.
fn move_many(table: Table, to: String, label: String) {
    let ventures = table.chosen_in_order();
    let (open, back) = table.actor.session.read(|workspace| {
        let journey = workspace.journey();
        let known = ventures
            .iter()
            .filter_map(|id| workspace.facts().venture(*id));
        known.fold((0, 0), |(open, back), venture| {
            let goes_back = journey.position(&to) < journey.position(&venture.stage);
            let is_open = workspace
                .gate(venture, &to)
                .iter()
                .any(|point| !point.is_passed());
            (open + usize::from(is_open), back + usize::from(goes_back))
        })
    });
    if open + back == 0 {
        table.actor.act(Command::MoveMany {
            ventures,
            to,
            reason: String::new(),
        });
    } else {
        table.bulk_move.set(Some(BulkMove {
            ventures,
            to,
            label,
            open,
            back,
        }));
    }
}

fn people(
    table: Table,
    kind: &'static str,
    field: &'static str,
    none: &'static str,
) -> Vec<MenuItem> {
    let all = table
        .actor
        .session
        .read(|workspace| Candidates::of(workspace, kind).matching("", usize::MAX));
    let set = move |put: Put| {
        table.actor.act(Command::EditMany {
            records: table.chosen_in_order(),
            values: values([(field, put)]),
        });
    };
    let mut items: Vec<MenuItem> = all
        .into_iter()
        .map(|candidate| MenuItem::new(candidate.name, move || set(Put::reference(candidate.id))))
        .collect();
    let nobody = MenuItem::new(none, move || set(Put::nothing()));
    items.push(if items.is_empty() {
        nobody
    } else {
        nobody.after_line()
    });
    items
}

fn statuses(table: Table) -> Vec<MenuItem> {
    let item = |choice: &'static crate::domain::vocabulary::Choice| {
        let change = move || {
            ask_for_status(
                table.actor,
                table.status,
                table.chosen_in_order(),
                choice.id,
            )
        };
        let label = if choice.id == "active" {
            choice.label.to_owned()
        } else {
            format!("{}…", choice.label)
        };
        MenuItem::new(label, change)
    };
    DISPOSITIONS.iter().map(item).collect()
}

#[component]
fn AddTheme(table: Table, done: Callback<()>) -> impl IntoView {
    let theme = draft("bulk.theme", "");
    let error = RwSignal::new(None::<String>);
    let known = table
        .actor
        .session
        .read(|workspace| known_tags(workspace, "venture", "themes", THEMES_OFFERED));
    let add = move || {
        let text = theme.get_untracked().trim().to_owned();
        if text.is_empty() {
            error.set(Some("Type a theme, such as health or food.".to_owned()));
            return;
        }
        let put = Put::Add(vec![text.into()]);
        if table.actor.act(Command::EditMany {
            records: table.chosen_in_order(),
            values: values([("themes", put)]),
        }) {
            forget_drafts(table.actor.session, "bulk.theme");
            done.run(());
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); add(); }>
            <TextField label="Theme" value=theme error suggestions=known autofocus=true/>
            <div class="dialog-actions">
                <Button label="Add" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=done/>
            </div>
        </form>
    }
}

/// Asks why many ventures move although some gates are not met, or go back.
#[component]
pub(super) fn MoveManyDialog(table: Table) -> impl IntoView {
    let title = move || {
        table.bulk_move.get().map_or_else(String::new, |wish| {
            format!(
                "Move {} ventures to {}",
                grouped(as_u64(wish.ventures.len())),
                wish.label
            )
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || table.bulk_move.with(Option::is_some))
            on_close=move || table.bulk_move.set(None)
            title=Signal::derive(title)
        >
            {move || table.bulk_move.get().map(|asked| view! { <WhyMany table asked/> })}
        </Dialog>
    }
}

#[component]
fn WhyMany(table: Table, asked: BulkMove) -> impl IntoView {
    let actor = use_actor();
    let reason = draft("bulk.move.why", "");
    let missing = RwSignal::new(false);
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(format!("{} {many}", grouped(as_u64(count)))),
    };
    let lines: Vec<String> = [
        counted(
            asked.open,
            "One has points on its gate that are not met.",
            "have points on their gates that are not met.",
        ),
        counted(
            asked.back,
            "One goes back, which is normal.",
            "go back, which is normal.",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let needed = asked.open > 0;
    let error = move || {
        (missing.get() && reason.with(|text| text.trim().is_empty())).then(|| {
            "Say in a few words why they move although their gates are not met.".to_owned()
        })
    };
    let decide = move || {
        if needed && reason.with_untracked(|text| text.trim().is_empty()) {
            missing.set(true);
            crate::ui::parts::focus_soon("bulk-why");
            return;
        }
        let (ventures, to) = (asked.ventures.clone(), asked.to.clone());
        if actor.act(Command::MoveMany {
            ventures,
            to,
            reason: reason.get_untracked(),
        }) {
            forget_drafts(actor.session, "bulk.move.why");
            table.bulk_move.set(None);
        }
    };
    view! {
        {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        <TextArea
            id="bulk-why"
            label=if needed { "Why move them anyway?" } else { "What led to this?" }
            hint="The reason is kept with each move."
            optional=!needed
            value=reason
            error=Signal::derive(error)
        />
        <div class="dialog-actions">
            <Button
                label=if needed { "Move anyway" } else { "Move" }
                kind=ButtonKind::Primary
                on_press=decide
            />
            <Button label="Not yet" on_press=move || table.bulk_move.set(None)/>
        </div>
    }
}
