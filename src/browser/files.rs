//! Files from the user and for the user.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long a handed-out file stays readable: the browser may ask the user first where to put it.
const READABLE_MS: u32 = 60_000;

/// Why a chosen file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It has more bytes than this use allows.
    #[error(
        "This file has {megabytes} MB; at most {allowed_megabytes} MB can be read. Nothing was changed."
    )]
    TooLarge {
        /// Its size, rounded up.
        megabytes: u64,
        /// The largest size, rounded down.
        allowed_megabytes: u64,
    },
    /// It was moved, changed or locked after it was chosen.
    #[error(
        "This file could not be read. It may have been moved or changed since you chose it: choose it again. Nothing was changed."
    )]
    Unreadable,
}

/// Reads a chosen or dropped file of at most `limit` bytes.
///
/// # Errors
/// When it is larger, which is found out before reading it, or cannot be read.
pub async fn read(file: &web_sys::File, limit: u64) -> Result<Vec<u8>, FileError> {
    const MEGABYTE: u64 = 1_000_000;
    let size = size_of(file);
    if size > limit {
        return Err(FileError::TooLarge {
            megabytes: size.div_ceil(MEGABYTE),
            allowed_megabytes: limit / MEGABYTE,
        });
    }
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| FileError::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are whole and positive"
)]
fn size_of(file: &web_sys::File) -> u64 {
    file.size() as u64
}

/// Hands the user a file called `file_name`, made of `parts` one after the other.
pub(super) fn download(file_name: &str, mime: &str, parts: &[Vec<u8>]) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let array: Array = parts
        .iter()
        .map(|part| JsValue::from(Uint8Array::from(part.as_slice())))
        .collect();
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&array, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let anchor: web_sys::HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(file_name);
    // Firefox only follows links that are in the page.
    let body = document.body()?;
    body.append_child(&anchor).ok()?;
    anchor.click();
    anchor.remove();
    Timeout::new(READABLE_MS, move || {
        let _ = web_sys::Url::revoke_object_url(&address);
    })
    .forget();
    Some(())
}
