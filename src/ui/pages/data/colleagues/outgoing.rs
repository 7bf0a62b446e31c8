//! The file of *Send my changes*, from writing it to handing it over.

use super::{keep_book, open_book};
use crate::{
    domain::{counting::counted, names::search_key},
    sync::{Peer, Sending},
    ui::{
        pages::{
            data::{
                sealing::{seal, sealed_as_text},
                whole_log::{all_saved, each_entry},
            },
            ways_out::Parcel,
        },
        session::Session,
    },
    workspace::{Context, Touched},
};

/// A file that is written and has left by no way yet.
pub(super) struct Outgoing {
    /// What it is called.
    pub name: String,
    parts: Vec<Vec<u8>>,
    /// What a share sheet takes of it.
    pub parcel: Option<Parcel>,
    changes: usize,
    damaged: usize,
    /// The colleague's browser it is for; nobody for everything.
    to: String,
    at: u64,
}

/// What came of writing.
pub(super) enum Written {
    /// A file.
    File(Outgoing),
    /// No file, because there is nothing to send: why, in words.
    Nothing(String),
}

impl Outgoing {
    /// What is in it.
    pub(super) fn contents(&self) -> String {
        let lost = match self.damaged {
            0 => String::new(),
            many => format!(
                " {} of the history could not be read and {} not in it.",
                counted(many, "damaged entry", "damaged entries"),
                if many == 1 { "is" } else { "are" }
            ),
        };
        format!("{}.{lost}", counted(self.changes, "change", "changes"))
    }

    /// Puts it among the downloads, and says so.
    pub(super) fn download(&self, session: Session) -> String {
        let mime = if self.name.ends_with(".age") {
            "application/octet-stream"
        } else {
            "application/json"
        };
        session
            .host()
            .download(&self.name, mime, self.parts.clone());
        self.note_sent(session);
        format!("{} is in your downloads: {}", self.name, self.contents())
    }

    /// Remembers for whom it left, and when.
    pub(super) fn note_sent(&self, session: Session) {
        let mut book = open_book(session);
        book.sent(&self.to, self.at);
        keep_book(session, &book);
    }
}

/// What a colleague is called.
pub(super) fn name_of(peer: &Peer) -> &str {
    if peer.name.is_empty() {
        "a colleague"
    } else {
        &peer.name
    }
}

/// Writes the file; `to` names a colleague's browser, or nobody for everything. With `for_sheet` also in the form that a
/// share sheet takes.
pub(super) async fn write(
    session: Session,
    to: &str,
    passphrase: Option<String>,
    for_sheet: bool,
) -> Result<Written, String> {
    name_workspace(session);
    all_saved(session).await?;
    let book = open_book(session);
    let since = book.since(to).cloned();
    let author = session.author.get_untracked().name;
    let sender = session.read(|workspace| book.sender(&author, workspace.ledger().device()));
    let at = session.host().now_ms();
    let mut sending = session.read(|workspace| Sending::begin(workspace, sender, at, since));
    let mut damaged = 0;
    each_entry(session, |batch| {
        if sending.add_batch(batch).is_err() {
            damaged += 1;
        }
    })
    .await
    .map_err(|error| format!("Nothing was written. {error}"))?;
    let sent = sending.finish();
    keep_book(session, &book);
    if sent.changes == 0 {
        let who = book.peers().iter().find(|peer| peer.id == to);
        return Ok(Written::Nothing(match who.map(name_of) {
            Some(name) => format!("{name} has everything already. No file was written."),
            None => "There is nothing to send yet. No file was written.".to_owned(),
        }));
    }
    let mut out = Outgoing {
        name: file_name(session, &author),
        parts: sent.parts,
        parcel: None,
        changes: sent.changes,
        damaged,
        to: to.to_owned(),
        at,
    };
    let is_sealed = passphrase.is_some();
    if let Some(passphrase) = passphrase {
        out.name.push_str(".age");
        out.parts = vec![seal(std::mem::take(&mut out.parts), passphrase).await?];
    }
    if for_sheet {
        let whole = out.parts.concat();
        let text = if is_sealed {
            sealed_as_text(&whole).await
        } else {
            Some(whole)
        };
        out.parcel = text.map(|bytes| Parcel {
            title: "Changes for a colleague".to_owned(),
            text: String::new(),
            file: Some((out.name.clone(), bytes)),
        });
    }
    Ok(Written::File(out))
}

/// Gives the workspace its name once, so that colleagues' files are known by it.
fn name_workspace(session: Session) {
    let host = session.host();
    let today = session.today.get_untracked();
    session.alter(|workspace, now_ms| {
        let random = || host.random();
        let context = Context {
            now_ms,
            today,
            random: &random,
        };
        let named = workspace.name_itself(&context);
        ((), Touched::default(), named.into_iter().collect())
    });
}

fn file_name(session: Session, author: &str) -> String {
    let place = session.read(|workspace| workspace.incubator().name);
    let words = [place.as_str(), "changes", author];
    let stem: Vec<String> = words
        .iter()
        .map(|word| {
            let letters = search_key(word);
            let letters = letters.chars();
            letters
                .map(|letter| {
                    if letter.is_ascii_alphanumeric() {
                        letter
                    } else {
                        '-'
                    }
                })
                .take(40)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    format!(
        "{}-{}.json",
        stem.join("-"),
        session.today.get_untracked().iso()
    )
}
