//! How a view becomes elements of the page, and stays true.
//!
//! `view!` (the crate in `weave/macro`) turns markup into one template and calls of the functions
//! here. A template is parsed by the browser once and copied from then on. What may change is a
//! closure or a signal; each is followed by one effect, which lives as long as the reactive owner in
//! which the view was made. Everything here exists once in the app, whatever the views are: that is
//! what keeps the first visit light.
//!
//! Import [`prelude`] in place of Leptos's own; it brings Leptos's signals, components and contexts.

mod child;
mod element;
mod flow;
mod keyed;
mod leptos_view;
mod region;
mod setting;
mod signals;
mod template;
mod value;
mod view;

pub use child::IntoView;
pub use flow::ToChildren;
pub use leptos_view::leptos_view;
pub use template::weave;

use leptos::prelude::{RenderEffect, on_cleanup};
use send_wrapper::SendWrapper;

/// What a file of views imports: all of Leptos's prelude, with these in place of its namesakes.
pub mod prelude {
    pub use fledgling_view::view;
    pub use leptos::prelude::*;

    pub use super::{
        child::{CollectView, IntoView, IntoView as IntoAny},
        flow::{Children, ChildrenFn, Show},
        keyed::{For, ForEnumerate},
        signals::{Effect, Memo, RwSignal, Signal, StoredValue},
        view::View as AnyView,
    };
}

/// Runs something now and whenever a signal it read has changed, until the owner goes.
fn follow(mut run: Box<dyn FnMut()>) {
    let effect = SendWrapper::new(RenderEffect::new(move |_| run()));
    on_cleanup(move || drop(effect));
}
