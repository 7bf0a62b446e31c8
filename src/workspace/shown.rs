//! The set shown: which ventures, in which order, grouped how, with which columns. A value with a text form that lives
//! in the address and in saved views.

pub(super) mod address;
mod column;
mod group;
pub(super) mod query;

use std::{cmp::Ordering, collections::BTreeMap, sync::Arc};

use super::{open::Workspace, places::place_names};
use crate::{
    domain::{
        attention::{days_in_stage, is_long_in_stage, is_quiet, silent_since},
        dates::{Day, Moment},
        legal_form,
        names::search_key,
        records::{Colleague, Organisation, Place, Programme, Venture},
        vocabulary::{DISPOSITIONS, ORIGINS, label_of},
    },
    ledger::{RecordId, few::Few, ordering},
};

pub use column::Column;
pub use group::GroupBy;
pub use query::FiltersByField;

use address::{decode, encode};

/// Stands for "nobody" or "none" among the values of a filter.
pub const NONE: &str = "none";

/// Which ventures, in which order, grouped how, with which columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSet {
    /// Words to find in name, line, need, themes.
    pub words: String,
    /// Filters by field: `stage`, `disposition`, `lead`, `programme`, `place`, `theme`; each a list of accepted ids.
    /// Without a filter on `disposition`, only active ventures are shown.
    pub filters: FiltersByField,
    /// Only those that deserve a look: long in stage, quiet, or with an overdue step.
    pub needs_look: bool,
    /// What to order by.
    pub sort: Column,
    /// Whether from large to small.
    pub descending: bool,
    /// How to group.
    pub group: GroupBy,
    /// Which columns a table has.
    pub columns: Vec<Column>,
}

impl Default for ShownSet {
    fn default() -> Self {
        Self {
            words: String::new(),
            filters: Few::new(),
            needs_look: false,
            sort: Column::Name,
            descending: false,
            group: GroupBy::Stage,
            columns: Column::USUAL.to_vec(),
        }
    }
}

/// The fields that can be filtered by, with what people read.
pub const FILTERS: &[(&str, &str)] = &[
    ("stage", "Stage"),
    ("disposition", "Status"),
    ("lead", "Lead coach"),
    ("programme", "Programme"),
    ("place", "Place"),
    ("theme", "Theme"),
];

impl ShownSet {
    /// Reads the text form: an address's query, without the question mark. What is unknown is left out.
    pub fn parse(query: &str) -> Self {
        let mut set = Self::default();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let (raw, value) = (value, decode(value));
            match key {
                "q" => set.words = value,
                "look" => set.needs_look = value == "1",
                "sort" => {
                    if let Some((column, descending)) = query::sort_in(&value, Column::parse) {
                        set.sort = column;
                        set.descending = descending;
                    }
                }
                "group" => {
                    let known = GroupBy::ALL.iter().find(|(_, id, _)| *id == value);
                    set.group = known.map_or(GroupBy::Stage, |(group, _, _)| *group);
                }
                "cols" => {
                    if let Some(columns) = query::columns_in(&value, Column::parse) {
                        set.columns = columns;
                    }
                }
                filter if FILTERS.iter().any(|(known, _)| *known == filter) => {
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
        if self.needs_look {
            parts.push("look=1".to_owned());
        }
        if (self.sort, self.descending) != (usual.sort, usual.descending) {
            parts.push(query::sort_text(self.sort.id(), self.descending));
        }
        if self.group != usual.group {
            parts.push(format!("group={}", self.group.id()));
        }
        if self.columns != usual.columns {
            parts.push(query::columns_text(&self.columns, Column::id));
        }
        parts.join("&")
    }

    /// How many filters are set, the words included.
    pub fn filter_count(&self) -> usize {
        self.filters.len() + usize::from(self.needs_look) + usize::from(!self.words.is_empty())
    }

    /// Puts a value into a filter, or takes it out when it is there.
    pub fn toggle(&mut self, field: &str, value: &str) {
        query::toggle(&mut self.filters, field, value);
    }

    /// The ventures of the set, in its order.
    pub fn select(&self, workspace: &Workspace, today: Day) -> Vec<Arc<Venture>> {
        let words: Vec<String> = search_key(&self.words)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let by_name = workspace.facts().by_name().iter();
        let mut chosen: Vec<&(String, Arc<Venture>)> = by_name
            .filter(|(_, venture)| self.accepts(venture, &words, workspace, today))
            .collect();
        if self.sort != Column::Name {
            self.order(&mut chosen, workspace, today);
        } else if self.descending {
            ordering::sort_by(&mut chosen, |(a, _), (b, _)| b.cmp(a));
        } else {
            // What has no name comes last.
            let nameless = chosen.partition_point(|(name, _)| name.is_empty());
            chosen.rotate_left(nameless);
        }
        let ventures = chosen.into_iter();
        ventures.map(|(_, venture)| Arc::clone(venture)).collect()
    }

    fn accepts(
        &self,
        venture: &Venture,
        words: &[String],
        workspace: &Workspace,
        today: Day,
    ) -> bool {
        if !self.filters.contains_key("disposition") && !is_active(venture) {
            return false;
        }
        let passes = self.filters.iter().all(|(field, wanted)| {
            let one = |id: Option<String>| {
                wanted
                    .iter()
                    .any(|want| *want == id.clone().unwrap_or(NONE.to_owned()))
            };
            let any = |ids: Vec<String>| {
                wanted
                    .iter()
                    .any(|want| ids.contains(want) || (want == NONE && ids.is_empty()))
            };
            match field.as_str() {
                "stage" => one(Some(venture.stage.clone())),
                "disposition" => one(Some(disposition(venture).to_owned())),
                "lead" => one(venture.lead.map(|id| id.to_string())),
                "programme" => one(venture.programme.map(|id| id.to_string())),
                "place" => any(venture.places.iter().map(ToString::to_string).collect()),
                "theme" => any(venture.themes.clone()),
                _ => true,
            }
        });
        passes
            && (!self.needs_look || needs_look(workspace, venture, today))
            && (words.is_empty() || has_words(workspace, venture, words))
    }

    /// Orders ventures that stand in the order of their names, which still counts where the rest is equal.
    fn order(
        &self,
        ventures: &mut Vec<&(String, Arc<Venture>)>,
        workspace: &Workspace,
        today: Day,
    ) {
        let keyed = ventures.drain(..).map(|named| {
            let key = sort_key(self.sort, &named.1, workspace, today);
            (key, named)
        });
        let mut keyed: Vec<_> = keyed.collect();
        ordering::sort_by(&mut keyed, |(a, _), (b, _)| match (a, b) {
            // What has no value comes last, whichever way round.
            (SortKey::Missing, SortKey::Missing) => Ordering::Equal,
            (SortKey::Missing, _) => Ordering::Greater,
            (_, SortKey::Missing) => Ordering::Less,
            _ if self.descending => b.cmp(a),
            _ => a.cmp(b),
        });
        ventures.extend(keyed.into_iter().map(|(_, named)| named));
    }
}

/// A venture's status; a venture without one is active.
pub fn disposition(venture: &Venture) -> &str {
    if venture.disposition.is_empty() {
        "active"
    } else {
        &venture.disposition
    }
}

/// Whether a venture is active.
pub fn is_active(venture: &Venture) -> bool {
    disposition(venture) == "active"
}

fn has_words(workspace: &Workspace, venture: &Venture, words: &[String]) -> bool {
    let text = workspace.facts().words(venture.id);
    text.is_some_and(|text| words.iter().all(|word| text.contains(word.as_str())))
}

/// Whether a venture deserves a look: long in its stage, quiet, or with an overdue step.
pub fn needs_look(workspace: &Workspace, venture: &Venture, today: Day) -> bool {
    let facts = workspace.facts().of(venture.id);
    let limit = workspace
        .journey()
        .stage(&venture.stage)
        .and_then(|stage| stage.attention_after_days);
    let overdue = facts
        .and_then(|facts| facts.next_step.as_ref()?.due)
        .is_some_and(|due| due < today);
    is_active(venture)
        && (overdue
            || is_long_in_stage(days_in_stage(venture.stage_since, today), limit)
            || quiet_since(workspace, venture, today).is_some())
}

/// Since when nothing was heard from a venture, if that is long enough to say so.
pub fn quiet_since(workspace: &Workspace, venture: &Venture, today: Day) -> Option<Day> {
    let facts = workspace.facts().of(venture.id);
    let heard = facts.and_then(|facts| facts.last_heard);
    let came_in = || {
        let wall = workspace.records().get(venture.id)?.first_wall()?;
        Some(Moment(i64::try_from(wall).ok()?).day())
    };
    silent_since(heard, venture.joined, &came_in).filter(|since| is_quiet(*since, today))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Text(String),
    Missing,
}

impl SortKey {
    fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(search_key(text))
        }
    }

    fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Missing, |day| Self::Text(day.iso()))
    }
}

fn sort_key(column: Column, venture: &Venture, workspace: &Workspace, today: Day) -> SortKey {
    let facts = workspace.facts().of(venture.id);
    match column {
        Column::Stage => SortKey::Number(
            i64::try_from(workspace.journey().position(&venture.stage)).unwrap_or(i64::MAX),
        ),
        Column::DaysInStage => {
            days_in_stage(venture.stage_since, today).map_or(SortKey::Missing, SortKey::Number)
        }
        Column::NextDue => SortKey::day(facts.and_then(|facts| facts.next_step.as_ref()?.due)),
        Column::LastHeard => SortKey::day(facts.and_then(|facts| facts.last_heard)),
        Column::Joined => SortKey::day(venture.joined),
        Column::Secured => facts.map_or(SortKey::Missing, |facts| SortKey::Number(facts.secured.0)),
        Column::Hoped => facts.map_or(SortKey::Missing, |facts| SortKey::Number(facts.hoped.0)),
        _ => SortKey::text(&cell_text(column, venture, workspace, today)),
    }
}

/// What a table's cell and its copy on paper say. It need not read back as the same value, as the CSV does.
pub fn cell_words(column: Column, venture: &Venture, workspace: &Workspace, today: Day) -> String {
    match column {
        Column::Places => place_names(workspace, &venture.places).join(", "),
        _ => cell_text(column, venture, workspace, today),
    }
}

/// What the table's CSV says of a cell.
pub fn cell_text(column: Column, venture: &Venture, workspace: &Workspace, today: Day) -> String {
    let facts = workspace.facts().of(venture.id);
    let name = |id: Option<RecordId>| {
        let record = id.and_then(|id| workspace.record(id));
        record
            .and_then(|record| record.value("name").text())
            .unwrap_or_default()
            .to_owned()
    };
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let money = |pence: crate::domain::money::Pence| {
        if pence.0 == 0 {
            String::new()
        } else {
            pence.to_string()
        }
    };
    match column {
        Column::Name => venture.name.clone(),
        Column::OneLine => venture.one_line.clone(),
        Column::Stage => workspace.journey().label(&venture.stage).to_owned(),
        Column::DaysInStage => days_in_stage(venture.stage_since, today)
            .map(|days| days.to_string())
            .unwrap_or_default(),
        Column::Disposition => label_of(DISPOSITIONS, disposition(venture)).to_owned(),
        Column::Lead => name(venture.lead),
        Column::NextStep => facts
            .and_then(|facts| facts.next_step.as_ref())
            .map(|step| step.what.clone())
            .unwrap_or_default(),
        Column::NextDue => day(facts.and_then(|facts| facts.next_step.as_ref()?.due)),
        Column::LastHeard => day(facts.and_then(|facts| facts.last_heard)),
        Column::Secured => facts.map(|facts| money(facts.secured)).unwrap_or_default(),
        Column::Hoped => facts.map(|facts| money(facts.hoped)).unwrap_or_default(),
        Column::Programme => name(venture.programme),
        Column::Cohort => venture.cohort.clone(),
        Column::Places => {
            let names: Vec<String> = venture.places.iter().map(|id| name(Some(*id))).collect();
            names.join(", ")
        }
        Column::Themes => venture.themes.join(", "),
        Column::LegalForm => label_of(legal_form::CHOICES, &venture.legal_form).to_owned(),
        Column::Origin => label_of(ORIGINS, &venture.origin).to_owned(),
        Column::Organisation => name(venture.organisation),
        Column::Identifiers => {
            let ids: Vec<String> = venture
                .identifiers
                .iter()
                .map(ToString::to_string)
                .collect();
            ids.join(", ")
        }
        Column::Joined => day(venture.joined),
        Column::Website => venture.website.clone(),
    }
}

/// The values that a filter offers, with what people read and how many ventures have each.
pub fn filter_values(workspace: &Workspace, field: &str) -> Vec<(String, String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |id: String| *counts.entry(id).or_default() += 1;
    for venture in workspace.facts().ventures() {
        match field {
            "stage" => count(venture.stage.clone()),
            "disposition" => count(disposition(venture).to_owned()),
            "lead" => count(venture.lead.map_or(NONE.to_owned(), |id| id.to_string())),
            "programme" => count(
                venture
                    .programme
                    .map_or(NONE.to_owned(), |id| id.to_string()),
            ),
            "place" if venture.places.is_empty() => count(NONE.to_owned()),
            "place" => venture.places.iter().for_each(|id| count(id.to_string())),
            "theme" if venture.themes.is_empty() => count(NONE.to_owned()),
            "theme" => venture.themes.iter().for_each(|theme| count(theme.clone())),
            _ => {}
        }
    }
    let mut values: Vec<(String, String, usize)> = counts
        .into_iter()
        .map(|(id, count)| (id.clone(), value_label(workspace, field, &id), count))
        .collect();
    ordering::sort_by_key(&mut values, |(id, label, _)| match field {
        "stage" => (workspace.journey().position(id), String::new()),
        _ => (usize::from(id == NONE), search_key(label)),
    });
    values
}

/// What people read for one value of a filter.
pub fn value_label(workspace: &Workspace, field: &str, id: &str) -> String {
    if id == NONE {
        let kind = match field {
            "lead" => "Nobody yet",
            "programme" => "No programme",
            "place" => "No place",
            _ => "None",
        };
        return kind.to_owned();
    }
    match field {
        "stage" => workspace.journey().label(id).to_owned(),
        "disposition" => label_of(DISPOSITIONS, id).to_owned(),
        "theme" => id.to_owned(),
        _ => {
            let record = RecordId::parse(id)
                .ok()
                .and_then(|id| workspace.records().get(id));
            let name = record
                .and_then(|record| record.value("name").text())
                .unwrap_or("No longer here");
            name.to_owned()
        }
    }
}

/// Kinds of records whose change can alter the set; for views that follow it.
pub const KINDS: &[&str] = &[
    Venture::KIND,
    Colleague::KIND,
    Programme::KIND,
    Place::KIND,
    Organisation::KIND,
    "step",
    "entry",
    "capital",
    "stage",
    "criterion",
];

#[cfg(test)]
mod tests;
