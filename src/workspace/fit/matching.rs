//! What speaks for a venture and against it: place, themes, codes, size, to whom it is reserved, whom it suits.

use std::collections::HashMap;

use super::{Aspect, Reason, Says, Wanted};
use crate::{
    domain::{
        money::Pence,
        names::search_key,
        records::{Opportunity, Venture},
        vocabulary::{RESERVED_FOR, label_of},
    },
    ledger::RecordId,
    workspace::open::Workspace,
};

/// Beginnings of procurement codes, and words of themes that they go with: our own reading of the vocabulary's divisions.
const CODES: &[(&str, &[&str])] = &[
    (
        "851",
        &[
            "health",
            "mental",
            "long term",
            "dental",
            "falls",
            "recovery",
            "ageing",
            "hospital",
            "maternity",
        ],
    ),
    (
        "853",
        &[
            "care",
            "carer",
            "ageing",
            "young",
            "early years",
            "homeless",
            "lonel",
            "peer support",
            "access",
            "recovery",
            "mental",
            "hospital",
        ],
    ),
    ("85", &["health", "care", "mental", "ageing"]),
    (
        "80",
        &[
            "work",
            "young",
            "early years",
            "training",
            "education",
            "skills",
        ],
    ),
    ("55", &["food"]),
    ("15", &["food"]),
    ("77", &["green"]),
    ("90", &["green", "repair", "environment"]),
    ("92", &["arts", "sport", "green"]),
    ("983", &["lonel", "peer support", "housing"]),
    ("98", &["lonel", "peer support", "housing", "work"]),
    ("70", &["housing"]),
    ("60", &["transport", "access"]),
    ("796", &["work"]),
    ("50", &["repair"]),
];

/// What one opportunity says of themes, each looked for once.
#[derive(Default)]
pub(super) struct ThemesMet(HashMap<String, Met>);

#[derive(Clone, Copy)]
struct Met {
    /// Whether its words name the theme.
    is_named: bool,
    /// The place of the first of its codes that goes with the theme.
    code: Option<usize>,
}

impl ThemesMet {
    fn of(&mut self, wanted: &Wanted, theme: &str) -> Met {
        if let Some(met) = self.0.get(theme) {
            return *met;
        }
        let met = Met {
            is_named: names_theme(&wanted.words, theme),
            code: code_for(&wanted.opportunity, theme),
        };
        self.0.insert(theme.to_owned(), met);
        met
    }

    /// The first code of an opportunity that goes with a theme.
    fn code<'w>(&mut self, wanted: &'w Wanted, theme: &str) -> Option<&'w str> {
        let place = self.of(wanted, theme).code?;
        wanted.opportunity.codes.get(place).map(String::as_str)
    }

    /// Whether an opportunity names a theme, or has a code that goes with it.
    pub(super) fn goes_with(&mut self, wanted: &Wanted, theme: &str) -> bool {
        let met = self.of(wanted, theme);
        met.is_named || met.code.is_some()
    }
}

/// Whether folded words name a theme: each of its words begins one of theirs, an s at the end apart.
fn names_theme(words: &str, theme: &str) -> bool {
    let key = search_key(theme);
    let mut parts = key.split(' ').filter(|part| part.len() > 2).peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            let stem = if part.len() > 4 {
                part.trim_end_matches('s')
            } else {
                part
            };
            words
                .match_indices(stem)
                .any(|(at, _)| words[..at].ends_with(' '))
        })
}

/// The place of the first code that goes with a theme.
fn code_for(opportunity: &Opportunity, theme: &str) -> Option<usize> {
    let key = search_key(theme);
    opportunity.codes.iter().position(|tag| {
        let code = Opportunity::code_of(tag);
        let rule = CODES.iter().find(|(start, _)| code.starts_with(start));
        rule.is_some_and(|(_, words)| words.iter().any(|word| key.contains(word)))
    })
}

fn shared_place(wanted: &Wanted, venture: &Venture) -> Option<RecordId> {
    let places = &wanted.opportunity.places;
    venture
        .places
        .iter()
        .copied()
        .find(|place| places.contains(place))
}

/// Whether anything of what a venture is about speaks for it: a theme, a code.
pub(super) fn is_about(wanted: &Wanted, venture: &Venture, themes: &mut ThemesMet) -> bool {
    venture.themes.iter().any(|theme| themes.goes_with(wanted, theme))
        // Where a venture says nothing of what it is about, the place is all there is to go by.
        || (venture.themes.is_empty() && shared_place(wanted, venture).is_some())
}

impl Workspace {
    /// All reasons, in no order.
    pub(super) fn reasons(
        &self,
        wanted: &Wanted,
        venture: &Venture,
        themes: &mut ThemesMet,
    ) -> Vec<Reason> {
        let mut reasons = Vec::new();
        reasons.extend(self.place_reason(wanted, venture));
        let named: Vec<&str> = venture
            .themes
            .iter()
            .map(String::as_str)
            .filter(|theme| themes.of(wanted, theme).is_named)
            .collect();
        if !named.is_empty() {
            let text = format!("It is about {}, and so is this.", named.join(" and "));
            reasons.push(reason(Aspect::Theme, Says::For, text));
        }
        let by_code = venture
            .themes
            .iter()
            .find_map(|theme| Some((theme, themes.code(wanted, theme)?)));
        if let Some((theme, code)) = by_code {
            let text = format!("The code {code} goes with its theme {theme}.");
            reasons.push(reason(Aspect::Code, Says::For, text));
        }
        reasons.extend(size_reason(wanted, venture));
        reasons.extend(reserved_reason(&wanted.opportunity, venture));
        reasons.extend(reserved_place_reason(&wanted.opportunity));
        reasons.extend(suitable_reason(&wanted.opportunity, venture));
        reasons
    }

    fn place_reason(&self, wanted: &Wanted, venture: &Venture) -> Option<Reason> {
        let there = wanted.opportunity.places.first()?;
        if let Some(place) = shared_place(wanted, venture) {
            let text = format!("It works in {}.", self.place_called(place));
            return Some(reason(Aspect::Place, Says::For, text));
        }
        let name = self.place_called(*there);
        let Some(here) = venture.places.first() else {
            let text = format!("The work is in {name}; nobody noted where this venture works.");
            return Some(reason(Aspect::Place, Says::Unknown, text));
        };
        let code = |place: &RecordId| {
            let record = self.record(*place);
            let code = record.and_then(|record| record.value("code").text());
            code.unwrap_or_default()
                .get(..3)
                .unwrap_or_default()
                .to_owned()
        };
        // The code behind two areas of one town tells them apart.
        let text = match self.place_called(*here) {
            same if same == name => {
                let (there, here) = (self.name_of(*there), self.name_of(*here));
                format!("The work is in {there}; it works in {here}.")
            }
            here => format!("The work is in {name}; it works in {here}."),
        };
        // A region of a notice and a district may lie in one another: only places of one kind are apart for sure.
        let says = if code(here) == code(there) {
            Says::Against
        } else {
            Says::Unknown
        };
        Some(reason(Aspect::Place, says, text))
    }
}

fn reason(aspect: Aspect, says: Says, text: String) -> Reason {
    Reason { aspect, says, text }
}

/// A buyer worries when a year of the contract is more than half of what a supplier turns over.
fn size_reason(wanted: &Wanted, venture: &Venture) -> Option<Reason> {
    let yearly = wanted.yearly?;
    let what = if wanted.is_yearly_known {
        "A year of it comes to"
    } else {
        "It comes to"
    };
    let Some(turnover) = venture.turnover.filter(|turnover| turnover.get() > 0) else {
        let text = format!("{what} {yearly}; nobody noted this venture’s turnover.");
        return Some(reason(Aspect::Size, Says::Unknown, text));
    };
    let (says, beside) = match share_of(yearly, turnover) {
        share if share > 100 => (Says::Against, "more than its whole turnover of"),
        share if share > 50 => (Says::Unknown, "more than half of its turnover of"),
        _ => (Says::For, "within half of its turnover of"),
    };
    let text = format!("{what} {yearly}, {beside} {turnover}.");
    Some(reason(Aspect::Size, says, text))
}

/// How many hundredths of a turnover an amount is, rounded up.
pub(super) fn share_of(amount: Pence, turnover: Pence) -> i128 {
    let hundredths = i128::from(amount.get()) * 100;
    let turnover = i128::from(turnover.get()).max(1);
    (hundredths + turnover - 1) / turnover
}

/// Whether the flags of a venture fulfil what an opportunity is reserved for.
pub(super) fn is_reserved_for(reserved: &str, venture: &Venture) -> bool {
    let has = |flag: &str| venture.flags.iter().any(|known| known == flag);
    match reserved {
        "smeVcse" => has("sme") || has("vcse"),
        other => has(other),
    }
}

fn reserved_reason(opportunity: &Opportunity, venture: &Venture) -> Option<Reason> {
    let reserved = &opportunity.reserved_for;
    let fits = reserved
        .iter()
        .find(|reserved| is_reserved_for(reserved, venture))?;
    let label = label_of(RESERVED_FOR, fits).to_lowercase();
    Some(reason(
        Aspect::Reserved,
        Says::For,
        format!("It is reserved for {label}, and this is one."),
    ))
}

/// A place in a notice is a code or the buyer's own words, which no place of ours can be held against.
fn reserved_place_reason(opportunity: &Opportunity) -> Option<Reason> {
    let place = opportunity.reserved_place.as_str();
    (!place.is_empty()).then(|| {
        let text = format!("Only suppliers in {place} may take part: ask whether that is so here.");
        reason(Aspect::Reserved, Says::Unknown, text)
    })
}

fn suitable_reason(opportunity: &Opportunity, venture: &Venture) -> Option<Reason> {
    let has = |flag: &str| venture.flags.iter().any(|known| known == flag);
    let whom = if opportunity.suitable_vcse && has("vcse") {
        "voluntary, community and social enterprises"
    } else if opportunity.suitable_sme && has("sme") {
        "small and medium enterprises"
    } else {
        return None;
    };
    Some(reason(
        Aspect::Suitable,
        Says::For,
        format!("The buyer says that it suits {whom}."),
    ))
}
