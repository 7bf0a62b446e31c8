//! A large invented data set for measuring: `ventures` ventures, twenty related records and thirty changes for each.
//!
//! It is written the way a browser's log holds it, so that opening it is the real thing.

use serde_json::{Value, json};

use super::example::Chance;
use crate::{
    domain::{dates::Day, vocabulary::DEFAULT_STAGES},
    ledger::{Author, Change, DeviceId, Draft, DraftOp, Ledger, RecordId},
};

/// Changes in one log entry.
const CHANGES_PER_ENTRY: usize = 500;
/// Related records for each venture.
const AROUND_EACH: usize = 20;

const FIRST: &[&str] = &[
    "Green", "Second", "Open", "Warm", "Common", "Harbour", "Bright", "Quiet", "North", "River",
    "Kind", "Long",
];
const LAST: &[&str] = &[
    "Gym", "Kitchen", "Workshop", "Garden", "Hands", "Table", "Doorstep", "Voices", "Bakery",
    "Walks", "Harvest", "Steps",
];

const THEMES: &[&str] = &[
    "Ageing well",
    "Carers",
    "Falls",
    "Food",
    "Housing",
    "Loneliness",
    "Mental health",
    "Work",
    "Young people",
];
/// How far opportunities have come; what is alive is met more often.
const STATUSES: &[&str] = &[
    "conversation",
    "conversation",
    "horizon",
    "engaging",
    "open",
    "open",
    "open",
    "bidding",
    "submitted",
    "submitted",
    "preferred",
    "won",
    "contracted",
    "lost",
    "lost",
    "withdrew",
    "cancelled",
    "ended",
];

fn text(record: RecordId) -> Value {
    Value::String(record.to_string())
}

struct Region {
    chance: Chance,
    ledger: Ledger,
    author: Author,
    now: u64,
    today: Day,
    changes: Vec<Change>,
    entries: Vec<Vec<u8>>,
    /// Opportunities that were added last, to bid for.
    opportunities: Vec<RecordId>,
}

/// What opportunities, bids and contracts of a venture name.
struct Near<'r> {
    venture: RecordId,
    place: Option<Value>,
    buyers: &'r [RecordId],
}

impl Region {
    fn commit(&mut self, why: String, ops: Vec<DraftOp>) {
        self.now += 60_000;
        let draft = Draft {
            ops,
            ..Draft::by_hand(why)
        };
        self.changes
            .extend(self.ledger.commit(draft, &self.author, self.now));
        if self.changes.len() >= CHANGES_PER_ENTRY {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.changes.is_empty() {
            self.entries
                .push(serde_json::to_vec(&self.changes).unwrap_or_default());
            self.changes.clear();
        }
    }

    fn set(kind: &str, record: RecordId, fields: Value) -> DraftOp {
        let fields = if let Value::Object(fields) = fields {
            fields
        } else {
            serde_json::Map::new()
        };
        DraftOp::Set {
            record,
            kind: kind.to_owned(),
            fields,
        }
    }

    fn tags(kind: &str, record: RecordId, field: &str, item: impl Into<Value>) -> DraftOp {
        DraftOp::Tags {
            record,
            kind: kind.to_owned(),
            field: field.to_owned(),
            add: vec![item.into()],
            remove: Vec::new(),
        }
    }

    fn day(&mut self, from: i64, to: i64) -> String {
        let days = self.chance.between(from, to);
        self.today.plus_days(days).iso()
    }

    /// First and last day of a contract.
    fn term(&mut self) -> (String, String) {
        let first = self.today.plus_days(self.chance.between(-600, 500));
        let last = first.plus_days(self.chance.between(180, 1_100));
        (first.iso(), last.iso())
    }

    /// A person, a conversation, a step, a grant, the story or a paper.
    fn kept_since(
        &mut self,
        around: usize,
        record: RecordId,
        name: &str,
        near: &Near<'_>,
    ) -> DraftOp {
        let venture = text(near.venture);
        match around {
            0 => Self::set(
                "contact",
                record,
                json!({ "name": format!("Founder of {name}"), "role": "Founder" }),
            ),
            1..=6 => {
                let day = self.day(-700, -1);
                Self::set(
                    "entry",
                    record,
                    json!({
                        "venture": venture, "kind": "meeting", "happened_on": day,
                        "said": format!("Talked about the {around}th month: who came, who did not, and what to try next with {name}."),
                        "agreed": "Try the afternoon.",
                    }),
                )
            }
            7..=10 => {
                let due = self.day(-60, 60);
                Self::set(
                    "step",
                    record,
                    json!({
                        "venture": venture, "what": format!("Step {around} for {name}"), "due": due, "who": "Coach",
                    }),
                )
            }
            11..=12 => {
                let pounds = self.chance.between(1, 200) * 1_000;
                let from = self.chance.pick(near.buyers).copied().map(text);
                let decided = self.day(-700, -1);
                Self::set(
                    "capital",
                    record,
                    json!({
                        "venture": venture, "kind": "grant", "status": "received", "amount": pounds * 100, "from": from,
                        "decided_on": decided, "title": "Grant",
                    }),
                )
            }
            13 => Self::set(
                "story",
                record,
                json!({ "venture": venture, "text": format!("The story of {name}.") }),
            ),
            _ => {
                let expires = self.day(-10, 400);
                Self::set(
                    "document",
                    record,
                    json!({
                        "venture": venture, "title": "Insurance", "kind": "insurance", "expires": expires,
                    }),
                )
            }
        }
    }

    fn opportunity(&mut self, record: RecordId, around: usize, near: &Near<'_>) -> Vec<DraftOp> {
        let buyer = self.chance.pick(near.buyers).copied().map(text);
        let status = self.chance.pick(STATUSES).copied();
        let is_noticed = self.chance.happens(60);
        let (starts, ends) = self.term();
        let pounds = self.chance.between(10, 500) * 1_000;
        let deadline = self.day(-90, 120);
        let fields = json!({
            "title": format!("Service {around} for {}", THEMES[self.chance.below(THEMES.len())]),
            "summary": "A service for people in the area, by referral and by word of mouth.",
            "buyer": buyer, "status": status, "value": pounds * 100, "contract_starts": starts, "contract_ends": ends,
            "deadline": deadline, "kind": "public_contract", "category": "services", "method": "open",
            "evidence": if is_noticed { "published_notice" } else { "said_verbally" },
            "ocid": is_noticed.then(|| format!("ocds-b5fd17-{record}")),
            "probability": self.chance.happens(20).then(|| self.chance.between(1, 20) * 5),
        });
        self.opportunities.push(record);
        if self.opportunities.len() > 300 {
            self.opportunities.remove(0);
        }
        let mut ops = vec![
            Self::set("opportunity", record, fields),
            Self::tags(
                "opportunity",
                record,
                "codes",
                "85312000 Social work services",
            ),
        ];
        ops.extend(
            near.place
                .clone()
                .map(|place| Self::tags("opportunity", record, "places", place)),
        );
        ops
    }

    fn bid(&mut self, record: RecordId, near: &Near<'_>) -> Vec<DraftOp> {
        let opportunity = self
            .opportunities
            .get(self.chance.below(self.opportunities.len()))
            .copied();
        let fields = json!({ "opportunity": opportunity.map(text), "venture": text(near.venture), "role": "alone" });
        vec![Self::set("bid", record, fields)]
    }

    /// Two in three are a venture's own; the others are somebody else's.
    fn contract(&mut self, record: RecordId, near: &Near<'_>) -> Vec<DraftOp> {
        let venture = self.chance.happens(66).then(|| text(near.venture));
        let buyer = self.chance.pick(near.buyers).copied().map(text);
        let (starts, ends) = self.term();
        let pounds = self.chance.between(10, 300) * 1_000;
        let status = if *ends < *self.today.iso() {
            "ended"
        } else {
            "active"
        };
        let fields = json!({
            "title": "A service", "venture": venture, "buyer": buyer, "status": status, "value": pounds * 100,
            "starts": starts, "ends": ends, "extensions": self.chance.happens(30).then_some("12"),
        });
        vec![Self::set("contract", record, fields)]
    }
}

/// Log entries, oldest first, for a workspace of that size.
pub fn generate(ventures: usize, seed: u64, today: Day, now_ms: u64) -> Vec<Vec<u8>> {
    let mut region = Region {
        chance: Chance::new(seed),
        ledger: Ledger::new(DeviceId(0x0e61_0000_0000_0001)),
        author: Author::new("Region", "Measuring"),
        // Thirty changes for each venture, a minute apart, end before now.
        now: now_ms.saturating_sub(ventures as u64 * 31 * 60_000 + 3_600_000),
        today,
        changes: Vec::new(),
        entries: Vec::new(),
        opportunities: Vec::new(),
    };
    let incubator = super::open::Workspace::incubator_record();
    region.commit(
        "Named the region".to_owned(),
        vec![Region::set(
            "incubator",
            incubator,
            json!({ "name": "Region" }),
        )],
    );
    let leads: Vec<RecordId> = (0..12)
        .map(|at| named(&mut region, "colleague", &format!("Coach {}", at + 1)))
        .collect();
    let places: Vec<RecordId> = (0..40)
        .map(|at| named(&mut region, "place", &format!("Place {}", at + 1)))
        .collect();
    let givers: Vec<RecordId> = (0..60)
        .map(|at| named(&mut region, "organisation", &format!("Funder {}", at + 1)))
        .collect();
    for at in 0..ventures {
        one(&mut region, at, &leads, &places, &givers);
    }
    region.flush();
    region.entries
}

fn named(region: &mut Region, kind: &str, name: &str) -> RecordId {
    let id = region.chance.id();
    region.commit(
        format!("Added {name}"),
        vec![Region::set(kind, id, json!({ "name": name }))],
    );
    id
}

fn one(
    region: &mut Region,
    at: usize,
    leads: &[RecordId],
    places: &[RecordId],
    givers: &[RecordId],
) {
    let id = region.chance.id();
    let stage = region.chance.below(DEFAULT_STAGES.len());
    let first = region.chance.pick(FIRST).copied().unwrap_or_default();
    let last = region.chance.pick(LAST).copied().unwrap_or_default();
    let name = format!("{first} {last} {}", at + 1);
    let since = region.day(-400, -1);
    let joined = region.day(-1_200, -401);
    let lead = region.chance.pick(leads).copied().map(text);
    let place = region.chance.pick(places).copied().map(text);
    let begin = DEFAULT_STAGES.first().map(|stage| stage.id);
    let mut ops = vec![Region::set(
        "venture",
        id,
        json!({
            "name": name, "one_line": "A service that neighbours run for each other, with a long enough line to wrap",
            "need": "“Nobody asked us.” Said at the first meeting, and at every one since.",
            "stage": begin, "stage_since": joined, "disposition": "active", "lead": lead, "joined": joined,
            "legal_form": "cic_clg", "origin": "community_led",
        }),
    )];
    ops.push(DraftOp::Tags {
        record: id,
        kind: "venture".to_owned(),
        field: "places".to_owned(),
        add: place.clone().into_iter().collect(),
        remove: Vec::new(),
    });
    ops.push(Region::tags(
        "venture",
        id,
        "themes",
        THEMES[region.chance.below(THEMES.len())],
    ));
    region.commit(format!("Added the venture {name}"), ops);
    let near = Near {
        venture: id,
        place,
        buyers: givers,
    };
    for around in 0..AROUND_EACH {
        let record = region.chance.id();
        let ops = match around {
            0..=14 => vec![region.kept_since(around, record, &name, &near)],
            15..=17 => region.opportunity(record, around, &near),
            18 => region.bid(record, &near),
            _ => region.contract(record, &near),
        };
        region.commit(format!("Added to {name}"), ops);
    }
    let target = DEFAULT_STAGES.get(stage).map(|stage| stage.id);
    region.commit(
        format!("Moved {name}"),
        vec![Region::set(
            "venture",
            id,
            json!({ "stage": target, "stage_since": since }),
        )],
    );
    for turn in 0..8 {
        let line = format!(
            "A service that neighbours run for each other, version {turn}, for everybody in the street"
        );
        region.commit(
            format!("Changed {name}"),
            vec![Region::set("venture", id, json!({ "one_line": line }))],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Workspace, host::Opened};

    #[test]
    fn a_small_region_opens_as_any_other_log_does() {
        let today = Day::parse("2026-11-21").expect("a day");
        let entries = generate(20, 1, today, 1_800_000_000_000);
        let tail = entries
            .into_iter()
            .enumerate()
            .map(|(at, bytes)| (at as u64 + 1, bytes))
            .collect();
        let (workspace, notices) = Workspace::open(
            Opened {
                device: 9,
                snapshot: None,
                tail,
            },
            1_800_000_000_000,
        );
        assert!(notices.is_empty());
        assert_eq!(workspace.facts().venture_count(), 20);
        assert!(workspace.ledger().change_count() >= 20 * 30);
        assert!(workspace.records().len() >= 20 * 21);
        for (kind, count) in [("opportunity", 60), ("bid", 20), ("contract", 20)] {
            assert_eq!(workspace.records().of_kind(kind).count(), count, "{kind}");
        }
    }
}
