//! What the record says already about the points of a gate, so that a person only has to confirm it. Nothing is met by
//! itself: a name in a field is a reason to look, not a judgement.

use crate::{
    domain::{
        counting::listed,
        identifier::OrganisationId,
        legal_form,
        opportunities::{is_live, stands},
        records::{
            Bid, Capital, Contact, Contract, Document, Entry, Opportunity, SocialValuePromise,
            Venture,
        },
        vocabulary::{
            ALLY_STANCES, CAPITAL_KINDS, DEFAULT_CRITERIA, DOCUMENT_KINDS, DefaultCriterion,
            label_of,
        },
    },
    ledger::{RecordId, RecordRef, ordering},
    workspace::{Workspace, journey::JourneyCriterion, places::place_names},
};

/// The list of the central digital platform.
const PLATFORM: &str = "GB-PPON";
/// How far capital has come that nobody can take back any more.
const CERTAIN: [&str; 2] = ["secured", "received"];
/// How many things of one sort are named.
const MOST_NAMED: usize = 3;
/// How much of a longer text is shown, in characters.
const MOST_SHOWN: usize = 120;

impl Workspace {
    /// What the record of a venture says already about a criterion, each with what it is: "Place: Harrow".
    ///
    /// Only for criteria that came with Fledgling and still ask what they asked then. What an incubator's own words
    /// mean, only its people know; of some criteria no field tells.
    pub fn recorded(&self, venture: RecordId, criterion: &str) -> Vec<String> {
        let asks = |known: &&JourneyCriterion| {
            let came_so = |came: &DefaultCriterion| came.id == criterion && came.text == known.text;
            known.code == criterion && DEFAULT_CRITERIA.iter().any(came_so)
        };
        let asked = self.journey().all_criteria().iter().find(asks);
        match (asked, self.facts().venture(venture)) {
            (Some(_), Some(venture)) => Record {
                workspace: self,
                venture,
            }
            .about(criterion),
            _ => Vec::new(),
        }
    }
}

/// A venture with what is around it.
struct Record<'a> {
    workspace: &'a Workspace,
    venture: &'a Venture,
}

impl<'a> Record<'a> {
    fn about(&self, criterion: &str) -> Vec<String> {
        let found = match criterion {
            "need_named" => vec![quoted("The need", &self.venture.need)],
            "place_named" => {
                let places = place_names(self.workspace, &self.venture.places);
                let who_for = quoted("Who it is for", &self.venture.who_for);
                vec![named("Place", "Places", places), who_for]
            }
            "lead_named" => {
                let founders = self.names(&self.venture.founders);
                vec![named("Founder", "Founders", founders)]
            }
            "assets_listed" => {
                let kinds = ["community_asset", "in_kind", "goodwill", "social_capital"];
                self.capital(&kinds, &["offered", "secured", "received"])
            }
            "tests_concluded" => vec![self.latest("Learned", "learned", |_| true)],
            "evidence_outcome" => self.papers(&["evidence"]),
            "stop_pivot_decided" => {
                let is_decision = |entry: &RecordRef<'_>| text(entry, "kind") == "decision";
                let agreed = self.latest("Decision", "agreed", is_decision);
                let said = || self.latest("Decision", "said", is_decision);
                vec![agreed.or_else(said)]
            }
            "legal_form" => self.form(),
            "ally" => vec![self.allies()],
            "pipeline_three" => {
                let standing = self
                    .around(Bid::KIND)
                    .filter(|bid| stands(text(bid, "outcome")));
                let live = standing.filter_map(|bid| {
                    let opportunity = self.named_in(&bid, "opportunity")?;
                    let is_live = is_live(text(&opportunity, "status"))
                        && text(&opportunity, "decision") != "no_go"
                        && &**opportunity.kind() == Opportunity::KIND;
                    is_live.then(|| text(&opportunity, "title").to_owned())
                });
                vec![named(
                    "Live opportunity",
                    "Live opportunities",
                    live.collect(),
                )]
            }
            "social_value_statement" => {
                let promises = self.around(SocialValuePromise::KIND);
                let promises = promises.map(|promise| text(&promise, "promise").to_owned());
                vec![named("Promise", "Promises", promises.collect())]
            }
            "identifiers" => vec![self.registers(|scheme| scheme == PLATFORM)],
            "policies" => self.papers(&["insurance", "policy"]),
            "contract_signed" => {
                let signed = self.contracts(|_| true);
                let mut found = vec![named("Contract", "Contracts", signed)];
                found.extend(self.capital(&["contract_income", "grant"], &CERTAIN));
                found
            }
            "second_income" => {
                let buyers = self.around(Contract::KIND).filter_map(|contract| {
                    Some(text(&self.named_in(&contract, "buyer")?, "name").to_owned())
                });
                let renewals = self.contracts(|it| it.value("renews").text().is_some());
                let mut found = vec![
                    named("Buyer", "Buyers", buyers.collect()),
                    named("Renewal", "Renewals", renewals),
                ];
                found.extend(self.capital(&["social_investment"], &CERTAIN));
                found
            }
            _ => Vec::new(),
        };
        found.into_iter().flatten().collect()
    }

    /// Records of a kind that name the venture.
    fn around(&self, kind: &'static str) -> impl Iterator<Item = RecordRef<'a>> + use<'a> {
        let workspace = self.workspace;
        let facts = workspace.facts().of(self.venture.id);
        let around = facts.map_or(&[][..], |facts| &facts.around);
        around
            .iter()
            .filter_map(|id| workspace.record(*id))
            .filter(move |record| &**record.kind() == kind)
    }

    fn named_in(&self, record: &RecordRef<'_>, field: &str) -> Option<RecordRef<'a>> {
        let id = RecordId::parse(record.value(field).text()?).ok()?;
        self.workspace.record(id)
    }

    fn names(&self, ids: &[RecordId]) -> Vec<String> {
        let known = ids.iter().filter_map(|id| self.workspace.record(*id));
        known
            .map(|record| text(&record, "name").to_owned())
            .collect()
    }

    /// Capital of these kinds that has come as far as one of `statuses`, each by its kind.
    fn capital(&self, kinds: &[&str], statuses: &[&str]) -> Vec<Option<String>> {
        let of = |kind: &&str| {
            let all = self.around(Capital::KIND).filter(|capital| {
                text(capital, "kind") == *kind && statuses.contains(&text(capital, "status"))
            });
            let label = label_of(CAPITAL_KINDS, kind);
            let titles = all.map(|capital| self.workspace.name_of(capital.id()));
            named(label, label, titles.collect())
        };
        kinds.iter().map(of).collect()
    }

    /// Papers of these kinds, each with the day it runs out on.
    fn papers(&self, kinds: &[&str]) -> Vec<Option<String>> {
        let of = |kind: &&str| {
            let all = self.around(Document::KIND);
            let all = all.filter(|paper| text(paper, "kind") == *kind);
            let titles = all.map(|paper| {
                let paper = Document::read(paper);
                match paper.expires {
                    Some(day) => format!("{} (until {day})", paper.title),
                    None => paper.title,
                }
            });
            let label = label_of(DOCUMENT_KINDS, kind);
            named(label, label, titles.collect())
        };
        kinds.iter().map(of).collect()
    }

    /// Contracts that were signed, by their titles.
    fn contracts(&self, wanted: impl Fn(&RecordRef<'_>) -> bool) -> Vec<String> {
        let signed = self.around(Contract::KIND).filter(|contract| {
            ["active", "ended", "terminated"].contains(&text(contract, "status"))
                && wanted(contract)
        });
        signed
            .map(|contract| text(&contract, "title").to_owned())
            .collect()
    }

    /// What the latest entry says in a field, with its day.
    fn latest(
        &self,
        what: &str,
        field: &str,
        wanted: impl Fn(&RecordRef<'_>) -> bool,
    ) -> Option<String> {
        let said = self
            .around(Entry::KIND)
            .filter(|entry| wanted(entry) && !text(entry, field).is_empty());
        let latest = said.max_by(|one, other| {
            let day = |entry| text(entry, "happened_on");
            (day(one), one.id()).cmp(&(day(other), other.id()))
        })?;
        let day = Entry::read(latest).happened_on;
        let what = day.map_or_else(|| what.to_owned(), |day| format!("{what} on {day}"));
        quoted(&what, text(&latest, field))
    }

    fn form(&self) -> Vec<Option<String>> {
        let form = self.venture.legal_form.as_str();
        let is_formed = !form.is_empty() && form != "not_yet";
        let host = self.venture.parent_body.as_slice();
        vec![
            is_formed.then(|| format!("Legal form: {}", label_of(legal_form::CHOICES, form))),
            self.registers(|scheme| scheme != PLATFORM),
            named(
                "Parent body or host",
                "Parent body or host",
                self.names(host),
            ),
        ]
    }

    /// Entries in registers, of the venture and of its own organisation.
    fn registers(&self, wanted: impl Fn(&str) -> bool) -> Option<String> {
        let mut ids = self.venture.identifiers.clone();
        let organisation = self.venture.organisation;
        if let Some(record) = organisation.and_then(|id| self.workspace.record(id)) {
            let own = record.items("identifiers");
            let own = own.iter().filter_map(|id| id.text());
            ids.extend(own.filter_map(|id| OrganisationId::parse(id).ok()));
        }
        let found = ids.iter().filter(|id| wanted(id.scheme()));
        let found = found.map(|id| format!("{} {}", id.scheme_name(), id.number()));
        named("Registered", "Registered", found.collect())
    }

    /// People of public bodies who took part in a conversation and stand on our side.
    fn allies(&self) -> Option<String> {
        let mut found = Vec::new();
        for entry in self.around(Entry::KIND) {
            for id in entry.items("contacts") {
                let id = id.text().and_then(|id| RecordId::parse(id).ok());
                let person = id.and_then(|id| self.workspace.record(id));
                let Some(person) = person.filter(|it| &**it.kind() == Contact::KIND) else {
                    continue;
                };
                let stance = text(&person, "stance");
                if ["champion", "supportive"].contains(&stance) {
                    let stance = label_of(ALLY_STANCES, stance).to_lowercase();
                    found.push(format!("{} ({stance})", text(&person, "name")));
                }
            }
        }
        named("Spoken with", "Spoken with", found)
    }
}

fn text<'a>(record: &RecordRef<'a>, field: &str) -> &'a str {
    record.value(field).text().unwrap_or_default()
}

/// The beginning of what somebody wrote, with what it is.
fn quoted(what: &str, said: &str) -> Option<String> {
    let mut shown = String::new();
    for word in said.split_whitespace() {
        if shown.chars().count() + word.chars().count() >= MOST_SHOWN {
            shown.push('…');
            break;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    (!shown.is_empty()).then(|| format!("{what}: “{shown}”"))
}

/// The first of several names in their order, with what they are.
fn named(one: &str, many: &str, mut names: Vec<String>) -> Option<String> {
    names.retain(|name| !name.is_empty());
    ordering::sort_once_each(&mut names);
    let what = match names.len() {
        0 => return None,
        1 => one,
        _ => many,
    };
    let left_out = names.len().saturating_sub(MOST_NAMED);
    if left_out > 1 {
        names.truncate(MOST_NAMED);
        names.push(format!("{left_out} more"));
    }
    Some(format!("{what}: {}", listed(&names)))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
