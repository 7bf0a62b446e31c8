//! The parts of a page that are drawn again when something changes.

use std::borrow::Cow;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::{follow, view::View};

/// The nodes from one mark to another, both in the same parent. They may move together.
#[derive(Clone)]
pub(super) struct Stretch {
    pub(super) start: Node,
    pub(super) end: Node,
}

impl Stretch {
    /// An empty one, in a fragment of its own.
    pub(super) fn new() -> (Self, Node) {
        let whole = Node::from(document().create_document_fragment());
        let stretch = Self {
            start: mark(),
            end: mark(),
        };
        // A fragment takes any node.
        drop(whole.append_child(&stretch.start));
        drop(whole.append_child(&stretch.end));
        (stretch, whole)
    }

    /// A single node.
    pub(super) fn of(node: &Node) -> Self {
        Self {
            start: node.clone(),
            end: node.clone(),
        }
    }

    /// Takes everything between the marks out of the page.
    pub(super) fn clear(&self) {
        while self.start != self.end
            && let Some(node) = self.start.next_sibling()
            && node != self.end
        {
            remove(&node);
        }
    }

    /// Takes it out of the page, marks included.
    pub(super) fn take_out(&self) {
        self.clear();
        remove(&self.start);
        remove(&self.end);
    }

    /// Moves it, marks included.
    pub(super) fn put_before(&self, parent: &Node, marker: Option<&Node>) {
        let mut node = Some(self.start.clone());
        while let Some(here) = node {
            node = (here != self.end).then(|| here.next_sibling()).flatten();
            // Whoever names a marker names one of its parent's children.
            drop(parent.insert_before(&here, marker));
        }
    }

    /// Puts a view before the end.
    pub(super) fn append(&self, view: &View) {
        if let (Some(parent), Some(node)) = (self.end.parent_node(), view.node()) {
            // The end stands in its own parent.
            drop(parent.insert_before(node, Some(&self.end)));
        }
    }
}

fn mark() -> Node {
    document().create_comment("").into()
}

pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // It is a child of its own parent.
        drop(parent.remove_child(node));
    }
}

/// A view that is drawn anew whenever a signal it reads has changed. Focus inside it stays where it
/// was, if what replaces the old view has a like element at the same place.
pub(super) fn region(mut read: Box<dyn FnMut() -> View>) -> View {
    let (stretch, whole) = Stretch::new();
    let mut drawn = false;
    follow(Box::new(move || {
        let focused = drawn.then(|| Focused::inside(&stretch)).flatten();
        let view = read();
        stretch.clear();
        stretch.append(&view);
        drawn = true;
        if let Some(focused) = focused {
            focused.restore(&stretch);
        }
    }));
    View::from(whole)
}

/// A text that follows what it reads.
pub(super) fn live_text(mut read: Box<dyn FnMut() -> Cow<'static, str>>) -> View {
    let node = Node::from(document().create_text_node(""));
    let text = node.clone();
    let mut shown = Cow::Borrowed("");
    follow(Box::new(move || {
        let now = read();
        if now != shown {
            text.set_node_value(Some(&now));
            shown = now;
        }
    }));
    View::from(node)
}

/// Where the focus is, as a way down from the start of a stretch.
struct Focused {
    /// How many siblings to pass at each level, from the top.
    path: Vec<usize>,
    element: Node,
    name: String,
}

impl Focused {
    fn inside(stretch: &Stretch) -> Option<Self> {
        let parent = stretch.end.parent_node()?;
        let focused = document().active_element()?;
        let name = focused.tag_name();
        let element = Node::from(focused);
        if element == parent || !parent.contains(Some(&element)) {
            return None;
        }
        let mut path = Vec::new();
        let mut here = element.clone();
        loop {
            let above = here.parent_node()?;
            let outermost = above == parent;
            let mut passed = 0;
            let mut before = here.previous_sibling();
            while let Some(sibling) = before {
                if outermost && sibling == stretch.start {
                    path.push(passed);
                    path.reverse();
                    return Some(Self {
                        path,
                        element,
                        name,
                    });
                }
                passed += 1;
                before = sibling.previous_sibling();
            }
            if outermost {
                return None;
            }
            path.push(passed);
            here = above;
        }
    }

    fn restore(self, stretch: &Stretch) {
        if document().active_element().map(Node::from).as_ref() == Some(&self.element) {
            return;
        }
        let mut here = stretch.start.clone();
        let mut down = false;
        for passed in self.path {
            let first = if down {
                here.first_child()
            } else {
                here.next_sibling()
            };
            let Some(mut next) = first else { return };
            for _ in 0..passed {
                let Some(sibling) = next.next_sibling() else {
                    return;
                };
                next = sibling;
            }
            here = next;
            down = true;
        }
        let like = here
            .dyn_ref::<Element>()
            .is_some_and(|found| found.tag_name() == self.name);
        if like && let Some(found) = here.dyn_ref::<HtmlElement>() {
            // An element that cannot take focus leaves it at the page.
            drop(found.focus());
        }
    }
}
