//! A piece of the page that stands apart until it is put somewhere.

use send_wrapper::SendWrapper;
use web_sys::Node;

/// A piece of the page: one node, several in a fragment, or nothing.
pub struct View(Option<SendWrapper<Node>>);

impl View {
    /// Nothing.
    pub(super) const NOTHING: Self = Self(None);

    pub(super) fn node(&self) -> Option<&Node> {
        self.0.as_deref()
    }
}

impl From<Node> for View {
    fn from(node: Node) -> Self {
        Self(Some(SendWrapper::new(node)))
    }
}
