//! The gate to the next stage, at a glance.

use crate::ui::weave::prelude::*;

use super::{Page, section::Section};
use crate::{
    domain::vocabulary::{CRITERION_STATES, label_of},
    ui::{
        actions::use_actor,
        gate_dialog::MoveWish,
        parts::{Button, Icon, icon},
    },
    workspace::{
        gate::GatePoint,
        venture_page::{Glance, next_gate},
    },
};

#[component]
pub(super) fn GateSection(page: Page) -> impl IntoView {
    let session = use_actor().session;
    let glance = Memo::new(move |_| {
        session.track_record(page.venture);
        session.track_kind("stage");
        session.track_kind("criterion");
        session.read(|workspace| next_gate(workspace, page.venture))
    });
    let count = move || {
        glance.with(|glance| {
            glance
                .as_ref()
                .filter(|glance| glance.asked > 0)
                .map(|glance| format!("{} of {}", glance.met, glance.asked))
        })
    };
    view! {
        <Section name="gate" title="Next gate" count=Signal::derive(move || count().unwrap_or_default())>
            {move || match glance.get() {
                None => view! { <p class="quiet">"It has come to the last stage of the journey."</p> }.into_any(),
                Some(glance) => shown(page, glance),
            }}
        </Section>
    }
}

fn shown(page: Page, glance: Glance) -> AnyView {
    let Glance {
        to,
        label,
        met,
        asked,
        points,
    } = glance;
    let sum = match asked {
        0 => view! { "Nothing is asked on the way to " {label.clone()} "." }.into_any(),
        _ => view! { <strong>{format!("{met} of {asked} met")}</strong> " on the way to " {label.clone()} }.into_any(),
    };
    let open = move || page.gate.set(Some(MoveWish::new(page.venture, to.clone())));
    view! {
        <p class="gate-sum">{sum}</p>
        <ul class="criteria read">{points.into_iter().map(point).collect_view()}</ul>
        <div class="row no-print">
            <Button label="Open the gate" describe=format!("Open the gate to {label}") icon=Icon::Move small=true on_press=open/>
        </div>
    }
    .into_any()
}

fn point(point: GatePoint) -> impl IntoView {
    let picture = match point.state.as_str() {
        "met" => Icon::Check,
        "partly" => Icon::Half,
        "not_applicable" => Icon::Dash,
        _ => Icon::Open,
    };
    let state = label_of(CRITERION_STATES, &point.state).to_owned();
    let note =
        (!point.note.is_empty()).then(|| view! { <p class="quiet small">{point.note.clone()}</p> });
    view! {
        <li class="criterion" data-state=point.state.clone()>
            {icon(picture)}
            <div><p><span class="visually-hidden">{format!("{state}: ")}</span>{point.text}</p>{note}</div>
        </li>
    }
}
