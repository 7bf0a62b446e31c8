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

/// Files import each other in no circle. What a module shares with its own parts, through `super`, is no import: they
/// are its inside.
#[test]
fn files_form_no_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: BTreeMap<Vec<String>, String> = house()
        .into_iter()
        .map(|(_, file, code)| (module_of(&root, &file), code))
        .filter(|(module, _)| !module.iter().any(|name| name == "tests" || name == "rules"))
        .collect();
    let imports: BTreeMap<String, BTreeSet<String>> = files
        .iter()
        .map(|(module, code)| {
            let named = paths_named(code, &children_of(module, &files));
            let from_here = named.into_iter().filter_map(|path| {
                let target = resolved(module, &path, &files)?;
                (!module.starts_with(&target)).then(|| target.join("/"))
            });
            (module.join("/"), from_here.collect())
        })
        .collect();
    assert!(
        imports.values().any(|all| !all.is_empty()),
        "nothing is read"
    );
    let circles: Vec<String> = circles_in(&imports)
        .iter()
        .map(|circle| ties_of(circle, &imports))
        .collect();
    assert!(circles.is_empty(), "circles:{}", circles.join("\n"));
}

/// The module that a file holds, as the names that lead to it.
fn module_of(root: &Path, file: &Path) -> Vec<String> {
    let inside = file.strip_prefix(root).expect("a file of the house");
    let mut names: Vec<String> = inside
        .with_extension("")
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    names
}

fn children_of(module: &[String], files: &BTreeMap<Vec<String>, String>) -> Vec<String> {
    files
        .keys()
        .filter(|other| other.len() == module.len() + 1 && other.starts_with(module))
        .filter_map(|other| other.last().cloned())
        .collect()
}

/// The file that a path leads to, seen from a module.
fn resolved(
    module: &[String],
    path: &[String],
    files: &BTreeMap<Vec<String>, String>,
) -> Option<Vec<String>> {
    let mut names = module.to_vec();
    for name in path {
        match name.as_str() {
            "crate" => names.clear(),
            "self" => {}
            "super" => {
                names.pop();
            }
            name => names.push(name.to_owned()),
        }
    }
    while !names.is_empty() && !files.contains_key(&names) {
        names.pop();
    }
    (!names.is_empty()).then_some(names)
}

/// All paths that begin with `crate`, `super`, or the name of a part of the module.
fn paths_named(code: &str, children: &[String]) -> Vec<Vec<String>> {
    let starts = ["crate", "super"].into_iter().map(str::to_owned);
    let mut paths = Vec::new();
    for start in starts.chain(children.iter().cloned()) {
        let mark = format!("{start}::");
        for (at, _) in code.match_indices(&mark) {
            let before = code[..at].chars().next_back();
            if before.is_none_or(|letter| !letter.is_alphanumeric() && !"_:".contains(letter)) {
                spread(&code[at..], &mut Vec::new(), &mut paths);
            }
        }
    }
    paths
}

/// Follows one path or group, such as `a::{b::c, d}`, and gives what is left of the text.
fn spread<'a>(text: &'a str, before: &mut Vec<String>, paths: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = spread(rest, &mut before.clone(), paths).trim_start();
            match rest.chars().next() {
                Some(',') => rest = &rest[1..],
                Some('}') => return &rest[1..],
                _ => return rest,
            }
        }
    }
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '*';
    let end = text.find(|letter| !is_name(letter)).unwrap_or(text.len());
    before.push(text[..end].to_owned());
    match text[end..].strip_prefix("::") {
        Some(rest) => spread(rest, before, paths),
        None => {
            paths.push(before.clone());
            // What stands between the name and the next comma or brace, such as a new name, is passed over.
            let rest = &text[end..];
            rest.find([',', '}', ';', '{', '('])
                .map_or("", |at| &rest[at..])
        }
    }
}

/// Files that lead to each other, group by group.
fn circles_in(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<&str>> {
    let led_to: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|start| (start.as_str(), led_to_from(start, imports)))
        .collect();
    let mut circles = Vec::new();
    for (start, there) in &led_to {
        if !there.contains(start) {
            continue;
        }
        let is_way_back = |file: &&str| led_to.get(file).is_some_and(|back| back.contains(start));
        let circle: BTreeSet<&str> = there.iter().copied().filter(is_way_back).collect();
        // Each of its files leads to the same circle; the first in order tells of it.
        if circle.first() == Some(start) {
            circles.push(circle);
        }
    }
    circles
}

/// All that a file imports, and all that these import; itself too if something leads back to it.
fn led_to_from<'a>(
    start: &str,
    imports: &'a BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&str> = imports
        .get(start)
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    while let Some(at) = waiting.pop() {
        if found.insert(at) {
            waiting.extend(imports.get(at).into_iter().flatten().map(String::as_str));
        }
    }
    found
}

/// The imports inside a circle, one a line.
fn ties_of(circle: &BTreeSet<&str>, imports: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut ties = Vec::new();
    for from in circle {
        let inside = imports.get(*from).into_iter().flatten();
        let inside = inside.filter(|to| circle.contains(to.as_str()));
        ties.extend(inside.map(|to| format!("\n  {from} → {to}")));
    }
    ties.concat()
}

#[test]
fn the_readers_of_this_test_notice_what_they_should() {
    assert_eq!(
        floors_named("use crate::{domain::{dates::Day}, ledger::Value};"),
        BTreeSet::from(["domain", "ledger"])
    );
    assert_eq!(floors_named("crate::ui::start()"), BTreeSet::from(["ui"]));
    let ways = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c")];
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in ways {
        let known = imports.entry(from.to_owned()).or_default();
        known.insert(to.to_owned());
    }
    let circles = [BTreeSet::from(["a", "b"]), BTreeSet::from(["c", "d"])];
    assert_eq!(circles_in(&imports), circles);
    assert_eq!(ties_of(&circles[0], &imports), "\n  a → b\n  b → a");
    let paths = paths_named("use super::{a::{B, c as d}, e}; crate::f::g()", &[]);
    let paths: Vec<String> = paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(
        paths,
        ["crate::f::g", "super::a::B", "super::a::c", "super::e"]
    );
}
