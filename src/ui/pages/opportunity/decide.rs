//! Go or no-go, with reasons.

use crate::ui::weave::prelude::*;

use super::Page;
use crate::{
    domain::vocabulary::GO_DECISIONS,
    ui::{
        actions::use_actor,
        drafts::{draft, forget_drafts},
        parts::{
            Button, ButtonKind, Choice, ChoiceField, ChoiceLook, Dialog, TextArea, focus_soon,
        },
    },
    workspace::{Command, pursuit::Pursuit},
};

#[component]
pub(super) fn DecideDialog(page: Page) -> impl IntoView {
    view! {
        <Dialog open=page.deciding on_close=move || page.deciding.set(false) title="Go or no-go">
            {move || view! { <Decide page/> }}
        </Dialog>
    }
}

#[component]
fn Decide(page: Page) -> impl IntoView {
    let actor = use_actor();
    let opportunity = page.id;
    let key = format!("opportunity.{opportunity}.decide");
    let before = page.shown.with_untracked(|shown| {
        shown
            .as_ref()
            .map(|shown| {
                (
                    shown.opportunity.decision.clone(),
                    shown.opportunity.decision_reason.clone(),
                )
            })
            .unwrap_or_default()
    });
    let decision = RwSignal::new(
        Some(before.0)
            .filter(|id| !id.is_empty())
            .unwrap_or_else(|| "go".to_owned()),
    );
    let reason = draft(key.clone(), before.1);
    let error = RwSignal::new(None::<String>);
    let options: Vec<Choice> = GO_DECISIONS
        .iter()
        .map(|choice| Choice::new(choice.id, choice.label))
        .collect();
    let decide = move || {
        let why = reason.get_untracked();
        let ask = match decision.get_untracked().as_str() {
            "go" => "Say why",
            "no_go" => "Say why not",
            _ => "",
        };
        if !ask.is_empty() && why.trim().is_empty() {
            error.set(Some(format!(
                "{ask}: it helps whoever meets the next one like it."
            )));
            return focus_soon("decide-why");
        }
        let done = actor.act(Command::pursue(Pursuit::Decide {
            opportunity,
            decision: decision.get_untracked(),
            reason: why,
        }));
        if done {
            forget_drafts(actor.session, &key);
            page.deciding.set(false);
        }
    };
    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); decide(); }>
            <ChoiceField label="The decision" value=decision options=options look=ChoiceLook::Segments/>
            <TextArea
                label="Why"
                id="decide-why"
                value=reason
                error=error
                hint="Who decided, what speaks for it and against it: capacity, fit, price, relationship, risk."
            />
            <div class="dialog-actions">
                <Button label="Decide" kind=ButtonKind::Primary submit=true on_press=|| ()/>
                <Button label="Cancel" on_press=move || page.deciding.set(false)/>
            </div>
        </form>
    }
}
