//! Files that people choose or drop.

use crate::ui::weave::prelude::*;
use js_sys::Uint8Array;
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DragEvent, File, FileList};

use crate::{
    exchange::reading::{HEAD, check_head},
    ui::parts::{Icon, icon},
};

/// A file's name and bytes.
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Files that wait to be read, the next one first. They are handles of the browser, which stay on its one thread.
pub type Waiting = SendWrapper<Vec<File>>;

/// Reads a file, after a look at its size and its beginning: what is refused then never fills the memory.
///
/// # Errors
/// A plain message when it is too large for what it is, or the browser cannot read it.
pub async fn read(file: &File) -> Result<Chosen, String> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a file's size is a whole number"
    )]
    let size = file.size() as u64;
    check_head(&head(file).await?, size).map_err(|error| error.to_string())?;
    Ok(Chosen {
        name: file.name(),
        bytes: bytes_of(file).await?,
    })
}

/// The beginning of a file.
///
/// # Errors
/// A plain message when the browser cannot read it.
pub async fn head(file: &File) -> Result<Vec<u8>, String> {
    match file.slice_with_f64_and_f64(0.0, f64::from(HEAD)) {
        Ok(beginning) => bytes_of(&beginning).await,
        Err(_) => Err(UNREADABLE.to_owned()),
    }
}

const UNREADABLE: &str = "The browser could not read this file. It may have been moved or deleted; please choose it again.";

async fn bytes_of(blob: &Blob) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(blob.array_buffer())
        .await
        .map_err(|_| UNREADABLE.to_owned())?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The files of a drop.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    let files = event.data_transfer().and_then(|data| data.files());
    files.map_or_else(Vec::new, |files| all_of(&files))
}

/// The files of a file field.
fn picked(event: &web_sys::Event) -> Vec<File> {
    let input: web_sys::HtmlInputElement = event_target(event);
    let files = input.files().map_or_else(Vec::new, |files| all_of(&files));
    // The same file can be chosen again after it was put right.
    input.set_value("");
    files
}

fn all_of(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

/// The only file, where one at a time is taken.
///
/// # Errors
/// A plain message when there are several.
pub fn only_one(mut files: Vec<File>) -> Result<Option<File>, String> {
    match files.len() {
        0 | 1 => Ok(files.pop()),
        many => Err(format!(
            "These are {many} files. One at a time can be opened here; nothing was read."
        )),
    }
}

/// What a place for files takes, as the browser’s own window for choosing is told.
pub const OF_ANY_KIND: &str = ".csv,.tsv,.txt,.json,.age,text/csv,application/json";
/// What a place for messages to and from founders takes.
pub const OF_FOUNDERS: &str = ".json,.txt,application/json,text/plain";

/// A place for files: drop them or choose them.
#[component]
pub fn DropZone(
    /// The picture.
    picture: Icon,
    /// What stands there.
    title: &'static str,
    /// Which files belong here.
    #[prop(optional)]
    about: &'static str,
    /// The name of the control aloud.
    choose: &'static str,
    /// What can be chosen.
    accept: &'static str,
    /// Whether several can be chosen at once. A drop can always be of several.
    #[prop(optional)]
    several: bool,
    /// Called with the files.
    #[prop(into)]
    on_files: Callback<Waiting>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let state = move || if over.get() { "over" } else { "idle" };
    let hand_over = move |files: Vec<File>| {
        if !files.is_empty() {
            on_files.run(SendWrapper::new(files));
        }
    };
    view! {
        <label
            class="drop-zone"
            data-drop-state=state
            on:dragover=move |event: DragEvent| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                over.set(false);
                hand_over(dropped(&event));
            }
        >
            {icon(picture)}
            <strong>{title}</strong>
            {(!about.is_empty()).then(|| view! { <span class="quiet">{about}</span> })}
            <input
                type="file"
                class="visually-hidden"
                aria-label=choose
                accept=accept
                multiple=several
                on:change=move |event| hand_over(picked(&event))
            />
        </label>
    }
}
