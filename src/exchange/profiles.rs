//! What can leave as a whole: four profiles, each with a name, a preview, a file, and a note of it in the history.
//!
//! Which field goes where is read from the one table of [`crate::domain::records::SHARING`].

mod choosing;
mod page;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::choosing::Chosen;
use crate::{
    domain::{
        counting::counted,
        dates::{Day, Moment},
        founder::KnownRecord,
        names::search_key,
        records::{ExportNote, Reach},
        schema,
    },
    ledger::{Draft, DraftOp, RecordId, canonical::write_canonical},
    workspace::Workspace,
};

pub use page::take_away_page;

/// The version of the files of profiles other than the backup.
const VERSION: u64 = 1;

/// What leaves, by audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Everything, with its history.
    Backup,
    /// Facts for the incubator's own report.
    Report,
    /// All that is held about one venture and is not kept among staff, for its founder.
    TakeAway(RecordId),
    /// Facts about the ventures that partners may see.
    Partner,
}

impl Profile {
    /// Its id, one of [`crate::domain::vocabulary::EXPORT_PROFILES`].
    pub fn id(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::Report => "report",
            Self::TakeAway(_) => "take_away",
            Self::Partner => "partner",
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Backup => "Full backup",
            Self::Report => "Data for the incubator’s report",
            Self::TakeAway(_) => "Take-away of one venture",
            Self::Partner => "Partner copy without personal data",
        }
    }

    /// What it is for and what is in it.
    pub fn about(self) -> &'static str {
        match self {
            Self::Backup => {
                "Everything: every record, setting and saved view, and the full history. Importing it into an empty browser gives the same workspace. Keep it for yourselves."
            }
            Self::Report => {
                "Facts and figures of all ventures that are not kept for staff: stages, moves, gates, capital, opportunities, bids, contracts and promises. For funders’ reports and for analysis."
            }
            Self::TakeAway(_) => {
                "All that is held about one venture and is not kept among staff, for its founder: to read, to keep, or to take elsewhere. A file for programs, and a page to print."
            }
            Self::Partner => {
                "Facts about the ventures that partners or anyone may see, with their places, programmes and promises. No money, no conversations, no people."
            }
        }
    }

    /// Whether personal data may be in it.
    pub fn may_hold_personal_data(self) -> bool {
        matches!(self, Self::Backup | Self::TakeAway(_))
    }

    /// What to say of personal data before the file is written.
    pub fn about_personal_data(self) -> &'static str {
        match self {
            Self::Backup => {
                "It holds people’s names and details, and what is kept among staff. Seal it with a passphrase if it leaves this computer."
            }
            Self::TakeAway(_) => {
                "Conversations and stories in it may name people. Contact details, staff notes and other ventures are not in it."
            }
            Self::Report | Self::Partner => {
                "It holds no names or details of people. Texts that may name people are left out."
            }
        }
    }

    fn takes(self, reach: Reach) -> bool {
        match self {
            Self::Backup => true,
            Self::TakeAway(_) => matches!(reach, Reach::Shared | Reach::Told),
            Self::Report | Self::Partner => reach == Reach::Shared,
        }
    }
}

/// What a file will hold, before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The profile.
    pub profile: Profile,
    /// How many records, all kinds together.
    pub records: usize,
    /// How many of each kind, by the kind's id, in the order people meet them: "ventures", 12.
    pub counts: Vec<(&'static str, String, usize)>,
    /// Whether personal data may be in it.
    pub holds_personal_data: bool,
    /// What to say of personal data.
    pub about_personal_data: &'static str,
    /// What is left out and why, a sentence each.
    pub left_out: Vec<String>,
    /// The file's name.
    pub file_name: String,
}

/// What a file of this profile would hold now. `None` when the venture of a take-away is not here.
pub fn preview(workspace: &Workspace, profile: Profile, today: Day) -> Option<Preview> {
    let chosen = Chosen::of(workspace, profile)?;
    let counts = chosen.counts(workspace);
    let counts: Vec<(&'static str, String, usize)> = counts
        .into_iter()
        .map(|(kind, count)| {
            let named = schema::kind(kind)
                .map_or(kind, |spec| if count == 1 { spec.one } else { spec.many });
            (kind, named.to_owned(), count)
        })
        .collect();
    Some(Preview {
        profile,
        records: counts.iter().map(|(_, _, count)| count).sum(),
        counts,
        holds_personal_data: profile.may_hold_personal_data(),
        about_personal_data: profile.about_personal_data(),
        left_out: chosen.left_out,
        file_name: format!("{}-{}.json", stem(workspace, profile), today.iso()),
    })
}

fn stem(workspace: &Workspace, profile: Profile) -> String {
    let (whose, what) = match profile {
        Profile::TakeAway(venture) => (workspace.name_of(venture), "take-away"),
        Profile::Backup => (workspace.incubator().name, "backup"),
        Profile::Report => (workspace.incubator().name, "report-data"),
        Profile::Partner => (workspace.incubator().name, "partner-copy"),
    };
    let mut stem: String = search_key(&whose)
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .take(60)
        .collect();
    while stem.contains("--") {
        stem = stem.replace("--", "-");
    }
    match stem.trim_matches('-') {
        "" => format!("fledgling-{what}"),
        named => format!("{named}-{what}"),
    }
}

/// The file of every profile but the backup, which [`super::fledgling::Export`] writes with its history. `None` for the
/// backup, and when the venture of a take-away is not here.
pub fn content(workspace: &Workspace, profile: Profile, now_ms: u64) -> Option<Vec<u8>> {
    if profile == Profile::Backup {
        return None;
    }
    let chosen = Chosen::of(workspace, profile)?;
    let counts = chosen.counts(workspace);
    let now = Moment(i64::try_from(now_ms).unwrap_or_default());
    let head = json!({
        "format": profile.id().replace('_', "-"),
        "version": VERSION,
        "exported_at": now.to_rfc3339(),
        "app": env!("CARGO_PKG_VERSION"),
        "about": profile.about(),
        "counts": counts.into_iter().collect::<BTreeMap<_, _>>(),
    });
    let mut text = format!("{{\n\"fledgling\": {head},\n\"records\": [");
    for (at, record) in chosen.records(workspace).enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        write_canonical(&record_json(&record), &mut text);
    }
    text.push_str("\n]\n}\n");
    Some(text.into_bytes())
}

/// A record in the form of the full export: registers in `fields`, sets in `sets`.
fn record_json(record: &KnownRecord) -> Value {
    let (mut fields, mut sets) = (Map::new(), Map::new());
    for (name, value) in &record.fields {
        let into = if value.is_array() && is_set(&record.kind, name) {
            &mut sets
        } else {
            &mut fields
        };
        into.insert(name.clone(), value.clone());
    }
    json!({ "id": record.id, "kind": record.kind, "fields": fields, "sets": sets })
}

fn is_set(kind: &str, field: &str) -> bool {
    schema::field(kind, field).is_some_and(|spec| spec.shape.is_set())
}

/// The note that data left, as one change of the history: who, when, which, how many records. `id` is random.
pub fn note(
    workspace: &Workspace,
    preview: &Preview,
    id: RecordId,
    today: Day,
    is_sealed: bool,
) -> Draft {
    let mut counts = Map::new();
    for (kind, _, count) in &preview.counts {
        counts.insert((*kind).to_owned(), Value::from(*count));
    }
    let members = [
        ("profile", Value::from(preview.profile.id())),
        ("made_on", Value::from(today.iso())),
        ("made_by", Value::from(workspace.author().name.as_str())),
        ("record_count", Value::from(preview.records)),
        ("counts", Value::Object(counts)),
        ("personal", Value::from(preview.holds_personal_data)),
        ("sealed", Value::from(is_sealed)),
        ("file", Value::from(preview.file_name.as_str())),
    ];
    let mut fields: Map<String, Value> = Map::new();
    fields.extend(members.map(|(name, value)| (name.to_owned(), value)));
    let mut name = preview.profile.name().to_owned();
    if let Profile::TakeAway(venture) = preview.profile {
        fields.insert("venture".to_owned(), Value::from(venture.to_string()));
        name = format!("the take-away of {}", workspace.name_of(venture));
    }
    let records = counted(preview.records, "record", "records");
    Draft {
        ops: vec![DraftOp::Set {
            record: id,
            kind: ExportNote::KIND.to_owned(),
            fields,
        }],
        ..Draft::by_hand(format!("Exported {name}: {records}"))
    }
}
