//! From one cell to a value.

use serde_json::Value;

use super::{Column, RowDraft, is_nothing, plain, stage_code};
use crate::{
    domain::{
        dates::Day,
        legal_form::{LegalForm, Reading},
        names::search_key,
        records::Venture,
        schema::{self, FieldSpec, Shape},
    },
    exchange::{
        csv_in::{mapping::Blank, targets::Part},
        plan::{Rule, SetRule, WishValue},
    },
};

/// The longest cell that is looked at where a few words are expected, in bytes.
const LONGEST_CELL: usize = 5_000;

impl RowDraft<'_> {
    /// Reads one cell into a wish.
    pub(super) fn put_cell(&mut self, column: &Column, wish: usize) {
        let cell = self.cell(column);
        let says_nothing = cell.is_empty() || (is_typed(column.field) && is_nothing(cell));
        if says_nothing {
            self.put_blank(column, wish);
            return;
        }
        if !matches!(column.field.shape, Shape::Prose) && cell.len() > LONGEST_CELL {
            self.fault(
                column,
                "This cell is far too long for what it should hold.".to_owned(),
            );
            return;
        }
        match column.field.shape {
            Shape::Ref(kind) => self.put_reference(column, wish, kind, cell),
            Shape::Refs(kind) => {
                let names = cell
                    .split([';', '|', '\n'])
                    .map(str::trim)
                    .filter(|name| !name.is_empty());
                let items = names
                    .filter_map(|name| self.refer_to(kind, name))
                    .map(WishValue::Of)
                    .collect();
                self.put_items(wish, column.field.name, items, SetRule::Exactly);
            }
            Shape::Tags | Shape::Choices(_) => self.put_words(column, wish, cell),
            _ => match self.read_cell(column, cell) {
                Ok((Value::Null, _)) => {}
                Ok((value, rule)) => {
                    self.tell_legal_form(column, cell);
                    self.put(wish, column.field.name, WishValue::Plain(value), rule)
                }
                Err(problem) => self.fault(column, problem),
            },
        }
    }

    /// A blank cell leaves what is here, or clears it by choice.
    fn put_blank(&mut self, column: &Column, wish: usize) {
        let clears = self.mapping.blank == Blank::Clear
            && column.part == Part::Own
            && !column.field.required
            // A venture is always somewhere on its journey.
            && !matches!(column.field.name, "stage" | "disposition");
        match column.field.shape.is_set() {
            _ if !clears => {}
            true => self.put_items(wish, column.field.name, Vec::new(), SetRule::Exactly),
            false => {
                self.put(
                    wish,
                    column.field.name,
                    WishValue::Plain(Value::Null),
                    Rule::Write,
                );
            }
        }
    }

    /// Several words in one cell: divided by semicolons, bars or lines, or else by commas.
    fn put_words(&mut self, column: &Column, wish: usize, cell: &str) {
        // A label may have a comma in it: “Voluntary, community or social enterprise”.
        let is_one_label = matches!(column.field.shape, Shape::Choices(_))
            && schema::parse_text(column.field, cell).is_ok();
        let by_commas = !is_one_label && !cell.contains([';', '|', '\n']);
        let parts = cell.split(|c| matches!(c, ';' | '|' | '\n') || by_commas && c == ',');
        let mut items = Vec::new();
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            match schema::parse_text(column.field, part) {
                Ok(value) => items.push(WishValue::Plain(value)),
                Err(error) => self.fault(column, error.problem),
            }
        }
        self.put_items(wish, column.field.name, items, SetRule::Exactly);
    }

    /// Says which form was taken when a cell such as “CIC” fits several.
    fn tell_legal_form(&mut self, column: &Column, cell: &str) {
        if column.field.name == "legal_form"
            && let reading @ Reading::OneOf(_) = LegalForm::read(cell)
            && let Some(form) = reading.likely()
        {
            self.notes
                .push(format!("Legal form “{cell}” is taken as {form}."));
        }
    }

    fn put_reference(&mut self, column: &Column, wish: usize, kind: &str, cell: &str) {
        // The venture's organisation has columns of its own and is built with them.
        if self.columns.kind.id == Venture::KIND && column.field.name == "organisation" {
            return;
        }
        let Some(at) = self.refer_to(kind, cell) else {
            self.fault(column, format!("“{cell}” is no name."));
            return;
        };
        self.put(wish, column.field.name, WishValue::Of(at), Rule::Write);
        if column.field.name == "parent_body" {
            self.put_items(at, "roles", vec![plain("parent_body")], SetRule::Add);
        }
    }

    /// Reads a cell of a register, with the rule by which it is written.
    fn read_cell(&self, column: &Column, cell: &str) -> Result<(Value, Rule), String> {
        let field = column.field;
        let checked = |text: &str| {
            schema::check(field, &Value::String(text.to_owned())).map_err(|error| error.problem)
        };
        let value = match field.shape {
            Shape::Day if field.name == "done_on" && is_done_word(cell).is_some() => {
                let done = is_done_word(cell) == Some(true);
                return if done {
                    Ok((checked(&self.world.today.iso())?, Rule::WhenEmpty))
                } else {
                    Ok((Value::Null, Rule::WhenEmpty))
                };
            }
            Shape::Day => {
                let day =
                    Day::parse_in_order(cell, column.order).map_err(|error| error.to_string())?;
                checked(&day.iso())?
            }
            Shape::StageId => {
                let journey = self.world.journey;
                let code = stage_code(journey, cell).ok_or_else(|| {
                    let labels: Vec<&str> =
                        journey.stages().map(|stage| stage.label.as_str()).collect();
                    format!(
                        "“{cell}” is no stage here. The stages are {}.",
                        labels.join(", ")
                    )
                })?;
                checked(code)?
            }
            Shape::Choice(_) if field.name == "legal_form" => LegalForm::read(cell)
                .likely()
                .map_or_else(|| checked(cell), |form| checked(form.id()))?,
            _ => schema::parse_text(field, cell).map_err(|error| error.problem)?,
        };
        Ok((value, Rule::Write))
    }
}

/// Whether the field takes only text of a certain form, so that “n/a” in it says nothing.
fn is_typed(field: &FieldSpec) -> bool {
    !matches!(field.shape, Shape::Line | Shape::Prose)
}

/// Whether a cell says that a step is done, or is not, without a day.
fn is_done_word(cell: &str) -> Option<bool> {
    match search_key(cell).as_str() {
        "yes" | "y" | "true" | "done" | "complete" | "completed" | "finished" | "x" => Some(true),
        "no" | "n" | "false" | "open" | "not done" | "in progress" | "to do" => Some(false),
        _ => None,
    }
}
