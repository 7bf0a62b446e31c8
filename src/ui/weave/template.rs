//! Templates: parsed once, copied for each view.

use std::{cell::RefCell, collections::HashMap};

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTemplateElement, Node};

use super::{child::IntoView, element::Spot, view::View};

thread_local! {
    // By the address of the text, which is the same for every copy of a view.
    static TEMPLATES: RefCell<HashMap<usize, Node>> = RefCell::default();
}

/// A copy of a template, and the places in it where something is still to come.
pub struct Woven {
    root: Node,
    spots: Vec<Node>,
}

/// Copies a template. `walk` leads from its root to the places the view fills: `d`own to the first
/// child, `r`ight to the next sibling, `u`p to the parent, `*` here is one.
#[must_use]
pub fn weave(html: &'static str, walk: &str) -> Woven {
    let root = copy(html);
    let mut spots = Vec::new();
    let mut here = root.clone();
    for step in walk.bytes() {
        let next = match step {
            b'd' => here.first_child(),
            b'r' => here.next_sibling(),
            b'u' => here.parent_node(),
            _ => {
                spots.push(here.clone());
                continue;
            }
        };
        let Some(next) = next else { break };
        here = next;
    }
    Woven { root, spots }
}

fn copy(html: &'static str) -> Node {
    TEMPLATES.with_borrow_mut(|templates| {
        let parsed = templates
            .entry(html.as_ptr().addr())
            .or_insert_with(|| parse(html));
        parsed
            .clone_node_with_deep(true)
            .unwrap_or_else(|_| parse(html))
    })
}

fn parse(html: &str) -> Node {
    let made = document()
        .create_element("template")
        .ok()
        .and_then(|made| made.dyn_into::<HtmlTemplateElement>().ok());
    match made {
        Some(template) => {
            // Only text that stands in the source of a view comes here.
            template.set_inner_html(html);
            template.content().into()
        }
        // No browser without templates runs WebAssembly.
        None => document().create_document_fragment().into(),
    }
}

impl Woven {
    /// A place, to set what may change about the element there.
    #[must_use]
    pub fn at(&self, at: usize) -> Spot {
        Spot(self.spots.get(at).unwrap_or(&self.root).clone())
    }

    /// Puts a view in place of the mark at a spot.
    pub fn child(&self, at: usize, child: impl IntoView) {
        let child = child.into_view();
        if let (Some(mark), Some(node)) = (self.spots.get(at), child.node())
            && let Some(parent) = mark.parent_node()
        {
            // The mark stands where it was put a moment ago.
            drop(parent.replace_child(node, mark));
        }
    }

    /// Puts a view into the element at a spot, which has no other child.
    pub fn fill(&self, at: usize, child: impl IntoView) {
        if let (Some(element), Some(node)) = (self.spots.get(at), child.into_view().node()) {
            // A new node goes into any element.
            drop(element.append_child(node));
        }
    }

    /// The finished view.
    #[must_use]
    pub fn view(self) -> View {
        match (self.root.first_child(), self.root.last_child()) {
            (Some(first), Some(last)) if first == last => View::from(first),
            _ => View::from(self.root),
        }
    }
}
