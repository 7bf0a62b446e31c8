//! When the browser fails: the error is typed and true, nothing half-done stays, and what can heal heals.

use std::{cell::Cell, rc::Rc};

use fledgling::workspace::host::StorageError;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Spanner, impatient_tab, name, run, tab, texts, until, wait};

#[wasm_bindgen_test]
async fn a_full_disk_is_said_to_be_full() {
    let host = tab(&name("quota"));
    host.open().await.unwrap();
    host.append("before".into()).await.unwrap();
    let spanner = Spanner::put(
        r"const real = IDBObjectStore.prototype.add;
        IDBObjectStore.prototype.add = function () { throw new DOMException('no room', 'QuotaExceededError'); };
        return () => { IDBObjectStore.prototype.add = real; };",
    );
    assert_eq!(
        host.append("too much".into()).await,
        Err(StorageError::Full)
    );
    drop(spanner);
    host.append("after".into()).await.unwrap();
    assert_eq!(
        texts(&host.log_after(0, 9).await.unwrap()),
        ["before", "after"]
    );
}

#[wasm_bindgen_test]
async fn a_write_that_is_rolled_back_leaves_nothing_and_is_tried_again() {
    let host = tab(&name("abort"));
    host.open().await.unwrap();
    let spanner = Spanner::put(
        r"const real = IDBTransaction.prototype.commit;
        window.commits = 0;
        IDBTransaction.prototype.commit = function () {
            window.commits += 1;
            return window.commits === 1 ? this.abort() : real.call(this);
        };
        return () => { IDBTransaction.prototype.commit = real; };",
    );
    host.append("once".into()).await.unwrap();
    drop(spanner);
    assert_eq!(run("return window.commits").as_f64(), Some(2.0));
    assert_eq!(texts(&host.log_after(0, 9).await.unwrap()), ["once"]);
}

#[wasm_bindgen_test]
async fn a_write_that_always_fails_is_reported_and_leaves_nothing() {
    let host = tab(&name("broken"));
    host.open().await.unwrap();
    let spanner = Spanner::put(
        r"const real = IDBTransaction.prototype.commit;
        IDBTransaction.prototype.commit = function () { return this.abort(); };
        return () => { IDBTransaction.prototype.commit = real; };",
    );
    assert!(matches!(
        host.append("never".into()).await,
        Err(StorageError::Failed(_))
    ));
    drop(spanner);
    assert!(host.log_after(0, 9).await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_closed_is_opened_again() {
    let host = tab(&name("closed"));
    host.open().await.unwrap();
    host.append("before".into()).await.unwrap();
    let spanner = Spanner::put(
        r"const real = IDBDatabase.prototype.transaction;
        let first = true;
        IDBDatabase.prototype.transaction = function (...all) {
            if (first) this.close();
            first = false;
            return real.apply(this, all);
        };
        return () => { IDBDatabase.prototype.transaction = real; };",
    );
    host.append("after".into()).await.unwrap();
    drop(spanner);
    assert_eq!(
        texts(&host.log_after(0, 9).await.unwrap()),
        ["before", "after"]
    );
}

/// Leaves the page in the middle of the first write, for the back-forward cache or for good.
fn leaving(kept: bool) -> Spanner {
    Spanner::put(&format!(
        r"const prototypes = [IDBObjectStore.prototype, IDBTransaction.prototype, IDBDatabase.prototype];
        const [{{ add }}, {{ abort, commit }}, {{ close }}] = prototypes;
        window.seen = {{ left: 0, abort: 0, commit: 0, close: 0 }};
        const counted = (name, real) => function (...all) {{ window.seen[name] += 1; return real.apply(this, all); }};
        IDBObjectStore.prototype.add = function (...all) {{
            const request = add.apply(this, all);
            if (this.name !== 'log') return request;
            window.seen.left += 1;
            if (window.seen.left === 1) dispatchEvent(new PageTransitionEvent('pagehide', {{ persisted: {kept} }}));
            return request;
        }};
        IDBTransaction.prototype.abort = counted('abort', abort);
        IDBTransaction.prototype.commit = counted('commit', commit);
        IDBDatabase.prototype.close = counted('close', close);
        return () => {{
            IDBObjectStore.prototype.add = add;
            Object.assign(IDBTransaction.prototype, {{ abort, commit }});
            IDBDatabase.prototype.close = close;
        }};"
    ))
}

#[wasm_bindgen_test]
async fn a_page_that_is_put_aside_holds_up_nobody_and_goes_on_when_it_returns() {
    let host = tab(&name("aside"));
    host.open().await.unwrap();
    host.append("before".into()).await.unwrap();
    let spanner = leaving(true);
    host.append("after".into()).await.unwrap();
    drop(spanner);
    // Rolled back and let go of, then written once with a new connection.
    assert_eq!(run("return window.seen.left").as_f64(), Some(2.0));
    assert!(run("return window.seen.abort").as_f64() >= Some(1.0));
    assert!(run("return window.seen.close").as_f64() >= Some(1.0));
    assert_eq!(
        texts(&host.log_after(0, 9).await.unwrap()),
        ["before", "after"]
    );
}

#[wasm_bindgen_test]
async fn a_page_that_is_left_for_good_does_not_take_its_write_back() {
    let host = tab(&name("gone"));
    host.open().await.unwrap();
    let spanner = leaving(false);
    host.append("once".into()).await.unwrap();
    drop(spanner);
    assert_eq!(run("return window.seen.left").as_f64(), Some(1.0));
    assert_eq!(run("return window.seen.commit").as_f64(), Some(1.0));
    assert_eq!(texts(&host.log_after(0, 9).await.unwrap()), ["once"]);
}

#[wasm_bindgen_test]
async fn storage_that_does_not_answer_is_given_up_after_three_tries() {
    let name = name("silent");
    let host = impatient_tab(&name);
    host.open().await.unwrap();
    // Somebody keeps a transaction over the log open by asking again and again.
    wait(
        r"return new Promise(running => {
            const request = indexedDB.open(a);
            request.onsuccess = () => {
                const database = request.result;
                const store = database.transaction('log', 'readwrite').objectStore('log');
                const again = () => {
                    running();
                    if (window.stopHogging) { window.stopHogging = false; database.close(); return; }
                    store.count().onsuccess = again;
                };
                again();
            };
        })",
        &name,
        "",
    )
    .await;
    let opens = Spanner::put(
        r"const real = IDBFactory.prototype.open;
        window.opens = 0;
        IDBFactory.prototype.open = function (...all) { window.opens += 1; return real.apply(this, all); };
        return () => { IDBFactory.prototype.open = real; };",
    );
    assert_eq!(
        host.append("unheard".into()).await,
        Err(StorageError::TimedOut)
    );
    drop(opens);
    assert_eq!(
        run("return window.opens").as_f64(),
        Some(2.0),
        "each further try has a new connection"
    );

    // What was handed to the database may still get through: tried again, it is found there and not written twice.
    run("window.stopHogging = true");
    host.append("unheard".into()).await.unwrap();
    host.append("heard".into()).await.unwrap();
    assert_eq!(
        texts(&host.log_after(0, 9).await.unwrap()),
        ["unheard", "heard"]
    );
}

#[wasm_bindgen_test]
async fn a_write_whose_completion_went_unnoticed_is_not_written_twice() {
    let host = impatient_tab(&name("unnoticed"));
    host.open().await.unwrap();
    let spanner = Spanner::put(
        r"const real = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete');
        window.deaf = 0;
        Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
            configurable: true,
            get() { return real.get.call(this); },
            set(handler) {
                const first = this.mode === 'readwrite' && handler && window.deaf++ === 0;
                real.set.call(this, first ? null : handler);
            },
        });
        return () => Object.defineProperty(IDBTransaction.prototype, 'oncomplete', real);",
    );
    let position = host.append("once".into()).await.unwrap();
    drop(spanner);
    assert_eq!(
        run("return window.deaf").as_f64(),
        Some(2.0),
        "the write was tried twice"
    );
    let entries = host.log_after(0, 9).await.unwrap();
    assert_eq!(texts(&entries), ["once"]);
    assert_eq!(entries[0].0, position);
}

#[wasm_bindgen_test]
async fn a_newer_tab_takes_over_at_once() {
    let name = name("upgrade");
    let host = tab(&name);
    host.open().await.unwrap();
    host.append("old".into()).await.unwrap();
    let told = Rc::new(Cell::new(false));
    let heard = Rc::clone(&told);
    host.on_foreign_change(Rc::new(move || heard.set(true)));

    let outcome = wait(
        r"return new Promise((yes, no) => {
            const request = indexedDB.open(a, 2);
            request.onblocked = () => no(new Error('blocked'));
            request.onsuccess = () => { request.result.close(); yes('upgraded'); };
        })",
        &name,
        "",
    )
    .await;
    assert_eq!(outcome.as_string().as_deref(), Some("upgraded"));
    until("word of the newer tab", || told.get()).await;
    assert_eq!(
        host.append("late".into()).await,
        Err(StorageError::Superseded)
    );
    assert_eq!(host.log_after(0, 9).await, Err(StorageError::Superseded));
    assert_eq!(host.wipe().await, Err(StorageError::Superseded));
}

#[wasm_bindgen_test]
async fn an_older_tab_that_does_not_let_go_is_named() {
    let name = name("blocked");
    tab(&name).open().await.unwrap();
    wait(
        r"return new Promise(yes => {
            const request = indexedDB.open(a, 1);
            request.onsuccess = () => { window.older = request.result; yes(); };
        })",
        &name,
        "",
    )
    .await;
    // Ask for the version after this one, as the next release will.
    let newer = Spanner::put(
        r"const real = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (name, version) { return real.call(this, name, version + 1); };
        return () => { IDBFactory.prototype.open = real; };",
    );
    let host = impatient_tab(&name);
    assert_eq!(host.open().await.unwrap_err(), StorageError::Blocked);
    run("window.older.close()");
    host.open().await.unwrap();
    drop(newer);
}

#[wasm_bindgen_test]
async fn a_browser_that_keeps_no_data_says_so() {
    for thrown in [
        "throw new DOMException('no', 'SecurityError')",
        "return null",
    ] {
        let spanner = Spanner::put(&format!(
            r"const real = Object.getOwnPropertyDescriptor(window, 'indexedDB')
                ?? Object.getOwnPropertyDescriptor(Window.prototype, 'indexedDB');
            Object.defineProperty(window, 'indexedDB', {{ configurable: true, get() {{ {thrown}; }} }});
            return () => Object.defineProperty(window, 'indexedDB', real);"
        ));
        let answer = tab(&name("none")).open().await;
        drop(spanner);
        assert_eq!(answer.unwrap_err(), StorageError::Unavailable);
    }
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_not_mistaken_for_the_old_one() {
    let name = name("deleted");
    let host = tab(&name);
    host.open().await.unwrap();
    host.append("gone".into()).await.unwrap();
    wait(
        r"return new Promise((yes, no) => {
            const request = indexedDB.deleteDatabase(a);
            request.onblocked = () => no(new Error('blocked'));
            request.onsuccess = () => yes();
        })",
        &name,
        "",
    )
    .await;
    assert_eq!(
        host.append("to nobody".into()).await,
        Err(StorageError::Wiped)
    );
    assert!(host.open().await.unwrap().tail.is_empty());
    host.append("afresh".into()).await.unwrap();
}
