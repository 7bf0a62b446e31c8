//! An address that leads nowhere.

use crate::ui::weave::prelude::*;
use leptos_router::hooks::use_location;

use crate::ui::{
    actions::{Overlay, use_actor},
    frame::PageTitle,
    parts::{Button, ButtonKind, Icon, LinkButton},
};

/// What became of an address that leads nowhere, and the ways on.
#[component]
pub fn NotFound() -> impl IntoView {
    let actor = use_actor();
    let path = use_location().pathname;
    view! {
        <header class="page-head"><div>
            <PageTitle title="There is nothing at this address"/>
            <p class="lede">"The link may be cut short or mistyped, or come from a newer version of Fledgling. Nothing was changed, and nothing is lost: all that is kept in this browser is still here."</p>
        </div></header>
        <p>"You asked for "<code>{move || path.get()}</code>". If you know what you are looking for, find it by its name."</p>
        <div class="row">
            <Button
                label="Find it by name"
                icon=Icon::Search
                kind=ButtonKind::Primary
                on_press=move || actor.overlay.set(Some(Overlay::Palette))
            />
            <LinkButton label="Go to Today" href="/"/>
            <LinkButton label="Go to the pipeline" href="/pipeline"/>
        </div>
    }
}
