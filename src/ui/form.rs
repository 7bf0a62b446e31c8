//! Reading a form whole: what is typed becomes values, and everything that is wrong is said at once.
//!
//! ```text
//! let mut reading = Reading::of("note", session);          fields are called "note-title", "note-value", …
//! reading.needed("title", texts.title, "Say in a few words what could be won.");
//! reading.money("value", texts.value);                     empty is left out, or cleared when the form edits
//! let values = reading.done()?;                            Err: what is wrong, field by field
//! done(actor, errors, read)                               does it, or shows what is wrong
//! error_of(errors, "note-title")                           what stands beside that field
//! ```

use crate::ui::weave::prelude::*;

use super::{actions::Actor, in_place::resolve, parts::FieldError, session::Session};
use crate::{
    domain::{dates::Day, money::Pence},
    ledger::RecordId,
    workspace::{Command, Put, Values, command::values, words::Candidates},
};

/// What is read so far.
pub struct Reading {
    form: &'static str,
    session: Session,
    /// Whether an empty field empties what is stored.
    clears: bool,
    put: Vec<(&'static str, Put)>,
    wrong: Vec<FieldError>,
}

impl Reading {
    /// Reads a form whose fields' ids begin with its name and a dash.
    pub fn of(form: &'static str, session: Session) -> Self {
        Self {
            form,
            session,
            clears: false,
            put: Vec::new(),
            wrong: Vec::new(),
        }
    }

    /// Empties what is stored where a field is empty: the form edits a record.
    pub fn clearing(self, clears: bool) -> Self {
        Self { clears, ..self }
    }

    /// Says what is wrong with a field.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        self.wrong.push(FieldError {
            field: format!("{}-{field}", self.form),
            message: message.into(),
        });
    }

    /// Writes a value.
    pub fn put(&mut self, field: &'static str, put: Put) {
        self.put.push((field, put));
    }

    fn typed(
        &mut self,
        field: &'static str,
        text: RwSignal<String>,
        read: impl FnOnce(&str) -> Result<Put, String>,
    ) {
        let text = text.get_untracked();
        match text.trim() {
            "" if self.clears => self.put(field, Put::nothing()),
            "" => {}
            typed => match read(typed) {
                Ok(put) => self.put(field, put),
                Err(message) => self.refuse(field, message),
            },
        }
    }

    /// A text.
    pub fn text(&mut self, field: &'static str, text: RwSignal<String>) {
        self.typed(field, text, |typed| Ok(Put::text(typed)));
    }

    /// A day.
    pub fn day(&mut self, field: &'static str, text: RwSignal<String>) {
        self.typed(field, text, |typed| {
            let day = Day::parse_uk(typed).map_err(|error| error.to_string())?;
            Ok(Put::day(day))
        });
    }

    /// An amount of money.
    pub fn money(&mut self, field: &'static str, text: RwSignal<String>) {
        self.typed(field, text, |typed| {
            let pence = Pence::parse(typed).map_err(|error| error.to_string())?;
            Ok(Put::Value(pence.0.into()))
        });
    }

    /// Asks for a field that is empty; to be called before or after it is read.
    pub fn needed(&mut self, field: &str, text: RwSignal<String>, message: &str) {
        if text.with_untracked(|text| text.trim().is_empty()) {
            self.refuse(field, message);
        }
    }

    /// A record that is known, by its name.
    pub fn known(&mut self, field: &str, kind: &str, text: RwSignal<String>) -> Option<RecordId> {
        resolve(self.session, kind, &text.get_untracked()).unwrap_or_else(|message| {
            self.refuse(field, message);
            None
        })
    }

    /// The name of a record that may be new. Names that several bear are refused.
    pub fn name(&mut self, field: &str, kind: &str, text: RwSignal<String>) -> String {
        let typed = text.get_untracked().trim().to_owned();
        let named = self
            .session
            .read(|workspace| Candidates::of(workspace, kind).named(&typed).len());
        if named > 1 {
            self.known(field, kind, text);
        }
        typed
    }

    /// What was read, or everything that is wrong.
    ///
    /// # Errors
    /// When a field was refused.
    pub fn done(self) -> Result<Values, Vec<FieldError>> {
        if self.wrong.is_empty() {
            Ok(values(self.put))
        } else {
            Err(self.wrong)
        }
    }
}

/// Does what a form says; false where that is refused, or where something is wrong, which then stands beside its field.
pub fn done(
    actor: Actor,
    errors: RwSignal<Vec<FieldError>>,
    read: Result<Command, Vec<FieldError>>,
) -> bool {
    let (command, wrong) = match read {
        Ok(command) => (Some(command), Vec::new()),
        Err(wrong) => (None, wrong),
    };
    errors.set(wrong);
    command.is_some_and(|command| actor.act(command))
}

/// What stands beside a field, by its id.
pub fn error_of(errors: RwSignal<Vec<FieldError>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        errors.with(|all| {
            let wrong = all.iter().find(|error| error.field == field);
            wrong.map(|error| error.message.clone())
        })
    })
}
