//! What may change about an element: attributes, classes, styles, properties; and its events.

use leptos::{
    html::ElementType,
    prelude::{NodeRef, on_cleanup},
    tachys::html::node_ref::NodeRefContainer,
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, Node};

use super::setting::{Kind, Setting, Target};

/// An element whose settings are being made.
pub struct Spot(pub(super) Node);

impl Spot {
    fn target(self, kind: Kind, name: &'static str) -> Target {
        Target {
            element: self.0,
            kind,
            name,
        }
    }

    /// Sets an attribute; `None` and `false` leave it out.
    pub fn attribute(self, name: &'static str, value: impl Setting) {
        value.set_on(self.target(Kind::Attribute, name));
    }

    /// Says whether a class is there.
    pub fn class(self, name: &'static str, on: impl Setting) {
        on.set_on(self.target(Kind::Class, name));
    }

    /// Sets a property of the style. No security policy forbids this way.
    pub fn style(self, name: &'static str, value: impl Setting) {
        value.set_on(self.target(Kind::Style, name));
    }

    /// Sets a property of the element, such as the text in a field.
    pub fn property(self, name: &'static str, value: impl Setting) {
        value.set_on(self.target(Kind::Property, name));
    }

    /// Fills a handle with the element.
    pub fn handle<E>(self, handle: NodeRef<E>)
    where
        E: ElementType,
        E::Output: JsCast + Clone + 'static,
    {
        handle.load(self.0.unchecked_ref());
    }

    /// Calls the handler on each event, as long as the owner is there.
    pub fn on<E: JsCast>(self, name: &'static str, mut handler: impl FnMut(E) + 'static) {
        listen(
            self.0,
            name,
            Box::new(move |event| handler(event.unchecked_into())),
        );
    }
}

fn listen(element: Node, name: &'static str, handler: Box<dyn FnMut(Event)>) {
    let handler = Closure::wrap(handler);
    // Neither call can fail: the handler is a function, and the element takes any event's name.
    drop(element.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref()));
    let kept = SendWrapper::new((element, handler));
    on_cleanup(move || {
        let (element, handler) = kept.take();
        drop(element.remove_event_listener_with_callback(name, handler.as_ref().unchecked_ref()));
    });
}
