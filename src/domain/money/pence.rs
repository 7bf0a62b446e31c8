//! Pounds sterling, counted in whole pence.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    decimal::{MoneyError, read_decimal, read_json_number, write_grouped},
    typed::read_pounds,
};

/// An amount of pounds sterling in whole pence; may be negative. Files hold it as an integer number of pence.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Pence(pub i64);

impl Pence {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Reads pounds as people write them: `£1,200.50`, `1200`, `1.2k`, `1.2m`, `£ 1 200`, `-£5`, `(5.00)`, `GBP 1200`.
    ///
    /// # Errors
    /// When the text is blank, no amount, in another currency, smaller than a penny, too large, or could be read in
    /// two ways (`1,20`, `1.234,56`).
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        read_pounds(text).map(Self)
    }

    /// Reads pounds as machines write them: `288314.2`, `-5`, `1e3`. Exact.
    ///
    /// # Errors
    /// When the text is no plain decimal, has parts of a penny, or is too large.
    pub fn from_decimal(text: &str) -> Result<Self, MoneyError> {
        read_decimal(text, 2).map(Self)
    }

    /// Reads a JSON number of pounds, exactly; the noise of binary fractions (`0.30000000000000004`) is rounded away.
    ///
    /// # Errors
    /// When the number has parts of a penny or is too large.
    pub fn from_json_number(number: &serde_json::Number) -> Result<Self, MoneyError> {
        read_json_number(number, 2).map(Self)
    }

    /// The number of pence.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether this is no money at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, or nothing when it would not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or nothing when it would not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The sum of all, or nothing when it would not fit. The order of the amounts makes no difference.
    #[must_use]
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let total: i128 = amounts.into_iter().map(|amount| i128::from(amount.0)).sum();
        i64::try_from(total).ok().map(Self)
    }

    /// This amount times a probability in percent (more than 100 counts as 100), rounded half to even.
    #[must_use]
    pub fn weighted(self, percent: u8) -> Self {
        if percent >= 100 {
            return self;
        }
        // Pounds and pence apart, so that every product fits: the wider division is slow in a browser.
        let percent = i64::from(percent);
        let product = self.0.rem_euclid(100) * percent;
        let floor = self.0.div_euclid(100) * percent + product / 100;
        let rest = product % 100;
        let round_up = rest > 50 || (rest == 50 && floor % 2 != 0);
        Self(floor + i64::from(round_up))
    }

    /// The amount for a board's heading, rounded: `£950`, `£1.2k`, `£340k`, `£1.2m`.
    #[must_use]
    pub fn short(self) -> String {
        // Pence in one unit, tenths are shown below this many units, and the letter behind.
        const UNITS: [(u64, u64, &str); 3] =
            [(100, 0, ""), (100_000, 10, "k"), (100_000_000, 100, "m")];
        let pence = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        for (unit, tenths_below, letter) in UNITS {
            if rounded_div(pence, unit / 10) < tenths_below * 10 {
                return format!("{sign}£{}{letter}", with_tenth(pence, unit));
            }
            match rounded_div(pence, unit) {
                0 => return "£0".to_owned(),
                wholes @ 1..1_000 => return format!("{sign}£{wholes}{letter}"),
                _ => {}
            }
        }
        format!("{sign}£{}bn", with_tenth(pence, 100_000_000_000))
    }

    /// Without the pence once there are thousands of pounds, rounded to the nearest: `£5,316,488`. Smaller amounts
    /// keep theirs.
    #[must_use]
    pub fn whole(self) -> String {
        let pence = self.0 % 100;
        if self.0.unsigned_abs() < 100_000 {
            return self.to_string();
        }
        let up = if pence.abs() >= 50 {
            pence.signum() * 100
        } else {
            0
        };
        Self((self.0 - pence).saturating_add(up)).to_string()
    }

    /// Pounds with two decimals and nothing else, as spreadsheets read them: `1200.50`.
    #[must_use]
    pub fn to_pounds_text(self) -> String {
        let pence = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", pence / 100, pence % 100)
    }
}

/// The quotient rounded to the nearest whole number, halves upwards.
fn rounded_div(number: u64, by: u64) -> u64 {
    number / by + u64::from(number % by >= by.div_ceil(2))
}

/// The quotient with one decimal, unless that is zero.
fn with_tenth(number: u64, by: u64) -> String {
    let tenths = rounded_div(number, by / 10);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

/// `£1,200`; pence are shown only when there are any: `£1,200.50`.
impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 < 0 { "-£" } else { "£" })?;
        write_grouped(f, self.0.unsigned_abs(), 2)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
