//! Exact decimal text to whole minor units; no floating point anywhere.

use std::fmt;

use crate::domain::text::{shown, tidy};

/// Why a text is not an amount of money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// There is nothing but spaces or a dash.
    #[error("There is no amount here. Write one such as £1,200.50.")]
    Empty,
    /// The text is something else.
    #[error("“{found}” is not an amount. Write one such as £1,200.50, 1200 or 1.2k.")]
    NotAnAmount {
        /// The text, shortened.
        found: String,
    },
    /// Commas, points or spaces stand where a British and a continental reader would disagree.
    #[error(
        "“{found}” can be read in more than one way. Use a comma or space only between thousands and a point before pence, such as £1,200.50."
    )]
    Ambiguous {
        /// The text, shortened.
        found: String,
    },
    /// The amount is not a whole number of pence.
    #[error(
        "“{found}” has parts of a penny. Pence have two figures, such as £1,200.50; thousands are written 1,200 or 1.2k."
    )]
    TooPrecise {
        /// The text, shortened.
        found: String,
    },
    /// The amount is in another currency.
    #[error("“{found}” is not in pounds. Give the amount in pounds, such as £1,200.50.")]
    OtherCurrency {
        /// The text, shortened.
        found: String,
    },
    /// The amount does not fit in 64 bits of pence.
    #[error("“{found}” is larger than Fledgling can hold. Write an amount such as £1,200.50.")]
    TooLarge {
        /// The text, shortened.
        found: String,
    },
}

/// What is wrong with a decimal, before it is put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// It has a part smaller than one minor unit.
    TooPrecise,
    /// It does not fit in an `i64`.
    TooLarge,
}

impl Misfit {
    /// The error to show for this text.
    pub(super) fn in_words(self, text: &str) -> MoneyError {
        let found = shown(text);
        match self {
            Self::TooPrecise => MoneyError::TooPrecise { found },
            Self::TooLarge => MoneyError::TooLarge { found },
        }
    }
}

/// The number `whole.fraction × 10^power` as an integer; `whole` and `fraction` hold ASCII digits only.
pub(super) fn scaled(
    negative: bool,
    whole: &str,
    fraction: &str,
    power: i64,
) -> Result<i64, Misfit> {
    let mut exponent = power.saturating_sub(fraction.len() as i64);
    let mut digits: Vec<u8> = whole
        .bytes()
        .chain(fraction.bytes())
        .skip_while(|digit| *digit == b'0')
        .collect();
    while exponent < 0 && digits.last() == Some(&b'0') {
        digits.pop();
        exponent += 1;
    }
    if digits.is_empty() {
        return Ok(0);
    }
    let Ok(zeros) = u32::try_from(exponent) else {
        return Err(Misfit::TooPrecise);
    };
    // 19 digits hold any i64, and 10^19 × 10^19 still fits in an i128.
    if zeros > 19 || digits.len() > 19 {
        return Err(Misfit::TooLarge);
    }
    let mut value = digits
        .iter()
        .fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'))
        * 10_i128.pow(zeros);
    if negative {
        value = -value;
    }
    i64::try_from(value).map_err(|_| Misfit::TooLarge)
}

/// Reads a machine's decimal (`-288314.2`, `1e3`) as minor units with this many decimals.
pub(super) fn read_decimal(text: &str, decimals: u32) -> Result<i64, MoneyError> {
    let tidied = tidy(text);
    if tidied.is_empty() {
        return Err(MoneyError::Empty);
    }
    let Decimal {
        negative,
        whole,
        fraction,
        exponent,
    } = Decimal::split(tidied).ok_or_else(|| MoneyError::NotAnAmount {
        found: shown(tidied),
    })?;
    scaled(
        negative,
        whole,
        fraction,
        exponent.saturating_add(i64::from(decimals)),
    )
    .map_err(|misfit| misfit.in_words(tidied))
}

/// Reads a JSON number as minor units with this many decimals.
///
/// Spreadsheets write `0.1 + 0.2` as `0.30000000000000004`. Six zeros or nines after the last minor figure are
/// taken for that noise and rounded away; any other part of a penny is refused.
pub(super) fn read_json_number(
    number: &serde_json::Number,
    decimals: u32,
) -> Result<i64, MoneyError> {
    let text = number.to_string();
    let first = read_decimal(&text, decimals);
    if !matches!(first, Err(MoneyError::TooPrecise { .. })) {
        return first;
    }
    let kept = decimals as usize;
    let noise = Decimal::split(&text).filter(|decimal| decimal.exponent == 0);
    let Some((decimal, tail)) =
        noise.and_then(|decimal| Some((decimal, decimal.fraction.get(kept..kept + 6)?)))
    else {
        return first;
    };
    let step = match tail {
        "000000" => 0,
        "999999" => 1,
        _ => return first,
    };
    let fraction = decimal.fraction.get(..kept).unwrap_or_default();
    scaled(false, decimal.whole, fraction, i64::from(decimals))
        .ok()
        .and_then(|magnitude| magnitude.checked_add(step))
        .map(|magnitude| {
            if decimal.negative {
                -magnitude
            } else {
                magnitude
            }
        })
        .ok_or_else(|| Misfit::TooLarge.in_words(&text))
}

/// A machine's decimal, cut at its point and exponent.
#[derive(Clone, Copy)]
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

impl<'a> Decimal<'a> {
    fn split(text: &'a str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (rest, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let fraction_given = fraction.is_none_or(|fraction| !fraction.is_empty());
        let fraction = fraction.unwrap_or_default();
        (!whole.is_empty() && fraction_given && digits(whole) && digits(fraction)).then_some(Self {
            negative,
            whole,
            fraction,
            exponent: i64::from(exponent),
        })
    }
}

/// Writes `1,234` or `1,234.50`: minor units with this many decimals, which are left out when all are zero.
pub(super) fn write_grouped(f: &mut fmt::Formatter<'_>, minor: u64, decimals: u32) -> fmt::Result {
    let unit = 10_u64.pow(decimals);
    let whole = (minor / unit).to_string();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            f.write_str(",")?;
        }
        write!(f, "{digit}")?;
    }
    match minor % unit {
        0 => Ok(()),
        part => write!(f, ".{part:0width$}", width = decimals as usize),
    }
}
