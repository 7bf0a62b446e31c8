//! The stored form: what earlier versions wrote opens, what later ones wrote stays untouched.

use fledgling::workspace::host::StorageError;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{contents, fill, name, tab, texts};

/// Frozen: never change it. A new form gets a new file.
const FORMAT_1: &str = include_str!("fixtures/format-1.json");

fn format_1() -> Value {
    serde_json::from_str(FORMAT_1).unwrap()
}

fn with_format(major: u32, minor: u32) -> Value {
    let mut changed = format_1();
    changed["stores"]["meta"]["records"][2][1] =
        json!(format!(r#"{{"major":{major},"minor":{minor}}}"#));
    changed
}

#[wasm_bindgen_test]
async fn format_1_opens_with_everything_in_it() {
    let name = name("format-1");
    fill(&name, FORMAT_1).await;
    let host = tab(&name);
    let opened = host.open().await.unwrap();
    let snapshot = opened.snapshot.unwrap();
    assert_eq!(opened.device, 0x0123_4567_89ab_cdef);
    assert_eq!(snapshot.upto, 2);
    assert_eq!(snapshot.header, br#"{"checksum":"as the ledger wrote it"}"#);
    assert_eq!(
        snapshot.pages,
        [b"first page".to_vec(), b"second page".to_vec()]
    );
    assert_eq!(
        texts(&opened.tail),
        [r#"[{"change":"third"},{"change":"fourth"}]"#]
    );
    assert_eq!(contents(&name).await, format_1(), "reading changes nothing");

    assert_eq!(host.append("fifth".into()).await.unwrap(), 4);
    assert_eq!(
        tab(&name).open().await.unwrap().device,
        0xfedc_ba98_7654_3210
    );
}

#[wasm_bindgen_test]
async fn this_version_writes_format_1() {
    let name = name("writes");
    let host = tab(&name);
    host.open().await.unwrap();
    let upto = host.append("batch".into()).await.unwrap();
    host.write_snapshot("header".into(), vec![Some("page".into())], upto)
        .await
        .unwrap();
    let (written, frozen) = (contents(&name).await, format_1());

    // When this fails the stored form has changed: add a migration, a fixture and a test instead of altering them.
    assert_eq!(written["version"], frozen["version"]);
    assert_eq!(shape(&written), shape(&frozen));
    assert_eq!(
        written["stores"]["meta"]["records"][2],
        frozen["stores"]["meta"]["records"][2]
    );
    let note = |stored: &Value| -> Vec<String> {
        let text = stored["stores"]["meta"]["records"][3][1].as_str().unwrap();
        serde_json::from_str::<serde_json::Map<String, Value>>(text)
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(note(&written), note(&frozen));
}

/// Stores, whether they count by themselves, and the names in `meta`.
fn shape(stored: &Value) -> Value {
    let stores = stored["stores"].as_object().unwrap();
    let counts: Vec<Value> = stores
        .iter()
        .map(|(name, store)| json!([name, store["autoIncrement"]]))
        .collect();
    let names: Vec<&Value> = stored["stores"]["meta"]["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| &record[0])
        .collect();
    json!([counts, names])
}

#[wasm_bindgen_test]
async fn a_newer_form_is_named_and_not_touched() {
    let name = name("newer");
    let mut newer = with_format(3, 0);
    newer["version"] = json!(3);
    newer["stores"]["marvels"] = json!({ "autoIncrement": false, "records": [["of", "tomorrow"]] });
    fill(&name, &newer.to_string()).await;
    let host = tab(&name);
    assert_eq!(
        host.open().await.unwrap_err(),
        StorageError::Newer { found: 3 }
    );
    assert_eq!(
        host.wipe().await.unwrap_err(),
        StorageError::Newer { found: 3 }
    );
    assert_eq!(contents(&name).await, newer);
}

#[wasm_bindgen_test]
async fn a_newer_form_under_the_same_version_is_noticed_too() {
    let name = name("newer-inside");
    let newer = with_format(2, 0);
    fill(&name, &newer.to_string()).await;
    assert_eq!(
        tab(&name).open().await.unwrap_err(),
        StorageError::Newer { found: 2 }
    );
    assert_eq!(contents(&name).await, newer);
}

#[wasm_bindgen_test]
async fn a_slightly_newer_form_is_used_and_kept() {
    let name = name("minor");
    fill(&name, &with_format(1, 9).to_string()).await;
    let host = tab(&name);
    host.open().await.unwrap();
    host.append("fine".into()).await.unwrap();
    assert_eq!(
        contents(&name).await["stores"]["meta"]["records"][2][1],
        r#"{"major":1,"minor":9}"#
    );
}
