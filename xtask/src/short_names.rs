//! Gives what the program asks of the browser short names: wasm-bindgen's end in sixteen random digits, hundreds of
//! times, in the program and in its script, and random digits do not compress.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Imports, Parser, Payload};

/// The names of wasm-bindgen's own making begin so.
const OURS: &str = "__wb";

/// Old names and the short ones that stand for them.
type Names = BTreeMap<String, String>;

/// The program and its script, with the same short names in both.
pub(crate) fn shorten(program: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let names = names_for(program, script)?;
    let mut module = Module::new();
    Renaming(&names)
        .parse_core_module(&mut module, Parser::new(0), program)
        .map_err(|error| anyhow!("The program could not be written with short names: {error}"))?;
    Ok((module.finish(), renamed(script, &names)))
}

/// A short name for each import of wasm-bindgen's; none that the script uses already.
fn names_for(program: &[u8], script: &str) -> Result<Names> {
    let mut names = Names::new();
    let taken = |name: &str| words(script).any(|word| word == name);
    let mut number = 0_u32;
    for payload in Parser::new(0).parse_all(program) {
        let Payload::ImportSection(section) = payload.context("The program is damaged")? else {
            continue;
        };
        for import in section.into_imports() {
            let name = import?.name;
            if name.starts_with(OURS) && !names.contains_key(name) {
                let mut short = format!("_{number}");
                while taken(&short) {
                    number += 1;
                    short = format!("_{number}");
                }
                number += 1;
                names.insert(name.to_owned(), short);
            }
        }
    }
    Ok(names)
}

struct Renaming<'a>(&'a Names);

impl Reencode for Renaming<'_> {
    type Error = std::convert::Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), Error<Self::Error>> {
        match imports {
            Imports::Single(_, import) => {
                let name = self.0.get(import.name).map_or(import.name, String::as_str);
                section.import(import.module, name, self.entity_type(import.ty)?);
                Ok(())
            }
            other => utils::parse_imports(self, section, other),
        }
    }
}

fn is_part_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

fn words(script: &str) -> impl Iterator<Item = &str> {
    script
        .split(|letter| !is_part_of_word(letter))
        .filter(|word| !word.is_empty())
}

/// The script with every whole word that is an old name replaced.
fn renamed(script: &str, names: &Names) -> String {
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_part_of_word) {
        let (before, from) = rest.split_at(start);
        let end = from
            .find(|letter| !is_part_of_word(letter))
            .unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        text.push_str(before);
        text.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    fn program() -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import(
            "./app.js",
            "__wbg_alert_0123456789abcdef",
            EntityType::Function(0),
        );
        imports.import(
            "./app.js",
            "__wbg_alert_0123456789abcdef0",
            EntityType::Function(0),
        );
        imports.import("./parts.js", "load", EntityType::Function(0));
        module.section(&types).section(&imports);
        module.finish()
    }

    fn imported(program: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(program) {
            if let Payload::ImportSection(section) = payload.expect("sound") {
                for import in section.into_imports() {
                    names.push(import.expect("sound").name.to_owned());
                }
            }
        }
        names
    }

    #[test]
    fn program_and_script_agree_on_the_new_names() {
        let script = "const imports = { __wbg_alert_0123456789abcdef: f, __wbg_alert_0123456789abcdef0: g, load, _1: 2 };";
        let (program, script) = shorten(&program(), script).expect("shortened");
        assert_eq!(imported(&program), ["_0", "_2", "load"]);
        assert_eq!(script, "const imports = { _0: f, _2: g, load, _1: 2 };");
    }

    #[test]
    fn what_is_no_program_is_refused() {
        assert!(shorten(b"<!doctype html>", "").is_err());
    }
}
