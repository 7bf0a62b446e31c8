//! The house stands: floors import downwards only, there are no circles, and no browser is named where none belongs.

#![expect(clippy::expect_used, reason = "a test reports by stopping")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Floors from the ground up. `browser` and `ui` sit beside each other on top.
const FLOORS: [&str; 7] = [
    "ledger",
    "domain",
    "workspace",
    "exchange",
    "sync",
    "browser",
    "ui",
];
const PURE: [&str; 5] = ["ledger", "domain", "workspace", "exchange", "sync"];
const BROWSER_CRATES: [&str; 9] = [
    "leptos",
    "leptos_router",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "indexed_db_futures",
    "gloo_events",
    "gloo_timers",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        // A folder with its own manifest is a crate of its own, not a part of its floor.
        if path.is_dir() {
            if !path.join("Cargo.toml").exists() {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file without comments and without texts, so that words in prose count for nothing.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

fn house() -> Vec<(&'static str, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    for floor in FLOORS {
        let mut files = Vec::new();
        sources(&root.join(floor), &mut files);
        for file in [root.join(format!("{floor}.rs"))]
            .into_iter()
            .chain(files)
            .filter(|file| file.exists())
        {
            let code = code_of(&file);
            all.push((floor, file, code));
        }
    }
    all
}

/// Floors named after `crate::`, alone or in braces.
fn floors_named(code: &str) -> BTreeSet<&'static str> {
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let group = if rest.starts_with('{') {
            top_level_names(rest)
        } else {
            vec![rest.to_owned()]
        };
        for name in group {
            let word: String = name
                .trim()
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            named.extend(FLOORS.iter().copied().filter(|floor| *floor == word));
        }
    }
    named
}

/// The first names inside a `{a::{b}, c}` group, not those in nested braces.
fn top_level_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut current) = (0, Vec::new(), String::new());
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            ',' if depth == 1 => names.push(std::mem::take(&mut current)),
            other if depth == 1 => current.push(other),
            _ => {}
        }
    }
    names.push(current);
    names
}

#[test]
fn floors_import_downwards_only() {
    let mut upward = Vec::new();
    for (floor, file, code) in house() {
        let height = FLOORS.iter().position(|known| *known == floor);
        for named in floors_named(&code) {
            let beside =
                (floor == "ui" && named == "browser") || (floor == "browser" && named == "ui");
            if FLOORS.iter().position(|known| *known == named) > height || beside {
                upward.push(format!("{} imports {named}", file.display()));
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn pure_floors_name_no_browser() {
    let mut named = Vec::new();
    for (floor, file, code) in house() {
        if PURE.contains(&floor) {
            for name in BROWSER_CRATES {
                if code.contains(&format!("{name}::")) {
                    named.push(format!("{} names {name}", file.display()));
                }
            }
        }
    }
    assert!(named.is_empty(), "{named:#?}");
}

#[test]
fn modules_of_a_floor_form_no_circle() {
    for floor in FLOORS {
        let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(floor);
        for (_, file, code) in house().into_iter().filter(|(of, _, _)| *of == floor) {
            let Some(module) = module_of(&root, &file) else {
                continue;
            };
            let entry = imports.entry(module.clone()).or_default();
            let prefix = format!("crate::{floor}::");
            for (at, _) in code.match_indices(&prefix) {
                let word: String = code[at + prefix.len()..]
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                    .collect();
                if word != module
                    && (root.join(&word).exists() || root.join(format!("{word}.rs")).exists())
                {
                    entry.insert(word);
                }
            }
        }
        if let Some(circle) = circle_in(&imports) {
            panic!("{floor}: {}", circle.join(" → "));
        }
    }
}

fn module_of(root: &Path, file: &Path) -> Option<String> {
    let inside = file.strip_prefix(root).ok()?;
    let first = inside
        .components()
        .next()?
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    let name = first.trim_end_matches(".rs").to_owned();
    (name != "mod").then_some(name)
}

fn circle_in(imports: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn walk(
        at: &str,
        imports: &BTreeMap<String, BTreeSet<String>>,
        path: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> bool {
        if let Some(start) = path.iter().position(|known| known == at) {
            path.drain(..start);
            path.push(at.to_owned());
            return true;
        }
        if !done.insert(at.to_owned()) {
            return false;
        }
        path.push(at.to_owned());
        for next in imports.get(at).into_iter().flatten() {
            if walk(next, imports, path, done) {
                return true;
            }
        }
        path.pop();
        false
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|start| {
        let mut path = Vec::new();
        walk(start, imports, &mut path, &mut done).then_some(path)
    })
}

#[test]
fn the_readers_of_this_test_notice_what_they_should() {
    assert_eq!(
        floors_named("use crate::{domain::{dates::Day}, ledger::Value};"),
        BTreeSet::from(["domain", "ledger"])
    );
    assert_eq!(floors_named("crate::ui::start()"), BTreeSet::from(["ui"]));
    let circle = BTreeMap::from([
        ("a".to_owned(), BTreeSet::from(["b".to_owned()])),
        ("b".to_owned(), BTreeSet::from(["a".to_owned()])),
    ]);
    assert!(circle_in(&circle).is_some());
}
