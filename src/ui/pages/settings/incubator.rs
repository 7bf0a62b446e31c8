//! The incubator itself.

use crate::ui::weave::prelude::*;

use crate::{
    ui::{
        in_place::Fact,
        parts::{Banner, Tone},
        session::use_session,
    },
    workspace::Workspace,
};

#[component]
pub(super) fn IncubatorPart() -> impl IntoView {
    let session = use_session();
    let record = Workspace::incubator_record();
    let is_named = session.view(&["incubator"], |workspace| {
        !workspace.incubator().name.is_empty()
    });
    view! {
        <section class="stack" aria-labelledby="settings-incubator">
            <h2 id="settings-incubator">"Incubator"</h2>
            {move || (!is_named.get()).then(|| view! {
                <Banner tone=Tone::Info title="Your incubator has no name yet">
                    <p>"Give it one first; the rest can follow."</p>
                </Banner>
            })}
            <dl class="facts">
                <Fact record kind="incubator" field="name"/>
                {move || is_named.get().then(|| view! {
                    <Fact record kind="incubator" field="places"/>
                    <Fact record kind="incubator" field="purpose"/>
                    <Fact record kind="incubator" field="retention_months"/>
                })}
            </dl>
            {move || is_named.get().then(|| view! {
                <p class="quiet small">
                    "The months say for how long people’s details are kept after a venture has closed, before they are listed for review."
                </p>
            })}
        </section>
    }
}
