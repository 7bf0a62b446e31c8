//! How this browser looks. Kept in this browser only.

use crate::ui::weave::prelude::*;

use crate::ui::{
    appearance::Look,
    parts::{Choice, ChoiceField, ChoiceLook},
    session::use_session,
};

#[component]
pub(super) fn AppearancePart() -> impl IntoView {
    view! {
        <section class="stack loose" aria-labelledby="settings-appearance">
            <h2 id="settings-appearance">"Appearance"</h2>
            <p class="quiet">"For this browser only. Colleagues choose their own."</p>
            <Choose look=Look::Theme label="Colours" hint="Light is paper and ink; dark is a night sky."/>
            <Choose look=Look::Density label="Density" hint="Compact shows more cards and rows on a screen."/>
        </section>
    }
}

#[component]
fn Choose(look: Look, label: &'static str, hint: &'static str) -> impl IntoView {
    let session = use_session();
    let value = RwSignal::new(look.chosen(session).to_owned());
    let options: Vec<Choice> = look
        .choices()
        .iter()
        .map(|(id, label)| Choice::new(*id, *label))
        .collect();
    let choose = move |picked: String| look.choose(session, &picked);
    view! { <ChoiceField label hint value options look=ChoiceLook::Segments on_commit=choose/> }
}
