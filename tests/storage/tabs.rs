//! Several tabs of one browser: each writes as somebody else, and none is left in the past.

use std::{cell::Cell, rc::Rc};

use fledgling::workspace::host::{Host, StorageError};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Spanner, contents, name, run, tab, texts, until};

/// Counts how often the tab is told that there is something to read.
fn count_notices(host: &dyn Host) -> Rc<Cell<u32>> {
    let count = Rc::new(Cell::new(0));
    let counter = Rc::clone(&count);
    host.on_foreign_change(Rc::new(move || counter.set(counter.get() + 1)));
    count
}

#[wasm_bindgen_test]
async fn open_tabs_write_as_different_devices() {
    let name = name("devices");
    let (first, second, third) = (tab(&name), tab(&name), tab(&name));
    let mut devices = Vec::new();
    for host in [&first, &second, &third] {
        devices.push(host.open().await.unwrap().device);
    }
    devices.sort_unstable();
    devices.dedup();
    assert_eq!(devices.len(), 3);
}

#[wasm_bindgen_test]
async fn a_tab_keeps_its_identity_and_leaves_it_to_the_next_visit() {
    let name = name("kept");
    let first = tab(&name);
    let device = first.open().await.unwrap().device;
    assert_eq!(first.open().await.unwrap().device, device);
    drop(first);

    for _ in 0..3 {
        // The browser gives a lock back a moment after its holder is gone.
        let free = format!("{name}-writer-{device:016x}");
        crate::browser::wait("return navigator.locks.request(a, () => {})", &free, "").await;
        assert_eq!(tab(&name).open().await.unwrap().device, device);
    }
}

#[wasm_bindgen_test]
async fn without_locks_every_tab_is_new_and_saving_works() {
    let name = name("lockless");
    let spanner = Spanner::put(
        r"Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
        return () => { delete navigator.locks; };",
    );
    let (first, second) = (tab(&name), tab(&name));
    let devices = (
        first.open().await.unwrap().device,
        second.open().await.unwrap().device,
    );
    assert_ne!(devices.0, devices.1);
    first.append("one".into()).await.unwrap();
    second.append("two".into()).await.unwrap();
    drop(spanner);
    assert_eq!(texts(&first.log_after(0, 9).await.unwrap()), ["one", "two"]);
}

#[wasm_bindgen_test]
async fn a_tab_hears_of_the_others_changes_and_reads_them() {
    let name = name("notice");
    let (first, second) = (tab(&name), tab(&name));
    first.open().await.unwrap();
    second.open().await.unwrap();
    let (own, other) = (count_notices(&*first), count_notices(&*second));

    let position = first.append("from the first".into()).await.unwrap();
    until("the other tab's notice", || other.get() == 1).await;
    assert_eq!(
        texts(&second.log_after(position - 1, 9).await.unwrap()),
        ["from the first"]
    );
    assert_eq!(own.get(), 0, "nobody is told of their own changes");
}

#[wasm_bindgen_test]
async fn tabs_that_write_at_once_lose_nothing() {
    let name = name("race");
    let (first, second) = (tab(&name), tab(&name));
    first.open().await.unwrap();
    second.open().await.unwrap();
    let done = Rc::new(Cell::new(0));
    for number in 0..20 {
        let host = Rc::clone(if number % 2 == 0 { &first } else { &second });
        let done = Rc::clone(&done);
        wasm_bindgen_futures::spawn_local(async move {
            host.append(format!("{number:02}").into()).await.unwrap();
            done.set(done.get() + 1);
        });
    }
    until("all appends", || done.get() == 20).await;
    let entries = first.log_after(0, 99).await.unwrap();
    let mut found = texts(&entries);
    found.sort_unstable();
    assert_eq!(
        found,
        (0..20)
            .map(|number| format!("{number:02}"))
            .collect::<Vec<_>>()
    );
}

#[wasm_bindgen_test]
async fn a_tab_that_shows_wiped_data_writes_nothing_until_it_opens_again() {
    let name = name("stale");
    let (first, second) = (tab(&name), tab(&name));
    first.open().await.unwrap();
    let position = first.append("gone soon".into()).await.unwrap();
    second.open().await.unwrap();
    let told = count_notices(&*second);

    first.wipe().await.unwrap();
    until("the notice of the wipe", || told.get() == 1).await;
    assert_eq!(
        second.log_after(position, 9).await,
        Err(StorageError::Wiped)
    );
    assert_eq!(
        second.append("to the past".into()).await,
        Err(StorageError::Wiped)
    );
    assert_eq!(
        second.write_snapshot("past".into(), vec![], position).await,
        Err(StorageError::Wiped)
    );
    assert_eq!(
        contents(&name).await["stores"]["log"]["records"]
            .as_array()
            .unwrap()
            .len(),
        0
    );

    assert!(second.open().await.unwrap().tail.is_empty());
    second.append("afresh".into()).await.unwrap();
    assert_eq!(texts(&first.log_after(0, 9).await.unwrap()), ["afresh"]);
}

#[wasm_bindgen_test]
async fn a_tab_that_comes_back_is_told_to_read_again() {
    let host = tab(&name("back"));
    host.open().await.unwrap();
    let told = count_notices(&*host);
    run("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))");
    assert_eq!(told.get(), 0, "a first showing is nothing new");
    run("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    assert_eq!(told.get(), 1);
    run("document.dispatchEvent(new Event('resume'))");
    assert_eq!(told.get(), 2);
    run("document.dispatchEvent(new Event('visibilitychange'))");
    assert_eq!(told.get(), 3);
}

#[wasm_bindgen_test]
async fn a_lock_that_is_never_given_back_does_not_stop_saving() {
    let name = name("frozen");
    let host = crate::browser::impatient_tab(&name);
    host.open().await.unwrap();
    crate::browser::wait(
        "return new Promise(held => { navigator.locks.request(a, () => { held(); return new Promise(() => {}); }); })",
        &format!("{name}-write"),
        "",
    )
    .await;
    let last = host.append("saved all the same".into()).await.unwrap();
    host.write_snapshot("head".into(), vec![Some("page".into())], last)
        .await
        .unwrap();
    assert_eq!(
        texts(&host.log_after(0, 9).await.unwrap()),
        ["saved all the same"]
    );
}
