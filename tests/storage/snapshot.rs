//! The snapshot: whole or absent, never mixed, and always younger than what it replaces.

use fledgling::workspace::host::{Host, StorageError, StoredSnapshot};
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
