//! What we said would happen against what did: for every status, how likely we called opportunities while they stood in
//! it, and how many of them came to a contract. Silent until there are enough outcomes to say anything.

use std::collections::BTreeMap;

use super::lines::ASSUMPTIONS_FIELD;
use crate::{
    domain::{
        counting::counted,
        opportunities::{LIVE, probability},
        records::{Incubator, Opportunity},
    },
    ledger::{
        Change, ChangeId, Op, RecordId, Source, Stamp, Value,
        id_map::{IdMap, IdSet},
        ordering,
    },
    workspace::open::Workspace,
};

/// Fewer outcomes than this say more about luck than about us.
pub const ENOUGH_OUTCOMES: usize = 10;
/// How many standard deviations a share may be off by chance: nineteen times in twenty it is within these.
const DEVIATIONS: f64 = 1.96;

/// What the share that came says of the probability that was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The difference may be chance.
    Fits,
    /// Less came than was said.
    TooHopeful,
    /// More came than was said.
    TooCautious,
}

/// What was said of opportunities in one status, or of all, and what came of them.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusRecord {
    /// The status; empty for all together.
    pub status: String,
    /// Opportunities that have an outcome and stood in it.
    pub outcomes: usize,
    /// How many of them came to a contract.
    pub came: usize,
    /// The mean of the probabilities stated, in percent, rounded.
    pub stated: u8,
    /// The share that came, in percent, rounded.
    pub share: u8,
    /// What that says.
    pub verdict: Verdict,
}

impl StatusRecord {
    /// In words, as one sentence.
    pub fn words(&self) -> String {
        let Self {
            outcomes,
            came,
            stated,
            share,
            ..
        } = self;
        let of = counted(*outcomes, "opportunity", "opportunities");
        let verdict = match self.verdict {
            Verdict::Fits => "The difference may be chance.",
            Verdict::TooHopeful => "We have been too hopeful.",
            Verdict::TooCautious => "We have been too cautious.",
        };
        format!("Of {of}, {came} came to a contract: {share}%. We had said {stated}%. {verdict}")
    }
}

/// How good our probabilities have been.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// Statuses with enough outcomes, in the order of the board.
    pub statuses: Vec<StatusRecord>,
    /// All together, by what was said last before the outcome; nothing until there are enough.
    pub all: Option<StatusRecord>,
    /// How many outcomes there are.
    pub outcomes: usize,
}

impl Calibration {
    /// Why there is nothing to see yet; nothing once there is.
    pub fn silence(&self) -> Option<String> {
        let have = counted(self.outcomes, "outcome", "outcomes");
        self.all.is_none().then(|| {
            format!(
                "{have} so far. From {ENOUGH_OUTCOMES} on, this shows what came of what we said."
            )
        })
    }
}

/// What one change says about an opportunity's status and probability.
struct Said {
    stamp: Stamp,
    change: ChangeId,
    status: Option<String>,
    probability: Option<Option<i64>>,
}

/// Gathers from the log what was said about opportunities, in pieces and in any order.
#[derive(Default)]
pub struct Track {
    said: IdMap<RecordId, Vec<Said>>,
    assumed: BTreeMap<(Stamp, ChangeId), Value>,
    undone: BTreeMap<ChangeId, (Stamp, bool)>,
    met: IdSet<ChangeId>,
}

impl Track {
    /// Takes changes of the log.
    pub fn take(&mut self, changes: &[Change]) {
        for change in changes {
            if !self.met.insert(change.id) {
                continue;
            }
            let undo = change.source.kind == Source::UNDO;
            match change.source.of {
                // What was taken back was never meant; what brought it back says nothing new.
                Some(of) if undo || change.source.kind == Source::REDO => {
                    let last = self.undone.entry(of).or_insert((change.stamp, undo));
                    if last.0 <= change.stamp {
                        *last = (change.stamp, undo);
                    }
                }
                _ => change.ops.iter().for_each(|op| self.note(change, op)),
            }
        }
    }

    fn note(&mut self, change: &Change, op: &Op) {
        let Op::Set {
            record,
            kind,
            fields,
            ..
        } = op
        else {
            return;
        };
        let new = |field: &str| fields.get(field).map(|edit| &edit.is);
        if kind == Incubator::KIND {
            if let Some(assumed) = new(ASSUMPTIONS_FIELD) {
                let key = (change.stamp, change.id);
                self.assumed.insert(key, assumed.clone());
            }
        } else if kind == Opportunity::KIND {
            let status = new("status").and_then(Value::as_str).map(str::to_owned);
            let probability = new("probability").map(Value::as_i64);
            if status.is_some() || probability.is_some() {
                self.said.entry(*record).or_default().push(Said {
                    stamp: change.stamp,
                    change: change.id,
                    status,
                    probability,
                });
            }
        }
    }

    fn stands(&self, change: ChangeId) -> bool {
        self.undone.get(&change).is_none_or(|(_, undone)| !undone)
    }

    /// How good the probabilities have been, given how things stand now.
    pub fn calibration(mut self, workspace: &Workspace) -> Calibration {
        let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
        let mut all = Tally::default();
        let mut said = std::mem::take(&mut self.said);
        for (record, said) in &mut said {
            let now = workspace.record(*record);
            let status = now.and_then(|record| record.value("status").text());
            let Some(came) = status.and_then(outcome) else {
                continue;
            };
            said.retain(|said| self.stands(said.change));
            ordering::sort_by_key(said, |said| (said.stamp, said.change));
            let visits = self.visits(said);
            if let Some(last) = visits.last() {
                all.count(last.percent, came);
            }
            for status in LIVE {
                let of_status = visits.iter().rev().find(|visit| visit.status == *status);
                if let Some(visit) = of_status {
                    tallies
                        .entry(status)
                        .or_default()
                        .count(visit.percent, came);
                }
            }
        }
        let in_order = LIVE.iter().filter_map(|status| {
            let tally = tallies.get(status)?;
            tally.record(status)
        });
        Calibration {
            statuses: in_order.collect(),
            outcomes: all.outcomes,
            all: all.record(""),
        }
    }

    /// The live statuses an opportunity stood in, each with the probability that was stated when it left.
    fn visits<'s>(&self, said: &'s [Said]) -> Vec<Visit<'s>> {
        let (mut status, mut own) = ("", None);
        let mut visits: Vec<Visit<'s>> = Vec::new();
        for said in said {
            let before = status;
            status = said.status.as_deref().unwrap_or(status);
            own = said.probability.unwrap_or(own);
            if LIVE.contains(&status) {
                let percent = probability(own, status, self.assumed_at(said.stamp));
                match visits.last_mut().filter(|_| before == status) {
                    Some(visit) => visit.percent = percent,
                    None => visits.push(Visit { status, percent }),
                }
            }
        }
        visits
    }

    /// The incubator's assumptions at that moment.
    fn assumed_at(&self, stamp: Stamp) -> &Value {
        let upto = self.assumed.range(..=(stamp, ChangeId(u128::MAX)));
        let standing = upto.rev().find(|((_, change), _)| self.stands(*change));
        standing.map_or(&Value::Null, |(_, assumed)| assumed)
    }
}

struct Visit<'s> {
    status: &'s str,
    percent: u8,
}

/// Whether it came to a contract; nothing while that is open.
fn outcome(status: &str) -> Option<bool> {
    match status {
        "contracted" | "ended" => Some(true),
        "lost" | "withdrew" | "cancelled" | "awarded" => Some(false),
        _ => None,
    }
}

#[derive(Default)]
struct Tally {
    outcomes: usize,
    came: usize,
    /// The sum of the probabilities stated.
    percents: usize,
}

impl Tally {
    fn count(&mut self, percent: u8, came: bool) {
        self.outcomes += 1;
        self.came += usize::from(came);
        self.percents += usize::from(percent);
    }

    fn record(&self, status: &str) -> Option<StatusRecord> {
        let Self {
            outcomes,
            came,
            percents,
        } = *self;
        if outcomes < ENOUGH_OUTCOMES {
            return None;
        }
        let rounded = |sum: usize| u8::try_from((2 * sum + outcomes) / (2 * outcomes));
        let stated = rounded(percents).unwrap_or(100);
        Some(StatusRecord {
            status: status.to_owned(),
            outcomes,
            came,
            stated,
            share: rounded(came * 100).unwrap_or(100),
            verdict: verdict(outcomes, came, percents),
        })
    }
}

/// Whether the stated probability lies within what so many outcomes can tell (Wilson's interval).
fn verdict(outcomes: usize, came: usize, percents: usize) -> Verdict {
    // Counts of opportunities are far below where a float would round them.
    let (n, came) = (outcomes as f64, came as f64);
    let stated = percents as f64 / n / 100.0;
    let (share, z2) = (came / n, DEVIATIONS * DEVIATIONS);
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let spread = (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let reach = DEVIATIONS * spread / (1.0 + z2 / n);
    if stated > middle + reach {
        Verdict::TooHopeful
    } else if stated < middle - reach {
        Verdict::TooCautious
    } else {
        Verdict::Fits
    }
}
