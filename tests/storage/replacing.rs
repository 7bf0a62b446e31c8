//! Another log in the place of the one that was there: all of it or nothing, and no tab goes on with the old one.

use fledgling::workspace::host::{StorageError, Writers};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{contents, name, tab, texts};

fn entries(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| (*text).into()).collect()
}

#[wasm_bindgen_test]
async fn a_replaced_log_is_whole_and_its_positions_go_on() {
    let name = name("replace");
    let host = tab(&name);
    host.open().await.unwrap();
    host.append("a secret".into()).await.unwrap();
    let last = host.append("another secret".into()).await.unwrap();
    host.write_snapshot("secret header".into(), vec![Some("secret".into())], last)
        .await
        .unwrap();

    host.replace_log(entries(&["one", "two"]), Some(last), Writers::AsBefore)
        .await
        .unwrap();
    let opened = host.open().await.unwrap();
    assert!(opened.snapshot.is_none());
    assert_eq!(texts(&opened.tail), ["one", "two"]);
    assert!(opened.tail.iter().all(|(position, _)| *position > last));
    assert!(!contents(&name).await.to_string().contains("secret"));
    host.append("three".into()).await.unwrap();
    assert_eq!(
        texts(&host.log_after(0, 9).await.unwrap()),
        ["one", "two", "three"]
    );
}

#[wasm_bindgen_test]
async fn a_log_that_went_on_meanwhile_is_not_replaced() {
    let name = name("grew");
    let (here, there) = (tab(&name), tab(&name));
    here.open().await.unwrap();
    there.open().await.unwrap();
    let read = here.append("read".into()).await.unwrap();
    there.append("written meanwhile".into()).await.unwrap();
    assert_eq!(
        here.replace_log(entries(&["other"]), Some(read), Writers::AsBefore)
            .await,
        Err(StorageError::LogGrew)
    );
    assert_eq!(
        texts(&here.log_after(0, 9).await.unwrap()),
        ["read", "written meanwhile"]
    );
}

#[wasm_bindgen_test]
async fn a_tab_that_holds_the_old_log_writes_nothing_into_the_new_one() {
    let name = name("old-tab");
    let (here, there) = (tab(&name), tab(&name));
    here.open().await.unwrap();
    there.open().await.unwrap();
    let last = here.append("old".into()).await.unwrap();
    here.replace_log(entries(&["new"]), Some(last), Writers::AsBefore)
        .await
        .unwrap();
    assert_eq!(
        there.append("built on the old".into()).await,
        Err(StorageError::Wiped)
    );
    assert_eq!(
        there
            .replace_log(entries(&["mine"]), Some(last), Writers::AsBefore)
            .await,
        Err(StorageError::Wiped)
    );
    assert_eq!(texts(&here.log_after(0, 9).await.unwrap()), ["new"]);
    assert_eq!(texts(&there.open().await.unwrap().tail), ["new"]);
}

#[wasm_bindgen_test]
async fn a_log_told_in_other_words_has_the_same_writers() {
    let name = name("reworded");
    let (here, there) = (tab(&name), tab(&name));
    let mine = here.open().await.unwrap().device;
    let theirs = there.open().await.unwrap().device;
    let last = here.append("old".into()).await.unwrap();
    here.replace_log(entries(&["new"]), Some(last), Writers::AsBefore)
        .await
        .unwrap();
    assert_eq!(here.open().await.unwrap().device, mine);
    assert_eq!(there.open().await.unwrap().device, theirs);
}

#[wasm_bindgen_test]
async fn another_history_has_writers_of_its_own_in_every_tab() {
    let name = name("writers");
    let (here, there) = (tab(&name), tab(&name));
    let mut devices = vec![
        here.open().await.unwrap().device,
        there.open().await.unwrap().device,
    ];
    let last = here.append("after the backup".into()).await.unwrap();
    here.replace_log(entries(&["from the backup"]), Some(last), Writers::Anew)
        .await
        .unwrap();
    for host in [&here, &there] {
        let device = host.open().await.unwrap().device;
        devices.push(device);
        assert_eq!(host.open().await.unwrap().device, device, "and it is kept");
    }
    // Emptying comes to the same: a backup may follow.
    here.wipe().await.unwrap();
    for host in [&here, &there, &tab(&name)] {
        devices.push(host.open().await.unwrap().device);
    }
    devices.sort_unstable();
    devices.dedup();
    assert_eq!(devices.len(), 7);
}
