//! What holds a venture back and can be put right: papers, register entries, its legal form, points of the gate.

use super::{Wanted, matching::is_reserved_for};
use crate::{
    domain::{
        dates::Day,
        names::search_key,
        records::{Document, Opportunity, Organisation, Venture},
        vocabulary::{DOCUMENT_KINDS, RESERVED_FOR, label_of},
    },
    ledger::RecordRef,
    workspace::{gate::is_passed, open::Workspace},
};

/// Papers that a buyer asks of every bidder.
const PAPERS: [&str; 4] = ["governing_document", "accounts", "insurance", "policy"];
/// Points of gates that other gaps already speak of, or that are for after the bid.
const SAID_ELSEWHERE: [&str; 5] = [
    "legal_form",
    "identifiers",
    "policies",
    "contract_signed",
    "pipeline_three",
];
/// The stage from which on a venture is asked for what a bid needs.
const CASE_STAGE: &str = "prove";
/// The last stage whose gate is before a contract.
const READY_STAGE: &str = "contract_ready";
/// How the ids of contracting processes on Find a Tender begin.
const FIND_A_TENDER: &str = "ocds-h6vhtk-";

/// What a gap is about: gaps of one kind are the same gap wherever they are met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// Not far enough on its journey to be asked for papers.
    Stage,
    /// Nobody who could sign.
    LegalForm,
    /// No entry in any register.
    Register,
    /// Not on the central digital platform.
    Platform,
    /// A kind of paper is missing or runs out.
    Paper(&'static str),
    /// Nobody noted that it is what the opportunity is reserved for.
    Reserved(String),
    /// A point of the gate, by its id.
    Criterion(String),
}

/// What holds a venture back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What it is about.
    pub kind: GapKind,
    /// In words, and what would close it.
    pub text: String,
}

/// Takes down what holds a venture back. A region is first counted: words are for those that are shown.
#[derive(Default)]
pub(super) struct HeldBack {
    pub(super) count: usize,
    /// The gaps in words, where somebody will read them.
    pub(super) told: Option<Vec<Gap>>,
}

impl HeldBack {
    /// Takes down the words as well.
    pub(super) fn in_words() -> Self {
        Self {
            told: Some(Vec::new()),
            ..Self::default()
        }
    }

    fn by(&mut self, gap: &dyn Fn() -> (GapKind, String)) {
        self.count += 1;
        if let Some(told) = &mut self.told {
            let (kind, text) = gap();
            told.push(Gap { kind, text });
        }
    }
}

/// Whether a notice asks for an entry on the central digital platform.
pub(super) fn asks_for_platform(opportunity: &Opportunity) -> bool {
    opportunity.ocid.starts_with(FIND_A_TENDER) || opportunity.regime == "PA2023"
}

/// Whether a paper is of a kind, by what it says or, where it says nothing, by its title.
fn is_of_kind(kind: &str, title: &str, wanted: &'static str) -> bool {
    if !kind.is_empty() && kind != "other" {
        return kind == wanted;
    }
    let title = search_key(title);
    match wanted {
        "insurance" => title.contains("insurance"),
        "accounts" => title.contains("accounts"),
        "policy" => title.contains("policy") || title.contains("safeguarding"),
        _ => {
            title.contains("governing")
                || title.contains("constitution")
                || title.contains("articles")
        }
    }
}

impl Workspace {
    /// Everything that holds a venture back from an opportunity.
    pub(super) fn gaps(&self, wanted: &Wanted, venture: &Venture, held: &mut HeldBack) {
        self.own_gaps(venture, wanted.valid_on, held);
        if asks_for_platform(&wanted.opportunity) {
            self.platform_gap(venture, held);
        }
        reserved_gap(&wanted.opportunity, venture, held);
    }

    /// What holds a venture back from any opportunity whose bids are due on a day.
    pub(super) fn own_gaps(&self, venture: &Venture, valid_on: Day, held: &mut HeldBack) {
        let journey = self.journey();
        let (stage, case) = (
            journey.position(&venture.stage),
            journey.position(CASE_STAGE),
        );
        if stage < case {
            held.by(&|| {
                let stage = journey.label(&venture.stage);
                let text = format!("It stands at {stage}: what a buyer asks for comes after that.");
                (GapKind::Stage, text)
            });
        }
        if matches!(
            venture.legal_form.as_str(),
            "" | "not_yet" | "unincorporated"
        ) {
            let text =
                "Nobody can sign for it yet: decide a legal form, or find a host or lead partner.";
            held.by(&|| (GapKind::LegalForm, text.to_owned()));
        }
        if !self.is_registered(venture) && venture.legal_form != "hosted" {
            let text = "No company, charity or society number is noted.";
            held.by(&|| (GapKind::Register, text.to_owned()));
        }
        self.paper_gaps(venture, valid_on, held);
        if stage >= case {
            self.gate_gaps(venture, held);
        }
    }

    fn identifiers(&self, venture: &Venture, is_wanted: &dyn Fn(&str) -> bool) -> bool {
        let own = venture
            .identifiers
            .iter()
            .any(|id| is_wanted(&id.to_string()));
        own || venture
            .organisation
            .and_then(|id| self.record(id))
            .filter(|record| &**record.kind() == Organisation::KIND)
            .is_some_and(|record| {
                let items = record.items("identifiers");
                items.iter().filter_map(|id| id.text()).any(is_wanted)
            })
    }

    fn is_registered(&self, venture: &Venture) -> bool {
        self.identifiers(venture, &|_| true)
    }

    pub(super) fn platform_gap(&self, venture: &Venture, held: &mut HeldBack) {
        let text = "Not noted as registered on the central digital platform, which Find a Tender asks for.";
        if !self.identifiers(venture, &|id| id.starts_with("GB-PPON")) {
            held.by(&|| (GapKind::Platform, text.to_owned()));
        }
    }

    fn paper_gaps(&self, venture: &Venture, valid_on: Day, held: &mut HeldBack) {
        let around = self.facts().of(venture.id).map(|facts| &facts.around);
        let papers: Vec<Paper<'_>> = around
            .into_iter()
            .flatten()
            .filter_map(|id| self.record(*id))
            .filter(|record| &**record.kind() == Document::KIND)
            .map(|record| Paper::read(&record))
            .collect();
        for wanted in PAPERS {
            let mut latest: Option<Option<Day>> = None;
            for paper in &papers {
                if !is_of_kind(paper.kind, paper.title, wanted) {
                    continue;
                }
                // A paper without a last day is valid for good.
                latest = Some(match latest {
                    Some(known) => known.and_then(|known| paper.expires.map(|day| day.max(known))),
                    None => paper.expires,
                });
            }
            let runs_out = match latest {
                None => None,
                Some(Some(day)) if day < valid_on => Some(day),
                Some(_) => continue,
            };
            held.by(&|| {
                let text = paper_words(wanted, runs_out, valid_on);
                (GapKind::Paper(wanted), text)
            });
        }
    }

    /// Points of the gates from the case to the contract that are not met.
    fn gate_gaps(&self, venture: &Venture, held: &mut HeldBack) {
        let ready = self.journey().position(READY_STAGE);
        if self.journey().position(&venture.stage) > ready {
            return;
        }
        let Some(target) = self.journey().all_stages().get(ready + 1) else {
            return;
        };
        for (point, check) in self.checked(venture, &target.code) {
            let is_passed = check.is_some_and(|check| is_passed(&check.state));
            if !is_passed && !SAID_ELSEWHERE.contains(&point.code.as_str()) {
                held.by(&|| {
                    let text = format!("Open at its gate: {}.", point.text);
                    (GapKind::Criterion(point.code.clone()), text)
                });
            }
        }
    }
}

/// A paper, as far as it says what it is and how long it is valid.
struct Paper<'a> {
    kind: &'a str,
    title: &'a str,
    expires: Option<Day>,
}

impl<'a> Paper<'a> {
    fn read(record: &RecordRef<'a>) -> Self {
        let text = |field: &str| record.value(field).text().unwrap_or_default();
        Self {
            kind: text("kind"),
            title: text("title"),
            expires: Day::parse(text("expires")).ok(),
        }
    }
}

fn paper_words(wanted: &'static str, runs_out: Option<Day>, valid_on: Day) -> String {
    let label = label_of(DOCUMENT_KINDS, wanted).to_lowercase();
    let (are, run) = if wanted == "accounts" {
        ("are", "run")
    } else {
        ("is", "runs")
    };
    match runs_out {
        None => format!("No {label} {are} linked."),
        Some(day) => format!("The {label} {run} out on {day}, and must stand on {valid_on}."),
    }
}

fn reserved_gap(opportunity: &Opportunity, venture: &Venture, held: &mut HeldBack) {
    let reserved = &opportunity.reserved_for;
    if reserved.iter().any(|one| is_reserved_for(one, venture)) {
        return;
    }
    let Some(first) = reserved.first() else {
        return;
    };
    held.by(&|| {
        let label = label_of(RESERVED_FOR, first).to_lowercase();
        let text = format!("It is reserved for {label}: nobody noted that this venture is one.");
        (GapKind::Reserved(first.clone()), text)
    });
}
