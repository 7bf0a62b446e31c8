//! Small things that are remembered at once.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Spanner, name, run, tab};

#[wasm_bindgen_test]
fn what_is_remembered_is_recalled_in_the_next_visit() {
    let name = name("recall");
    let host = tab(&name);
    assert_eq!(host.recall("author"), None);
    assert!(host.remember("author", "Ada"));
    assert!(host.remember("draft.one", "…"));
    assert!(host.remember("draft.two", ""));
    drop(host);

    let host = tab(&name);
    assert_eq!(host.recall("author").as_deref(), Some("Ada"));
    assert_eq!(host.recall("draft.two").as_deref(), Some(""));
    assert_eq!(host.remembered("draft."), ["draft.one", "draft.two"]);
    host.forget("draft.one");
    assert_eq!(host.recall("draft.one"), None);
    assert_eq!(host.remembered(""), ["author", "draft.two"]);
}

#[wasm_bindgen_test]
fn names_of_others_are_left_alone() {
    let (mine, other) = (tab(&name("mine")), tab(&name("other")));
    other.remember("shared", "theirs");
    run("localStorage.setItem('somebody', 'else')");
    assert_eq!(mine.recall("shared"), None);
    assert!(mine.remembered("").is_empty());
    run("localStorage.removeItem('somebody')");
}

#[wasm_bindgen_test]
fn without_local_storage_things_are_remembered_while_the_tab_lives() {
    let spanner = Spanner::put(
        r"const real = Object.getOwnPropertyDescriptor(window, 'localStorage')
            ?? Object.getOwnPropertyDescriptor(Window.prototype, 'localStorage');
        Object.defineProperty(window, 'localStorage', {
            configurable: true,
            get() { throw new DOMException('no', 'SecurityError'); },
        });
        return () => Object.defineProperty(window, 'localStorage', real);",
    );
    let host = tab(&name("refused"));
    assert_eq!(host.recall("author"), None);
    assert!(!host.remember("author", "Ada"), "the refusal is told");
    assert_eq!(host.recall("author").as_deref(), Some("Ada"));
    assert_eq!(host.remembered("au"), ["author"]);
    host.forget("author");
    assert_eq!(host.recall("author"), None);
    assert!(host.remembered("").is_empty());
    drop(spanner);
}

#[wasm_bindgen_test]
fn what_no_longer_fits_is_remembered_while_the_tab_lives() {
    let host = tab(&name("full"));
    assert!(host.remember("draft", "short"));
    let spanner = Spanner::put(
        r"const real = Storage.prototype.setItem;
        Storage.prototype.setItem = () => { throw new DOMException('no room', 'QuotaExceededError'); };
        return () => { Storage.prototype.setItem = real; };",
    );
    assert!(!host.remember("draft", "long"));
    assert_eq!(host.recall("draft").as_deref(), Some("long"));
    drop(spanner);
    assert!(host.remember("draft", "longer"));
    assert_eq!(host.recall("draft").as_deref(), Some("longer"));
}
