//! Requests and answers as they travel: small files, links, lines in an email. And what exactly leaves with them.

mod form;
mod leaving;
mod letter;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

pub use form::{
    FounderFile, FounderFileError, LONGEST_LINK, MOST_BYTES, answer_file, answer_in_text,
    file_name, is_from_here, read, request_file, request_fragment, request_link,
};
pub use leaving::{Leaving, leaving};
pub use letter::{Letter, answer_letter, request_letter, review_letter};
