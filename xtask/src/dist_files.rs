//! The files of a folder with their content hashes, in a stable order.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// A file below some folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Path below the folder, with forward slashes.
    pub(crate) path: String,
    /// SHA-256 of the content, in lower-case hexadecimal.
    pub(crate) hash: String,
}

/// All files below `folder`, hidden ones excepted, sorted by path.
pub(crate) fn list(folder: &Path) -> Result<Vec<Listed>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries =
            fs::read_dir(&next).with_context(|| format!("{} cannot be read", next.display()))?;
        for entry in entries {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(Listed {
                    path: below(folder, &path)?,
                    hash: hash_of(&fs::read(&path)?),
                });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn below(folder: &Path, path: &Path) -> Result<String> {
    let parts: PathBuf = path.strip_prefix(folder)?.to_path_buf();
    Ok(parts
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/"))
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// One hash over all files of a list.
pub(crate) fn hash_of_all(files: &[Listed]) -> String {
    let text: String = files
        .iter()
        .map(|file| format!("{} {}\n", file.hash, file.path))
        .collect();
    hash_of(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_order_with_forward_slashes_and_without_hidden_files() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("icons")).expect("made");
        fs::write(folder.path().join("z.txt"), "abc").expect("written");
        fs::write(folder.path().join("icons/a.svg"), "").expect("written");
        fs::write(folder.path().join(".hidden"), "").expect("written");
        let files = list(folder.path()).expect("listed");
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["icons/a.svg", "z.txt"]);
        assert_eq!(
            files[1].hash,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn the_common_hash_follows_content_and_name() {
        let file = |path: &str, hash: &str| Listed {
            path: path.to_owned(),
            hash: hash.to_owned(),
        };
        let one = hash_of_all(&[file("a", "1")]);
        assert_ne!(one, hash_of_all(&[file("a", "2")]));
        assert_ne!(one, hash_of_all(&[file("b", "1")]));
        assert_eq!(one, hash_of_all(&[file("a", "1")]));
    }
}
