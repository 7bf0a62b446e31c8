//! What this machine keeps beside the workspace: archives of what a restored backup replaced, and a folder that people
//! chose for backups.

use super::host::{Later, StorageError};

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

/// The place beside the workspace.
pub trait Safekeeping {
    /// Keeps something whole under a name.
    fn keep(&self, name: &str, bytes: Vec<u8>) -> Later<Result<(), StorageError>>;
    /// What is kept, by name.
    fn kept(&self) -> Later<Result<Vec<Kept>, StorageError>>;
    /// What is kept under a name.
    fn take_out(&self, name: &str) -> Later<Result<Option<Vec<u8>>, StorageError>>;
    /// Throws away what is kept under a name, on the user's word.
    fn discard(&self, name: &str) -> Later<Result<(), StorageError>>;

    /// The folder for backups, and whether it can be used.
    fn folder(&self) -> Later<Folder>;
    /// Lets the person choose a folder; call it on a press.
    fn choose_folder(&self) -> Later<Result<Folder, FolderError>>;
    /// Asks the browser to allow the folder again; call it on a press.
    fn allow_again(&self) -> Later<Result<Folder, FolderError>>;
    /// Forgets the folder. What lies in it stays.
    fn forget_folder(&self) -> Later<Result<(), StorageError>>;
    /// The names of the files in the folder.
    fn files(&self) -> Later<Result<Vec<String>, FolderError>>;
    /// Writes a file into the folder: all of it or nothing.
    fn write_file(&self, name: &str, parts: Vec<Vec<u8>>) -> Later<Result<(), FolderError>>;
    /// Deletes a file of the folder.
    fn delete_file(&self, name: &str) -> Later<Result<(), FolderError>>;
}
