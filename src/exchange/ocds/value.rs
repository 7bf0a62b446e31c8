//! Single values as notices write them: texts with marks of the web page they came from, moments with offsets, money in any
//! currency, codes with a check figure or the decimal of a spreadsheet.

use serde_json::Value;

use crate::{
    domain::{
        dates::{Day, Moment},
        money::{Amount, Currency, Pence},
    },
    exchange::reading::repaired,
};

/// Follows a path of names; a list on the way stands for its first element.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, name| {
        let value = match value {
            Value::Array(items) => items.first()?,
            other => other,
        };
        value.get(name)
    })
}

/// The elements of a list; of anything else, none.
pub(super) fn list<'a>(value: &'a Value, path: &[&str]) -> impl Iterator<Item = &'a Value> {
    let items = at(value, path).and_then(Value::as_array);
    items.into_iter().flatten()
}

/// A text, put right: numbers are taken as their figures.
pub(super) fn text(value: &Value, path: &[&str]) -> String {
    match at(value, path) {
        Some(Value::String(text)) => tidied(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// A text as one line.
pub(super) fn line(value: &Value, path: &[&str]) -> String {
    let text = text(value, path);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether something is said to be so.
pub(super) fn is_so(value: &Value, path: &[&str]) -> bool {
    matches!(at(value, path), Some(Value::Bool(true)))
}

/// Text with the marks of a web page and of other programs taken out.
fn tidied(text: &str) -> String {
    let text = repaired(text).unwrap_or_else(|| text.to_owned());
    let text = if text.contains('&') {
        // Some texts went through two programs that both wrote such marks.
        unmarked(&unmarked(&text))
    } else {
        text
    };
    let text = text
        .replace("\\r\\n", "\n")
        .replace("\\n", "\n")
        .replace("\r\n", "\n");
    // Line ends that lost their backslashes on the way: no word of English has these letters in a row.
    let text = text.replace("rnrn", "\n\n");
    text.chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Marks such as `&apos;` as the letters they stand for.
fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let end = from.find(';').filter(|end| *end <= 9);
        let letter = end.and_then(|end| letter_of(from.get(1..end)?));
        match (end, letter) {
            (Some(end), Some(letter)) => {
                out.push(letter);
                rest = from.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn letter_of(mark: &str) -> Option<char> {
    Some(match mark {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "pound" => '£',
        "euro" => '€',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        "hellip" => '…',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            return char::from_u32(code).filter(|letter| !letter.is_control() || *letter == '\n');
        }
    })
}

/// A day, and the time on UK clocks where one is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    pub(super) day: Option<Day>,
    pub(super) time: String,
}

/// Reads a moment with or without a time; what cannot be read is noted.
pub(super) fn when(value: &Value, path: &[&str], notes: &mut Vec<String>) -> When {
    let written = text(value, path);
    if written.is_empty() {
        return When::default();
    }
    match Moment::parse(&written) {
        Ok(moment) => When {
            day: Some(moment.day()),
            time: if written.contains(['T', ':']) {
                moment.time()
            } else {
                String::new()
            },
        },
        Err(error) => {
            let what = path.last().copied().unwrap_or("date");
            notes.push(format!("Left out {what}: {error}"));
            When::default()
        }
    }
}

/// The day in the United Kingdom.
pub(super) fn day(value: &Value, path: &[&str], notes: &mut Vec<String>) -> Option<Day> {
    when(value, path, notes).day
}

/// Money as a notice states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Money {
    /// In pounds.
    Pounds(Pence),
    /// In another currency, in words.
    Other(String),
}

impl Money {
    pub(super) fn pence(&self) -> Option<Pence> {
        if let Self::Pounds(pence) = self {
            Some(*pence)
        } else {
            None
        }
    }
}

/// Reads an amount beside its currency. A value of nothing is how publishers write that they state none.
pub(super) fn money(value: &Value, amount: &str, notes: &mut Vec<String>) -> Option<Money> {
    let code = line(value, &["currency"]);
    let currency = match code.as_str() {
        "" => Currency::GBP,
        code => match Currency::parse(code) {
            Ok(currency) => currency,
            Err(error) => {
                notes.push(format!("Left out a value: {error}"));
                return None;
            }
        },
    };
    let read = match value.get(amount)? {
        Value::Number(number) => Amount::from_json_number(number, currency),
        Value::String(text) if !text.trim().is_empty() => {
            Amount::from_decimal(text.trim(), currency)
        }
        _ => return None,
    };
    match read {
        Ok(amount) if amount.minor <= 0 => None,
        Ok(amount) => Some(
            amount
                .as_pence()
                .map_or_else(|| Money::Other(amount.to_string()), Money::Pounds),
        ),
        Err(error) => {
            notes.push(format!("Left out a value: {error}"));
            None
        }
    }
}

/// The eight figures of a CPV code, without check figure and without what a spreadsheet made of it.
pub(super) fn cpv(value: &Value) -> Option<String> {
    if !line(value, &["scheme"]).eq_ignore_ascii_case("CPV") {
        return None;
    }
    let code = line(value, &["id"]);
    let figures: String = code.chars().take_while(char::is_ascii_digit).collect();
    if !(2..=8).contains(&figures.len()) {
        return None;
    }
    // A spreadsheet takes the noughts before a number away: 3310000 is 03310000.
    let code = if figures.len() == 7 {
        format!("0{figures}")
    } else {
        format!("{figures:0<8}")
    };
    let name = line(value, &["description"]);
    Some(if name.is_empty() {
        code
    } else {
        format!("{code} {name}")
    })
}

/// A number as a register writes it, without the decimal that a spreadsheet made of it.
pub(super) fn number_of(value: &Value, path: &[&str]) -> String {
    let text = line(value, path);
    match text.strip_suffix(".0") {
        Some(whole) if whole.bytes().all(|byte| byte.is_ascii_digit()) => whole.to_owned(),
        _ => text,
    }
}
