//! The rest of the machine: files, clock, chance, and what the browser says about its storage.

use fledgling::browser::files::{self, FileError};
use js_sys::{Array, Uint8Array};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Spanner, name, run, tab, wait};

fn file(bytes: &[u8]) -> web_sys::File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    web_sys::File::new_with_u8_array_sequence(&parts, "grants.csv").unwrap()
}

#[wasm_bindgen_test]
async fn a_chosen_file_is_read_byte_by_byte() {
    let bytes: Vec<u8> = (0..=255).collect();
    assert_eq!(files::read(&file(&bytes), 256).await, Ok(bytes));
}

#[wasm_bindgen_test]
async fn a_file_that_is_too_large_is_not_read() {
    let answer = files::read(&file(&vec![0; 2_000_001]), 2_000_000).await;
    assert_eq!(
        answer,
        Err(FileError::TooLarge {
            megabytes: 3,
            allowed_megabytes: 2
        })
    );
}

#[wasm_bindgen_test]
async fn a_download_is_one_file_of_all_parts() {
    let spanner = Spanner::put(
        r"const real = HTMLAnchorElement.prototype.click;
        HTMLAnchorElement.prototype.click = function () { window.download = { name: this.download, href: this.href }; };
        return () => { HTMLAnchorElement.prototype.click = real; };",
    );
    tab(&name("download")).download(
        "données.json",
        "application/json",
        vec![b"{\"a\":".to_vec(), b"1}".to_vec()],
    );
    drop(spanner);
    let got = wait(
        r"return fetch(window.download.href).then(async answer =>
            [window.download.name, answer.headers.get('content-type'), await answer.text()].join(' | '))",
        "",
        "",
    )
    .await;
    assert_eq!(
        got.as_string().as_deref(),
        Some("données.json | application/json | {\"a\":1}")
    );
    assert_eq!(
        run("return document.querySelectorAll('a[download]').length").as_f64(),
        Some(0.0)
    );
}

#[wasm_bindgen_test]
fn random_numbers_differ_and_fill_all_bits() {
    let host = tab(&name("random"));
    let numbers: Vec<u128> = (0..64).map(|_| host.random()).collect();
    let mut distinct = numbers.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), 64);
    assert_eq!(
        numbers.iter().fold(0, |bits, number| bits | number),
        u128::MAX
    );
}

#[wasm_bindgen_test]
fn the_clock_is_the_machines() {
    let before = js_sys::Date::now();
    let now = tab(&name("clock")).now_ms();
    assert!((before..=js_sys::Date::now()).contains(&(now as f64)));
}

#[wasm_bindgen_test]
fn british_summer_time_is_the_browsers() {
    let host = tab(&name("offset"));
    for at_ms in [
        1_767_225_600_000_u64,
        1_774_745_999_000,
        1_774_746_000_000,
        1_792_889_999_000,
        1_792_890_000_000,
    ] {
        let hours = run(&format!(
            "return Number(new Intl.DateTimeFormat('en-GB', {{ hour: 'numeric', hourCycle: 'h23', timeZone: 'Europe/London' }})
                .format(new Date({at_ms}))) - new Date({at_ms}).getUTCHours()"
        ));
        assert_eq!(
            Some(f64::from(host.uk_offset_minutes(at_ms)) / 60.0),
            hours.as_f64(),
            "at {at_ms}"
        );
    }
}

#[wasm_bindgen_test]
async fn the_browsers_word_on_storage_is_passed_on() {
    let host = tab(&name("state"));
    let state = host.storage_state().await;
    assert!(state.persistent.is_some());
    assert!(state.quota_bytes.unwrap() > state.used_bytes.unwrap());
    assert!(host.ask_to_persist().await.persistent.is_some());
}

#[wasm_bindgen_test]
async fn a_browser_that_says_nothing_about_storage_claims_nothing() {
    let spanner = Spanner::put(
        r"Object.defineProperty(navigator, 'storage', { value: undefined, configurable: true });
        return () => { delete navigator.storage; };",
    );
    let host = tab(&name("silent"));
    assert_eq!(
        host.storage_state().await,
        fledgling::workspace::host::StorageState::default()
    );
    assert_eq!(host.ask_to_persist().await.persistent, None);
    drop(spanner);
}

#[wasm_bindgen_test]
fn the_network_is_as_the_browser_believes() {
    let host = tab(&name("network"));
    assert!(host.online());
    let spanner = Spanner::put(
        r"Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
        return () => { delete navigator.onLine; };",
    );
    assert!(!host.online());
    drop(spanner);
}
