//! The log: what was appended comes back, in order, and "saved" means on the disk.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Spanner, contents, fill, name, run, tab, texts};

#[wasm_bindgen_test]
async fn a_new_store_is_empty() {
    let opened = tab(&name("empty")).open().await.unwrap();
    assert!(opened.snapshot.is_none());
    assert!(opened.tail.is_empty());
}

#[wasm_bindgen_test]
async fn batches_come_back_in_order_in_the_next_visit() {
    let name = name("order");
    let first = tab(&name);
    first.open().await.unwrap();
    for text in ["one", "two", "three"] {
        first.append(text.into()).await.unwrap();
    }
    drop(first);

    let opened = tab(&name).open().await.unwrap();
    assert_eq!(texts(&opened.tail), ["one", "two", "three"]);
    assert!(opened.tail.is_sorted_by_key(|(position, _)| *position));
}

#[wasm_bindgen_test]
async fn a_batch_may_hold_any_bytes() {
    let name = name("bytes");
    let host = tab(&name);
    host.open().await.unwrap();
    let batch: Vec<u8> = (0..=255).cycle().take(3 << 20).collect();
    let position = host.append(batch.clone()).await.unwrap();
    assert_eq!(
        host.log_after(position - 1, 1).await.unwrap(),
        [(position, batch)]
    );
}

#[wasm_bindgen_test]
async fn the_log_is_read_forwards_and_backwards_in_parts() {
    let host = tab(&name("parts"));
    host.open().await.unwrap();
    for number in 1..=7 {
        assert_eq!(
            host.append(number.to_string().into()).await.unwrap(),
            number
        );
    }
    assert_eq!(texts(&host.log_after(0, 3).await.unwrap()), ["1", "2", "3"]);
    assert_eq!(texts(&host.log_after(5, 9).await.unwrap()), ["6", "7"]);
    assert!(host.log_after(7, 9).await.unwrap().is_empty());
    assert!(host.log_after(0, 0).await.unwrap().is_empty());
    assert_eq!(
        texts(&host.log_before(None, 3).await.unwrap()),
        ["7", "6", "5"]
    );
    assert_eq!(
        texts(&host.log_before(Some(3), 9).await.unwrap()),
        ["2", "1"]
    );
    assert!(host.log_before(Some(1), 9).await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_long_log_is_read_whole_when_opened() {
    let name = name("long");
    let host = tab(&name);
    host.open().await.unwrap();
    let mut stored = contents(&name).await;
    stored["stores"]["log"]["records"] = (1..=10_000_u32)
        .map(|number| json!([number, number.to_string()]))
        .collect();
    let copy = format!("{name}-copy");
    fill(&copy, &stored.to_string()).await;
    let opened = tab(&copy).open().await.unwrap();
    let expected: Vec<String> = (1..=10_000_u32).map(|number| number.to_string()).collect();
    assert_eq!(texts(&opened.tail), expected);
}

#[wasm_bindgen_test]
async fn a_wiped_log_is_empty_and_its_positions_go_on() {
    let host = tab(&name("wipe"));
    host.open().await.unwrap();
    host.append("old".into()).await.unwrap();
    let last = host.append("old too".into()).await.unwrap();
    host.write_snapshot("header".into(), vec![Some("page".into())], last)
        .await
        .unwrap();

    host.wipe().await.unwrap();
    assert!(host.log_after(0, 9).await.unwrap().is_empty());
    assert!(host.log_before(None, 9).await.unwrap().is_empty());
    let next = host.append("new".into()).await.unwrap();
    assert!(next > last);
    assert_eq!(texts(&host.log_before(None, 9).await.unwrap()), ["new"]);
    assert!(host.open().await.unwrap().snapshot.is_none());
}

#[wasm_bindgen_test]
async fn saved_means_strictly_durable_and_complete() {
    let name = name("strict");
    let host = tab(&name);
    host.open().await.unwrap();
    let watch = Spanner::put(
        r"const real = IDBDatabase.prototype.transaction;
        window.seen = [];
        IDBDatabase.prototype.transaction = function (stores, mode, options) {
            const transaction = real.call(this, stores, mode, options);
            const kept = { mode, durability: transaction.durability, complete: false };
            transaction.addEventListener('complete', () => { kept.complete = true; });
            window.seen.push(kept);
            return transaction;
        };
        return () => { IDBDatabase.prototype.transaction = real; };",
    );
    host.append("durable".into()).await.unwrap();
    drop(watch);
    let seen = run("return JSON.stringify(window.seen.filter(seen => seen.mode === 'readwrite'))")
        .as_string()
        .unwrap();
    assert_eq!(
        seen,
        r#"[{"mode":"readwrite","durability":"strict","complete":true}]"#
    );
    assert_eq!(
        contents(&name).await["stores"]["log"]["records"][0][1],
        "durable"
    );
}
