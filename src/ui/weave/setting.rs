//! Where a value goes, and what is set there once or again and again.

use leptos::prelude::{ArcMemo, Get, Memo as LeptosMemo, ReadSignal};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

use super::{
    follow,
    signals::{Memo, RwSignal, Signal},
    value::{IntoValue, Value},
};

/// What a value is set as.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Attribute,
    Class,
    Style,
    Property,
}

/// Where a value goes.
pub struct Target {
    pub(super) element: Node,
    pub(super) kind: Kind,
    pub(super) name: &'static str,
}

impl Target {
    /// Sets the value, and nothing if it is there already.
    fn set(&self, value: &Value) {
        let element = self.element.unchecked_ref::<Element>();
        // The names stand in the source of a view, so none of these is refused by the browser.
        match self.kind {
            Kind::Attribute => drop(match value.text() {
                Some(text) => element.set_attribute(self.name, &text),
                None => element.remove_attribute(self.name),
            }),
            Kind::Class => drop(if value.text().is_some() {
                element.class_list().add_1(self.name)
            } else {
                element.class_list().remove_1(self.name)
            }),
            Kind::Style => {
                let style = self.element.unchecked_ref::<HtmlElement>().style();
                drop(style.set_property(self.name, &value.text().unwrap_or_default()));
            }
            Kind::Property => {
                let name = JsValue::from_str(self.name);
                drop(js_sys::Reflect::set(&self.element, &name, &value.script()));
            }
        }
    }
}

/// A value, or something that gives one again and again.
pub trait Setting {
    /// Sets it there, and again whenever it changes.
    fn set_on(self, target: Target);
}

macro_rules! fixed {
    ($($value:ty),*) => {$(
        impl Setting for $value {
            fn set_on(self, target: Target) {
                target.set(&self.value());
            }
        }
    )*};
}
fixed!(&'static str, String, bool, u8, i32, u32, f64, usize, Value);

impl<T: IntoValue> Setting for Option<T> {
    fn set_on(self, target: Target) {
        target.set(&self.value());
    }
}

impl<F, T> Setting for F
where
    F: FnMut() -> T + 'static,
    T: IntoValue,
{
    fn set_on(mut self, target: Target) {
        keep_set(target, Box::new(move || self().value()));
    }
}

macro_rules! followed {
    ($($signal:ident),*) => {$(
        impl<T> Setting for $signal<T>
        where
            T: IntoValue + Clone + Send + Sync + 'static,
        {
            fn set_on(self, target: Target) {
                keep_set(target, Box::new(move || self.get().value()));
            }
        }
    )*};
}
followed!(Signal, Memo, RwSignal, LeptosMemo, ArcMemo, ReadSignal);

fn keep_set(target: Target, mut read: Box<dyn FnMut() -> Value>) {
    let mut shown = None;
    follow(Box::new(move || {
        let value = read();
        if shown.as_ref() != Some(&value) {
            target.set(&value);
            shown = Some(value);
        }
    }));
}
