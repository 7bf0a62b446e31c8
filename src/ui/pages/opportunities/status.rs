//! Moving an opportunity to another status, and why.

use crate::ui::weave::prelude::*;

use crate::{
    domain::vocabulary::OPPORTUNITY_STATUSES,
    ledger::RecordId,
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        parts::{Button, ButtonKind, Choice, Dialog, Icon, MenuItem, SelectField, TextArea},
    },
    workspace::{Command, opportunities::status_label, pursuit::Pursuit},
};

/// A change of status that is wished for.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::ui::pages) struct StatusWish {
    /// The opportunity.
    pub opportunity: RecordId,
    /// Its title.
    pub title: String,
    /// The status' id.
    pub to: String,
}

/// A menu's entries: one for each other status.
pub(in crate::ui::pages) fn move_items(
    wish: RwSignal<Option<StatusWish>>,
    opportunity: RecordId,
    here: &str,
    title: &str,
) -> Vec<MenuItem> {
    OPPORTUNITY_STATUSES
        .iter()
        .filter(|status| status.id != here)
        .map(|status| {
            let asked = StatusWish {
                opportunity,
                title: title.to_owned(),
                to: status.id.to_owned(),
            };
            MenuItem::new(format!("Move to {}…", status.label), move || {
                wish.set(Some(asked.clone()));
            })
            .icon(Icon::Move)
        })
        .collect()
}

/// Which status, and why; open while there is a wish.
#[component]
pub(in crate::ui::pages) fn MoveDialog(
    /// The change that is wished for; set to `None` when it is decided.
    wish: RwSignal<Option<StatusWish>>,
) -> impl IntoView {
    let title = move || {
        wish.with(|wish| {
            wish.as_ref().map_or_else(String::new, |wish| {
                format!("Move {} to {}", wish.title, status_label(&wish.to))
            })
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || wish.with(Option::is_some))
            on_close=move || wish.set(None)
            title=Signal::derive(title)
        >
            {move || wish.get().map(|asked| view! { <Ask asked close=Callback::new(move |()| wish.set(None))/> })}
        </Dialog>
    }
}

#[component]
fn Ask(asked: StatusWish, close: Callback<()>) -> impl IntoView {
    let actor = use_actor();
    let to = RwSignal::new(asked.to.clone());
    let key = format!("opportunity.{}.status", asked.opportunity);
    let reason = draft(key.clone(), "");
    let options: Vec<Choice> = OPPORTUNITY_STATUSES
        .iter()
        .map(|choice| Choice::new(choice.id, choice.label))
        .collect();
    let opportunity = asked.opportunity;
    let decide = move || {
        let done = actor.act(Command::pursue(Pursuit::SetStatus {
            opportunities: vec![opportunity],
            to: to.get_untracked(),
            reason: reason.get_untracked(),
        }));
        if done {
            forget_drafts(actor.session, &key);
            close.run(());
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); decide(); }>
            <SelectField label="Status" value=to options=options/>
            <TextArea
                label="Why"
                optional=true
                hint="What happened, in a line. A lesson from a lost bid helps the next venture."
                value=reason
            />
            <div class="dialog-actions">
                <Button label="Change status" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=close/>
            </div>
        </form>
    }
}
