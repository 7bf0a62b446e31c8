//! The financial year of UK public bodies: 1 April to 31 March.

use std::fmt;

use super::{calendar::YEARS, day::Day, uk_time::date_of_epoch_day};
use crate::domain::text::{shown, strip_prefix_any_case, text_form, tidy};

/// A year from 1 April to 31 March, shown as `2026/27`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear {
    /// The year of its 1 April, 1000 to 9998.
    starts: i16,
}

/// Three months of a financial year, shown as `Q1 2026/27`; the first starts on 1 April.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: FinancialYear,
    /// 1 to 4.
    number: i8,
}

/// Why a text is not a financial year or a quarter of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FinancialYearError {
    /// The text is something else.
    #[error("“{found}” is not a financial year. Write one such as 2026/27.")]
    NotAYear {
        /// The text, shortened.
        found: String,
    },
    /// The two years do not follow each other.
    #[error(
        "“{found}” is not one financial year: the second year must follow the first, such as 2026/27."
    )]
    NotConsecutive {
        /// The text, shortened.
        found: String,
    },
    /// The text is no quarter.
    #[error("“{found}” is not a quarter of a financial year. Write one such as Q1 2026/27.")]
    NotAQuarter {
        /// The text, shortened.
        found: String,
    },
}

impl FinancialYear {
    /// The financial year that a day falls into.
    #[must_use]
    pub fn containing(day: Day) -> Self {
        let before_april = day.month() < 4;
        Self::starting_in(day.year() - i16::from(before_april))
    }

    /// The financial year whose 1 April is in this year; 1000 to 9998, or the nearest of them.
    #[must_use]
    pub fn starting_in(year: i16) -> Self {
        Self {
            starts: year.clamp(*YEARS.start(), *YEARS.end() - 1),
        }
    }

    /// Reads `2026/27`, `2026-27`, `2026/2027`, `26/27`, each with or without `FY` before it.
    ///
    /// # Errors
    /// When the text is not two years, or the second does not follow the first.
    pub fn parse(text: &str) -> Result<Self, FinancialYearError> {
        let tidied = tidy(text);
        let found = || shown(tidied);
        let bare = tidy(strip_prefix_any_case(tidied, "FY").unwrap_or(tidied));
        let not_a_year = || FinancialYearError::NotAYear { found: found() };
        let (first, second) = bare.split_once(['/', '-', '–']).ok_or_else(not_a_year)?;
        let (first, second) = (tidy(first), tidy(second));
        let starts = year_number(first).ok_or_else(not_a_year)?;
        let ends = year_number(second).ok_or_else(not_a_year)?;
        let starts = if first.len() == 2 {
            2000 + starts
        } else {
            starts
        };
        let expected = if second.len() == 2 {
            (starts + 1) % 100
        } else {
            starts + 1
        };
        if !(*YEARS.start()..*YEARS.end()).contains(&starts) {
            return Err(not_a_year());
        }
        if ends != expected {
            return Err(FinancialYearError::NotConsecutive { found: found() });
        }
        Ok(Self { starts })
    }

    /// The year of its first day.
    #[must_use]
    pub const fn start_year(self) -> i16 {
        self.starts
    }

    /// Its first day, 1 April.
    #[must_use]
    pub fn start(self) -> Day {
        first_of_month(self.starts, 4)
    }

    /// Its last day, 31 March.
    #[must_use]
    pub fn end(self) -> Day {
        first_of_month(self.starts + 1, 4).plus_days(-1)
    }

    /// Whether a day falls into it.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        Self::containing(day) == self
    }

    /// Its four quarters, in order.
    #[must_use]
    pub fn quarters(self) -> [Quarter; 4] {
        [1, 2, 3, 4].map(|number| Quarter { year: self, number })
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::starting_in(self.starts + 1)
    }

    /// `2026/27`.
    fn text(self) -> String {
        self.to_string()
    }
}

fn year_number(text: &str) -> Option<i16> {
    let fits = matches!(text.len(), 2 | 4) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

fn first_of_month(year: i16, month: i8) -> Day {
    // Years and months are within the calendar here; the epoch stands in for what cannot happen.
    Day::new(year, month, 1).unwrap_or_else(|_| date_of_epoch_day(0).into())
}

impl Quarter {
    /// The quarter that a day falls into.
    #[must_use]
    pub fn containing(day: Day) -> Self {
        Self {
            year: FinancialYear::containing(day),
            number: (day.month() + 8) % 12 / 3 + 1,
        }
    }

    /// Reads `Q1 2026/27`.
    ///
    /// # Errors
    /// When the text is not a quarter from Q1 to Q4 and a financial year.
    pub fn parse(text: &str) -> Result<Self, FinancialYearError> {
        let tidied = tidy(text);
        let rest = strip_prefix_any_case(tidied, "Q").unwrap_or_default();
        let number = match rest.get(..1) {
            Some("1") => 1,
            Some("2") => 2,
            Some("3") => 3,
            Some("4") => 4,
            _ => {
                return Err(FinancialYearError::NotAQuarter {
                    found: shown(tidied),
                });
            }
        };
        let year = FinancialYear::parse(rest.get(1..).unwrap_or_default())?;
        Ok(Self { year, number })
    }

    /// Its financial year.
    #[must_use]
    pub const fn year(self) -> FinancialYear {
        self.year
    }

    /// 1 to 4; the first starts on 1 April.
    #[must_use]
    pub const fn number(self) -> i8 {
        self.number
    }

    /// Its first day.
    #[must_use]
    pub fn start(self) -> Day {
        self.year
            .start()
            .plus_months((i32::from(self.number) - 1) * 3)
    }

    /// Its last day.
    #[must_use]
    pub fn end(self) -> Day {
        self.start().plus_months(3).plus_days(-1)
    }

    /// `Q1 2026/27`.
    fn text(self) -> String {
        self.to_string()
    }
}

/// `2026/27`.
impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.starts, (self.starts + 1) % 100)
    }
}

/// `Q1 2026/27`.
impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Q{} {}", self.number, self.year)
    }
}

text_form!(
    FinancialYear,
    text,
    "A UK financial year, 1 April to 31 March.",
    "2026/27"
);
text_form!(
    Quarter,
    text,
    "A quarter of a UK financial year; Q1 starts on 1 April.",
    "Q1 2026/27"
);
