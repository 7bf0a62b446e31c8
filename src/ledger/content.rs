//! What a change's id is the hash of: the canonical JSON of its content, written straight from its parts.

use std::{
    collections::BTreeMap,
    fmt::{Display, Write as _},
};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{
    canonical::{write_canonical, write_text},
    change::{Author, Change, Source},
    id::ChangeId,
    op::{Addition, FieldEdit, Op, Removal},
};

/// An object that is being written, member by member in the order of their names.
struct Object<'a> {
    out: &'a mut String,
    is_first: bool,
}

impl<'a> Object<'a> {
    fn begin(out: &'a mut String) -> Self {
        out.push('{');
        Self {
            out,
            is_first: true,
        }
    }

    /// Writes a member's name; its value has to follow.
    fn name(&mut self, name: &str) -> &mut String {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(',');
        }
        write_text(name, self.out);
        self.out.push(':');
        self.out
    }

    fn text(&mut self, name: &str, text: &str) {
        write_text(text, self.name(name));
    }

    fn value(&mut self, name: &str, value: &Value) {
        write_canonical(value, self.name(name));
    }

    fn id(&mut self, name: &str, id: &dyn Display) {
        write_id(id, self.name(name));
    }

    fn change(&mut self, name: &str, change: Option<ChangeId>) {
        if let Some(change) = change {
            self.id(name, &change);
        }
    }

    fn changes(&mut self, name: &str, changes: &[ChangeId]) {
        if !changes.is_empty() {
            write_list(changes, self.name(name), |change, out| {
                write_id(change, out)
            });
        }
    }

    fn end(self) {
        self.out.push('}');
    }
}

/// Ids and stamps are letters, digits and hyphens: nothing in them needs an escape.
fn write_id(id: &dyn Display, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\"{id}\"");
}

fn write_list<T>(items: &[T], out: &mut String, write: fn(&T, &mut String)) {
    out.push('[');
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(']');
}

fn write_members(members: &BTreeMap<String, Value>, out: &mut String) {
    let mut object = Object::begin(out);
    for (name, value) in members {
        object.value(name, value);
    }
    object.end();
}

fn write_edit(edit: &FieldEdit, out: &mut String) {
    let mut object = Object::begin(out);
    object.change("as", edit.stands_for);
    object.value("is", &edit.is);
    object.changes("seen", &edit.seen);
    if !edit.was.is_null() {
        object.value("was", &edit.was);
    }
    object.change("was_from", edit.was_from);
    object.end();
}

fn write_addition(addition: &Addition, out: &mut String) {
    let mut object = Object::begin(out);
    object.change("as", addition.stands_for);
    object.value("item", &addition.item);
    object.change("was_from", addition.was_from);
    object.end();
}

fn write_removal(removal: &Removal, out: &mut String) {
    let mut object = Object::begin(out);
    object.change("as", removal.stands_for);
    object.value("item", &removal.item);
    object.changes("seen", &removal.seen);
    object.change("was_from", removal.was_from);
    object.end();
}

fn write_op(op: &Op, out: &mut String) {
    if let Op::Unknown(value) = op {
        return write_canonical(value, out);
    }
    let mut object = Object::begin(out);
    match op {
        Op::Unknown(_) => {}
        Op::Set {
            record,
            kind,
            new,
            fields,
        } => {
            let mut named = Object::begin(object.name("fields"));
            for (name, edit) in fields.iter() {
                write_edit(edit, named.name(name));
            }
            named.end();
            object.text("kind", kind);
            if *new {
                object.name("new").push_str("true");
            }
            object.text("op", "set");
            object.id("record", record);
        }
        Op::Tags {
            record,
            kind,
            field,
            add,
            remove,
        } => {
            if !add.is_empty() {
                write_list(add, object.name("add"), write_addition);
            }
            object.text("field", field);
            object.text("kind", kind);
            object.text("op", "tags");
            object.id("record", record);
            if !remove.is_empty() {
                write_list(remove, object.name("remove"), write_removal);
            }
        }
        Op::Delete {
            record,
            kind,
            edits,
            seen,
            was_from,
            stands_for,
        } => {
            object.change("as", *stands_for);
            object.changes("edits", edits);
            object.text("kind", kind);
            object.text("op", "delete");
            object.id("record", record);
            object.changes("seen", seen);
            object.change("was_from", *was_from);
        }
        Op::Restore {
            record,
            kind,
            seen,
            was_from,
            stands_for,
        } => {
            object.change("as", *stands_for);
            object.text("kind", kind);
            object.text("op", "restore");
            object.id("record", record);
            object.changes("seen", seen);
            object.change("was_from", *was_from);
        }
    }
    object.end();
}

/// Members that this version knows together with those of a newer one.
fn write_mixed(known: &[(&str, Option<&str>)], rest: &BTreeMap<String, Value>, out: &mut String) {
    let known = known
        .iter()
        .filter_map(|(name, text)| Some((*name, (*text)?)));
    if rest.is_empty() {
        let mut object = Object::begin(out);
        for (name, text) in known {
            object.text(name, text);
        }
        return object.end();
    }
    let mut all = Map::new();
    all.extend(known.map(|(name, text)| (name.to_owned(), Value::from(text))));
    all.extend(
        rest.iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    write_canonical(&Value::Object(all), out);
}

fn write_author(author: &Author, out: &mut String) {
    let role = Some(author.role.as_str()).filter(|role| !role.is_empty());
    write_mixed(
        &[("name", Some(&author.name)), ("role", role)],
        &author.rest,
        out,
    );
}

fn write_source(source: &Source, out: &mut String) {
    let of = source.of.map(|of| of.to_string());
    let known = [
        ("file", source.file.as_deref()),
        ("hash", source.hash.as_deref()),
        ("kind", Some(source.kind.as_str())),
        ("of", of.as_deref()),
    ];
    write_mixed(&known, &source.rest, out);
}

/// Writes what stands before the operations.
fn write_beginning(by: &Author, out: &mut String) {
    let mut object = Object::begin(out);
    write_author(by, object.name("by"));
    object.name("ops").push('[');
}

fn write_next_op(op: &Op, is_first: &mut bool, out: &mut String) {
    if !std::mem::take(is_first) {
        out.push(',');
    }
    write_op(op, out);
}

/// Writes what stands after the operations. Unknown members get a place of their own, so that one named like a known
/// member cannot stand in for it.
fn write_end(change: &Change, out: &mut String) {
    out.push(']');
    let mut object = Object {
        out,
        is_first: false,
    };
    write_members(&change.rest, object.name("rest"));
    // Writing to a string cannot fail.
    let _ = write!(object.name("seq"), "{}", change.seq);
    write_source(&change.source, object.name("source"));
    object.id("stamp", &change.stamp);
    object.text("why", &change.why);
    object.end();
}

/// The canonical JSON of everything in a change but its id.
pub(super) fn content(change: &Change) -> String {
    let mut text = String::new();
    write_beginning(&change.by, &mut text);
    let mut is_first = true;
    for op in &change.ops {
        write_next_op(op, &mut is_first, &mut text);
    }
    write_end(change, &mut text);
    text
}

/// The hash of a change's content, told operation by operation, so that a large change can be hashed while it is made.
pub(super) struct Hashing {
    hash: Sha256,
    /// What the hash was not told yet.
    text: String,
    is_first: bool,
}

impl Hashing {
    /// Begins with who makes the change.
    pub(super) fn begin(by: &Author) -> Self {
        let mut text = String::new();
        write_beginning(by, &mut text);
        Self {
            hash: Sha256::new(),
            text,
            is_first: true,
        }
    }

    /// Tells the next operation.
    pub(super) fn op(&mut self, op: &Op) {
        write_next_op(op, &mut self.is_first, &mut self.text);
        self.hash.update(self.text.as_bytes());
        self.text.clear();
    }

    /// The id of a change whose operations were told.
    pub(super) fn end(mut self, change: &Change) -> ChangeId {
        write_end(change, &mut self.text);
        self.hash.update(self.text.as_bytes());
        id_of(&self.hash.finalize())
    }
}

/// The first half of a digest.
fn id_of(digest: &[u8]) -> ChangeId {
    let first = digest.first_chunk().copied().unwrap_or_default();
    ChangeId(u128::from_be_bytes(first))
}

impl Change {
    /// The hash that `id` must equal. A difference means the change was altered on its way.
    pub fn content_id(&self) -> ChangeId {
        id_of(&Sha256::digest(content(self).as_bytes()))
    }

    /// Seals the change: gives it the id that its content has.
    pub fn sealed(mut self) -> Self {
        self.id = self.content_id();
        self
    }
}
