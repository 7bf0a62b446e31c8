//! Scripts travel without the lines that hold nothing but a comment; the source keeps them.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::dist_files;

/// Rewrites the scripts in `staging`.
pub(crate) fn bare(staging: &Path) -> Result<()> {
    for file in dist_files::list(staging)? {
        if file.path.ends_with(".js") {
            let path = staging.join(&file.path);
            let script = fs::read_to_string(&path)?;
            fs::write(path, without_comment_lines(&script))?;
        }
    }
    Ok(())
}

/// A comment beside code stays: only a parser could tell it from a text.
fn without_comment_lines(script: &str) -> String {
    let mut bare = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines() {
        let words = line.trim();
        let begins = !inside && words.starts_with("/*");
        let is_comment = inside || begins || words.starts_with("//");
        if inside || begins {
            inside = !words.ends_with("*/");
        }
        if !is_comment {
            bare.push_str(line);
            bare.push('\n');
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_comment_go_and_everything_else_stays() {
        let script = "// Why.\n/** @returns {number}\n * of things */\nconst url = \"https://a\"; // beside\n  /* one line */\n  go();\n";
        assert_eq!(
            without_comment_lines(script),
            "const url = \"https://a\"; // beside\n  go();\n"
        );
    }

    #[test]
    fn the_tokens_that_the_build_fills_in_stay() {
        let worker = "const FILES = /*__PRECACHE__*/[];\n";
        assert_eq!(without_comment_lines(worker), worker);
    }
}
