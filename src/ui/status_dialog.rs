//! Pausing ventures, bringing them back, or letting them leave by one of the doors, with the reason kept.

use crate::ui::weave::prelude::*;

use super::{
    actions::{Actor, use_actor},
    drafts::{draft, forget_drafts},
    on_demand::{arriving, part},
    parts::{Button, ButtonKind, Choice, Dialog, SelectField, TextArea},
};
use crate::{domain::vocabulary::DISPOSITIONS, ledger::RecordId, workspace::Command};

/// Ventures whose status somebody wants to change, and what to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusWish {
    /// The ventures.
    pub ventures: Vec<RecordId>,
    /// An id of [`DISPOSITIONS`].
    pub to: String,
}

/// Brings ventures back at once; asks why before they pause or leave.
pub fn ask_for_status(
    actor: Actor,
    wish: RwSignal<Option<StatusWish>>,
    ventures: Vec<RecordId>,
    to: &str,
) {
    if to == "active" {
        actor.act(Command::SetDisposition {
            ventures,
            to: to.to_owned(),
            reason: String::new(),
        });
    } else {
        wish.set(Some(StatusWish {
            ventures,
            to: to.to_owned(),
        }));
    }
}

/// Which status, and why; open while there is a wish.
#[component]
pub fn StatusDialog(
    /// The change that is wished for; set to `None` when it is decided.
    wish: RwSignal<Option<StatusWish>>,
) -> impl IntoView {
    let session = use_actor().session;
    let title = move || match wish.get().as_ref().map(|wish| wish.ventures.as_slice()) {
        Some([one]) => format!(
            "Change the status of {}",
            session.read(|workspace| workspace.name_of(*one))
        ),
        Some(many) => format!("Change the status of {} ventures", many.len()),
        None => String::new(),
    };
    view! {
        <Dialog
            open=Signal::derive(move || wish.with(Option::is_some))
            on_close=move || wish.set(None)
            title=Signal::derive(title)
        >
            {move || wish.get().map(|asked| {
                let close = Callback::new(move |()| wish.set(None));
                arriving(&ASK, move |draw| draw(asked.clone(), close))
            })}
        </Dialog>
    }
}

part! { pub(super) ASK, daily: fn(StatusWish, Callback<()>) -> AnyView = |asked, close| view! { <Ask asked close/> }.into_any() }

#[component]
fn Ask(asked: StatusWish, close: Callback<()>) -> impl IntoView {
    let actor = use_actor();
    let to = RwSignal::new(asked.to.clone());
    let key = match asked.ventures.as_slice() {
        [one] => format!("status.{one}"),
        _ => "status.many".to_owned(),
    };
    let reason = draft(key.clone(), "");
    let options: Vec<Choice> = DISPOSITIONS
        .iter()
        .map(|choice| Choice::new(choice.id, choice.label))
        .collect();
    let hint = move || match to.get().as_str() {
        "closed_with_learning" => "What was learned? It helps the next venture.",
        "paused" => "What is it waiting for?",
        "active" => "What has changed?",
        _ => "What happens next, and who carries it on?",
    };
    let decide = move || {
        let ventures = asked.ventures.clone();
        if actor.act(Command::SetDisposition {
            ventures,
            to: to.get_untracked(),
            reason: reason.get_untracked(),
        }) {
            forget_drafts(actor.session, &key);
            close.run(());
        }
    };
    view! {
        <p>"The stage stays as it is, so that a venture that comes back carries on from there."</p>
        <SelectField label="Status" value=to options=options/>
        <TextArea label="Why" optional=true hint=Signal::derive(move || hint().to_owned()) value=reason/>
        <div class="dialog-actions">
            <Button label="Change status" kind=ButtonKind::Primary on_press=decide/>
            <Button label="Cancel" on_press=close/>
        </div>
    }
}
