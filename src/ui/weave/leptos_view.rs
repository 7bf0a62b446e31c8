//! Where these views meet Leptos's own: the root of the page, and the router.

use leptos::{
    prelude::{Mountable, Render, RenderHtml, document, on_cleanup},
    tachys::{
        html::attribute::any_attribute::AnyAttribute,
        hydration::Cursor,
        no_attrs,
        view::{Position, PositionState},
    },
};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::{region::Stretch, view::View};

/// Makes one of these views from one of Leptos's.
pub fn leptos_view<V>(view: V) -> View
where
    V: Render,
    V::State: 'static,
{
    let whole = Node::from(document().create_document_fragment());
    let mut state = view.build();
    state.mount(whole.unchecked_ref(), None);
    let kept = SendWrapper::new(state);
    on_cleanup(move || drop(kept));
    View::from(whole)
}

/// A view that Leptos has drawn.
pub struct Drawn(Stretch);

impl Mountable for Drawn {
    fn unmount(&mut self) {
        self.0.take_out();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.put_before(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.0.start.parent_node() else {
            return false;
        };
        child.mount(parent.unchecked_ref(), Some(&self.0.start));
        true
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl Render for View {
    type State = Drawn;

    fn build(self) -> Self::State {
        let (stretch, whole) = Stretch::new();
        stretch.append(&self);
        // Until it is mounted, the fragment is held by its own children.
        drop(whole);
        Drawn(stretch)
    }

    fn rebuild(self, state: &mut Self::State) {
        state.0.clear();
        state.0.append(&self);
    }
}

no_attrs!(View);

impl RenderHtml for View {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self::AsyncOutput {
        self
    }

    // No server draws these views: there is none.
    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self::State {
        self.build()
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}
