//! What this machine keeps beside the workspace: archives of what a restored backup replaced, and a folder that people
//! chose for backups.

use crate::domain::{counting::grouped, dates::Day};

/// Where the machine remembers why backups into the folder have stopped, in words; nothing while they go on.
pub const STOPPED_KEY: &str = "backups_stopped";

/// Under which the machine remembers how many changes there were when everything was last taken out.
pub const CHANGES_TAKEN_OUT_KEY: &str = "last_export_changes";

/// What of the workspace is in no full copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTakenOut {
    /// So many changes.
    Changes(usize),
    /// Something: the copy is from a version that did not count, or from before the log was replaced.
    Something,
}

/// When everything was last taken out, and what of it is in no such copy, in sentences.
///
/// Only full backups count: what else leaves may leave out what matters.
pub fn taken_out_words(last: Option<Day>, not_in_it: NotTakenOut, today: Day) -> String {
    let Some(last) = last else {
        let what = match not_in_it {
            NotTakenOut::Changes(0) => "Nothing is in it.".to_owned(),
            NotTakenOut::Changes(1) => "The one change in it is in no backup.".to_owned(),
            NotTakenOut::Changes(count) => {
                format!(
                    "None of its {} changes is in a backup.",
                    grouped(count as u64)
                )
            }
            NotTakenOut::Something => "What is in it is in no backup.".to_owned(),
        };
        return format!("No full backup was ever taken from this browser. {what}");
    };
    let what = match not_in_it {
        NotTakenOut::Changes(0) => "Nothing has changed since.".to_owned(),
        NotTakenOut::Changes(1) => "1 change since then is in no backup.".to_owned(),
        NotTakenOut::Changes(count) => {
            format!(
                "{} changes since then are in no backup.",
                grouped(count as u64)
            )
        }
        NotTakenOut::Something => "What has changed since then is in no backup.".to_owned(),
    };
    format!(
        "The last full backup was taken {}. {what}",
        last.relative(today)
    )
}

/// Something kept whole, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name, as a file would be called.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// The folder for backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Folder {
    /// This browser cannot write into folders.
    Unable,
    /// None was chosen.
    #[default]
    None,
    /// It can be written into.
    Ready(String),
    /// The browser wants to be allowed again.
    Lapsed(String),
}

/// Why the folder could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// The person did not choose one.
    #[error("No folder was chosen.")]
    NotChosen,
    /// The browser no longer lets Fledgling write there.
    #[error(
        "The browser no longer lets Fledgling write into the folder. Nothing was backed up; press “Allow it again”."
    )]
    Lapsed,
    /// The folder was moved, renamed or deleted.
    #[error(
        "The folder is no longer there; it may have been moved or deleted. Nothing was backed up; choose it again."
    )]
    Gone,
    /// Anything else, in the browser's own words.
    #[error("The folder could not be written into ({0}). Nothing was backed up.")]
    Failed(String),
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_how_much_would_be_lost() {
        let day = |text: &str| Day::parse(text).expect("a day");
        let today = day("2026-06-07");
        let words = |last: Option<&str>, what| taken_out_words(last.map(day), what, today);
        assert_eq!(
            words(None, NotTakenOut::Changes(1_234)),
            "No full backup was ever taken from this browser. None of its 1,234 changes is in a backup."
        );
        assert_eq!(
            words(None, NotTakenOut::Changes(0)),
            "No full backup was ever taken from this browser. Nothing is in it."
        );
        assert_eq!(
            words(Some("2026-06-07"), NotTakenOut::Changes(0)),
            "The last full backup was taken today. Nothing has changed since."
        );
        assert_eq!(
            words(Some("2026-06-06"), NotTakenOut::Changes(1)),
            "The last full backup was taken yesterday. 1 change since then is in no backup."
        );
        assert_eq!(
            words(Some("2026-05-17"), NotTakenOut::Changes(12)),
            "The last full backup was taken 3 weeks ago. 12 changes since then are in no backup."
        );
        assert_eq!(
            words(Some("2026-06-06"), NotTakenOut::Something),
            "The last full backup was taken yesterday. What has changed since then is in no backup."
        );
    }
}
