//! From a row's cells to the records it speaks of.

mod around;
mod cell;

use serde_json::Value;

use super::{
    mapping::{Mapping, Reading},
    table::CsvFile,
    targets::Part,
};
use crate::{
    domain::{
        dates::{DateOrder, Day},
        email::Email,
        identifier::OrganisationId,
        names::{match_key, search_key},
        records::{Contact, Step, Venture},
        schema::{self, FieldSpec, KindSpec, Shape},
    },
    exchange::{
        matching::{email_key, id_key},
        plan::{Absent, Fault, Find, Row, Rule, SetRule, Wish, WishValue, Within, World},
    },
    workspace::journey::Journey,
};

/// One column that is used.
struct Column {
    at: usize,
    heading: String,
    part: Part,
    field: &'static FieldSpec,
    /// For identifiers the register, for names `first` or `last`.
    detail: Option<&'static str>,
    order: DateOrder,
}

/// The columns that are used, with how their cells are read.
pub(super) struct Columns {
    pub(super) kind: &'static KindSpec,
    list: Vec<Column>,
}

/// The stage that a text names, by its id or its label.
pub(super) fn stage_code<'a>(journey: &'a Journey, text: &str) -> Option<&'a str> {
    let key = search_key(text);
    let fits = |code: &str, label: &str| {
        code.eq_ignore_ascii_case(text) || search_key(label) == key || search_key(code) == key
    };
    journey
        .all_stages()
        .iter()
        .find(|stage| fits(&stage.code, &stage.label))
        .map(|stage| stage.code.as_str())
}

/// Whether words stand where there is nothing to say.
pub(super) fn is_nothing(cell: &str) -> bool {
    matches!(
        search_key(cell).as_str(),
        "" | "n a"
            | "na"
            | "none"
            | "nil"
            | "null"
            | "tbc"
            | "tba"
            | "unknown"
            | "not known"
            | "not applicable"
    )
}

impl Columns {
    /// What a mapping makes of a table's columns.
    pub(super) fn of(file: &CsvFile, mapping: &Mapping) -> Self {
        let kind = mapping.spec();
        let list = (0..file.width())
            .filter_map(|at| {
                let target = mapping.target(at)?;
                let (part, _, detail) = target.parsed();
                let order = match mapping.reading(file, at) {
                    Reading::Settled(order) => order,
                    Reading::Open => DateOrder::DayFirst,
                };
                Some(Column {
                    at,
                    heading: file.heading_text(at),
                    part,
                    field: target.spec(kind)?,
                    detail,
                    order,
                })
            })
            .collect();
        Self { kind, list }
    }

    /// What one row asks for.
    pub(super) fn read(
        &self,
        file: &CsvFile,
        mapping: &Mapping,
        row: usize,
        world: &World<'_>,
    ) -> Result<Row, (String, Vec<Fault>)> {
        let mut draft = RowDraft {
            columns: self,
            file,
            mapping,
            row,
            world,
            wishes: Vec::new(),
            own: 0,
            notes: Vec::new(),
            faults: Vec::new(),
        };
        let name = draft.own_name();
        if let Some(problem) = file.ragged(row) {
            return Err((
                name,
                vec![Fault {
                    field: String::new(),
                    problem,
                }],
            ));
        }
        draft.build(&name);
        let shown = if name.is_empty() {
            format!("Row {}", row + 1)
        } else {
            name
        };
        if !draft.faults.is_empty() {
            return Err((shown, draft.faults));
        }
        Ok(Row {
            name: shown,
            wishes: draft.wishes,
            own: draft.own,
            notes: draft.notes,
        })
    }
}

struct RowDraft<'a> {
    columns: &'a Columns,
    file: &'a CsvFile,
    mapping: &'a Mapping,
    row: usize,
    world: &'a World<'a>,
    wishes: Vec<Wish>,
    own: usize,
    notes: Vec<String>,
    faults: Vec<Fault>,
}

impl<'a> RowDraft<'a> {
    fn cell(&self, column: &Column) -> &'a str {
        self.file.cell(self.row, column.at)
    }

    /// The text of the first column that holds this field of a part; empty when there is none.
    fn text(&self, part: Part, field: &str) -> &'a str {
        let mut columns = self
            .columns
            .list
            .iter()
            .filter(|column| column.part == part && column.field.name == field);
        columns
            .find_map(|column| Some(self.cell(column)).filter(|cell| !cell.is_empty()))
            .unwrap_or_default()
    }

    /// What the row's own record is called; a person's name may stand in two columns.
    fn own_name(&self) -> String {
        let field = if self.columns.kind.id == Step::KIND {
            "what"
        } else {
            "name"
        };
        let named = self
            .columns
            .list
            .iter()
            .filter(|column| column.part == Part::Own && column.field.name == field);
        let (mut whole, mut first, mut last) = ("", "", "");
        for column in named {
            match column.detail {
                Some("first") => first = self.cell(column),
                Some("last") => last = self.cell(column),
                _ => whole = self.cell(column),
            }
        }
        let name = if whole.is_empty() {
            format!("{first} {last}")
        } else {
            whole.to_owned()
        };
        normal(self.columns.kind, field, &name)
    }

    fn build(&mut self, name: &str) {
        let kind = self.columns.kind;
        if kind.id == Step::KIND {
            let venture = self.text(Part::Own, "venture");
            let of = (!venture.is_empty()).then(|| self.refer_to(Venture::KIND, venture));
            let within = Within {
                of: of.flatten(),
                text: name.to_owned(),
                day: self.day_text(Part::Own, "due"),
            };
            self.own = self.wishes.len();
            let find = Find {
                within: Some(within),
                text: name.to_owned(),
                ..Find::default()
            };
            self.wishes.push(Wish::new(kind, find));
        } else {
            let ids = self.identifiers();
            let find = self.find_own(name, ids);
            self.wishes.push(Wish::new(kind, find));
        }
        if name.is_empty() {
            self.needs_a_name();
        } else if match_key(name).is_empty() {
            let problem =
                format!("“{name}” has no letter or figure in it, so it could not be found again.");
            self.faults.push(Fault {
                field: "Name".to_owned(),
                problem,
            });
        }
        self.put_name(name);
        self.put_own_cells();
        match kind.id {
            Venture::KIND => self.build_around_venture(name),
            Contact::KIND => self.note_source(self.own),
            _ => {}
        }
    }

    /// A row without a name may be about a record that is here; it cannot make one.
    fn needs_a_name(&mut self) {
        if let Some(own) = self.wishes.get_mut(self.own) {
            own.absent = Absent::Refuse;
        }
    }

    fn put_name(&mut self, name: &str) {
        let own = self.own;
        let field = if self.columns.kind.id == Step::KIND {
            "what"
        } else {
            "name"
        };
        let Some(spec) = self.columns.kind.field(field).filter(|_| !name.is_empty()) else {
            return;
        };
        match schema::parse_text(spec, name) {
            Ok(value) => self.put(own, field, WishValue::Plain(value), Rule::Write),
            Err(error) => self.faults.push(Fault {
                field: spec.label.to_owned(),
                problem: error.problem,
            }),
        }
    }

    fn find_own(&self, name: &str, ids: Vec<OrganisationId>) -> Find {
        let mut find = Find {
            sure: ids
                .iter()
                .flat_map(OrganisationId::match_keys)
                .map(|key| id_key(&key))
                .collect(),
            name: match_key(name),
            ids,
            text: name.to_owned(),
            ..Find::default()
        };
        if self.columns.kind.id == Contact::KIND
            && let Ok(email) = Email::parse(self.text(Part::Own, "email"))
        {
            find.sure.push(email_key(&email.to_string()));
            find.email = email.to_string();
        }
        find
    }

    /// Every identifier that the row's columns hold, each once.
    fn identifiers(&mut self) -> Vec<OrganisationId> {
        let mut ids: Vec<OrganisationId> = Vec::new();
        let columns = self.columns;
        for column in columns
            .list
            .iter()
            .filter(|column| matches!(column.field.shape, Shape::Identifiers))
        {
            let cell = self.cell(column);
            if is_nothing(cell) {
                continue;
            }
            if cell.len() > 1_000 {
                self.fault(
                    column,
                    "This cell is far too long for an identifier.".to_owned(),
                );
                continue;
            }
            let found = match column.detail {
                Some(scheme) => OrganisationId::in_scheme(scheme, cell).map(|id| vec![id]),
                None => match OrganisationId::find_all(cell) {
                    found if found.is_empty() => OrganisationId::parse(cell).map(|id| vec![id]),
                    found => Ok(found),
                },
            };
            match found {
                Ok(found) => {
                    for id in found
                        .into_iter()
                        .filter(|id| !ids.contains(id))
                        .collect::<Vec<_>>()
                    {
                        self.notes.extend(id.problem());
                        ids.push(id);
                    }
                }
                Err(crate::domain::identifier::IdentifierError::NoNumber { .. }) => {}
                Err(error) => self.fault(column, error.to_string()),
            }
        }
        ids
    }

    fn fault(&mut self, column: &Column, problem: String) {
        self.faults.push(Fault {
            field: column.heading.clone(),
            problem,
        });
    }

    fn put(&mut self, wish: usize, field: &str, value: WishValue, rule: Rule) {
        if let Some(wish) = self.wishes.get_mut(wish) {
            wish.put(field, value, rule);
        }
    }

    fn put_items(&mut self, wish: usize, field: &str, items: Vec<WishValue>, rule: SetRule) {
        if let Some(wish) = self.wishes.get_mut(wish) {
            wish.put_items(field, items, rule);
        }
    }

    /// A wish for a record that a cell names; its number in the row.
    fn refer_to(&mut self, kind: &str, name: &str) -> Option<usize> {
        let spec = schema::kind(kind)?;
        let text = normal(spec, "name", name);
        let key = match_key(&text);
        if key.is_empty() {
            return None;
        }
        let known = |wish: &Wish| wish.kind.id == spec.id && wish.find.name == key;
        if let Some(at) = self.wishes.iter().position(known) {
            return Some(at);
        }
        let mut wish = Wish::new(
            spec,
            Find {
                name: key,
                text: text.clone(),
                ..Find::default()
            },
        );
        if !self.mapping.create_missing {
            wish.absent = Absent::Refuse;
        }
        let checked = spec
            .field("name")
            .map(|field| schema::parse_text(field, &text));
        match checked {
            Some(Ok(value)) => wish.put("name", WishValue::Plain(value), Rule::WhenNew),
            Some(Err(error)) => self.faults.push(Fault {
                field: spec.one.to_owned(),
                problem: error.problem,
            }),
            None => {}
        }
        if kind == Venture::KIND {
            wish.put("stage", plain(self.world.journey.first()), Rule::WhenNew);
            wish.put("disposition", plain("active"), Rule::WhenNew);
        }
        self.wishes.push(wish);
        if kind == Contact::KIND {
            self.note_source(self.wishes.len() - 1);
        }
        Some(self.wishes.len() - 1)
    }

    /// Notes where a person's details come from, as the law asks.
    fn note_source(&mut self, wish: usize) {
        let file: String = self.file.mark().name.chars().take(200).collect();
        self.put(
            wish,
            "source",
            plain(&format!("Imported from {file}")),
            Rule::WhenNew,
        );
    }

    /// Reads every cell of the row's own record, its name and identifiers apart.
    fn put_own_cells(&mut self) {
        let columns = self.columns;
        for column in columns
            .list
            .iter()
            .filter(|column| column.part == Part::Own)
        {
            if matches!(column.field.name, "name" | "what")
                || matches!(column.field.shape, Shape::Identifiers)
            {
                continue;
            }
            self.put_cell(column, self.own);
        }
        let ids = self
            .wishes
            .get(self.own)
            .map(|own| own.find.ids.clone())
            .unwrap_or_default();
        self.put_items(self.own, "identifiers", id_values(&ids), SetRule::Add);
        if self.columns.kind.id == Venture::KIND {
            let missing = |field: &str| self.text(Part::Own, field).is_empty();
            let (stage, disposition) = (missing("stage"), missing("disposition"));
            if stage {
                self.put(
                    self.own,
                    "stage",
                    plain(self.world.journey.first()),
                    Rule::WhenNew,
                );
            }
            if disposition {
                self.put(self.own, "disposition", plain("active"), Rule::WhenNew);
            }
        }
    }

    /// A date as it will be stored; empty when the cell is blank or no date.
    fn day_text(&self, part: Part, field: &str) -> String {
        let column = self
            .columns
            .list
            .iter()
            .find(|column| column.part == part && column.field.name == field);
        let day =
            column.and_then(|column| Day::parse_in_order(self.cell(column), column.order).ok());
        day.map(Day::iso).unwrap_or_default()
    }
}

/// A text as it will be stored, so that it is found again under the same key. One that will be refused stays as it is.
fn normal(kind: &KindSpec, field: &str, text: &str) -> String {
    match kind
        .field(field)
        .map(|spec| schema::check(spec, &Value::String(text.to_owned())))
    {
        Some(Ok(Value::String(stored))) => stored,
        _ => text.trim().to_owned(),
    }
}

fn plain(text: &str) -> WishValue {
    WishValue::Plain(Value::String(text.to_owned()))
}

fn id_values(ids: &[OrganisationId]) -> Vec<WishValue> {
    ids.iter().map(|id| plain(&id.to_string())).collect()
}
