//! What opens over the page: palette, shortcuts, who am I, quick add.

mod add;
mod palette;
mod shortcuts;
mod who;

use crate::ui::weave::prelude::*;

use super::{
    actions::{Overlay, use_actor},
    on_demand::arrive,
};

/// Fetches what opens over the page, so that nothing has to wait for it.
pub async fn fetch() {
    let _ = arrive(&palette::FINDER).await;
    let _ = arrive(&add::FORM).await;
    let _ = arrive(&who::FORM).await;
    let _ = arrive(&shortcuts::LIST).await;
}

/// All overlays; each is built when it opens.
#[component]
pub fn Overlays() -> impl IntoView {
    let overlay = use_actor().overlay;
    let kind = Memo::new(move |_| match overlay.get() {
        Some(Overlay::Add(kind)) => Some(kind),
        _ => None,
    });
    view! {
        <palette::Palette open=Signal::derive(move || overlay.get() == Some(Overlay::Palette))/>
        <shortcuts::Shortcuts open=Signal::derive(move || overlay.get() == Some(Overlay::Shortcuts))/>
        <who::WhoAmI open=Signal::derive(move || overlay.get() == Some(Overlay::WhoAmI))/>
        <add::AddRecord kind=kind.into()/>
    }
}
