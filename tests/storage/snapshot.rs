//! The snapshot: whole or absent, never mixed, and always younger than what it replaces.

use fledgling::workspace::host::{Host, Opened, StorageError, StoredSnapshot};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Spanner, contents, fill, name, tab, texts};

fn pages(texts: &[Option<&str>]) -> Vec<Option<Vec<u8>>> {
    texts
        .iter()
        .map(|text| text.map(|text| text.as_bytes().to_vec()))
        .collect()
}

async fn stored(name: &str) -> Option<StoredSnapshot> {
    tab(name).open().await.unwrap().snapshot
}

fn page_texts(snapshot: &StoredSnapshot) -> Vec<&str> {
    snapshot
        .pages
        .iter()
        .map(|page| std::str::from_utf8(page).unwrap())
        .collect()
}

async fn with_three_pages(name: &str) -> std::rc::Rc<dyn Host> {
    let host = tab(name);
    host.open().await.unwrap();
    host.write_snapshot("h1".into(), pages(&[Some("a1"), Some("b1"), Some("c1")]), 0)
        .await
        .unwrap();
    host
}

#[wasm_bindgen_test]
async fn a_snapshot_comes_back_with_the_tail_after_it() {
    let name = name("tail");
    let host = tab(&name);
    host.open().await.unwrap();
    host.append("inside".into()).await.unwrap();
    let upto = host.append("inside too".into()).await.unwrap();
    host.append("after".into()).await.unwrap();
    host.write_snapshot("header".into(), pages(&[Some("a"), Some("b")]), upto)
        .await
        .unwrap();

    let opened = tab(&name).open().await.unwrap();
    let snapshot = opened.snapshot.unwrap();
    assert_eq!(snapshot.header, b"header");
    assert_eq!(snapshot.upto, upto);
    assert_eq!(page_texts(&snapshot), ["a", "b"]);
    assert_eq!(texts(&opened.tail), ["after"]);
}

#[wasm_bindgen_test]
async fn many_pages_keep_their_order() {
    let name = name("many");
    let host = tab(&name);
    host.open().await.unwrap();
    let texts: Vec<String> = (0..40).map(|number| format!("page {number}")).collect();
    let pages = texts
        .iter()
        .map(|text| Some(text.clone().into_bytes()))
        .collect();
    host.write_snapshot("header".into(), pages, 0)
        .await
        .unwrap();
    assert_eq!(page_texts(&stored(&name).await.unwrap()), texts);
}

/// A stored snapshot of `count` pages, after the records of its pages were altered.
async fn with_pages_altered(
    test: &str,
    count: usize,
    alter: impl FnOnce(&mut Vec<serde_json::Value>),
) -> Opened {
    let name = name(test);
    let host = tab(&name);
    host.open().await.unwrap();
    let upto = host.append("everything".into()).await.unwrap();
    let pages = (0..count).map(|number| Some(vec![b'a'; number + 1]));
    host.write_snapshot("header".into(), pages.collect(), upto)
        .await
        .unwrap();
    drop(host);

    let mut altered = contents(&name).await;
    let pages = &mut altered["stores"]["pages"]["records"];
    alter(pages.as_array_mut().unwrap());
    let copy = format!("{name}-altered");
    fill(&copy, &altered.to_string()).await;
    tab(&copy).open().await.unwrap()
}

#[wasm_bindgen_test]
async fn pages_are_read_whole_however_many_there_are() {
    // One stretch of them, the end of one, the beginning of the next, several.
    for count in [1, 5, 6, 7, 12, 13, 31] {
        let opened = with_pages_altered("stretches", count, |_| ()).await;
        let lengths: Vec<usize> = opened
            .snapshot
            .unwrap()
            .pages
            .iter()
            .map(Vec::len)
            .collect();
        assert_eq!(lengths, (1..=count).collect::<Vec<_>>());
        assert!(opened.tail.is_empty());
    }
}

#[wasm_bindgen_test]
async fn without_a_page_of_many_the_whole_log_is_read_instead() {
    for missing in [0, 5, 6, 15, 30] {
        let opened = with_pages_altered("gap", 31, |pages| drop(pages.remove(missing))).await;
        assert!(opened.snapshot.is_none(), "without page {missing}");
        assert_eq!(texts(&opened.tail), ["everything"]);
    }
}

#[wasm_bindgen_test]
async fn a_page_too_many_or_out_of_place_makes_no_snapshot() {
    let surplus = with_pages_altered("surplus", 12, |pages| {
        pages.push(serde_json::json!([12, "one more"]));
    });
    assert!(surplus.await.snapshot.is_none());
    // As many as there should be, and one of them beyond the last.
    let moved = with_pages_altered("moved", 12, |pages| {
        pages.remove(3);
        pages.push(serde_json::json!([12, "moved"]));
    });
    let moved = moved.await;
    assert!(moved.snapshot.is_none());
    assert_eq!(texts(&moved.tail), ["everything"]);
}

#[wasm_bindgen_test]
async fn pages_that_did_not_change_are_kept() {
    let name = name("partial");
    let host = with_three_pages(&name).await;
    host.write_snapshot("h2".into(), pages(&[None, Some("b2"), None]), 0)
        .await
        .unwrap();
    let snapshot = stored(&name).await.unwrap();
    assert_eq!(snapshot.header, b"h2");
    assert_eq!(page_texts(&snapshot), ["a1", "b2", "c1"]);
}

#[wasm_bindgen_test]
async fn surplus_pages_go() {
    let name = name("fewer");
    let host = with_three_pages(&name).await;
    host.write_snapshot("h2".into(), pages(&[None, Some("b2")]), 0)
        .await
        .unwrap();
    assert_eq!(page_texts(&stored(&name).await.unwrap()), ["a1", "b2"]);
}

#[wasm_bindgen_test]
async fn the_next_visit_may_keep_pages_too() {
    let name = name("visit");
    drop(with_three_pages(&name).await);
    let host = tab(&name);
    host.open().await.unwrap();
    host.write_snapshot("h2".into(), pages(&[Some("a2"), None, None]), 0)
        .await
        .unwrap();
    assert_eq!(
        page_texts(&stored(&name).await.unwrap()),
        ["a2", "b1", "c1"]
    );
}

#[wasm_bindgen_test]
async fn a_failed_rewrite_leaves_the_old_snapshot_whole() {
    let name = name("abort");
    let host = with_three_pages(&name).await;
    let spanner = Spanner::put(
        r"const real = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (value, key) {
            if (key === 2) throw new DOMException('no room', 'QuotaExceededError');
            return real.call(this, value, key);
        };
        return () => { IDBObjectStore.prototype.put = real; };",
    );
    let answer = host
        .write_snapshot("h2".into(), pages(&[Some("a2"), Some("b2"), Some("c2")]), 0)
        .await;
    drop(spanner);
    assert_eq!(answer, Err(StorageError::Full));
    let snapshot = stored(&name).await.unwrap();
    assert_eq!(snapshot.header, b"h1");
    assert_eq!(page_texts(&snapshot), ["a1", "b1", "c1"]);
}

#[wasm_bindgen_test]
async fn a_tab_cannot_keep_pages_that_another_tab_replaced() {
    let name = name("mixed");
    let first = with_three_pages(&name).await;
    let second = tab(&name);
    second.open().await.unwrap();
    second
        .write_snapshot("other".into(), pages(&[Some("x"), Some("y"), Some("z")]), 0)
        .await
        .unwrap();

    let answer = first
        .write_snapshot("h2".into(), pages(&[Some("a2"), None, None]), 0)
        .await;
    assert_eq!(answer, Err(StorageError::SnapshotReplaced));
    assert_eq!(page_texts(&stored(&name).await.unwrap()), ["x", "y", "z"]);
    first
        .write_snapshot("h3".into(), pages(&[Some("a3")]), 0)
        .await
        .unwrap();
    assert_eq!(page_texts(&stored(&name).await.unwrap()), ["a3"]);
}

#[wasm_bindgen_test]
async fn a_tab_that_knows_less_does_not_replace_what_knows_more() {
    let name = name("older");
    let first = with_three_pages(&name).await;
    let second = tab(&name);
    second.open().await.unwrap();
    let upto = second.append("more".into()).await.unwrap();
    second
        .write_snapshot("more".into(), pages(&[Some("x")]), upto)
        .await
        .unwrap();

    let answer = first
        .write_snapshot("less".into(), pages(&[Some("a")]), 0)
        .await;
    assert_eq!(answer, Err(StorageError::SnapshotReplaced));
    assert_eq!(stored(&name).await.unwrap().header, b"more");
}

#[wasm_bindgen_test]
async fn without_a_page_the_whole_log_is_read_instead() {
    let name = name("damaged");
    let host = tab(&name);
    host.open().await.unwrap();
    let upto = host.append("everything".into()).await.unwrap();
    host.write_snapshot("header".into(), pages(&[Some("a"), Some("b")]), upto)
        .await
        .unwrap();
    drop(host);

    let mut damaged = contents(&name).await;
    damaged["stores"]["pages"]["records"]
        .as_array_mut()
        .unwrap()
        .pop();
    let copy = format!("{name}-damaged");
    fill(&copy, &damaged.to_string()).await;
    let host = tab(&copy);
    let opened = host.open().await.unwrap();
    assert!(opened.snapshot.is_none());
    assert_eq!(texts(&opened.tail), ["everything"]);
    host.write_snapshot("healed".into(), pages(&[Some("c")]), upto)
        .await
        .unwrap();
    assert_eq!(page_texts(&stored(&copy).await.unwrap()), ["c"]);
}
