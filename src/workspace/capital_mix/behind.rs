//! What is behind a figure of the mix: the capital entries that make it up, each with what it adds and whose it is.

use super::{CapitalMix, EARNED, GIVEN, IncomePart, StatusSum, YearOfIncome};
use crate::{
    domain::{
        counting::figures,
        dates::FinancialYear,
        money::Pence,
        records::Capital,
        vocabulary::{CAPITAL_KINDS, CAPITAL_STATUSES, label_of},
    },
    ledger::{RecordId, ordering},
    workspace::{open::Workspace, search::address_of},
};

const INVESTMENT: &str = "social_investment";

/// A part of a year's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slice {
    /// All income.
    Income,
    /// Trading and contract income.
    Earned,
    /// Grants and donations.
    Given,
    /// Income of one kind.
    Kind(&'static str),
    /// Social investment, which is no income.
    Investment,
}

impl Slice {
    /// Whether an entry of that kind is part of it.
    pub fn takes(self, kind: &str) -> bool {
        match self {
            Self::Income => kind != INVESTMENT,
            Self::Earned => EARNED.contains(&kind),
            Self::Given => GIVEN.contains(&kind),
            Self::Kind(wanted) => wanted == kind,
            Self::Investment => kind == INVESTMENT,
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Income => "Income",
            Self::Earned => "Earned",
            Self::Given => "Given",
            Self::Kind(kind) => label_of(CAPITAL_KINDS, kind),
            Self::Investment => "Investment",
        }
    }
}

/// A figure that somebody wants to see behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Money of a financial year.
    Year(FinancialYear, Slice),
    /// Money that is in no year.
    Undated,
    /// Capital of a kind, by its id, and a status, in words.
    Capital(&'static str, &'static str),
}

impl Figure {
    /// What it is, in words: "Earned, 2026/27".
    pub fn title(self) -> String {
        match self {
            Self::Year(year, slice) => format!("{}, {year}", slice.label()),
            Self::Undated => "Money without a date".to_owned(),
            Self::Capital(kind, status) => {
                format!(
                    "{}, {}",
                    label_of(CAPITAL_KINDS, kind),
                    status.to_lowercase()
                )
            }
        }
    }
}

/// One capital entry behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BehindLine {
    /// The entry.
    pub entry: RecordId,
    /// What it is called, or its kind.
    pub title: String,
    /// Where it stands, on its venture's page.
    pub address: String,
    /// The venture.
    pub venture_id: Option<RecordId>,
    /// The venture's name.
    pub venture: String,
    /// Kind, status, who gives it and when, in words.
    pub about: String,
    /// What it adds to the figure, in pounds or its own unit.
    pub amount: String,
    /// The whole of it, where only a part counts here.
    pub of: Option<String>,
}

/// What is behind a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// The figure itself.
    pub sum: String,
    /// How many entries there are.
    pub entries: usize,
    /// How many ventures they belong to.
    pub ventures: usize,
    /// The largest entries, as many as were asked for.
    pub lines: Vec<BehindLine>,
}

impl YearOfIncome {
    /// A part of the year's money.
    pub fn of(&self, slice: Slice) -> Pence {
        match slice {
            Slice::Income => self.income,
            Slice::Earned => self.earned,
            Slice::Given => self.given,
            Slice::Investment => self.investment,
            Slice::Kind(wanted) => {
                let found = self.by_kind.iter().find(|(kind, _)| *kind == wanted);
                found.map_or(Pence::ZERO, |(_, sum)| *sum)
            }
        }
    }
}

impl StatusSum {
    /// The sums in words, each unit by itself: "£1,200, 150 hours and 3 people".
    pub fn words(&self) -> String {
        let money = (!self.money.is_zero()).then(|| self.money.to_string());
        let others = self.quantities.iter();
        let others = others.map(|(unit, sum)| format!("{} {unit}", figures(*sum)));
        let parts: Vec<String> = money.into_iter().chain(others).collect();
        match parts.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} and {last}", before.join(", ")),
            None => "no amount noted".to_owned(),
        }
    }
}

impl CapitalMix {
    /// The kinds of income that occur in any year, in one order.
    pub fn kinds_of_income(&self) -> Vec<&'static str> {
        let occurs = |kind: &str| {
            let mut years = self.years.iter();
            years.any(|(_, year)| year.by_kind.iter().any(|(known, _)| *known == kind))
        };
        let kinds = EARNED.iter().chain(GIVEN).copied();
        kinds.filter(|kind| occurs(kind)).collect()
    }

    /// Whether investment came in in any year.
    pub fn has_investment(&self) -> bool {
        self.years
            .iter()
            .any(|(_, year)| !year.investment.is_zero())
    }

    /// The income of the year that had the most.
    pub fn most_income(&self) -> Pence {
        let incomes = self.years.iter().map(|(_, year)| year.income);
        incomes.max().unwrap_or_default()
    }

    fn status_sum(&self, kind: &str, status: &str) -> Option<&StatusSum> {
        let kind = self.kinds.iter().find(|known| known.kind == kind)?;
        kind.by_status.iter().find(|sum| sum.label == status)
    }

    /// The entries behind a figure of money, the largest first.
    fn parts(&self, figure: Figure) -> Vec<IncomePart> {
        match figure {
            Figure::Year(year, slice) => {
                let known = self.years.iter().find(|(known, _)| *known == year);
                let parts = known.into_iter().flat_map(|(_, income)| &income.entries);
                parts
                    .filter(|part| slice.takes(part.kind))
                    .copied()
                    .collect()
            }
            Figure::Undated => self.undated_entries.clone(),
            Figure::Capital(..) => Vec::new(),
        }
    }
}

impl Workspace {
    /// The entries behind a figure of a mix, the largest first, `most` of them in words.
    pub fn behind_mix(&self, mix: &CapitalMix, figure: Figure, most: usize) -> Behind {
        let read = |id: RecordId| self.record(id).map(Capital::read);
        if let Figure::Capital(kind, status) = figure {
            let Some(sum) = mix.status_sum(kind, status) else {
                return Behind::default();
            };
            let mut entries: Vec<Capital> = sum.entries.iter().filter_map(|id| read(*id)).collect();
            ordering::sort_by_key(&mut entries, |entry| {
                (std::cmp::Reverse((entry.amount, entry.quantity)), entry.id)
            });
            let owners = entries.iter().filter_map(|entry| entry.venture).collect();
            let lines = entries.iter().take(most);
            return Behind {
                sum: sum.words(),
                entries: entries.len(),
                ventures: how_many(owners),
                lines: lines.map(|entry| self.behind_line(entry, None)).collect(),
            };
        }
        let parts = mix.parts(figure);
        let sum = Pence::sum(parts.iter().map(|part| part.amount));
        let owner = |part: &IncomePart| {
            let venture = self.record(part.entry)?.value("venture").text();
            venture.and_then(|id| RecordId::parse(id).ok())
        };
        let lines = parts.iter().take(most);
        Behind {
            sum: sum.map(|sum| sum.to_string()).unwrap_or_default(),
            entries: parts.len(),
            ventures: how_many(parts.iter().filter_map(owner).collect()),
            lines: lines
                .filter_map(|part| Some(self.behind_line(&read(part.entry)?, Some(part.amount))))
                .collect(),
        }
    }

    /// An entry in words. Without an amount, all of it counts.
    fn behind_line(&self, entry: &Capital, amount: Option<Pence>) -> BehindLine {
        let kind = label_of(CAPITAL_KINDS, &entry.kind);
        let status = label_of(CAPITAL_STATUSES, &entry.status).to_lowercase();
        let from = entry.from.map(|from| self.name_of(from));
        let from = from.filter(|name| !name.is_empty());
        let when = match (entry.starts, entry.ends, entry.decided_on) {
            (Some(starts), Some(ends), _) => format!("{starts} to {ends}"),
            (Some(starts), None, _) => format!("from {starts}"),
            (None, Some(ends), _) => format!("until {ends}"),
            (None, None, Some(decided)) => format!("decided on {decided}"),
            (None, None, None) => String::new(),
        };
        let about = [
            kind.to_owned(),
            status,
            from.map(|from| format!("from {from}")).unwrap_or_default(),
            when,
        ];
        let about: Vec<String> = about.into_iter().filter(|word| !word.is_empty()).collect();
        let whole = match (entry.amount, entry.quantity) {
            (Some(whole), _) => whole.to_string(),
            (None, Some(many)) => format!("{} {}", figures(many), entry.unit)
                .trim()
                .to_owned(),
            (None, None) => String::new(),
        };
        let is_part = amount.is_some_and(|amount| entry.amount != Some(amount));
        BehindLine {
            entry: entry.id,
            title: if entry.title.is_empty() {
                kind.to_owned()
            } else {
                entry.title.clone()
            },
            address: address_of(Capital::KIND, entry.id, entry.venture),
            venture_id: entry.venture,
            venture: entry.venture.map(|id| self.name_of(id)).unwrap_or_default(),
            about: about.join(", "),
            amount: amount.map_or_else(|| whole.clone(), |amount| amount.to_string()),
            of: is_part.then_some(whole),
        }
    }
}

fn how_many(mut ids: Vec<RecordId>) -> usize {
    ordering::sort_once_each(&mut ids);
    ids.len()
}
