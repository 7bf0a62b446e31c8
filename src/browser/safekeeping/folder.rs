//! A folder on the disk, through the File System Access API. Only some browsers have it, and its types are in no binding
//! that can be relied on, so its members are called by name.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::workspace::safekeeping::{Folder, FolderError};

type Answer<T> = Result<T, FolderError>;

/// Whether this browser lets people choose a folder.
pub(super) fn is_able() -> bool {
    member(&js_sys::global(), "showDirectoryPicker").is_some()
}

/// Lets the person choose.
pub(super) async fn choose() -> Answer<JsValue> {
    let wish = options(&[
        ("id", "fledgling-backups".into()),
        ("mode", "readwrite".into()),
    ]);
    call(&js_sys::global(), "showDirectoryPicker", &[wish]).await
}

/// Whether the folder can be written into; `ask` lets the browser ask the person.
pub(super) async fn state(handle: &JsValue, ask: bool) -> Folder {
    let name = Reflect::get(handle, &"name".into()).ok();
    let name = name.and_then(|name| name.as_string()).unwrap_or_default();
    let wish = options(&[("mode", "readwrite".into())]);
    let question = if ask {
        "requestPermission"
    } else {
        "queryPermission"
    };
    // A handle without the question, such as one of the browser's own store, needs no permission.
    let granted = match member(handle, question) {
        None => true,
        Some(_) => call(handle, question, &[wish])
            .await
            .is_ok_and(|answer| answer == "granted"),
    };
    if granted {
        Folder::Ready(name)
    } else {
        Folder::Lapsed(name)
    }
}

/// The names of all files in the folder.
pub(super) async fn names(handle: &JsValue) -> Answer<Vec<String>> {
    let keys = plain(handle, "keys", &[])?;
    let mut names = Vec::new();
    loop {
        let step = call(&keys, "next", &[]).await?;
        let get = |name: &str| Reflect::get(&step, &name.into()).ok();
        if get("done").is_none_or(|done| done.is_truthy()) {
            return Ok(names);
        }
        names.extend(get("value").and_then(|name| name.as_string()));
    }
}

/// Writes a file: the browser puts it in its place only once all of it is there.
pub(super) async fn write(handle: &JsValue, name: &str, parts: &[Vec<u8>]) -> Answer<()> {
    let create = options(&[("create", true.into())]);
    let file = call(handle, "getFileHandle", &[name.into(), create]).await?;
    let stream = call(&file, "createWritable", &[]).await?;
    for part in parts {
        let bytes = Uint8Array::from(part.as_slice());
        call(&stream, "write", &[bytes.into()]).await?;
    }
    call(&stream, "close", &[]).await?;
    Ok(())
}

/// Deletes a file.
pub(super) async fn delete(handle: &JsValue, name: &str) -> Answer<()> {
    call(handle, "removeEntry", &[name.into()]).await?;
    Ok(())
}

fn options(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A plain object takes any member.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn member(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn plain(of: &JsValue, name: &str, arguments: &[JsValue]) -> Answer<JsValue> {
    let function = member(of, name).ok_or_else(|| {
        FolderError::Failed("this browser does not let pages write into folders".to_owned())
    })?;
    let arguments: Array = arguments.iter().collect();
    function
        .apply(of, &arguments)
        .map_err(|thrown| why(&thrown))
}

async fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Answer<JsValue> {
    let promise: Promise = plain(of, name, arguments)?.unchecked_into();
    JsFuture::from(promise).await.map_err(|thrown| why(&thrown))
}

fn why(thrown: &JsValue) -> FolderError {
    let get = |name: &str| Reflect::get(thrown, &name.into()).ok()?.as_string();
    match get("name").as_deref() {
        Some("AbortError") => FolderError::NotChosen,
        Some("NotAllowedError" | "SecurityError") => FolderError::Lapsed,
        Some("NotFoundError") => FolderError::Gone,
        _ => FolderError::Failed(get("message").unwrap_or_default()),
    }
}
