//! Why a colleague's file is not merged, in plain words: what is the matter, what was kept, what to do.

/// Why a file of changes is refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing of Fledgling's.
    #[error(
        "This is not a file of a colleague’s changes. Ask for one made with “Send my changes” in Fledgling. Nothing was changed."
    )]
    NotOurs,
    /// Another of Fledgling's own files.
    #[error(
        "This is {0}, not a colleague’s changes. Open it where it belongs. Nothing was changed."
    )]
    OtherKind(&'static str),
    /// A newer Fledgling wrote it.
    #[error(
        "This file was written by a newer version of Fledgling (format {found}). Reload Fledgling to get the new version, then open it again. Nothing was changed."
    )]
    Newer {
        /// The format's version in the file.
        found: u64,
    },
    /// It stops in the middle.
    #[error(
        "The file stops in the middle. It may not have been copied or downloaded completely; please fetch it again. Nothing was changed."
    )]
    Cut,
    /// Its content does not fit its hashes.
    #[error(
        "The file was altered or damaged on its way ({place}). Please ask for it again. Nothing was changed."
    )]
    Altered {
        /// Where.
        place: String,
    },
    /// Of another workspace.
    #[error(
        "This file is of another workspace{}. Changes are merged only between browsers that hold the same one: give your colleague a full backup to start from, or ask for theirs. Nothing was changed.", from(.sender)
    )]
    AnotherWorkspace {
        /// Who sent it; may be empty.
        sender: String,
    },
    /// It holds only what changed since the last exchange, and nothing is here yet.
    #[error(
        "This file holds only what changed since the last exchange, and this browser is still empty. Ask your colleague{} for a file with everything. Nothing was changed.", named(.sender)
    )]
    OnlyPart {
        /// Who sent it; may be empty.
        sender: String,
    },
    /// Made before a backup was restored here.
    #[error(
        "This file was made before a backup was restored here. It would bring back what the backup left behind. Send your colleague{} a full backup to go on from. Nothing was changed.", named(.sender)
    )]
    OlderEpoch {
        /// Who sent it; may be empty.
        sender: String,
    },
    /// Made after a backup was restored there.
    #[error(
        "Your colleague{} restored a backup and went on from there. Ask for a full backup and restore it here; what is only here is put into an archive first. Nothing was changed.", named(.sender)
    )]
    NewerEpoch {
        /// Who sent it; may be empty.
        sender: String,
    },
    /// Both restored a backup, each without the other.
    #[error(
        "A backup was restored here and another one by your colleague{}, each without the other. Agree on one of the two workspaces: whoever gives theirs up restores a full backup of the other. Nothing was changed.", named(.sender)
    )]
    PartedEpoch {
        /// Who sent it; may be empty.
        sender: String,
    },
}

fn from(sender: &str) -> String {
    if sender.is_empty() {
        String::new()
    } else {
        format!(", sent by {sender}")
    }
}

fn named(sender: &str) -> String {
    if sender.is_empty() {
        String::new()
    } else {
        format!(", {sender},")
    }
}
