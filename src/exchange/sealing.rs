//! Sealing a file with a passphrase, in the age format (age-encryption.org): the `age` command opens what is sealed here,
//! and this opens what the command sealed.
//!
//! The only place of the pure floors where chance comes from outside: the `age` crate draws salt, nonce and key from the
//! system itself, and a caller could only make that worse. Nothing else of the app needs this module, so that it can be
//! loaded when somebody first seals or opens a file.

mod passphrase;
mod text_form;
mod words;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use std::io::{self, Read, Write};

use age::{
    DecryptError, Decryptor, Encryptor,
    scrypt::{Identity, Recipient},
    secrecy::SecretString,
};

pub use passphrase::{Advice, Strength, advice};
pub use text_form::as_text;
pub use words::suggestion;

/// How much work a passphrase costs whoever tries it, as a power of two: about half a second in a browser.
pub const WORK_FACTOR: u8 = 15;
/// The most work that is done to open a file of others: what the `age` command asks for. It needs 256 MB for a moment.
pub const MOST_WORK: u8 = 18;
/// The largest content that is sealed or opened: 400 MB, as much as an import reads.
pub const MOST_BYTES: usize = 400_000_000;
/// How much larger than its content a sealed file may be: the head, and 16 bytes for every 64 KiB.
const OVERHEAD: usize = MOST_BYTES / 4_096 + 4_096;
/// How every file of the format begins.
const BEGINNING: &[u8] = b"age-encryption.org/";
const VERSION_LINE: &[u8] = b"age-encryption.org/v1\n";
const TEXT_BEGINNING: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// Why a file cannot be sealed or opened. Nothing was changed and nothing was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There is no passphrase.
    #[error("Please type a passphrase.")]
    NoPassphrase,
    /// The content is larger than can be worked with in a browser.
    #[error(
        "This has {megabytes} MB; Fledgling seals and opens files up to {most} MB. Nothing was changed. The age command can do it outside the browser."
    )]
    TooLarge {
        /// Its size, or what was read of it.
        megabytes: usize,
        /// The most that is worked with.
        most: usize,
    },
    /// It is no sealed file.
    #[error("This file is not sealed with a passphrase. Open it as it is.")]
    NotSealed,
    /// It is text, and not as it was written.
    #[error(
        "This sealed file is text that was altered on its way, so it cannot be opened. Nothing was changed. Please ask for it again."
    )]
    DamagedText,
    /// Another version of the format.
    #[error(
        "This file is sealed in a newer form than Fledgling knows. Nothing was changed. The age command may open it."
    )]
    Newer,
    /// It is sealed for a key.
    #[error(
        "This file is sealed for somebody’s key, not with a passphrase. Ask whoever sent it to seal it with a passphrase (“age --passphrase”). Nothing was changed."
    )]
    ForAKey,
    /// The passphrase does not open it.
    #[error(
        "This passphrase does not open the file. Nothing was changed. Look out for capitals and blanks; or the beginning of the file was altered on its way."
    )]
    WrongPassphrase,
    /// Opening it asks for more work than a browser should do.
    #[error(
        "Opening this file asks for more work than a browser can do (2 to the power of {asked}; the most here is {most}). Nothing was changed. Open it with the age command."
    )]
    TooMuchWork {
        /// What it asks for.
        asked: u8,
        /// The most that is done.
        most: u8,
    },
    /// It stops in the middle.
    #[error(
        "The file stops in the middle. Nothing was changed. It may not have been copied or downloaded completely; please fetch it again."
    )]
    CutOff,
    /// Its content does not fit itself.
    #[error(
        "The passphrase is right, but the file was cut short or altered on its way, so none of it is used. Nothing was changed. Please ask for it again."
    )]
    Damaged,
    /// The head cannot be read.
    #[error(
        "The beginning of this sealed file is damaged, so it cannot be opened. Nothing was changed. Please ask for it again."
    )]
    DamagedHead,
    /// The machine could not do it.
    #[error("The file could not be sealed. Nothing was written. Please try again.")]
    Failed,
}

fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1_000_000)
}

fn within(bytes: usize, most: usize) -> Result<(), SealError> {
    if bytes > most {
        return Err(SealError::TooLarge {
            megabytes: megabytes(bytes),
            most: megabytes(MOST_BYTES),
        });
    }
    Ok(())
}

/// Whether a file is sealed in this format, with a passphrase or otherwise.
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGINNING) || bytes.starts_with(TEXT_BEGINNING)
}

/// Seals a file's bytes. The passphrase is kept nowhere.
///
/// # Errors
/// When there is no passphrase, or the file is too large.
pub fn seal(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, SealError> {
    seal_at(WORK_FACTOR, bytes, passphrase)
}

fn seal_at(work: u8, bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, SealError> {
    if passphrase.is_empty() {
        return Err(SealError::NoPassphrase);
    }
    within(bytes.len(), MOST_BYTES)?;
    let mut recipient = Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(work);
    let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as _))
        .map_err(|_| SealError::Failed)?;
    let mut sealed = Vec::with_capacity(bytes.len() + bytes.len() / 4_096 + 512);
    let mut writer = encryptor
        .wrap_output(&mut sealed)
        .map_err(|_| SealError::Failed)?;
    writer.write_all(bytes).map_err(|_| SealError::Failed)?;
    writer.finish().map_err(|_| SealError::Failed)?;
    within(sealed.len(), MOST_BYTES + OVERHEAD)?;
    Ok(sealed)
}

/// Opens a sealed file.
///
/// # Errors
/// When the passphrase is wrong, or the file is no sealed one, cut, altered, too large or asks for too much work.
pub fn open(sealed: &[u8], passphrase: &str) -> Result<Vec<u8>, SealError> {
    // As text it takes four letters for three bytes, and a line end for every 64 letters.
    within(sealed.len(), (MOST_BYTES + OVERHEAD) / 2 * 3)?;
    let from_text;
    let sealed = if text_form::is_text(sealed) {
        from_text = text_form::from_text(sealed)?;
        &from_text[..]
    } else {
        sealed
    };
    within(sealed.len(), MOST_BYTES + OVERHEAD)?;
    check_beginning(sealed)?;
    if passphrase.is_empty() {
        return Err(SealError::NoPassphrase);
    }
    let decryptor = Decryptor::new_buffered(sealed).map_err(|error| match error {
        DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            SealError::CutOff
        }
        DecryptError::UnknownFormat => SealError::Newer,
        _ => SealError::DamagedHead,
    })?;
    if !decryptor.is_scrypt() {
        return Err(SealError::ForAKey);
    }
    let mut identity = Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MOST_WORK);
    let opened = decryptor.decrypt(std::iter::once(&identity as _));
    let reader = opened.map_err(|error| match error {
        DecryptError::ExcessiveWork { required, .. } => SealError::TooMuchWork {
            asked: required,
            most: MOST_WORK,
        },
        DecryptError::InvalidMac => SealError::Damaged,
        DecryptError::InvalidHeader => SealError::DamagedHead,
        _ => SealError::WrongPassphrase,
    })?;
    read_whole(reader)
}

/// Reads to the end, and no further than what is worked with: nothing of a damaged file is handed on.
fn read_whole(reader: impl Read) -> Result<Vec<u8>, SealError> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    reader
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|_| SealError::Damaged)?;
    within(bytes.len(), MOST_BYTES)?;
    Ok(bytes)
}

fn check_beginning(sealed: &[u8]) -> Result<(), SealError> {
    if !sealed.starts_with(BEGINNING) {
        let is_a_stump = !sealed.is_empty() && BEGINNING.starts_with(sealed);
        return Err(if is_a_stump {
            SealError::CutOff
        } else {
            SealError::NotSealed
        });
    }
    if sealed.starts_with(VERSION_LINE) {
        return Ok(());
    }
    Err(if VERSION_LINE.starts_with(sealed) {
        SealError::CutOff
    } else {
        SealError::Newer
    })
}
