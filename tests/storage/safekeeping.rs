//! What is kept beside the workspace: archives, and a folder for backups.

use std::rc::Rc;

use fledgling::workspace::{
    host::Safekeeping,
    safekeeping::{Folder, Kept},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{Spanner, name, tab};

async fn beside(name: &str) -> Rc<dyn Safekeeping> {
    tab(name).safekeeping().await.unwrap()
}

#[wasm_bindgen_test]
async fn archives_are_there_in_the_next_visit_until_they_are_thrown_away() {
    let name = name("archives");
    let first = beside(&name).await;
    assert_eq!(first.kept().await, Ok(Vec::new()));
    first
        .keep("before.json", b"all of it".to_vec())
        .await
        .unwrap();
    first.keep("earlier.json", b"{}".to_vec()).await.unwrap();

    let second = beside(&name).await;
    let kept = |name: &str, bytes| Kept {
        name: name.to_owned(),
        bytes,
    };
    assert_eq!(
        second.kept().await,
        Ok(vec![kept("before.json", 9), kept("earlier.json", 2)])
    );
    assert_eq!(
        second.take_out("before.json").await,
        Ok(Some(b"all of it".to_vec()))
    );
    second.discard("before.json").await.unwrap();
    assert_eq!(second.take_out("before.json").await, Ok(None));
    assert_eq!(second.kept().await, Ok(vec![kept("earlier.json", 2)]));
}

/// Lets the browser's own store of files stand for the folder that a person chooses.
fn folder_to_choose(may: &str) -> Spanner {
    Spanner::put(&format!(
        r"const real = window.showDirectoryPicker;
        window.showDirectoryPicker = async () => {{
            const root = await navigator.storage.getDirectory();
            return root.getDirectoryHandle('backups-' + crypto.randomUUID(), {{ create: true }});
        }};
        const shown = globalThis.FileSystemHandle?.prototype ?? {{}};
        const before = [shown.queryPermission, shown.requestPermission];
        shown.queryPermission = shown.requestPermission = async () => '{may}';
        return () => {{
            window.showDirectoryPicker = real;
            [shown.queryPermission, shown.requestPermission] = before;
        }};"
    ))
}

/// Whether the browser can write into files at all; WebKit's can only from a worker.
fn is_able() -> bool {
    crate::browser::run(
        "return 'FileSystemFileHandle' in self && 'createWritable' in FileSystemFileHandle.prototype",
    )
    .is_truthy()
}

#[wasm_bindgen_test]
async fn backups_are_written_into_the_folder_that_was_chosen_once() {
    if !is_able() {
        return;
    }
    let name = name("folder");
    let spanner = folder_to_choose("granted");
    let first = beside(&name).await;
    assert_eq!(first.folder().await, Folder::None);
    assert!(matches!(first.choose_folder().await, Ok(Folder::Ready(_))));
    first
        .write_file("a.json", vec![b"{".to_vec(), b"}".to_vec()])
        .await
        .unwrap();

    let second = beside(&name).await;
    assert!(matches!(second.folder().await, Folder::Ready(_)));
    second
        .write_file("b.json", vec![b"[]".to_vec()])
        .await
        .unwrap();
    let mut names = second.files().await.unwrap();
    names.sort();
    assert_eq!(names, ["a.json", "b.json"]);
    second.delete_file("a.json").await.unwrap();
    assert_eq!(second.files().await.unwrap(), ["b.json"]);
    second.forget_folder().await.unwrap();
    assert_eq!(second.folder().await, Folder::None);
    drop(spanner);
}

#[wasm_bindgen_test]
async fn a_permission_that_lapsed_is_said() {
    if !is_able() {
        return;
    }
    let name = name("lapsed");
    let chosen = folder_to_choose("granted");
    beside(&name).await.choose_folder().await.unwrap();
    drop(chosen);
    let lapsed = folder_to_choose("prompt");
    assert!(matches!(
        beside(&name).await.folder().await,
        Folder::Lapsed(_)
    ));
    drop(lapsed);
}

#[wasm_bindgen_test]
async fn a_browser_without_folders_says_so() {
    let spanner = Spanner::put(
        r"const real = window.showDirectoryPicker;
        window.showDirectoryPicker = undefined;
        return () => { window.showDirectoryPicker = real; };",
    );
    let host = tab(&name("unable"));
    let beside = host.safekeeping().await.unwrap();
    assert_eq!(beside.folder().await, Folder::Unable);
    drop(spanner);
}
