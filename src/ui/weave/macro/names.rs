//! What a name in a tag asks for.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::NodeName;

/// What an attribute of an element sets.
pub(crate) enum Sets {
    /// An attribute of this name.
    Attribute(String),
    /// Whether this class is there.
    Class(String),
    /// A property of the style.
    Style(String),
    /// A property of the element, as scripts see it.
    Property(String),
    /// What happens on this event.
    Event(String),
    /// A handle on the element.
    Handle,
}

/// Reads the name of an attribute.
pub(crate) fn of_attribute(name: &NodeName) -> Sets {
    let name = name.to_string();
    let raw = name.strip_prefix("r#").unwrap_or(&name);
    match raw.split_once(':') {
        Some(("class", rest)) => Sets::Class(rest.to_owned()),
        Some(("style", rest)) => Sets::Style(rest.to_owned()),
        Some(("prop", rest)) => Sets::Property(rest.to_owned()),
        Some(("on", rest)) => Sets::Event(rest.to_owned()),
        _ if raw == "node_ref" => Sets::Handle,
        _ => Sets::Attribute(raw.to_owned()),
    }
}

/// The type of the events of this name.
pub(crate) fn event_type(event: &str) -> TokenStream {
    match event {
        "click" | "dblclick" | "mousedown" | "mouseup" | "contextmenu" => {
            quote!(::web_sys::MouseEvent)
        }
        "keydown" | "keyup" => quote!(::web_sys::KeyboardEvent),
        "submit" => quote!(::web_sys::SubmitEvent),
        "focus" | "blur" | "focusin" | "focusout" => quote!(::web_sys::FocusEvent),
        _ if event.starts_with("pointer") => quote!(::web_sys::PointerEvent),
        _ if event.starts_with("drag") || event == "drop" => quote!(::web_sys::DragEvent),
        _ => quote!(::web_sys::Event),
    }
}

/// Whether a tag names a component rather than an element.
pub(crate) fn is_component(name: &NodeName) -> bool {
    match name {
        NodeName::Path(path) => path.path.segments.last().is_some_and(|last| {
            last.ident
                .to_string()
                .starts_with(|first: char| first.is_ascii_uppercase())
        }),
        _ => false,
    }
}
