//! Legal forms of social enterprises in the United Kingdom.

use std::fmt;

use crate::domain::{
    identifier::OrganisationId,
    names::match_key,
    text::{shown, text_form, tidy},
    vocabulary::Choice,
};

/// A legal form. "A mutual" is none: it is a flag beside the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalForm {
    /// There is no organisation yet.
    NotYet,
    /// People with a constitution and no register entry.
    Unincorporated,
    /// Community interest company without shares.
    CicClg,
    /// Community interest company with shares.
    CicCls,
    /// Company without shares.
    Clg,
    /// Company without shares that is a charity too.
    CharitableCompany,
    /// Charity registered as a body of its own in England and Wales or Northern Ireland.
    Cio,
    /// Charity registered as a body of its own in Scotland.
    Scio,
    /// Registered society for the benefit of a community.
    Cbs,
    /// Registered society for the benefit of its members.
    Coop,
    /// Private company with shares.
    Ltd,
    /// Limited liability partnership.
    Llp,
    /// Trust with charitable purposes.
    Trust,
    /// One person in business.
    SoleTrader,
    /// Part of another organisation for now.
    Hosted,
    /// Anything else: a university, a public body, a public limited company.
    Other,
}

use LegalForm::{
    Cbs, CharitableCompany, CicClg, CicCls, Cio, Clg, Coop, Hosted, Llp, Ltd, NotYet, Other, Scio,
    SoleTrader, Trust, Unincorporated,
};

macro_rules! choices {
    ($($id:literal => $label:literal),+ $(,)?) => { &[$(Choice { id: $id, label: $label }),+] };
}

/// The legal forms with what is stored and what people read, in the order of [`LegalForm::ALL`].
pub static CHOICES: &[Choice] = choices![
    "not_yet" => "Not yet formed",
    "unincorporated" => "Unincorporated association",
    "cic_clg" => "Community interest company limited by guarantee",
    "cic_cls" => "Community interest company limited by shares",
    "clg" => "Company limited by guarantee",
    "charitable_company" => "Charitable company (limited by guarantee)",
    "cio" => "Charitable incorporated organisation",
    "scio" => "Scottish charitable incorporated organisation",
    "cbs" => "Community benefit society",
    "coop" => "Co-operative society",
    "ltd" => "Private company limited by shares",
    "llp" => "Limited liability partnership",
    "trust" => "Charitable trust",
    "sole_trader" => "Sole trader",
    "hosted" => "Hosted by another organisation",
    "other" => "Other",
];

/// What a text says about a legal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It names one form.
    Certain(LegalForm),
    /// It fits several forms, the most common first: "CIC" does not say whether there are shares.
    OneOf(&'static [LegalForm]),
    /// It names no form that is known.
    Unknown,
}

const CICS: &[LegalForm] = &[CicClg, CicCls];
const CHARITIES: &[LegalForm] = &[CharitableCompany, Cio, Trust, Unincorporated];
const CHARITIES_WITHOUT_COMPANY: &[LegalForm] = &[Cio, Trust, Unincorporated];
const SOCIETIES: &[LegalForm] = &[Cbs, Coop];

/// Why a text is not a legal form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LegalFormError {
    /// The text fits several forms.
    #[error("“{found}” could be {forms}. Write which, such as {example}.")]
    SeveralFit {
        /// The text, shortened.
        found: String,
        /// The forms in words.
        forms: String,
        /// The most common of them.
        example: &'static str,
    },
    /// The text names no form.
    #[error("“{found}” is not a legal form. Write one such as Community benefit society.")]
    Unknown {
        /// The text, shortened.
        found: String,
    },
}

impl LegalForm {
    /// All sixteen, in the order in which people are offered them.
    pub const ALL: [Self; 16] = [
        NotYet,
        Unincorporated,
        CicClg,
        CicCls,
        Clg,
        CharitableCompany,
        Cio,
        Scio,
        Cbs,
        Coop,
        Ltd,
        Llp,
        Trust,
        SoleTrader,
        Hosted,
        Other,
    ];

    /// What is stored, `cic_clg`.
    #[must_use]
    pub fn id(self) -> &'static str {
        CHOICES.get(self as usize).map_or("", |choice| choice.id)
    }

    /// What people read, `Community interest company limited by guarantee`.
    #[must_use]
    pub fn label(self) -> &'static str {
        CHOICES.get(self as usize).map_or("", |choice| choice.label)
    }

    /// What the `organisationType` of a 360Giving recipient says. The values are free text there, so this is
    /// [`LegalForm::read`] under the name of the standard; the Power to Change values are all covered by a test.
    #[must_use]
    pub fn from_360giving_type(organisation_type: &str) -> Reading {
        Self::read(organisation_type)
    }

    /// What a text from a spreadsheet or a register says: an id, a label, or words such as `CIC (by shares)`.
    #[must_use]
    pub fn read(text: &str) -> Reading {
        let key = match_key(text);
        let same = |form: &Self| {
            form.id().eq_ignore_ascii_case(tidy(text)) || match_key(form.label()) == key
        };
        if let Some(form) = Self::ALL.into_iter().find(same) {
            return Reading::Certain(form);
        }
        read_words(&key.split(' ').collect::<Vec<_>>())
    }

    /// Reads a text that names one form.
    ///
    /// # Errors
    /// When the text fits several forms or none. An import takes [`Reading::likely`] instead of refusing the row.
    pub fn parse(text: &str) -> Result<Self, LegalFormError> {
        match Self::read(text) {
            Reading::Certain(form) => Ok(form),
            Reading::OneOf(forms) => {
                let labels: Vec<&str> = forms.iter().map(|form| form.label()).collect();
                Err(LegalFormError::SeveralFit {
                    found: shown(text),
                    forms: labels.join(", or "),
                    example: forms.first().map_or("", |form| form.label()),
                })
            }
            Reading::Unknown => Err(LegalFormError::Unknown { found: shown(text) }),
        }
    }
}

/// What the words of a text say, matched as [`match_key`] writes them (`limited` is `ltd`, `company` is `co`).
fn read_words(words: &[&str]) -> Reading {
    use Reading::{Certain, OneOf, Unknown};
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let has_start = |start: &str| words.iter().any(|word| word.starts_with(start));
    let both = |one: &str, other: &str| has(&[one]) && has(&[other]);
    let charity = has_start("charit");
    let guarantee = has_start("guarant") || has(&["clg"]);
    if has(&["not", "none", "pre"])
        && (has_start("form") || has(&["yet"]) || has_start("incorporat") || has_start("regist"))
    {
        return Certain(NotYet);
    }
    match () {
        () if has(&["cic", "cics"]) && guarantee => Certain(CicClg),
        () if has(&["cic", "cics"]) && has(&["shares", "cls"]) => Certain(CicCls),
        () if has(&["cic", "cics"]) => OneOf(CICS),
        () if has(&["scio"]) => Certain(Scio),
        () if has(&["cio"]) => Certain(Cio),
        () if charity && (guarantee || has(&["co", "ltd"])) => Certain(CharitableCompany),
        () if has(&["cbs", "bencom"]) || both("community", "benefit") => Certain(Cbs),
        () if has(&["coop", "coops"]) => Certain(Coop),
        () if has(&["society", "societies", "ips"]) || both("industrial", "provident") => {
            OneOf(SOCIETIES)
        }
        () if guarantee => Certain(Clg),
        () if has(&["llp"]) => Certain(Llp),
        () if both("sole", "trader") || has(&["freelance"]) || both("self", "employed") => {
            Certain(SoleTrader)
        }
        () if has(&["unincorporated", "association"])
            || both("community", "group")
            || has(&["constituted"]) =>
        {
            Certain(Unincorporated)
        }
        () if has(&["nhs", "university", "plc", "council", "school", "other"]) => Certain(Other),
        () if has(&["trust"]) => Certain(Trust),
        () if charity => OneOf(CHARITIES),
        () if has(&["ltd", "shares"]) => Certain(Ltd),
        () if has(&["hosted", "host"]) => Certain(Hosted),
        () => Unknown,
    }
}

impl Reading {
    /// The form, when only one fits.
    #[must_use]
    pub fn certain(self) -> Option<LegalForm> {
        match self {
            Self::Certain(form) => Some(form),
            Self::OneOf(_) | Self::Unknown => None,
        }
    }

    /// The form, or the most common of those that fit; for imports, which show what they took.
    #[must_use]
    pub fn likely(self) -> Option<LegalForm> {
        match self {
            Self::Certain(form) => Some(form),
            Self::OneOf(forms) => forms.first().copied(),
            Self::Unknown => None,
        }
    }

    /// What is left to choose from, knowing the organisation's identifiers.
    ///
    /// A registered charity with a company number is a charitable company, and so is a company limited by guarantee
    /// with a charity number; the letters before a company number tell charitable bodies, partnerships and societies.
    #[must_use]
    pub fn narrowed_by(self, ids: &[OrganisationId]) -> Self {
        let company = ids
            .iter()
            .find(|id| id.scheme() == "GB-COH" && id.is_well_formed());
        let has_charity_number = ids
            .iter()
            .any(|id| matches!(id.scheme(), "GB-CHC" | "GB-SC" | "GB-NIC") && id.is_well_formed());
        if self == Self::Certain(Clg) && has_charity_number {
            return Self::Certain(CharitableCompany);
        }
        if self.certain().is_some() || self == Self::OneOf(CICS) || self == Self::OneOf(SOCIETIES) {
            return self;
        }
        match company.and_then(|id| id.number().get(..2)) {
            Some("CE") => return Self::Certain(Cio),
            Some("CS") => return Self::Certain(Scio),
            Some("OC" | "SO" | "NC") => return Self::Certain(Llp),
            _ if ids.iter().any(OrganisationId::is_society) => return Self::OneOf(SOCIETIES),
            _ => {}
        }
        match (self, company.is_some(), has_charity_number) {
            (Self::OneOf(_), true, _) | (Self::Unknown, true, true) => {
                Self::Certain(CharitableCompany)
            }
            (Self::OneOf(_), false, true) => Self::OneOf(CHARITIES_WITHOUT_COMPANY),
            (other, _, _) => other,
        }
    }
}

impl fmt::Display for LegalForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

text_form!(LegalForm, id, "The id of a legal form.", "cic_clg");

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
