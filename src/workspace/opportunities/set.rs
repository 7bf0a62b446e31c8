//! Which opportunities are shown, in which order: a value with a text form that lives in the address.

use std::{cmp::Ordering, sync::Arc};

use super::{OpportunityColumn, OpportunityRow, cell_text, name_here, status_label};
use crate::{
    domain::{
        dates::Day,
        money::Pence,
        names::search_key,
        opportunities::{is_live, strength},
        records::Opportunity,
        vocabulary::{
            GO_DECISIONS, OPPORTUNITY_STATUSES, PROCUREMENT_METHODS, PROCUREMENT_REGIMES,
            RESERVED_FOR, label_of,
        },
    },
    ledger::{RecordId, few::Few, ordering},
    workspace::{
        open::Workspace,
        shown::{
            FiltersByField, NONE,
            address::{decode, encode},
            query,
        },
    },
};

/// Which deadlines are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Ahead, within so many days.
    Within(i64),
    /// Past.
    Passed,
    /// None known.
    Unknown,
}

impl Due {
    /// Reads what [`Due::to_text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "passed" => Some(Self::Passed),
            "unknown" => Some(Self::Unknown),
            days => days
                .parse()
                .ok()
                .filter(|days| *days >= 0)
                .map(Self::Within),
        }
    }

    /// The text form: days, or a word.
    pub fn to_text(self) -> String {
        match self {
            Self::Within(days) => days.to_string(),
            Self::Passed => "passed".to_owned(),
            Self::Unknown => "unknown".to_owned(),
        }
    }

    /// Whether a deadline is among those asked for.
    pub fn accepts(self, deadline: Option<Day>, today: Day) -> bool {
        match (self, deadline.map(|day| today.days_until(day))) {
            (Self::Unknown, left) => left.is_none(),
            (Self::Passed, left) => left.is_some_and(|left| left < 0),
            (Self::Within(days), left) => left.is_some_and(|left| (0..=days).contains(&left)),
        }
    }
}

/// Which opportunities, in which order, with which columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpportunitySet {
    /// Words to find in title, buyer, reference, codes, ventures, feedback and lesson.
    pub words: String,
    /// Filters by field, as in [`OPPORTUNITY_FILTERS`]; each a list of accepted ids.
    pub filters: FiltersByField,
    /// Only those of which something may still come.
    pub live: bool,
    /// Which deadlines.
    pub due: Option<Due>,
    /// The least value, in pence. What has no value is left out then.
    pub least: Option<Pence>,
    /// The largest value, in pence. What has no value is left out then.
    pub most: Option<Pence>,
    /// What to order by.
    pub sort: OpportunityColumn,
    /// Whether from large to small.
    pub descending: bool,
    /// Which columns a table has.
    pub columns: Vec<OpportunityColumn>,
}

impl Default for OpportunitySet {
    fn default() -> Self {
        Self {
            words: String::new(),
            filters: Few::new(),
            live: false,
            due: None,
            least: None,
            most: None,
            sort: OpportunityColumn::Deadline,
            descending: false,
            columns: OpportunityColumn::USUAL.to_vec(),
        }
    }
}

/// The fields that can be filtered by, with what people read.
pub const OPPORTUNITY_FILTERS: &[(&str, &str)] = &[
    ("status", "Status"),
    ("buyer", "Buyer"),
    ("venture", "Venture"),
    ("place", "Place"),
    ("code", "Code (CPV)"),
    ("method", "Method"),
    ("regime", "Regime"),
    ("reserved", "Reserved for"),
    ("suits", "Suits"),
    ("decision", "Go or no-go"),
];

/// A code filter names a division: the first two figures of the code.
fn division(tag: &str) -> String {
    Opportunity::code_of(tag).chars().take(2).collect()
}

/// What an opportunity answers to a filter.
fn answers(field: &str, row: &OpportunityRow) -> Vec<String> {
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let ids = |ids: &[RecordId]| ids.iter().map(ToString::to_string).collect();
    match field {
        "status" => some(&row.status).into_iter().collect(),
        "buyer" => row.buyer.iter().map(ToString::to_string).collect(),
        "venture" => ids(&row.ventures),
        "place" => ids(&row.places),
        "code" => {
            let mut divisions: Vec<String> = row.codes.iter().map(|tag| division(tag)).collect();
            ordering::sort_once_each(&mut divisions);
            divisions
        }
        "method" => some(&row.method).into_iter().collect(),
        "regime" => some(&row.regime).into_iter().collect(),
        "reserved" => row.reserved_for.clone(),
        "suits" => {
            let suits = [(row.suitable_vcse, "vcse"), (row.suitable_sme, "sme")];
            let suits = suits.iter().filter(|(is, _)| *is);
            suits.map(|(_, id)| (*id).to_owned()).collect()
        }
        "decision" => some(&row.decision).into_iter().collect(),
        _ => Vec::new(),
    }
}

impl OpportunitySet {
    /// Reads the text form: an address's query, without the question mark. What is unknown is left out.
    pub fn parse(query: &str) -> Self {
        let mut set = Self::default();
        for (key, raw) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode(raw);
            let pence = || value.parse().ok().map(Pence);
            match key {
                "q" => set.words = value,
                "live" => set.live = value == "1",
                "due" => set.due = Due::parse(&value),
                "least" => set.least = pence(),
                "most" => set.most = pence(),
                "sort" => {
                    if let Some((column, descending)) =
                        query::sort_in(&value, OpportunityColumn::parse)
                    {
                        set.sort = column;
                        set.descending = descending;
                    }
                }
                "cols" => {
                    if let Some(columns) = query::columns_in(&value, OpportunityColumn::parse) {
                        set.columns = columns;
                    }
                }
                filter
                    if OPPORTUNITY_FILTERS
                        .iter()
                        .any(|(known, _)| *known == filter) =>
                {
                    query::take_filter(&mut set.filters, filter, raw);
                }
                _ => {}
            }
        }
        set
    }

    /// The text form. What is as usual is left out, so that the usual set is the empty text.
    pub fn to_text(&self) -> String {
        let usual = Self::default();
        let mut parts = Vec::new();
        if !self.words.is_empty() {
            parts.push(format!("q={}", encode(&self.words)));
        }
        parts.extend(query::filter_texts(&self.filters));
        if self.live {
            parts.push("live=1".to_owned());
        }
        let due = self.due.map(|due| ("due", due.to_text()));
        let least = self.least.map(|pence| ("least", pence.get().to_string()));
        let most = self.most.map(|pence| ("most", pence.get().to_string()));
        let bounds = [due, least, most].into_iter().flatten();
        parts.extend(bounds.map(|(key, value)| format!("{key}={value}")));
        if (self.sort, self.descending) != (usual.sort, usual.descending) {
            parts.push(query::sort_text(self.sort.id(), self.descending));
        }
        if self.columns != usual.columns {
            parts.push(query::columns_text(&self.columns, OpportunityColumn::id));
        }
        parts.join("&")
    }

    /// How many filters are set, the words included.
    pub fn filter_count(&self) -> usize {
        let others = [
            self.live,
            self.due.is_some(),
            self.least.is_some(),
            self.most.is_some(),
            !self.words.is_empty(),
        ];
        self.filters.len() + others.iter().filter(|is| **is).count()
    }

    /// Puts a value into a filter, or takes it out when it is there.
    pub fn toggle(&mut self, field: &str, value: &str) {
        query::toggle(&mut self.filters, field, value);
    }

    /// The opportunities of the set, in its order. `rows` come from [`super::rows`].
    pub fn select(
        &self,
        rows: &[Arc<OpportunityRow>],
        workspace: &Workspace,
        today: Day,
    ) -> Vec<Arc<OpportunityRow>> {
        let key = search_key(&self.words);
        let words: Vec<&str> = key.split_whitespace().collect();
        let mut found: Vec<Arc<OpportunityRow>> = rows
            .iter()
            .filter(|row| self.accepts(row, &words, today))
            .cloned()
            .collect();
        self.order(&mut found, workspace, today);
        found
    }

    fn accepts(&self, row: &OpportunityRow, words: &[&str], today: Day) -> bool {
        let passes = self.filters.iter().all(|(field, wanted)| {
            let answers = answers(field, row);
            wanted
                .iter()
                .any(|want| answers.contains(want) || want == NONE && answers.is_empty())
        });
        let enough = |least: Pence| row.value.is_some_and(|value| value >= least);
        let little = |most: Pence| row.value.is_some_and(|value| value <= most);
        passes
            && (!self.live || is_live(&row.status))
            && self.due.is_none_or(|due| due.accepts(row.deadline, today))
            && self.least.is_none_or(enough)
            && self.most.is_none_or(little)
            && words.iter().all(|word| row.key.contains(word))
    }

    /// Rows come by title, and stay so where they are equal. What has no value comes last, whichever way round.
    fn order(&self, rows: &mut [Arc<OpportunityRow>], workspace: &Workspace, today: Day) {
        if self.sort == OpportunityColumn::Title {
            if self.descending {
                rows.reverse();
            }
            return;
        }
        let mut keyed: Vec<(Option<SortKey>, usize)> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| (sort_key(self.sort, row, workspace, today), at))
            .collect();
        ordering::sort_by(&mut keyed, |(a, _), (b, _)| match (a, b) {
            (None, None) => Ordering::Equal,
            (None, _) => Ordering::Greater,
            (_, None) => Ordering::Less,
            _ if self.descending => b.cmp(a),
            _ => a.cmp(b),
        });
        let sorted: Vec<Arc<OpportunityRow>> = keyed
            .iter()
            .filter_map(|(_, at)| rows.get(*at).cloned())
            .collect();
        for (slot, row) in rows.iter_mut().zip(sorted) {
            *slot = row;
        }
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Text(String),
}

fn sort_key(
    column: OpportunityColumn,
    row: &OpportunityRow,
    workspace: &Workspace,
    today: Day,
) -> Option<SortKey> {
    let place = |at: usize| SortKey::Number(i64::try_from(at).unwrap_or(i64::MAX));
    let day = |day: Option<Day>| day.map(|day| SortKey::Text(day.iso()));
    match column {
        OpportunityColumn::Status => OPPORTUNITY_STATUSES
            .iter()
            .position(|known| known.id == row.status)
            .map(place),
        OpportunityColumn::Value => row.value.map(|value| SortKey::Number(value.get())),
        OpportunityColumn::Weighted => row.weighted.map(|value| SortKey::Number(value.get())),
        OpportunityColumn::Probability => Some(SortKey::Number(i64::from(row.probability))),
        OpportunityColumn::Evidence => Some(strength(&row.evidence))
            .filter(|strength| *strength > 0)
            .map(place),
        OpportunityColumn::Deadline => row
            .deadline
            .map(|day| nearest_first(today.days_until(day), &row.deadline_time)),
        OpportunityColumn::OurNext => day(row.our_next.map(|(day, _)| day)),
        OpportunityColumn::ContractEnds => day(row.contract_ends),
        _ => Some(search_key(&cell_text(column, row, workspace)))
            .filter(|text| !text.is_empty())
            .map(SortKey::Text),
    }
}

/// Deadlines ahead come first, the nearest before the others; then those that passed, the latest before the others.
fn nearest_first(left: i64, time: &str) -> SortKey {
    if left >= 0 {
        SortKey::Text(format!("ahead {left:09} {time}"))
    } else {
        SortKey::Text(format!("passed {:09} {time}", -left))
    }
}

/// The values that a filter offers, with what people read and how many opportunities have each.
pub fn filter_choices(
    rows: &[Arc<OpportunityRow>],
    field: &str,
    workspace: &Workspace,
) -> Vec<(String, String, usize)> {
    let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for row in rows {
        let mut ids = answers(field, row);
        if ids.is_empty() {
            ids.push(NONE.to_owned());
        }
        for id in ids {
            *counts.entry(id).or_default() += 1;
        }
    }
    let mut choices: Vec<(String, String, usize)> = counts
        .into_iter()
        .map(|(id, count)| (id.clone(), filter_label(field, &id, workspace), count))
        .collect();
    ordering::sort_by_key(&mut choices, |(id, label, _)| {
        let place = match field {
            "status" => OPPORTUNITY_STATUSES.iter().position(|known| known.id == id),
            _ => None,
        };
        (id == NONE, place, search_key(label))
    });
    choices
}

/// What people read for one value of a filter.
pub fn filter_label(field: &str, id: &str, workspace: &Workspace) -> String {
    if id == NONE {
        return match field {
            "venture" => "No venture yet",
            "buyer" => "No buyer",
            "place" => "No place",
            "code" => "No code",
            "decision" => "Not decided",
            "suits" => "The notice does not say",
            "reserved" => "Not reserved",
            _ => "None",
        }
        .to_owned();
    }
    match field {
        "status" => status_label(id).to_owned(),
        "method" => label_of(PROCUREMENT_METHODS, id).to_owned(),
        "regime" => label_of(PROCUREMENT_REGIMES, id).to_owned(),
        "reserved" => label_of(RESERVED_FOR, id).to_owned(),
        "decision" => label_of(GO_DECISIONS, id).to_owned(),
        "suits" if id == "vcse" => "VCSEs".to_owned(),
        "suits" => "Small and medium enterprises".to_owned(),
        "code" => format!("Division {id}"),
        _ => {
            let name = name_here(workspace, RecordId::parse(id).ok());
            if name.is_empty() {
                "No longer here".to_owned()
            } else {
                name
            }
        }
    }
}
