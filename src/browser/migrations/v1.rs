//! The first form: a log, the pages of a snapshot, and small things by name.

use indexed_db_futures::{Build, BuildPrimitive, Result, database::Database};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

pub(super) fn schema(database: &Database, epoch: &str) -> Result<()> {
    database
        .create_object_store("log")
        .with_auto_increment(true)
        .build()?;
    database.create_object_store("pages").build()?;
    let meta = database.create_object_store("meta").build()?;
    for (name, json) in [
        ("format", r#"{"major":1,"minor":0}"#.to_owned()),
        ("epoch", format!("{epoch:?}")),
    ] {
        let bytes = JsValue::from(Uint8Array::from(json.as_bytes()));
        // The upgrade commits by itself once its requests are answered; waiting here would let it go too early.
        drop(meta.put(bytes).with_key(name).primitive()?);
    }
    Ok(())
}
