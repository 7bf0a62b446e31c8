//! What changed between two forecasts, opportunity by opportunity.

use super::{Behind, Figures, Forecast, Scope, When, spread::Term};
use crate::{
    domain::opportunities::Certainty,
    ledger::{RecordId, id_map::IdMap, ordering},
    workspace::open::Workspace,
};

/// What kind of change; the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShiftKind {
    /// It was not in the earlier forecast.
    New,
    /// It is in the forecast no more.
    Gone,
    /// More of it is secured or evidenced than before.
    Surer,
    /// Less of it is.
    LessSure,
    /// It comes to more.
    More,
    /// It comes to less.
    Less,
    /// Only its probability was changed.
    Reweighted,
    /// It comes at another time.
    Moved,
}

impl ShiftKind {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Gone => "No longer counted",
            Self::Surer => "Surer than before",
            Self::LessSure => "Less sure than before",
            Self::More => "Comes to more",
            Self::Less => "Comes to less",
            Self::Reweighted => "Another probability",
            Self::Moved => "Comes at another time",
        }
    }
}

/// One opportunity or contract whose money is not what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The opportunity, or the contract where there is no opportunity.
    pub record: RecordId,
    /// What kind of change.
    pub kind: ShiftKind,
    /// What it came to.
    pub before: Figures,
    /// What it comes to.
    pub now: Figures,
}

impl Shift {
    /// How many pence more or less it comes to in all.
    pub fn difference(&self) -> i64 {
        self.now
            .total()
            .get()
            .saturating_sub(self.before.total().get())
    }
}

impl Forecast {
    /// What is different from an earlier forecast, for one scope and time; the largest difference first. The differences
    /// add up to the difference of the sums.
    pub fn since(&self, earlier: &Self, scope: Scope, when: When) -> Vec<Shift> {
        let (before, now) = (earlier.by_origin(scope, when), self.by_origin(scope, when));
        let (terms_before, terms) = (earlier.terms(), self.terms());
        let mut shifts: Vec<Shift> = Vec::new();
        for (record, now) in &now {
            let before = before.get(record).copied();
            let kind = match before {
                None => Some(ShiftKind::New),
                Some(before) => compared(&before, now),
            };
            let moved = || when == When::Ever && terms.get(record) != terms_before.get(record);
            if let Some(kind) = kind.or_else(|| moved().then_some(ShiftKind::Moved)) {
                shifts.push(Shift {
                    record: *record,
                    kind,
                    before: before.unwrap_or_default(),
                    now: *now,
                });
            }
        }
        for (record, before) in &before {
            if !now.contains_key(record) {
                shifts.push(Shift {
                    record: *record,
                    kind: ShiftKind::Gone,
                    before: *before,
                    now: Figures::default(),
                });
            }
        }
        ordering::sort_by_key(&mut shifts, |shift| {
            let size = shift.difference().unsigned_abs();
            (std::cmp::Reverse(size), shift.kind, shift.record)
        });
        shifts
    }

    /// When the money of each opportunity comes.
    fn terms(&self) -> IdMap<RecordId, Vec<Option<Term>>> {
        let mut terms: IdMap<RecordId, Vec<Option<Term>>> = IdMap::default();
        for line in self.lines.iter().filter(|line| !line.is_twice) {
            if let Some(origin) = line.opportunity.or(line.contract) {
                terms.entry(origin).or_default().push(line.term);
            }
        }
        terms
    }

    /// What each opportunity comes to, contracts counted under the opportunity they came from.
    fn by_origin(&self, scope: Scope, when: When) -> IdMap<RecordId, Figures> {
        let mut found: IdMap<RecordId, Figures> = IdMap::default();
        for Behind {
            record,
            opportunity,
            figures,
        } in self.behind(scope, when, None)
        {
            let sum = found.entry(opportunity.unwrap_or(record)).or_default();
            sum.join(&figures);
        }
        found
    }
}

/// How two sums of one opportunity differ; nothing when they do not.
fn compared(before: &Figures, now: &Figures) -> Option<ShiftKind> {
    let sure = |figures: &Figures| {
        let secured = figures.of(Certainty::Secured).get();
        (
            secured,
            secured.saturating_add(figures.of(Certainty::Evidenced).get()),
        )
    };
    let (was, is) = (sure(before), sure(now));
    let (sum_before, sum_now) = (before.total(), now.total());
    // What was sure and grew is more money, not surer money.
    let share = |part: i64, sum: i64| i128::from(part) * i128::from(sum);
    let ranks = [
        (share(is.0, sum_before.get()), share(was.0, sum_now.get())),
        (share(is.1, sum_before.get()), share(was.1, sum_now.get())),
    ];
    for (is, was) in ranks {
        if is != was {
            return Some(if is > was {
                ShiftKind::Surer
            } else {
                ShiftKind::LessSure
            });
        }
    }
    match sum_now.cmp(&sum_before) {
        std::cmp::Ordering::Greater => Some(ShiftKind::More),
        std::cmp::Ordering::Less => Some(ShiftKind::Less),
        std::cmp::Ordering::Equal => {
            (before.weighted != now.weighted).then_some(ShiftKind::Reweighted)
        }
    }
}

impl Workspace {
    /// A difference in words: "£1,200 more, secured", "£80,000, was hoped for and is evidenced".
    pub fn shift_words(&self, shift: &Shift) -> String {
        let (before, now) = (shift.before, shift.now);
        let sure =
            |figures: &Figures| match (figures.secured.is_zero(), figures.evidenced.is_zero()) {
                (false, _) => "secured",
                (true, false) => "evidenced",
                (true, true) => "hoped for",
            };
        match shift.kind {
            ShiftKind::New => format!("{}, {}", now.total(), sure(&now)),
            ShiftKind::Gone => {
                let status = self.status_words(shift.record);
                format!("{} less, was {}{status}", before.total(), sure(&before))
            }
            ShiftKind::Surer | ShiftKind::LessSure => {
                let more = format!("{}, was {}, is {}", now.total(), sure(&before), sure(&now));
                match shift.difference() {
                    0 => more,
                    _ => format!("{more}; came to {} before", before.total()),
                }
            }
            ShiftKind::More | ShiftKind::Less => {
                format!("{}, came to {} before", now.total(), before.total())
            }
            ShiftKind::Reweighted => {
                format!("{} weighted, was {}", now.weighted, before.weighted)
            }
            ShiftKind::Moved => format!("{}, with other dates", now.total()),
        }
    }

    fn status_words(&self, record: RecordId) -> String {
        use crate::domain::vocabulary::{OPPORTUNITY_STATUSES, label_of};
        let record = self.record(record);
        let status = record.and_then(|record| record.value("status").text());
        match status {
            Some(status) => format!(
                ": {}",
                label_of(OPPORTUNITY_STATUSES, status).to_lowercase()
            ),
            None => ": deleted".to_owned(),
        }
    }
}
