//! Money over time: whole pence over days, quarters and years, none lost and none made.

use crate::domain::{
    dates::{Day, FinancialYear, Quarter},
    money::Pence,
};

/// A term longer than this is taken for a slip of the pen, not for a contract: fifty years.
const LONGEST_DAYS: i64 = 50 * 366;

/// How a forecast is cut up in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// By UK financial year.
    Years,
    /// By quarter of a UK financial year.
    Quarters,
}

/// The days over which money comes, both included, as numbers of days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    first: i64,
    last: i64,
}

/// A quarter by its number: four times the year in which its financial year starts, and 0 to 3.
pub(super) type QuarterNumber = i32;

/// The number of the quarter that a day falls into.
pub(super) fn quarter_of(day: Day) -> QuarterNumber {
    let quarter = Quarter::containing(day);
    i32::from(quarter.year().start_year()) * 4 + i32::from(quarter.number()) - 1
}

/// The quarter with that number.
pub(super) fn quarter_numbered(number: QuarterNumber) -> Quarter {
    let year = i16::try_from(number.div_euclid(4)).unwrap_or(i16::MAX);
    let quarters = FinancialYear::starting_in(year).quarters();
    // The remainder of four is one of the four.
    quarters[usize::try_from(number.rem_euclid(4)).unwrap_or_default()]
}

impl Term {
    /// From one day to another; nothing when they are upside down or further apart than any contract is long.
    pub(super) fn new(first: Day, last: Day) -> Option<Self> {
        let (first, last) = (first.number(), last.number());
        (first <= last && last - first <= LONGEST_DAYS).then_some(Self { first, last })
    }

    /// The first and last day.
    pub(super) fn days(self) -> (Day, Day) {
        (Day::numbered(self.first), Day::numbered(self.last))
    }
}

/// A row of quarters with the days on which they start, worked out once for many lines.
pub(super) struct Quarters {
    first: QuarterNumber,
    /// The first day of each, and of the one after the last.
    starts: Vec<i64>,
}

impl Quarters {
    /// The quarters that these terms touch.
    pub(super) fn covering(terms: impl Iterator<Item = Term>) -> Self {
        let ends = terms.fold(None, |ends: Option<(i64, i64)>, term| {
            let (first, last) = ends.unwrap_or((term.first, term.last));
            Some((first.min(term.first), last.max(term.last)))
        });
        let Some((first, last)) = ends else {
            return Self {
                first: 0,
                starts: Vec::new(),
            };
        };
        let (from, to) = (
            quarter_of(Day::numbered(first)),
            quarter_of(Day::numbered(last)),
        );
        let starts = (from..=to + 1)
            .map(|number| quarter_numbered(number).start().number())
            .collect();
        Self {
            first: from,
            starts,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The number of the quarter at that place.
    pub(super) fn number(&self, place: usize) -> QuarterNumber {
        self.first + i32::try_from(place).unwrap_or(i32::MAX)
    }

    /// Spreads money evenly over the days of a term and tells each quarter's part, by its place.
    ///
    /// What has come by the end of a day is the whole times the days gone, divided by all days, rounded down; a quarter's
    /// part is what has come by its end less what had come before. So the parts add up to the whole, and a penny comes
    /// on the same day whether quarters or years are asked for.
    pub(super) fn spread(
        &self,
        term: Term,
        (amount, weighted): (Pence, Pence),
        each: &mut dyn FnMut(usize, Pence, Pence),
    ) {
        let days = term.last - term.first + 1;
        let mut place = self
            .starts
            .partition_point(|start| *start <= term.first)
            .saturating_sub(1);
        let (mut came, mut weighed) = (Pence::ZERO, Pence::ZERO);
        while let Some(over) = self.starts.get(place + 1) {
            let gone = (*over - term.first).min(days);
            let upto = part(amount, gone, days);
            // What is sure weighs all that it is.
            let weighed_upto = if weighted == amount {
                upto
            } else {
                part(weighted, gone, days)
            };
            each(
                place,
                Pence(upto.get() - came.get()),
                Pence(weighed_upto.get() - weighed.get()),
            );
            if gone == days {
                return;
            }
            (came, weighed) = (upto, weighed_upto);
            place += 1;
        }
    }
}

/// `whole` times `some` divided by `all`, rounded down.
pub(super) fn part(whole: Pence, some: i64, all: i64) -> Pence {
    // Nearly all amounts fit, and the wider division is slow in a browser.
    if let Some(product) = whole.get().checked_mul(some) {
        return Pence(product.div_euclid(all));
    }
    let quotient = (i128::from(whole.get()) * i128::from(some)).div_euclid(i128::from(all));
    // At most the whole, which is an i64.
    Pence(i64::try_from(quotient).unwrap_or(whole.get()))
}

/// Cuts a whole into parts in proportion to what each is of it; the parts add up to the whole.
pub(super) fn in_proportion(whole: Pence, of: &[Pence]) -> Vec<Pence> {
    let all: i64 = of.iter().fold(0, |sum, one| sum.saturating_add(one.get()));
    let (mut upto, mut before) = (0_i64, Pence::ZERO);
    of.iter()
        .map(|one| {
            upto = upto.saturating_add(one.get());
            let here = if all > 0 {
                part(whole, upto, all)
            } else {
                Pence::ZERO
            };
            let share = Pence(here.get() - before.get());
            before = here;
            share
        })
        .collect()
}
