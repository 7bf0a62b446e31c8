//! What this machine keeps beside the workspace: archives of what a restored backup replaced, and a folder that people
//! chose for backups.

/// Where the machine remembers why backups into the folder have stopped, in words; nothing while they go on.
pub const STOPPED_KEY: &str = "backups_stopped";

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
