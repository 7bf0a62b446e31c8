//! What a venture, or all of them, live on: income by UK financial year, how much of it is earned and how much given, and
//! what is capital of another kind. Hours and assets stay in their own units; they are never turned into pounds.

mod behind;
mod signed;

use super::open::Workspace;
use crate::{
    domain::{
        dates::{Day, FinancialYear},
        money::Pence,
        records::Capital,
        vocabulary::{CAPITAL_KINDS, CAPITAL_STATUSES, label_of},
    },
    ledger::{RecordId, RecordRef, few::Few, ordering, pack::ValueRef},
};

pub use behind::{Behind, BehindLine, Figure, Slice};

/// Kinds of records whose change can alter the mix, or the words for what is behind it.
pub const KINDS: &[&str] = &[Capital::KIND, "venture", "organisation", "contract", "bid"];

/// One capital entry's part in the income of a year, or in what has no year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomePart {
    /// The capital entry.
    pub entry: RecordId,
    /// The entry's kind.
    pub kind: &'static str,
    /// What it adds.
    pub amount: Pence,
}

/// The capital of one kind and status. Money and other units are never added to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusSum {
    /// The status in words.
    pub label: &'static str,
    /// The capital entries behind the sums.
    pub entries: Vec<RecordId>,
    /// The sum of the money.
    pub money: Pence,
    /// The sums of everything else, by unit.
    pub quantities: Vec<(String, i64)>,
}

/// Kinds of capital that are earned.
pub const EARNED: &[&str] = &["trading", "contract_income"];
/// Kinds of capital that are given.
pub const GIVEN: &[&str] = &["grant", "donations"];

/// Income of one financial year, in the order earned, given; investment stands beside it, because it is paid back or
/// shared, and is no income.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearOfIncome {
    /// Income by kind, by the kind's place in [`CAPITAL_KINDS`]; only those that there are.
    pub by_kind: Vec<(&'static str, Pence)>,
    /// All income: earned and given.
    pub income: Pence,
    /// Trading and contract income.
    pub earned: Pence,
    /// Grants and donations.
    pub given: Pence,
    /// Social investment that came in that year; no part of income.
    pub investment: Pence,
    /// What each capital entry adds.
    pub entries: Vec<IncomePart>,
}

impl YearOfIncome {
    /// The part of income that is earned, in tenths of a percent; `None` without income.
    pub fn trading_share(&self) -> Option<i64> {
        share(self.earned, self.income)
    }

    /// The part of income that is given, in tenths of a percent; `None` without income.
    pub fn grant_dependence(&self) -> Option<i64> {
        share(self.given, self.income)
    }
}

/// A part of a whole in tenths of a percent, to the nearest; `None` when there is no whole.
fn share(part: Pence, whole: Pence) -> Option<i64> {
    if whole.get() <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part.get()), i128::from(whole.get()));
    i64::try_from((part * 2_000 + whole) / (whole * 2)).ok()
}

/// Tenths of a percent in words: `62.5%`, `100%`.
pub fn share_words(tenths: i64) -> String {
    match tenths % 10 {
        0 => format!("{}%", tenths / 10),
        rest => format!("{}.{rest}%", tenths / 10),
    }
}

/// Capital entries of one kind and status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindOfCapital {
    /// The kind's id.
    pub kind: &'static str,
    /// The kind in words.
    pub label: &'static str,
    /// The sums by status.
    pub by_status: Vec<StatusSum>,
}

/// What a venture or the incubator lives on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CapitalMix {
    /// Income by financial year, the earliest first; years without any in between are there too.
    pub years: Vec<(FinancialYear, YearOfIncome)>,
    /// Money that is secured or received and has no date: it is in no year.
    pub undated: Pence,
    /// What each capital entry without a date adds to that.
    pub undated_entries: Vec<IncomePart>,
    /// All capital by kind and status.
    pub kinds: Vec<KindOfCapital>,
    /// What signed contracts come to in these years, and is in none of these sums.
    pub signed: Pence,
}

/// Years in a row beyond which empty ones in between are left out: a mistyped century must not make a thousand rows.
const MOST_YEARS: usize = 60;

impl Workspace {
    /// What a venture lives on, or all ventures together.
    pub fn capital_mix(&self, venture: Option<RecordId>) -> CapitalMix {
        let mut mix = Building::default();
        match venture {
            Some(venture) => {
                let around = self
                    .facts()
                    .of(venture)
                    .map(|facts| facts.around.as_slice());
                let records = around
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|id| self.record(*id));
                for record in records.filter(|record| &**record.kind() == Capital::KIND) {
                    mix.add(&money_facts(&record));
                }
            }
            None => {
                for record in self.records().of_kind(Capital::KIND) {
                    let capital = money_facts(&record);
                    // Deleting a venture leaves its entries: a sum that named nobody could not be looked into.
                    let venture = capital.venture.and_then(|id| self.facts().venture(id));
                    if venture.is_some() {
                        mix.add(&capital);
                    }
                }
            }
        }
        let mut mix = mix.finish();
        mix.signed = self.signed_beside(&mix, venture);
        mix
    }
}

/// What the mix needs of an entry: a region has tens of thousands, and most of their fields are words.
fn money_facts(record: &RecordRef<'_>) -> Capital {
    let mut read = Capital::blank(record.id());
    let day = |value: &ValueRef<'_>| Day::parse(value.text()?).ok();
    let words = |value: &ValueRef<'_>| value.text().unwrap_or_default().to_owned();
    record.each_value(&mut |name, value| match name {
        "venture" => read.venture = value.text().and_then(|id| RecordId::parse(id).ok()),
        "kind" => read.kind = words(&value),
        "status" => read.status = words(&value),
        "unit" => read.unit = words(&value),
        "amount" => read.amount = value.int().map(Pence),
        "quantity" => read.quantity = value.int(),
        "months" => read.months = value.int(),
        "decided_on" => read.decided_on = day(&value),
        "starts" => read.starts = day(&value),
        "ends" => read.ends = day(&value),
        _ => {}
    });
    read
}

/// The entries, their money, and quantities by unit.
type Tally = (Vec<RecordId>, Pence, Few<String, i64>);

#[derive(Default)]
struct Building {
    years: Few<FinancialYear, Few<usize, Pence>>,
    entries: Few<FinancialYear, Vec<IncomePart>>,
    undated: Pence,
    undated_entries: Vec<IncomePart>,
    kinds: Few<(usize, usize), Tally>,
}

fn plus(sum: &mut Pence, more: Pence) {
    *sum = sum.checked_add(more).unwrap_or(*sum);
}

impl Building {
    fn add(&mut self, capital: &Capital) {
        let Some(kind) = CAPITAL_KINDS
            .iter()
            .position(|known| known.id == capital.kind)
        else {
            return;
        };
        let status = CAPITAL_STATUSES
            .iter()
            .position(|known| known.id == capital.status);
        let status = status.unwrap_or(CAPITAL_STATUSES.len());
        let tally = self
            .kinds
            .get_or((kind, status), || (Vec::new(), Pence::ZERO, Few::new()));
        tally.0.push(capital.id);
        match (capital.amount, capital.quantity) {
            (Some(amount), _) => plus(&mut tally.1, amount),
            (None, Some(quantity)) => {
                let unit = if capital.unit.is_empty() {
                    "without a unit"
                } else {
                    &capital.unit
                };
                let sum = tally.2.get_or(unit.to_owned(), || 0);
                *sum = sum.saturating_add(quantity);
            }
            (None, None) => {}
        }
        let counts = matches!(capital.status.as_str(), "secured" | "received");
        let is_money = [EARNED, GIVEN, &["social_investment"]]
            .concat()
            .contains(&capital.kind.as_str());
        if let Some(amount) = capital.amount.filter(|_| counts && is_money) {
            self.add_money(capital, kind, amount);
        }
    }

    fn add_money(&mut self, capital: &Capital, kind: usize, amount: Pence) {
        let parts = spread(amount, capital);
        let part = |amount: Pence| IncomePart {
            entry: capital.id,
            kind: CAPITAL_KINDS.get(kind).map_or("", |known| known.id),
            amount,
        };
        if parts.is_empty() {
            plus(&mut self.undated, amount);
            self.undated_entries.push(part(amount));
        }
        for (year, money) in parts {
            plus(
                self.years
                    .get_or(year, Few::new)
                    .get_or(kind, || Pence::ZERO),
                money,
            );
            self.entries.get_or(year, Vec::new).push(part(money));
        }
    }

    fn finish(self) -> CapitalMix {
        let first = self.years.keys().next().copied();
        let last = self.years.keys().last().copied();
        let mut years: Vec<FinancialYear> = self.years.keys().copied().collect();
        if let (Some(first), Some(last)) = (first, last) {
            let mut year = first;
            for _ in 0..MOST_YEARS {
                if year >= last {
                    break;
                }
                if !years.contains(&year) {
                    years.push(year);
                }
                year = year.next();
            }
        }
        ordering::sort(&mut years);
        let year = |year: FinancialYear| {
            let mut told = YearOfIncome {
                entries: largest_first(self.entries.get(&year).cloned().unwrap_or_default()),
                ..YearOfIncome::default()
            };
            for (kind, sum) in self.years.get(&year).into_iter().flat_map(Few::iter) {
                let Some(kind) = CAPITAL_KINDS.get(*kind) else {
                    continue;
                };
                if kind.id == "social_investment" {
                    plus(&mut told.investment, *sum);
                    continue;
                }
                told.by_kind.push((kind.id, *sum));
                plus(&mut told.income, *sum);
                let earned = EARNED.contains(&kind.id);
                plus(
                    if earned {
                        &mut told.earned
                    } else {
                        &mut told.given
                    },
                    *sum,
                );
            }
            (year, told)
        };
        CapitalMix {
            years: years.into_iter().map(year).collect(),
            undated: self.undated,
            undated_entries: largest_first(self.undated_entries),
            kinds: kinds_of(&self.kinds),
            signed: Pence::ZERO,
        }
    }
}

fn largest_first(mut parts: Vec<IncomePart>) -> Vec<IncomePart> {
    ordering::sort_by_key(&mut parts, |part| {
        (std::cmp::Reverse(part.amount), part.entry)
    });
    parts
}

fn kinds_of(tallies: &Few<(usize, usize), Tally>) -> Vec<KindOfCapital> {
    let mut kinds: Vec<KindOfCapital> = Vec::new();
    for ((kind, status), (entries, money, quantities)) in tallies.iter() {
        let Some(kind) = CAPITAL_KINDS.get(*kind) else {
            continue;
        };
        if kinds.last().is_none_or(|last| last.kind != kind.id) {
            kinds.push(KindOfCapital {
                kind: kind.id,
                label: label_of(CAPITAL_KINDS, kind.id),
                by_status: Vec::new(),
            });
        }
        let label = CAPITAL_STATUSES
            .get(*status)
            .map_or("No status", |known| known.label);
        let quantities = quantities
            .iter()
            .map(|(unit, sum)| (unit.clone(), *sum))
            .collect();
        if let Some(last) = kinds.last_mut() {
            let mut entries = entries.clone();
            ordering::sort(&mut entries);
            last.by_status.push(StatusSum {
                label,
                entries,
                money: *money,
                quantities,
            });
        }
    }
    kinds
}

/// Money over the financial years it covers, day by day, in whole pence that add up to the whole. Without a last day it
/// is all in the year in which it starts or was decided; without any day there is no year to put it in.
fn spread(amount: Pence, capital: &Capital) -> Vec<(FinancialYear, Pence)> {
    let by_months = |starts: Day| {
        let months = i32::try_from(capital.months?)
            .ok()
            .filter(|months| *months > 0)?;
        Some(starts.plus_months(months).plus_days(-1))
    };
    let starts = capital.starts.or(capital.decided_on);
    let Some(starts) = starts else {
        return Vec::new();
    };
    let ends = capital
        .ends
        .or_else(|| by_months(starts))
        .filter(|ends| *ends >= starts);
    let first = FinancialYear::containing(starts);
    let Some(ends) = ends.filter(|ends| starts.days_until(*ends) <= 366 * 30) else {
        return vec![(first, amount)];
    };
    let all = i128::from(starts.days_until(ends) + 1);
    let mut parts = Vec::new();
    let (mut year, mut paid) = (first, 0_i64);
    while year.start() <= ends {
        let upto = year.end().min(ends);
        let days = i128::from(starts.days_until(upto) + 1);
        let reached = i64::try_from(i128::from(amount.get()) * days / all).unwrap_or(amount.get());
        parts.push((year, Pence(reached - paid)));
        paid = reached;
        year = year.next();
    }
    parts
}

/// What a match-trading grant would come to: it matches growth in trading income, pound for pound, up to a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchTrading {
    /// By how much trading grew over the baseline; zero when it did not.
    pub growth: Pence,
    /// The grant that this growth earns.
    pub grant: Pence,
    /// Growth beyond the cap, which earns no more.
    pub beyond_cap: Pence,
    /// How much more trading would earn the whole grant.
    pub still_to_earn: Pence,
    /// Trading as a part of all income before, in tenths of a percent.
    pub share_before: Option<i64>,
    /// Trading as a part of all income after, with the grant in it: the headline.
    pub share_after: Option<i64>,
}

/// Works out a match-trading grant. `other` is the income besides trading, before the grant and after it.
pub fn match_trading(
    baseline: Pence,
    trading: Pence,
    cap: Pence,
    other: (Pence, Pence),
) -> MatchTrading {
    let zero = Pence::ZERO;
    let less = |from: Pence, what: Pence| from.checked_sub(what).unwrap_or(zero).max(zero);
    let growth = less(trading, baseline.max(zero));
    let grant = growth.min(cap.max(zero));
    let sum = |parts: [Pence; 3]| Pence::sum(parts).unwrap_or(Pence(i64::MAX));
    MatchTrading {
        growth,
        grant,
        beyond_cap: less(growth, grant),
        still_to_earn: less(cap, grant),
        share_before: share(baseline, sum([baseline, other.0, zero])),
        share_after: share(trading, sum([trading, other.1, grant])),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
