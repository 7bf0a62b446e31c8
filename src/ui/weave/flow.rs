//! What components pass on, and views that are there or not.

use std::rc::Rc;

use leptos::prelude::*;

use super::{child::IntoView, view::View};

/// What stands inside a component, drawn once.
pub type Children = Box<dyn FnOnce() -> View + Send>;

/// What stands inside a component, drawn whenever it is needed.
pub type ChildrenFn = std::sync::Arc<dyn Fn() -> View + Send + Sync>;

/// Turns the children in a view into what a component asks for.
pub trait ToChildren<F> {
    /// Takes them as they stand there.
    fn to_children(children: F) -> Self;
}

impl<F> ToChildren<F> for Children
where
    F: FnOnce() -> View + Send + 'static,
{
    fn to_children(children: F) -> Self {
        Box::new(children)
    }
}

impl<F> ToChildren<F> for ChildrenFn
where
    F: Fn() -> View + Send + Sync + 'static,
{
    fn to_children(children: F) -> Self {
        std::sync::Arc::new(children)
    }
}

/// A view made on demand.
#[derive(Clone)]
pub struct ViewFn(Rc<dyn Fn() -> View>);

impl<F, V> From<F> for ViewFn
where
    F: Fn() -> V + 'static,
    V: IntoView,
{
    fn from(draw: F) -> Self {
        Self(Rc::new(move || draw().into_view()))
    }
}

impl Default for ViewFn {
    fn default() -> Self {
        Self(Rc::new(|| View::NOTHING))
    }
}

/// Shows its children while something holds, and the fallback otherwise.
#[component]
pub fn Show<W>(
    /// Whether it holds; followed.
    when: W,
    /// Drawn anew each time it comes to hold.
    children: ChildrenFn,
    /// Drawn while it does not.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> View
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    show(Memo::new(move |_| when()), children, fallback)
}

fn show(holds: Memo<bool>, children: ChildrenFn, fallback: ViewFn) -> View {
    (move || {
        if holds.get() {
            untrack(|| children())
        } else {
            untrack(|| (fallback.0)())
        }
    })
    .into_view()
}
