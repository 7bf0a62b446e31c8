//! What speaks for a venture and against it: place, themes, codes, size, to whom it is reserved, whom it suits.

use super::{Aspect, Reason, Says, Wanted};
use crate::{
    domain::{
        money::Pence,
        names::search_key,
        records::{Opportunity, Venture},
        vocabulary::{RESERVED_FOR, label_of},
    },
    ledger::{RecordId, id_map::IdMap},
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
pub(super) struct ThemesMet(IdMap<String, Met>);

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

/// Takes down what speaks for a venture and against it. A region is first counted: words are for those that are shown.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) speaks_for: usize,
    pub(super) against: usize,
    /// The reasons in words, where somebody will read them.
    pub(super) told: Option<Vec<Reason>>,
}

impl Heard {
    /// Takes down the words as well.
    pub(super) fn in_words() -> Self {
        Self {
            told: Some(Vec::new()),
            ..Self::default()
        }
    }

    fn say(&mut self, aspect: Aspect, says: Says, words: &dyn Fn() -> String) {
        self.speaks_for += usize::from(says == Says::For);
        self.against += usize::from(says == Says::Against);
        if let Some(told) = &mut self.told {
            told.push(Reason {
                aspect,
                says,
                text: words(),
            });
        }
    }
}

impl Workspace {
    /// All reasons, in no order.
    pub(super) fn reasons(
        &self,
        wanted: &Wanted,
        venture: &Venture,
        themes: &mut ThemesMet,
        heard: &mut Heard,
    ) {
        self.place_reason(wanted, venture, heard);
        let named: Vec<&str> = venture
            .themes
            .iter()
            .map(String::as_str)
            .filter(|theme| themes.of(wanted, theme).is_named)
            .collect();
        if !named.is_empty() {
            heard.say(Aspect::Theme, Says::For, &|| {
                format!("It is about {}, and so is this.", named.join(" and "))
            });
        }
        let by_code = venture
            .themes
            .iter()
            .find_map(|theme| Some((theme, themes.code(wanted, theme)?)));
        if let Some((theme, code)) = by_code {
            heard.say(Aspect::Code, Says::For, &|| {
                format!("The code {code} goes with its theme {theme}.")
            });
        }
        size_reason(wanted, venture, heard);
        reserved_reason(&wanted.opportunity, venture, heard);
        reserved_place_reason(&wanted.opportunity, heard);
        suitable_reason(&wanted.opportunity, venture, heard);
    }

    /// The beginning of a place's code, which tells what kind of place it is.
    fn place_kind(&self, place: RecordId) -> &str {
        let record = self.record(place);
        let code = record.and_then(|record| record.value("code").text());
        code.and_then(|code| code.get(..3)).unwrap_or_default()
    }

    fn place_reason(&self, wanted: &Wanted, venture: &Venture, heard: &mut Heard) {
        let Some(there) = wanted.opportunity.places.first().copied() else {
            return;
        };
        if let Some(place) = shared_place(wanted, venture) {
            heard.say(Aspect::Place, Says::For, &|| {
                format!("It works in {}.", self.place_called(place))
            });
            return;
        }
        let Some(here) = venture.places.first().copied() else {
            heard.say(Aspect::Place, Says::Unknown, &|| {
                let name = self.place_called(there);
                format!("The work is in {name}; nobody noted where this venture works.")
            });
            return;
        };
        // A region of a notice and a district may lie in one another: only places of one kind are apart for sure.
        let says = if self.place_kind(here) == self.place_kind(there) {
            Says::Against
        } else {
            Says::Unknown
        };
        heard.say(Aspect::Place, says, &|| {
            let (mut work, mut venture) = (self.place_called(there), self.place_called(here));
            // The code behind two areas of one town tells them apart.
            if work == venture {
                (work, venture) = (self.name_of(there), self.name_of(here));
            }
            format!("The work is in {work}; it works in {venture}.")
        });
    }
}

/// A buyer worries when a year of the contract is more than half of what a supplier turns over.
fn size_reason(wanted: &Wanted, venture: &Venture, heard: &mut Heard) {
    let Some(yearly) = wanted.yearly else {
        return;
    };
    let what = if wanted.is_yearly_known {
        "A year of it comes to"
    } else {
        "It comes to"
    };
    let Some(turnover) = venture.turnover.filter(|turnover| turnover.get() > 0) else {
        heard.say(Aspect::Size, Says::Unknown, &|| {
            format!("{what} {yearly}; nobody noted this venture’s turnover.")
        });
        return;
    };
    let (says, beside) = match share_of(yearly, turnover) {
        share if share > 100 => (Says::Against, "more than its whole turnover of"),
        share if share > 50 => (Says::Unknown, "more than half of its turnover of"),
        _ => (Says::For, "within half of its turnover of"),
    };
    heard.say(Aspect::Size, says, &|| {
        format!("{what} {yearly}, {beside} {turnover}.")
    });
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

fn reserved_reason(opportunity: &Opportunity, venture: &Venture, heard: &mut Heard) {
    let reserved = &opportunity.reserved_for;
    let fits = reserved
        .iter()
        .find(|reserved| is_reserved_for(reserved, venture));
    if let Some(fits) = fits {
        heard.say(Aspect::Reserved, Says::For, &|| {
            let label = label_of(RESERVED_FOR, fits).to_lowercase();
            format!("It is reserved for {label}, and this is one.")
        });
    }
}

/// A place in a notice is a code or the buyer's own words, which no place of ours can be held against.
fn reserved_place_reason(opportunity: &Opportunity, heard: &mut Heard) {
    let place = opportunity.reserved_place.as_str();
    if !place.is_empty() {
        heard.say(Aspect::Reserved, Says::Unknown, &|| {
            format!("Only suppliers in {place} may take part: ask whether that is so here.")
        });
    }
}

fn suitable_reason(opportunity: &Opportunity, venture: &Venture, heard: &mut Heard) {
    let has = |flag: &str| venture.flags.iter().any(|known| known == flag);
    let whom = if opportunity.suitable_vcse && has("vcse") {
        "voluntary, community and social enterprises"
    } else if opportunity.suitable_sme && has("sme") {
        "small and medium enterprises"
    } else {
        return;
    };
    heard.say(Aspect::Suitable, Says::For, &|| {
        format!("The buyer says that it suits {whom}.")
    });
}
