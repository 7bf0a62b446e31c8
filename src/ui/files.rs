//! Files that people choose or drop.

use crate::ui::weave::prelude::*;
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList};

use crate::exchange::import::check_size;

/// A file's name and bytes.
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads a file, after a look at its size.
///
/// # Errors
/// A plain message when it is too large or the browser cannot read it.
pub async fn read(file: &File) -> Result<Chosen, String> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a file's size is a whole number"
    )]
    check_size(file.size() as u64).map_err(|error| error.to_string())?;
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| {
        "The browser could not read this file. It may have been moved or deleted; please choose it again.".to_owned()
    })?;
    Ok(Chosen {
        name: file.name(),
        bytes: Uint8Array::new(&buffer).to_vec(),
    })
}

/// The first file of a drop, if it carries one.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// The first file of a file field.
pub fn picked(event: &web_sys::Event) -> Option<File> {
    let input: web_sys::HtmlInputElement = event_target(event);
    let file = input
        .files()
        .as_ref()
        .and_then(|files: &FileList| files.get(0));
    // The same file can be chosen again after it was put right.
    input.set_value("");
    file
}
