//! The example: an invented health-and-care incubator in an invented place, with two years of history, made from a
//! seed. Never mixed with real data.

mod contracts;
mod story;
mod wanted;
mod words;

use serde_json::Map;

use super::{journey::Journey, open::Workspace};
use crate::{
    domain::{dates::Day, vocabulary::DEFAULT_STAGES},
    ledger::{Draft, DraftOp, RecordId, Source, Value, few::Few},
};
use words::{COLLEAGUES, FUNDERS, IDEAS, Idea, PLACES};

/// A small, even generator of chances (SplitMix64): the same seed gives the same example everywhere.
pub(crate) struct Chance(u64);

impl Chance {
    /// Starts from a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 even bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }

    /// A number from `from` to `to`, both included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.below(usize::try_from(to - from + 1).unwrap_or(1)))
            .unwrap_or_default()
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// A fresh id.
    pub(super) fn id(&mut self) -> RecordId {
        RecordId(u128::from(self.next()) << 64 | u128::from(self.next()))
    }
}

/// What a field of the example holds.
#[derive(Clone, Copy)]
pub(super) enum Is<'a> {
    Text(&'a str),
    Number(i64),
    Yes,
    Record(RecordId),
    /// The field is left out.
    Nothing,
}

impl<'a> Is<'a> {
    /// A text, if there is one.
    pub(super) fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }

    /// A record, if there is one.
    pub(super) fn record(record: Option<RecordId>) -> Self {
        record.map_or(Self::Nothing, Self::Record)
    }
}

/// Gathers the example's records.
pub(super) struct Maker {
    pub(super) chance: Chance,
    pub(super) today: Day,
    pub(super) ops: Vec<DraftOp>,
    pub(super) places: Few<&'static str, RecordId>,
    pub(super) ventures: Few<&'static str, RecordId>,
    pub(super) funders: Vec<RecordId>,
    pub(super) colleagues: Vec<RecordId>,
    pub(super) programmes: Vec<RecordId>,
}

impl Maker {
    /// Adds a record.
    pub(super) fn put(&mut self, kind: &str, record: RecordId, fields: &[(&str, Is<'_>)]) {
        let mut written = Map::new();
        for (name, is) in fields {
            let value = match is {
                Is::Text(text) => Value::from(*text),
                Is::Number(number) => Value::from(*number),
                Is::Yes => Value::Bool(true),
                Is::Record(record) => to(*record),
                Is::Nothing => continue,
            };
            written.insert((*name).to_owned(), value);
        }
        self.ops.push(DraftOp::Set {
            record,
            kind: kind.to_owned(),
            fields: written,
        });
    }

    /// Adds items to a set.
    pub(super) fn tag(&mut self, kind: &str, record: RecordId, field: &str, add: Vec<Value>) {
        if !add.is_empty() {
            let (kind, field) = (kind.to_owned(), field.to_owned());
            self.ops.push(DraftOp::Tags {
                record,
                kind,
                field,
                add,
                remove: Vec::new(),
            });
        }
    }

    /// A day so many days ago.
    pub(super) fn ago(&self, days: i64) -> Day {
        self.today.plus_days(-days)
    }
}

/// A reference, as it is stored.
pub(super) fn to(record: RecordId) -> Value {
    Value::String(record.to_string())
}

/// The whole example as one draft.
pub fn draft(today: Day, seed: u64) -> Draft {
    let mut maker = Maker {
        chance: Chance::new(seed),
        today,
        ops: Vec::new(),
        places: Few::new(),
        ventures: Few::new(),
        funders: Vec::new(),
        colleagues: Vec::new(),
        programmes: Vec::new(),
    };
    surroundings(&mut maker);
    for (at, idea) in IDEAS.iter().enumerate() {
        venture(&mut maker, at, idea);
    }
    for (at, idea) in IDEAS.iter().enumerate() {
        if let Some(venture) = maker.ventures.get(idea.name).copied() {
            contracts::readiness(&mut maker, venture, at, idea.reached);
        }
    }
    contracts::add(&mut maker);
    Draft {
        why: "Opened the example incubator".to_owned(),
        source: Source::of_kind(Source::EXAMPLE),
        ops: maker.ops,
    }
}

fn surroundings(maker: &mut Maker) {
    for (name, code) in PLACES {
        let id = maker.chance.id();
        maker.places.insert(name, id);
        maker.put(
            "place",
            id,
            &[("name", Is::Text(name)), ("code", Is::text(*code))],
        );
    }
    let incubator = Workspace::incubator_record();
    maker.put("incubator", incubator, &[
        ("name", Is::Text("Harrowmere Health Incubator")),
        ("purpose", Is::Text("Helping people in Harrowmere turn what they know about health and care into services that last. Everything in this incubator is invented.")),
        ("is_example", Is::Yes),
    ]);
    let places: Vec<Value> = PLACES
        .iter()
        .filter_map(|(name, _)| maker.places.get(name))
        .map(|id| to(*id))
        .collect();
    maker.tag("incubator", incubator, "places", places);
    for (name, role) in COLLEAGUES {
        let id = maker.chance.id();
        maker.colleagues.push(id);
        maker.put(
            "colleague",
            id,
            &[("name", Is::Text(name)), ("role", Is::Text(role))],
        );
    }
    for (name, role) in FUNDERS {
        let id = maker.chance.id();
        maker.funders.push(id);
        maker.put(
            "organisation",
            id,
            &[("name", Is::Text(name)), ("town", Is::Text("Harrowmere"))],
        );
        maker.tag("organisation", id, "roles", vec![Value::from(*role)]);
    }
    for (name, starts, ends) in [
        ("Seedbed 2025", 640, 275),
        ("Seedbed 2026", 275, -90),
        ("Contract-ready", 420, -120),
    ] {
        let id = maker.chance.id();
        maker.programmes.push(id);
        let (starts, ends) = (maker.ago(starts).iso(), maker.ago(ends).iso());
        maker.put(
            "programme",
            id,
            &[
                ("name", Is::Text(name)),
                ("starts", Is::Text(&starts)),
                ("ends", Is::Text(&ends)),
            ],
        );
    }
}

fn venture(maker: &mut Maker, at: usize, idea: &Idea) {
    let id = maker.chance.id();
    maker.ventures.insert(idea.name, id);
    let reached = idea.reached.min(DEFAULT_STAGES.len() - 1);
    let joined_ago = maker
        .chance
        .between(60 + 80 * i64::try_from(reached).unwrap_or_default(), 720);
    let moves = stage_days(maker, reached, joined_ago);
    let since = moves.last().copied().unwrap_or(joined_ago);
    let lead = maker.colleagues.get(at % COLLEAGUES.len().max(1)).copied();
    let place = maker.places.get(idea.place).copied();
    let programme = maker.programmes.get(usize::from(joined_ago < 275)).copied();
    let organisation = maker.chance.id();
    let stage = DEFAULT_STAGES.get(reached).map_or("idea", |stage| stage.id);
    let formed = idea.legal_form != "not_yet";
    if formed {
        maker.put(
            "organisation",
            organisation,
            &[
                ("name", Is::Text(&idea.organisation())),
                ("legal_form", Is::Text(idea.legal_form)),
                ("town", Is::Text(idea.place)),
                ("place", Is::record(place)),
            ],
        );
        maker.tag(
            "organisation",
            organisation,
            "roles",
            vec![Value::from("recipient")],
        );
    }
    let left_on = maker.chance.between(5, since.clamp(6, 200));
    let left = (idea.disposition != "active").then(|| maker.ago(left_on).iso());
    let (since, joined) = (maker.ago(since).iso(), maker.ago(joined_ago).iso());
    let fields = [
        ("name", Is::Text(idea.name)),
        ("one_line", Is::Text(idea.one_line)),
        ("need", Is::Text(idea.need)),
        ("who_for", Is::Text(idea.who_for)),
        ("stage", Is::Text(stage)),
        ("stage_since", Is::Text(&since)),
        ("disposition", Is::Text(idea.disposition)),
        ("disposition_since", Is::text(left.as_deref())),
        ("disposition_reason", Is::text(idea.reason)),
        ("lead", Is::record(lead)),
        ("organisation", Is::record(formed.then_some(organisation))),
        ("origin", Is::Text(idea.origin)),
        ("legal_form", Is::Text(idea.legal_form)),
        ("programme", Is::record(programme)),
        ("joined", Is::Text(&joined)),
        ("share", Is::Text("incubator")),
    ];
    maker.put("venture", id, &fields);
    maker.tag("venture", id, "places", place.map(to).into_iter().collect());
    maker.tag(
        "venture",
        id,
        "themes",
        idea.themes
            .iter()
            .map(|theme| Value::from(*theme))
            .collect(),
    );
    maker.tag(
        "venture",
        id,
        "flags",
        if formed {
            vec![Value::from("vcse")]
        } else {
            Vec::new()
        },
    );
    stage_moves(maker, id, &moves, joined_ago);
    story::people_and_talk(maker, id, idea, joined_ago);
    story::money(maker, id, idea, reached, joined_ago);
    story::checks(maker, id, reached);
}

/// Days ago on which each stage was entered; the first is the day the venture joined.
fn stage_days(maker: &mut Maker, reached: usize, joined_ago: i64) -> Vec<i64> {
    let mut days = vec![joined_ago];
    let mut left = joined_ago;
    for still in (1..=reached).rev() {
        let share = left / (i64::try_from(still).unwrap_or(1) + 1);
        left -= share + maker.chance.between(-share / 3, share / 3);
        days.push(left.max(2));
    }
    days
}

fn stage_moves(maker: &mut Maker, venture: RecordId, days: &[i64], _joined_ago: i64) {
    for (at, ago) in days.iter().enumerate().skip(1) {
        let from = DEFAULT_STAGES.get(at - 1).map(|stage| stage.id);
        let target = DEFAULT_STAGES.get(at).map(|stage| stage.id);
        let anyway = maker.chance.happens(25);
        let id = maker.chance.id();
        let moved_on = maker.ago(*ago).iso();
        let reason = "The group was ready to learn by doing; the open points are on the list for the next session.";
        let fields = [
            ("venture", Is::Record(venture)),
            ("from", Is::text(from)),
            ("to", Is::text(target)),
            ("moved_on", Is::Text(&moved_on)),
            ("decision", Is::Text(if anyway { "anyway" } else { "move" })),
            ("reason", Is::text(anyway.then_some(reason))),
        ];
        maker.put("stage_move", id, &fields);
    }
}

/// The id of a gate check, as everywhere.
pub(super) fn check_id(venture: RecordId, criterion: &str) -> RecordId {
    Journey::check_record(venture, criterion)
}

#[cfg(test)]
mod tests;
