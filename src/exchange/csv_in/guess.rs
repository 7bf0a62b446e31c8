//! Guessing what columns hold, by their headings and by a look at their cells.

use super::{
    mapping::{Blank, Mapping},
    row::{is_nothing, stage_code},
    table::{CsvFile, LOOKED_AT},
    targets::{Target, importable_kinds, kind_and_targets},
};
use crate::{
    domain::{
        dates::{DateOrder, Day},
        identifier::OrganisationId,
        legal_form::LegalForm,
        names::search_key,
        records::Venture,
        schema::{FieldSpec, KindSpec, Shape, parse_text},
    },
    ledger::ordering,
    workspace::Workspace,
};
use std::collections::BTreeMap;

/// What a guess needs at least.
const ENOUGH: i32 = 40;

/// Words of headings that are never guessed to be wanted: an incubator keeps as little about people as it needs.
const PRIVATE: [&str; 12] = [
    "birth",
    "dob",
    "ethnicity",
    "ethnic",
    "gender",
    "religion",
    "disability",
    "disabled",
    "sexuality",
    "health",
    "nationality",
    "age",
];

impl CsvFile {
    /// The kind of record that the rows most likely are; its id.
    #[must_use]
    pub fn guess_kind(&self, workspace: &Workspace) -> &'static str {
        let total = |kind: &'static KindSpec| {
            let chosen = self.choose(kind.id, workspace);
            let named = chosen
                .iter()
                .any(|(_, target, _)| matches!(target.key, "name" | "what" | "name:first"));
            let sum: i32 = chosen.iter().map(|(.., score)| *score).sum();
            if named { sum } else { sum - 60 }
        };
        // Of equals the last wins, so ventures come last.
        importable_kinds()
            .into_iter()
            .rev()
            .max_by_key(|kind| total(kind))
            .map_or(Venture::KIND, |kind| kind.id)
    }

    /// What the columns most likely mean, for rows of a kind.
    #[must_use]
    pub fn guess(&self, kind: &str, workspace: &Workspace) -> Mapping {
        let (spec, _) = kind_and_targets(kind);
        let mut columns: Vec<Option<String>> = vec![None; self.width()];
        for (column, target, _) in self.choose(kind, workspace) {
            if let Some(slot) = columns.get_mut(column) {
                *slot = Some(target.key.to_owned());
            }
        }
        let holds = |key: &str| {
            columns
                .iter()
                .position(|column| column.as_deref() == Some(key))
        };
        if spec.id == Venture::KIND
            && holds("name").is_none()
            && let Some(at) = holds("organisation").or_else(|| holds("contact.name"))
            && let Some(slot) = columns.get_mut(at)
        {
            *slot = Some("name".to_owned());
        }
        Mapping {
            kind: spec.id.to_owned(),
            fingerprint: self.fingerprint(),
            columns,
            blank: Blank::default(),
            create_missing: true,
            month_first: BTreeMap::new(),
        }
    }

    /// The best use of each column, with how sure that is; each use once.
    fn choose(&self, kind: &str, workspace: &Workspace) -> Vec<(usize, &'static Target, i32)> {
        let (spec, targets) = kind_and_targets(kind);
        let mut scored: Vec<(i32, usize, usize)> = Vec::new();
        for column in 0..self.width() {
            let heading = search_key(&self.heading_text(column));
            if heading.split(' ').any(|word| PRIVATE.contains(&word)) {
                continue;
            }
            let cells: Vec<&str> = self
                .column(column)
                .take(LOOKED_AT)
                .filter(|cell| !cell.is_empty() && cell.len() < 1_000 && !is_nothing(cell))
                .collect();
            for (at, target) in targets.iter().enumerate() {
                if let Some(field) = target.spec(spec) {
                    let score = score(target, field, &heading, &cells, workspace);
                    if score >= ENOUGH {
                        scored.push((score, column, at));
                    }
                }
            }
        }
        ordering::sort_by(&mut scored, |a, b| {
            b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
        });
        let mut chosen: Vec<(usize, &'static Target, i32)> = Vec::new();
        for (score, column, at) in scored {
            if let Some(target) = targets.get(at)
                && !chosen
                    .iter()
                    .any(|(taken, used, _)| *taken == column || used.key == target.key)
            {
                chosen.push((column, target, score));
            }
        }
        chosen
    }
}

/// How well a column fits a use: 100 for its very name, 90 for a word people use for it, less for a part of the heading;
/// cells speak for it or against it.
fn score(
    target: &Target,
    field: &FieldSpec,
    heading: &str,
    cells: &[&str],
    workspace: &Workspace,
) -> i32 {
    let (.., detail) = target.parsed();
    let by_heading = heading_score(target, field, heading);
    let can_tell = matches!(
        field.shape,
        Shape::Email | Shape::Postcode | Shape::Link | Shape::Identifiers | Shape::StageId
    );
    if by_heading == 0 && !(can_tell && detail.is_none()) {
        return 0;
    }
    let Some(share) = fitting_share(field, detail, cells, workspace) else {
        return by_heading;
    };
    let by_cells = match share {
        80.. => 15,
        0..30 => -70,
        _ => 0,
    };
    if by_heading > 0 {
        return by_heading + by_cells;
    }
    // Cells that can hardly be anything else speak for themselves.
    let telling = match field.shape {
        Shape::Email | Shape::Postcode => 45,
        Shape::Link => 42,
        Shape::Identifiers
            if detail.is_none() && cells.iter().all(|cell| cell.starts_with("GB-")) =>
        {
            60
        }
        Shape::StageId => 45,
        _ => 0,
    };
    if share >= 90 && cells.len() >= 2 {
        telling
    } else {
        0
    }
}

fn heading_score(target: &Target, field: &FieldSpec, heading: &str) -> i32 {
    let (part, name, detail) = target.parsed();
    let own_name = part == super::targets::Part::Own && detail.is_none();
    if own_name && (search_key(field.label) == heading || name.replace('_', " ") == heading) {
        return 100;
    }
    if target.headings.contains(&heading) {
        return 90;
    }
    let words: Vec<&str> = heading.split(' ').collect();
    let within = |known: &&&str| {
        let parts: Vec<&str> = known.split(' ').collect();
        let long_enough =
            parts.len() > 1 || (known.len() > 4 && words.len() <= 3 && **known != "title");
        long_enough
            && words
                .windows(parts.len())
                .any(|window| window == parts.as_slice())
    };
    let longest = target
        .headings
        .iter()
        .filter(within)
        .map(|known| known.split(' ').count())
        .max();
    longest.map_or(0, |count| {
        42 + 8 * i32::try_from(count.min(4)).unwrap_or_default()
    })
}

/// How many in a hundred cells fit the field; nothing when any text would, or there are no cells.
fn fitting_share(
    field: &FieldSpec,
    detail: Option<&str>,
    cells: &[&str],
    workspace: &Workspace,
) -> Option<usize> {
    let fits = |cell: &str| match field.shape {
        Shape::Day => {
            Day::parse_in_order(cell, DateOrder::DayFirst).is_ok()
                || Day::parse_in_order(cell, DateOrder::MonthFirst).is_ok()
        }
        Shape::Identifiers => match detail {
            Some(scheme) => {
                OrganisationId::in_scheme(scheme, cell).is_ok_and(|id| id.is_well_formed())
            }
            None => {
                !OrganisationId::find_all(cell).is_empty() || OrganisationId::parse(cell).is_ok()
            }
        },
        Shape::StageId => stage_code(workspace.journey(), cell).is_some(),
        Shape::Choice(_) if field.name == "legal_form" => LegalForm::read(cell).likely().is_some(),
        Shape::Choices(_) => cell
            .split([';', ',', '|'])
            .all(|part| parse_text(field, part).is_ok()),
        _ => parse_text(field, cell).is_ok(),
    };
    let typed = matches!(
        field.shape,
        Shape::Day
            | Shape::Identifiers
            | Shape::StageId
            | Shape::Choice(_)
            | Shape::Choices(_)
            | Shape::Email
            | Shape::Postcode
            | Shape::Link
            | Shape::Flag
    );
    // A step that is done may say so with “yes” instead of a day.
    if !typed || cells.is_empty() || field.name == "done_on" {
        return None;
    }
    Some(cells.iter().filter(|cell| fits(cell)).count() * 100 / cells.len())
}
