//! Handing something over: to the clipboard, to the system's share sheet, as a download.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::ui::{parts::Toaster, session::Session, weave::prelude::*};

/// How handing something to another program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handed {
    /// It has it.
    Over,
    /// The person thought better of it.
    Cancelled,
    /// The browser would not.
    Refused,
}

/// Something to hand over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parcel {
    /// What it is about, in a few words.
    pub title: String,
    /// Words that go with it.
    pub text: String,
    /// A file's name and bytes.
    pub file: Option<(String, Vec<u8>)>,
}

fn navigator() -> JsValue {
    JsValue::from(window().navigator())
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsValue::from_str(name))
        .ok()?
        .dyn_into()
        .ok()
}

/// Browsers share only files of kinds they know. What is inside tells Fledgling what it is, whatever it is called.
fn shared_file(name: &str, bytes: &[u8]) -> Option<JsValue> {
    let maker = method(&JsValue::from(js_sys::global()), "File")?;
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"text/plain".into()).ok()?;
    let name = name.strip_suffix(".json").unwrap_or(name);
    let name = JsValue::from_str(&format!("{name}.txt"));
    Reflect::construct(&maker, &Array::of3(&parts, &name, &options)).ok()
}

fn shareable(parcel: &Parcel) -> Option<Object> {
    let data = Object::new();
    Reflect::set(&data, &"title".into(), &parcel.title.as_str().into()).ok()?;
    if !parcel.text.is_empty() {
        Reflect::set(&data, &"text".into(), &parcel.text.as_str().into()).ok()?;
    }
    if let Some((name, bytes)) = &parcel.file {
        let files = Array::of1(&shared_file(name, bytes)?);
        Reflect::set(&data, &"files".into(), &files).ok()?;
    }
    Some(data)
}

/// Whether this browser has a share sheet.
pub(super) fn has_share_sheet() -> bool {
    method(&navigator(), "share").is_some()
}

/// Whether the share sheet takes files. What it takes exactly is only known with something in hand.
pub(super) fn shares_files() -> bool {
    takes(&Parcel {
        file: Some(("changes".to_owned(), b"{}".to_vec())),
        ..Parcel::default()
    })
}

/// Whether the share sheet takes this.
pub(super) fn takes(parcel: &Parcel) -> bool {
    let navigator = navigator();
    let (Some(can), Some(data)) = (method(&navigator, "canShare"), shareable(parcel)) else {
        return false;
    };
    can.call1(&navigator, &data)
        .is_ok_and(|answer| answer.is_truthy())
}

/// Opens the system's share sheet. To be called from a press.
pub(super) async fn share(parcel: &Parcel) -> Handed {
    let navigator = navigator();
    let (Some(share), Some(data)) = (method(&navigator, "share"), shareable(parcel)) else {
        return Handed::Refused;
    };
    let Ok(promise) = share.call1(&navigator, &data) else {
        return Handed::Refused;
    };
    match JsFuture::from(Promise::resolve(&promise)).await {
        Ok(_) => Handed::Over,
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).unwrap_or_default();
            if name.as_string().as_deref() == Some("AbortError") {
                Handed::Cancelled
            } else {
                Handed::Refused
            }
        }
    }
}

/// Puts text on the clipboard. To be called from a press.
pub(super) async fn copy(text: &str) -> Handed {
    let clipboard = Reflect::get(&navigator(), &"clipboard".into()).unwrap_or_default();
    let Some(write) = method(&clipboard, "writeText") else {
        return Handed::Refused;
    };
    let Ok(promise) = write.call1(&clipboard, &text.into()) else {
        return Handed::Refused;
    };
    match JsFuture::from(Promise::resolve(&promise)).await {
        Ok(_) => Handed::Over,
        Err(_) => Handed::Refused,
    }
}

/// Copies, and says how that went.
pub(super) fn copy_and_say(toasts: Toaster, text: String, done: &'static str) {
    spawn_local(async move {
        if copy(&text).await == Handed::Over {
            toasts.say(done);
        } else {
            toasts.warn("The browser did not let Fledgling copy. Nothing was sent. Download the file instead, or select the text and copy it.");
        }
    });
}

/// Saves a JSON file among the downloads.
pub(super) fn download(session: Session, name: &str, bytes: Vec<u8>) {
    session
        .host()
        .download(name, "application/json", vec![bytes]);
}

/// An address that opens the mail program with a letter in it.
pub(super) fn mail_address(to: &str, subject: &str, body: &str) -> String {
    let coded = |text: &str| String::from(js_sys::encode_uri_component(text));
    format!(
        "mailto:{}?subject={}&body={}",
        coded(to),
        coded(subject),
        coded(body)
    )
}

/// Where this app is, such as `https://fledgling.example`.
pub(super) fn here() -> String {
    location().origin().unwrap_or_default()
}
