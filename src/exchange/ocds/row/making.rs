//! Putting a row's wishes together: texts that fit their fields, values, organisations, places.

use serde_json::Value;

use super::{
    super::{
        parts::{Lot, Party},
        value::Money,
    },
    OWN,
};
use crate::{
    domain::{
        dates::Day,
        identifier::OrganisationId,
        money::Pence,
        names::match_key,
        records::{Organisation, Place},
        schema::{self, KindSpec, LONGEST_LINE, LONGEST_PROSE, Shape},
    },
    exchange::{
        matching::{code_key, id_key},
        plan::{Find, Rule, SetRule, Wish, WishValue},
    },
};

/// The wishes of a row while they are made.
pub(super) struct Making {
    pub(super) wishes: Vec<Wish>,
    pub(super) notes: Vec<String>,
    /// When fields are written: what an older notice says fills gaps only.
    pub(super) rule: Rule,
}

pub(super) fn plain(text: impl Into<String>) -> WishValue {
    WishValue::Plain(Value::String(text.into()))
}

impl Making {
    pub(super) fn put(&mut self, wish: usize, field: &str, value: Value) {
        let rule = self.rule;
        self.put_by(wish, field, value, rule);
    }

    pub(super) fn put_by(&mut self, wish: usize, field: &str, value: Value, rule: Rule) {
        if let Some(wish) = self.wishes.get_mut(wish) {
            wish.put(field, WishValue::Plain(value), rule);
        }
    }

    pub(super) fn refer(&mut self, wish: usize, field: &str, to: usize, rule: Rule) {
        if let Some(wish) = self.wishes.get_mut(wish) {
            wish.put(field, WishValue::Of(to), rule);
        }
    }

    pub(super) fn items(&mut self, wish: usize, field: &str, items: Vec<WishValue>) {
        if let Some(wish) = self.wishes.get_mut(wish).filter(|_| !items.is_empty()) {
            wish.put_items(field, items, SetRule::Add);
        }
    }

    pub(super) fn texts(&mut self, wish: usize, field: &str, items: &[String]) {
        let fits = |item: &&String| item.chars().count() <= LONGEST_LINE;
        let items = items.iter().filter(fits).map(plain).collect();
        self.items(wish, field, items);
    }

    /// A text, shortened to what the field holds. What the field does not take is left out.
    pub(super) fn text(&mut self, wish: usize, field: &str, text: &str) {
        let rule = self.rule;
        self.text_by(wish, field, text, rule);
    }

    pub(super) fn text_by(&mut self, wish: usize, field: &str, text: &str, rule: Rule) {
        let kind = self.wishes.get(wish).map(|wish| wish.kind);
        let Some(spec) = kind
            .and_then(|kind| kind.field(field))
            .filter(|_| !text.is_empty())
        else {
            return;
        };
        let most = match spec.shape {
            Shape::Line | Shape::Tags => LONGEST_LINE,
            _ => LONGEST_PROSE,
        };
        let shortened: String = text.chars().take(most).collect();
        match schema::check(spec, &Value::String(shortened)) {
            Ok(Value::Null) => {}
            Ok(value) => self.put_by(wish, field, value, rule),
            // A choice that we do not know, or an address that is none: the notice itself is linked.
            Err(_) => {}
        }
    }

    pub(super) fn day(&mut self, wish: usize, field: &str, day: Option<Day>) {
        if let Some(day) = day {
            self.put(wish, field, Value::String(day.iso()));
        }
    }

    pub(super) fn pence(&mut self, wish: usize, field: &str, pence: Option<Pence>) {
        if let Some(pence) = pence {
            self.put(wish, field, Value::from(pence.get()));
        }
    }

    pub(super) fn flag(&mut self, wish: usize, field: &str, is_so: bool) {
        if is_so {
            self.put(wish, field, Value::Bool(true));
        }
    }

    /// Adds a wish; answers its number.
    pub(super) fn wish(&mut self, kind: &'static KindSpec, find: Find) -> usize {
        self.wishes.push(Wish::new(kind, find));
        self.wishes.len() - 1
    }
}

/// A value: exact, a range, or in another currency.
#[derive(Default)]
pub(super) struct Worth {
    exact: Option<Pence>,
    low: Option<Pence>,
    high: Option<Pence>,
    other: String,
}

pub(super) fn worth(value: Option<&Money>, least: Option<&Money>) -> Option<Worth> {
    let (value, least) = match (value, least) {
        (None, None) => return None,
        (Some(Money::Other(words)), _) | (None, Some(Money::Other(words))) => {
            return Some(Worth {
                other: words.clone(),
                ..Worth::default()
            });
        }
        (value, least) => (value.and_then(Money::pence), least.and_then(Money::pence)),
    };
    Some(match (value, least) {
        (Some(value), Some(least)) if least < value => Worth {
            low: Some(least),
            high: Some(value),
            ..Worth::default()
        },
        (Some(value), _) => Worth {
            exact: Some(value),
            ..Worth::default()
        },
        (None, least) => Worth {
            low: least,
            ..Worth::default()
        },
    })
}

/// What the lots come to together; what some of them come to is a lower bound.
pub(super) fn worth_of_lots(lots: &[Lot]) -> Option<Worth> {
    let values: Vec<Pence> = lots
        .iter()
        .filter_map(|lot| lot.value.as_ref().and_then(Money::pence))
        .collect();
    let sum = Pence::sum(values.iter().copied()).filter(|_| !values.is_empty())?;
    Some(if values.len() == lots.len() {
        Worth {
            exact: Some(sum),
            ..Worth::default()
        }
    } else {
        Worth {
            low: Some(sum),
            ..Worth::default()
        }
    })
}

/// What a budget is worth: nobody spends more.
pub(super) fn worth_of_budget(budget: Option<&Money>) -> Option<Worth> {
    budget.map(|budget| match budget {
        Money::Pounds(pence) => Worth {
            high: Some(*pence),
            ..Worth::default()
        },
        Money::Other(words) => Worth {
            other: words.clone(),
            ..Worth::default()
        },
    })
}

/// Writes a value. In a record that was here, a figure takes the place of a range and a range that of a figure.
pub(super) fn put_worth(making: &mut Making, wish: usize, worth: &Worth, was_here: bool) {
    let Worth {
        exact,
        low,
        high,
        other,
    } = worth;
    if !other.is_empty() {
        making.text(wish, "value_other", other);
        return;
    }
    for (field, pence) in [("value", exact), ("value_low", low), ("value_high", high)] {
        match pence {
            Some(pence) => making.pence(wish, field, Some(*pence)),
            None if was_here && making.rule == Rule::KeepEdits => {
                making.put(wish, field, Value::Null)
            }
            None => {}
        }
    }
}

/// The wish for an organisation: found by identifier, then by name.
pub(super) fn organisation(making: &mut Making, party: &Party, role: &str) -> usize {
    let keys: Vec<String> = party
        .ids
        .iter()
        .flat_map(OrganisationId::match_keys)
        .map(|key| id_key(&key))
        .collect();
    let name = match_key(&party.name);
    let find = Find {
        sure: keys,
        name,
        ids: party.ids.clone(),
        text: party.name.clone(),
        ..Find::default()
    };
    let number = making.wish(&Organisation::SPEC, find);
    making.text_by(number, "name", &party.name, Rule::WhenNew);
    for (field, text) in [
        ("town", &party.town),
        ("region", &party.region),
        ("postcode", &party.postcode),
        ("website", &party.website),
    ] {
        making.text_by(number, field, text, Rule::WhenEmpty);
    }
    let ids = party.ids.iter().map(|id| plain(id.to_string())).collect();
    making.items(number, "identifiers", ids);
    making.items(number, "roles", vec![plain(role)]);
    number
}

pub(super) fn make_places(making: &mut Making, places: &[String]) {
    let mut refs = Vec::new();
    for place in places {
        let is_code = (3..=5).contains(&place.len())
            && (place.starts_with("UK") || place.starts_with("TL"))
            && place
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let find = Find {
            sure: is_code.then(|| code_key(place)).into_iter().collect(),
            name: if is_code {
                String::new()
            } else {
                match_key(place)
            },
            text: place.clone(),
            ..Find::default()
        };
        let number = making.wish(&Place::SPEC, find);
        making.text_by(number, "name", place, Rule::WhenNew);
        if is_code {
            making.text_by(number, "code", place, Rule::WhenNew);
            making.text_by(number, "code_type", "UK", Rule::WhenNew);
        }
        refs.push(WishValue::Of(number));
    }
    making.items(OWN, "places", refs);
}
